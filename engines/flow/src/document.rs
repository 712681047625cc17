//! The chart as people read it: a picture and a table.

use std::fmt::Write;

use crate::{Chart, StateKind};

impl Chart {
    /// The picture, as the text of a Mermaid state diagram. Each arrow says the verb, who may, and the guard in brackets.
    pub fn diagram(&self) -> String {
        let mut text = String::from("stateDiagram-v2\n");
        for state in self.states.iter().filter(|state| state.kind == StateKind::Initial) {
            line(&mut text, format_args!("    [*] --> {}", state.name));
        }
        for step in self.moves {
            let guard = step.guard.map(|guard| format!(" [{guard}]")).unwrap_or_default();
            let who = step.who.join(", ");
            line(&mut text, format_args!("    {} --> {}: {} ({who}){guard}", step.from, step.to, step.verb));
        }
        for state in self.states.iter().filter(|state| state.kind == StateKind::Final) {
            line(&mut text, format_args!("    {} --> [*]", state.name));
        }
        text
    }

    /// The moves as a Markdown table, one line each.
    pub fn table(&self) -> String {
        let mut text = String::from("| from | verb | to | who | guard |\n|---|---|---|---|---|\n");
        for step in self.moves {
            let who = step.who.join(", ");
            let guard = step.guard.unwrap_or_default();
            line(&mut text, format_args!("| {} | {} | {} | {who} | {guard} |", step.from, step.verb, step.to));
        }
        text
    }
}

fn line(text: &mut String, content: std::fmt::Arguments<'_>) {
    // Writing to a String has no way to fail.
    let _ = writeln!(text, "{content}");
}
