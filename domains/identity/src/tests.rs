//! Verbs, queries and pages on an embedded database with the shipped directory.

mod authority;
mod consents;
mod guardians;
mod people;
mod resets;
mod rotation;
mod sign_in;
mod site;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use op::{Actor, App, Error, Files, Key, Keys, Op, Result, Settings};
use sha2::{Digest, Sha256};
use units::{Day, Instant};

use crate::model::{GrantInput, NewPerson, ScopeKind};
use crate::{cli, model::Refused};

struct NoFiles;
impl Files for NoFiles {
    fn put(&self, _: &str, _: &std::path::Path) -> Result<()> {
        Ok(())
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

const SHANGHAI_OPEN: &str = "4231051252";
const JIANGSU_OPEN: &str = "4232051255";
const PASSWORD: &str = "xueqiao-demo-2026";

struct House {
    app: App,
    db: db::Db,
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
        migrations.extend_from_slice(directory::DOMAIN.migrations);
        migrations.extend_from_slice(crate::DOMAIN.migrations);
        db.migrate(&migrations).unwrap();
        let clock = Arc::new(AtomicI64::new(Instant::parse("2026-03-01T02:00:00Z").unwrap().micros()));
        let app = app(&db, &clock, keys(1, &[]));
        app.write(&Actor::system("test"), None, |op| directory::seed(op).map(|_| ())).unwrap();
        House { app, db, clock, _folder: folder }
    }

    /// The same database under other keys.
    fn with_keys(&self, keys: Keys) -> App {
        app(&self.db, &self.clock, keys)
    }

    fn later(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    fn person(&self, name: &str, sign_in_name: &str, born: &str) -> String {
        let new = NewPerson {
            name: name.into(),
            id_number: Some(number(born)),
            sign_in_name: Some(sign_in_name.into()),
            ..NewPerson::default()
        };
        cli::add_user(&self.app, new, PASSWORD).unwrap().to_string()
    }

    fn write<T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static>(
        &self,
        actor: &Actor,
        f: impl FnMut(&Op) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.app.write(actor, None, f)
    }

    fn read<T>(&self, actor: &Actor, f: impl FnOnce(&Op) -> Result<T>) -> Result<T> {
        self.app.read(actor, f)
    }

    /// The record a school's file makes of a learner, unclaimed.
    fn deposited(&self, school: &'static str, name: &'static str, born: &str) -> String {
        let number = number(born);
        let made = self.write(&platform(), move |op| {
            let pen = op.may(&crate::access::Action::RegisterPerson)?;
            crate::work::person_for(op, &pen, school, name, &number).map(|person| person.to_string())
        });
        made.unwrap()
    }

    /// Makes a school hold somebody's record.
    fn held_by(&self, school: &'static str, person: &str) {
        let person = person.to_owned();
        let held = self.write(&platform(), move |op| {
            let pen = op.may(&crate::access::Action::RegisterPerson)?;
            crate::work::people::held_by(op, &pen, school, &[&person])
        });
        held.unwrap();
    }

    /// The guardian confirms, and the school attests.
    fn guardian(&self, child: &str, guardian: &str, sign_in_name: &'static str) {
        let learner = child.to_owned();
        let named = move |op: &Op| crate::work::guardians::name(op, &learner, sign_in_name, "parent");
        self.write(&by(child), named).unwrap();
        let learner = child.to_owned();
        self.write(&by(guardian), move |op| crate::work::guardians::confirm(op, &learner)).unwrap();
        self.held_by(SHANGHAI_OPEN, child);
        let (learner, adult) = (child.to_owned(), guardian.to_owned());
        let attested = move |op: &Op| crate::work::guardians::answer(op, &learner, &adult, true);
        self.write(&registrar("prs_lin", SHANGHAI_OPEN), attested).unwrap();
    }

    fn count(&self, sql: &str) -> i64 {
        self.read(&Actor::public(), |op| Ok(op.conn().row(sql, &[], |row| row.int(0))?.unwrap())).unwrap()
    }
}

/// Counts on through every application of the tests, so that two on one database make different ids.
static SEED: AtomicU64 = AtomicU64::new(1);

fn app(db: &db::Db, clock: &Arc<AtomicI64>, keys: Keys) -> App {
    let told = clock.clone();
    App::new(Settings {
        db: db.clone(),
        files: Arc::new(NoFiles),
        clock: Arc::new(move || Instant::from_micros(told.load(Ordering::SeqCst))),
        random: Arc::new(|buffer: &mut [u8]| {
            let seed = SEED.fetch_add(1, Ordering::SeqCst);
            for (place, chunk) in buffer.chunks_mut(32).enumerate() {
                let bytes = Sha256::digest(format!("{seed}/{place}"));
                chunk.copy_from_slice(&bytes[..chunk.len()]);
            }
        }),
        keys,
        jobs: crate::DOMAIN.jobs.iter().collect(),
        reactions: Vec::new(),
        // Nothing of identity makes files.
        temp: std::path::PathBuf::new(),
    })
}

fn keys(current: u32, older: &[u32]) -> Keys {
    let key = |id: u32| Key { id, bytes: [u8::try_from(id).unwrap(); 32] };
    Keys { current: key(current), older: older.iter().map(|id| key(*id)).collect(), index: [9; 32] }
}

/// A 身份证号 with this day of birth and a right check character.
fn number(born: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("310104{}123", born.replace('-', ""));
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    format!("{body}{}", char::from(check))
}

fn by(person: &str) -> Actor {
    Actor::with_grants(person, Vec::new())
}

fn registrar(person: &str, school: &str) -> Actor {
    let scope = op::Scope::Organisation(school.into());
    Actor::with_grants(person, vec![op::Grant { role: "registrar".into(), scope }])
}

fn officer(person: &str, role: &str, region: &str) -> Actor {
    Actor::with_grants(person, vec![op::Grant { role: role.into(), scope: op::Scope::Region(region.into()) }])
}

fn platform() -> Actor {
    Actor::system("test")
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    match outcome {
        Err(Error::Refused(refusal) | Error::Conflict(refusal)) => refusal.code,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

fn fault<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    match outcome {
        Err(Error::Invalid(faults)) => faults[0].code,
        other => panic!("expected faults, got {other:?}"),
    }
}

fn code(refusal: Refused) -> &'static str {
    units::Refuse::code(&refusal)
}

fn at_organisation(role: &str, organisation: &str) -> GrantInput {
    GrantInput {
        role: role.into(),
        scope_kind: ScopeKind::Organisation,
        scope_code: organisation.into(),
        valid_until: None,
    }
}

fn in_region(role: &str, region: &str) -> GrantInput {
    GrantInput { role: role.into(), scope_kind: ScopeKind::Region, scope_code: region.into(), valid_until: None }
}
