use proptest::prelude::*;

use super::*;
use crate::checks::USCC_ALPHABET;

/// Codes printed by public registers: 阿里巴巴(中国)有限公司, 华为技术有限公司, 腾讯科技(深圳)有限公司.
const PUBLIC: [&str; 3] = ["91330100799655058B", "914403001922038216", "9144030071526726XG"];

#[test]
fn public_codes_are_right() {
    for text in PUBLIC {
        assert_eq!(Uscc::parse(text).map(|code| code.to_string()), Ok(text.to_owned()));
    }
    let code = Uscc::parse(PUBLIC[0]).unwrap();
    assert_eq!((code.region_digits(), code.organisation()), ("330100", "799655058"));
}

#[test]
fn what_is_no_uscc() {
    let cases = [
        ("91330100799655058", UsccFault::Length),
        ("91330100799655058Ｂ", UsccFault::Length),
        ("91330100799655058b", UsccFault::Character { position: 18, character: 'b' }),
        ("9133010079965505IB", UsccFault::Character { position: 17, character: 'I' }),
        ("91A30100799655058B", UsccFault::Region),
        ("91330100799655058C", UsccFault::Check { expected: 'B' }),
    ];
    for (text, fault) in cases {
        assert_eq!(Uscc::parse(text), Err(fault), "{text}");
    }
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let any = || prop::sample::select(&USCC_ALPHABET[..]);
    let digit = || prop::sample::select(&b"0123456789"[..]);
    (prop::collection::vec(any(), 2), prop::collection::vec(digit(), 6), prop::collection::vec(any(), 9)).prop_map(
        |(mut head, region, tail)| {
            head.extend(region);
            head.extend(tail);
            head
        },
    )
}

proptest! {
    /// Exactly one check character makes a code of any seventeen characters.
    #[test]
    fn one_check_character(body in body()) {
        let right = USCC_ALPHABET.iter().filter(|check| {
            let mut text = body.clone();
            text.push(**check);
            Uscc::parse(std::str::from_utf8(&text).unwrap()).is_ok()
        }).count();
        prop_assert_eq!(right, 1);
    }

    /// One mistyped character is always found, since 31 is prime and no weight is a multiple of it.
    #[test]
    fn one_wrong_character_is_found(body in body(), place in 0usize..17, other in 0usize..31) {
        let mut text = body;
        text.push(mod_31(&text));
        let typed = USCC_ALPHABET[other];
        prop_assume!(text[place] != typed);
        text[place] = typed;
        prop_assert!(Uscc::parse(std::str::from_utf8(&text).unwrap()).is_err());
    }
}
