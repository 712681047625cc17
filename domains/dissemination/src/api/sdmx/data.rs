//! Data, written while it is read.

use std::sync::Arc;

use ::sdmx::model::Cube;
use ::sdmx::negotiate::DataFormat;
use ::sdmx::query::{DataQuery, Plan, Window};
use ::sdmx::reference::Reference;
use ::sdmx::{AtObservation, Code, DataWriter, Envelope, Era, Failure, Observation, Problem};
use op::{Actor, App, Op};
use units::Instant;
use web::Response;

use super::answer::{Ask, attempt, broken, labelled};
use crate::work::catalogue::{self, Catalogue, observation};
use crate::work::stream::Selection;

/// Observations of an answer in another order than the stored one, which are sorted in memory.
const SORTED_MAX: usize = 100_000;

/// What stands behind `/data/`.
pub(super) fn answer(op: &Op, ask: &Ask, path: &str) -> op::Result<Response> {
    attempt(op, ask, |op| {
        let all = catalogue::current(op)?;
        let begun = || -> Result<(DataQuery, DataFormat, Reference), Failure> {
            let query = DataQuery::parse(ask.era, path, &ask.query)?;
            let format = ask.data_format()?;
            let flow = chosen(&all, &query)?;
            Ok((query, format, flow))
        };
        match begun() {
            Ok((query, format, flow)) => respond(op, ask, path, all, query, format, flow),
            Err(failure) => Ok(Err(failure)),
        }
    })
}

/// The one dataflow a query asks for.
pub(super) fn chosen(all: &Catalogue, query: &DataQuery) -> Result<Reference, Failure> {
    let references: Vec<&Reference> = all.structures.iter().map(|artefact| &artefact.reference).collect();
    let mut flows: Vec<Reference> = query.select(&references).into_iter().cloned().collect();
    if query.context == ::sdmx::reference::Class::DataStructure {
        // The newest release of each structure that is named.
        let of = |structure: &Reference| {
            let refers = |one: &&::sdmx::model::Maintainable| one.references().contains(structure);
            all.structures.of(::sdmx::reference::Class::Dataflow).filter(refers).last().map(|one| one.reference.clone())
        };
        flows = flows.iter().filter_map(of).collect();
    }
    match flows.as_slice() {
        [] => {
            Err(Problem::new(Code::NoResults, "no dataflow fits; ask /dataflow or /structure/dataflow which there are")
                .into())
        }
        [one] => Ok(one.clone()),
        several => {
            let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
            let text = format!("one dataflow is answered at a time, and {} fit: {}", several.len(), ids.join(", "));
            Err(Problem::missing(text).into())
        }
    }
}

/// Whether a moment of `updatedAfter` lies behind the release: a release is new as a whole, on its day.
fn is_older(query: &DataQuery, released_at: Option<Instant>) -> bool {
    let after = query.updated_after.as_deref().map(|text| match Instant::parse(text) {
        Ok(at) => at,
        Err(_) => text
            .get(..10)
            .and_then(|day| units::Day::parse(day).ok())
            .map_or(Instant::from_micros(0), |day| day.start_in_shanghai()),
    });
    after.is_some_and(|after| released_at.is_none_or(|at| at <= after))
}

fn respond(
    op: &Op,
    ask: &Ask,
    path: &str,
    all: Arc<Catalogue>,
    query: DataQuery,
    format: DataFormat,
    flow: Reference,
) -> op::Result<Result<Response, Failure>> {
    let Some(release) = all.release(&flow) else { return Err(op::Error::bug("a public dataflow without a release")) };
    let tag = ask.tag(&release.hash, path, &format.media_type());
    if let Some(unchanged) = ask.unchanged(&tag, release.released_at) {
        return Ok(Ok(unchanged));
    }
    let nothing = || Ok(Err(Problem::new(Code::NoResults, "no observation fits the query").into()));
    if is_older(&query, release.released_at) {
        return nothing();
    }
    let (changed, envelope) = (release.released_at, ask.envelope(op.now()));
    let name = format!("{}-{}.csv", release.dataflow, release.version);
    let sorted = {
        let cube = match Cube::new(&all.structures, &flow) {
            Ok(cube) => cube,
            Err(problem) => return Ok(Err(problem.into())),
        };
        let plan = match checked(&query, &cube, format) {
            Ok(plan) => plan,
            Err(problem) => return Ok(Err(problem.into())),
        };
        match sorted(op, &all, &flow, &cube, &plan)? {
            Err(problem) => return Ok(Err(problem.into())),
            Ok(Found::Nothing) => return nothing(),
            Ok(Found::InOrder) => None,
            Ok(Found::Sorted(list)) => Some(list),
        }
    };
    let response = Response::stream(format.media_type(), move |app, actor, out| {
        let cube = Cube::new(&all.structures, &flow).map_err(|problem| op::Error::bug(problem.to_string()))?;
        let message = Message { app, actor, all: &all, flow: &flow, cube: &cube, query: &query, format, envelope };
        match sorted {
            Some(list) => message.write(out, |take| list.into_iter().try_for_each(take)),
            None => message.stream(out),
        }
    });
    let response = match format {
        DataFormat::Csv(..) => response.saved_as(&name),
        _ => response,
    };
    Ok(Ok(labelled(response, &tag, changed)))
}

