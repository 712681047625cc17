//! Who may do what in a collection.
//!
//! | action                                                    | who                                                          |
//! |-----------------------------------------------------------|--------------------------------------------------------------|
//! | make, configure, open, close, complete, stop a campaign; add or remove units; excuse a unit | monitoring officer whose region covers the campaign's |
//! | enter, answer, submit, correct a school's return          | data officer of that school                                  |
//! | enter, answer, submit, correct a county's return          | data reviewer of that county                                 |
//! | accept, send back, overrule at a level                    | data reviewer of exactly the region of that level            |
//! | give a unit more time                                     | data reviewer of its county, monitoring officer of its region |
//! | bring the returns of many units                           | data reviewer or monitoring officer whose region covers them |
//! | see a return                                              | its unit, reviewers, monitoring officers and auditors of regions around it |
//! | see a campaign                                            | reviewers, monitoring officers and auditors of regions around or inside it; its units |
//!
//! A province's reviewer looks into every county and signs for none of them.

use op::{Actor, Op, Permission, Place, Role, Scope};

use crate::model::form::Level;
use crate::model::{Head, Tier};
use crate::rules::returns::{filler_relation, tier_relations};

/// 数据填报员: reports for an organisation.
pub const DATA_OFFICER: Role = Role("data_officer");
/// 数据审核员: signs for a county, a city or a province.
pub const DATA_REVIEWER: Role = Role("data_reviewer");
/// 监测专员: runs collections of a region.
pub const MONITOR_OFFICER: Role = Role("monitor_officer");
/// 审计员: reads.
pub const AUDITOR: Role = Role("auditor");

/// A verb on a campaign by its officers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the verb it is called")]
pub enum CampaignVerb {
    Make,
    Configure,
    AddUnits,
    RemoveUnit,
    Open,
    Review,
    Complete,
    Stop,
}

impl CampaignVerb {
    /// Every verb, in the order of a campaign's life.
    pub const ALL: [CampaignVerb; 8] = [
        CampaignVerb::Make,
        CampaignVerb::Configure,
        CampaignVerb::AddUnits,
        CampaignVerb::RemoveUnit,
        CampaignVerb::Open,
        CampaignVerb::Review,
        CampaignVerb::Complete,
        CampaignVerb::Stop,
    ];

    const fn action(self) -> &'static str {
        match self {
            CampaignVerb::Make => "collection.campaign.make",
            CampaignVerb::Configure => "collection.campaign.configure",
            CampaignVerb::AddUnits => "collection.unit.add",
            CampaignVerb::RemoveUnit => "collection.unit.remove",
            CampaignVerb::Open => "collection.campaign.open",
            CampaignVerb::Review => "collection.campaign.review",
            CampaignVerb::Complete => "collection.campaign.complete",
            CampaignVerb::Stop => "collection.campaign.stop",
        }
    }
}

/// A verb on a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the verb it is called")]
pub enum ReturnVerb {
    View,
    Save,
    Answer,
    Submit,
    Correct,
    Extend,
    Excuse,
    Accept,
    Reject,
    Overrule,
}

impl ReturnVerb {
    /// Every verb, in the order of a return's life.
    pub const ALL: [ReturnVerb; 10] = [
        ReturnVerb::View,
        ReturnVerb::Save,
        ReturnVerb::Answer,
        ReturnVerb::Submit,
        ReturnVerb::Correct,
        ReturnVerb::Extend,
        ReturnVerb::Excuse,
        ReturnVerb::Accept,
        ReturnVerb::Reject,
        ReturnVerb::Overrule,
    ];

    const fn action(self) -> &'static str {
        match self {
            ReturnVerb::View => "collection.return.view",
            ReturnVerb::Save => "collection.return.save",
            ReturnVerb::Answer => "collection.flag.answer",
            ReturnVerb::Submit => "collection.return.submit",
            ReturnVerb::Correct => "collection.return.correct",
            ReturnVerb::Extend => "collection.return.extend",
            ReturnVerb::Excuse => "collection.return.excuse",
            ReturnVerb::Accept => "collection.return.accept",
            ReturnVerb::Reject => "collection.return.reject",
            ReturnVerb::Overrule => "collection.flag.overrule",
        }
    }
}

