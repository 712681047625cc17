//! Who may take the steps around decisions.
//!
//! | action                                        | who                                                         |
//! |-----------------------------------------------|-------------------------------------------------------------|
//! | decide many at once                           | reviewer of the receiving institution                       |
//! | ask for a revocation                          | registrar of the depositing institution                     |
//! | confirm or decline it                         | reviewer of that institution (and another person)           |
//! | settle what leaned on it                      | reviewer of the institution that had recognised it          |
//! | import a table of changed codes, take it back | registrar of the institution; importing also the command line |
//! | publish it or send it back                    | reviewer of the institution (publishing: and another person) |
//! | see tables of changed codes                   | staff of the institution                                    |
//! | see revocations                               | staff of the depositing institution; bank officer of its region |
//! | read one's notices, mark them as read         | whoever has signed in                                       |
//! | appeal, take an appeal back                   | the learner, or who stands for them                         |
//! | hear appeals, speak for a province            | member of the joint committee, of one of the four provinces |
//! | close an appeal whose time is over, remind    | the platform                                                |
//! | ask an expert, take the request back          | reviewer of the receiving institution                       |
//! | read for, give or decline an opinion          | the expert who was asked                                    |
//! | set days                                      | administrator for the bank; reviewer within that            |

use op::{Actor, Permission, Place, Scope};

use super::{ADMIN, COMMITTEE, EXPERT, REGISTRAR, REVIEWER, staff};
use crate::rules::appeal::province;

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

/// What is asked for of a table of changed course codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeVerb {
    /// Importing it.
    Import,
    /// Publishing it, as the second person.
    Publish,
    /// Sending it back.
    Return,
    /// Taking it back.
    Withdraw,
}

