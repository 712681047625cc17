//! A specification with everything that varies about it, made ready to be computed piece by piece.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use serde_json::Value;

use super::{
    address,
    checks::{addressed, aim, errors, kept, ranked, reach, units},
    evaluator::Evaluator,
    factor::{Effect, Entrance, Ready, Taken},
    jobs::Jobs,
    knobs::{Knob, Setting, knobs, read},
    spec::Sensitivity,
};
use crate::composite::{
    Fault, Plan, Specification,
    pipeline::Input,
    spec::{Entry, MetaSource, StageSpec},
};
use crate::numeric::Matrix;

/// Places that are kept at most, replicates × units: 1.2 GB of them.
pub const PLACES_MAX: usize = 600_000_000;
/// Scores that are kept at most, replicates × units: 1.6 GB of them.
pub const SCORES_MAX: usize = 200_000_000;

/// Combinations of choices of one stage that are read beforehand.
const STAGES_READ_MAX: usize = 1_024;
/// Replicates of a piece, before it ends at the next change of an early stage.
const PIECE_LEAST: usize = 64;
/// Replicates after which a piece ends in any case.
const PIECE_MOST: usize = 8_192;

/// Files beside the document, read by whoever may.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Rows of a given design, if they stand in a file; columns in the order of the factors.
    pub rows: Option<Vec<Vec<f64>>>,
    /// Standard errors by number of the factor, rows × indicators as the figures; NaN where there is none.
    pub standard_errors: BTreeMap<usize, Matrix>,
}

/// What is computed, in which pieces.
#[derive(Debug)]
pub struct Study {
    pub(super) document: Sensitivity,
    pub(super) input: Arc<Input>,
    /// The specification as JSON, all defaults filled in.
    pub(super) values: Value,
    pub(super) stages: Vec<StageSpec>,
    /// The stage that aggregates, the last one.
    pub(super) last: usize,
    /// In the order of evaluation.
    pub(super) factors: Vec<Ready>,
    pub(super) knobs: Vec<Option<Knob>>,
    /// By stage: the factors that change what stands there.
    addressed: Vec<Vec<usize>>,
    /// By stage: each combination of its factors' choices, read beforehand.
    read: Vec<Option<Vec<StageSpec>>>,
    pub(super) plan: Plan,
    pub(super) setting: Setting,
    /// By factor in the order of evaluation: standard errors of all figures.
    pub(super) errors: Vec<Option<Vec<f64>>>,
    pub(super) jobs: Jobs,
    /// The node that is ranked.
    pub(super) node: usize,
    /// The rows of the table that are ranked.
    pub(super) units: Range<usize>,
    pub(super) target: Aim,
    pub(super) nominal: Replicate,
    pieces: Vec<Range<usize>>,
}

/// The target with the unit it is about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Aim {
    RankShift,
    Rank(usize),
    Score(usize),
}

/// Scores and places of all units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replicate {
    /// Scores; NaN where a unit has none.
    pub scores: Vec<f64>,
    /// Places; 0 where it has none.
    pub ranks: Vec<u16>,
}

impl Study {
    /// Makes an analysis ready. `specification` is the one the document names, on this input and with these entries of its
    /// metadata. Refused in order: no aggregation; the aggregate, the period or the unit that is looked at; factors;
    /// combinations; too much to keep; the nominal specification itself.
    pub fn new(
        document: Sensitivity,
        mut specification: Specification,
        entries: Vec<Entry>,
        input: Arc<Input>,
        beside: &Beside,
    ) -> Result<Study, Fault> {
        let stages = specification.stages.clone();
        let last = stages.len().saturating_sub(1);
        let Some(StageSpec::Aggregate(aggregate)) = stages.last() else {
            let remedy = "end the specification with an aggregate stage";
            return Err(Fault::new("specification.stages", "nothing is aggregated, so that nothing is ranked", remedy));
        };
        let tree = &input.tree;
        let (plan, setting) = Setting::of(tree, aggregate)?;
        let node = ranked(&document, &input)?;
        let units = units(&document, &input)?;
        let target = aim(&document, &input, &units)?;
        specification.metadata = MetaSource::Entries(entries);
        let values = serde_json::to_value(&specification)
            .map_err(|error| Fault::new("specification", error.to_string(), "write finite numbers"))?;
        let mut factors = Ready::all(&document, &values, &stages, tree)?;
        reach(&mut factors, &stages, last);
        let mut turned = knobs(&document, &factors, tree, &values["stages"][last], &setting, last)?;
        let mut order: Vec<usize> = (0..factors.len()).collect();
        let lowest = |at: usize| turned[at].as_ref().map_or(0, |knob| knob.lowest(tree));
        order.sort_by_key(|&at| (factors[at].entrance, lowest(at)));
        factors = order.iter().map(|&at| factors[at].clone()).collect();
        turned = order.iter().map(|&at| turned[at].take()).collect();
        let jobs = Jobs::of(&document, &factors, beside.rows.as_deref())?;
        kept(jobs.count(), units.len(), document.scores)?;
        let errors =
            factors.iter().map(|factor| errors(&document, factor, &input, beside)).collect::<Result<_, _>>()?;
        let mut study = Study {
            document,
            input,
            values,
            stages,
            last,
            addressed: (0..=last).map(|at| addressed(&factors, at)).collect(),
            factors,
            knobs: turned,
            read: Vec::new(),
            plan,
            setting,
            errors,
            jobs,
            node,
            units,
            target,
            nominal: Replicate::default(),
            pieces: Vec::new(),
        };
        study.read = (0..=last).map(|at| study.read_beforehand(at)).collect::<Result<_, _>>()?;
        study.pieces = study.cut();
        study.nominal = Evaluator::new(&study).nominal()?;
        Ok(study)
    }

