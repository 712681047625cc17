//! Who may, at their own institution and at another's.

use op::{Actor, Grant, Scope};

use super::matrix;

fn rights(role: &str, scope: Scope) -> Vec<String> {
    let actor = Actor::with_grants("prs_staff", vec![Grant { role: role.to_owned(), scope }]);
    matrix(&actor).into_iter().filter(|(_, held)| *held).map(|(name, _)| name).collect()
}

#[test]
fn a_registrar_writes_and_a_reviewer_decides_at_their_own_institution_only() {
    let own = || Scope::Organisation("4231051252".to_owned());
    let (registrar, reviewer) = (rights("registrar", own()), rights("reviewer", own()));
    for right in ["credit.deposit.upload own", "credit.rule.draft own", "credit.rule.submit own"] {
        assert!(registrar.iter().any(|held| held == right) && !reviewer.iter().any(|held| held == right), "{right}");
    }
    for right in ["credit.rule.publish own", "credit.application.accept own", "credit.application.reverse own"] {
        assert!(reviewer.iter().any(|held| held == right) && !registrar.iter().any(|held| held == right), "{right}");
    }
    for held in registrar.iter().chain(&reviewer) {
        assert!(!held.ends_with(" other"), "{held}");
    }
}

#[test]
fn a_stranger_and_a_learner_have_no_more_than_their_own() {
    let stranger: Vec<_> = matrix(&Actor::public()).into_iter().filter(|(_, held)| *held).collect();
    assert_eq!(stranger, []);
    let learner = matrix(&Actor::with_grants("prs_learner", Vec::new()));
    for (right, held) in learner.into_iter().filter(|(_, held)| *held) {
        // What one was told is everybody's own.
        let own = ["credit.notice.", "credit.setting.view"].iter().any(|part| right.starts_with(part))
            || right.ends_with(" own")
                && ["passbook.view", "match", "application", "declaration", "appeal"]
                    .iter()
                    .any(|part| right.contains(part));
        assert!(own && held, "{right}");
    }
}

#[test]
fn the_platform_runs_deposits_and_proves_the_ledger() {
    let held: Vec<String> =
        matrix(&Actor::system("jobs")).into_iter().filter(|(_, held)| *held).map(|(name, _)| name).collect();
    for right in ["credit.deposit.run", "credit.ledger.verify", "credit.deposit.upload own"] {
        assert!(held.iter().any(|one| one == right), "{right}");
    }
    assert!(
        !held
            .iter()
            .any(|one| one.contains("application.") && !one.ends_with("remind") || one.contains("rule.publish")),
        "{held:?}"
    );
}
