//! Treatment of outliers, indicator by indicator: a test of shape, a first transform, the test again, a second one.
//!
//! Departures from COINr 1.1: a column with so few different figures that winsorising would leave a single one stays as
//! it was, with a finding (there it crashes and is skipped); log_GII does transform (there the computed logarithm is
//! dropped and the figures come back unchanged); points are marked with what was done to what is returned.

use rayon::prelude::*;

use super::fault::Fault;
use super::finding::{Finding, Remark, Untreated};
use super::pipeline::{Input, Made, Stage};
use super::sheet::{Cell, Sheet};
use super::spec::{Shape, Transform, Treat, TreatColumn, Winsorise};
use crate::numeric::Matrix;
use crate::numeric::moments::{self, range, skewness};
use crate::numeric::sum::present;

/// Figures for which it is worth waking another thread.
const FIGURES_A_TASK: usize = 1 << 13;

/// Whether a column has an acceptable shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Test {
    /// Passed or not; none where there are too few different figures to say.
    pub passed: Option<bool>,
    /// Skewness, type 2.
    pub skewness: f64,
    /// Excess kurtosis, type 2.
    pub kurtosis: f64,
}

/// Tests a column: |skewness| or kurtosis below its limit.
pub fn test(column: &[f64], limit: Shape) -> Test {
    let moments::Shape { skewness, kurtosis } = moments::shape(column);
    let passed = match (skewness.is_nan(), kurtosis.is_nan()) {
        (false, false) => Some(skewness.abs() < limit.skewness || kurtosis < limit.kurtosis),
        (false, true) if skewness.abs() < limit.skewness => Some(true),
        (true, false) if kurtosis < limit.kurtosis => Some(true),
        _ => None,
    };
    Test { passed, skewness, kurtosis }
}

/// What was done to a column.
#[derive(Clone, Debug, Default)]
pub struct Treatment {
    /// The tests before, after the first and after the second transform.
    pub tests: Vec<Test>,
    /// Figures winsorised by the first transform, if that is what it does.
    pub first_points: Option<usize>,
    /// The same of the second.
    pub second_points: Option<usize>,
    /// A mark for each row: "", "winhi", "winlo", a logarithm's name, or two joined by "+".
    pub marks: Vec<String>,
    /// Why the column stays as it was although it does not pass.
    pub left: Option<Remark>,
}

/// Treats all indicators. Refused: overrides of codes that are no indicators; parameters out of range.
pub fn run(input: &Input, before: &Stage, spec: &Treat) -> Result<Made, Fault> {
    let tree = &input.tree;
    let indicator = |code: &String| tree.find(code).is_some_and(|at| at < tree.indicators());
    if let Some(code) = spec.overrides.keys().find(|code| !indicator(code)) {
        return Err(Fault::new("overrides", format!("{code} is no indicator"), "name indicators of the metadata"));
    }
    for how in spec.overrides.values().chain([&spec.each]) {
        let lambda = [&how.first, &how.second].into_iter().find_map(|transform| match transform {
            Transform::BoxCox { lambda, .. } if !lambda.is_finite() => Some(*lambda),
            _ => None,
        });
        if let Some(lambda) = lambda {
            return Err(Fault::new("boxcox", format!("λ is {lambda}"), "write a finite number"));
        }
    }
    let mut made = Made::figures(Matrix::clone(&before.values));
    let periods = input.table.periods(&before.rows);
    let nodes = &tree.nodes()[..tree.indicators()];
    // Columns are treated each by itself, so that it does not matter who treats which.
    let rows = before.rows.len().max(1);
    let columns = made.values.values_mut().par_chunks_mut(rows).zip(nodes).with_min_len(FIGURES_A_TASK.div_ceil(rows));
    let done: Vec<Vec<Treatment>> = columns
        .map(|(column, node)| {
            let how = spec.overrides.get(&node.code).unwrap_or(&spec.each);
            periods.iter().map(|period| column_by(how, spec.combine, &mut column[period.clone()])).collect()
        })
        .collect();
    let panel = input.table.is_panel();
    let time = |row: usize| input.table.times.as_ref().filter(|_| panel).map(|times| times[before.rows[row]]);
    let mut details = details_sheet(panel);
    for (node, treatments) in nodes.iter().zip(&done) {
        for (period, treatment) in periods.iter().zip(treatments) {
            details.rows.push(details_row(&node.code, time(period.start), treatment));
            if let Some(why) = &treatment.left {
                made.findings.push(Finding::new(node.code.clone(), why.clone()));
            }
        }
    }
    let codes = nodes.iter().map(|node| node.code.as_str());
    let mut marks = Sheet::new(std::iter::once("uCode").chain(panel.then_some("Time")).chain(codes));
    marks.rows.reserve_exact(before.rows.len());
    for (at, period) in periods.iter().enumerate() {
        for (place, row) in period.clone().enumerate() {
            let mut cells = Vec::with_capacity(marks.headers.len());
            cells.push(input.table.codes[before.rows[row]].as_str().into());
            cells.extend(time(row).map(Cell::Number));
            cells.extend(done.iter().map(|treatments| Cell::from(treatments[at].marks[place].as_str())));
            marks.rows.push(cells);
        }
    }
    made.details = vec![("treatment".to_owned(), details), ("treated_points".to_owned(), marks)];
    Ok(made)
}

