//! A learner's consents and reads.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Access, Answer, Doc, Method, Reply, Request, Response, Route, schema};

use super::Items;
use crate::model::{Consent, ConsentInput, ConsentState, ReadEntry};
use crate::rules::consent as rules;
use crate::work::consents::{self, Given};

/// Rows of one answer.
const LIMIT_MAX: i64 = 100;

/// Which part of a list.
#[derive(Deserialize, JsonSchema)]
struct Part {
    /// Only what is older than this id: the last one of the answer before.
    before: Option<String>,
}

/// A consent and where it stands now.
#[derive(Serialize, JsonSchema)]
struct ConsentNow {
    /// The consent.
    #[serde(flatten)]
    consent: Consent,
    /// Where it stands.
    state: ConsentState,
}

pub(crate) const CONSENTS: Route = Route::api(
    Method::Get,
    "/api/identity/learners/{learner}/consents",
    "identity.consent.view",
    Access::SignedIn,
    list,
    Doc {
        summary: "A learner's consents, at most 100, the latest first; for the learner and confirmed guardians.",
        query: Some(schema::<Part>),
        output: Some(schema::<Items<ConsentNow>>),
        ..Doc::EMPTY
    },
);

fn list(request: Request) -> Answer {
    let learner = request.path("learner")?;
    let part: Part = request.query()?;
    Ok(Reply::read(move |op| {
        let rows = consents::list(op, &learner, part.before.as_deref(), LIMIT_MAX)?;
        let now = |consent: Consent| ConsentNow { state: rules::state(&consent, op.now()), consent };
        Ok(Response::json(200, &Items { items: rows.into_iter().map(now).collect() }))
    }))
}

pub(crate) const GIVE: Route = Route::api(
    Method::Post,
    "/api/identity/learners/{learner}/consents",
    "identity.consent.give",
    Access::SignedIn,
    give,
    Doc {
        summary: "Authorises an organisation to read what for which purpose until when.",
        input: Some(schema::<ConsentInput>),
        output: Some(schema::<Given>),
        answers: &[(201, "given; a child's waits for the guardian")],
        ..Doc::EMPTY
    },
);

fn give(request: Request) -> Answer {
    let learner = request.path("learner")?;
    let input: ConsentInput = request.json()?;
    let place = format!("/api/identity/learners/{learner}/consents");
    Ok(Reply::write(
        request.key(),
        move |op| consents::give(op, &learner, &input),
        move |given: Given| Response::created(format!("{place}/{}", given.consent), &given),
    ))
}

pub(crate) const WITHDRAW: Route = Route::api(
    Method::Post,
    "/api/identity/learners/{learner}/consents/{consent}/withdrawal",
    "identity.consent.withdraw",
    Access::SignedIn,
    withdraw,
    Doc { summary: "Withdraws a consent; the next read is refused.", answers: &[(204, "withdrawn")], ..Doc::EMPTY },
);

fn withdraw(request: Request) -> Answer {
    let (learner, consent) = (request.path("learner")?, request.path("consent")?);
    Ok(Reply::write(request.key(), move |op| consents::withdraw(op, &learner, &consent), |()| Response::empty(204)))
}

pub(crate) const AGREE: Route = Route::api(
    Method::Post,
    "/api/identity/learners/{learner}/consents/{consent}/agreement",
    "identity.consent.agree",
    Access::SignedIn,
    agree,
    Doc { summary: "A guardian agrees to a child's consent.", answers: &[(204, "agreed")], ..Doc::EMPTY },
);

fn agree(request: Request) -> Answer {
    answer(request, true)
}

pub(crate) const REFUSE: Route = Route::api(
    Method::Post,
    "/api/identity/learners/{learner}/consents/{consent}/refusal",
    "identity.consent.refuse",
    Access::SignedIn,
    refuse,
    Doc { summary: "A guardian refuses a child's consent.", answers: &[(204, "refused")], ..Doc::EMPTY },
);

fn refuse(request: Request) -> Answer {
    answer(request, false)
}

fn answer(request: Request, agreed: bool) -> Answer {
    let (learner, consent) = (request.path("learner")?, request.path("consent")?);
    Ok(Reply::write(
        request.key(),
        move |op| consents::answer(op, &learner, &consent, agreed),
        |()| Response::empty(204),
    ))
}

pub(crate) const READS: Route = Route::api(
    Method::Get,
    "/api/identity/learners/{learner}/reads",
    "identity.consent.view",
    Access::SignedIn,
    reads,
    Doc {
        summary: "Who read a learner's data, at most 100, the latest first.",
        query: Some(schema::<Part>),
        output: Some(schema::<Items<ReadEntry>>),
        ..Doc::EMPTY
    },
);

fn reads(request: Request) -> Answer {
    let learner = request.path("learner")?;
    let part: Part = request.query()?;
    Ok(Reply::read(move |op| {
        let items = consents::reads(op, &learner, part.before.as_deref(), LIMIT_MAX)?;
        Ok(Response::json(200, &Items { items }))
    }))
}
