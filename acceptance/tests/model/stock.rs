//! Stock and points where many want the last pieces at once: sold never more than there is, nothing twice, nothing lost,
//! whatever moment the server dies at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use acceptance::cast::{self, Person};
use acceptance::files::{self, Grade};
use acceptance::server::{Engine, Server};
use acceptance::visitor::{Visitor, encode};
use incentive::model::{
    Achieved, Achievement, AtRevision, Basis, Class, Item, ItemInput, NewOrder, SchemeInput, StepInput, StockInput,
};
use incentive::work;
use op::{Actor, App, Error, Grant, RequestKey, Scope};
use serde_json::{Value, json};

use super::play::Dice;
use crate::http::deposit;
use crate::http::identity::seconds_now;
use crate::http::incentive::{available, offered, points_balance, stock};

/// Learners who want the last pieces.
const LEARNERS: usize = 400;
/// Pieces there are for them.
const PIECES: i64 = 37;
/// Points each of them has, and what a piece costs.
const PRICE: i64 = 60;
/// Clients that ask at once.
const CLIENTS: usize = 16;
/// Requests of the run through crashes.
const REQUESTS: usize = 400;
/// How often the server is killed while it takes orders.
const KILLS: usize = 6;

/// The domain on a database of its own, without a server in front.
struct Bank {
    app: App,
    _folder: tempfile::TempDir,
}

struct NoFiles;
impl op::Files for NoFiles {
    fn put(&self, _: &str, _: &std::path::Path) -> op::Result<()> {
        Err(Error::Missing)
    }
    fn open(&self, _: &str) -> op::Result<Box<dyn std::io::Read + Send>> {
        Err(Error::Missing)
    }
    fn remove_older(&self, _: &str, _: units::Instant) -> op::Result<bool> {
        Ok(false)
    }
    fn list(&self) -> op::Result<Vec<(String, units::Instant)>> {
        Ok(Vec::new())
    }
}

impl Bank {
    fn new(engine: Engine) -> Bank {
        let folder = tempfile::tempdir().unwrap();
        let location = match engine {
            Engine::Sqlite => db::Location::Sqlite(folder.path().join("stock.db")),
            Engine::Postgres => db::Location::parse(&acceptance::postgres::cluster().database()).unwrap(),
        };
        let db = db::Db::open(&location, db::Settings::default()).unwrap();
        let mut migrations = op::MIGRATIONS.to_vec();
        for domain in [&directory::DOMAIN, &identity::DOMAIN, &incentive::DOMAIN] {
            migrations.extend_from_slice(domain.migrations);
        }
        db.migrate(&migrations).unwrap();
        let (ticks, drawn) = (AtomicU64::new(seconds_now() * 1_000_000), AtomicU64::new(1));
        let app = App::new(op::Settings {
            db,
            files: Arc::new(NoFiles),
            clock: Arc::new(move || units::Instant::from_micros(ticks.fetch_add(1, Ordering::SeqCst) as i64)),
            random: Arc::new(move |buffer| {
                // Spread over all bytes, so that codes and ids differ from their first digits on.
                let seed = drawn.fetch_add(1, Ordering::SeqCst).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                buffer.iter_mut().enumerate().for_each(|(at, byte)| *byte = seed.rotate_left(at as u32 * 8) as u8);
            }),
            keys: op::Keys { current: op::Key { id: 1, bytes: [7; 32] }, older: Vec::new(), index: [9; 32] },
            jobs: incentive::DOMAIN.jobs.iter().collect(),
            reactions: Vec::new(),
            temp: folder.path().to_owned(),
        });
        app.write(&Actor::system("test"), None, |op| directory::seed(op).map(|_| ())).unwrap();
        Bank { app, _folder: folder }
    }

    fn staff(&self, name: &str, role: &str) -> Actor {
        let scope = Scope::Organisation(cast::SHANGHAI.into());
        Actor::with_grants(name, vec![Grant { role: role.into(), scope }])
    }

