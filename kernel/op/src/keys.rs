//! Secret keys an operation may need. Which algorithm uses them is the domains' business.

/// A symmetric key and the number stored beside everything sealed with it.
#[derive(Clone)]
pub struct Key {
    /// Number of the key, stored with what it sealed.
    pub id: u32,
    /// 256 bits.
    pub bytes: [u8; 32],
}

/// The keys of this installation. `Debug` shows numbers only.
#[derive(Clone)]
pub struct Keys {
    /// Seals new personal data.
    pub current: Key,
    /// Still open what was sealed before the last rotation.
    pub older: Vec<Key>,
    /// Makes the keyed hashes by which personal data is found.
    pub index: [u8; 32],
}

impl Keys {
    /// The key with this number, current or older.
    pub fn by_id(&self, id: u32) -> Option<&Key> {
        std::iter::once(&self.current).chain(&self.older).find(|key| key.id == id)
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let older: Vec<u32> = self.older.iter().map(|key| key.id).collect();
        f.debug_struct("Keys").field("current", &self.current.id).field("older", &older).finish_non_exhaustive()
    }
}
