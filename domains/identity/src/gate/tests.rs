use super::*;

static GATE: Gate = Gate::new();

#[test]
fn one_key_full_leaves_the_others_room() {
    let enter = |address: &str| GATE.enter(vec![(address.to_owned(), 2), ("network".to_owned(), 3)]);
    let (one, two) = (enter("a"), enter("a"));
    assert!(one.is_some() && two.is_some() && enter("a").is_none(), "two of one address");
    let three = enter("b");
    assert!(three.is_some(), "another address has a place of its own");
    assert!(enter("c").is_none(), "three of one network");
    drop(one);
    assert!(enter("a").is_some(), "what is given back is free");
    drop((two, three));
    assert!(GATE.0.lock().unwrap().is_empty(), "nothing is kept of whom nobody holds");
}
