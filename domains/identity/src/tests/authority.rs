use op::{Grant, Scope};

use super::*;
use crate::model::{Acting, DelegationInput, InvitationInput, TokenInput};
use crate::work::{delegations, grants, invitations, sessions, tokens};
use crate::{hooks, ticket};

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
    let lin = house.person("林若溪", "lin.registrar", "1988-01-01");
    grant(&house, &platform(), &lin, at_organisation("registrar", SHANGHAI_OPEN)).unwrap();
    let record = house.deposited(SHANGHAI_OPEN, "王小满", "2000-03-03");
    house.held_by(JIANGSU_OPEN, &record);
    let invite = |actor: &Actor| {
        let id = units::Id::from_parts(house.app.now(), house.app.random());
        let link = ticket::invitation(id, house.app.random());
        let (hash, input) = (ticket::hash(&link), InvitationInput { person: Some(record.clone()), grant: None });
        house.write(actor, move |op| invitations::make(op, id, &hash, &input)).map(|()| link)
    };
    assert_eq!(invite(&registrar("prs_he", "4233051258")), Err(Error::Missing), "another school's registrar");
    assert_eq!(invite(&officer("prs_qin", "province_officer", "330000")), Err(Error::Missing));
    let link = invite(&registrar(&lin, SHANGHAI_OPEN)).unwrap();
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
    assert_eq!(claim("王小满", "2000-03-03"), Ok(record.clone()));
    assert_eq!(refused(claim("王小满", "2000-03-03")), code(Refused::InvitationOver));

    // Everybody whose record it is is told, and so is the learner: who invited, and that it was claimed.
    for subject in [SHANGHAI_OPEN, JIANGSU_OPEN, record.as_str()] {
        let told = house.read(&platform(), |op| op::journal::timeline(op.conn(), subject, 10, None)).unwrap();
        let claimed = told.iter().find(|entry| entry.action == "identity.record.claim").unwrap();
        assert_eq!(
            (claimed.subject.as_str(), claimed.change["invited_by"].as_str()),
            (record.as_str(), Some(lin.as_str()))
        );
    }
    let own = house.read(&platform(), |op| op::journal::timeline(op.conn(), &record, 10, None)).unwrap();
    assert!(own.iter().any(|entry| entry.action == "identity.invitation.make" && entry.actor == lin), "{own:?}");
    let claims = |actor: &Actor| house.read(actor, crate::work::lookup::claims).unwrap();
    for staff in [registrar("prs_x", SHANGHAI_OPEN), registrar("prs_y", JIANGSU_OPEN)] {
        let seen = claims(&staff);
        assert_eq!(seen.len(), 1);
        assert_eq!((seen[0].person.as_str(), seen[0].invited_by.as_str()), (record.as_str(), lin.as_str()));
    }
    assert!(claims(&registrar("prs_z", "4233051258")).is_empty());
}

#[test]
fn an_invitation_to_a_record_ends_with_its_makers_office() {
    let house = House::new();
    let lin = house.person("林若溪", "lin.registrar", "1988-01-01");
    let role = grant(&house, &platform(), &lin, at_organisation("registrar", SHANGHAI_OPEN)).unwrap().to_string();
    let record = house.deposited(SHANGHAI_OPEN, "王小满", "2000-03-03");
    let id = units::Id::from_parts(house.app.now(), house.app.random());
    let link = ticket::invitation(id, house.app.random());
    let (hash, input) = (ticket::hash(&link), InvitationInput { person: Some(record), grant: None });
    house.write(&registrar(&lin, SHANGHAI_OPEN), move |op| invitations::make(op, id, &hash, &input)).unwrap();
    assert!(house.read(&Actor::public(), |op| invitations::open(op, &link)).is_ok());
    house.write(&platform(), move |op| grants::revoke(op, &lin, &role)).unwrap();
    assert_eq!(refused(house.read(&Actor::public(), |op| invitations::open(op, &link))), code(Refused::InvitationOver));
}