    /// A scheme in force, learners with points, and an item with its pieces.
    fn prepared(&self) -> Item {
        let (lin, xu) = (self.staff("prs_lin", "registrar"), self.staff("prs_xu", "reviewer"));
        let content = SchemeInput {
            authority: cast::SHANGHAI.into(),
            name: "学习有积分".into(),
            name_en: String::new(),
            class: Class::Any,
            basis: Basis::Hour,
            points: 1,
            hours_per_credit: None,
            year_max: None,
            months: Some(12),
            valid_from: units::Day::parse("2020-01-01").unwrap(),
            valid_to: None,
            note: String::new(),
        };
        let at = |version, revision| StepInput { version, revision, reason: String::new() };
        let drafted = self.app.write(&lin, None, move |op| work::scheme::draft(op, &content)).unwrap();
        let id = drafted.id.clone();
        let sent = self.app.write(&lin, None, move |op| work::scheme::submit(op, &id, &at(1, 1))).unwrap();
        self.app.write(&xu, None, move |op| work::scheme::publish(op, &sent.id, &at(1, sent.revision))).unwrap();
        // In two halves, so that an order takes from more than one lot.
        for half in 0..2 {
            let outcomes = (0..LEARNERS).map(|at| achievement(at, half)).collect();
            let told = Achieved { institution: cast::SHANGHAI.into(), at: self.app.now(), outcomes };
            self.app.write(&Actor::system("jobs"), None, move |op| work::earning::earn(op, &told)).unwrap();
        }
        let content = ItemInput {
            provider: cast::SHANGHAI.into(),
            kind: "book".into(),
            name: "最后几件".into(),
            name_en: String::new(),
            description: "一本书".into(),
            description_en: String::new(),
            counter: "图书馆".into(),
            price: PRICE,
            learner_max: Some(1),
            open_from: units::Day::parse("2020-01-01").unwrap(),
            open_to: None,
            region: String::new(),
            collect_days: 7,
        };
        let item = self.app.write(&lin, None, move |op| work::item::draft(op, &content)).unwrap();
        let (id, first) = (item.id.clone(), StockInput { change: PIECES, reason: "到货".into() });
        self.app.write(&lin, None, move |op| work::item::supply(op, &id, &first)).unwrap();
        let at = AtRevision { revision: item.revision, reason: String::new() };
        self.app.write(&lin, None, move |op| work::item::publish(op, &item.id, &at)).unwrap()
    }

    /// Orders until the platform is not busy; twice with the same key, as a nervous finger does.
    fn order(&self, learner: usize, item: &Item) -> Option<String> {
        let actor = Actor::with_grants(&format!("prs_{learner:04}"), Vec::new());
        let wanted = NewOrder { item: item.id.clone(), price: item.content.price };
        let mut said = BTreeSet::new();
        for _ in 0..2 {
            let outcome = loop {
                let (wanted, key) = (wanted.clone(), format!("order-{learner}"));
                let key = RequestKey { key, hash: "the same".into() };
                match self.app.write(&actor, Some(key), move |op| work::order::place(op, &wanted)) {
                    Err(Error::Busy) => {}
                    other => break other,
                }
            };
            match outcome {
                Ok(order) => said.insert(Some(order.id)),
                Err(Error::Refused(refusal)) if refusal.code == "incentive.order.sold_out" => said.insert(None),
                Err(other) => panic!("{learner}: {other:?}"),
            };
        }
        // Sold out at first, one may come free before the second try; an order, once placed, is the answer for good.
        assert!(said.iter().flatten().count() <= 1, "{learner}: {said:?}");
        said.into_iter().flatten().next()
    }

    fn holds(&self) {
        let proof = incentive::cli::verify(&self.app, |_| {}).unwrap();
        assert!(proof.holds(), "{proof:?}");
    }
}

fn achievement(learner: usize, half: usize) -> Achievement {
    Achievement {
        learner: format!("prs_{learner:04}"),
        outcome: format!("out_{learner}_{half}"),
        class: Class::Course,
        name: "课程".into(),
        hours_hundredths: Some(PRICE / 2 * 100),
        credit: units::Credit::ZERO,
    }
}

