//! Every template that lies in a domain is among the domain's own: one that is not is found by nobody until a page is opened.

use super::{
    caught, kept,
    tree::{Tree, Violation},
};

fn listed(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    for file in tree.files.iter().filter(|file| file.path.starts_with("domains/") && file.path.ends_with(".html")) {
        let Some((room, below)) = file.path.split_once("/templates/") else { continue };
        let path = format!("/templates/{below}");
        let mut code = tree.files.iter().filter(|code| code.path.starts_with(&format!("{room}/src/")));
        if !code.any(|code| code.literals.iter().any(|literal| literal.text.ends_with(&path))) {
            broken.push(file.breaks(1, "no code includes it".to_owned()));
        }
    }
    broken
}

/// A component is defined once in its file: of two with one name the engine silently takes the later.
fn defined_once(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    for file in tree.files.iter().filter(|file| file.path.contains("/templates/") && file.path.ends_with(".html")) {
        let mut seen = std::collections::BTreeSet::new();
        for (place, line) in file.text.lines().enumerate() {
            let name = line.split_once("macro ").and_then(|(_, rest)| rest.split_once('(')).map(|(name, _)| name);
            if let Some(name) = name.filter(|_| line.trim_start().starts_with("{%"))
                && !seen.insert(name)
            {
                broken.push(file.breaks(place + 1, format!("{name} is defined twice")));
            }
        }
    }
    broken
}

#[test]
fn this_house_defines_its_components_once() {
    kept(defined_once);
}

#[test]
fn a_component_defined_twice_is_caught() {
    let twice = "{%- macro a(x) -%}{%- endmacro -%}\n{%- macro a(y) -%}{%- endmacro -%}\n";
    caught(defined_once, "domains/credit/templates/credit/parts.html", twice);
}

#[test]
fn this_house_knows_all_its_templates() {
    kept(listed);
}

#[test]
fn a_template_nobody_includes_is_caught() {
    caught(listed, "domains/credit/templates/credit/lost.html", "<p></p>\n");
}
