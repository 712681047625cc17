//! The statements that the stores and the kernel write, put together as far as their text alone tells: `concat!` of texts and of
//! macros that stand for one, `format!` of constants, and rows of a batch.

use super::tree::{Floor, Source, Tree};

/// A statement and where it stands.
pub struct Written {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The statement.
    pub sql: String,
}

/// What was found.
#[derive(Default)]
pub struct All {
    /// Statements known whole.
    pub whole: Vec<Written>,
    /// Statements whose parts are chosen at run time; the tests over HTTP run them on both engines.
    pub chosen: Vec<Written>,
}

/// Every statement of this repository outside migrations and tests. Those of `kernel/db` speak to one engine each.
pub fn statements() -> All {
    of(&super::repository())
}

fn of(tree: &Tree) -> All {
    let mut all = All::default();
    for file in tree.rust().filter(|file| may_write(file)) {
        for (place, literal) in file.literals.iter().enumerate() {
            if !begins_like_one(&literal.text) || in_macro(file, literal.at) {
                continue;
            }
            let (sql, whole) = match enclosing(&file.code, literal.at) {
                Some((open, "concat")) if !first_inside(&file.code, open, literal.at) => continue,
                Some((open, "concat")) => match concatenated(tree, file, open) {
                    Some(sql) => match enclosing(&file.code, open) {
                        Some((outer, "format")) => formatted(file, &sql, &rest_of(&file.code, outer)),
                        _ => (sql, true),
                    },
                    None => (literal.text.clone(), false),
                },
                Some((open, "format")) => formatted(file, &literal.text, &rest_of(&file.code, open)),
                _ => (literal.text.clone(), true),
            };
            let into = if whole { &mut all.whole } else { &mut all.chosen };
            let line = file.literals[place].line;
            into.push(Written { path: file.path.clone(), line, sql: with_a_row(&sql) });
        }
    }
    all
}

fn may_write(file: &Source) -> bool {
    let kernel = file.floor() == Some(Floor::Kernel) && file.room() != "db";
    let store = file.floor() == Some(Floor::Domain) && file.module() == "store";
    (kernel || store) && !file.is_test()
}

fn begins_like_one(text: &str) -> bool {
    let text = text.trim_start().to_lowercase();
    ["select ", "insert into ", "update ", "delete from ", "with "].iter().any(|start| text.starts_with(start))
}

/// Whether a text is what a macro stands for.
fn in_macro(file: &Source, at: usize) -> bool {
    let before = file.code[..at].trim_end();
    before.ends_with('{') && before[..before.len() - 1].trim_end().ends_with("=>")
}

