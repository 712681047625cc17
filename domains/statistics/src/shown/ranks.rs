//! Places as groups of regions that cannot be told apart, each with the range of its places.

use serde::Serialize;

use super::{Named, Shower, maybe};
use crate::model::Row;
use crate::rules::finding::of_year;
use crate::work::reading::Reading;

/// Regions that are shown; beyond, the file of all of them is the better reading.
pub(crate) const SHOWN_MAX: usize = 300;

/// Regions that cannot be told apart.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BandShown {
    pub(crate) low: u16,
    pub(crate) high: u16,
    pub(crate) regions: Vec<PlacedShown>,
}

/// A region with its score and the range of its places.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlacedShown {
    pub(crate) region: Named,
    pub(crate) score: String,
    pub(crate) low: u16,
    pub(crate) high: u16,
    pub(crate) rank: u16,
    /// Where the range begins and how long it is, in hundredths of all places.
    pub(crate) from: String,
    pub(crate) length: String,
    pub(crate) at: String,
}

/// The bands of rows of one year.
pub(crate) fn bands(shower: &Shower, reading: &Reading, rows: &[&Row]) -> Vec<BandShown> {
    let all = rows.iter().filter(|row| row.rank > 0).count().max(1) as f64;
    let mut left = SHOWN_MAX;
    let mut shown = Vec::new();
    for band in of_year(rows) {
        if left == 0 {
            break;
        }
        let members: Vec<PlacedShown> =
            band.members.iter().take(left).map(|at| placed(shower, reading, rows[*at], all)).collect();
        left -= members.len();
        shown.push(BandShown { low: band.low, high: band.high, regions: members });
    }
    shown
}

fn placed(shower: &Shower, reading: &Reading, row: &Row, all: f64) -> PlacedShown {
    let (low, high) = (if row.low > 0 { row.low } else { row.rank }, if row.high > 0 { row.high } else { row.rank });
    let part = |places: f64| format!("{:.2}", places / all * 100.0);
    PlacedShown {
        region: shower.compared(reading, &row.region),
        score: maybe(reading.computed.composite(row)),
        low,
        high,
        rank: row.rank,
        from: part(f64::from(low) - 1.0),
        length: part(f64::from(high - low) + 1.0),
        at: part(f64::from(row.rank) - 0.5),
    }
}
