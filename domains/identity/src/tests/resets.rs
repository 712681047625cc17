use super::*;
use crate::model::DelegationInput;
use crate::work::{delegations, resets};
use crate::{hooks, password, ticket};

fn make(house: &House, actor: &Actor, person: &str) -> Result<String> {
    let id = units::Id::from_parts(house.app.now(), house.app.random());
    let link = ticket::reset(person.parse().unwrap(), id, house.app.random());
    let (person, hash) = (person.to_owned(), ticket::hash(&link));
    house.write(actor, move |op| resets::make(op, &person, id, &hash))?;
    Ok(link)
}

fn finish(house: &House, link: &str) -> Result<()> {
    let (link, phc) = (link.to_owned(), password::hash("a-quite-different-one", [3; 16]).unwrap());
    house.write(&Actor::public(), move |op| resets::finish(op, &link, &phc))
}

fn held(house: &House, person: &str) -> Option<String> {
    house.read(&platform(), |op| crate::store::secrets::password(op.conn(), person)).unwrap()
}

#[test]
fn a_link_sets_one_password_once_and_ends_what_leaned_on_the_old_one() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    let token = cli::issue_token(&house.app, "wang.learner", "同步", 9).unwrap();
    let owner = wang.clone();
    let remember = move |op: &Op| {
        let pen = op.may(&crate::access::Action::Sweep)?;
        crate::store::sessions::remember_device(&pen, &owner, "a browser", op.now())
    };
    house.write(&platform(), remember).unwrap();
    let gu = house.person("顾问渠", "gu.admin", "1980-01-01");
    cli::grant_role(&house.app, "gu.admin", "admin", "everywhere").unwrap();
    let admin = Actor::with_grants(&gu, vec![op::Grant { role: "admin".into(), scope: op::Scope::Everywhere }]);
    let (old, link) = (make(&house, &admin, &wang).unwrap(), make(&house, &admin, &wang).unwrap());
    let before = held(&house, &wang);
    assert_eq!(refused(finish(&house, &old)), code(Refused::ResetOver), "a later link replaces an earlier one");
    assert_eq!(finish(&house, &format!("{}x", &link[..link.len() - 1])), Err(Error::Missing));
    assert_eq!(held(&house, &wang), before);
    house.later(1);
    finish(&house, &link).unwrap();
    assert!(password::verify("a-quite-different-one", held(&house, &wang).as_deref()).unwrap());
    assert!(hooks::bearer(&house.app, &token).unwrap().is_none());
    assert_eq!(house.count("select count(*) from identity_device"), 0);
    assert_eq!(refused(finish(&house, &link)), code(Refused::ResetOver), "once");
    assert!(matches!(make(&house, &admin, &gu), Err(Error::Forbidden(_))), "nobody their own");
    let told = house.read(&platform(), |op| op::journal::timeline(op.conn(), &wang, 10, None)).unwrap();
    let actions: Vec<&str> = told.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions.first(), Some(&"identity.password_reset.use"), "{actions:?}");
    assert!(told.iter().any(|entry| entry.action == "identity.password_reset.make" && entry.actor == gu), "{told:?}");
}

#[test]
fn a_link_reaches_no_office_that_was_lent_to_its_person() {
    let house = House::new();
    let qin = house.person("秦立", "qin.officer", "1979-01-01");
    let wang = house.person("王小满", "wang.registrar", "1990-03-03");
    cli::grant_role(&house.app, "wang.registrar", "registrar", SHANGHAI_OPEN).unwrap();
    let granted = cli::grant_role(&house.app, "qin.officer", "province_officer", "310000").unwrap().to_string();
    let bank = officer("prs_ye", "bank_officer", "310000");
    make(&house, &bank, &wang).unwrap();
    let input = DelegationInput {
        delegate: "wang.registrar".into(),
        grant_id: granted,
        valid_until: house.app.now().plus_seconds(9 * 24 * 3600).day_in_shanghai(),
    };
    let owner = qin.clone();
    house.write(&officer(&qin, "province_officer", "310000"), move |op| delegations::give(op, &owner, &input)).unwrap();
    assert!(make(&house, &bank, &wang).is_err(), "a bank officer could not have granted what was lent");
}

#[test]
fn a_new_password_ends_a_link_that_was_open() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    house.held_by(SHANGHAI_OPEN, &wang);
    let link = make(&house, &officer("prs_ye", "bank_officer", "310000"), &wang).unwrap();
    cli::set_password(&house.app, "wang.learner", "another-good-password").unwrap();
    assert_eq!(refused(finish(&house, &link)), code(Refused::ResetOver));
}

#[test]
fn a_link_ends_with_its_day_and_with_its_makers_office() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    house.held_by(SHANGHAI_OPEN, &wang);
    let qin = house.person("秦立", "qin.officer", "1979-01-01");
    let granted = cli::grant_role(&house.app, "qin.officer", "province_officer", "310000").unwrap().to_string();
    let maker = officer(&qin, "province_officer", "310000");
    let late = make(&house, &maker, &wang).unwrap();
    house.later(24 * 3600);
    assert_eq!(refused(finish(&house, &late)), code(Refused::ResetOver));
    let orphaned = make(&house, &maker, &wang).unwrap();
    house.write(&platform(), move |op| crate::work::revoke(op, &qin, &granted)).unwrap();
    assert_eq!(refused(finish(&house, &orphaned)), code(Refused::ResetOver));
}

#[test]
fn an_officer_resets_no_account_of_another_region_or_above_them() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    house.held_by(SHANGHAI_OPEN, &wang);
    let gu = house.person("顾问渠", "gu.admin", "1980-01-01");
    cli::grant_role(&house.app, "gu.admin", "admin", "everywhere").unwrap();
    assert!(make(&house, &officer("prs_ye", "bank_officer", "310000"), &wang).is_ok());
    assert_eq!(make(&house, &officer("prs_qin", "province_officer", "320000"), &wang), Err(Error::Missing));
    assert_eq!(make(&house, &registrar("prs_lin", SHANGHAI_OPEN), &wang), Err(Error::Missing));
    assert_eq!(make(&house, &officer("prs_ye", "bank_officer", "310000"), &gu), Err(Error::Missing));
    assert_eq!(
        make(&house, &by(&wang), &wang),
        Err(Error::Missing),
        "nobody their own: for that there is the old password"
    );
}
