//! Before filing: choosing, consenting, attaching. Nothing is held yet.

use std::io::Read;
use std::path::Path;

use identity::model::ConsentInput;
use op::{Actor, App, Error, FileRef, Op, Result};
use serde_json::json;

use super::{ConsentStep, load};
use crate::access::{Action, LearnerVerb};
use crate::model::{Application, ApplicationKind, ApplicationState, Attachment, Chosen, NewApplication};
use crate::rules::application::{ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX, CHART};
use crate::rules::choice::{Filed, Names, lines, propose, prove};
use crate::rules::{Refused, step};
use crate::store;
use crate::work::book::{self, Book, Ground};
use crate::work::place_typed;

/// Begins an application of the learner who acts: for what was chosen, else for the best use, which is proved.
///
/// Errors: `Refused` for an unknown programme, nothing or too much chosen, a use its rule does not allow.
pub fn begin(op: &Op, input: &NewApplication) -> Result<Application> {
    let learner = op.actor().person().ok_or(Error::Unknown)?.to_owned();
    let pen = op.may(&Action::Learner(LearnerVerb::Begin, "", &learner))?;
    place_typed(op, &input.institution)?;
    let chosen = choose(op, &learner, input, "")?;
    let application = Application {
        id: op.id::<ApplicationKind>().to_string(),
        learner: learner.clone(),
        institution: input.institution.clone(),
        programme: input.programme.clone(),
        state: ApplicationState::Draft,
        credit: chosen.target_total,
        consent: None,
        drafted_at: op.now(),
        filed_at: None,
        decided_at: None,
        decided_by: None,
        reason: String::new(),
        revision: 1,
    };
    store::application::insert(&pen, &application)?;
    store::application::replace_items(&pen, &learner, &application.id, &chosen.items)?;
    pen.subject(&application.id);
    pen.about(&learner);
    pen.tell(json!({ "institution": input.institution, "lines": chosen.items.len(), "credit": chosen.target_total }));
    Ok(application)
}

/// Replaces what was chosen, while the application can still be changed.
pub fn change(op: &Op, id: &str, chosen: Option<&[Chosen]>) -> Result<Application> {
    let was = load(op, id)?;
    let pen = op.may(&Action::Learner(LearnerVerb::Change, id, &was.learner))?;
    step(&CHART, was.state.name(), "change", &["learner"]).map_err(Error::conflict)?;
    let input = NewApplication {
        institution: was.institution.clone(),
        programme: was.programme.clone(),
        chosen: chosen.map(<[Chosen]>::to_vec),
    };
    let chosen = choose(op, &was.learner, &input, id)?;
    store::application::update(&pen, &was, &Application { credit: chosen.target_total, ..was.clone() })?;
    store::application::replace_items(&pen, &was.learner, id, &chosen.items)?;
    pen.about(&was.learner);
    pen.tell(json!({ "lines": chosen.items.len(), "credit": chosen.target_total }));
    load(op, id)
}

/// The lines of what is chosen. What binds nothing yet is proved use by use; the whole is proved when it is filed, because
/// a choice that passes a cap may still be looked at and mended.
fn choose(op: &Op, learner: &str, input: &NewApplication, without: &str) -> Result<Filed> {
    let book = Book::of(op)?;
    let asked = book::asked(op, learner, without)?;
    let names = |rule: &str| book.name(rule);
    let uses = match &input.chosen {
        None => {
            let programme = book.programme(&input.institution, &input.programme)?;
            book.today(op).best_in(&asked.learner, programme).map_err(Error::bug)?.uses
        }
        Some(chosen) => {
            let ground = Ground::of(op, &book, asked.learner.clone(), &input.institution, &input.programme)?;
            propose(&ground.facts(), chosen, &names).map_err(Error::refused)?
        }
    };
    if uses.is_empty() {
        return Err(Error::refused(Refused::NothingChosen));
    }
    let ground = Ground::of(op, &book, asked.learner, &input.institution, &input.programme)?;
    check_once(&ground, &uses, &names)?;
    lines(&ground.facts(), &uses).map_err(Error::refused)
}

/// Nothing stands twice among lines that are written down.
fn check_once(ground: &Ground, uses: &[recognition::Recognised], names: Names) -> Result<()> {
    match prove(&ground.facts(), uses, names) {
        Err(refused @ (Refused::ChosenTwice(_) | Refused::NotAllowed(_))) => Err(Error::refused(refused)),
        _ => Ok(()),
    }
}

