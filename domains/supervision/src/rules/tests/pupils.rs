//! Attacks on what is published of pupils: elimination over the sums, and every table that fits what is shown. Neither knows how
//! the engine decides.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::figures::quality;
use crate::model::{Figures, SchoolFigures};
use crate::rules::pupils::{Count, Version, published, whole};

/// Schools with pupils in each stage of the standard; without a count where there is none.
fn figures(table: &[[Option<u32>; 3]]) -> Figures {
    let stages = quality().stages;
    let school = |(place, counts): (usize, &[Option<u32>; 3])| SchoolFigures {
        code: format!("S{place}"),
        name: "示例".to_owned(),
        kind: "complete".to_owned(),
        figures: stages.iter().zip(counts).map(|(stage, count)| (stage.pupils.clone(), count.map(f64::from))).collect(),
    };
    Figures { schools: table.iter().enumerate().map(school).collect(), county: BTreeMap::new() }
}

fn shown(table: &[[Option<u32>; 3]], threshold: i64) -> Vec<Vec<Count>> {
    let (figures, standard) = (figures(table), quality());
    published(&[Version { figures: &figures, standard: &standard, small_cell: threshold }])
}

/// The withheld cells that follow from the sums by elimination: an unknown is determined if some combination of the equations of
/// rows and columns has it alone.
fn determined(shown: &[Vec<Count>]) -> Vec<(usize, usize)> {
    let (rows, columns) = (shown.len(), shown[0].len());
    let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let unknowns: Vec<(usize, usize)> =
        places.filter(|(row, column)| shown[*row][*column] == Count::Withheld).collect();
    let sign = |at: usize, last: usize| if at == last { -1.0 } else { 1.0 };
    let of_row = |row: usize| unknowns.iter().map(move |(r, c)| if *r == row { sign(*c, columns - 1) } else { 0.0 });
    let of_column =
        |column: usize| unknowns.iter().map(move |(r, c)| if *c == column { sign(*r, rows - 1) } else { 0.0 });
    let mut equations: Vec<Vec<f64>> = (0..rows).map(|row| of_row(row).collect()).collect();
    equations.extend((0..columns).map(|column| of_column(column).collect::<Vec<f64>>()));
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
    let alone = |unknown: &usize| {
        equations.iter().any(|row| {
            row[*unknown].abs() > 1e-9
                && row.iter().enumerate().all(|(other, value)| other == *unknown || value.abs() <= 1e-9)
        })
    };
    (0..unknowns.len()).filter(alone).map(|unknown| unknowns[unknown]).collect()
}

