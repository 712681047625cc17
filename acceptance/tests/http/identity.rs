//! Signing in, staying in and being let out; the second factor; tokens; consent; and where personal data may not show.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use acceptance::cast::{self, PASSWORD};
use acceptance::server::{Engine, Server};
use acceptance::visitor::{Answer, Visitor};
use acceptance::{files, totp};
use serde_json::{Value, json};
use units::Instant;

use super::deposit::{committed, registrar, uploaded};
use super::on_both;

pub fn seconds_now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is past 1970").as_secs()
}

/// Who the visitor is to the platform; `None` for a stranger.
pub fn me(visitor: &Visitor) -> Option<Value> {
    let answer = visitor.get("/api/identity/me");
    match answer.status {
        200 => Some(answer.json()),
        401 => None,
        status => panic!("/api/identity/me answered {status}: {}", answer.text()),
    }
}

/// The visitor's own id.
pub fn own_id(visitor: &Visitor) -> String {
    me(visitor).expect("signed in")["person"].as_str().expect("a person has an id").to_owned()
}

/// The last day of a consent or token that outlives the test.
pub fn in_a_month() -> String {
    Instant::from_micros(seconds_now() as i64 * 1_000_000).plus_days(30).day_in_shanghai().to_string()
}

#[test]
fn the_right_password_opens_and_the_wrong_one_tells_nothing() {
    on_both(|server| {
        let wang = server.stranger();
        let wrong = wang.sign_in_with(cast::WANG.login, "not-the-password").must(422);
        let nobody = server.stranger().sign_in_with("nobody.at.all", "not-the-password").must(422);
        let summary = |answer: &Answer| answer.words().split("错误").nth(2).unwrap_or_default().to_owned();
        assert_eq!(summary(&wrong), summary(&nobody), "a wrong password and an unknown name must look alike");
        assert_eq!(wrong.input("sign_in_name").as_deref(), Some(cast::WANG.login), "what was typed is kept");
        assert!(!wrong.text().contains("not-the-password"), "a password is never sent back");
        assert!(me(&wang).is_none());
        wang.sign_in(cast::WANG);
        assert!(me(&wang).is_some());
        let cookie = wang.cookie("xq_session").expect("a session has a cookie");
        wang.post("/sign-out", &[]).must(303);
        assert!(me(&wang).is_none());
        wang.set_cookie("xq_session", &cookie);
        assert!(me(&wang).is_none(), "the ended session's cookie still opens");
    });
}

#[test]
fn where_one_wanted_to_go_is_kept_but_never_another_site() {
    on_both(|server| {
        let asked = server.stranger().get("/account");
        assert!(asked.leads_on().starts_with("/sign-in?next="));
        for (next, expected) in
            [("/account", "/account"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil.example", "/")]
        {
            let fields = [("sign_in_name", cast::WANG.login), ("password", PASSWORD), ("next", next)];
            assert_eq!(server.stranger().post("/sign-in", &fields).leads_on(), expected, "next={next}");
        }
    });
}

#[test]
fn guessing_slows_the_guesser_and_not_the_owner() {
    on_both(|server| {
        let owner = server.stranger();
        owner.sign_in(cast::LI);
        let guesser = server.stranger();
        let seconds = |visitor: &Visitor| {
            let begun = std::time::Instant::now();
            visitor.sign_in_with(cast::LI.login, "a-guess-of-enough-length").must(422);
            begun.elapsed().as_secs()
        };
        for _ in 0..5 {
            seconds(&guesser);
        }
        assert!(seconds(&guesser) >= 1 && seconds(&guesser) >= 2, "guesses in a row were never slowed");
        // The owner, in the same network: at once in the browser that is known, and slowly in a new one.
        owner.post("/sign-out", &[]).must(303);
        let begun = std::time::Instant::now();
        owner.sign_in(cast::LI);
        assert!(begun.elapsed().as_secs() < 3, "the owner's own browser was slowed");
        server.stranger().sign_in(cast::LI);
    });
}

#[test]
fn a_network_holds_few_answers_at_once() {
    on_both(|server| {
        let guess = || server.stranger().sign_in_with("nobody.at.all", "a-guess-of-enough-length").status;
        for _ in 0..5 {
            assert_eq!(guess(), 422);
        }
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let guesses: Vec<_> = (0..6).map(|_| scope.spawn(guess)).collect();
            guesses.into_iter().map(|guess| guess.join().expect("a guess was answered")).collect()
        });
        assert!(statuses.iter().all(|status| matches!(status, 422 | 429)), "{statuses:?}");
        assert!(statuses.contains(&429), "six at once from one address were all looked at: {statuses:?}");
        assert!(statuses.contains(&422), "none was: {statuses:?}");
    });
}

