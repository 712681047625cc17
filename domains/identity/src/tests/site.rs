//! The pages and the API through the front door, every word present in both languages.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Request, header};
use http_body_util::BodyExt;
use tower::ServiceExt;
use web::{Hooks, Site};

use super::*;
use crate::second_factor;

struct Browser {
    site: Site,
    runtime: tokio::runtime::Runtime,
    cookies: BTreeMap<String, String>,
}

struct Seen {
    status: u16,
    location: String,
    body: String,
}

impl Browser {
    fn new(house: &House) -> Browser {
        let hooks = Hooks {
            authenticate: crate::authenticate,
            bearer: crate::bearer,
            display_name: crate::display_name,
            refused: |_, _, _| Ok(Vec::new()),
        };
        let settings = web::Settings { strict_words: true, ..web::Settings::default() };
        let site = Site::new(house.app.clone(), &[&directory::DOMAIN, &crate::DOMAIN], hooks, settings).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Browser { site, runtime, cookies: BTreeMap::new() }
    }

    fn send(&mut self, method: &str, path: &str, media_type: &str, body: String) -> Seen {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "127.0.0.1")
            .header("sec-fetch-site", "same-origin")
            .header("cookie", cookies.join("; "))
            .header("content-type", media_type)
            .header("accept", if path.starts_with("/api") { "application/json" } else { "text/html" })
            .body(Body::from(body))
            .unwrap();
        let router = self.site.router();
        let (parts, bytes) = self.runtime.block_on(async move {
            let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
            (parts, body.collect().await.unwrap().to_bytes())
        });
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = line.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            match value {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let location = parts.headers.get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        Seen {
            status: parts.status.as_u16(),
            location: location.unwrap_or_default(),
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    fn get(&mut self, path: &str) -> Seen {
        self.send("GET", path, "text/plain", String::new())
    }

    fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let encode = |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        self.send("POST", path, "application/x-www-form-urlencoded", body.join("&"))
    }

    fn sign_in(&mut self, name: &str) -> Seen {
        self.post("/sign-in", &[("sign_in_name", name), ("password", PASSWORD), ("next", "/account")])
    }

    /// A page that must be there, in both languages.
    fn page(&mut self, path: &str) -> String {
        let join = if path.contains('?') { '&' } else { '?' };
        let mut body = String::new();
        for locale in ["en", "zh-CN"] {
            let seen = self.get(&format!("{path}{join}lang={locale}"));
            assert_eq!(seen.status, 200, "{path} in {locale}: {}", seen.body);
            body = seen.body;
        }
        body
    }
}

fn between<'b>(body: &'b str, before: &str, after: &str) -> &'b str {
    let start = body.find(before).unwrap_or_else(|| panic!("no {before} in {body}")) + before.len();
    &body[start..start + body[start..].find(after).unwrap()]
}

