//! A deposited file from its upload to the registrar's choice. How it is read stands in [`super::check`].

use std::io::{BufReader, Write};
use std::path::Path;

use op::{Actor, App, Error, FileRef, Op, Pen, RequestKey, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use units::Instant;

use super::{place, place_typed};
use crate::access::{Action, DepositVerb};
use crate::intake;
use crate::model::{Choice, Deposit, DepositKind, DepositState, Progress};
use crate::rules::deposit::begins_anew;
use crate::{rules, store};

/// The job that reads an uploaded file.
pub const CHECK_JOB: &str = "credit.deposit.check";
/// The job that deposits a checked file.
pub const COMMIT_JOB: &str = "credit.deposit.commit";

/// A file that was stored and is to become a deposit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDeposit {
    /// Code of the depositing institution.
    pub institution: String,
    /// Its name on the uploader's disk.
    pub file_name: String,
    /// Where its content lies.
    pub file: FileRef,
    /// Seconds after which a job does what whoever brought the file has not done; nought where nobody else does it.
    pub job_after: i64,
}

/// The choice of a registrar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommitInput {
    /// `all` or `good`.
    pub choice: Choice,
}

/// Stores a file and records its deposit. The same file of the same institution again changes nothing and answers with what
/// was made of it.
///
/// Errors: `Refused(credit.institution.unknown)`; `Forbidden` to whoever is not its registrar.
pub fn upload(
    app: &App,
    actor: &Actor,
    institution: &str,
    file_name: &str,
    path: &Path,
    hash: &str,
) -> Result<Deposit> {
    upload_for(app, actor, None, (institution, file_name), (path, hash), 0)
}

/// As [`upload`], under the key of a request, and with the job that reads the file due only after some seconds: the caller reads
/// it, and the job is there for when the caller dies.
pub(super) fn upload_for(
    app: &App,
    actor: &Actor,
    key: Option<RequestKey>,
    (institution, file_name): (&str, &str),
    (path, hash): (&Path, &str),
    job_after: i64,
) -> Result<Deposit> {
    let asked = institution.to_owned();
    // Asked before the content is stored, so that nobody fills the store who may not deposit.
    app.read(actor, move |op| {
        let place = place_typed(op, &asked)?;
        op.check(&Action::Deposit(DepositVerb::Upload, "", &place))
    })?;
    let size = std::fs::metadata(path).map_err(Error::bug)?.len();
    let file = FileRef {
        hash: hash.to_owned(),
        size: i64::try_from(size).map_err(Error::bug)?,
        media_type: "application/octet-stream".to_owned(),
    };
    app.files().put(hash, path)?;
    let new = NewDeposit { institution: institution.to_owned(), file_name: file_name.to_owned(), file, job_after };
    let (again, key_again) = (new.clone(), key.clone());
    match app.write(actor, key, move |op| record(op, &new)) {
        // The same file came twice at the same moment; now there is a deposit of it.
        Err(Error::Busy) => app.write(actor, key_again, move |op| record(op, &again)),
        done => done,
    }
}

/// Records a stored file as a deposit and has it read.
fn record(op: &Op, new: &NewDeposit) -> Result<Deposit> {
    let place = place_typed(op, &new.institution)?;
    if let Some((known, reader)) = store::deposit::by_file(op.conn(), &new.institution, &new.file.hash)? {
        if !begins_anew(&known, reader, intake::VERSION) {
            if !goes_on(known.state) {
                op.check(&Action::Deposit(DepositVerb::Upload, &known.id, &place))?;
                return Ok(known);
            }
            let pen = op.may(&Action::Deposit(DepositVerb::Upload, &known.id, &place))?;
            queue(op, &pen, &known, new.job_after)?;
            pen.about(&new.institution);
            pen.tell(json!({ "file": new.file.hash, "again": true }));
            return Ok(known);
        }
        let pen = op.may(&Action::Deposit(DepositVerb::Upload, &known.id, &place))?;
        rules::step(&rules::deposit::CHART, known.state.name(), "upload", &["registrar"]).map_err(Error::conflict)?;
        store::deposit::renew(&pen, &known.id, &op.actor().id, op.now())?;
        store::deposit::clear_faults(&pen, &known.id)?;
        pen.attach(&new.file)?;
        pen.job(CHECK_JOB, &json!({ "deposit": known.id }), op.now().plus_seconds(new.job_after))?;
        pen.about(&new.institution);
        pen.tell(json!({ "file": new.file.hash, "again": true }));
        return load(op, &known.id);
    }
    let pen = op.may(&Action::Deposit(DepositVerb::Upload, "", &place))?;
    let id = op.id::<DepositKind>().to_string();
    let deposit = fresh(op, &id, new);
    store::deposit::insert(&pen, &deposit)?;
    pen.attach(&new.file)?;
    pen.job(CHECK_JOB, &json!({ "deposit": id }), op.now().plus_seconds(new.job_after))?;
    pen.subject(&id);
    pen.about(&new.institution);
    pen.tell(json!({ "file": new.file.hash, "bytes": new.file.size }));
    Ok(deposit)
}

/// Whether a job owes the deposit its next step.
fn goes_on(state: DepositState) -> bool {
    matches!(state, DepositState::Uploaded | DepositState::Committing)
}

/// Has a job take the next step of a deposit. One job more than needed finds nothing to do.
fn queue(op: &Op, pen: &Pen, deposit: &Deposit, after: i64) -> Result<()> {
    let kind = if deposit.state == DepositState::Committing { COMMIT_JOB } else { CHECK_JOB };
    pen.job(kind, &json!({ "deposit": deposit.id }), op.now().plus_seconds(after))
}