#[test]
fn sessions_are_listed_and_ended() {
    on_both(|server| {
        let (here, there) = (server.stranger(), server.stranger());
        here.sign_in(cast::QIN);
        there.sign_in(cast::QIN);
        let open = here.get("/api/identity/sessions").must(200).json();
        let others: Vec<&Value> =
            open["items"].as_array().unwrap().iter().filter(|session| session["present"] == false).collect();
        assert_eq!(others.len(), 1, "{open}");
        let id = others[0]["session"].as_str().unwrap();
        // A session is its owner's: to others it is not there.
        let stranger = server.stranger();
        stranger.sign_in(cast::WANG);
        stranger.json("DELETE", &format!("/api/identity/sessions/{id}"), &json!({}), None).must(404);
        assert!(me(&there).is_some());
        here.post(&format!("/account/sessions/{id}/end"), &[]).must(303);
        assert!(me(&there).is_none() && me(&here).is_some());
    });
}

/// Enrols the administrator's second factor; answers its secret and the recovery codes.
pub fn enrol(gu: &Visitor) -> (String, Vec<String>) {
    enrol_as(gu, cast::GU.login)
}

/// Enrols an administrator's second factor.
fn enrol_as(gu: &Visitor, login: &str) -> (String, Vec<String>) {
    assert_eq!(gu.sign_in_with(login, PASSWORD).leads_on(), "/account/second-factor");
    assert!(me(gu).is_none(), "an administrator is nobody before the second factor");
    gu.get("/account").must(303);
    gu.post("/account/second-factor", &[]).must(303);
    let page = gu.get("/account/second-factor").must(200);
    let secret = codes_in(&page).pop().expect("the page shows the secret");
    assert!(gu.get("/account/second-factor/picture.svg").must(200).text().contains("<svg"));
    gu.post("/account/second-factor/confirmation", &[("code", "000000")]).must(422);
    let done =
        gu.post("/account/second-factor/confirmation", &[("code", &totp::code(&secret, seconds_now()))]).must(200);
    assert_eq!(done.header("cache-control"), Some("no-store"));
    assert_eq!(me(gu).expect("signed in")["second_factor"], true);
    (secret, codes_in(&done))
}

fn codes_in(page: &Answer) -> Vec<String> {
    let text = page.text();
    let codes = text.split("<code").skip(1).filter_map(|rest| rest.split_once('>')?.1.split_once("</code>"));
    codes.map(|(code, _)| code.trim().to_owned()).collect()
}

#[test]
fn an_administrator_needs_the_second_factor() {
    on_both(|server| {
        let (secret, recovery) = enrol(&server.stranger());
        assert!(recovery.len() >= 8, "{recovery:?}");
        let again = server.stranger();
        let step = again.sign_in_with(cast::GU.login, PASSWORD).leads_on();
        assert!(step.starts_with("/sign-in/second-factor"), "{step}");
        assert!(me(&again).is_none());
        again.post("/sign-in/second-factor", &[("code", "000000")]).must(422);
        // The step of the enrolment is used up; the next one is not.
        let next = totp::code(&secret, seconds_now() + 30);
        again.post("/sign-in/second-factor", &[("code", &next)]).must(303);
        assert!(me(&again).is_some());
        let third = server.stranger();
        third.sign_in_with(cast::GU.login, PASSWORD).must(303);
        third.post("/sign-in/second-factor", &[("code", &next)]).must(422);
        third.post("/sign-in/second-factor", &[("code", &recovery[0])]).must(303);
        assert!(me(&third).is_some());
        let fourth = server.stranger();
        fourth.sign_in_with(cast::GU.login, PASSWORD).must(303);
        fourth.post("/sign-in/second-factor", &[("code", &recovery[0])]).must(422);
    });
}

/// The visitor's grant of the administrator's role, if they hold it.
fn admin_grant(visitor: &Visitor) -> Option<String> {
    let grants = me(visitor).expect("signed in")["grants"].clone();
    let found = grants.as_array().unwrap().iter().find(|grant| grant["role"] == "admin").cloned();
    found.map(|grant| grant["grant_id"].as_str().expect("a grant has an id").to_owned())
}

