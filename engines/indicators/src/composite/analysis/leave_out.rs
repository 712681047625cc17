//! The top without each element of a level: how much the order hangs on it.
//!
//! An element is left out by the weight 0. Where a group loses all its weight that way it is missing and its parent does
//! without it.

use super::{Named, head, row_head};
use crate::composite::aggregate::{Scratch, complete_columns, run as aggregate};
use crate::composite::fault::Fault;
use crate::composite::pipeline::{Input, Run};
use crate::composite::sheet::{Cell, Sheet};
use crate::composite::spec::LeaveOneOut;
use crate::numeric::Matrix;
use crate::numeric::rank::{Ties, descending};
use crate::numeric::sum::sum;

/// Scores with everything and without each element.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// The elements, as nodes of the tree.
    pub elements: Vec<usize>,
    /// Units × (1 + elements): the first column is with everything.
    pub scores: Matrix,
    /// Ranks of the same shape, 1 for the best.
    pub ranks: Matrix,
    /// Mean absolute shift of rank by leaving out each element, over the units that have both ranks.
    pub shifts: Vec<f64>,
}

/// Leaves out each element of a level.
pub fn leave_out(input: &Input, run: &Run, spec: &LeaveOneOut) -> Result<LeftOut, Fault> {
    let missing = || Fault::new("", "there is no aggregation to leave something out of", "add an aggregate stage");
    let plan = run.plan.as_ref().ok_or_else(missing)?;
    let tree = &input.tree;
    let top = tree.top().ok_or_else(missing)?;
    let of = match &spec.of {
        None => top,
        Some(code) => tree
            .find(code)
            .filter(|&at| at >= tree.indicators())
            .ok_or_else(|| Fault::new("of", format!("{code} is no aggregate"), "name an aggregate of the metadata"))?,
    };
    if spec.level == 0 || spec.level >= tree.nodes()[of].level {
        let remedy = format!("name a level from 1 to {}", tree.nodes()[of].level - 1);
        return Err(Fault::new("level", format!("nothing of level {} is below it", spec.level), remedy));
    }
    let stage = run.last();
    let leaves = stage.values.take_columns(&(0..plan.leaves()).collect::<Vec<_>>());
    let complete = complete_columns(&leaves);
    let periods = input.table.periods(&stage.rows);
    let elements = tree.of_level(spec.level);
    let rows = leaves.rows();
    let mut scores = Matrix::filled(rows, 1 + elements.len(), f64::NAN);
    scores.column_mut(0).copy_from_slice(stage.values.column(of));
    let mut into = Matrix::filled(rows, plan.steps().len(), f64::NAN);
    let (mut scratch, mut weights) = (Scratch::default(), stage.weights.as_ref().clone());
    for (at, &element) in elements.iter().enumerate() {
        let before = std::mem::replace(&mut weights[element], 0.0);
        aggregate(plan, &leaves, &complete, &weights, &periods, &mut scratch, &mut into).map_err(|unfit| {
            let unit = &input.table.codes[stage.rows[unfit.row]];
            let place = format!("{} of {unit} without {}", tree.nodes()[unfit.node].code, tree.nodes()[element].code);
            Fault::new(place, unfit.why, "choose another mean")
        })?;
        weights[element] = before;
        scores.column_mut(1 + at).copy_from_slice(into.column(of - plan.leaves()));
    }
    let mut ranks = Matrix::filled(rows, 1 + elements.len(), f64::NAN);
    for period in &periods {
        for column in 0..ranks.columns() {
            let places = descending(&scores.column(column)[period.clone()], Ties::Min);
            ranks.column_mut(column)[period.clone()].copy_from_slice(&places);
        }
    }
    let shifts = (1..ranks.columns()).map(|column| shift(ranks.column(0), ranks.column(column))).collect();
    Ok(LeftOut { elements, scores, ranks, shifts })
}

fn shift(before: &[f64], after: &[f64]) -> f64 {
    let shifts = before.iter().zip(after).map(|(a, b)| (a - b).abs()).filter(|x| !x.is_nan());
    sum(shifts.clone()) / shifts.count() as f64
}

pub(super) fn sheets(input: &Input, run: &Run, spec: &LeaveOneOut) -> Result<Vec<Named>, Fault> {
    let found = leave_out(input, run, spec)?;
    let codes: Vec<&str> = found.elements.iter().map(|&node| input.tree.nodes()[node].code.as_str()).collect();
    let table = |values: &Matrix| {
        let mut sheet = Sheet::new(head(input).into_iter().chain(["Nominal"]).chain(codes.iter().copied()));
        for row in 0..values.rows() {
            let mut cells = row_head(input, run.last(), row);
            cells.extend((0..values.columns()).map(|column| Cell::Number(values.at(row, column))));
            sheet.rows.push(cells);
        }
        sheet
    };
    let mut shifts = Sheet::new(["code", "MeanAbsDiff"]);
    shifts.rows.push(vec!["Nominal".into(), 0.0.into()]);
    shifts.rows.extend(codes.iter().zip(&found.shifts).map(|(code, shift)| vec![(*code).into(), (*shift).into()]));
    let name = |what: &str| format!("leave_one_out_level{}_{what}", spec.level);
    Ok(vec![
        (name("scores"), table(&found.scores)),
        (name("ranks"), table(&found.ranks)),
        (name("mean_shifts"), shifts),
    ])
}
