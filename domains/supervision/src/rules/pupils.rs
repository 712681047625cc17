//! Pupils by school and stage as everybody may read them: without small counts, and without what those could be computed from.
//!
//! The table is published with the sums of its rows and columns. What is withheld is decided by `indicators::suppression`, to which
//! the sums are a further row and column: a reader is taken to know that zeros are published, and so that what is withheld is at
//! least one. What a published version of the same year withheld, a later one withholds as well, or the two would betray it.

use std::collections::BTreeSet;

use indicators::standard::Standard;
use indicators::suppression::{Axis, Cell, Fate, suppress};

use crate::model::Figures;

/// A count of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Count {
    /// How many there are.
    Known(f64),
    /// Nobody handed in how many; the sums do without it.
    Unknown,
    /// Not for everybody.
    Withheld,
}

impl Count {
    fn amount(self) -> f64 {
        match self {
            Count::Known(amount) => amount,
            Count::Unknown | Count::Withheld => 0.0,
        }
    }
}

/// A version of a county's figures, and below which count nothing of it is published.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    /// The figures.
    pub figures: &'a Figures,
    /// The standard they are judged under, whose stages are the columns.
    pub standard: &'a Standard,
    /// Counts from 1 to one below this are small.
    pub small_cell: i64,
}

/// A cell by the code of the school and the element of the stage; the sums have none.
type Named = (Option<String>, Option<String>);

/// Pupils school by school, in the order of the figures, and stage by stage, in that of the standard; in the last row and the last
/// column are the sums.
pub fn whole(figures: &Figures, standard: &Standard) -> Vec<Vec<Count>> {
    let stages = || standard.stages.iter().map(|stage| &stage.pupils);
    let sum = |row: &[Count]| Count::Known(row.iter().map(|count| count.amount()).sum());
    let mut table: Vec<Vec<Count>> = Vec::with_capacity(figures.schools.len() + 1);
    for school in &figures.schools {
        let count = |name| school.figures.get(name).copied().flatten().map_or(Count::Unknown, Count::Known);
        let mut row: Vec<Count> = stages().map(count).collect();
        row.push(sum(&row));
        table.push(row);
    }
    let column = |at: usize| sum(&table.iter().map(|row| row[at]).collect::<Vec<_>>());
    table.push((0..=stages().count()).map(column).collect());
    table
}

/// The last of some versions of a county's year as it is published after those before it.
pub fn published(versions: &[Version]) -> Vec<Vec<Count>> {
    let (mut shown, mut secret) = (Vec::new(), BTreeSet::new());
    for version in versions {
        shown = whole(version.figures, version.standard);
        withhold(&mut shown, version, &mut secret);
    }
    shown
}

/// Withholds what is small, what was withheld before, and what would betray either.
fn withhold(table: &mut [Vec<Count>], version: &Version, secret: &mut BTreeSet<Named>) {
    let rows = version.figures.schools.iter().map(|school| Some(school.code.clone())).chain([None]);
    let names = rows.map(|school| {
        let stages = version.standard.stages.iter().map(|stage| Some(stage.pupils.clone())).chain([None]);
        stages.map(|stage| (school.clone(), stage)).collect::<Vec<Named>>()
    });
    let names: Vec<Named> = names.flatten().collect();
    let (schools, stages) = (version.figures.schools.len(), version.standard.stages.len());
    let axis = |codes: usize| Axis { above: (0..=codes).map(|code| (code < codes).then_some(codes)).collect() };
    let places = (0..=schools).flat_map(|row| (0..=stages).map(move |column| (row, column)));
    let cell = |((row, column), name): ((usize, usize), &Named)| Cell {
        codes: vec![row, column],
        // The sums do without what is unknown, so that to a reader of them it is nothing.
        count: Some(table[row][column].amount()),
        withheld: secret.contains(name),
    };
    let cells: Vec<Cell> = places.zip(&names).map(cell).collect();
    let fates = suppress(&[axis(schools), axis(stages)], &cells, version.small_cell as f64);
    for ((cell, fate), name) in cells.iter().zip(fates).zip(names) {
        if fate != Fate::Published {
            table[cell.codes[0]][cell.codes[1]] = Count::Withheld;
            secret.insert(name);
        }
    }
}
