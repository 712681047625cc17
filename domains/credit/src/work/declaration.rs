//! 自主存入: a learner says what they achieved, allows an institution to read it, attaches evidence and hands it in.

use std::path::Path;

use identity::model::{ConsentInput, ConsentState};
use identity::rules::consent::state as consent_state;
use op::{Actor, App, Error, FileRef, Op, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use units::{Day, Fault};

use super::application::{AtRevision, ConsentStep, store_evidence};
use super::batch::{coded, member};
use crate::access::{Action, LearnerVerb};
use crate::intake;
use crate::model::{
    Attachment, Class, Column, Declaration, DeclarationInput, DeclarationKind, DeclarationState, Entry, Outcome,
    Template, name_key,
};
use crate::rules::application::ATTACHMENTS_MAX;
use crate::rules::declaration::{self as rules, CHART, Filing};
use crate::rules::{Refused, step};
use crate::store;

/// The purpose under which the verifying institution reads, see the consents of the learner.
pub const PURPOSE: &str = "verification";
/// Consents among which the one given with a declaration is looked for; a learner has at most as many in force.
const CONSENTS_LOOKED_AT: i64 = 100;
/// Outcomes looked through for one that is the same: more than anybody's studies.
const OUTCOMES_LOOKED_AT: i64 = 2_000;
/// Institutions a learner chooses from.
const INSTITUTIONS_MAX: i64 = 1_000;

/// A declaration with everything its reader may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeclarationDetails {
    /// The declaration; what the learner says is blank where the reader may not see it.
    pub declaration: Declaration,
    /// Its evidence.
    pub attachments: Vec<Attachment>,
    /// Whether the verifying institution may read it now.
    pub consented: bool,
    /// The institution that deposited the same outcome already, if one did.
    pub deposited_by: Option<String>,
    /// The learner's name, where the reader may know it.
    pub learner_name: Option<String>,
}

/// The institutions that take part, so that somebody there can verify.
pub fn institutions(op: &Op) -> Result<Vec<String>> {
    Ok(store::declaration::institutions(op.conn(), INSTITUTIONS_MAX)?)
}

/// Begins a declaration of the learner who acts.
///
/// Errors: `Invalid` naming the fields; `Refused` for too many.
pub fn begin(op: &Op, input: &DeclarationInput) -> Result<Declaration> {
    let learner = op.actor().person().ok_or(Error::Unknown)?.to_owned();
    let pen = op.may(&Action::Learner(LearnerVerb::Declare, "", &learner))?;
    let (open, all) = store::declaration::count(op.conn(), &learner)?;
    rules::may_begin(open, all).map_err(Error::refused)?;
    let content = checked(op, input)?;
    let declaration = Declaration {
        id: op.id::<DeclarationKind>().to_string(),
        learner: learner.clone(),
        state: DeclarationState::Draft,
        content,
        consent: None,
        drafted_at: op.now(),
        filed_at: None,
        decided_at: None,
        decided_by: None,
        reason: String::new(),
        outcome: None,
        revision: 1,
    };
    store::declaration::insert(&pen, &declaration)?;
    pen.subject(&declaration.id);
    pen.about(&learner);
    pen.tell(json!({ "institution": declaration.content.institution, "class": declaration.content.class }));
    Ok(declaration)
}

/// Changes what is said, while it is a draft. Another institution asks for another consent.
pub fn change(op: &Op, id: &str, input: &DeclarationInput) -> Result<Declaration> {
    let was = load(op, id)?;
    let pen = op.may(&Action::Learner(LearnerVerb::ChangeDeclaration, id, &was.learner))?;
    step(&CHART, was.state.name(), "change", &["learner"]).map_err(Error::conflict)?;
    let content = checked(op, input)?;
    store::declaration::rewrite(&pen, &was, &content)?;
    pen.about(&was.learner);
    pen.tell(json!({ "institution": content.institution, "class": content.class }));
    load(op, id)
}

