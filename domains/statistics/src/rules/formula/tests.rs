//! Cells as spreadsheets name them, and expressions as their formulas.

use indicators::expression::{Expression, Unit};

use super::{formula, letter};

#[test]
fn columns_are_named_as_spreadsheets_name_them() {
    for (column, expected) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
        assert_eq!(letter(column), expected);
    }
}

#[test]
fn an_expression_is_a_formula_over_cells_in_its_own_unit() {
    let unit = |text: &str| text.parse::<Unit>().unwrap();
    let cells = |name: &str, back: u8| match (name, back) {
        ("money", 0) => Some(("A1".to_owned(), unit("亿元"))),
        ("money", 1) => Some(("A2".to_owned(), unit("亿元"))),
        ("people", 0) => Some(("B1".to_owned(), unit("万人"))),
        ("plain", 0) => Some(("C1".to_owned(), unit("1"))),
        _ => None,
    };
    let derived = |name: &str| (name == "each").then(|| Expression::parse("money / people").unwrap());
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
        let made = formula(&Expression::parse(text).unwrap(), &unit(of), &derived, &cells);
        assert_eq!(made.as_deref(), expected, "{text}");
    }
}