#[test]
fn a_learner_signs_in_consents_and_signs_out() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    let mut browser = Browser::new(&house);
    assert!(browser.page("/sign-in?next=/account").contains("登录名"));
    let stranger = browser.get("/account");
    assert_eq!((stranger.status, stranger.location.as_str()), (303, "/sign-in?next=%2Faccount"));
    let wrong =
        browser.post("/sign-in", &[("sign_in_name", "wang.learner"), ("password", "wrong"), ("next", "/account")]);
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.body.contains("登录名或密码不正确")
            && wrong.body.contains("value=\"wang.learner\"")
            && !wrong.body.contains("\"wrong\"")
    );
    let signed_in = browser.sign_in("wang.learner");
    assert_eq!((signed_in.status, signed_in.location.as_str()), (303, "/account"));
    let account = browser.page("/account");
    assert!(account.contains("王小满") && !account.contains(&number("2000-03-03")));
    for path in [
        "/account/contact",
        "/account/password",
        "/account/second-factor",
        "/account/sessions",
        "/account/tokens",
        "/account/delegations",
        "/identity/consents",
        "/identity/reads",
        "/identity/consents/all",
        "/identity/guardians",
    ] {
        browser.page(path);
    }
    let fields =
        [("organisation", "江苏开放大学"), ("purpose", "conversion"), ("what", "outcomes"), ("until", "2026-12-31")];
    let empty = browser.post("/identity/consents", &fields[..1]);
    assert_eq!(empty.status, 422, "{}", empty.body);
    assert!(empty.body.contains("江苏开放大学") && empty.body.contains("govuk-error-summary"));
    let given = browser.post("/identity/consents", &fields);
    assert_eq!(given.status, 303, "{}", given.body);
    let page = browser.page(&given.location);
    assert!(page.contains("授权已生效") && page.contains("江苏开放大学"));
    let consent = between(&page, &format!("/identity/consents/{wang}/"), "/withdrawal").to_owned();
    let listed = browser.get(&format!("/api/identity/learners/{wang}/consents"));
    assert!(listed.body.contains(&consent) && listed.body.contains("\"state\":\"in_force\""), "{}", listed.body);
    let csv = browser.get("/identity/consents/all.csv");
    assert!(csv.status == 200 && csv.body.contains("江苏开放大学") && csv.body.contains("生效中"), "{}", csv.body);
    assert_eq!(browser.get("/identity/reads.xlsx").status, 200);
    let withdrawn = browser.post(&format!("/identity/consents/{wang}/{consent}/withdrawal"), &[]);
    assert_eq!(withdrawn.status, 303);
    let contact = browser.post("/account/contact", &[("phone", "123"), ("email", "")]);
    assert_eq!(contact.status, 422);
    let contact = browser.post("/account/contact", &[("phone", "13812341234"), ("email", "wang@example.cn")]);
    assert_eq!(contact.status, 303, "{}", contact.body);
    assert!(browser.page("/account").contains("138****1234"));
    assert_eq!(browser.get("/identity/people").status, 403);
    assert_eq!(browser.get("/identity/privacy").status, 403);
    assert_eq!(browser.post("/sign-out", &[]).status, 303);
    assert_eq!(browser.get("/account").status, 303);
    assert_eq!(browser.get("/api/identity/me").status, 401);
}

#[test]
fn passwords_and_tokens_through_the_front_door() {
    let house = House::new();
    house.person("王小满", "wang.learner", "2000-03-03");
    let mut browser = Browser::new(&house);
    browser.sign_in("wang.learner");
    let new = "a-quite-different-one";
    let change = |browser: &mut Browser, present: &str, new: &str, again: &str| {
        browser.post("/account/password", &[("present", present), ("password", new), ("again", again)])
    };
    assert_eq!(change(&mut browser, PASSWORD, new, "another").status, 422);
    assert_eq!(change(&mut browser, PASSWORD, "123456789012", "123456789012").status, 422);
    assert_eq!(change(&mut browser, "wrong", new, new).status, 422);
    assert_eq!(change(&mut browser, PASSWORD, new, new).status, 303);
    let issued = browser.post("/account/tokens", &[("name", "导出"), ("valid_until", "2026-06-30")]);
    assert_eq!(issued.status, 200, "{}", issued.body);
    let secret = between(&issued.body, "<code class=\"xq-code\">", "</code>").to_owned();
    assert!(secret.starts_with("xqt."));
    assert!(!browser.page("/account/tokens").contains(&secret), "shown once");
    assert!(crate::bearer(&house.app, &secret).unwrap().is_some());
    let sessions = browser.get("/api/identity/sessions");
    assert!(sessions.body.contains("\"present\":true") && !sessions.body.contains("hash"), "{}", sessions.body);
}

