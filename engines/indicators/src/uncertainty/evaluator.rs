//! Computes replicates one after the other, each from the first stage on in which it differs from the one before.

use std::{ops::Range, sync::Arc};

use serde_json::Value;

use super::{
    address,
    factor::{Effect, Entrance, Taken},
    imputation::drawn,
    knobs::{Knob, Setting},
    random::Random,
    ranking::Ranker,
    scorer::Scorer,
    shape::infinite,
    spec::Vary,
    stages::Lean,
    study::{Aim, Replicate, Study},
};
use crate::composite::{
    Fault, Stage, Tree,
    aggregate::Unfit,
    pipeline::{Input, raw},
    spec::{Entry, StageSpec},
};
use crate::numeric::Matrix;

/// How often each stage was computed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Computed {
    /// The figures, then each stage before aggregation.
    pub stages: Vec<u64>,
    /// Columns of aggregates.
    pub aggregates: u64,
    /// Rankings.
    pub rankings: u64,
}

/// Replicates of one piece.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// Places in the order of computation.
    pub(super) jobs: Range<usize>,
    /// Scores, if they are kept, ranks and targets, in that order.
    pub(super) scores: Vec<f64>,
    pub(super) ranks: Vec<u16>,
    pub(super) targets: Vec<f64>,
}

/// Computes pieces of a study. What it answers depends on the piece alone, never on what it computed before; each thread
/// has one of its own.
pub struct Evaluator<'a> {
    study: &'a Study,
    input: Arc<Input>,
    /// The figures, then what each stage before the last gave.
    stages: Vec<Option<Stage>>,
    /// The figures as they came.
    raw: Stage,
    lean: Lean,
    scorer: Scorer,
    /// Weights of the specification by node, and what the stages before gave.
    given: Vec<Option<f64>>,
    before: Option<Vec<Taken>>,
    now: Vec<Taken>,
    fresh: bool,
    ranker: Ranker,
    replicate: Replicate,
    computed: Computed,
}

impl<'a> Evaluator<'a> {
    /// An evaluator that has computed nothing.
    pub fn new(study: &'a Study) -> Self {
        let units = study.units.len();
        Self {
            input: study.input.clone(),
            stages: vec![None; study.last + 1],
            raw: raw(&study.input),
            lean: Lean::default(),
            scorer: Scorer::new(&study.plan, vec![f64::NAN; study.setting.given.len()]),
            given: study.setting.given.clone(),
            before: None,
            now: Vec::new(),
            fresh: false,
            ranker: Ranker::default(),
            replicate: Replicate { scores: vec![f64::NAN; units], ranks: vec![0; units] },
            computed: Computed { stages: vec![0; study.last + 1], ..Computed::default() },
            study,
        }
    }

    /// An evaluator that computes every stage of every replicate anew; it answers the same.
    pub fn afresh(study: &'a Study) -> Self {
        Self { fresh: true, ..Self::new(study) }
    }

    /// What was computed so far.
    pub fn computed(&self) -> Computed {
        Computed { aggregates: self.scorer.computed, ..self.computed.clone() }
    }

    /// Computes a piece. Fails at the first replicate that cannot be computed, and says which combination that was.
    pub fn piece(&mut self, number: usize) -> Result<Piece, Fault> {
        let (study, jobs) = (self.study, self.study.piece(number));
        let units = study.units.len();
        let mut piece = Piece { jobs: jobs.clone(), ..Piece::default() };
        piece.ranks.reserve_exact(jobs.len() * units);
        piece.targets.reserve_exact(jobs.len());
        if study.document.scores {
            piece.scores.reserve_exact(jobs.len() * units);
        }
        for job in jobs {
            let mut now = std::mem::take(&mut self.now);
            study.jobs.taken(study.jobs.replicate(job), &mut now);
            let done = self.evaluate(Some(&now));
            self.now = now;
            done.map_err(|fault| fault.inside(&format!("with {}", study.described(&self.now))))?;
            piece.ranks.extend_from_slice(&self.replicate.ranks);
            if study.document.scores {
                piece.scores.extend_from_slice(&self.replicate.scores);
            }
            piece.targets.push(self.target());
        }
        Ok(piece)
    }

    /// Computes the specification as it is.
    pub(super) fn nominal(mut self) -> Result<Replicate, Fault> {
        self.evaluate(None)?;
        Ok(self.replicate)
    }

    fn target(&self) -> f64 {
        let (nominal, now) = (&self.study.nominal, &self.replicate);
        match self.study.target {
            Aim::Rank(unit) => f64::from(now.ranks[unit]),
            Aim::Score(unit) => now.scores[unit],
            Aim::RankShift => {
                let (mut sum, mut count) = (0u64, 0u64);
                for (&was, &is) in nominal.ranks.iter().zip(&now.ranks) {
                    let both = u64::from(was > 0 && is > 0);
                    sum += both * u64::from(was.abs_diff(is));
                    count += both;
                }
                if count == 0 { f64::NAN } else { sum as f64 / count as f64 }
            }
        }
    }