fn the_last_pieces(engine: Engine) {
    let bank = Bank::new(engine);
    let item = bank.prepared();
    let sold: Vec<String> = std::thread::scope(|scope| {
        let client = |first: usize| {
            let (bank, item) = (&bank, &item);
            move || (first..LEARNERS).step_by(CLIENTS).filter_map(|one| bank.order(one, item)).collect::<Vec<_>>()
        };
        let clients: Vec<_> = (0..CLIENTS).map(|first| scope.spawn(client(first))).collect();
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    });
    assert_eq!(sold.len() as i64, PIECES, "every piece was sold, and none twice");
    assert_eq!(sold.iter().collect::<BTreeSet<_>>().len(), sold.len());
    bank.holds();
    // Half of the orders are taken back while the others who went away with nothing try again.
    let (back, kept) = sold.split_at(sold.len() / 2);
    let owner = |id: &String| {
        let lin = bank.staff("prs_lin", "registrar");
        bank.app.read(&lin, |op| Ok(incentive::store::order::get(op.conn(), id)?.unwrap().learner)).unwrap()
    };
    let owners: BTreeMap<&String, String> = sold.iter().map(|id| (id, owner(id))).collect();
    std::thread::scope(|scope| {
        let cancel = |id: &String| {
            let (actor, id) = (Actor::with_grants(&owners[id], Vec::new()), id.clone());
            loop {
                let id = id.clone();
                match bank.app.write(&actor, None, move |op| work::order::cancel(op, &id)) {
                    Err(Error::Busy) => {}
                    other => break other.unwrap(),
                }
            }
        };
        scope.spawn(move || back.iter().for_each(|id| drop(cancel(id))));
        for first in 0..CLIENTS - 1 {
            let (bank, item, owners) = (&bank, &item, &owners);
            scope.spawn(move || {
                for learner in (first..LEARNERS).step_by(CLIENTS - 1) {
                    if !owners.values().any(|owner| *owner == format!("prs_{learner:04}")) {
                        bank.order(learner, item);
                    }
                }
            });
        }
    });
    bank.holds();
    let lin = bank.staff("prs_lin", "registrar");
    let stock = bank.app.read(&lin, |op| work::item::view(op, &item.id)).unwrap().stock;
    assert_eq!(stock.free + stock.held, PIECES, "{stock:?}");
    assert!(stock.held >= kept.len() as i64, "{stock:?}");
}

#[test]
fn hundreds_at_once_share_the_last_pieces_on_sqlite() {
    the_last_pieces(Engine::Sqlite);
}

#[test]
fn hundreds_at_once_share_the_last_pieces_on_postgresql() {
    the_last_pieces(Engine::Postgres);
}

fn signed_in(server: &Server, person: Person) -> Visitor {
    let visitor = server.stranger();
    visitor.sign_in(person);
    visitor
}

/// What was acknowledged: order by key.
type Told = BTreeMap<String, Option<String>>;

/// Sends every request that has no answer yet, from two clients for each learner at once. Answers how many were cut off.
fn send(visitors: &[Visitor], item: &str, told: &mut Told) -> usize {
    let open: Vec<String> =
        (0..REQUESTS).map(|at| format!("stock-{at}")).filter(|key| !told.contains_key(key)).collect();
    let body = json!({ "item": item, "price": 1 });
    let heard: Vec<(String, Option<String>)> = std::thread::scope(|scope| {
        let client = |first: usize| {
            let (open, body) = (&open, &body);
            move || {
                let mut heard = Vec::new();
                for key in open.iter().skip(first).step_by(4) {
                    // Every key belongs to one learner.
                    let whose = key.bytes().map(usize::from).sum::<usize>() % visitors.len();
                    let Some(answer) = visitors[whose].try_json("POST", "/api/incentive/orders", body, Some(key))
                    else {
                        continue;
                    };
                    match answer.status {
                        201 => heard.push((key.clone(), answer.json()["id"].as_str().map(str::to_owned))),
                        422 => heard.push((key.clone(), None)),
                        503 => {}
                        other => panic!("{key} answered {other}: {}", answer.text()),
                    }
                }
                heard
            }
        };
        let clients: Vec<_> = (0..4).map(|first| scope.spawn(client(first))).collect();
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    });
    let cut = open.len() - heard.len();
    told.extend(heard);
    cut
}

/// The orders of an item that a learner has.
fn ids(visitor: &Visitor, item: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut after = String::new();
    loop {
        let list = visitor.get(&format!("/api/incentive/orders?limit=100{after}")).must(200).json();
        let of = |order: &Value| order["order"].as_str().unwrap_or_default().to_owned();
        all.extend(list["items"].as_array().expect("orders are a list").iter().map(of));
        match list["next"].as_str() {
            Some(next) => after = format!("&after={}", encode(next)),
            None => break,
        }
    }
    let is_of = |id: &String| visitor.get(&format!("/api/incentive/orders/{id}")).must(200).json()["item"] == item;
    all.into_iter().filter(is_of).collect()
}

