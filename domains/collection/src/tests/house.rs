//! The shipped directory and nobody in it, on 1 March 2026.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use op::{Actor, App, Error, Files, Grant, Key, Keys, Op, Result, Scope, Settings};
use sha2::{Digest, Sha256};
use units::{Day, Instant};

use crate::model::form::{Figure, Values};
use crate::model::{
    BackTo, Campaign, CampaignInput, LookedAt, RejectInput, Return, SaveInput, StepInput, UnitInput, UnitsInput,
};
use crate::rules::sample::{primary, school_form};
use crate::work::{campaign, returns, review, unit};

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

pub(super) struct House {
    pub(super) app: App,
    clock: Arc<AtomicI64>,
    _folder: tempfile::TempDir,
}

impl House {
    pub(super) fn new() -> House {
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

    pub(super) fn later_days(&self, days: i64) {
        self.clock.fetch_add(days * 86_400_000_000, Ordering::SeqCst);
    }

    pub(super) fn write<T>(&self, actor: &Actor, verb: impl FnMut(&Op) -> Result<T> + Send + 'static) -> Result<T>
    where
        T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
    {
        self.app.write(actor, None, verb)
    }
}

/// Somebody with a role for a region.
pub(super) fn officer(name: &str, role: &str, region: &str) -> Actor {
    Actor::with_grants(name, vec![Grant { role: role.into(), scope: Scope::Region(region.into()) }])
}

/// The code of a refusal.
pub(super) fn refusal<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    match outcome.unwrap_err() {
        Error::Refused(refused) | Error::Conflict(refused) => refused.code.to_string(),
        other => panic!("{other:?}"),
    }
}

/// Somebody who reports for a school.
pub(super) fn reporter(school: &str) -> Actor {
    let scope = Scope::Organisation(school.into());
    Actor::with_grants(&format!("prs_of_{school}"), vec![Grant { role: "data_officer".into(), scope }])
}

/// A reviewer of a region.
pub(super) fn reviewer(region: &str) -> Actor {
    officer(&format!("prs_reviewer_{region}"), "data_reviewer", region)
}

/// The province's monitoring officer.
pub(super) fn monitor() -> Actor {
    officer("prs_monitor", "monitor_officer", "340000")
}

pub(super) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The schools of the tests, in 来安县; invented.
pub(super) const SCHOOLS: [&str; 3] = ["2134900001", "2134900002", "2134900003"];

/// What the tests' campaigns ask of a year, with days from 1 March 2026 on.
pub(super) fn asks(year: i64, forms: &[&str]) -> CampaignInput {
    CampaignInput {
        title: format!("{year} 年度采集（示例）"),
        title_en: String::new(),
        region: "340000".into(),
        year,
        period: String::new(),
        forms: forms.iter().map(|form| (*form).to_owned()).collect(),
        documents: Vec::new(),
        opens_on: day("2026-03-01"),
        unit_due: day("2026-03-10"),
        county_due: day("2026-03-15"),
        city_due: Some(day("2026-03-20")),
        province_due: Some(day("2026-03-25")),
        example: true,
    }
}

pub(super) fn named(code: &str) -> UnitInput {
    UnitInput { code: code.into(), name: format!("{code} 小学（示例）"), county: "341122".into() }
}

impl House {
    /// An open campaign of the school form with these schools.
    pub(super) fn opened(&self, year: i64, schools: &[&str]) -> Campaign {
        let made = self.write(&monitor(), move |op| campaign::make(op, &asks(year, &["school"]))).unwrap();
        self.open(&made, schools.iter().map(|code| named(code)).collect())
    }

    pub(super) fn open(&self, made: &Campaign, units: Vec<UnitInput>) -> Campaign {
        let (id, input) =
            (made.id.clone(), UnitsInput { units, schools_of: String::new(), counties_of: String::new() });
        self.write(&monitor(), move |op| unit::add_units(op, &id, &input)).unwrap();
        let (id, at) = (made.id.clone(), StepInput { revision: made.revision, reason: String::new() });
        self.write(&monitor(), move |op| campaign::open(op, &id, &at)).unwrap()
    }

    /// The return of a unit on a form.
    pub(super) fn return_of(&self, campaign: &Campaign, form: &str, unit: &str) -> Return {
        let (id, form, unit) = (campaign.id.clone(), form.to_owned(), unit.to_owned());
        let found = self
            .app
            .read(&Actor::system("test"), move |op| Ok(crate::store::returns::of_unit(op.conn(), &id, &form, &unit)?));
        found.unwrap().unwrap()
    }

    pub(super) fn save(&self, actor: &Actor, of: &Return, values: Values) -> Result<Return> {
        let (id, input) = (of.head.id.clone(), SaveInput { revision: of.head.revision, values });
        self.write(actor, move |op| returns::save(op, &id, &input))
    }

    pub(super) fn submit(&self, actor: &Actor, of: &Return) -> Result<Return> {
        let (id, at) = (of.head.id.clone(), looked(of));
        self.write(actor, move |op| returns::submit(op, &id, &at))
    }

    pub(super) fn accept(&self, actor: &Actor, of: &Return) -> Result<Return> {
        let (id, at) = (of.head.id.clone(), looked(of));
        self.write(actor, move |op| review::accept(op, &id, &at))
    }

    pub(super) fn reject(&self, actor: &Actor, of: &Return, to: BackTo, due_on: &str) -> Result<Return> {
        let LookedAt { version, revision } = looked(of);
        let input = RejectInput { version, revision, to, reason: "教学用房请核对".into(), due_on: day(due_on) };
        let id = of.head.id.clone();
        self.write(actor, move |op| review::send_back(op, &id, &input))
    }

    /// A school's return in which nothing is wrong, submitted.
    pub(super) fn submitted(&self, campaign: &Campaign, school: &str) -> Return {
        let empty = self.return_of(campaign, "school", school);
        let saved = self.save(&reporter(school), &empty, whole(school)).unwrap();
        self.submit(&reporter(school), &saved).unwrap()
    }

    /// A return accepted by every level that signs it.
    pub(super) fn approved(&self, campaign: &Campaign, school: &str) -> Return {
        ["341122", "341100", "340000"]
            .iter()
            .fold(self.submitted(campaign, school), |at, region| self.accept(&reviewer(region), &at).unwrap())
    }
}

pub(super) fn looked(of: &Return) -> LookedAt {
    LookedAt { version: of.head.version, revision: of.head.revision }
}

/// A primary school in which nothing is wrong; no two schools have the same figures.
pub(super) fn whole(school: &str) -> Values {
    let mut values = primary(&school_form());
    let more = f64::from(school.as_bytes()[9] - b'0');
    values.insert("equipment_value".into(), Figure::Number(274.6 + more));
    values.insert("teaching_area".into(), Figure::Number(5808.5 + more));
    values
}
