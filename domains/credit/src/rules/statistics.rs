//! Counting: from uses and applications, in the order of learners, to flows, standings and a census.

use std::collections::{BTreeMap, BTreeSet};

use units::{Credit, Instant, Month};

use crate::model::ApplicationState;
use crate::model::statistics::{ALL, Census, Flow, Level, Standing};

/// Fewest learners a figure shown to everybody stands for. Staff of a credit bank see every figure.
pub const LEARNERS_MIN: i64 = 5;

/// Longest wait that is told apart, in hours.
const HOURS_MAX: i64 = 24 * 366 * 20;

/// A recognised use, as counted.
#[derive(Clone, Debug)]
pub struct Used {
    /// Receiving institution.
    pub institution: String,
    /// Its province.
    pub region: String,
    /// Target course.
    pub target_code: String,
    /// What was recorded for it.
    pub target_credit: Credit,
    /// Who taught or issued: a code, or empty.
    pub source: String,
    /// Its province, or empty.
    pub source_region: String,
    /// Credit of the outcome, by which a target of several outcomes is shared out.
    pub outcome_credit: Credit,
    /// Year of the conversion.
    pub year: i32,
}

/// An application that was filed.
#[derive(Clone, Debug)]
pub struct Filed {
    /// Receiving institution.
    pub institution: String,
    /// Its province.
    pub region: String,
    /// How far it has come.
    pub state: ApplicationState,
    /// When it was filed last.
    pub filed_at: Instant,
    /// When it was decided.
    pub decided_at: Option<Instant>,
}

/// Everything counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Flows, by period, level, source and receiver.
    pub flows: Vec<Flow>,
    /// Standings, by period and institution.
    pub standings: Vec<Standing>,
    /// The census of each year with an account, and of all.
    pub census: Vec<Census>,
}

/// Period, level, source with its province, receiver with its province.
type FlowKey = (String, Level, (String, String), (String, String));

/// What is being counted.
#[derive(Default)]
pub struct Tally {
    /// Targets, learners, hundredths of credit.
    flows: BTreeMap<FlowKey, (i64, i64, i64)>,
    standings: BTreeMap<(String, String), (Standing, BTreeMap<i64, i64>)>,
    /// Learners with a conversion in each year, and learners by the year of their first one.
    converters: BTreeMap<i32, i64>,
    first: BTreeMap<i32, i64>,
}

impl Tally {
    /// Counts the uses of one learner, all of them, ordered by institution and target.
    pub fn learner(&mut self, uses: &[Used]) {
        let mut seen = BTreeSet::new();
        let mut years = BTreeSet::new();
        for target in
            uses.chunk_by(|one, next| (&one.institution, &one.target_code) == (&next.institution, &next.target_code))
        {
            years.extend(target.iter().map(|used| used.year).max());
            self.target(target, &mut seen);
        }
        for year in &years {
            *self.converters.entry(*year).or_default() += 1;
        }
        if let Some(first) = years.first() {
            *self.first.entry(*first).or_default() += 1;
        }
    }

    /// One target with every outcome that led to it.
    fn target(&mut self, uses: &[Used], seen: &mut BTreeSet<FlowKey>) {
        let (Some(first), Some(year)) = (uses.first(), uses.iter().map(|used| used.year).max()) else { return };
        let mut brought: BTreeMap<FlowKey, i64> = BTreeMap::new();
        for (used, part) in uses.iter().zip(shares(first.target_credit, uses)) {
            let (from, to) = (used.source_region.clone(), used.region.clone());
            for period in [ALL.to_owned(), year.to_string()] {
                let schools = ((used.source.clone(), from.clone()), (used.institution.clone(), to.clone()));
                let provinces = ((from.clone(), from.clone()), (to.clone(), to.clone()));
                *brought.entry((period.clone(), Level::Institution, schools.0, schools.1)).or_default() += part;
                *brought.entry((period, Level::Province, provinces.0, provinces.1)).or_default() += part;
            }
        }
        for (key, hundredths) in brought {
            let new = seen.insert(key.clone());
            let (targets, learners, credit) = self.flows.entry(key).or_default();
            *targets += 1;
            *learners += i64::from(new);
            *credit += hundredths;
        }
    }

