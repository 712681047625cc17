use super::*;
use crate::model::{PersonId, SessionId, Stage};
use crate::rules::session::{IDLE_SECONDS, LIFETIME_SECONDS, SEEN_STEP_SECONDS};
use crate::work::second_factor::Shown;
use crate::work::sign_in::{self, Origin, Start};
use crate::work::{second_factor as factor, sessions};
use crate::{hooks, password, second_factor, ticket};

fn from(network: &str) -> Origin {
    Origin { address: network.into(), network: network.into(), device_hash: None }
}

fn attempt(house: &House, name: &str, origin: &Origin) -> Result<sign_in::Challenge> {
    let (name, origin) = (name.to_owned(), origin.clone());
    house.write(&platform(), move |op| sign_in::attempt(op, &name, &origin))
}

/// What the page does, without the page: count, verify, begin.
fn sign_in(house: &House, name: &str, typed: &str, origin: &Origin) -> Result<(String, Stage, String)> {
    let challenge = attempt(house, name, origin)?;
    if !password::verify(typed, challenge.phc.as_deref())? {
        return Err(Error::refused(Refused::SignInFailed));
    }
    let person: PersonId = challenge.person.unwrap().parse().unwrap();
    let session: SessionId = units::Id::from_parts(house.app.now(), house.app.random());
    let text = ticket::session(person, session, house.app.random());
    let device = ticket::hash("device");
    let start = Start {
        person,
        session,
        token_hash: ticket::hash(&text),
        device_hash: device.clone(),
        device: "Firefox · Windows".into(),
        bucket: challenge.bucket,
        network_bucket: challenge.network_bucket,
        verified: challenge.phc.unwrap(),
    };
    let stage = house.write(&by(&person.to_string()), move |op| sign_in::start(op, &start))?;
    Ok((text, stage, device))
}

#[test]
fn the_right_password_begins_a_session_and_a_wrong_one_or_an_unknown_name_does_not() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    let home = from("203.0.113.0/24");
    let (text, stage, _) = sign_in(&house, "wang.learner", PASSWORD, &home).unwrap();
    assert_eq!(stage, Stage::Complete);
    let actor = hooks::authenticate(&house.app, &text).unwrap().unwrap();
    assert_eq!((actor.id.as_str(), actor.on_behalf), (wang.as_str(), None));
    assert_eq!(refused(sign_in(&house, "wang.learner", "wrong", &home)), code(Refused::SignInFailed));
    assert_eq!(refused(sign_in(&house, "nobody.here", "wrong", &home)), code(Refused::SignInFailed));
    assert!(hooks::authenticate(&house.app, &format!("{text}A")).unwrap().is_none());
    assert!(hooks::authenticate(&house.app, "nonsense").unwrap().is_none());
}

#[test]
fn attempts_are_counted_before_they_are_judged_and_held_longer_and_longer() {
    let house = House::new();
    house.person("王小满", "wang.learner", "2000-03-03");
    let attacker = from("198.51.100.0/24");
    let held = |name: &str, origin: &Origin| attempt(&house, name, origin).unwrap().held_seconds;
    let all = |name: &str| (0..8).map(|_| held(name, &attacker)).collect::<Vec<_>>();
    assert_eq!(all("wang.learner"), [0, 0, 0, 0, 0, 1, 2, 4]);
    assert_eq!(all("nobody.here"), [0, 0, 0, 0, 0, 1, 2, 4], "an unknown name behaves alike");
    // The owner on a new browser, in the attacker's own network: slowly, but in.
    assert!(sign_in(&house, "wang.learner", PASSWORD, &attacker).is_ok());
    assert_eq!(held("wang.learner", &attacker), 8, "nobody can tell from the next answer whether a guess was right");
    for _ in 0..40 {
        held("wang.learner", &attacker);
    }
    // The owner elsewhere, and on a known browser in the attacker's own network, is not touched.
    assert_eq!(held("wang.learner", &from("203.0.113.0/24")), 0);
    let known = Origin { device_hash: Some(ticket::hash("device")), ..attacker.clone() };
    assert_eq!(held("wang.learner", &known), 0);
    assert!(sign_in(&house, "wang.learner", PASSWORD, &known).is_ok());
    assert_eq!(held("wang.learner", &attacker), 16, "and the attacker is as slow as before");
}

