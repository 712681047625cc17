//! The authenticator app in a person's pocket: RFC 6238 with its usual settings.

use totp_rs::{Builder, Secret};

/// The six digits shown at `seconds` since 1970 for a secret in Base32.
///
/// # Panics
/// When the secret is not Base32 of 20 bytes, which is a fault of the page that showed it.
pub fn code(secret: &str, seconds: u64) -> String {
    let key: [u8; 20] = base32(secret).try_into().expect("a secret is 160 bits, as RFC 4226 advises");
    Builder::new().with_secret(Secret::from(key)).build_noncompliant().generate(seconds).to_string()
}

/// RFC 4648 Base32 without padding; spaces that a page puts in for reading are left out.
fn base32(text: &str) -> Vec<u8> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes().filter(u8::is_ascii_alphanumeric) {
        let value = match letter.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' => letter - b'A',
            digit @ b'2'..=b'7' => digit - b'2' + 26,
            other => panic!("{} is no Base32 letter", char::from(other)),
        };
        held = held << 5 | u32::from(value);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    bytes
}
