//! What is wrong with a chart as a drawing, whatever its domain.

use std::fmt;

use crate::{Chart, Move, State, StateKind};

/// A flaw in the structure of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A name is not of lowercase letters, digits and underscores, or it is a word of the diagram language.
    BadName(&'static str),
    /// A state is listed twice.
    StateTwice(&'static str),
    /// A move names a state that is not listed.
    UnknownState(&'static str),
    /// Not exactly one state is the initial one.
    NotOneBeginning,
    /// No way leads from the initial state to this one.
    Unreachable(&'static str),
    /// A state that is not final has no move out of it to another.
    DeadEnd(&'static str),
    /// The chart has final states, but no way leads from this one to any.
    NeverEnds(&'static str),
    /// A move starts from a final state.
    MovesAfterEnd(Move),
    /// A move is listed twice.
    MoveTwice(Move),
    /// Two moves answer the same verb of the same person in the same state.
    Ambiguous(Move, Move),
    /// A move that nobody may make.
    NobodyMay(Move),
}

/// Words with a meaning of their own in a Mermaid state diagram.
const DIAGRAM_WORDS: [&str; 6] = ["end", "state", "note", "direction", "class", "style"];

impl Chart {
    /// Every flaw of the structure; none in a sound chart.
    pub fn check(&self) -> Vec<Flaw> {
        let mut flaws = self.bad_names();
        flaws.extend(self.bad_states());
        flaws.extend(self.bad_moves());
        flaws
    }

    fn bad_names(&self) -> Vec<Flaw> {
        let states = self.states.iter().map(|state| state.name);
        let others = self.verbs().into_iter().chain(self.people());
        let guards = self.moves.iter().filter_map(|step| step.guard);
        states
            .chain(others)
            .chain(guards)
            .chain([self.name])
            .filter(|name| !is_plain(name))
            .map(Flaw::BadName)
            .collect()
    }

    fn bad_states(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        let initial = self.states.iter().filter(|state| state.kind == StateKind::Initial).count();
        if initial != 1 {
            flaws.push(Flaw::NotOneBeginning);
        }
        let begun = self.reached(self.initial());
        let ends = self.states.iter().any(|state| state.kind == StateKind::Final);
        for (place, state) in self.states.iter().enumerate() {
            let name = state.name;
            if self.states[..place].iter().any(|earlier| earlier.name == name) {
                flaws.push(Flaw::StateTwice(name));
            }
            if !begun.contains(&name) {
                flaws.push(Flaw::Unreachable(name));
            }
            if state.kind == StateKind::Final {
                continue;
            }
            let onward = self.reached(Some(state));
            if onward.len() == 1 {
                flaws.push(Flaw::DeadEnd(name));
            } else if ends && !onward.iter().any(|reached| self.is_final(reached)) {
                flaws.push(Flaw::NeverEnds(name));
            }
        }
        flaws
    }

    fn bad_moves(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        for (place, step) in self.moves.iter().enumerate() {
            let unknown = [step.from, step.to].into_iter().filter(|name| self.state(name).is_none());
            flaws.extend(unknown.map(Flaw::UnknownState));
            if self.is_final(step.from) {
                flaws.push(Flaw::MovesAfterEnd(*step));
            }
            if step.who.is_empty() {
                flaws.push(Flaw::NobodyMay(*step));
            }
            let rivals = self.moves[..place].iter().filter(|earlier| {
                earlier.from == step.from && earlier.verb == step.verb && (*earlier == step || earlier.allows(step.who))
            });
            flaws.extend(rivals.map(|earlier| match earlier == step {
                true => Flaw::MoveTwice(*step),
                false => Flaw::Ambiguous(*earlier, *step),
            }));
        }
        flaws
    }

    /// The state and every state some way leads to from it.
    fn reached(&self, from: Option<&State>) -> Vec<&'static str> {
        let mut reached: Vec<&'static str> = from.map(|state| state.name).into_iter().collect();
        let mut place = 0;
        while let Some(here) = reached.get(place).copied() {
            for step in self.moves.iter().filter(|step| step.from == here) {
                if !reached.contains(&step.to) {
                    reached.push(step.to);
                }
            }
            place += 1;
        }
        reached
    }
}

fn is_plain(name: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    !name.is_empty() && name.bytes().all(letters) && !DIAGRAM_WORDS.contains(&name)
}

impl fmt::Display for Flaw {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = |step: &Move| format!("{} --{}--> {}", step.from, step.verb, step.to);
        match self {
            Flaw::BadName(name) => write!(formatter, "`{name}` is not a plain name"),
            Flaw::StateTwice(name) => write!(formatter, "state {name} is listed twice"),
            Flaw::UnknownState(name) => write!(formatter, "state {name} is not listed"),
            Flaw::NotOneBeginning => formatter.write_str("not exactly one state is the initial one"),
            Flaw::Unreachable(name) => write!(formatter, "no way leads to {name}"),
            Flaw::DeadEnd(name) => write!(formatter, "{name} is not final, but nothing leads out of it"),
            Flaw::NeverEnds(name) => write!(formatter, "no way leads from {name} to an end"),
            Flaw::MovesAfterEnd(step) => write!(formatter, "{} starts from a final state", at(step)),
            Flaw::MoveTwice(step) => write!(formatter, "{} is listed twice", at(step)),
            Flaw::Ambiguous(one, two) => write!(formatter, "{} and {} answer the same person", at(one), at(two)),
            Flaw::NobodyMay(step) => write!(formatter, "nobody may make {}", at(step)),
        }
    }
}
