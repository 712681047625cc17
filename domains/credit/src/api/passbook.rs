//! Passbook, outcomes and what counts, as JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use units::Credit;
use web::{Answer, Reply, Request, Response};

use crate::lists::learner;
use crate::work::matches::{self, Asking, Match, Summary};
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

/// A programme in which something counts.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MatchJson {
    /// Code of the institution.
    institution: String,
    /// Code of the programme.
    programme: String,
    /// Its name.
    title: String,
    /// Credit it takes in all.
    total: Credit,
    /// The best use: what counts as what, and how far that is proved. See docs/recognition.md.
    #[schemars(with = "serde_json::Value")]
    answer: recognition::Answer,
}

/// What counts where.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MatchesJson {
    /// What counts in all.
    summary: Summary,
    /// Every programme in which something counts, the most credit first.
    items: Vec<MatchJson>,
}

/// The best use in one programme with what stands behind it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BestJson {
    /// Name of the programme.
    title: String,
    /// Credit it takes in all.
    total: Credit,
    /// Whether the account holds more outcomes than are weighed at once.
    cut: bool,
    /// Answer, what was left over and why, which caps bind, what one more would add. See docs/recognition.md.
    #[schemars(with = "serde_json::Value")]
    explanation: recognition::explain::Explanation,
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
        let summary = matches::summarise(op, &found)?;
        let items = found.into_iter().map(json).collect();
        Ok(Response::json(200, &MatchesJson { summary, items }))
    }))
}

fn json(found: Match) -> MatchJson {
    let Match { title, total, counted } = found;
    MatchJson { institution: counted.institution, programme: counted.programme, title, total, answer: counted.answer }
}

/// `GET /api/credit/matches/{institution}/{programme}`
pub(crate) fn best(request: Request) -> Answer {
    let (learner, institution, programme) =
        (learner(&request)?, request.path("institution")?, request.path("programme")?);
    Ok(Reply::read(move |op| {
        let found = matches::of_programme(op, &learner, &institution, &programme)?;
        let (title, total, cut) = (found.title, found.total, found.asked.cut);
        Ok(Response::json(200, &BestJson { title, total, cut, explanation: found.explanation }))
    }))
}

/// `GET /api/credit/acceptors`: everyone who accepts a course or certificate.
pub(crate) fn acceptors(request: Request) -> Answer {
    let asking: Asking = request.query()?;
    Ok(Reply::read(move |op| Ok(Response::json(200, &matches::acceptors(op, &asking)?))))
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
