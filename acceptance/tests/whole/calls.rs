//! The paths a Rust file names, with grouped imports written out.

use super::tree::Source;

/// A path named in code, and its line.
pub(super) struct Named {
    pub(super) line: usize,
    pub(super) path: String,
}

impl Named {
    /// Whether the segments of `wanted` stand next to each other in this path.
    pub(super) fn holds(&self, wanted: &str) -> bool {
        let wanted: Vec<&str> = wanted.split("::").collect();
        let here: Vec<&str> = self.path.split("::").collect();
        here.windows(wanted.len()).any(|window| window == wanted)
    }

    /// Whether the path begins with the segments of `wanted`.
    pub(super) fn begins(&self, wanted: &str) -> bool {
        let rest = self.path.strip_prefix(wanted);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    }
}

/// Every path of two segments or more, and every imported path whole: `use a::{b, c::d};` names `a::b` and `a::c::d`.
pub(super) fn named(source: &Source) -> Vec<Named> {
    let code = &source.code;
    let mut found = Vec::new();
    let mut at = 0;
    while at < code.len() {
        let length = path_length(&code[at..]);
        if length == 0 {
            at += 1;
            continue;
        }
        let path = &code[at..at + length];
        if path == "use" {
            let end = code[at..].find(';').map_or(code.len(), |end| at + end);
            let line = source.line_at(at);
            let tree: String = code[at + 3..end].split_whitespace().collect::<Vec<_>>().join(" ");
            write_out("", &tree, &mut |path| found.push(Named { line, path }));
            at = end;
        } else {
            if path.contains("::") {
                found.push(Named { line: source.line_at(at), path: path.to_owned() });
            }
            at += length;
        }
    }
    found
}

/// Bytes of the path that begins here: names joined by two colons.
fn path_length(code: &str) -> usize {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let bytes = code.as_bytes();
    let mut length = 0;
    loop {
        let name = bytes[length..].iter().take_while(|byte| is_name(**byte)).count();
        if name == 0 {
            return length.saturating_sub(2);
        }
        length += name;
        if !bytes[length..].starts_with(b"::") {
            return length;
        }
        length += 2;
    }
}

/// Writes out the tree of an import below a prefix.
fn write_out(prefix: &str, tree: &str, tell: &mut dyn FnMut(String)) {
    for branch in branches(tree) {
        let branch = branch.split(" as ").next().unwrap_or(branch).trim();
        let branch = branch.trim_start_matches("::");
        if branch.is_empty() {
            continue;
        }
        match branch.split_once('{') {
            Some((stem, group)) => {
                let inner = group.trim_end().strip_suffix('}').unwrap_or(group);
                write_out(&format!("{prefix}{}", stem.trim()), inner, tell);
            }
            None => {
                let path = format!("{prefix}{branch}");
                tell(path.trim_end_matches("::self").to_owned());
            }
        }
    }
}

/// The parts between commas that stand outside braces.
fn branches(tree: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_i32, 0, Vec::new());
    for (place, letter) in tree.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&tree[start..place]);
                start = place + 1;
            }
            _ => {}
        }
    }
    parts.push(&tree[start..]);
    parts
}

#[test]
fn imports_are_written_out() {
    let house = super::house::build();
    let text = "use std::{fs, io::{self, Read as R}};\nuse ::op::Op;\nfn f() { time::Instant::now(); x::<y::Z>(); }";
    super::house::put(house.path(), "app/src/x.rs", text);
    let tree = super::Tree::load(house.path());
    let paths: Vec<String> = named(tree.file("app/src/x.rs").unwrap()).into_iter().map(|named| named.path).collect();
    assert_eq!(paths, ["std::fs", "std::io", "std::io::Read", "op::Op", "time::Instant::now", "y::Z"]);
    let now = Named { line: 1, path: "time::Instant::now".into() };
    assert!(now.holds("Instant::now") && !now.holds("stant::now") && now.begins("time") && !now.begins("tim"));
}
