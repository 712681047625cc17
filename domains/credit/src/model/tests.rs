//! Grades, names and templates, by example.

use super::*;

#[test]
fn names_meet_in_their_key() {
    for (left, right) in [
        ("大学英语（一）", "大学英语(一)"),
        ("  高等数学 ", "高等数学"),
        ("Ｃ语言", "c语言"),
        ("C  Programming", "c programming"),
    ] {
        assert_eq!(name_key(left), name_key(right), "{left} / {right}");
    }
    assert_ne!(name_key("大学英语(一)"), name_key("大学英语(二)"));
}

#[test]
fn grades_are_read_on_their_scale() {
    let cases = [
        ("90.0", Some(("score", 90_00, true, "90"))),
        ("59.99", Some(("score", 59_99, false, "59.99"))),
        ("60", Some(("score", 60_00, true, "60"))),
        ("优", Some(("named", 4, true, "优秀"))),
        ("通过", Some(("named", 1, true, "及格"))),
        ("不合格", Some(("named", 0, false, "不及格"))),
        ("-1", None),
        ("八十", None),
        ("90.001", None),
        ("NaN", None),
        ("1e2", None),
    ];
    for (text, expected) in cases {
        let read = Grade::parse(text);
        let shown = read.map(|grade| (grade.scale(), grade.value(), grade.passed(), grade.text()));
        let expected = expected.map(|(scale, value, passed, kept)| (scale, value, passed, kept.to_owned()));
        assert_eq!(shown, expected, "{text}");
        if let Some(grade) = read {
            assert_eq!(Grade::stored(grade.scale(), grade.value()), Some(grade));
        }
    }
    assert!(is_exemption("免修免考") && !is_exemption("90"));
}

#[test]
fn templates_have_their_official_number_of_columns() {
    for (template, columns) in [
        (Template::A, 15),
        (Template::AStudentFirst, 15),
        (Template::B, 24),
        (Template::C, 20),
        (Template::CCourseNamed, 19),
    ] {
        assert_eq!(template.columns().len(), columns, "{}", template.name());
    }
}
