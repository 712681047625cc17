//! Gaps, lone years, round levels.

use super::*;

fn of(values: &[Option<f64>]) -> Chart {
    let years: Vec<i64> = (2001..).take(values.len()).collect();
    chart(&years, &[Series { name: "甲".into(), values: values.to_vec(), focus: true }]).unwrap()
}

#[test]
fn a_missing_year_is_a_gap_and_a_lone_year_a_dot() {
    let drawn = of(&[Some(1.0), Some(2.0), None, Some(4.0), None, Some(2.0), Some(3.0)]);
    assert_eq!((drawn.lines[0].stretches.len(), drawn.lines[0].dots.len()), (2, 1));
    let whole = of(&[Some(1.0), Some(2.0), Some(3.0)]);
    assert_eq!(whole.lines[0].stretches[0].split(' ').count(), 3);
}

#[test]
fn years_that_are_left_out_are_gaps_too_and_one_year_is_no_chart() {
    let series = [Series { name: "甲".into(), values: vec![Some(1.0), Some(2.0), Some(3.0)], focus: false }];
    assert_eq!(chart(&[2000, 2005, 2006], &series).unwrap().lines[0].dots.len(), 1);
    assert!(chart(&[2000], &series).is_none());
    assert!(chart(&[2000, 2001], &[]).is_none());
}

#[test]
fn levels_are_round_and_enclose_what_is_drawn() {
    for (least, greatest) in [(1.0, 98.7), (0.0, 0.0), (-3.0, 12.0), (51.2, 51.3)] {
        let levels = levels(least, greatest);
        assert!(levels[0] <= least && levels[levels.len() - 1] >= greatest, "{levels:?}");
        assert!(levels.len() <= 13);
    }
}
