use super::*;
use crate::consent;
use crate::model::ConsentInput;
use crate::privacy;
use crate::work::{consents, guardians};

fn input(organisation: &str) -> ConsentInput {
    ConsentInput {
        organisation: organisation.into(),
        purpose: "conversion".into(),
        what: vec!["outcomes".into()],
        until: day("2026-12-31"),
    }
}

fn give(house: &House, actor: &Actor, learner: &str) -> Result<consents::Given> {
    let learner = learner.to_owned();
    house.write(actor, move |op| consents::give(op, &learner, &input(JIANGSU_OPEN)))
}

fn allowed(house: &House, learner: &str) -> bool {
    let asked =
        |op: &Op| consent::allows(op.conn(), learner, JIANGSU_OPEN, consent::CONVERSION, consent::OUTCOMES, op.now());
    house.read(&platform(), asked).unwrap().is_some()
}

/// Another domain's verb that reads the learner's data.
fn read(house: &House, learner: &str) -> bool {
    let learner = learner.to_owned();
    house
        .write(&platform(), move |op| {
            let pen = op.may(&crate::access::Action::Sweep)?;
            consent::record_read(op, &pen, &learner, JIANGSU_OPEN, consent::CONVERSION, consent::OUTCOMES)
        })
        .unwrap()
}

#[test]
fn nothing_is_read_without_consent_and_withdrawal_is_at_once() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    assert!(!allowed(&house, &wang));
    assert!(!read(&house, &wang));
    let given = give(&house, &by(&wang), &wang).unwrap();
    assert!(!given.waits_for_guardian && allowed(&house, &wang) && read(&house, &wang));
    let elsewhere = house
        .read(&platform(), |op| {
            consent::allows(op.conn(), &wang, SHANGHAI_OPEN, consent::CONVERSION, consent::OUTCOMES, op.now())
        })
        .unwrap();
    assert_eq!(elsewhere, None);
    let item = |what| {
        house.read(&platform(), |op| consent::allows(op.conn(), &wang, JIANGSU_OPEN, "conversion", what, op.now()))
    };
    assert_eq!(item(consent::OUTCOMES).unwrap(), Some(given.consent));
    assert_eq!(item(consent::PASSBOOK).unwrap(), None);
    let (learner, id) = (wang.clone(), given.consent.to_string());
    house.write(&by(&wang), move |op| consents::withdraw(op, &learner, &id)).unwrap();
    assert!(!allowed(&house, &wang));
    assert!(!read(&house, &wang));
    let reads = house.read(&by(&wang), |op| consents::reads(op, &wang, None, 10)).unwrap();
    let outcomes: Vec<&str> = reads.iter().map(|read| read.outcome.as_str()).collect();
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == "refused").count(), 2);
    assert_eq!(outcomes.len(), 3, "the learner sees every read and every refusal");
}

#[test]
fn a_consent_ends_with_its_last_day() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    give(&house, &by(&wang), &wang).unwrap();
    house.later((day("2027-01-01").start_in_shanghai().seconds()) - house.app.now().seconds() - 1);
    assert!(allowed(&house, &wang));
    house.later(1);
    assert!(!allowed(&house, &wang));
}

#[test]
fn nobody_else_gives_or_sees_a_learners_consents() {
    let house = House::new();
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    let li = house.person("李嘉禾", "li.learner", "2001-01-01");
    assert_eq!(give(&house, &by(&li), &wang), Err(Error::Missing));
    assert_eq!(give(&house, &Actor::public(), &wang), Err(Error::Unknown));
    assert!(house.read(&by(&li), |op| consents::list(op, &wang, None, 10)).is_err());
    let unknown = {
        let learner = wang.clone();
        house.write(&by(&wang), move |op| consents::give(op, &learner, &input("4299999999")))
    };
    assert_eq!(fault(unknown), "identity.consent.organisation_unknown");
}

