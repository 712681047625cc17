//! Jobs whose work another domain refuses: they wait for a person, are tried again, and are neither lost nor done twice.

use std::sync::atomic::Ordering;

use serde_json::json;
use units::{Fault, Refusal};

use super::*;

/// The room that takes things in: it refuses what it does not know, and counts what it took.
fn receive(op: &Op, thing: &str, known: bool) -> Result<String> {
    let pen = op.may(&YES)?;
    if !known {
        return Err(Error::Invalid(vec![Fault::new("region", "test.region.unknown").with("code", "999999")]));
    }
    pen.run("insert into test_thing (id) values ($1)", &[thing.into()])?;
    Ok(thing.to_owned())
}

/// Hands over `thing`; the receiver knows its region once the fault is mended.
pub(super) fn hand_over(app: &App, body: &serde_json::Value, lease: &Lease) -> Result<()> {
    let thing = body["thing"].as_str().unwrap_or_default().to_owned();
    lease.concerns(body["about"].as_str().unwrap_or("thg"), "");
    let mended = app.read(&ann(), |op| {
        Ok(op.conn().row("select id from test_thing where id = 'mended'", &[], |row| row.text(0))?.is_some())
    })?;
    for (step, known) in [("first", true), ("second", mended)] {
        let (key, name) = (format!("{}.{step}", lease.id()), format!("{thing}.{step}"));
        let key = RequestKey { key, hash: String::new() };
        match app.write(&Actor::system("test"), Some(key), move |op| receive(op, &name, known)) {
            Ok(_) => {}
            Err(refused) => lease.refuse(step, refused)?,
        }
    }
    Ok(())
}

fn begin(house: &House, thing: &'static str) {
    let body = json!({ "thing": thing });
    house.app.write(&ann(), None, move |op| op.may(&YES)?.job("test.hand", &body, op.now())).unwrap();
    house.clock.fetch_add(1_000, Ordering::SeqCst);
}

fn mend(house: &House) {
    house.app.write(&ann(), None, |op| receive(op, "mended", true)).unwrap();
}

fn again(house: &House, id: &str) {
    let id = id.to_owned();
    house.app.write(&ann(), None, move |op| op.may(&YES)?.again(&id)).unwrap();
}

fn waiting(house: &House) -> Vec<refused::RefusedJob> {
    house.app.read(&ann(), |op| refused::all(op.conn(), 10)).unwrap()
}

fn things(house: &House) -> Vec<String> {
    let read = |op: &Op| Ok(op.conn().rows("select id from test_thing order by id", &[], |row| row.text(0))?);
    house.app.read(&ann(), read).unwrap()
}

#[test]
fn what_is_refused_waits_says_why_and_ends_when_it_is_taken() {
    for house in [house(), house_on_postgres()] {
        begin(&house, "a");
        assert_eq!(house.app.run_jobs().unwrap(), 1);
        house.clock.fetch_add(3600 * 1_000_000, Ordering::SeqCst);
        assert_eq!(house.app.run_jobs().unwrap(), 0, "it waits for a person, whatever time goes by");
        let open = house.app.read(&ann(), |op| job::waiting(op.conn(), 9)).unwrap();
        assert_eq!((open.len(), open[0].state.as_str(), open[0].refused), (1, "failed", true));
        let all = waiting(&house);
        let reason = &all[0].refusals.reasons[0];
        assert_eq!((all.len(), all[0].again, all[0].subject.as_str()), (1, false, "thg"));
        assert_eq!((reason.step.as_str(), reason.field.as_str()), ("second", "region"));
        assert_eq!((reason.code.as_str(), reason.args["code"].as_str()), ("test.region.unknown", "999999"));
        let found = |subject: &str| house.app.read(&ann(), |op| refused::about(op.conn(), subject, 9)).unwrap().len();
        assert_eq!((found("thg"), found("other")), (1, 0));
        again(&house, &all[0].id);
        assert!(waiting(&house)[0].again, "it is being tried");
        again(&house, &all[0].id);
        assert_eq!(house.app.run_jobs().unwrap(), 1, "asking twice tries once");
        assert!(!waiting(&house)[0].again, "nothing was mended");
        mend(&house);
        again(&house, &all[0].id);
        house.app.run_jobs().unwrap();
        assert!(waiting(&house).is_empty());
        again(&house, &all[0].id);
        assert_eq!(house.app.run_jobs().unwrap(), 0, "it was taken");
        assert_eq!(things(&house), ["a.first", "a.second", "mended"], "each once");
    }
}

