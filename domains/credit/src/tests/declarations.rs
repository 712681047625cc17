//! What a learner declares is nothing until an institution verified it, and then it is theirs.

use op::FileRef;
use units::Fault;

use super::*;
use crate::model::{Declaration, DeclarationInput, DeclarationState, Verdict, VerdictInput};
use crate::rules::declaration::OPEN_MAX;
use crate::work::application::{AtRevision, ConsentStep};
use crate::work::passbook::Part;
use crate::work::{declaration, verification};

fn training(title: &str) -> DeclarationInput {
    DeclarationInput {
        code: String::new(),
        institution: SHANGHAI.into(),
        class: Class::Training,
        title: title.into(),
        issuer: "某职业培训中心".into(),
        major: String::new(),
        certificate_kind: String::new(),
        certificate_level: String::new(),
        level: String::new(),
        category: String::new(),
        credit: "1.5".into(),
        hours: "48".into(),
        grade: String::new(),
        obtained: "202505".into(),
    }
}

struct Stage {
    house: House,
    learner: Actor,
    registrar: Actor,
}

impl Stage {
    /// A learner with a course of 上海开放大学, whose registrar verifies.
    fn new() -> Stage {
        let house = House::new();
        let person = number("19990101", 1);
        let learner = house.learner("王小满", &person);
        let registrar = house.registrar();
        let checked = house.upload(&registrar, &file(&[("王小满", &person, "大学英语（一）", "2.5", "90", "202506")]));
        house.choose(&registrar, &checked.id, Choice::All);
        Stage { house, learner, registrar }
    }

    fn begin(&self, input: DeclarationInput) -> Result<Declaration> {
        self.house.write(&self.learner, move |op| declaration::begin(op, &input))
    }

    fn allowed(&self, one: &Declaration) -> Declaration {
        let id = one.id.clone();
        let until = Day::parse("2026-09-01").unwrap();
        self.house.write(&self.learner, move |op| declaration::consent(op, &id, &ConsentStep { until })).unwrap()
    }

    fn evidenced(&self, one: &Declaration) -> Declaration {
        let path = self.house.folder.path().join("proof.pdf");
        std::fs::write(&path, b"%PDF-1.7 proof").unwrap();
        let hash = work::deposit::hash_file(&path).unwrap();
        declaration::attach_upload(&self.house.app, &self.learner, &one.id, "证明.pdf", &path, &hash).unwrap()
    }

    fn file(&self, one: &Declaration) -> Result<Declaration> {
        let (id, at) = (one.id.clone(), AtRevision { revision: one.revision });
        self.house.write(&self.learner, move |op| declaration::file(op, &id, &at))
    }

    fn filed(&self, input: DeclarationInput) -> Declaration {
        let begun = self.begin(input).unwrap();
        self.file(&self.evidenced(&self.allowed(&begun))).unwrap()
    }

    fn decide(&self, actor: &Actor, one: &Declaration, verdict: Verdict, reason: &str) -> Result<Declaration> {
        let (id, input) = (one.id.clone(), VerdictInput { verdict, reason: reason.into(), revision: one.revision });
        self.house.write(actor, move |op| verification::decide(op, &id, &input))
    }

    fn passbook(&self) -> work::passbook::Passbook {
        let id = self.learner.id.clone();
        self.house.app.read(&self.learner, |op| work::passbook::own(op, &id, &Part::FIRST)).unwrap()
    }
}

#[test]
fn what_is_declared_counts_nowhere_until_it_is_verified() {
    let stage = Stage::new();
    let filed = stage.filed(training("电工实训"));
    assert_eq!(filed.state, DeclarationState::Unverified);
    let before = stage.passbook();
    assert_eq!((before.outcome_count, before.credit, stage.house.count("credit_movement")), (1, credits("2.5"), 1));
    let id = filed.id.clone();
    let read = stage.house.write(&stage.registrar, move |op| verification::read(op, &id)).unwrap();
    assert_eq!((read.learner_name.as_deref(), read.attachments.len()), (Some("王小满"), 1));
    let verified = stage.decide(&stage.registrar, &filed, Verdict::Verify, "").unwrap();
    assert_eq!(verified.state, DeclarationState::Verified);
    let passbook = stage.passbook();
    assert_eq!((passbook.outcome_count, passbook.credit), (2, credits("4")));
    let outcome =
        &passbook.lines.iter().find(|line| Some(&line.outcome.id) == verified.outcome.as_ref()).unwrap().outcome;
    assert_eq!((outcome.class, outcome.institution.as_str()), (Class::Training, SHANGHAI));
    assert_eq!((outcome.deposit.as_str(), outcome.issuer_name.as_str()), (filed.id.as_str(), "某职业培训中心"));
    assert_eq!((outcome.credit, outcome.hours_hundredths), (credits("1.5"), Some(4_800)));
    // Decided once: whoever comes second is told so.
    assert_eq!(refusal(stage.decide(&stage.registrar, &filed, Verdict::Refuse, "不符")), "credit.flow.not_now");
    assert_eq!(stage.house.count("credit_outcome"), 2);
    stage.house.balanced();
}

#[test]
fn handing_in_is_refused_in_order() {
    let stage = Stage::new();
    let same = DeclarationInput {
        class: Class::Course,
        title: "大学英语 （一）".replace(' ', ""),
        issuer: SHANGHAI_NAME.into(),
        major: "工程管理".into(),
        level: "undergraduate".into(),
        category: "adult".into(),
        credit: "2.5".into(),
        grade: "90".into(),
        obtained: "202506".into(),
        ..training("")
    };
    let same = stage.begin(same).unwrap();
    assert_eq!(refusal(stage.file(&same)), "credit.declaration.deposited");
    let bare = stage.begin(training("电工实训")).unwrap();
    assert_eq!(refusal(stage.file(&bare)), "credit.declaration.evidence_missing");
    let evidenced = stage.evidenced(&bare);
    assert_eq!(refusal(stage.file(&bare)), "credit.flow.not_now", "it was changed since");
    assert_eq!(refusal(stage.file(&evidenced)), "credit.declaration.consent_missing");
    let filed = stage.file(&stage.allowed(&evidenced)).unwrap();
    let (id, input) = (filed.id.clone(), training("焊工实训"));
    let changed = stage.house.write(&stage.learner, move |op| declaration::change(op, &id, &input));
    assert_eq!(refusal(changed), "credit.flow.not_now");
}

