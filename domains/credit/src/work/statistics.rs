//! Counting what the four provinces look at, and showing it: to everybody where enough learners stand behind a figure, to the
//! staff of a credit bank as it is.

use std::collections::BTreeMap;

use op::{Actor, App, Error, Op, Pen, Result};
use serde::Serialize;
use serde_json::json;
use units::{Day, Fault, Instant};

use crate::access::{Action, BANK_OFFICER};
use crate::model::statistics::{ALL, Census, Flow, Level};
use crate::rules::statistics::{Counted, LEARNERS_MIN, Tally, Used};
use crate::store;
use crate::store::statistics::FlowFilter;

/// Kind of the job that counts.
pub const COUNT_JOB: &str = "credit.statistics.count";

/// Rows read for one part of the counting.
const PART_ROWS: i64 = 20_000;

/// What is older is counted again when something happens.
const STALE_SECONDS: i64 = 24 * 3600;

/// Two countings lie at least so far apart.
const FRESH_SECONDS: i64 = 60;

/// Most flows one matrix is made of.
const MATRIX_FLOWS_MAX: i64 = 5_000;

/// Counts everything anew and puts it in the place of what was counted before. Reads in parts, so memory stays flat; each part is
/// of one moment.
///
/// Errors: `Forbidden`.
pub fn count(app: &App, actor: &Actor, step: &mut dyn FnMut() -> Result<()>) -> Result<()> {
    app.read(actor, |op| op.check(&Action::CountStatistics))?;
    let counted = gather(app, actor, step)?;
    app.write(actor, None, move |op| {
        let pen = op.may(&Action::CountStatistics)?;
        store::statistics::replace(&pen, &counted)?;
        pen.tell(json!({ "flows": counted.flows.len(), "institutions": counted.standings.len() }));
        Ok(())
    })
}

/// The job: nothing to do where somebody else has just counted.
pub fn job(app: &App, step: &mut dyn FnMut() -> Result<()>) -> Result<()> {
    let system = Actor::system("statistics");
    let last = app.read(&system, |op| Ok(store::statistics::counted_at(op.conn())?))?;
    match last {
        Some(last) if app.now() < last.plus_seconds(FRESH_SECONDS) && last <= app.now() => Ok(()),
        _ => count(app, &system, step),
    }
}

/// Asks for a new counting, by a person.
///
/// Errors: `Forbidden`.
pub fn ask(op: &Op) -> Result<()> {
    let pen = op.may(&Action::CountStatistics)?;
    pen.job(COUNT_JOB, &json!({}), op.now())
}

/// Has it counted again where something happened and the last counting is of another day.
pub(crate) fn follow(op: &Op, pen: &Pen) -> Result<()> {
    let last = store::statistics::counted_at(op.conn())?;
    if last.is_none_or(|last| op.now() >= last.plus_seconds(STALE_SECONDS)) {
        pen.job(COUNT_JOB, &json!({}), op.now())?;
    }
    Ok(())
}

fn gather(app: &App, actor: &Actor, step: &mut dyn FnMut() -> Result<()>) -> Result<Counted> {
    let mut tally = Tally::default();
    let mut regions = Regions::default();
    let mut after = String::new();
    loop {
        step()?;
        let (to, uses) = app.read(actor, |op| {
            let to = store::statistics::uses_end(op.conn(), &after, PART_ROWS)?;
            let mut uses = store::statistics::uses_between(op.conn(), &after, to.as_deref())?;
            uses.iter_mut().try_for_each(|(_, used)| regions.fill(op, used))?;
            Ok((to, uses))
        })?;
        for learner in uses.chunk_by(|(one, _), (next, _)| one == next) {
            let own: Vec<Used> = learner.iter().map(|(_, used)| used.clone()).collect();
            tally.learner(&own);
        }
        let Some(to) = to else { break };
        after = to;
    }
    after.clear();
    loop {
        step()?;
        let (to, filed) = app.read(actor, |op| {
            let to = store::statistics::applications_end(op.conn(), &after, PART_ROWS)?;
            let mut filed = store::statistics::applications_between(op.conn(), &after, to.as_deref())?;
            for one in &mut filed {
                one.region = regions.of(op, &one.institution)?;
            }
            Ok((to, filed))
        })?;
        filed.iter().for_each(|one| tally.application(one));
        let Some(to) = to else { break };
        after = to;
    }
    step()?;
    let accounts = app.read(actor, accounts_by_year)?;
    Ok(tally.end(&accounts, app.now()))
}

