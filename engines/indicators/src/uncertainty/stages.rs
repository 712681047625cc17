//! Stages as an analysis needs them: figures and nothing beside them.
//!
//! A run of a specification tells each treated point and each screened unit; an analysis repeats the stage thousands of
//! times and reads none of that. What is common is computed here, column by column into matrices that are used again;
//! everything else by the stage itself. Tests hold both to each other.

use std::sync::Arc;

use super::shape::{Described, extremes, gaps};
use crate::composite::{
    Fault, Stage,
    pipeline::{Input, compute},
    spec::{
        Aggregate, Along, Denominate, Fill, Impute, Normalise, Normaliser, Screen, ScreenBy, Shape, StageSpec,
        Transform, Treat, TreatColumn, Winsorise,
    },
    treat,
};
use crate::numeric::Matrix;

/// Matrices kept for the next stages: more than a chain has between two replicates are never needed.
const SPARE_MAX: usize = 8;

/// Computes stages, with buffers that are used again.
#[derive(Debug, Default)]
pub(super) struct Lean {
    spare: Vec<Matrix>,
    counts: Vec<u32>,
}

impl Lean {
    /// One stage from the figures before it.
    pub fn compute(
        &mut self,
        input: &Input,
        before: &Stage,
        spec: &StageSpec,
        ahead: &Aggregate,
    ) -> Result<Stage, Fault> {
        if let StageSpec::Screen(spec) = spec
            && self.everyone_stays(before, spec)
        {
            return Ok(before.clone());
        }
        let mut values = self.empty(&before.values);
        let done = match spec {
            StageSpec::Denominate(spec) => denominated(input, before, spec, &mut values),
            StageSpec::Impute(spec) => self.imputed(input, before, spec, &mut values),
            StageSpec::Treat(spec) => self.treated(input, before, spec, &mut values),
            StageSpec::Normalise(spec) => normalised(input, before, spec, &mut values),
            _ => None,
        };
        if done.is_none() {
            self.spare.push(values);
            return compute(input, before, spec, Some(ahead));
        }
        let mut stage = before.clone();
        stage.values = Arc::new(values);
        Ok(stage)
    }

    /// Takes back figures that nobody reads any more.
    pub fn recycle(&mut self, values: Arc<Matrix>) {
        if let Ok(values) = Arc::try_unwrap(values)
            && self.spare.len() < SPARE_MAX
        {
            self.spare.push(values);
        }
    }

    /// A matrix as large as another, to be written whole.
    fn empty(&mut self, like: &Matrix) -> Matrix {
        let fits = |spare: &Matrix| (spare.rows(), spare.columns()) == (like.rows(), like.columns());
        match self.spare.iter().position(fits) {
            Some(at) => self.spare.swap_remove(at),
            None => Matrix::filled(like.rows(), like.columns(), 0.0),
        }
    }

    /// Whether screening leaves every unit, so that nothing changes.
    fn everyone_stays(&mut self, before: &Stage, spec: &Screen) -> bool {
        let shares = [spec.data_at_least, spec.nonzero_at_least];
        if spec.by != ScreenBy::Missing || !spec.force.is_empty() || shares.iter().any(|s| !(0.0..=1.0).contains(s)) {
            return false;
        }
        self.counts.clear();
        self.counts.resize(before.values.rows(), 0);
        for column in (0..before.values.columns()).map(|at| before.values.column(at)).filter(|column| gaps(column)) {
            self.counts.iter_mut().zip(column).for_each(|(count, x)| *count += u32::from(x.is_nan()));
        }
        let all = before.values.columns() as f64;
        let most = self.counts.iter().copied().max().unwrap_or(0);
        1.0 - f64::from(most) / all >= spec.data_at_least
    }