/// Every value up to a most that each withheld inner cell takes in some table that fits what is shown, as a reader finds them who
/// knows that what is withheld is at least one.
fn fitting(shown: &[Vec<Count>], most: u32) -> BTreeMap<(usize, usize), BTreeSet<u32>> {
    let (rows, columns) = (shown.len() - 1, shown[0].len() - 1);
    let unknowns: Vec<(usize, usize)> = (0..rows)
        .flat_map(|r| (0..columns).map(move |c| (r, c)))
        .filter(|(r, c)| shown[*r][*c] == Count::Withheld)
        .collect();
    let mut left: Vec<Vec<Option<f64>>> = vec![vec![None; columns + 1]; rows + 1];
    let amount = |count: &Count| if let Count::Known(amount) = count { *amount } else { 0.0 };
    for row in 0..=rows {
        if let Count::Known(sum) = shown[row][columns] {
            left[row][columns] = Some(sum - shown[row][..columns].iter().map(amount).sum::<f64>());
        }
    }
    for column in 0..columns {
        if let Count::Known(sum) = shown[rows][column] {
            left[rows][column] = Some(sum - (0..rows).map(|row| amount(&shown[row][column])).sum::<f64>());
        }
    }
    if let Count::Known(sum) = shown[rows][columns] {
        left[rows][columns] = Some(sum - shown[..rows].iter().flat_map(|row| &row[..columns]).map(amount).sum::<f64>());
    }
    let mut found: BTreeMap<(usize, usize), BTreeSet<u32>> = BTreeMap::new();
    let mut values = vec![1; unknowns.len()];
    loop {
        let fits = |row: usize, column: usize, places: &dyn Fn(&(usize, usize)) -> bool| {
            let all =
                unknowns.iter().zip(&values).filter(|(place, _)| places(place)).map(|(_, value)| f64::from(*value));
            left[row][column].is_none_or(|left| left == all.sum::<f64>())
        };
        let all = (0..rows).all(|row| fits(row, columns, &|place| place.0 == row))
            && (0..columns).all(|column| fits(rows, column, &|place| place.1 == column))
            && fits(rows, columns, &|_| true);
        if all {
            for (place, value) in unknowns.iter().zip(&values) {
                found.entry(*place).or_default().insert(*value);
            }
        }
        let Some(next) = values.iter().position(|value| *value < most) else { return found };
        values[..next].fill(1);
        values[next] += 1;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_small_count_is_published_or_follows_from_the_sums(
        table in prop::collection::vec(
            prop::array::uniform3(prop_oneof![Just(None), Just(Some(0u32)), (1u32..10).prop_map(Some), (10u32..2_000).prop_map(Some)]),
            1..8,
        ),
    ) {
        let (told, true_counts) = (shown(&table, 10), whole(&figures(&table), &quality()));
        for (told, own) in told.iter().flatten().zip(true_counts.iter().flatten()) {
            let small = matches!(own, Count::Known(count) if (1.0..10.0).contains(count));
            prop_assert!(*told == *own || *told == Count::Withheld, "what is shown is true");
            prop_assert!(!small || *told == Count::Withheld, "{:?} is shown", own);
            prop_assert!(*own != Count::Known(0.0) || *told == *own, "a zero is published");
        }
        prop_assert_eq!(determined(&told), Vec::new());
    }

    #[test]
    fn whoever_knows_that_zeros_are_published_finds_no_count_either(
        table in prop::collection::vec(prop::array::uniform2(0u32..5), 1..3),
    ) {
        let table: Vec<[Option<u32>; 3]> = table.into_iter().map(|[one, other]| [Some(one), Some(other), None]).collect();
        for (place, values) in fitting(&shown(&table, 4), 7) {
            prop_assert!(values.len() > 1, "{table:?} at {place:?} can only be {values:?}");
        }
    }

    #[test]
    fn a_later_version_withholds_what_the_earlier_one_did(
        table in prop::collection::vec(prop::array::uniform3((0u32..40).prop_map(Some)), 2..6),
        place in 0usize..6,
        count in 10u32..90,
    ) {
        let (standard, mut corrected) = (quality(), table.clone());
        let place = place % table.len();
        corrected[place][0] = Some(count);
        let (first, second) = (figures(&table), figures(&corrected));
        let version = |figures| Version { figures, standard: &standard, small_cell: 10 };
        let (before, after) = (published(&[version(&first)]), published(&[version(&first), version(&second)]));
        let counts = whole(&second, &standard);
        for (row, (before, after)) in before.iter().zip(&after).enumerate() {
            for (column, (before, after)) in before.iter().zip(after).enumerate() {
                let nothing = counts[row][column] == Count::Known(0.0);
                prop_assert!(*before != Count::Withheld || *after == Count::Withheld || nothing, "{row}.{column} is shown again");
            }
        }
        prop_assert_eq!(determined(&after), Vec::new());
    }
}

#[test]
fn the_attacks_see_a_count_that_follows() {
    let known = |amount: u32| Count::Known(f64::from(amount));
    let alone = [
        vec![Count::Withheld, known(20), known(25)],
        vec![known(30), known(30), known(60)],
        vec![known(35), known(50), known(85)],
    ];
    assert_eq!(determined(&alone), [(0, 0)]);
    // Four of one each: elimination finds nothing, but who knows that none of them is zero does.
    let ones = [
        vec![Count::Withheld, Count::Withheld, known(2)],
        vec![Count::Withheld, Count::Withheld, known(2)],
        vec![known(2), known(2), known(4)],
    ];
    assert_eq!(determined(&ones), []);
    assert!(fitting(&ones, 7).values().all(|values| values.len() == 1));
}

#[test]
fn nothing_small_withholds_nothing_and_what_is_unknown_is_no_zero() {
    let told = shown(&[[Some(100), Some(200), None], [Some(300), Some(0), None]], 10);
    let known = |amount: u32| Count::Known(f64::from(amount));
    assert_eq!(told[0], [known(100), known(200), Count::Unknown, known(300)]);
    assert_eq!(told[2], [known(400), known(200), known(0), known(600)]);
    assert_eq!(published(&[]), Vec::<Vec<Count>>::new());
}

#[test]
fn inner_counts_are_withheld_before_sums() {
    let told = shown(&[[Some(3), Some(200), None], [Some(300), Some(400), None], [Some(500), Some(30), None]], 10);
    assert_eq!(told[0][..2], [Count::Withheld, Count::Withheld]);
    assert_eq!(told[2][..2], [Count::Withheld, Count::Withheld], "the school that loses least");
    assert!(told[3].iter().all(|count| *count != Count::Withheld), "{:?}", told[3]);
    // The only school takes its sums with it.
    let only = shown(&[[Some(3), Some(0), None]], 10);
    let nothing = Count::Known(0.0);
    assert_eq!(only[0], [Count::Withheld, nothing, Count::Unknown, Count::Withheld]);
    assert_eq!(only[1], [Count::Withheld, nothing, nothing, Count::Withheld]);
}
