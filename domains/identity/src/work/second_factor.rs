//! Enrolling, showing and losing the second factor.

use op::{Error, Op, Pen, Result};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::sign_in::{self, Origin};
use crate::access::{Action, Own};
use crate::model::{Refused, Session};
use crate::rules::session::{self as life, LIFETIME_SECONDS};
use crate::rules::throttle::Source;
use crate::second_factor::{RECOVERY_CODES, SECRET_BYTES, Verdict, judge, recovery_code_form, recovery_codes};
use crate::store::{self, authority, resets, secrets, sessions, tokens};
use crate::vault::{self, Indexed};

/// What attempts are counted as.
const STEP: &str = "second_factor";

/// What a shown code amounts to. Wrong codes are an outcome, not an error: the attempt must stay counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    /// Signed in.
    Right,
    /// The code was used before.
    Used,
    /// The code is wrong.
    Wrong,
}

impl Shown {
    /// The refusal to show, if any.
    pub fn or_refuse(self) -> Result<()> {
        match self {
            Shown::Right => Ok(()),
            Shown::Used => Err(Error::refused(Refused::CodeUsed)),
            Shown::Wrong => Err(Error::refused(Refused::CodeWrong)),
        }
    }
}

/// Shows the second factor of a sign-in: a code of the authenticator application, or a recovery code.
///
/// Errors: `TooMany` while this source has to wait, `Refused(identity.second_factor.missing)`.
pub fn show(op: &Op, session: &Session, code: &str, origin: &Origin, device_hash: &str) -> Result<Shown> {
    let person = session.person.as_str();
    let pen = op.may(&Action::Own(Own::ShowFactor, person))?;
    let shown = accept_counted(op, &pen, person, code, origin)?;
    if shown == Shown::Right {
        sessions::note_factor(&pen, person, &session.session, op.now().plus_seconds(LIFETIME_SECONDS), op.now())?;
        sessions::remember_device(&pen, person, device_hash, op.now())?;
    }
    Ok(shown)
}

/// Judges a code; the attempt is counted first, and forgotten if it was right. From browsers that are not known it is also
/// counted for the person alone, however many networks they come from: six digits are soon guessed by many.
fn accept_counted(op: &Op, pen: &Pen, person: &str, code: &str, origin: &Origin) -> Result<Shown> {
    let source = sign_in::source(op, Some(person), origin)?;
    let mut buckets = Vec::new();
    if matches!(source, Source::Network(_)) {
        buckets.push(sign_in::count(op, pen, STEP, person, &Source::Unknown)?);
    }
    buckets.push(sign_in::count(op, pen, STEP, person, &source)?);
    let shown = accept(op, pen, person, code)?;
    if shown == Shown::Right {
        for bucket in &buckets {
            store::throttle::forget(pen, bucket)?;
        }
    }
    pen.tell(json!({ "shown": shown }));
    Ok(shown)
}

/// Judges a code and uses it up.
fn accept(op: &Op, pen: &Pen, person: &str, code: &str) -> Result<Shown> {
    let factor = secrets::factor(op.conn(), person)?.filter(|factor| factor.confirmed_at.is_some());
    let factor = factor.ok_or_else(|| Error::refused(Refused::FactorMissing))?;
    let secret = open(op, person, &factor.secret_sealed)?;
    let verdict = judge(&secret, code, op.now(), factor.last_step);
    match verdict {
        Verdict::Right(step) => match secrets::take_step(pen, person, step)? {
            1 => Ok(Shown::Right),
            _ => Ok(Shown::Used),
        },
        Verdict::Used => Ok(Shown::Used),
        Verdict::Wrong => {
            let form = recovery_code_form(code);
            let index = vault::index(op.keys(), Indexed::RecoveryCode, &form);
            let used = secrets::use_recovery_code(pen, person, &index, op.now())?;
            Ok(if used == 1 { Shown::Right } else { Shown::Wrong })
        }
    }
}

/// Begins an enrolment with a fresh secret; begun again, the earlier picture is worthless.
///
/// Errors: `Refused(identity.second_factor.enrolled)`.
pub fn enrol(op: &Op, person: &str) -> Result<()> {
    let pen = op.may(&Action::Own(Own::EnrolFactor, person))?;
    let secret: [u8; SECRET_BYTES] = op.random();
    let sealed = vault::seal(op.keys(), vault::FACTOR, person, op.random(), &secret)?;
    match secrets::enrol(&pen, person, &sealed, op.keys().current.id, op.now())? {
        0 => Err(Error::refused(Refused::FactorEnrolled)),
        _ => Ok(()),
    }
}

/// The secret of an enrolment that waits for its first code: what the picture shows.
///
/// Errors: `Missing` if there is none.
pub fn waiting_secret(op: &Op, person: &str) -> Result<[u8; SECRET_BYTES]> {
    op.check(&Action::Own(Own::EnrolFactor, person))?;
    let waiting = secrets::factor(op.conn(), person)?.filter(|factor| factor.confirmed_at.is_none());
    open(op, person, &waiting.ok_or(Error::Missing)?.secret_sealed)
}

