//! Verbs and queries on an embedded database.

use std::sync::Arc;

use op::{Actor, App, Error, Files, Grant, Key, Keys, Scope, Settings};
use units::{Args, Day, Instant};

use crate::cli::{self, Outcome};
use crate::model::*;
use crate::store::{self, Filter, RegionFilter, Sort};
use crate::{DOMAIN, place, work};

struct NoFiles;
impl Files for NoFiles {
    fn put(&self, _: &str, _: &std::path::Path) -> op::Result<()> {
        Ok(())
    }
    fn open(&self, _: &str) -> op::Result<Box<dyn std::io::Read + Send>> {
        Err(Error::Missing)
    }
    fn remove_older(&self, _: &str, _: Instant) -> op::Result<bool> {
        Ok(false)
    }
    fn list(&self) -> op::Result<Vec<(String, Instant)>> {
        Ok(Vec::new())
    }
}

struct House {
    app: App,
    _folder: tempfile::TempDir,
}

impl House {
    /// An empty directory.
    fn empty() -> House {
        let folder = tempfile::tempdir().unwrap();
        let location = db::Location::Sqlite(folder.path().join("test.db"));
        let db = db::Db::open(&location, db::Settings::default()).unwrap();
        db.migrate(op::MIGRATIONS).unwrap();
        db.migrate(DOMAIN.migrations).unwrap();
        let seconds = Instant::parse("2026-11-23T02:00:00Z").unwrap();
        let counter = std::sync::atomic::AtomicU64::new(1);
        let app = App::new(Settings {
            db,
            files: Arc::new(NoFiles),
            clock: Arc::new(move || seconds),
            random: Arc::new(move |bytes: &mut [u8]| {
                let next = counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed).to_be_bytes();
                bytes.iter_mut().zip(next.iter().cycle()).for_each(|(byte, next)| *byte = *next);
            }),
            keys: Keys { current: Key { id: 1, bytes: [7; 32] }, older: Vec::new(), index: [9; 32] },
            jobs: Vec::new(),
            reactions: Vec::new(),
            temp: folder.path().to_owned(),
        });
        House { app, _folder: folder }
    }

    /// A directory with the shipped tables.
    fn seeded() -> House {
        let house = House::empty();
        cli::seed(&house.app).unwrap();
        house
    }

    fn read<T>(&self, f: impl FnOnce(&db::Conn) -> op::Result<T>) -> T {
        self.app.read(&Actor::public(), |op| f(op.conn())).unwrap()
    }

    /// Writes as an actor; answers nothing, so that any verb fits.
    fn write<T>(
        &self,
        actor: &Actor,
        mut verb: impl FnMut(&op::Op) -> op::Result<T> + Send + 'static,
    ) -> op::Result<()> {
        self.app.write(actor, None, move |op| verb(op).map(|_| ()))
    }
}

fn actor(role: &str, scope: Scope) -> Actor {
    Actor::with_grants("prs_01", vec![Grant { role: role.to_owned(), scope }])
}

fn admin() -> Actor {
    actor("admin", Scope::Everywhere)
}

fn jiangsu() -> Actor {
    actor("province_officer", Scope::Region("320000".to_owned()))
}

fn found(house: &House, filter: &Filter) -> Vec<String> {
    let rows = house.read(|conn| store::institutions(conn, filter, Sort::Name, false, &None, 1000));
    rows.into_iter().map(|(one, _)| one.name).collect()
}

fn search(typed: &str) -> Filter {
    Filter { search: pattern(typed), ..Filter::default() }
}

#[test]
fn seeding_twice_changes_nothing() {
    let house = House::empty();
    let first = cli::seed(&house.app).unwrap();
    assert_eq!((first.regions, first.institutions, first.majors), (821, 516, 2005));
    let second = cli::seed(&house.app).unwrap();
    assert_eq!((second.regions, second.institutions, second.majors), (0, 0, 0));
    assert_eq!(house.read(|conn| store::institutions_total(conn, &Filter::default())), 516);
}

