//! Two versions of a form.

use super::super::sample::school_form;
use super::differences;

#[test]
fn a_form_is_no_different_from_itself() {
    let form = school_form();
    assert!(differences(&form, &form).is_empty());
    let mut next = form.clone();
    next.version = 2;
    next.fields.reverse();
    assert!(differences(&form, &next).is_empty(), "neither the number of the version nor the order is a difference");
}

#[test]
fn what_was_added_removed_and_changed_is_told() {
    let old = school_form();
    let mut new = old.clone();
    new.title.zh = "学校表".to_owned();
    let gone = new.checks.remove(0);
    let mut added = new.fields[1].clone();
    added.name = "moved_year".to_owned();
    new.fields.push(added);
    new.fields[1].high = Some(2050.0);
    new.fields[1].label.en = "Founded".to_owned();
    let found = differences(&old, &new);
    let told: Vec<_> = found.iter().map(|one| (one.part, one.name.as_str(), one.change)).collect();
    assert_eq!(
        told,
        [
            ("form", "", "changed"),
            ("field", "built_year", "changed"),
            ("field", "moved_year", "added"),
            ("check", gone.code.as_str(), "removed"),
        ]
    );
    let members: Vec<_> =
        found[1].members.iter().map(|one| (one.member.as_str(), one.from.as_str(), one.to.as_str())).collect();
    assert_eq!(members, [("label", "建校年份 / Year founded", "建校年份 / Founded"), ("high", "2100.0", "2050.0")]);
}
