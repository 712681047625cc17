//! Panels: series that are completed, scales that hold over time, change.

use std::collections::BTreeMap;
use std::sync::Arc;

use indicators::composite::analysis::{analyse, annual_growth, percent_change};
use indicators::composite::data::load;
use indicators::composite::impute::{complete, latest, maximise};
use indicators::composite::sheet::Cell;
use indicators::composite::spec::{Maximisation, Series};
use indicators::composite::{Input, Pipeline};
use indicators::numeric::Matrix;

use crate::support::{same, specification};

const GONE: f64 = f64::NAN;

#[test]
fn series_are_completed_as_asked() {
    let times = [2014.0, 2015.0, 2016.0, 2018.0, 2020.0];
    let series = [GONE, 2.0, GONE, 8.0, GONE];
    for (kind, expected) in [
        (Series::Constant, [2.0, 2.0, 2.0, 8.0, 8.0]),
        (Series::Linear, [2.0, 2.0, 4.0, 8.0, 8.0]),
        (Series::LinearConstant, [2.0, 2.0, 4.0, 8.0, 8.0]),
    ] {
        let mut completed = series;
        complete(&times, &mut completed, kind);
        assert_eq!(completed, expected, "{kind:?}");
    }
    let single = [GONE, GONE, 5.0, GONE, GONE];
    for (kind, filled) in [(Series::Linear, false), (Series::LinearConstant, true), (Series::Constant, true)] {
        let mut completed = single;
        complete(&times, &mut completed, kind);
        assert_eq!(completed.iter().all(|x| *x == 5.0), filled, "{kind:?}");
    }
    let far = [1.0, GONE, GONE, GONE, 9.0];
    for (most, expected) in [
        (None, [1.0, 1.0, 1.0, 1.0, 9.0]),
        (Some(1), [1.0, 1.0, GONE, GONE, 9.0]),
        (Some(2), [1.0, 1.0, 1.0, GONE, 9.0]),
    ] {
        let mut completed = far;
        latest(&times, &mut completed, &times, most);
        same("latest", &completed, &expected);
    }
}

fn panel() -> Arc<Input> {
    let data =
        "uCode,Time,group,a,b\nB,2020,g,8,1\nA,2019,g,1,4\nB,2019,g,3,NA\nA,2020,g,2,16\nC,2020,h,5,2\nC,2019,h,NA,2\n";
    let meta = "iCode,Type,Parent,Direction,Weight\na,Indicator,t,1,1\nb,Indicator,t,1,1\nt,Aggregate,NA,1,1\ngroup,Group,NA,1,1\n";
    let mut text = |name: &str| Ok(if name == "data.csv" { data.to_owned() } else { meta.to_owned() });
    load(&specification("", ""), &mut text).expect("a panel").input
}

#[test]
fn rows_stand_by_period_and_code() {
    let input = panel();
    assert_eq!(input.table.codes, ["A", "B", "C", "A", "B", "C"]);
    assert_eq!(input.table.times.as_deref(), Some([2019.0, 2019.0, 2019.0, 2020.0, 2020.0, 2020.0].as_slice()));
    assert!(input.table.is_panel());
}

