//! A batch: outcomes that an institution's program sends as JSON, deposited like a file and answered row by row.
//!
//! A batch becomes a file in the general form and goes the way of every file: stored, read by the same rules, proved, written
//! a thousand rows at a time. So the same rows of the same institution are one deposit, whoever sends them how often and
//! whatever died in between, and the answer to a repeat is read from what was kept.

use std::io::Write;
use std::thread::sleep;
use std::time::Duration;

use op::{Actor, App, Error, Op, RequestKey, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use units::Fault;

use super::deposit::{choose_for, hash_file, upload_for, view};
use super::{check, commit};
use crate::intake::CELL_CHARS_MAX;
use crate::model::{Choice, Class, Column, Deposit, DepositState, Template};
use crate::rules::Refused;
use crate::store;
use crate::store::deposit::KeptFault;

/// Rows of one batch: what is written within seconds, so that the answer can be waited for.
pub const ROWS_MAX: usize = 5_000;
/// Seconds after which a job takes up a batch whose sender's request died.
const JOB_AFTER: i64 = 60;
/// How often a batch looks again while another is at work on it or on another file of the institution.
const LOOKS: u32 = 100;
/// How long it waits in between; together ten seconds, after which the sender is told to come again.
const PAUSE: Duration = Duration::from_millis(100);
/// Faults read at once.
const FAULTS_AT_ONCE: i64 = 5_000;

/// Outcomes of an institution's learners.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchInput {
    /// Code of the depositing institution.
    pub institution: String,
    /// `all`: everything or nothing; `good`: the rows without faults.
    pub choice: Choice,
    /// The outcomes, 1 to 5,000.
    pub rows: Vec<BatchRow>,
}

/// One outcome as a text for each column of the general form; what a class does not have is left out.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchRow {
    /// 成果类别.
    pub class: Class,
    /// 姓名.
    pub name: String,
    /// 身份证号, 18 characters.
    pub id_number: String,
    /// 学号.
    #[serde(default)]
    pub student_number: String,
    /// 学习成果名称: of the course, certificate, training or activity.
    pub title: String,
    /// 课程代码 as its issuer gave it.
    #[serde(default)]
    pub code: String,
    /// 颁发机构; left out where it is the depositing institution.
    #[serde(default)]
    pub issuer: String,
    /// 专业名称.
    #[serde(default)]
    pub major: String,
    /// 证书类型.
    #[serde(default)]
    pub certificate_kind: String,
    /// 证书等级.
    #[serde(default)]
    pub certificate_level: String,
    /// 教育层次: its key, `undergraduate`, or its code.
    #[serde(default)]
    pub level: String,
    /// 教育类别: its key, `adult`, or its code.
    #[serde(default)]
    pub category: String,
    /// 学分, `"2.5"`.
    #[serde(default)]
    pub credit: String,
    /// 学时, `"45"`.
    #[serde(default)]
    pub hours: String,
    /// 成绩: a mark or a word.
    #[serde(default)]
    pub grade: String,
    /// 获得时间, `"202506"`.
    pub obtained: String,
    /// 届别, `"2025"`.
    #[serde(default)]
    pub cohort: String,
    /// 毕业结业肄业: its key, `graduated`, or its code.
    #[serde(default)]
    pub ending: String,
    /// 毕业季: its key, `spring`, or its code.
    #[serde(default)]
    pub season: String,
    /// 备注.
    #[serde(default)]
    pub remark: String,
    /// The conversion already made from it, as templates B and C report one.
    #[serde(default)]
    pub conversion: Option<BatchConversion>,
}

/// What an institution has recognised itself for a row, as texts for the columns of template B.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchConversion {
    /// 转换学校代码, assigned by the credit bank.
    pub school: String,
    /// 转换后教育层次: its key, `undergraduate`, or its code.
    pub level: String,
    /// 转换后课程代码.
    pub code: String,
    /// 转换后课程名称.
    pub title: String,
    /// 转换后学分, `"2.5"`.
    pub credit: String,
    /// 转换时间, `"202506"`.
    pub month: String,
    /// 转换后专业.
    #[serde(default)]
    pub major: String,
}

/// The member of a row that holds a column of the general form.
pub fn member(column: Column) -> &'static str {
    use Column as C;
    match column {
        C::Class => "class",
        C::Name => "name",
        C::IdNumber => "id_number",
        C::StudentNumber => "student_number",
        C::Course => "title",
        C::Code => "code",
        C::Issuer => "issuer",
        C::Major => "major",
        C::CertificateKind => "certificate_kind",
        C::CertificateLevel => "certificate_level",
        C::Level => "level",
        C::Category => "category",
        C::Credit => "credit",
        C::Hours => "hours",
        C::Grade => "grade",
        C::Obtained => "obtained",
        C::Cohort => "cohort",
        C::Ending => "ending",
        C::Season => "season",
        C::Remark => "remark",
        C::School => "conversion.school",
        C::TargetLevel => "conversion.level",
        C::TargetCode => "conversion.code",
        C::TargetName => "conversion.title",
        C::TargetCredit => "conversion.credit",
        C::ConvertedIn => "conversion.month",
        C::TargetMajor => "conversion.major",
        C::SourceKind => "",
    }
}

