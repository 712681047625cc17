//! Whose the unevenness of an indicator is: a chart of the largest shares over the table of them.

use serde::Serialize;

use super::{Grid, percent};

/// Most bars of a chart; the table has the others.
const BARS_MAX: usize = 10;

/// A bar of a chart: its length in hundredths of the longest, and what it says.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Bar {
    pub(crate) width: String,
    pub(crate) name: String,
    pub(crate) value: String,
}

/// Each school's part in the unevenness of an indicator.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Shares {
    pub(crate) title: String,
    pub(crate) bars: Vec<Bar>,
    pub(crate) table: Grid,
}

/// The bars of schools, the largest share first: a name, its share, and that as a part of the whole.
pub(crate) fn bars(schools: impl Iterator<Item = (String, f64, Option<f64>)>) -> Vec<Bar> {
    let chosen: Vec<_> = schools.take(BARS_MAX).collect();
    let most = chosen.first().map_or(1.0, |(_, share, _)| share.max(f64::MIN_POSITIVE));
    let bar = |(name, share, part): (String, f64, Option<f64>)| Bar {
        width: units::decimal((share / most * 100.0).max(0.0), 1),
        name,
        value: percent(part).as_str().unwrap_or_default().to_owned(),
    };
    chosen.into_iter().map(bar).collect()
}
