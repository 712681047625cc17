//! The yearly figures on minors' data: handlers of minors' personal information audit themselves every year
//! (未成年人网络保护条例 art. 37) and file by 31 January for the year before, children under 14 and minors from 14 to 18
//! separately. A person is counted in the group of the first day in the year on which the platform handled their data.

use std::collections::HashMap;

use op::{Error, Op, Result};
use schemars::JsonSchema;
use serde::Serialize;
use units::{Day, Fault, Instant};

use crate::access::Action;
use crate::rules::age::{AgeGroup, MINOR_UNDER, group};
use crate::store::figures::{self as store, Counted};
use crate::vault;

/// The first year asked for: before it there was no platform.
const FIRST_YEAR: i32 = 2020;

/// Figures of one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupFigures {
    /// People whose data was handled.
    pub people: i64,
    /// Consents given.
    pub consents: i64,
    /// Of these, agreed to by a guardian.
    pub guardian_consents: i64,
    /// Consents withdrawn.
    pub withdrawals: i64,
    /// Consents a guardian refused.
    pub guardian_refusals: i64,
    /// Reads by organisations under a consent.
    pub reads: i64,
    /// Reads refused for want of consent.
    pub read_refusals: i64,
}

/// The figures of one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Report {
    /// The calendar year, in China's time.
    pub year: i32,
    /// People with a record by the end of the year, of any age.
    pub people: i64,
    /// Of these, those whose day of birth is unknown; they are in no group.
    pub people_of_unknown_age: i64,
    /// Children under 14.
    pub children: GroupFigures,
    /// Minors from 14 to under 18.
    pub youths: GroupFigures,
}

/// Counts a year. A read that may take seconds on large tables.
///
/// Errors: `Invalid(year)` for a year that cannot be, `Forbidden` unless administrator or auditor.
pub fn report(op: &Op, year: i32) -> Result<Report> {
    op.check(&Action::PrivacyReport)?;
    let (from, to) = span(op, year)?;
    let mut report = Report {
        year,
        people: 0,
        people_of_unknown_age: 0,
        children: GroupFigures::default(),
        youths: GroupFigures::default(),
    };
    (report.people, report.people_of_unknown_age) = store::people(op.conn(), to)?;
    let first_birth_year = i64::from(year - MINOR_UNDER - 1);
    let groups = groups(op, first_birth_year, from, to)?;
    for person in groups.values() {
        match person {
            AgeGroup::Child => report.children.people += 1,
            AgeGroup::Youth => report.youths.people += 1,
            AgeGroup::Adult => {}
        }
    }
    for (counted, field) in FIELDS {
        store::by_learner(op.conn(), *counted, first_birth_year, from, to, |learner, count| {
            match groups.get(learner) {
                Some(AgeGroup::Child) => *field(&mut report.children) += count,
                Some(AgeGroup::Youth) => *field(&mut report.youths) += count,
                Some(AgeGroup::Adult) | None => {}
            }
            Ok(())
        })?;
    }
    Ok(report)
}

type Field = fn(&mut GroupFigures) -> &mut i64;

/// What is counted into which figure.
const FIELDS: &[(Counted, Field)] = &[
    (Counted::Consents, |figures| &mut figures.consents),
    (Counted::GuardianConsents, |figures| &mut figures.guardian_consents),
    (Counted::Withdrawals, |figures| &mut figures.withdrawals),
    (Counted::GuardianRefusals, |figures| &mut figures.guardian_refusals),
    (Counted::Reads, |figures| &mut figures.reads),
    (Counted::ReadRefusals, |figures| &mut figures.read_refusals),
];

/// The year the next filing is about.
pub(crate) fn last_year(op: &Op) -> i32 {
    op.today().year() - 1
}

/// Who may have been a minor, and in which group: on the first of January, or when the record was made.
fn groups(op: &Op, birth_year: i64, from: Instant, to: Instant) -> Result<HashMap<String, AgeGroup>> {
    let mut groups = HashMap::new();
    store::young(op.conn(), birth_year, to, |young| {
        let born = vault::open_text(op.keys(), vault::BORN, &young.person, &young.born_sealed);
        let born = born.map_err(db::Error::other)?;
        let born = Day::parse(&born).map_err(db::Error::other)?;
        let on = young.created_at.max(from).day_in_shanghai();
        groups.insert(young.person, group(born, on));
        Ok(())
    })?;
    Ok(groups)
}

/// The year in China's time, half-open.
fn span(op: &Op, year: i32) -> Result<(Instant, Instant)> {
    let fault = || Error::Invalid(vec![Fault::new("year", "identity.privacy.year_unfit")]);
    if year < FIRST_YEAR || year > op.today().year() {
        return Err(fault());
    }
    let start = |year| Day::new(year, 1, 1).map(Day::start_in_shanghai).map_err(|_| fault());
    Ok((start(year)?, start(year + 1)?))
}
