//! Tests of expressions, by subject.

mod book;
mod document;
mod evaluate;
mod localise;
mod regions;
mod rules;
mod text;
mod written;

use super::{Book, Expression, Panel, Strategy, Table, Unit};

fn unit(text: &str) -> Unit {
    text.parse().expect("a unit")
}

/// A table of three schools: pupils 100, 200 and missing; equipment 30, 0 and 10 万元; flags and classes.
fn schools() -> Table {
    let mut table = Table::of(["s1", "s2", "s3"].map(str::to_owned).to_vec()).expect("keys");
    let mut add = |name: &str, text: &str, values: [Option<f64>; 3]| {
        table.add(name, unit(text), values.to_vec()).expect("a column");
    };
    add("pupils", "人", [Some(100.0), Some(200.0), None]);
    add("equipment", "万元", [Some(30.0), Some(0.0), Some(10.0)]);
    add("teachers", "人", [Some(5.0), Some(8.0), Some(3.0)]);
    add("classes", "班", [Some(13.0), Some(12.0), Some(1.0)]);
    add("zero", "人", [Some(0.0), Some(-0.0), Some(0.0)]);
    add("share", "%", [Some(50.0), Some(20.0), None]);
    table
}

fn values(text: &str, unit_text: &str, missing: Strategy) -> Result<Vec<Option<f64>>, super::Fault> {
    let expression = Expression::parse(text).expect("an expression");
    let panel = Panel::of(2026, schools());
    let wanted = unit(unit_text);
    Ok(super::compile::program(&panel, 2026, &Book::default(), &[(expression.root(), missing, Some(&wanted))])?
        .run()
        .remove(0))
}
