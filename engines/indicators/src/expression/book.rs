//! Derived elements that lean on each other: names once, no cycle, each after what it needs.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::compile::Strategy;
use super::fault::Fault;
use super::tree::Expression;
use super::unit::Unit;

/// The most derived elements of one book.
pub const DEFINITIONS_MAX: usize = 10_000;

/// A derived element (派生要素).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The name other expressions use.
    pub name: String,
    /// What it is computed from.
    pub expression: Expression,
    /// The unit it must have; whatever comes out if it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// What a missing figure does.
    #[serde(default)]
    pub missing: Strategy,
}

/// Derived elements in which nothing leans on itself.
#[derive(Clone, Debug, Default)]
pub struct Book {
    definitions: Vec<Definition>,
    by_name: HashMap<String, usize>,
    order: Vec<usize>,
}

impl Book {
    /// Reads definitions.
    ///
    /// # Errors
    /// A name twice, too many, or a cycle, which is told name by name.
    pub fn of(definitions: Vec<Definition>) -> Result<Book, Fault> {
        if definitions.len() > DEFINITIONS_MAX {
            return Err(Fault::TooMany { most: DEFINITIONS_MAX });
        }
        let mut by_name = HashMap::with_capacity(definitions.len());
        for (place, definition) in definitions.iter().enumerate() {
            if by_name.insert(definition.name.clone(), place).is_some() {
                return Err(Fault::DefinedTwice { name: definition.name.clone() });
            }
        }
        let needs: Vec<Vec<usize>> = definitions
            .iter()
            .map(|definition| {
                definition.expression.names().iter().filter_map(|name| by_name.get(*name).copied()).collect()
            })
            .collect();
        let order = ordered(&needs).map_err(|cycle| Fault::Cycle {
            names: cycle.into_iter().map(|place| definitions[place].name.clone()).collect(),
        })?;
        Ok(Book { definitions, by_name, order })
    }

    /// The definition of a name.
    pub fn definition(&self, name: &str) -> Option<&Definition> {
        self.by_name.get(name).map(|place| &self.definitions[*place])
    }

    /// The definitions, each after those it leans on.
    pub fn definitions(&self) -> impl Iterator<Item = &Definition> {
        self.order.iter().map(|place| &self.definitions[*place])
    }
}

/// An order in which each comes after what it needs, or the cycle that rules it out, its first again at its end. It keeps its
/// own stack: a chain of ten thousand is no deeper for the machine than one of two.
fn ordered(needs: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    const NEW: u8 = 0;
    const OPEN: u8 = 1;
    const DONE: u8 = 2;
    let mut state = vec![NEW; needs.len()];
    let mut order = Vec::with_capacity(needs.len());
    for first in 0..needs.len() {
        if state[first] != NEW {
            continue;
        }
        let mut path = vec![(first, 0)];
        state[first] = OPEN;
        while let Some((place, next)) = path.last_mut() {
            let place = *place;
            let Some(need) = needs[place].get(*next).copied() else {
                state[place] = DONE;
                order.push(place);
                path.pop();
                continue;
            };
            *next += 1;
            match state[need] {
                NEW => {
                    state[need] = OPEN;
                    path.push((need, 0));
                }
                OPEN => {
                    let from = path.iter().position(|(place, _)| *place == need).unwrap_or(0);
                    return Err(path[from..].iter().map(|(place, _)| *place).chain([need]).collect());
                }
                _ => {}
            }
        }
    }
    Ok(order)
}
