//! Writes SDMX-CSV, observation by observation.

use std::io::{self, Write};

use super::{Keys, Labels, Options, TimeFormat};
use crate::{
    message::Envelope,
    model::{Column, Cube},
    observation::{AtObservation, Level, Observation, Set, Step, Turn, View},
    period::Period,
    problem::{Era, Failure, Outcome, Problem},
};

/// Writes SDMX-CSV.
pub struct CsvWriter<'c, W: Write> {
    turn: Turn<'c>,
    era: Era,
    options: Options,
    languages: Vec<String>,
    flow: String,
    out: csv::Writer<W>,
    /// The identifiers of the columns: those of every data set, each once.
    columns: Vec<&'c str>,
    /// What this data set has in each column.
    cells: Vec<Option<Place>>,
}

/// Where the value of a column stands in an observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Dimension(usize),
    Measure(usize),
    Attribute(usize),
}

/// The columns of a data set, in the order of the standard.
fn places(cube: &Cube, view: &View) -> Vec<Place> {
    let measures = (0..cube.measures.len()).filter(|place| view.measures[*place]).map(Place::Measure);
    let attributes = (0..cube.attributes.len()).filter(|place| view.attributes[*place]).map(Place::Attribute);
    (0..cube.dimensions.len()).map(Place::Dimension).chain(measures).chain(attributes).collect()
}

fn column<'c>(cube: &'c Cube<'c>, place: Place) -> &'c Column<'c> {
    match place {
        Place::Dimension(place) => &cube.dimensions[place],
        Place::Measure(place) => &cube.measures[place],
        Place::Attribute(place) => &cube.attributes[place],
    }
}

/// The columns of all data sets: dimensions of any before the period, then measures, then attributes.
fn united<'c>(sets: &[Set<'c>]) -> Vec<(&'c Column<'c>, Place)> {
    let rank = |(column, place): &(&Column, Place)| match place {
        Place::Dimension(_) => usize::from(column.component.is_time()),
        Place::Measure(_) => 2,
        Place::Attribute(_) => 3,
    };
    let mut found: Vec<(&Column, Place)> = Vec::new();
    for set in sets {
        for place in places(set.cube, &set.view) {
            let column = column(set.cube, place);
            if !found.iter().any(|(known, _)| known.id() == column.id()) {
                found.push((column, place));
            }
        }
    }
    // One data set keeps its own order, whatever that is.
    if sets.len() > 1 {
        found.sort_by_key(rank);
    }
    found
}

impl<'c, W: Write> CsvWriter<'c, W> {
    /// Begins a table with its header row. Several data sets have the columns of all of them, empty where one has no such
    /// component.
    ///
    /// # Errors
    /// What the writer answers; not implemented when 1.0 cannot carry the measures or the option.
    pub fn begin(into: W, envelope: &Envelope, sets: Vec<Set<'c>>, era: Era, options: Options) -> Outcome<Self> {
        if era == Era::V21 {
            sets.iter().try_for_each(|set| set.cube.one_measure())?;
            if options.labels == Labels::Name || options.keys != Keys::None {
                return Err(
                    Problem::missing("SDMX-CSV 1.0 has no labels=name and no keys; ask for version 2.0.0").into()
                );
            }
        }
        let mut writer = CsvWriter {
            columns: united(&sets).iter().map(|(column, _)| column.id()).collect(),
            turn: Turn::begin(sets)?,
            era,
            options,
            languages: envelope.languages.clone(),
            flow: String::new(),
            out: csv::Writer::from_writer(into),
            cells: Vec::new(),
        };
        writer.header()?;
        writer.open_set();
        Ok(writer)
    }

    /// Goes on with the rows of the next data set.
    ///
    /// # Errors
    /// Internal when there is none.
    pub fn next_set(&mut self) -> Outcome<()> {
        self.turn = self.turn.next()?;
        self.open_set();
        Ok(())
    }

    fn open_set(&mut self) {
        let Turn { cube, view, .. } = &self.turn;
        let own = places(cube, view);
        let find = |id: &&str| own.iter().copied().find(|place| column(cube, *place).id() == *id);
        self.cells = self.columns.iter().map(find).collect();
        self.flow = cube.flow.to_string();
        if self.options.labels == Labels::Both {
            self.flow = labelled(&self.flow, cube.names.best(&self.languages));
        }
    }

    fn header(&mut self) -> Outcome<()> {
        let lead: &[&str] = match (self.era, self.options.labels) {
            (Era::V21, _) => &["DATAFLOW"],
            (Era::V30, Labels::Name) => &["STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION"],
            (Era::V30, _) => &["STRUCTURE", "STRUCTURE_ID", "ACTION"],
        };
        lead.iter().try_for_each(|text| field(&mut self.out, text))?;
        if matches!(self.options.keys, Keys::Series | Keys::Both) {
            field(&mut self.out, "SERIES_KEY")?;
        }
        if matches!(self.options.keys, Keys::Observation | Keys::Both) {
            field(&mut self.out, "OBS_KEY")?;
        }
        for (column, place) in united(&self.turn.sets) {
            let name = column.names.best(&self.languages);
            let plain = self.era == Era::V21 && matches!(place, Place::Measure(_));
            match self.options.labels {
                Labels::Both if !plain => field(&mut self.out, &labelled(column.id(), name))?,
                Labels::Name => {
                    field(&mut self.out, column.id())?;
                    field(&mut self.out, name.unwrap_or_default())?;
                }
                _ => field(&mut self.out, column.id())?,
            }
        }
        end(&mut self.out)
    }