    /// Means of columns, or of a group's rows.
    fn imputed(&mut self, input: &Input, before: &Stage, spec: &Impute, values: &mut Matrix) -> Option<()> {
        if spec.method != Fill::Mean || spec.along != Along::Column || input.table.times.is_some() {
            return None;
        }
        let mut groups: Option<Vec<Vec<u32>>> = None;
        for at in 0..values.columns() {
            let (from, column) = (before.values.column(at), values.column_mut(at));
            column.copy_from_slice(from);
            if !gaps(from) {
                continue;
            }
            if groups.is_none() {
                groups = Some(grouped(input, before, spec)?);
            }
            groups.iter().flatten().for_each(|group| fill(column, group));
        }
        Some(())
    }

    /// The treated figures; none where some parameter or some column needs more than the common case.
    fn treated(&mut self, input: &Input, before: &Stage, spec: &Treat, values: &mut Matrix) -> Option<()> {
        let common = |how: &TreatColumn| matches!(how.first, Transform::Winsorise(_));
        if input.table.times.is_some() || !spec.overrides.is_empty() || spec.combine || !common(&spec.each) {
            return None;
        }
        let Transform::Winsorise(by) = &spec.each.first else { return None };
        for at in 0..values.columns() {
            let (from, column) = (before.values.column(at), values.column_mut(at));
            column.copy_from_slice(from);
            let described = Described::of(column)?;
            if passed(described, spec.each.pass)? {
                continue;
            }
            let described = winsorised(by, column, described)?;
            if passed(described, spec.each.pass)? || spec.each.second == Transform::None {
                continue;
            }
            column.copy_from_slice(from);
            treat::apply(&spec.each.second, column, &mut []).ok()?;
            // A shape that cannot be judged brings the column back, which the stage itself does.
            passed(Described::of(column)?, spec.each.pass)?;
        }
        Some(())
    }
}

/// Whether a shape is acceptable, if that can be said.
fn passed(of: Described, limit: Shape) -> Option<bool> {
    let (skewness, kurtosis) = (of.skewness(), of.kurtosis());
    match skewness.is_nan() || kurtosis.is_nan() {
        true => None,
        false => Some(skewness.abs() < limit.skewness || kurtosis < limit.kurtosis),
    }
}

/// Winsorises a column without gaps and describes what comes of it; none where the stage itself has to say why not.
fn winsorised(by: &Winsorise, column: &mut [f64], mut described: Described) -> Option<Described> {
    let (mut high, mut low) = (0, 0);
    let mut shaped = passed(described, by.until)?;
    while (!shaped || by.force) && by.points_max.is_none_or(|most| high + low < most) {
        let upward = described.skewness() >= 0.0;
        let (outermost, next, others) = extremes(column, upward);
        if !others {
            return None;
        }
        let mut touched = 0;
        for x in column.iter_mut() {
            touched += usize::from(*x == outermost);
            *x = if *x == outermost { next } else { *x };
        }
        *(if upward { &mut high } else { &mut low }) = touched;
        described = Described::of(column)?;
        shaped = passed(described, by.until)?;
    }
    Some(described)
}

/// The rows of each group; rows without a word are in none, and nothing fills them.
fn grouped(input: &Input, before: &Stage, spec: &Impute) -> Option<Vec<Vec<u32>>> {
    let Some(group) = &spec.group else { return Some(vec![(0..before.rows.len() as u32).collect()]) };
    let words = input.table.groups.get(group)?;
    let mut groups: Vec<(&str, Vec<u32>)> = Vec::new();
    for (place, &row) in before.rows.iter().enumerate() {
        let Some(word) = words[row].as_deref() else { continue };
        match groups.iter_mut().find(|(there, _)| *there == word) {
            Some((_, places)) => places.push(place as u32),
            None => groups.push((word, vec![place as u32])),
        }
    }
    Some(groups.into_iter().map(|(_, places)| places).collect())
}

/// Fills a group's gaps with the mean of what it has.
fn fill(column: &mut [f64], group: &[u32]) {
    let (sum, there) = added(column, group, |x| x);
    if there == group.len() as f64 {
        return;
    }
    let first = sum / there;
    // The second pass removes what the division rounded away.
    let mean = first + added(column, group, |x| x - first).0 / there;
    for &place in group {
        let x = &mut column[place as usize];
        *x = if x.is_nan() { mean } else { *x };
    }
}

