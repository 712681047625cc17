//! What is known about a return when it is looked at: its form, the year before, what others reported, and its flags.

use std::collections::BTreeMap;

use op::{Error, Op, Result};

use crate::model::flag::Flag;
use crate::model::form::{Form, Level, Values};
use crate::model::{Before, Campaign, FlagAnswer, FlagState, Head, Return};
use crate::rules::check::{Facts, Record, flags, of_many};
use crate::rules::lineage::{Ancestor, before};
use crate::store;

/// Most units a return is compared with.
const PEERS_MAX: i64 = 500;

/// What is known about a return.
pub struct Known {
    /// Its campaign.
    pub campaign: Campaign,
    /// Its form, as it was when the campaign was made.
    pub form: Form,
    /// The year before.
    pub before: Before,
    /// What the other units of the county submitted, by unit.
    pub peers: Vec<(String, Values)>,
    /// Everything that was said to flags of the return.
    pub answers: Vec<FlagAnswer>,
}

/// Everything that is known about a return, for whoever may see it.
///
/// # Errors
/// A defect if its campaign or form is gone.
pub fn known(op: &Op, head: &Head) -> Result<Known> {
    let (campaign, form) = asked(op, head)?;
    let before = year_before(op, &campaign, &form, head)?;
    let peers = store::list::peers(op.conn(), head, PEERS_MAX)?;
    let answers = store::answer::of_return(op.conn(), &head.id)?;
    Ok(Known { campaign, form, before, peers, answers })
}

/// The campaign of a return, and its form.
fn asked(op: &Op, head: &Head) -> Result<(Campaign, Form)> {
    let campaign = store::campaign::get(op.conn(), &head.campaign)?;
    let form = store::campaign::form(op.conn(), &head.campaign, &head.form)?;
    match (campaign, form) {
        (Some(campaign), Some(form)) => Ok((campaign, form)),
        _ => Err(Error::bug("a return without a campaign or form")),
    }
}

/// What the checks find in many returns, each compared with the others given and with what their county submitted beside them: as
/// one by one, with each form checked once.
///
/// # Errors
/// As [`known`] and [`Known::flags`].
pub fn flags_of_many(op: &Op, returns: &[Return]) -> Result<Vec<Vec<FlagState>>> {
    let mut groups: BTreeMap<[&str; 3], Vec<usize>> = BTreeMap::new();
    for (at, one) in returns.iter().enumerate() {
        groups.entry([&one.head.campaign, &one.head.form, &one.head.county]).or_default().push(at);
    }
    let mut found = vec![Vec::new(); returns.len()];
    for places in groups.into_values() {
        let own: Vec<&Return> = places.iter().map(|at| &returns[*at]).collect();
        for (at, flags) in places.iter().zip(flags_of_group(op, &own)?) {
            found[*at] = flags;
        }
    }
    Ok(found)
}

/// As [`flags_of_many`], for returns on one form from one county, of which there is at least one.
fn flags_of_group(op: &Op, own: &[&Return]) -> Result<Vec<Vec<FlagState>>> {
    let Some(first) = own.first() else { return Ok(Vec::new()) };
    let (campaign, form) = asked(op, &first.head)?;
    let given = |unit: &str| own.iter().any(|one| one.head.unit == unit);
    // The peers of the first leave out the first alone, which is among the units given.
    let peers = store::list::peers(op.conn(), &first.head, PEERS_MAX)?;
    let before = own.iter().map(|one| year_before(op, &campaign, &form, &one.head)).collect::<Result<Vec<_>>>()?;
    let of_peers =
        peers.iter().filter(|(unit, _)| !given(unit)).map(|(unit, now)| Record { key: unit, now, before: None });
    let of_own = own.iter().zip(&before).map(|(one, before)| Record {
        key: &one.head.unit,
        now: &one.values,
        before: before.values.as_ref(),
    });
    let records: Vec<Record> = of_peers.chain(of_own).collect();
    let mut found = of_many(&form, &records).map_err(Error::bug)?;
    let found = found.split_off(records.len() - own.len());
    own.iter()
        .zip(found)
        .map(|(one, flags)| {
            let answers = store::answer::of_return(op.conn(), &one.head.id)?;
            Ok(flags.into_iter().map(|flag| state(flag, &answers)).collect())
        })
        .collect()
}

/// A flag with what was said to it.
fn state(flag: Flag, answers: &[FlagAnswer]) -> FlagState {
    let key = flag.key();
    let answers = answers.iter().filter(|answer| answer.flag == key).cloned().collect();
    FlagState { key, flag, answers }
}

impl Known {
    /// What the checks find in figures, each with what was said to it.
    ///
    /// # Errors
    /// A defect if the form does not fit together, which is refused when a campaign is made.
    pub fn flags(&self, unit: &str, values: &Values) -> Result<Vec<FlagState>> {
        let record = Record { key: unit, now: values, before: self.before.values.as_ref() };
        let found = flags(&self.form, &Facts { record, peers: &self.peers }).map_err(Error::bug)?;
        Ok(found.into_iter().map(|flag| state(flag, &self.answers)).collect())
    }
}

/// The year before's figures of a unit, from the directory's history of schools and regions.
fn year_before(op: &Op, campaign: &Campaign, form: &Form, head: &Head) -> Result<Before> {
    let year = campaign.year - 1;
    let of = |unit: &str| store::list::approved_of_year(op.conn(), unit, &head.form, year);
    let mut ancestors = Vec::new();
    for (code, happened_on, split) in ancestors_of(op, head)? {
        // What ended before the year began is in the unit's own figures already.
        let reported = happened_on.get(..4).and_then(|text| text.parse::<i64>().ok()).is_some_and(|ended| ended > year);
        ancestors.push(Ancestor { values: of(&code)?, code, split, reported });
    }
    Ok(before(form, of(&head.unit)?, &ancestors))
}

/// The codes from which a unit comes directly, when that happened, and whether others come from them too.
fn ancestors_of(op: &Op, head: &Head) -> Result<Vec<(String, String, bool)>> {
    let conn = op.conn();
    let mut found = Vec::new();
    match head.level {
        Level::School => {
            let details = directory::store::institution_details(conn, &head.unit)?;
            for one in details.map(|details| details.predecessors).unwrap_or_default() {
                let of_it = directory::store::institution_details(conn, &one.code)?;
                let split = of_it.is_some_and(|details| details.successors.len() > 1);
                found.push((one.code, one.happened_on, split));
            }
        }
        Level::County => {
            let details = directory::store::region_details(conn, &head.unit)?;
            for one in details.map(|details| details.predecessors).unwrap_or_default() {
                let of_it = directory::store::region_details(conn, &one.code)?;
                let split = of_it.is_some_and(|details| details.successors.len() > 1);
                found.push((one.code, one.valid_to.unwrap_or_default(), split));
            }
        }
    }
    Ok(found)
}
