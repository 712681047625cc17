//! Rows of a file, one bit each.

/// A set of row numbers, as large as the greatest of them in bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowSet {
    bits: Vec<u64>,
    count: u64,
}

impl RowSet {
    /// Adds a row.
    pub fn add(&mut self, row: u32) {
        let (word, bit) = (row as usize / 64, 1u64 << (row % 64));
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        self.count += u64::from(self.bits[word] & bit == 0);
        self.bits[word] |= bit;
    }

    /// Whether the row is in the set.
    pub fn has(&self, row: u32) -> bool {
        self.bits.get(row as usize / 64).is_some_and(|word| word & (1 << (row % 64)) != 0)
    }

    /// How many rows there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        let words = (0u32..).zip(&self.bits);
        words.flat_map(|(place, word)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| place * 64 + bit)
        })
    }
}
