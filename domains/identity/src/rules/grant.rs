//! What a grant, a delegation and a token may look like.

use units::{Day, Fault, Instant};

use crate::model::{DelegationInput, GrantInput, GrantRow, ROLES, RoleRow, ScopeKind, TokenInput};

/// A delegation lasts at most this long: an absence, not an office.
pub const DELEGATION_DAYS_MAX: i64 = 180;
/// A token works at most this long, so that a forgotten one stops by itself.
pub const TOKEN_DAYS_MAX: i64 = 366;
/// Tokens in force one person may have.
pub const TOKENS_MAX: i64 = 20;
/// An invitation can be accepted for this long.
pub const INVITATION_SECONDS: i64 = 14 * 24 * 3600;
/// A link for a new password works for this long: it is handed over by telephone or at a counter, and used at once.
pub const RESET_SECONDS: i64 = 24 * 3600;
/// Characters of a token's name.
pub const TOKEN_NAME_CHARS_MAX: usize = 60;

/// The row of a role, if there is such a role.
pub fn role(name: &str) -> Option<&'static RoleRow> {
    ROLES.iter().find(|row| row.role == name)
}

/// Checks that the role exists, fits the kind of scope, that the code has the shape of that kind, and that the last day
/// is not over. Whether the place exists is the directory's to say.
pub fn check(input: &GrantInput, today: Day) -> Vec<Fault> {
    let mut faults = Vec::new();
    match role(&input.role) {
        None => faults.push(Fault::new("role", "identity.grant.role_unknown")),
        Some(row) if !row.scopes.contains(&input.scope_kind) => {
            faults.push(Fault::new("scope_kind", "identity.grant.scope_unfit"));
        }
        Some(_) => {}
    }
    let digits = input.scope_code.bytes().all(|byte| byte.is_ascii_digit());
    let fits = match input.scope_kind {
        ScopeKind::Everywhere => input.scope_code.is_empty(),
        ScopeKind::Region => input.scope_code.len() == 6 && digits,
        // 10 digits of a school's code or 18 characters of a 统一社会信用代码.
        ScopeKind::Organisation => {
            let ascii = input.scope_code.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
            (input.scope_code.len() == 10 && digits) || (input.scope_code.len() == 18 && ascii)
        }
    };
    if !fits {
        faults.push(Fault::new("scope_code", "identity.grant.code_unfit"));
    }
    if input.valid_until.is_some_and(|last| last < today) {
        faults.push(Fault::new("valid_until", "identity.field.day_over"));
    }
    faults
}

/// Whether a grant holds at a moment.
pub fn holds(grant: &GrantRow, now: Instant) -> bool {
    grant.revoked_at.is_none() && grant.valid_until.is_none_or(|until| now < until)
}

/// The first moment after a last day.
pub fn after(last: Day) -> Instant {
    last.plus_days(1).start_in_shanghai()
}

/// Checks a delegation's last day.
pub fn check_delegation(input: &DelegationInput, today: Day) -> Vec<Fault> {
    check_last_day("valid_until", input.valid_until, today, DELEGATION_DAYS_MAX)
}

/// Checks a token's name, its grants against those held, and its last day.
pub fn check_token(input: &TokenInput, held: &[GrantRow], today: Day) -> Vec<Fault> {
    let mut faults = check_last_day("valid_until", input.valid_until, today, TOKEN_DAYS_MAX);
    let chars = input.name.trim().chars().count();
    if chars == 0 || chars > TOKEN_NAME_CHARS_MAX {
        faults.push(Fault::new("name", "identity.token.name_length").with("max", TOKEN_NAME_CHARS_MAX));
    }
    if !input.grants.iter().all(|id| held.iter().any(|grant| grant.grant_id == *id)) {
        faults.push(Fault::new("grants", "identity.token.grant_not_held"));
    }
    faults
}

/// A last day lies between today and so many days from now.
pub(crate) fn check_last_day(field: &str, last: Day, today: Day, days_max: i64) -> Vec<Fault> {
    if last < today {
        vec![Fault::new(field, "identity.field.day_over")]
    } else if last > today.plus_days(days_max) {
        vec![Fault::new(field, "identity.field.day_too_far").with("days", days_max)]
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests;
