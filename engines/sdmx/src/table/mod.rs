//! SDMX-CSV: 1.0 beside version 2.1 of the standard, 2.0 beside version 3.0.

mod read;
mod write;

pub use read::{RowBound, read_data};
pub use write::CsvWriter;

/// What of codes and components a table shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Labels {
    /// Identifiers.
    #[default]
    Id,
    /// Identifiers, and names in columns of their own (2.0).
    Name,
    /// `identifier: name`
    Both,
}

/// How a table writes periods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimeFormat {
    /// As they are.
    #[default]
    Original,
    /// As their first day, so that periods of all frequencies sort together.
    Normalized,
}

/// The columns of keys a table has (2.0).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keys {
    /// None.
    #[default]
    None,
    /// `OBS_KEY`
    Observation,
    /// `SERIES_KEY`
    Series,
    /// Both.
    Both,
}

/// The options of the media type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What of codes and components is shown.
    pub labels: Labels,
    /// How periods are written.
    pub time_format: TimeFormat,
    /// Which columns of keys there are.
    pub keys: Keys,
}
