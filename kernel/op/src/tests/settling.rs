//! Commits whose outcome is unknown, and requests that meet their own twin.

use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use super::*;
use crate::settle::{Asked, Left, Settled, settle};

/// How long a test waits for what must happen; only a broken build waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a test looks whether something happens that must not.
const LOOK: Duration = Duration::from_millis(300);

/// Settles a write whose commit was sent and not answered, as [`App::write`] and [`App::submit`] do.
fn settle_unknown(app: &App, journal: Option<&str>) -> Result<String> {
    let left: Left<String> = Arc::default();
    *left.lock().unwrap() = Some((journal.map(str::to_owned), "the answer".to_owned()));
    match settle(Err(db::Error::OutcomeUnknown), &left, Asked::new(&ann(), None)) {
        Settled::Known(result) => result,
        Settled::Ask(question) => {
            let (tell, told) = sync_channel(1);
            app.db().submit(question.run(), move |found| tell.send(question.conclude(found)).unwrap());
            told.recv_timeout(PATIENCE).unwrap()
        }
    }
}

fn journal_row(tx: &db::Tx, id: &str) -> db::Result<()> {
    assert!(journal::claim(tx, id)?, "{id} is new");
    Ok(())
}

#[test]
fn an_unknown_commit_happened_if_its_journal_row_is_there() {
    for house in [house(), house_on_postgres()] {
        house.app.db().write(|tx| journal_row(tx, "jrn_there")).unwrap();
        assert_eq!(settle_unknown(&house.app, Some("jrn_there")), Ok("the answer".to_owned()));
        assert_eq!(settle_unknown(&house.app, Some("jrn_gone")), Err(Error::Busy));
        assert_eq!(settle_unknown(&house.app, None), Ok("the answer".to_owned()), "nothing was to be written");
        assert_eq!(count(&house.app, "op_journal"), 1, "asking leaves nothing");
        let empty: Left<String> = Arc::default();
        let nothing = settle(Err(db::Error::OutcomeUnknown), &empty, Asked::new(&ann(), None));
        assert!(matches!(nothing, Settled::Known(Err(Error::Busy))));
    }
}

#[test]
fn a_transaction_that_is_still_open_is_waited_for() {
    let house = house_on_postgres();
    for (id, commits, settled) in
        [("jrn_late", true, Ok("the answer".to_owned())), ("jrn_undone", false, Err(Error::Busy))]
    {
        let (open, opened) = channel::<()>();
        let (begun, has_begun) = channel();
        house.app.db().submit(
            move |tx| {
                journal_row(tx, id)?;
                begun.send(()).unwrap();
                opened.recv_timeout(PATIENCE).unwrap();
                if commits { Ok(()) } else { Err(db::Error::caller("undone")) }
            },
            |_| {},
        );
        has_begun.recv_timeout(PATIENCE).unwrap();
        let (tell, told) = channel();
        let app = house.app.clone();
        let asking = std::thread::spawn(move || tell.send(settle_unknown(&app, Some(id))).unwrap());
        assert!(told.recv_timeout(LOOK).is_err(), "{id}: answered while nobody could know");
        open.send(()).unwrap();
        assert_eq!(told.recv_timeout(PATIENCE).unwrap(), settled, "{id}");
        asking.join().unwrap();
    }
}

/// How a verb says no.
type Says = fn() -> Error;

/// Makes a thing, and says no in the given way where its twin was faster.
fn make_or(op: &Op, id: &str, refusal: Option<Says>) -> Result<String> {
    match refusal {
        None => make(op, &op.id::<job::JobKind>().to_string()),
        Some(refusal) => {
            let pen = op.may(&YES)?;
            pen.run("insert into test_thing (id) values ($1)", &[id.into()]).on_constraint("test_thing_pk", refusal)?;
            Ok(op.id::<job::JobKind>().to_string())
        }
    }
}

#[test]
fn twins_on_two_connections_get_one_answer() {
    let house = house_on_postgres();
    let refusals: [(&str, Option<Says>); 3] = [
        ("conflict", Some(|| Error::Conflict(Error::kernel("op.stale")))),
        ("refused", Some(|| Error::Refused(Error::kernel("op.stale")))),
        // Only the kept answer is in the way.
        ("busy", None),
    ];
    for (name, refusal) in refusals {
        let both = Arc::new(Barrier::new(2));
        let ask = |submitted: bool| {
            let (app, both) = (house.app.clone(), both.clone());
            let key = Some(RequestKey { key: name.to_owned(), hash: "h".to_owned() });
            std::thread::spawn(move || {
                let mut first = true;
                let verb = move |op: &Op| {
                    // Both have looked for a kept answer and found none.
                    if std::mem::take(&mut first) {
                        both.wait();
                    }
                    make_or(op, name, refusal)
                };
                if !submitted {
                    return app.write(&ann(), key, verb);
                }
                let (tell, told) = sync_channel(1);
                app.submit(ann(), key, verb, move |outcome| tell.send(outcome).unwrap());
                told.recv_timeout(PATIENCE).unwrap()
            })
        };
        let (one, two) = (ask(false), ask(true));
        let (one, two) = (one.join().unwrap(), two.join().unwrap());
        assert_eq!(one, two, "{name}");
        assert!(one.is_ok(), "{name}: {one:?}");
    }
    assert_eq!(count(&house.app, "op_journal"), 3);
}

#[test]
fn a_refusal_without_a_twin_stays_what_it_is() {
    for house in [house(), house_on_postgres()] {
        let key = Some(RequestKey { key: "k".into(), hash: "h".into() });
        let refused: Result<String> = house.app.write(&ann(), key, |_| Err(Error::Missing));
        assert_eq!(refused, Err(Error::Missing));
    }
}

#[test]
fn what_did_not_happen_for_want_of_time_may_be_sent_again() {
    for error in [db::Error::Busy, db::Error::Deadline, db::Error::Closed] {
        assert_eq!(Error::from(error), Error::Busy);
    }
}
