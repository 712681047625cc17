use super::*;

/// `LIKE` as both databases understand it, for patterns whose only wildcard is `%`.
fn like(text: &str, pattern: &str) -> bool {
    let mut rest = text;
    assert!(pattern.starts_with('%') && pattern.ends_with('%'), "patterns begin and end with a wildcard");
    for part in pattern.split('%') {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[test]
fn a_name_is_found_by_every_form() {
    let sound = Sound::given("shang hai kai fang da xue");
    let text = search_text(&[("上海开放大学", &sound)], &["Shanghai Open University", "4231051252"]);
    let found = [
        "上海",
        "开放大学",
        "上海 大学",
        "shanghai",
        "kaifang",
        "kai fang",
        "shkf",
        "kfdx",
        "open",
        "OPEN univ",
        "423105",
    ];
    for typed in found {
        let patterns = pattern(typed).unwrap();
        assert!(patterns.iter().any(|pattern| like(&text, pattern)), "{typed} → {patterns:?} in {text}");
    }
    let missed = ["复旦", "aika", "angfang", "niversity", "1252", "大学 上海"];
    for typed in missed {
        let patterns = pattern(typed).unwrap();
        assert!(!patterns.iter().any(|pattern| like(&text, pattern)), "{typed} → {patterns:?} in {text}");
    }
}

#[test]
fn wildcards_are_taken_literally() {
    assert_eq!(pattern("50%_x\\").unwrap()[0], "%|50\\%\\_x\\\\%");
    assert_eq!(pattern("a|b").unwrap()[0], "%|a b%");
    assert_eq!(pattern(" \t"), None);
    assert_eq!(pattern("|"), None);
    assert!(pattern(&"长".repeat(500)).unwrap()[0].chars().count() <= QUERY_CHARS_MAX + 2);
}

#[test]
fn sounds() {
    assert_eq!(Sound::of("复旦大学").full(), "fudandaxue");
    assert_eq!(Sound::of("复旦大学").initials(), "fddx");
    assert_eq!(Sound::of("女子学院").full(), "nvzixueyuan");
    assert_eq!(Sound::of("A1 产业（集团）").full(), "a1chanyejituan");
    assert_eq!(Sound::of("").initials(), "");
}