#[test]
fn a_new_account_gives_a_number_or_a_day_of_birth() {
    let house = House::new();
    let id = units::Id::from_parts(house.app.now(), house.app.random());
    let link = ticket::invitation(id, house.app.random());
    let (hash, input) = (ticket::hash(&link), InvitationInput { person: None, grant: None });
    house.write(&platform(), move |op| invitations::make(op, id, &hash, &input)).unwrap();
    let accept = |born: Option<&str>| {
        let new = NewPerson {
            name: "钱小小".into(),
            born: born.map(day),
            sign_in_name: Some("qian.teen".into()),
            password_hash: Some("$argon2id$".into()),
            ..NewPerson::default()
        };
        let link = link.clone();
        house.write(&Actor::public(), move |op| invitations::accept_as_new(op, &link, &new).map(|id| id.to_string()))
    };
    assert_eq!(fault(accept(None)), "identity.field.born_missing");
    assert_eq!(fault(accept(Some("2026-03-02"))), "identity.field.born_unfit");
    let person = accept(Some("2013-06-01")).unwrap();
    let needed = house.read(&platform(), |op| crate::guardian_needed(op, &person, op.today())).unwrap();
    assert!(needed);
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
fn a_lent_role_is_an_office_and_a_ward_is_a_person() {
    let house = House::new();
    let lin = house.person("林若溪", "lin.registrar", "1988-01-01");
    let chen = house.person("陈知行", "chen.registrar", "1985-01-01");
    let child = house.person("赵一苇", "zhao.learner", "2013-06-01");
    house.guardian(&child, &chen, "chen.registrar");
    let role = grant(&house, &platform(), &lin, at_organisation("registrar", SHANGHAI_OPEN)).unwrap().to_string();
    let input = DelegationInput { delegate: "chen.registrar".into(), grant_id: role, valid_until: day("2026-04-01") };
    let owner = lin.clone();
    let id = house.write(&by(&lin), move |op| delegations::give(op, &owner, &input)).unwrap().to_string();
    let acting = |person: &str, by: &str| {
        let session = crate::model::Session {
            session: "ses_x".into(),
            person: chen.clone(),
            token_hash: String::new(),
            device: String::new(),
            started_at: house.app.now(),
            seen_at: house.app.now(),
            expires_at: house.app.now(),
            second_factor_at: None,
            ended_at: None,
            acting: Some(Acting { person: person.into(), by: by.into() }),
        };
        let current = sessions::Current { session, stage: crate::model::Stage::Complete, grants: Vec::new() };
        house.read(&platform(), |op| sessions::actor(op, &current)).unwrap()
    };
    let office = acting(&lin, &id);
    assert_eq!(office.on_behalf, Some(op::OnBehalf::Office(lin.clone())));
    assert!(!office.is_person(&lin) && office.person() == Some(chen.as_str()) && office.grants.len() == 1);
    let ward = acting(&child, sessions::GUARDIAN);
    assert_eq!(ward.on_behalf, Some(op::OnBehalf::Ward(child.clone())));
    assert!(ward.is_person(&child) && ward.grants.is_empty());
    assert_eq!(acting(&lin, sessions::GUARDIAN).on_behalf, None, "nobody is a guardian by saying so");
}

#[test]
fn the_last_administrator_stays_whichever_way_the_others_go() {
    let house = House::new();
    let gu = house.person("顾问渠", "gu.admin", "1980-01-01");
    let bai = house.person("白露", "bai.admin", "1981-01-01");
    let everywhere = || GrantInput {
        role: "admin".into(),
        scope_kind: ScopeKind::Everywhere,
        scope_code: String::new(),
        valid_until: None,
    };
    let first = grant(&house, &platform(), &gu, everywhere()).unwrap().to_string();
    let second = grant(&house, &platform(), &bai, everywhere()).unwrap().to_string();
    let revoke = |person: &str, id: &str| {
        let (person, id) = (person.to_owned(), id.to_owned());
        house.write(&platform(), move |op| grants::revoke(op, &person, &id))
    };
    revoke(&gu, &first).unwrap();
    assert_eq!(refused(revoke(&bai, &second)), code(Refused::LastAdmin));
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
