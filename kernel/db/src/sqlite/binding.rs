//! Binding by number. SQLite takes `$2` for a name and numbers names by first appearance, so the number is read from
//! the name once per statement and remembered.

use crate::{Error, Param, Result};
use rusqlite::Statement;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Statements whose plan is remembered; beyond it the memory is emptied, which costs one parsing each.
const PLANS_MAX: usize = 1024;

/// The remembered plans of one connection, found by where the statement's text lies, which for constants never
/// changes; the text itself is compared too, because for others it may.
#[derive(Default)]
pub(super) struct Plans {
    by_place: HashMap<usize, (Box<str>, Plan), BuildHasherDefault<PlaceHasher>>,
}

/// Which parameter stands at each of SQLite's positions.
pub(super) enum Plan {
    /// `$1`, `$2`, … appear first in this order: position n takes parameter n.
    InOrder(usize),
    /// Position i takes the parameter of index `1.[i]`; there are `0` parameters.
    Mapped(usize, Vec<usize>),
}

impl Plans {
    pub(super) fn clear(&mut self) {
        self.by_place.clear();
    }

    pub(super) fn of(&mut self, sql: &str, statement: &Statement<'_>) -> Result<&Plan> {
        let place = sql.as_ptr() as usize;
        let known = self.by_place.get(&place).is_some_and(|(t, _)| **t == *sql);
        if !known {
            if self.by_place.len() >= PLANS_MAX {
                self.by_place.clear();
            }
            let plan = Plan::read(statement)?;
            self.by_place.insert(place, (sql.into(), plan));
        }
        let found = self.by_place.get(&place).map(|(_, plan)| plan);
        found.ok_or_else(|| Error::other("a statement's plan was lost"))
    }
}

impl Plan {
    fn read(statement: &Statement<'_>) -> Result<Plan> {
        let mut indexes = Vec::with_capacity(statement.parameter_count());
        for position in 1..=statement.parameter_count() {
            let name = statement.parameter_name(position).unwrap_or("?");
            let number = name.strip_prefix('$').and_then(|n| n.parse::<usize>().ok());
            match number {
                Some(number) if number > 0 => indexes.push(number - 1),
                _ => {
                    return Err(Error::Other(format!("parameter {name} is not $1, $2, …")));
                }
            }
        }
        let count = indexes.iter().map(|i| i + 1).max().unwrap_or(0);
        if count != indexes.len() {
            return Err(Error::other("the numbers of the parameters have a gap"));
        }
        if indexes.iter().enumerate().all(|(at, index)| at == *index) {
            return Ok(Plan::InOrder(count));
        }
        Ok(Plan::Mapped(count, indexes))
    }

    pub(super) fn bind(&self, statement: &mut Statement<'_>, params: &[Param<'_>]) -> Result<()> {
        let (Plan::InOrder(wanted) | Plan::Mapped(wanted, _)) = self;
        if params.len() != *wanted {
            return Err(Error::Other(format!(
                "the statement takes {wanted} parameters and was given {}",
                params.len()
            )));
        }
        for at in 0..*wanted {
            let param = match self {
                Plan::InOrder(_) => params[at],
                Plan::Mapped(_, indexes) => params[indexes[at]],
            };
            param.check()?;
            statement.raw_bind_parameter(at + 1, Bound(param)).map_err(super::plain)?;
        }
        Ok(())
    }
}

pub(super) struct Bound<'a>(pub(super) Param<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Param::Null => ValueRef::Null,
            Param::Int(value) => ValueRef::Integer(value),
            // Adding zero turns -0.0 into 0.0, which is what SQLite would store.
            Param::Real(value) => ValueRef::Real(value + 0.0),
            Param::Text(value) => ValueRef::Text(value.as_bytes()),
            Param::Blob(value) => ValueRef::Blob(value),
        }))
    }
}

/// Addresses are already spread; multiplying by an odd constant is hashing enough.
#[derive(Default)]
struct PlaceHasher(u64);

impl Hasher for PlaceHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    fn write_usize(&mut self, place: usize) {
        self.0 = (place as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