#[test]
fn two_administrators_who_remove_each_other_at_once_leave_one() {
    on_both(|server| {
        let (gu, qin) = (server.stranger(), server.stranger());
        enrol(&gu);
        let other = server.stranger();
        other.sign_in(cast::QIN);
        let ids = [own_id(&gu), own_id(&other)];
        let admin = json!({ "role": "admin", "scope_kind": "everywhere" });
        let give = |by: &Visitor, to: &str| {
            by.json("POST", &format!("/api/identity/people/{to}/grants"), &admin, None).must(201);
        };
        give(&gu, &ids[1]);
        enrol_as(&qin, cast::QIN.login);
        for round in 0..6 {
            let grants = [&gu, &qin].map(|visitor| admin_grant(visitor).expect("both are administrators"));
            let remove = |by: &Visitor, who: usize| {
                let path = format!("/api/identity/people/{}/grants/{}", ids[who], grants[who]);
                by.json("DELETE", &path, &json!({}), None).status
            };
            let statuses = std::thread::scope(|scope| {
                let (one, two) = (scope.spawn(|| remove(&gu, 1)), scope.spawn(|| remove(&qin, 0)));
                [one.join().expect("answered"), two.join().expect("answered")]
            });
            let left: Vec<bool> = [&gu, &qin].map(|visitor| admin_grant(visitor).is_some()).to_vec();
            assert_eq!(left.iter().filter(|left| **left).count(), 1, "round {round}: {statuses:?}, left {left:?}");
            match left[0] {
                true => give(&gu, &ids[1]),
                false => give(&qin, &ids[0]),
            }
        }
    });
}

#[test]
fn two_seats_given_to_one_school_at_once_are_one() {
    on_both(|server| {
        let gu = server.stranger();
        enrol(&gu);
        let today = Instant::from_micros(seconds_now() as i64 * 1_000_000).day_in_shanghai().to_string();
        for round in 0..6 {
            let founding =
                json!({ "name": format!("并发联盟{round}"), "name_en": "", "purpose": "检验", "founded_on": today });
            let founded = gu.json("POST", "/api/directory/alliances", &founding, None).must(201);
            let path = founded.location().to_owned();
            let admit = |role: &str| {
                let member = json!({ "institution": cast::JIANGSU, "role": role, "joined_on": today });
                gu.json("POST", &format!("{path}/members"), &member, None).status
            };
            let statuses = std::thread::scope(|scope| {
                let (one, two) = (scope.spawn(|| admit("standing")), scope.spawn(|| admit("member")));
                [one.join().expect("answered"), two.join().expect("answered")]
            });
            let admitted = statuses.iter().filter(|status| (200..300).contains(*status)).count();
            assert_eq!(admitted, 1, "round {round}: {statuses:?}");
        }
    });
}

