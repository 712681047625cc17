//! A bounded queue between callers, who never wait for a place in it, and the threads that work.

use crate::{Error, Result};
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

pub(crate) struct Queue<T> {
    state: Mutex<State<T>>,
    arrived: Condvar,
    places: usize,
}

struct State<T> {
    waiting: VecDeque<T>,
    sleepers: usize,
    closed: bool,
}

impl<T> Queue<T> {
    pub(crate) fn new(places: usize) -> Queue<T> {
        Queue {
            state: Mutex::new(State { waiting: VecDeque::with_capacity(places.min(4096)), sleepers: 0, closed: false }),
            arrived: Condvar::new(),
            places,
        }
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts an item at the end, or gives it back with the reason: the queue is full or closed.
    pub(crate) fn put(&self, item: T) -> std::result::Result<(), (Error, T)> {
        let mut state = self.state();
        if state.closed {
            return Err((Error::Closed, item));
        }
        if state.waiting.len() >= self.places {
            drop(state);
            metrics::counter!("db_busy_total", "queue" => "write").increment(1);
            return Err((Error::Busy, item));
        }
        state.waiting.push_back(item);
        let wake = state.sleepers > 0;
        drop(state);
        if wake {
            self.arrived.notify_one();
        }
        Ok(())
    }

    /// Waits for work and moves up to `most` items into `into`. Answers how many are left, or `None` when the queue is
    /// closed and empty.
    pub(crate) fn take(&self, into: &mut Vec<T>, most: usize) -> Option<usize> {
        let mut state = self.state();
        while state.waiting.is_empty() {
            if state.closed {
                return None;
            }
            state.sleepers += 1;
            state = self.arrived.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.sleepers -= 1;
        }
        let count = state.waiting.len().min(most);
        into.extend(state.waiting.drain(..count));
        Some(state.waiting.len())
    }

    /// Takes no more; what waits is still worked off.
    pub(crate) fn close(&self) {
        self.state().closed = true;
        self.arrived.notify_all();
    }

    /// Closes and drops what waits; nobody is left to work it off.
    pub(crate) fn abandon(&self) {
        self.close();
        let waiting = std::mem::take(&mut self.state().waiting);
        drop(waiting);
    }

    /// How many wait now.
    pub(crate) fn depth(&self) -> usize {
        self.state().waiting.len()
    }

    /// Whether [`Queue::close`] was called.
    pub(crate) fn check_open(&self) -> Result<()> {
        if self.state().closed {
            return Err(Error::Closed);
        }
        Ok(())
    }
}