#[test]
fn a_known_browser_waits_for_its_own_mistakes_only() {
    let house = House::new();
    house.person("王小满", "wang.learner", "2000-03-03");
    let home = from("203.0.113.0/24");
    sign_in(&house, "wang.learner", PASSWORD, &home).unwrap();
    let known = Origin { device_hash: Some(ticket::hash("device")), ..home };
    for _ in 0..5 {
        attempt(&house, "wang.learner", &known).unwrap();
    }
    let sixth = attempt(&house, "wang.learner", &known);
    assert!(matches!(sixth, Err(Error::TooMany { retry_after_seconds: 2 })));
    house.later(2);
    assert!(sign_in(&house, "wang.learner", PASSWORD, &known).is_ok());
}

#[test]
fn guessing_one_password_at_many_names_is_slowed_for_the_network_and_known_browsers_are_exempt() {
    let house = House::new();
    house.person("王小满", "wang.learner", "2000-03-03");
    let school = from("198.51.100.0/24");
    sign_in(&house, "wang.learner", PASSWORD, &school).unwrap();
    let held = |name: &str, origin: &Origin| attempt(&house, name, origin).unwrap().held_seconds;
    for name in 0..crate::rules::throttle::NETWORK_ATTEMPTS {
        assert_eq!(held(&format!("name.{name}"), &school), 0, "attempt {name}");
    }
    assert_eq!(held("name.more", &school), 16, "a name never tried before");
    let known = Origin { device_hash: Some(ticket::hash("device")), ..school.clone() };
    assert_eq!(held("wang.learner", &known), 0);
    assert_eq!(held("name.more", &from("203.0.113.0/24")), 0, "another network is another");
    house.later(3600);
    assert_eq!(held("name.later", &school), 0, "with time it is forgotten");
}

#[test]
fn a_school_where_everybody_signs_in_is_not_slowed() {
    let house = House::new();
    house.person("王小满", "wang.learner", "2000-03-03");
    let school = from("198.51.100.0/24");
    let bucket = |house: &House| {
        let challenge = attempt(house, "wang.learner", &school).unwrap();
        let network = challenge.network_bucket.unwrap();
        house.read(&platform(), |op| crate::store::throttle::attempts(op.conn(), &network)).unwrap().unwrap().count
    };
    let before = bucket(&house);
    for _ in 0..3 {
        sign_in(&house, "wang.learner", PASSWORD, &school).unwrap();
    }
    assert_eq!(bucket(&house), before + 1, "successes are taken off");
}

#[test]
fn codes_are_counted_for_the_person_over_all_networks_but_not_for_a_known_browser() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    let owner = wang.clone();
    house.write(&platform(), move |op| factor::set_second_factor(op, &owner, &[7; 20])).unwrap();
    let home = from("203.0.113.0/24");
    let (text, _, device) = sign_in(&house, "wang.learner", PASSWORD, &home).unwrap();
    let session = house.read(&platform(), |op| sessions::current(op, &text)).unwrap().unwrap().session;
    let show = |origin: &Origin, typed: String| {
        let (session, origin, device) = (session.clone(), origin.clone(), device.clone());
        house.write(&by(&wang), move |op| factor::show(op, &session, &typed, &origin, &device))
    };
    let right = || second_factor::code(&[7; 20], house.app.now());
    assert_eq!(show(&home, right()), Ok(Shown::Right), "this browser is known from here on");
    for network in 0..crate::rules::throttle::PERSON_ATTEMPTS {
        assert_eq!(show(&from(&format!("network {network}")), "000000".into()), Ok(Shown::Wrong), "{network}");
    }
    let further = show(&from("one more network"), "000000".into());
    assert!(matches!(further, Err(Error::TooMany { retry_after_seconds: 900 })), "{further:?}");
    let known = Origin { device_hash: Some(device.clone()), ..from("one more network") };
    house.later(30);
    assert_eq!(show(&known, right()), Ok(Shown::Right));
}

