//! Grants, invitations, delegations.

use db::{Conn, Row};
use op::{Pen, Result};
use units::Instant;

use crate::model::{Delegation, GrantRow, Invitation, ScopeKind};

fn scope_kind(text: &str) -> db::Result<ScopeKind> {
    ScopeKind::parse(text).ok_or_else(|| db::Error::other("a scope's kind is unknown"))
}

const GRANT: &str =
    "grant_id, person, role, scope_kind, scope_code, region, granted_by, granted_at, valid_until, revoked_at";

fn grant_of(row: &Row) -> db::Result<GrantRow> {
    Ok(GrantRow {
        grant_id: row.text(0)?,
        person: row.text(1)?,
        role: row.text(2)?,
        scope_kind: scope_kind(row.text_ref(3)?)?,
        scope_code: row.text(4)?,
        region: row.text(5)?,
        granted_by: row.text(6)?,
        granted_at: row.instant(7)?,
        valid_until: row.opt_instant(8)?,
        revoked_at: row.opt_instant(9)?,
    })
}

/// The grants a person holds now.
pub fn held(conn: &Conn, person: &str, now: Instant) -> Result<Vec<GrantRow>> {
    let sql = format!(
        "select {GRANT} from identity_grant
         where person = $1 and revoked_at is null and (valid_until is null or valid_until > $2) order by grant_id"
    );
    Ok(conn.rows(&sql, &[person.into(), now.into()], grant_of)?)
}

/// One grant of a person.
pub fn grant(conn: &Conn, person: &str, grant_id: &str) -> Result<Option<GrantRow>> {
    let sql = format!("select {GRANT} from identity_grant where person = $1 and grant_id = $2");
    Ok(conn.row(&sql, &[person.into(), grant_id.into()], grant_of)?)
}

/// How many people hold a role now.
pub fn holders(conn: &Conn, role: &str, now: Instant) -> Result<i64> {
    let sql = "select count(*) from identity_grant g join identity_person p on p.person = g.person
               where g.role = $1 and g.revoked_at is null and (g.valid_until is null or g.valid_until > $2) and p.status = 'active'";
    Ok(conn.row(sql, &[role.into(), now.into()], |row| row.int(0))?.unwrap_or(0))
}

/// Who holds a role at an organisation now?
pub fn holders_at(conn: &Conn, role: &str, organisation: &str, now: Instant) -> Result<Vec<String>> {
    let sql = "select distinct g.person from identity_grant g join identity_person p on p.person = g.person
               where g.role = $1 and g.scope_kind = 'organisation' and g.scope_code = $2 and g.revoked_at is null
                 and (g.valid_until is null or g.valid_until > $3) and p.status = 'active' order by g.person limit 200";
    Ok(conn.rows(sql, &[role.into(), organisation.into(), now.into()], |row| row.text(0))?)
}

/// Keeps every grant of a role as it is until the end of the write: whoever changes one meanwhile waits.
pub fn lock_holders(pen: &Pen, role: &str) -> Result<()> {
    pen.run("update identity_grant set role = role where role = $1 and revoked_at is null", &[role.into()])?;
    Ok(())
}

/// Grants a role. The same one in force violates `identity_grant_once`.
pub fn insert_grant(pen: &Pen, grant: &GrantRow) -> db::Result<()> {
    pen.run(
        "insert into identity_grant (person, grant_id, role, scope_kind, scope_code, region, granted_by, granted_at, valid_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            (&grant.person).into(),
            (&grant.grant_id).into(),
            (&grant.role).into(),
            grant.scope_kind.text().into(),
            (&grant.scope_code).into(),
            (&grant.region).into(),
            (&grant.granted_by).into(),
            grant.granted_at.into(),
            grant.valid_until.into(),
        ],
    )?;
    Ok(())
}

/// Closes grants of a person whose time is over, so that the same may be granted again.
pub fn close_expired(pen: &Pen, person: &str, now: Instant) -> Result<()> {
    pen.run(
        "update identity_grant set revoked_at = valid_until, revoked_by = 'system:expiry'
         where person = $1 and revoked_at is null and valid_until <= $2",
        &[person.into(), now.into()],
    )?;
    Ok(())
}

/// Revokes a grant; 0 rows if it was revoked.
pub fn revoke(pen: &Pen, person: &str, grant_id: &str, by: &str, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "update identity_grant set revoked_at = $3, revoked_by = $4 where person = $1 and grant_id = $2 and revoked_at is null",
        &[person.into(), grant_id.into(), now.into(), by.into()],
    )?)
}

const INVITATION: &str =
    "invitation, token_hash, person, role, scope_kind, scope_code, region, valid_until, invited_by, invited_at,
    expires_at, accepted_at, withdrawn_at";

fn invitation_of(row: &Row) -> db::Result<Invitation> {
    Ok(Invitation {
        invitation: row.text(0)?,
        token_hash: row.text(1)?,
        person: row.opt_text(2)?,
        role: row.text(3)?,
        scope_kind: scope_kind(row.text_ref(4)?)?,
        scope_code: row.text(5)?,
        region: row.text(6)?,
        valid_until: row.opt_instant(7)?,
        invited_by: row.text(8)?,
        invited_at: row.instant(9)?,
        expires_at: row.instant(10)?,
        accepted_at: row.opt_instant(11)?,
        withdrawn_at: row.opt_instant(12)?,
    })
}

