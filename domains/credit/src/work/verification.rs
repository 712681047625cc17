//! 核验: a registrar reads what a learner declared, and deposits it or refuses.

use op::{Error, Op, Pen, Result};
use serde_json::json;
use units::{Fault, Instant};

use super::declaration::{DeclarationDetails, PURPOSE, allowed, deposited, entry, issuer, load, unchanged};
use super::ledger::{Subject, post};
use super::{Names, place};
use crate::access::Action;
use crate::model::{
    Attachment, Class, Declaration, DeclarationInput, DeclarationState, OutcomeKind, PostingKind, Verdict, VerdictInput,
};
use crate::rules::application::REASON_CHARS_MAX;
use crate::rules::declaration as rules;
use crate::rules::deposit::content;
use crate::rules::{Refused, ledger};
use crate::store;
use crate::store::outcome::{NewOutcome, Origin};

/// Declarations to an institution in a state, by the moment of handing in. They tell no name and no outcome.
pub fn inbox(
    op: &Op,
    institution: &str,
    state: DeclarationState,
    after: Option<(Instant, &str)>,
    descending: bool,
    limit: usize,
) -> Result<Vec<Declaration>> {
    let place = place(op, institution)?;
    op.check(&Action::ViewVerifications(&place))?;
    let limit = i64::try_from(limit).unwrap_or(100);
    Ok(store::declaration::received(op.conn(), institution, state, after, descending, limit)?)
}

/// How many declarations an institution has in each state.
pub fn counts(op: &Op, institution: &str) -> Result<Vec<(DeclarationState, i64)>> {
    let place = place(op, institution)?;
    op.check(&Action::ViewVerifications(&place))?;
    Ok(store::declaration::counts(op.conn(), institution)?)
}

/// A declaration that was handed in; a draft is the learner's alone.
fn received(op: &Op, id: &str) -> Result<Declaration> {
    let declaration = load(op, id)?;
    match declaration.filed_at {
        None => Err(Error::Missing),
        Some(_) => Ok(declaration),
    }
}

/// Reads a declaration with its evidence for the verifying institution. Each item read is recorded and shown to the learner;
/// once the consent is withdrawn or over, nothing of it is shown.
pub fn read(op: &Op, id: &str) -> Result<DeclarationDetails> {
    let declaration = received(op, id)?;
    let place = place(op, &declaration.content.institution)?;
    let pen = op.may(&Action::ReadDeclaration(id, &place))?;
    let open = record_read(op, &pen, &declaration)?;
    let (learner, institution) = (&declaration.learner, &declaration.content.institution);
    let item = identity::consent::IDENTITY;
    let named = open && identity::consent::record_read_if_allowed(op, &pen, learner, institution, PURPOSE, item)?;
    pen.tell(json!({ "allowed": open }));
    details(op, declaration, open, named)
}

/// A declaration whose form is shown again after a fault: the read was recorded when the page was opened.
pub fn again(op: &Op, id: &str) -> Result<DeclarationDetails> {
    let declaration = received(op, id)?;
    let place = place(op, &declaration.content.institution)?;
    op.check(&Action::ReadDeclaration(id, &place))?;
    let open = allowed(op, &declaration, identity::consent::OUTCOMES)?;
    let named = open && allowed(op, &declaration, identity::consent::IDENTITY)?;
    details(op, declaration, open, named)
}

fn record_read(op: &Op, pen: &Pen, declaration: &Declaration) -> Result<bool> {
    let Declaration { learner, content, .. } = declaration;
    identity::consent::record_read(op, pen, learner, &content.institution, PURPOSE, identity::consent::OUTCOMES)
}

fn details(op: &Op, mut declaration: Declaration, open: bool, named: bool) -> Result<DeclarationDetails> {
    let learner = declaration.learner.clone();
    let attachments = match open {
        true => store::application::attachments(op.conn(), &learner, &declaration.id)?,
        false => Vec::new(),
    };
    // What is deposited elsewhere is told only as far as it is the same outcome.
    let known = match declaration.state {
        DeclarationState::Unverified if open => deposited(op, &declaration)?,
        _ => None,
    };
    if !open {
        let DeclarationInput { institution, class, .. } = declaration.content;
        declaration.content = blank(institution, class);
    }
    let learner_name = if named { identity::work::people::names(op, &[&learner])?.remove(&learner) } else { None };
    let deposited_by = known.map(|known| known.institution);
    Ok(DeclarationDetails { declaration, attachments, consented: open, deposited_by, learner_name })
}

/// What is left of a declaration that may not be read.
fn blank(institution: String, class: Class) -> DeclarationInput {
    DeclarationInput {
        institution,
        class,
        title: String::new(),
        code: String::new(),
        issuer: String::new(),
        major: String::new(),
        certificate_kind: String::new(),
        certificate_level: String::new(),
        level: String::new(),
        category: String::new(),
        credit: String::new(),
        hours: String::new(),
        grade: String::new(),
        obtained: String::new(),
    }
}

