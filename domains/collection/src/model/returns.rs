//! 报表: what a unit reports on a form, in versions, and the way it goes from the school to the province.

use serde::{Deserialize, Serialize};
use units::{Day, Instant, Kind};

use super::flag::Flag;
use super::form::{Level, Values};

/// Kind of returns, `ret_`.
pub enum ReturnKind {}
impl Kind for ReturnKind {
    const PREFIX: &'static str = "ret";
}

/// Kind of steps of returns, `stp_`.
pub enum StepKind {}
impl Kind for StepKind {
    const PREFIX: &'static str = "stp";
}

/// 审核层级: a level that signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// 县.
    County,
    /// 市.
    City,
    /// 省.
    Province,
}

super::names!(Tier { County => "county", City => "city", Province => "province" });

/// How far a version of a return has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReturnState {
    /// 草稿: being entered.
    Draft,
    /// 退回修改: sent back to the unit with a reason and a day.
    Returned,
    /// 待县级审核.
    AtCounty,
    /// 待市级审核.
    AtCity,
    /// 待省级审核.
    AtProvince,
    /// 已审定: signed by every level; never changed.
    Approved,
    /// 已更正: followed by an approved correction.
    Superseded,
    /// 免报: nothing is asked any more.
    Excused,
}

super::names!(ReturnState {
    Draft => "draft",
    Returned => "returned",
    AtCounty => "at_county",
    AtCity => "at_city",
    AtProvince => "at_province",
    Approved => "approved",
    Superseded => "superseded",
    Excused => "excused",
});

impl ReturnState {
    /// The state in which a return waits for a level.
    pub const fn at(tier: Tier) -> ReturnState {
        match tier {
            Tier::County => ReturnState::AtCounty,
            Tier::City => ReturnState::AtCity,
            Tier::Province => ReturnState::AtProvince,
        }
    }

    /// The level a return waits for.
    pub const fn tier(self) -> Option<Tier> {
        match self {
            ReturnState::AtCounty => Some(Tier::County),
            ReturnState::AtCity => Some(Tier::City),
            ReturnState::AtProvince => Some(Tier::Province),
            _ => None,
        }
    }

    /// Whether the unit may change it.
    pub const fn with_unit(self) -> bool {
        matches!(self, ReturnState::Draft | ReturnState::Returned)
    }
}

/// One version of a return without its figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionReturnHead")]
pub struct Head {
    /// `ret_…`; all versions share it.
    pub id: String,
    /// The campaign.
    pub campaign: String,
    /// The form.
    pub form: String,
    /// The unit's code.
    pub unit: String,
    /// The unit's name.
    pub name: String,
    /// Whether the unit is a school or a county.
    pub level: Level,
    /// The county it lies in.
    pub county: String,
    /// The city, or empty.
    pub city: String,
    /// The province.
    pub province: String,
    /// 1, 2, 3 …
    pub version: i64,
    /// How far it has come.
    pub state: ReturnState,
    /// SHA-256 of the figures as canonical JSON.
    pub hash: String,
    /// Counts changes of this version.
    pub revision: i64,
    /// By when whoever has it now should act.
    pub due_on: Day,
    /// Since when it is in this state.
    pub since: Instant,
    /// Who submitted it last.
    pub submitted_by: Option<String>,
    /// When.
    pub submitted_at: Option<Instant>,
    /// Why figures that were approved are corrected; empty in the first version.
    pub correction: String,
    /// Why it was sent back last, or empty.
    pub reason: String,
    /// The level that sent it back last.
    pub returned_by: Option<Tier>,
}

/// One version of a return.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionReturn")]
pub struct Return {
    /// Everything but the figures.
    #[serde(flatten)]
    pub head: Head,
    /// The figures by field.
    pub values: Values,
}

/// A step of a version: who did what, when and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionReturnStep")]
pub struct Step {
    /// The version.
    pub version: i64,
    /// `submit`, `accept`, `reject`, `send_down`, `extend`, `excuse` or `correct`.
    pub verb: String,
    /// The level that did it; none where the unit or the campaign's officer did.
    pub tier: Option<Tier>,
    /// Who.
    pub person: String,
    /// When.
    pub at: Instant,
    /// Why, or empty.
    pub reason: String,
    /// The day that was set, if one was.
    pub due_on: Option<Day>,
    /// SHA-256 of the figures at that moment.
    pub hash: String,
}

/// How a flag was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// The unit said why the figures are right.
    Answer,
    /// A reviewer let it pass, with a name.
    Overrule,
}

super::names!(AnswerKind { Answer => "answer", Overrule => "overrule" });

/// What was said to a flag. It counts as long as the entries the flag is about stay the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionAnswer")]
pub struct FlagAnswer {
    /// The flag, by check, fields and entries.
    pub flag: String,
    /// The check.
    pub check: String,
    /// By the unit or by a reviewer.
    pub kind: AnswerKind,
    /// What was said.
    pub text: String,
    /// Who said it.
    pub said_by: String,
    /// When.
    pub said_at: Instant,
}

/// A flag and what was said to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionFlagState")]
pub struct FlagState {
    /// Names the flag.
    pub key: String,
    /// The flag.
    pub flag: Flag,
    /// What was said to it.
    pub answers: Vec<FlagAnswer>,
}

/// A return with everything that is known of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionReturnDetails")]
pub struct ReturnDetails {
    /// The latest version.
    #[serde(flatten)]
    pub latest: Return,
    /// Versions before it, the latest first.
    pub earlier: Vec<Head>,
    /// What the checks find in the latest.
    pub flags: Vec<FlagState>,
    /// The year before, carried through mergers.
    pub before: Before,
    /// What happened, in order.
    pub steps: Vec<Step>,
}

/// The year before's figures and how they were come by.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionBefore")]
pub struct Before {
    /// The figures; none where there are none to compare with.
    pub values: Option<Values>,
    /// How they were come by.
    pub origin: Origin,
    /// The units they come from, beside the unit itself.
    pub from: Vec<String>,
}

/// How the year before's figures were come by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nothing was approved for the year before.
    #[default]
    None,
    /// The unit's own.
    Own,
    /// Those of the code the unit had before.
    Recoded,
    /// Additive fields summed over the units that merged.
    Merged,
    /// None, because the unit comes from one that was split.
    Split,
    /// None, because a unit that merged has no approved figures.
    Incomplete,
}

super::names!(Origin {
    None => "none",
    Own => "own",
    Recoded => "recoded",
    Merged => "merged",
    Split => "split",
    Incomplete => "incomplete",
});
