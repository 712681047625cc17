//! A release as CSV and JSON, written while it is read; as Parquet, group of rows by group of rows.

use std::io::Write;
use std::sync::Arc;

use op::{Actor, App, Error, Result};
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::plain::{self, Names, Part, Wanted};
use crate::model::{Release, StoredObservation};

/// Rows of a group of a Parquet file: what is held while it is written.
const GROUP_ROWS: usize = 50_000;

/// Observations read page by page, each page a short read of its own.
fn each(
    app: &App,
    actor: &Actor,
    release: &Release,
    wanted: &Wanted,
    take: impl FnMut(StoredObservation) -> Result<()>,
) -> Result<()> {
    plain::each(release, wanted, |page| app.read(actor, |op| page(op)), take)
}

/// CSV with a heading, codes beside their names.
///
/// Errors: of the database, or of `out` when the client went away.
pub fn csv(app: &App, actor: &Actor, release: &Release, wanted: &Wanted, out: &mut dyn Write) -> Result<()> {
    // Spreadsheets take a file without the mark for one in the machine's own encoding.
    out.write_all("\u{feff}".as_bytes()).map_err(Error::bug)?;
    let columns = plain::columns(&release.structure);
    let names = Names::of(&release.structure);
    let mut table = ::csv::Writer::from_writer(out);
    table.write_record(columns.iter().map(|(heading, _)| heading)).map_err(Error::bug)?;
    each(app, actor, release, wanted, |one| {
        let cell = |(_, part): &(String, Part)| {
            let text = names.cell(*part, &one);
            match part {
                // A spreadsheet would run what begins like a formula.
                Part::Name(_) | Part::NameEn(_) | Part::Attribute(_) => web::guarded(text),
                Part::Value if release.structure.textual => web::guarded(text),
                _ => text.to_owned(),
            }
        };
        table.write_record(columns.iter().map(cell)).map_err(Error::bug)
    })?;
    table.flush().map_err(Error::bug)
}

/// JSON: an object with what is to be cited, and the observations as a list of objects; numbers are written as they are kept.
///
/// Errors: as for CSV.
pub fn json(app: &App, actor: &Actor, release: &Release, wanted: &Wanted, out: &mut dyn Write) -> Result<()> {
    let text = |text: &str| serde_json::to_string(text).map_err(Error::bug);
    let head = about(release);
    write!(out, "{{").map_err(Error::bug)?;
    for (name, value) in &head {
        write!(out, "{}:{},", text(name)?, text(value)?).map_err(Error::bug)?;
    }
    write!(out, "\"observations\":[").map_err(Error::bug)?;
    let columns = plain::columns(&release.structure);
    let names = Names::of(&release.structure);
    let mut first = true;
    each(app, actor, release, wanted, |one| {
        let mut line = String::from(if first { "\n{" } else { ",\n{" });
        first = false;
        for (at, (heading, part)) in columns.iter().enumerate() {
            let cell = names.cell(*part, &one);
            let value = match part {
                _ if cell.is_empty() => "null".to_owned(),
                Part::Value if !release.structure.textual => number(cell),
                _ => text(cell)?,
            };
            line.push_str(&format!("{}\"{heading}\":{value}", if at > 0 { "," } else { "" }));
        }
        line.push('}');
        out.write_all(line.as_bytes()).map_err(Error::bug)
    })?;
    write!(out, "\n]}}\n").map_err(Error::bug)
}

/// A number as JSON writes it: the digits that are kept where JSON has them so, else the shortest of the same value.
fn number(text: &str) -> String {
    match serde_json::from_str::<serde_json::Number>(text) {
        Ok(_) => text.to_owned(),
        Err(_) => text.parse::<f64>().ok().map_or_else(|| "null".to_owned(), |value| value.to_string()),
    }
}

