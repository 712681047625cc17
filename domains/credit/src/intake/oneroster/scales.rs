//! Score scales of an export: what a grade written as `A` or `3.7` is as a mark of 百分制 or a word of 等级制.
//!
//! scoreScales.csv lists the entries of each scale as `{from:to}`, where a side is a value or a range such as `90-100`;
//! lineItemScoreScales.csv and resultScoreScales.csv say on which scale a line item or a result is (1EdTech OneRoster 1.2, CSV binding
//! 1.2.1). All three may be absent.

use std::collections::HashMap;

use super::super::{FileRefusal, Stop};
use super::{Header, REFERRED_MAX, archive::Archive};
use crate::model::{Grade, SCORE_MAX, Score};

/// Entries of one scale; the finest that are written have a few dozen.
const ENTRIES_MAX: usize = 500;

/// One scale.
#[derive(Default)]
pub(super) struct Scale {
    entries: Vec<(String, String)>,
}

/// The scales of an export, and what is on which of them.
#[derive(Default)]
pub(super) struct Scales {
    scales: HashMap<String, Scale>,
    of_items: HashMap<String, String>,
    of_results: HashMap<String, String>,
}

impl Scales {
    pub(super) fn read(archive: &Archive) -> Result<Scales, Stop> {
        let mut scales = HashMap::new();
        records(archive, "scoreScales.csv", &["status", "scoreScaleValue"], &mut |id, cells| {
            if cells[0] != "tobedeleted" {
                scales.insert(id, Scale::read(&cells[1]));
            }
        })?;
        let links = |file, of: &str| {
            let mut found = HashMap::new();
            records(archive, file, &["status", of, "scoreScaleSourcedId"], &mut |_, cells| {
                if cells[0] != "tobedeleted" {
                    found.insert(cells[1].clone(), cells[2].clone());
                }
            })?;
            Ok::<_, Stop>(found)
        };
        let of_items = links("lineItemScoreScales.csv", "lineItemSourcedId")?;
        let of_results = links("resultScoreScales.csv", "resultSourcedId")?;
        Ok(Scales { scales, of_items, of_results })
    }

    /// The scale of a result, else that of its line item; none where neither is on one.
    ///
    /// # Errors
    /// The number of a scale that is not in the export.
    pub(super) fn of(&self, result: &str, item: &str) -> Option<Result<&Scale, &str>> {
        let id = self.of_results.get(result).or_else(|| self.of_items.get(item))?;
        Some(self.scales.get(id).ok_or(id.as_str()))
    }
}

/// Calls `each` with the sourcedId and some columns of each record of a file that may be absent. `status` may be left out.
fn records(
    archive: &Archive,
    file: &'static str,
    columns: &[&str],
    each: &mut dyn FnMut(String, Vec<String>),
) -> Result<(), Stop> {
    if !archive.has(file)? {
        return Ok(());
    }
    let (mut header, mut count): (Option<Header>, usize) = (None, 0);
    archive.rows(file, &mut |_, cells| {
        let Some(known) = &header else {
            let read = Header::of(cells);
            let needed: Vec<&str> = columns.iter().copied().filter(|column| *column != "status").collect();
            read.require(file, &["sourcedId"])?;
            read.require(file, &needed)?;
            header = Some(read);
            return Ok(());
        };
        count += 1;
        if count > REFERRED_MAX {
            return Err(FileRefusal::RowsMax.into());
        }
        let id = known.text("sourcedId", cells).to_owned();
        each(id, columns.iter().map(|column| known.text(column, cells).to_owned()).collect());
        Ok(())
    })
}

impl Scale {
    /// Reads `{90-100:A},{80-89:B}`; what is no pair is passed over, because it leads to no grade.
    fn read(text: &str) -> Scale {
        let pairs = text.split(['{', '}']).filter_map(|part| part.split_once(':'));
        let tidy = |side: &str| side.trim().trim_matches('"').to_owned();
        Scale { entries: pairs.take(ENTRIES_MAX).map(|(from, to)| (tidy(from), tidy(to))).collect() }
    }

    /// What a grade on this scale is: the other side of its entry, where that is a mark up to 100, a range of marks, of which the
    /// least counts, or a word of the grades.
    pub(super) fn grade(&self, said: &str) -> Option<String> {
        if said.is_empty() {
            return None;
        }
        let other = |(from, to): &(String, String)| match (covers(from, said), covers(to, said)) {
            (true, _) => known(to),
            (false, true) => known(from),
            (false, false) => None,
        };
        self.entries.iter().find_map(other)
    }
}

/// Whether a side of an entry is this value, or a range that it lies in.
fn covers(side: &str, said: &str) -> bool {
    let within =
        |(least, most): (Score, Score)| Score::parse(said).is_some_and(|score| least <= score && score <= most);
    side.eq_ignore_ascii_case(said) || range(side).is_some_and(within)
}

/// A side of an entry as a grade of ours.
fn known(side: &str) -> Option<String> {
    match Grade::parse(side) {
        Some(Grade::Score(score)) if score > SCORE_MAX => None,
        Some(grade) => Some(grade.text()),
        None => range(side).filter(|(_, most)| *most <= SCORE_MAX).map(|(least, _)| least.to_string()),
    }
}

/// `90-100`, `90–100` or `90~100` as its ends; a single mark is both.
fn range(side: &str) -> Option<(Score, Score)> {
    if let Some(score) = Score::parse(side) {
        return Some((score, score));
    }
    let (one, other) = side.split_once(['-', '–', '~', '～'])?;
    let (one, other) = (Score::parse(one.trim())?, Score::parse(other.trim())?);
    Some((one.min(other), one.max(other)))
}
