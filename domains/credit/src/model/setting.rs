//! Numbers and names that the bank, or an institution within it, sets for itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What can be set. No official source gives these numbers; what is shipped is an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// Days from filing to a decision.
    DecideDays,
    /// Days before and after the due day on which is reminded.
    RemindDays,
    /// Days within which a decision can be appealed.
    AppealDays,
    /// Days within which the joint committee finds by consensus.
    CommitteeDays,
    /// Equal voices that decide once that time is over.
    CommitteeMajority,
    /// What the joint committee is called, in Chinese.
    CommitteeName,
    /// The same in English.
    CommitteeNameEn,
}

super::names!(Setting {
    DecideDays => "decide_days",
    RemindDays => "remind_days",
    AppealDays => "appeal_days",
    CommitteeDays => "committee_days",
    CommitteeMajority => "committee_majority",
    CommitteeName => "committee_name",
    CommitteeNameEn => "committee_name_en",
});

/// Values to set, for the whole bank or for one institution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingsInput {
    /// Code of the institution; absent for the whole bank.
    #[serde(default)]
    pub institution: Option<String>,
    /// Value by name; an empty value takes a setting back.
    pub values: BTreeMap<String, String>,
}

/// A setting as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SettingStanding {
    /// Which.
    pub name: Setting,
    /// The value in force.
    pub value: String,
    /// Where it comes from: `shipped`, `bank` or `institution`.
    pub origin: String,
}
