//! 转换申请: a learner asks a receiving institution to recognise outcomes under its published rules.

use serde::{Deserialize, Serialize};
use units::{Credit, Instant};

/// How far an application has come. The way is drawn in `rules::application::CHART`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApplicationState {
    /// Being prepared; only the learner sees it. Nothing is held.
    Draft,
    /// With the receiving institution; outcomes and ceiling are held.
    Filed,
    /// Sent back with a reason; the learner may file it again. Nothing is held.
    Returned,
    /// Recognised.
    Accepted,
    /// Refused with a reason.
    Rejected,
    /// Taken back by the learner.
    Withdrawn,
    /// Recognised, and in doubt since an outcome was revoked; everything is held until the institution settles it.
    Suspended,
    /// Recognised once, then reversed with a reason.
    Reversed,
}

super::names!(ApplicationState {
    Draft => "draft",
    Filed => "filed",
    Returned => "returned",
    Accepted => "accepted",
    Rejected => "rejected",
    Withdrawn => "withdrawn",
    Suspended => "suspended",
    Reversed => "reversed",
});

/// The states of the ordinary way, for a progress bar.
pub const WAY_STATES: &[ApplicationState] =
    &[ApplicationState::Draft, ApplicationState::Filed, ApplicationState::Accepted];

/// What a reviewer decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Recognise.
    Accept,
    /// Refuse; a reason is owed.
    Reject,
    /// Send back; a reason is owed.
    Return,
    /// Take an acceptance back; a reason is owed.
    Reverse,
}

super::names!(Decision { Accept => "accept", Reject => "reject", Return => "return", Reverse => "reverse" });

/// One use of a rule: which outcomes count as which courses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    /// `rul_…`
    pub rule: String,
    /// `out_…`, each taken by a condition of the rule.
    pub outcomes: Vec<String>,
    /// Codes of courses of the programme, in the order in which they are credited.
    pub courses: Vec<String>,
}

/// A new application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApplication {
    /// Code of the receiving institution; every rule chosen is its own.
    pub institution: String,
    /// Code of its programme.
    pub programme: String,
    /// What is to count as what; left out: the best use that is found and proved.
    #[serde(default)]
    pub chosen: Option<Vec<Chosen>>,
}

/// A reviewer's decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewInput {
    /// Which.
    pub decision: Decision,
    /// Why; required except to accept.
    #[serde(default)]
    pub reason: String,
    /// The revision of the application that was looked at.
    pub revision: i64,
    /// The committee's finding that the decision follows, `apl_…`; required where an earlier decision was set aside.
    #[serde(default)]
    pub finding: Option<String>,
}

impl ReviewInput {
    /// A decision with its reason, on the revision that was looked at.
    pub fn new(decision: Decision, reason: &str, revision: i64) -> ReviewInput {
        ReviewInput { decision, reason: reason.to_owned(), revision, finding: None }
    }
}

/// An application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Application {
    /// `app_…`
    pub id: String,
    /// Who applies, `prs_…`.
    pub learner: String,
    /// Code of the receiving institution.
    pub institution: String,
    /// Code of the programme it is for.
    pub programme: String,
    /// How far it has come.
    pub state: ApplicationState,
    /// Credit of the distinct target courses.
    pub credit: Credit,
    /// The consent under which the institution may read, once given.
    pub consent: Option<String>,
    /// When it was begun.
    pub drafted_at: Instant,
    /// When it was last filed.
    pub filed_at: Option<Instant>,
    /// When it was decided.
    pub decided_at: Option<Instant>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// Why, as the learner reads it; empty after a new filing.
    pub reason: String,
    /// Counts changes; a decision on an older revision is refused.
    pub revision: i64,
}

/// One outcome beside one course of one use, fixed when it is filed. The lines of one use share its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Item {
    /// The use, counting from 1.
    pub use_number: i64,
    /// The outcome.
    pub outcome: String,
    /// Its place in the use, from 0.
    pub source_place: i64,
    /// The condition of the rule that it meets, such as `all[1].any[0]`.
    pub clause: String,
    /// The rule.
    pub rule: String,
    /// Its version.
    pub rule_version: i64,
    /// The hash of that version.
    pub rule_hash: String,
    /// The group of that rule, or empty.
    pub rule_group: String,
    /// Whether the rule lets the outcome be used again.
    pub shared: bool,
    /// Code of the target course.
    pub target_code: String,
    /// Its place in the use, from 0.
    pub target_place: i64,
    /// Its name.
    pub target_name: String,
    /// What is recorded for it.
    pub target_credit: Credit,
    /// Credit of the source, which is held and used up.
    pub source_credit: Credit,
    /// What rounding left over in the use, in hundredths of a credit as a fraction such as `1/3`; empty without a ratio.
    pub remainder: String,
    /// What the ratio gave beyond the credit of the courses; it is not recorded.
    pub surplus: Credit,
    /// `study_and_exam`, `study_only` or `offset`.
    pub effect: String,
}

/// Evidence attached by the learner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Attachment {
    /// SHA-256 of the content.
    pub hash: String,
    /// File name when uploaded.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// Media type recognised from the content.
    pub media_type: String,
    /// When it was attached.
    pub at: Instant,
}
