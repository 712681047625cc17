//! Fast sums over many places in one fixed order: eight partial sums a block, blocks added with their rounding errors.

use crate::numeric::sum::Sum;

const LANES: usize = 8;
const BLOCK: usize = 512;

/// The sum of a term over places `0..count`. Within a block each of eight partial sums has 64 terms, so the error is about that of
/// a sum of 64; the order does not depend on anything but `count`.
pub(super) fn total(count: usize, term: impl Fn(usize) -> f64) -> f64 {
    let mut all = Sum::default();
    let mut start = 0;
    while start < count {
        let end = count.min(start + BLOCK);
        let mut lanes = [0.0; LANES];
        let mut place = start;
        while place + LANES <= end {
            for (lane, sum) in lanes.iter_mut().enumerate() {
                *sum += term(place + lane);
            }
            place += LANES;
        }
        for place in place..end {
            lanes[0] += term(place);
        }
        lanes.into_iter().for_each(|lane| all.add(lane));
        start = end;
    }
    all.value()
}
