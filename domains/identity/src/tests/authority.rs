use op::{Grant, Scope};

use super::*;
use crate::model::{Acting, DelegationInput, InvitationInput, TokenInput};
use crate::work::{delegations, grants, invitations, sessions, tokens};
use crate::{hooks, ticket};

fn officer(person: &str, role: &str, region: &str) -> Actor {
    Actor::with_grants(person, vec![Grant { role: role.into(), scope: Scope::Region(region.into()) }])
}

fn grant(house: &House, actor: &Actor, person: &str, input: GrantInput) -> Result<crate::model::GrantId> {
    let person = person.to_owned();
    house.write(actor, move |op| grants::grant(op, &person, &input))
}

#[test]
fn grants_are_given_within_ones_own_region_only() {
    let house = House::new();
    let lin = house.person("林若溪", "lin.registrar", "1988-01-01");
    let qin = house.person("秦立", "qin.officer", "1979-01-01");
    let officer = officer(&qin, "province_officer", "310000");
    assert!(grant(&house, &officer, &lin, at_organisation("registrar", SHANGHAI_OPEN)).is_ok());
    let beyond = grant(&house, &officer, &lin, at_organisation("registrar", JIANGSU_OPEN));
    assert!(matches!(beyond, Err(Error::Forbidden(_))), "{beyond:?}");
    let above = grant(&house, &officer, &lin, in_region("province_officer", "310000"));
    assert!(matches!(above, Err(Error::Forbidden(_))), "{above:?}");
    let own = grant(&house, &officer, &qin, at_organisation("reviewer", SHANGHAI_OPEN));
    assert_eq!(refused(own), code(Refused::GrantToSelf));
    let twice = grant(&house, &officer, &lin, at_organisation("registrar", SHANGHAI_OPEN));
    assert_eq!(refused(twice), code(Refused::GrantExists));
    let unknown = grant(&house, &officer, &lin, at_organisation("registrar", "4231099999"));
    assert_eq!(fault(unknown), "identity.grant.code_unknown");
    let nobody = grant(&house, &Actor::public(), &lin, at_organisation("registrar", SHANGHAI_OPEN));
    assert_eq!(nobody, Err(Error::Unknown));
    let learner = grant(&house, &by(&lin), &qin, at_organisation("registrar", SHANGHAI_OPEN));
    assert_eq!(learner, Err(Error::Missing), "who is no staff learns nothing about people");
}

#[test]
fn an_expired_grant_is_gone_and_can_be_given_again() {
    let house = House::new();
    let lin = house.person("林若溪", "lin.registrar", "1988-01-01");
    let input = GrantInput { valid_until: Some(day("2026-03-01")), ..at_organisation("registrar", SHANGHAI_OPEN) };
    grant(&house, &platform(), &lin, input.clone()).unwrap();
    let held =
        |house: &House| house.read(&platform(), |op| crate::store::authority::held(op.conn(), &lin, op.now())).unwrap();
    assert_eq!(held(&house).len(), 1);
    house.later(24 * 3600);
    assert_eq!(held(&house).len(), 0);
    let input = GrantInput { valid_until: None, ..input };
    let id = grant(&house, &platform(), &lin, input).unwrap().to_string();
    let owner = lin.clone();
    house.write(&platform(), move |op| grants::revoke(op, &owner, &id)).unwrap();
    assert_eq!(held(&house).len(), 0);
}

#[test]
fn an_invitation_works_once_in_time_and_while_its_giver_has_authority() {
    let house = House::new();
    let qin = house.person("秦立", "qin.officer", "1979-01-01");
    let lin = house.person("林若溪", "lin.registrar", "1988-01-01");
    let given = grant(&house, &platform(), &qin, in_region("province_officer", "310000")).unwrap().to_string();
    let officer = officer(&qin, "province_officer", "310000");
    let invite = |house: &House| {
        let id = units::Id::from_parts(house.app.now(), house.app.random());
        let (text, input) = (
            ticket::invitation(id, house.app.random()),
            InvitationInput { person: None, grant: Some(at_organisation("reviewer", SHANGHAI_OPEN)) },
        );
        let hash = ticket::hash(&text);
        house.write(&officer, move |op| invitations::make(op, id, &hash, &input)).unwrap();
        text
    };
    let accept = |house: &House, actor: &Actor, link: &str| {
        let link = link.to_owned();
        house.write(actor, move |op| invitations::accept(op, &link))
    };
    let (first, late, orphaned) = (invite(&house), invite(&house), invite(&house));
    assert_eq!(accept(&house, &by(&lin), &format!("{}x", &first[..first.len() - 1])), Err(Error::Missing));
    assert_eq!(refused(accept(&house, &by(&qin), &first)), code(Refused::GrantToSelf));
    accept(&house, &by(&lin), &first).unwrap();
    assert_eq!(refused(accept(&house, &by(&lin), &first)), code(Refused::InvitationOver));
    let owner = qin.clone();
    house.write(&platform(), move |op| grants::revoke(op, &owner, &given)).unwrap();
    assert_eq!(refused(accept(&house, &by(&lin), &orphaned)), code(Refused::InvitationOver));
    house.later(15 * 24 * 3600);
    assert_eq!(refused(accept(&house, &by(&lin), &late)), code(Refused::InvitationOver));
}

