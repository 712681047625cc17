//! A line chart as a picture over its table: scores of regions over years. A year without a score is a gap, never a line across.

use serde::Serialize;

/// Width and height of the picture, and the room for its axes.
const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 340.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 120.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 30.0;
/// The least room between two names at the right edge.
const NAME_GAP: f64 = 17.0;
/// Labels of years at most; more do not fit on a phone.
const YEARS_SHOWN: usize = 7;
/// Lines that have a name and a look of their own.
pub(crate) const FOCUS_MAX: usize = 4;

/// What is drawn.
pub(crate) struct Series {
    pub(crate) name: String,
    /// By year, in the order of the years.
    pub(crate) values: Vec<Option<f64>>,
    /// Whether it stands out.
    pub(crate) focus: bool,
}

/// A chart with all its places.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Chart {
    width: f64,
    height: f64,
    left: f64,
    right: f64,
    bottom: f64,
    lines: Vec<Drawn>,
    years: Vec<Mark>,
    levels: Vec<Mark>,
}

#[derive(Clone, Debug, Serialize)]
struct Drawn {
    name: String,
    /// 1 to 4 for lines that stand out, 0 for others.
    look: usize,
    /// `x,y x,y …`, one for each stretch of years without a gap.
    stretches: Vec<String>,
    /// Years that stand alone between gaps.
    dots: Vec<Dot>,
    label_x: String,
    label_y: String,
}

#[derive(Clone, Debug, Serialize)]
struct Dot {
    x: String,
    y: String,
}

#[derive(Clone, Debug, Serialize)]
struct Mark {
    at: String,
    text: String,
}

fn told(place: f64) -> String {
    format!("{place:.1}")
}

/// Round numbers from below the least to above the greatest, about five of them.
fn levels(least: f64, greatest: f64) -> Vec<f64> {
    let span = if greatest > least { greatest - least } else { least.abs().max(1.0) };
    let rough = span / 4.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step =
        [1.0, 2.0, 5.0, 10.0].map(|times| times * power).into_iter().find(|step| *step >= rough).unwrap_or(rough);
    let first = (least / step).floor();
    let count = ((greatest / step).ceil() - first).clamp(1.0, 12.0) as usize;
    (0..=count).map(|at| (first + at as f64) * step).collect()
}

/// Draws series over years; none where there is nothing to draw or one year only.
pub(crate) fn chart(years: &[i64], series: &[Series]) -> Option<Chart> {
    let all = || series.iter().flat_map(|one| one.values.iter().flatten().copied());
    let (least, greatest) =
        all().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), value| (a.min(value), b.max(value)));
    let (first, last) = (*years.first()?, *years.last()?);
    if !least.is_finite() || first == last {
        return None;
    }
    let levels = levels(least, greatest);
    let (low, high) = (levels[0], levels[levels.len() - 1]);
    let x = |year: i64| LEFT + (WIDTH - LEFT - RIGHT) * (year - first) as f64 / (last - first) as f64;
    let y = |value: f64| TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low);
    let mut looks = 0;
    let mut lines: Vec<Drawn> = Vec::new();
    for one in series {
        let focus = one.focus && looks < FOCUS_MAX;
        looks += usize::from(focus);
        lines.push(drawn(years, one, if focus { looks } else { 0 }, &x, &y));
    }
    // Lines that stand out lie above the others.
    lines.sort_by_key(|line| line.look);
    name(&mut lines);
    let every = years.len().div_ceil(YEARS_SHOWN);
    let shown = |(at, _): &(usize, &i64)| (years.len() - 1 - at).is_multiple_of(every);
    Some(Chart {
        width: WIDTH,
        height: HEIGHT,
        left: LEFT,
        right: WIDTH - RIGHT,
        bottom: HEIGHT - BOTTOM,
        lines,
        years: years
            .iter()
            .enumerate()
            .filter(shown)
            .map(|(_, year)| Mark { at: told(x(*year)), text: year.to_string() })
            .collect(),
        levels: levels
            .iter()
            .map(|level| Mark {
                at: told(y(*level)),
                text: super::number(*level).trim_end_matches('0').trim_end_matches('.').to_owned(),
            })
            .collect(),
    })
}

fn drawn(years: &[i64], one: &Series, look: usize, x: &dyn Fn(i64) -> f64, y: &dyn Fn(f64) -> f64) -> Drawn {
    let mut stretches: Vec<Vec<(String, String)>> = vec![Vec::new()];
    let (mut before, mut last) = (None, None);
    for (year, value) in years.iter().zip(&one.values) {
        let gap = value.is_none() || before.is_some_and(|before| *year > before + 1);
        if gap && stretches.last().is_some_and(|stretch| !stretch.is_empty()) {
            stretches.push(Vec::new());
        }
        if let (Some(value), Some(stretch)) = (value, stretches.last_mut()) {
            stretch.push((told(x(*year)), told(y(*value))));
            last = Some((x(*year), y(*value)));
        }
        before = Some(*year);
    }
    let joined =
        |stretch: &[(String, String)]| stretch.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
    let (label_x, label_y) = last.map_or((String::new(), String::new()), |(x, y)| (told(x + 8.0), told(y)));
    Drawn {
        name: one.name.clone(),
        look,
        stretches: stretches.iter().filter(|stretch| stretch.len() > 1).map(|stretch| joined(stretch)).collect(),
        dots: stretches
            .iter()
            .filter(|stretch| stretch.len() == 1)
            .map(|stretch| Dot { x: stretch[0].0.clone(), y: stretch[0].1.clone() })
            .collect(),
        label_x,
        label_y,
    }
}

/// Moves the names of lines that stand out apart, so that none lies on another.
fn name(lines: &mut [Drawn]) {
    let mut named: Vec<&mut Drawn> =
        lines.iter_mut().filter(|line| line.look > 0 && !line.label_y.is_empty()).collect();
    let place = |line: &Drawn| line.label_y.parse::<f64>().unwrap_or(0.0);
    named.sort_by(|one, other| place(one).total_cmp(&place(other)));
    let mut free = f64::NEG_INFINITY;
    for line in named {
        let y = place(line).max(free);
        line.label_y = told(y + 4.0);
        free = y + NAME_GAP;
    }
}

#[cfg(test)]
mod tests;
