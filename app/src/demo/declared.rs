//! What learners enter themselves, and a batch of outcomes that are no courses.

use std::io::Write;

use anyhow::Context;
use credit::model::{Choice, Class, DeclarationInput, DeclarationState, Verdict, VerdictInput};
use credit::work::application::{AtRevision, ConsentStep};
use credit::work::batch::{self, BatchInput, BatchRow};
use credit::work::{declaration, deposit, verification};

use super::Stage;
use super::cast::{SHANGHAI, ZHEJIANG};
use super::people::{People, of_cast};

/// What became of a declaration.
enum Fate {
    Draft,
    Waiting,
    Verified,
    Refused,
}

/// Somebody's declaration: who, class, title, issuer, hours, month, verifying institution, its registrar, days ago.
struct Declared(
    &'static str,
    Class,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    (&'static str, &'static str),
    i64,
    Fate,
);

const DECLARED: [Declared; 5] = [
    Declared(
        "wang.learner",
        Class::Volunteering,
        "社区图书馆志愿服务（2025 年，示例）",
        "长宁区某社区服务中心（示例）",
        "60",
        "202512",
        (SHANGHAI, "lin.registrar"),
        20,
        Fate::Verified,
    ),
    Declared(
        "wang.learner",
        Class::Online,
        "工程造价在线课程（示例）",
        "某在线学习平台（示例）",
        "32",
        "202511",
        (SHANGHAI, "lin.registrar"),
        6,
        Fate::Waiting,
    ),
    Declared(
        "wang.learner",
        Class::Work,
        "施工现场管理岗位经历（示例）",
        "某建筑公司（示例）",
        "",
        "202410",
        (SHANGHAI, "lin.registrar"),
        2,
        Fate::Draft,
    ),
    Declared(
        "li.learner",
        Class::Training,
        "新能源汽车维修培训（示例）",
        "某职业培训中心（示例）",
        "80",
        "202506",
        (ZHEJIANG, "he.registrar"),
        40,
        Fate::Refused,
    ),
    Declared(
        "li.learner",
        Class::Innovation,
        "校园创业项目（示例）",
        "某创业服务中心（示例）",
        "",
        "202504",
        (ZHEJIANG, "he.registrar"),
        4,
        Fate::Waiting,
    ),
];

/// Plays it.
pub fn live(stage: &Stage, people: &People) -> anyhow::Result<()> {
    training_batch(stage, people)?;
    for declared in &DECLARED {
        declare(stage, people, declared).with_context(|| declared.2)?;
    }
    Ok(())
}

/// 上海开放大学 sends vocational training of its learner as a program does: hours, and no credit.
fn training_batch(stage: &Stage, people: &People) -> anyhow::Result<()> {
    stage.days_ago(100);
    let registrar = people.actor("lin.registrar")?;
    let learner = of_cast("wang.learner").context("the cast has no wang.learner")?;
    let row = BatchRow {
        class: Class::Training,
        name: learner.name,
        id_number: learner.number,
        student_number: String::new(),
        title: "安全员岗前培训（示例）".to_owned(),
        code: String::new(),
        conversion: None,
        issuer: String::new(),
        major: String::new(),
        certificate_kind: String::new(),
        certificate_level: String::new(),
        level: String::new(),
        category: String::new(),
        credit: String::new(),
        hours: "48".to_owned(),
        grade: "合格".to_owned(),
        obtained: "202506".to_owned(),
        cohort: String::new(),
        ending: String::new(),
        season: String::new(),
        remark: String::new(),
    };
    let input = BatchInput { institution: SHANGHAI.to_owned(), choice: Choice::All, rows: vec![row] };
    let answered = batch::deposit(&stage.app, &registrar, None, &input)?;
    anyhow::ensure!(answered.deposit.progress.deposited == 1, "the batch was not deposited");
    Ok(())
}

fn declare(stage: &Stage, people: &People, declared: &Declared) -> anyhow::Result<()> {
    let Declared(who, class, title, issuer, hours, obtained, (institution, registrar), days, fate) = declared;
    stage.days_ago(*days);
    let learner = people.actor(who)?;
    let text = |text: &str| text.to_owned();
    let input = DeclarationInput {
        institution: text(institution),
        class: *class,
        title: text(title),
        code: String::new(),
        issuer: text(issuer),
        major: String::new(),
        certificate_kind: String::new(),
        certificate_level: String::new(),
        level: String::new(),
        category: String::new(),
        credit: String::new(),
        hours: text(hours),
        grade: String::new(),
        obtained: text(obtained),
    };
    let id = stage.write(&learner, move |op| declaration::begin(op, &input))?.id;
    evidence(stage, &learner, &id)?;
    if matches!(fate, Fate::Draft) {
        return Ok(());
    }
    let (allowed, until) = (id.clone(), stage.today.plus_days(180).day_in_shanghai());
    let ready = stage.write(&learner, move |op| declaration::consent(op, &allowed, &ConsentStep { until }))?;
    let (filed, at) = (id.clone(), AtRevision { revision: ready.revision });
    let filed = stage.write(&learner, move |op| declaration::file(op, &filed, &at))?;
    let (verdict, reason) = match fate {
        Fate::Verified => (Verdict::Verify, ""),
        Fate::Refused => (Verdict::Refuse, "证明上没有培训机构的印章，请补充后重新填写。"),
        Fate::Draft | Fate::Waiting => return Ok(()),
    };
    stage.days_ago(*days - 3);
    let registrar = people.actor(registrar)?;
    let input = VerdictInput { verdict, reason: reason.to_owned(), revision: filed.revision };
    let decided = stage.write(&registrar, move |op| verification::decide(op, &id, &input))?;
    anyhow::ensure!(decided.state != DeclarationState::Unverified, "a decision that decides nothing");
    Ok(())
}

/// A proof as the learner scanned it: a page that says what it is.
fn evidence(stage: &Stage, learner: &op::Actor, id: &str) -> anyhow::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(stage.app.temp())?;
    file.write_all(PROOF.as_bytes())?;
    file.flush()?;
    let hash = deposit::hash_file(file.path())?;
    declaration::attach_upload(&stage.app, learner, id, "证明（示例）.pdf", file.path(), &hash)?;
    Ok(())
}

/// The smallest page there is.
const PROOF: &str = "%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Resources <</Font <</F 4 0 R>>>> /Contents 5 0 R>> endobj
4 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj
5 0 obj <</Length 44>> stream
BT /F 18 Tf 40 45 Td (Example of a proof) Tj ET
endstream endobj
trailer <</Root 1 0 R>>
%%EOF
";