/// Where a return stands: its unit and the regions around it.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    /// The return's id; empty where there is none yet.
    pub id: &'a str,
    /// The unit's code.
    pub unit: &'a str,
    /// Whether it is a school or a county.
    pub level: Level,
    /// County, city (or empty) and province.
    pub regions: [&'a str; 3],
}

impl<'a> From<&'a Head> for Spot<'a> {
    fn from(head: &'a Head) -> Spot<'a> {
        Spot { id: &head.id, unit: &head.unit, level: head.level, regions: [&head.county, &head.city, &head.province] }
    }
}

/// Everything that can be asked for.
pub enum Action<'a> {
    /// A verb on a campaign of a region; the id is empty where the verb makes it.
    Campaign(CampaignVerb, &'a str, &'a str),
    /// Seeing a campaign of a region; whether the actor's own organisations or counties are among its units.
    View(&'a str, &'a str, bool),
    /// A verb on a return.
    Return(ReturnVerb, Spot<'a>),
    /// Accepting many returns, each of which is asked for by itself.
    Bulk,
    /// Bringing the returns of many units of a campaign, all in one region.
    Batch(&'a str, &'a str),
    /// One's own home.
    Home,
    /// The platform reminds of a day.
    Remind(&'a str),
    /// Reading what forms ask and check: everybody may.
    Forms,
}

impl Permission for Action<'_> {
    fn action(&self) -> &'static str {
        match self {
            Action::Campaign(verb, ..) => verb.action(),
            Action::View(..) => "collection.campaign.view",
            Action::Return(verb, _) => verb.action(),
            Action::Bulk => "collection.bulk.accept",
            Action::Batch(..) => "collection.batch.bring",
            Action::Home => "collection.home.view",
            Action::Remind(_) => "collection.campaign.remind",
            Action::Forms => "collection.form.view",
        }
    }

    fn subject(&self) -> String {
        match self {
            Action::Campaign(_, id, _) | Action::View(id, ..) | Action::Batch(id, _) | Action::Remind(id) => {
                (*id).to_owned()
            }
            Action::Return(_, spot) => spot.id.to_owned(),
            Action::Bulk | Action::Home | Action::Forms => String::new(),
        }
    }

    fn allows(&self, actor: &Actor) -> bool {
        match self {
            Action::Campaign(CampaignVerb::Review, _, region) => actor.is_system() || runs(actor, region),
            Action::Campaign(_, _, region) => runs(actor, region),
            Action::View(_, region, own) => *own || actor.is_system() || overlaps(actor, region),
            Action::Return(verb, spot) => returns(actor, *verb, spot),
            Action::Bulk => actor.holds_anywhere(DATA_REVIEWER),
            Action::Batch(_, region) => covers(actor, &[DATA_REVIEWER, MONITOR_OFFICER], region),
            Action::Home => works(actor),
            Action::Remind(_) => actor.is_system(),
            Action::Forms => true,
        }
    }

    fn sees(&self, actor: &Actor) -> bool {
        match self {
            Action::Campaign(_, _, region) => overlaps(actor, region),
            Action::Return(_, spot) => returns(actor, ReturnVerb::View, spot),
            Action::Batch(..) | Action::Bulk => works(actor),
            Action::Home => actor.person().is_some(),
            Action::View(..) | Action::Remind(_) | Action::Forms => self.allows(actor),
        }
    }
}

fn covers(actor: &Actor, roles: &[Role], region: &str) -> bool {
    let place = Place { organisation: None, region: region.to_owned() };
    roles.iter().any(|role| actor.holds(*role, &place))
}

/// Whether an actor runs campaigns of a region.
pub fn runs(actor: &Actor, region: &str) -> bool {
    covers(actor, &[MONITOR_OFFICER], region)
}

/// Whether a reviewer signs for exactly this region.
pub fn signs(actor: &Actor, region: &str) -> bool {
    !region.is_empty()
        && actor.scopes(DATA_REVIEWER).any(|scope| matches!(scope, Scope::Region(code) if code == region))
}

/// Whether a reader's region lies around or inside a region.
fn overlaps(actor: &Actor, region: &str) -> bool {
    let readers = [MONITOR_OFFICER, DATA_REVIEWER, AUDITOR];
    covers(actor, &readers, region)
        || readers.iter().flat_map(|role| actor.scopes(*role)).any(|scope| match scope {
            Scope::Region(code) => {
                let place = Place { organisation: None, region: code.clone() };
                Scope::Region(region.to_owned()).covers(&place)
            }
            Scope::Everywhere | Scope::Organisation(_) => false,
        })
}

