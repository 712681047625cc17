use std::time::{Duration, Instant};

use super::*;

#[test]
fn only_the_same_password_verifies() {
    let phc = hash("xueqiao-demo-2026", [1; 16]).unwrap();
    assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert!(verify("xueqiao-demo-2026", Some(&phc)).unwrap());
    assert!(!verify("xueqiao-demo-2027", Some(&phc)).unwrap());
    assert!(!verify("", Some(&phc)).unwrap());
    assert_ne!(phc, hash("xueqiao-demo-2026", [2; 16]).unwrap(), "the salt matters");
}

/// Both ways run the same argon2 parameters; the clock is asked only for the order of magnitude.
#[test]
#[allow(clippy::disallowed_methods, reason = "measuring is the point of this test")]
fn an_unknown_name_costs_what_a_wrong_password_costs() {
    let phc = hash("xueqiao-demo-2026", [1; 16]).unwrap();
    let time = |phc: Option<&str>| {
        let spent = |_| {
            let start = Instant::now();
            assert!(!verify("wrong", phc).unwrap());
            start.elapsed()
        };
        (0..5).map(spent).min().unwrap_or(Duration::ZERO)
    };
    let (known, unknown) = (time(Some(&phc)), time(None));
    assert!(unknown * 3 > known && known * 3 > unknown, "{known:?} and {unknown:?}");
    let parameters = |phc: &str| phc.split('$').take(4).collect::<Vec<_>>().join("$");
    assert_eq!(parameters(&phc), parameters(NOBODY));
}

#[test]
fn one_network_does_not_take_every_turn() {
    let taken: Vec<_> = (0..AT_ONCE_OF_ONE_MAX).map(|_| turn(Some("crowded")).unwrap()).collect();
    assert!(matches!(verify_for(Some("crowded"), "typed", None), Err(op::Error::Busy)));
    assert_eq!(verify_for(Some("another"), "typed", None), Ok(false), "others are verified as ever");
    drop(taken);
    assert_eq!(verify_for(Some("crowded"), "typed", None), Ok(false));
}
