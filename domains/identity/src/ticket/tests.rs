use units::Instant;

use super::*;

fn id<K: Kind>(byte: u8) -> Id<K> {
    Id::from_parts(Instant::EPOCH.plus_days(20_000), [byte; 10])
}

#[test]
fn a_ticket_names_its_row() {
    let text = session(id(1), id(2), [3; 32]);
    assert_eq!(read_session(&text), Some((id(1), id(2))));
    let text = token(id(1), id(2), [3; 32]);
    assert_eq!(read_token(&text), Some((id(1), id(2))));
    assert_eq!(read_session(&text), None, "a token is no session");
    let text = invitation(id(4), [3; 32]);
    assert_eq!(read_invitation(&text), Some(id(4)));
}

#[test]
fn only_the_whole_ticket_matches() {
    let text = session(id(1), id(2), [3; 32]);
    let stored = hash(&text);
    assert!(matches(&text, &stored));
    assert!(!matches(&text[..text.len() - 1], &stored));
    assert!(!matches(&session(id(1), id(2), [4; 32]), &stored));
    assert!(!stored.contains(&text[..10]));
}

#[test]
fn nonsense_names_nothing() {
    for text in ["", ".", "..", "a.b.c", "a.b.c.d", &"x".repeat(10_000), "王.小.满"] {
        assert_eq!(read_session(text), None, "{text:.20}");
        assert_eq!(read_token(text), None);
        assert_eq!(read_invitation(text), None);
    }
}
