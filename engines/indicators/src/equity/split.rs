//! How much of a measure lies within the groups of a level, and how much between them.

use super::column::{Sorted, finite, gini, power};
use super::held::{Held, Sums, sums};
use super::order::ascending;
use super::study::{Level, Study, Undefined};
use super::{Answer, sum};

/// A column over one level.
#[derive(Clone, Debug)]
pub struct Decomposition {
    /// Place of the level in the study.
    pub level: usize,
    /// The level's groups, in its order.
    pub groups: Vec<Group>,
    /// The squared 差异系数: Σ p (x̄/X̄)² CV² within, the squared CV of group means between.
    pub squared_cv: Split,
    /// Theil T.
    pub theil_t: Split,
    /// Theil L.
    pub theil_l: Split,
    /// Gini: within Σ p s G, between the Gini of group means, and what is left because groups overlap.
    pub gini: Split,
    /// GE(α) for each α asked for.
    pub entropy: Vec<(f64, Split)>,
    /// Atkinson for each ε asked for: (1 − A) = (1 − within)(1 − between).
    pub atkinson: Vec<(f64, Split)>,
}

/// Parts of a measure. `within + between + overlap` is the measure; for Atkinson see there.
#[derive(Clone, Copy, Debug)]
pub struct Split {
    /// What would be left if all groups had the same mean.
    pub within: Answer,
    /// What would be left if all in a group had its mean.
    pub between: Answer,
    /// Gini only: what comes from groups that overlap; zero for the others.
    pub overlap: Answer,
    /// What this level adds to `between` of the level before, where it refines that one.
    pub step: Option<Answer>,
}

/// One group.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Units that count.
    pub counted: usize,
    /// Their weight.
    pub weight: f64,
    /// Their mean.
    pub mean: Answer,
    /// Their own 差异系数.
    pub cv: Answer,
    /// Their own Gini.
    pub gini: Answer,
    /// Their own Theil T.
    pub theil_t: Answer,
    /// Their own Theil L.
    pub theil_l: Answer,
}

pub(super) fn levels(study: &Study, sorted: &Sorted, whole_gini: f64) -> Vec<Decomposition> {
    // An ε above zero gives an exponent below one, and zero is the logarithm's.
    let closed = [0.0, 1.0, 2.0];
    let exponents = study.ask.entropy.iter().copied().chain(study.ask.atkinson.iter().map(|dislike| 1.0 - dislike));
    let mut powers: Vec<(f64, Vec<f64>)> = Vec::new();
    for exponent in exponents.filter(|exponent| !closed.contains(exponent)) {
        if powers.iter().all(|(known, _)| *known != exponent) && !sorted.logs.is_empty() {
            powers.push((exponent, sorted.ratios.iter().map(|ratio| power(*ratio, exponent)).collect()));
        }
    }
    let sums = if sorted.relative.is_ok() { sums(study, sorted, &powers) } else { Vec::new() };
    let mut made: Vec<Decomposition> = Vec::with_capacity(study.levels.len());
    for (place, level) in study.levels.iter().enumerate() {
        let mut found = match (sorted.relative, sums.get(place)) {
            (Ok(()), Some(sums)) => one(study, sorted, place, sums, whole_gini),
            (Err(why), _) if !sorted.values.is_empty() => nothing(study, level, place, why),
            _ => nothing(study, level, place, Undefined::NoUnits),
        };
        if let Some(coarser) = made.last().filter(|_| !study.parents[place].is_empty()) {
            let pairs = [
                (&mut found.squared_cv, &coarser.squared_cv),
                (&mut found.theil_t, &coarser.theil_t),
                (&mut found.theil_l, &coarser.theil_l),
            ];
            let asked = found.entropy.iter_mut().zip(&coarser.entropy).map(|((_, own), (_, above))| (own, above));
            for (own, above) in pairs.into_iter().chain(asked) {
                own.step = Some(own.between.and_then(|between| above.between.map(|above| between - above)));
            }
        }
        made.push(found);
    }
    made
}