impl BatchRow {
    fn cell(&self, column: Column) -> String {
        use Column as C;
        match column {
            C::Class => self.class.name().to_owned(),
            C::Name => text(&self.name),
            C::IdNumber => text(&self.id_number),
            C::StudentNumber => text(&self.student_number),
            C::Course => text(&self.title),
            C::Code => text(&self.code),
            C::Issuer => text(&self.issuer),
            C::Major => text(&self.major),
            C::CertificateKind => text(&self.certificate_kind),
            C::CertificateLevel => text(&self.certificate_level),
            C::Level => coded(&codes::LEVEL, &self.level),
            C::Category => coded(&codes::CATEGORY, &self.category),
            C::Credit => text(&self.credit),
            C::Hours => text(&self.hours),
            C::Grade => text(&self.grade),
            C::Obtained => text(&self.obtained),
            C::Cohort => text(&self.cohort),
            C::Ending => coded(&codes::OUTCOME, &self.ending),
            C::Season => coded(&codes::SEASON, &self.season),
            C::Remark => text(&self.remark),
            C::SourceKind => String::new(),
            _ => self.conversion.as_ref().map(|made| made.cell(column)).unwrap_or_default(),
        }
    }
}

impl BatchConversion {
    fn is_blank(&self) -> bool {
        let BatchConversion { school, level, code, title, credit, month, major } = self;
        [school, level, code, title, credit, month, major].iter().all(|text| text.trim().is_empty())
    }

    fn cell(&self, column: Column) -> String {
        use Column as C;
        match column {
            C::School => text(&self.school),
            C::TargetLevel => coded(&codes::LEVEL, &self.level),
            C::TargetCode => text(&self.code),
            C::TargetName => text(&self.title),
            C::TargetCredit => text(&self.credit),
            C::ConvertedIn => text(&self.month),
            C::TargetMajor => text(&self.major),
            _ => String::new(),
        }
    }
}

/// A text as a cell: one too long stays too long for a cell and not for the file, and a line break stays the fault it is
/// without becoming a line.
fn text(value: &str) -> String {
    value.chars().take(CELL_CHARS_MAX + 1).map(|letter| if letter == '\n' { '\r' } else { letter }).collect()
}

/// The code of a key of a code table, as files of today write it; what is no key is left to be read as a code.
pub(super) fn coded(table: &'static codes::CodeTable, value: &str) -> String {
    let entry = table.item(value).and_then(|item| item.second);
    entry.map_or_else(|| text(value), |entry| entry.code.to_owned())
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowAnswer {
    /// It is new in the bank.
    Deposited,
    /// The bank already had it.
    Unchanged,
    /// Something is wrong with it, and it was not deposited.
    Fault,
    /// It is good, and was not deposited because another row is not and everything or nothing was asked for.
    HeldBack,
}

/// What became of a batch.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The deposit the batch is.
    pub deposit: Deposit,
    /// For each row what became of it and what is wrong with it.
    pub rows: Vec<(RowAnswer, Vec<KeptFault>)>,
}

/// Deposits a batch and waits for it. The same rows again change nothing and are answered the same.
///
/// Errors: `Invalid` without rows; `Refused(credit.batch.too_long)`; `Refused(credit.institution.unknown)`; `Forbidden` to
/// whoever is not its registrar; `Conflict(op.key_reused)`; `Busy` while a large file of the institution is being deposited.
pub fn deposit(app: &App, actor: &Actor, key: Option<RequestKey>, input: &BatchInput) -> Result<Answered> {
    if input.rows.is_empty() {
        return Err(Error::Invalid(vec![Fault::new("rows", "form.required")]));
    }
    if input.rows.len() > ROWS_MAX {
        return Err(Error::refused(Refused::BatchTooLong(ROWS_MAX)));
    }
    let blank = |row: &BatchRow| row.conversion.as_ref().is_some_and(BatchConversion::is_blank);
    if let Some(place) = input.rows.iter().position(blank) {
        return Err(Error::Invalid(vec![Fault::new(format!("rows[{place}].conversion"), "form.required")]));
    }
    let file = written(app, &input.rows)?;
    let hash = hash_file(file.path())?;
    let name = format!("batch-{}.csv", hash.get(..12).unwrap_or(&hash));
    let known = upload_for(app, actor, key, (&input.institution, &name), (file.path(), &hash), JOB_AFTER)?;
    let done = drive(app, actor, &known.id, input.choice)?;
    app.read(actor, |op| answered(op, &done.id, input.rows.len()))
}