#[test]
fn a_lent_role_does_not_open_its_lenders_passbook() {
    on_both(|server| {
        let (lin, chen) = (registrar(server), server.stranger());
        chen.sign_in(cast::CHEN);
        let me = me(&lin).expect("signed in");
        let grant = me["grants"][0]["grant_id"].as_str().unwrap();
        let fields = [("delegate", cast::CHEN.login), ("grant_id", grant), ("valid_until", &in_a_month())];
        lin.post("/account/delegations", &fields).must(303);
        let page = chen.get("/account/delegations").must(200);
        let delegation =
            page.text().split("name=\"by\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        chen.post("/account/acting", &[("person", &own_id(&lin)), ("by", &delegation)]).must(303);
        assert_eq!(self::me(&chen).expect("signed in")["on_behalf"], me["person"]);
        chen.get("/credit/passbook").must(404);
        chen.get("/credit/applications").must(404);
        chen.get("/credit/deposits").must(200);
        chen.get("/").must(200);
        chen.get(&format!("/api/identity/learners/{}/consents", own_id(&lin))).must(404);
        chen.post("/account/acting/end", &[]).must(303);
        chen.get("/credit/passbook").must(200);
    });
}

/// A token that acts as the visitor with every role they hold.
pub fn token(visitor: &Visitor) -> (String, String) {
    let grants = me(visitor).expect("signed in")["grants"].clone();
    let ids: Vec<Value> = grants.as_array().unwrap().iter().map(|grant| grant["grant_id"].clone()).collect();
    let wanted = json!({ "name": "program", "grants": ids, "valid_until": in_a_month() });
    let issued = visitor.json("POST", "/api/identity/tokens", &wanted, None).must(201).json();
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    (text(&issued["token"]["token"]), text(&issued["secret"]))
}

#[test]
fn a_token_acts_until_it_is_revoked() {
    on_both(|server| {
        let lin = registrar(server);
        let (id, secret) = token(&lin);
        let program = server.stranger();
        program.bear(&secret);
        assert_eq!(own_id(&program), own_id(&lin));
        assert!(!lin.get("/api/identity/tokens").must(200).text().contains(&secret), "the secret is shown once");
        program
            .json("POST", "/api/identity/tokens", &json!({ "name": "child", "valid_until": in_a_month() }), None)
            .must(404);
        lin.json("DELETE", &format!("/api/identity/tokens/{id}"), &json!({}), None).must(204);
        assert!(me(&program).is_none(), "a revoked token still opens");
    });
}

/// A consent of the visitor for an organisation to read everything a conversion needs.
pub fn consent(visitor: &Visitor, organisation: &str) -> Value {
    let wanted = json!({
        "organisation": organisation, "purpose": "conversion", "what": ["outcomes", "passbook", "identity"], "until": in_a_month(),
    });
    let path = format!("/api/identity/learners/{}/consents", own_id(visitor));
    visitor.json("POST", &path, &wanted, None).must(201).json()
}

#[test]
fn a_childs_consent_waits_for_the_guardian() {
    on_both(|server| {
        let (zhao, guardian) = (server.stranger(), server.stranger());
        zhao.sign_in(cast::ZHAO);
        guardian.sign_in(cast::GUARDIAN);
        let given = consent(&zhao, cast::SHANGHAI);
        assert_eq!(given["waits_for_guardian"], true, "{given}");
        let path = format!("/api/identity/learners/{}/consents", own_id(&zhao));
        let id = given["consent"].as_str().unwrap();
        let state = |visitor: &Visitor| {
            let list = visitor.get(&path).must(200).json();
            let found = list["items"].as_array().unwrap().iter().find(|item| item["consent"] == id).cloned();
            found.expect("the consent is listed")["state"].as_str().unwrap().to_owned()
        };
        assert_eq!(state(&zhao), "waiting");
        zhao.json("POST", &format!("{path}/{id}/agreement"), &json!({}), None).must(404);
        let stranger = server.stranger();
        stranger.sign_in(cast::WANG);
        stranger.get(&path).must(404);
        assert_eq!(state(&guardian), "waiting");
        guardian.json("POST", &format!("{path}/{id}/agreement"), &json!({}), None).must(204);
        assert_eq!(state(&zhao), "in_force");
        zhao.json("POST", &format!("{path}/{id}/withdrawal"), &json!({}), None).must(204);
        assert_eq!(state(&zhao), "withdrawn");
    });
}

#[test]
fn personal_data_is_sealed_in_the_database_and_absent_from_the_log() {
    for engine in Engine::BOTH {
        let mut server = Server::demo(engine);
        let (name, number) = ("慕容听雪", files::id_number(330_106, 19_990_914, 77));
        let lin = registrar(&server);
        let read = uploaded(
            &lin,
            &files::csv_with_bom("sealed", &[files::Grade::passed(name, &number, "数据结构", "3", "90")]),
        );
        assert_eq!(committed(&lin, &read, "all")["progress"]["deposited"], 1);
        server.stop();
        for secret in [name, number.as_str(), &cast::WANG.id_number(), PASSWORD] {
            assert!(!server.log().contains(secret), "{engine:?}: the log tells {secret}");
        }
        let home = server.into_home();
        let file = home.path().join("everything");
        let output = home.run(&["export", file.to_str().unwrap()]);
        assert!(output.status.success());
        // The export, the attached files, and on SQLite the database itself.
        for (path, content) in all_files(home.path()) {
            for secret in [name, number.as_str(), cast::WANG.name, &cast::WANG.id_number()] {
                let found = content.windows(secret.len()).any(|bytes| bytes == secret.as_bytes());
                assert!(!found, "{engine:?}: {} holds {secret} in the open", path.display());
            }
        }
    }
}

fn all_files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder is read").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            files.extend(all_files(&path));
        } else {
            let content = std::fs::read(&path).expect("a file is read");
            files.push((path, content));
        }
    }
    files
}
