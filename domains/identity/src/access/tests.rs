use op::{Grant, OnBehalf, Scope};

use super::*;

const WANG: &str = "prs_wang";

fn actor(role: &str, scope: Scope) -> Actor {
    Actor::with_grants("prs_actor", vec![Grant { role: role.to_owned(), scope }])
}

fn place(organisation: &str, region: &str) -> Place {
    Place { organisation: Some(organisation.to_owned()), region: region.to_owned() }
}

#[test]
fn authority_to_grant_is_the_table_in_the_documentation() {
    let shanghai = || Scope::Region("310000".into());
    let school = place("4131051255", "310110");
    let elsewhere = place("4132051256", "320500");
    let everywhere = Place { organisation: None, region: "000000".into() };
    // granted, by admin, by province officer, by bank officer, by registrar
    for (role, expected) in [
        ("admin", [true, false, false, false]),
        ("auditor", [true, false, false, false]),
        ("province_officer", [true, false, false, false]),
        ("bank_officer", [true, true, false, false]),
        ("registrar", [true, true, true, false]),
        ("reviewer", [true, true, true, false]),
    ] {
        let granters = [
            actor("admin", Scope::Everywhere),
            actor("province_officer", shanghai()),
            actor("bank_officer", shanghai()),
            actor("registrar", Scope::Organisation("4131051255".into())),
        ];
        let allowed = granters.each_ref().map(|granter| may_grant(granter, role, &school));
        assert_eq!(allowed, expected, "{role}");
        assert!(!may_grant(&granters[1], role, &elsewhere), "{role} in another province");
        assert!(!may_grant(&granters[2], role, &elsewhere), "{role} in another province");
        assert!(!may_grant(&granters[1], role, &everywhere), "{role} everywhere");
        assert!(may_grant(&granters[0], role, &everywhere), "{role} everywhere");
    }
}

#[test]
fn nobody_grants_while_acting_for_another() {
    let mut acting = actor("admin", Scope::Everywhere);
    acting.on_behalf = Some(OnBehalf::Office(WANG.into()));
    assert!(!may_grant(&acting, "registrar", &place("4131051255", "310110")));
    assert!(!Action::Own(Own::ChangePassword, WANG).allows(&acting));
    assert!(!Action::Own(Own::ChangePassword, "prs_actor").allows(&acting));
    assert!(!Action::ClosePerson("prs_other").allows(&acting));
    assert!(Action::Own(Own::ActFor, "prs_actor").allows(&acting), "the way back stays open");
}

#[test]
fn an_account_belongs_to_its_person_alone() {
    let wang = Actor::with_grants(WANG, Vec::new());
    let admin = actor("admin", Scope::Everywhere);
    for verb in Own::ALL {
        assert!(Action::Own(verb, WANG).allows(&wang), "{verb:?}");
        assert!(!Action::Own(verb, WANG).allows(&admin), "{verb:?}");
        assert!(!Action::Own(verb, WANG).allows(&Actor::public()), "{verb:?}");
    }
}

#[test]
fn a_token_reads_and_revokes_but_makes_no_secrets() {
    let mut token = Actor::with_grants(WANG, Vec::new());
    token.kind = ActorKind::Token;
    for verb in Own::ALL {
        let expected = matches!(verb, Own::View | Own::RevokeToken | Own::EndDelegation);
        assert_eq!(Action::Own(verb, WANG).allows(&token), expected, "{verb:?}");
    }
}

#[test]
fn consents_are_the_learners_and_the_confirmed_guardians() {
    let guardians = ["prs_mother".to_owned()];
    let by = |person: &str| Actor::with_grants(person, Vec::new());
    for (person, expected) in [(WANG, true), ("prs_mother", true), ("prs_aunt", false)] {
        assert_eq!(
            Action::Learner(LearnerVerb::WithdrawConsent, WANG, &guardians).allows(&by(person)),
            expected,
            "{person}"
        );
    }
    assert!(!Action::Learner(LearnerVerb::View, WANG, &guardians).allows(&actor("admin", Scope::Everywhere)));
    let mut colleague = by("prs_aunt");
    colleague.on_behalf = Some(OnBehalf::Office(WANG.into()));
    assert!(!Action::Learner(LearnerVerb::View, WANG, &guardians).allows(&colleague), "a lent role is not a lent life");
    let agree = Action::Guardian(LearnerVerb::AgreeConsent, WANG, "prs_mother");
    assert!(agree.allows(&by("prs_mother")));
    assert!(!agree.allows(&by(WANG)), "a child does not answer for the guardian");
    let mut as_child = by("prs_mother");
    as_child.on_behalf = Some(OnBehalf::Ward(WANG.into()));
    assert!(!agree.allows(&as_child), "the guardian answers in their own name");
}

#[test]
fn a_guardian_acts_as_one_in_their_own_name_or_the_wards() {
    let guardians = ["prs_mother".to_owned()];
    let view = Action::Learner(LearnerVerb::View, WANG, &guardians);
    for (on_behalf, expected) in [
        (None, true),
        (Some(OnBehalf::Ward(WANG.into())), true),
        (Some(OnBehalf::Ward("prs_other".into())), false),
        (Some(OnBehalf::Office("prs_other".into())), false),
    ] {
        let mother = Actor { on_behalf: on_behalf.clone(), ..Actor::with_grants("prs_mother", Vec::new()) };
        assert_eq!(view.allows(&mother), expected, "{on_behalf:?}");
    }
}

