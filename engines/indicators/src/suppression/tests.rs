//! Attacks on what is published: elimination over every relation of the table, and linear programmes for the least and the
//! greatest value of each withheld cell. Neither knows of patterns.

use std::collections::HashMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem};
use proptest::prelude::*;

use super::{Axis, Cell, Fate, suppress};

const THRESHOLD: f64 = 10.0;

/// Every relation of a table: a total, and the cells it is the sum of. In the place of a sum that is not published stand the
/// nearest cells below it that are; where there are none, nothing follows.
fn relations(axes: &[Axis], cells: &[Cell]) -> Vec<(usize, Vec<usize>)> {
    let places: HashMap<&[usize], usize> =
        cells.iter().enumerate().map(|(at, cell)| (cell.codes.as_slice(), at)).collect();
    let mut found = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        for axis in 0..axes.len() {
            if let Some(parts) = parts(axes, &places, axis, &cell.codes) {
                found.push((at, parts));
            }
        }
    }
    found
}

/// The nearest cells below a place along an axis that together are its sum.
fn parts(axes: &[Axis], places: &HashMap<&[usize], usize>, axis: usize, codes: &[usize]) -> Option<Vec<usize>> {
    let above = &axes[axis].above;
    let below: Vec<usize> = (0..above.len()).filter(|code| above[*code] == Some(codes[axis])).collect();
    let mut found = Vec::new();
    for code in &below {
        let mut other = codes.to_vec();
        other[axis] = *code;
        match places.get(other.as_slice()) {
            Some(place) => found.push(*place),
            None => found.extend(parts(axes, places, axis, &other)?),
        }
    }
    (!below.is_empty()).then_some(found)
}

/// The relations over the withheld cells only: coefficients by unknown, and what they come to.
fn equations(axes: &[Axis], cells: &[Cell], fates: &[Fate]) -> (Vec<usize>, Vec<(Vec<f64>, f64)>) {
    let unknowns: Vec<usize> = (0..cells.len()).filter(|at| fates[*at] != Fate::Published).collect();
    let equation = |(total, parts): (usize, Vec<usize>)| {
        let (mut row, mut known) = (vec![0.0; unknowns.len()], 0.0);
        for (at, sign) in parts.into_iter().map(|part| (part, 1.0)).chain([(total, -1.0)]) {
            match unknowns.iter().position(|unknown| *unknown == at) {
                Some(place) => row[place] += sign,
                None => known -= sign * cells[at].count.unwrap_or(0.0),
            }
        }
        (row, known)
    };
    (unknowns.clone(), relations(axes, cells).into_iter().map(equation).collect())
}

/// The withheld cells that follow from the relations by elimination.
fn determined(axes: &[Axis], cells: &[Cell], fates: &[Fate]) -> Vec<usize> {
    let (unknowns, equations) = equations(axes, cells, fates);
    let mut rows: Vec<Vec<f64>> = equations.into_iter().map(|(row, _)| row).collect();
    let mut done = 0;
    for unknown in 0..unknowns.len() {
        let Some(pivot) = (done..rows.len()).find(|row| rows[*row][unknown].abs() > 1e-9) else { continue };
        rows.swap(done, pivot);
        let factor = rows[done][unknown];
        rows[done].iter_mut().for_each(|value| *value /= factor);
        let own = rows[done].clone();
        for (row, values) in rows.iter_mut().enumerate().filter(|(row, _)| *row != done) {
            let times = values[unknown];
            if row != done && times.abs() > 1e-12 {
                values.iter_mut().zip(&own).for_each(|(value, pivot)| *value -= times * pivot);
            }
        }
        done += 1;
    }
    let alone = |unknown: &usize| {
        let only =
            |row: &Vec<f64>| row.iter().enumerate().all(|(other, value)| (other == *unknown) == (value.abs() > 1e-9));
        rows.iter().any(only)
    };
    (0..unknowns.len()).filter(alone).map(|unknown| unknowns[unknown]).collect()
}

