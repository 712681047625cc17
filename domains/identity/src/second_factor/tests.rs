use super::*;

/// The SHA-1 secret of RFC 6238, appendix B.
const SECRET: [u8; 20] = *b"12345678901234567890";

fn at(seconds: i64) -> Instant {
    Instant::EPOCH.plus_seconds(seconds)
}

#[test]
fn codes_are_those_of_rfc_6238_appendix_b() {
    for (seconds, eight_digits) in [
        (59, "94287082"),
        (1_111_111_109, "07081804"),
        (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"),
        (20_000_000_000, "65353130"),
    ] {
        let full = totp(&SECRET, 8).generate(u64::try_from(seconds).unwrap()).to_string();
        assert_eq!(full, eight_digits);
        assert_eq!(code(&SECRET, at(seconds)), eight_digits[2..], "six digits are the last six");
    }
}

#[test]
fn a_code_is_right_one_step_either_way_and_no_further() {
    let typed = code(&SECRET, at(1_111_111_109));
    let step = 1_111_111_109 / 30;
    for (off, verdict) in [
        (-60, Verdict::Wrong),
        (-30, Verdict::Right(step)),
        (0, Verdict::Right(step)),
        (30, Verdict::Right(step)),
        (61, Verdict::Wrong),
    ] {
        assert_eq!(judge(&SECRET, &typed, at(1_111_111_109 + off), 0), verdict, "{off} s off");
    }
}

#[test]
fn a_step_is_accepted_once_and_no_earlier_one_after_it() {
    let now = at(1_111_111_109);
    let Verdict::Right(step) = judge(&SECRET, &code(&SECRET, now), now, 0) else { panic!("right") };
    assert_eq!(judge(&SECRET, &code(&SECRET, now), now, step), Verdict::Used);
    let earlier = code(&SECRET, now.plus_seconds(-30));
    assert_eq!(judge(&SECRET, &earlier, now, step), Verdict::Used);
    let later = code(&SECRET, now.plus_seconds(30));
    assert_eq!(judge(&SECRET, &later, now, step), Verdict::Right(step + 1));
}

#[test]
fn what_is_no_code_is_wrong() {
    for typed in ["", "00000", "abcdef", "0000000", "+12345", "１２３４５６"] {
        assert_eq!(judge(&SECRET, typed, at(59), 0), Verdict::Wrong, "{typed}");
    }
    assert_eq!(judge(&SECRET, "287 082", at(59), 0), Verdict::Right(1), "spaces are how people type");
}

#[test]
fn base_32_is_that_of_rfc_4648() {
    for (plain, encoded) in [
        ("", ""),
        ("f", "MY"),
        ("fo", "MZXQ"),
        ("foo", "MZXW6"),
        ("foob", "MZXW6YQ"),
        ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ] {
        assert_eq!(base32(plain.as_bytes()), encoded);
    }
}

#[test]
fn the_picture_and_the_address_carry_the_secret() {
    assert_eq!(
        address(&SECRET, "gu.admin"),
        "otpauth://totp/Xueqiao:gu.admin?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Xueqiao"
    );
    let picture = picture(&SECRET, "gu.admin").unwrap();
    assert!(picture.contains("<svg") && !picture.contains("<script"));
    assert_eq!(secret_text(&SECRET), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
}

#[test]
fn recovery_codes_differ_and_are_forgiving_to_type() {
    let mut random = [0_u8; 70];
    for (place, byte) in random.iter_mut().enumerate() {
        *byte = u8::try_from(place * 37 % 251).unwrap();
    }
    let codes = recovery_codes(&random);
    let distinct: std::collections::BTreeSet<_> = codes.iter().collect();
    assert_eq!(distinct.len(), RECOVERY_CODES);
    assert!(codes.iter().all(|code| code.len() == 11 && code.as_bytes()[5] == b'-'));
    assert_eq!(recovery_code_form(" ABCDE - fghij "), "abcdefghij");
}