#[test]
fn staff_see_those_they_are_responsible_for() {
    let school = place("4131051255", "310110");
    let registrar = actor("registrar", Scope::Organisation("4131051255".into()));
    let other = actor("registrar", Scope::Organisation("4132051256".into()));
    let colleague = Seen { person: WANG, unclaimed: false, places: std::slice::from_ref(&school), holders: &[] };
    assert!(Action::ViewPerson(&colleague).allows(&registrar));
    assert!(!Action::ViewPerson(&colleague).allows(&other));
    assert!(!Action::ViewPerson(&colleague).sees(&other), "unseen is missing");
    let learner = Seen { person: WANG, unclaimed: false, places: &[], holders: &[] };
    assert!(!Action::ViewPerson(&learner).allows(&registrar));
}

#[test]
fn a_record_is_its_holders_staffs_and_the_officers_above_them() {
    let holder = [place("4131051255", "310110")];
    let nobodys: &[Place] = &[];
    let school = |code: &str| Scope::Organisation(code.into());
    let region = |code: &str| Scope::Region(code.into());
    // who; an unclaimed record, an account of the same learner, an unclaimed record no organisation made
    for (role, scope, expected) in [
        ("registrar", school("4131051255"), [true, false, false]),
        ("registrar", school("4132051256"), [false, false, false]),
        ("reviewer", school("4131051255"), [false, false, false]),
        ("bank_officer", region("310000"), [true, true, false]),
        ("province_officer", region("310100"), [true, true, false]),
        ("province_officer", region("320000"), [false, false, false]),
        ("admin", Scope::Everywhere, [true, true, true]),
    ] {
        let staff = actor(role, scope.clone());
        let sees = |unclaimed, holders| {
            Action::ViewPerson(&Seen { person: WANG, unclaimed, places: &[], holders }).allows(&staff)
        };
        assert_eq!([sees(true, &holder), sees(false, &holder), sees(true, nobodys)], expected, "{role} of {scope:?}");
        let attests = Action::Attest(true, WANG, &holder).allows(&staff);
        assert_eq!(attests, expected[0], "{role} of {scope:?}");
    }
}

#[test]
fn a_password_is_reset_by_the_administrator_or_the_responsible_officer() {
    let (inside, outside) = (place("4131051255", "310110"), place("4132051256", "320500"));
    let held = |role: &str, place: &Place| vec![(role.to_owned(), place.clone())];
    let both = [held("registrar", &inside), held("province_officer", &inside)].concat();
    let everywhere = Place { organisation: None, region: "000000".into() };
    // whose roles, recorded where; by admin, province officer of 310000, bank officer of 310000, registrar of the school
    for (held, holders, expected) in [
        (held("registrar", &inside), vec![], [true, true, true, false]),
        (held("bank_officer", &inside), vec![], [true, true, false, false]),
        (held("registrar", &outside), vec![], [true, false, false, false]),
        (both, vec![], [true, false, false, false]),
        (held("admin", &everywhere), vec![inside.clone()], [true, false, false, false]),
        (vec![], vec![inside.clone()], [true, true, true, false]),
        (vec![], vec![outside], [true, false, false, false]),
        (vec![], vec![], [true, false, false, false]),
    ] {
        let account = Account { person: WANG, held: &held, holders: &holders, guardian: false };
        let makers = [
            actor("admin", Scope::Everywhere),
            actor("province_officer", Scope::Region("310000".into())),
            actor("bank_officer", Scope::Region("310000".into())),
            actor("registrar", Scope::Organisation("4131051255".into())),
        ];
        let allowed = makers.each_ref().map(|maker| Action::MakeReset(&account).allows(maker));
        assert_eq!(allowed, expected, "{held:?} {holders:?}");
        let guardian = Account { guardian: true, ..account };
        let allowed = makers.each_ref().map(|maker| Action::MakeReset(&guardian).allows(maker));
        assert_eq!(allowed, [true, false, false, false], "a guardian's wards may be anywhere");
        let account = Account { guardian: false, ..guardian };
        let lent = Actor { on_behalf: Some(OnBehalf::Office("prs_x".into())), ..makers[0].clone() };
        assert!(!Action::MakeReset(&account).allows(&lent), "not while acting for another");
        let own = Actor { id: WANG.to_owned(), ..makers[0].clone() };
        assert!(!Action::MakeReset(&account).allows(&own), "nobody their own");
    }
}

#[test]
fn the_public_does_nothing_but_sign_in_and_accept() {
    let held: Vec<String> = matrix(&Actor::public()).into_iter().filter(|row| row.1).map(|row| row.0).collect();
    assert_eq!(
        held,
        [
            "identity.sign_in.attempt",
            "identity.password_reset.use",
            "identity.record.claim",
            "identity.invitation.accept"
        ]
    );
}

#[test]
fn only_the_platform_sets_passwords_and_rotates_keys() {
    let admin = actor("admin", Scope::Everywhere);
    for action in [Action::SetPassword(WANG), Action::RotateKeys, Action::Sweep] {
        assert!(!action.allows(&admin), "{}", action.action());
        assert!(action.allows(&Actor::system("cli")), "{}", action.action());
    }
}