/// What goes with every file: from where it is, and how it may be used.
pub fn about(release: &Release) -> Vec<(&'static str, String)> {
    let mut found = vec![
        ("dataflow", format!("{}:{}({}.0.0)", crate::model::AGENCY, release.dataflow, release.version)),
        ("released_on", release.released_on.to_string()),
        ("hash", format!("sha256:{}", release.hash)),
    ];
    if let Some(content) = &release.published {
        found.push(("name", content.name.clone()));
        found.push(("name_en", content.name_en.clone()));
        found.push(("licence", content.licence.clone()));
        found.push(("licence_en", content.licence_en.clone()));
        found.push(("licence_address", content.licence_address.clone()));
        found.push(("origin", content.origin.clone()));
        found.push(("origin_en", content.origin_en.clone()));
        found.push(("contact", content.contact.clone()));
        found.push(("contact_en", content.contact_en.clone()));
        found.push(("methodology", content.methodology.clone()));
        found.push(("methodology_en", content.methodology_en.clone()));
        found.retain(|(_, value)| !value.is_empty());
    }
    found
}

/// Parquet: codes, names, statuses and attributes as strings, values as doubles, missing ones as nulls.
///
/// Errors: of the database, or of the file that is written.
pub fn parquet(app: &App, actor: &Actor, release: &Release, wanted: &Wanted, out: std::fs::File) -> Result<()> {
    let columns = plain::columns(&release.structure);
    let is_number = |part: Part| part == Part::Value && !release.structure.textual;
    let fields: Vec<String> = columns
        .iter()
        .map(|(heading, part)| match is_number(*part) {
            true => format!("OPTIONAL DOUBLE {heading};"),
            false => format!("OPTIONAL BYTE_ARRAY {heading} (STRING);"),
        })
        .collect();
    let schema = parse_message_type(&format!("message observations {{ {} }}", fields.join(" "))).map_err(Error::bug)?;
    let head = about(release).into_iter().map(|(name, value)| KeyValue::new(name.to_owned(), value)).collect();
    let properties =
        WriterProperties::builder().set_compression(Compression::SNAPPY).set_key_value_metadata(Some(head)).build();
    let mut writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(Error::bug)?;
    let names = Names::of(&release.structure);
    let mut rows: Vec<StoredObservation> = Vec::new();
    let mut group = |rows: &mut Vec<StoredObservation>| -> Result<()> {
        let mut group = writer.next_row_group().map_err(Error::bug)?;
        for (_, part) in &columns {
            let cells = rows.iter().map(|one| names.cell(*part, one));
            column(&mut group, cells, is_number(*part)).map_err(Error::bug)?;
        }
        rows.clear();
        group.close().map(drop).map_err(Error::bug)
    };
    each(app, actor, release, wanted, |one| {
        rows.push(one);
        if rows.len() == GROUP_ROWS { group(&mut rows) } else { Ok(()) }
    })?;
    if !rows.is_empty() {
        group(&mut rows)?;
    }
    writer.close().map(drop).map_err(Error::bug)
}

/// One column of a group; what is empty is null.
fn column<'c, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    cells: impl Iterator<Item = &'c str>,
    number: bool,
) -> parquet::errors::Result<()> {
    let Some(mut writer) = group.next_column()? else { return Ok(()) };
    let (mut there, mut numbers, mut texts): (Vec<i16>, Vec<f64>, Vec<ByteArray>) = Default::default();
    for cell in cells {
        match (cell.is_empty(), number) {
            (true, _) => there.push(0),
            (false, true) => {
                there.push(1);
                numbers.push(cell.parse().unwrap_or(f64::NAN));
            }
            (false, false) => {
                there.push(1);
                texts.push(ByteArray::from(cell));
            }
        }
    }
    match number {
        true => writer.typed::<DoubleType>().write_batch(&numbers, Some(&there), None)?,
        false => writer.typed::<ByteArrayType>().write_batch(&texts, Some(&there), None)?,
    };
    writer.close()
}
