//! API tokens for programs.

use op::{Actor, App, Error, Op, Result};
use serde_json::json;
use units::Id;

use crate::access::{Action, Own};
use crate::model::{Refused, Token, TokenId, TokenInput};
use crate::rules::grant::{self, TOKENS_MAX};
use crate::store::{authority, tokens};
use crate::ticket;

/// Tokens shown in a list, revoked ones included.
const LISTED: i64 = 100;

/// Makes a token's secret, stores its hash, and answers both row and secret.
///
/// Errors: those of [`issue`].
pub fn make(app: &App, actor: &Actor, person: &str, input: TokenInput) -> Result<(Token, String)> {
    let id: TokenId = Id::from_parts(app.now(), app.random());
    let text = ticket::token(super::people::parse(person)?, id, app.random());
    let (owner, hash) = (person.to_owned(), ticket::hash(&text));
    app.write(actor, None, move |op| issue(op, &owner, id, &hash, &input).map(|_| ()))?;
    let issued = app.read(actor, |op| list(op, person))?;
    let token = issued.into_iter().find(|token| token.token == id.to_string());
    Ok((token.ok_or_else(|| Error::bug("a token was issued and is not there"))?, text))
}

/// Issues a token whose secret was made before: only its hash comes here.
///
/// Errors: `Invalid` for the fields, `Refused(identity.token.full)`.
pub fn issue(op: &Op, person: &str, token: TokenId, token_hash: &str, input: &TokenInput) -> Result<Token> {
    let pen = op.may(&Action::Own(Own::IssueToken, person))?;
    let held = authority::held(op.conn(), person, op.now())?;
    let faults = grant::check_token(input, &held, op.today());
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    if tokens::count(op.conn(), person, op.now())? >= TOKENS_MAX {
        return Err(Error::refused(Refused::TokensFull { max: TOKENS_MAX }));
    }
    let issued = Token {
        token: token.to_string(),
        name: input.name.trim().to_owned(),
        grants: input.grants.clone(),
        issued_at: op.now(),
        expires_at: grant::after(input.valid_until),
        revoked_at: None,
        token_hash: token_hash.to_owned(),
    };
    tokens::insert(&pen, person, &issued)?;
    pen.tell(json!({ "token": issued.token, "grants": issued.grants.len() }));
    Ok(issued)
}

/// One's tokens, the latest first.
pub fn list(op: &Op, person: &str) -> Result<Vec<Token>> {
    op.check(&Action::Own(Own::View, person))?;
    tokens::list(op.conn(), person, LISTED)
}

/// Revokes a token; the next request with it is refused. Revoking it twice is harmless.
///
/// Errors: `Missing` if one has no such token.
pub fn revoke(op: &Op, person: &str, token: &str) -> Result<()> {
    let pen = op.may(&Action::Own(Own::RevokeToken, person))?;
    tokens::token(op.conn(), person, token)?.ok_or(Error::Missing)?;
    tokens::revoke(&pen, person, token, op.now())?;
    pen.tell(json!({ "token": token }));
    Ok(())
}