#[test]
fn a_childs_consent_waits_for_the_guardian() {
    let house = House::new();
    let child = house.person("赵一苇", "zhao.learner", "2013-06-01");
    let mother = house.person("赵母", "zhao.mother", "1985-06-01");
    let teen = house.person("钱小小", "qian.teen", "2010-06-01");
    let given = give(&house, &by(&child), &child).unwrap();
    assert!(given.waits_for_guardian && !allowed(&house, &child));
    assert!(!give(&house, &by(&teen), &teen).unwrap().waits_for_guardian);

    let name = |by_whom: &Actor, learner: &str, guardian: &'static str| {
        let learner = learner.to_owned();
        house.write(by_whom, move |op| guardians::name(op, &learner, guardian, "parent"))
    };
    assert_eq!(refused(name(&by(&child), &child, "qian.teen")), code(Refused::GuardianNotAdult));
    assert_eq!(refused(name(&by(&child), &child, "zhao.learner")), code(Refused::GuardianSelf));
    assert_eq!(refused(name(&by(&mother), &mother, "zhao.learner")), code(Refused::GuardianNotNeeded));
    name(&by(&child), &child, "zhao.mother").unwrap();
    assert_eq!(refused(name(&by(&child), &child, "zhao.mother")), code(Refused::GuardianExists));

    let agree = |actor: &Actor, consent: String, agreed: bool| {
        let learner = child.clone();
        house.write(actor, move |op| consents::answer(op, &learner, &consent, agreed))
    };
    let first = given.consent.to_string();
    assert_eq!(agree(&by(&mother), first.clone(), true), Err(Error::Missing), "named is not confirmed");
    let learner = child.clone();
    house.write(&by(&mother), move |op| guardians::confirm(op, &learner)).unwrap();
    assert_eq!(agree(&by(&mother), first.clone(), true), Err(Error::Missing), "confirmed is not attested");
    house.held_by(SHANGHAI_OPEN, &child);
    let (learner, guardian) = (child.clone(), mother.clone());
    let attested = move |op: &Op| guardians::answer(op, &learner, &guardian, true);
    house.write(&registrar("prs_lin", SHANGHAI_OPEN), attested).unwrap();
    assert_eq!(agree(&by(&child), first.clone(), true), Err(Error::Missing), "a child does not agree for itself");
    agree(&by(&mother), first.clone(), true).unwrap();
    assert!(allowed(&house, &child));
    assert_eq!(refused(agree(&by(&mother), first, false)), code(Refused::ConsentNotWaiting));

    let second = give(&house, &by(&child), &child).unwrap().consent.to_string();
    agree(&by(&mother), second, false).unwrap();
    assert!(!give(&house, &by(&mother), &child).unwrap().waits_for_guardian, "given by the guardian it is agreed to");
    let (learner, guardian) = (child.clone(), mother.clone());
    let alone = house.write(&by(&child), move |op| guardians::end(op, &learner, &guardian));
    assert!(alone.is_err(), "a child does not dismiss its guardian: {alone:?}");
}

#[test]
fn the_yearly_figures_count_the_two_groups_apart() {
    let house = House::new();
    let child = house.person("赵一苇", "zhao.learner", "2013-06-01");
    let teen = house.person("钱小小", "qian.teen", "2010-06-01");
    // Turns 14 during the year: counted where the first day of handling found it.
    house.person("孙一", "sun.turning", "2012-08-01");
    let wang = house.person("王小满", "wang.learner", "2000-03-03");
    let nobody = NewPerson { name: "无日期".into(), ..NewPerson::default() };
    house.write(&platform(), move |op| crate::work::register_person(op, &nobody).map(|_| ())).unwrap();
    give(&house, &by(&child), &child).unwrap();
    let given = give(&house, &by(&teen), &teen).unwrap().consent.to_string();
    give(&house, &by(&wang), &wang).unwrap();
    read(&house, &teen);
    read(&house, &child);
    let learner = teen.clone();
    house.write(&by(&teen), move |op| consents::withdraw(op, &learner, &given)).unwrap();
    let report = cli::privacy_report(&house.app, 2026).unwrap();
    assert_eq!((report.people, report.people_of_unknown_age), (5, 1));
    assert_eq!(
        report.children,
        privacy::GroupFigures { people: 2, consents: 1, read_refusals: 1, ..Default::default() }
    );
    assert_eq!(
        report.youths,
        privacy::GroupFigures { people: 1, consents: 1, withdrawals: 1, reads: 1, ..Default::default() }
    );
    assert_eq!(cli::privacy_report(&house.app, 2025).unwrap().people, 0);
    assert_eq!(fault(cli::privacy_report(&house.app, 2027)), "identity.privacy.year_unfit");
    let refused = house.read(&by(&wang), |op| privacy::report(op, 2026));
    assert!(matches!(refused, Err(Error::Forbidden(_))));
}
