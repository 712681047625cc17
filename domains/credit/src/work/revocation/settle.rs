//! What the institution makes of a recognition that leaned on a revoked outcome.

use op::{Error, Op, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{load, not_own, page, reason_of};
use crate::access::steps::{RevocationVerb, Step};
use crate::model::{Application, Consequence, ConsequenceState, PostingKind, Revocation, Settlement, SettlementInput};
use crate::rules::ledger;
use crate::rules::revocation::moved;
use crate::store;
use crate::work::ledger::{Subject, post};
use crate::work::notice::{Told, tell};
use crate::work::{application, place};

/// A settled application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decided {
    /// The application as it stands now.
    pub application: Application,
    /// How many revocations it had been held for.
    pub settled: u64,
}

/// What an application was sent back or held for, each with its revocation: for whoever may see the application.
pub fn behind(op: &Op, of: &Application) -> Result<Vec<(Consequence, Revocation)>> {
    let found = store::revocation::behind(op.conn(), &of.learner, &of.id)?;
    found
        .into_iter()
        .map(|one| {
            let revocation = load(op, &one.revocation)?;
            Ok((one, revocation))
        })
        .collect()
}

/// Settles a held recognition: it is reversed, or stands on other grounds that the reason names. What stands keeps its
/// postings as they were made, for the receiving institution answers for them now.
///
/// Errors: `Invalid` without a reason; `Conflict` unless it is held, or when it was changed since it was looked at, or for one's
/// own application.
pub fn settle(op: &Op, id: &str, input: &SettlementInput) -> Result<Decided> {
    let was = application::load(op, id)?;
    let place = place(op, &was.institution)?;
    let pen = op.may(&Step::Revocation(RevocationVerb::Settle, id, &place))?;
    let reason = reason_of(&input.reason)?;
    let state = moved(was.state, input.settlement.name(), &["reviewer"]).map_err(Error::conflict)?;
    not_own(op, &was.learner)?;
    let was = application::unchanged(was, input.revision)?;
    let by = op.actor().id.clone();
    let now = Application {
        state,
        decided_at: Some(op.now()),
        decided_by: Some(by.clone()),
        reason: reason.clone(),
        ..was.clone()
    };
    store::application::update(&pen, &was, &now)?;
    let items = store::application::items(op.conn(), &was.learner, id)?;
    let (source, target) = application::totals(&items)?;
    let subject = Subject { learner: &was.learner, party: &was.institution, id };
    let ended = match input.settlement {
        Settlement::Uphold => {
            store::outcome::spend(&pen, &was.learner, id, op.now())?;
            post(op, &pen, &subject, PostingKind::Recognition, &ledger::recognise(source, target), None)?;
            ConsequenceState::Upheld
        }
        Settlement::Annul => {
            store::outcome::free(&pen, &was.learner, id)?;
            post(op, &pen, &subject, PostingKind::Reversal, &ledger::release(source, target), None)?;
            ConsequenceState::Reversed
        }
    };
    let held_for = behind(op, &was)?;
    let settled = store::revocation::settle(&pen, &was.learner, id, ended, &reason, &by, op.now())?;
    pen.about(&was.learner);
    pen.about(&was.institution);
    pen.tell(json!({ "settlement": input.settlement.name(), "credit": was.credit }));
    let code = match input.settlement {
        Settlement::Uphold => "credit.told.recognition_upheld",
        Settlement::Annul => "credit.told.recognition_annulled",
    };
    let args = [("institution", was.institution.as_str()), ("name", id)];
    for (one, revocation) in held_for.iter().filter(|(one, _)| one.state == ConsequenceState::Open) {
        let stage = format!("settled-{id}");
        let told = Told { learner: &was.learner, about: &one.revocation, stage: &stage, code, args: &args };
        tell(op, &pen, &was.learner, &format!("/credit/applications/{id}"), &told)?;
        tell(op, &pen, &revocation.institution, &page(&revocation.id), &told)?;
    }
    let application = application::load(op, id)?;
    Ok(Decided { application, settled })
}
