//! One writer for every format of data.

use std::io::Write;

use crate::{
    json::JsonWriter,
    message::Envelope,
    ml::{GenericWriter, SpecificWriter},
    model::Cube,
    negotiate::DataFormat,
    observation::{Observation, View},
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
    /// Begins a message. `constant` has a value for each attribute of the whole data set, at the attribute's place.
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
        Ok(match format {
            DataFormat::Generic => {
                DataWriter::Generic(GenericWriter::begin(into, envelope, cube, view, false, constant)?)
            }
            DataFormat::GenericTimeSeries => {
                DataWriter::Generic(GenericWriter::begin(into, envelope, cube, view, true, constant)?)
            }
            DataFormat::Specific(era) => {
                DataWriter::Specific(SpecificWriter::begin(into, envelope, cube, view, era, false, constant)?)
            }
            DataFormat::SpecificTimeSeries => {
                DataWriter::Specific(SpecificWriter::begin(into, envelope, cube, view, Era::V21, true, constant)?)
            }
            DataFormat::Json(era) => {
                DataWriter::Json(Box::new(JsonWriter::begin(into, envelope, cube, view, era, constant)?))
            }
            DataFormat::Csv(era, options) => {
                DataWriter::Csv(Box::new(CsvWriter::begin(into, envelope, cube, view, era, options, constant)?))
            }
        })
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
