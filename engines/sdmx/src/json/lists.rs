//! The lists of values that SDMX-JSON data refers to, read before the data.

use std::io::BufRead;

use super::pull::{Kind, Pull};
use crate::{
    limits::{COMPONENTS_MAX, ITEMS_MAX},
    model::Cube,
    problem::{Code, Outcome, Problem},
    reference::shown,
};

/// Structures of one message: one a data set, and few have more than one.
const STRUCTURES_MAX: usize = 64;

/// A component of a message with the values that its observations name by index.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) id: String,
    pub(super) values: Vec<String>,
    /// Whether observations name its values by index: always in 1.0, in 2.0 where there is a list.
    by_index: bool,
}

impl Listed {
    /// The value at an index.
    pub(super) fn indexed(&self, index: &str) -> Result<&str, String> {
        let value = index.parse::<usize>().ok().and_then(|index| self.values.get(index));
        value.map(String::as_str).ok_or_else(|| format!("{} has no value with the index {}", self.id, shown(index)))
    }

    /// What an observation says of it: an index, or the value itself.
    pub(super) fn value<'v>(&'v self, said: &'v str) -> Result<&'v str, String> {
        if self.by_index { self.indexed(said) } else { Ok(said) }
    }
}

/// What the data sets of one structure refer to.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) data_set: Vec<Listed>,
    pub(super) series: Vec<Listed>,
    pub(super) observation: Vec<Listed>,
    pub(super) measures: Vec<Listed>,
    pub(super) data_set_attributes: Vec<Listed>,
    pub(super) series_attributes: Vec<Listed>,
    pub(super) observation_attributes: Vec<Listed>,
}

impl Lists {
    /// Reads a message for its structures and passes over its data.
    pub(super) fn read<R: BufRead>(from: R, cube: &Cube) -> Outcome<Vec<Lists>> {
        let mut pull = Pull::new(from)?;
        if pull.kind()? != Kind::Object {
            return Err(Problem::syntax("a message of SDMX-JSON is an object").into());
        }
        let mut found = Reading { lists: Vec::new(), held: 0 };
        pull.object(|pull, name| match (name.as_str(), pull.kind()?) {
            ("data", Kind::Object) => pull.object(|pull, name| found.member(pull, &name)),
            _ => found.member(pull, &name),
        })?;
        pull.end()?;
        if found.lists.is_empty() {
            return Err(Problem::syntax("the message declares no structure, so that its data cannot be read").into());
        }
        // The value of 1.0 has no declaration of its own.
        for lists in found.lists.iter_mut().filter(|lists| lists.measures.is_empty()) {
            let id = cube.measures.first().map(|column| column.id().to_owned()).unwrap_or_default();
            lists.measures.push(Listed { id, ..Listed::default() });
        }
        Ok(found.lists)
    }
}

struct Reading {
    lists: Vec<Lists>,
    /// Values of all lists, which is what is held of a message.
    held: usize,
}

impl Reading {
    fn member<R: BufRead>(&mut self, pull: &mut Pull<R>, name: &str) -> Outcome<()> {
        match name {
            "structure" => self.structure(pull, true),
            "structures" => pull.array(|pull, _| self.structure(pull, false)),
            _ => pull.skip(),
        }
    }

    fn structure<R: BufRead>(&mut self, pull: &mut Pull<R>, old: bool) -> Outcome<()> {
        if self.lists.len() == STRUCTURES_MAX {
            return Err(Problem::new(Code::TooLarge, format!("more than {STRUCTURES_MAX} structures")).into());
        }
        let mut lists = Lists::default();
        pull.object(|pull, name| {
            let kind = name.clone();
            match (name.as_str(), pull.kind()?) {
                ("dimensions" | "measures" | "attributes", Kind::Object) => pull.object(|pull, level| {
                    let listed = self.components(pull, old)?;
                    let place = match (kind.as_str(), level.to_ascii_lowercase().as_str()) {
                        ("dimensions", "dataset") => &mut lists.data_set,
                        ("dimensions", "series") => &mut lists.series,
                        ("dimensions", "observation") => &mut lists.observation,
                        ("measures", "observation") => &mut lists.measures,
                        ("attributes", "dataset") => &mut lists.data_set_attributes,
                        ("attributes", "series") => &mut lists.series_attributes,
                        ("attributes", "observation") => &mut lists.observation_attributes,
                        // A data set that has values for others is refused where they stand.
                        _ => return Ok(()),
                    };
                    *place = listed;
                    Ok(())
                }),
                _ => pull.skip(),
            }
        })?;
        for listed in lists.data_set.iter_mut().chain(&mut lists.series).chain(&mut lists.observation) {
            listed.by_index = true;
        }
        self.lists.push(lists);
        Ok(())
    }

    fn components<R: BufRead>(&mut self, pull: &mut Pull<R>, old: bool) -> Outcome<Vec<Listed>> {
        let mut all = Vec::new();
        pull.array(|pull, place| {
            if place >= COMPONENTS_MAX {
                let text = format!("more than {COMPONENTS_MAX} components in one list");
                return Err(Problem::new(Code::TooLarge, text).into());
            }
            let mut listed = Listed::default();
            pull.object(|pull, name| {
                match name.as_str() {
                    "id" => listed.id = pull.scalar()?.unwrap_or_default(),
                    "values" => {
                        let values = &mut listed.values;
                        pull.array(|pull, _| {
                            self.held += 1;
                            if self.held > ITEMS_MAX {
                                let text = format!("more than {ITEMS_MAX} distinct values; send CSV or XML");
                                return Err(Problem::new(Code::TooLarge, text).into());
                            }
                            values.push(value(pull)?);
                            Ok(())
                        })?;
                    }
                    _ => pull.skip()?,
                }
                Ok(())
            })?;
            listed.by_index = old || !listed.values.is_empty();
            all.push(listed);
            Ok(())
        })?;
        Ok(all)
    }
}

/// A value of a list: its identifier; where it is no code, the value (2.0) or the name (1.0).
fn value<R: BufRead>(pull: &mut Pull<R>) -> Outcome<String> {
    if pull.kind()? == Kind::Scalar {
        return Ok(pull.scalar()?.unwrap_or_default());
    }
    let (mut id, mut own, mut name) = (None, None, None);
    pull.object(|pull, field| {
        match (field.as_str(), pull.kind()?) {
            ("id", Kind::Scalar) => id = pull.scalar()?,
            ("value", Kind::Scalar) => own = pull.scalar()?,
            ("name", Kind::Scalar) => name = pull.scalar()?,
            ("ids" | "values", _) | ("value", _) => {
                return Err(Problem::missing("values that are lists or texts in several languages are not read").into());
            }
            _ => pull.skip()?,
        }
        Ok(())
    })?;
    id.or(own).or(name).ok_or_else(|| pull.wrong("a value has neither id, value nor name").into())
}