/// What is said, with outer blanks removed, if the rules of deposited files find nothing wrong with it.
fn checked(op: &Op, input: &DeclarationInput) -> Result<DeclarationInput> {
    let tidy = |text: &str| text.trim().to_owned();
    let input = DeclarationInput {
        institution: tidy(&input.institution),
        class: input.class,
        code: tidy(&input.code),
        title: tidy(&input.title),
        issuer: tidy(&input.issuer),
        major: tidy(&input.major),
        certificate_kind: tidy(&input.certificate_kind),
        certificate_level: tidy(&input.certificate_level),
        level: tidy(&input.level),
        category: tidy(&input.category),
        credit: tidy(&input.credit),
        hours: tidy(&input.hours),
        grade: tidy(&input.grade),
        obtained: tidy(&input.obtained),
    };
    let mut faults = Vec::new();
    if !institutions(op)?.contains(&input.institution) {
        faults.push(Fault::new("institution", "credit.declaration.institution_unknown"));
    }
    faults.extend(entry(&input, op.today()).err().unwrap_or_default());
    match faults.is_empty() {
        true => Ok(input),
        false => Err(Error::Invalid(faults)),
    }
}

/// What a learner says as a row of a file, or what is wrong with it by the member.
pub(super) fn entry(input: &DeclarationInput, today: Day) -> std::result::Result<Entry, Vec<Fault>> {
    intake::read_own(Template::General.every_column().map(|(_, column)| cell(input, *column)), today).map_err(
        |faults| {
            let fault = |fault: crate::model::RowFault| {
                let column = Template::General.every_column().find(|(header, _)| *header == fault.column);
                Fault {
                    field: column.map_or("", |(_, column)| member(*column)).to_owned(),
                    code: fault.code,
                    args: fault.args,
                }
            };
            faults.into_iter().map(fault).collect()
        },
    )
}

fn cell(input: &DeclarationInput, column: Column) -> String {
    use Column as C;
    let text = match column {
        C::Class => input.class.name(),
        C::Code => &input.code,
        C::Course => &input.title,
        C::Issuer => &input.issuer,
        C::Major => &input.major,
        C::CertificateKind => &input.certificate_kind,
        C::CertificateLevel => &input.certificate_level,
        C::Level => return coded(&codes::LEVEL, &input.level),
        C::Category => return coded(&codes::CATEGORY, &input.category),
        C::Credit => &input.credit,
        C::Hours => &input.hours,
        C::Grade => &input.grade,
        C::Obtained => &input.obtained,
        // Whose it is is known, and what only a school says of its graduating batch is not asked.
        _ => "",
    };
    text.to_owned()
}

pub(super) fn load(op: &Op, id: &str) -> Result<Declaration> {
    store::declaration::get(op.conn(), id)?.ok_or(Error::Missing)
}

/// A declaration that has not changed since it was looked at.
pub(super) fn unchanged(declaration: Declaration, revision: i64) -> Result<Declaration> {
    match declaration.revision == revision {
        true => Ok(declaration),
        false => Err(Error::conflict(Refused::NotNow)),
    }
}

/// One's own declaration.
pub fn own(op: &Op, id: &str) -> Result<DeclarationDetails> {
    let declaration = load(op, id)?;
    op.check(&Action::Learner(LearnerVerb::ViewDeclarations, id, &declaration.learner))?;
    let attachments = store::application::attachments(op.conn(), &declaration.learner, id)?;
    let consented = allowed(op, &declaration, identity::consent::OUTCOMES)?;
    let deposited_by = match declaration.state {
        DeclarationState::Draft | DeclarationState::Unverified => {
            deposited(op, &declaration)?.map(|known| known.institution)
        }
        _ => None,
    };
    let learner_name = identity::work::people::names(op, &[&declaration.learner])?.remove(&declaration.learner);
    Ok(DeclarationDetails { declaration, attachments, consented, deposited_by, learner_name })
}

/// One's own declarations, the latest first.
pub fn own_list(op: &Op, learner: &str, before: Option<&str>, limit: usize) -> Result<Vec<Declaration>> {
    op.check(&Action::Learner(LearnerVerb::ViewDeclarations, learner, learner))?;
    Ok(store::declaration::of_learner(op.conn(), learner, before, i64::try_from(limit).unwrap_or(100))?)
}

