//! What an evaluation found, as facts for one sentence: who is in front, who gained most, what the order depends on.

use super::bands::{Band, Placed, bands};
use crate::model::{Computed, Row};

/// The facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Finding {
    /// The last year with scores.
    pub year: i64,
    /// How many regions have a place in it.
    pub placed: usize,
    /// Regions of the first band.
    pub first: Vec<String>,
    /// The worst place one of them may have.
    pub first_high: u16,
    /// Pairs of regions of which one stands before the other throughout its range.
    pub clear: usize,
    /// All pairs.
    pub pairs: usize,
    /// The year the gain is counted from: the first in which that region has a score.
    pub since: i64,
    /// The region whose composite gained most, if any has two years.
    pub riser: Option<String>,
    /// Its composite then.
    pub then: f64,
    /// Its composite in the last year.
    pub now: f64,
    /// The choice that the order of the last year depends on most.
    pub choice: Option<String>,
    /// Its share of the variation of the order.
    pub share: f64,
}

/// The bands of a year's rows; a row without an interval stands at its place alone.
pub fn of_year(rows: &[&Row]) -> Vec<Band> {
    bands(rows.iter().enumerate().map(|(at, row)| placed(at, row)).collect())
}

fn placed(at: usize, row: &Row) -> Placed {
    Placed {
        at,
        low: if row.low > 0 { row.low } else { row.rank },
        high: if row.high > 0 { row.high } else { row.rank },
    }
}

/// Of all pairs of placed regions, those whose ranges do not overlap: counted from sorted ends, because regions may be thousands.
fn clear(rows: &[&Row]) -> (usize, usize) {
    let placed: Vec<Placed> = rows.iter().map(|row| placed(0, row)).filter(|one| one.low > 0).collect();
    let mut highs: Vec<u16> = placed.iter().map(|one| one.high).collect();
    highs.sort_unstable();
    let before = |one: &Placed| highs.partition_point(|high| *high < one.low);
    (placed.iter().map(before).sum(), placed.len() * placed.len().saturating_sub(1) / 2)
}

/// The facts of a result; none where nobody has a score.
pub fn finding(computed: &Computed) -> Option<Finding> {
    let year = computed.rows.iter().filter(|row| row.rank > 0).map(|row| row.year).max()?;
    let rows: Vec<&Row> = computed.year(year).collect();
    let bands = of_year(&rows);
    let first = bands.first()?;
    let mut found = Finding {
        year,
        placed: rows.iter().filter(|row| row.rank > 0).count(),
        first: first.members.iter().map(|at| rows[*at].region.clone()).collect(),
        first_high: first.high,
        ..Finding::default()
    };
    (found.clear, found.pairs) = clear(&rows);
    for now in &rows {
        let before = computed.rows.iter().find(|row| row.region == now.region && row.rank > 0 && row.year < year);
        let (Some(before), Some(score)) = (before, computed.composite(now)) else { continue };
        let then = computed.composite(before).unwrap_or(score);
        if found.riser.is_none() || score - then > found.now - found.then {
            (found.riser, found.since) = (Some(now.region.clone()), before.year);
            (found.then, found.now) = (then, score);
        }
    }
    let most = computed.sureness.iter().filter_map(|one| Some((one.share?, &one.choice)));
    if let Some((share, choice)) = most.max_by(|one, other| one.0.total_cmp(&other.0)) {
        (found.choice, found.share) = (Some(choice.clone()), share);
    }
    Some(found)
}
