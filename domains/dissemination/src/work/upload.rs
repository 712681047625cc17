//! Uploaded files as the structure and the observations of a release: tables of our own, SDMX-CSV, SDMX-ML, SDMX-JSON.

use std::io::{BufReader, Read, Seek, SeekFrom};

use op::{Error, Result};
use sdmx::model::{Attachment, Body, Cube, Maintainable, Role, Structures};
use sdmx::reference::Class;
use sdmx::{Failure, json, ml, table};
use units::Fault;

use super::catalogue;
use super::intake::Take;
use crate::model::{Attribute, Code, DataflowInput, Dimension, ObservationInput, Release, Structure};
use crate::rules::structure::CODES_MAX;

/// Columns of a table that are looked at: components and their names.
const COLUMNS_MAX: usize = 200;

/// The kind of a message by its first bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Xml,
    Json,
    Table,
}

fn kind(bytes: &[u8]) -> Kind {
    let begun = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match begun.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'<') => Kind::Xml,
        Some(b'{') => Kind::Json,
        _ => Kind::Table,
    }
}

fn fault(field: &str, why: impl ToString) -> Error {
    let why: String = why.to_string().chars().take(300).collect();
    Error::Invalid(vec![Fault::new(field, "dissemination.upload.unreadable").with("why", why)])
}

fn told(field: &'static str) -> impl Fn(Failure) -> Error {
    move |failure| match failure {
        Failure::Problem(problem) => fault(field, problem.text),
        Failure::Io(error) => fault(field, error),
    }
}

/// The structure an uploaded file declares: a table `component,kind,code,parent,name,name_en,on`, or a structure message of
/// SDMX in XML or JSON that holds one data structure.
///
/// Errors: `Invalid` with a fault of the field `structure`, or of `<row>.<column>` of the table.
pub fn structure(bytes: &[u8]) -> Result<Structure> {
    match kind(bytes) {
        Kind::Xml => from_sdmx(&ml::read_structures(bytes).map_err(told("structure"))?),
        Kind::Json => from_sdmx(&json::read_structures(bytes).map_err(told("structure"))?),
        Kind::Table => from_table(bytes),
    }
}

fn from_table(bytes: &[u8]) -> Result<Structure> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut table = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes);
    let headings = table.headers().map_err(|error| fault("structure", error))?.clone();
    let place = |name: &str| headings.iter().position(|heading| heading.eq_ignore_ascii_case(name));
    let needed = |name: &str| {
        place(name).ok_or_else(|| {
            Error::Invalid(vec![Fault::new("structure", "dissemination.upload.column").with("name", name)])
        })
    };
    let (component, what, name) = (needed("component")?, needed("kind")?, needed("name")?);
    let others = ["code", "parent", "name_en", "on"].map(place);
    let mut structure = Structure::default();
    for (row, record) in (2_usize..).zip(table.records()) {
        let record = record.map_err(|error| fault("structure", error))?;
        if row > CODES_MAX * 4 {
            return Err(Error::Invalid(vec![
                Fault::new("structure", "dissemination.structure.many").with("max", CODES_MAX * 4),
            ]));
        }
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default().to_owned();
        let [code, parent, name_en, on] = others.map(cell);
        let (id, name) = (cell(Some(component)), cell(Some(name)));
        let code = Code { id: code, name: name.clone(), name_en: name_en.clone(), parent };
        let wrong =
            |column: &str, code: &'static str| Error::Invalid(vec![Fault::new(format!("{row}.{column}"), code)]);
        match (cell(Some(what)).as_str(), code.id.is_empty()) {
            ("dimension", true) => structure.dimensions.push(Dimension { id, name, name_en, codes: Vec::new() }),
            ("attribute", true) => {
                let on = on.split([' ', '+', ';']).filter(|one| !one.is_empty()).map(str::to_owned).collect();
                structure.attributes.push(Attribute { id, name, name_en, codes: Vec::new(), on });
            }
            ("dimension", false) => {
                let of = structure.dimensions.iter_mut().find(|one| one.id == id);
                of.ok_or_else(|| wrong("component", "dissemination.upload.component"))?.codes.push(code);
            }
            ("attribute", false) => {
                let of = structure.attributes.iter_mut().find(|one| one.id == id);
                of.ok_or_else(|| wrong("component", "dissemination.upload.component"))?.codes.push(code);
            }
            ("textual", _) => structure.textual = true,
            _ => return Err(wrong("kind", "dissemination.upload.kind")),
        }
    }
    Ok(structure)
}