#[test]
fn an_administrator_enrols_first_and_then_grants() {
    let house = House::new();
    house.person("顾问渠", "gu.admin", "1980-01-01");
    let lin = house.person("林若溪", "lin.registrar", "1988-01-01");
    cli::grant_role(&house.app, "gu.admin", "admin", "everywhere").unwrap();
    let mut browser = Browser::new(&house);
    let signed_in = browser.sign_in("gu.admin");
    assert_eq!(signed_in.location, "/account/second-factor");
    assert_eq!(browser.get("/identity/people").status, 303, "nothing else is open");
    browser.page("/account/second-factor");
    assert_eq!(browser.get("/account/second-factor/picture.svg").status, 404, "nothing to scan yet");
    assert_eq!(browser.post("/account/second-factor", &[]).status, 303);
    browser.page("/account/second-factor");
    assert!(browser.get("/account/second-factor/picture.svg").body.contains("<svg"));
    let wrong = browser.post("/account/second-factor/confirmation", &[("code", "000000")]);
    assert_eq!(wrong.status, 422);
    let gu = cli::find(&house.app, "gu.admin").unwrap();
    let secret = house.read(&by(&gu), |op| crate::work::second_factor::waiting_secret(op, &gu)).unwrap();
    let code = second_factor::code(&secret, house.app.now());
    let done = browser.post("/account/second-factor/confirmation", &[("code", &code)]);
    assert_eq!(done.status, 200);
    assert!(done.body.contains("恢复码"));
    let list = browser.page("/identity/people");
    assert!(list.contains("林*溪") && !list.contains("林若溪"));
    let csv = browser.get("/identity/people.csv");
    assert!(csv.body.contains("林*溪") && !csv.body.contains("林若溪") && !csv.body.contains(&number("1988-01-01")));
    let found = browser.post("/identity/people/search", &[("typed", &number("1988-01-01"))]);
    assert!(found.status == 200 && found.body.contains("林*溪"), "{}", found.body);
    assert_eq!(browser.post("/identity/people/search", &[("typed", "310104198801011230")]).status, 422);
    let path = format!("/identity/people/{lin}");
    browser.page(&path);
    let wrong = browser.post(&format!("{path}/grants"), &[("role", "registrar"), ("scope_code", "无此大学")]);
    assert_eq!(wrong.status, 422, "{}", wrong.body);
    let granted = browser.post(&format!("{path}/grants"), &[("role", "registrar"), ("scope_code", "上海开放大学")]);
    assert_eq!(granted.status, 303, "{}", granted.body);
    let page = browser.page(&path);
    assert!(page.contains("上海开放大学") && page.contains("授予角色"));
    let invited = browser.post("/identity/invitations", &[("role", "reviewer"), ("scope_code", SHANGHAI_OPEN)]);
    assert_eq!(invited.status, 200, "{}", invited.body);
    let link = between(&invited.body, "<code class=\"xq-code\">", "</code>").to_owned();
    browser.page("/identity/invitations");
    browser.page("/identity/privacy?year=2026");
    browser.page(&link);

    let mut other = Browser::new(&house);
    assert!(other.page(&link).contains("认定审核"));
    let fields = [
        ("name", "周慎"),
        ("id_number", ""),
        ("born", "1981-07-13"),
        ("sign_in_name", "zhou.reviewer"),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ];
    let opened = other.post(&link, &fields);
    assert_eq!((opened.status, opened.location.contains("/sign-in")), (303, true), "{}", opened.body);
    assert_eq!(other.get(&link).status, 422, "used up");
    assert_eq!(other.sign_in("zhou.reviewer").status, 303);
    assert!(other.page("/account").contains("认定审核"));
}