/// Whether an actor fills a return in.
pub fn fills(actor: &Actor, spot: &Spot) -> bool {
    match spot.level {
        Level::School => {
            let own = |scope: &Scope| matches!(scope, Scope::Organisation(code) if code == spot.unit);
            actor.scopes(DATA_OFFICER).any(own)
        }
        Level::County => signs(actor, spot.unit),
    }
}

fn returns(actor: &Actor, verb: ReturnVerb, spot: &Spot) -> bool {
    let [county, city, province] = spot.regions;
    match verb {
        ReturnVerb::View => {
            actor.is_system() || fills(actor, spot) || covers(actor, &[DATA_REVIEWER, MONITOR_OFFICER, AUDITOR], county)
        }
        ReturnVerb::Save | ReturnVerb::Answer | ReturnVerb::Submit | ReturnVerb::Correct => fills(actor, spot),
        ReturnVerb::Extend => signs(actor, county) || runs(actor, county),
        ReturnVerb::Excuse => runs(actor, county),
        ReturnVerb::Accept | ReturnVerb::Reject | ReturnVerb::Overrule => {
            [county, city, province].iter().any(|region| signs(actor, region))
        }
    }
}

/// Whether somebody works with collections at all.
pub fn works(actor: &Actor) -> bool {
    [DATA_OFFICER, DATA_REVIEWER, MONITOR_OFFICER, AUDITOR].iter().any(|role| actor.holds_anywhere(*role))
}

/// The relations an actor has to a return, as its chart names them.
pub fn relations(op: &Op, spot: &Spot, chain: &[(Tier, String)]) -> Vec<&'static str> {
    let actor = op.actor();
    let mut all = Vec::new();
    if fills(actor, spot) {
        all.extend(["filler", filler_relation(chain)]);
    }
    if runs(actor, spot.regions[0]) {
        all.push("officer");
    }
    for (tier, region) in chain {
        if signs(actor, region) {
            all.extend(tier_relations(chain, *tier));
        }
    }
    if signs(actor, spot.regions[0]) && !all.contains(&"county") {
        all.push("county");
    }
    all
}

/// The organisations and counties an actor reports for.
pub fn own_units(actor: &Actor) -> Vec<String> {
    let of = |role: Role| actor.scopes(role).filter_map(code_of).collect::<Vec<_>>();
    let mut codes: Vec<String> = of(DATA_OFFICER).into_iter().chain(of(DATA_REVIEWER)).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The regions an actor holds a role for.
pub fn regions(actor: &Actor, role: Role) -> Vec<String> {
    let mut codes: Vec<String> =
        actor.scopes(role).filter(|scope| matches!(scope, Scope::Region(_))).filter_map(code_of).collect();
    codes.sort();
    codes.dedup();
    codes
}

fn code_of(scope: &Scope) -> Option<String> {
    match scope {
        Scope::Region(code) | Scope::Organisation(code) => Some(code.clone()),
        Scope::Everywhere => None,
    }
}

/// The rights of an actor for the printed matrix: at a unit and a region of its own, and at others.
pub fn matrix(actor: &Actor) -> Vec<(String, bool)> {
    let own = actor.grants.first().and_then(|grant| code_of(&grant.scope)).unwrap_or_else(|| "310000".to_owned());
    let (unit, region) = if own.len() == 10 { (own.as_str(), "310000") } else { ("4231051252", own.as_str()) };
    let inside = Spot { id: "", unit, level: Level::School, regions: [region, "", "310000"] };
    let outside = Spot { id: "", unit: "2165000001", level: Level::School, regions: ["650102", "650100", "650000"] };
    let mut rights = Vec::new();
    for (name, spot) in [("own", inside), ("other", outside)] {
        let region = spot.regions[0];
        let mut ask = |action: Action| rights.push((format!("{} {name}", action.action()), action.allows(actor)));
        CampaignVerb::ALL.into_iter().for_each(|verb| ask(Action::Campaign(verb, "", region)));
        ask(Action::View("", region, false));
        ReturnVerb::ALL.into_iter().for_each(|verb| ask(Action::Return(verb, spot)));
        ask(Action::Batch("", region));
    }
    for action in [Action::Forms, Action::Bulk, Action::Home, Action::Remind("")] {
        rights.push((action.action().to_owned(), action.allows(actor)));
    }
    rights
}
