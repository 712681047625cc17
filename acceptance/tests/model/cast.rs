//! Who plays: some learners of a run's own, two receiving institutions with their people, and published rules.

use acceptance::cast::{self, Person};
use acceptance::files::{self, Grade};
use acceptance::server::Server;
use acceptance::visitor::Visitor;
use serde_json::{Value, json};

use super::oracle::{Learner, Outcome, Rule};
use crate::http::{deposit, identity};

/// Learners of a run; each sends one step a round.
const LEARNERS: u32 = 6;

/// Courses that every learner of the run was graded in: name and credit in hundredths.
const COURSES: [(&str, i64); 4] = [("模型代数", 400), ("模型几何", 250), ("模型统计", 300), ("模型写作", 150)];

/// Institution, course, target, its credit, ceiling over everything at the institution, evidence: two sources for one target, one
/// source for two targets, a ceiling that is soon reached.
const RULES: [(usize, usize, &str, i64, Option<i64>, bool); 7] = [
    (0, 0, "MJ-1", 400, Some(700), false),
    (0, 1, "MJ-1", 400, None, false),
    (0, 1, "MJ-2", 250, Some(900), true),
    (0, 2, "MJ-3", 300, None, false),
    (1, 0, "MZ-1", 350, None, false),
    (1, 2, "MZ-2", 300, None, true),
    (1, 3, "MZ-3", 150, Some(600), false),
];

/// Code of the programme of either institution that the rules are about.
pub const PROGRAMME: &str = "MODEL";

/// A receiving institution.
pub struct Institution {
    /// Its code.
    pub code: &'static str,
    /// Who decides there.
    pub reviewer: Visitor,
}

/// A learner with what the oracle knows.
pub struct Member {
    /// Their browser.
    pub visitor: Visitor,
    /// The oracle's part.
    pub learner: Learner,
}

/// Everybody and everything that does not change in a run.
pub struct Cast {
    /// Receivers, by the oracle's index.
    pub institutions: Vec<Institution>,
    /// Rules, by the oracle's index.
    pub rules: Vec<Rule>,
    /// Learners.
    pub members: Vec<Member>,
}

impl Cast {
    /// Gathers them through the front door.
    pub fn gather(server: &Server) -> Self {
        let lin = deposit::registrar(server);
        let joined: Vec<(Visitor, String, String)> = (0..LEARNERS).map(|number| join(server, &lin, number)).collect();
        let grades: Vec<Grade> = joined
            .iter()
            .flat_map(|(_, name, id)| {
                COURSES.iter().map(move |(course, credit)| Grade::passed(name, id, course, &text(*credit), "90"))
            })
            .collect();
        let read = deposit::uploaded(&lin, &files::csv_with_bom("model", &grades));
        let done = deposit::committed(&lin, &read, "all");
        assert_eq!(done["progress"]["deposited"], json!(grades.len()), "{done}");

        let staff = [(cast::JIANGSU, cast::CHEN, cast::ZHOU), (cast::ZHEJIANG, cast::HE, cast::SHEN)];
        for (number, (code, registrar, _)) in staff.iter().enumerate() {
            import(&signed_in(server, *registrar), code, number);
        }
        let rules = RULES.iter().map(|rule| publish(server, staff[rule.0], rule)).collect();
        let members = joined
            .into_iter()
            .map(|(visitor, ..)| {
                for (code, ..) in staff {
                    identity::consent(&visitor, code);
                }
                let learner = Learner { outcomes: outcomes(&visitor), ..Learner::default() };
                Member { visitor, learner }
            })
            .collect();
        let institutions = staff
            .map(|(code, _, reviewer)| Institution { code, reviewer: signed_in(server, reviewer) })
            .into_iter()
            .collect();
        Self { institutions, rules, members }
    }
}

fn text(hundredths: i64) -> String {
    units::Credit::from_hundredths(hundredths).to_string()
}

/// Somebody of the demonstration, signed in.
pub fn signed_in(server: &Server, person: Person) -> Visitor {
    let visitor = server.stranger();
    visitor.sign_in(person);
    visitor
}

