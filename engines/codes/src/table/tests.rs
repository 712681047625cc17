use super::*;
use crate::{CATEGORY, LEVEL, OUTCOME, OutcomeSource, SEASON};

const TABLES: [&CodeTable; 4] = [&LEVEL, &CATEGORY, &OUTCOME, &SEASON];

/// The correspondence of the two generations, as the forms print it.
const PRINTED: &[(&CodeTable, &str, &str, &str)] = &[
    (&LEVEL, "undergraduate", "20", "85"),
    (&LEVEL, "associate", "21", "86"),
    (&LEVEL, "associate_to_bachelor", "22", "783"),
    (&LEVEL, "secondary_to_bachelor", "23", "784"),
    (&CATEGORY, "adult", "30", "321"),
    (&CATEGORY, "regular", "31", "322"),
    (&CATEGORY, "online", "32", "1221"),
    (&CATEGORY, "secondary_vocational", "33", "1381"),
    (&CATEGORY, "self_taught", "34", "1421"),
    (&OUTCOME, "graduated", "40", "1261"),
    (&OUTCOME, "completed", "41", "1262"),
    (&SEASON, "spring", "50", "1321"),
    (&SEASON, "autumn", "51", "1322"),
];

#[test]
fn both_generations_are_recognised_and_translated() {
    use CodeGeneration::{First, Second};
    for (table, key, first, second) in PRINTED {
        for (code, generation) in [(first, First), (second, Second)] {
            let (item, found) = table.recognise(code).unwrap();
            assert_eq!((item.key, found), (*key, generation), "{code}");
            assert_eq!(table.translate(code, First).as_ref(), Ok(first));
            assert_eq!(table.translate(code, Second).as_ref(), Ok(second));
        }
    }
}

#[test]
fn enrolled_exists_only_since_the_change() {
    let (item, generation) = OUTCOME.recognise("1690").unwrap();
    assert_eq!((item.key, generation), ("enrolled", CodeGeneration::Second));
    assert_eq!(
        OUTCOME.translate("1690", CodeGeneration::First),
        Err(TableFault::NotInGeneration { table: "outcome", item: "在校", generation: CodeGeneration::First })
    );
    assert_eq!(OUTCOME.codes(CodeGeneration::First).count(), 2);
    assert_eq!(OUTCOME.codes(CodeGeneration::Second).count(), 3);
}

#[test]
fn each_generation_keeps_its_wording() {
    let item = OUTCOME.item("completed").unwrap();
    assert_eq!(item.entry(CodeGeneration::First).unwrap().zh, "结业(肄业)");
    assert_eq!(item.entry(CodeGeneration::Second).unwrap().zh, "结业");
}

#[test]
fn codes_do_not_clash_inside_a_list() {
    for table in TABLES {
        let mut codes: Vec<_> = CodeGeneration::ALL
            .into_iter()
            .flat_map(|generation| table.codes(generation))
            .map(|(entry, _)| entry.code)
            .collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all, "{}", table.name);
    }
}

#[test]
fn unknown_codes_are_named() {
    for code in ["", "2", "020", "85 ", "1691"] {
        assert_eq!(LEVEL.recognise(code), Err(TableFault::Unknown { table: "level", code: code.to_owned() }));
    }
    // A code of one list is nothing in another.
    assert!(SEASON.recognise("40").is_err());
}

#[test]
fn the_boundary_day_belongs_to_the_second_generation() {
    let on = |day: &str| CodeGeneration::in_force(Day::parse(day).unwrap());
    assert_eq!(on("2025-09-25"), CodeGeneration::First);
    assert_eq!(on("2025-09-26"), CodeGeneration::Second);
    assert_eq!(on("1999-12-31"), CodeGeneration::First);
    assert_eq!(CodeGeneration::First.until(), CodeGeneration::Second.from());
}

#[test]
fn a_file_shows_its_generation() {
    let mut seen = Generations::default();
    assert_eq!((seen.only(), seen.mixed()), (None, None));
    seen.see(CodeGeneration::First, 2);
    seen.see(CodeGeneration::First, 3);
    assert_eq!((seen.only(), seen.mixed()), (Some(CodeGeneration::First), None));
    seen.see(CodeGeneration::Second, 9);
    assert_eq!((seen.only(), seen.mixed()), (None, Some((2, 9))));
}

#[test]
fn sources_of_outcomes() {
    assert_eq!(OutcomeSource::parse("01"), Some(OutcomeSource::Course));
    assert_eq!(OutcomeSource::parse("02"), Some(OutcomeSource::Certificate));
    assert_eq!(OutcomeSource::parse("1"), None);
}

#[test]
fn generation_names_read_back() {
    for generation in CodeGeneration::ALL {
        assert_eq!(CodeGeneration::named(generation.name()), Some(generation));
    }
    assert_eq!(CodeGeneration::named("third"), None);
}
