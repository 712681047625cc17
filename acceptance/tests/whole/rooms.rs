//! A room is a crate of the same shape and settings; a dependency is chosen once, with its reason.

use toml::{Table, Value};

use super::{
    caught,
    floors::{line_of, manifests, needs},
    kept, spared,
    tree::{Floor, Source, Tree, Violation},
};

/// A folder is called like its crate and takes versions, settings and lints from the workspace.
fn rooms(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    for manifest in manifests(tree) {
        let mut tell = |what: String| broken.push(manifest.breaks(1, what));
        let parts = manifest.path.split('/').count();
        let own_floor = matches!(manifest.floor(), Some(Floor::App | Floor::Acceptance));
        if parts != if own_floor { 2 } else { 3 } {
            tell("rooms stand directly on their floor".to_owned());
        }
        let Ok(table) = manifest.text.parse::<Table>() else {
            tell("is not TOML".to_owned());
            continue;
        };
        let package = table.get("package").and_then(Value::as_table);
        let name = package.and_then(|package| package.get("name")).and_then(Value::as_str).unwrap_or_default();
        if name.trim_start_matches("xueqiao-") != manifest.room() {
            tell(format!("the crate {name} is not called like its folder {}", manifest.room()));
        }
        if table.get("lints").and_then(|lints| lints.get("workspace")).and_then(Value::as_bool) != Some(true) {
            tell("does not take the lints of the workspace".to_owned());
        }
        for need in needs(manifest) {
            if need.value.get("workspace").and_then(Value::as_bool) != Some(true) {
                let line = line_of(manifest, &need.name);
                broken.push(manifest.breaks(line, format!("{} is not the workspace's one version", need.name)));
            }
        }
    }
    broken
}

/// Each dependency of the workspace says on its own line why it was chosen.
fn reasons(tree: &Tree) -> Vec<Violation> {
    let Some(manifest) = tree.file("Cargo.toml") else { return Vec::new() };
    let mut broken = Vec::new();
    let mut inside = false;
    for (place, line) in manifest.text.lines().enumerate() {
        if line.starts_with('[') {
            inside = line.trim() == "[workspace.dependencies]";
        } else if inside && is_unexplained(line) {
            broken.push(manifest.breaks(place + 1, format!("without a reason: {line}")));
        }
    }
    broken
}

fn is_unexplained(line: &str) -> bool {
    let names_one = line.contains('=') && !line.trim_start().starts_with('#');
    // Rooms of the house need no reason: the plan of the house is theirs.
    let own = line.contains("path = ");
    let reason = line.rsplit_once('#').map_or("", |(_, reason)| reason.trim());
    names_one && !own && reason.split_whitespace().count() < 2
}

/// Every domain has its page, its words in both languages, and a door that opens with prose.
fn doors(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    for manifest in manifests(tree) {
        let folder = manifest.path.trim_end_matches("Cargo.toml");
        let door = ["src/lib.rs", "src/main.rs"].iter().find_map(|door| tree.file(&format!("{folder}{door}")));
        match door {
            Some(door) if !opens_with_prose(door) => {
                broken
                    .push(door.breaks(1, "the door opens with prose: what this is, its nouns, what it does not know"));
            }
            Some(_) => {}
            None => broken.push(manifest.breaks(1, "has no door: src/lib.rs")),
        }
        if manifest.floor() == Some(Floor::Domain) && tree.file(&format!("{folder}README.md")).is_none() {
            broken
                .push(manifest.breaks(1, "has no README.md: nouns, verbs, rules and the official source on one page"));
        }
    }
    broken
}

fn opens_with_prose(door: &Source) -> bool {
    let first = door.text.lines().next().and_then(|line| line.strip_prefix("//! "));
    first.is_some_and(|line| line.split_whitespace().count() >= 4)
}

#[test]
fn this_house_has_rooms_of_one_shape() {
    kept(rooms);
}

#[test]
fn this_house_chose_its_dependencies() {
    kept(reasons);
}

#[test]
fn this_house_has_a_page_and_a_door_to_each_room() {
    kept(doors);
}

#[test]
fn a_room_of_another_shape_is_caught() {
    for text in [
        "[package]\nname = \"chart\"\n[lints]\nworkspace = true\n",
        "[package]\nname = \"flow\"\n",
        "[package]\nname = \"flow\"\n[lints]\nworkspace = true\n[dependencies]\nserde = \"1\"\n",
        "[package]\nname = \"flow\"\n[lints]\nworkspace = true\n[dev-dependencies]\nserde = { version = \"1\" }\n",
    ] {
        caught(rooms, "engines/flow/Cargo.toml", text);
    }
    let deep = "[package]\nname = \"flow\"\n[lints]\nworkspace = true\n";
    caught(rooms, "engines/flow/deep/Cargo.toml", deep);
    caught(reasons, "Cargo.toml", "[workspace.dependencies]\nserde = \"1\"\n");
    caught(reasons, "Cargo.toml", "[workspace.dependencies]\nserde = \"1\" # JSON\n");
    spared(
        reasons,
        "Cargo.toml",
        "[workspace.dependencies]\nunits = { path = \"engines/units\" }\n\n[profile.dev]\ndebug = 1\n",
    );
    caught(doors, "engines/flow/src/lib.rs", "mod check;\n");
    caught(doors, "engines/flow/src/lib.rs", "//! flow\n");
    caught(doors, "domains/labs/Cargo.toml", "[package]\nname = \"labs\"\n");
}