/// Confirms an enrolment with its first code and answers the recovery codes, to be shown once. The present session counts
/// as signed in with it; every other session ends, because it was not.
///
/// Errors: `Refused` (missing, code_wrong).
pub fn confirm(op: &Op, person: &str, session: &str, code: &str) -> Result<Vec<String>> {
    let pen = op.may(&Action::Own(Own::ConfirmFactor, person))?;
    let waiting = secrets::factor(op.conn(), person)?.filter(|factor| factor.confirmed_at.is_none());
    let waiting = waiting.ok_or_else(|| Error::refused(Refused::FactorMissing))?;
    let secret = open(op, person, &waiting.secret_sealed)?;
    let Verdict::Right(step) = judge(&secret, code, op.now(), waiting.last_step) else {
        return Err(Error::refused(Refused::CodeWrong));
    };
    secrets::confirm(&pen, person, step, op.now())?;
    sessions::note_factor(&pen, person, session, op.now().plus_seconds(LIFETIME_SECONDS), op.now())?;
    sessions::end_others(&pen, person, session, op.now())?;
    new_recovery_codes(op, &pen, person)
}

/// Makes new recovery codes; the old ones are worthless. Asks for a code, and counts the attempt as a sign-in does.
///
/// Errors: `TooMany`, `Refused(missing)`.
pub fn renew_recovery_codes(op: &Op, person: &str, code: &str, origin: &Origin) -> Result<(Shown, Vec<String>)> {
    let pen = op.may(&Action::Own(Own::RenewRecoveryCodes, person))?;
    let shown = accept_counted(op, &pen, person, code, origin)?;
    let codes = if shown == Shown::Right { new_recovery_codes(op, &pen, person)? } else { Vec::new() };
    Ok((shown, codes))
}

/// Removes one's second factor. Asks for a code, and counts the attempt as a sign-in does.
///
/// Errors: `TooMany`, `Refused` (obligatory, missing).
pub fn remove(op: &Op, person: &str, code: &str, origin: &Origin) -> Result<Shown> {
    let pen = op.may(&Action::Own(Own::RemoveFactor, person))?;
    let grants = authority::held(op.conn(), person, op.now())?;
    if life::obligatory(grants.iter().map(|grant| grant.role.as_str())) {
        return Err(Error::refused(Refused::FactorObligatory));
    }
    let shown = accept_counted(op, &pen, person, code, origin)?;
    if shown == Shown::Right {
        secrets::remove_factor(&pen, person)?;
    }
    Ok(shown)
}

/// Removes somebody's second factor after its loss; their sessions end, no browser stays known, no token works.
///
/// Errors: `Refused(identity.second_factor.missing)`.
pub fn reset(op: &Op, person: &str) -> Result<()> {
    let pen = op.may(&Action::ResetFactor(person))?;
    if secrets::remove_factor(&pen, person)? == 0 {
        return Err(Error::refused(Refused::FactorMissing));
    }
    sessions::end_others(&pen, person, "", op.now())?;
    sessions::forget_devices(&pen, person, "")?;
    tokens::revoke_all(&pen, person, op.now())?;
    resets::end_all(&pen, person, op.now())?;
    Ok(())
}

/// Gives a person a confirmed second factor with a known secret: for the demonstration and for tests, by the platform only.
pub fn set_second_factor(op: &Op, person: &str, secret: &[u8; SECRET_BYTES]) -> Result<()> {
    let pen = op.may(&Action::ResetFactor(person))?;
    if !op.actor().is_system() {
        return Err(Error::Missing);
    }
    let sealed = vault::seal(op.keys(), vault::FACTOR, person, op.random(), secret)?;
    secrets::remove_factor(&pen, person)?;
    secrets::enrol(&pen, person, &sealed, op.keys().current.id, op.now())?;
    secrets::confirm(&pen, person, 0, op.now())
}

fn new_recovery_codes(op: &Op, pen: &Pen, person: &str) -> Result<Vec<String>> {
    let codes = recovery_codes(&op.random::<{ 7 * RECOVERY_CODES }>());
    let index = |code: &String| vault::index(op.keys(), Indexed::RecoveryCode, &recovery_code_form(code));
    let indexes: Vec<String> = codes.iter().map(index).collect();
    secrets::set_recovery_codes(pen, person, &indexes)?;
    Ok(codes)
}

fn open(op: &Op, person: &str, sealed: &[u8]) -> Result<[u8; SECRET_BYTES]> {
    let opened = vault::open(op.keys(), vault::FACTOR, person, sealed)?;
    opened.try_into().map_err(|_| Error::bug("a second factor's secret has another length"))
}
