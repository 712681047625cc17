use proptest::prelude::*;

use super::*;

/// The two examples printed in GB 11643-1999 itself.
const STANDARD: [&str; 2] = ["11010519491231002X", "440524188001010014"];

#[test]
fn the_examples_of_the_standard() {
    let first = ResidentId::parse(STANDARD[0]).unwrap();
    assert_eq!(first.birth().to_string(), "1949-12-31");
    assert_eq!(first.sex(), Sex::Female);
    assert_eq!(first.region_digits(), "110105");
    assert_eq!(first.masked(), "110*************2X");
    assert_eq!(first.masked().len(), 18);

    let second = ResidentId::parse(STANDARD[1]).unwrap();
    assert_eq!(second.birth().to_string(), "1880-01-01");
    assert_eq!(second.sex(), Sex::Male);
}

#[test]
fn small_x_is_x() {
    assert_eq!(ResidentId::parse("11010519491231002x"), ResidentId::parse(STANDARD[0]));
}

#[test]
fn what_is_no_resident_id() {
    let cases = [
        ("", ResidentFault::Shape),
        ("11010519491231002", ResidentFault::Shape),
        ("110105194912310 2X", ResidentFault::Shape),
        ("1101051949123100X2", ResidentFault::Shape),
        ("990105194912310021", ResidentFault::Region),
        ("110105194902300021", ResidentFault::Birth), // 30 February
        ("110105190002290021", ResidentFault::Birth), // 1900 was no leap year
        ("110105194913310021", ResidentFault::Birth),
        ("110105179912310021", ResidentFault::Birth),
        ("110105194912310021", ResidentFault::Check),
    ];
    for (text, fault) in cases {
        assert_eq!(ResidentId::parse(text), Err(fault), "{text}");
    }
}

#[test]
fn age_turns_on_the_birthday() {
    let id = with_check("31010120120229001");
    let age = |day: &str| id.age_on(Day::parse(day).unwrap());
    assert_eq!(age("2012-02-29"), 0);
    assert_eq!(age("2011-01-01"), 0);
    assert_eq!(age("2026-02-28"), 13);
    assert_eq!(age("2026-03-01"), 14);
}

#[test]
fn debug_hides_the_number() {
    let id = ResidentId::parse(STANDARD[0]).unwrap();
    assert!(!format!("{id:?}").contains("19491231"));
}

/// Completes 17 digits with the check character they call for.
fn with_check(digits: &str) -> ResidentId {
    let check = char::from(mod_11_2(digits.as_bytes()));
    ResidentId::parse(&format!("{digits}{check}")).unwrap()
}

fn seventeen() -> impl Strategy<Value = String> {
    (prop::sample::select(vec!["31", "32", "33", "34"]), 0u32..10_000, 1900u32..2026, 1u32..=12, 1u32..=28, 0u32..1000)
        .prop_map(|(province, region, year, month, day, sequence)| {
            format!("{province}{region:04}{year:04}{month:02}{day:02}{sequence:03}")
        })
}

proptest! {
    /// Exactly one of the eleven check characters fits.
    #[test]
    fn one_check_character(digits in seventeen()) {
        let right = "0123456789X".chars()
            .filter(|check| ResidentId::parse(&format!("{digits}{check}")).is_ok())
            .count();
        prop_assert_eq!(right, 1);
    }

    /// MOD 11-2 finds every exchange of two neighbouring digits and every single wrong digit.
    #[test]
    fn slips_are_found(digits in seventeen(), place in 0usize..17, other in b'0'..=b'9') {
        let id = with_check(&digits);
        let mut wrong = id.reveal().as_bytes().to_vec();
        if wrong[place] != other {
            wrong[place] = other;
            prop_assert!(ResidentId::parse(std::str::from_utf8(&wrong).unwrap()).is_err());
        }
        let mut swapped = id.reveal().as_bytes().to_vec();
        swapped.swap(place, (place + 1).min(16));
        if swapped != id.reveal().as_bytes() {
            prop_assert!(ResidentId::parse(std::str::from_utf8(&swapped).unwrap()).is_err());
        }
    }
}
