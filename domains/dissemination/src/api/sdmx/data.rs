//! Data, written while it is read.

use std::sync::Arc;

use ::sdmx::model::Cube;
use ::sdmx::negotiate::DataFormat;
use ::sdmx::query::{DataQuery, Plan, Window};
use ::sdmx::reference::Reference;
use ::sdmx::{AtObservation, Code, DataWriter, Envelope, Era, Failure, Observation, Problem, Set};
use op::{Actor, App, Op};
use units::Instant;
use web::Response;

use super::answer::{Ask, attempt, broken, labelled, settled, told_apart};
use super::flows::{chosen, planned};
use crate::work::catalogue::{self, Catalogue, observation};
use crate::work::stream::Selection;

/// Observations of an answer in another order than the stored one, which are sorted in memory.
const SORTED_MAX: usize = 100_000;

/// What stands behind `/data/`.
pub(super) fn answer(op: &Op, ask: &Ask, path: &str) -> op::Result<Response> {
    attempt(op, ask, |op| {
        let all = catalogue::current(op)?;
        let begun = || -> Result<(DataQuery, DataFormat, Vec<Reference>), Failure> {
            let query = DataQuery::parse(ask.era, path, &ask.query)?;
            let format = ask.data_format()?;
            let flows = chosen(&all, &query)?;
            Ok((query, format, flows))
        };
        match begun() {
            Ok((query, format, flows)) => respond(op, ask, path, all, query, format, flows),
            Err(failure) => Ok(Err(failure)),
        }
    })
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
    flows: Vec<Reference>,
) -> op::Result<Result<Response, Failure>> {
    let published = told_apart(flows.iter().filter_map(|flow| all.release(flow)));
    let changed = settled(all.changed, op.now());
    let tag = ask.tag(&published, path, &format.media_type());
    if let Some(unchanged) = ask.unchanged(&tag, changed) {
        return Ok(Ok(unchanged));
    }
    let newer = |flow: &Reference| !is_older(&query, all.release(flow).and_then(|one| one.released_at));
    let asked = flows.into_iter().filter(newer).collect();
    let sets = match planned(&all, &query, asked) {
        Ok(flows) => found(op, &all, &query, format, flows)?,
        Err(problem) => Err(problem),
    };
    let sets = match sets {
        Ok(sets) if sets.is_empty() => {
            return Ok(Err(Problem::new(Code::NoResults, "no observation fits the query").into()));
        }
        Ok(sets) => sets,
        Err(problem) => return Ok(Err(problem.into())),
    };
    let (envelope, name) = (ask.envelope(op.now()), file_name(&all, &sets));
    let response = Response::stream(format.media_type(), move |app, actor, out| {
        let message = Message { app, actor, all: &all, query: &query, format, envelope };
        message.write(out, sets)
    });
    let response = match format {
        DataFormat::Csv(..) => response.saved_as(&name),
        _ => response,
    };
    Ok(Ok(labelled(response, &tag, changed)))
}

/// What a table is saved as.
fn file_name(all: &Catalogue, sets: &[(Reference, Found)]) -> String {
    match sets {
        [(flow, _)] => {
            let version = all.release(flow).map_or(0, |release| release.version);
            format!("{}-{version}.csv", flow.id)
        }
        _ => "data.csv".to_owned(),
    }
}

/// Those of the dataflows that have something for a query, each with it.
fn found(
    op: &Op,
    all: &Catalogue,
    query: &DataQuery,
    format: DataFormat,
    flows: Vec<Reference>,
) -> op::Result<Result<Vec<(Reference, Found)>, Problem>> {
    let mut sets = Vec::new();
    let mut held = 0;
    for flow in flows {
        let cube = Cube::new(&all.structures, &flow);
        let planned = cube.and_then(|cube| checked(query, &cube, format).map(|plan| (cube, plan)));
        let (cube, plan) = match planned {
            Ok(planned) => planned,
            Err(problem) => return Ok(Err(problem)),
        };
        match sorted(op, all, &flow, &cube, &plan, SORTED_MAX - held)? {
            Err(problem) => return Ok(Err(problem)),
            Ok(Found::Nothing) => {}
            Ok(something) => {
                held += if let Found::Sorted(list) = &something { list.len() } else { 0 };
                sets.push((flow, something));
            }
        }
    }
    if sets.len() > 1 && format == DataFormat::Json(Era::V21) {
        let ids: Vec<String> = sets.iter().map(|(flow, _)| flow.to_string()).collect();
        let text = format!(
            "SDMX-JSON 1.0 carries one structure, and {} dataflows fit: {}; ask for SDMX-JSON 2.0, XML or CSV, or for one",
            sets.len(),
            ids.join(", ")
        );
        return Ok(Err(Problem::missing(text)));
    }
    Ok(Ok(sets))
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
fn sorted(
    op: &Op,
    all: &Catalogue,
    flow: &Reference,
    cube: &Cube,
    plan: &Plan,
    room: usize,
) -> op::Result<Result<Found, Problem>> {
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
        if list.len() > room {
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
    query: &'m DataQuery,
    format: DataFormat,
    envelope: Envelope,
}

impl Message<'_> {
    /// Data set by data set, each through the window of the query.
    fn write(&self, out: &mut dyn std::io::Write, sets: Vec<(Reference, Found)>) -> op::Result<()> {
        let defect = |problem: Problem| op::Error::bug(problem.to_string());
        let cubes = sets.iter().map(|(flow, _)| Cube::new(&self.all.structures, flow)).collect::<Result<Vec<_>, _>>();
        let cubes = cubes.map_err(defect)?;
        let plans = cubes.iter().map(|cube| self.query.plan(cube)).collect::<Result<Vec<_>, _>>().map_err(defect)?;
        let shown = cubes.iter().zip(&plans).map(|(cube, plan)| Set::new(cube, plan.view.clone())).collect();
        let begun = DataWriter::begin_sets(out, self.format, &self.envelope, shown);
        let mut writer = begun.map_err(broken)?;
        for (turn, (flow, found)) in sets.into_iter().enumerate() {
            if turn > 0 {
                writer.next_set().map_err(broken)?;
            }
            let (cube, plan) = (&cubes[turn], &plans[turn]);
            let mut window: Window = plan.window(cube);
            let mut take = |one: Observation| window.take(&one, |one| writer.observe(one)).map_err(broken);
            match found {
                Found::Sorted(list) => list.into_iter().try_for_each(take)?,
                _ => self.stream(&flow, cube, plan, &mut take)?,
            }
            window.end(|one| writer.observe(one)).map_err(broken)?;
        }
        writer.finish().map_err(broken)?;
        Ok(())
    }

    /// Page by page from the database; between two pages nothing is held there.
    fn stream(
        &self,
        flow: &Reference,
        cube: &Cube,
        plan: &Plan,
        take: &mut dyn FnMut(Observation) -> op::Result<()>,
    ) -> op::Result<()> {
        let release = self.all.release(flow).ok_or_else(|| op::Error::bug("a release went away"))?;
        let mut selection = Selection::new(release, |key| series_fits(plan, key));
        loop {
            let page = self.app.read(self.actor, |op| selection.page(op))?;
            if page.is_empty() {
                return Ok(());
            }
            let fitting = page.into_iter().map(|one| observation(cube, one)).filter(|one| plan.fits(cube, one));
            fitting.into_iter().try_for_each(&mut *take)?;
        }
    }
}
