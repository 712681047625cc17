//! Entering, renaming and ending institutions.
//!
//! Source: 教育部《学校(机构)代码管理办法》: a change of name keeps the code, a change of type or closure ends it, and a code is
//! never given twice. GB 32100-2015 for enterprises.

use codes::{RegionCode, SchoolCode, Uscc};
use units::{Args, Day, Fault, Refusal, Refuse};

use super::input::{Check, NAME_CHARS_MAX, NAME_EN_CHARS_MAX, city_of};
use crate::model::{
    EndReason, Ending, Institution, InstitutionInput, InstitutionKind, Level, NameInput, Ownership, Refused, Region,
};

/// What a verb answers when it does not do what was asked.
#[derive(Clone, Debug, PartialEq)]
pub enum No {
    /// The input is wrong.
    Invalid(Vec<Fault>),
    /// A rule says no.
    Refused(Refused),
}

impl From<Vec<Fault>> for No {
    fn from(faults: Vec<Fault>) -> No {
        No::Invalid(faults)
    }
}

impl From<Refused> for No {
    fn from(refused: Refused) -> No {
        No::Refused(refused)
    }
}

/// What must be known to enter an institution.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Who has or had the code.
    pub holder: Option<Institution>,
    /// The region in force under the code given.
    pub region: Option<Region>,
    /// The institution named as predecessor.
    pub predecessor: Option<Institution>,
}

/// Enters an institution. Refusals in order: input; the code was given; the predecessor is unknown or has ended; its code is
/// of the same type, so that nothing changes which would end it.
///
/// # Errors
/// See [`No`].
pub fn register(input: &InstitutionInput, facts: &Facts) -> Result<Institution, No> {
    let mut check = Check::default();
    let code = input.code.trim().to_ascii_uppercase();
    let name = check.text("name", &input.name, true, NAME_CHARS_MAX);
    let name_en = check.text("name_en", &input.name_en, false, NAME_EN_CHARS_MAX);
    let authority = check.text("authority", &input.authority, false, NAME_CHARS_MAX);
    let kind: Option<InstitutionKind> = check.choice("kind", &input.kind);
    let ownership: Option<Ownership> = check.choice("ownership", &input.ownership);
    let level: Option<Level> = if input.level.trim().is_empty() { None } else { check.choice("level", &input.level) };
    check_code(&mut check, &code, kind);
    check_level(&mut check, kind, level);
    if facts.region.is_none() {
        check.0.push(Fault::new("region", "directory.region.unknown"));
    } else if code.len() == 10 && code.get(2..4) != input.region.trim().get(..2) {
        check.0.push(Fault::new("region", "directory.institution.province_differs"));
    }
    check.done()?;
    if let Some(holder) = &facts.holder {
        return Err(Refused::CodeGiven { name: holder.name.clone() }.into());
    }
    let predecessor = input.predecessor.trim();
    if !predecessor.is_empty() && !facts.predecessor.as_ref().is_some_and(Institution::in_force) {
        return Err(Refused::SuccessorUnknown { code: predecessor.to_owned() }.into());
    }
    if facts.predecessor.as_ref().is_some_and(|former| type_of(&former.code) == type_of(&code)) {
        return Err(Refused::TypeSame { code: predecessor.to_owned() }.into());
    }
    let (Some(kind), Some(ownership), Some(region)) = (kind, ownership, &facts.region) else {
        return Err(No::Invalid(vec![Fault::new("kind", "form.required")]));
    };
    let province = RegionCode::parse(&region.code).map_or_else(|_| String::new(), |code| code.province().to_string());
    Ok(Institution {
        code,
        name,
        name_en,
        kind,
        level,
        ownership,
        authority,
        region: region.code.clone(),
        region_name: region.name.clone(),
        region_name_en: region.name_en.clone(),
        province,
        ended_on: None,
        ended_reason: None,
    })
}

/// What a code says of the sort of organisation: the type of a school, or registering authority and category of an enterprise.
/// The lengths keep the two apart.
fn type_of(code: &str) -> (usize, Option<&str>) {
    (code.len(), code.get(..2))
}

