use std::sync::Arc;

use indicators::standard::Standard;
use web::{Locale, Voice, Words};

use super::{item_name, notes, rule_name, short_name};

fn voice(locale: Locale) -> Voice {
    Voice::new(Arc::new(Words::read(crate::DOMAIN.words.iter().copied()).unwrap()), locale)
}

fn chinese(text: &str) -> bool {
    text.chars().any(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign))
}

#[test]
fn what_this_house_says_of_a_standard_is_english_on_english_pages_and_the_standards_own_in_chinese() {
    let (en, zh) = (voice(Locale::En), voice(Locale::ZhCn));
    for (id, own) in
        [("county_quality_balance_2017", "quality_balance"), ("county_basic_balance_2012", "basic_balance")]
    {
        let standard = Standard::shipped(id).unwrap();
        let mut said = Vec::new();
        for rule in &standard.indicators {
            let key = format!("supervision-rule-{own}-{}", rule.code);
            said.push((rule_name(&en, &standard, rule), rule_name(&zh, &standard, rule), rule.name.clone(), key));
            assert!(chinese(&short_name(&zh, &standard, rule)) && !chinese(&short_name(&en, &standard, rule)));
        }
        for (place, item) in (1..).zip(&standard.items) {
            let [english, chinese] = [&en, &zh].map(|voice| item_name(voice, &standard, &item.code));
            said.push((english, chinese, item.name.clone(), format!("supervision-item-{own}-{place}")));
        }
        let restated = notes(&en, &standard).into_iter().zip(notes(&zh, &standard));
        for (place, (note, (english, chinese))) in (1..).zip(standard.notes.iter().zip(restated)) {
            said.push((english, chinese, note.clone(), format!("supervision-note-{own}-{place}")));
        }
        assert_eq!(said.len(), standard.indicators.len() + standard.items.len() + standard.notes.len());
        for (english, own, official, key) in said {
            assert!(!chinese(&english) && english.contains(' '), "{key}: {english}");
            assert_eq!((own, zh.word(&key)), (official.clone(), official), "{key}");
        }
    }
}
