//! Founding and dissolving alliances, admitting and dismissing members.

use units::{Day, Fault};

use super::input::{Check, NAME_CHARS_MAX, NAME_EN_CHARS_MAX};
use super::institution::No;
use crate::model::{
    Alliance, AllianceInput, Departure, Dissolution, Institution, MemberInput, MemberRole, Membership, Refused,
};

/// Longest statement of purpose, in characters: a paragraph.
const PURPOSE_CHARS_MAX: usize = 1000;

/// An alliance to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAlliance {
    /// Official name.
    pub name: String,
    /// English name, may be empty.
    pub name_en: String,
    /// What it is for.
    pub purpose: String,
    /// When it was founded.
    pub founded_on: Day,
}

/// A membership to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewMembership {
    /// The role.
    pub role: MemberRole,
    /// Since when.
    pub joined_on: Day,
}

/// Founds an alliance. Refusals in order: input; the name is taken.
///
/// # Errors
/// See [`No`].
pub fn found(input: &AllianceInput, name_taken: bool, today: Day) -> Result<NewAlliance, No> {
    let mut check = Check::default();
    let name = check.text("name", &input.name, true, NAME_CHARS_MAX);
    let name_en = check.text("name_en", &input.name_en, false, NAME_EN_CHARS_MAX);
    let purpose = check.text("purpose", &input.purpose, true, PURPOSE_CHARS_MAX);
    let founded_on = check.past_day("founded_on", &input.founded_on, today);
    check.done()?;
    if name_taken {
        return Err(Refused::AllianceNameTaken.into());
    }
    Ok(NewAlliance { name, name_en, purpose, founded_on })
}

/// Admits an institution. Refusals in order: input; dissolved; before the founding; the institution has ended; it holds the
/// role already; it has another seat; another institution is in the chair.
///
/// `members` are the memberships of the alliance in force.
///
/// # Errors
/// See [`No`].
pub fn admit(
    alliance: &Alliance,
    institution: Option<&Institution>,
    members: &[Membership],
    input: &MemberInput,
    today: Day,
) -> Result<NewMembership, No> {
    let mut check = Check::default();
    let role: Option<MemberRole> = check.choice("role", &input.role);
    let joined_on = check.past_day("joined_on", &input.joined_on, today);
    if institution.is_none() {
        check.0.push(Fault::new("institution", "directory.institution.unknown"));
    }
    check.done()?;
    let (Some(role), Some(institution)) = (role, institution) else {
        return Err(No::Invalid(vec![Fault::new("role", "form.required")]));
    };
    standing(alliance)?;
    if joined_on < alliance.founded_on {
        return Err(Refused::EndTooEarly { earliest: alliance.founded_on.to_string() }.into());
    }
    if let Some(on) = &institution.ended_on {
        return Err(Refused::InstitutionEnded { on: on.clone() }.into());
    }
    let mut own = members.iter().filter(|member| member.institution == institution.code);
    if own.clone().any(|member| member.role == role) {
        return Err(Refused::MemberAlready.into());
    }
    if let Some(seat) = own.find(|member| member.role.is_seat() && role.is_seat()) {
        return Err(Refused::SeatTaken { role: seat.role.name().to_owned() }.into());
    }
    if role == MemberRole::Chair && members.iter().any(|member| member.role == MemberRole::Chair) {
        return Err(Refused::ChairTaken.into());
    }
    Ok(NewMembership { role, joined_on })
}

/// Ends a membership. Refusals in order: input; not held now; the end is not after the beginning.
///
/// # Errors
/// See [`No`].
pub fn dismiss(members: &[Membership], input: &Departure, today: Day) -> Result<(MemberRole, Day), No> {
    let mut check = Check::default();
    let role: Option<MemberRole> = check.choice("role", &input.role);
    let left_on = check.past_day("left_on", &input.left_on, today);
    check.done()?;
    let code = input.institution.trim();
    let held = members.iter().find(|member| member.institution == code && Some(member.role) == role);
    let Some(held) = held else {
        return Err(Refused::NotMember.into());
    };
    if left_on <= held.joined_on {
        return Err(Refused::EndTooEarly { earliest: held.joined_on.plus_days(1).to_string() }.into());
    }
    Ok((held.role, left_on))
}

/// Dissolves an alliance and with it every membership. Refusals in order: input; dissolved before; the end is not after the
/// founding and after the beginning of every membership.
///
/// # Errors
/// See [`No`].
pub fn dissolve(alliance: &Alliance, members: &[Membership], input: &Dissolution, today: Day) -> Result<Day, No> {
    let mut check = Check::default();
    let on = check.past_day("dissolved_on", &input.dissolved_on, today);
    check.done()?;
    standing(alliance)?;
    let latest = members.iter().map(|member| member.joined_on).chain([alliance.founded_on]).max();
    match latest {
        Some(latest) if on <= latest => Err(Refused::EndTooEarly { earliest: latest.plus_days(1).to_string() }.into()),
        _ => Ok(on),
    }
}

fn standing(alliance: &Alliance) -> Result<(), Refused> {
    match alliance.dissolved_on {
        Some(on) => Err(Refused::AllianceDissolved { on: on.to_string() }),
        None => Ok(()),
    }
}