/// The code must be well formed and of a type that its kind can have.
fn check_code(check: &mut Check, code: &str, kind: Option<InstitutionKind>) {
    let wrong = |refused: Refusal| Fault { field: "code".to_owned(), code: refused.code, args: refused.args };
    let refuse = |fault: &dyn Refuse| wrong(Refusal { code: fault.code(), args: fault.args() });
    use InstitutionKind::{
        AdultCollege, Enterprise, OpenUniversity, School, University, VocationalCollege, VocationalUniversity,
    };
    let allowed: &[InstitutionKind] = match code.len() {
        0 => return check.0.push(Fault::new("code", "form.required")),
        18 => match Uscc::parse(code) {
            Ok(_) => &[Enterprise],
            Err(fault) => return check.0.push(refuse(&fault)),
        },
        _ => match SchoolCode::parse(code) {
            Err(fault) => return check.0.push(refuse(&fault)),
            Ok(code) => match code.type_digits() {
                "41" => &[University, VocationalUniversity, VocationalCollege],
                // Three colleges for pre-school teachers kept the codes they had before they became regular ones.
                "42" => &[OpenUniversity, AdultCollege, VocationalCollege],
                "36" => &[School, VocationalCollege],
                _ => &[School],
            },
        },
    };
    if let Some(kind) = kind
        && !allowed.contains(&kind)
    {
        check.0.push(Fault::new("kind", "directory.institution.kind_differs"));
    }
}

/// Regular higher education has a level that fits its kind; nothing else has one.
fn check_level(check: &mut Check, kind: Option<InstitutionKind>, level: Option<Level>) {
    let wanted = match kind {
        Some(InstitutionKind::University | InstitutionKind::VocationalUniversity) => Some(Level::Bachelor),
        Some(InstitutionKind::VocationalCollege) => Some(Level::Associate),
        Some(_) => None,
        None => return,
    };
    if wanted != level {
        check.0.push(Fault {
            field: "level".to_owned(),
            code: "directory.institution.level_differs",
            args: Args::none(),
        });
    }
}

/// A new name for an institution in force. Refusals in order: input; ended; the same name.
///
/// # Errors
/// See [`No`].
pub fn rename(institution: &Institution, input: &NameInput) -> Result<(String, String), No> {
    let mut check = Check::default();
    let name = check.text("name", &input.name, true, NAME_CHARS_MAX);
    let name_en = check.text("name_en", &input.name_en, false, NAME_EN_CHARS_MAX);
    check.done()?;
    if let Some(on) = &institution.ended_on {
        return Err(Refused::InstitutionEnded { on: on.clone() }.into());
    }
    if name == institution.name && name_en == institution.name_en {
        return Err(Refused::NameSame.into());
    }
    Ok((name, name_en))
}

/// Ends an institution's code. Refusals in order: input; ended before; its own successor; successor unknown or ended.
///
/// # Errors
/// See [`No`].
pub fn end(
    institution: &Institution,
    input: &Ending,
    successor: Option<&Institution>,
    today: Day,
) -> Result<(Day, EndReason), No> {
    let mut check = Check::default();
    let reason: Option<EndReason> = check.choice("reason", &input.reason);
    let on = check.past_day("on", &input.on, today);
    let code = input.successor.trim();
    match reason {
        // The new code of a change of type is entered with its predecessor, so that no institution is ever without a code.
        Some(EndReason::TypeChanged) => check.0.push(Fault::new("reason", "form.not_a_choice")),
        Some(EndReason::Merged) if code.is_empty() => check.0.push(Fault::new("successor", "form.required")),
        _ => {}
    }
    check.done()?;
    if let Some(on) = &institution.ended_on {
        return Err(Refused::InstitutionEnded { on: on.clone() }.into());
    }
    if code == institution.code {
        return Err(Refused::SuccessorItself.into());
    }
    if !code.is_empty() && !successor.is_some_and(Institution::in_force) {
        return Err(Refused::SuccessorUnknown { code: code.to_owned() }.into());
    }
    match reason {
        Some(reason) => Ok((on, reason)),
        None => Err(No::Invalid(vec![Fault::new("reason", "form.required")])),
    }
}

/// The city of an institution, see [`city_of`].
impl Institution {
    /// Six digits of the city it is counted in, empty where only the province is known.
    pub fn city(&self) -> String {
        city_of(&self.region)
    }
}
