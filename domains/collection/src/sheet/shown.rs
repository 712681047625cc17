//! A form with its entries, as templates show it.

use serde::Serialize;
use web::{Locale, Voice};

use super::Sheet;
use super::verdict::{FlagShown, Verdict, sum_id};
use crate::model::form::{Block, Field, Figure, Grid, Kind, Section, Severity};
use crate::rules::sentence::{entry, unit_said};

/// A form with its entries.
#[derive(Clone, Debug, Serialize)]
pub struct SheetShown {
    title: String,
    source: String,
    version: i64,
    sections: Vec<SectionShown>,
    /// Whether any field has a year before.
    has_before: bool,
}

#[derive(Clone, Debug, Serialize)]
struct SectionShown {
    name: String,
    title: String,
    note: String,
    filled: usize,
    asked: usize,
    hard: usize,
    soft: usize,
    blocks: Vec<BlockShown>,
}

/// Fields in a list, or a grid.
#[derive(Clone, Debug, Serialize)]
struct BlockShown {
    fields: Vec<FieldShown>,
    grid: Option<GridShown>,
}

#[derive(Clone, Debug, Serialize)]
struct GridShown {
    caption: String,
    columns: Vec<String>,
    rows: Vec<RowShown>,
    sum_rows: bool,
    /// The sums of the columns; empty if they are not summed.
    foot: Vec<SumShown>,
}

#[derive(Clone, Debug, Serialize)]
struct RowShown {
    head: String,
    cells: Vec<Option<FieldShown>>,
    sum: Option<SumShown>,
}

#[derive(Clone, Debug, Serialize)]
struct SumShown {
    id: String,
    value: String,
}

#[derive(Clone, Debug, Serialize)]
struct OptionShown {
    value: String,
    text: String,
}

/// A field with its entry.
#[derive(Clone, Debug, Serialize)]
struct FieldShown {
    name: String,
    label: String,
    unit: String,
    kind: &'static str,
    help: String,
    source: String,
    /// As it stands in the box.
    typed: String,
    /// As it is read; empty if it is missing.
    value: String,
    /// The year before's, as it is read; empty if it is missing.
    before: String,
    required: bool,
    options: Vec<OptionShown>,
    places: u8,
    /// The longest text.
    chars: u64,
    error: String,
    flags: Vec<FlagShown>,
    /// Whether a hard flag stands beside it.
    broken: bool,
    /// Whether a change of it is among what is suggested.
    look: bool,
    /// Whether it is not asked of this unit: its condition does not hold.
    skip: bool,
    /// Whether it may always be left empty.
    optional: bool,
}

struct Shower<'a> {
    sheet: &'a Sheet<'a>,
    verdict: &'a Verdict,
    voice: &'a Voice,
    english: bool,
}

/// A sheet and what is said of it, as templates show it.
pub(crate) fn sheet_shown(sheet: &Sheet, verdict: &Verdict, voice: &Voice) -> SheetShown {
    let english = voice.locale() == Locale::En;
    let shower = Shower { sheet, verdict, voice, english };
    SheetShown {
        title: sheet.form.title.said(english).to_owned(),
        source: sheet.form.source.said(english).to_owned(),
        version: sheet.form.version,
        sections: sheet.form.sections.iter().map(|section| shower.section(section)).collect(),
        has_before: sheet.before.is_some_and(|before| !before.is_empty()),
    }
}

