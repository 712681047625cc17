//! The order of a column: three passes by digits over the upper half of the bits, then what is still tied.

/// Bits of one pass.
const DIGIT_BITS: u32 = 11;
const DIGITS: usize = 1 << DIGIT_BITS;
/// Where the digits of the three passes begin.
const SHIFTS: [u32; 3] = [31, 42, 53];

/// Places of finite values in ascending order; equal values keep their order. The time is linear for values that differ in
/// their upper 33 bits, and never worse than a comparison sort of those that do not.
pub(super) fn ascending(values: &[f64]) -> Vec<u32> {
    let mut from: Vec<(u64, u32)> = values.iter().zip(0_u32..).map(|(value, place)| (key(*value), place)).collect();
    let mut into = vec![(0_u64, 0_u32); from.len()];
    let digit = |key: u64, shift: u32| usize::try_from((key >> shift) & (DIGITS as u64 - 1)).unwrap_or(0);
    let mut counts = [[0_usize; DIGITS]; SHIFTS.len()];
    for (key, _) in &from {
        counts.iter_mut().zip(SHIFTS).for_each(|(counts, shift)| counts[digit(*key, shift)] += 1);
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
            let start = &mut starts[digit(entry.0, shift)];
            into[*start] = *entry;
            *start += 1;
        }
        std::mem::swap(&mut from, &mut into);
    }
    let mut start = 0;
    while start < from.len() {
        let upper = from[start].0 >> 31;
        let mut end = start + 1;
        while end < from.len() && from[end].0 >> 31 == upper {
            end += 1;
        }
        if from[start..end].windows(2).any(|pair| pair[0].0 > pair[1].0) {
            from[start..end].sort_unstable();
        }
        start = end;
    }
    from.into_iter().map(|(_, place)| place).collect()
}

/// Bits that order like the numbers.
fn key(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}
