//! The order of a column: three passes by digits over the upper half of the bits, then what is still tied.

use super::study::UNITS_MAX;

/// Bits of one pass.
const DIGIT_BITS: u32 = 11;
const DIGITS: usize = 1 << DIGIT_BITS;
/// Bits of a place. With the upper 33 bits of a value it fits into one word, which keeps the passes in the second cache.
const PLACE_BITS: u32 = 21;
const _: () = assert!(UNITS_MAX < 1 << PLACE_BITS);
/// Where the digits of the three passes begin.
const SHIFTS: [u32; 3] = [PLACE_BITS, PLACE_BITS + DIGIT_BITS, PLACE_BITS + 2 * DIGIT_BITS];
/// The bits of a value that are left to the end.
const LOWER_BITS: u32 = 64 - 3 * DIGIT_BITS;

/// Places of finite values in ascending order, at most [`UNITS_MAX`]; equal values keep their order. The time is linear for values
/// that differ in their upper 33 bits, and never worse than a comparison sort of those that do not.
pub(super) fn ascending(values: &[f64]) -> Vec<u32> {
    let entry = |(value, place): (&f64, u64)| (key(*value) >> LOWER_BITS) << PLACE_BITS | place;
    let mut from: Vec<u64> = values.iter().zip(0_u64..).map(entry).collect();
    let mut into = vec![0_u64; from.len()];
    let digit = |entry: u64, shift: u32| usize::try_from((entry >> shift) & (DIGITS as u64 - 1)).unwrap_or(0);
    let mut counts = [[0_usize; DIGITS]; SHIFTS.len()];
    for entry in &from {
        counts.iter_mut().zip(SHIFTS).for_each(|(counts, shift)| counts[digit(*entry, shift)] += 1);
    }
    for (mut starts, shift) in counts.into_iter().zip(SHIFTS) {
        if starts.contains(&from.len()) {
            continue;
        }
        let mut next = 0;
        for start in &mut starts {
            next += std::mem::replace(start, next);
        }
        for entry in &from {
            let start = &mut starts[digit(*entry, shift)];
            into[*start] = *entry;
            *start += 1;
        }
        std::mem::swap(&mut from, &mut into);
    }
    let place = |entry: u64| u32::try_from(entry & ((1 << PLACE_BITS) - 1)).unwrap_or(0);
    let mut order: Vec<u32> = from.iter().map(|entry| place(*entry)).collect();
    let value = |place: u32| values[usize::try_from(place).unwrap_or(0)];
    let mut start = 0;
    while start < order.len() {
        let upper = from[start] >> PLACE_BITS;
        let mut end = start + 1;
        while end < order.len() && from[end] >> PLACE_BITS == upper {
            end += 1;
        }
        let tied = &mut order[start..end];
        if tied.windows(2).any(|pair| value(pair[0]) > value(pair[1])) {
            tied.sort_unstable_by(|a, b| value(*a).total_cmp(&value(*b)).then(a.cmp(b)));
        }
        start = end;
    }
    order
}

/// Bits that order like the numbers.
fn key(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}
