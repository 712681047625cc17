use super::*;

fn at(seconds: i64) -> Instant {
    Instant::EPOCH.plus_days(20_000).plus_seconds(seconds)
}

fn session(seen: i64, ended: Option<i64>) -> Session {
    Session {
        session: "ses".into(),
        person: "prs".into(),
        token_hash: String::new(),
        device: String::new(),
        started_at: at(0),
        seen_at: at(seen),
        expires_at: at(LIFETIME_SECONDS),
        second_factor_at: None,
        ended_at: ended.map(at),
        acting: None,
    }
}

#[test]
fn a_session_ends_by_word_by_age_and_by_neglect() {
    let idle = IDLE_SECONDS + SEEN_STEP_SECONDS;
    for (seen, ended, now, expected) in [
        (0, None, 0, Life::Live),
        (0, None, idle - 1, Life::Live),
        (0, None, idle, Life::Idle),
        (0, Some(5), 6, Life::Ended),
        (LIFETIME_SECONDS - 10, None, LIFETIME_SECONDS - 1, Life::Live),
        (LIFETIME_SECONDS - 10, None, LIFETIME_SECONDS, Life::Expired),
        (0, Some(5), LIFETIME_SECONDS, Life::Ended),
    ] {
        assert_eq!(life(&session(seen, ended), at(now)), expected, "seen {seen}, now {now}");
    }
}

#[test]
fn being_seen_is_noted_in_steps() {
    assert!(!worth_noting(&session(0, None), at(SEEN_STEP_SECONDS - 1)));
    assert!(worth_noting(&session(0, None), at(SEEN_STEP_SECONDS)));
}

#[test]
fn a_sign_in_is_complete_only_with_the_factor_it_needs() {
    for (shown, enrolled, roles, expected) in [
        (false, false, &[][..], Stage::Complete),
        (false, false, &["registrar", "reviewer"], Stage::Complete),
        (false, false, &["registrar", "admin"], Stage::Enrolment),
        (false, true, &[], Stage::Factor),
        (false, true, &["admin"], Stage::Factor),
        (true, true, &["admin"], Stage::Complete),
    ] {
        assert_eq!(stage(shown, enrolled, roles.iter().copied()), expected, "{shown} {enrolled} {roles:?}");
    }
}

#[test]
fn a_browser_is_named_in_two_words() {
    for (agent, words) in [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
            "Edge · Windows",
        ),
        ("Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 Chrome/109.0 Safari/537.36", "Chrome · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari · iOS"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0", "WeChat · Android"),
        ("", "– · –"),
    ] {
        assert_eq!(device_words(agent), words);
    }
}