#[test]
fn a_scale_holds_over_the_panel_or_each_period() {
    let input = panel();
    for (over, expected) in
        [("panel", [0.0, 2.0 / 7.0, GONE, 1.0 / 7.0, 1.0, 4.0 / 7.0]), ("period", [0.0, 1.0, GONE, 0.0, 1.0, 0.5])]
    {
        let stages =
            format!(r#"{{"normalise": {{"method": {{"minmax": {{"lower": 0, "upper": 1}}}}, "over": "{over}"}}}}"#);
        let run = Pipeline::new(input.clone()).run(&specification(&stages, "")).expect("a run");
        same(over, run.last().values.column(0), &expected);
    }
}

#[test]
fn groups_and_rows_fill_in() {
    let input = panel();
    let run = |stages: &str| Pipeline::new(input.clone()).run(&specification(stages, "")).expect("a run");
    // By group and period: B in 2019 gets A's figure, C is alone in its group.
    let grouped = run(r#"{"impute": {"method": "mean", "group": "group"}}"#);
    same("b", grouped.last().values.column(1), &[4.0, 4.0, 2.0, 16.0, 1.0, 2.0]);
    assert!(grouped.last().values.at(2, 0).is_nan() && !grouped.last().findings.is_empty());
    // By row within 2019: a is 1…3, b is 2…4; B has the most of a, so the most of b.
    let rows = run(r#"{"impute": {"method": "mean", "along": "row"}}"#);
    same("b", &[rows.last().values.at(1, 1)], &[4.0]);
    same("a", &[rows.last().values.at(2, 0)], &[1.0]);
    let plain = run(r#"{"impute": {"method": "median", "along": "row", "normalise_first": false}}"#);
    same("b", &[plain.last().values.at(1, 1)], &[3.0]);
    let series = run(r#"{"impute": {"method": {"panel": {"series": "constant"}}}}"#);
    same("a", &[series.last().values.at(2, 0)], &[5.0]);
    same("b", &[series.last().values.at(1, 1)], &[1.0]);
}

#[test]
fn change_by_its_definitions() {
    let series = [(2014.0, 2.0), (2015.0, GONE), (2016.0, 3.0), (2018.0, 8.0)];
    same("growth", &[annual_growth(&series)], &[4.0_f64.powf(0.25) - 1.0]);
    // The line through (2014, 2), (2016, 3), (2018, 8): slope 1.5, at 2014 4/3.
    same("change", &[percent_change(&series)], &[1.5 / (4.0 / 3.0) * 100.0]);
    same("two", &[percent_change(&series[..3])], &[25.0]);
    same("one", &[percent_change(&series[..1]), annual_growth(&series[..2])], &[GONE, GONE]);
    same("flat", &[percent_change(&[(1.0, 0.0), (2.0, 0.0)]), annual_growth(&[(1.0, 0.0), (2.0, 0.0)])], &[0.0, 0.0]);
}

#[test]
fn trends_are_listed_by_indicator_and_unit() {
    let input = panel();
    let specification = specification(
        "",
        r#"{"trends": {"data": "raw", "change": "cagr"}}, {"trends": {"data": "raw", "change": "percent_change", "codes": ["b"], "latest": 2}}"#,
    );
    let run = Pipeline::new(input.clone()).run(&specification).expect("a run");
    let all = analyse(&input, &run, &specification.analyses[0]).expect("trends");
    let growth: BTreeMap<String, Cell> =
        all[0].1.rows.iter().map(|row| (format!("{:?}{:?}", row[0], row[1]), row[2].clone())).collect();
    assert_eq!(growth[r#"Text("A")Text("a")"#], Cell::Number(1.0));
    assert_eq!(growth[r#"Text("A")Text("b")"#], Cell::Number(3.0));
    assert!(matches!(growth[r#"Text("C")Text("a")"#], Cell::Number(x) if x.is_nan()));
    let some = analyse(&input, &run, &specification.analyses[1]).expect("trends");
    assert_eq!(some[0].1.rows.len(), 3);
    assert_eq!(some[0].1.rows[0][2], Cell::Number(300.0));
}

#[test]
fn expectations_of_a_monotone_gap_are_those_of_regression() {
    // Where only y is missing, the likelihood is greatest with the regression of y on x among the complete rows.
    let x = [1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 9.0];
    let y = [2.1, 3.9, 6.2, 7.8, 12.5, GONE, GONE];
    let mut values = Matrix::from_columns(7, 2, [x, y].concat()).expect("a matrix");
    let how = Maximisation { tolerance: 1e-15, rounds_max: 10_000, ridge: 0.0 };
    let rounds = maximise(&mut values, how).expect("an inverse");
    assert!(rounds < 10_000);
    let (mx, my) = (x[..5].iter().sum::<f64>() / 5.0, y[..5].iter().sum::<f64>() / 5.0);
    let slope = x[..5].iter().zip(&y[..5]).map(|(x, y)| (x - mx) * (y - my)).sum::<f64>()
        / x[..5].iter().map(|x| (x - mx) * (x - mx)).sum::<f64>();
    for (row, x) in x.iter().enumerate().skip(5) {
        let expected = my + slope * (x - mx);
        assert!((values.at(row, 1) - expected).abs() < 1e-10, "{} {expected}", values.at(row, 1));
    }
    assert_eq!(values.column(0), x);
    // A column that is a copy of another cannot be told from it.
    let mut twice =
        Matrix::from_columns(4, 3, vec![1.0, 2.0, 4.0, 3.0, 1.0, 2.0, 4.0, 3.0, 5.0, GONE, 1.0, 2.0]).expect("it");
    assert_eq!(maximise(&mut twice.clone(), how), None);
    assert!(maximise(&mut twice, Maximisation { ridge: 0.01, ..how }).is_some());
}
