//! A small ledger driven through the stack: one operation moves an amount between two balances, with two guarded updates,
//! two entries, one journal row and its timeline.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use op::{Actor, App, Permission};

use super::stack;

/// Balances the transfers go between: enough that callers seldom meet on one.
pub const ACCOUNTS: i64 = 1_000;

const SCHEMA: &str = "
CREATE TABLE bench_balance (id BIGINT NOT NULL, amount BIGINT NOT NULL, CONSTRAINT bench_balance_pk PRIMARY KEY (id));
CREATE TABLE bench_entry (id TEXT NOT NULL, balance BIGINT NOT NULL, amount BIGINT NOT NULL,
    CONSTRAINT bench_entry_pk PRIMARY KEY (id, balance));
";

/// Moves an amount unless the balance has too little.
pub const MOVE: &str = "update bench_balance set amount = amount + $2 where id = $1 and amount + $2 >= 0";
/// Records a leg of a transfer.
pub const ENTRY: &str = "insert into bench_entry (id, balance, amount) values ($1, $2, $3)";
/// Opens a balance.
pub const FILL: &str = "insert into bench_balance (id, amount) values ($1, 1000000000)
    on conflict (id) do update set amount = 1000000000";

enum EntryKind {}
impl units::Kind for EntryKind {
    const PREFIX: &'static str = "ent";
}

/// May always: the bench measures the way, not the rule.
struct Transfer(i64);
impl Permission for Transfer {
    fn action(&self) -> &'static str {
        "bench.transfer"
    }
    fn subject(&self) -> String {
        format!("bal_{}", self.0)
    }
    fn allows(&self, _: &Actor) -> bool {
        true
    }
}

/// The two legs of a caller's transfer number `turn`, in the order in which every transfer locks.
pub fn legs(caller: usize, turn: i64) -> [(i64, i64); 2] {
    let from = (caller as i64 * 7 + turn * 13) % ACCOUNTS;
    let to = (from + 1 + turn % (ACCOUNTS - 1)) % ACCOUNTS;
    let mut legs = [(from, -1), (to, 1)];
    legs.sort_unstable();
    legs
}

/// Opens a database with the ledger.
pub fn open(location: &db::Location, folder: &Path) -> App {
    let own = db::Migration { domain: "bench", number: 1, name: "bench", sql: SCHEMA };
    let migrations: Vec<db::Migration> = op::MIGRATIONS.iter().copied().chain([own]).collect();
    let app = stack::app(location, &migrations, folder);
    app.write(&Actor::system("bench"), None, |op| {
        let pen = op.may(&Transfer(0))?;
        for id in 0..ACCOUNTS {
            pen.run(FILL, &[id.into()])?;
        }
        Ok(())
    })
    .expect("balances");
    app
}

fn transfer(op: &op::Op, legs: [(i64, i64); 2]) -> op::Result<()> {
    let pen = op.may(&Transfer(legs[0].0))?;
    let id = op.id::<EntryKind>().to_string();
    for (balance, amount) in legs {
        pen.one(MOVE, &[balance.into(), amount.into()])?;
        pen.run(ENTRY, &[id.as_str().into(), balance.into(), amount.into()])?;
    }
    pen.tell(serde_json::json!({ "from": legs[0].0, "to": legs[1].0, "amount": 1 }));
    Ok(())
}

/// Transfers a second from so many threads, each of which waits for its answer before it asks again.
pub fn waiting(app: &App, callers: usize, time: Duration) -> f64 {
    let done = Arc::new(AtomicU64::new(0));
    let actor = Actor::system("bench");
    let begin = Instant::now();
    std::thread::scope(|scope| {
        for caller in 0..callers {
            let (done, actor) = (done.clone(), &actor);
            scope.spawn(move || {
                let mut turn = 0;
                while begin.elapsed() < time {
                    let legs = legs(caller, turn);
                    app.write(actor, None, move |op| transfer(op, legs)).expect("a transfer");
                    turn += 1;
                    done.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    done.load(Ordering::Relaxed) as f64 / begin.elapsed().as_secs_f64()
}

/// Transfers a second with so many under way at once and no thread waiting for any of them, as the web floor writes.
pub fn submitted(app: &App, callers: usize, time: Duration) -> f64 {
    let actor = Actor::system("bench");
    let (tell, told) = channel();
    let submit = |caller: usize, turn: i64| {
        let (tell, legs) = (tell.clone(), legs(caller, turn));
        let done = move |outcome: op::Result<()>| {
            outcome.expect("a transfer");
            // Nobody listens any more once the time is over.
            let _ = tell.send((caller, turn));
        };
        app.submit(actor.clone(), None, move |op| transfer(op, legs), done);
    };
    let begin = Instant::now();
    (0..callers).for_each(|caller| submit(caller, 0));
    let (mut done, mut under_way) = (0_u64, callers);
    while under_way > 0 {
        let (caller, turn) = told.recv().expect("an answer");
        done += 1;
        match begin.elapsed() < time {
            true => submit(caller, turn + 1),
            false => under_way -= 1,
        }
    }
    done as f64 / begin.elapsed().as_secs_f64()
}
