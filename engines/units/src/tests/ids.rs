use proptest::prelude::*;

use super::{check_not_a_number, check_refused, check_text};
use crate::{Id, IdFault, Instant, Kind};

/// A person, for these tests.
struct Person;

impl Kind for Person {
    const PREFIX: &'static str = "prs";
}

#[test]
fn an_id_is_its_prefix_and_26_characters() {
    let at = Instant::parse("2026-03-01T08:00:00.123Z").unwrap();
    let id = Id::<Person>::from_parts(at, [0; 10]);
    assert_eq!(id.to_string(), "prs_01kjm6jm3v0000000000000000");
    assert_eq!(id.made_at(), at);
    check_text::<Id<Person>>("prs_7zzzzzzzzzzzzzzzzzzzzzzzzz", "prs_7zzzzzzzzzzzzzzzzzzzzzzzzz");
    check_not_a_number::<Id<Person>>();
    let before = Id::<Person>::from_parts(Instant::parse("1960-01-01T00:00:00Z").unwrap(), [1; 10]);
    assert_eq!(before.made_at(), Instant::EPOCH);
}

#[test]
fn an_id_refuses_everything_else() {
    for (text, fault) in [
        ("", IdFault::OtherKind),
        ("prs", IdFault::OtherKind),
        ("app_01kjm6jm3v0000000000000000", IdFault::OtherKind),
        ("PRS_01kjm6jm3v0000000000000000", IdFault::OtherKind),
        (" prs_01kjm6jm3v0000000000000000", IdFault::OtherKind),
        ("prs_", IdFault::Malformed),
        ("prs_01kjm6jm3v000000000000000", IdFault::Malformed),
        ("prs_01kjm6jm3v00000000000000000", IdFault::Malformed),
        ("prs_81kjm4kj3v0000000000000000", IdFault::Malformed),
        ("prs_01KJM6JM3V0000000000000000", IdFault::Malformed),
        ("prs_01kjm6jm3v000000000000000o", IdFault::Malformed),
        ("prs_01kjm6jm3v00000000000000学", IdFault::Malformed),
    ] {
        check_refused::<Id<Person>>(text, fault);
    }
}

#[test]
fn the_schema_names_the_pattern() {
    let schema = schemars::schema_for!(Id<Person>);
    assert_eq!(schema.get("pattern").unwrap(), "^prs_[0-7][0-9a-hjkmnp-tv-z]{25}$");
    assert_eq!(schema.get("type").unwrap(), "string");
}

proptest! {
    #[test]
    fn ids_sort_by_time_in_every_form(
        one in 0_i64..250_000_000_000_000_000, two in 0_i64..250_000_000_000_000_000,
        random in any::<([u8; 10], [u8; 10])>(),
    ) {
        let one = Id::<Person>::from_parts(Instant::from_micros(one), random.0);
        let two = Id::<Person>::from_parts(Instant::from_micros(two), random.1);
        prop_assert_eq!(one.cmp(&two), one.to_string().cmp(&two.to_string()));
        if one.made_at() < two.made_at() {
            prop_assert!(one < two);
        }
        prop_assert_eq!(Id::parse(&one.to_string()), Ok(one));
    }

    #[test]
    fn reading_an_id_never_panics(text in "prs_.{0,30}|.{0,40}") {
        let _ = Id::<Person>::parse(&text);
    }
}
