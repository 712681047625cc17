//! What does not fit in a form is told with its place.

use super::super::sample::{county_form, school_form};
use super::findings;
use crate::model::form::{Block, Check, Form};

fn told(change: impl Fn(&mut Form)) -> Vec<(String, String)> {
    let mut form = county_form();
    change(&mut form);
    let told = |fault: units::Fault| {
        let args: Vec<&str> = fault.args.iter().map(|(_, value)| value).collect();
        (fault.field, format!("{} {}", fault.code, args.join(" ")))
    };
    findings(&form).into_iter().map(told).collect()
}

fn check(code: &str, left: &str, operator: &str, right: &str) -> Check {
    let check = serde_json::json!({
        "code": code, "severity": "hard", "says": { "zh": "应当如此", "en": "" },
        "test": { "kind": "compare", "left": left, "operator": operator, "right": right }
    });
    serde_json::from_value(check).expect("a check")
}

/// A change of a form, and where and what is told of it.
type Case = (fn(&mut Form), &'static str, &'static str);

#[test]
fn each_slip_of_a_document_is_told() {
    let cases: [Case; 17] = [
        (|form| form.version = 0, "version", "lint.version"),
        (|form| form.title.zh.clear(), "title", "chinese_missing"),
        (|form| form.fields.clear(), "fields", "no_fields"),
        (
            |form| form.fields[1].name = form.fields[0].name.clone(),
            "fields.public_funds_standard_primary",
            "name_twice",
        ),
        (|form| form.fields[0].name = "and".to_owned(), "fields.and", "lint.name"),
        (|form| form.fields[0].name = "学费".to_owned(), "fields.学费", "lint.name"),
        (|form| form.fields[0].places = 5, "fields.public_funds_standard_primary", "lint.places 4"),
        (|form| form.fields[0].high = Some(-1.0), "fields.public_funds_standard_primary", "lint.least"),
        (|form| form.fields[0].weight = 0.0, "fields.public_funds_standard_primary", "lint.weight"),
        (|form| form.fields[0].low = f64::NAN, "fields.public_funds_standard_primary", "lint.bounds"),
        (|form| drop(form.sections.pop()), "fields.satisfaction", "not_placed"),
        (
            |form| form.sections[0].blocks.push(Block::Fields(vec!["nobody".to_owned()])),
            "sections.funds",
            "no_such_field nobody",
        ),
        (
            |form| form.sections[0].blocks.push(Block::Fields(vec!["satisfaction".to_owned()])),
            "sections.survey",
            "placed_twice satisfaction",
        ),
        (|form| form.checks.push(check("exchanged", "quota_plan", "greater", "0")), "checks.exchanged", "name_twice"),
        (
            |form| form.checks.push(check("new", "nobody", "greater", "0")),
            "checks.new.test",
            "expression.unknown_name nobody",
        ),
        (
            |form| form.checks.push(check("new", "quota_plan", "less", "teacher_pay")),
            "checks.new.test",
            "expression.units_of_difference",
        ),
        (
            |form| {
                let long = "quota_plan + quota_allocated + quota_rural + migrants";
                form.checks.push(check("new", long, "less", "9[人]"));
            },
            "checks.new",
            "left_unnamed 4",
        ),
    ];
    for (place, (change, at, why)) in cases.into_iter().enumerate() {
        let found = told(change);
        assert!(found.iter().any(|(told, said)| told == at && said.contains(why)), "{place}: {at}: {why}: {found:?}");
    }
}

#[test]
fn cycles_and_contradictions_are_told() {
    let cycle = told(|form| {
        let lean = |to: &str| indicators::expression::Expression::parse(to).expect(to);
        form.derived[0].formula.expression = lean("migrants_placed");
        form.derived[1].formula.expression = lean("special_education_funds");
    });
    assert!(cycle[0].1.starts_with("expression.cycle special_education_funds → migrants_placed"), "{cycle:?}");
    let contradiction = told(|form| {
        form.checks.push(check("more", "exchanged", "greater", "exchange_eligible"));
    });
    assert_eq!(contradiction.len(), 1, "{contradiction:?}");
    assert!(contradiction[0].1.contains("exchanged") && contradiction[0].1.contains("more"), "{contradiction:?}");
    let below = told(|form| form.checks.push(check("below", "quota_plan + 1[人]", "less_or_equal", "0")));
    assert!(below.iter().any(|(at, _)| at == "checks"), "{below:?}");
}

#[test]
fn sizes_have_limits() {
    let many = told(|form| {
        let field = form.fields[0].clone();
        form.fields =
            (0..501).map(|place| crate::model::form::Field { name: format!("f{place}"), ..field.clone() }).collect();
    });
    assert!(many.iter().any(|(at, why)| at == "fields" && why.contains("too_many 501")), "{:?}", many.first());
    assert!(many.len() <= 100, "a hundred findings are enough to begin with");
    let checks = told(|form| {
        let one = form.checks[0].clone();
        form.checks = (0..501).map(|place| Check { code: format!("c{place}"), ..one.clone() }).collect();
    });
    assert!(checks.iter().any(|(at, why)| at == "checks" && why.contains("too_many 501")));
    assert!(findings(&school_form()).is_empty());
}
