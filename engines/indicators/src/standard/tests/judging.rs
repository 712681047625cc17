//! A county of invented schools under 优质均衡.

use super::super::{Reason, StandardFault, Verdict};
use super::{county, enough, quality, set, views};

fn judged(schools: &[(&str, &str, [f64; 3])], columns: &[(&'static str, Vec<Option<f64>>)]) -> Verdict {
    quality().judge(county(schools, &views(columns)), None).expect("a verdict")
}

const P: [f64; 3] = [1000.0, 0.0, 0.0];

#[test]
fn schools_at_the_limit_pass() {
    let mut columns = enough(2);
    let verdict = judged(&[("a", "primary", P), ("b", "小学", P)], &columns);
    let stage = &verdict.stages[0];
    assert_eq!(stage.schools[0].reached, vec![Some(true); 7], "{:?}", stage.schools[0].values);
    assert!(stage.dispersion.iter().all(|one| one.cv == Some(0.0) && one.passed == Some(true)));
    // A county without a single junior pupil cannot be judged even; primary schools alone are no county.
    assert_eq!((verdict.passed, verdict.reasons), (Some(false), vec![Reason::NoSchools { stage: "junior".into() }]));
    // One below its limit is allowed, but not below 85 % of it.
    set(&mut columns, "multimedia_rooms", 0, Some(20.0));
    let school = judged(&[("a", "primary", P), ("b", "primary", P)], &columns).stages[0].schools[0].clone();
    assert_eq!((school.passed, school.gaps[0].lacking, school.least.is_none()), (Some(true), 3.0, true));
    set(&mut columns, "multimedia_rooms", 0, Some(19.0));
    let school = judged(&[("a", "primary", P), ("b", "primary", P)], &columns).stages[0].schools[0].clone();
    assert_eq!((school.passed, school.gaps[0].lacking_to_floor), (Some(false), 1.0));
    let least = school.least.expect("a way");
    assert_eq!((least.excused, least.added), (vec!["7".to_owned()], vec![("7".to_owned(), 1.0)]));
}

#[test]
fn shares_of_the_square_are_parts_of_one_and_none_where_nothing_is_uneven() {
    let schools = [("a", "primary", P), ("b", "primary", P), ("c", "primary", P)];
    let mut columns = enough(3);
    let alike = &judged(&schools, &columns).stages[0].dispersion[6];
    assert_eq!((alike.cv, alike.share_of("a")), (Some(0.0), None));
    set(&mut columns, "multimedia_rooms", 1, Some(29.0));
    set(&mut columns, "multimedia_rooms", 2, None);
    // Two schools alike in size lie equally far from their mean; who has no figure has no share.
    let uneven = &judged(&schools, &columns).stages[0].dispersion[6];
    let shares = ["a", "b", "c", "d"].map(|school| uneven.share_of(school));
    assert!(shares[..2].iter().all(|share| share.is_some_and(|share| (share - 0.5).abs() < 1e-12)), "{shares:?}");
    assert_eq!(shares[2..], [None, None]);
}

#[test]
fn the_least_change_excuses_what_saves_most() {
    let mut columns = enough(1);
    set(&mut columns, "equipment_value", 0, Some(180.0));
    set(&mut columns, "playground_area", 0, Some(4500.0));
    set(&mut columns, "teachers_backbone", 0, Some(9.0));
    let verdict = judged(&[("a", "primary", P)], &columns);
    let school = &verdict.stages[0].schools[0];
    let lacking: Vec<(&str, f64)> = school.gaps.iter().map(|gap| (gap.indicator.as_str(), gap.lacking)).collect();
    assert_eq!(lacking[0], ("2", 1.0));
    assert!((lacking[1].1 - 1500.0).abs() < 1e-6 && (lacking[2].1 - 20.0).abs() < 1e-9, "{lacking:?}");
    // Sports area is at 80 % and would rise to 85 % when excused: that saves 15 %, the others 10 %.
    let least = school.least.as_ref().expect("a way");
    assert_eq!(least.excused, ["5"]);
    assert!((least.share - (0.05 + 0.1 + 0.1)).abs() < 1e-12);
    let added: Vec<(&str, f64)> = least.added.iter().map(|(code, amount)| (code.as_str(), amount.round())).collect();
    assert_eq!(added, [("2", 1.0), ("5", 375.0), ("6", 20.0)]);
    assert!(
        matches!(&verdict.reasons[0], Reason::School { reached: 4, of: 7, below_floor: 1, .. }),
        "{:?}",
        verdict.reasons
    );
}

#[test]
fn a_mixed_school_splits_what_it_has_in_common() {
    // R·P ÷ (P + 1.1·J): 10 backbone teachers, 450 primary and 500 junior pupils give 4.5 and 5.5.
    let columns = enough(1);
    let verdict = judged(&[("n", "nine_year", [450.0, 500.0, 0.0])], &columns);
    let value = |stage: usize, indicator: usize| verdict.stages[stage].schools[0].values[indicator].expect("a value");
    assert!((value(0, 1) - 100.0 * 4.5 / 450.0).abs() < 1e-12 && (value(1, 1) - 100.0 * 5.5 / 500.0).abs() < 1e-12);
    // Teachers by degree are counted by stage and not split.
    assert!((value(0, 0) - 100.0 * 42.0 / 450.0).abs() < 1e-12 && (value(1, 0) - 100.0 * 53.0 / 500.0).abs() < 1e-12);
    // 1 : 1.1 : 1.32 and 1 : 1.2.
    let twelve = judged(&[("t", "twelve_year", [100.0, 200.0, 300.0])], &columns);
    let all = 100.0 + 1.1 * 200.0 + 1.32 * 300.0;
    let expected = 100.0 * 10.0 * 1.1 / all;
    assert!((twelve.stages[1].schools[0].values[1].expect("a value") - expected).abs() < 1e-12);
    let complete = judged(&[("c", "完中", [0.0, 200.0, 300.0])], &columns);
    let expected = 100.0 * 10.0 / (200.0 + 1.2 * 300.0);
    assert!((complete.stages[1].schools[0].values[1].expect("a value") - expected).abs() < 1e-12);
    // What a stage lacks is told for the whole school: the stage gets its part of it.
    let mut less = enough(1);
    set(&mut less, "playground_area", 0, Some(3000.0));
    let complete = judged(&[("c", "完中", [0.0, 200.0, 300.0])], &less);
    let gap = complete.stages[1].schools[0].gaps.iter().find(|gap| gap.indicator == "5").expect("sports area");
    let part = 200.0 / 560.0;
    assert!(((4500.0 + gap.lacking) * part / 200.0 - 10.2).abs() < 1e-9, "{gap:?}");
}

#[test]
fn who_is_not_counted() {
    let columns = enough(5);
    let verdict = judged(
        &[
            ("a", "primary", P),
            ("s", "special_education", P),
            ("v", "职业", P),
            ("t", "teaching_point", [49.0, 0.0, 0.0]),
            ("u", "教学点", [50.0, 0.0, 0.0]),
        ],
        &columns,
    );
    let out: Vec<(&str, &str)> = verdict.excluded.iter().map(|one| (one.school.as_str(), one.why)).collect();
    assert_eq!(out, [("s", "kind"), ("v", "kind"), ("t", "teaching_point")]);
    let counted: Vec<&str> = verdict.stages[0].schools.iter().map(|one| one.school.as_str()).collect();
    assert_eq!(counted, ["a", "u"]);
}

#[test]
fn rural_and_dense_schools_count_more() {
    let mut columns = enough(1);
    columns.push(("teachers_pe_arts_shared", vec![Some(3.0)]));
    columns.push(("leased_sports_area", vec![Some(1000.0)]));
    let value = |columns: &[(&'static str, Vec<Option<f64>>)], indicator: usize| {
        judged(&[("a", "primary", P)], columns).stages[0].schools[0].values[indicator].expect("a value")
    };
    assert!((value(&columns, 2) - 0.9).abs() < 1e-12 && (value(&columns, 4) - 7.5).abs() < 1e-12);
    columns.push(("rural_50_100", vec![Some(1.0)]));
    columns.push(("dense_centre", vec![Some(1.0)]));
    assert!((value(&columns, 2) - 1.2).abs() < 1e-12 && (value(&columns, 4) - 8.5).abs() < 1e-12);
}

#[test]
fn dispersion_is_weighted_and_each_indicator_counts() {
    let mut columns = enough(3);
    // 0.1, 2 and 9 times: weighted CV far above 0.50.
    for (school, value) in [(0, 20.0), (1, 400.0), (2, 1800.0)] {
        set(&mut columns, "equipment_value", school, Some(value));
    }
    let schools = [("a", "primary", P), ("b", "primary", P), ("c", "primary", P)];
    let verdict = judged(&schools, &columns);
    let found = verdict.stages[0].dispersion.iter().find(|one| one.indicator == "6").expect("equipment");
    assert_eq!(found.passed, Some(false));
    assert!(
        verdict.reasons.iter().any(|reason| matches!(reason, Reason::Dispersion { indicator, .. } if indicator == "6"))
    );
    assert_eq!(found.shares[0].0, "c");
    let whole: f64 = found.shares.iter().map(|(_, share)| share).sum();
    assert!((whole - found.cv.expect("cv").powi(2)).abs() < 1e-12);
    // What is said to be enough is enough, and is told in 万元.
    let added = found.least_added.as_ref().expect("a way");
    let wanted: f64 = [20.0_f64, 400.0, 1800.0].iter().map(|own| (added.level / 10.0 - own).max(0.0)).sum();
    assert!((added.amount - wanted).abs() < 1e-6, "{added:?}");
    for (school, own) in [20.0_f64, 400.0, 1800.0].into_iter().enumerate() {
        set(&mut columns, "equipment_value", school, Some(own.max(added.level / 10.0)));
    }
    let after = judged(&schools, &columns);
    assert_eq!(
        after.stages[0].dispersion.iter().find(|one| one.indicator == "6").expect("equipment").passed,
        Some(true)
    );
}

#[test]
fn missing_figures_leave_open_what_they_could_decide() {
    let mut columns = enough(2);
    set(&mut columns, "teaching_area", 0, None);
    let schools = [("a", "primary", P), ("b", "primary", P)];
    let verdict = judged(&schools, &columns);
    assert_eq!(verdict.stages[0].schools[0].passed, None);
    assert!(verdict.reasons.contains(&Reason::SchoolUnknown {
        school: "a".into(),
        stage: "primary".into(),
        missing: vec!["4".into()]
    }));
    let unknown =
        Reason::DispersionUnknown { stage: "primary".into(), indicator: "4".into(), schools: vec!["a".into()] };
    assert!(verdict.reasons.contains(&unknown));
    // Two others below the limit fail whatever the missing one is.
    set(&mut columns, "multimedia_rooms", 0, Some(22.0));
    set(&mut columns, "teachers_backbone", 0, Some(9.0));
    assert_eq!(judged(&schools, &columns).stages[0].schools[0].passed, Some(false));
    // Nothing at all: nothing passes, nothing panics.
    let none: Vec<(&'static str, Vec<Option<f64>>)> =
        enough(2).into_iter().map(|(name, _)| (name, vec![None; 2])).collect();
    let verdict = judged(&schools, &none);
    assert!(verdict.stages[0].schools.iter().all(|school| school.passed.is_none() && school.gaps.is_empty()));
    assert!(verdict.stages[0].dispersion.iter().all(|one| one.cv.is_none() && one.passed.is_none()));
}

#[test]
fn what_cannot_be_judged_is_told() {
    let columns = enough(1);
    let fault = |schools: &[(&str, &str, [f64; 3])], columns: &[(&'static str, Vec<Option<f64>>)]| {
        quality().judge(county(schools, &views(columns)), None).expect_err("a fault")
    };
    assert!(matches!(fault(&[("a", "castle", P)], &columns), StandardFault::Kind { .. }));
    assert!(matches!(fault(&[("a", "primary", [-1.0, 0.0, 0.0])], &columns), StandardFault::NegativePupils { .. }));
    assert!(matches!(fault(&[("a", "nine_year", [1.0, 1.0, 1.0])], &columns), StandardFault::Mixed { .. }));
    let told = fault(&[("a", "primary", P)], &columns[1..]);
    assert_eq!(
        told,
        StandardFault::NoElement {
            name: "teachers_primary_associate".into(), title: "小学专科毕业专任教师数".into()
        }
    );
}

#[test]
fn further_conditions_are_asked_where_figures_are_given() {
    let mut columns = enough(2);
    columns.push(("classes_over_45", vec![Some(0.0), Some(2.0)]));
    columns.push(("migrant_pupils", vec![Some(0.0); 2]));
    let schools = [("a", "primary", P), ("b", "primary", [2100.0, 0.0, 0.0])];
    let mut own = crate::expression::Table::of(vec!["county".into()]).expect("one");
    for (name, unit, value) in [
        ("special_education_funds", "元/人", 7000.0),
        ("satisfaction", "%", 90.0),
        ("exchange_eligible", "人", 100.0),
        ("exchanged", "人", 9.0),
    ] {
        own.add(name, unit.parse().expect(unit), vec![Some(value)]).expect("a figure");
    }
    let verdict = quality().judge(county(&schools, &views(&columns)), Some(own)).expect("a verdict");
    let item = |code: &str| verdict.items.iter().find(|item| item.item == code).expect(code).clone();
    // 2,100 pupils are too many for a school that is neither old nor for migrants, which it is where no column says so.
    assert_eq!((item("size").holds, item("size").failing), (Some(false), vec!["b".to_owned()]));
    assert_eq!(item("music_rooms").holds, None);
    assert_eq!((item("class_primary").holds, item("class_primary").failing), (Some(false), vec!["b".to_owned()]));
    assert_eq!(
        (item("satisfaction").holds, item("exchange").holds, item("pay").holds),
        (Some(true), Some(false), None)
    );
    // Two versions of one limit stand side by side and decide nothing.
    let versions = [item("special_education_6000"), item("special_education_8000")];
    assert_eq!(versions.clone().map(|one| one.holds), [Some(true), Some(false)]);
    assert!(versions.iter().all(|one| !one.decides));
    assert!(
        !verdict
            .reasons
            .iter()
            .any(|reason| matches!(reason, Reason::Item { item, .. } if item.starts_with("special")))
    );
    columns.push(("built_by_2010", vec![Some(0.0), Some(1.0)]));
    let verdict = quality().judge(county(&schools, &views(&columns)), None).expect("a verdict");
    assert_eq!(verdict.items.iter().find(|item| item.item == "size").expect("size").holds, Some(true));
}
