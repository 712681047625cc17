//! Derived elements.

use super::super::{Book, Definition, Expression, Fault, Moment, Panel, Strategy, Table};
use super::{schools, unit};

fn define(name: &str, text: &str) -> Definition {
    let expression = Expression::parse(text).expect(text);
    Definition { name: name.to_owned(), expression, unit: None, missing: Strategy::SkipIfAny }
}

fn value(panel: &Panel, book: &Book, text: &str) -> Result<Vec<Option<f64>>, Fault> {
    let expression = Expression::parse(text).expect(text);
    Ok(super::super::compile::program(panel, 2026, book, &[(expression.root(), Strategy::SkipIfAny, None)])?
        .run()
        .remove(0))
}

#[test]
fn a_cycle_is_told_name_by_name() {
    let cycle = |definitions: &[(&str, &str)]| {
        Book::of(definitions.iter().map(|(name, text)| define(name, text)).collect()).expect_err("a cycle").to_string()
    };
    assert!(cycle(&[("a", "b + 1"), ("b", "2 * c"), ("c", "a")]).starts_with("a cycle: a → b → c → a;"));
    assert!(cycle(&[("x", "y"), ("y", "y + 1")]).starts_with("a cycle: y → y;"));
    assert!(cycle(&[("x", "previous(x) * 1.02")]).starts_with("a cycle: x → x;"));
    assert!(matches!(Book::of(vec![define("a", "1"), define("a", "2")]), Err(Fault::DefinedTwice { .. })));
}

#[test]
fn a_chain_of_thousands_is_computed_and_a_ring_of_thousands_told() {
    let chain = |last: &str| -> Vec<Definition> {
        (0..10_000)
            .map(|place| match place {
                9_999 => define("d9999", last),
                place => define(&format!("d{place}"), &format!("d{} + 1", place + 1)),
            })
            .collect()
    };
    let book = Book::of(chain("teachers / teachers")).expect("a chain");
    assert_eq!(value(&Panel::of(2026, schools()), &book, "d0").expect("a figure")[0], Some(10_000.0));
    let Err(Fault::Cycle { names }) = Book::of(chain("d0")) else { panic!("no cycle") };
    assert_eq!((names.len(), names.first(), names.last()), (10_001, Some(&"d0".to_owned()), Some(&"d0".to_owned())));
}

#[test]
fn definitions_share_what_they_lean_on_and_say_in_whom_they_fail() {
    let mut doubling = vec![define("d0", "teachers / teachers")];
    doubling.extend((1..60).map(|place| define(&format!("d{place}"), &format!("d{0} + d{0}", place - 1))));
    let book = Book::of(doubling).expect("a book");
    assert_eq!(value(&Panel::of(2026, schools()), &book, "d59").expect("a figure")[0], Some(2_f64.powi(59)));
    let mut bad = define("rate", "teachers / pupils");
    bad.unit = Some(unit("元"));
    let book = Book::of(vec![bad]).expect("a book");
    let fault = value(&Panel::of(2026, schools()), &book, "rate").expect_err("the unit");
    assert_eq!(fault.to_string(), "in “rate”: the unit should be 元, but the expression gives 1");
}

#[test]
fn periods_look_back_by_key_and_not_by_place() {
    let year = |keys: &[&str], pupils: &[f64], start: &[f64]| {
        let mut table = Table::of(keys.iter().map(|key| (*key).to_owned()).collect()).expect("keys");
        table.add("pupils", unit("人"), pupils.iter().map(|value| Some(*value)).collect()).expect("a column");
        let start = start.iter().map(|value| Some(*value)).collect();
        table.add_at("pupils", unit("人"), Moment::Start, start).expect("a column");
        table
    };
    let mut panel = Panel::of(2026, year(&["a", "b", "new"], &[110.0, 90.0, 5.0], &[100.0, 95.0, 4.0]));
    panel.add(2025, year(&["b", "gone", "a"], &[100.0, 1.0, 100.0], &[80.0, 1.0, 99.0]));
    let book = Book::of(vec![define("grown", "pupils - start(pupils)")]).expect("a book");
    for (text, expected) in [
        ("pupils / previous(pupils) - 1", [Some(0.1), Some(-0.1), None]),
        ("previous(start(pupils))", [Some(99.0), Some(80.0), None]),
        ("grown", [Some(10.0), Some(-5.0), Some(1.0)]),
        ("previous(grown)", [Some(1.0), Some(20.0), None]),
        ("previous(pupils, 5)", [None, None, None]),
    ] {
        let got = value(&panel, &book, text).expect(text);
        let near = |(got, expected): (&Option<f64>, &Option<f64>)| match (got, expected) {
            (Some(got), Some(expected)) => (got - expected).abs() < 1e-12,
            (got, expected) => got == expected,
        };
        assert!(got.iter().zip(&expected).all(near), "{text}: {got:?}");
    }
}
