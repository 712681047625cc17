//! Days and names that the bank, or an institution within them, sets for itself.

use op::{Error, Op, Result};
use serde_json::json;
use units::Fault;

use super::place_typed;
use crate::access::steps::Step;
use crate::model::{Setting, SettingStanding, SettingsInput};
use crate::rules::setting::{NAME_CHARS_MAX, fits, number, of_institution};
use crate::store;

/// The code under which the whole bank's settings stand.
const BANK: &str = "";

/// A number as it stands for the whole bank.
pub fn of_bank(op: &Op, setting: Setting) -> Result<i64> {
    let (shipped, _) = number(setting).ok_or_else(|| Error::bug("a name is no number"))?;
    let set = store::setting::get(op.conn(), BANK, setting.name())?;
    Ok(set.and_then(|value| value.parse().ok()).unwrap_or(shipped))
}

/// A number as it stands at an institution: its own, within the bank's.
pub fn at(op: &Op, setting: Setting, institution: &str) -> Result<i64> {
    let bank = of_bank(op, setting)?;
    let own = store::setting::get(op.conn(), institution, setting.name())?;
    Ok(own.and_then(|value| value.parse().ok()).map_or(bank, |own: i64| own.min(bank)))
}

/// A name the bank has set, or nothing.
pub fn name(op: &Op, setting: Setting) -> Result<Option<String>> {
    Ok(store::setting::get(op.conn(), BANK, setting.name())?)
}

/// Every setting as it stands, for the bank or at an institution.
pub fn list(op: &Op, institution: Option<&str>) -> Result<Vec<SettingStanding>> {
    op.check(&Step::ViewSettings)?;
    let stand = |setting: Setting| {
        let own = match institution {
            Some(code) if of_institution(setting) => store::setting::get(op.conn(), code, setting.name())?,
            _ => None,
        };
        let bank = store::setting::get(op.conn(), BANK, setting.name())?;
        let origin = match (&own, &bank) {
            (Some(_), _) => "institution",
            (None, Some(_)) => "bank",
            (None, None) => "shipped",
        };
        let value = match (number(setting), institution) {
            (Some(_), Some(code)) if of_institution(setting) => at(op, setting, code)?.to_string(),
            (Some(_), _) => of_bank(op, setting)?.to_string(),
            (None, _) => bank.unwrap_or_default(),
        };
        Ok(SettingStanding { name: setting, value, origin: origin.to_owned() })
    };
    Setting::ALL.iter().copied().map(stand).collect()
}

/// Sets values. What is under way keeps the day it was given.
///
/// Errors: `Invalid` for a name that is not one, a value outside its limits or an institution's beyond the bank's;
/// `Refused(credit.institution.unknown)`.
pub fn set(op: &Op, input: &SettingsInput) -> Result<Vec<SettingStanding>> {
    let place = input.institution.as_deref().map(|code| place_typed(op, code)).transpose()?;
    let pen = op.may(&Step::Set(place.as_ref()))?;
    let code = input.institution.as_deref().unwrap_or(BANK);
    let mut faults = Vec::new();
    for (name, value) in &input.values {
        let value = value.trim();
        let known = Setting::named(name).filter(|setting| place.is_none() || of_institution(*setting));
        let Some(setting) = known else {
            faults.push(Fault::new(name, "form.not_a_choice"));
            continue;
        };
        let bank = if place.is_some() { Some(of_bank(op, setting)?) } else { None };
        if !value.is_empty() && !fits(setting, value, bank) {
            faults.push(match number(setting) {
                None => Fault::new(name, "form.too_long").with("max", NAME_CHARS_MAX),
                Some((_, range)) => Fault::new(name, "form.out_of_range")
                    .with("min", range.start())
                    .with("max", bank.unwrap_or(*range.end())),
            });
            continue;
        }
        store::setting::set(&pen, code, setting.name(), value, &op.actor().id, op.now())?;
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    if let Some(code) = &input.institution {
        pen.about(code);
    }
    pen.tell(json!({ "count": input.values.len() }));
    list(op, input.institution.as_deref())
}