/// Everything that can be asked for around decisions. `id` is the subject: empty where the verb makes it.
pub enum Step<'a> {
    /// Deciding many applications at once: bulk, place.
    Bulk(&'a str, &'a Place),
    /// A verb on a revocation.
    Revocation(RevocationVerb, &'a str, &'a Place),
    /// Seeing the revocations of an institution's outcomes.
    ViewRevocation(&'a str, &'a Place),
    /// A verb on a table of changed course codes.
    Change(ChangeVerb, &'a str, &'a Place),
    /// Seeing such tables.
    ViewChange(&'a str, &'a Place),
    /// Seeing one's notices.
    ViewNotices,
    /// Marking one's notices as read.
    ReadNotices,
    /// Appealing: application, learner.
    Appeal(&'a str, &'a str),
    /// Taking an appeal back: appeal, learner.
    WithdrawAppeal(&'a str, &'a str),
    /// Seeing one's own appeal.
    ViewAppeal(&'a str, &'a str),
    /// Seeing which appeals are before the committee.
    ViewHearings,
    /// Reading an appeal with the application, for the committee.
    HearAppeal(&'a str),
    /// Speaking for one's province.
    Speak(&'a str),
    /// Closing an appeal whose time is over.
    CloseAppeal(&'a str),
    /// Reminding of an application.
    Remind(&'a str),
    /// Asking an expert about an application.
    AskOpinion(&'a str, &'a Place),
    /// Taking such a request back.
    CancelOpinion(&'a str, &'a Place),
    /// Seeing what one was asked.
    ViewOpinions,
    /// Reading an application to give an opinion: request, expert, place.
    ReadForOpinion(&'a str, &'a str, &'a Place),
    /// Giving the opinion.
    GiveOpinion(&'a str, &'a str, &'a Place),
    /// Declining to.
    DeclineOpinion(&'a str, &'a str, &'a Place),
    /// Seeing the settings.
    ViewSettings,
    /// Setting something for an institution, or for the whole bank.
    Set(Option<&'a Place>),
}

/// Whether the actor speaks for one of the four provinces.
fn sits(actor: &Actor) -> bool {
    provinces(actor).next().is_some()
}

/// The provinces an actor speaks for.
pub fn provinces(actor: &Actor) -> impl Iterator<Item = &'static str> {
    actor.scopes(COMMITTEE).filter_map(|scope| match scope {
        Scope::Region(code) => province(code),
        Scope::Everywhere | Scope::Organisation(_) => None,
    })
}

/// Whether the actor is the expert who was asked, and holds the role still.
fn asked(actor: &Actor, expert: &str, place: &Place) -> bool {
    actor.is_person(expert) && actor.holds(EXPERT, place)
}

impl Permission for Step<'_> {
    fn action(&self) -> &'static str {
        match self {
            Step::Bulk(..) => "credit.bulk.decide",
            Step::Revocation(RevocationVerb::Ask, ..) => "credit.revocation.ask",
            Step::Revocation(RevocationVerb::Confirm, ..) => "credit.revocation.confirm",
            Step::Revocation(RevocationVerb::Decline, ..) => "credit.revocation.decline",
            Step::Revocation(RevocationVerb::Settle, ..) => "credit.revocation.settle",
            Step::ViewRevocation(..) => "credit.revocation.view",
            Step::Change(ChangeVerb::Import, ..) => "credit.change.import",
            Step::Change(ChangeVerb::Publish, ..) => "credit.change.publish",
            Step::Change(ChangeVerb::Return, ..) => "credit.change.return",
            Step::Change(ChangeVerb::Withdraw, ..) => "credit.change.withdraw",
            Step::ViewChange(..) => "credit.change.view",
            Step::ViewNotices => "credit.notice.view",
            Step::ReadNotices => "credit.notice.read",
            Step::Appeal(..) => "credit.appeal.file",
            Step::WithdrawAppeal(..) => "credit.appeal.withdraw",
            Step::ViewAppeal(..) => "credit.appeal.view",
            Step::ViewHearings => "credit.hearing.view",
            Step::HearAppeal(_) => "credit.appeal.read",
            Step::Speak(_) => "credit.appeal.speak",
            Step::CloseAppeal(_) => "credit.appeal.close",
            Step::Remind(_) => "credit.application.remind",
            Step::AskOpinion(..) => "credit.opinion.ask",
            Step::CancelOpinion(..) => "credit.opinion.withdraw",
            Step::ViewOpinions => "credit.opinion.view",
            Step::ReadForOpinion(..) => "credit.opinion.read",
            Step::GiveOpinion(..) => "credit.opinion.give",
            Step::DeclineOpinion(..) => "credit.opinion.decline",
            Step::ViewSettings => "credit.setting.view",
            Step::Set(_) => "credit.setting.set",
        }
    }

    fn subject(&self) -> String {
        match self {
            Step::Bulk(id, _) | Step::Revocation(_, id, _) | Step::ViewRevocation(id, _) => (*id).to_owned(),
            Step::Change(_, id, _) | Step::ViewChange(id, _) => (*id).to_owned(),
            Step::Appeal(id, _) | Step::WithdrawAppeal(id, _) | Step::ViewAppeal(id, _) => (*id).to_owned(),
            Step::HearAppeal(id) | Step::Speak(id) | Step::CloseAppeal(id) | Step::Remind(id) => (*id).to_owned(),
            Step::AskOpinion(id, _) | Step::CancelOpinion(id, _) => (*id).to_owned(),
            Step::ReadForOpinion(id, ..) | Step::GiveOpinion(id, ..) | Step::DeclineOpinion(id, ..) => (*id).to_owned(),
            Step::Set(place) => place.and_then(|place| place.organisation.clone()).unwrap_or_default(),
            Step::ViewNotices | Step::ReadNotices | Step::ViewHearings | Step::ViewOpinions | Step::ViewSettings => {
                String::new()
            }
        }
    }

    fn allows(&self, actor: &Actor) -> bool {
        match self {
            Step::Bulk(_, place) => actor.holds(REVIEWER, place),
            Step::Revocation(RevocationVerb::Ask, _, place) => actor.holds(REGISTRAR, place),
            Step::Revocation(_, _, place) => actor.holds(REVIEWER, place),
            Step::ViewRevocation(_, place) | Step::ViewChange(_, place) => staff(actor, place),
            Step::Change(ChangeVerb::Import, _, place) => actor.is_system() || actor.holds(REGISTRAR, place),
            Step::Change(ChangeVerb::Withdraw, _, place) => actor.holds(REGISTRAR, place),
            Step::Change(ChangeVerb::Publish | ChangeVerb::Return, _, place) => actor.holds(REVIEWER, place),
            Step::ViewNotices | Step::ReadNotices | Step::ViewSettings => actor.person().is_some(),
            Step::Appeal(_, learner) | Step::WithdrawAppeal(_, learner) | Step::ViewAppeal(_, learner) => {
                actor.is_person(learner)
            }
            Step::ViewHearings | Step::HearAppeal(_) | Step::Speak(_) => sits(actor),
            Step::CloseAppeal(_) | Step::Remind(_) => actor.is_system(),
            Step::AskOpinion(_, place) | Step::CancelOpinion(_, place) => actor.holds(REVIEWER, place),
            Step::ViewOpinions => actor.holds_anywhere(EXPERT),
            Step::ReadForOpinion(_, expert, place)
            | Step::GiveOpinion(_, expert, place)
            | Step::DeclineOpinion(_, expert, place) => asked(actor, expert, place),
            Step::Set(Some(place)) => actor.holds(REVIEWER, place),
            Step::Set(None) => actor.holds_anywhere(ADMIN),
        }
    }

    fn sees(&self, actor: &Actor) -> bool {
        match self {
            Step::Bulk(_, place)
            | Step::Revocation(_, _, place)
            | Step::Change(_, _, place)
            | Step::AskOpinion(_, place)
            | Step::CancelOpinion(_, place)
            | Step::Set(Some(place)) => staff(actor, place),
            _ => self.allows(actor),
        }
    }
}

/// The rights of an actor at a place, for the printed matrix.
pub(super) fn rights_at(actor: &Actor, place: &Place, ask: &mut dyn FnMut(&'static str, bool)) {
    let mut of = |step: Step| ask(step.action(), step.allows(actor));
    of(Step::Bulk("", place));
    for verb in [RevocationVerb::Ask, RevocationVerb::Confirm, RevocationVerb::Decline, RevocationVerb::Settle] {
        of(Step::Revocation(verb, "", place));
    }
    of(Step::ViewRevocation("", place));
    for verb in [ChangeVerb::Import, ChangeVerb::Publish, ChangeVerb::Return, ChangeVerb::Withdraw] {
        of(Step::Change(verb, "", place));
    }
    of(Step::ViewChange("", place));
    of(Step::AskOpinion("", place));
    of(Step::CancelOpinion("", place));
    let person = actor.person().unwrap_or("prs_nobody");
    of(Step::ReadForOpinion("", person, place));
    of(Step::GiveOpinion("", person, place));
    of(Step::DeclineOpinion("", person, place));
    of(Step::Set(Some(place)));
}

/// The rights that are tied to no place, and those in one's own affairs and in somebody else's.
pub(super) fn rights(actor: &Actor, ask: &mut dyn FnMut(String, bool)) {
    let person = actor.person().unwrap_or("prs_nobody");
    for (name, learner) in [("own", person), ("other", "prs_somebody_else")] {
        for step in [Step::Appeal("", learner), Step::WithdrawAppeal("", learner), Step::ViewAppeal("", learner)] {
            ask(format!("{} {name}", step.action()), step.allows(actor));
        }
    }
    for step in [
        Step::ViewNotices,
        Step::ReadNotices,
        Step::ViewHearings,
        Step::HearAppeal(""),
        Step::Speak(""),
        Step::CloseAppeal(""),
        Step::Remind(""),
        Step::ViewOpinions,
        Step::ViewSettings,
        Step::Set(None),
    ] {
        let name = if matches!(step, Step::Set(None)) { " bank" } else { "" };
        ask(format!("{}{name}", step.action()), step.allows(actor));
    }
}