    /// Writes one more row; observations come series by series, in order.
    ///
    /// # Errors
    /// What the writer answers; internal when observations are out of order.
    pub fn observe(&mut self, observation: &Observation) -> Outcome<()> {
        let step = self.turn.step(observation)?;
        if !self.turn.view.observations && step == Step::Observation {
            return Ok(());
        }
        self.lead(observation)?;
        for turn in 0..self.cells.len() {
            let cell = self.cells[turn];
            let value = cell.and_then(|place| self.value(place, observation)).cloned();
            self.cell(cell.map(|place| column(self.turn.cube, place)), value.as_ref())?;
        }
        end(&mut self.out)
    }

    /// What a column of this data set says of an observation.
    fn value<'o>(&'o self, place: Place, observation: &'o Observation) -> Option<&'o String> {
        match place {
            // Without observations a row is a series, and what stands at the observation is not known.
            Place::Dimension(place) => {
                let at = AtObservation::Dimension(place) == self.turn.view.at;
                (self.turn.view.observations || !at).then_some(&observation.key[place])
            }
            Place::Measure(place) => observation.measures[place].as_ref().filter(|_| self.turn.view.observations),
            Place::Attribute(place) => {
                let level = self.turn.view.level(self.turn.cube, place);
                let seen = self.turn.view.observations || level != Level::Observation;
                let whole = self.turn.constant(place);
                let own = observation.attributes[place].as_ref().filter(|_| seen);
                own.or(whole.filter(|_| level == Level::DataSet))
            }
        }
    }

    fn lead(&mut self, observation: &Observation) -> Outcome<()> {
        if self.era == Era::V30 {
            field(&mut self.out, "dataflow")?;
        }
        field(&mut self.out, &self.flow)?;
        if self.options.labels == Labels::Name {
            field(&mut self.out, self.turn.cube.names.best(&self.languages).unwrap_or_default())?;
        }
        if self.era == Era::V30 {
            field(&mut self.out, "I")?;
        }
        let joined = |places: &mut dyn Iterator<Item = usize>| {
            places.map(|place| observation.key[place].as_str()).collect::<Vec<_>>().join(".")
        };
        if matches!(self.options.keys, Keys::Series | Keys::Both) {
            let key = joined(&mut self.turn.series.iter().copied());
            field(&mut self.out, &key)?;
        }
        if matches!(self.options.keys, Keys::Observation | Keys::Both) {
            let key = joined(&mut (0..observation.key.len()));
            field(&mut self.out, &key)?;
        }
        Ok(())
    }

    fn cell(&mut self, column: Option<&Column>, value: Option<&String>) -> Outcome<()> {
        let (Some(column), Some(value)) = (column, value) else {
            if self.options.labels == Labels::Name {
                field(&mut self.out, "")?;
            }
            return field(&mut self.out, "");
        };
        let normalized = match Period::parse(value) {
            Ok(period) if column.component.is_time() && self.options.time_format == TimeFormat::Normalized => {
                Some(period.start.to_string())
            }
            _ => None,
        };
        let value = normalized.as_deref().unwrap_or(value);
        let name = column.code(value).and_then(|code| code.names.best(&self.languages));
        match self.options.labels {
            Labels::Id => field(&mut self.out, value),
            Labels::Both => match name {
                Some(name) => field(&mut self.out, &labelled(value, Some(name))),
                None => field(&mut self.out, value),
            },
            Labels::Name => {
                field(&mut self.out, value)?;
                field(&mut self.out, name.unwrap_or_default())
            }
        }
    }

    /// Ends the table and gives the writer back.
    ///
    /// # Errors
    /// What the writer answers.
    pub fn finish(self) -> Outcome<W> {
        self.out.into_inner().map_err(|error| Failure::Io(io::Error::other(error.error().to_string())))
    }
}

fn labelled(id: &str, name: Option<&str>) -> String {
    name.map_or_else(|| id.to_owned(), |name| format!("{id}: {name}"))
}

fn field<W: Write>(out: &mut csv::Writer<W>, text: &str) -> Outcome<()> {
    out.write_field(text).map_err(failure)
}

fn end<W: Write>(out: &mut csv::Writer<W>) -> Outcome<()> {
    out.write_record(None::<&[u8]>).map_err(failure)
}

fn failure(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Failure::Io(error),
        other => Failure::Io(io::Error::other(format!("{other:?}"))),
    }
}
