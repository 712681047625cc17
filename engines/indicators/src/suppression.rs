//! Small cells of a table of counts are not published, and neither is what they could be computed from.
//!
//! A table has axes with levels: a total is the sum of the codes below it, along each axis by itself. For each small cell a
//! *pattern* is withheld, a set of cells that can move together without moving any sum. Along one axis a pattern is a line: a
//! code with the totals above it moves up, another code with the totals above it moves down, up to the total they share;
//! without another code all totals above move as well. A pattern is the product of one line an axis, and its cells move up
//! where an even number of its lines move down. Every relation of the table is a relation of one line, so the product keeps
//! all of them.
//!
//! Who reads the table is taken to know every sum, and that what is withheld is at least one, for zeros are published. A
//! pattern therefore protects only if all its cells above zero can take one more step in one direction and stay at least
//! one. Every withheld cell is part of such a pattern, so at least two tables fit whatever is published, and each withheld
//! cell has different values in them. Of the patterns looked at the one that withholds the fewest sums, then the fewest
//! cells, then the smallest, is taken; that is good, not the least there is, for finding that is NP-hard.
//!
//! What is withheld before anything is decided, because an earlier publication withheld it or whoever counted did, is protected
//! like a small cell and costs a pattern nothing: publications that follow each other then withhold the same, and no two of
//! them betray what each of them hides.

mod tree;

use std::collections::HashMap;

use tree::{Line, Tree};

/// Patterns looked at for one cell: the lines of each axis that withhold least, combined.
const PATTERNS_MAX: usize = 4_096;

/// An axis of a table: for each code the total it is summed into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Axis {
    /// The code above each code, none for those that are summed into nothing.
    pub above: Vec<Option<usize>>,
}

/// A cell: its code on each axis, and its count where there is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// A code of each axis.
    pub codes: Vec<usize>,
    /// How many; none where it is not known to anybody, or withheld from here as well.
    pub count: Option<f64>,
    /// Whether it is withheld already: zeros are published all the same.
    pub withheld: bool,
}

impl Cell {
    fn is_small(&self, threshold: f64) -> bool {
        self.count.is_some_and(|count| count > 0.0 && count < threshold)
    }

    /// Whether it is withheld before any pattern is.
    fn is_seed(&self) -> bool {
        self.withheld && self.count.is_none_or(|count| count > 0.0)
    }
}

/// What becomes of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is published.
    Published,
    /// It is above zero and below the threshold.
    Small,
    /// It would betray a small one, or was withheld already.
    Complement,
}

/// Which cells of a table are withheld. Cells that stand twice, or name codes that no axis has, are small or published by
/// themselves. Where no pattern protects what has to be withheld, the whole table is.
pub fn suppress(axes: &[Axis], cells: &[Cell], threshold: f64) -> Vec<Fate> {
    let secret = |cell: &Cell| cell.is_small(threshold) || cell.is_seed();
    if !cells.iter().any(secret) {
        return vec![Fate::Published; cells.len()];
    }
    let mut table = Table::of(axes, cells);
    // What is part of a pattern that was chosen is protected by it.
    let mut protected = vec![false; cells.len()];
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| secret(cell)) {
        if protected[at] {
            continue;
        }
        let Some(pattern) = table.pattern(cell) else {
            for (withheld, cell) in table.withheld.iter_mut().zip(cells) {
                *withheld |= cell.count.is_some_and(|count| count > 0.0);
            }
            break;
        };
        for one in pattern {
            table.withheld[one] = true;
            protected[one] = true;
        }
    }
    let fate = |(cell, withheld): (&Cell, &bool)| match (cell.is_small(threshold), withheld) {
        (true, _) => Fate::Small,
        (false, true) => Fate::Complement,
        (false, false) => Fate::Published,
    };
    cells.iter().zip(&table.withheld).map(fate).collect()
}

struct Table<'t> {
    cells: &'t [Cell],
    places: HashMap<&'t [usize], usize>,
    withheld: Vec<bool>,
    trees: Vec<Tree>,
}

/// What withholding more costs: sums, cells, counts in them.
type Cost = (usize, usize, f64);