    /// Brings scores and ranks to the values that the factors take.
    fn evaluate(&mut self, taken: Option<&[Taken]>) -> Result<(), Fault> {
        let before = self.before.take().filter(|_| !self.fresh);
        let first = match (&before, taken) {
            (Some(before), Some(taken)) => before.iter().zip(taken).position(|(a, b)| a != b),
            _ => Some(0),
        };
        // Nothing differs: the replicate is there already.
        let Some(first) = first else {
            self.before = before;
            return Ok(());
        };
        let entrance = match (&before, self.study.factors[first].entrance) {
            (None, _) | (_, Entrance::Input) => 0,
            (_, Entrance::Stage(at)) => at + 1,
        };
        if entrance == 0 {
            self.enter(taken)?;
        }
        for at in entrance.max(1)..=self.study.last {
            self.step(at, taken)?;
        }
        let figures = entrance <= self.study.last;
        if figures {
            self.hand_over()?;
        }
        self.turn(before.as_deref(), taken, figures)?;
        if self.fresh {
            self.scorer.forget();
        }
        self.rank()?;
        // Only a replicate that was computed whole is one to go on from.
        let mut kept = before.unwrap_or_default();
        if let Some(taken) = taken {
            kept.clear();
            kept.extend_from_slice(taken);
            self.before = Some(kept);
        }
        Ok(())
    }

    /// The figures, with what is said about them.
    fn enter(&mut self, taken: Option<&[Taken]>) -> Result<(), Fault> {
        let study = self.study;
        self.computed.stages[0] += 1;
        let mut entries: Option<Value> = None;
        for (at, factor) in study.factors.iter().enumerate() {
            let (Effect::Address { parts, .. }, Some(taken)) = (&factor.effect, taken) else { continue };
            if let Some(value) = study.value(at, taken).filter(|_| parts[0] == "metadata") {
                let entries = entries.get_or_insert_with(|| study.values["metadata"].clone());
                address::set(entries, &parts[1..], value);
            }
        }
        if let Some(metadata) = &mut entries {
            let entries: Vec<Entry> = serde_json::from_value(metadata["entries"].take())
                .map_err(|error| Fault::new("metadata.entries", error.to_string(), "write what an entry takes"))?;
            self.input = Arc::new(Input::new(study.input.table.clone(), Tree::build(&entries)?)?);
        }
        let mut stage = match entries {
            Some(_) => raw(&self.input),
            None => self.raw.clone(),
        };
        if let Some(taken) = taken.filter(|_| study.errors.iter().any(Option::is_some)) {
            let mut figures = Matrix::clone(&stage.values);
            for (factor, errors) in study.errors.iter().enumerate() {
                let Some(errors) = errors else { continue };
                let mut random = self.chance(factor, taken[factor]);
                for (figure, error) in figures.values_mut().iter_mut().zip(errors) {
                    *figure += error * random.normal();
                }
            }
            stage.values = Arc::new(figures);
        }
        self.stages[0] = Some(stage);
        Ok(())
    }

    /// What a draw of a factor is made of.
    fn chance(&self, factor: usize, taken: Taken) -> Random {
        Random::of(self.study.document.seed ^ self.study.factors[factor].number as u64, 1_000_000 + taken)
    }

    /// One stage before the last, from the one before it.
    fn step(&mut self, at: usize, taken: Option<&[Taken]>) -> Result<(), Fault> {
        let study = self.study;
        let spec = study.stage(at - 1, taken)?;
        self.computed.stages[at] += 1;
        let place = || format!("specification.stages[{}].{}", at - 1, spec.name());
        // Only a search for weights looks ahead, and reading what varies there takes longer than most stages.
        let ahead = study.stage(study.last, taken.filter(|_| matches!(*spec, StageSpec::Weigh(_))))?;
        let StageSpec::Aggregate(ahead) = &*ahead else { return Ok(()) };
        let Some(before) = &self.stages[at - 1] else { return Ok(()) };
        let made = self.lean.compute(&self.input, before, &spec, ahead);
        let mut made = made.map_err(|fault| fault.inside(&place()))?;
        for (number, factor) in study.factors.iter().enumerate() {
            if matches!(factor.effect, Effect::Imputation)
                && factor.entrance == Entrance::Stage(at - 1)
                && let Some(taken) = taken
                && let Vary::Imputation(imputation) = &study.document.factors[factor.number].vary
            {
                let random = self.chance(number, taken[number]);
                made.values = Arc::new(drawn(&before.values, &made.values, imputation.draw, random));
            }
        }
        if let Some(before) = self.stages[at].replace(made) {
            self.lean.recycle(before.values);
        }
        Ok(())
    }