/// Goes on with a file whose reading or depositing stands still, because its job was given up. Where a job is at work, or
/// waits for its turn, nothing changes.
///
/// Errors: `Conflict` when nothing is to be gone on with.
pub fn resume(op: &Op, id: &str) -> Result<Deposit> {
    let deposit = load(op, id)?;
    let place = place(op, &deposit.institution)?;
    let pen = op.may(&Action::Deposit(DepositVerb::Resume, id, &place))?;
    rules::step(&rules::deposit::CHART, deposit.state.name(), "resume", &["registrar"]).map_err(Error::conflict)?;
    queue(op, &pen, &deposit, 0)?;
    pen.about(&deposit.institution);
    pen.tell(json!({ "state": deposit.state.name(), "row": deposit.progress.done_row }));
    Ok(deposit)
}

fn fresh(op: &Op, id: &str, new: &NewDeposit) -> Deposit {
    Deposit {
        id: id.to_owned(),
        institution: new.institution.clone(),
        file_hash: new.file.hash.clone(),
        file_name: new.file_name.clone(),
        file_size: new.file.size,
        uploaded_by: op.actor().id.clone(),
        uploaded_at: op.now(),
        state: DepositState::Uploaded,
        template: String::new(),
        generation: String::new(),
        encoding: String::new(),
        progress: Progress::default(),
        choice: String::new(),
        ended_at: None,
        refusal: String::new(),
        refusal_args: Default::default(),
    }
}

pub(super) fn load(op: &Op, id: &str) -> Result<Deposit> {
    Ok(store::deposit::get(op.conn(), id)?.ok_or(Error::Missing)?.0)
}

/// A deposit, for whoever works at its institution.
pub fn view(op: &Op, id: &str) -> Result<Deposit> {
    let deposit = load(op, id)?;
    let place = place(op, &deposit.institution)?;
    op.check(&Action::ViewDeposit(id, &place))?;
    Ok(deposit)
}

/// An institution's deposits by the moment of their upload.
pub fn list(
    op: &Op,
    institution: &str,
    after: Option<(Instant, &str)>,
    descending: bool,
    limit: usize,
) -> Result<Vec<Deposit>> {
    let place = place(op, institution)?;
    op.check(&Action::ViewDeposit("", &place))?;
    Ok(store::deposit::list(op.conn(), institution, after, descending, i64::try_from(limit).unwrap_or(100))?)
}

/// Chooses what becomes of a checked file; a job then deposits it.
///
/// Errors: see [`rules::deposit::may_commit`]; `Conflict(credit.deposit.turn)` while another file of the institution is
/// being deposited.
pub fn choose(op: &Op, id: &str, choice: Choice) -> Result<Deposit> {
    choose_for(op, id, choice, 0)
}

/// As [`choose`], with the job due only after some seconds, see [`upload_for`].
pub(super) fn choose_for(op: &Op, id: &str, choice: Choice, job_after: i64) -> Result<Deposit> {
    let (deposit, reader) = store::deposit::get(op.conn(), id)?.ok_or(Error::Missing)?;
    let place = place(op, &deposit.institution)?;
    let pen = op.may(&Action::Deposit(DepositVerb::Commit, id, &place))?;
    rules::deposit::may_commit(&deposit, reader, intake::VERSION, choice).map_err(Error::refused)?;
    store::deposit::begin(&pen, id, choice, &op.actor().id)?;
    pen.job(COMMIT_JOB, &json!({ "deposit": id }), op.now().plus_seconds(job_after))?;
    pen.about(&deposit.institution);
    pen.tell(
        json!({ "choice": choice.name(), "rows": deposit.progress.good_rows(), "rejected": deposit.progress.bad_rows }),
    );
    load(op, id)
}

/// Puts a checked file aside. It can be uploaded again.
pub fn discard(op: &Op, id: &str) -> Result<Deposit> {
    let deposit = load(op, id)?;
    let place = place(op, &deposit.institution)?;
    let pen = op.may(&Action::Deposit(DepositVerb::Discard, id, &place))?;
    rules::step(&rules::deposit::CHART, deposit.state.name(), "discard", &["registrar"]).map_err(Error::refused)?;
    store::deposit::end(&pen, id, DepositState::Checked, DepositState::Discarded, op.now())?;
    pen.about(&deposit.institution);
    load(op, id)
}

/// The id of the deposit a job is about.
pub fn job_deposit(body: &Value) -> Result<&str> {
    body.get("deposit").and_then(Value::as_str).ok_or_else(|| Error::bug("a job without its deposit"))
}

/// A stored content as a file of its own, because reading a workbook jumps about in it.
pub fn stored(app: &App, hash: &str) -> Result<tempfile::NamedTempFile> {
    let mut content = BufReader::new(app.files().open(hash)?);
    let mut file = tempfile::NamedTempFile::new_in(app.temp()).map_err(Error::bug)?;
    std::io::copy(&mut content, &mut file).map_err(Error::bug)?;
    file.flush().map_err(Error::bug)?;
    Ok(file)
}

/// SHA-256 of a file, 64 hexadecimal digits.
pub fn hash_file(path: &Path) -> Result<String> {
    let mut file = std::fs::File::open(path).map_err(Error::bug)?;
    let mut hash = Sha256::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        match std::io::Read::read(&mut file, &mut chunk).map_err(Error::bug)? {
            0 => return Ok(hex::encode(hash.finalize())),
            read => hash.update(&chunk[..read]),
        }
    }
}
