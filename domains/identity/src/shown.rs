//! What pages and API give out: names instead of codes, masked instead of open, nothing of a secret.

use std::collections::BTreeMap;

use op::{Op, Result};
use schemars::JsonSchema;
use serde::Serialize;
use units::Instant;

use crate::mask;
use crate::model::{ConsentState, GrantRow, PersonDetails, ScopeKind, Session, Status};

/// A person as others see them.
#[derive(Serialize)]
pub(crate) struct Masked {
    pub(crate) person: String,
    pub(crate) name: String,
    pub(crate) id_number: Option<String>,
    pub(crate) sign_in_name: Option<String>,
    pub(crate) status: &'static str,
    pub(crate) created_at: Instant,
}

impl Masked {
    pub(crate) fn of(details: &PersonDetails) -> Masked {
        Masked {
            person: details.person.clone(),
            name: mask::name(&details.name),
            id_number: details.id_number.as_deref().map(mask::id_number),
            sign_in_name: details.sign_in_name.clone(),
            status: status(details.status),
            created_at: details.created_at,
        }
    }
}

/// The state of the fixed list a person's status is shown as.
pub(crate) const fn status(status: Status) -> &'static str {
    match status {
        Status::Unclaimed => "pending",
        Status::Active => "active",
        Status::Closed => "closed",
    }
}

/// The state of the fixed list a consent is shown as, and the word for it.
pub(crate) const fn consent(state: ConsentState) -> (&'static str, &'static str) {
    match state {
        ConsentState::Waiting => ("pending", "identity-consent-waiting"),
        ConsentState::InForce => ("active", "identity-consent-in_force"),
        ConsentState::Expired => ("expired", "identity-consent-expired"),
        ConsentState::Withdrawn => ("withdrawn", "identity-consent-withdrawn"),
        ConsentState::Refused => ("rejected", "identity-consent-refused"),
    }
}

/// A session as its person sees it, in page and API: never its secret's hash.
#[derive(Serialize, JsonSchema)]
pub(crate) struct SessionView {
    /// `ses_…`
    pub(crate) session: String,
    /// What the browser said of itself.
    pub(crate) device: String,
    /// When it began.
    pub(crate) started_at: Instant,
    /// Last seen, to within five minutes.
    pub(crate) seen_at: Instant,
    /// When it ends by itself.
    pub(crate) expires_at: Instant,
    /// Whether a second factor was shown.
    pub(crate) second_factor: bool,
    /// Whether it is the one asking.
    pub(crate) present: bool,
}

impl SessionView {
    pub(crate) fn all(sessions: Vec<Session>, present: Option<&str>) -> Vec<SessionView> {
        let view = |session: Session| SessionView {
            present: present == Some(session.session.as_str()),
            session: session.session,
            device: session.device,
            started_at: session.started_at,
            seen_at: session.seen_at,
            expires_at: session.expires_at,
            second_factor: session.second_factor_at.is_some(),
        };
        sessions.into_iter().map(view).collect()
    }
}

/// A grant with the name of its place.
#[derive(Serialize)]
pub(crate) struct GrantView {
    pub(crate) grant_id: String,
    pub(crate) role: String,
    pub(crate) scope_kind: &'static str,
    pub(crate) scope_code: String,
    pub(crate) place: String,
    pub(crate) granted_at: Instant,
    pub(crate) valid_until: Option<Instant>,
}

/// Grants with the names of their places.
pub(crate) fn grants(op: &Op, rows: &[GrantRow]) -> Result<Vec<GrantView>> {
    rows.iter()
        .map(|row| {
            Ok(GrantView {
                grant_id: row.grant_id.clone(),
                role: row.role.clone(),
                scope_kind: row.scope_kind.text(),
                scope_code: row.scope_code.clone(),
                place: place_name(op, row.scope_kind, &row.scope_code)?,
                granted_at: row.granted_at,
                valid_until: row.valid_until,
            })
        })
        .collect()
}

/// The name of a place; its code where the directory has none.
pub(crate) fn place_name(op: &Op, kind: ScopeKind, code: &str) -> Result<String> {
    Ok(match kind {
        ScopeKind::Everywhere => String::new(),
        ScopeKind::Region => {
            directory::store::region(op.conn(), code)?.map_or_else(|| code.to_owned(), |region| region.name)
        }
        ScopeKind::Organisation => organisation_name(op, code)?,
    })
}

/// The name of an organisation; its code where the directory has none.
pub(crate) fn organisation_name(op: &Op, code: &str) -> Result<String> {
    let found = directory::store::institution(op.conn(), code)?;
    Ok(found.map_or_else(|| code.to_owned(), |found| found.name))
}

/// The code of an organisation typed by code or by its exact name; what is neither is handed on, to be refused.
pub(crate) fn organisation_code(op: &Op, typed: &str) -> Result<String> {
    let typed = typed.trim();
    if directory::store::institution(op.conn(), typed)?.is_some() {
        return Ok(typed.to_owned());
    }
    let found = directory::store::institutions_by_name(op.conn(), &[typed])?;
    Ok(found.into_iter().next().map_or_else(|| typed.to_owned(), |(_, code)| code))
}

/// Names of organisations by code, each asked for once.
pub(crate) fn organisation_names<'c>(
    op: &Op,
    codes: impl Iterator<Item = &'c str>,
) -> Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    for code in codes {
        if !names.contains_key(code) {
            names.insert(code.to_owned(), organisation_name(op, code)?);
        }
    }
    Ok(names)
}