/// One invitation.
pub fn invitation(conn: &Conn, invitation: &str) -> Result<Option<Invitation>> {
    let sql = format!("select {INVITATION} from identity_invitation where invitation = $1");
    Ok(conn.row(&sql, &[invitation.into()], invitation_of)?)
}

/// What somebody invited to, the latest first.
pub fn invitations_by(conn: &Conn, invited_by: &str, limit: i64) -> Result<Vec<Invitation>> {
    let sql =
        format!("select {INVITATION} from identity_invitation where invited_by = $1 order by invitation desc limit $2");
    Ok(conn.rows(&sql, &[invited_by.into(), limit.into()], invitation_of)?)
}

/// Invites.
pub fn insert_invitation(pen: &Pen, invitation: &Invitation) -> Result<()> {
    pen.run(
        "insert into identity_invitation
         (invitation, token_hash, person, role, scope_kind, scope_code, region, valid_until, invited_by, invited_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &[
            (&invitation.invitation).into(),
            (&invitation.token_hash).into(),
            (&invitation.person).into(),
            (&invitation.role).into(),
            invitation.scope_kind.text().into(),
            (&invitation.scope_code).into(),
            (&invitation.region).into(),
            invitation.valid_until.into(),
            (&invitation.invited_by).into(),
            invitation.invited_at.into(),
            invitation.expires_at.into(),
        ],
    )?;
    Ok(())
}

/// Accepts an invitation that is still open.
pub fn accept(pen: &Pen, invitation: &str, person: &str, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "update identity_invitation set accepted_by = $2, accepted_at = $3
         where invitation = $1 and accepted_at is null and withdrawn_at is null and expires_at > $3",
        &[invitation.into(), person.into(), now.into()],
    )?)
}

/// Withdraws an invitation that is still open.
pub fn withdraw(pen: &Pen, invitation: &str, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "update identity_invitation set withdrawn_at = $2 where invitation = $1 and accepted_at is null and withdrawn_at is null",
        &[invitation.into(), now.into()],
    )?)
}

const DELEGATION: &str =
    "d.delegation, d.principal, d.delegate, d.grant_id, g.role, g.scope_kind, g.scope_code, d.given_at,
    d.valid_until, d.ended_at";
const DELEGATION_FROM: &str =
    "identity_delegation d join identity_grant g on g.person = d.principal and g.grant_id = d.grant_id";

fn delegation_of(row: &Row) -> db::Result<Delegation> {
    Ok(Delegation {
        delegation: row.text(0)?,
        principal: row.text(1)?,
        delegate: row.text(2)?,
        grant_id: row.text(3)?,
        role: row.text(4)?,
        scope_kind: scope_kind(row.text_ref(5)?)?,
        scope_code: row.text(6)?,
        given_at: row.instant(7)?,
        valid_until: row.instant(8)?,
        ended_at: row.opt_instant(9)?,
    })
}

/// One delegation.
pub fn delegation(conn: &Conn, principal: &str, delegation: &str) -> Result<Option<Delegation>> {
    let sql = format!("select {DELEGATION} from {DELEGATION_FROM} where d.principal = $1 and d.delegation = $2");
    Ok(conn.row(&sql, &[principal.into(), delegation.into()], delegation_of)?)
}

/// What a person delegated, the latest first.
pub fn delegated_by(conn: &Conn, principal: &str, limit: i64) -> Result<Vec<Delegation>> {
    let sql = format!(
        "select {DELEGATION} from {DELEGATION_FROM} where d.principal = $1 order by d.delegation desc limit $2"
    );
    Ok(conn.rows(&sql, &[principal.into(), limit.into()], delegation_of)?)
}

/// What others delegated to a person and is in force.
pub fn delegated_to(conn: &Conn, delegate: &str, now: Instant) -> Result<Vec<Delegation>> {
    let sql = format!(
        "select {DELEGATION} from {DELEGATION_FROM}
         where d.delegate = $1 and d.ended_at is null and d.valid_until > $2 and g.revoked_at is null
           and (g.valid_until is null or g.valid_until > $2)
         order by d.delegation limit 100"
    );
    Ok(conn.rows(&sql, &[delegate.into(), now.into()], delegation_of)?)
}

/// Delegates.
pub fn insert_delegation(pen: &Pen, delegation: &Delegation) -> Result<()> {
    pen.run(
        "insert into identity_delegation (principal, delegation, delegate, grant_id, given_at, valid_until) values ($1, $2, $3, $4, $5, $6)",
        &[
            (&delegation.principal).into(),
            (&delegation.delegation).into(),
            (&delegation.delegate).into(),
            (&delegation.grant_id).into(),
            delegation.given_at.into(),
            delegation.valid_until.into(),
        ],
    )?;
    Ok(())
}

/// Ends a delegation; 0 rows if it had ended.
pub fn end_delegation(pen: &Pen, principal: &str, delegation: &str, now: Instant) -> Result<u64> {
    Ok(pen.run(
        "update identity_delegation set ended_at = $3 where principal = $1 and delegation = $2 and ended_at is null",
        &[principal.into(), delegation.into(), now.into()],
    )?)
}
