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

#[test]
fn words_are_spoken_as_words() {
    for (name, full, initials) in [
        ("长三角示例联盟", "changsanjiaoshililianmeng", "csjsllm"),
        ("长江大学", "changjiangdaxue", "cjdx"),
        ("重庆", "chongqing", "cq"),
        ("厦门市", "xiamenshi", "xms"),
        ("成都市音乐学院", "chengdushiyinyuexueyuan", "cdsyyxy"),
    ] {
        let sound = Sound::of(name);
        assert_eq!((sound.full().as_str(), sound.initials().as_str()), (full, initials), "{name}");
    }
    for (word, syllables) in words::WORDS {
        assert_eq!(word.chars().count(), syllables.split(' ').count(), "{word}");
        assert!(words::WORDS.iter().all(|(other, _)| other == word || !word.starts_with(other)), "{word}");
    }
}

#[test]
fn a_character_is_found_by_every_reading() {
    let found = |name: &str, typed: &str| {
        let text = search_text(&[(name, &Sound::of(name))], &[]);
        pattern(typed).unwrap().iter().any(|pattern| like(&text, pattern))
    };
    for (name, typed) in [
        ("长三角联盟", "changsanjiao"),
        ("长三角联盟", "csj"),
        ("校长会", "xiaozhang"),
        ("校长会", "xiaochang"),
        ("示例校长会", "xiaozhanghui"),
        ("朝乐学校", "chaoyue"),
        ("朝乐学校", "zhaole"),
        ("朝乐学校", "zhaoyue"),
        ("朝乐学校", "zyxx"),
    ] {
        assert!(found(name, typed), "{name} is not found by {typed}");
    }
    assert!(!found("校长会", "chengzhang"));
}

#[test]
fn readings_are_bounded() {
    let name = "长重行乐".repeat(25);
    let text = search_text(&[(&name, &Sound::of(&name))], &[]);
    assert!(text.len() < 400_000, "{} bytes", text.len());
    assert_eq!(Sound::of(&name).ways().len(), READINGS_MAX);
    let given = Sound::given("chang san jiao");
    assert_eq!(given.ways().len(), 1, "what is given is certain");
}

#[test]
fn the_guess_agrees_with_what_is_known_of_the_shipped_names() {
    let institutions = crate::shipped::institutions().unwrap();
    let named = institutions.into_iter().map(|one| (one.institution.name, one.sound));
    let regions = crate::shipped::regions().unwrap().into_iter().map(|(region, sound, _)| (region.name, sound));
    let majors = crate::shipped::majors().unwrap().into_iter().map(|(major, sound)| (major.name, sound));
    let all = named.chain(regions).chain(majors);
    let differing = all.filter(|(name, known)| Sound::of(name).full() != known.full());
    let differing: Vec<_> = differing.map(|(name, known)| (Sound::of(&name).full(), known.full(), name)).collect();
    assert_eq!(differing, []);
}
