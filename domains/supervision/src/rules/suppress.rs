//! Small cells are not published, and neither is what they could be computed from.
//!
//! A table of counts is published with the sums of its rows and columns. A cell is small if it is above zero and below the
//! threshold. For each small cell a rectangle of four cells above zero is withheld: the cell, one in its row, one in its column,
//! and the one where these cross; sums count as a further row and column. Adding 1 to two opposite corners and taking 1 from the
//! other two changes no sum and leaves every count at least zero, and so does the contrary: whatever is published fits at least
//! two values of each withheld cell. Of all such rectangles the one that withholds least further is taken, inner cells before
//! sums. There is always one, because the sums of a row and a column with something in it are above zero.

/// A table as it is published: `None` is withheld. The last row and the last column are the sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Row by row.
    pub cells: Vec<Vec<Option<u64>>>,
}

/// What is published of a table of counts, all rows of which have the same length.
pub fn publish(table: &[Vec<u64>], threshold: u64) -> Published {
    let width = table.first().map_or(0, Vec::len);
    let mut cells: Vec<Vec<u64>> = Vec::with_capacity(table.len() + 1);
    for row in table {
        let mut row = row.clone();
        row.push(row.iter().sum());
        cells.push(row);
    }
    cells.push((0..=width).map(|column| cells.iter().map(|row| row[column]).sum()).collect());
    let mut withheld = vec![vec![false; width + 1]; cells.len()];
    let small = |value: u64| value > 0 && value < threshold;
    // A sum that is small betrays what it sums, so sums are looked at as every other cell.
    for row in 0..cells.len() {
        for column in 0..=width {
            if small(cells[row][column]) && !safe(&cells, &withheld, row, column) {
                for (row, column) in rectangle(&cells, &withheld, row, column) {
                    withheld[row][column] = true;
                }
            }
        }
    }
    let shown = |(row, hidden): (&Vec<u64>, &Vec<bool>)| {
        row.iter().zip(hidden).map(|(value, hidden)| (!hidden).then_some(*value)).collect()
    };
    Published { cells: cells.iter().zip(&withheld).map(shown).collect() }
}

/// Whether a cell is a corner of a rectangle that is withheld already.
fn safe(cells: &[Vec<u64>], withheld: &[Vec<bool>], row: usize, column: usize) -> bool {
    let hidden = |row: usize, column: usize| withheld[row][column] && cells[row][column] > 0;
    hidden(row, column)
        && (0..cells.len()).filter(|other| *other != row && hidden(*other, column)).any(|other| {
            (0..cells[row].len()).any(|beside| beside != column && hidden(row, beside) && hidden(other, beside))
        })
}

/// What withholding more costs: sums withheld, cells withheld, pupils in them.
type Cost = (usize, usize, u64);

/// The rectangle around a cell that withholds least besides what is withheld.
fn rectangle(cells: &[Vec<u64>], withheld: &[Vec<bool>], row: usize, column: usize) -> Vec<(usize, usize)> {
    let (rows, columns) = (cells.len(), cells[row].len());
    // Inner cells before sums; then few pupils before many.
    let cost = |row: usize, column: usize| match withheld[row][column] {
        true => (0, 0, 0),
        false => (usize::from(row + 1 == rows) + usize::from(column + 1 == columns), 1, cells[row][column]),
    };
    let mut best: Option<(Cost, Vec<(usize, usize)>)> = None;
    for other in (0..rows).filter(|other| *other != row && cells[*other][column] > 0) {
        for beside in (0..columns).filter(|beside| *beside != column) {
            if cells[row][beside] == 0 || cells[other][beside] == 0 {
                continue;
            }
            let corners = vec![(row, column), (row, beside), (other, column), (other, beside)];
            let costs = corners[1..].iter().map(|(row, column)| cost(*row, *column));
            let whole = costs.fold((0, 0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1, sum.2 + one.2));
            if best.as_ref().is_none_or(|(least, _)| whole < *least) {
                best = Some((whole, corners));
            }
        }
    }
    best.map(|(_, corners)| corners).unwrap_or_default()
}