fn details_sheet(panel: bool) -> Sheet {
    let names = [
        "check_SkewKurt0.Pass",
        "check_SkewKurt0.Skew",
        "check_SkewKurt0.Kurt",
        "first.nwin",
        "check_SkewKurt1.Pass",
        "check_SkewKurt1.Skew",
        "check_SkewKurt1.Kurt",
        "second.nwin",
        "check_SkewKurt2.Pass",
        "check_SkewKurt2.Skew",
        "check_SkewKurt2.Kurt",
        "left_because",
    ];
    Sheet::new(std::iter::once("iCode").chain(panel.then_some("Time")).chain(names))
}

fn details_row(code: &str, time: Option<f64>, done: &Treatment) -> Vec<Cell> {
    let mut row: Vec<Cell> = vec![code.into()];
    row.extend(time.map(Cell::Number));
    for place in 0..3 {
        let points = [None, done.first_points, done.second_points][place];
        if place > 0 {
            row.push(points.map_or(Cell::Missing, Cell::from));
        }
        match done.tests.get(place) {
            Some(test) => {
                row.push(test.passed.map_or(Cell::Missing, Cell::Truth));
                row.extend([Cell::Number(test.skewness), Cell::Number(test.kurtosis)]);
            }
            None => row.extend([Cell::Missing, Cell::Missing, Cell::Missing]),
        }
    }
    row.push(done.left.as_ref().map_or(Cell::Missing, |left| left.to_string().as_str().into()));
    row
}

/// Treats one column in place.
pub fn column_by(how: &TreatColumn, combine: bool, column: &mut [f64]) -> Treatment {
    let mut done = Treatment { marks: vec![String::new(); column.len()], ..Treatment::default() };
    let before = column.to_vec();
    let first = test(column, how.pass);
    done.tests.push(first);
    if first.passed != Some(false) {
        if first.passed.is_none() {
            done.left = Some(Remark::TooFewToJudge);
        }
        return done;
    }
    for (place, transform) in [&how.first, &how.second].into_iter().enumerate() {
        if *transform == Transform::None {
            continue;
        }
        if place == 1 && !combine {
            column.copy_from_slice(&before);
            done.marks.iter_mut().for_each(String::clear);
        }
        let points = match apply(transform, column, &mut done.marks) {
            Ok(points) => points,
            Err(why) => return left_alone(done, why, &before, column),
        };
        *[&mut done.first_points, &mut done.second_points][place] = points;
        let after = test(column, how.pass);
        done.tests.push(after);
        match after.passed {
            None => return left_alone(done, Untreated::ShapeUnjudged, &before, column),
            Some(true) => break,
            Some(false) => {}
        }
    }
    done
}

fn left_alone(mut done: Treatment, why: Untreated, before: &[f64], column: &mut [f64]) -> Treatment {
    column.copy_from_slice(before);
    done.marks.iter_mut().for_each(String::clear);
    done.left = Some(Remark::LeftAlone(why));
    done
}