#[test]
fn searching_by_character_sound_english_code_and_former_name() {
    let house = House::seeded();
    let cases = [
        ("上海开放", "上海开放大学"),
        ("shkfdx", "上海开放大学"),
        ("shang hai kai fang", "上海开放大学"),
        ("Fudan", "复旦大学"),
        ("4131010246", "复旦大学"),
        ("绍兴文理学院", "绍兴大学"),
        ("shaoxingwenli", "绍兴大学"),
        ("六安职业", "六安职业技术学院"),
        ("luan", "六安职业技术学院"),
    ];
    for (typed, name) in cases {
        let found = found(&house, &search(typed));
        assert!(found.iter().any(|found| found == name), "{typed} found {found:?}");
    }
    assert_eq!(found(&house, &search("%")), Vec::<String>::new());
    assert_eq!(found(&house, &search("_")), Vec::<String>::new());
}

#[test]
fn filters_and_their_counts_agree() {
    let house = House::seeded();
    let jiangsu = Filter { province: Some("320000".to_owned()), ..Filter::default() };
    let kinds = house.read(|conn| store::facet(conn, &jiangsu, "kind"));
    for (kind, count) in &kinds {
        let narrowed = Filter { kind: Some(kind.clone()), ..jiangsu.clone() };
        assert_eq!(house.read(|conn| store::institutions_total(conn, &narrowed)), *count, "{kind}");
    }
    assert_eq!(kinds.iter().map(|(_, count)| count).sum::<i64>(), 175 + 8);
    // The filter of a dimension does not narrow its own counts.
    let provinces = house.read(|conn| store::facet(conn, &jiangsu, "province"));
    assert_eq!(
        provinces.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(),
        ["310000", "320000", "330000", "340000"]
    );
    let standing = house.read(|conn| store::facet(conn, &jiangsu, "standing"));
    assert_eq!(standing, [("in_force".to_owned(), 183)]);
}

#[test]
fn pages_cover_every_row_once_in_either_direction() {
    let house = House::seeded();
    for sort in [Sort::Name, Sort::Code, Sort::Region] {
        for descending in [false, true] {
            let mut codes = Vec::new();
            let mut after = None;
            loop {
                let rows =
                    house.read(|conn| store::institutions(conn, &Filter::default(), sort, descending, &after, 97));
                let Some((last, key)) = rows.last() else { break };
                after = Some((key.clone(), last.code.clone()));
                codes.extend(rows.into_iter().map(|(one, _)| one.code));
            }
            assert_eq!(codes.len(), 516, "{sort:?} {descending}");
            codes.sort();
            codes.dedup();
            assert_eq!(codes.len(), 516, "{sort:?} {descending}");
        }
    }
}

#[test]
fn regions_of_a_code() {
    let house = House::seeded();
    let details = |code: &str| house.read(|conn| store::region_details(conn, code));
    let hangzhou = details("330100").unwrap();
    assert!(hangzhou.children.iter().any(|one| one.name == "临平区"));
    assert!(hangzhou.former_children.iter().any(|one| one.name == "下城区"));
    assert_eq!(hangzhou.path.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["浙江省", "杭州市"]);
    assert!(hangzhou.institutions > 30);
    let gone = details("330103").unwrap();
    assert_eq!(gone.successors.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["330105"]);
    let codes = |regions: &[Region]| regions.iter().map(|one| one.code.clone()).collect::<Vec<_>>();
    assert_eq!(codes(&gone.current), ["330105"]);
    // 南汇县 became 南汇区, which became part of 浦东新区: the way is shown step by step and to its end.
    let chain = details("310225").unwrap();
    assert_eq!((codes(&chain.successors), codes(&chain.current)), (vec!["310119".into()], vec!["310115".into()]));
    let divided = details("341400").unwrap();
    assert_eq!(codes(&divided.current), ["340100", "340200", "340500"]);
    // 徽州地区 went in part to prefectures that are cities today.
    let old = details("342700").unwrap();
    assert_eq!(codes(&old.successors), ["341000", "342500", "342800"]);
    assert_eq!(codes(&old.current), ["340800", "341000", "341700", "341800"]);
    assert!(details("310115").unwrap().current.is_empty());
    let kept = details("320803").unwrap();
    assert_eq!(kept.names.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["淮安区", "楚州区"]);
    assert!(details("999999").is_none());
    assert!(house.read(|conn| store::region(conn, "330103")).is_none());
    let ended = RegionFilter { in_force: Some(false), search: pattern("juchao"), ..RegionFilter::default() };
    assert_eq!(house.read(|conn| store::regions_total(conn, &ended)), 1);
}

