//! Text and tree.

use proptest::prelude::*;

use super::super::{Expression, Unit};

#[test]
fn a_text_has_one_canonical_form() {
    for (written, canonical) in [
        ("a+b*c", "a + b * c"),
        ("(a+b)*c", "(a + b) * c"),
        ("a-(b-c)", "a - (b - c)"),
        ("a - b - c", "a - b - c"),
        ("a ÷ b × 100", "a / b * 100"),
        ("a/(b/c)", "a / (b / c)"),
        ("-(a+b)", "-(a + b)"),
        ("-a*b", "-a * b"),
        ("a - -b", "a - -b"),
        ("not a = b and c or d", "not a = b and c or d"),
        ("not (a and b)", "not (a and b)"),
        ("(not a) = b", "(not a) = b"),
        ("(a < b) = c", "(a < b) = c"),
        ("if(班级≥3，sum(a,b),0)", "if(班级 >= 3, sum(a, b), 0)"),
        ("2000[元] + x", "2000[元] + x"),
        ("5[] + 1.50", "5[1] + 1.5"),
        ("previous(a / b, 2)", "previous(a / b, 2)"),
        ("1e3", "1000"),
    ] {
        let read = Expression::parse(written).unwrap_or_else(|mistake| panic!("{written}: {mistake}"));
        assert_eq!(read.to_string(), canonical);
        let again = Expression::parse(canonical).expect("the canonical text");
        assert_eq!((again.clone(), again.hash()), (read.clone(), read.hash()), "{written}");
    }
}

#[test]
fn a_mistake_says_where_and_what() {
    for (written, line, column, what) in [
        ("", 1, 1, "the end stands where a number"),
        ("a +", 1, 4, "the end stands where a number"),
        ("a b", 1, 3, "“b” stands where the expression should end"),
        ("(a\n + b", 2, 5, "should close line 1, column 1"),
        ("a < b < c", 1, 7, "two comparisons in a row"),
        ("a < (b) = c", 1, 9, "two comparisons in a row"),
        ("sine(a)", 1, 1, "there is no function sine"),
        ("if(a, b)", 1, 1, "if takes 3 parts"),
        ("previous(a, 1.5)", 1, 1, "whole number of years"),
        ("3[斤]", 1, 2, "“斤” is unknown"),
        ("3[元", 1, 2, "not closed by ]"),
        ("a $ b", 1, 3, "means nothing here"),
        ("1e999", 1, 1, "too large"),
        ("and", 1, 1, "before “and”"),
    ] {
        let mistake = Expression::parse(written).expect_err(written);
        assert!(mistake.to_string().contains(what), "{written}: {mistake}");
        assert_eq!((mistake.line, mistake.column), (line, column), "{written}: {mistake}");
    }
}

#[test]
fn size_and_nesting_have_limits() {
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(Expression::parse(&nested(10_000)).expect_err("nested").to_string().contains("at most 16384"));
    assert!(Expression::parse(&nested(8_000)).expect_err("nested").to_string().contains("nested deeper than 64"));
    let negated = format!("{}a", "-".repeat(10_000));
    assert!(Expression::parse(&negated).expect_err("negated").to_string().contains("nested deeper"));
    let long = vec!["a"; 8_000].join("+");
    assert!(Expression::parse(&long).expect_err("long").to_string().contains("more than 1000 parts"));
    let huge = "a".repeat(20_000);
    assert!(Expression::parse(&huge).expect_err("huge").to_string().contains("at most 16384"));
    // What is just within the limits is read, written and read again.
    let chain = vec!["a"; 500].join("+");
    let read = Expression::parse(&chain).expect("a chain");
    assert_eq!(Expression::parse(&read.to_string()).expect("again"), read);
    let deep = format!("{}a{}", "(".repeat(60), ")".repeat(60));
    assert_eq!(Expression::parse(&deep).expect("deep").to_string(), "a");
}

#[test]
fn units_convert_within_a_dimension() {
    for (text, scale, like) in [
        ("万元", 1e4, "元"),
        ("亿元", 1e8, "千元"),
        ("元/人", 1.0, "万元/名"),
        ("人/百人", 0.01, "%"),
        ("间/百人", 0.01, "间/人"),
        ("m²/人", 1.0, "平方米/persons"),
        (" 1 ", 1.0, ""),
    ] {
        let (unit, other): (Unit, Unit) = (text.parse().expect(text), like.parse().expect(like));
        assert!((unit.scale() - scale).abs() < 1e-15, "{text}");
        assert!(unit.fits(&other), "{text} {like}");
    }
    assert!(!"元".parse::<Unit>().expect("元").fits(&"人".parse().expect("人")));
    for bad in ["斤", "元//人", "元^9", "/人", "元·", &"元".repeat(100)] {
        assert!(bad.parse::<Unit>().is_err(), "{bad}");
    }
}

fn text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (0_u32..10_000).prop_map(|number| format!("{number}")),
        (0_u32..10_000).prop_map(|number| format!("{}[万元]", f64::from(number) / 8.0)),
        "[a-d学生]{1,3}x".prop_map(|name| name),
    ];
    leaf.prop_recursive(6, 60, 4, |inner| {
        let sign = prop::sample::select(vec!["+", "-", "*", "/", "=", "<=", "and", "or", "!="]);
        prop_oneof![
            (inner.clone(), sign, inner.clone()).prop_map(|(a, sign, b)| format!("({a}) {sign} ({b})")),
            inner.clone().prop_map(|a| format!("-({a})")),
            inner.clone().prop_map(|a| format!("not ({a})")),
            prop::collection::vec(inner, 3).prop_map(|parts| format!("if({})", parts.join(", "))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(text in text()) {
        let read = Expression::parse(&text).expect("an expression");
        let written = read.to_string();
        let again = Expression::parse(&written).expect("its canonical text");
        prop_assert_eq!(&again, &read);
        prop_assert_eq!(again.to_string(), written);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,60}") {
        let _ = Expression::parse(&text).map(|read| read.to_string());
    }
}
