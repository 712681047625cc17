//! Every question one can put to a chart, for exhaustive tests.

use crate::{Chart, FlowFault, Move};

/// One question and the chart's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The state the thing is in.
    pub state: &'static str,
    /// The verb that is tried.
    pub verb: &'static str,
    /// The one role or relation of who tries it; empty for a stranger.
    pub who: &'static [&'static str],
    /// The chart's answer.
    pub answer: Result<&'static Move, FlowFault>,
}

impl Chart {
    /// Every state × every verb × every role alone and a stranger, with the chart's answer. A domain's test performs each
    /// on the real thing and compares: what the chart allows happens, what it refuses changes nothing.
    pub fn explore(&self) -> Vec<Trial> {
        let people = self.alone();
        let mut trials = Vec::with_capacity(self.states.len() * self.verbs().len() * people.len());
        for state in self.states {
            for verb in self.verbs() {
                for &who in &people {
                    let answer = self.next(state.name, verb, who);
                    trials.push(Trial { state: state.name, verb, who, answer });
                }
            }
        }
        trials
    }

    /// A stranger, then every role and relation alone.
    fn alone(&self) -> Vec<&'static [&'static str]> {
        let mut people: Vec<&'static [&'static str]> = vec![&[]];
        for who in self.moves.iter().flat_map(|step| step.who.chunks(1)) {
            if !people.contains(&who) {
                people.push(who);
            }
        }
        people
    }
}