#[test]
fn a_worker_that_dies_on_the_way_loses_nothing_and_does_nothing_twice() {
    let house = house();
    let die = |house: &House| {
        let (now, stop) = (house.app.now(), std::sync::atomic::AtomicBool::new(false));
        let claimed = house.app.db().write(move |tx| job::claim(tx, now)).unwrap().unwrap();
        // All steps are done, and the worker dies before it can say so.
        hand_over(&house.app, &claimed.body, &Lease::new(&house.app, &claimed, now, &stop)).unwrap();
        assert_eq!(house.app.run_jobs().unwrap(), 0, "the lease holds");
        house.clock.fetch_add((job::LEASE_SECONDS + 1) * 1_000_000, Ordering::SeqCst);
    };
    begin(&house, "a");
    die(&house);
    assert!(waiting(&house).is_empty(), "nobody said yet that it was refused");
    house.app.run_jobs().unwrap();
    let id = waiting(&house)[0].id.clone();
    mend(&house);
    again(&house, &id);
    die(&house);
    assert_eq!(waiting(&house).len(), 1, "nobody said yet that it was taken");
    house.app.run_jobs().unwrap();
    assert!(waiting(&house).is_empty());
    assert_eq!(things(&house), ["a.first", "a.second", "mended"], "each once");
}

#[test]
fn a_later_job_about_the_same_takes_the_place_of_what_was_refused() {
    let house = house();
    for thing in ["a", "b"] {
        begin(&house, thing);
        house.app.run_jobs().unwrap();
        let all = waiting(&house);
        assert_eq!((all.len(), all[0].body["thing"].as_str()), (1, Some(thing)), "the later one stands");
    }
    mend(&house);
    begin(&house, "c");
    house.app.run_jobs().unwrap();
    assert!(waiting(&house).is_empty(), "the same was taken since");
}

#[test]
fn a_job_that_waits_is_known_by_what_it_was_told() {
    let house = house();
    let open = |thing: &str| {
        let body = json!({ "thing": thing });
        house.app.read(&ann(), |op| job::is_open(op.conn(), "test.hand", &body)).unwrap()
    };
    begin(&house, "a");
    assert!(open("a") && !open("b"));
    house.app.run_jobs().unwrap();
    assert!(open("a"), "it was refused and waits");
    mend(&house);
    again(&house, &waiting(&house)[0].id);
    house.app.run_jobs().unwrap();
    assert!(!open("a"));
}

#[test]
fn reasons_are_bounded_and_what_is_no_refusal_fails_the_job() {
    let mut kept = refused::Refusals::default();
    let faults =
        (0..refused::REASONS_MAX + 5).map(|at| Fault::new(at.to_string(), "test.odd").with("what", "长".repeat(999)));
    kept.take("one", Error::Invalid(faults.collect())).unwrap();
    kept.take("two", Error::Conflict(Refusal::new("test.late"))).unwrap();
    assert_eq!((kept.reasons.len(), kept.more), (refused::REASONS_MAX, 6));
    assert!(kept.reasons.iter().all(|reason| reason.args["what"].chars().count() == 301));
    for error in [Error::Busy, Error::bug("odd"), Error::Unknown] {
        assert_eq!(refused::Refusals::default().take("one", error.clone()), Err(error));
    }
    let mut gone = refused::Refusals::default();
    gone.take("one", Error::Missing).unwrap();
    assert_eq!(gone.reasons[0].code, "op.missing");
}