    /// Counts one application.
    pub fn application(&mut self, filed: &Filed) {
        for period in [ALL.to_owned(), filed.filed_at.day_in_shanghai().year().to_string()] {
            let (standing, hours) = self.standings.entry((period, filed.institution.clone())).or_default();
            standing.region.clone_from(&filed.region);
            standing.filed += 1;
            match filed.state {
                ApplicationState::Draft => standing.filed -= 1,
                ApplicationState::Filed => standing.waiting += 1,
                ApplicationState::Returned => standing.returned += 1,
                ApplicationState::Withdrawn => standing.withdrawn += 1,
                // What a revocation suspended was recognised, and is until the institution says otherwise.
                ApplicationState::Accepted | ApplicationState::Suspended => standing.accepted += 1,
                ApplicationState::Rejected => standing.rejected += 1,
                ApplicationState::Reversed => standing.reversed += 1,
            }
            if let (ApplicationState::Accepted | ApplicationState::Rejected, Some(decided)) =
                (filed.state, filed.decided_at)
            {
                let waited = decided.seconds_since(filed.filed_at).clamp(0, HOURS_MAX * 3600) / 3600;
                *hours.entry(waited).or_default() += 1;
            }
        }
    }

    /// The end of counting. `accounts` are the years with accounts opened until their end, in order; the last is the present
    /// one.
    pub fn end(self, accounts: &[(i32, i64)], counted_at: Instant) -> Counted {
        let flow =
            |((period, level, source, receiver), (targets, learners, credit)): (FlowKey, (i64, i64, i64))| Flow {
                period,
                level,
                source: source.0,
                institution: receiver.0,
                source_region: source.1,
                region: receiver.1,
                targets,
                learners,
                credit: Credit::from_hundredths(credit),
            };
        let standing = |((period, institution), (standing, hours)): (_, (Standing, BTreeMap<i64, i64>))| Standing {
            period,
            institution,
            median_hours: rank(&hours, 1, 2),
            ninth_hours: rank(&hours, 9, 10),
            ..standing
        };
        let mut census = Vec::new();
        for (year, opened) in accounts {
            census.push(Census {
                period: year.to_string(),
                accounts: *opened,
                converters: self.converters.get(year).copied().unwrap_or(0),
                ever_converters: self.first.range(..=year).map(|(_, count)| count).sum(),
                counted_at,
            });
        }
        let ever = self.first.values().sum();
        let opened = accounts.last().map_or(0, |(_, opened)| *opened);
        census.push(Census {
            period: ALL.to_owned(),
            accounts: opened,
            converters: ever,
            ever_converters: ever,
            counted_at,
        });
        Counted {
            flows: self.flows.into_iter().map(flow).collect(),
            standings: self.standings.into_iter().map(standing).collect(),
            census,
        }
    }
}

/// Hundredths of a target's credit for each outcome that led to it: by the outcomes' credit, equally where none carries any.
/// What division leaves over goes to the first ones, a hundredth each.
fn shares(target: Credit, uses: &[Used]) -> Vec<i64> {
    let credits: Vec<i128> = uses.iter().map(|used| i128::from(used.outcome_credit.hundredths().max(0))).collect();
    let total: i128 = credits.iter().sum();
    let whole = i128::from(target.hundredths());
    let part = |credit: i128| match total {
        0 => whole / credits.len().max(1) as i128,
        total => whole * credit / total,
    };
    let mut parts: Vec<i64> = credits.iter().map(|credit| i64::try_from(part(*credit)).unwrap_or(0)).collect();
    let left = target.hundredths() - parts.iter().sum::<i64>();
    for part in parts.iter_mut().take(usize::try_from(left).unwrap_or(0)) {
        *part += 1;
    }
    parts
}

/// The smallest hour by which `numerator` of `denominator` of all were decided.
fn rank(hours: &BTreeMap<i64, i64>, numerator: i64, denominator: i64) -> Option<i64> {
    let count: i64 = hours.values().sum();
    let place = (count * numerator).div_euclid(denominator) + i64::from(count * numerator % denominator != 0);
    let mut passed = 0;
    hours.iter().find_map(|(hour, number)| {
        passed += number;
        (passed >= place.max(1)).then_some(*hour)
    })
}

/// The year of a conversion: as a file reports it, else when it was recognised.
pub fn year(converted_in: Option<Month>, at: Instant) -> i32 {
    converted_in.map_or_else(|| at.day_in_shanghai().year(), Month::year)
}

#[cfg(test)]
mod tests;
