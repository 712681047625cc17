//! One writer for every format of data.

use std::io::Write;

use crate::{
    json::JsonWriter,
    message::Envelope,
    ml::{GenericWriter, SpecificWriter},
    model::Cube,
    negotiate::DataFormat,
    observation::{Observation, Set, View},
    problem::{Era, Outcome},
    table::CsvWriter,
};

/// Writes data in the format that was agreed on.
pub enum DataWriter<'c, W: Write> {
    /// SDMX-ML 2.1 generic.
    Generic(GenericWriter<'c, W>),
    /// SDMX-ML structure-specific.
    Specific(SpecificWriter<'c, W>),
    /// SDMX-JSON.
    Json(Box<JsonWriter<'c, W>>),
    /// SDMX-CSV.
    Csv(Box<CsvWriter<'c, W>>),
}

impl<'c, W: Write> DataWriter<'c, W> {
    /// Begins a message of one data set. `constant` has a value for each attribute of the whole of it, at the attribute's
    /// place.
    ///
    /// # Errors
    /// What the writer answers; not implemented when the format cannot carry the structure or the view.
    pub fn begin(
        into: W,
        format: DataFormat,
        envelope: &Envelope,
        cube: &'c Cube<'c>,
        view: View,
        constant: &[Option<String>],
    ) -> Outcome<Self> {
        Self::begin_sets(into, format, envelope, vec![Set { cube, view, constant: constant.to_vec() }])
    }

    /// Begins a message of several data sets, and the first of them.
    ///
    /// # Errors
    /// What the writer answers; not implemented when the format cannot carry the structures, the views, or more than one.
    pub fn begin_sets(into: W, format: DataFormat, envelope: &Envelope, sets: Vec<Set<'c>>) -> Outcome<Self> {
        Ok(match format {
            DataFormat::Generic => DataWriter::Generic(GenericWriter::begin(into, envelope, sets, false)?),
            DataFormat::GenericTimeSeries => DataWriter::Generic(GenericWriter::begin(into, envelope, sets, true)?),
            DataFormat::Specific(era) => DataWriter::Specific(SpecificWriter::begin(into, envelope, sets, era, false)?),
            DataFormat::SpecificTimeSeries => {
                DataWriter::Specific(SpecificWriter::begin(into, envelope, sets, Era::V21, true)?)
            }
            DataFormat::Json(era) => DataWriter::Json(Box::new(JsonWriter::begin(into, envelope, sets, era)?)),
            DataFormat::Csv(era, options) => {
                DataWriter::Csv(Box::new(CsvWriter::begin(into, envelope, sets, era, options)?))
            }
        })
    }

    /// Ends a data set and begins the next, in the order in which they were given.
    ///
    /// # Errors
    /// Internal when there is none; what the writer answers.
    pub fn next_set(&mut self) -> Outcome<()> {
        match self {
            DataWriter::Generic(writer) => writer.next_set(),
            DataWriter::Specific(writer) => writer.next_set(),
            DataWriter::Json(writer) => writer.next_set(),
            DataWriter::Csv(writer) => writer.next_set(),
        }
    }

    /// Writes one more observation; they come series by series in the order of their bytes, the dimension at the
    /// observation counting last.
    ///
    /// # Errors
    /// What the writer answers; internal when observations are out of order.
    pub fn observe(&mut self, observation: &Observation) -> Outcome<()> {
        match self {
            DataWriter::Generic(writer) => writer.observe(observation),
            DataWriter::Specific(writer) => writer.observe(observation),
            DataWriter::Json(writer) => writer.observe(observation),
            DataWriter::Csv(writer) => writer.observe(observation),
        }
    }

    /// Ends the message and gives the writer back.
    ///
    /// # Errors
    /// What the writer answers.
    pub fn finish(self) -> Outcome<W> {
        match self {
            DataWriter::Generic(writer) => writer.finish(),
            DataWriter::Specific(writer) => writer.finish(),
            DataWriter::Json(writer) => writer.finish(),
            DataWriter::Csv(writer) => writer.finish(),
        }
    }
}