/// The least and the greatest value a withheld cell can have, all withheld cells being one at least.
fn bounds(axes: &[Axis], cells: &[Cell], fates: &[Fate], at: usize) -> (f64, f64) {
    let (unknowns, equations) = equations(axes, cells, fates);
    let end = |direction: OptimizationDirection| {
        let mut problem = Problem::new(direction);
        let variables: Vec<_> = unknowns
            .iter()
            .map(|unknown| problem.add_var(if *unknown == at { 1.0 } else { 0.0 }, (1.0, 1e6)))
            .collect();
        for (row, known) in &equations {
            let terms: Vec<_> = variables
                .iter()
                .zip(row)
                .filter(|(_, value)| **value != 0.0)
                .map(|(one, value)| (*one, *value))
                .collect();
            if !terms.is_empty() {
                problem.add_constraint(terms.as_slice(), ComparisonOp::Eq, *known);
            }
        }
        let solved = problem.solve().map(microlp::SolveOutcome::into_solution).expect("the true table fits");
        solved.expect("a bounded programme has an end").objective()
    };
    (end(OptimizationDirection::Minimize), end(OptimizationDirection::Maximize))
}

/// Whether what readers can find out of a cell leaves another whole number beside its own.
fn open(cell: &Cell, (least, greatest): (f64, f64)) -> bool {
    let own = cell.count.unwrap_or_default();
    least <= own - 1.0 + 1e-6 || greatest >= own + 1.0 - 1e-6
}

/// A cell that nobody has withheld yet.
fn cell(codes: Vec<usize>, count: Option<f64>) -> Cell {
    Cell { codes, count, withheld: false }
}

/// An axis with so many groups, of so many codes each, below one total; a group of one code is a code by itself.
fn axis(groups: &[usize]) -> Axis {
    let mut above = vec![None];
    for size in groups {
        above.push(Some(0));
        let group = above.len() - 1;
        if *size > 1 {
            above.extend(std::iter::repeat_n(Some(group), *size));
        }
    }
    Axis { above }
}

/// The whole table of these counts of inner cells, with all sums.
fn summed(axes: &[Axis], mut inner: impl FnMut() -> f64) -> Vec<Cell> {
    let leaf = |axis: &Axis, code: usize| !axis.above.contains(&Some(code));
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for axis in axes {
        let longer = |codes: &Vec<usize>| {
            (0..axis.above.len()).map(|code| codes.iter().copied().chain([code]).collect()).collect::<Vec<Vec<usize>>>()
        };
        all = all.iter().flat_map(longer).collect();
    }
    let mut counts: HashMap<Vec<usize>, f64> = HashMap::new();
    for codes in all.iter().filter(|codes| codes.iter().zip(axes).all(|(code, axis)| leaf(axis, *code))) {
        let count = inner();
        let mut above: Vec<Vec<usize>> = vec![Vec::new()];
        for (code, axis) in codes.iter().zip(axes) {
            let mut chain = vec![*code];
            while let Some(next) = axis.above[chain[chain.len() - 1]] {
                chain.push(next);
            }
            let longer = |codes: &Vec<usize>| {
                chain.iter().map(|code| codes.iter().copied().chain([*code]).collect()).collect::<Vec<Vec<usize>>>()
            };
            above = above.iter().flat_map(longer).collect();
        }
        above.into_iter().for_each(|codes| *counts.entry(codes).or_default() += count);
    }
    let counted = |codes: Vec<usize>| {
        let count = counts.get(&codes).copied();
        cell(codes, count)
    };
    all.into_iter().map(counted).collect()
}

