//! Verbs and queries on an embedded database with the shipped directory.

mod applications;
mod batches;
mod book;
mod changes;
mod codes;
mod conversions;
mod declarations;
mod deposits;
mod hearings;
mod hostile;
mod matches;
mod readers;
mod reading;
mod recoded;
mod rules;
mod statistics;
mod steps;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use identity::model::NewPerson;
use op::{Actor, App, Error, Files, Grant, Key, Keys, Op, Result, Scope, Settings};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use units::{Credit, Day, Instant};

use crate::model::{Choice, Class, Deposit, ProgrammeFile, Rule, RuleInput};
use crate::store;
use crate::work;
use crate::work::rule::StepInput;

const SHANGHAI: &str = "4231051252";
const JIANGSU: &str = "4232051255";
const SHANGHAI_NAME: &str = "上海开放大学";

/// Files in a folder, as they are.
struct Folder(PathBuf);
impl Files for Folder {
    fn put(&self, hash: &str, source: &Path) -> Result<()> {
        std::fs::copy(source, self.0.join(hash)).map(|_| ()).map_err(Error::bug)
    }
    fn open(&self, hash: &str) -> Result<Box<dyn std::io::Read + Send>> {
        let file = std::fs::File::open(self.0.join(hash)).map_err(|_| Error::Missing)?;
        Ok(Box::new(file))
    }
    fn remove_older(&self, _: &str, _: Instant) -> Result<bool> {
        Ok(false)
    }
    fn list(&self) -> Result<Vec<(String, Instant)>> {
        Ok(Vec::new())
    }
}

struct House {
    app: App,
    db: db::Db,
    clock: Arc<AtomicI64>,
    folder: tempfile::TempDir,
}

impl House {
    /// The shipped directory and nobody in it, on 1 March 2026.
    fn new() -> House {
        let folder = tempfile::tempdir().unwrap();
        let location = db::Location::Sqlite(folder.path().join("test.db"));
        let db = db::Db::open(&location, db::Settings::default()).unwrap();
        let mut migrations = op::MIGRATIONS.to_vec();
        for domain in [&directory::DOMAIN, &identity::DOMAIN, &crate::DOMAIN] {
            migrations.extend_from_slice(domain.migrations);
        }
        db.migrate(&migrations).unwrap();
        let clock = Arc::new(AtomicI64::new(Instant::parse("2026-03-01T02:00:00Z").unwrap().micros()));
        let told = clock.clone();
        let random = AtomicU64::new(1);
        let app = App::new(Settings {
            db: db.clone(),
            files: Arc::new(Folder(folder.path().to_owned())),
            clock: Arc::new(move || Instant::from_micros(told.fetch_add(1, Ordering::SeqCst))),
            random: Arc::new(move |buffer| {
                let seed = random.fetch_add(1, Ordering::SeqCst);
                let bytes = Sha256::digest(seed.to_be_bytes());
                buffer.iter_mut().enumerate().for_each(|(at, byte)| *byte = bytes[at % 32]);
            }),
            keys: Keys { current: Key { id: 1, bytes: [7; 32] }, older: Vec::new(), index: [9; 32] },
            jobs: crate::DOMAIN.jobs.iter().collect(),
            reactions: Vec::new(),
            temp: folder.path().to_owned(),
        });
        app.write(&Actor::system("test"), None, |op| directory::seed(op).map(|_| ())).unwrap();
        let file = ProgrammeFile { institution: JIANGSU.into(), text: PROGRAMME.into() };
        app.write(&Actor::system("test"), None, move |op| work::programme::import(op, &file)).unwrap();
        House { app, db, clock, folder }
    }

    fn later_days(&self, days: i64) {
        self.clock.fetch_add(days * 86_400_000_000, Ordering::SeqCst);
    }

    /// A learner with an account, by name and number.
    fn learner(&self, name: &str, number: &str) -> Actor {
        let new = NewPerson { name: name.into(), id_number: Some(number.into()), ..NewPerson::default() };
        let id =
            self.app.write(&Actor::system("cli"), None, move |op| identity::work::register_person(op, &new)).unwrap();
        Actor::with_grants(&id.to_string(), Vec::new())
    }

    fn staff(&self, name: &str, role: &str, institution: &str) -> Actor {
        let grant = Grant { role: role.into(), scope: Scope::Organisation(institution.into()) };
        Actor::with_grants(name, vec![grant])
    }

    fn registrar(&self) -> Actor {
        self.staff("prs_registrar", "registrar", SHANGHAI)
    }

