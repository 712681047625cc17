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
    assert!(!guardian_needed(None, today));
}
