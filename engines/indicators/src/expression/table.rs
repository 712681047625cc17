//! Figures of one year as columns over records, and of several years side by side.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

use units::{Args, Refuse};

use super::unit::Unit;

/// The most records of one table: every school of a large country.
pub const RECORDS_MAX: usize = 2_000_000;
/// The most columns of one table.
pub const COLUMNS_MAX: usize = 10_000;

/// The moment of a year a figure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Moment {
    /// The year, or its end.
    Year,
    /// The start of the (school) year.
    Start,
}

/// A moment of a year, counted back from the year that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// How many years before.
    pub back: u8,
    /// Which moment of that year.
    pub moment: Moment,
}

/// One element of every record. A missing figure is `NaN` inside; it comes in as `None`.
#[derive(Clone, Debug)]
pub struct Column {
    /// The name expressions use.
    pub name: String,
    /// What the figures are counted in.
    pub unit: Unit,
    /// Which moment of the year they are of.
    pub moment: Moment,
    pub(super) values: Vec<f64>,
}

/// Figures of one year: a record for every key, the same records in every column.
#[derive(Clone, Debug, Default)]
pub struct Table {
    keys: Vec<String>,
    columns: Vec<Column>,
    texts: Vec<(String, Vec<String>)>,
    by_name: HashMap<(String, Moment), usize>,
}

/// Tables by year.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    years: BTreeMap<i32, Table>,
}

/// Why figures are no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFault {
    /// The same key twice.
    KeyTwice {
        /// The key.
        key: String,
    },
    /// The same column twice.
    ColumnTwice {
        /// The name.
        name: String,
    },
    /// Not as many figures as records.
    Length {
        /// The column.
        name: String,
        /// How many it has.
        has: usize,
        /// How many records there are.
        records: usize,
    },
    /// A figure that is not finite.
    NotFinite {
        /// The column.
        name: String,
        /// The record's key.
        key: String,
    },
    /// More records or columns than are read.
    TooLarge,
}

impl Refuse for TableFault {
    fn code(&self) -> &'static str {
        match self {
            TableFault::KeyTwice { .. } => "expression.key_twice",
            TableFault::ColumnTwice { .. } => "expression.column_twice",
            TableFault::Length { .. } => "expression.length",
            TableFault::NotFinite { .. } => "expression.not_finite",
            TableFault::TooLarge => "expression.too_large",
        }
    }

    fn args(&self) -> Args {
        match self {
            TableFault::KeyTwice { key } => Args::one("name", key),
            TableFault::ColumnTwice { name } => Args::one("name", name),
            TableFault::Length { name, has, records } => {
                Args::one("name", name).and("has", has).and("records", records)
            }
            TableFault::NotFinite { name, key } => Args::one("name", name).and("key", key),
            TableFault::TooLarge => Args::none(),
        }
    }
}

impl fmt::Display for TableFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TableFault::KeyTwice { key } => write!(out, "the record “{key}” stands there twice; keep one"),
            TableFault::ColumnTwice { name } => write!(out, "the column “{name}” stands there twice; rename one"),
            TableFault::Length { name, has, records } => {
                write!(out, "the column “{name}” has {has} figures for {records} records")
            }
            TableFault::NotFinite { name, key } => {
                write!(
                    out,
                    "column “{name}”, record “{key}”: not a finite number; leave the cell empty if it is not known"
                )
            }
            TableFault::TooLarge => {
                write!(out, "more than {RECORDS_MAX} records or {COLUMNS_MAX} columns; compute a part at a time")
            }
        }
    }
}

impl std::error::Error for TableFault {}

impl Table {
    /// A table of these records without figures.
    ///
    /// # Errors
    /// The same key twice, or too many.
    pub fn of(keys: Vec<String>) -> Result<Table, TableFault> {
        if keys.len() > RECORDS_MAX {
            return Err(TableFault::TooLarge);
        }
        let mut seen = std::collections::HashSet::with_capacity(keys.len());
        if let Some(twice) = keys.iter().find(|key| !seen.insert(key.as_str())) {
            return Err(TableFault::KeyTwice { key: twice.clone() });
        }
        Ok(Table { keys, ..Table::default() })
    }

    /// Adds a column of figures of the year.
    ///
    /// # Errors
    /// See [`TableFault`].
    pub fn add(&mut self, name: &str, unit: Unit, values: Vec<Option<f64>>) -> Result<(), TableFault> {
        self.add_at(name, unit, Moment::Year, values)
    }