#[test]
fn a_record_is_claimed_with_the_link_and_the_right_number() {
    let house = House::new();
    let unclaimed =
        NewPerson { name: "王小满".into(), id_number: Some(number("2000-03-03")), ..NewPerson::default() };
    let record = house.write(&platform(), move |op| crate::work::register_person(op, &unclaimed)).unwrap().to_string();
    let id = units::Id::from_parts(house.app.now(), house.app.random());
    let link = ticket::invitation(id, house.app.random());
    let (hash, input) = (ticket::hash(&link), InvitationInput { person: Some(record.clone()), grant: None });
    house.write(&platform(), move |op| invitations::make(op, id, &hash, &input)).unwrap();
    let claim = |name: &str, born: &str| {
        let new = NewPerson {
            name: name.into(),
            id_number: Some(number(born)),
            sign_in_name: Some("wang.learner".into()),
            password_hash: Some("$argon2id$".into()),
            ..NewPerson::default()
        };
        let link = link.clone();
        house.write(&Actor::public(), move |op| invitations::accept_as_new(op, &link, &new).map(|id| id.to_string()))
    };
    assert_eq!(refused(claim("王小满", "2001-03-03")), code(Refused::InvitationMismatch));
    assert_eq!(refused(claim("王大满", "2000-03-03")), code(Refused::InvitationMismatch));
    assert_eq!(claim("王小满", "2000-03-03"), Ok(record));
    assert_eq!(refused(claim("王小满", "2000-03-03")), code(Refused::InvitationOver));
}

#[test]
fn acting_for_somebody_lends_one_role_and_is_written_down() {
    let house = House::new();
    let lin = house.person("林若溪", "lin.registrar", "1988-01-01");
    let chen = house.person("陈知行", "chen.registrar", "1985-01-01");
    let role = grant(&house, &platform(), &lin, at_organisation("registrar", SHANGHAI_OPEN)).unwrap().to_string();
    grant(&house, &platform(), &chen, at_organisation("reviewer", JIANGSU_OPEN)).unwrap();
    let input =
        DelegationInput { delegate: "chen.registrar".into(), grant_id: role.clone(), valid_until: day("2026-04-01") };
    let (owner, lent) = (lin.clone(), input.clone());
    let id = house.write(&by(&lin), move |op| delegations::give(op, &owner, &lent)).unwrap().to_string();
    let owner = chen.clone();
    let not_held = house.write(&by(&chen), move |op| {
        delegations::give(op, &owner, &DelegationInput { delegate: "lin.registrar".into(), ..input.clone() })
    });
    assert_eq!(refused(not_held), code(Refused::DelegationNotHeld));

    let acting = Acting { person: lin.clone(), by: id.clone() };
    let lent = |house: &House| house.read(&platform(), |op| sessions::lent(op, &chen, &acting)).unwrap();
    let expected = vec![Grant { role: "registrar".into(), scope: Scope::Organisation(SHANGHAI_OPEN.into()) }];
    assert_eq!(lent(&house), Some(expected));
    let stranger = house.read(&platform(), |op| sessions::lent(op, "prs_stranger", &acting)).unwrap();
    assert_eq!(stranger, None);
    let (owner, given) = (lin.clone(), role);
    house.write(&platform(), move |op| grants::revoke(op, &owner, &given)).unwrap();
    assert_eq!(lent(&house), None, "what is no longer held is no longer lent");
    let owner = lin.clone();
    house.write(&by(&chen), move |op| delegations::end(op, &owner, &id)).unwrap();
}

#[test]
fn a_token_carries_what_it_was_given_and_nothing_after_its_end() {
    let house = House::new();
    let lin = house.person("林若溪", "lin.registrar", "1988-01-01");
    let role = grant(&house, &platform(), &lin, at_organisation("registrar", SHANGHAI_OPEN)).unwrap().to_string();
    grant(&house, &platform(), &lin, at_organisation("reviewer", SHANGHAI_OPEN)).unwrap();
    let issue = |grants: Vec<String>| {
        let id = units::Id::from_parts(house.app.now(), house.app.random());
        let text = ticket::token(lin.parse().unwrap(), id, house.app.random());
        let (owner, hash) = (lin.clone(), ticket::hash(&text));
        let input = TokenInput { name: "同步".into(), grants, valid_until: day("2026-03-10") };
        house.write(&by(&lin), move |op| tokens::issue(op, &owner, id, &hash, &input).map(|_| ())).unwrap();
        (id.to_string(), text)
    };
    let (_, bare) = issue(Vec::new());
    let (id, text) = issue(vec![role.clone()]);
    let bearer = |text: &str| hooks::bearer(&house.app, text).unwrap();
    assert_eq!(bearer(&bare).unwrap().grants, []);
    let actor = bearer(&text).unwrap();
    assert_eq!((actor.id.as_str(), actor.kind, actor.grants.len()), (lin.as_str(), op::ActorKind::Token, 1));
    assert!(bearer(&format!("{text}A")).is_none());
    let owner = lin.clone();
    house.write(&platform(), move |op| grants::revoke(op, &owner, &role)).unwrap();
    assert_eq!(bearer(&text).unwrap().grants, [], "a token holds no more than its owner");
    let owner = lin.clone();
    house.write(&by(&lin), move |op| tokens::revoke(op, &owner, &id)).unwrap();
    assert!(bearer(&text).is_none());
    house.later(10 * 24 * 3600);
    assert!(bearer(&bare).is_none(), "its last day is over");
}
