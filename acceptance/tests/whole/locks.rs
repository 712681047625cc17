//! Lock files name versions and checksums, never an address to download from.

use super::{
    caught, kept, spared,
    tree::{Source, Tree, Violation},
};

/// The one source Cargo may name: the name of the public registry, under which a mirror may stand.
const REGISTRY: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";

/// Addresses in lock files and in what steers the package managers.
fn locks(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    for file in &tree.files {
        for (place, line) in file.text.lines().enumerate() {
            if names_address(file, line.trim()) {
                broken.push(file.breaks(place + 1, format!("a download address: {}", line.trim())));
            }
        }
    }
    broken
}

fn names_address(file: &Source, line: &str) -> bool {
    match file.path.rsplit('/').next().unwrap_or_default() {
        "Cargo.lock" => line.starts_with("source = ") && line != REGISTRY,
        "package-lock.json" | "npm-shrinkwrap.json" => line.contains("\"resolved\"") && line.contains("://"),
        "yarn.lock" | "pnpm-lock.yaml" => line.contains("://"),
        ".npmrc" => line.starts_with("registry") || line.contains("_auth"),
        name if name.starts_with("requirements") => line.contains("://") && !line.starts_with('#'),
        "config.toml" if file.path.contains(".cargo/") => line.contains("replace-with") || line.contains("registry"),
        _ => false,
    }
}

#[test]
fn this_house_locks_no_addresses() {
    kept(locks);
}

#[test]
fn an_address_is_caught() {
    for (path, text) in [
        ("Cargo.lock", "[[package]]\nsource = \"registry+https://mirror.example.org/index\"\n"),
        ("Cargo.lock", "[[package]]\nsource = \"git+https://example.org/a.git#0\"\n"),
        ("acceptance/package-lock.json", "{\"x\": {\n\"resolved\": \"https://registry.npmjs.org/x/-/x-1.tgz\"}}\n"),
        ("acceptance/.npmrc", "registry=https://mirror.example.org\n"),
        ("acceptance/requirements.txt", "--index-url https://mirror.example.org\n"),
        (".cargo/config.toml", "[source.crates-io]\nreplace-with = \"mirror\"\n"),
    ] {
        caught(locks, path, text);
    }
    spared(locks, "acceptance/.npmrc", "omit-lockfile-registry-resolved=true\n");
}
