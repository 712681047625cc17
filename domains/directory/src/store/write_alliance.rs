//! Every write about alliances. Each needs the pen that permission gave.

use op::{Error, OnConstraint, Pen, Result};
use units::Day;

use crate::model::{AllianceId, MemberRole, Refused, Sound, search_text};
use crate::rules::{NewAlliance, NewMembership};

/// Writes a new alliance.
///
/// Errors: `Conflict` if its name was taken meanwhile.
pub fn insert_alliance(pen: &Pen, id: AllianceId, new: &NewAlliance) -> Result<()> {
    let sound = Sound::of(&new.name);
    let search = search_text(&[(&new.name, &sound)], &[&new.name_en]);
    pen.run(
        "insert into directory_alliance (alliance, name, name_en, purpose, founded_on, sound, search)
         values ($1, $2, $3, $4, $5, $6, $7)",
        &[
            (&id.to_string()).into(),
            (&new.name).into(),
            (&new.name_en).into(),
            (&new.purpose).into(),
            (&new.founded_on.to_string()).into(),
            (&sound.full()).into(),
            (&search).into(),
        ],
    )
    .on_constraint("directory_alliance_name_taken", || Error::conflict(Refused::AllianceNameTaken))?;
    Ok(())
}

/// Keeps an alliance to this write: who changes its members meanwhile waits, and then sees what this write has done.
pub fn hold_alliance(pen: &Pen, id: AllianceId) -> Result<()> {
    pen.run("update directory_alliance set name = name where alliance = $1", &[(&id.to_string()).into()])?;
    Ok(())
}

/// Writes a membership.
///
/// Errors: `Conflict` if the role or the chair was taken meanwhile.
pub fn admit(pen: &Pen, id: AllianceId, institution: &str, new: NewMembership) -> Result<()> {
    let taken = |written: db::Result<u64>| match written {
        Err(db::Error::Constraint(name)) if name == "directory_membership_one_chair" => {
            Err(Error::conflict(Refused::ChairTaken))
        }
        Err(db::Error::Constraint(name)) if name.starts_with("directory_membership") => {
            Err(Error::conflict(Refused::MemberAlready))
        }
        other => other.map_err(Error::from),
    };
    taken(pen.run(
        "insert into directory_membership (alliance, institution, role, joined_on) values ($1, $2, $3, $4)",
        &[(&id.to_string()).into(), institution.into(), new.role.name().into(), (&new.joined_on.to_string()).into()],
    ))?;
    Ok(())
}

/// Ends one membership in force.
pub fn dismiss(pen: &Pen, id: AllianceId, institution: &str, role: MemberRole, on: Day) -> Result<()> {
    pen.one(
        "update directory_membership set left_on = $4
         where alliance = $1 and institution = $2 and role = $3 and left_on is null and joined_on < $4",
        &[(&id.to_string()).into(), institution.into(), role.name().into(), (&on.to_string()).into()],
    )
}

/// Ends every membership in force of an institution, because its code ended. One that began that very day ends the day
/// after it began, so that its time is not empty.
pub fn leave_all(pen: &Pen, institution: &str, on: Day) -> Result<u64> {
    let in_force = "left_on is null and institution = $1";
    let later = pen.run(
        &format!("update directory_membership set left_on = $2 where {in_force} and joined_on < $2"),
        &[institution.into(), (&on.to_string()).into()],
    )?;
    let held = pen.rows(
        &format!("select alliance, role, joined_on from directory_membership where {in_force}"),
        &[institution.into()],
        |row| Ok((row.text(0)?, row.text(1)?, row.parsed::<Day>(2)?)),
    )?;
    for (alliance, role, joined_on) in &held {
        pen.one(
            &format!("update directory_membership set left_on = $2 where {in_force} and alliance = $3 and role = $4"),
            &[institution.into(), (&joined_on.plus_days(1).to_string()).into(), alliance.into(), role.into()],
        )?;
    }
    Ok(later + held.len() as u64)
}

/// Dissolves an alliance that stands, and ends its memberships.
pub fn dissolve(pen: &Pen, id: AllianceId, on: Day) -> Result<u64> {
    let (id, on) = (id.to_string(), on.to_string());
    pen.one(
        "update directory_alliance set dissolved_on = $2 where alliance = $1 and dissolved_on is null",
        &[(&id).into(), (&on).into()],
    )?;
    Ok(pen.run(
        "update directory_membership set left_on = $2 where alliance = $1 and left_on is null and joined_on < $2",
        &[(&id).into(), (&on).into()],
    )?)
}
