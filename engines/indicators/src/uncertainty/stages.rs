//! Stages as an analysis needs them: figures and nothing beside them.
//!
//! A run of a specification tells each treated point and each screened unit; an analysis repeats the stage thousands of
//! times and reads none of that. What is common is computed here by columns without gaps; everything else by the stage
//! itself. Tests hold both to each other.

use std::sync::Arc;

use super::shape::{Described, extremes};
use crate::composite::{
    Fault, Stage,
    pipeline::{Input, compute},
    screen::availability,
    spec::{
        Aggregate, Denominate, Normalise, Normaliser, Screen, ScreenBy, Shape, StageSpec, Transform, Treat,
        TreatColumn, Winsorise,
    },
    treat,
};
use crate::numeric::Matrix;

/// Computes stages, with a buffer that is used again.
#[derive(Debug, Default)]
pub(super) struct Lean {
    column: Vec<f64>,
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
        let values = match spec {
            StageSpec::Denominate(spec) => denominated(input, before, spec),
            StageSpec::Screen(spec) => return self.screened(input, before, spec, ahead),
            StageSpec::Treat(spec) => self.treated(input, before, spec),
            StageSpec::Normalise(spec) => normalised(input, before, spec),
            _ => None,
        };
        let Some(values) = values else { return compute(input, before, spec, Some(ahead)) };
        let mut stage = before.clone();
        stage.values = Arc::new(values);
        Ok(stage)
    }

    fn screened(&self, input: &Input, before: &Stage, spec: &Screen, ahead: &Aggregate) -> Result<Stage, Fault> {
        let shares = [spec.data_at_least, spec.nonzero_at_least];
        let plain = spec.force.is_empty() && shares.iter().all(|share| (0.0..=1.0).contains(share));
        let all = plain
            && availability(&before.values, input.tree.indicators()).iter().all(|there| {
                let little = there.available < spec.data_at_least;
                let zeros = there.nonzero.is_nan() || there.nonzero < spec.nonzero_at_least;
                match spec.by {
                    ScreenBy::Missing => !little,
                    ScreenBy::Zeros => !zeros,
                    ScreenBy::MissingAndZeros => !little && !zeros,
                }
            });
        if all { Ok(before.clone()) } else { compute(input, before, &StageSpec::Screen(spec.clone()), Some(ahead)) }
    }

    /// The treated figures; none where some parameter or some column needs more than the common case.
    fn treated(&mut self, input: &Input, before: &Stage, spec: &Treat) -> Option<Matrix> {
        let common = |how: &TreatColumn| matches!(how.first, Transform::Winsorise(_));
        if input.table.times.is_some() || !spec.overrides.is_empty() || spec.combine || !common(&spec.each) {
            return None;
        }
        let Transform::Winsorise(by) = &spec.each.first else { return None };
        let mut values = Matrix::clone(&before.values);
        for at in 0..values.columns() {
            let column = values.column_mut(at);
            let described = Described::of(column)?;
            if passed(described, spec.each.pass)? {
                continue;
            }
            self.column.clear();
            self.column.extend_from_slice(column);
            let described = winsorised(by, column, described)?;
            if passed(described, spec.each.pass)? || spec.each.second == Transform::None {
                continue;
            }
            column.copy_from_slice(&self.column);
            treat::apply(&spec.each.second, column, &mut []).ok()?;
            // A shape that cannot be judged brings the column back, which the stage itself does.
            passed(Described::of(column)?, spec.each.pass)?;
        }
        Some(values)
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
        if others == 0 {
            return None;
        }
        let mut touched = 0;
        for x in column.iter_mut().filter(|x| **x == outermost) {
            *x = next;
            touched += 1;
        }
        *(if upward { &mut high } else { &mut low }) = touched;
        described = Described::of(column)?;
        shaped = passed(described, by.until)?;
    }
    Some(described)
}

fn denominated(input: &Input, before: &Stage, spec: &Denominate) -> Option<Matrix> {
    if spec.by.is_some() || !spec.scale.is_empty() {
        return None;
    }
    let mut values = Matrix::clone(&before.values);
    for (at, node) in input.tree.nodes()[..input.tree.indicators()].iter().enumerate() {
        let Some(code) = &node.denominator else { continue };
        let divisors = input.table.denominators.get(code)?;
        let scale = node.scale.unwrap_or(1.0);
        let mut zero = !scale.is_finite() || scale == 0.0;
        for (figure, &row) in values.column_mut(at).iter_mut().zip(before.rows.iter()) {
            let divisor = divisors[row] / scale;
            zero |= divisor == 0.0;
            *figure /= divisor;
        }
        if zero {
            return None;
        }
    }
    Some(values)
}

fn normalised(input: &Input, before: &Stage, spec: &Normalise) -> Option<Matrix> {
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
    let mut values = Matrix::clone(&before.values);
    for (at, node) in input.tree.nodes()[..input.tree.indicators()].iter().enumerate() {
        scale.bring(values.column_mut(at), node.direction)?;
    }
    Some(values)
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
    fn bring(&self, column: &mut [f64], direction: f64) -> Option<()> {
        match *self {
            Scale::Range { lower, span } => {
                let (least, most) = Described::range(column)?;
                let (least, most) = if direction < 0.0 { (-most, -least) } else { (least, most) };
                let width = most - least;
                column.iter_mut().for_each(|x| *x = (*x * direction - least) / width * span + lower);
                (width > 0.0).then_some(())
            }
            Scale::Spread { mean, deviation } => {
                let described = Described::of(column)?;
                let (centre, spread) = (described.mean * direction, described.deviation());
                column.iter_mut().for_each(|x| *x = (*x * direction - centre) / spread * deviation + mean);
                (spread > 0.0).then_some(())
            }
        }
    }
}
