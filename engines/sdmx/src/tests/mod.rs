//! Tests of the whole crate, by subject.

mod hostile;
mod hostile_json;
mod negotiation;
mod periods;
mod queries;
mod resolving;
mod round_trip;
mod sample;
mod versions;

use sdmx::{DataWriter, Envelope, Observation, View, model::Cube, negotiate::DataFormat};

/// A message as text.
fn written(cube: &Cube, view: View, format: DataFormat, list: &[Observation]) -> Result<String, sdmx::Failure> {
    let envelope = Envelope::new("TEST", "2026-03-01T08:00:00Z", "YRD");
    let mut writer = DataWriter::begin(Vec::new(), format, &envelope, cube, view, &sample::constant())?;
    list.iter().try_for_each(|observation| writer.observe(observation))?;
    Ok(String::from_utf8(writer.finish()?).expect("UTF-8"))
}
