//! Sentences name fields, values and limit.

use super::super::check::{Facts, Record, flags};
use super::super::sample::{primary, school_form, values};
use super::{formula, of_check, of_flag};
use crate::model::form::Values;

fn told(changes: &[(&str, &str)], before: &[(&str, &str)], code: &str, english: bool) -> (&'static str, String) {
    let form = school_form();
    let mut now = primary(&form);
    now.extend(values(changes));
    let mut then: Values = primary(&form);
    then.extend(values(before));
    let record = Record { key: "own", now: &now, before: Some(&then) };
    let found = flags(&form, &Facts { record, peers: &[] }).expect("flags");
    let flag = found.iter().find(|flag| flag.check == code).unwrap_or_else(|| panic!("{code}: {found:?}"));
    let (code, args) = of_flag(&form, flag, english);
    (code, args.iter().map(|(_, value)| value.to_owned()).collect::<Vec<_>>().join(" | "))
}

#[test]
fn a_sum_that_does_not_hold_names_both_sides() {
    let (code, args) = told(&[("classes", "25")], &[], "classes_sum", false);
    assert_eq!(code, "collection.form.flag.equal");
    assert_eq!(args, "班级合计 25 | 各档之和 24 | 教学班总数应等于各档班数之和。");
    let (_, args) = told(&[("classes", "25")], &[], "classes_sum", true);
    assert_eq!(args, "Classes in all 25 | the sum of the bands 24 | The total must be the sum of the bands.");
}

#[test]
fn values_are_told_in_the_units_of_the_form() {
    for (changes, check, code, args) in [
        (
            &[("playground_area", "-1")][..],
            "range:playground_area",
            "collection.form.flag.too_low",
            "校内体育场面积 | -1 平方米 | 0 平方米",
        ),
        (&[("built_year", "2200")], "range:built_year", "collection.form.flag.too_high", "建校年份 | 2200 | 2100 年"),
        (
            &[("equipment_value", "2746")],
            "equipment_slip",
            "collection.form.flag.less_or_equal",
            "教学仪器设备值 2,746 万元 | 生均2万元对应的设备值 1,920 万元 | 生均设备值超过 2 万元，请核对单位是否为万元。",
        ),
        (
            &[("built_by_2010", "0")],
            "built_2010",
            "collection.form.flag.equal",
            "2010年及以前建校 ✗ | 1 | 建校年份在2010年及以前，应填“是”。",
        ),
        (
            &[("rural_50_100", "1")],
            "rural_at_most",
            "collection.form.flag.less_or_equal",
            "在校生总数 960 | 100 人 | 50—100人的农村学校，在校生应不多于 100 人。",
        ),
    ] {
        assert_eq!(told(changes, &[], check, false), (code, args.to_owned()), "{check}");
    }
    let (code, args) = told(&[], &[("equipment_value", "120")], "year_equipment_value", false);
    assert_eq!(code, "collection.form.flag.ratio");
    assert!(args.starts_with("教学仪器设备值 | 274.6 万元 | 120 万元 | 229% | 70% | 200%"), "{args}");
}

#[test]
fn every_shipped_check_has_a_rule_in_both_languages() {
    for one in super::super::shipped::Shipped::ALL {
        let form = super::super::shipped::shipped(one.id).expect("a form");
        for check in &form.checks {
            for english in [false, true] {
                let (code, args) = of_check(&form, check, english);
                assert!(code.starts_with("collection.form.rule."), "{}: {code}", check.code);
                assert!(args.iter().all(|(_, value)| !value.is_empty()), "{}: {args}", check.code);
            }
        }
    }
}

#[test]
fn a_formula_is_told_with_labels() {
    let form = school_form();
    let told = |text: &str, english: bool| {
        formula(&form, &indicators::expression::Expression::parse(text).expect(text), english)
    };
    assert_eq!(told("equipment_value <= 20000[元/人] * pupils", false), "教学仪器设备值 ≤ 20000 元/人 × 在校生总数");
    assert_eq!(told("pupils / classes", true), "Pupils ÷ Classes");
    assert_eq!(told("max(kind_is_primary, 0)", false), "max(学校类型：小学，0)");
    assert_eq!(
        told("2 * sum(classes, music_rooms) - -teachers", true),
        "2 × (Classes + Music rooms) − −Full-time teachers"
    );
    assert_eq!(
        told("not (classes >= 3[班] and (teachers < 2[人] or has_junior = 1))", false),
        "非(教学班总数 ≥ 3 班 且 (专任教师数 < 2 人 或 有初中学段 = 1))"
    );
    assert_eq!(told("classes - (teachers - pupils)", true), "Classes − (Full-time teachers − Pupils)");
    assert_eq!(told("nobody + 1", false), "nobody + 1");
}
