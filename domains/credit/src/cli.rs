//! What the command line does with the credit bank: `deposit`, `ledger verify` and `recognition replay`. Progress and faults are handed to the
//! caller, who prints them.

use std::path::Path;
use std::sync::{Arc, Mutex};

use op::{Actor, App, Error, Result};
use units::{Args, Refusal};

use crate::lists::kept_args;
use crate::model::{Choice, Deposit, DepositState, Proof};
use crate::store;
use crate::store::deposit::KeptFault;
use crate::work::commit::Seen;
use crate::work::ledger::Part;
use crate::work::{check, commit, deposit};

/// Faults handed back at once.
const FAULTS_SHOWN: i64 = 1_000;

/// What became of a file.
#[derive(Debug)]
pub struct Deposited {
    /// The deposit as it stands.
    pub deposit: Deposit,
    /// The first faults, in the order of rows.
    pub faults: Vec<KeptFault>,
    /// Why the choice was refused, where it was.
    pub refused: Option<Refusal>,
}

/// A step of depositing, for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The file is stored and being read.
    Reading,
    /// Rows are being deposited.
    Writing(Seen),
}

/// Deposits a file for an institution: stores, reads and, unless all-or-nothing finds a fault, writes it.
///
/// The same file again answers with what was made of it. Errors: as the verbs; `Refused` says why nothing was written.
pub fn deposit(
    app: &App,
    path: &Path,
    institution: &str,
    choice: Choice,
    mut progress: impl FnMut(Step),
) -> Result<Deposited> {
    let system = Actor::system("cli");
    let hash = deposit::hash_file(path)?;
    let name = path.file_name().map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned());
    progress(Step::Reading);
    let uploaded = deposit::upload(app, &system, institution, &name, path, &hash)?;
    let id = uploaded.id;
    check::check(app, &id, check::Turn::TakeOver, &mut || Ok(()))?;
    let checked = app.read(&system, |op| deposit::view(op, &id))?;
    let mut refused = None;
    if checked.state == DepositState::Checked {
        let chosen = id.clone();
        let begun = app.write(&system, None, move |op| deposit::choose(op, &chosen, choice));
        match begun {
            Ok(_) => commit::whole(app, &id, |seen| progress(Step::Writing(seen)))?,
            // The state tells that nothing was written.
            Err(Error::Refused(refusal)) => refused = Some(refusal),
            Err(error) => return Err(error),
        }
    } else if checked.state == DepositState::Committing {
        commit::whole(app, &id, |seen| progress(Step::Writing(seen)))?;
    }
    app.read(&system, |op| {
        let deposit = deposit::view(op, &id)?;
        let faults = store::deposit::faults(op.conn(), &id, (-1, -1), FAULTS_SHOWN)?;
        Ok(Deposited { deposit, faults, refused: refused.take() })
    })
}

/// A fault as a line for a terminal: row, official header of the column, what is wrong.
pub fn fault_line(fault: &KeptFault, voice: &web::Voice) -> String {
    let text = voice.code(&fault.code, &kept_args(&fault.args));
    format!("{}\t{}\t{text}", fault.row, fault.column)
}

/// Why nothing, or not everything, was deposited, as sentences: the file as a whole, the choice, and how many faults there are
/// beyond those handed back.
pub fn sentences(done: &Deposited, voice: &web::Voice) -> Vec<String> {
    let mut sentences = Vec::new();
    let deposit = &done.deposit;
    if !deposit.refusal.is_empty() {
        sentences.push(voice.code(&deposit.refusal, &kept_args(&deposit.refusal_args)));
    }
    if let Some(refused) = &done.refused {
        sentences.push(voice.error(&Error::Refused(refused.clone())));
    }
    let more = deposit.progress.faults - i64::try_from(done.faults.len()).unwrap_or(0);
    if more > 0 {
        sentences.push(voice.code("credit.deposit.more_faults", &Args::one("count", more)));
    }
    sentences
}

/// Writes the rows that were not deposited, with their reasons, as a file that can be mended and deposited again.
pub fn write_rejects(app: &App, id: &str, voice: &web::Voice, path: &Path) -> Result<()> {
    let file = std::fs::File::create(path).map_err(Error::bug)?;
    crate::rejects::write(app, &Actor::system("cli"), id, voice, std::io::BufWriter::new(file))
}

/// Readers that prove parts of the ledger side by side; with more they would only wait for the same disk.
const PROVERS: usize = 4;

/// Proves that debits equal credits in every posting and in all, and that every balance follows from its lines, whatever is
/// written meanwhile: each part of the learners is proved on one state of it, and no posting belongs to two of them. Memory
/// stays flat. `progress` is told the lines read so far.
pub fn verify_ledger(app: &App, progress: impl FnMut(u64) + Send) -> Result<Proof> {
    let (last, whole) = (Mutex::new(None), Mutex::new((Proof::default(), progress)));
    std::thread::scope(|scope| {
        let provers: Vec<_> = (0..PROVERS).map(|_| scope.spawn(|| prove_parts(app, &last, &whole))).collect();
        provers.into_iter().try_for_each(|prover| prover.join().map_err(|_| Error::bug("a prover panicked"))?)
    })?;
    let (proof, _) = whole.into_inner().map_err(|_| Error::bug("a prover panicked"))?;
    Ok(proof)
}

/// Takes part after part until there is none, and adds what each proved to the whole.
fn prove_parts(
    app: &App,
    last: &Mutex<Option<Arc<Part>>>,
    whole: &Mutex<(Proof, impl FnMut(u64) + Send)>,
) -> Result<()> {
    let system = Actor::system("cli");
    loop {
        let mut taken = None;
        let held = app.snapshot(&system, |op| {
            let mut last = last.lock().map_err(|_| Error::bug("a prover panicked"))?;
            let Some(next) = Part::next(op, last.as_deref())? else { return Ok(None) };
            let part = last.insert(Arc::new(next)).clone();
            drop(last);
            taken.insert(part).holds(op)
        });
        // A part whose sums do not hold, or do not fit their numbers, is read movement by movement, which names what is wrong.
        let proof = match (taken, held) {
            (None, held) => return held.map(drop),
            (Some(_), Ok(Some(proof))) => proof,
            (Some(part), Ok(None) | Err(_)) => {
                let mut proof = Proof::default();
                app.snapshot(&system, |op| part.verify(op, &mut proof))?;
                proof
            }
        };
        let (all, progress) = &mut *whole.lock().map_err(|_| Error::bug("a prover panicked"))?;
        all.add(proof);
        progress(all.movements);
    }
}

/// Proves the latest filing of an application again.
pub fn replay(app: &App, application: &str) -> Result<crate::work::application::Replayed> {
    app.read(&Actor::system("cli"), |op| crate::work::application::replay(op, application))
}
