//! Every write about catalogues of majors. Each needs the pen that permission gave.

use op::{Pen, Result};
use units::Instant;

use super::write::batches;
use crate::model::{Catalogue, Major, Sound, search_text};

/// Enters majors with their sounds; answers how many were new.
pub fn insert_majors(pen: &Pen, majors: &[(Major, Sound)]) -> Result<u64> {
    let derived: Vec<(String, String)> = majors
        .iter()
        .map(|(major, sound)| (sound.full(), search_text(&[(&major.name, sound)], &[&major.code, &major.former_code])))
        .collect();
    let rows = majors.iter().zip(&derived).map(|((major, _), (sound, search))| {
        vec![
            (&major.code).into(),
            major.catalogue.name().into(),
            (&major.edition).into(),
            (&major.name).into(),
            (&major.discipline).into(),
            (&major.discipline_name).into(),
            (&major.class).into(),
            (&major.class_name).into(),
            major.special.into(),
            major.controlled.into(),
            (&major.degrees).into(),
            (&major.former_code).into(),
            sound.into(),
            search.into(),
        ]
    });
    batches(
        pen,
        "insert into directory_major (code, catalogue, edition, name, discipline, discipline_name, class, class_name, special,
         controlled, degrees, former_code, sound, search) values",
        &rows.collect::<Vec<_>>(),
        "on conflict do nothing",
    )
}

/// Writes that an edition of a catalogue was read.
pub fn mark_catalogue(pen: &Pen, catalogue: Catalogue, edition: &str, at: Instant) -> Result<()> {
    pen.run(
        "insert into directory_catalogue_edition (catalogue, edition, read_at) values ($1, $2, $3) on conflict do nothing",
        &[catalogue.name().into(), edition.into(), at.into()],
    )?;
    Ok(())
}
