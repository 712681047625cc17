//! Branch and bound over which fields stay; linear programmes say what is possible.

use microlp::{ComparisonOp, OptimizationDirection, Problem};

use super::{ALTERNATIVES_MAX, Edit, Field, Localised, PROGRAMMES_MAX, Relation, Unsolved};

/// What is decided of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    Open,
    Stays,
    Changes,
}

pub(super) struct Search<'a> {
    fields: &'a [Field],
    edits: &'a [Edit],
    /// What was entered, zero where it is missing.
    entered: Vec<f64>,
    choices: Vec<Choice>,
    best: f64,
    found: Vec<Vec<usize>>,
    programmes: usize,
    /// A programme was answered with values that do not fit, or none were left: what follows is not a proof.
    doubtful: bool,
}

impl<'a> Search<'a> {
    pub(super) fn of(fields: &'a [Field], edits: &'a [Edit]) -> Search<'a> {
        let choices = fields.iter().map(|field| if field.value.is_none() { Choice::Changes } else { Choice::Open });
        Search {
            fields,
            edits,
            entered: fields.iter().map(|field| field.value.unwrap_or(0.0)).collect(),
            choices: choices.collect(),
            best: f64::INFINITY,
            found: Vec::new(),
            programmes: 0,
            doubtful: false,
        }
    }

    pub(super) fn run(mut self) -> Result<Localised, Unsolved> {
        if self.possible(true).is_none() {
            return Err(if self.doubtful { Unsolved::GaveUp } else { Unsolved::Contradiction });
        }
        self.outside();
        self.descend();
        let Some(first) = self.found.first().cloned() else { return Err(Unsolved::GaveUp) };
        for (place, choice) in self.choices.iter_mut().enumerate() {
            *choice = if first.contains(&place) { Choice::Changes } else { Choice::Stays };
        }
        let values = self.nearest().ok_or(Unsolved::GaveUp)?;
        Ok(Localised {
            change: first.iter().map(|place| (*place, values[*place])).collect(),
            weight: self.best,
            alternatives: self.found,
            proved: !self.doubtful,
            programmes: self.programmes,
        })
    }

    /// A value outside its bounds must change: bounds are conditions on one field.
    fn outside(&mut self) {
        for (field, choice) in self.fields.iter().zip(&mut self.choices) {
            if field.value.is_some_and(|value| value < field.low || value > field.high) {
                *choice = Choice::Changes;
            }
        }
    }

    fn weight(&self) -> f64 {
        let changes = self.fields.iter().zip(&self.choices).filter(|(_, choice)| **choice == Choice::Changes);
        // Missing fields are filled in either way and cost nothing.
        changes.filter(|(field, _)| field.value.is_some()).map(|(field, _)| field.weight).sum()
    }

    fn descend(&mut self) {
        let weight = self.weight();
        let (least, branch) = self.bound();
        if weight + least > self.best * (1.0 + 1e-12) || self.programmes >= PROGRAMMES_MAX {
            self.doubtful |= self.programmes >= PROGRAMMES_MAX;
            return;
        }
        if branch.is_none() && self.possible(false).is_some() {
            let set = (0..self.fields.len()).filter(|place| self.choices[*place] == Choice::Changes).collect();
            self.accept(weight, set);
            return;
        }
        // Every set that leaves what stays as it is contains a way out only if changing all the open ones is one.
        if self.possible(true).is_none() {
            return;
        }
        let Some(place) = branch.or_else(|| self.any()) else { return };
        for choice in [Choice::Changes, Choice::Stays] {
            self.choices[place] = choice;
            self.descend();
        }
        self.choices[place] = Choice::Open;
    }

    fn accept(&mut self, weight: f64, set: Vec<usize>) {
        if weight < self.best * (1.0 - 1e-12) {
            self.best = weight;
            self.found.clear();
        }
        if self.found.len() < ALTERNATIVES_MAX {
            self.found.push(set);
        }
    }

    /// What must be added at least, and the field to decide next. Each condition that fails as entered, in which nothing
    /// changes yet, needs one of its open fields; conditions that share none of them need one each.
    fn bound(&self) -> (f64, Option<usize>) {
        let (mut taken, mut least, mut branch) = (vec![false; self.fields.len()], 0.0, None);
        for edit in self.edits {
            let changes = edit.terms.iter().any(|(place, _)| self.choices[*place] == Choice::Changes);
            if changes || edit.holds(|place| self.entered[place], &self.entered) {
                continue;
            }
            let open =
                || edit.terms.iter().map(|(place, _)| *place).filter(|place| self.choices[*place] == Choice::Open);
            let lightest = open().min_by(|a, b| self.fields[*a].weight.total_cmp(&self.fields[*b].weight));
            let Some(lightest) = lightest else { return (f64::INFINITY, None) };
            // The field in most failing conditions settles most at once.
            branch = branch.or_else(|| open().max_by_key(|place| (self.failing(*place), std::cmp::Reverse(*place))));
            if open().all(|place| !taken[place]) {
                least += self.fields[lightest].weight;
                open().for_each(|place| taken[place] = true);
            }
        }
        (least, branch)
    }

    fn failing(&self, place: usize) -> usize {
        self.edits
            .iter()
            .filter(|edit| {
                edit.terms.iter().any(|(field, _)| *field == place)
                    && !edit.holds(|place| self.entered[place], &self.entered)
            })
            .count()
    }

    /// An open field beside one that changes, or any open one.
    fn any(&self) -> Option<usize> {
        let open = |place: &usize| self.choices[*place] == Choice::Open;
        let beside = self
            .edits
            .iter()
            .filter(|edit| edit.terms.iter().any(|(place, _)| self.choices[*place] == Choice::Changes))
            .flat_map(|edit| edit.terms.iter().map(|(place, _)| *place))
            .find(open);
        beside.or_else(|| self.edits.iter().flat_map(|edit| edit.terms.iter().map(|(place, _)| *place)).find(open))
    }

    fn moves(&self, place: usize, open: bool) -> bool {
        match self.choices[place] {
            Choice::Changes => true,
            Choice::Open => open,
            Choice::Stays => false,
        }
    }

    /// Values under which every condition holds, with the open fields free or as entered; none if there are none.
    fn possible(&mut self, open: bool) -> Option<Vec<f64>> {
        self.programmes += 1;
        let moving: Vec<bool> = (0..self.fields.len()).map(|place| self.moves(place, open)).collect();
        let (values, doubt) = solve(self.fields, self.edits, &self.entered, &moving, Aim::Any);
        self.doubtful |= doubt;
        values
    }

    /// The values nearest to what was entered.
    fn nearest(&mut self) -> Option<Vec<f64>> {
        let moving: Vec<bool> = (0..self.fields.len()).map(|place| self.moves(place, false)).collect();
        let near = solve(self.fields, self.edits, &self.entered, &moving, Aim::Nearest).0;
        near.or_else(|| self.possible(false))
    }
}

