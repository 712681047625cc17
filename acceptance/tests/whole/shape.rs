//! Files and functions stay as long as one can hold in mind.

use super::{
    caught, kept, spared,
    tree::{Source, Tree, Violation},
};

/// The aim is 300; beyond this a file holds more than one subject.
const FILE_LINES_MAX: usize = 450;
/// A function longer than a screen does more than one thing.
const FUNCTION_LINES_MAX: usize = 60;

/// Lengths of Rust files and functions; tests and tables are exempt, for each of their lines is read alone.
fn lengths(tree: &Tree) -> Vec<Violation> {
    let mut broken = Vec::new();
    for file in tree.rust().filter(|file| !file.is_test() && !is_table(file)) {
        let lines = file.text.lines().count();
        if lines > FILE_LINES_MAX {
            broken.push(file.breaks(lines, format!("{lines} lines; the most is {FILE_LINES_MAX}")));
        }
        for (line, length) in functions(file) {
            if length > FUNCTION_LINES_MAX {
                broken
                    .push(file.breaks(line, format!("a function of {length} lines; the most is {FUNCTION_LINES_MAX}")));
            }
        }
    }
    broken
}

/// A file that is one table: it stands in a folder `tables` or is called so.
fn is_table(file: &Source) -> bool {
    file.path.contains("/tables/") || file.path.ends_with("/tables.rs")
}

/// Where each function begins and how many lines it has, signature and body.
fn functions(file: &Source) -> Vec<(usize, usize)> {
    let code = &file.code;
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let alone = !code[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
        if let Some(end) = body_end(&code[at..]).filter(|_| alone) {
            let (first, last) = (file.line_at(at), file.line_at(at + end));
            found.push((first, last - first + 1));
        }
    }
    found
}

/// The byte of the brace that closes the body; none for a function without one.
fn body_end(code: &str) -> Option<usize> {
    let (mut braces, mut brackets) = (0_usize, 0_usize);
    for (place, letter) in code.char_indices() {
        match letter {
            ';' if braces == 0 && brackets == 0 => return None,
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.checked_sub(1)?,
            '{' => braces += 1,
            '}' => {
                braces = braces.checked_sub(1)?;
                if braces == 0 {
                    return Some(place);
                }
            }
            _ => {}
        }
    }
    None
}

#[test]
fn this_house_keeps_its_lengths() {
    kept(lengths);
}

#[test]
fn a_long_file_or_function_is_caught() {
    let lines = |count: usize| "    a();\n".repeat(count);
    let function = |count: usize| format!("impl A {{\n  fn f(a: [u8; 2]) {{\n{}  }}\n}}\n", lines(count));
    let path = "kernel/op/src/long.rs";
    caught(lengths, path, &"// x\n".repeat(FILE_LINES_MAX + 1));
    caught(lengths, path, &function(FUNCTION_LINES_MAX - 1));
    spared(lengths, path, &function(FUNCTION_LINES_MAX - 2));
    spared(lengths, path, &"fn f() {}\n".repeat(FILE_LINES_MAX));
    spared(lengths, path, &format!("trait A {{ fn f(); }}\nconst T: &[u8] = &[\n{}];\n", "    1,\n".repeat(100)));
    spared(lengths, "kernel/op/src/tables/codes.rs", &"// x\n".repeat(FILE_LINES_MAX + 1));
    spared(lengths, "kernel/op/src/tests.rs", &function(200));
}
