//! The first and last observations of each series, in memory for the last ones only.

use std::collections::VecDeque;

use crate::{observation::Observation, problem::Outcome};

/// Lets through the first and the last observations of each series, each once and in order.
#[derive(Debug)]
pub struct Window {
    first: Option<usize>,
    last: Option<usize>,
    series: Vec<usize>,
    key: Vec<String>,
    seen: usize,
    kept: VecDeque<Observation>,
}

impl Window {
    pub(super) fn new(first: Option<usize>, last: Option<usize>, series: Vec<usize>) -> Window {
        Window { first, last, series, key: Vec::new(), seen: 0, kept: VecDeque::new() }
    }

    /// Takes one more observation and hands on what is known to be wanted.
    ///
    /// # Errors
    /// What `pass` answers.
    pub fn take(
        &mut self,
        observation: &Observation,
        mut pass: impl FnMut(&Observation) -> Outcome<()>,
    ) -> Outcome<()> {
        if self.first.is_none() && self.last.is_none() {
            return pass(observation);
        }
        let same = !self.key.is_empty() && self.series.iter().all(|place| self.key[*place] == observation.key[*place]);
        if !same {
            self.end(&mut pass)?;
            self.key.clone_from(&observation.key);
        }
        self.seen += 1;
        if self.first.is_some_and(|first| self.seen <= first) {
            return pass(observation);
        }
        if let Some(last) = self.last {
            self.kept.push_back(observation.clone());
            if self.kept.len() > last {
                self.kept.pop_front();
            }
        }
        Ok(())
    }

    /// Hands on what was kept back of the last series.
    ///
    /// # Errors
    /// What `pass` answers.
    pub fn end(&mut self, mut pass: impl FnMut(&Observation) -> Outcome<()>) -> Outcome<()> {
        self.seen = 0;
        self.kept.drain(..).try_for_each(|observation| pass(&observation))
    }
}
