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

use std::collections::HashMap;

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
    /// How many; none where it is not known to anybody.
    pub count: Option<f64>,
}

/// What becomes of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is published.
    Published,
    /// It is above zero and below the threshold.
    Small,
    /// It would betray a small one.
    Complement,
}

/// Which cells of a table are withheld. Cells that stand twice, or name codes that no axis has, are small or published by
/// themselves. Where no pattern protects a small cell, the whole table is withheld.
pub fn suppress(axes: &[Axis], cells: &[Cell], threshold: f64) -> Vec<Fate> {
    let small = |cell: &Cell| cell.count.is_some_and(|count| count > 0.0 && count < threshold);
    let mut fates: Vec<Fate> =
        cells.iter().map(|cell| if small(cell) { Fate::Small } else { Fate::Published }).collect();
    if !fates.contains(&Fate::Small) {
        return fates;
    }
    let mut table = Table::of(axes, cells);
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| small(cell)) {
        // What is withheld already is part of a pattern that protects it.
        if table.withheld[at] {
            continue;
        }
        match table.pattern(cell) {
            Some(pattern) => pattern.into_iter().for_each(|one| table.withheld[one] = true),
            None => {
                let counted = cells.iter().map(|cell| cell.count.is_some_and(|count| count > 0.0));
                table.withheld = counted.collect();
                break;
            }
        }
    }
    for (fate, withheld) in fates.iter_mut().zip(&table.withheld) {
        if *withheld && *fate == Fate::Published {
            *fate = Fate::Complement;
        }
    }
    fates
}

/// Codes of one axis that move together: which, and whether up.
type Line = Vec<(usize, bool)>;

struct Table<'t> {
    cells: &'t [Cell],
    places: HashMap<&'t [usize], usize>,
    withheld: Vec<bool>,
    trees: Vec<Tree>,
}

/// The codes of an axis that occur, each below the nearest that occurs.
struct Tree {
    above: Vec<Option<usize>>,
    below: Vec<Vec<usize>>,
}

impl Tree {
    fn of(axis: &Axis, occurs: &[bool]) -> Tree {
        let nearest = |code: usize| {
            let mut above = axis.above[code];
            // No longer than the axis, in case somebody is their own ancestor.
            for _ in 0..axis.above.len() {
                match above {
                    Some(one) if !occurs.get(one).copied().unwrap_or(false) => {
                        above = axis.above.get(one).copied().flatten();
                    }
                    found => return found,
                }
            }
            None
        };
        let above: Vec<Option<usize>> =
            (0..axis.above.len()).map(|code| nearest(code).filter(|_| occurs[code])).collect();
        let mut below = vec![Vec::new(); above.len()];
        for (code, above) in above.iter().enumerate() {
            if let Some(above) = above {
                below[*above].push(code);
            }
        }
        Tree { above, below }
    }

    /// A code and all totals above it.
    fn chain(&self, code: usize) -> Vec<usize> {
        let mut chain = vec![code];
        while let Some(above) = self.above[chain[chain.len() - 1]] {
            if chain.len() > self.above.len() {
                break;
            }
            chain.push(above);
        }
        chain
    }

    /// The codes below a code that are no totals; itself where it is none.
    fn leaves(&self, code: usize) -> Vec<usize> {
        let (mut open, mut found) = (vec![code], Vec::new());
        while let Some(code) = open.pop() {
            match self.below[code].is_empty() {
                true => found.push(code),
                false => open.extend(self.below[code].iter().rev()),
            }
            if open.len() > self.above.len() {
                break;
            }
        }
        found
    }

    /// Every line through a code in which it moves up, of leaves that can move.
    fn lines(&self, code: usize, moves: impl Fn(usize) -> bool) -> Vec<Line> {
        let mut lines = Vec::new();
        for leaf in self.leaves(code).into_iter().filter(|leaf| moves(*leaf)) {
            let up = self.chain(leaf);
            let own = up.iter().position(|one| *one == code).unwrap_or(0);
            // Another code below each total above, and the totals up to that one.
            for shared in own + 1..up.len() {
                for other in self.leaves(up[shared]).into_iter().filter(|other| moves(*other)) {
                    let down = self.chain(other);
                    if down.contains(&up[shared - 1]) {
                        continue;
                    }
                    let ups = up[..shared].iter().map(|one| (*one, true));
                    let downs = down.iter().take_while(|one| **one != up[shared]).map(|one| (*one, false));
                    lines.push(ups.chain(downs).collect());
                }
            }
            lines.push(up.iter().map(|one| (*one, true)).collect());
        }
        lines
    }
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
        Table { cells, places, withheld: vec![false; cells.len()], trees }
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
            if let Some((cost, found)) = self.product(&chosen)
                && best.as_ref().is_none_or(|(least, _)| dearer(&cost, least).is_lt())
            {
                best = Some((cost, found));
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
        let count = self.cells[at].count.filter(|count| *count > 0.0)?;
        if self.withheld[at] {
            return Some(whole);
        }
        let sums = codes.iter().zip(&self.trees).filter(|(code, tree)| !tree.below[**code].is_empty()).count();
        Some((whole.0 + sums, whole.1 + 1, whole.2 + count))
    }

    /// The cells of a product of lines, if they protect each other.
    fn product(&self, lines: &[&Line]) -> Option<(Cost, Vec<usize>)> {
        let mut cells = Vec::new();
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
            least[down] = least[down].min(self.cells[at].count?);
            cells.push(at);
            let Some(axis) = (0..lines.len()).find(|axis| turns[*axis] + 1 < lines[*axis].len()) else { break };
            turns[axis] += 1;
            turns[..axis].fill(0);
        }
        // One step the one way or the other leaves what goes down at one at least.
        (least[0] >= 2.0 || least[1] >= 2.0).then_some((whole, cells))
    }
}

fn dearer(one: &Cost, other: &Cost) -> std::cmp::Ordering {
    one.0.cmp(&other.0).then(one.1.cmp(&other.1)).then(one.2.total_cmp(&other.2))
}

#[cfg(test)]
mod tests;
