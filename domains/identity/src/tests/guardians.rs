use super::*;
use crate::model::{Acting, ConsentInput};
use crate::work::{consents, guardians, sessions};

fn input() -> ConsentInput {
    ConsentInput {
        organisation: JIANGSU_OPEN.into(),
        purpose: "conversion".into(),
        what: vec!["outcomes".into()],
        until: day("2026-12-31"),
    }
}

fn answer(house: &House, actor: &Actor, child: &str, guardian: &str, attested: bool) -> Result<()> {
    let (child, guardian) = (child.to_owned(), guardian.to_owned());
    house.write(actor, move |op| guardians::answer(op, &child, &guardian, attested))
}

#[test]
fn a_guardian_counts_once_a_school_that_has_the_record_attests() {
    let house = House::new();
    let child = house.person("赵一苇", "zhao.learner", "2013-06-01");
    let friend = house.person("成年的朋友", "grown.friend", "1999-06-01");
    house.held_by(SHANGHAI_OPEN, &child);
    let learner = child.clone();
    house.write(&by(&child), move |op| guardians::name(op, &learner, "grown.friend", "sibling")).unwrap();
    let (learner, asked) = (child.clone(), input());
    let given = house.write(&by(&child), move |op| consents::give(op, &learner, &asked)).unwrap();
    let shanghai = registrar("prs_lin", SHANGHAI_OPEN);
    assert_eq!(
        refused(answer(&house, &shanghai, &child, &friend, true)),
        code(Refused::GuardianEnded),
        "not confirmed yet"
    );
    let learner = child.clone();
    house.write(&by(&friend), move |op| guardians::confirm(op, &learner)).unwrap();
    let agree = || {
        let (learner, consent) = (child.clone(), given.consent.to_string());
        house.write(&by(&friend), move |op| consents::answer(op, &learner, &consent, true))
    };
    assert_eq!(agree(), Err(Error::Missing), "any adult account is not yet a guardian");
    let acting = Acting { person: child.clone(), by: sessions::GUARDIAN.into() };
    let lent = || house.read(&platform(), |op| sessions::lent(op, &friend, &acting)).unwrap();
    assert_eq!(lent(), None);

    let waiting = |actor: &Actor| house.read(actor, guardians::waiting).unwrap().len();
    assert_eq!(waiting(&shanghai), 1);
    assert_eq!(waiting(&officer("prs_ye", "bank_officer", "310000")), 1);
    assert_eq!(waiting(&registrar("prs_chen", JIANGSU_OPEN)), 0, "another school does not know the child");
    assert_eq!(answer(&house, &registrar("prs_chen", JIANGSU_OPEN), &child, &friend, true), Err(Error::Missing));
    assert_eq!(answer(&house, &by(&friend), &child, &friend, true), Err(Error::Missing));
    let both = Actor { id: friend.clone(), ..shanghai.clone() };
    assert_eq!(refused(answer(&house, &both, &child, &friend, true)), code(Refused::GuardianAttestSelf));
    answer(&house, &shanghai, &child, &friend, true).unwrap();
    assert_eq!(waiting(&shanghai), 0);
    assert!(lent().is_some());
    agree().unwrap();
}

#[test]
fn a_false_guardian_is_declined() {
    let house = House::new();
    let child = house.person("赵一苇", "zhao.learner", "2013-06-01");
    let friend = house.person("成年的朋友", "grown.friend", "1999-06-01");
    house.held_by(SHANGHAI_OPEN, &child);
    let learner = child.clone();
    house.write(&by(&child), move |op| guardians::name(op, &learner, "grown.friend", "sibling")).unwrap();
    let learner = child.clone();
    house.write(&by(&friend), move |op| guardians::confirm(op, &learner)).unwrap();
    let shanghai = registrar("prs_lin", SHANGHAI_OPEN);
    answer(&house, &shanghai, &child, &friend, false).unwrap();
    assert_eq!(refused(answer(&house, &shanghai, &child, &friend, true)), code(Refused::GuardianEnded));
    let named = child.clone();
    house.write(&by(&child), move |op| guardians::name(op, &named, "grown.friend", "sibling")).unwrap();
    let attested = house.count("select count(*) from identity_guardian where attested_at is not null");
    assert_eq!(attested, 0, "named again it begins anew");
}

#[test]
fn an_attested_guardian_is_not_declined_by_another_school() {
    let house = House::new();
    let child = house.person("赵一苇", "zhao.learner", "2013-06-01");
    let mother = house.person("赵母", "zhao.mother", "1985-06-01");
    house.guardian(&child, &mother, "zhao.mother");
    house.held_by(JIANGSU_OPEN, &child);
    let jiangsu = registrar("prs_chen", JIANGSU_OPEN);
    assert_eq!(refused(answer(&house, &jiangsu, &child, &mother, false)), code(Refused::GuardianEnded));
    assert_eq!(house.count("select count(*) from identity_guardian where ended_at is null"), 1);
}

#[test]
fn a_guardian_stands_for_the_ward_until_the_ward_is_of_age() {
    let house = House::new();
    let child = house.person("赵一苇", "zhao.learner", "2008-03-03");
    let mother = house.person("赵母", "zhao.mother", "1985-06-01");
    house.guardian(&child, &mother, "zhao.mother");
    let acting = Acting { person: child.clone(), by: sessions::GUARDIAN.into() };
    let lent = || house.read(&platform(), |op| sessions::lent(op, &mother, &acting)).unwrap();
    let wards = || house.read(&by(&mother), |op| guardians::wards(op, &mother)).unwrap();
    let view = || house.read(&by(&mother), |op| consents::list(op, &child, None, 10)).map(|rows| rows.len());
    assert!(lent().is_some() && wards() == [child.clone()] && view().is_ok(), "a day before");
    house.later(3 * 24 * 3600);
    assert_eq!((lent(), wards(), view()), (None, vec![], Err(Error::Missing)), "eighteen");
}

#[test]
fn of_unknown_age_nobody_consents_before_the_day_of_birth_is_given() {
    let house = House::new();
    let new = NewPerson { name: "孙某".into(), sign_in_name: Some("sun.learner".into()), ..NewPerson::default() };
    let sun = cli::add_user(&house.app, new, PASSWORD).unwrap().to_string();
    let needed = house.read(&platform(), |op| crate::guardian_needed(op, &sun, op.today())).unwrap();
    assert!(needed);
    let give = || {
        let (learner, asked) = (sun.clone(), input());
        house.write(&by(&sun), move |op| consents::give(op, &learner, &asked))
    };
    assert_eq!(refused(give()), code(Refused::BornUnknown));
    house.person("赵母", "zhao.mother", "1985-06-01");
    let learner = sun.clone();
    let named = house.write(&by(&sun), move |op| guardians::name(op, &learner, "zhao.mother", "parent"));
    assert_eq!(refused(named), code(Refused::BornUnknown));
    let born = |born: &str| {
        let (person, born) = (sun.clone(), day(born));
        house.write(&by(&sun), move |op| crate::work::account::give_born(op, &person, born))
    };
    assert_eq!(fault(born("2030-01-01")), "identity.field.born_unfit");
    born("2013-06-01").unwrap();
    assert_eq!(refused(born("1990-06-01")), code(Refused::BornKnown), "once");
    assert!(give().unwrap().waits_for_guardian);
    let report = cli::privacy_report(&house.app, 2026).unwrap();
    assert_eq!((report.people_of_unknown_age, report.children.people), (0, 1), "and is counted among the children");
}
