//! API tokens.

use db::{Conn, Row};
use op::{Pen, Result};
use units::Instant;

use crate::model::Token;

const COLUMNS: &str = "token, name, grants, issued_at, expires_at, revoked_at, token_hash";

fn token_of(row: &Row) -> db::Result<Token> {
    let grants = row.text(2)?;
    Ok(Token {
        token: row.text(0)?,
        name: row.text(1)?,
        grants: grants.split_whitespace().map(str::to_owned).collect(),
        issued_at: row.instant(3)?,
        expires_at: row.instant(4)?,
        revoked_at: row.opt_instant(5)?,
        token_hash: row.text(6)?,
    })
}

/// One token of a person.
pub fn token(conn: &Conn, person: &str, token: &str) -> Result<Option<Token>> {
    let sql = format!("select {COLUMNS} from identity_token where person = $1 and token = $2");
    Ok(conn.row(&sql, &[person.into(), token.into()], token_of)?)
}

/// A person's tokens, the latest first.
pub fn list(conn: &Conn, person: &str, limit: i64) -> Result<Vec<Token>> {
    let sql = format!("select {COLUMNS} from identity_token where person = $1 order by token desc limit $2");
    Ok(conn.rows(&sql, &[person.into(), limit.into()], token_of)?)
}

/// How many tokens of a person work.
pub fn count(conn: &Conn, person: &str, now: Instant) -> Result<i64> {
    let sql = "select count(*) from identity_token where person = $1 and revoked_at is null and expires_at > $2";
    Ok(conn.row(sql, &[person.into(), now.into()], |row| row.int(0))?.unwrap_or(0))
}

/// Issues a token.
pub fn insert(pen: &Pen, person: &str, token: &Token) -> Result<()> {
    let grants = token.grants.join(" ");
    pen.run(
        "insert into identity_token (person, token, name, token_hash, grants, issued_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)",
        &[
            person.into(),
            (&token.token).into(),
            (&token.name).into(),
            (&token.token_hash).into(),
            (&grants).into(),
            token.issued_at.into(),
            token.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// Revokes a token; 0 rows if it was revoked.
pub fn revoke(pen: &Pen, person: &str, token: &str, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "update identity_token set revoked_at = $3 where person = $1 and token = $2 and revoked_at is null",
        &[person.into(), token.into(), now.into()],
    )?)
}

/// Revokes every token of a person.
pub fn revoke_all(pen: &Pen, person: &str, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "update identity_token set revoked_at = $2 where person = $1 and revoked_at is null",
        &[person.into(), now.into()],
    )?)
}
