//! Work in parts that depend on the length alone, so that the order of sums is the same however many hands there are.

use std::fmt;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// What does parts: told how many there are, and what to do for each.
pub type Lent<'a> = dyn Fn(usize, &(dyn Fn(usize) + Sync)) + Sync + 'a;

/// Who does the parts of a work, in any order and at the same time if there are threads. The engine has no
/// threads of its own, and results do not depend on who does the parts.
#[derive(Clone, Copy)]
pub struct Hands<'a>(pub &'a Lent<'a>);

impl Default for Hands<'_> {
    /// The caller's own thread, part after part.
    fn default() -> Self {
        Hands(&|parts, work| (0..parts).for_each(work))
    }
}

impl fmt::Debug for Hands<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Hands")
    }
}

/// Parts at most: enough to keep many threads busy, few enough that the sums of all parts fit in memory.
const PARTS_MAX: usize = 64;
/// A part smaller than this costs more to hand out than to compute.
const PART_MIN: usize = 64;

/// Does the work for each part and returns the results in the order of the parts.
pub(crate) fn in_parts<T: Send>(length: usize, hands: Hands<'_>, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    in_parts_of(PARTS_MAX, length, hands, work)
}

/// The same with fewer parts, for work whose results are large.
pub(crate) fn in_parts_of<T: Send>(
    parts_max: usize,
    length: usize,
    hands: Hands<'_>,
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    let size = length.div_ceil(parts_max).max(PART_MIN);
    let parts = length.div_ceil(size);
    let range = |part: usize| part * size..((part + 1) * size).min(length);
    let done: Vec<Mutex<Option<T>>> = (0..parts).map(|_| Mutex::new(None)).collect();
    (hands.0)(parts, &|part| {
        if let Some(place) = done.get(part) {
            let result = work(range(part));
            *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
        }
    });
    let done = done.into_iter().map(|place| place.into_inner().unwrap_or_else(PoisonError::into_inner));
    // A part that nobody did is done here: hands that forget change nothing either.
    done.enumerate().map(|(part, result)| result.unwrap_or_else(|| work(range(part)))).collect()
}
