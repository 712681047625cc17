//! Whether a form fits together: names, layout, formulas, units, and rules that contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use indicators::expression::localise::{Unsolved, localise};
use indicators::expression::{Book, Expression, Panel, Strategy, Unit, linear, rules};
use units::{Args, Fault};

use super::check::{as_rule, sides};
use super::columns::{YEAR, book, chosen_name, computed, table};
use super::engine;
use crate::model::form::{Block, Form, Kind, Level, Severity, Text};
use alone::{is_name, limits, wrong};

mod alone;

/// The most fields of a form: the engine looks for the fewest entries to change among as many.
pub const FIELDS_MAX: usize = 500;
/// The most checks of a form.
pub const CHECKS_MAX: usize = 500;
/// The most derived elements and roll-ups together.
pub const DERIVED_MAX: usize = 500;
/// The most sections of a form.
pub const SECTIONS_MAX: usize = 60;
/// The most options of a choice.
pub const OPTIONS_MAX: usize = 100;
/// The longest name, and the longest label, in characters.
pub const NAME_CHARS_MAX: usize = 60;
/// The longest text a form says about something, in characters.
pub const TEXT_MAX: usize = 1_000;
/// Names of fields a side may mention before it needs a name of its own.
const NAMED_FROM: usize = 4;
/// The most findings that are told.
const FINDINGS_MAX: usize = 100;

/// What does not fit in a form; nothing if it can be used. The field of a fault is its path in the document, such as
/// `fields.pupils` or `checks.sum.test`; its sentence says what is wrong and what to do, for whoever writes the form.
pub fn findings(form: &Form) -> Vec<Fault> {
    let mut lint = Lint { form, found: Vec::new() };
    lint.sizes();
    lint.names();
    lint.fields();
    lint.layout();
    // Formulas are looked at when everything they could name is in order.
    if lint.found.is_empty() {
        lint.formulas();
    }
    if lint.found.is_empty() {
        lint.contradictions();
    }
    lint.found.truncate(FINDINGS_MAX);
    lint.found
}

struct Lint<'f> {
    form: &'f Form,
    found: Vec<Fault>,
}

