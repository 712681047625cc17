use super::*;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn groups_change_on_the_day_after_the_birthday() {
    let born = day("2012-03-01");
    for (on, expected) in [
        ("2012-03-02", AgeGroup::Child),
        ("2026-02-28", AgeGroup::Child),
        ("2026-03-01", AgeGroup::Child),
        ("2026-03-02", AgeGroup::Youth),
        ("2030-03-01", AgeGroup::Youth),
        ("2030-03-02", AgeGroup::Adult),
        ("2090-01-01", AgeGroup::Adult),
    ] {
        assert_eq!(group(born, day(on)), expected, "on {on}");
    }
}

#[test]
fn a_guardian_is_needed_for_children_only() {
    let today = day("2026-09-01");
    assert!(guardian_needed(Some(day("2013-05-05")), today));
    assert!(!guardian_needed(Some(day("2010-05-05")), today));
    assert!(guardian_needed(None, today), "nobody knows that this is no child");
}

#[test]
fn a_guardian_stands_for_minors_whose_age_is_known() {
    for (group, expected) in
        [(Some(AgeGroup::Child), true), (Some(AgeGroup::Youth), true), (Some(AgeGroup::Adult), false), (None, false)]
    {
        assert_eq!(has_guardian(group), expected, "{group:?}");
    }
}

#[test]
fn a_day_of_birth_is_a_living_persons() {
    let today = day("2026-09-01");
    for (born, fits) in
        [("2026-09-01", true), ("2026-09-02", false), ("2013-05-05", true), ("1895-01-01", false), ("1930-01-01", true)]
    {
        assert_eq!(check_born(day(born), today).is_ok(), fits, "{born}");
    }
}
