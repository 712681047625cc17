//! What a learner's consent allows, and when.

use units::{Day, Fault, Instant};

use super::grant::check_last_day;
use crate::model::{Consent, ConsentInput, ConsentState, PURPOSES, Refused, WHATS};

/// A consent lasts at most three years: longer than a course of study at a college, shorter than forgetting it was given.
pub const CONSENT_DAYS_MAX: i64 = 3 * 366;
/// Consents in force one learner may have.
pub const CONSENTS_MAX: i64 = 100;

/// Checks purpose, items and last day. Whether the organisation exists is the directory's to say.
pub fn check(input: &ConsentInput, today: Day) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !PURPOSES.contains(&input.purpose.as_str()) {
        faults.push(Fault::new("purpose", "identity.consent.purpose_unknown"));
    }
    if input.what.is_empty() || !input.what.iter().all(|item| WHATS.contains(&item.as_str())) {
        faults.push(Fault::new("what", "identity.consent.what_unknown"));
    }
    faults.extend(check_last_day("until", input.until, today, CONSENT_DAYS_MAX));
    faults
}

/// Where a consent stands. What ended it first by weight wins: a refusal and a withdrawal are final.
pub fn state(consent: &Consent, now: Instant) -> ConsentState {
    if consent.refused_at.is_some() {
        ConsentState::Refused
    } else if consent.withdrawn_at.is_some() {
        ConsentState::Withdrawn
    } else if now >= consent.until_at {
        ConsentState::Expired
    } else if consent.guardian_needed && consent.guardian_at.is_none() {
        ConsentState::Waiting
    } else {
        ConsentState::InForce
    }
}

/// Whether a consent allows an organisation a read for a purpose; `what` of `None` asks for the purpose alone.
pub fn allows(consent: &Consent, organisation: &str, purpose: &str, what: Option<&str>, now: Instant) -> bool {
    state(consent, now) == ConsentState::InForce
        && consent.organisation == organisation
        && consent.purpose == purpose
        && what.is_none_or(|what| consent.what.iter().any(|item| item == what))
}

/// A guardian can answer only what still waits.
pub fn answerable(consent: &Consent, now: Instant) -> Result<(), Refused> {
    match state(consent, now) {
        ConsentState::Waiting => Ok(()),
        _ => Err(Refused::ConsentNotWaiting),
    }
}

/// What is in force or waiting can be withdrawn.
pub fn withdrawable(consent: &Consent, now: Instant) -> Result<(), Refused> {
    match state(consent, now) {
        ConsentState::Waiting | ConsentState::InForce => Ok(()),
        _ => Err(Refused::ConsentOver),
    }
}

#[cfg(test)]
mod tests;
