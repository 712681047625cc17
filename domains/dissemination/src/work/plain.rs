//! A part of a release chosen by simple controls, and its columns in files for people who know no SDMX.

use op::Result;

use super::stream::Selection;
use crate::model::{Release, StoredObservation, Structure};

/// Which observations are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Codes by dimension; none means all of it.
    pub values: Vec<Vec<String>>,
    /// The first period.
    pub from: Option<String>,
    /// The last period.
    pub to: Option<String>,
}

impl Wanted {
    /// Everything of a structure.
    pub fn all(structure: &Structure) -> Wanted {
        Wanted { values: vec![Vec::new(); structure.dimensions.len()], ..Wanted::default() }
    }

    /// Whether a series is wanted.
    pub fn series(&self, key: &[String]) -> bool {
        self.values.iter().zip(key).all(|(wanted, value)| wanted.is_empty() || wanted.contains(value))
    }

    /// Whether an observation of such a series is; periods of one frequency compare as texts.
    pub fn period(&self, one: &StoredObservation) -> bool {
        let period = one.key.last().map_or("", String::as_str);
        self.from.as_deref().is_none_or(|from| period >= from) && self.to.as_deref().is_none_or(|to| upto(period, to))
    }
}

/// A period up to another: `2019-Q2` lies within `2019`.
fn upto(period: &str, to: &str) -> bool {
    period <= to || period.starts_with(to)
}

/// Hands on what is wanted, page by page; `read` runs each page as a short read of its own.
///
/// Errors: those of the database and of `take`.
pub fn each(
    release: &Release,
    wanted: &Wanted,
    mut read: impl FnMut(&mut dyn FnMut(&op::Op) -> Result<Vec<StoredObservation>>) -> Result<Vec<StoredObservation>>,
    mut take: impl FnMut(StoredObservation) -> Result<()>,
) -> Result<()> {
    let mut selection = Selection::new(release, |key| wanted.series(key));
    loop {
        let page = read(&mut |op| selection.page(op))?;
        if page.is_empty() {
            return Ok(());
        }
        page.into_iter().filter(|one| wanted.period(one)).try_for_each(&mut take)?;
    }
}

/// What a column of a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The code of a dimension.
    Code(usize),
    /// Its Chinese name.
    Name(usize),
    /// Its English name.
    NameEn(usize),
    /// The period.
    Period,
    /// The value.
    Value,
    /// The status.
    Status,
    /// An attribute.
    Attribute(usize),
}

/// The columns of a file, with their headings.
pub fn columns(structure: &Structure) -> Vec<(String, Part)> {
    let mut found = Vec::new();
    for (at, one) in structure.dimensions.iter().enumerate() {
        found.push((one.id.clone(), Part::Code(at)));
        found.push((format!("{}_NAME", one.id), Part::Name(at)));
        found.push((format!("{}_NAME_EN", one.id), Part::NameEn(at)));
    }
    found.push(("TIME_PERIOD".to_owned(), Part::Period));
    found.push(("OBS_VALUE".to_owned(), Part::Value));
    found.push(("OBS_STATUS".to_owned(), Part::Status));
    found.extend(structure.attributes.iter().enumerate().map(|(at, one)| (one.id.clone(), Part::Attribute(at))));
    found
}

/// The names of codes, for looking up.
pub struct Names<'s>(Vec<std::collections::HashMap<&'s str, (&'s str, &'s str)>>);

impl<'s> Names<'s> {
    /// Of every dimension of a structure.
    pub fn of(structure: &'s Structure) -> Names<'s> {
        let names = |codes: &'s [crate::model::Code]| {
            codes.iter().map(|code| (code.id.as_str(), (code.name.as_str(), code.name_en.as_str()))).collect()
        };
        Names(structure.dimensions.iter().map(|one| names(&one.codes)).collect())
    }

    /// What a column says of an observation.
    pub fn cell<'o>(&'o self, part: Part, one: &'o StoredObservation) -> &'o str {
        let name = |at: usize| self.0[at].get(one.key[at].as_str()).copied().unwrap_or_default();
        match part {
            Part::Code(at) => &one.key[at],
            Part::Name(at) => name(at).0,
            Part::NameEn(at) => name(at).1,
            Part::Period => one.key.last().map_or("", String::as_str),
            Part::Value => one.value.as_deref().unwrap_or_default(),
            Part::Status => &one.status,
            Part::Attribute(at) => one.attributes.get(at).map_or("", String::as_str),
        }
    }
}
