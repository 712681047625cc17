//! One's API tokens.

use op::{Actor, App, Op, Result};
use web::{Answer, FormView, Reply, Request, Response, context};

use crate::asked::signed_in;
use crate::model::{Token, TokenInput};
use crate::rules::grant::TOKEN_NAME_CHARS_MAX;
use crate::store::authority;
use crate::work::tokens;

/// Grants one token may carry.
const GRANTS_MAX: usize = 50;

/// GET /account/tokens
pub(crate) fn page(request: Request) -> Answer {
    let person = signed_in(&request)?;
    Ok(Reply::read(move |op| shown(op, &person, FormView::blank(), None)))
}

fn shown(op: &Op, person: &str, form: FormView, issued: Option<String>) -> Result<Response> {
    let held = authority::held(op.conn(), person, op.now())?;
    let now = op.now();
    let state = |token: &Token| match token.revoked_at {
        Some(_) => "revoked",
        None if now >= token.expires_at => "expired",
        None => "active",
    };
    let tokens = tokens::list(op, person)?;
    let states: Vec<&str> = tokens.iter().map(state).collect();
    let grants = crate::shown::grants(op, &held)?;
    Ok(Response::page("identity/tokens.html", context! { tokens, states, grants, form, issued })
        .header("cache-control", "no-store"))
}

/// POST /account/tokens. Without a request key: the secret is shown once and kept nowhere, so a repeat cannot be answered
/// with it; a second submission makes a second token, which can be revoked.
pub(crate) fn issue(request: Request) -> Answer {
    let person = signed_in(&request)?;
    let mut form = request.fields()?;
    let input = TokenInput {
        name: form.text("name", 1..=TOKEN_NAME_CHARS_MAX),
        grants: form.list("grants", GRANTS_MAX),
        valid_until: form.day("valid_until"),
    };
    let checked = form.check();
    let again = person.clone();
    let work = Reply::work(move |app: &App, actor: &Actor| {
        checked?;
        let (_, text) = tokens::make(app, actor, &person, input)?;
        app.read(actor, |op| shown(op, &person, FormView::blank(), Some(text)))
    });
    Ok(work.or(move |op, error| shown(op, &again, form.view_of(error), None)))
}

/// POST /account/tokens/{token}/revocation
pub(crate) fn revoke(request: Request) -> Answer {
    let person = signed_in(&request)?;
    let token = request.path("token")?;
    Ok(Reply::write(
        request.key(),
        move |op| tokens::revoke(op, &person, &token),
        |()| Response::see_other("/account/tokens").notice("identity-notice-token_revoked"),
    ))
}
