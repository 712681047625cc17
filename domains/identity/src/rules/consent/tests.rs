use super::*;

fn at(seconds: i64) -> Instant {
    Instant::EPOCH.plus_days(20_000).plus_seconds(seconds)
}

fn consent() -> Consent {
    Consent {
        consent: "con".into(),
        learner: "prs".into(),
        organisation: "4132000001".into(),
        purpose: "conversion".into(),
        what: vec!["outcomes".into()],
        given_at: at(0),
        until_at: at(1000),
        guardian_needed: false,
        guardian_at: None,
        refused_at: None,
        withdrawn_at: None,
    }
}

#[test]
fn a_consent_stands_where_the_last_word_left_it() {
    let child = Consent { guardian_needed: true, ..consent() };
    for (consent, now, expected) in [
        (consent(), 0, ConsentState::InForce),
        (consent(), 999, ConsentState::InForce),
        (consent(), 1000, ConsentState::Expired),
        (Consent { withdrawn_at: Some(at(5)), ..consent() }, 5, ConsentState::Withdrawn),
        (Consent { withdrawn_at: Some(at(5)), ..consent() }, 2000, ConsentState::Withdrawn),
        (child.clone(), 0, ConsentState::Waiting),
        (child.clone(), 1000, ConsentState::Expired),
        (Consent { guardian_at: Some(at(3)), ..child.clone() }, 4, ConsentState::InForce),
        (Consent { refused_at: Some(at(3)), ..child.clone() }, 4, ConsentState::Refused),
        (Consent { guardian_at: Some(at(3)), withdrawn_at: Some(at(5)), ..child }, 6, ConsentState::Withdrawn),
    ] {
        assert_eq!(state(&consent, at(now)), expected, "{consent:?} at {now}");
    }
}

#[test]
fn only_the_named_reader_purpose_and_item_are_allowed() {
    for (organisation, purpose, what, now, expected) in [
        ("4132000001", "conversion", Some("outcomes"), 0, true),
        ("4132000001", "conversion", None, 0, true),
        ("4132000001", "conversion", Some("contact"), 0, false),
        ("4132000001", "employment", Some("outcomes"), 0, false),
        ("4133000001", "conversion", Some("outcomes"), 0, false),
        ("4132000001", "conversion", Some("outcomes"), 1000, false),
    ] {
        let allowed = allows(&consent(), organisation, purpose, what, at(now));
        assert_eq!(allowed, expected, "{organisation} {purpose} {what:?} {now}");
    }
    for over in [
        Consent { withdrawn_at: Some(at(0)), ..consent() },
        Consent { guardian_needed: true, ..consent() },
        Consent { refused_at: Some(at(0)), guardian_needed: true, ..consent() },
    ] {
        assert!(!allows(&over, "4132000001", "conversion", None, at(0)), "{over:?}");
    }
}

#[test]
fn only_what_waits_is_answered_and_only_what_lasts_is_withdrawn() {
    let child = Consent { guardian_needed: true, ..consent() };
    assert_eq!(answerable(&child, at(0)), Ok(()));
    assert_eq!(answerable(&consent(), at(0)), Err(Refused::ConsentNotWaiting));
    assert_eq!(withdrawable(&child, at(0)), Ok(()));
    assert_eq!(withdrawable(&consent(), at(0)), Ok(()));
    assert_eq!(withdrawable(&consent(), at(1000)), Err(Refused::ConsentOver));
}

#[test]
fn input_names_a_purpose_items_and_a_near_last_day() {
    let today = Day::parse("2026-03-01").unwrap();
    let input = |purpose: &str, what: &[&str], until: &str| ConsentInput {
        organisation: "4132000001".into(),
        purpose: purpose.into(),
        what: what.iter().map(|item| (*item).to_owned()).collect(),
        until: Day::parse(until).unwrap(),
    };
    for (input, expected) in [
        (input("conversion", &["outcomes"], "2026-03-01"), &[][..]),
        (input("curiosity", &["outcomes"], "2026-12-31"), &["identity.consent.purpose_unknown"]),
        (input("conversion", &[], "2026-12-31"), &["identity.consent.what_unknown"]),
        (input("conversion", &["outcomes", "all"], "2026-12-31"), &["identity.consent.what_unknown"]),
        (input("conversion", &["outcomes"], "2026-02-28"), &["identity.field.day_over"]),
        (input("conversion", &["outcomes"], "2029-12-31"), &["identity.field.day_too_far"]),
    ] {
        let codes: Vec<_> = check(&input, today).iter().map(|fault| fault.code).collect();
        assert_eq!(codes, expected, "{input:?}");
    }
}