/// The bracket a byte stands in and the macro it belongs to, `""` if none.
fn enclosing(code: &str, at: usize) -> Option<(usize, &str)> {
    let mut depth = 0;
    for (place, letter) in code[..at].char_indices().rev() {
        match letter {
            ')' => depth += 1,
            '(' if depth > 0 => depth -= 1,
            '(' => {
                let name = code[..place].strip_suffix('!').unwrap_or_default();
                let start = name.rfind(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
                return Some((place, &name[start.map_or(0, |start| start + 1)..]));
            }
            ';' | '{' | '}' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

fn first_inside(code: &str, open: usize, at: usize) -> bool {
    code[open + 1..at].trim().is_empty()
}

/// The arguments between a bracket and its partner: where each begins, and its code.
fn arguments(code: &str, open: usize) -> Vec<(usize, &str)> {
    let (mut depth, mut from, mut found) = (0, open + 1, Vec::new());
    for (place, letter) in code[open..].char_indices().map(|(place, letter)| (open + place, letter)) {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 1 => {
                found.push((from, &code[from..place]));
                from = place + 1;
            }
            _ => {}
        }
        if depth == 0 {
            found.push((from, &code[from..place]));
            break;
        }
    }
    found.retain(|(_, text)| !text.trim().is_empty());
    found
}

fn rest_of(code: &str, open: usize) -> Vec<String> {
    arguments(code, open).into_iter().skip(1).map(|(_, text)| text.trim().to_owned()).collect()
}

/// The text of `concat!`, if each part is a text or a macro of this room that stands for one.
fn concatenated(tree: &Tree, file: &Source, open: usize) -> Option<String> {
    let mut text = String::new();
    for (from, argument) in arguments(&file.code, open) {
        match argument.trim().strip_suffix("!()") {
            Some(name) => text += &stands_for(file, name).or_else(|| in_room(tree, file, name))?,
            None => {
                let inside = file.literals.iter().find(|literal| (from..from + argument.len()).contains(&literal.at));
                text += &inside?.text;
            }
        }
    }
    Some(text)
}

fn in_room(tree: &Tree, file: &Source, name: &str) -> Option<String> {
    let room = tree.rust().filter(|other| other.room() == file.room() && other.floor() == file.floor());
    room.filter(|other| other.path != file.path).find_map(|other| stands_for(other, name))
}

fn stands_for(file: &Source, name: &str) -> Option<String> {
    let at = file.code.find(&format!("macro_rules! {name} "))?;
    file.literals.iter().find(|literal| literal.at > at).map(|literal| literal.text.clone())
}

/// A `format!` with the constants of its file put in, and whether that was all there was to put in.
fn formatted(file: &Source, text: &str, arguments: &[String]) -> (String, bool) {
    let (mut out, mut rest, mut next) = (String::new(), text, 0);
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((name, after)) = behind.split_once('}') else { break };
        let value = match name {
            "" => {
                next += 1;
                arguments.get(next - 1).and_then(|argument| value_of(file, argument))
            }
            name => value_of(file, name),
        };
        let Some(value) = value else { return (text.to_owned(), false) };
        (out, rest) = (out + before + &value, after);
    }
    (out + rest, true)
}

/// The text of a constant, or of a set of parameters that begins at a number.
fn value_of(file: &Source, name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix("set(").and_then(|rest| rest.strip_suffix(')')) {
        return Some(format!("(${number})"));
    }
    let at = file.code.find(&format!("const {name}: &str ="))?;
    let end = at + file.code[at..].find(';')?;
    file.literals.iter().find(|literal| (at..end).contains(&literal.at)).map(|literal| literal.text.clone())
}

/// A batch ends in `values` and is given its rows later: one is added.
fn with_a_row(sql: &str) -> String {
    let trimmed = sql.trim_end();
    if !trimmed.to_lowercase().ends_with(" values") {
        return trimmed.to_owned();
    }
    let columns = trimmed.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map_or("", |(columns, _)| columns);
    let row: Vec<String> = (1..=columns.split(',').count()).map(|number| format!("${number}")).collect();
    format!("{trimmed} ({})", row.join(", "))
}

#[test]
fn statements_are_put_together() {
    let house = super::house::build();
    let text = r#"
        const COLUMNS: &str = "a, b";
        macro_rules! columns { () => { "c, d" } }
        fn f() {
            run("delete from credit_x where a = $1");
            run(&format!("select {COLUMNS} from credit_x where a in {}", set(2)));
            run(concat!("select ", columns!(), " from credit_x"));
            batch("insert into credit_x (a, b) values", &rows, "on conflict do nothing");
            run(&format!("select {chosen} from credit_x"));
        }
    "#;
    super::house::put(house.path(), "domains/credit/src/store/x.rs", text);
    let all = of(&Tree::load(house.path()));
    let here = |written: &&Written| written.path.ends_with("store/x.rs");
    let whole: Vec<&str> = all.whole.iter().filter(here).map(|written| written.sql.as_str()).collect();
    let expected = [
        "delete from credit_x where a = $1",
        "select a, b from credit_x where a in ($2)",
        "select c, d from credit_x",
        "insert into credit_x (a, b) values ($1, $2)",
    ];
    assert_eq!(whole, expected);
    assert_eq!(all.chosen.iter().filter(here).count(), 1);
}