fn one(study: &Study, sorted: &Sorted, place: usize, sums: &Sums, whole_gini: f64) -> Decomposition {
    let held = &sums.held;
    let share = |group: &Held| group.weight / sorted.weight;
    let plain = |within: Answer, between: Answer| Split { within, between, overlap: Ok(0.0), step: None };
    let each = |term: &dyn Fn(&Held) -> f64| finite(sum(held.iter().filter(|group| group.count > 0).map(term)));
    let squared_cv = plain(
        each(&|group| group.squares / sorted.weight),
        each(&|group| share(group) * (group.mean - 1.0) * (group.mean - 1.0)),
    );
    let logs = |needs_above_zero: bool| have_logs(sorted, needs_above_zero);
    let theil_t = plain(
        logs(false).and_then(|()| each(&|group| within_t(group) / sorted.weight)),
        logs(false).and_then(|()| each(&|group| share(group) * (with_log(group.mean) - (group.mean - 1.0)))),
    );
    let theil_l = plain(
        logs(true).and_then(|()| each(&|group| within_l(group) / sorted.weight)),
        logs(true).and_then(|()| each(&|group| share(group) * ((group.mean - 1.0) - group.mean.ln()))),
    );
    let entropy = |alpha: f64| match alpha {
        0.0 => theil_l,
        1.0 => theil_t,
        2.0 => halved(&squared_cv),
        _ => match logs(alpha <= 0.0) {
            Err(why) => plain(Err(why), Err(why)),
            Ok(()) => powered(sorted, sums, alpha),
        },
    };
    Decomposition {
        level: place,
        groups: held.iter().map(|held| told(held, sorted, logs(false), logs(true))).collect(),
        squared_cv,
        theil_t,
        theil_l,
        gini: overlapping(sorted, held, whole_gini),
        entropy: study.ask.entropy.iter().map(|alpha| (*alpha, entropy(*alpha))).collect(),
        atkinson: study
            .ask
            .atkinson
            .iter()
            .map(|dislike| {
                (*dislike, logs(false).map_or_else(|why| plain(Err(why), Err(why)), |()| even(sorted, sums, *dislike)))
            })
            .collect(),
    }
}

/// Whether values have logarithms, or may stand beside them.
fn have_logs(sorted: &Sorted, needs_above_zero: bool) -> Result<(), Undefined> {
    match sorted.values.first() {
        Some(least) if *least < 0.0 => Err(Undefined::NegativeValue),
        Some(least) if *least == 0.0 && needs_above_zero => Err(Undefined::ZeroValue),
        _ => Ok(()),
    }
}

fn halved(split: &Split) -> Split {
    let half = |part: Answer| part.map(|part| part / 2.0);
    Split { within: half(split.within), between: half(split.between), ..*split }
}

/// x ln x, zero at zero.
fn with_log(value: f64) -> f64 {
    if value > 0.0 { value * value.ln() } else { 0.0 }
}

fn within_t(group: &Held) -> f64 {
    if group.count < 2 { 0.0 } else { (group.entropy - group.weight * with_log(group.mean)).max(0.0) }
}

fn within_l(group: &Held) -> f64 {
    if group.count < 2 { 0.0 } else { (group.weight * group.mean.ln() - group.logs).max(0.0) }
}

fn told(group: &Held, sorted: &Sorted, logs: Result<(), Undefined>, above_zero: Result<(), Undefined>) -> Group {
    let alone = |answer: &dyn Fn() -> Answer| match group.count {
        0 => Err(Undefined::NoUnits),
        _ if group.mean < 0.0 => Err(Undefined::NegativeMean),
        _ if group.mean == 0.0 => Err(Undefined::ZeroMean),
        _ => answer(),
    };
    Group {
        counted: usize::try_from(group.count).unwrap_or(0),
        weight: group.weight,
        mean: if group.count == 0 { Err(Undefined::NoUnits) } else { finite(group.mean * sorted.mean) },
        cv: alone(&|| finite((group.squares / group.weight).sqrt() / group.mean)),
        gini: alone(&|| finite(group.area / (group.weight * group.weight * group.mean))),
        theil_t: alone(&|| logs.and_then(|()| finite(within_t(group) / (group.weight * group.mean)))),
        theil_l: alone(&|| above_zero.and_then(|()| finite(within_l(group) / group.weight))),
    }
}

