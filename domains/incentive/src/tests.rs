//! Verbs and queries on an embedded database with the shipped directory.

mod exchange;
mod points;
mod schemes;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use op::{Actor, App, Error, Files, Grant, Key, Keys, Op, Result, Scope, Settings};
use sha2::{Digest, Sha256};
use units::{Credit, Day, Instant};

use crate::model::{
    Achieved, Achievement, AtRevision, Basis, Class, Item, ItemInput, NewOrder, Order, Points, Proof, Scheme,
    SchemeInput, StepInput, StockInput,
};
use crate::work;

const SHANGHAI: &str = "4231051252";
const JIANGSU: &str = "4232051255";
const WANG: &str = "prs_wang";

/// No file is attached to anything here.
struct NoFiles;
impl Files for NoFiles {
    fn put(&self, _: &str, _: &Path) -> Result<()> {
        Err(Error::Missing)
    }
    fn open(&self, _: &str) -> Result<Box<dyn std::io::Read + Send>> {
        Err(Error::Missing)
    }
    fn remove_older(&self, _: &str, _: Instant) -> Result<bool> {
        Ok(false)
    }
    fn list(&self) -> Result<Vec<(String, Instant)>> {
        Ok(Vec::new())
    }
}

struct House {
    app: App,
    clock: Arc<AtomicI64>,
    _folder: tempfile::TempDir,
}

impl House {
    /// The shipped directory and nobody in it, on 1 March 2026.
    fn new() -> House {
        let folder = tempfile::tempdir().unwrap();
        let location = db::Location::Sqlite(folder.path().join("test.db"));
        let db = db::Db::open(&location, db::Settings::default()).unwrap();
        let mut migrations = op::MIGRATIONS.to_vec();
        for domain in [&directory::DOMAIN, &identity::DOMAIN, &crate::DOMAIN] {
            migrations.extend_from_slice(domain.migrations);
        }
        db.migrate(&migrations).unwrap();
        let clock = Arc::new(AtomicI64::new(Instant::parse("2026-03-01T02:00:00Z").unwrap().micros()));
        let (told, random) = (clock.clone(), AtomicU64::new(1));
        let app = App::new(Settings {
            db,
            files: Arc::new(NoFiles),
            clock: Arc::new(move || Instant::from_micros(told.fetch_add(1, Ordering::SeqCst))),
            random: Arc::new(move |buffer| {
                let seed = random.fetch_add(1, Ordering::SeqCst);
                let bytes = Sha256::digest(seed.to_be_bytes());
                buffer.iter_mut().enumerate().for_each(|(at, byte)| *byte = bytes[at % 32]);
            }),
            keys: Keys { current: Key { id: 1, bytes: [7; 32] }, older: Vec::new(), index: [9; 32] },
            jobs: crate::DOMAIN.jobs.iter().collect(),
            reactions: Vec::new(),
            temp: folder.path().to_owned(),
        });
        app.write(&Actor::system("test"), None, |op| directory::seed(op).map(|_| ())).unwrap();
        House { app, clock, _folder: folder }
    }

    fn later_days(&self, days: i64) {
        self.clock.fetch_add(days * 86_400_000_000, Ordering::SeqCst);
        self.app.run_jobs().unwrap();
    }

    fn staff(&self, name: &str, role: &str, place: &str) -> Actor {
        let scope = match place.len() {
            6 => Scope::Region(place.into()),
            _ => Scope::Organisation(place.into()),
        };
        Actor::with_grants(name, vec![Grant { role: role.into(), scope }])
    }

    fn registrar(&self) -> Actor {
        self.staff("prs_lin", "registrar", SHANGHAI)
    }

