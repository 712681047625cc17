//! Expressions as formulas of a spreadsheet, and for readers.

use super::super::{Expression, Spreadsheet, Telling};
use super::unit;

#[test]
fn an_expression_is_a_formula_over_cells_in_its_own_unit() {
    let cells = |name: &str, back: u8| match (name, back) {
        ("money", 0) => Some(("A1".to_owned(), unit("亿元"))),
        ("money", 1) => Some(("A2".to_owned(), unit("亿元"))),
        ("people", 0) => Some(("B1".to_owned(), unit("万人"))),
        ("plain", 0) => Some(("C1".to_owned(), unit("1"))),
        _ => None,
    };
    let derived = |name: &str| (name == "each").then(|| Expression::parse("money / people").unwrap());
    let sheet = Spreadsheet { cells: &cells, derived: &derived, conditions: false };
    for (text, of, expected) in [
        ("money / people", "元/人", Some("((A1*100000000)/(B1*10000))")),
        ("each", "万元/人", Some("((((A1*100000000)/(B1*10000))))/10000")),
        ("money / previous(money)", "1", Some("((A1*100000000)/(A2*100000000))")),
        ("-plain + 2 * plain", "1", Some("((-C1)+(2*C1))")),
        ("max(plain, 3)", "1", Some("MAX(C1,3)")),
        ("if(plain > 1, plain, 0)", "1", None),
        ("nobody", "1", None),
        ("previous(plain)", "1", None),
    ] {
        assert_eq!(sheet.formula(&Expression::parse(text).unwrap(), &unit(of)).as_deref(), expected, "{text}");
    }
    let conditional = Spreadsheet { conditions: true, ..sheet };
    for (text, expected) in [
        ("if(plain != 1, plain, 0)", Some("IF((C1<>1),C1,0)")),
        ("if(plain > 1 and plain < 3, plain, 0)", None),
        ("if(not plain > 1, plain, 0)", None),
    ] {
        assert_eq!(conditional.base(&Expression::parse(text).unwrap()).as_deref(), expected, "{text}");
    }
}

/// What is told is read as what is computed: parentheses stand wherever they decide, and nowhere else.
#[test]
fn an_expression_is_told_with_the_parentheses_it_needs() {
    let telling = Telling {
        name: &|name| name.to_uppercase(),
        number: &|value, unit| format!("{value}{}", unit.map(|unit| unit.text()).unwrap_or_default()),
        or: "或",
        and: "且",
        not: "非",
        comma: "，",
    };
    for (text, expected) in [
        ("(a - b) / c", "(A − B) ÷ C"),
        ("a - b / c", "A − B ÷ C"),
        ("a - (b - c)", "A − (B − C)"),
        ("a / (b * c)", "A ÷ (B × C)"),
        ("sum(a, b) / c", "(A + B) ÷ C"),
        ("sum(a) / c", "A ÷ C"),
        ("a - sum(b, c)", "A − (B + C)"),
        ("if(a >= 2[人] and not b = 1, a, -b)", "if(A ≥ 2人 且 非B = 1，A，−B)"),
    ] {
        assert_eq!(telling.told(&Expression::parse(text).unwrap()), expected, "{text}");
    }
}