    /// Adds a column of figures of a moment.
    ///
    /// # Errors
    /// See [`TableFault`].
    pub fn add_at(
        &mut self,
        name: &str,
        unit: Unit,
        moment: Moment,
        values: Vec<Option<f64>>,
    ) -> Result<(), TableFault> {
        self.fits(name, values.len())?;
        if let Some(record) = values.iter().position(|value| value.is_some_and(|value| !value.is_finite())) {
            return Err(TableFault::NotFinite { name: name.to_owned(), key: self.keys[record].clone() });
        }
        if self.column(name, moment).is_some() {
            return Err(TableFault::ColumnTwice { name: name.to_owned() });
        }
        self.by_name.insert((name.to_owned(), moment), self.columns.len());
        // A negative zero is a zero: it must not print or hash as something else.
        let values = values.into_iter().map(|value| value.map_or(f64::NAN, |value| value + 0.0)).collect();
        self.columns.push(Column { name: name.to_owned(), unit, moment, values });
        Ok(())
    }

    /// Adds a column of texts, for keys of duplicates and for groups.
    ///
    /// # Errors
    /// See [`TableFault`].
    pub fn add_text(&mut self, name: &str, values: Vec<String>) -> Result<(), TableFault> {
        self.fits(name, values.len())?;
        if self.texts.iter().any(|(known, _)| known == name) {
            return Err(TableFault::ColumnTwice { name: name.to_owned() });
        }
        self.texts.push((name.to_owned(), values));
        Ok(())
    }

    fn fits(&self, name: &str, has: usize) -> Result<(), TableFault> {
        if self.columns.len() + self.texts.len() >= COLUMNS_MAX {
            return Err(TableFault::TooLarge);
        }
        match has == self.keys.len() {
            true => Ok(()),
            false => Err(TableFault::Length { name: name.to_owned(), has, records: self.keys.len() }),
        }
    }

    /// The records' keys.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// The columns of figures.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// A column by name and moment.
    pub fn column(&self, name: &str, moment: Moment) -> Option<&Column> {
        self.by_name.get(&(name.to_owned(), moment)).map(|place| &self.columns[*place])
    }

    /// Where its records stand in another table.
    fn places_in(&self, other: &Table) -> Vec<Option<usize>> {
        let places: HashMap<&str, usize> =
            other.keys.iter().enumerate().map(|(place, key)| (key.as_str(), place)).collect();
        self.keys.iter().map(|key| places.get(key.as_str()).copied()).collect()
    }

    /// A column of texts.
    pub fn text(&self, name: &str) -> Option<&[String]> {
        self.texts.iter().find(|(known, _)| known == name).map(|(_, values)| values.as_slice())
    }
}

impl Column {
    /// The figure of a record in the column's own unit.
    pub fn value(&self, record: usize) -> Option<f64> {
        self.values.get(record).copied().filter(|value| !value.is_nan())
    }
}

impl Panel {
    /// One year.
    pub fn of(year: i32, table: Table) -> Panel {
        Panel { years: BTreeMap::from([(year, table)]) }
    }

    /// Adds a year, or puts another table in its place.
    pub fn add(&mut self, year: i32, table: Table) {
        self.years.insert(year, table);
    }

    /// The table of a year.
    pub fn year(&self, year: i32) -> Option<&Table> {
        self.years.get(&year)
    }

    /// A column of a period before a year, its figures in base units and in the order of that year's records.
    ///
    /// A record that is not in the earlier table, and a whole year that is not there, are missing.
    pub(super) fn bound(&self, year: i32, name: &str, period: Period, kept: &mut Kept) -> Option<Figures> {
        let key = (name.to_owned(), period);
        if let Some((unit, values)) = kept.columns.get(&key) {
            return Some((unit.clone(), Arc::clone(values)));
        }
        let now = self.year(year)?;
        let then = self.year(year - i32::from(period.back));
        let (unit, values) = match then.and_then(|table| Some((table, table.column(name, period.moment)?))) {
            None => {
                let tables = [now].into_iter().chain(self.years.values());
                let column = tables.filter_map(|table| table.column(name, period.moment)).next()?;
                (column.unit.clone(), vec![f64::NAN; now.keys.len()].into())
            }
            Some((_, column)) if period.back == 0 => {
                (column.unit.clone(), column.values.iter().map(|value| column.unit.to_base(*value)).collect())
            }
            Some((then, column)) => {
                let places = kept.places.entry(period.back).or_insert_with(|| now.places_in(then));
                let of =
                    |place: &Option<usize>| place.map_or(f64::NAN, |place| column.unit.to_base(column.values[place]));
                (column.unit.clone(), places.iter().map(of).collect())
            }
        };
        kept.columns.insert(key, (unit.clone(), Arc::clone(&values)));
        Some((unit, values))
    }
}

/// A unit, and figures in base units.
type Figures = (Unit, Arc<[f64]>);

/// What was bound to one year, so that many expressions share it.
#[derive(Default)]
pub(super) struct Kept {
    columns: HashMap<(String, Period), Figures>,
    /// Where the records of the year stand in an earlier one.
    places: HashMap<u8, Vec<Option<usize>>>,
}
