//! Texts of statements.

use super::*;

#[test]
fn a_pattern_finds_letters_and_not_signs() {
    assert_eq!(anywhere("100%_\\x"), "%100\\%\\_\\\\x%");
}

#[test]
fn a_set_is_always_full() {
    let values = vec!["a".to_owned(), "b".to_owned()];
    let mut params = vec![Param::Int(1)];
    set_params(&mut params, &values);
    assert_eq!(params.len(), 1 + SET_SIZE);
    assert_eq!(params.last(), Some(&Param::Text("b")));
    assert!(set(2).starts_with("($2, $3") && set(2).ends_with(&format!("${})", SET_SIZE + 1)));
}
