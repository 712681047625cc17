//! Nouns of the model as templates show them: names instead of codes, words instead of keys.

use std::collections::BTreeMap;

use op::Op;
use serde::Serialize;
use web::{Locale, Voice};

use crate::model::{Campaign, CampaignForm, CampaignState, Head, ReturnState, Step, Tier};
use crate::store;
use crate::work::places::Names;

/// Makes things showable in one language.
pub(crate) struct Shower {
    pub(crate) voice: Voice,
    names: Names,
    campaigns: BTreeMap<String, (String, Vec<CampaignForm>)>,
}

/// A code and its name.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Named {
    pub(crate) code: String,
    pub(crate) name: String,
}

/// A campaign.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CampaignShown {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) region: Named,
    pub(crate) year: i64,
    pub(crate) period: String,
    pub(crate) days: Vec<DayShown>,
    pub(crate) state: &'static str,
    pub(crate) look: &'static str,
    pub(crate) example: bool,
    pub(crate) reason: String,
    pub(crate) revision: i64,
}

/// A day of a campaign: whose, and which.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DayShown {
    pub(crate) party: &'static str,
    pub(crate) day: String,
}

/// A return in a list, and at the head of its page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HeadShown {
    pub(crate) id: String,
    pub(crate) campaign: Named,
    pub(crate) form: Named,
    pub(crate) unit: String,
    pub(crate) name: String,
    pub(crate) county: Named,
    pub(crate) version: i64,
    pub(crate) revision: i64,
    pub(crate) state: &'static str,
    pub(crate) look: &'static str,
    pub(crate) with_unit: bool,
    pub(crate) due_on: String,
    pub(crate) overdue: bool,
    pub(crate) since: String,
    pub(crate) correction: String,
    pub(crate) reason: String,
    /// The level that sent it back, or empty.
    pub(crate) returned_by: &'static str,
    pub(crate) hash: String,
}

/// A step of a return.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StepShown {
    pub(crate) verb: String,
    pub(crate) tier: &'static str,
    pub(crate) version: i64,
    pub(crate) person: String,
    pub(crate) at: String,
    pub(crate) reason: String,
    pub(crate) due_on: String,
}

/// A campaign's state in the fixed list of states.
pub(crate) fn campaign_look(state: CampaignState) -> &'static str {
    match state {
        CampaignState::Configuring => "draft",
        CampaignState::Open => "in_progress",
        CampaignState::Reviewing => "in_review",
        CampaignState::Completed => "done",
        CampaignState::Stopped => "ended",
    }
}

/// A return's state in the fixed list of states.
pub(crate) fn look(state: ReturnState) -> &'static str {
    match state {
        ReturnState::Draft => "draft",
        ReturnState::Returned => "returned",
        ReturnState::AtCounty | ReturnState::AtCity | ReturnState::AtProvince => "in_review",
        ReturnState::Approved => "passed",
        ReturnState::Superseded => "superseded",
        ReturnState::Excused => "ended",
    }
}

/// Whether a return is past its day and not settled.
pub(crate) fn overdue(op: &Op, head: &Head) -> bool {
    let settled = matches!(head.state, ReturnState::Approved | ReturnState::Superseded | ReturnState::Excused);
    head.due_on < op.today() && !settled
}

impl Shower {
    pub(crate) fn new(voice: Voice) -> Shower {
        Shower { voice, names: Names::default(), campaigns: BTreeMap::new() }
    }

    fn english(&self) -> bool {
        self.voice.locale() == Locale::En
    }

    /// The text in the reader's language; the Chinese one where there is no other.
    pub(crate) fn either(&self, chinese: &str, english: &str) -> String {
        if self.english() && !english.is_empty() { english } else { chinese }.to_owned()
    }

    pub(crate) fn region(&mut self, op: &Op, code: &str) -> op::Result<Named> {
        Ok(Named { code: code.to_owned(), name: self.names.of(op, code, self.english())? })
    }

    pub(crate) fn campaign(&mut self, op: &Op, one: &Campaign) -> op::Result<CampaignShown> {
        let days = [
            ("opens", one.opens_on),
            ("unit", one.unit_due),
            ("county", one.county_due),
            ("city", one.city_due),
            ("province", one.province_due),
        ];
        Ok(CampaignShown {
            id: one.id.clone(),
            title: self.either(&one.title, &one.title_en),
            region: self.region(op, &one.region)?,
            year: one.year,
            period: one.period.clone(),
            days: days.map(|(party, day)| DayShown { party, day: day.to_string() }).to_vec(),
            state: one.state.name(),
            look: campaign_look(one.state),
            example: one.example,
            reason: one.reason.clone(),
            revision: one.revision,
        })
    }

    /// What a campaign is called, and its forms; each looked up once.
    fn heading(&mut self, op: &Op, campaign: &str) -> op::Result<&(String, Vec<CampaignForm>)> {
        if !self.campaigns.contains_key(campaign) {
            let found = store::campaign::get(op.conn(), campaign)?;
            let title = found.map(|one| self.either(&one.title, &one.title_en)).unwrap_or_default();
            let forms = store::campaign::forms_of(op.conn(), campaign)?;
            self.campaigns.insert(campaign.to_owned(), (title, forms));
        }
        self.campaigns.get(campaign).ok_or(op::Error::Missing)
    }

    pub(crate) fn head(&mut self, op: &Op, head: &Head) -> op::Result<HeadShown> {
        let english = self.english();
        let (title, forms) = self.heading(op, &head.campaign)?;
        let form = forms.iter().find(|form| form.form == head.form);
        let form_title = form.map_or(head.form.clone(), |form| {
            if english && !form.title_en.is_empty() { form.title_en.clone() } else { form.title.clone() }
        });
        let campaign = Named { code: head.campaign.clone(), name: title.clone() };
        let county = self.region(op, &head.county)?;
        Ok(HeadShown {
            id: head.id.clone(),
            campaign,
            form: Named { code: head.form.clone(), name: form_title },
            unit: head.unit.clone(),
            name: if head.unit == head.county { county.name.clone() } else { head.name.clone() },
            county,
            version: head.version,
            revision: head.revision,
            state: head.state.name(),
            look: look(head.state),
            with_unit: head.state.with_unit(),
            due_on: head.due_on.to_string(),
            overdue: overdue(op, head),
            since: head.since.to_string(),
            correction: head.correction.clone(),
            reason: head.reason.clone(),
            returned_by: head.returned_by.map(Tier::name).unwrap_or_default(),
            hash: head.hash.clone(),
        })
    }

    pub(crate) fn heads(&mut self, op: &Op, heads: &[Head]) -> op::Result<Vec<HeadShown>> {
        heads.iter().map(|head| self.head(op, head)).collect()
    }

    /// Steps, the latest first, with the names of who made them.
    pub(crate) fn steps(&self, op: &Op, steps: &[Step]) -> op::Result<Vec<StepShown>> {
        let people: Vec<&str> = steps.iter().map(|step| step.person.as_str()).collect();
        let names = identity::names(op, &people)?;
        let one = |step: &Step| StepShown {
            verb: step.verb.clone(),
            tier: step.tier.map(Tier::name).unwrap_or_default(),
            version: step.version,
            person: names.get(&step.person).cloned().unwrap_or_default(),
            at: step.at.to_string(),
            reason: step.reason.clone(),
            due_on: step.due_on.map(|day| day.to_string()).unwrap_or_default(),
        };
        Ok(steps.iter().rev().map(one).collect())
    }
}