impl Lint<'_> {
    fn tell(&mut self, fault: Fault) {
        self.found.push(fault);
    }

    fn sizes(&mut self) {
        let form = self.form;
        for (at, has, most) in [
            ("fields", form.fields.len(), FIELDS_MAX),
            ("checks", form.checks.len(), CHECKS_MAX),
            ("derived", form.derived.len() + form.rollups.len(), DERIVED_MAX),
            ("sections", form.sections.len(), SECTIONS_MAX),
        ] {
            if has > most {
                self.tell(Fault::new(at, "collection.lint.too_many").with("has", has).with("max", most));
            }
        }
        if form.fields.is_empty() {
            self.tell(Fault::new("fields", "collection.lint.no_fields"));
        }
        if form.version < 1 {
            self.tell(Fault::new("version", "collection.lint.version"));
        }
        if form.level == Level::School && !form.rollups.is_empty() {
            self.tell(Fault::new("rollups", "collection.lint.rollups_of_school"));
        }
        self.text("title", &form.title, NAME_CHARS_MAX);
    }

    fn text(&mut self, at: &str, text: &Text, most: usize) {
        if text.zh.trim().is_empty() {
            self.tell(Fault::new(at, "collection.lint.chinese_missing"));
        }
        if text.zh.chars().count() > most || text.en.chars().count() > most * 2 {
            self.tell(Fault::new(at, "collection.lint.too_long").with("max", most));
        }
    }

    /// Every name once, among fields, derived elements and the names of options.
    fn names(&mut self) {
        let form = self.form;
        let own = form.fields.iter().map(|field| ("fields", field.name.clone()));
        let derived = form.derived.iter().map(|derived| ("derived", derived.formula.name.clone()));
        let rolled = form.rollups.iter().map(|rollup| ("rollups", rollup.name.clone()));
        let chosen =
            form.fields.iter().filter(|field| field.kind == Kind::Choice).flat_map(|field| {
                field.options.iter().map(|option| ("fields", chosen_name(&field.name, &option.value)))
            });
        let mut seen = BTreeSet::new();
        for (place, name) in own.chain(derived).chain(rolled).chain(chosen) {
            let at = format!("{place}.{}", name.chars().take(NAME_CHARS_MAX).collect::<String>());
            if !is_name(&name) {
                self.tell(Fault::new(&at, "collection.lint.name"));
            }
            if !seen.insert(name) {
                self.tell(Fault::new(&at, "collection.lint.name_twice"));
            }
        }
        let mut codes = BTreeSet::new();
        for check in &form.checks {
            let at = format!("checks.{}", check.code.chars().take(NAME_CHARS_MAX).collect::<String>());
            if !is_name(&check.code) {
                self.tell(Fault::new(&at, "collection.lint.name"));
            }
            if !codes.insert(check.code.as_str()) {
                self.tell(Fault::new(&at, "collection.lint.name_twice"));
            }
            self.text(&format!("{at}.says"), &check.says, TEXT_MAX);
        }
    }

    fn fields(&mut self) {
        let form = self.form;
        for field in &form.fields {
            let at = format!("fields.{}", field.name);
            self.text(&format!("{at}.label"), &field.label, NAME_CHARS_MAX);
            if field.help.zh.chars().count() > TEXT_MAX {
                self.tell(Fault::new(format!("{at}.help"), "collection.lint.too_long").with("max", TEXT_MAX));
            }
            if let Some(slip) = wrong(field) {
                self.tell(Fault { field: at, ..slip });
            }
        }
    }

    fn layout(&mut self) {
        let form = self.form;
        let (mut placed, mut named) = (BTreeSet::new(), BTreeSet::new());
        for section in &form.sections {
            let at = format!("sections.{}", section.name);
            self.text(&format!("{at}.title"), &section.title, NAME_CHARS_MAX);
            if !is_name(&section.name) || !named.insert(section.name.as_str()) {
                self.tell(Fault::new(&at, "collection.lint.section_name"));
            }
            for name in section.names() {
                match form.field(name) {
                    None => self.tell(Fault::new(&at, "collection.lint.no_such_field").with("name", name)),
                    Some(_) if !placed.insert(name) => {
                        self.tell(Fault::new(&at, "collection.lint.placed_twice").with("name", name));
                    }
                    Some(_) => {}
                }
            }
            for block in &section.blocks {
                if let Block::Grid(grid) = block {
                    let square = grid.cells.len() == grid.rows.len()
                        && grid.cells.iter().all(|row| row.len() == grid.columns.len());
                    if !square || grid.rows.is_empty() || grid.columns.is_empty() {
                        self.tell(Fault::new(&at, "collection.lint.grid"));
                    }
                    if grid.sum_rows || grid.sum_columns {
                        self.summed(&at, block);
                    }
                }
            }
        }
        for field in form.fields.iter().filter(|field| !placed.contains(field.name.as_str())) {
            self.tell(Fault::new(format!("fields.{}", field.name), "collection.lint.not_placed"));
        }
    }

    /// What is summed is counted in one unit.
    fn summed(&mut self, at: &str, block: &Block) {
        let units: BTreeSet<&str> =
            block.names().filter_map(|name| self.form.field(name)).map(|field| field.unit.text()).collect();
        let numbers = block.names().filter_map(|name| self.form.field(name)).all(|field| field.kind.numeric());
        if units.len() > 1 || !numbers {
            self.tell(Fault::new(at, "collection.lint.grid_sums"));
        }
    }

    fn formulas(&mut self) {
        let form = self.form;
        let empty: [(&str, Option<&crate::model::form::Values>); 0] = [];
        let book = match book(form) {
            Ok(book) => book,
            Err(fault) => return self.tell(engine::fault("derived", &fault)),
        };
        let mut panel = match table(form, &empty) {
            Ok(now) => Panel::of(YEAR, now),
            Err(fault) => return self.tell(engine::of_table("fields", &fault)),
        };
        if let Ok(before) = table(form, &empty) {
            panel.add(YEAR - 1, before);
        }
        for derived in &form.derived {
            let at = format!("derived.{}", derived.formula.name);
            self.text(&format!("{at}.label"), &derived.label, NAME_CHARS_MAX);
            let unit = derived.formula.unit.clone().unwrap_or_else(Unit::number);
            self.fits(&at, &derived.formula.expression, &unit, &panel, &book);
        }
        for field in &form.fields {
            if let Some(condition) = &field.required_if {
                self.fits(&format!("fields.{}.required_if", field.name), condition, &Unit::number(), &panel, &book);
            }
        }
        self.checks(&panel, &book);
    }

    fn fits(&mut self, at: &str, expression: &Expression, unit: &Unit, panel: &Panel, book: &Book) {
        if let Err(fault) = computed(expression, unit, Strategy::SkipIfAny, panel, book) {
            self.tell(engine::fault(at, &fault));
        }
    }

    fn checks(&mut self, panel: &Panel, book: &Book) {
        let form = self.form;
        for check in &form.checks {
            let at = format!("checks.{}", check.code);
            if let Some(condition) = &check.only_if {
                self.fits(&format!("{at}.only_if"), condition, &Unit::number(), panel, book);
            }
            let rule = [as_rule(check)];
            if let Err(fault) = rules::bind(&rule, panel, YEAR, book) {
                // The engine tells within which rule; the place says it already.
                let fault = match fault {
                    indicators::expression::Fault::Within { fault, .. } => *fault,
                    other => other,
                };
                self.tell(engine::fault(&format!("{at}.test"), &fault));
                continue;
            }
            for (place, side) in sides(check).into_iter().enumerate() {
                let named = if place == 0 { &check.left } else { &check.right };
                if named.is_none() && side.names().len() >= NAMED_FROM {
                    let code =
                        if place == 0 { "collection.lint.left_unnamed" } else { "collection.lint.right_unnamed" };
                    let args = Args::one("count", side.names().len());
                    self.tell(Fault { field: at.clone(), code, args });
                }
                if let Some(unit) = &check.unit
                    && computed(side, unit, Strategy::SkipIfAny, panel, book).is_err()
                    && !side.names().is_empty()
                {
                    let at = format!("{at}.unit");
                    self.tell(Fault::new(at, "collection.lint.compared_unit").with("unit", unit.text()));
                }
            }
            if let Some(code) = limits(&check.test) {
                self.tell(Fault { field: format!("{at}.test"), code, args: Args::none() });
            }
        }
    }

    /// Hard rules without a condition that no entries at all satisfy.
    fn contradictions(&mut self) {
        let form = self.form;
        let always = form.checks.iter().filter(|check| check.severity == Severity::Hard && check.only_if.is_none());
        let rules: Vec<rules::Rule> = always.map(as_rule).collect();
        let nothing = crate::model::form::Values::new();
        let (Ok(book), Ok(now)) = (book(form), table(form, &[("", Some(&nothing))])) else { return };
        let mut record = linear::record(&rules, &Panel::of(YEAR, now), YEAR, &book, 0);
        for field in &mut record.fields {
            let Some(known) = form.field(&field.name) else { continue };
            field.low = known.low * known.unit.scale();
            field.high = known.high.map_or(f64::INFINITY, |high| high * known.unit.scale());
        }
        if localise(&record.fields, &record.edits) == Err(Unsolved::Contradiction) {
            let codes: BTreeMap<&str, ()> = record.edits.iter().map(|edit| (edit.name.as_str(), ())).collect();
            let codes: Vec<&str> = codes.into_keys().collect();
            self.tell(Fault::new("checks", "collection.lint.contradiction").with("codes", codes.join(", ")));
        }
    }
}

#[cfg(test)]
mod tests;