fn groups() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(1usize..4, 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_small_cell_is_published_or_follows_from_what_is(
        shape in prop::collection::vec(groups(), 1..3),
        counts in prop::collection::vec(prop_oneof![Just(0u32), 1u32..10, 10u32..500], 200),
        left_out in prop::collection::vec((0usize..200, any::<bool>()), 0..4),
    ) {
        let axes: Vec<Axis> = shape.iter().map(|groups| axis(groups)).collect();
        let mut at = 0;
        let mut cells = summed(&axes, || {
            at += 1;
            f64::from(counts[at % counts.len()])
        });
        // Sums that are not published: of single places, and of a code everywhere.
        for (out, everywhere) in left_out {
            let is_sum = |axis: usize, code: usize| axes[axis].above.contains(&Some(code));
            let Some(codes) = cells.get(out % cells.len()).map(|cell| cell.codes.clone()) else { continue };
            let Some(axis) = (0..axes.len()).find(|axis| is_sum(*axis, codes[*axis])) else { continue };
            cells.retain(|cell| if everywhere { cell.codes[axis] != codes[axis] } else { cell.codes != codes });
        }
        let fates = suppress(&axes, &cells, THRESHOLD);
        for (cell, fate) in cells.iter().zip(&fates) {
            let small = cell.count.is_some_and(|count| count > 0.0 && count < THRESHOLD);
            prop_assert_eq!(small, *fate == Fate::Small, "{:?}", cell);
            prop_assert!(*fate == Fate::Published || cell.count > Some(0.0), "{:?} is withheld", cell);
        }
        prop_assert_eq!(determined(&axes, &cells, &fates), Vec::<usize>::new());
        // The sharper attack, of as many as time allows.
        let withheld: Vec<usize> = (0..cells.len()).filter(|at| fates[*at] != Fate::Published).collect();
        for at in withheld.into_iter().take(6) {
            let fits = bounds(&axes, &cells, &fates, at);
            prop_assert!(open(&cells[at], fits), "{:?} lies in {fits:?}", cells[at]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_was_withheld_before_stays_so_and_does_not_follow(
        shape in prop::collection::vec(groups(), 1..3),
        counts in prop::collection::vec(prop_oneof![1u32..10, 10u32..500], 60),
        others in prop::collection::vec((prop_oneof![Just(0u32), 1u32..10, 10u32..500], any::<bool>()), 60),
        silent in prop::collection::vec(any::<bool>(), 60),
    ) {
        let axes: Vec<Axis> = shape.iter().map(|groups| axis(groups)).collect();
        let table = |all: &dyn Fn(usize) -> u32| {
            let mut at = 0;
            summed(&axes, || {
                at += 1;
                f64::from(all(at % 60))
            })
        };
        let first = table(&|at| counts[at]);
        let fates = suppress(&axes, &first, THRESHOLD);
        // Some places are corrected; of some of what was withheld nobody says the count any more.
        let known = table(&|at| if others[at].1 { others[at].0 } else { counts[at] });
        let mut told = seeded(known.clone(), &fates);
        for (at, cell) in told.iter_mut().enumerate().filter(|(_, cell)| cell.withheld && cell.count > Some(0.0)) {
            if silent[at % 60] {
                cell.count = None;
            }
        }
        let later = suppress(&axes, &told, THRESHOLD);
        for (cell, (before, after)) in known.iter().zip(fates.iter().zip(&later)) {
            let hidden = *before != Fate::Published && cell.count > Some(0.0);
            prop_assert!(!hidden || *after != Fate::Published, "{:?} is shown again", cell);
        }
        prop_assert_eq!(determined(&axes, &known, &later), Vec::<usize>::new());
    }
}

#[test]
fn three_axes_with_levels_are_protected_together() {
    let axes = [axis(&[2, 3]), axis(&[1, 1]), axis(&[1, 2])];
    let mut seed = 7_u32;
    let cells = summed(&axes, || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(if seed >> 28 == 3 { 4 } else { 20 + seed % 300 })
    });
    let fates = suppress(&axes, &cells, THRESHOLD);
    let count = |fate: Fate| fates.iter().filter(|one| **one == fate).count();
    assert!(count(Fate::Small) > 0 && count(Fate::Published) > cells.len() / 2, "{fates:?}");
    assert_eq!(determined(&axes, &cells, &fates), Vec::<usize>::new());
    for at in (0..cells.len()).filter(|at| fates[*at] != Fate::Published) {
        let fits = bounds(&axes, &cells, &fates, at);
        assert!(open(&cells[at], fits), "{:?} lies in {fits:?}", cells[at]);
    }
}

#[test]
fn the_attacks_see_a_cell_that_follows() {
    let axes = [axis(&[1, 1, 1])];
    let counts = [60.0, 5.0, 25.0, 30.0];
    let cells: Vec<Cell> = counts.iter().enumerate().map(|(code, count)| cell(vec![code], Some(*count))).collect();
    let alone = [Fate::Published, Fate::Small, Fate::Published, Fate::Published];
    assert_eq!(determined(&axes, &cells, &alone), [1]);
    let (least, greatest) = bounds(&axes, &cells, &alone, 1);
    assert!((least - 5.0).abs() < 1e-6 && (greatest - 5.0).abs() < 1e-6);
    let fates = suppress(&axes, &cells, THRESHOLD);
    assert_eq!(fates, [Fate::Published, Fate::Small, Fate::Complement, Fate::Published], "the smallest beside it");
}

#[test]
fn cells_of_one_each_are_not_taken_to_protect_each_other() {
    // Rows and columns of two: whoever knows that nothing withheld is zero knows all of it.
    let axes = [axis(&[1, 1]), axis(&[1, 1])];
    let cells = summed(&axes, || 1.0);
    let fates = suppress(&axes, &cells, 2.0);
    for at in (0..cells.len()).filter(|at| fates[*at] != Fate::Published) {
        let fits = bounds(&axes, &cells, &fates, at);
        assert!(open(&cells[at], fits), "{:?} lies in {fits:?}", cells[at]);
    }
    // Among themselves all four are one as soon as two of a row are: what a sum hides is what lets them move.
    let inner_alone: Vec<Fate> =
        cells.iter().map(|cell| if cell.count == Some(1.0) { Fate::Small } else { Fate::Published }).collect();
    let at = inner_alone.iter().position(|fate| *fate == Fate::Small).unwrap();
    assert!(!open(&cells[at], bounds(&axes, &cells, &inner_alone, at)), "the attack sees that they are one each");
    let sums = cells.iter().zip(&fates).filter(|(cell, fate)| cell.count > Some(1.0) && **fate == Fate::Complement);
    assert!(sums.count() > 0, "{fates:?}");
}

#[test]
fn nothing_small_withholds_nothing_and_an_empty_table_is_empty() {
    let axes = [axis(&[2, 2])];
    assert!(suppress(&axes, &summed(&axes, || 50.0), THRESHOLD).iter().all(|fate| *fate == Fate::Published));
    assert!(suppress(&axes, &summed(&axes, || 0.0), THRESHOLD).iter().all(|fate| *fate == Fate::Published));
    assert_eq!(suppress(&axes, &[], THRESHOLD), []);
    // A code that no axis has is small by itself.
    let stray = [cell(vec![99], Some(3.0)), cell(vec![0, 1], None)];
    assert_eq!(suppress(&axes, &stray, THRESHOLD), [Fate::Small, Fate::Published]);
}

/// What was withheld of one table as the next one is told of it.
fn seeded(mut cells: Vec<Cell>, fates: &[Fate]) -> Vec<Cell> {
    cells.iter_mut().zip(fates).for_each(|(cell, fate)| cell.withheld = *fate != Fate::Published);
    cells
}

#[test]
fn a_later_table_withholds_what_the_earlier_one_did() {
    let axes = [axis(&[1, 1, 1])];
    let table = |counts: [f64; 4]| -> Vec<Cell> {
        counts.iter().enumerate().map(|(code, count)| cell(vec![code], Some(*count))).collect()
    };
    let first = suppress(&axes, &table([60.0, 5.0, 25.0, 30.0]), THRESHOLD);
    assert_eq!(first, [Fate::Published, Fate::Small, Fate::Complement, Fate::Published]);
    // The other cell beside it is the smaller one now, and would have been taken: both versions would tell all.
    let corrected = table([55.0, 5.0, 28.0, 22.0]);
    assert_eq!(
        suppress(&axes, &corrected, THRESHOLD),
        [Fate::Published, Fate::Small, Fate::Published, Fate::Complement]
    );
    assert_eq!(suppress(&axes, &seeded(corrected.clone(), &first), THRESHOLD), first);
    // What is no longer small is still withheld, and still protected.
    let grown = seeded(table([75.0, 20.0, 25.0, 30.0]), &first);
    let fates = suppress(&axes, &grown, THRESHOLD);
    assert_eq!(fates, [Fate::Published, Fate::Complement, Fate::Complement, Fate::Published]);
    // A zero says another thing than what was withheld; what is left alone finds somebody else beside it.
    let emptied = seeded(table([55.0, 0.0, 25.0, 30.0]), &first);
    let fates = suppress(&axes, &emptied, THRESHOLD);
    assert_eq!(fates, [Fate::Published, Fate::Published, Fate::Complement, Fate::Complement]);
    assert_eq!(determined(&axes, &emptied, &fates), Vec::<usize>::new());
}

#[test]
fn what_whoever_counted_withheld_is_protected_and_protects() {
    let axes = [axis(&[1, 1, 1])];
    let hidden = |code: usize| Cell { codes: vec![code], count: None, withheld: true };
    let shown = |code: usize, count: f64| cell(vec![code], Some(count));
    // Alone it would follow from the rest.
    let alone = [shown(0, 60.0), hidden(1), shown(2, 25.0), shown(3, 30.0)];
    let fates = suppress(&axes, &alone, THRESHOLD);
    assert_eq!(fates, [Fate::Published, Fate::Complement, Fate::Complement, Fate::Published]);
    // It stands beside a small cell, and nothing else is withheld; it may be one, so one more step must be the other's.
    let beside = |count: f64| [shown(0, 60.0), hidden(1), shown(2, count), shown(3, 30.0)];
    let fates = suppress(&axes, &beside(5.0), THRESHOLD);
    assert_eq!(fates, [Fate::Published, Fate::Complement, Fate::Small, Fate::Published]);
    let fates = suppress(&axes, &beside(1.0), THRESHOLD);
    assert_eq!(fates, [Fate::Published, Fate::Complement, Fate::Small, Fate::Complement]);
    // Both might be one: whoever withheld one alone cannot have meant the other, whose count is known, to protect it.
    let ones = [shown(0, 32.0), hidden(1), Cell { withheld: true, ..shown(2, 1.0) }, shown(3, 30.0)];
    let fates = suppress(&axes, &ones, 1.0);
    assert_eq!(fates, [Fate::Published, Fate::Complement, Fate::Complement, Fate::Complement]);
    // Two of them hide each other, as they did where they come from.
    let both = [shown(0, 60.0), hidden(1), hidden(2), shown(3, 30.0)];
    assert_eq!(
        suppress(&axes, &both, THRESHOLD),
        [Fate::Published, Fate::Complement, Fate::Complement, Fate::Published]
    );
}

#[test]
fn codes_in_a_circle_come_to_an_end() {
    let circle = [Axis { above: vec![Some(1), Some(0)] }];
    let cells = [cell(vec![0], Some(3.0)), cell(vec![1], Some(30.0))];
    assert_eq!(suppress(&circle, &cells, THRESHOLD), [Fate::Small, Fate::Complement], "nothing protects it");
}