/// A file of evidence: for the learner, and recorded for the verifying institution. None where it may not be read.
pub fn evidence(op: &Op, id: &str, hash: &str) -> Result<Option<Attachment>> {
    let declaration = load(op, id)?;
    if !op.actor().is_person(&declaration.learner) {
        let declaration = received(op, id)?;
        let place = place(op, &declaration.content.institution)?;
        let pen = op.may(&Action::ReadDeclaration(id, &place))?;
        pen.tell(json!({ "file": hash }));
        if !record_read(op, &pen, &declaration)? {
            return Ok(None);
        }
    }
    let attachments = store::application::attachments(op.conn(), &declaration.learner, id)?;
    Ok(attachments.into_iter().find(|attached| attached.hash == hash))
}

/// Verifies a declaration, which deposits it as the institution's own, or refuses it.
///
/// Errors: `Invalid` without a reason where one is owed; see [`rules::decide`]; `Refused(credit.declaration.consent_missing)`
/// to verify what may no longer be read; `Refused(credit.declaration.deposited)`; `Conflict` when it was changed since it was
/// looked at.
pub fn decide(op: &Op, id: &str, input: &VerdictInput) -> Result<Declaration> {
    let was = received(op, id)?;
    let place = place(op, &was.content.institution)?;
    let pen = op.may(&Action::Verify(input.verdict, id, &place))?;
    let reason = reason(input)?;
    // Nor does whoever was lent a role decide for its holder what the holder may not decide.
    let own = op.actor().id == was.learner || op.actor().acts_for() == Some(was.learner.as_str());
    let to = rules::decide(was.state, own, input.verdict).map_err(Error::conflict)?;
    let was = unchanged(was, input.revision)?;
    let outcome = match input.verdict {
        Verdict::Verify => Some(op.id::<OutcomeKind>().to_string()),
        Verdict::Refuse => None,
    };
    let (decided_at, decided_by) = (Some(op.now()), Some(op.actor().id.clone()));
    let now = Declaration { state: to, decided_at, decided_by, reason, outcome: outcome.clone(), ..was.clone() };
    // First of all writes: of two who decide at once, or of a registrar and a learner, one comes second here and is told so.
    store::declaration::update(&pen, &was, &now)?;
    if let Some(outcome) = &outcome {
        deposit(op, &pen, &was, outcome)?;
    }
    pen.about(&was.learner);
    pen.about(&was.content.institution);
    pen.tell(json!({ "institution": was.content.institution, "outcome": outcome }));
    let body = json!({ "declaration": id, "learner": was.learner, "verdict": input.verdict.name() });
    pen.event("credit.declaration.decided", &body)?;
    load(op, id)
}

/// The reason without outer blanks.
fn reason(input: &VerdictInput) -> Result<String> {
    let reason = input.reason.trim();
    let length = reason.chars().count();
    if length > REASON_CHARS_MAX {
        return Err(Error::Invalid(vec![Fault::new("reason", "form.too_long").with("max", REASON_CHARS_MAX)]));
    }
    if length == 0 && input.verdict == Verdict::Refuse {
        return Err(Error::Invalid(vec![Fault::new("reason", "credit.application.reason_required")]));
    }
    Ok(reason.to_owned())
}

/// Deposits what was verified, in the name of the institution that verified it.
fn deposit(op: &Op, pen: &Pen, declaration: &Declaration, outcome: &str) -> Result<()> {
    if !allowed(op, declaration, identity::consent::OUTCOMES)? {
        return Err(Error::refused(Refused::DeclarationConsent));
    }
    if let Some(known) = deposited(op, declaration)? {
        let name = Names::default().of(op, &known.institution)?.0;
        return Err(Error::refused(Refused::DeclarationDeposited(name)));
    }
    let Declaration { learner, content: said, .. } = declaration;
    // It was read by these rules when it was handed in, and what lay in the past then does so now.
    let entry = entry(said, op.today()).map_err(Error::Invalid)?;
    let issuer = issuer(op, said.class, &said.issuer)?;
    let content = content(&entry);
    let new = NewOutcome {
        learner,
        id: outcome,
        entry: &entry,
        issuer: &issuer,
        issuer_name: &said.issuer,
        content: &content,
    };
    let origin = Origin { institution: &said.institution, deposit: &declaration.id, at: op.now() };
    store::declaration::deposit(pen, &origin, new, &op.actor().id)?;
    let movements = ledger::deposit(entry.credit);
    if !movements.is_empty() {
        let subject = Subject { learner, party: &said.institution, id: outcome };
        post(op, pen, &subject, PostingKind::Deposit, &movements, None)?;
    }
    identity::work::people::held_by(op, pen, &said.institution, &[learner])
}