#[test]
fn a_guardian_acts_for_a_child() {
    let house = House::new();
    let child = house.person("赵一苇", "zhao.learner", "2013-06-01");
    house.person("赵母", "zhao.mother", "1985-06-01");
    let mut young = Browser::new(&house);
    young.sign_in("zhao.learner");
    young.page("/identity/guardians");
    let named = young.post("/identity/guardians", &[("guardian", "zhao.mother"), ("relation", "parent")]);
    assert_eq!(named.status, 303, "{}", named.body);
    let fields =
        [("organisation", JIANGSU_OPEN), ("purpose", "conversion"), ("what", "outcomes"), ("until", "2026-12-31")];
    let given = young.post("/identity/consents", &fields);
    assert!(young.page(&given.location).contains("监护人同意后生效"));
    let mut mother = Browser::new(&house);
    mother.sign_in("zhao.mother");
    assert_eq!(mother.get(&format!("/identity/consents?learner={child}")).status, 404);
    assert_eq!(mother.post(&format!("/identity/guardians/{child}/confirmation"), &[]).status, 303);
    mother.page("/identity/guardians");
    assert_eq!(mother.get(&format!("/identity/consents?learner={child}")).status, 404, "the school has not attested");
    house.held_by(SHANGHAI_OPEN, &child);
    house.person("林若溪", "lin.registrar", "1988-01-01");
    cli::grant_role(&house.app, "lin.registrar", "registrar", SHANGHAI_OPEN).unwrap();
    let mut school = Browser::new(&house);
    school.sign_in("lin.registrar");
    let waiting = school.page("/identity/learners");
    assert!(waiting.contains("赵*苇") && !waiting.contains("赵一苇"), "{waiting}");
    let guardian = cli::find(&house.app, "zhao.mother").unwrap();
    assert_eq!(school.post(&format!("/identity/guardians/{child}/{guardian}/attestation"), &[]).status, 303);
    mother.page("/identity/guardians");
    let page = mother.page(&format!("/identity/consents?learner={child}"));
    let consent = between(&page, &format!("/identity/consents/{child}/"), "/agreement").to_owned();
    assert_eq!(mother.post(&format!("/identity/consents/{child}/{consent}/agreement"), &[]).status, 303);
    mother.page("/account/delegations");
    let acting = mother.post("/account/acting", &[("person", &child), ("by", "guardian")]);
    assert_eq!(acting.status, 303, "{}", acting.body);
    assert!(mother.page("/account/delegations").contains("您正在代 赵一苇 办理"));
    assert!(mother.page("/identity/consents").contains("江苏开放大学"));
    assert!(mother.page("/account").contains("您正在代"));
    assert_eq!(mother.get("/account/password").status, 404, "her own secrets are not reached in the child's place");
    assert_eq!(mother.post("/account/acting/end", &[]).status, 303);
    assert_eq!(mother.get("/account/password").status, 200);
    let stranger = mother.post("/account/acting", &[("person", "prs_stranger"), ("by", "guardian")]);
    assert_eq!(stranger.status, 422);
}

#[test]
fn a_forgotten_password_is_set_anew_with_a_link() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    house.held_by(SHANGHAI_OPEN, &wang);
    house.person("叶知秋", "ye.bank", "1983-03-19");
    cli::grant_role(&house.app, "ye.bank", "bank_officer", "310000").unwrap();
    let mut mine = Browser::new(&house);
    mine.sign_in("wang.learner");
    let mut officer = Browser::new(&house);
    officer.sign_in("ye.bank");
    let page = officer.page(&format!("/identity/people/{wang}"));
    assert!(
        page.contains("生成密码重设链接") && !page.contains("办理记录"),
        "what a learner does is the learner's own"
    );
    let made = officer.post(&format!("/identity/people/{wang}/password-resets"), &[]);
    assert_eq!(made.status, 200, "{}", made.body);
    let link = between(&made.body, "<code class=\"xq-code\">", "</code>").to_owned();
    let again =
        officer.send("POST", &format!("/api/identity/people/{wang}/password-resets"), "application/json", "{}".into());
    assert!(again.status == 201 && again.body.contains("/password-resets/"), "{}", again.body);
    assert_eq!(mine.get(&link).status, 422, "the later one replaced it");
    let link = between(&again.body, "\"link\":\"", "\"").to_owned();
    let mut other = Browser::new(&house);
    assert!(other.page(&link).contains("wang.learner"));
    let new = "a-quite-different-one";
    assert_eq!(other.post(&link, &[("password", "short"), ("again", "short")]).status, 422);
    assert_eq!(other.post(&link, &[("password", new), ("again", "another-different")]).status, 422);
    assert_eq!(other.post(&link, &[("password", new), ("again", new)]).status, 303);
    assert_eq!(other.post(&link, &[("password", new), ("again", new)]).status, 422, "once");
    assert_eq!(mine.get("/account").status, 303, "sessions have ended");
    assert_eq!(other.sign_in("wang.learner").status, 422, "with the old password");
    let fields = [("sign_in_name", "wang.learner"), ("password", new), ("next", "/account")];
    assert_eq!(other.post("/sign-in", &fields).status, 303);
    let account = other.page("/account");
    assert!(account.contains("凭链接重设密码") && account.contains("叶知秋"), "the owner sees who made the link");
    assert_eq!(officer.get("/password-resets/nothing").status, 404);
}

