//! How much is under way at once for whom: places taken by key, given back when they are dropped.
//!
//! What is under way is under way in this process; two processes before one database each keep their own.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Places by key.
pub struct Gate(Mutex<BTreeMap<String, usize>>);

impl Gate {
    /// Nobody is inside.
    pub const fn new() -> Gate {
        Gate(Mutex::new(BTreeMap::new()))
    }

    /// Takes a place under each of the keys, of which so many may be taken at once; none if one of them is full.
    pub fn enter(&'static self, keys: Vec<(String, usize)>) -> Option<Place> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if keys.iter().any(|(key, most)| taken.get(key).is_some_and(|taken| taken >= most)) {
            return None;
        }
        for (key, _) in &keys {
            *taken.entry(key.clone()).or_default() += 1;
        }
        Some(Place { gate: self, keys: keys.into_iter().map(|(key, _)| key).collect() })
    }
}

/// A place, given back on drop.
pub struct Place {
    gate: &'static Gate,
    keys: Vec<String>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.gate.0.lock().unwrap_or_else(PoisonError::into_inner);
        for key in &self.keys {
            match taken.get_mut(key) {
                Some(count) if *count > 1 => *count -= 1,
                _ => drop(taken.remove(key)),
            }
        }
    }
}

#[cfg(test)]
mod tests;