/// The plan of a query, refused where the format cannot carry it.
fn checked(query: &DataQuery, cube: &Cube, format: DataFormat) -> Result<Plan, Problem> {
    let plan = query.plan(cube)?;
    if matches!(
        format,
        DataFormat::Generic
            | DataFormat::GenericTimeSeries
            | DataFormat::SpecificTimeSeries
            | DataFormat::Specific(Era::V21)
    ) {
        cube.one_measure()?;
    }
    let timed = matches!(format, DataFormat::GenericTimeSeries | DataFormat::SpecificTimeSeries);
    if timed && plan.view.at != cube.time().map_or(AtObservation::All, AtObservation::Dimension) {
        return Err(Problem::semantic(
            "a time series format has the time at the observation; leave dimensionAtObservation out",
        ));
    }
    Ok(plan)
}

/// What there is for a query.
enum Found {
    Nothing,
    /// Something, in the order it is stored.
    InOrder,
    /// All of it, in another order.
    Sorted(Vec<Observation>),
}

/// Looks whether there is anything, and puts it in order where the stored one does not do.
fn sorted(op: &Op, all: &Catalogue, flow: &Reference, cube: &Cube, plan: &Plan) -> op::Result<Result<Found, Problem>> {
    let Some(release) = all.release(flow) else { return Ok(Ok(Found::Nothing)) };
    let stored_order = match plan.view.at {
        AtObservation::All => true,
        AtObservation::Dimension(at) => Some(at) == cube.time(),
    };
    let mut selection = Selection::new(release, |key| series_fits(plan, key));
    let mut list = Vec::new();
    loop {
        let page = selection.page(op)?;
        if page.is_empty() {
            break;
        }
        let fitting = page.into_iter().map(|one| observation(cube, one)).filter(|one| plan.fits(cube, one));
        if stored_order {
            if fitting.count() > 0 {
                return Ok(Ok(Found::InOrder));
            }
            continue;
        }
        list.extend(fitting);
        if list.len() > SORTED_MAX {
            let text = format!(
                "more than {SORTED_MAX} observations in this order; ask with TIME_PERIOD or AllDimensions at the observation, or for fewer"
            );
            return Ok(Err(Problem::new(Code::TooLarge, text)));
        }
    }
    if list.is_empty() {
        return Ok(Ok(Found::Nothing));
    }
    let order: Vec<usize> = plan.view.series(cube).into_iter().chain(plan.view.observation(cube)).collect();
    list.sort_by(|one, other| order.iter().map(|at| &one.key[*at]).cmp(order.iter().map(|at| &other.key[*at])));
    Ok(Ok(Found::Sorted(list)))
}

/// Whether the series of a key can hold what is asked for.
pub(super) fn series_fits(plan: &Plan, key: &[String]) -> bool {
    key.iter().enumerate().all(|(at, value)| plan.asked(at).iter().all(|filter| filter.fits(value, false)))
}

/// A message while it is written.
struct Message<'m> {
    app: &'m App,
    actor: &'m Actor,
    all: &'m Catalogue,
    flow: &'m Reference,
    cube: &'m Cube<'m>,
    query: &'m DataQuery,
    format: DataFormat,
    envelope: Envelope,
}

impl Message<'_> {
    /// Page by page from the database; between two pages nothing is held there.
    fn stream(&self, out: &mut dyn std::io::Write) -> op::Result<()> {
        let (cube, plan) = (self.cube, self.plan()?);
        let release = self.all.release(self.flow).ok_or_else(|| op::Error::bug("a release went away"))?;
        let mut selection = Selection::new(release, |key| series_fits(&plan, key));
        self.write(out, |take| {
            loop {
                let page = self.app.read(self.actor, |op| selection.page(op))?;
                if page.is_empty() {
                    return Ok(());
                }
                let fitting = page.into_iter().map(|one| observation(cube, one)).filter(|one| plan.fits(cube, one));
                fitting.into_iter().try_for_each(&mut *take)?;
            }
        })
    }

    fn plan(&self) -> op::Result<Plan> {
        self.query.plan(self.cube).map_err(|problem| op::Error::bug(problem.to_string()))
    }

    /// Writes what `observations` hands on, through the window of the query.
    fn write(
        &self,
        out: &mut dyn std::io::Write,
        observations: impl FnOnce(&mut dyn FnMut(Observation) -> op::Result<()>) -> op::Result<()>,
    ) -> op::Result<()> {
        let plan = self.plan()?;
        let mut window: Window = plan.window(self.cube);
        let constant = vec![None; self.cube.attributes.len()];
        let begun = DataWriter::begin(out, self.format, &self.envelope, self.cube, plan.view, &constant);
        let mut writer = begun.map_err(broken)?;
        observations(&mut |one| window.take(&one, |one| writer.observe(one)).map_err(broken))?;
        window.end(|one| writer.observe(one)).map_err(broken)?;
        writer.finish().map_err(broken)?;
        Ok(())
    }
}