#[test]
fn a_day_of_birth_nobody_knew_is_given_once() {
    let house = House::new();
    let new = NewPerson { name: "孙某".into(), sign_in_name: Some("sun.learner".into()), ..NewPerson::default() };
    cli::add_user(&house.app, new, PASSWORD).unwrap();
    let mut browser = Browser::new(&house);
    browser.sign_in("sun.learner");
    assert!(browser.page("/account").contains("/account/birthday"));
    assert!(browser.page("/identity/guardians").contains("填写出生日期"));
    let fields =
        [("organisation", JIANGSU_OPEN), ("purpose", "conversion"), ("what", "outcomes"), ("until", "2026-12-31")];
    let early = browser.post("/identity/consents", &fields);
    assert!(early.status == 422 && early.body.contains("请先在“我的账户”填写出生日期"), "{}", early.body);
    browser.page("/account/birthday");
    assert_eq!(browser.post("/account/birthday", &[("born", "2030-01-01")]).status, 422);
    assert_eq!(browser.post("/account/birthday", &[("born", "2001-01-01")]).status, 303);
    assert_eq!(browser.post("/identity/consents", &fields).status, 303);
    assert_eq!(browser.post("/account/birthday", &[("born", "1990-01-01")]).status, 422);
}

#[test]
fn every_read_can_be_turned_to_and_taken_along() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    for _ in 0..130 {
        let learner = wang.clone();
        let read = move |op: &Op| {
            let pen = op.may(&crate::access::Action::Sweep)?;
            crate::consent::record_read(op, &pen, &learner, JIANGSU_OPEN, "conversion", "outcomes")
        };
        house.write(&platform(), read).unwrap();
    }
    let mut browser = Browser::new(&house);
    browser.sign_in("wang.learner");
    let csv = browser.get("/identity/reads.csv");
    assert_eq!(csv.body.trim().lines().count(), 131, "a heading and every read");
    let first = browser.page("/identity/reads?limit=100");
    assert!(first.contains("after="), "there is a next page");
}

#[test]
fn strangers_are_refused_on_every_route_that_is_not_public() {
    let house = House::new();
    let mut browser = Browser::new(&house);
    for route in crate::DOMAIN.routes() {
        let path = route.path.replace(['{', '}'], "");
        let seen = match (route.method, route.is_api()) {
            (web::Method::Get, _) => browser.get(&path),
            (_, true) => browser.send(route.method.name(), &path, "application/json", "{}".into()),
            (_, false) => browser.post(&path, &[]),
        };
        let refused = match (route.access, route.is_api()) {
            (web::Access::Public, _) => seen.status < 500,
            (web::Access::SignedIn, true) => seen.status == 401,
            (web::Access::SignedIn, false) => seen.status == 303 && seen.location.starts_with("/sign-in"),
        };
        assert!(refused, "{} {}: {} {}", route.method.name(), route.path, seen.status, seen.body);
    }
}
