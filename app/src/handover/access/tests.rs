use op::Grant;

use super::*;

#[test]
fn officers_of_the_region_try_again_reviewers_what_was_collected_and_auditors_look() {
    let region = |code: &str| Scope::Region(code.to_owned());
    for (role, scope, expected) in [
        // View and retry of a collection, then of a publication, each at Laian county.
        ("monitor_officer", region("340000"), [true, true, true, true]),
        ("province_officer", region("340000"), [true, true, true, true]),
        ("data_reviewer", region("341122"), [true, true, false, false]),
        ("data_reviewer", region("340000"), [true, true, false, false]),
        ("data_reviewer", region("341126"), [false, false, false, false]),
        ("monitor_officer", region("310000"), [false, false, false, false]),
        ("auditor", Scope::Everywhere, [true, false, true, false]),
        ("admin", Scope::Everywhere, [false, false, false, false]),
        ("data_officer", Scope::Organisation("2134900101".into()), [false, false, false, false]),
    ] {
        let actor = Actor::with_grants("prs_one", vec![Grant { role: role.into(), scope: scope.clone() }]);
        let regions = ["341122".to_owned()];
        let found: Vec<bool> = [true, false]
            .into_iter()
            .flat_map(|collected| {
                let side = Side { regions: &regions, collected };
                [Action::View("", side).allows(&actor), Action::Retry("", side).allows(&actor)]
            })
            .collect();
        assert_eq!(found, expected, "{role} of {scope:?}");
    }
}

#[test]
fn who_only_looks_is_told_forbidden_and_to_others_it_does_not_exist() {
    let regions = ["341122".to_owned()];
    let retry = Action::Retry("cmp_1", Side { regions: &regions, collected: true });
    let auditor = Actor::with_grants("prs_a", vec![Grant { role: "auditor".into(), scope: Scope::Everywhere }]);
    assert!(retry.sees(&auditor) && !retry.allows(&auditor));
    assert!(!retry.sees(&Actor::with_grants("prs_b", Vec::new())));
    assert!(Action::CatchUp("ids_1").allows(&Actor::system("handover")));
    assert!(!Action::CatchUp("ids_1").allows(&auditor));
}