#[test]
fn forty_one_cities_hold_every_institution_whose_city_is_known() {
    let house = House::seeded();
    let cities = house.read(store::city_figures);
    assert_eq!(cities.len(), 41);
    assert_eq!(cities[0].code, "310000");
    let counted: i64 = cities.iter().map(|city| city.total).sum();
    let unknown = house.read(|conn| store::facet(conn, &Filter::default(), "city"));
    assert_eq!(counted, unknown.iter().map(|(_, count)| count).sum::<i64>());
    assert!(cities.iter().all(|city| city.bachelor + city.associate + city.adult <= city.total));
}

#[test]
fn what_other_domains_ask() {
    let house = House::seeded();
    let place = house.read(|conn| place(conn, "4231051252")).unwrap();
    assert_eq!((place.organisation.as_deref(), place.region.as_str()), (Some("4231051252"), "310000"));
    assert!(house.read(|conn| store::institution(conn, "4199999999")).is_none());
    let major = house.read(|conn| store::major(conn, "010103K")).unwrap();
    assert_eq!((major.name.as_str(), major.controlled), ("宗教学", true));
    let names = house.read(|conn| store::institutions_by_name(conn, &["淮阴工学院", "没有", "复旦大学"]));
    let names: Vec<_> = names.iter().map(|(name, code)| (name.as_str(), code.as_str())).collect();
    assert_eq!(names, [("淮阴工学院", "4132011049"), ("复旦大学", "4131010246")]);
}

fn new_college() -> InstitutionInput {
    InstitutionInput {
        code: "4132019999".to_owned(),
        name: "苏州示例学院".to_owned(),
        kind: "university".to_owned(),
        level: "bachelor".to_owned(),
        ownership: "public".to_owned(),
        region: "320500".to_owned(),
        ..InstitutionInput::default()
    }
}

#[test]
fn an_officer_keeps_the_own_province_only() {
    let house = House::seeded();
    let zhejiang = actor("province_officer", Scope::Region("330000".to_owned()));
    let register = |actor: &Actor| house.write(actor, |op| work::register(op, &new_college()));
    assert_eq!(register(&Actor::public()), Err(Error::Unknown));
    assert!(matches!(register(&zhejiang), Err(Error::Forbidden(_))));
    assert!(matches!(register(&actor("registrar", Scope::Everywhere)), Err(Error::Forbidden(_))));
    assert_eq!(register(&jiangsu()), Ok(()));
    assert!(
        matches!(register(&jiangsu()), Err(Error::Refused(refusal)) if refusal.code == "directory.institution.code_given")
    );
}

