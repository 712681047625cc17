//! What a name, a number, a password may look like, and when two names are one.

use units::Fault;

/// Characters of a full name: the longest names of minorities and foreigners fit.
pub const NAME_CHARS_MAX: usize = 60;
/// Characters of a sign-in name.
pub const SIGN_IN_NAME_CHARS: std::ops::RangeInclusive<usize> = 3..=40;
/// Characters of a password. Twelve, because length is what slows a guesser who uses many networks; at most 128, because
/// hashing a book helps nobody.
pub const PASSWORD_CHARS: std::ops::RangeInclusive<usize> = 12..=128;
/// Characters of an e-mail address (RFC 5321, 4.5.3.1.3).
const EMAIL_CHARS_MAX: usize = 254;

/// Long passwords that every guesser tries first; shorter ones are refused by their length.
const COMMON: &[&str] = &[
    "123456789012",
    "1234567890123",
    "12345678901234",
    "123456123456",
    "111111111111",
    "000000000000",
    "888888888888",
    "password1234",
    "passwordpassword",
    "qwertyuiop123",
    "qwertyuiopasdf",
    "1qaz2wsx3edc",
    "1q2w3e4r5t6y",
    "q1w2e3r4t5y6",
    "abc123abc123",
    "abcdefghijkl",
    "woaini1314520",
    "woaini123456",
    "5201314520131",
    "iloveyou1234",
    "administrator",
    "admin123456789",
    "welcome12345",
    "letmein12345",
    "changeme1234",
    "zaq12wsxcde3",
];

/// A full name with its outer and doubled spaces removed.
///
/// Errors: a fault of the field `name` when it is empty, too long or holds control characters.
pub fn name(text: &str) -> Result<String, Fault> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(Fault::new("name", "identity.field.name_missing")),
        1..=NAME_CHARS_MAX if !name.chars().any(char::is_control) => Ok(name),
        _ => Err(Fault::new("name", "identity.field.name_unfit").with("max", NAME_CHARS_MAX)),
    }
}

/// Whether two ways of writing a name mean the same: spaces, letter case and the many middle dots do not count.
pub fn same_name(one: &str, other: &str) -> bool {
    name_form(one) == name_form(other)
}

/// The form of a name in which two ways of writing it meet.
pub fn name_form(name: &str) -> String {
    name.chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| if "•・‧∙.．●".contains(letter) { '·' } else { letter })
        .flat_map(char::to_lowercase)
        .collect()
}

/// A sign-in name in its one form: lowercase letters, digits, dot, dash, underscore, beginning with a letter.
///
/// Errors: a fault of the field `sign_in_name`.
pub fn sign_in_name(text: &str) -> Result<String, Fault> {
    let name = text.trim().to_ascii_lowercase();
    let fits = SIGN_IN_NAME_CHARS.contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_".contains(&byte))
        && name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
    if fits { Ok(name) } else { Err(Fault::new("sign_in_name", "identity.field.sign_in_name_unfit")) }
}

/// Checks a new password.
///
/// Errors: a fault of the field `password`.
pub fn password(text: &str, sign_in_name: &str) -> Result<(), Fault> {
    let fault = |code| Err(Fault::new("password", code));
    if !PASSWORD_CHARS.contains(&text.chars().count()) {
        return Err(Fault::new("password", "identity.password.length")
            .with("min", PASSWORD_CHARS.start())
            .with("max", PASSWORD_CHARS.end()));
    }
    let lower = text.to_lowercase();
    let first = lower.chars().next();
    if COMMON.contains(&lower.as_str()) || lower.chars().all(|letter| Some(letter) == first) {
        return fault("identity.password.common");
    }
    if !sign_in_name.is_empty() && lower.contains(sign_in_name) {
        return fault("identity.password.holds_name");
    }
    Ok(())
}

/// A mobile number of the mainland in its one form: eleven digits beginning with 1.
///
/// Errors: a fault of the field `phone`.
pub fn phone(text: &str) -> Result<String, Fault> {
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
    let digits = digits.strip_prefix("+86").unwrap_or(&digits).to_owned();
    let fits = digits.len() == 11 && digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.starts_with('1');
    if fits { Ok(digits) } else { Err(Fault::new("phone", "identity.field.phone_unfit")) }
}

/// An e-mail address in its one form, domain in lowercase. Only mail sent to it proves that it works.
///
/// Errors: a fault of the field `email`.
pub fn email(text: &str) -> Result<String, Fault> {
    let unfit = || Fault::new("email", "identity.field.email_unfit");
    let (local, domain) = text.trim().rsplit_once('@').ok_or_else(unfit)?;
    let plain = |part: &str| {
        !part.is_empty() && !part.chars().any(|letter| letter.is_whitespace() || letter.is_control() || letter == '@')
    };
    let dotted = domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.');
    match plain(local) && plain(domain) && dotted && text.trim().len() <= EMAIL_CHARS_MAX {
        true => Ok(format!("{local}@{}", domain.to_lowercase())),
        false => Err(unfit()),
    }
}

#[cfg(test)]
mod tests;
