//! Nouns, inputs and states of the credit bank: data only, no decisions and no storage.

/// Names of the cases of an enum: [`units::names`] for this domain.
macro_rules! names {
    ($($named:tt)*) => { units::names!("Credit", $($named)*); };
}
pub(crate) use names;

mod appeal;
mod application;
mod bulk;
mod change;
mod class;
mod declaration;
mod deposit;
mod grade;
mod ledger;
mod notice;
mod opinion;
mod outcome;
mod programme;
mod revocation;
mod roster;
mod rule;
mod setting;
pub mod statistics;

pub use appeal::{Appeal, AppealKind, AppealState, FindingSaid, Ground, Heard, NewAppeal, Voice, VoiceInput};
pub use application::{
    Application, ApplicationState, Attachment, Chosen, Decision, Item, NewApplication, ReviewInput, WAY_STATES,
};
pub use bulk::{BULK_MAX, Bulk, BulkDecision, BulkInput, BulkKind, BulkLine, LineState};
pub use change::{ChangeFile, ChangeState, ChangeTable, ChangeTableKind, ReturnInput};
pub use class::Class;
pub use declaration::{Declaration, DeclarationInput, DeclarationState, Verdict, VerdictInput};
pub use deposit::{Choice, Column, Converted, Deposit, DepositState, Entry, FileFacts, Progress, RowFault, Template};
pub use grade::{
    CERTIFICATE_SCORE_MAX, Grade, NAMED_GRADES, NamedGrade, PASS_MARK, SCORE_MAX, Score, is_exemption,
    remark_says_exempted,
};
pub use ledger::{Account, Movement, PostingKind, Proof};
pub use notice::Notice;
pub use opinion::{Opinion, OpinionInput, OpinionKind, OpinionRequest, OpinionState, Recommendation};
pub use outcome::{Outcome, Reported, Use, UseState};
pub use programme::{Imported, Programme, ProgrammeFile, ProgrammeState, ProgrammeText};
pub use revocation::{
    Consequence, ConsequenceKind, ConsequenceState, NewRevocation, Revocation, RevocationKind, RevocationState,
    Settlement, SettlementInput,
};
pub use roster::RosterMapping;
pub use rule::{Content, Effect, Rule, RuleInput, RuleState};
pub use setting::{Setting, SettingStanding, SettingsInput};

use units::Kind;

/// Kind of conversion rules, `rul_`.
pub enum RuleKind {}
impl Kind for RuleKind {
    const PREFIX: &'static str = "rul";
}

/// Kind of learning outcomes, `out_`.
pub enum OutcomeKind {}
impl Kind for OutcomeKind {
    const PREFIX: &'static str = "out";
}

/// Kind of applications, `app_`.
pub enum ApplicationKind {}
impl Kind for ApplicationKind {
    const PREFIX: &'static str = "app";
}

/// Kind of declarations, `dcl_`.
pub enum DeclarationKind {}
impl Kind for DeclarationKind {
    const PREFIX: &'static str = "dcl";
}

/// Kind of deposited files, `dep_`.
pub enum DepositKind {}
impl Kind for DepositKind {
    const PREFIX: &'static str = "dep";
}

/// Kind of ledger postings, `pst_`.
pub enum PostingIdKind {}
impl Kind for PostingIdKind {
    const PREFIX: &'static str = "pst";
}

/// The form of a name by which two spellings of the same name meet: outer and repeated blanks removed, full-width letters,
/// digits and brackets made half-width, Latin letters small. `大学英语（一）` and `大学英语(一)` have the same key.
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    let mut blank = false;
    for letter in name.trim().chars() {
        let letter = match letter {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
            other => other,
        };
        if letter.is_whitespace() {
            blank = true;
            continue;
        }
        if blank && !key.is_empty() {
            key.push(' ');
        }
        blank = false;
        key.extend(letter.to_lowercase());
    }
    key
}

#[cfg(test)]
mod tests;