#[test]
fn a_change_of_type_ends_the_former_code_for_good() {
    let house = House::seeded();
    let college = "4232050504";
    let alliance = AllianceInput {
        name: "示例联盟".to_owned(),
        purpose: "示例".to_owned(),
        founded_on: "2020-01-01".to_owned(),
        ..AllianceInput::default()
    };
    let id = house.app.write(&admin(), None, move |op| work::found(op, &alliance)).unwrap();
    let member =
        MemberInput { institution: college.to_owned(), role: "member".to_owned(), joined_on: "2026-11-23".to_owned() };
    house.write(&jiangsu(), move |op| work::admit(op, id, &member)).unwrap();
    let input = InstitutionInput { predecessor: college.to_owned(), ..new_college() };
    house.write(&jiangsu(), move |op| work::register(op, &input)).unwrap();

    let former = house.read(|conn| store::institution_details(conn, college)).unwrap();
    assert_eq!(former.institution.ended_on.as_deref(), Some("2026-11-23"));
    assert_eq!(former.institution.ended_reason, Some(EndReason::TypeChanged));
    assert_eq!(former.successors[0].code, "4132019999");
    // It joined the very day its code ended: the membership lasts that one day.
    assert_eq!(former.memberships[0].left_on.map(|day| day.to_string()).as_deref(), Some("2026-11-24"));
    let new = house.read(|conn| store::institution_details(conn, "4132019999")).unwrap();
    assert_eq!(new.predecessors[0].code, college);
    let again = NameInput { name: "再更名".to_owned(), name_en: String::new() };
    let refused = house.write(&admin(), move |op| work::rename(op, college, &again));
    assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal.code == "directory.institution.ended"));
}

#[test]
fn a_change_of_type_ends_no_code_that_the_officer_may_not_end() {
    let house = House::seeded();
    // An adult college of 浙江 and a university of 上海: neither is for an officer of 江苏 to end.
    for foreign in ["4233051258", "4131010246"] {
        let input = InstitutionInput { predecessor: foreign.to_owned(), ..new_college() };
        let refused = house.write(&jiangsu(), move |op| work::register(op, &input));
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{foreign}: {refused:?}");
        assert!(house.read(|conn| store::institution(conn, foreign)).unwrap().in_force());
    }
    assert!(house.read(|conn| store::institution(conn, "4132019999")).is_none(), "nothing was entered either");
    let same = InstitutionInput { predecessor: "4132012680".to_owned(), ..new_college() };
    let refused = house.write(&admin(), move |op| work::register(op, &same));
    assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal.code == "directory.institution.type_same"));
    assert!(house.read(|conn| store::institution(conn, "4132012680")).unwrap().in_force());
}

#[test]
fn a_rename_keeps_the_code_and_the_former_name() {
    let house = House::seeded();
    let input = NameInput { name: "上海示例开放大学".to_owned(), name_en: String::new() };
    house.write(&admin(), move |op| work::rename(op, "4231051252", &input)).unwrap();
    let details = house.read(|conn| store::institution_details(conn, "4231051252")).unwrap();
    assert_eq!(details.institution.name, "上海示例开放大学");
    assert_eq!(
        (details.past_names[0].name.as_str(), details.past_names[0].until.as_str()),
        ("上海开放大学", "2026-11-23")
    );
    assert!(found(&house, &search("上海开放大学")).contains(&"上海示例开放大学".to_owned()));
    assert!(found(&house, &search("shslkf")).contains(&"上海示例开放大学".to_owned()));
}

#[test]
fn the_database_knows_the_rules_too() {
    let house = House::seeded();
    let alliance = |name: &str| AllianceInput {
        name: name.to_owned(),
        purpose: "示例".to_owned(),
        founded_on: "2020-01-01".to_owned(),
        ..AllianceInput::default()
    };
    let (one, same) = (alliance("同名联盟"), alliance("同名联盟"));
    let id = house.app.write(&admin(), None, move |op| work::found(op, &one)).unwrap();
    let taken = house.write(&admin(), move |op| work::found(op, &same));
    assert!(matches!(taken, Err(Error::Refused(refusal)) if refusal.code == "directory.alliance.name_taken"));

    // Past the rules, straight to the store: the named constraints say the same.
    let chair = crate::rules::NewMembership { role: MemberRole::Chair, joined_on: Day::parse("2021-01-01").unwrap() };
    let straight = |institution: &'static str| {
        house.write(&admin(), move |op| {
            let pen = op.may(&crate::access::Action::Found)?;
            store::admit(&pen, id, institution, chair)
        })
    };
    assert_eq!(straight("4131010246"), Ok(()));
    assert!(
        matches!(straight("4131010247"), Err(Error::Conflict(refusal)) if refusal.code == "directory.membership.chair_taken")
    );
}

mod files;