fn from_sdmx(all: &Structures) -> Result<Structure> {
    let mut found = all.of(Class::DataStructure).filter_map(|one| match &one.body {
        Body::DataStructure(structure) => Some((one, structure)),
        _ => None,
    });
    let (Some((artefact, _)), None) = (found.next(), found.next()) else {
        return Err(Error::Invalid(vec![Fault::new("structure", "dissemination.upload.one_structure")]));
    };
    // A dataflow of its own makes the structure one that can be taken apart like any other.
    let flow = sdmx::reference::Reference { class: Class::Dataflow, ..artefact.reference.clone() };
    let mut with_flow = all.clone();
    if with_flow.get(&flow).is_none() {
        let body = Body::Dataflow(artefact.reference.clone());
        let flow = Maintainable::new(flow.clone(), artefact.names.clone(), body);
        with_flow.add(flow).map_err(|problem| fault("structure", problem.text))?;
    }
    let cube = Cube::new(&with_flow, &flow).map_err(|problem| fault("structure", problem.text))?;
    let languages = |list: &[&str], names: &sdmx::Names| names.best(list).unwrap_or_default().to_owned();
    let both = |names: &sdmx::Names| (languages(&["zh"], names), languages(&["en"], names));
    let codes = |column: &sdmx::model::Column| -> Vec<Code> {
        let items = column.codes.unwrap_or_default().iter();
        items
            .map(|item| {
                let (name, name_en) = both(&item.names);
                Code { id: item.id.clone(), name, name_en, parent: item.parent.clone().unwrap_or_default() }
            })
            .collect()
    };
    let mut structure = Structure::default();
    for column in cube.dimensions.iter().filter(|column| !column.component.is_time()) {
        let (name, name_en) = both(column.names);
        structure.dimensions.push(Dimension { id: column.id().to_owned(), name, name_en, codes: codes(column) });
    }
    for column in cube.attributes.iter().filter(|column| column.id() != "OBS_STATUS") {
        let (name, name_en) = both(column.names);
        let on = match &column.component.role {
            Role::Attribute { attached: Attachment::Dimensions(on), .. } => on.clone(),
            _ => Vec::new(),
        };
        structure.attributes.push(Attribute { id: column.id().to_owned(), name, name_en, codes: codes(column), on });
    }
    structure.textual = cube.measures.first().is_some_and(|measure| !measure.is_numeric());
    Ok(structure)
}

/// Hands on the observations of an uploaded file, one by one: SDMX-CSV, SDMX-ML, SDMX-JSON, or a table whose headings are the
/// components, and in which names and other columns are passed over, so that what was downloaded here can be uploaded again.
///
/// Errors: `Invalid` with a fault of the field `file`, with row and column in its sentence; those of `take`.
pub fn observations<R: Read + Seek>(
    mut from: R,
    structure: &Structure,
    content: &DataflowInput,
    take: &mut Take,
) -> Result<()> {
    let begun = begun(&mut from)?;
    let kind = kind(&begun);
    let text = String::from_utf8_lossy(&begun);
    let text = text.trim_start_matches('\u{feff}');
    if kind == Kind::Table && !text.starts_with("DATAFLOW") && !text.starts_with("STRUCTURE") {
        return from_plain(from, structure, take);
    }
    let as_release = provisional(structure, content, named_version(text, &content.id));
    let all =
        catalogue::structures(std::slice::from_ref(&as_release)).map_err(|problem| fault("structure", problem.text))?;
    let flow = catalogue::flow(&as_release).map_err(|problem| fault("structure", problem.text))?;
    let cube = Cube::new(&all, &flow).map_err(|problem| fault("structure", problem.text))?;
    // What the taker says must not be taken for what is wrong with the file.
    let mut refused: Option<Error> = None;
    let mut each = |one: &sdmx::Observation| {
        take(given(one)).map_err(|error| {
            refused = Some(error);
            Failure::Io(std::io::Error::from(std::io::ErrorKind::Interrupted))
        })
    };
    let read = match kind {
        Kind::Xml => ml::read_data(BufReader::new(from), &cube, &mut each),
        Kind::Json => json::read_data(from, &cube, &mut each),
        Kind::Table => table::read_data(from, &cube, &mut each),
    };
    match (read, refused) {
        (_, Some(error)) => Err(error),
        (read, None) => read.map(drop).map_err(told("file")),
    }
}

