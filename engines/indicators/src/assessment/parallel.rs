//! Work in parts that depend on the length alone, so that the order of sums is the same at any number of threads.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Parts at most: enough to keep many threads busy, few enough that the sums of all parts fit in memory.
const PARTS_MAX: usize = 64;
/// A part smaller than this costs more to hand out than to compute.
const PART_MIN: usize = 64;

/// Does the work for each part and returns the results in the order of the parts.
pub(crate) fn in_parts<T: Send>(length: usize, threads: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    in_parts_of(PARTS_MAX, length, threads, work)
}

/// The same with fewer parts, for work whose results are large.
pub(crate) fn in_parts_of<T: Send>(
    parts_max: usize,
    length: usize,
    threads: usize,
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    let size = length.div_ceil(parts_max).max(PART_MIN);
    let parts = length.div_ceil(size);
    let range = |part: usize| part * size..((part + 1) * size).min(length);
    if threads <= 1 || parts <= 1 {
        return (0..parts).map(|part| work(range(part))).collect();
    }
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(parts));
    std::thread::scope(|scope| {
        for _ in 0..threads.min(parts) {
            scope.spawn(|| {
                loop {
                    let part = next.fetch_add(1, Ordering::Relaxed);
                    if part >= parts {
                        break;
                    }
                    let result = work(range(part));
                    done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((part, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_by_key(|(part, _)| *part);
    done.into_iter().map(|(_, result)| result).collect()
}
