//! Every write about regions. Each needs the pen that permission gave.

use op::{Pen, Result};

use super::write::batches;
use crate::model::{Region, Sound, search_text};

/// A region, how its name is spoken, and the codes its area went to.
pub type SpokenRegion = (Region, Sound, Vec<String>);

/// Enters regions with their sounds and successors; answers how many rows were new.
pub fn insert_regions(pen: &Pen, regions: &[SpokenRegion]) -> Result<u64> {
    let derived: Vec<(String, String)> = regions
        .iter()
        .map(|(region, sound, _)| {
            let search = search_text(&[(&region.name, sound)], &[&region.name_en, &region.code]);
            (sound.full(), search)
        })
        .collect();
    let rows = regions.iter().zip(&derived).map(|((region, _, _), (sound, search))| {
        vec![
            (&region.code).into(),
            (&region.valid_from).into(),
            (&region.valid_to).into(),
            (&region.name).into(),
            (&region.name_en).into(),
            (&region.level).into(),
            (&region.parent).into(),
            sound.into(),
            search.into(),
        ]
    });
    let written = batches(
        pen,
        "insert into directory_region (code, valid_from, valid_to, name, name_en, level, parent, sound, search) values",
        &rows.collect::<Vec<_>>(),
        "on conflict do nothing",
    )?;
    let led: Vec<_> = regions.iter().map(|(region, _, successors)| (region.clone(), successors.clone())).collect();
    lead_regions(pen, &led)?;
    Ok(written)
}

/// Ends a row that is in force at its `valid_to`.
pub fn close_region(pen: &Pen, region: &Region) -> Result<()> {
    pen.one(
        "update directory_region set valid_to = $3 where code = $1 and valid_from = $2 and valid_to is null",
        &[(&region.code).into(), (&region.valid_from).into(), (&region.valid_to).into()],
    )
}

/// Writes where the area of rows that ended went.
pub fn lead_regions(pen: &Pen, led: &[(Region, Vec<String>)]) -> Result<()> {
    let rows = led.iter().flat_map(|(region, successors)| {
        successors.iter().map(|to| vec![(&region.code).into(), (&region.valid_from).into(), to.into()])
    });
    batches(
        pen,
        "insert into directory_region_successor (code, valid_from, successor) values",
        &rows.collect::<Vec<_>>(),
        "on conflict do nothing",
    )?;
    Ok(())
}

/// Writes that an institution in force lies in another region, because its own has ended.
pub fn move_institution(pen: &Pen, code: &str, region: &str, city: &str) -> Result<()> {
    pen.one(
        "update directory_institution set region = $2, city = $3 where code = $1 and ended_on is null",
        &[code.into(), region.into(), city.into()],
    )
}
