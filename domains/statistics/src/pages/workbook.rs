//! A region's report as a workbook that recomputes itself: figures, formulas over them, definitions.

use std::collections::BTreeMap;

use indicators::composite::Specification;
use indicators::composite::spec::{Aggregator, Normaliser, StageSpec};
use indicators::expression::{Expression, Spreadsheet, Unit};
use op::{Error, Op, Result};
use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell_absolute};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

use crate::model::{Line, NodeFacts, Row};
use crate::rules::download;
use crate::shown::Shower;
use crate::work::reading::{Reading, Record, records};

/// Columns of the sheet of computed values.
const VALUE: u16 = 2;
const SCORE: u16 = 3;
const LEAST: u16 = 4;
const GREATEST: u16 = 5;
const WEIGHT: u16 = 6;

/// Where the figures of elements stand on the first sheet: by code and year.
type Cells = BTreeMap<(String, i64), (u32, u16)>;

struct Book<'r> {
    shower: &'r Shower,
    reading: &'r Reading,
    row: &'r Row,
    bold: Format,
}

fn bug(fault: rust_xlsxwriter::XlsxError) -> Error {
    Error::bug(fault)
}

/// The workbook of a row, as bytes.
///
/// # Errors
/// Reading what a number rests on.
pub(crate) fn book(op: &Op, shower: &Shower, reading: &Reading, row: &Row) -> Result<Vec<u8>> {
    let book = Book { shower, reading, row, bold: Format::new().set_bold() };
    let mut workbook = Workbook::new();
    let cells = book.inputs(op, workbook.add_worksheet())?;
    book.values(workbook.add_worksheet(), &cells)?;
    book.definitions(workbook.add_worksheet())?;
    workbook.save_to_buffer().map_err(bug)
}