/// Allows the receiving institution to read the outcomes for this purpose until a day. For a child a guardian must agree
/// before the application can be filed.
///
/// Errors: `Invalid` for the day.
pub fn consent(op: &Op, id: &str, input: &ConsentStep) -> Result<Application> {
    let was = load(op, id)?;
    let pen = op.may(&Action::Learner(LearnerVerb::Change, id, &was.learner))?;
    step(&CHART, was.state.name(), "change", &["learner"]).map_err(Error::conflict)?;
    let given = ConsentInput {
        organisation: was.institution.clone(),
        purpose: identity::consent::CONVERSION.to_owned(),
        // What the reviewer reads: outcomes, what they were used for, and the name.
        what: [identity::consent::OUTCOMES, identity::consent::PASSBOOK, identity::consent::IDENTITY]
            .map(str::to_owned)
            .to_vec(),
        until: input.until,
    };
    let given = identity::consent::give(op, &pen, &was.learner, &given)?;
    let now = Application { consent: Some(given.consent.to_string()), ..was.clone() };
    store::application::update(&pen, &was, &now)?;
    pen.about(&was.learner);
    pen.about(&was.institution);
    pen.tell(json!({ "consent": given.consent, "waits_for_guardian": given.waits_for_guardian, "until": input.until }));
    load(op, id)
}

/// Attaches evidence that was stored before.
///
/// Errors: `Refused` for a kind that is not taken or more files than allowed.
pub fn attach(op: &Op, id: &str, name: &str, file: &FileRef) -> Result<Application> {
    let was = load(op, id)?;
    let pen = op.may(&Action::Learner(LearnerVerb::Change, id, &was.learner))?;
    step(&CHART, was.state.name(), "change", &["learner"]).map_err(Error::conflict)?;
    let known = store::application::attachments(op.conn(), &was.learner, id)?;
    if known.len() >= ATTACHMENTS_MAX && known.iter().all(|attached| attached.hash != file.hash) {
        return Err(Error::refused(Refused::TooManyAttachments(ATTACHMENTS_MAX)));
    }
    let attachment = Attachment {
        hash: file.hash.clone(),
        name: name.to_owned(),
        size: file.size,
        media_type: file.media_type.clone(),
        at: op.now(),
    };
    store::application::attach(&pen, &was.learner, id, &attachment)?;
    pen.attach(file)?;
    store::application::update(&pen, &was, &was)?;
    pen.about(&was.learner);
    pen.tell(json!({ "file": file.hash, "bytes": file.size }));
    load(op, id)
}

/// Stores an uploaded file and attaches it.
///
/// Errors: `Refused` for more than [`ATTACHMENT_BYTES_MAX`] or a kind that is not taken; as [`attach`].
pub fn attach_upload(app: &App, actor: &Actor, id: &str, name: &str, path: &Path, hash: &str) -> Result<Application> {
    let asked = id.to_owned();
    // Asked before the content is stored, so that nobody fills the store who may not attach.
    app.read(actor, move |op| {
        let learner = load(op, &asked)?.learner;
        op.check(&Action::Learner(LearnerVerb::Change, &asked, &learner))
    })?;
    let file = store_evidence(app, path, hash)?;
    let (id, name) = (id.to_owned(), name.to_owned());
    app.write(actor, None, move |op| attach(op, &id, &name, &file))
}

/// Stores a file of evidence that may be attached.
///
/// Errors: `Refused` for more than [`ATTACHMENT_BYTES_MAX`] or a kind that is not taken.
pub(crate) fn store_evidence(app: &App, path: &Path, hash: &str) -> Result<FileRef> {
    let mut file = std::fs::File::open(path).map_err(Error::bug)?;
    let size = file.metadata().map_err(Error::bug)?.len();
    if size > ATTACHMENT_BYTES_MAX {
        return Err(Error::refused(Refused::AttachmentSize(ATTACHMENT_BYTES_MAX / 1024 / 1024)));
    }
    let mut head = [0; 16];
    let read = file.read(&mut head).map_err(Error::bug)?;
    let media_type = op::file::recognise(&head[..read]).ok_or_else(|| Error::refused(Refused::AttachmentKind))?;
    app.files().put(hash, path)?;
    let size = i64::try_from(size).map_err(Error::bug)?;
    Ok(FileRef { hash: hash.to_owned(), size, media_type: media_type.to_owned() })
}

/// Takes evidence off.
pub fn detach(op: &Op, id: &str, hash: &str) -> Result<Application> {
    let was = load(op, id)?;
    let pen = op.may(&Action::Learner(LearnerVerb::Change, id, &was.learner))?;
    step(&CHART, was.state.name(), "change", &["learner"]).map_err(Error::conflict)?;
    if store::application::detach(&pen, &was.learner, id, hash)? == 0 {
        return Err(Error::Missing);
    }
    store::application::update(&pen, &was, &was)?;
    pen.about(&was.learner);
    pen.tell(json!({ "file": hash, "removed": true }));
    load(op, id)
}