    /// How many pieces there are.
    pub fn pieces(&self) -> usize {
        self.pieces.len()
    }

    /// Which places of the order a piece holds.
    pub(super) fn piece(&self, number: usize) -> Range<usize> {
        self.pieces[number].clone()
    }

    /// Replicates in all.
    pub fn replicates(&self) -> usize {
        self.jobs.count()
    }

    /// The document.
    pub fn document(&self) -> &Sensitivity {
        &self.document
    }

    /// Codes of the units that are ranked.
    pub fn codes(&self) -> &[String] {
        &self.input.table.codes[self.units.clone()]
    }

    /// Scores and places by the specification as it is.
    pub fn nominal(&self) -> &Replicate {
        &self.nominal
    }

    /// A combination in words.
    pub(super) fn described(&self, taken: &[Taken]) -> String {
        let one = |(factor, taken): (&Ready, &Taken)| match &factor.effect {
            Effect::Address { values, .. } if !values.is_empty() => {
                let value = values[*taken as usize].to_string();
                match value.chars().count() > 60 {
                    true => format!("{} = no. {}", factor.name, taken + 1),
                    false => format!("{} = {value}", factor.name),
                }
            }
            _ => format!("{} = {}", factor.name, factor.levels.shown(*taken)),
        };
        self.factors.iter().zip(taken).map(one).collect::<Vec<_>>().join(", ")
    }

    /// The stage with the values that factors take, or as it is without.
    pub(super) fn stage(&self, at: usize, taken: Option<&[Taken]>) -> Result<std::borrow::Cow<'_, StageSpec>, Fault> {
        use std::borrow::Cow;
        let Some(taken) = taken.filter(|_| self.addressed(at).next().is_some()) else {
            return Ok(Cow::Borrowed(&self.stages[at]));
        };
        if let Some(read) = &self.read[at] {
            let index = self.addressed(at).fold(0, |index, factor| {
                index * self.factors[factor].levels.count().unwrap_or(1) + taken[factor] as usize
            });
            return Ok(Cow::Borrowed(&read[index]));
        }
        self.read_stage(at, taken).map(Cow::Owned)
    }

    /// The factors that change what stands in a stage.
    fn addressed(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.addressed[at].iter().copied()
    }

    fn read_stage(&self, at: usize, taken: &[Taken]) -> Result<StageSpec, Fault> {
        let mut stage = self.values["stages"][at].clone();
        for factor in self.addressed(at) {
            let (Effect::Address { parts, .. }, Some(value)) =
                (&self.factors[factor].effect, self.value(factor, taken))
            else {
                continue;
            };
            address::set(&mut stage, &parts[2..], value);
        }
        let stage = read(&stage).map_err(|fault| fault.inside(&format!("with {}", self.described(taken))))?;
        match stage.name() == self.stages[at].name() {
            true => Ok(stage),
            false => {
                let what = format!("{} becomes {}", self.stages[at].name(), stage.name());
                Err(Fault::new(format!("specification.stages[{at}]"), what, "vary what stands below the stage's name"))
            }
        }
    }

    /// What a factor writes at its address.
    pub(super) fn value(&self, factor: usize, taken: &[Taken]) -> Option<Value> {
        match &self.factors[factor].effect {
            Effect::Address { values, .. } if values.is_empty() => Some(f64::from_bits(taken[factor]).into()),
            Effect::Address { values, .. } => values.get(taken[factor] as usize).cloned(),
            _ => None,
        }
    }

    /// Every combination of a stage's choices, where they are few; what cannot be read is refused before anything is
    /// computed. The last stage has knobs instead.
    fn read_beforehand(&self, at: usize) -> Result<Option<Vec<StageSpec>>, Fault> {
        let factors: Vec<usize> = self.addressed(at).collect();
        let counts = factors.iter().map(|&factor| self.factors[factor].levels.count());
        let all = counts.clone().try_fold(1usize, |product, count| product.checked_mul(count?));
        let by_knobs = at == self.last && !self.knobs.iter().any(|knob| matches!(knob, Some(Knob::Read)));
        let Some(all) = all.filter(|all| *all <= STAGES_READ_MAX && !factors.is_empty() && !by_knobs) else {
            return Ok(None);
        };
        let counts: Vec<usize> = counts.map(|count| count.unwrap_or(1)).collect();
        let mut taken = vec![0; self.factors.len()];
        let stage = |mut index: usize| {
            for (&factor, count) in factors.iter().zip(&counts).rev() {
                taken[factor] = (index % count) as Taken;
                index /= count;
            }
            self.read_stage(at, &taken)
        };
        (0..all).map(stage).collect::<Result<Vec<_>, _>>().map(Some)
    }

    /// Pieces end where an early stage changes, so that neighbours that share one are computed together.
    fn cut(&self) -> Vec<Range<usize>> {
        let early = self.factors.iter().take_while(|factor| factor.entrance < Entrance::Stage(self.last)).count();
        let (mut pieces, mut start) = (Vec::new(), 0);
        let (mut before, mut now) = (Vec::new(), Vec::new());
        for job in 0..self.jobs.count() {
            if job - start >= PIECE_LEAST {
                self.jobs.taken(self.jobs.replicate(job - 1), &mut before);
                self.jobs.taken(self.jobs.replicate(job), &mut now);
                if before[..early] != now[..early] || job - start >= PIECE_MOST {
                    pieces.push(start..job);
                    start = job;
                }
            }
        }
        pieces.push(start..self.jobs.count());
        pieces
    }
}
