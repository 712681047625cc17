//! Places of scores, as fast as they are needed a million times.

/// How many units the places of one ranking may have: a place is kept in 16 bits.
pub const UNITS_MAX: usize = u16::MAX as usize - 1;

/// Up to so many units an order is put right by insertion, starting from that of the ranking before.
const INSERTION_MAX: usize = 512;
/// Insertion gives up after so many moves a unit: the order before was no help.
const MOVES_PER_UNIT: usize = 8;
const DIGIT_BITS: u32 = 11;
const DIGITS: usize = 6;

/// Ranks scores, with buffers that are used again.
#[derive(Debug, Default)]
pub struct Ranker {
    order: Vec<u16>,
    keys: Vec<u64>,
    other_order: Vec<u16>,
    other_keys: Vec<u64>,
}

impl Ranker {
    /// Places from 1 for the highest score; equals share the smallest place, and NaN has place 0. At most [`UNITS_MAX`].
    pub fn rank(&mut self, scores: &[f64], ranks: &mut [u16]) {
        if self.order.len() != scores.len() {
            self.order = (0..scores.len() as u16).collect();
        }
        self.keys.clear();
        self.keys.extend(self.order.iter().map(|&unit| key(scores[usize::from(unit)])));
        if scores.len() > INSERTION_MAX {
            self.by_digits();
        } else if !self.by_insertion() {
            self.by_comparison(scores);
        }
        let mut place = 0;
        let mut before = MISSING;
        for (at, (&unit, &key)) in self.order.iter().zip(&self.keys).enumerate() {
            place = if key == before { place } else { at as u16 + 1 };
            before = key;
            ranks[usize::from(unit)] = if key == MISSING { 0 } else { place };
        }
    }

    /// Rankings that follow each other differ little, so that few keys move.
    fn by_insertion(&mut self) -> bool {
        let mut moves = self.keys.len() * MOVES_PER_UNIT;
        for at in 1..self.keys.len() {
            let (key, unit) = (self.keys[at], self.order[at]);
            let mut to = at;
            while to > 0 && self.keys[to - 1] > key {
                self.keys[to] = self.keys[to - 1];
                self.order[to] = self.order[to - 1];
                to -= 1;
            }
            (self.keys[to], self.order[to]) = (key, unit);
            if at - to > moves {
                return false;
            }
            moves -= at - to;
        }
        true
    }

    fn by_comparison(&mut self, scores: &[f64]) {
        self.order.sort_unstable_by_key(|&unit| key(scores[usize::from(unit)]));
        self.keys.clear();
        self.keys.extend(self.order.iter().map(|&unit| key(scores[usize::from(unit)])));
    }

    /// Radix sort, least significant digit first; digits in which all keys agree are passed over.
    fn by_digits(&mut self) {
        const SIZE: usize = 1 << DIGIT_BITS;
        let mut counts = vec![[0u32; SIZE]; DIGITS];
        for key in &self.keys {
            for (digit, counts) in counts.iter_mut().enumerate() {
                counts[(key >> (digit as u32 * DIGIT_BITS)) as usize & (SIZE - 1)] += 1;
            }
        }
        self.other_keys.resize(self.keys.len(), 0);
        self.other_order.resize(self.keys.len(), 0);
        for (digit, counts) in counts.iter_mut().enumerate() {
            let shift = digit as u32 * DIGIT_BITS;
            if counts[(self.keys[0] >> shift) as usize & (SIZE - 1)] as usize == self.keys.len() {
                continue;
            }
            let mut before = 0;
            counts.iter_mut().for_each(|count| before += std::mem::replace(count, before));
            for (&key, &unit) in self.keys.iter().zip(&self.order) {
                let to = &mut counts[(key >> shift) as usize & (SIZE - 1)];
                self.other_keys[*to as usize] = key;
                self.other_order[*to as usize] = unit;
                *to += 1;
            }
            std::mem::swap(&mut self.keys, &mut self.other_keys);
            std::mem::swap(&mut self.order, &mut self.other_order);
        }
    }
}

const MISSING: u64 = u64::MAX;

/// A whole number that grows as the score falls; both zeros are one.
fn key(score: f64) -> u64 {
    if score.is_nan() {
        return MISSING;
    }
    let bits = (score + 0.0).to_bits();
    let rising = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
    !rising
}
