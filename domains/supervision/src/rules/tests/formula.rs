use super::figures::quality;
use crate::rules::formula::{in_words, spread, value};

#[test]
fn an_indicator_is_a_formula_over_the_cells_of_a_record() {
    let standard = quality();
    let cells = |name: &str| {
        let element = standard.elements.iter().find(|one| one.name == name)?;
        Some((name.to_uppercase(), element.unit.clone()))
    };
    let rule = |code: &str| standard.indicators.iter().find(|rule| rule.code == code).unwrap();
    for (code, stage, kind, expected) in [
        ("2", "primary", "primary", "(TEACHERS_BACKBONE)/PUPILS_PRIMARY/0.01"),
        ("6", "junior", "junior", "((EQUIPMENT_VALUE*10000))/PUPILS_JUNIOR"),
        (
            "7",
            "junior",
            "nine_year",
            "(MULTIMEDIA_ROOMS*1.1*PUPILS_JUNIOR/(1.1*PUPILS_JUNIOR+1*PUPILS_PRIMARY))/PUPILS_JUNIOR/0.01",
        ),
        (
            "3",
            "primary",
            "primary",
            "((SUM(TEACHERS_PE,TEACHERS_MUSIC,TEACHERS_ART,TEACHERS_ARTS)+IF((RURAL_50_100=1),TEACHERS_PE_ARTS_SHARED,0)))\
             /PUPILS_PRIMARY/0.01",
        ),
    ] {
        assert_eq!(value(&standard, rule(code), stage, kind, &cells).as_deref(), Some(expected), "{code}");
    }
    assert_eq!(value(&standard, rule("2"), "primary", "primary", &|_| None), None, "no cell, no formula");
    assert_eq!(value(&standard, rule("2"), "none", "primary", &cells), None);
    let [_, _, cv] = spread("P", "V");
    assert!(cv.starts_with("SQRT(SUMPRODUCT(ISNUMBER(V)*P*(V-SUMPRODUCT(ISNUMBER(V)*P,V)/"), "{cv}");
}

#[test]
fn a_definition_is_told_in_official_names() {
    let standard = quality();
    for rule in &standard.indicators {
        for resource in rule.resource.values() {
            let words = in_words(&standard, resource);
            for name in resource.names() {
                let title = &standard.elements.iter().find(|one| one.name == *name).unwrap().title;
                assert!(words.contains(title.as_str()), "{title} is not in {words}");
            }
        }
    }
}