#[test]
fn a_lost_factor_is_reset_with_everything_that_leaned_on_it() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    let owner = wang.clone();
    house.write(&platform(), move |op| factor::set_second_factor(op, &owner, &[7; 20])).unwrap();
    let token = cli::issue_token(&house.app, "wang.learner", "同步", 9).unwrap();
    assert!(hooks::bearer(&house.app, &token).unwrap().is_some());
    cli::reset_second_factor(&house.app, "wang.learner").unwrap();
    assert!(hooks::bearer(&house.app, &token).unwrap().is_none());
    let token = cli::issue_token(&house.app, "wang.learner", "同步", 9).unwrap();
    cli::set_password(&house.app, "wang.learner", "a-quite-different-one").unwrap();
    assert!(hooks::bearer(&house.app, &token).unwrap().is_none(), "set from the command line");
}

#[test]
fn an_administrator_gets_nowhere_without_the_second_factor() {
    let house = House::new();
    let gu = house.person("顾问渠", "gu.admin", "1980-01-01");
    cli::grant_role(&house.app, "gu.admin", "admin", "everywhere").unwrap();
    let home = from("203.0.113.0/24");
    let (text, stage, _) = sign_in(&house, "gu.admin", PASSWORD, &home).unwrap();
    assert_eq!(stage, Stage::Enrolment);
    assert!(hooks::authenticate(&house.app, &text).unwrap().is_none());

    let session = house.read(&platform(), |op| sessions::current(op, &text)).unwrap().unwrap().session;
    let owner = gu.clone();
    house.write(&by(&gu), move |op| factor::enrol(op, &owner)).unwrap();
    let secret = house.read(&by(&gu), |op| factor::waiting_secret(op, &gu)).unwrap();
    let confirm = |typed: String| {
        let (owner, session) = (gu.clone(), session.session.clone());
        house.write(&by(&gu), move |op| factor::confirm(op, &owner, &session, &typed))
    };
    assert_eq!(refused(confirm("000000".into())), code(Refused::CodeWrong));
    let codes = confirm(second_factor::code(&secret, house.app.now())).unwrap();
    assert_eq!(codes.len(), second_factor::RECOVERY_CODES);
    let actor = hooks::authenticate(&house.app, &text).unwrap().unwrap();
    assert!(actor.second_factor && actor.holds_anywhere(crate::access::ADMIN));

    house.later(60);
    let (text, stage, device) = sign_in(&house, "gu.admin", PASSWORD, &home).unwrap();
    assert_eq!(stage, Stage::Factor);
    assert!(hooks::authenticate(&house.app, &text).unwrap().is_none());
    let session = house.read(&platform(), |op| sessions::current(op, &text)).unwrap().unwrap().session;
    let show = |typed: String| {
        let (session, origin, device) = (session.clone(), home.clone(), device.clone());
        house.write(&by(&gu), move |op| factor::show(op, &session, &typed, &origin, &device))
    };
    assert_eq!(show("123456".into()), Ok(Shown::Wrong));
    let typed = second_factor::code(&secret, house.app.now());
    assert_eq!(show(typed.clone()), Ok(Shown::Right));
    assert_eq!(show(typed), Ok(Shown::Used), "a code is not shown twice");
    assert!(hooks::authenticate(&house.app, &text).unwrap().is_some());
    assert_eq!(show(codes[0].to_uppercase()), Ok(Shown::Right), "a recovery code works");
    assert_eq!(show(codes[0].clone()), Ok(Shown::Wrong), "once");
    let owner = gu.clone();
    let origin = home.clone();
    let removal = house.write(&by(&gu), move |op| factor::remove(op, &owner, "000000", &origin));
    assert_eq!(refused(removal), code(Refused::FactorObligatory));
}

#[test]
fn guessing_codes_is_slowed_like_guessing_passwords() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    let owner = wang.clone();
    house.write(&platform(), move |op| factor::set_second_factor(op, &owner, &[7; 20])).unwrap();
    let home = from("203.0.113.0/24");
    let (text, stage, device) = sign_in(&house, "wang.learner", PASSWORD, &home).unwrap();
    assert_eq!(stage, Stage::Factor);
    let session = house.read(&platform(), |op| sessions::current(op, &text)).unwrap().unwrap().session;
    let outcomes: Vec<_> = (0..7)
        .map(|_| {
            let (session, origin, device) = (session.clone(), home.clone(), device.clone());
            house.write(&by(&wang), move |op| factor::show(op, &session, "000000", &origin, &device)).is_ok()
        })
        .collect();
    assert_eq!(outcomes, [true, true, true, true, true, false, false]);
}

