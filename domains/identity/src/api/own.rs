//! One's own account: who one is, sessions, tokens.

use op::{Actor, App};
use schemars::JsonSchema;
use serde::Serialize;
use web::{Access, Answer, Doc, Method, Reply, Request, Response, Route, schema};

use super::Items;
use crate::access::{Action, Own};
use crate::asked::signed_in;
use crate::model::{GrantRow, Token, TokenInput};
use crate::shown::SessionView;
use crate::store::authority;
use crate::work;

/// Who is asking.
#[derive(Serialize, JsonSchema)]
struct Me {
    /// `prs_…`
    person: String,
    /// Everything granted and in force.
    grants: Vec<GrantRow>,
    /// In whose place this session acts.
    on_behalf: Option<String>,
    /// Whether a second factor was shown.
    second_factor: bool,
}

/// A token that was just issued.
#[derive(Serialize, JsonSchema)]
struct Issued {
    /// The token.
    token: Token,
    /// Its secret, shown this once: send it as `Authorization: Bearer …`.
    secret: String,
}

pub(crate) const ME: Route = Route::api(
    Method::Get,
    "/api/identity/me",
    "identity.account.view",
    Access::SignedIn,
    me,
    Doc { summary: "Who is asking, and what they hold.", output: Some(schema::<Me>), ..Doc::EMPTY },
);

fn me(request: Request) -> Answer {
    let person = signed_in(&request)?;
    Ok(Reply::read(move |op| {
        let me = Me {
            grants: authority::held(op.conn(), &person, op.now())?,
            on_behalf: op.actor().acts_for().map(str::to_owned),
            second_factor: op.actor().second_factor,
            person,
        };
        Ok(Response::json(200, &me))
    }))
}

pub(crate) const SESSIONS: Route = Route::api(
    Method::Get,
    "/api/identity/sessions",
    "identity.account.view",
    Access::SignedIn,
    sessions,
    Doc { summary: "One's open sessions.", output: Some(schema::<Items<SessionView>>), ..Doc::EMPTY },
);

fn sessions(request: Request) -> Answer {
    let person = signed_in(&request)?;
    Ok(Reply::read(move |op| {
        let open = work::sessions::open(op, &person)?;
        let items = SessionView::all(open, op.actor().session.as_deref());
        Ok(Response::json(200, &Items { items }))
    }))
}

pub(crate) const END_SESSION: Route = Route::api(
    Method::Delete,
    "/api/identity/sessions/{session}",
    "identity.session.end",
    Access::SignedIn,
    end_session,
    Doc { summary: "Ends one of one's sessions.", answers: &[(204, "ended")], ..Doc::EMPTY },
);

fn end_session(request: Request) -> Answer {
    let person = signed_in(&request)?;
    let session = request.path("session")?;
    Ok(Reply::write(request.key(), move |op| work::sessions::end(op, &person, &session), |()| Response::empty(204)))
}

pub(crate) const TOKENS: Route = Route::api(
    Method::Get,
    "/api/identity/tokens",
    "identity.account.view",
    Access::SignedIn,
    list_tokens,
    Doc { summary: "One's API tokens, without their secrets.", output: Some(schema::<Items<Token>>), ..Doc::EMPTY },
);

fn list_tokens(request: Request) -> Answer {
    let person = signed_in(&request)?;
    Ok(Reply::read(move |op| {
        op.check(&Action::Own(Own::View, &person))?;
        Ok(Response::json(200, &Items { items: work::tokens::list(op, &person)? }))
    }))
}

pub(crate) const ISSUE_TOKEN: Route = Route::api(
    Method::Post,
    "/api/identity/tokens",
    "identity.token.issue",
    Access::SignedIn,
    issue_token,
    Doc {
        summary: "Issues an API token; its secret is in this answer and nowhere else. Asks for a session, not a token.",
        input: Some(schema::<TokenInput>),
        output: Some(schema::<Issued>),
        answers: &[(201, "issued")],
        keyless: true,
        ..Doc::EMPTY
    },
);

fn issue_token(request: Request) -> Answer {
    let person = signed_in(&request)?;
    let input: TokenInput = request.json()?;
    Ok(Reply::work(move |app: &App, actor: &Actor| {
        let (token, secret) = work::tokens::make(app, actor, &person, input)?;
        let location = format!("/api/identity/tokens/{}", token.token);
        Ok(Response::created(location, &Issued { token, secret }).header("cache-control", "no-store"))
    }))
}

pub(crate) const REVOKE_TOKEN: Route = Route::api(
    Method::Delete,
    "/api/identity/tokens/{token}",
    "identity.token.revoke",
    Access::SignedIn,
    revoke_token,
    Doc { summary: "Revokes one of one's API tokens.", answers: &[(204, "revoked")], ..Doc::EMPTY },
);

fn revoke_token(request: Request) -> Answer {
    let person = signed_in(&request)?;
    let token = request.path("token")?;
    Ok(Reply::write(request.key(), move |op| work::tokens::revoke(op, &person, &token), |()| Response::empty(204)))
}