fn through_crashes(engine: Engine, seed: u64) {
    let mut dice = Dice::new(seed);
    let mut server = Server::demo(engine);
    let lin = deposit::registrar(&server);
    let pieces = (REQUESTS / 2) as i64;
    let item = offered(&lin, 1, pieces, json!({}));
    let visitors = [signed_in(&server, cast::WANG), signed_in(&server, cast::LI)];
    let before: i64 = visitors.iter().map(available).sum();
    let (mut told, mut struck) = (Told::new(), 0);
    for _ in 0..KILLS {
        let wait = std::time::Duration::from_millis(dice.below(120) as u64);
        std::thread::scope(|scope| {
            let (visitors, item, told) = (&visitors, &item, &mut told);
            let sending = scope.spawn(move || send(visitors, item, told));
            // Not waiting for anything: this is the random point.
            std::thread::sleep(wait);
            server.kill();
            struck += usize::from(sending.join().unwrap() > 0);
        });
        server.restart();
        points_balance(&server);
    }
    assert!(struck >= KILLS / 2, "only {struck} of {KILLS} crashes came while somebody was served");
    while told.len() < REQUESTS {
        send(&visitors, &item, &mut told);
    }
    // Said again, every answer is the same, and nothing is done twice.
    let mut again = told.clone();
    again.retain(|_, order| order.is_none());
    send(&visitors, &item, &mut again);
    let acknowledged: BTreeSet<String> = told.values().flatten().cloned().collect();
    let there: BTreeSet<String> = visitors.iter().flat_map(|visitor| ids(visitor, &item)).collect();
    assert_eq!(there, acknowledged, "what was acknowledged is there, and nothing else");
    assert_eq!(acknowledged.len() as i64, pieces, "all pieces were sold");
    assert_eq!(stock(&lin, &item), (0, pieces, 0));
    assert_eq!(visitors.iter().map(available).sum::<i64>(), before - pieces);
    points_balance(&server);
}

#[test]
fn orders_survive_crashes_on_sqlite() {
    through_crashes(Engine::Sqlite, 11);
}

#[test]
fn orders_survive_crashes_on_postgresql() {
    through_crashes(Engine::Postgres, 12);
}

/// Rows of a file whose points are earned through crashes: several batches and a rest.
const ROWS: u32 = 2_345;
/// Longer than a dead worker's lease on its job holds.
const LEASE_SECONDS: i64 = 600;

/// Points issued in all, as the proof says.
fn issued(server: &Server) -> i64 {
    let said = points_balance(server);
    let debits = said.split("debits ").nth(1).and_then(|rest| rest.split(',').next());
    debits.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("{said}"))
}

fn earning_through_crashes(engine: Engine, seed: u64) {
    let mut dice = Dice::new(seed);
    let mut server = Server::demo(engine);
    let lin = deposit::registrar(&server);
    let before = issued(&server);
    let grades: Vec<Grade> = (0..ROWS)
        .map(|row| {
            Grade::passed("众人", &files::id_number(310_120, 19_600_101 + row / 900, row % 900), "积分课程", "2", "75")
        })
        .collect();
    let read = deposit::uploaded(&lin, &files::csv_with_bom("earning", &grades));
    let path = format!("/api/credit/deposits/{}/commitment", read["id"].as_str().expect("a deposit has an id"));
    let choose = json!({ "choice": "all" });
    lin.json("POST", &path, &choose, Some("earning-commit"));
    let now = units::Instant::from_micros(seconds_now() as i64 * 1_000_000);
    for kill in 1..=4 {
        std::thread::sleep(std::time::Duration::from_millis(dice.below(400) as u64));
        server.kill();
        server.restart();
        server.home().stop_clock(now.plus_seconds(LEASE_SECONDS * kill));
    }
    lin.json("POST", &path, &choose, Some("earning-commit"));
    deposit::settled(&lin, read["id"].as_str().unwrap_or_default(), &["committing"]);
    // Each of them has 48 hours, and a point for each.
    let wanted = before + i64::from(ROWS) * 48;
    let until = std::time::Instant::now() + std::time::Duration::from_secs(120);
    while issued(&server) < wanted && std::time::Instant::now() < until {
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    assert_eq!(issued(&server), wanted);
}

#[test]
fn earning_survives_crashes_on_sqlite() {
    earning_through_crashes(Engine::Sqlite, 21);
}

#[test]
fn earning_survives_crashes_on_postgresql() {
    earning_through_crashes(Engine::Postgres, 22);
}
