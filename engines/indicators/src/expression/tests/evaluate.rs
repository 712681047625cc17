//! Figures out of figures.

use super::super::{Absent, Book, Expression, Fault, Panel, Strategy, Table, TableFault};
use super::{schools, unit, values};

const ANY: Strategy = Strategy::SkipIfAny;

#[test]
fn figures_come_out_in_the_unit_that_was_asked_for() {
    for (text, unit, expected) in [
        ("equipment / pupils", "元/人", [Some(3000.0), Some(0.0), None]),
        ("equipment", "元", [Some(300_000.0), Some(0.0), Some(100_000.0)]),
        ("equipment + 5000[元]", "万元", [Some(30.5), Some(0.5), Some(10.5)]),
        ("teachers / pupils", "人/百人", [Some(5.0), Some(4.0), None]),
        ("share", "", [Some(0.5), Some(0.2), None]),
        ("ceil(classes / 12[班/间])", "间", [Some(2.0), Some(1.0), Some(1.0)]),
        ("floor(classes / 12[班/间])", "间", [Some(1.0), Some(1.0), Some(0.0)]),
        ("max(teachers, zero, 4[人])", "人", [Some(5.0), Some(8.0), Some(4.0)]),
        ("min(teachers, pupils)", "人", [Some(5.0), Some(8.0), None]),
        ("if(pupils >= 150[人], 1, 2)", "", [Some(2.0), Some(1.0), None]),
        ("abs(zero - teachers)", "人", [Some(5.0), Some(8.0), Some(3.0)]),
        ("mean(teachers, zero)", "人", [Some(2.5), Some(4.0), Some(1.5)]),
        ("coalesce(pupils, 7[人])", "人", [Some(100.0), Some(200.0), Some(7.0)]),
        ("present(pupils)", "", [Some(1.0), Some(1.0), Some(0.0)]),
        ("-zero", "人", [Some(0.0), Some(0.0), Some(0.0)]),
        ("zero = 0 and pupils > 0", "", [Some(1.0), Some(1.0), None]),
        ("zero > 0 and pupils > 0", "", [Some(0.0), Some(0.0), Some(0.0)]),
        ("zero = 0 or pupils > 0", "", [Some(1.0), Some(1.0), Some(1.0)]),
        ("teachers / zero", "", [None, None, None]),
        ("1e308 * 1e308", "", [None, None, None]),
        ("0.1 + 0.2 = 0.3", "", [Some(1.0); 3]),
        ("0.1 + 0.2 > 0.3", "", [Some(0.0); 3]),
        ("not pupils", "", [Some(0.0), Some(0.0), None]),
    ] {
        let got = values(text, unit, ANY).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        for (got, expected) in got.iter().zip(expected) {
            let near = match (got, expected) {
                (Some(got), Some(expected)) => {
                    (got - expected).abs() <= 1e-12 * expected.abs() && (*got != 0.0 || got.is_sign_positive())
                }
                (got, expected) => *got == expected,
            };
            assert!(near, "{text}: {got:?} for {expected:?}");
        }
    }
}

#[test]
fn a_missing_figure_does_what_the_strategy_says() {
    for (text, any, all, never) in [
        ("sum(pupils, teachers)", None, Some(3.0), Some(3.0)),
        ("pupils", None, None, Some(0.0)),
        ("pupils - pupils", None, None, Some(0.0)),
        // What asks whether a figure is there sees what was entered.
        ("if(present(pupils), 1[人], 2[人])", Some(2.0), Some(2.0), Some(2.0)),
    ] {
        for (strategy, expected) in [(ANY, any), (Strategy::SkipIfAll, all), (Strategy::Never, never)] {
            assert_eq!(values(text, "人", strategy).expect(text)[2], expected, "{text} {strategy:?}");
        }
    }
}

#[test]
fn what_has_no_result_says_why() {
    let panel = Panel::of(2026, schools());
    for (text, missing, record, expected) in [
        ("equipment / pupils", ANY, 2, Some(Absent::Missing { name: "pupils".into(), back: 0 })),
        ("previous(equipment) + equipment", ANY, 0, Some(Absent::Missing { name: "equipment".into(), back: 1 })),
        ("teachers / zero + 1", ANY, 0, Some(Absent::ZeroDenominator)),
        ("1e300 * 1e300", ANY, 0, Some(Absent::TooLarge)),
        ("pupils", Strategy::SkipIfAll, 2, Some(Absent::AllMissing)),
        ("equipment / pupils", ANY, 0, None),
    ] {
        let expression = Expression::parse(text).expect(text);
        let program =
            super::super::compile::program(&panel, 2026, &Book::default(), &[(expression.root(), missing, None)])
                .expect(text);
        assert_eq!(program.why(0, record), expected, "{text}");
        assert_eq!(program.run()[0][record].is_none(), expected.is_some(), "{text}");
    }
}

#[test]
fn units_and_names_are_checked_before_anything_is_computed() {
    for (text, told) in [
        ("pupils + equipment", "character 8: a sum of 人 and 元"),
        ("pupils >= 50", "write the number with its unit"),
        ("pupils + pupil", "there is no element “pupil”"),
        ("start(pupils)", "at the start of the year"),
        ("if(zero = 0, pupils, equipment)", "a choice of"),
        ("equipment / pupils", "the unit should be 人, but the expression gives 元/人"),
    ] {
        let fault = values(text, "人", ANY).expect_err(text);
        assert!(fault.to_string().contains(told), "{text}: {fault}");
    }
    let nothing = Expression::parse("1").expect("one");
    let wanted = [(nothing.root(), ANY, None)];
    let fault =
        super::super::compile::program(&Panel::default(), 2026, &Book::default(), &wanted).expect_err("no year");
    assert_eq!(fault, Fault::NoYear { year: 2026 });
}

#[test]
fn a_table_refuses_what_is_no_figure() {
    let mut table = Table::of(vec!["s1".into(), "s2".into()]).expect("keys");
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let fault = table.add("x", unit(""), vec![None, Some(bad)]).expect_err("not finite");
        assert_eq!(fault, TableFault::NotFinite { name: "x".into(), key: "s2".into() });
    }
    assert!(matches!(table.add("x", unit(""), vec![]), Err(TableFault::Length { has: 0, records: 2, .. })));
    table.add("x", unit(""), vec![Some(-0.0), None]).expect("a column");
    let zero = table.columns()[0].value(0).expect("zero");
    assert!(zero == 0.0 && zero.is_sign_positive());
    assert!(matches!(table.add("x", unit(""), vec![None, None]), Err(TableFault::ColumnTwice { .. })));
    assert!(table.column("x", super::super::Moment::Year).is_some(), "the first of the two stays");
    assert!(matches!(Table::of(vec!["a".into(), "a".into()]), Err(TableFault::KeyTwice { .. })));
}
