//! Depositing: the way of a file, and what a row changes beside what the bank already has.

use flow::{Chart, Move, State, StateKind};
use sha2::{Digest, Sha256};

use super::Refused;
use crate::model::{Choice, Class, Deposit, DepositState, Entry, name_key};

const REGISTRAR: &[&str] = &["registrar"];
const SYSTEM: &[&str] = &["system"];

const fn by(from: &'static str, verb: &'static str, to: &'static str, who: &'static [&'static str]) -> Move {
    Move { from, verb, to, who, guard: None }
}

/// The way of a deposited file.
pub static CHART: Chart = Chart {
    name: "deposit",
    states: &[
        State { name: "uploaded", kind: StateKind::Initial },
        State { name: "checked", kind: StateKind::Open },
        State { name: "committing", kind: StateKind::Open },
        State { name: "committed", kind: StateKind::Final },
        State { name: "refused", kind: StateKind::Open },
        State { name: "discarded", kind: StateKind::Open },
    ],
    moves: &[
        by("uploaded", "check", "checked", SYSTEM),
        by("uploaded", "refuse", "refused", SYSTEM),
        by("uploaded", "resume", "uploaded", REGISTRAR),
        Move { from: "checked", verb: "commit", to: "committing", who: REGISTRAR, guard: Some("choice_fits") },
        by("checked", "discard", "discarded", REGISTRAR),
        by("checked", "upload", "uploaded", REGISTRAR),
        by("checked", "map", "uploaded", REGISTRAR),
        by("refused", "map", "uploaded", REGISTRAR),
        by("committing", "finish", "committed", SYSTEM),
        by("committing", "reopen", "checked", SYSTEM),
        by("committing", "resume", "committing", REGISTRAR),
        by("refused", "upload", "uploaded", REGISTRAR),
        by("discarded", "upload", "uploaded", REGISTRAR),
    ],
};

/// Rows written in one transaction: large enough to share its cost, small enough that other writers wait milliseconds.
pub const BATCH_ROWS: usize = 1_000;

/// Whether a file may be deposited as chosen. `reader` is the version of the reading rules in force.
///
/// # Errors
/// In order: not checked yet, checked under other rules, no good row, all-or-nothing with faults.
pub fn may_commit(deposit: &Deposit, checked_by: i64, reader: i64, choice: Choice) -> Result<&'static Move, Refused> {
    let step = super::step(&CHART, deposit.state.name(), "commit", REGISTRAR)?;
    if checked_by != reader {
        return Err(Refused::DepositCheckAgain);
    }
    if deposit.progress.good_rows() == 0 {
        return Err(Refused::DepositNothingGood);
    }
    if choice == Choice::All && deposit.progress.faults > 0 {
        return Err(Refused::DepositHasFaults(deposit.progress.faults));
    }
    Ok(step)
}

/// Whether uploading a known file again begins anew, or just shows what was made of it.
pub fn begins_anew(deposit: &Deposit, checked_by: i64, reader: i64) -> bool {
    match deposit.state {
        DepositState::Discarded => true,
        DepositState::Refused | DepositState::Checked => checked_by != reader,
        DepositState::Uploaded | DepositState::Committing | DepositState::Committed => false,
    }
}

/// What makes an outcome the same achievement: everything but its grade, credit and dates.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NaturalKey {
    /// 成果类别.
    pub class: Class,
    /// Code of the issuing institution, or the key of its name.
    pub issuer: String,
    /// Key of the course's or certificate's name.
    pub name: String,
    /// Key of 证书等级.
    pub certificate_level: String,
    /// Key of 教育层次.
    pub level: &'static str,
    /// Key of 教育类别.
    pub category: &'static str,
}

/// The natural key of a row whose issuer was resolved.
pub fn natural_key(entry: &Entry, issuer: &str) -> NaturalKey {
    NaturalKey {
        class: entry.class,
        issuer: issuer.to_owned(),
        name: name_key(&entry.course),
        certificate_level: name_key(&entry.certificate_level),
        level: entry.level,
        category: entry.category,
    }
}

/// What a row says about its achievement, as 32 hexadecimal digits: grade, credit, hours and month. Remarks and cohort may
/// differ between two files without making it another achievement.
pub fn content(entry: &Entry) -> String {
    let mut hash = Sha256::new();
    hash.update(format!(
        "{}|{}|{}|{:?}|{}",
        entry.grade.scale(),
        entry.grade.value(),
        entry.credit,
        entry.hours_hundredths,
        entry.obtained
    ));
    hex::encode(&hash.finalize()[..16])
}

/// What the bank already has under a natural key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The outcome.
    pub outcome: String,
    /// Its [`content`].
    pub content: String,
    /// Its grade as text, for the sentence of the fault.
    pub grade: String,
    /// Its month, for the sentence of the fault.
    pub obtained: String,
    /// Its code, or empty.
    pub code: String,
}

/// What a row does to the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is new.
    New,
    /// It is there already.
    Unchanged(String),
    /// It is there already, without the code that the row brings.
    Coded(String),
    /// The same achievement was deposited with something else.
    Differs,
    /// The same achievement was deposited under the code of another course.
    OtherCode,
}

/// Compares a row with what is known under its natural key. A row without a code says nothing of it; `same` says whether its code and
/// the known one mean one course.
pub fn effect(known: Option<&Known>, content: &str, code: &str, same: bool) -> Effect {
    match known {
        None => Effect::New,
        Some(known) if known.content != content => Effect::Differs,
        Some(known) if code.is_empty() || known.code == code => Effect::Unchanged(known.outcome.clone()),
        Some(known) if known.code.is_empty() => Effect::Coded(known.outcome.clone()),
        Some(known) if same => Effect::Unchanged(known.outcome.clone()),
        Some(_) => Effect::OtherCode,
    }
}
