//! 专家评审: a reviewer asks an expert of the institution for an opinion on an application.

use serde::{Deserialize, Serialize};
use units::{Instant, Kind};

/// Kind of opinions, `opn_`.
pub enum OpinionKind {}
impl Kind for OpinionKind {
    const PREFIX: &'static str = "opn";
}

/// How far a request for an opinion has come. The way is drawn in `rules::opinion::CHART`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpinionState {
    /// Waits for the expert.
    Asked,
    /// The expert gave it.
    Given,
    /// The expert will not give one.
    Declined,
    /// The reviewer took the request back.
    Withdrawn,
}

super::names!(OpinionState { Asked => "asked", Given => "given", Declined => "declined", Withdrawn => "withdrawn" });

/// What an expert recommends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recommendation {
    /// Recognise.
    Recognise,
    /// Do not recognise.
    Refuse,
    /// The evidence does not let it be told.
    Undecided,
}

super::names!(Recommendation { Recognise => "recognise", Refuse => "refuse", Undecided => "undecided" });

/// Asks an expert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpinionRequest {
    /// Whom, `prs_…`.
    pub expert: String,
    /// What is to be looked at.
    pub question: String,
}

/// An expert's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpinionInput {
    /// What is recommended; absent to decline.
    #[serde(default)]
    pub recommendation: Option<Recommendation>,
    /// Why.
    pub reason: String,
}

/// A request for an opinion, and the opinion once it is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Opinion {
    /// `opn_…`
    pub id: String,
    /// Whose application.
    pub learner: String,
    /// The application.
    pub application: String,
    /// Code of the receiving institution.
    pub institution: String,
    /// The expert.
    pub expert: String,
    /// What is to be looked at.
    pub question: String,
    /// How far it has come.
    pub state: OpinionState,
    /// What is recommended, once given.
    pub recommendation: Option<Recommendation>,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: Instant,
    /// When it was answered or taken back.
    pub answered_at: Option<Instant>,
}
