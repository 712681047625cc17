//! Every word a person reads stands in both languages, is used, and stands nowhere but in the words.

mod fluent;
mod uses;

use std::collections::BTreeMap;

use super::{
    caught, kept, spared,
    tree::{Tree, Violation},
};
use fluent::{LANGUAGES, Word, words};
use uses::Uses;

/// The same keys with the same arguments in both languages, each once.
fn pairs(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    let mut by_key: BTreeMap<(&str, &str), &Word> = BTreeMap::new();
    let words = words(tree);
    for word in &words {
        if by_key.insert((word.language, &word.key), word).is_some() {
            broken.push(word.file.breaks(word.line, format!("{} is said twice in {}", word.key, word.language)));
        }
        if word.text.trim().is_empty() {
            broken.push(word.file.breaks(word.line, format!("{} says nothing", word.key)));
        }
    }
    for word in &words {
        for other in LANGUAGES.iter().filter(|language| **language != word.language) {
            let why = match by_key.get(&(*other, word.key.as_str())) {
                None => format!("{} is not said in {other}", word.key),
                Some(twin) if twin.arguments() != word.arguments() => {
                    format!("{} has arguments {:?}, in {other} {:?}", word.key, word.arguments(), twin.arguments())
                }
                Some(_) => continue,
            };
            broken.push(word.file.breaks(word.line, why));
        }
    }
    broken
}

/// Every word that code and templates ask for exists, and every word that exists is asked for.
fn usage(tree: &Tree) -> Vec<Violation> {
    let words = words(tree);
    let uses = Uses::of(tree, &words);
    let mut broken = Vec::new();
    for wanted in &uses.wanted {
        let there = match wanted.open {
            true => words.iter().any(|word| word.key.starts_with(&wanted.key)),
            false => words.iter().any(|word| word.key == wanted.key),
        };
        if !there {
            broken.push(wanted.file.breaks(wanted.line, format!("the word {} is asked for and not said", wanted.key)));
        }
    }
    for word in words.iter().filter(|word| !uses.asks_for(&word.key)) {
        broken.push(word.file.breaks(word.line, format!("{} is said and never asked for", word.key)));
    }
    broken
}

/// Templates hold no sentence of their own: a Chinese character outside a comment is one.
fn wordless(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    for file in tree.ending(".html").filter(|file| file.path.contains("/templates/")) {
        let mut inside_comment = false;
        for (place, line) in file.text.lines().enumerate() {
            let mut rest = line;
            while !rest.is_empty() {
                let mark = if inside_comment { "#}" } else { "{#" };
                let (part, behind) = rest.split_once(mark).map_or((rest, None), |(part, behind)| (part, Some(behind)));
                // A language is called by its own name in every language.
                let part = part.replace("中文", "");
                let spoken = part.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
                if spoken && !inside_comment {
                    broken.push(file.breaks(place + 1, format!("words belong into words/: {}", line.trim())));
                }
                inside_comment ^= behind.is_some();
                rest = behind.unwrap_or_default();
            }
        }
    }
    broken
}

#[test]
fn this_house_speaks_both_languages() {
    kept(pairs);
}

#[test]
fn this_house_says_what_is_asked_for_and_nothing_else() {
    kept(usage);
}

#[test]
fn this_house_has_no_sentence_in_a_template() {
    kept(wordless);
}

#[test]
fn a_word_in_one_language_is_caught() {
    for (path, text) in [
        ("domains/identity/words/zh-CN.ftl", "identity-a = 甲\n"),
        ("domains/identity/words/en.ftl", "identity-a = A\n"),
        ("domains/credit/words/en.ftl", "credit-outcome-closed = Closed\ncredit-kind-course = Course\n"),
        ("kernel/web/words/en.ftl", "yes = Yes\nyes = Yes\n"),
        ("domains/credit/words/en.ftl", "credit-outcome-closed = { $until }\ncredit-kind-course =\n"),
    ] {
        caught(pairs, path, text);
    }
    let long = "# A comment = with a sign\ncredit-outcome-closed =\n    Closed\n    since { $until }\ncredit-kind-course = Course\n";
    spared(pairs, "domains/credit/words/en.ftl", long);
}

#[test]
fn a_word_that_is_missing_or_idle_is_caught() {
    for (path, text) in [
        ("domains/credit/templates/x.html", "{{ t(\"credit-nothing\") }}"),
        ("domains/credit/templates/x.html", "{{ t('credit-nothing', a=1) }}"),
        ("domains/credit/templates/x.html", "{{ t(\"credit-none-\" ~ kind) }}"),
        ("domains/credit/src/work.rs", "fn f() { Refusal::new(\"credit.outcome.gone\"); }"),
        ("domains/credit/src/pages.rs", "fn f() { Fault::new(\"title\", \"credit.title.odd\"); }"),
        ("domains/credit/src/pages.rs", "const C: Column = Column { key: \"a\", word: \"credit-a\" };"),
        ("domains/credit/src/access.rs", "fn action(&self) -> &'static str { \"credit.outcome.keep\" }"),
        (
            "engines/indicators/src/expression/mistake.rs",
            "impl Refuse for Mistake { fn code(&self) -> &'static str { match self { A::B => \"expression.gone\" } } }",
        ),
        (
            "domains/credit/src/rules/more.rs",
            "impl Refuse for A { fn code(&self) -> &'static str { match self { A::B => \"credit.b\" } } }",
        ),
        ("domains/identity/words/en.ftl", "identity-idle = Idle\n"),
        ("domains/identity/words/en.ftl", "action-identity-idle = Idle\n"),
    ] {
        caught(usage, path, text);
    }
    spared(usage, "domains/credit/src/pages.rs", "fn f() { Refusal::new(\"credit.outcome.closed\"); }");
    caught(usage, "app/src/demo/cast.rs", "fn f() { Refusal::new(\"app.nothing\"); }");
    let looking = "fn action(&self) -> &'static str { \"credit.outcome.view\" }";
    spared(usage, "domains/credit/src/access.rs", looking);
    spared(usage, "domains/credit/src/api.rs", "impl Problem { fn code(&self) -> &'static str { \"request.odd\" } }");
    spared(usage, "domains/credit/templates/x.html", "{# t(\"credit-nothing\") #}{{ at(\"credit-nothing\") }}");
}

#[test]
fn a_sentence_in_a_template_is_caught() {
    caught(wordless, "domains/credit/templates/x.html", "<p>学分</p>");
    caught(wordless, "domains/credit/templates/x.html", "{# 学分 #}<p>{# 银行\n #}学分</p>");
    spared(wordless, "kernel/web/templates/base.html", "<a hreflang=\"zh-CN\">中文</a>");
    spared(wordless, "domains/credit/templates/x.html", "{# 学分\n银行 #}<p lang=\"zh-CN\">{{ t(\"yes\") }}</p>");
}