/// Somebody new opens an account by invitation.
pub fn join(server: &Server, lin: &Visitor, number: u32) -> (Visitor, String, String) {
    const NAMES: [&str; 10] =
        ["上官甲", "欧阳乙", "司马丙", "诸葛丁", "东方戊", "皇甫己", "尉迟庚", "公孙辛", "慕容壬", "令狐癸"];
    let (name, id) = (NAMES[number as usize].to_owned(), files::id_number(310_115, 19_960_203, 100 + number));
    let login = format!("model.learner{number}");
    let page = lin.post("/identity/invitations", &[("role", ""), ("scope_code", ""), ("valid_until", "")]).must(200);
    let link = page.text();
    let link =
        link.split("/invitations/").find_map(|rest| rest.split_once("</code>")).expect("the page shows the link").0;
    let visitor = server.stranger();
    let fields = [
        ("name", name.as_str()),
        ("id_number", &id),
        ("sign_in_name", &login),
        ("password", cast::PASSWORD),
        ("again", cast::PASSWORD),
    ];
    visitor.post(&format!("/invitations/{link}"), &fields).must(303);
    visitor.sign_in_with(&login, cast::PASSWORD).must(303);
    (visitor, name, id)
}

/// Imports the programme of an institution with the targets of its rules.
fn import(registrar: &Visitor, code: &str, institution: usize) {
    let mut courses: Vec<(&str, i64)> =
        RULES.iter().filter(|rule| rule.0 == institution).map(|rule| (rule.2, rule.3)).collect();
    courses.dedup();
    let course =
        |(target, credit): &(&str, i64)| format!("{PROGRAMME},模型,100,{target},目标 {target},必修,{}", text(*credit));
    let rows: Vec<String> = courses.iter().map(course).collect();
    let file = format!("programme,programme_title,total,code,title,category,credit\n{}\n", rows.join("\n"));
    let input = json!({ "institution": code, "text": file });
    registrar.json("POST", "/api/credit/programmes", &input, None).must(200);
}

/// Has a rule written by one person and published by another.
fn publish(
    server: &Server,
    (code, registrar, reviewer): (&'static str, Person, Person),
    rule: &(usize, usize, &'static str, i64, Option<i64>, bool),
) -> Rule {
    let &(institution, course, target, credit, cap, evidence) = rule;
    let caps: Vec<Value> = cap.iter().map(|cap| json!({ "per": "learner", "credits": text(*cap) })).collect();
    let content = json!({
        "institution": code,
        "rule": {
            "programme": PROGRAMME,
            "source": { "class": ["course"], "issuer": [cast::SHANGHAI], "title": COURSES[course].0 },
            "target": { "courses": [target] },
            "minimum": [{ "scale": "percent", "at_least": "60" }],
            "effect": "study_and_exam",
            "cap": caps,
            "valid_from": "2026-01-01",
        },
        "evidence_required": evidence,
    });
    let id = published(server, (registrar, reviewer), &content);
    Rule { id, institution, course, target, credit, cap, evidence }
}

/// Has a rule written by one person and published by another; answers its id.
pub fn published(server: &Server, (registrar, reviewer): (Person, Person), content: &Value) -> String {
    let registrar = signed_in(server, registrar);
    let drafted = registrar.json("POST", "/api/credit/rules", content, None).must(201).json();
    let id = drafted["id"].as_str().expect("a rule has an id").to_owned();
    let at = |rule: &Value| json!({ "version": rule["version"], "revision": rule["revision"] });
    let submitted =
        registrar.json("POST", &format!("/api/credit/rules/{id}/submission"), &at(&drafted), None).must(200).json();
    let own = registrar.json("POST", &format!("/api/credit/rules/{id}/publication"), &at(&submitted), None);
    assert!(matches!(own.status, 403 | 422), "who wrote a rule published it: {}", own.text());
    let reviewer = signed_in(server, reviewer);
    reviewer.json("POST", &format!("/api/credit/rules/{id}/publication"), &at(&submitted), None).must(200);
    id
}

/// What the passbook shows of the run's courses.
fn outcomes(visitor: &Visitor) -> Vec<Outcome> {
    let passbook = visitor.get("/api/credit/passbook").must(200).json();
    let lines = passbook["lines"].as_array().expect("a passbook has lines");
    assert_eq!(lines.len(), COURSES.len(), "{passbook}");
    let mut outcomes: Vec<Outcome> = lines
        .iter()
        .map(|line| {
            let name = line["outcome"]["name"].as_str().expect("an outcome has a name");
            let course = COURSES.iter().position(|(known, _)| *known == name).expect("the course is the run's");
            let id = line["outcome"]["id"].as_str().expect("an outcome has an id").to_owned();
            Outcome { id, course, credit: COURSES[course].1 }
        })
        .collect();
    outcomes.sort_by_key(|outcome| outcome.course);
    outcomes
}
