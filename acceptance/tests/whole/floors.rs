//! Invariants 1 to 3, from the manifests: which floor may lean on which, and who may name what.

use toml::{Table, Value};

use super::{
    caught, kept, spared,
    tree::{Floor, Source, Tree, Violation},
};

/// Libraries without files, clock or randomness that an engine may use; the last three read what they are handed, and `rayon` only
/// runs what is independent side by side.
const PURE: [&str; 18] = [
    "units",
    "serde",
    "serde_json",
    "serde_path_to_error",
    "schemars",
    "jiff",
    "toml",
    "microlp",
    "rayon",
    "csv",
    "quick-xml",
    "sha2",
    "sha3",
    "hex",
    "base64",
    "subtle",
    "calamine",
    "zip",
];
/// Below the domains each room names the rooms it may stand on.
const KERNEL: [(&str, &[&str]); 3] = [("db", &[]), ("op", &["db"]), ("web", &["db", "op"])];
/// The domains the others stand on, lowest first.
const GROUND: [&str; 2] = ["directory", "identity"];
/// What speaks to a database.
const DRIVERS: [&str; 12] = [
    "rusqlite",
    "libsqlite3-sys",
    "postgres",
    "postgres-types",
    "tokio-postgres",
    "sqlx",
    "diesel",
    "r2d2",
    "deadpool",
    "sea-orm",
    "duckdb",
    "redb",
];
/// What serves HTTP or brings an asynchronous runtime with it.
const SERVERS: [&str; 11] = [
    "axum",
    "hyper",
    "hyper-util",
    "tower",
    "tower-http",
    "tokio",
    "tokio-util",
    "actix-web",
    "futures",
    "futures-util",
    "async-trait",
];

/// One dependency line of a manifest.
pub(super) struct Need {
    pub(super) name: String,
    /// Whether only tests and benchmarks use it.
    pub(super) for_tests: bool,
    pub(super) value: Value,
}

/// Dependencies point down, engines are pure, and only one room each names a driver and a server.
fn floors(tree: &Tree) -> Vec<Violation> {
    let rooms: Vec<(&str, Floor)> = manifests(tree).filter_map(|file| Some((file.room(), file.floor()?))).collect();
    let mut broken = Vec::new();
    for manifest in manifests(tree) {
        let Some(floor) = manifest.floor().filter(|floor| *floor != Floor::Acceptance) else { continue };
        for need in needs(manifest) {
            let target = rooms.iter().find(|(room, _)| *room == need.name).map(|(_, floor)| *floor);
            let why = match target {
                Some(target) if need.for_tests && target == Floor::Engine => None,
                Some(target) => leans_up(floor, manifest.room(), target, &need.name),
                None => names_wrongly(floor, manifest.room(), &need),
            };
            let line = line_of(manifest, &need.name);
            broken.extend(why.map(|why| manifest.breaks(line, format!("{}: {why}", need.name))));
        }
    }
    broken
}

/// Why a room may not lean on another room.
fn leans_up(floor: Floor, room: &str, target: Floor, name: &str) -> Option<&'static str> {
    let allowed = match (floor, target) {
        (Floor::Engine, Floor::Engine) => name == "units",
        (Floor::Kernel, Floor::Engine) | (Floor::Domain, Floor::Engine | Floor::Kernel) => true,
        (Floor::Kernel, Floor::Kernel) => KERNEL.iter().any(|(kernel, below)| *kernel == room && below.contains(&name)),
        (Floor::Domain, Floor::Domain) => {
            let height = GROUND.iter().position(|ground| *ground == room).unwrap_or(GROUND.len());
            GROUND[..height].contains(&name)
        }
        (Floor::App, Floor::Engine | Floor::Kernel | Floor::Domain) => true,
        _ => false,
    };
    let why = match (floor, target) {
        (Floor::Engine, _) => "an engine stands on units and nothing else of the house",
        (Floor::Domain, Floor::Domain) => "a domain stands on directory and identity; others are told by an event",
        _ => "dependencies point only downward",
    };
    (!allowed).then_some(why)
}

