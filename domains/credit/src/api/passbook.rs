//! Passbook, outcomes and what counts, as JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use units::{Args, Credit};
use web::{Answer, Reply, Request, Response};

use crate::lists::learner;
use crate::model::{Match, MatchVerdict, Outcome, Rule};
use crate::work::matches::{self, Summary};
use crate::work::passbook::{self as work, Part};

/// Where a page of outcomes goes on.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct PassbookQuery {
    /// Month of the last outcome of the page before, `202506`.
    #[serde(default)]
    pub(crate) month: Option<String>,
    /// Its id.
    #[serde(default)]
    pub(crate) after: Option<String>,
}

/// For which institution another's passbook is read.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ReaderQuery {
    /// Its code.
    pub(crate) institution: String,
    /// Month of the last outcome of the page before, `202506`.
    #[serde(default)]
    pub(crate) month: Option<String>,
    /// Its id.
    #[serde(default)]
    pub(crate) after: Option<String>,
}

/// An outcome beside a published rule that takes it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MatchJson {
    /// The outcome.
    outcome: Outcome,
    /// The rule in force.
    rule: Rule,
    /// Whether it counts.
    counts: bool,
    /// Code of why it does not, or none.
    reason: Option<&'static str>,
    /// Arguments of the reason.
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    args: Args,
}

/// What counts where.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MatchesJson {
    /// What counts in all.
    summary: Summary,
    /// Every pair of outcome and rule.
    items: Vec<MatchJson>,
}

/// What a learner holds on one account.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BalanceJson {
    /// The account.
    account: crate::model::Account,
    /// Code of the institution it is kept with.
    party: String,
    /// How much.
    amount: Credit,
}

/// `GET /api/credit/passbook`
pub(crate) fn show(request: Request) -> Answer {
    let (learner, query) = (learner(&request)?, request.query::<PassbookQuery>()?);
    Ok(Reply::read(move |op| {
        Ok(Response::json(200, &work::own(op, &learner, &Part::Page(query.month.clone().zip(query.after.clone())))?))
    }))
}

/// `GET /api/credit/outcomes/{id}`
pub(crate) fn outcome(request: Request) -> Answer {
    let (learner, id) = (learner(&request)?, request.path("id")?);
    Ok(Reply::read(move |op| Ok(Response::json(200, &work::own_outcome(op, &learner, &id)?))))
}

/// `POST /api/credit/learners/{learner}/reading`: another's passbook, recorded.
pub(crate) fn read(request: Request) -> Answer {
    let (learner, input) = (request.path("learner")?, request.json::<ReaderQuery>()?);
    Ok(Reply::work(move |app, actor| {
        let part = Part::Page(input.month.zip(input.after));
        let read = app.write(actor, None, move |op| work::read_for(op, &input.institution, &learner, &part))?;
        Ok(Response::json(200, &read.ok_or(op::Error::Missing)?))
    }))
}

/// `GET /api/credit/matches`
pub(crate) fn matches(request: Request) -> Answer {
    let learner = learner(&request)?;
    Ok(Reply::read(move |op| {
        let found = matches::of_learner(op, &learner)?;
        let summary = matches::summarise(&found);
        let items = found.into_iter().map(json).collect();
        Ok(Response::json(200, &MatchesJson { summary, items }))
    }))
}

fn json(found: Match) -> MatchJson {
    let (counts, reason, args) = match found.verdict {
        MatchVerdict::Counts => (true, None, Args::none()),
        MatchVerdict::Not(code, args) => (false, Some(code), args),
    };
    MatchJson { outcome: found.outcome, rule: found.rule, counts, reason, args }
}

/// `GET /api/credit/balances`
pub(crate) fn balances(request: Request) -> Answer {
    let learner = learner(&request)?;
    Ok(Reply::read(move |op| {
        let balances: Vec<BalanceJson> = work::own_balances(op, &learner)?
            .into_iter()
            .map(|(account, party, amount)| BalanceJson { account, party, amount })
            .collect();
        Ok(Response::json(200, &balances))
    }))
}