impl Book<'_> {
    fn word(&self, key: &str) -> String {
        self.shower.voice.word(key)
    }

    fn heading(&self, sheet: &mut Worksheet, keys: &[&str]) -> Result<()> {
        for (column, key) in (0..).zip(keys) {
            sheet.write_string_with_format(0, column, self.word(key), &self.bold).map_err(bug)?;
        }
        Ok(())
    }

    /// The figures of the region: a row for each element and year.
    fn inputs(&self, op: &Op, sheet: &mut Worksheet) -> Result<Cells> {
        let name = self.word("statistics-sheet-inputs");
        sheet.set_name(&name).map_err(bug)?;
        self.heading(
            sheet,
            &["statistics-element", "statistics-name", "statistics-unit", "statistics-year", "statistics-value"],
        )?;
        let mut elements: BTreeMap<String, Record> = BTreeMap::new();
        for line in self.reading.evaluation.content.lines.iter().filter(|line| !line.expression.is_empty()) {
            for record in records(op, self.reading, line, &self.row.region)? {
                elements.insert(record.element.code.clone(), record);
            }
        }
        let (mut at, mut cells) = (1, Cells::new());
        for (code, record) in &elements {
            for (year, value) in record.values.iter().filter(|(year, _)| **year <= self.row.year) {
                sheet.write_string(at, 0, code).map_err(bug)?;
                let shown = self.shower.either(&record.element.name, &record.element.name_en);
                sheet.write_string(at, 1, shown).map_err(bug)?;
                sheet.write_string(at, 2, &record.element.unit).map_err(bug)?;
                sheet.write_number(at, 3, *year as f64).map_err(bug)?;
                if let Some(value) = value {
                    sheet.write_number(at, 4, *value).map_err(bug)?;
                    cells.insert((code.clone(), *year), (at, 4));
                }
                at += 1;
            }
        }
        sheet.autofit();
        Ok(cells)
    }

    /// Every line with its value, its score and its weight; formulas where a spreadsheet can say them.
    fn values(&self, sheet: &mut Worksheet, cells: &Cells) -> Result<()> {
        sheet.set_name(self.word("statistics-sheet-values")).map_err(bug)?;
        self.heading(
            sheet,
            &[
                "statistics-code",
                "statistics-name",
                "statistics-value",
                "statistics-score",
                "statistics-least",
                "statistics-greatest",
                "statistics-weight",
                "statistics-formula",
            ],
        )?;
        let specification = download::specification(&self.reading.evaluation.content).map_err(Error::bug)?;
        let nodes = &self.reading.computed.nodes;
        for (at, node) in nodes.iter().enumerate() {
            let Some(line) = self.reading.line(&node.code) else { continue };
            let row = at as u32 + 1;
            sheet.write_string(row, 0, &node.code).map_err(bug)?;
            sheet.write_string(row, 1, self.shower.line_name(line)).map_err(bug)?;
            sheet.write_number(row, WEIGHT, node.weight).map_err(bug)?;
            match at < self.reading.computed.indicators {
                true => self.indicator(sheet, cells, &specification, at, line)?,
                false => self.aggregate(sheet, &specification, at, node)?,
            }
        }
        sheet.autofit();
        Ok(())
    }

    /// A value with its formula, or the value alone. A formula brings the value along, so that a reader that computes nothing shows it.
    fn put(&self, sheet: &mut Worksheet, at: (u32, u16), text: Option<String>, value: Option<f64>) -> Result<bool> {
        match (text, value) {
            (Some(text), Some(value)) => {
                let mut shown = String::new();
                indicators::composite::sheet::digits(value, &mut shown);
                sheet.write_formula(at.0, at.1, Formula::new(format!("={text}")).set_result(shown)).map_err(bug)?;
                Ok(true)
            }
            (_, Some(value)) => {
                sheet.write_number(at.0, at.1, value).map_err(bug)?;
                Ok(false)
            }
            _ => Ok(false),
        }
    }

    fn indicator(
        &self,
        sheet: &mut Worksheet,
        cells: &Cells,
        specification: &Specification,
        at: usize,
        line: &Line,
    ) -> Result<()> {
        let row = at as u32 + 1;
        let value = self.row.figures[at];
        let live = self.put(sheet, (row, VALUE), self.expression(line, cells), value)?;
        let scaled = self.scale(sheet, specification, at, line)?;
        self.put(sheet, (row, SCORE), scaled, self.row.scores[at])?;
        let note = if live || value.is_none() { line.expression.clone() } else { self.word("statistics-formula-none") };
        sheet.write_string(row, 7, note).map_err(bug)?;
        Ok(())
    }

    /// The expression of a line over the cells of the first sheet.
    fn expression(&self, line: &Line, cells: &Cells) -> Option<String> {
        let sheet = self.word("statistics-sheet-inputs");
        let units: BTreeMap<&str, Unit> = self
            .reading
            .set
            .about
            .elements
            .iter()
            .filter_map(|element| Some((element.code.as_str(), element.unit.parse().ok()?)))
            .collect();
        let derived = |name: &str| {
            let found = self.reading.evaluation.content.derived.iter().find(|one| one.name == name)?;
            Expression::parse(&found.expression).ok()
        };
        let cell = |name: &str, back: u8| {
            let (row, column) = cells.get(&(name.to_owned(), self.row.year - i64::from(back)))?;
            let at = row_col_to_cell_absolute(*row, *column);
            Some((format!("'{sheet}'!{at}"), units.get(name)?.clone()))
        };
        let written = Spreadsheet { cells: &cell, derived: &derived, conditions: false };
        written.formula(&Expression::parse(&line.expression).ok()?, &line.unit.parse().ok()?)
    }

    /// The normalised figure from the value, where it is brought between a least and a greatest over all that was compared.
    fn scale(
        &self,
        sheet: &mut Worksheet,
        specification: &Specification,
        at: usize,
        line: &Line,
    ) -> Result<Option<String>> {
        let [StageSpec::Normalise(stage), StageSpec::Aggregate(_)] = specification.stages.as_slice() else {
            return Ok(None);
        };
        let (Normaliser::Minmax { lower, upper }, None) = (&stage.method, stage.overrides.get(&line.code)) else {
            return Ok(None);
        };
        let panel = stage.over == indicators::composite::spec::Over::Panel;
        let rows = self.reading.computed.rows.iter().filter(|row| panel || row.year == self.row.year);
        let all: Vec<f64> = rows.filter_map(|row| row.figures[at]).collect();
        let least = all.iter().copied().fold(f64::INFINITY, f64::min);
        let greatest = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if stage.from_metadata || !stage.directions.is_empty() || least >= greatest {
            return Ok(None);
        }
        let row = at as u32 + 1;
        sheet.write_number(row, LEAST, least).map_err(bug)?;
        sheet.write_number(row, GREATEST, greatest).map_err(bug)?;
        let cell = |column: u16| format!("{}{}", column_number_to_name(column), row + 1);
        let (value, least, greatest) = (cell(VALUE), cell(LEAST), cell(GREATEST));
        let above = if line.direction > 0 { format!("({value}-{least})") } else { format!("({greatest}-{value})") };
        Ok(Some(format!("{above}/({greatest}-{least})*({upper}-{lower})+{lower}")))
    }

    /// A heading from its children: a weighted mean of those that are there.
    fn aggregate(
        &self,
        sheet: &mut Worksheet,
        specification: &Specification,
        at: usize,
        node: &NodeFacts,
    ) -> Result<()> {
        let row = at as u32 + 1;
        let nodes = &self.reading.computed.nodes;
        let children: Vec<u32> = (0..at)
            .filter(|child| nodes[*child].parent == node.code && self.row.scores[*child].is_some())
            .map(|child| child as u32 + 2)
            .collect();
        let mean = match specification.stages.last() {
            Some(StageSpec::Aggregate(stage)) if stage.overrides.is_empty() => {
                let place = if stage.methods.len() == 1 { 0 } else { node.level - 2 };
                stage.methods.get(place)
            }
            _ => None,
        };
        let weight = column_number_to_name(WEIGHT);
        let score = column_number_to_name(SCORE);
        let sum = |term: &dyn Fn(u32) -> String| children.iter().map(|row| term(*row)).collect::<Vec<_>>().join("+");
        let weights = sum(&|row| format!("{weight}{row}"));
        let text = match mean {
            Some(Aggregator::Arithmetic) => {
                Some(format!("({})/({weights})", sum(&|row| format!("{weight}{row}*{score}{row}"))))
            }
            Some(Aggregator::Geometric) => {
                Some(format!("EXP(({})/({weights}))", sum(&|row| format!("{weight}{row}*LN({score}{row})"))))
            }
            _ => None,
        };
        self.put(sheet, (row, SCORE), text.filter(|_| !children.is_empty()), self.row.scores[at])?;
        Ok(())
    }

    /// What each line means, and how all of it is computed again.
    fn definitions(&self, sheet: &mut Worksheet) -> Result<()> {
        sheet.set_name(self.word("statistics-sheet-definitions")).map_err(bug)?;
        self.heading(
            sheet,
            &["statistics-code", "statistics-name", "statistics-unit", "statistics-expression", "statistics-meaning"],
        )?;
        let content = &self.reading.evaluation.content;
        let mut row = 1;
        let mut write = |cells: [String; 5]| -> Result<()> {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).map_err(bug)?;
            }
            row += 1;
            Ok(())
        };
        for line in &content.lines {
            let name = self.shower.line_name(line);
            write([line.code.clone(), name, line.unit.clone(), line.expression.clone(), line.meaning.clone()])?;
        }
        for one in &content.derived {
            write([one.name.clone(), String::new(), String::new(), one.expression.clone(), String::new()])?;
        }
        let computed = &self.reading.computed;
        for (key, text) in [
            ("statistics-origin", &self.reading.set.about.origin),
            ("statistics-hash-specification", &computed.specification),
            ("statistics-hash-data", &computed.data),
            ("statistics-command", &download::command()),
        ] {
            write([self.word(key), text.clone(), String::new(), String::new(), String::new()])?;
        }
        sheet.autofit();
        Ok(())
    }
}