/// Whether the learner allows the verifying institution to read an item now.
pub(super) fn allowed(op: &Op, declaration: &Declaration, what: &str) -> Result<bool> {
    let Declaration { learner, content, .. } = declaration;
    Ok(identity::consent::allows(op.conn(), learner, &content.institution, PURPOSE, what, op.now())?.is_some())
}

/// Who issued what is declared: the code of the institution of that name, else the key of the name.
pub(super) fn issuer(op: &Op, class: Class, name: &str) -> Result<String> {
    if class == Class::Certificate {
        return Ok(name_key(name));
    }
    let found = directory::store::institutions_by_name(op.conn(), &[name])?;
    // A name that several institutions bear names none of them.
    Ok(match found.as_slice() {
        [(_, code)] => code.clone(),
        _ => name_key(name),
    })
}

/// The outcome an institution deposited that is the one declared, if there is one.
pub(super) fn deposited(op: &Op, declaration: &Declaration) -> Result<Option<Outcome>> {
    let said = &declaration.content;
    let issuer = issuer(op, said.class, &said.issuer)?;
    let outcomes = store::outcome::of_learner(op.conn(), &declaration.learner, None, None, OUTCOMES_LOOKED_AT)?;
    let same =
        |known: &Outcome| rules::same(known, said.class, &said.title, &said.certificate_level, (&issuer, &said.issuer));
    Ok(outcomes.into_iter().find(same))
}

/// Allows the verifying institution to read until a day. For a child a guardian must agree before it can be handed in.
///
/// Errors: `Invalid` for the day.
pub fn consent(op: &Op, id: &str, input: &ConsentStep) -> Result<Declaration> {
    let was = load(op, id)?;
    let pen = op.may(&Action::Learner(LearnerVerb::ChangeDeclaration, id, &was.learner))?;
    step(&CHART, was.state.name(), "change", &["learner"]).map_err(Error::conflict)?;
    let given = ConsentInput {
        organisation: was.content.institution.clone(),
        purpose: PURPOSE.to_owned(),
        what: [identity::consent::OUTCOMES, identity::consent::IDENTITY].map(str::to_owned).to_vec(),
        until: input.until,
    };
    let given = identity::consent::give(op, &pen, &was.learner, &given)?;
    let now = Declaration { consent: Some(given.consent.to_string()), ..was.clone() };
    store::declaration::update(&pen, &was, &now)?;
    pen.about(&was.learner);
    pen.about(&was.content.institution);
    pen.tell(json!({ "consent": given.consent, "waits_for_guardian": given.waits_for_guardian, "until": input.until }));
    load(op, id)
}

/// Attaches evidence that was stored before.
///
/// Errors: `Refused` for more files than allowed.
pub fn attach(op: &Op, id: &str, name: &str, file: &FileRef) -> Result<Declaration> {
    let was = load(op, id)?;
    let pen = op.may(&Action::Learner(LearnerVerb::ChangeDeclaration, id, &was.learner))?;
    step(&CHART, was.state.name(), "change", &["learner"]).map_err(Error::conflict)?;
    let known = store::application::attachments(op.conn(), &was.learner, id)?;
    if known.len() >= ATTACHMENTS_MAX && known.iter().all(|attached| attached.hash != file.hash) {
        return Err(Error::refused(Refused::TooManyAttachments(ATTACHMENTS_MAX)));
    }
    let FileRef { hash, size, media_type } = file.clone();
    let attachment = Attachment { hash, name: name.to_owned(), size, media_type, at: op.now() };
    store::application::attach(&pen, &was.learner, id, &attachment)?;
    pen.attach(file)?;
    store::declaration::update(&pen, &was, &was)?;
    pen.about(&was.learner);
    pen.tell(json!({ "file": file.hash, "bytes": file.size }));
    load(op, id)
}

