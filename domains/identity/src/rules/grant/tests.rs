use super::*;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

const TODAY: &str = "2026-03-01";

fn codes(faults: &[Fault]) -> Vec<&'static str> {
    faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn a_role_is_granted_only_for_the_scopes_it_has() {
    use ScopeKind::{Everywhere, Organisation, Region};
    for (role, kind, code, expected) in [
        ("admin", Everywhere, "", &[][..]),
        ("admin", Region, "310000", &["identity.grant.scope_unfit"]),
        ("auditor", Region, "310000", &[]),
        ("province_officer", Region, "310000", &[]),
        ("province_officer", Everywhere, "", &["identity.grant.scope_unfit"]),
        ("bank_officer", Region, "3100", &["identity.grant.code_unfit"]),
        ("registrar", Organisation, "4131051255", &[]),
        ("registrar", Organisation, "91310000MA1FL0000X", &[]),
        ("registrar", Organisation, "413105125", &["identity.grant.code_unfit"]),
        ("reviewer", Region, "310000", &["identity.grant.scope_unfit"]),
        ("king", Everywhere, "", &["identity.grant.role_unknown"]),
        ("admin", Everywhere, "310000", &["identity.grant.code_unfit"]),
    ] {
        let input = GrantInput { role: role.into(), scope_kind: kind, scope_code: code.into(), valid_until: None };
        assert_eq!(codes(&check(&input, day(TODAY))), expected, "{role} {kind:?} {code}");
    }
}

#[test]
fn a_last_day_lies_ahead_and_not_too_far() {
    for (last, days, expected) in [
        ("2026-02-28", 180, &["identity.field.day_over"][..]),
        ("2026-03-01", 180, &[]),
        ("2026-08-28", 180, &[]),
        ("2026-08-29", 180, &["identity.field.day_too_far"]),
    ] {
        assert_eq!(codes(&check_last_day("valid_until", day(last), day(TODAY), days)), expected, "{last}");
    }
}

#[test]
fn a_grant_holds_until_its_last_day_is_over_or_it_is_revoked() {
    let until = after(day("2026-03-01"));
    assert_eq!(until.to_string(), "2026-03-01T16:00:00Z", "midnight in Shanghai");
    let grant = |valid_until, revoked_at| GrantRow {
        grant_id: String::new(),
        person: String::new(),
        role: "registrar".into(),
        scope_kind: ScopeKind::Organisation,
        scope_code: "4131051255".into(),
        region: "310000".into(),
        granted_by: String::new(),
        granted_at: Instant::EPOCH,
        valid_until,
        revoked_at,
    };
    assert!(holds(&grant(None, None), until));
    assert!(holds(&grant(Some(until), None), until.plus_seconds(-1)));
    assert!(!holds(&grant(Some(until), None), until));
    assert!(!holds(&grant(None, Some(until)), until));
}

#[test]
fn a_token_uses_only_grants_its_owner_holds() {
    let input = |name: &str, grants: &[&str]| TokenInput {
        name: name.into(),
        grants: grants.iter().map(|id| (*id).to_owned()).collect(),
        valid_until: day("2026-12-31"),
    };
    assert!(check_token(&input("导出", &[]), &[], day(TODAY)).is_empty());
    assert_eq!(codes(&check_token(&input("导出", &["grt_1"]), &[], day(TODAY))), ["identity.token.grant_not_held"]);
    assert_eq!(codes(&check_token(&input(" ", &[]), &[], day(TODAY))), ["identity.token.name_length"]);
}
