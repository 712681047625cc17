//! The small chart over the table of a release's page: lines of numbers over the periods.

use serde::Serialize;

use super::preview::{Preview, Series};
use crate::model::StoredObservation;

/// Lines of the chart: as many as can be told apart.
const LINES_MAX: usize = 6;
/// The size of the chart, and its margins left, right, above and below.
const SIZE: (f64, f64) = (720.0, 280.0);
const MARGINS: (f64, f64, f64, f64) = (64.0, 120.0, 16.0, 32.0);

/// A line of the chart.
#[derive(Serialize)]
pub(super) struct Line {
    name: String,
    /// Stretches of neighbouring periods; where a value is missing or withheld the line is broken.
    stretches: Vec<String>,
    /// Points with no neighbour.
    dots: Vec<(f64, f64)>,
    end_y: f64,
    which: usize,
}

/// Lines of numbers over the periods, if there are any to draw.
pub(super) fn chart(preview: &mut Preview, series: &Series, names: &[String], periods: &[String]) {
    let number = |one: &StoredObservation| one.value.as_deref()?.parse::<f64>().ok();
    let drawn = &series[..series.len().min(LINES_MAX)];
    let values: Vec<f64> = drawn.iter().flat_map(|(_, list)| list.iter().filter_map(number)).collect();
    if periods.len() < 2 || values.len() < 2 {
        return;
    }
    let (low, high, step) = scale(
        values.iter().copied().fold(f64::INFINITY, f64::min),
        values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    );
    let (left, right, top, bottom) = MARGINS;
    let tenth = |value: f64| (value * 10.0).round() / 10.0;
    let x = |at: usize| tenth(left + (SIZE.0 - left - right) * at as f64 / (periods.len() - 1) as f64);
    let y = |value: f64| tenth(SIZE.1 - bottom - (SIZE.1 - top - bottom) * (value - low) / (high - low));
    let steps = ((high - low) / step).round() as usize;
    let decimals = usize::try_from(-(step.log10().floor() as i64)).unwrap_or(0).min(6);
    preview.ticks = (0..=steps)
        .map(|at| low + step * at as f64)
        .map(|value| (y(value), units::grouped(&format!("{value:.decimals$}"))))
        .collect();
    let every = periods.len().div_ceil(10);
    preview.years = (0..periods.len()).step_by(every).map(|at| (x(at), periods[at].clone())).collect();
    for (which, ((_, list), name)) in drawn.iter().zip(names).enumerate() {
        let point = |one: &StoredObservation| {
            let at = periods.binary_search(one.key.last()?).ok()?;
            Some((at, x(at), y(number(one)?)))
        };
        let points: Vec<(usize, f64, f64)> = list.iter().filter_map(point).collect();
        let Some((_, _, end_y)) = points.last().copied() else { continue };
        let (alone, together): (Vec<_>, Vec<_>) =
            points.chunk_by(|one, other| one.0 + 1 == other.0).partition(|stretch| stretch.len() == 1);
        let written = |stretch: &[(usize, f64, f64)]| {
            stretch.iter().map(|(_, x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
        };
        let stretches = together.into_iter().map(written).collect();
        let dots = alone.into_iter().flatten().map(|(_, x, y)| (*x, *y)).collect();
        preview.lines.push(Line { name: name.clone(), stretches, dots, end_y, which });
    }
    apart(&mut preview.lines);
}

/// Labels at the ends of lines, moved so that none lies on another.
fn apart(lines: &mut [Line]) {
    const HEIGHT: f64 = 16.0;
    lines.sort_by(|one, other| one.end_y.total_cmp(&other.end_y));
    for at in 1..lines.len() {
        lines[at].end_y = lines[at].end_y.max(lines[at - 1].end_y + HEIGHT);
    }
    let mut limit = SIZE.1 - MARGINS.3 + HEIGHT / 2.0;
    for line in lines.iter_mut().rev() {
        line.end_y = line.end_y.min(limit);
        limit = line.end_y - HEIGHT;
    }
}

/// The axis: from and to round numbers around the values, and the step between its marks.
fn scale(least: f64, most: f64) -> (f64, f64, f64) {
    let span = if most > least { most - least } else { most.abs().max(1.0) };
    let rough = span / 4.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|part| part * power).find(|step| *step >= rough).unwrap_or(power * 10.0);
    let low = (least / step).floor() * step;
    let high = (most / step).ceil() * step;
    if high > low { (low, high, step) } else { (low, low + step, step) }
}
