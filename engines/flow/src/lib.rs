//! State charts as tables: which states a thing passes through, which verbs move it, and who may say them.
//!
//! A chart is a constant. The rule check ([`Chart::next`]), the buttons a page offers ([`Chart::offered`]), the picture
//! and the table in the documents ([`Chart::diagram`], [`Chart::table`]) and the exhaustive test ([`Chart::explore`])
//! all read that one table, so they cannot disagree. [`Chart::check`] finds what a drawing would show at a glance:
//! states nobody reaches, ways that do not end, two moves for one verb.
//!
//! States, verbs and people are names here, nothing more: what a role is, where a state is stored and in which words a
//! refusal is told belong to the domain. A guard is a name too: the condition it stands for needs facts, so the domain's
//! rules decide it after the chart has agreed.

mod check;
mod document;
mod explore;

pub use check::Flaw;
pub use explore::Trial;

/// The states of one kind of thing and the moves between them.
#[derive(Clone, Copy, Debug)]
pub struct Chart {
    /// What moves through the states: `application`.
    pub name: &'static str,
    /// Every state, in the order a reader should meet them; exactly one is [`StateKind::Initial`].
    pub states: &'static [State],
    /// Every move. Where a person's roles allow two moves of one verb, the first in this order is taken.
    pub moves: &'static [Move],
}

/// A state by its name, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Lowercase letters, digits and underscores: `submitted`.
    pub name: &'static str,
    /// Where in the life of the thing it lies.
    pub kind: StateKind,
}

/// Where in the life of a thing a state lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateKind {
    /// Where it begins.
    Initial,
    /// On the way: something is still to be done.
    Open,
    /// At its end: nothing moves it any more.
    Final,
}

/// One move: from a state by a verb to a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The state it starts from.
    pub from: &'static str,
    /// The verb, as the action in the journal has it: `submit`.
    pub verb: &'static str,
    /// The state it ends in; the same as `from` where only something else about the thing changes.
    pub to: &'static str,
    /// The roles and relations that may, each enough alone: `learner`, `reviewer`.
    pub who: &'static [&'static str],
    /// The name of a further condition, which the domain's rules decide.
    pub guard: Option<&'static str>,
}

/// Why a verb does not move a thing; in the order the reasons are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlowFault {
    /// The chart has no such verb in any state.
    UnknownVerb,
    /// The verb exists, but not in the state the thing is in.
    NotFromHere,
    /// The verb exists in this state, but not for this person.
    NotByYou,
}

impl Chart {
    /// The move a person makes by a verb; `who` lists the roles and relations the person has to the thing.
    ///
    /// # Errors
    /// The first reason of [`FlowFault`] that holds. A state the chart does not know is one no verb starts from.
    pub fn next(&self, state: &str, verb: &str, who: &[&str]) -> Result<&'static Move, FlowFault> {
        let mut fault = FlowFault::UnknownVerb;
        for step in self.moves.iter().filter(|step| step.verb == verb) {
            if step.from != state {
                fault = fault.max(FlowFault::NotFromHere);
            } else if !step.allows(who) {
                fault = FlowFault::NotByYou;
            } else {
                return Ok(step);
            }
        }
        Err(fault)
    }

    /// The moves a page offers to a person in a state: exactly those [`Chart::next`] would make, in table order.
    pub fn offered<'a>(&self, state: &'a str, who: &'a [&'a str]) -> impl Iterator<Item = &'static Move> + use<'a> {
        let chart = *self;
        let from_here = self.moves.iter().filter(move |step| step.from == state);
        from_here.filter(move |step| chart.next(state, step.verb, who) == Ok(*step))
    }

    /// The state a thing begins in; none only in a chart [`Chart::check`] complains of.
    pub fn initial(&self) -> Option<&'static State> {
        self.states.iter().find(|state| state.kind == StateKind::Initial)
    }

    /// The state of a name.
    pub fn state(&self, name: &str) -> Option<&'static State> {
        self.states.iter().find(|state| state.name == name)
    }

    /// Whether nothing moves a thing in this state any more. A name the chart does not know is not final.
    pub fn is_final(&self, name: &str) -> bool {
        self.state(name).is_some_and(|state| state.kind == StateKind::Final)
    }

    /// Every verb once, in table order.
    pub fn verbs(&self) -> Vec<&'static str> {
        once(self.moves.iter().map(|step| step.verb))
    }

    /// Every role and relation once, in table order.
    pub fn people(&self) -> Vec<&'static str> {
        once(self.moves.iter().flat_map(|step| step.who.iter().copied()))
    }
}

impl Move {
    /// Whether one of these roles and relations is enough for the move.
    pub fn allows(&self, who: &[&str]) -> bool {
        self.who.iter().any(|role| who.contains(role))
    }
}

impl std::fmt::Display for FlowFault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            FlowFault::UnknownVerb => "there is no such verb",
            FlowFault::NotFromHere => "the verb does not start from this state",
            FlowFault::NotByYou => "the verb is another person's in this state",
        })
    }
}

impl std::error::Error for FlowFault {}

/// The names in order, each at its first place only.
fn once(names: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut seen = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}

#[cfg(test)]
mod tests;
