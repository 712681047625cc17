//! What each role may do, over all domains, printed: a change of rights shows in review as a changed line.
//!
//! The columns are sample actors of one place each, the rows are what every [`Domain`] says of itself: `own` and `inside`
//! are at that place or about that person, `other` and `outside` are not. After a change of rights that is meant, run the
//! test with `XUEQIAO_UPDATE=1` and commit what it wrote.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use op::{Actor, Grant, Scope};
use web::{Access, Domain};

use crate::DOMAINS;

/// Actions of routes that stand for several rights, which have their lines, each with its reason.
const GATHERED: [(&str, &str); 1] =
    [("credit.application.decide", "one form carries the decision: accept, reject, return or reverse")];
/// Characters of the first column: fixed, so that one right more does not move every other line.
const NAME_WIDTH: usize = 52;
/// 上海开放大学.
const SCHOOL: &str = "4231051252";
/// 上海.
const REGION: &str = "310000";

/// One actor for each column. Nobody among them acts for another.
fn columns() -> Vec<(&'static str, Actor)> {
    let school = || Scope::Organisation(SCHOOL.to_owned());
    let region = || Scope::Region(REGION.to_owned());
    let mut columns = vec![("public", Actor::public()), ("learner", Actor::with_grants("prs_learner", Vec::new()))];
    for (role, scope) in [
        ("registrar", school()),
        ("reviewer", school()),
        ("clerk", school()),
        ("expert", school()),
        ("committee", region()),
        ("monitor_officer", region()),
        ("data_officer", school()),
        ("data_reviewer", region()),
        ("inspector", region()),
        ("bank_officer", region()),
        ("province_officer", region()),
        ("auditor", Scope::Everywhere),
        ("admin", Scope::Everywhere),
    ] {
        let grants = vec![Grant { role: role.to_owned(), scope }];
        columns.push((role, Actor { second_factor: true, ..Actor::with_grants(&format!("prs_{role}"), grants) }));
    }
    columns.push(("system", Actor::system("matrix")));
    columns
}

/// The matrix as it stands in the snapshot: a table for each domain, a line for each right.
fn printed(domains: &[&Domain], columns: &[(&str, Actor)]) -> String {
    let mut text = String::from("What each role may do, printed by acceptance/tests/whole/matrix.rs.\n");
    for domain in domains {
        let rights: Vec<_> = columns.iter().map(|(_, actor)| (domain.matrix)(actor)).collect();
        let names: Vec<&str> = rights[0].iter().map(|(name, _)| name.as_str()).collect();
        write!(text, "\n{:NAME_WIDTH$}", domain.name).unwrap();
        for (role, _) in columns {
            write!(text, "  {role}").unwrap();
        }
        text.push('\n');
        for (row, name) in names.iter().enumerate() {
            assert!(name.len() <= NAME_WIDTH, "{name} is longer than its column");
            write!(text, "{name:NAME_WIDTH$}").unwrap();
            for ((role, _), column) in columns.iter().zip(&rights) {
                assert_eq!(column[row].0, *name, "{}: the rows of {role} are others", domain.name);
                let held = if column[row].1 { "yes" } else { "-" };
                write!(text, "  {held:width$}", width = role.len()).unwrap();
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
    }
    text
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn rights_are_those_that_were_reviewed() {
    let path = root().join("acceptance/snapshots/permission-matrix.txt");
    let now = printed(&DOMAINS, &columns());
    if std::env::var_os("XUEQIAO_UPDATE").is_some_and(|value| value == "1") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &now).unwrap();
    }
    let reviewed = fs::read_to_string(&path).unwrap_or_default();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (was, is) = (lines(&reviewed), lines(&now));
    let gone = was.iter().filter(|line| !is.contains(line)).map(|line| format!("- {line}"));
    let new = is.iter().filter(|line| !was.contains(line)).map(|line| format!("+ {line}"));
    let changes: Vec<String> = gone.chain(new).collect();
    assert!(
        reviewed == now,
        "rights changed; if that is meant, run this test with XUEQIAO_UPDATE=1:\n{}",
        changes.join("\n")
    );
}

#[test]
fn no_domain_role_or_right_is_left_out() {
    let entries = fs::read_dir(root().join("domains")).unwrap().map(Result::unwrap);
    let rooms = entries.filter(|entry| entry.path().join("Cargo.toml").exists());
    let rooms: BTreeSet<String> = rooms.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(rooms, DOMAINS.iter().map(|domain| domain.name.to_owned()).collect());
    let columns = columns();
    for role in DOMAINS.iter().flat_map(|domain| domain.roles) {
        assert!(columns.iter().any(|(column, _)| *column == role.role.0), "{} has no column", role.role.0);
    }
    for domain in DOMAINS {
        let mut rows: BTreeMap<String, usize> = BTreeMap::new();
        for (name, _) in (domain.matrix)(&Actor::public()) {
            assert!(name.starts_with(&format!("{}.", domain.name)), "{name} is not a right of {}", domain.name);
            *rows.entry(name).or_default() += 1;
        }
        let twice: Vec<_> = rows.iter().filter(|(_, count)| **count > 1).collect();
        assert!(twice.is_empty() && !rows.is_empty(), "{}: rows that say the same: {twice:?}", domain.name);
        // Whoever may read what is public is nobody's right.
        for route in domain.routes().filter(|route| route.access == Access::SignedIn) {
            let there = rows.keys().any(|row| row.split(' ').next() == Some(route.action));
            let gathered = GATHERED.iter().any(|(action, _)| *action == route.action);
            assert!(there != gathered, "{} asks for {}, which has no line of its own", route.path, route.action);
        }
    }
}

#[test]
fn a_changed_right_is_seen() {
    static GENEROUS: Domain =
        Domain { matrix: |actor| vec![("x.rule.publish".to_owned(), !actor.is_system())], ..EMPTY };
    static STRICT: Domain = Domain { matrix: |_| vec![("x.rule.publish".to_owned(), false)], ..EMPTY };
    let (before, after) = (printed(&[&STRICT], &columns()), printed(&[&GENEROUS], &columns()));
    assert!(!before.contains("yes"));
    let changed = after.lines().find(|line| line.starts_with("x.rule.publish")).unwrap();
    assert_eq!(changed.split_whitespace().filter(|cell| *cell == "yes").count(), columns().len() - 1);
    assert!(changed.ends_with('-'), "the platform itself comes last: {changed}");
}

const EMPTY: Domain = Domain {
    name: "x",
    routes: &[],
    roles: &[],
    migrations: &[],
    jobs: &[],
    words: &[],
    templates: &[],
    menu: &[],
    matrix: |_| Vec::new(),
    subject_access: |_, _| Ok(false),
};