#[test]
fn sessions_end_by_word_by_idleness_and_by_age() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    let home = from("203.0.113.0/24");
    let alive = |text: &str| {
        let alive = hooks::authenticate(&house.app, text).unwrap().is_some();
        // What a request notes is written behind it; a write of our own comes after.
        house.write(&platform(), |_| Ok(())).unwrap();
        alive
    };
    let (one, _, _) = sign_in(&house, "wang.learner", PASSWORD, &home).unwrap();
    let (two, _, _) = sign_in(&house, "wang.learner", PASSWORD, &home).unwrap();
    assert!(alive(&one) && alive(&two));
    let open = house.read(&by(&wang), |op| sessions::open(op, &wang)).unwrap();
    assert_eq!(open.len(), 2);
    let (_, id) = ticket::read_session(&one).unwrap();
    let owner = wang.clone();
    house.write(&by(&wang), move |op| sessions::end(op, &owner, &id.to_string())).unwrap();
    assert!(!alive(&one), "an ended session is nobody's at the next request");
    house.later(IDLE_SECONDS - 10);
    assert!(alive(&two), "and being used keeps the other");
    house.later(IDLE_SECONDS - 10);
    assert!(alive(&two));
    house.later(IDLE_SECONDS + SEEN_STEP_SECONDS);
    assert!(!alive(&two), "idle");
    let (three, _, _) = sign_in(&house, "wang.learner", PASSWORD, &home).unwrap();
    for _ in 0..LIFETIME_SECONDS / 1800 - 1 {
        house.later(1800);
        assert!(alive(&three));
    }
    house.later(1800);
    assert!(!alive(&three), "used all day it still ends");
}

#[test]
fn a_new_password_ends_the_other_sessions() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    let home = from("203.0.113.0/24");
    let (mine, _, _) = sign_in(&house, "wang.learner", PASSWORD, &home).unwrap();
    let (theirs, _, _) = sign_in(&house, "wang.learner", PASSWORD, &from("198.51.100.0/24")).unwrap();
    let actor = hooks::authenticate(&house.app, &mine).unwrap().unwrap();
    let token = cli::issue_token(&house.app, "wang.learner", "同步", 9).unwrap();
    let owner = wang.clone();
    let remember = move |op: &Op| {
        let pen = op.may(&crate::access::Action::Sweep)?;
        crate::store::sessions::remember_device(&pen, &owner, "another browser", op.now())
    };
    house.write(&platform(), remember).unwrap();
    assert!(hooks::bearer(&house.app, &token).unwrap().is_some());
    let challenge = attempt(&house, "wang.learner", &home).unwrap();
    let phc = password::hash("a-quite-different-one", [3; 16]).unwrap();
    let change = move |op: &Op| {
        let verified = challenge.phc.as_deref().unwrap();
        crate::work::change_password(op, &wang, verified, &phc, &challenge.bucket, Some(&ticket::hash("device")))
    };
    house.write(&actor, change).unwrap();
    assert!(hooks::authenticate(&house.app, &mine).unwrap().is_some());
    assert!(hooks::authenticate(&house.app, &theirs).unwrap().is_none());
    assert!(hooks::bearer(&house.app, &token).unwrap().is_none(), "whoever made a token with the old password is out");
    assert_eq!(
        house.count(&format!("select count(*) from identity_device where device_hash = '{}'", ticket::hash("device"))),
        1,
        "the browser in which it was changed stays known"
    );
    assert_eq!(house.count("select count(*) from identity_device"), 1, "and no other does");
    assert_eq!(refused(sign_in(&house, "wang.learner", PASSWORD, &home)), code(Refused::SignInFailed));
    assert!(sign_in(&house, "wang.learner", "a-quite-different-one", &home).is_ok());
}

#[test]
fn old_attempts_and_sessions_are_swept() {
    let house = House::new();
    house.person("王小满", "wang.learner", "2000-03-03");
    attempt(&house, "nobody.here", &from("198.51.100.0/24")).unwrap();
    sign_in(&house, "wang.learner", PASSWORD, &from("203.0.113.0/24")).unwrap();
    house.later(40 * 24 * 3600);
    house.write(&platform(), sign_in::sweep).unwrap();
    assert_eq!(house.count("select count(*) from identity_throttle"), 0);
    assert_eq!(house.count("select count(*) from identity_session"), 0);
    assert_eq!(house.count("select count(*) from identity_device"), 1, "a browser stays known for half a year");
}