/// Accounts opened until the end of each year since the first one.
fn accounts_by_year(op: &Op) -> Result<Vec<(i32, i64)>> {
    let this_year = op.today().year();
    let first = store::statistics::first_account(op.conn())?.map_or(this_year, |at| at.day_in_shanghai().year());
    let mut years = Vec::new();
    for year in first.min(this_year)..=this_year {
        let end = Day::new(year + 1, 1, 1).map_err(|_| Error::bug(format!("a year after {year}")))?;
        years.push((year, store::statistics::accounts_before(op.conn(), end.start_in_shanghai())?));
    }
    Ok(years)
}

/// Provinces of institutions, each looked up once.
#[derive(Default)]
struct Regions(BTreeMap<String, String>);

impl Regions {
    /// The province of an institution, six digits; empty where the directory knows none.
    fn of(&mut self, op: &Op, code: &str) -> Result<String> {
        if let Some(known) = self.0.get(code) {
            return Ok(known.clone());
        }
        let place = directory::place(op.conn(), code)?;
        let province = place.and_then(|place| Some(format!("{}0000", place.region.get(..2)?))).unwrap_or_default();
        self.0.insert(code.to_owned(), province.clone());
        Ok(province)
    }

    fn fill(&mut self, op: &Op, used: &mut Used) -> Result<()> {
        used.region = self.of(op, &used.institution)?;
        used.source_region = self.of(op, &used.source)?;
        // What the directory does not know has no code to be told by.
        if used.source_region.is_empty() {
            used.source.clear();
        }
        Ok(())
    }
}

/// Whether an actor sees figures behind which only a few learners stand.
pub fn sees_all(op: &Op) -> bool {
    op.actor().is_system() || op.actor().holds_anywhere(BANK_OFFICER)
}

/// Fewest learners, or applications, of a figure this actor is told.
pub fn least(op: &Op) -> i64 {
    if sees_all(op) { 1 } else { LEARNERS_MIN }
}

/// What is shown of a period: the census of all periods, and the flows as a matrix.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Overview {
    /// The period the flows are of.
    pub period: String,
    /// Every period there is, `all` first, then the latest year.
    pub census: Vec<Census>,
    /// Flows between provinces, the largest first; those of fewer learners than `least` are left out.
    pub provinces: Vec<Flow>,
    /// Fewest learners of a flow that is shown.
    pub least: i64,
    /// When it was counted, unless it never was.
    pub counted_at: Option<Instant>,
}

/// The statistics of a period; without one, of everything.
///
/// Errors: `Invalid` for a period that is neither `all` nor a year that was counted.
pub fn overview(op: &Op, period: Option<&str>) -> Result<Overview> {
    let period = period.unwrap_or(ALL);
    let census = store::statistics::census(op.conn())?;
    if period != ALL && !census.iter().any(|one| one.period == period) {
        return Err(Error::Invalid(vec![Fault::new("period", "form.not_a_choice")]));
    }
    let least = least(op);
    let filter = FlowFilter { period, level: Level::Province, from: None, to: None, learners: least };
    let provinces = store::statistics::flows(op.conn(), &filter, None, true, MATRIX_FLOWS_MAX)?;
    let counted_at = census.first().map(|one| one.counted_at);
    Ok(Overview { period: period.to_owned(), census, provinces, least, counted_at })
}

/// The largest flows between institutions, for a matrix.
pub fn largest(op: &Op, period: &str) -> Result<Vec<Flow>> {
    let filter = FlowFilter { period, level: Level::Institution, from: None, to: None, learners: least(op) };
    Ok(store::statistics::flows(op.conn(), &filter, None, true, MATRIX_FLOWS_MAX)?)
}
