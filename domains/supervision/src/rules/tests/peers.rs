use crate::rules::peers::{Context, PEERS_MAX, peers};

fn school(code: &str, pupils: f64, rural: Option<bool>, migrants: Option<f64>) -> Context {
    Context { code: code.to_owned(), pupils, rural, migrants }
}

#[test]
fn the_nearest_come_first_and_each_says_why() {
    let schools = [
        school("a", 400.0, Some(false), Some(0.1)),
        school("b", 800.0, Some(false), Some(0.1)),
        school("c", 400.0, Some(true), Some(0.1)),
        school("d", 400.0, Some(false), Some(0.2)),
    ];
    let found = peers(&schools, 0);
    let order: Vec<(usize, f64)> = found.iter().map(|peer| (peer.place, peer.distance)).collect();
    assert_eq!(order[0].0, 3);
    assert!((order[0].1 - 0.5).abs() < 1e-12, "ten points are half a step of twenty");
    assert_eq!((order[1], order[2]), ((1, 1.0), (2, 1.0)), "equal distances by code");
    assert_eq!(found[2].rural_same, Some(false));
    assert!((found[1].size - 1.0).abs() < 1e-12, "twice the size is one doubling");
}

#[test]
fn what_is_not_known_is_left_out_and_told() {
    let found = peers(&[school("a", 100.0, None, Some(0.5)), school("b", 100.0, Some(true), None)], 0);
    assert_eq!((found[0].distance, found[0].rural_same, found[0].migrants), (0.0, None, None));
}

#[test]
fn there_are_few_peers_none_without_pupils_and_none_of_one_school() {
    let many: Vec<Context> = (0..50).map(|n| school(&format!("{n:02}"), 100.0, None, None)).collect();
    let found = peers(&many, 7);
    assert_eq!(found.iter().map(|peer| peer.place).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    assert_eq!(found.len(), PEERS_MAX);
    assert!(peers(&many[..1], 0).is_empty());
    assert!(peers(&[school("a", 0.0, None, None), school("b", 1.0, None, None)], 0).is_empty());
    assert!(peers(&many, 99).is_empty());
    let nan = [school("a", f64::NAN, None, None), school("b", 1.0, None, None)];
    assert!(peers(&nan, 0).is_empty() && peers(&nan, 1).is_empty());
}