/// The sum of what is made of the figures that are there, and their number, in four sums side by side.
fn added(column: &[f64], group: &[u32], of: impl Fn(f64) -> f64) -> (f64, f64) {
    let (mut sums, mut counts) = ([0.0; 4], [0.0; 4]);
    for places in group.chunks(4) {
        for (lane, &place) in places.iter().enumerate() {
            let x = column[place as usize];
            sums[lane] += if x.is_nan() { 0.0 } else { of(x) };
            counts[lane] += if x.is_nan() { 0.0 } else { 1.0 };
        }
    }
    ((sums[0] + sums[1]) + (sums[2] + sums[3]), counts.iter().sum())
}

fn denominated(input: &Input, before: &Stage, spec: &Denominate, values: &mut Matrix) -> Option<()> {
    if spec.by.is_some() || !spec.scale.is_empty() {
        return None;
    }
    for (at, node) in input.tree.nodes()[..input.tree.indicators()].iter().enumerate() {
        let (from, column) = (before.values.column(at), values.column_mut(at));
        let Some(code) = &node.denominator else {
            column.copy_from_slice(from);
            continue;
        };
        let divisors = input.table.denominators.get(code)?;
        let scale = node.scale.unwrap_or(1.0);
        let mut zero = !scale.is_finite() || scale == 0.0;
        // Rows are in the order of the table; as many as it has are all of them.
        if scale == 1.0 && before.rows.len() == divisors.len() {
            column.iter_mut().zip(from).zip(divisors).for_each(|((to, figure), divisor)| *to = figure / divisor);
            if divisors.contains(&0.0) {
                return None;
            }
            continue;
        }
        for ((to, figure), &row) in column.iter_mut().zip(from).zip(before.rows.iter()) {
            let divisor = divisors[row] / scale;
            zero |= divisor == 0.0;
            *to = figure / divisor;
        }
        if zero {
            return None;
        }
    }
    Some(())
}

fn normalised(input: &Input, before: &Stage, spec: &Normalise, values: &mut Matrix) -> Option<()> {
    let scale = match spec.method {
        Normaliser::Minmax { lower, upper } if lower.is_finite() && upper.is_finite() => {
            Scale::Range { lower, span: upper - lower }
        }
        Normaliser::Zscore { mean, deviation } if mean.is_finite() && deviation > 0.0 && deviation.is_finite() => {
            Scale::Spread { mean, deviation }
        }
        _ => return None,
    };
    if spec.from_metadata || !spec.overrides.is_empty() || !spec.directions.is_empty() || input.table.times.is_some() {
        return None;
    }
    for (at, node) in input.tree.nodes()[..input.tree.indicators()].iter().enumerate() {
        scale.bring(before.values.column(at), node.direction, values.column_mut(at))?;
    }
    Some(())
}

/// What a column is brought to.
enum Scale {
    /// Its range to a range.
    Range { lower: f64, span: f64 },
    /// Its mean and standard deviation to these.
    Spread { mean: f64, deviation: f64 },
}

impl Scale {
    /// Brings a column without gaps to the scale, turned into its direction.
    fn bring(&self, from: &[f64], direction: f64, to: &mut [f64]) -> Option<()> {
        match *self {
            Scale::Range { lower, span } => {
                let (least, most) = Described::range(from)?;
                let (least, most) = if direction < 0.0 { (-most, -least) } else { (least, most) };
                let width = most - least;
                to.iter_mut().zip(from).for_each(|(to, x)| *to = (x * direction - least) / width * span + lower);
                (width > 0.0).then_some(())
            }
            Scale::Spread { mean, deviation } => {
                let described = Described::of(from)?;
                let (centre, spread) = (described.mean * direction, described.deviation());
                to.iter_mut().zip(from).for_each(|(to, x)| *to = (x * direction - centre) / spread * deviation + mean);
                (spread > 0.0).then_some(())
            }
        }
    }
}
