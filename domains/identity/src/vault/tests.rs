use op::{Key, Keys};
use proptest::prelude::*;

use super::*;

fn keys(current: u32, older: &[u32]) -> Keys {
    let key = |id: u32| Key { id, bytes: [u8::try_from(id).unwrap(); 32] };
    Keys { current: key(current), older: older.iter().map(|id| key(*id)).collect(), index: [7; 32] }
}

const PERSON: &str = "prs_01jd0000000000000000000000";

proptest! {
    #[test]
    fn what_is_sealed_opens_again(plain in proptest::collection::vec(any::<u8>(), 0..200), nonce: [u8; 12]) {
        let keys = keys(3, &[]);
        let sealed = seal(&keys, NAME, PERSON, nonce, &plain).unwrap();
        prop_assert_eq!(open(&keys, NAME, PERSON, &sealed).unwrap(), plain);
        prop_assert_eq!(key_id(&sealed), Some(3));
    }

    #[test]
    fn any_changed_bit_is_noticed(plain in "\\PC{0,40}", nonce: [u8; 12], place: prop::sample::Index, bit in 0_u8..8) {
        let keys = keys(3, &[]);
        let mut sealed = seal(&keys, NAME, PERSON, nonce, plain.as_bytes()).unwrap();
        let place = place.index(sealed.len());
        sealed[place] ^= 1 << bit;
        let opened = open(&keys, NAME, PERSON, &sealed);
        prop_assert!(matches!(opened, Err(VaultFault::NotAuthentic | VaultFault::KeyUnknown(_))), "{opened:?}");
    }

    #[test]
    fn a_cut_value_is_noticed(plain in "\\PC{0,40}", cut in 1_usize..30) {
        let keys = keys(1, &[]);
        let sealed = seal(&keys, NAME, PERSON, [9; 12], plain.as_bytes()).unwrap();
        let end = sealed.len().saturating_sub(cut);
        prop_assert!(open(&keys, NAME, PERSON, &sealed[..end]).is_err());
    }
}

#[test]
fn a_value_opens_only_where_it_was_sealed() {
    let keys = keys(1, &[]);
    let sealed = seal(&keys, NAME, PERSON, [1; 12], "王小满".as_bytes()).unwrap();
    assert_eq!(open_text(&keys, NAME, PERSON, &sealed).unwrap(), "王小满");
    assert_eq!(open(&keys, ID_NUMBER, PERSON, &sealed), Err(VaultFault::NotAuthentic));
    assert_eq!(open(&keys, NAME, "prs_01jd0000000000000000000001", &sealed), Err(VaultFault::NotAuthentic));
}

#[test]
fn an_older_key_opens_until_it_is_dropped() {
    let sealed = seal(&keys(1, &[]), NAME, PERSON, [1; 12], b"old").unwrap();
    assert_eq!(open(&keys(2, &[1]), NAME, PERSON, &sealed).unwrap(), b"old");
    assert_eq!(open(&keys(2, &[]), NAME, PERSON, &sealed), Err(VaultFault::KeyUnknown(1)));
    let resealed = seal(&keys(2, &[1]), NAME, PERSON, [2; 12], b"old").unwrap();
    assert_eq!(open(&keys(2, &[]), NAME, PERSON, &resealed).unwrap(), b"old");
}

#[test]
fn a_sealed_value_shows_nothing_and_never_repeats() {
    let keys = keys(1, &[]);
    let one = seal(&keys, ID_NUMBER, PERSON, [1; 12], b"31010420000303123X").unwrap();
    let two = seal(&keys, ID_NUMBER, PERSON, [2; 12], b"31010420000303123X").unwrap();
    assert_ne!(one[16..], two[16..]);
    assert!(!one.windows(6).any(|window| window == b"310104"));
}

#[test]
fn an_index_is_stable_keyed_and_apart_by_subject() {
    let one = keys(1, &[]);
    let other = Keys { index: [8; 32], ..keys(1, &[]) };
    let number = index(&one, Indexed::IdNumber, "31010420000303123X");
    assert_eq!(number.len(), 64);
    assert_eq!(number, index(&keys(2, &[1]), Indexed::IdNumber, "31010420000303123X"), "a rotation keeps indexes");
    assert_ne!(number, index(&other, Indexed::IdNumber, "31010420000303123X"));
    assert_ne!(number, index(&one, Indexed::Phone, "31010420000303123X"));
}
