//! What the server says while somebody types.

use std::collections::BTreeMap;
use std::sync::Arc;

use web::{Locale, Voice, Words};

use super::{Sheet, adopted, sheet_shown, verdict};
use crate::model::form::{Form, Severity, Values};
use crate::rules::form::{Entered, read};
use crate::rules::shipped::shipped;

fn voice(locale: Locale) -> Voice {
    let words = [("zh-CN", include_str!("../../words/zh-CN.ftl")), ("en", include_str!("../../words/en.ftl"))];
    Voice::new(Arc::new(Words::read(words).expect("words")), locale)
}

/// A primary school with one class too few in a band, and a figure that is none.
fn typed(form: &Form, changes: &[(&str, &str)]) -> Entered {
    let asked = form.fields.iter().filter(|field| field.required && field.kind.numeric());
    let mut posted: BTreeMap<String, String> = asked.map(|field| (field.name.clone(), "0".to_owned())).collect();
    let base = [
        ("kind", "小学"),
        ("built_year", "2018"),
        ("pupils_primary", "960"),
        ("nearby_pupils_primary", "900"),
        ("classes", "24"),
        ("classes_36_40", "20"),
        ("classes_41_45", "4"),
        ("teachers", "56"),
        ("teachers_primary_associate", "10"),
        ("teachers_primary_bachelor", "46"),
        ("teachers_primary_master", "0"),
        ("teachers_primary_doctor", "0"),
    ];
    for (name, text) in base.iter().chain(changes) {
        posted.insert((*name).to_owned(), (*text).to_owned());
    }
    posted.insert("revision".to_owned(), "7".to_owned());
    read(form, &posted)
}

fn sheet<'a>(
    form: &'a Form,
    entered: &'a Entered,
    before: Option<&'a Values>,
    answers: &'a BTreeMap<String, String>,
) -> Sheet<'a> {
    Sheet { form, entered, unit: "341122", before, peers: &[], answers }
}

#[test]
fn a_clean_sheet_says_so() {
    let form = shipped("school").expect("the form");
    let (entered, answers) = (typed(&form, &[]), BTreeMap::new());
    let said = verdict(&sheet(&form, &entered, None, &answers), &voice(Locale::ZhCn)).expect("a verdict");
    assert_eq!((said.sentence.as_str(), said.filled), ("必填项已填完，没有疑点。", said.asked), "{said:#?}");
    assert!(said.suggestion.is_none() && said.flags.is_empty() && said.faults.is_empty());
    assert_eq!(said.sums["sum-classes-1-c0"], "24");
    assert_eq!(said.sums["sum-teachers-1-all"], "56");
    assert_eq!(said.sections.iter().map(|part| part.asked).sum::<usize>(), said.asked);
}

#[test]
fn flags_faults_and_the_least_to_change_are_said_in_both_languages() {
    let form = shipped("school").expect("the form");
    let entered = typed(
        &form,
        &[("pupils_primary", "910"), ("classes_36_40", "19"), ("teaching_area", "很大"), ("training_funds", "")],
    );
    let answers = BTreeMap::new();
    for (locale, flag, step, start) in [
        (Locale::ZhCn, "班级合计 24 ≠ 各档之和 23。", "36—40人的班：19 → 20", "2 处必须改正。还有 2 项必填。"),
        (
            Locale::En,
            "Classes in all 24 ≠ the sum of the bands 23.",
            "Classes of 36–40: 19 → 20",
            "2 must be mended. 2 still",
        ),
    ] {
        let said = verdict(&sheet(&form, &entered, None, &answers), &voice(locale)).expect("a verdict");
        assert!(said.flags[0].text.starts_with(flag), "{:?}", said.flags);
        assert!(said.sentence.starts_with(start), "{}", said.sentence);
        assert_eq!(said.faults[0].field, "teaching_area");
        let suggestion = said.suggestion.expect("a suggestion");
        assert_eq!(suggestion.choices[0].text, step, "{suggestion:?}");
        let classes = said.sections.iter().find(|part| part.name == "classes").expect("a section");
        assert_eq!((classes.hard, classes.filled), (1, classes.asked));
    }
}

#[test]
fn a_suggestion_is_taken_over_as_it_was_said() {
    let form = shipped("school").expect("the form");
    let (entered, answers) = (typed(&form, &[("classes_36_40", "19")]), BTreeMap::new());
    let own = sheet(&form, &entered, None, &answers);
    let said = verdict(&own, &voice(Locale::ZhCn)).expect("a verdict");
    let choices = said.suggestion.expect("a suggestion").choices;
    for (place, choice) in choices.iter().enumerate() {
        let mended = adopted(&own, place).expect("an entry");
        for step in &choice.steps {
            assert_eq!(mended.typed[&step.field], step.to);
        }
        let again = verdict(&sheet(&form, &mended, None, &answers), &voice(Locale::ZhCn)).expect("a verdict");
        assert_eq!(again.hard, 0, "{:?}", again.flags);
    }
    assert_eq!(adopted(&own, 99).expect("nothing"), entered, "a choice that is not offered changes nothing");
}

#[test]
fn an_answer_stands_beside_its_flag_until_an_entry_changes() {
    let form = shipped("school").expect("the form");
    let entered = typed(&form, &[("multimedia_rooms", "90")]);
    let none = BTreeMap::new();
    let voice = voice(Locale::ZhCn);
    let said = verdict(&sheet(&form, &entered, None, &none), &voice).expect("a verdict");
    let flag = said.flags.iter().find(|flag| flag.check == "multimedia").expect("a flag");
    assert_eq!((flag.severity, said.soft), (Severity::Soft, 1));
    let answers = BTreeMap::from([(flag.key.clone(), "含移动多媒体教室".to_owned())]);
    let answered = verdict(&sheet(&form, &entered, None, &answers), &voice).expect("a verdict");
    assert_eq!((answered.soft, answered.flags[0].answer.as_str()), (0, "含移动多媒体教室"));
    let changed = typed(&form, &[("multimedia_rooms", "91")]);
    assert_eq!(verdict(&sheet(&form, &changed, None, &answers), &voice).expect("a verdict").soft, 1);
}

#[test]
fn a_sheet_shows_what_was_typed_and_the_year_before() {
    let form = shipped("school").expect("the form");
    let entered = typed(&form, &[("classes", "二十四")]);
    let before = typed(&form, &[("classes", "23")]).values;
    let (answers, voice) = (BTreeMap::new(), voice(Locale::ZhCn));
    let own = sheet(&form, &entered, Some(&before), &answers);
    let said = verdict(&own, &voice).expect("a verdict");
    let shown = serde_json::to_value(sheet_shown(&own, &said, &voice)).expect("JSON");
    let field = |section: usize, block: usize, place: usize| {
        shown["sections"][section]["blocks"][block]["fields"][place].clone()
    };
    let classes = field(2, 0, 0);
    assert_eq!((classes["typed"].as_str(), classes["before"].as_str()), (Some("二十四"), Some("23")));
    assert!(classes["error"].as_str().is_some_and(|error| error.contains("不是数字")), "{classes}");
    let kind = field(0, 0, 0);
    assert_eq!(kind["value"], "小学");
    assert_eq!(field(0, 0, 2)["value"], "否");
    assert_eq!(shown["has_before"], true);
}
