//! Writes SDMX-CSV, observation by observation.

use std::io::{self, Write};

use super::{Keys, Labels, Options, TimeFormat};
use crate::{
    message::Envelope,
    model::{Column, Cube},
    observation::{AtObservation, Level, Observation, Order, Step, View},
    period::Period,
    problem::{Era, Failure, Outcome, Problem},
};

/// Writes SDMX-CSV.
pub struct CsvWriter<'c, W: Write> {
    cube: &'c Cube<'c>,
    view: View,
    era: Era,
    options: Options,
    languages: Vec<String>,
    constant: Vec<Option<String>>,
    flow: String,
    out: csv::Writer<W>,
    order: Order,
    series: Vec<usize>,
    observation: Vec<usize>,
    attributes: Vec<usize>,
}

impl<'c, W: Write> CsvWriter<'c, W> {
    /// Begins a table with its header row. `constant` has a value for each attribute of the whole data set, which is
    /// written in every row.
    ///
    /// # Errors
    /// What the writer answers; not implemented when 1.0 cannot carry the measures or the option.
    pub fn begin(
        into: W,
        envelope: &Envelope,
        cube: &'c Cube<'c>,
        view: View,
        era: Era,
        options: Options,
        constant: &[Option<String>],
    ) -> Outcome<Self> {
        if era == Era::V21 {
            cube.one_measure()?;
            if options.labels == Labels::Name || options.keys != Keys::None {
                return Err(
                    Problem::missing("SDMX-CSV 1.0 has no labels=name and no keys; ask for version 2.0.0").into()
                );
            }
        }
        let attributes = (0..cube.attributes.len()).filter(|place| view.attributes[*place]).collect();
        let mut writer = CsvWriter {
            cube,
            era,
            options,
            languages: envelope.languages.clone(),
            constant: constant.to_vec(),
            flow: cube.flow.to_string(),
            out: csv::Writer::from_writer(into),
            order: Order::default(),
            series: view.series(cube),
            observation: view.observation(cube),
            attributes,
            view,
        };
        writer.header()?;
        if options.labels == Labels::Both {
            writer.flow = labelled(&writer.flow, cube.names.best(&writer.languages));
        }
        Ok(writer)
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
        let (cube, view) = (self.cube, &self.view);
        let measures = cube.measures.iter().enumerate().filter(|(place, _)| view.measures[*place]);
        let attributes = self.attributes.iter().map(|place| &cube.attributes[*place]);
        for column in cube.dimensions.iter().chain(measures.map(|(_, column)| column)).chain(attributes) {
            let name = column.names.best(&self.languages);
            let plain = self.era == Era::V21 && matches!(column.component.role, crate::model::Role::Measure { .. });
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
        observation.fits(self.cube)?;
        let step = self.order.step(&observation.key, &self.series, &self.observation)?;
        if !self.view.observations && step == Step::Observation {
            return Ok(());
        }
        self.lead(observation)?;
        let cube = self.cube;
        for (place, column) in cube.dimensions.iter().enumerate() {
            // Without observations a row is a series, and what stands at the observation is not known.
            let at = AtObservation::Dimension(place) == self.view.at;
            self.cell(column, (self.view.observations || !at).then_some(&observation.key[place]))?;
        }
        for (place, column) in cube.measures.iter().enumerate() {
            if self.view.measures[place] {
                self.cell(column, observation.measures[place].as_ref().filter(|_| self.view.observations))?;
            }
        }
        for turn in 0..self.attributes.len() {
            let place = self.attributes[turn];
            let level = self.view.level(cube, place);
            let own = observation.attributes[place]
                .as_ref()
                .filter(|_| self.view.observations || level != Level::Observation);
            let value =
                own.or(self.constant.get(place).and_then(Option::as_ref).filter(|_| level == Level::DataSet)).cloned();
            self.cell(&cube.attributes[place], value.as_ref())?;
        }
        end(&mut self.out)
    }

    fn lead(&mut self, observation: &Observation) -> Outcome<()> {
        if self.era == Era::V30 {
            field(&mut self.out, "dataflow")?;
        }
        field(&mut self.out, &self.flow)?;
        if self.options.labels == Labels::Name {
            field(&mut self.out, self.cube.names.best(&self.languages).unwrap_or_default())?;
        }
        if self.era == Era::V30 {
            field(&mut self.out, "I")?;
        }
        let joined = |places: &mut dyn Iterator<Item = usize>| {
            places.map(|place| observation.key[place].as_str()).collect::<Vec<_>>().join(".")
        };
        if matches!(self.options.keys, Keys::Series | Keys::Both) {
            let key = joined(&mut self.series.iter().copied());
            field(&mut self.out, &key)?;
        }
        if matches!(self.options.keys, Keys::Observation | Keys::Both) {
            let key = joined(&mut (0..observation.key.len()));
            field(&mut self.out, &key)?;
        }
        Ok(())
    }

    fn cell(&mut self, column: &Column, value: Option<&String>) -> Outcome<()> {
        let Some(value) = value else {
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