impl<'t> Table<'t> {
    fn of(axes: &[Axis], cells: &'t [Cell]) -> Table<'t> {
        let mut occurs: Vec<Vec<bool>> = axes.iter().map(|axis| vec![false; axis.above.len()]).collect();
        let mut places = HashMap::with_capacity(cells.len());
        for (at, cell) in cells.iter().enumerate() {
            let fits = cell.codes.len() == axes.len()
                && cell.codes.iter().zip(axes).all(|(code, axis)| *code < axis.above.len());
            if fits {
                places.insert(cell.codes.as_slice(), at);
                cell.codes.iter().zip(&mut occurs).for_each(|(code, occurs)| occurs[*code] = true);
            }
        }
        let trees = axes.iter().zip(&occurs).map(|(axis, occurs)| Tree::of(axis, occurs)).collect();
        Table { cells, places, withheld: cells.iter().map(Cell::is_seed).collect(), trees }
    }

    /// The cells of the cheapest pattern around a cell that protects it.
    fn pattern(&self, cell: &Cell) -> Option<Vec<usize>> {
        if !self.places.contains_key(cell.codes.as_slice()) {
            return None;
        }
        let axes = self.trees.len();
        // As many of each axis as keep the product bounded.
        let most = (2..=PATTERNS_MAX).take_while(|most| most.pow(axes as u32) <= PATTERNS_MAX).last().unwrap_or(2);
        let mut lines: Vec<Vec<Line>> = Vec::with_capacity(axes);
        for (axis, tree) in self.trees.iter().enumerate() {
            let moves = |code: usize| self.cost_along(cell, axis, &[(code, true)]).is_some();
            let mut own: Vec<(Cost, Line)> = tree
                .lines(cell.codes[axis], moves)
                .into_iter()
                .filter_map(|line| Some((self.cost_along(cell, axis, &line)?, line)))
                .collect();
            own.sort_by(|one, other| dearer(&one.0, &other.0));
            // The totals alone are always looked at: where everything else is empty, they are what moves.
            let totals = own.iter().position(|(_, line)| line.iter().all(|(_, up)| *up));
            let last = totals.filter(|at| *at >= most).map(|at| own[at].1.clone());
            own.truncate(most - usize::from(last.is_some()));
            lines.push(own.into_iter().map(|(_, line)| line).chain(last).collect());
        }
        let mut best: Option<(Cost, Vec<usize>)> = None;
        let mut turns = vec![0; axes];
        if lines.iter().any(Vec::is_empty) {
            return None;
        }
        loop {
            let chosen: Vec<&Line> = lines.iter().zip(&turns).map(|(lines, turn)| &lines[*turn]).collect();
            if let Some(found) = self.product(&chosen, best.as_ref().map(|(least, _)| least)) {
                best = Some(found);
            }
            let Some(axis) = (0..axes).find(|axis| turns[*axis] + 1 < lines[*axis].len()) else { break };
            turns[axis] += 1;
            turns[..axis].fill(0);
        }
        best.map(|(_, found)| found)
    }

    /// What withholding a line through a cell costs; none where it meets a cell that cannot move.
    fn cost_along(&self, cell: &Cell, axis: usize, line: &[(usize, bool)]) -> Option<Cost> {
        let mut codes = cell.codes.clone();
        let mut whole = (0, 0, 0.0);
        for (code, _) in line {
            codes[axis] = *code;
            let at = *self.places.get(codes.as_slice())?;
            whole = self.with(whole, at, &codes)?;
        }
        Some(whole)
    }

    /// The cost with one more cell; none where the cell cannot move.
    fn with(&self, whole: Cost, at: usize, codes: &[usize]) -> Option<Cost> {
        if self.withheld[at] {
            return Some(whole);
        }
        let count = self.cells[at].count.filter(|count| *count > 0.0)?;
        let sums = codes.iter().zip(&self.trees).filter(|(code, tree)| !tree.below[**code].is_empty()).count();
        Some((whole.0 + sums, whole.1 + 1, whole.2 + count))
    }

    /// The cells of a product of lines, if they protect each other and cost less than the best so far. What more cells cost only
    /// grows, so the rest of a product that is dearer already is not looked at. An unknown count is taken to be one, the least that is
    /// withheld; where nobody here knows any of them, whoever withheld them all saw to it that they protect each other.
    fn product(&self, lines: &[&Line], best: Option<&Cost>) -> Option<(Cost, Vec<usize>)> {
        let mut cells: Vec<usize> = Vec::new();
        let mut whole = (0, 0, 0.0);
        // The least count of those that move up, and of those that move down.
        let mut least = [f64::INFINITY; 2];
        let mut turns = vec![0; lines.len()];
        loop {
            let moves = lines.iter().zip(&turns).map(|(line, turn)| line[*turn]);
            let codes: Vec<usize> = moves.clone().map(|(code, _)| code).collect();
            let down = moves.filter(|(_, up)| !up).count() % 2;
            let at = *self.places.get(codes.as_slice())?;
            whole = self.with(whole, at, &codes)?;
            if best.is_some_and(|best| dearer(&whole, best).is_ge()) {
                return None;
            }
            least[down] = least[down].min(self.cells[at].count.unwrap_or(1.0));
            cells.push(at);
            let Some(axis) = (0..lines.len()).find(|axis| turns[*axis] + 1 < lines[*axis].len()) else { break };
            turns[axis] += 1;
            turns[..axis].fill(0);
        }
        // One step the one way or the other leaves what goes down at one at least.
        let moves = least[0] >= 2.0 || least[1] >= 2.0;
        (moves || cells.iter().all(|at| self.cells[*at].count.is_none())).then_some((whole, cells))
    }
}

fn dearer(one: &Cost, other: &Cost) -> std::cmp::Ordering {
    one.0.cmp(&other.0).then(one.1.cmp(&other.1)).then(one.2.total_cmp(&other.2))
}

#[cfg(test)]
mod tests;
