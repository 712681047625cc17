//! The form components against the fixtures of GOV.UK Frontend: for the options chosen in `fixtures.json` our macros give
//! the same HTML, white space aside. The fixtures come with the npm package (`cd acceptance && npm ci`, or
//! `XQ_GOVUK_FIXTURES` names the folder of its components); where they are missing the test is skipped, except in CI.

#![expect(clippy::unwrap_used, reason = "a test may say that what it prepared exists")]
#![expect(
    clippy::disallowed_methods,
    reason = "where the fixtures lie and whether this is CI stand in the environment"
)]

use std::path::{Path, PathBuf};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use minijinja::value::{Kwargs, Serde};
use minijinja::{Environment, UndefinedBehavior, Value, context};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

fn components() -> PathBuf {
    let usual = || Path::new(HERE).join("../../acceptance/node_modules/govuk-frontend/dist/govuk/components");
    std::env::var_os("XQ_GOVUK_FIXTURES").map_or_else(usual, PathBuf::from)
}

/// The templates as they lie in the folder, speaking English words, strict about undefined names.
fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_loader(|name| Ok(if name == "ui.html" { joined() } else { file(name) }));
    let source = std::fs::read_to_string(Path::new(HERE).join("words/en.ftl")).unwrap();
    let mut words = FluentBundle::new_concurrent(vec!["en".parse().unwrap()]);
    words.set_use_isolating(false);
    words.add_resource(FluentResource::try_new(source).unwrap()).unwrap();
    environment.add_function("t", move |key: &str, values: Kwargs| {
        let mut args = FluentArgs::new();
        for name in values.args() {
            args.set(name.to_owned(), values.get::<Value>(name).unwrap().to_string());
        }
        let pattern =
            words.get_message(key).and_then(|message| message.value()).unwrap_or_else(|| panic!("no word {key}"));
        words.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    });
    environment
}

/// The files of the components, which the site joins in this order too.
fn joined() -> Option<String> {
    ["status", "fields", "parts", "lists", "map", "start"].iter().map(|part| file(&format!("ui/{part}.html"))).collect()
}

fn file(name: &str) -> Option<String> {
    std::fs::read_to_string(Path::new(HERE).join("templates").join(name)).ok()
}

/// White space is one blank, none beside a tag; characters that may be written in two ways are written in one.
fn normal(html: &str) -> String {
    let html = html
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&#x2f;", "/")
        .replace("/>", ">");
    let mut text = html.split_whitespace().collect::<Vec<_>>().join(" ");
    for tag in ["<", ">"] {
        text = text.split(tag).map(str::trim).collect::<Vec<_>>().join(tag);
    }
    text
}

/// The cases whose HTML differs from the fixture, each with both texts.
fn differing(components: &Path) -> (usize, Vec<String>) {
    let environment = environment();
    let read =
        |path: PathBuf| -> serde_json::Value { serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap() };
    let (mut tried, mut wrong) = (0, Vec::new());
    for (component, calls) in read(Path::new(HERE).join("tests/fixtures.json")).as_object().unwrap() {
        let fixtures = read(components.join(component).join("fixtures.json"));
        for (name, call) in calls.as_object().unwrap() {
            let Some(fixture) =
                fixtures["fixtures"].as_array().unwrap().iter().find(|fixture| fixture["name"] == **name)
            else {
                wrong.push(format!("{component}: there is no fixture {name}"));
                continue;
            };
            let template = format!("{{% import \"ui.html\" as ui %}}{{{{ {} }}}}", call.as_str().unwrap());
            let given = context! { o => Value::from(Serde(&fixture["options"])), locale => "en" };
            let ours = match environment.render_named_str("case.html", &template, given) {
                Ok(html) => normal(&html),
                Err(error) => format!("{error:#}"),
            };
            let theirs = normal(fixture["html"].as_str().unwrap());
            tried += 1;
            if ours != theirs {
                wrong.push(format!("{component}: {name}\n  ours   {ours}\n  theirs {theirs}"));
            }
        }
    }
    (tried, wrong)
}

#[test]
fn the_macros_give_the_html_of_the_fixtures() {
    let components = components();
    if !components.is_dir() {
        assert_ne!(
            std::env::var("CI").as_deref(),
            Ok("true"),
            "no fixtures at {}: cd acceptance && npm ci",
            components.display()
        );
        return;
    }
    let (tried, wrong) = differing(&components);
    assert!(wrong.is_empty(), "{} of {tried} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 100, "only {tried} fixtures were tried");
}

#[test]
fn white_space_is_all_that_is_forgiven() {
    assert_eq!(normal("<p>\n  a  <b> c</b>\n</p>"), normal("<p>a<b>c</b></p>"));
    assert_ne!(normal("<p class=\"a b\">"), normal("<p class=\"a\">"));
    assert_ne!(normal("<p>a b</p>"), normal("<p>ab</p>"));
}