/// Applies a transform in place; how many figures were winsorised, if it does that.
pub fn apply(transform: &Transform, column: &mut [f64], marks: &mut [String]) -> Result<Option<usize>, Untreated> {
    let (least, most) = range(column);
    let spread = most - least;
    let mut mark = |name: &str| {
        for mark in marks.iter_mut() {
            *mark = if mark.is_empty() { name.to_owned() } else { format!("{mark}+{name}") };
        }
    };
    match transform {
        Transform::None => {}
        Transform::Winsorise(by) => return winsorise(by, column, marks).map(Some),
        Transform::LogCt => {
            varies(spread)?;
            column.iter_mut().for_each(|x| *x = (*x - least + 0.01 * spread).ln());
            mark("log_CT");
        }
        Transform::LogCtPlus if skewness(column) > 0.0 => {
            varies(spread)?;
            column.iter_mut().for_each(|x| *x = (*x - least + 0.01 * spread).ln());
            mark("log_CT");
        }
        Transform::LogCtPlus => {
            varies(spread)?;
            column.iter_mut().for_each(|x| *x = -(most + 0.01 * spread - *x).ln());
            mark("log_CT_neg");
        }
        Transform::LogGii => {
            varies(spread)?;
            if most <= 1.0 {
                return Err(Untreated::LargestNotAboveOne { most });
            }
            column.iter_mut().for_each(|x| *x = ((most - 1.0) * (*x - least) / spread + 1.0).ln());
            mark("log_GII");
        }
        Transform::LogCtOrig => {
            column.iter_mut().for_each(|x| *x = (*x - least + 1.0).ln());
            mark("log_CT_orig");
        }
        Transform::BoxCox { lambda, shift } => {
            if !shift && least <= 0.0 {
                return Err(Untreated::LeastNotAboveZero { least });
            }
            let moved = |x: f64| if *shift { x - least + 1.0 } else { x };
            let power = |y: f64| if *lambda == 0.0 { y.ln() } else { (y.powf(*lambda) - 1.0) / lambda };
            column.iter_mut().for_each(|x| *x = power(moved(*x)));
            mark("boxcox");
        }
    }
    Ok(None)
}

fn varies(spread: f64) -> Result<(), Untreated> {
    if spread > 0.0 { Ok(()) } else { Err(Untreated::NothingApart) }
}

/// Brings the outermost figures, on the side that skewness points to, to the next value until the shape is within the
/// limits or enough figures are changed.
fn winsorise(by: &Winsorise, column: &mut [f64], marks: &mut [String]) -> Result<usize, Untreated> {
    let below = |points: usize| by.points_max.is_none_or(|most| points < most);
    let (mut high, mut low): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut now = test(column, by.until);
    while (now.passed == Some(false) || by.force) && below(high.len() + low.len()) {
        let upward = now.skewness >= 0.0;
        let (outermost, next, others) = outer(column, upward);
        if next.is_nan() || (!others && !by.force) {
            return Err(Untreated::SingleValueLeft);
        }
        let touched: Vec<usize> = (0..column.len()).filter(|&row| column[row] == outermost).collect();
        touched.iter().for_each(|&row| column[row] = next);
        if upward {
            high = touched;
        } else {
            low = touched;
        }
        now = test(column, by.until);
        if now.passed.is_none() && !by.force {
            return Err(Untreated::ShapeUnjudgedAfterWinsorising);
        }
    }
    for (rows, name) in [(&high, "winhi"), (&low, "winlo")] {
        rows.iter().for_each(|&row| marks[row] = name.to_owned());
    }
    Ok(high.len() + low.len())
}

/// The outermost value on a side, the next one, and whether there is any other; NaN where there is none.
fn outer(column: &[f64], upward: bool) -> (f64, f64, bool) {
    let beyond = |x: f64, other: f64| if upward { x > other } else { x < other };
    let (mut outermost, mut next, mut others) = (f64::NAN, f64::NAN, false);
    for x in present(column) {
        if outermost.is_nan() || beyond(x, outermost) {
            others |= !next.is_nan();
            (outermost, next) = (x, outermost);
        } else if x != outermost && (next.is_nan() || beyond(x, next)) {
            others |= !next.is_nan();
            next = x;
        } else if x != outermost && x != next {
            others = true;
        }
    }
    (outermost, next, others)
}
