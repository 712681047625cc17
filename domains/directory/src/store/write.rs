//! Every write about institutions. Each needs the pen that permission gave.

use db::Param;
use op::{Error, Pen, Result};
use serde::{Deserialize, Serialize};
use units::Instant;

use crate::model::{EndReason, Institution, Refused, Sound, search_text};

/// Rows of one statement batch.
const BATCH_ROWS: usize = 500;

/// How many rows a seeding entered; what was there before is left as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seeded {
    /// Rows of regions.
    pub regions: u64,
    /// Institutions.
    pub institutions: u64,
    /// Majors.
    pub majors: u64,
}

impl std::fmt::Display for Seeded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} regions, {} institutions, {} majors", self.regions, self.institutions, self.majors)
    }
}

/// An institution, how its name is spoken, and further names it is found by.
pub type SpokenInstitution = (Institution, Sound, Vec<(String, Sound)>);

/// Writes rows in batches; answers how many were new.
pub(super) fn batches(pen: &Pen, sql: &str, rows: &[Vec<Param>], suffix: &str) -> Result<u64> {
    let mut written = 0;
    for rows in rows.chunks(BATCH_ROWS) {
        written += pen.batch(sql, rows, suffix)?;
    }
    Ok(written)
}

/// Enters institutions with their sounds and further names they are found by; answers how many were new.
pub fn insert_institutions(pen: &Pen, institutions: &[SpokenInstitution]) -> Result<u64> {
    let derived: Vec<(String, String, String)> = institutions
        .iter()
        .map(|(institution, sound, names)| {
            let mut forms = vec![(institution.name.as_str(), sound)];
            forms.extend(names.iter().map(|(name, sound)| (name.as_str(), sound)));
            let search = search_text(&forms, &[&institution.name_en, &institution.code]);
            (institution.city(), sound.full(), search)
        })
        .collect();
    let rows = institutions.iter().zip(&derived).map(|((institution, ..), (city, sound, search))| {
        vec![
            (&institution.code).into(),
            (&institution.name).into(),
            (&institution.name_en).into(),
            institution.kind.name().into(),
            institution.level.map(|level| level.name()).into(),
            institution.ownership.name().into(),
            (&institution.authority).into(),
            (&institution.region).into(),
            city.into(),
            (&institution.province).into(),
            sound.into(),
            search.into(),
        ]
    });
    batches(
        pen,
        "insert into directory_institution (code, name, name_en, kind, level, ownership, authority, region, city, province,
         sound, search) values",
        &rows.collect::<Vec<_>>(),
        "on conflict do nothing",
    )
}

/// Enters one institution.
///
/// Errors: `Conflict` if its code was given meanwhile.
pub fn insert_institution(pen: &Pen, institution: &Institution) -> Result<()> {
    let one = [(institution.clone(), Sound::of(&institution.name), Vec::new())];
    match insert_institutions(pen, &one)? {
        1 => Ok(()),
        _ => Err(Error::conflict(Refused::CodeGiven { name: institution.name.clone() })),
    }
}

/// Gives an institution another name and keeps the elder one. `until` is the first time it no longer had it.
pub fn rename_institution(pen: &Pen, from: &Institution, name: &str, name_en: &str, until: &str) -> Result<()> {
    if name != from.name {
        insert_past_names(pen, &[(from.code.clone(), from.name.clone(), until.to_owned())])?;
    }
    let past =
        pen.rows("select name from directory_past_name where code = $1", &[(&from.code).into()], |row| row.text(0))?;
    let sounds: Vec<Sound> = past.iter().map(|name| Sound::of(name)).collect();
    let sound = Sound::of(name);
    let mut forms = vec![(name, &sound)];
    forms.extend(past.iter().map(String::as_str).zip(&sounds));
    let search = search_text(&forms, &[name_en, &from.code]);
    pen.one(
        "update directory_institution set name = $2, name_en = $3, sound = $4, search = $5
         where code = $1 and ended_on is null and name = $6",
        &[
            (&from.code).into(),
            name.into(),
            name_en.into(),
            (&sound.full()).into(),
            (&search).into(),
            (&from.name).into(),
        ],
    )
}

/// Keeps names that institutions used to have: (code, name, until).
pub fn insert_past_names(pen: &Pen, names: &[(String, String, String)]) -> Result<()> {
    let rows = names.iter().map(|(code, name, until)| vec![code.into(), name.into(), until.into()]);
    batches(
        pen,
        "insert into directory_past_name (code, name, until) values",
        &rows.collect::<Vec<_>>(),
        "on conflict do nothing",
    )?;
    Ok(())
}

/// What an official list says of an institution in force, its name apart.
pub fn update_listed(pen: &Pen, institution: &Institution) -> Result<()> {
    pen.one(
        "update directory_institution set kind = $2, level = $3, ownership = $4, authority = $5, region = $6, city = $7
         where code = $1 and ended_on is null",
        &[
            (&institution.code).into(),
            institution.kind.name().into(),
            institution.level.map(|level| level.name()).into(),
            institution.ownership.name().into(),
            (&institution.authority).into(),
            (&institution.region).into(),
            (&institution.city()).into(),
        ],
    )
}

/// Ends a code that is in force.
pub fn end_institution(pen: &Pen, code: &str, on: &str, reason: EndReason) -> Result<()> {
    pen.one(
        "update directory_institution set ended_on = $2, ended_reason = $3 where code = $1 and ended_on is null",
        &[code.into(), on.into(), reason.name().into()],
    )
}

/// Writes that one institution follows another.
pub fn succeed(pen: &Pen, predecessor: &str, successor: &str, on: &str, reason: EndReason) -> Result<()> {
    pen.run(
        "insert into directory_succession (predecessor, successor, happened_on, reason) values ($1, $2, $3, $4)",
        &[predecessor.into(), successor.into(), on.into(), reason.name().into()],
    )?;
    Ok(())
}

/// Writes that an edition of a list was read and whom it names.
pub fn mark_edition(pen: &Pen, scope: &str, edition: &str, at: Instant, codes: &[&str]) -> Result<()> {
    pen.run(
        "insert into directory_edition (scope, edition, read_at) values ($1, $2, $3) on conflict do nothing",
        &[scope.into(), edition.into(), at.into()],
    )?;
    let rows = codes.iter().map(|code| vec![(*code).into(), scope.into(), edition.into()]);
    batches(
        pen,
        "insert into directory_listing (code, scope, edition) values",
        &rows.collect::<Vec<_>>(),
        "on conflict do nothing",
    )?;
    Ok(())
}