#[test]
fn what_is_said_is_read_by_the_rules_of_files() {
    let stage = Stage::new();
    let faults = |edit: &dyn Fn(&mut DeclarationInput)| {
        let mut input = training("电工实训");
        edit(&mut input);
        match stage.begin(input) {
            Err(Error::Invalid(faults)) => {
                faults.into_iter().map(|Fault { field, code, .. }| (field, code)).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        }
    };
    for (edit, field, code) in [
        (
            &(|said: &mut DeclarationInput| said.institution = JIANGSU.into()) as &dyn Fn(&mut DeclarationInput),
            "institution",
            "credit.declaration.institution_unknown",
        ),
        (&|said| said.title.clear(), "title", "credit.row.missing"),
        (&|said| said.issuer.clear(), "issuer", "credit.row.missing"),
        (&|said| said.obtained = "202713".into(), "obtained", "credit.row.month"),
        (&|said| said.obtained = "202701".into(), "obtained", "credit.row.month_future"),
        (&|said| said.grade = "不合格".into(), "grade", "credit.row.not_passed"),
        (&|said| said.credit = "-1".into(), "credit", "credit.row.not_positive"),
        (&|said| said.class = Class::Certificate, "credit", "credit.row.certificate_credit"),
        (&|said| said.level = "kindergarten".into(), "level", "credit.row.code"),
    ] {
        assert_eq!(faults(edit), [(field.to_owned(), code)], "{field} {code}");
    }
    assert_eq!(stage.house.count("credit_declaration"), 0);
}

#[test]
fn a_learner_has_so_many_open_and_takes_one_back() {
    let stage = Stage::new();
    for place in 0..OPEN_MAX {
        stage.begin(training(&format!("实训{place}"))).unwrap();
    }
    assert_eq!(refusal(stage.begin(training("再来"))), "credit.declaration.too_many_open");
    let learner = stage.learner.id.clone();
    let first =
        stage.house.app.read(&stage.learner, |op| declaration::own_list(op, &learner, None, 1)).unwrap().remove(0);
    let (id, at) = (first.id.clone(), AtRevision { revision: first.revision });
    stage.house.write(&stage.learner, move |op| declaration::withdraw(op, &id, &at)).unwrap();
    stage.begin(training("再来")).unwrap();
}

#[test]
fn only_the_registrar_it_went_to_decides_and_only_while_allowed() {
    let stage = Stage::new();
    let draft = stage.begin(training("焊工实训")).unwrap();
    let id = draft.id.clone();
    let read = stage.house.write(&stage.registrar, move |op| verification::read(op, &id));
    assert!(matches!(read, Err(Error::Missing)), "a draft is the learner's alone");
    let filed = stage.filed(training("电工实训"));
    let other = stage.house.staff("prs_chen", "registrar", JIANGSU);
    assert!(matches!(stage.decide(&other, &filed, Verdict::Verify, ""), Err(Error::Missing)));
    let reviewer = stage.house.staff("prs_xu", "reviewer", SHANGHAI);
    assert!(matches!(stage.decide(&reviewer, &filed, Verdict::Verify, ""), Err(Error::Forbidden(_))));
    let own = Actor::with_grants(&stage.learner.id, stage.registrar.grants.clone());
    assert_eq!(refusal(stage.decide(&own, &filed, Verdict::Verify, "")), "credit.application.own");
    assert!(matches!(stage.decide(&stage.registrar, &filed, Verdict::Refuse, "  "), Err(Error::Invalid(_))));
    // The consent ran out: what may not be read is not verified, but it is refused.
    stage.house.later_days(200);
    let id = filed.id.clone();
    let read = stage.house.write(&stage.registrar, move |op| verification::read(op, &id)).unwrap();
    assert_eq!((read.consented, read.declaration.content.title.as_str(), read.attachments.len()), (false, "", 0));
    assert_eq!(
        refusal(stage.decide(&stage.registrar, &filed, Verdict::Verify, "")),
        "credit.declaration.consent_missing"
    );
    let refused = stage.decide(&stage.registrar, &filed, Verdict::Refuse, "证明无法核实").unwrap();
    assert_eq!((refused.state, refused.reason.as_str()), (DeclarationState::Refused, "证明无法核实"));
    assert_eq!(stage.house.count("credit_outcome"), 1);
}

#[test]
fn what_was_deposited_meanwhile_is_not_verified() {
    let stage = Stage::new();
    let first = stage.filed(training("电工实训"));
    let second = stage.filed(training("电工实训"));
    stage.decide(&stage.registrar, &first, Verdict::Verify, "").unwrap();
    assert_eq!(refusal(stage.decide(&stage.registrar, &second, Verdict::Verify, "")), "credit.declaration.deposited");
    let stored = FileRef { hash: "0".repeat(64), size: 1, media_type: "application/pdf".into() };
    let id = second.id.clone();
    let late = stage.house.write(&stage.learner, move |op| declaration::attach(op, &id, "再来.pdf", &stored));
    assert_eq!(refusal(late), "credit.flow.not_now");
    assert_eq!(stage.house.count("credit_outcome"), 2);
    stage.house.balanced();
}
