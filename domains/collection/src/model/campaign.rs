//! 采集任务: what is asked, of whom, and until when.

use serde::{Deserialize, Serialize};
use units::{Day, Instant, Kind};

use super::form::{Form, Level};
use super::returns::Tier;

/// Kind of campaigns, `cmp_`.
pub enum CampaignKind {}
impl Kind for CampaignKind {
    const PREFIX: &'static str = "cmp";
}

/// How far a campaign has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CampaignState {
    /// 配置中: its units and days are being chosen.
    Configuring,
    /// 填报中: the units report.
    Open,
    /// 评审中: the day of the units is over, the levels above look at what came.
    Reviewing,
    /// 已完成: everything is approved and was released.
    Completed,
    /// 已中止: given up.
    Stopped,
}

super::names!(CampaignState {
    Configuring => "configuring",
    Open => "open",
    Reviewing => "reviewing",
    Completed => "completed",
    Stopped => "stopped",
});

/// What a campaign asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionCampaignInput")]
#[serde(deny_unknown_fields)]
pub struct CampaignInput {
    /// Title in Chinese.
    pub title: String,
    /// Title in English, or empty.
    #[serde(default)]
    pub title_en: String,
    /// Six digits of the region whose units report; its reviewers sign last.
    pub region: String,
    /// The reference year.
    pub year: i64,
    /// The moment or period the figures are of, such as 2025学年初; may be empty.
    #[serde(default)]
    pub period: String,
    /// Names of shipped forms: `school`, `county`, `evidence`.
    #[serde(default)]
    pub forms: Vec<String>,
    /// Further forms as documents.
    #[serde(default)]
    pub documents: Vec<Form>,
    /// The first day on which a unit may report.
    pub opens_on: Day,
    /// The last day of the units.
    pub unit_due: Day,
    /// The last day of the counties.
    pub county_due: Day,
    /// The last day of the cities, where there are any; the county's if nothing is said.
    #[serde(default)]
    pub city_due: Option<Day>,
    /// The last day of the province; the city's if nothing is said.
    #[serde(default)]
    pub province_due: Option<Day>,
    /// 示例: made to show how one looks.
    #[serde(default)]
    pub example: bool,
}

/// A form of a campaign as it was when the campaign was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionCampaignForm")]
pub struct CampaignForm {
    /// The form's name.
    pub form: String,
    /// Its version.
    pub version: i64,
    /// Who fills it in.
    pub level: Level,
    /// Its title in Chinese.
    pub title: String,
    /// Its title in English.
    pub title_en: String,
    /// SHA-256 of its canonical JSON.
    pub hash: String,
}

/// A campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionCampaign")]
pub struct Campaign {
    /// `cmp_…`
    pub id: String,
    /// Title in Chinese.
    pub title: String,
    /// Title in English, or empty.
    pub title_en: String,
    /// The region whose units report.
    pub region: String,
    /// The reference year.
    pub year: i64,
    /// The moment or period the figures are of, or empty.
    pub period: String,
    /// The first day of the units.
    pub opens_on: Day,
    /// The last day of the units.
    pub unit_due: Day,
    /// The last day of the counties.
    pub county_due: Day,
    /// The last day of the cities.
    pub city_due: Day,
    /// The last day of the province.
    pub province_due: Day,
    /// 示例.
    pub example: bool,
    /// How far it has come.
    pub state: CampaignState,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made_at: Instant,
    /// When it was completed or stopped.
    pub ended_at: Option<Instant>,
    /// Why it was stopped, or empty.
    pub reason: String,
    /// Counts changes of its content and state.
    pub revision: i64,
}

impl Campaign {
    /// The last day of a level.
    pub fn due(&self, tier: Tier) -> Day {
        match tier {
            Tier::County => self.county_due,
            Tier::City => self.city_due,
            Tier::Province => self.province_due,
        }
    }

    /// Whether returns may be entered, decided or corrected at all.
    pub fn runs(&self) -> bool {
        matches!(self.state, CampaignState::Open | CampaignState::Reviewing)
    }
}

/// A campaign with its forms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionCampaignDetails")]
pub struct CampaignDetails {
    /// The campaign.
    pub campaign: Campaign,
    /// Its forms.
    pub forms: Vec<CampaignForm>,
    /// How many units it has.
    pub units: i64,
}

/// What moves a campaign on: the revision that was looked at, and a reason where one is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "CollectionStepInput")]
#[serde(deny_unknown_fields)]
pub struct StepInput {
    /// The revision that was looked at.
    pub revision: i64,
    /// Why; required to stop.
    #[serde(default)]
    pub reason: String,
}
