//! The second factor: time-based one-time passwords (RFC 6238), as every authenticator application knows them.
//!
//! SHA-1, six digits, thirty seconds: the only parameters all applications read correctly. A step that was accepted is
//! never accepted again, nor any earlier one (RFC 6238, 5.2).

use totp_rs::{Algorithm, Builder, Totp};
use units::Instant;

/// Bytes of a secret, as RFC 4226 (4, R6) recommends.
pub const SECRET_BYTES: usize = 20;
/// Seconds a code lasts.
pub const STEP_SECONDS: i64 = 30;
/// Digits of a code.
const DIGITS: u8 = 6;
/// Steps a clock may be off, either way (RFC 6238, 5.2 recommends one).
const SKEW_STEPS: u16 = 1;
/// Recovery codes given at enrolment.
pub const RECOVERY_CODES: usize = 10;
/// The platform's name in the authenticator application.
const ISSUER: &str = "Xueqiao";

/// What a code amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Right; the step to remember.
    Right(i64),
    /// It, or a later one, was used before.
    Used,
    /// Wrong.
    Wrong,
}

/// Judges a code at a moment, given the last step that was accepted (0 for none).
pub fn judge(secret: &[u8; SECRET_BYTES], code: &str, now: Instant, last_step: i64) -> Verdict {
    let typed: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    let seconds = u64::try_from(now.seconds()).unwrap_or(0);
    let step = totp(secret, DIGITS).check(&typed, seconds).and_then(|step| i64::try_from(step).ok());
    match step {
        None => Verdict::Wrong,
        Some(step) if step <= last_step => Verdict::Used,
        Some(step) => Verdict::Right(step),
    }
}

/// The code of a moment: for the demonstration's start page and for tests.
pub fn code(secret: &[u8; SECRET_BYTES], now: Instant) -> String {
    let seconds = u64::try_from(now.seconds()).unwrap_or(0);
    totp(secret, DIGITS).generate(seconds).to_string()
}

/// The address an authenticator application reads from the picture.
pub fn address(secret: &[u8; SECRET_BYTES], sign_in_name: &str) -> String {
    // A sign-in name holds letters, digits, dot, dash and underscore only: nothing to be escaped.
    format!("otpauth://totp/{ISSUER}:{sign_in_name}?secret={}&issuer={ISSUER}", base32(secret))
}

/// The picture of [`address`] as SVG, quiet zone included.
pub fn picture(secret: &[u8; SECRET_BYTES], sign_in_name: &str) -> op::Result<String> {
    let code = qrcode::QrCode::new(address(secret, sign_in_name)).map_err(op::Error::bug)?;
    Ok(code.render::<qrcode::render::svg::Color>().min_dimensions(240, 240).build())
}

/// The secret for typing by hand: base32 in groups of four.
pub fn secret_text(secret: &[u8; SECRET_BYTES]) -> String {
    base32(secret)
        .as_bytes()
        .chunks(4)
        .map(|group| String::from_utf8_lossy(group).into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Ten recovery codes of 50 bits each, from random bytes: `abcde-fghij`.
pub fn recovery_codes(random: &[u8; 7 * RECOVERY_CODES]) -> Vec<String> {
    random
        .chunks(7)
        .map(|bytes| {
            let text = base32(bytes).to_lowercase();
            format!("{}-{}", &text[..5], &text[5..10])
        })
        .collect()
}

/// A recovery code as typed, brought to the form that is indexed.
pub fn recovery_code_form(typed: &str) -> String {
    typed.chars().filter(|letter| letter.is_ascii_alphanumeric()).map(|letter| letter.to_ascii_lowercase()).collect()
}

fn totp(secret: &[u8; SECRET_BYTES], digits: u8) -> Totp {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(digits)
        .with_skew(SKEW_STEPS)
        .with_step_duration(STEP_SECONDS.unsigned_abs())
        .with_secret(*secret)
        .build_noncompliant()
}

/// Base 32 of RFC 4648 without padding.
fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bit = |place: usize| bytes.get(place / 8).is_some_and(|byte| byte >> (7 - place % 8) & 1 == 1);
    (0..(bytes.len() * 8).div_ceil(5))
        .map(|group| (0..5).fold(0_usize, |value, place| value << 1 | usize::from(bit(group * 5 + place))))
        .map(|value| char::from(ALPHABET[value]))
        .collect()
}

#[cfg(test)]
mod tests;