    /// Gives the scorer the figures of the last stage before it.
    fn hand_over(&mut self) -> Result<(), Fault> {
        let Some(stage) = &self.stages[self.study.last] else { return Ok(()) };
        if infinite(stage.values.values())
            && let Some(at) = stage.values.values().iter().position(|figure| figure.is_infinite())
        {
            let (column, row) = (at / stage.values.rows(), at % stage.values.rows());
            let place = format!("{} of {}", self.input.tree.nodes()[column].code, self.code(stage.rows[row]));
            let remedy = "normalise it otherwise: cap it, or choose a reference that is not the least figure";
            return Err(Fault::new(place, "the normalised figure is infinite", remedy));
        }
        let periods = self.input.table.periods(&stage.rows);
        let before = self.scorer.set_leaves(stage.values.clone(), periods);
        self.lean.recycle(before);
        Ok(())
    }

    fn code(&self, row: usize) -> &str {
        &self.input.table.codes[row]
    }

    /// Writes what the factors of the last stage change. With new figures, weights may be new as well.
    fn turn(&mut self, before: Option<&[Taken]>, taken: Option<&[Taken]>, figures: bool) -> Result<(), Fault> {
        let study = self.study;
        let turned = |at: usize| match (before, taken) {
            (Some(before), Some(taken)) => before[at] != taken[at],
            _ => true,
        };
        let mut read = false;
        for (at, knob) in study.knobs.iter().enumerate().filter(|(at, _)| turned(*at)) {
            match (knob, taken) {
                (Some(Knob::Choices { steps, nodes, settings }), Some(taken)) => {
                    let setting = &settings[taken[at] as usize];
                    for &step in steps {
                        let (rule, available) = &setting.rules[step];
                        self.scorer.set_rule(step, rule, *available);
                    }
                    nodes.iter().for_each(|&node| self.given[node] = setting.given[node]);
                }
                (Some(Knob::Read), _) => read = true,
                _ => {}
            }
        }
        if read {
            let stage = study.stage(study.last, taken)?;
            let StageSpec::Aggregate(stage) = &*stage else { return Ok(()) };
            let (_, setting) = Setting::of(&self.input.tree, stage)?;
            self.set(&setting);
        }
        if figures || read {
            (0..self.given.len()).for_each(|node| self.weigh(node, taken));
            return Ok(());
        }
        for knob in study.knobs.iter().enumerate().filter(|(at, _)| turned(*at)).filter_map(|(_, knob)| knob.as_ref()) {
            if let Knob::Choices { nodes, .. } | Knob::Noise { nodes, .. } = knob {
                nodes.iter().for_each(|&node| self.weigh(node, taken));
            }
        }
        Ok(())
    }

    /// A weight as the specification gives it, else as the stages before, times what noise makes of it.
    fn weigh(&mut self, node: usize, taken: Option<&[Taken]>) {
        let Some(stage) = &self.stages[self.study.last] else { return };
        let mut weight = self.given[node].unwrap_or(stage.weights[node]);
        for (knob, taken) in self.study.knobs.iter().zip(taken.unwrap_or_default()) {
            if let Some(knob @ Knob::Noise { .. }) = knob {
                weight *= knob.multiplier(node, *taken);
            }
        }
        self.scorer.set_weight(node, weight);
    }

    fn set(&mut self, setting: &Setting) {
        for (step, (rule, available)) in setting.rules.iter().enumerate() {
            self.scorer.set_rule(step, rule, *available);
        }
        self.given.clone_from(&setting.given);
    }

    fn rank(&mut self) -> Result<(), Fault> {
        let study = self.study;
        let (input, stage) = (&self.input, self.stages[study.last].as_ref());
        let Some(rows) = stage.map(|stage| stage.rows.clone()) else { return Ok(()) };
        let scores = self.scorer.score(study.node).map_err(|unfit: Unfit| {
            let node = &input.tree.nodes()[unfit.node].code;
            let unit = &input.table.codes[rows[unfit.row]];
            let remedy = "choose another mean, or a normalisation that keeps clear of such figures";
            Fault::new(format!("{node} of {unit}"), unfit.why, remedy)
        })?;
        // Rows are in the order of the table: as many as there are units from the first to the last are all of them.
        let all = rows.len() == study.units.len() && rows.first() == Some(&study.units.start);
        if all && rows.last() == Some(&(study.units.end - 1)) {
            self.replicate.scores.copy_from_slice(scores);
        } else {
            self.replicate.scores.fill(f64::NAN);
            let ranked = rows.iter().zip(scores).filter(|(row, _)| study.units.contains(row));
            ranked.for_each(|(row, score)| self.replicate.scores[row - study.units.start] = *score);
        }
        self.ranker.rank(&self.replicate.scores, &mut self.replicate.ranks);
        self.computed.rankings += 1;
        Ok(())
    }
}
