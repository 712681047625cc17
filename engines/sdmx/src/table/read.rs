//! Reads SDMX-CSV 1.0 and 2.0, row by row.

use std::io::{self, BufRead, BufReader, Read};

use crate::{
    limits::ROW_BYTES_MAX,
    ml::set,
    model::Cube,
    observation::Observation,
    problem::{Code, Failure, Outcome, Problem},
    reference::{Class, Reference, shown},
};

/// What a column holds.
enum Use {
    /// A component; whether its cells are written `identifier: name`.
    Component { id: String, labelled: bool },
    /// The dataflow the row belongs to.
    Flow { labelled: bool },
    /// `dataflow`, in 2.0.
    Kind,
    /// What is to be done, in 2.0: only what adds or replaces is read.
    Action,
    /// A name, a key, or somebody's own column.
    Other,
}

/// Reads a table and hands on each observation as it comes. Answers how many there were. Columns come in any order; one
/// that is no component is passed over; rows of other dataflows and rows that delete are refused.
///
/// # Errors
/// What the reader or `take` answers; a problem that names row and column, when the table does not fit the structure.
pub fn read_data<R: Read>(from: R, cube: &Cube, mut take: impl FnMut(&Observation) -> Outcome<()>) -> Outcome<u64> {
    let mut from = BufReader::new(RowBound::new(from));
    let delimiter = delimiter(&mut from)?;
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(from);
    let mut row = csv::StringRecord::new();
    if !read(&mut reader, &mut row, 1)? {
        return Err(Problem::syntax("the table is empty").into());
    }
    let uses = header(cube, &row)?;
    let mut number: u64 = 1;
    while read(&mut reader, &mut row, number + 1)? {
        number += 1;
        if row.len() != uses.len() {
            let text = format!("row {number} has {} cells, the header {}", row.len(), uses.len());
            return Err(Problem::syntax(text).into());
        }
        take(&observation(cube, &uses, &row, number)?)?;
    }
    Ok(number - 1)
}

/// The character behind the first header; the standard says that it is the separator.
fn delimiter<R: Read>(from: &mut BufReader<R>) -> Outcome<u8> {
    let begun = from.fill_buf()?;
    let begun = begun.strip_prefix("\u{feff}".as_bytes()).unwrap_or(begun);
    let head = [&b"DATAFLOW"[..], b"STRUCTURE"].iter().find_map(|word| begun.strip_prefix(*word));
    let head =
        head.ok_or_else(|| Problem::syntax("the table begins with neither DATAFLOW (1.0) nor STRUCTURE (2.0)"))?;
    // A separator of values inside a cell may stand in brackets: STRUCTURE[;],
    let after = if head.first() == Some(&b'[') { head.get(3) } else { head.first() };
    match after {
        Some(separator @ (b',' | b';' | b'\t' | b'|')) => Ok(*separator),
        _ => Err(Problem::syntax("the first header is followed by none of the separators , ; | and tab").into()),
    }
}

fn read<R: Read>(reader: &mut csv::Reader<R>, row: &mut csv::StringRecord, number: u64) -> Outcome<bool> {
    reader.read_record(row).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => Problem::new(
            Code::TooLarge,
            format!("row {number} has more than {ROW_BYTES_MAX} bytes; is a quotation mark not closed?"),
        )
        .into(),
        csv::ErrorKind::Io(error) => Failure::Io(error),
        csv::ErrorKind::Utf8 { .. } => Problem::syntax(format!("row {number} is not written in UTF-8")).into(),
        _ => Problem::syntax(format!("row {number} cannot be read")).into(),
    })
}