fn overlapping(sorted: &Sorted, held: &[Held], all: f64) -> Split {
    let present: Vec<&Held> = held.iter().filter(|group| group.count > 0).collect();
    let means: Vec<f64> = present.iter().map(|group| group.mean).collect();
    let order = ascending(&means);
    let pick = |of: &dyn Fn(&Held) -> f64| -> Vec<f64> {
        order.iter().map(|place| of(present[usize::try_from(*place).unwrap_or(0)])).collect()
    };
    let between = gini(&pick(&|group| group.mean), &pick(&|group| group.weight), sorted.weight);
    let within = sum(present.iter().map(|group| group.area)) / (sorted.weight * sorted.weight);
    Split {
        within: finite(within),
        between: finite(between),
        overlap: finite((all - within - between).max(0.0)),
        step: None,
    }
}

/// Σ w r^exponent of each group.
fn power_sums(sums: &Sums, exponent: f64) -> &[f64] {
    sums.powers.iter().find(|(known, _)| *known == exponent).map_or(&[], |(_, sums)| sums)
}

fn powered(sorted: &Sorted, sums: &Sums, alpha: f64) -> Split {
    let held = &sums.held;
    let sums = power_sums(sums, alpha);
    let divisor = alpha * (alpha - 1.0);
    let present = || held.iter().zip(sums).filter(|(held, _)| held.count > 0);
    let even = |held: &Held| held.weight * held.mean.powf(alpha);
    let within = sum(present().map(|(held, sum)| if held.count < 2 { 0.0 } else { (sum - even(held)) / divisor }));
    let between = (sum(present().map(|(held, _)| even(held))) / sorted.weight - 1.0) / divisor;
    Split { within: finite(within / sorted.weight), between: finite(between), overlap: Ok(0.0), step: None }
}

/// Atkinson from what everybody in a group would have to have alike for the same welfare.
fn even(sorted: &Sorted, sums: &Sums, dislike: f64) -> Split {
    let held = &sums.held;
    let exponent = 1.0 - dislike;
    let sums = match dislike {
        1.0 => held.iter().map(|held| held.logs).collect(),
        _ => power_sums(sums, exponent).to_vec(),
    };
    let alike = |sum: f64, weight: f64| match dislike {
        1.0 => (sum / weight).exp(),
        _ => (sum / weight).powf(1.0 / exponent),
    };
    let present = || held.iter().zip(&sums).filter(|(held, _)| held.count > 0);
    let groups = sum(present().map(|(held, sum)| held.weight * alike(*sum, held.weight))) / sorted.weight;
    let all = alike(sum(present().map(|(_, sum)| *sum)), sorted.weight);
    let between = if groups > 0.0 { finite(1.0 - all / groups) } else { Err(Undefined::Denominator) };
    Split { within: finite(1.0 - groups), between, overlap: Ok(0.0), step: None }
}

fn nothing(study: &Study, level: &Level, place: usize, why: Undefined) -> Decomposition {
    let split = Split { within: Err(why), between: Err(why), overlap: Err(why), step: None };
    let none = Err(why);
    let group = Group { counted: 0, weight: 0.0, mean: none, cv: none, gini: none, theil_t: none, theil_l: none };
    Decomposition {
        level: place,
        groups: vec![group; level.groups.len()],
        squared_cv: split,
        theil_t: split,
        theil_l: split,
        gini: split,
        entropy: study.ask.entropy.iter().map(|alpha| (*alpha, split)).collect(),
        atkinson: study.ask.atkinson.iter().map(|dislike| (*dislike, split)).collect(),
    }
}
