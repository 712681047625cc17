//! Data sets, ranks and results as tables.

use super::{head, row_head};
use crate::composite::pipeline::{Input, Stage};
use crate::composite::sheet::{Cell, Sheet};
use crate::numeric::Matrix;
use crate::numeric::rank::{Ties, descending};

fn table(input: &Input, stage: &Stage, columns: &[usize], values: &Matrix) -> Sheet {
    let codes = columns.iter().map(|&node| input.tree.nodes()[node].code.as_str());
    let mut sheet = Sheet::new(head(input).into_iter().chain(codes));
    for row in 0..values.rows() {
        let mut cells = row_head(input, stage, row);
        cells.extend(columns.iter().map(|&node| Cell::Number(values.at(row, node))));
        sheet.rows.push(cells);
    }
    sheet
}

/// A data set.
pub fn data_sheet(input: &Input, stage: &Stage) -> Sheet {
    let columns: Vec<usize> = (0..stage.values.columns()).collect();
    table(input, stage, &columns, &stage.values)
}

/// Ranks of a data set, 1 for the largest figure, equals sharing the smallest; each period by itself.
fn ranks(input: &Input, stage: &Stage) -> Matrix {
    let mut ranks = Matrix::filled(stage.values.rows(), stage.values.columns(), f64::NAN);
    for period in input.table.periods(&stage.rows) {
        for column in 0..ranks.columns() {
            let places = descending(&stage.values.column(column)[period.clone()], Ties::Min);
            ranks.column_mut(column)[period.clone()].copy_from_slice(&places);
        }
    }
    ranks
}

/// Ranks of every column.
pub fn ranks_sheet(input: &Input, stage: &Stage) -> Sheet {
    let columns: Vec<usize> = (0..stage.values.columns()).collect();
    table(input, stage, &columns, &ranks(input, stage))
}

/// Results: rank, the top and what it is made of downward, best units first; those without a score at the end.
pub fn results_sheet(input: &Input, stage: &Stage) -> Sheet {
    let mut columns: Vec<usize> = (0..stage.values.columns()).collect();
    columns.sort_by_key(|&node| (std::cmp::Reverse(input.tree.nodes()[node].level), node));
    let codes = columns.iter().map(|&node| input.tree.nodes()[node].code.as_str());
    let mut sheet = Sheet::new(head(input).into_iter().chain(["Rank"]).chain(codes));
    let top = columns[0];
    let ranks = ranks(input, stage);
    for period in input.table.periods(&stage.rows) {
        let mut rows: Vec<usize> = period.collect();
        let place = |row: usize| Some(ranks.at(row, top)).filter(|rank| !rank.is_nan()).unwrap_or(f64::INFINITY);
        rows.sort_by(|&a, &b| place(a).total_cmp(&place(b)).then(a.cmp(&b)));
        for row in rows {
            let mut cells = row_head(input, stage, row);
            cells.push(Cell::Number(ranks.at(row, top)));
            cells.extend(columns.iter().map(|&node| Cell::Number(stage.values.at(row, node))));
            sheet.rows.push(cells);
        }
    }
    sheet
}
