//! Points that fill the unit cube evenly (Sobol' 1967), scrambled by a seed.

use super::{
    random::{cell, mix},
    tables::DIRECTIONS,
};

/// How many dimensions a point may have.
pub const DIMENSIONS_MAX: usize = DIRECTIONS.len() + 1;

/// How many points the sequence has before its 32 bits repeat.
pub const POINTS_MAX: usize = 1 << 31;

const BITS: u32 = 32;

/// The sequence in some number of dimensions.
pub struct Sobol {
    directions: Vec<[u32; BITS as usize]>,
    seed: u64,
}

impl Sobol {
    /// The sequence in `dimensions` dimensions, at most [`DIMENSIONS_MAX`], scrambled by `seed`.
    pub fn new(dimensions: usize, seed: u64) -> Self {
        Self { directions: (0..dimensions.min(DIMENSIONS_MAX)).map(directions).collect(), seed }
    }

    /// One coordinate of a point, strictly between 0 and 1.
    ///
    /// The scrambling is Owen's in the form of a hash (Laine & Karras 2011; Burley 2020): each bit is turned by what
    /// stands before it, which keeps every net property and makes estimates unbiased.
    pub fn coordinate(&self, point: u32, dimension: usize) -> f64 {
        let seed = mix(self.seed ^ mix(dimension as u64 + 1));
        let turned = scramble(self.plain(point, dimension).reverse_bits(), seed as u32).reverse_bits();
        // What lies below the 32 bits is chance of its own, so that values between the cells are met as well.
        cell(u64::from(turned) << 32 | mix(seed ^ u64::from(point)) >> 32)
    }

    /// The 32 bits of a coordinate before any scrambling.
    pub(super) fn plain(&self, point: u32, dimension: usize) -> u32 {
        let gray = point ^ (point >> 1);
        let numbers = self.directions[dimension].iter().enumerate();
        numbers.filter(|(bit, _)| gray >> bit & 1 == 1).fold(0, |value, (_, direction)| value ^ direction)
    }
}

fn directions(dimension: usize) -> [u32; BITS as usize] {
    let mut numbers = [0u32; BITS as usize];
    let Some((degree, inner, first)) = dimension.checked_sub(1).map(|row| DIRECTIONS[row]) else {
        for (bit, number) in numbers.iter_mut().enumerate() {
            *number = 1 << (BITS as usize - 1 - bit);
        }
        return numbers;
    };
    let degree = degree as usize;
    for bit in 0..BITS as usize {
        numbers[bit] = match first.get(bit) {
            Some(number) => number << (BITS as usize - 1 - bit),
            None => (1..degree)
                .filter(|step| inner >> (degree - 1 - step) & 1 == 1)
                .fold(numbers[bit - degree] ^ numbers[bit - degree] >> degree, |value, step| {
                    value ^ numbers[bit - step]
                }),
        };
    }
    numbers
}

/// A hash in which a bit depends only on those below it.
fn scramble(value: u32, seed: u32) -> u32 {
    let value = value ^ value.wrapping_mul(0x3D20_ADEA);
    let value = value.wrapping_add(seed);
    let value = value.wrapping_mul((seed >> 16) | 1);
    let value = value ^ value.wrapping_mul(0x0552_6C56);
    value ^ value.wrapping_mul(0x53A2_2864)
}