/// Stores an uploaded file and attaches it.
///
/// Errors: `Refused` for its size or kind; as [`attach`].
pub fn attach_upload(app: &App, actor: &Actor, id: &str, name: &str, path: &Path, hash: &str) -> Result<Declaration> {
    // Asked before the content is stored, so that nobody fills the store who may not attach.
    app.read(actor, |op| {
        let learner = load(op, id)?.learner;
        op.check(&Action::Learner(LearnerVerb::ChangeDeclaration, id, &learner))
    })?;
    let file = store_evidence(app, path, hash)?;
    let (id, name) = (id.to_owned(), name.to_owned());
    app.write(actor, None, move |op| attach(op, &id, &name, &file))
}

/// Takes evidence off.
pub fn detach(op: &Op, id: &str, hash: &str) -> Result<Declaration> {
    let was = load(op, id)?;
    let pen = op.may(&Action::Learner(LearnerVerb::ChangeDeclaration, id, &was.learner))?;
    step(&CHART, was.state.name(), "change", &["learner"]).map_err(Error::conflict)?;
    if store::application::detach(&pen, &was.learner, id, hash)? == 0 {
        return Err(Error::Missing);
    }
    store::declaration::update(&pen, &was, &was)?;
    pen.about(&was.learner);
    pen.tell(json!({ "file": hash, "removed": true }));
    load(op, id)
}

/// Hands a declaration in: from now on it is unverified, and with the institution.
///
/// Errors: see [`rules::file`]; `Conflict` when it was changed since it was looked at.
pub fn file(op: &Op, id: &str, at: &AtRevision) -> Result<Declaration> {
    let was = load(op, id)?;
    let pen = op.may(&Action::Learner(LearnerVerb::FileDeclaration, id, &was.learner))?;
    let was = unchanged(was, at.revision)?;
    let consented = allowed(op, &was, identity::consent::OUTCOMES)?;
    let deposited_by = match deposited(op, &was)? {
        Some(known) => Some(super::Names::default().of(op, &known.institution)?.0),
        None => None,
    };
    rules::file(&Filing {
        state: was.state,
        deposited_by: deposited_by.as_deref(),
        attachments: store::application::attachments(op.conn(), &was.learner, id)?.len(),
        guardian_missing: !consented && waits_for_guardian(op, &was)?,
        consented,
    })
    .map_err(Error::refused)?;
    let now = Declaration { state: DeclarationState::Unverified, filed_at: Some(op.now()), ..was.clone() };
    store::declaration::update(&pen, &was, &now)?;
    pen.about(&was.learner);
    pen.about(&was.content.institution);
    pen.tell(json!({ "institution": was.content.institution, "class": was.content.class }));
    pen.event("credit.declaration.filed", &json!({ "declaration": id, "institution": was.content.institution }))?;
    load(op, id)
}

/// Whether the consent given with this declaration waits for a guardian.
fn waits_for_guardian(op: &Op, declaration: &Declaration) -> Result<bool> {
    let Some(id) = &declaration.consent else { return Ok(false) };
    let consents = identity::work::consents::list(op, &declaration.learner, None, CONSENTS_LOOKED_AT)?;
    let given = consents.iter().find(|consent| consent.consent == *id);
    Ok(given.is_some_and(|consent| consent_state(consent, op.now()) == ConsentState::Waiting))
}

/// Takes a declaration back.
///
/// Errors: `Conflict` once it is decided, or when it was changed since it was looked at.
pub fn withdraw(op: &Op, id: &str, at: &AtRevision) -> Result<Declaration> {
    let was = load(op, id)?;
    let pen = op.may(&Action::Learner(LearnerVerb::WithdrawDeclaration, id, &was.learner))?;
    step(&CHART, was.state.name(), "withdraw", &["learner"]).map_err(Error::conflict)?;
    let was = unchanged(was, at.revision)?;
    store::declaration::update(&pen, &was, &Declaration { state: DeclarationState::Withdrawn, ..was.clone() })?;
    pen.about(&was.learner);
    pen.about(&was.content.institution);
    pen.tell(json!({ "from": was.state.name() }));
    load(op, id)
}