/// What a programme minimises.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// Nothing: any values do.
    Any,
    /// The distance to what was entered.
    Nearest,
    /// By how much rows are missed. It always has an answer, so it decides where the others do not.
    Elastic,
}

/// By how much scaled rows must be missed in all before a programme counts as impossible.
const SHORT_OF_ROWS: f64 = 1e-6;

fn comparison(relation: Relation) -> ComparisonOp {
    match relation {
        Relation::AtMost => ComparisonOp::Le,
        Relation::AtLeast => ComparisonOp::Ge,
        Relation::Exactly => ComparisonOp::Eq,
    }
}

/// Solves: values, and whether the answer is in doubt. Variables and rows are scaled by the size of what was entered, because
/// pupils stand beside 元.
fn solve(fields: &[Field], edits: &[Edit], entered: &[f64], moving: &[bool], aim: Aim) -> (Option<Vec<f64>>, bool) {
    let still = |edit: &&Edit| edit.terms.iter().all(|(place, _)| !moving[*place]);
    if edits.iter().filter(still).any(|edit| !edit.holds(|place| entered[place], entered)) {
        return (None, false);
    }
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let scale = |place: usize| entered[place].abs().max(1.0);
    let mut variables = vec![None; fields.len()];
    for (place, field) in fields.iter().enumerate().filter(|(place, _)| moving[*place]) {
        let bounds = (field.low / scale(place), field.high / scale(place));
        let variable = problem.add_var(0.0, bounds);
        variables[place] = Some(variable);
        if aim == Aim::Nearest && field.value.is_some() {
            let away = problem.add_var(field.weight, (0.0, f64::INFINITY));
            let at = entered[place] / scale(place);
            problem.add_constraint([(variable, 1.0), (away, -1.0)], ComparisonOp::Le, at);
            problem.add_constraint([(variable, 1.0), (away, 1.0)], ComparisonOp::Ge, at);
        }
    }
    for edit in edits.iter().filter(|edit| !still(edit)) {
        let mut bound = edit.bound;
        let mut row: Vec<(microlp::Variable, f64)> = Vec::new();
        for (place, factor) in &edit.terms {
            match variables[*place] {
                Some(variable) => match row.iter_mut().find(|(known, _)| *known == variable) {
                    Some((_, known)) => *known += factor * scale(*place),
                    None => row.push((variable, factor * scale(*place))),
                },
                None => bound -= factor * entered[*place],
            }
        }
        let most = row.iter().map(|(_, factor)| factor.abs()).fold(bound.abs(), f64::max);
        let divisor = if most > 0.0 { most } else { 1.0 };
        row.iter_mut().for_each(|(_, factor)| *factor /= divisor);
        if aim == Aim::Elastic {
            row.push((problem.add_var(1.0, (0.0, f64::INFINITY)), 1.0));
            row.push((problem.add_var(1.0, (0.0, f64::INFINITY)), -1.0));
        }
        problem.add_constraint(row, comparison(edit.relation), bound / divisor);
    }
    let solution = match problem.solve().map(microlp::SolveOutcome::into_solution) {
        Ok(Ok(solution)) => solution,
        Err(microlp::Error::Infeasible) => return (None, false),
        // The simplex lost its way in a degenerate corner.
        _ if aim != Aim::Elastic => return solve(fields, edits, entered, moving, Aim::Elastic),
        _ => return (None, true),
    };
    let value = |place: usize, variable: microlp::Variable| {
        (solution.var_value(variable) * scale(place)).clamp(fields[place].low, fields[place].high) + 0.0
    };
    let mended = variables.iter().enumerate().map(|(place, one)| one.map_or(entered[place], |one| value(place, one)));
    let values: Vec<f64> = mended.collect();
    match edits.iter().all(|edit| edit.holds(|place| values[place], entered)) {
        true => (Some(values), false),
        false if aim == Aim::Elastic && solution.objective() > SHORT_OF_ROWS => (None, false),
        false if aim != Aim::Elastic => solve(fields, edits, entered, moving, Aim::Elastic),
        false => (None, true),
    }
}
