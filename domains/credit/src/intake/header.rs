//! Recognising the template from its header, wherever its columns stand.

use crate::model::{Column, Template, name_key};

use super::{Cell, FileRefusal};

/// The share of a template's headers that must be present before a header counts as an attempt at it: half.
const LIKENESS_MIN: f64 = 0.5;

/// A recognised header: for each column of the template, where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The template.
    pub template: Template,
    /// Place of each column that was found.
    pub places: Vec<(Column, usize)>,
    /// Places of what a rejects file adds to the official columns, see [`REJECT_HEADERS`].
    pub added: Vec<usize>,
    /// Cells behind this place belong to no column.
    pub width: usize,
}

/// What a rejects file adds to the official columns, in both languages: the row it stood in and why it came back. A file that
/// was mended and comes again still has them, and they say nothing.
pub const REJECT_HEADERS: [&str; 4] = ["原文件行号", "退回原因", "Row in the file", "Why it came back"];

impl Layout {
    /// The cell of a column in a row; an empty one where the row ends before it.
    pub fn cell<'a>(&self, column: Column, cells: &'a [Cell]) -> Option<&'a Cell> {
        let (_, place) = self.places.iter().find(|(known, _)| *known == column)?;
        cells.get(*place)
    }
}

/// The header in its plain form: no blanks, no remarks in brackets, no strokes between words.
fn plain(header: &str) -> String {
    let key = name_key(header);
    let bare = key.split('(').next().unwrap_or_default();
    let plain: String =
        bare.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '/' | '、' | '*')).collect();
    match plain.as_str() {
        "转换后专业" => "转换后专业名称".to_owned(),
        _ => plain,
    }
}

/// The template a row of cells is the header of; `Ok(None)` when it is like none.
///
/// # Errors
/// It is like a template, but lacks columns, repeats one, or has some the template does not know.
pub fn recognise(cells: &[Cell]) -> Result<Option<Layout>, FileRefusal> {
    let mut headers: Vec<String> = cells.iter().map(|cell| plain(&cell.text)).collect();
    let is_added = |header: &String| REJECT_HEADERS.iter().any(|added| plain(added) == *header);
    let added: Vec<usize> = (0..headers.len()).filter(|place| is_added(&headers[*place])).collect();
    for place in &added {
        headers[*place].clear();
    }
    let (template, likeness) = closest(&headers);
    if likeness < LIKENESS_MIN {
        return Ok(None);
    }
    if let Some(repeated) = repeated(&headers) {
        return Err(FileRefusal::ColumnsRepeated(repeated));
    }
    let mut places = Vec::new();
    let mut missing = Vec::new();
    for (header, column) in template.every_column() {
        match headers.iter().position(|found| *found == plain(header)) {
            Some(place) => places.push((*column, place)),
            None if template.optional().iter().any(|(_, optional)| optional == column) => {}
            None => missing.push(*header),
        }
    }
    if !missing.is_empty() {
        return Err(FileRefusal::ColumnsMissing(template.name(), missing.join("、")));
    }
    let unknown: Vec<&str> = (0..cells.len())
        .filter(|place| !headers[*place].is_empty() && !places.iter().any(|(_, known)| known == place))
        .map(|place| cells[place].text.as_str())
        .collect();
    if !unknown.is_empty() {
        return Err(FileRefusal::ColumnsUnknown(template.name(), unknown.join("、")));
    }
    let width = places.iter().map(|(_, place)| place).chain(&added).map(|place| place + 1).max().unwrap_or(0);
    Ok(Some(Layout { template, places, added, width }))
}

/// The template most of whose headers are present, by the share of headers on both sides that agree.
fn closest(headers: &[String]) -> (Template, f64) {
    let named = headers.iter().filter(|header| !header.is_empty()).count();
    let mut best = (Template::A, 0.0);
    for template in Template::ALL {
        let present =
            |columns: &[(&str, Column)]| columns.iter().filter(|(header, _)| headers.contains(&plain(header))).count();
        let (columns, own) = (template.columns(), present(template.columns()));
        // What may be there beside neither speaks for a template nor against it.
        let likeness = 2.0 * own as f64 / (columns.len() + named - present(template.optional())).max(1) as f64;
        if likeness > best.1 {
            best = (*template, likeness);
        }
    }
    // Both layouts of template A have the same headers; the place of 学号 tells which it is.
    if best.0 == Template::A && headers.first().is_some_and(|header| header == "学号") {
        best.0 = Template::AStudentFirst;
    }
    best
}

fn repeated(headers: &[String]) -> Option<String> {
    let twice: Vec<&str> = headers
        .iter()
        .enumerate()
        .filter(|(place, header)| !header.is_empty() && headers[..*place].contains(header))
        .map(|(_, header)| header.as_str())
        .collect();
    (!twice.is_empty()).then(|| twice.join("、"))
}