    fn write<T>(&self, actor: &Actor, verb: impl FnMut(&Op) -> Result<T> + Send + 'static) -> Result<T>
    where
        T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
    {
        self.app.write(actor, None, verb)
    }

    /// Uploads a file and lets the jobs read it.
    fn upload(&self, actor: &Actor, text: &str) -> Deposit {
        let path = self.folder.path().join("upload.csv");
        std::fs::write(&path, text).unwrap();
        let hash = work::deposit::hash_file(&path).unwrap();
        let deposit = work::deposit::upload(&self.app, actor, SHANGHAI, "成绩.csv", &path, &hash).unwrap();
        self.app.run_jobs().unwrap();
        self.deposit(actor, &deposit.id)
    }

    fn deposit(&self, actor: &Actor, id: &str) -> Deposit {
        self.app.read(actor, |op| work::deposit::view(op, id)).unwrap()
    }

    fn choose(&self, actor: &Actor, id: &str, choice: Choice) -> Deposit {
        let chosen = id.to_owned();
        self.write(actor, move |op| work::deposit::choose(op, &chosen, choice)).unwrap();
        self.app.run_jobs().unwrap();
        self.deposit(actor, id)
    }

    /// Rows of a table.
    fn count(&self, table: &str) -> i64 {
        self.db.read(|conn| conn.row(&format!("{} {table}", COUNT), &[], |row| row.int(0))).unwrap().unwrap()
    }

    /// What nobody may do: changes what was deposited behind the platform's back.
    fn tamper(&self, sql: &'static str) {
        let changed = self.db.write(move |tx| tx.run(sql, &[])).unwrap();
        assert!(changed > 0, "{sql}");
    }

    /// The ledger balances, whatever was done.
    fn balanced(&self) {
        let proof = crate::cli::verify_ledger(&self.app, |_| {}).unwrap();
        assert!(proof.holds(), "{proof:?}");
    }

    /// A published rule of 江苏开放大学 for a course of 上海开放大学.
    fn rule(&self, edit: impl Fn(&mut RuleInput)) -> Rule {
        let mut input = rule_input();
        edit(&mut input);
        let registrar = self.staff("prs_chen", "registrar", JIANGSU);
        let reviewer = self.staff("prs_zhou", "reviewer", JIANGSU);
        let drafted = self.write(&registrar, move |op| work::rule::draft(op, &input)).unwrap();
        let (id, at) = step(&drafted);
        let submitted = self.write(&registrar, move |op| work::rule::submit(op, &id, &at)).unwrap();
        let (id, at) = step(&submitted);
        self.write(&reviewer, move |op| work::rule::publish(op, &id, &at)).unwrap()
    }
}

/// The uses of all of a learner's outcomes.
fn of_all(op: &Op, learner: &str) -> Result<Vec<crate::model::Use>> {
    let outcomes = store::outcome::of_learner(op.conn(), learner, None, None, 1_000)?;
    let ids: Vec<String> = outcomes.into_iter().map(|outcome| outcome.id).collect();
    Ok(store::outcome::uses(op.conn(), learner, None, &ids)?)
}

const COUNT: &str = concat!("select", " count(*) from");

fn step(rule: &Rule) -> (String, StepInput) {
    (rule.id.clone(), StepInput { version: rule.version, revision: rule.revision, reason: "因为".into() })
}

/// 英语（一） of 江苏开放大学 for 大学英语（一） of 上海开放大学.
fn rule_input() -> RuleInput {
    let mut input = RuleInput {
        institution: JIANGSU.into(),
        rule: serde_json::from_value(json!({ "valid_from": "2026-01-01", "effect": "study_and_exam",
            "cap": [{ "per": "rule", "courses": 9 }] }))
        .unwrap(),
        evidence_required: false,
        automatic: false,
        note: String::new(),
    };
    takes(&mut input, "大学英语（一）", "JS101");
    says(&mut input, json!({ "cap": null }));
    input
}

/// Changes what a rule says; `null` takes a field away.
fn says(input: &mut RuleInput, fields: Value) {
    let Value::Object(mut rule) = serde_json::to_value(&input.rule).unwrap() else { unreachable!() };
    let Value::Object(fields) = fields else { unreachable!() };
    rule.extend(fields);
    rule.retain(|_, value| !value.is_null());
    input.rule = serde_json::from_value(Value::Object(rule)).unwrap();
}

/// Has a rule take a course of 上海开放大学 as a course of the programme.
fn takes(input: &mut RuleInput, title: &str, course: &str) {
    let source = json!({ "class": ["course"], "issuer": [SHANGHAI], "title": title });
    says(input, json!({ "source": source, "target": { "courses": [course] } }));
}

/// The programme of 江苏开放大学 that rules of tests count outcomes in.
const PROGRAMME: &str = r#"
[[programme]]
institution = "4232051255"
code = "080901"
title = "软件工程（示例）"
total = "40"
course = [
    { code = "JS101", title = "英语（一）", category = "公共", credit = "3" },
    { code = "JS102", title = "高等数学", category = "公共", credit = "4" },
    { code = "JS103", title = "应用数学", category = "选修", credit = "3.5" },
    { code = "JS104", title = "综合", category = "选修", credit = "6" },
    { code = "JS200", title = "网络工程", category = "选修", credit = "2" },
    { code = "JS900", title = "听说", category = "公共", credit = "2.5" },
    { code = "PR001", title = "毕业实习", category = "综合实践", credit = "8" },
]
"#;

fn credits(text: &str) -> Credit {
    Credit::parse(text).unwrap()
}

/// An id number whose check character fits.
fn number(birth: &str, sequence: u32) -> String {
    let digits = format!("310101{birth}{sequence:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{digits}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

/// A file of template A: name, number, course, credit, grade, month.
fn file(rows: &[(&str, &str, &str, &str, &str, &str)]) -> String {
    let mut text = String::from(
        "姓名,身份证号,专业名称,课程名称,教育层次代码,教育类别代码,学分,学时,成绩,获得时间,届别,毕业结业肄业,毕业季,备注,学号\n",
    );
    for (name, number, course, credit, grade, month) in rows {
        text.push_str(&format!(
            "{name},{number},工程管理,{course},85,321,{credit},,{grade},{month},2025,1261,1321,,\n"
        ));
    }
    text
}

fn refusal<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    match result {
        Err(Error::Refused(refusal) | Error::Conflict(refusal)) => refusal.code,
        other => panic!("not refused: {other:?}"),
    }
}
