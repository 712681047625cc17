//! Groups of regions that cannot be told apart: no league table where intervals overlap.

/// A region with a place and the interval of its places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which one it is, in the caller's list.
    pub at: usize,
    /// The best place it may have.
    pub low: u16,
    /// The worst.
    pub high: u16,
}

/// Regions whose intervals of places overlap, directly or through others between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The best place anybody in it may have.
    pub low: u16,
    /// The worst.
    pub high: u16,
    /// Its regions, in the order of the caller's list, which says nothing of places.
    pub members: Vec<usize>,
}

/// Puts regions into bands, the first places first. Regions without a place are in none.
pub fn bands(mut placed: Vec<Placed>) -> Vec<Band> {
    placed.retain(|one| one.low > 0);
    placed.sort_by_key(|one| (one.low, one.high, one.at));
    let mut bands: Vec<Band> = Vec::new();
    for one in placed {
        match bands.last_mut() {
            Some(band) if one.low <= band.high => {
                band.high = band.high.max(one.high);
                band.members.push(one.at);
            }
            _ => bands.push(Band { low: one.low, high: one.high, members: vec![one.at] }),
        }
    }
    bands.iter_mut().for_each(|band| band.members.sort_unstable());
    bands
}