fn header(cube: &Cube, row: &csv::StringRecord) -> Outcome<Vec<Use>> {
    let mut uses = Vec::with_capacity(row.len());
    let second = row.get(0).is_some_and(|first| first.trim_start_matches('\u{feff}').starts_with("STRUCTURE"));
    for (place, cell) in row.iter().enumerate() {
        let (id, labelled) = cell.split_once(": ").map_or((cell, false), |(id, _)| (id, true));
        let known = cube.columns().any(|column| column.id() == id);
        uses.push(match (place, second, id) {
            (0, false, _) => Use::Flow { labelled: true },
            (0, true, _) => Use::Kind,
            (1, true, "STRUCTURE_ID") => Use::Flow { labelled: true },
            (_, true, "ACTION") => Use::Action,
            _ if known => Use::Component { id: id.to_owned(), labelled: labelled || labels(row, cube) },
            _ => Use::Other,
        });
    }
    for column in &cube.dimensions {
        let there = uses.iter().filter(|used| matches!(used, Use::Component { id, .. } if id == column.id())).count();
        if there != 1 {
            let text = format!("the header has {there} columns for the dimension “{}”, and needs one", column.id());
            return Err(Problem::semantic(text).into());
        }
    }
    Ok(uses)
}

/// Whether any header is written `identifier: name`: then cells are too, even where (1.0) the header of the measure is not.
fn labels(row: &csv::StringRecord, cube: &Cube) -> bool {
    row.iter().any(|cell| cell.split_once(": ").is_some_and(|(id, _)| cube.columns().any(|column| column.id() == id)))
}

fn observation(cube: &Cube, uses: &[Use], row: &csv::StringRecord, number: u64) -> Result<Observation, Problem> {
    let mut observation = Observation::blank(cube);
    let at = |column: &str, text: String| Problem::semantic(format!("row {number}, column {column}: {text}"));
    for (used, cell) in uses.iter().zip(row) {
        match used {
            Use::Flow { labelled } => {
                let flow = if *labelled { cell.split_once(": ").map_or(cell, |(flow, _)| flow) } else { cell };
                let reference = Reference::parse_short(Class::Dataflow, flow);
                let reference = reference.map_err(|problem| at("dataflow", problem.text))?;
                if reference != *cube.flow {
                    return Err(at("dataflow", format!("data of {reference}, not of {}", cube.flow)));
                }
            }
            Use::Kind if cell != "dataflow" => {
                return Err(at("STRUCTURE", format!("“{}” is not read, only dataflow", shown(cell))));
            }
            Use::Action if !matches!(cell, "I" | "A" | "M" | "R" | "") => {
                return Err(at("ACTION", format!("“{}” is not read, only I, A, M and R", shown(cell))));
            }
            Use::Component { id, labelled } if !cell.is_empty() => {
                let coded = cube.columns().any(|column| column.id() == id && column.codes.is_some());
                let value = if *labelled && coded { cell.split_once(": ").map_or(cell, |(id, _)| id) } else { cell };
                set(cube, &mut observation, id, value)?;
            }
            _ => {}
        }
    }
    match observation.key.iter().position(String::is_empty) {
        Some(place) => Err(at(cube.dimensions[place].id(), "a dimension has no value".to_owned())),
        None => Ok(observation),
    }
}

/// Refuses to read on when [`ROW_BYTES_MAX`] bytes came without the end of a line outside quotation marks: what reads a table
/// row by row through this holds no more than that, whatever it is sent.
#[derive(Debug)]
pub struct RowBound<R> {
    inner: R,
    since: usize,
    quoted: bool,
}

impl<R> RowBound<R> {
    /// Bounds the rows of a reader.
    pub fn new(inner: R) -> RowBound<R> {
        RowBound { inner, since: 0, quoted: false }
    }
}

impl<R: Read> Read for RowBound<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        for byte in &into[..count] {
            self.since += 1;
            // A doubled quotation mark turns it twice, which is right.
            self.quoted ^= *byte == b'"';
            if *byte == b'\n' && !self.quoted {
                self.since = 0;
            }
            if self.since > ROW_BYTES_MAX {
                let text = format!("a row of more than {ROW_BYTES_MAX} bytes; is a quotation mark not closed?");
                return Err(io::Error::new(io::ErrorKind::FileTooLarge, text));
            }
        }
        Ok(count)
    }
}