/// The rows as a file in the general form.
fn written(app: &App, rows: &[BatchRow]) -> Result<tempfile::NamedTempFile> {
    let file = tempfile::NamedTempFile::new_in(app.temp()).map_err(Error::bug)?;
    let mut out = csv::Writer::from_writer(std::io::BufWriter::new(file.as_file()));
    // What no row of a batch says has no column, so that a batch that was sent before is the same file still.
    let optional = Template::General.optional().iter();
    let said = optional.filter(|(_, column)| rows.iter().any(|row| !row.cell(*column).is_empty()));
    let columns: Vec<_> = Template::General.columns().iter().chain(said).collect();
    out.write_record(columns.iter().map(|(header, _)| *header)).map_err(Error::bug)?;
    for row in rows {
        out.write_record(columns.iter().map(|(_, column)| row.cell(*column))).map_err(Error::bug)?;
    }
    out.flush().map_err(Error::bug)?;
    drop(out);
    file.as_file().flush().map_err(Error::bug)?;
    Ok(file)
}

/// Takes a deposit as far as it goes: each step from wherever another left it.
fn drive(app: &App, actor: &Actor, id: &str, choice: Choice) -> Result<Deposit> {
    for look in 0..LOOKS {
        if look > 0 {
            sleep(PAUSE);
        }
        let deposit = app.read(actor, |op| view(op, id))?;
        // The first look takes over from a reader that died with its process; who is alive is then waited for.
        let turn = if look == 0 { check::Turn::TakeOver } else { check::Turn::Wait };
        let step = match deposit.state {
            DepositState::Uploaded => check::check(app, id, turn, &mut || Ok(())),
            DepositState::Checked => match begin(app, actor, &deposit, choice) {
                Err(Error::Refused(_)) => {
                    let now = app.read(actor, |op| view(op, id))?;
                    // Everything or nothing, and there are faults: this is as far as it goes. Else somebody was faster, who
                    // is followed to the end.
                    if now.state == DepositState::Checked {
                        return Ok(now);
                    }
                    Ok(())
                }
                begun => begun,
            },
            DepositState::Committing => commit::whole(app, id, |_| {}),
            DepositState::Committed | DepositState::Refused | DepositState::Discarded => return Ok(deposit),
        };
        match step {
            Ok(()) | Err(Error::Busy | Error::Conflict(_)) => {}
            Err(error) => return Err(error),
        }
        let now = app.read(actor, |op| view(op, id))?;
        if now.state == DepositState::Committed {
            return Ok(now);
        }
    }
    Err(Error::Busy)
}

/// Chooses what becomes of a checked batch. While another file of the institution has its turn, that one is helped to its end,
/// if it is no longer than a batch.
fn begin(app: &App, actor: &Actor, deposit: &Deposit, choice: Choice) -> Result<()> {
    let id = deposit.id.clone();
    let begun = app.write(actor, None, move |op| choose_for(op, &id, choice, JOB_AFTER));
    match begun {
        Ok(_) => commit::whole(app, &deposit.id, |_| {}),
        Err(Error::Conflict(refusal)) => {
            let other = app.read(actor, |op| Ok(store::batch::committing(op.conn(), &deposit.institution)?))?;
            let Some(other) = other else { return Err(Error::Conflict(refusal)) };
            let short = app.read(actor, |op| Ok(view(op, &other)?.progress.rows <= ROWS_MAX as i64))?;
            if short { commit::whole(app, &other, |_| {}) } else { Err(Error::Busy) }
        }
        Err(error) => Err(error),
    }
}

/// What became of each row, from what was kept.
fn answered(op: &Op, id: &str, rows: usize) -> Result<Answered> {
    let deposit = view(op, id)?;
    if matches!(deposit.state, DepositState::Refused | DepositState::Discarded) {
        return Err(Error::bug(format!("a batch is {}: {}", deposit.state.name(), deposit.refusal)));
    }
    let written = deposit.state == DepositState::Committed;
    let good = if written { RowAnswer::Deposited } else { RowAnswer::HeldBack };
    let mut answers = vec![(good, Vec::new()); rows];
    // The header is row 1.
    let place = |row: i64| usize::try_from(row - 2).ok().filter(|place| *place < rows);
    if written {
        for row in store::batch::unchanged(op.conn(), id)? {
            place(row).into_iter().for_each(|place| answers[place].0 = RowAnswer::Unchanged);
        }
    }
    let mut after = (-1, -1);
    loop {
        let faults = store::deposit::faults(op.conn(), id, after, FAULTS_AT_ONCE)?;
        let Some(last) = faults.last() else { return Ok(Answered { deposit, rows: answers }) };
        after = (last.row, last.place);
        for fault in faults {
            if let Some(place) = place(fault.row) {
                answers[place].0 = RowAnswer::Fault;
                answers[place].1.push(fault);
            }
        }
    }
}