/// Why a room may not name a library from outside.
fn names_wrongly(floor: Floor, room: &str, need: &Need) -> Option<&'static str> {
    let name = need.name.as_str();
    // The tests of a domain may drive its router.
    let drives = floor == Floor::Domain && need.for_tests;
    let serves = drives || floor == Floor::App || (floor == Floor::Kernel && room == "web");
    if DRIVERS.contains(&name) && !(floor == Floor::Kernel && room == "db") {
        Some("only kernel/db names a database driver")
    } else if SERVERS.contains(&name) && !serves {
        Some("only kernel/web and app know a server or a runtime")
    } else if floor == Floor::Engine && !need.for_tests && !PURE.contains(&name) {
        Some("not on the list of pure libraries an engine may use")
    } else {
        None
    }
}

/// The manifests of rooms.
pub(super) fn manifests(tree: &Tree) -> impl Iterator<Item = &Source> {
    tree.ending("/Cargo.toml").filter(|file| file.floor().is_some())
}

/// Every dependency of a manifest: of all targets, for building and for tests too.
pub(super) fn needs(manifest: &Source) -> Vec<Need> {
    let table: Table = manifest.text.parse().unwrap_or_default();
    let mut needs = Vec::new();
    let targets = table.get("target").and_then(Value::as_table).into_iter().flat_map(|targets| targets.values());
    for scope in targets.filter_map(Value::as_table).chain([&table]) {
        for kind in ["dependencies", "build-dependencies", "dev-dependencies"] {
            for (key, value) in scope.get(kind).and_then(Value::as_table).into_iter().flatten() {
                // A renamed dependency is what its `package` says.
                let package = value.get("package").and_then(Value::as_str);
                let name = package.unwrap_or(key).to_owned();
                needs.push(Need { name, for_tests: kind == "dev-dependencies", value: value.clone() });
            }
        }
    }
    needs
}

/// The line that names a dependency, for the report.
pub(super) fn line_of(manifest: &Source, name: &str) -> usize {
    manifest.text.lines().position(|line| line.starts_with(name)).map_or(1, |place| place + 1)
}

#[test]
fn this_house_keeps_its_floors() {
    kept(floors);
}

#[test]
fn a_lean_the_wrong_way_is_caught() {
    let manifest = |kind: &str, need: &str| format!("[package]\nname = \"x\"\n\n[{kind}]\n{need} = \"1\"\n");
    for (room, kind, need) in [
        ("engines/units", "dependencies", "tokio"),
        ("engines/units", "dependencies", "rand"),
        ("engines/flow", "dependencies", "db"),
        ("engines/units", "dependencies", "flow"),
        ("engines/units", "dev-dependencies", "rusqlite"),
        ("kernel/db", "dependencies", "op"),
        ("kernel/op", "dependencies", "web"),
        ("kernel/op", "dependencies", "rusqlite"),
        ("kernel/op", "build-dependencies", "postgres"),
        ("kernel/op", "dependencies", "tokio"),
        ("kernel/web", "dependencies", "directory"),
        ("kernel/web", "target.'cfg(unix)'.dependencies", "sqlx"),
        ("domains/directory", "dependencies", "identity"),
        ("domains/credit", "dependencies", "axum"),
        ("domains/credit", "build-dependencies", "tokio"),
        ("domains/credit", "dev-dependencies", "rusqlite"),
        ("domains/credit", "target.'cfg(unix)'.dependencies", "tower"),
        ("kernel/op", "dev-dependencies", "tokio"),
        ("domains/labs", "dependencies", "credit"),
        ("domains/credit", "dependencies", "app"),
        ("app", "dependencies", "rusqlite"),
    ] {
        caught(floors, &format!("{room}/Cargo.toml"), &manifest(kind, need));
    }
    let renamed = "[dependencies]\nbase = { package = \"rusqlite\", version = \"1\" }\n";
    caught(floors, "domains/credit/Cargo.toml", renamed);
    spared(floors, "domains/labs/Cargo.toml", &manifest("dependencies", "identity"));
    for server in ["axum", "tokio", "tower"] {
        spared(floors, "domains/labs/Cargo.toml", &manifest("dev-dependencies", server));
    }
    let both = manifest("dev-dependencies", "axum") + "\n[dependencies]\naxum = \"1\"\n";
    caught(floors, "domains/labs/Cargo.toml", &both);
    spared(floors, "engines/flow/Cargo.toml", &manifest("dev-dependencies", "proptest"));
}