    fn write<T>(&self, actor: &Actor, verb: impl FnMut(&Op) -> Result<T> + Send + 'static) -> Result<T>
    where
        T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
    {
        self.app.write(actor, None, verb)
    }

    /// A published scheme of 上海开放大学: one point for each hour.
    fn scheme(&self, edit: impl Fn(&mut SchemeInput)) -> Scheme {
        let mut input = scheme_input();
        edit(&mut input);
        let writer = self.registrar();
        let drafted = self.write(&writer, move |op| work::scheme::draft(op, &input)).unwrap();
        let (id, at) = step(&drafted);
        let submitted = self.write(&writer, move |op| work::scheme::submit(op, &id, &at)).unwrap();
        let (id, at) = step(&submitted);
        let second = self.staff("prs_xu", "reviewer", SHANGHAI);
        self.write(&second, move |op| work::scheme::publish(op, &id, &at)).unwrap()
    }

    /// Outcomes of learners are deposited now: learner, outcome, hours.
    fn deposit(&self, outcomes: &[(&str, &str, i64)]) -> u64 {
        let one = |(learner, outcome, hours): &(&str, &str, i64)| Achievement {
            learner: (*learner).into(),
            outcome: (*outcome).into(),
            class: Class::Course,
            name: "高等数学".into(),
            hours_hundredths: Some(hours * 100),
            credit: Credit::parse("4").unwrap(),
        };
        let achieved =
            Achieved { institution: SHANGHAI.into(), at: self.app.now(), outcomes: outcomes.iter().map(one).collect() };
        self.write(&Actor::system("jobs"), move |op| work::earning::earn(op, &achieved)).unwrap()
    }

    fn points(&self, learner: &str) -> Points {
        let actor = Actor::with_grants(learner, Vec::new());
        self.app.read(&actor, |op| work::points::own(op, learner)).unwrap()
    }

    /// An item of 上海开放大学 in the catalogue with some pieces.
    fn offered(&self, pieces: i64, edit: impl Fn(&mut ItemInput)) -> Item {
        let mut input = item_input();
        edit(&mut input);
        let registrar = self.registrar();
        let drafted = self.write(&registrar, move |op| work::item::draft(op, &input)).unwrap();
        if pieces > 0 {
            self.supply(&drafted.id, pieces).unwrap();
        }
        let (id, at) = (drafted.id.clone(), AtRevision { revision: drafted.revision, reason: String::new() });
        self.write(&registrar, move |op| work::item::publish(op, &id, &at)).unwrap()
    }

    fn supply(&self, item: &str, change: i64) -> Result<Item> {
        let (id, input) = (item.to_owned(), StockInput { change, reason: "到货".into() });
        self.write(&self.registrar(), move |op| work::item::supply(op, &id, &input))
    }

    fn item(&self, id: &str) -> Item {
        self.app.read(&self.registrar(), |op| work::item::view(op, id)).unwrap()
    }

    /// Free, held and collected pieces.
    fn stock(&self, id: &str) -> (i64, i64, i64) {
        let stock = self.item(id).stock;
        (stock.free, stock.held, stock.collected)
    }

    fn order(&self, learner: &str, item: &Item) -> Result<Order> {
        let input = NewOrder { item: item.id.clone(), price: item.content.price };
        self.write(&Actor::with_grants(learner, Vec::new()), move |op| work::order::place(op, &input))
    }

    fn proof(&self) -> Proof {
        crate::cli::verify(&self.app, |_| {}).unwrap()
    }

    /// Everything adds up, whatever was done.
    fn holds(&self) {
        let proof = self.proof();
        assert!(proof.holds(), "{proof:?}");
    }
}

fn step(scheme: &Scheme) -> (String, StepInput) {
    (scheme.id.clone(), StepInput { version: scheme.version, revision: scheme.revision, reason: "因为".into() })
}

fn scheme_input() -> SchemeInput {
    SchemeInput {
        authority: SHANGHAI.into(),
        name: "学习有积分".into(),
        name_en: String::new(),
        class: Class::Any,
        basis: Basis::Hour,
        points: 1,
        hours_per_credit: None,
        year_max: None,
        months: None,
        valid_from: Day::parse("2026-01-01").unwrap(),
        valid_to: None,
        note: String::new(),
    }
}

fn item_input() -> ItemInput {
    ItemInput {
        provider: SHANGHAI.into(),
        kind: "book".into(),
        name: "智能手机入门".into(),
        name_en: String::new(),
        description: "一本书".into(),
        description_en: String::new(),
        counter: "图书馆一楼".into(),
        price: 60,
        learner_max: None,
        open_from: Day::parse("2026-01-01").unwrap(),
        open_to: None,
        region: "310000".into(),
        collect_days: 7,
    }
}

fn refusal<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    match result {
        Err(Error::Refused(refusal) | Error::Conflict(refusal)) => refusal.code,
        other => panic!("not refused: {other:?}"),
    }
}