/// The beginning of a file, which is then read from there.
fn begun<R: Read + Seek>(from: &mut R) -> Result<Vec<u8>> {
    /// The head of a message, or the first rows of a table.
    const LOOKED_AT: u64 = 64 * 1024;
    let mut begun = Vec::new();
    from.by_ref().take(LOOKED_AT).read_to_end(&mut begun).map_err(Error::bug)?;
    from.seek(SeekFrom::Start(0)).map_err(Error::bug)?;
    Ok(begun)
}

fn given(one: &sdmx::Observation) -> ObservationInput {
    let mut key = one.key.clone();
    let period = key.pop().unwrap_or_default();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let value = one.measures.first().cloned().flatten().filter(|value| value != "NaN");
    let status = one.attributes.first().map(text).unwrap_or_default();
    ObservationInput { key, period, value, status, attributes: one.attributes[1..].iter().map(text).collect() }
}

/// The version of the dataflow that a message says it was made from, 1 where it says none: what was downloaded of any
/// release can be corrected and uploaded as the next.
fn named_version(begun: &str, id: &str) -> i64 {
    let behind = begun.split_once(&format!("{id}(")).map(|(_, behind)| behind);
    behind
        .and_then(|behind| behind.split('.').next()?.parse().ok())
        .filter(|version| (1..1_000_000).contains(version))
        .unwrap_or(1)
}

/// A release that is only there to give its structure to a reader.
fn provisional(structure: &Structure, content: &DataflowInput, version: i64) -> Release {
    Release {
        dataflow: content.id.clone(),
        version,
        state: crate::model::ReleaseState::Draft,
        released_on: units::Instant::from_micros(0).day_in_shanghai(),
        change: String::new(),
        change_en: String::new(),
        structure: structure.clone(),
        structure_version: 1,
        hash: String::new(),
        series: 0,
        observations: 0,
        first_period: String::new(),
        last_period: String::new(),
        coverage: Vec::new(),
        suppression: None,
        drafted_by: String::new(),
        drafted_at: units::Instant::from_micros(0),
        proposed_by: None,
        released_by: None,
        released_at: None,
        published: Some(content.clone()),
        withdrawn_at: None,
        reason: String::new(),
        revision: 0,
    }
}

fn from_plain<R: Read>(from: R, structure: &Structure, take: &mut Take) -> Result<()> {
    let mut table =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(table::RowBound::new(from));
    let mut headings = table.headers().map_err(|error| fault("file", error))?.clone();
    if let Some(first) = headings.get(0).and_then(|first| first.strip_prefix('\u{feff}')) {
        headings = std::iter::once(first).chain(headings.iter().skip(1)).collect();
    }
    if headings.len() > COLUMNS_MAX {
        return Err(Error::Invalid(vec![
            Fault::new("file", "dissemination.upload.columns").with("max", COLUMNS_MAX).with("count", headings.len()),
        ]));
    }
    let place = |name: &str| headings.iter().position(|heading| heading == name);
    let needed = |name: &str| {
        place(name)
            .ok_or_else(|| Error::Invalid(vec![Fault::new("file", "dissemination.upload.column").with("name", name)]))
    };
    let key = structure.dimensions.iter().map(|one| needed(&one.id)).collect::<Result<Vec<_>>>()?;
    let (period, value, status) = (needed("TIME_PERIOD")?, needed("OBS_VALUE")?, place("OBS_STATUS"));
    let attributes: Vec<Option<usize>> = structure.attributes.iter().map(|one| place(&one.id)).collect();
    let mut record = csv::StringRecord::new();
    while table.read_record(&mut record).map_err(|error| fault("file", error))? {
        let cell = |at: usize| record.get(at).unwrap_or_default().to_owned();
        take(ObservationInput {
            key: key.iter().map(|at| cell(*at)).collect(),
            period: cell(period),
            value: Some(cell(value)).filter(|value| !value.is_empty()),
            status: status.map(cell).unwrap_or_default(),
            attributes: attributes.iter().map(|at| at.map(cell).unwrap_or_default()).collect(),
        })?;
    }
    Ok(())
}