impl Shower<'_> {
    fn section(&self, section: &Section) -> SectionShown {
        let part = self.verdict.sections.iter().find(|part| part.name == section.name);
        let count = |of: fn(&super::Part) -> usize| part.map(of).unwrap_or_default();
        let blocks = section.blocks.iter().enumerate().map(|(at, block)| self.block(&section.name, at, block));
        SectionShown {
            name: section.name.clone(),
            title: section.title.said(self.english).to_owned(),
            note: section.note.said(self.english).to_owned(),
            filled: count(|part| part.filled),
            asked: count(|part| part.asked),
            hard: count(|part| part.hard),
            soft: count(|part| part.soft),
            blocks: blocks.collect(),
        }
    }

    fn block(&self, section: &str, at: usize, block: &Block) -> BlockShown {
        match block {
            Block::Fields(names) => {
                let fields = names.iter().filter_map(|name| self.sheet.form.field(name));
                BlockShown { fields: fields.map(|field| self.field(field)).collect(), grid: None }
            }
            Block::Grid(grid) => BlockShown { fields: Vec::new(), grid: Some(self.grid(section, at, grid)) },
        }
    }

    fn grid(&self, section: &str, at: usize, grid: &Grid) -> GridShown {
        let said = |texts: &[crate::model::form::Text]| -> Vec<String> {
            texts.iter().map(|text| text.said(self.english).to_owned()).collect()
        };
        let sum = |place: String| {
            let id = sum_id(section, at, &place);
            SumShown { value: self.verdict.sums.get(&id).cloned().unwrap_or_default(), id }
        };
        let rows = said(&grid.rows).into_iter().zip(&grid.cells).enumerate().map(|(row, (head, cells))| RowShown {
            head,
            cells: cells.iter().map(|name| self.sheet.form.field(name).map(|field| self.field(field))).collect(),
            sum: grid.sum_rows.then(|| sum(format!("r{row}"))),
        });
        let mut foot: Vec<SumShown> = Vec::new();
        if grid.sum_columns {
            foot.extend((0..grid.columns.len()).map(|column| sum(format!("c{column}"))));
        }
        if grid.sum_columns && grid.sum_rows {
            foot.push(sum("all".to_owned()));
        }
        GridShown {
            caption: grid.caption.said(self.english).to_owned(),
            columns: said(&grid.columns),
            rows: rows.collect(),
            sum_rows: grid.sum_rows,
            foot,
        }
    }

    fn field(&self, field: &Field) -> FieldShown {
        let beside = |flag: &&FlagShown| flag.fields.first() == Some(&field.name);
        let flags: Vec<FlagShown> = self.verdict.flags.iter().filter(beside).cloned().collect();
        let error = self.verdict.faults.iter().find(|fault| fault.field == field.name);
        let choices = self.verdict.suggestion.iter().flat_map(|suggestion| &suggestion.choices);
        let required = self.verdict.required.contains(&field.name);
        let options = field.options.iter().map(|option| OptionShown {
            value: option.value.clone(),
            text: option.label.said(self.english).to_owned(),
        });
        FieldShown {
            name: field.name.clone(),
            label: field.label.said(self.english).to_owned(),
            unit: unit_said(field.unit.text(), self.english),
            kind: field.kind.name(),
            help: field.help.said(self.english).to_owned(),
            source: field.source.said(self.english).to_owned(),
            typed: self.sheet.entered.typed.get(&field.name).cloned().unwrap_or_default(),
            value: self.read(field, self.sheet.entered.values.get(&field.name)),
            before: self.read(field, self.sheet.before.and_then(|before| before.get(&field.name))),
            required,
            skip: self.verdict.skipped.contains(&field.name),
            optional: !field.required && field.required_if.is_none(),
            options: options.collect(),
            places: crate::rules::figure::places(field),
            chars: field.high.filter(|_| field.kind == Kind::Text).map_or(200, |high| high as u64),
            error: error.map(|fault| fault.text.clone()).unwrap_or_default(),
            broken: flags.iter().any(|flag| flag.severity == Severity::Hard),
            look: choices.flat_map(|choice| &choice.steps).any(|step| step.field == field.name),
            flags,
        }
    }

    fn read(&self, field: &Field, figure: Option<&Figure>) -> String {
        figure.map(|figure| said(field, figure, self.voice)).unwrap_or_default()
    }
}

/// An entry in the reader's language.
pub(super) fn said(field: &Field, figure: &Figure, voice: &Voice) -> String {
    entry(field, figure, voice.locale() == Locale::En).unwrap_or_else(|| {
        let yes = figure.number() == Some(1.0);
        voice.word(if yes { "collection-form-yes" } else { "collection-form-no" })
    })
}
