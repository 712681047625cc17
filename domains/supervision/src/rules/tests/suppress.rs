use proptest::prelude::*;

use crate::rules::suppress::{Published, publish};

/// The table with its sums, as everybody could write it who knows the whole.
fn with_sums(table: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let mut whole: Vec<Vec<u64>> =
        table.iter().map(|row| row.iter().copied().chain([row.iter().sum()]).collect()).collect();
    let width = whole.first().map_or(1, Vec::len);
    whole.push((0..width).map(|column| whole.iter().map(|row| row[column]).sum()).collect());
    whole
}

/// The withheld cells that follow from what is published, by elimination over the equations of rows and columns: a way that
/// knows nothing of rectangles. The unknowns are the withheld cells; an unknown is determined if some combination of equations
/// has it alone.
fn determined(published: &Published) -> Vec<(usize, usize)> {
    let cells = &published.cells;
    let (rows, columns) = (cells.len(), cells[0].len());
    let unknowns: Vec<(usize, usize)> =
        (0..rows).flat_map(|r| (0..columns).map(move |c| (r, c))).filter(|(r, c)| cells[*r][*c].is_none()).collect();
    let sign = |at: usize, last: usize| if at == last { -1.0 } else { 1.0 };
    let mut equations: Vec<Vec<f64>> = Vec::new();
    for row in 0..rows {
        let of = |(r, c): &(usize, usize)| if *r == row { sign(*c, columns - 1) } else { 0.0 };
        equations.push(unknowns.iter().map(of).collect());
    }
    for column in 0..columns {
        let of = |(r, c): &(usize, usize)| if *c == column { sign(*r, rows - 1) } else { 0.0 };
        equations.push(unknowns.iter().map(of).collect());
    }
    let mut done = 0;
    for unknown in 0..unknowns.len() {
        let Some(pivot) = (done..equations.len()).find(|row| equations[*row][unknown].abs() > 1e-9) else { continue };
        equations.swap(done, pivot);
        let factor = equations[done][unknown];
        equations[done].iter_mut().for_each(|value| *value /= factor);
        let own = equations[done].clone();
        for (row, equation) in equations.iter_mut().enumerate() {
            let times = equation[unknown];
            if row != done && times.abs() > 1e-12 {
                equation.iter_mut().zip(&own).for_each(|(value, pivot)| *value -= times * pivot);
            }
        }
        done += 1;
    }
    let alone = |unknown: usize| {
        equations.iter().any(|row| {
            row[unknown].abs() > 1e-9
                && row.iter().enumerate().all(|(other, value)| other == unknown || value.abs() <= 1e-9)
        })
    };
    (0..unknowns.len()).filter(|unknown| alone(*unknown)).map(|unknown| unknowns[unknown]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_small_cell_is_published_or_follows_from_what_is(
        table in (1usize..8, 1usize..5).prop_flat_map(|(rows, columns)| {
            let cell = prop_oneof![Just(0u64), 1u64..10, 10u64..2_000];
            prop::collection::vec(prop::collection::vec(cell, columns), rows)
        }),
    ) {
        let published = publish(&table, 10);
        let whole = with_sums(&table);
        for (row, cells) in whole.iter().enumerate() {
            for (column, value) in cells.iter().enumerate() {
                let shown = published.cells[row][column];
                prop_assert!(shown.is_none() || shown == Some(*value), "what is shown is true");
                prop_assert!(!(1..10).contains(value) || shown.is_none(), "row {row}, column {column} shows {value}");
            }
        }
        prop_assert_eq!(determined(&published), Vec::new());
    }

    #[test]
    fn counts_that_cannot_be_negative_do_not_betray_a_cell_either(
        table in prop::collection::vec(prop::collection::vec(prop_oneof![Just(0u64), 1u64..12], 2), 1..4),
    ) {
        // A withheld cell moves by one within a rectangle of withheld cells, all of which are above zero.
        let published = publish(&table, 5);
        let whole = with_sums(&table);
        let hidden = |row: usize, column: usize| published.cells[row][column].is_none() && whole[row][column] > 0;
        for row in 0..whole.len() {
            for column in 0..whole[row].len() {
                if published.cells[row][column].is_some() {
                    continue;
                }
                let moves = (0..whole.len()).filter(|other| *other != row).any(|other| {
                    (0..whole[row].len()).filter(|beside| *beside != column).any(|beside| {
                        hidden(row, column) && hidden(row, beside) && hidden(other, column) && hidden(other, beside)
                    })
                });
                prop_assert!(moves, "row {row}, column {column} of {whole:?} stands alone in {published:?}");
            }
        }
    }
}

#[test]
fn the_test_itself_sees_a_cell_that_follows_from_its_sums() {
    let betrayed = Published {
        cells: vec![
            vec![None, Some(20), Some(25)],
            vec![Some(30), Some(30), Some(60)],
            vec![Some(35), Some(50), Some(85)],
        ],
    };
    assert_eq!(determined(&betrayed), [(0, 0)]);
}

#[test]
fn inner_cells_are_withheld_before_sums_and_nothing_where_nothing_is_small() {
    let whole = publish(&[vec![100, 200], vec![300, 400]], 10);
    assert!(whole.cells.iter().flatten().all(Option::is_some));
    let one = publish(&[vec![3, 200], vec![300, 400], vec![500, 30]], 10);
    assert_eq!(one.cells[0], [None, None, Some(203)]);
    assert_eq!(one.cells[2], [None, None, Some(530)], "the row that loses least");
    assert_eq!(one.cells[3], [Some(803), Some(630), Some(1_433)]);
}

#[test]
fn the_only_row_takes_its_sums_with_it_and_an_empty_table_is_empty() {
    let only = publish(&[vec![3, 0]], 10);
    assert_eq!(only.cells[0], [None, Some(0), None]);
    assert_eq!(only.cells[1], [None, Some(0), None]);
    assert_eq!(publish(&[], 10).cells, vec![vec![Some(0)]]);
}
