//! Who may take the steps around decisions.
//!
//! | action                                        | who                                                         |
//! |-----------------------------------------------|-------------------------------------------------------------|
//! | decide many at once                           | reviewer of the receiving institution                       |
//! | ask for a revocation                          | registrar of the depositing institution                     |
//! | confirm or decline it                         | reviewer of that institution (and another person)           |
//! | settle what leaned on it                      | reviewer of the institution that had recognised it          |
//! | see revocations                               | staff of either institution; bank officer of its region     |
//! | read one's notices, mark them as read         | whoever has signed in                                       |

use op::{Actor, Permission, Place};

use super::{REGISTRAR, REVIEWER, staff};

/// What is asked for of a revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevocationVerb {
    /// Asking for it.
    Ask,
    /// Confirming it, as the second person.
    Confirm,
    /// Declining it.
    Decline,
    /// Settling what leaned on it.
    Settle,
}

/// Everything that can be asked for around decisions. `id` is the subject: empty where the verb makes it.
pub enum Step<'a> {
    /// Deciding many applications at once: batch, place.
    Batch(&'a str, &'a Place),
    /// A verb on a revocation.
    Revocation(RevocationVerb, &'a str, &'a Place),
    /// Seeing revocations of, or consequences at, an institution.
    ViewRevocation(&'a str, &'a Place),
    /// Seeing one's notices.
    ViewNotices,
    /// Marking one's notices as read.
    ReadNotices,
}

impl Permission for Step<'_> {
    fn action(&self) -> &'static str {
        match self {
            Step::Batch(..) => "credit.batch.decide",
            Step::Revocation(RevocationVerb::Ask, ..) => "credit.revocation.ask",
            Step::Revocation(RevocationVerb::Confirm, ..) => "credit.revocation.confirm",
            Step::Revocation(RevocationVerb::Decline, ..) => "credit.revocation.decline",
            Step::Revocation(RevocationVerb::Settle, ..) => "credit.revocation.settle",
            Step::ViewRevocation(..) => "credit.revocation.view",
            Step::ViewNotices => "credit.notice.view",
            Step::ReadNotices => "credit.notice.read",
        }
    }

    fn subject(&self) -> String {
        match self {
            Step::Batch(id, _) | Step::Revocation(_, id, _) | Step::ViewRevocation(id, _) => (*id).to_owned(),
            Step::ViewNotices | Step::ReadNotices => String::new(),
        }
    }

    fn allows(&self, actor: &Actor) -> bool {
        match self {
            Step::Batch(_, place) => actor.holds(REVIEWER, place),
            Step::Revocation(RevocationVerb::Ask, _, place) => actor.holds(REGISTRAR, place),
            Step::Revocation(_, _, place) => actor.holds(REVIEWER, place),
            Step::ViewRevocation(_, place) => staff(actor, place),
            Step::ViewNotices | Step::ReadNotices => actor.person().is_some(),
        }
    }

    fn sees(&self, actor: &Actor) -> bool {
        match self {
            Step::Batch(_, place) | Step::Revocation(_, _, place) => staff(actor, place),
            _ => self.allows(actor),
        }
    }
}

/// The rights of an actor at a place, for the printed matrix.
pub(super) fn rights_at(actor: &Actor, place: &Place, ask: &mut dyn FnMut(&'static str, bool)) {
    let mut of = |step: Step| ask(step.action(), step.allows(actor));
    of(Step::Batch("", place));
    for verb in [RevocationVerb::Ask, RevocationVerb::Confirm, RevocationVerb::Decline, RevocationVerb::Settle] {
        of(Step::Revocation(verb, "", place));
    }
    of(Step::ViewRevocation("", place));
}

/// The rights that are tied to no place.
pub(super) fn rights(actor: &Actor, ask: &mut dyn FnMut(&'static str, bool)) {
    for step in [Step::ViewNotices, Step::ReadNotices] {
        ask(step.action(), step.allows(actor));
    }
}
