//! Correlations, reliability, components and computed weights. Expected values without another source were computed with
//! numpy 2.4 and SciPy 1.17 on the restated figures.

use indicators::composite::analysis::{analyse, cronbach, leave_out};
use indicators::composite::sheet::Cell;
use indicators::composite::spec::LeaveOneOut;
use indicators::composite::weights::{critic, entropy, first_component};
use indicators::composite::{Input, Pipeline};
use indicators::numeric::correlation::{Coefficient, correlation};
use indicators::numeric::eigen::{singular, symmetric};
use indicators::numeric::significance::judged;
use indicators::numeric::{Matrix, special};

use crate::support::{asem, chain, from_chain, run, same, small, specification};

const ENVIRON: [&str; 5] = ["Renew", "PrimEner", "CO2", "MatCon", "Forest"];

fn raw(code: &str) -> Vec<f64> {
    let input = asem();
    input.table.figures.column(input.tree.find(code).expect("an indicator")).to_vec()
}

fn environ() -> Matrix {
    let values: Vec<f64> = ENVIRON.iter().flat_map(|code| chain().numbers("normalised", code)).collect();
    Matrix::from_columns(values.len() / 5, 5, values).expect("a matrix")
}

/// One unit in the last of twelve digits.
fn near(what: &str, ours: f64, theirs: f64, share: f64) {
    assert!((ours - theirs).abs() <= share * theirs.abs(), "{what}: {ours:e} is not {theirs:e}");
}

#[test]
fn correlations_of_columns_with_gaps() {
    use Coefficient::{Kendall, Pearson, Spearman};
    for (coefficient, one, two, expected) in [
        (Pearson, "LPI", "Flights", 0.5090822089280491),
        (Pearson, "CPI", "FreePress", -0.7611390328302027),
        (Pearson, "Tariff", "TBTs", -0.3375650703380805),
        (Pearson, "Bord", "Elec", 0.6161052640007219),
        (Spearman, "LPI", "Flights", 0.5942986425339366),
        (Spearman, "CPI", "FreePress", -0.8294422699784892),
        (Spearman, "Tariff", "TBTs", -0.13276714333632983),
        (Spearman, "Bord", "Elec", 0.6974555837781466),
        (Kendall, "LPI", "Flights", 0.4133333333333334),
        (Kendall, "CPI", "FreePress", -0.6727563678942823),
        (Kendall, "Tariff", "TBTs", -0.08418981760628173),
        (Kendall, "Bord", "Elec", 0.5265562663592396),
    ] {
        near(one, correlation(&raw(one), &raw(two), coefficient), expected, 1e-12);
    }
    for (one, two, expected) in [
        ("LPI", "Flights", 0.00013624264186505298),
        ("CPI", "FreePress", 8.988309050175162e-11),
        ("Tariff", "TBTs", 0.020314632926284028),
        ("Forest", "GDPGrow", 0.1484533035935043),
    ] {
        near(one, judged(&raw(one), &raw(two), Pearson).1, expected, 2e-12);
    }
    for (t, freedom, expected) in [
        (0.5, 3.0, 0.651447964848151),
        (2.1, 49.0, 0.04090008899073017),
        (8.0, 49.0, 1.9105439552955476e-10),
        (25.0, 49.0, 1.5065641664269426e-29),
        (1e-3, 10.0, 0.999221783374741),
        (60.0, 200.0, 7.71157858405657e-130),
    ] {
        near("t", special::student_two_sided(t, freedom), expected, 1e-12);
    }
}

#[test]
fn weights_from_the_figures() {
    let figures = environ();
    let expected =
        [0.460445750142582, 0.16769900374382263, 0.08832138697119833, 0.13332354570982774, 0.15021031343256933];
    same("entropy", &entropy(&figures).expect("weights"), &expected);
    let expected =
        [0.22215235374344358, 0.20173595802636946, 0.1385259965869775, 0.14927161588048263, 0.28831407576272694];
    same("critic", &critic(&figures).expect("weights"), &expected);
    let expected =
        [0.4895713721546944, 0.2777249901050418, 0.5849420516693479, 0.534581900855759, -0.23506103229591585];
    same("component", &first_component(&figures).expect("loadings"), &expected);
    same("alpha", &[cronbach(&figures, &[0, 1, 2, 3, 4])], &[0.5153126145341294]);
}

#[test]
fn stages_that_weigh_weigh_each_group() {
    let input = from_chain("normalised");
    let weighed = run(&input, r#"{"weigh": {"level": 1, "method": "entropy"}}"#);
    let of = |parent: &str| -> f64 {
        let node = input.tree.find(parent).expect("a group");
        input.tree.nodes()[node].children.iter().map(|&child| weighed.last().weights[child]).sum()
    };
    same("each group", &[of("Environ"), of("Physical"), of("P2P")], &[1.0, 1.0, 1.0]);
    let upper = run(
        &input,
        r#"{"weigh": {"level": 2, "method": "principal_component"}}, {"aggregate": {"methods": ["arithmetic"]}}"#,
    );
    let conn = input.tree.find("Conn").expect("a group");
    let squares: f64 = input.tree.nodes()[conn].children.iter().map(|&at| upper.last().weights[at].powi(2)).sum();
    same("loadings", &[squares], &[1.0]);
}

#[test]
fn analyses_of_the_reference_data() {
    let input = asem();
    let specification = specification("", r#"{"reliability": {"data": "raw"}}"#);
    let run = Pipeline::new(input.clone()).run(&specification).expect("a run");
    let tables = analyse(&input, &run, &specification.analyses[0]).expect("α");
    let social = tables[0].1.rows.iter().find(|row| row[0] == "Social".into()).expect("a group");
    let Cell::Number(alpha) = social[2] else { panic!("a number") };
    // The sum of pairwise covariances nearly cancels, and with it four digits.
    near("α", alpha, 0.024089628191914698, 1e-11);
    assert_eq!(tables[0].1.rows.last().expect("all")[0], "ALL".into());
    let normalised = from_chain("normalised");
    let all = first_components(&normalised);
    for (at, expected) in [
        (0, 4.0927112177897484),
        (1, 2.3558747908790707),
        (10, 1.0105511091560395),
        (30, 0.3232149470017456),
        (47, 0.016794902308695053),
        (48, 0.008795084058640597),
    ] {
        near("component", all[at], expected, 1e-12);
    }
}

fn first_components(input: &std::sync::Arc<Input>) -> Vec<f64> {
    let specification = specification("", r#"{"principal_components": {"data": "raw", "by_groups": false}}"#);
    let run = Pipeline::new(input.clone()).run(&specification).expect("a run");
    let tables = analyse(input, &run, &specification.analyses[0]).expect("components");
    let (_, sheet) = tables.iter().find(|(name, _)| name == "components_All_deviations").expect("a table");
    let number = |cell: &Cell| if let Cell::Number(x) = cell { *x } else { f64::NAN };
    sheet.rows.iter().map(|row| number(&row[1])).collect()
}

#[test]
fn eigenvectors_are_eigenvectors() {
    let figures = environ();
    let mut gram = Matrix::filled(5, 5, 0.0);
    for one in 0..5 {
        for two in 0..5 {
            let product = figures.column(one).iter().zip(figures.column(two)).map(|(x, y)| x * y).sum();
            gram.set(one, two, product);
        }
    }
    let found = symmetric(&gram);
    for at in 0..5 {
        for row in 0..5 {
            let product: f64 = (0..5).map(|column| gram.at(row, column) * found.vectors.at(column, at)).sum();
            assert!((product - found.values[at] * found.vectors.at(row, at)).abs() < 1e-12 * found.values[0]);
        }
        for other in 0..=at {
            let product: f64 = (0..5).map(|row| found.vectors.at(row, at) * found.vectors.at(row, other)).sum();
            assert!((product - f64::from(u8::from(at == other))).abs() < 1e-14);
        }
    }
    let singular = singular(&figures);
    for at in 0..5 {
        near("singular", singular.values[at] * singular.values[at], found.values[at], 1e-12);
    }
}

#[test]
fn balanced_weights_balance() {
    let input = from_chain("normalised");
    let weighed = run(
        &input,
        r#"{"weigh": {"level": 3, "method": {"balance": {"influence": {"Conn": 1, "Sust": 2}, "search": {"tolerance": 1e-12}}}}},
            {"aggregate": {"methods": ["arithmetic"]}}"#,
    );
    let influence = |run: &indicators::composite::Run, level: usize| -> Vec<f64> {
        let top = run.last().values.column(input.tree.top().expect("a top"));
        let of = |at: usize| correlation(run.last().values.column(at), top, Coefficient::Pearson);
        input.tree.of_level(level).into_iter().map(of).collect()
    };
    // Of two elements any relation that is between their own correlations can be had, and is.
    let found = influence(&weighed, 3);
    near("influence", found[1] / found[0], 2.0, 1e-4);
    // Eight pillars in two groups cannot have all the same influence; they come nearer to it.
    let equal = run(
        &input,
        r#"{"weigh": {"level": 2, "method": {"balance": {}}}}, {"aggregate": {"methods": ["arithmetic"]}}"#,
    );
    let uneven = |influence: &[f64]| -> f64 {
        let total: f64 = influence.iter().sum();
        influence.iter().map(|r| (r / total - 1.0 / influence.len() as f64).powi(2)).sum()
    };
    let plain = run(&input, r#"{"aggregate": {"methods": ["arithmetic"]}}"#);
    let (ours, theirs) = (uneven(&influence(&equal, 2)), uneven(&influence(&plain, 2)));
    assert!(ours < theirs, "{ours} {theirs}");
    let pillars = input.tree.of_level(2);
    let before = run(&input, r#"{"aggregate": {"methods": ["arithmetic"]}}"#);
    let sum = |run: &indicators::composite::Run| -> f64 {
        let top = run.last().values.column(input.tree.top().expect("a top"));
        let of = |&at: &usize| correlation(run.last().values.column(at), top, Coefficient::Pearson);
        pillars.iter().map(of).sum()
    };
    let most = run(
        &input,
        r#"{"weigh": {"level": 2, "method": {"infomax": {}}}}, {"aggregate": {"methods": ["arithmetic"]}}"#,
    );
    assert!(sum(&most) > sum(&before), "{} {}", sum(&most), sum(&before));
}

#[test]
fn leaving_out_is_computing_without() {
    let input = from_chain("normalised");
    let nominal = run(&input, r#"{"aggregate": {"methods": ["arithmetic"]}}"#);
    let left = leave_out(&input, &nominal, &LeaveOneOut { level: 2, of: None }).expect("scores");
    for (at, &element) in left.elements.iter().enumerate() {
        let code = &input.tree.nodes()[element].code;
        let without =
            run(&input, &format!(r#"{{"aggregate": {{"methods": ["arithmetic"], "weights": {{"{code}": 0}}}}}}"#));
        same(code, left.scores.column(at + 1), without.last().values.column(input.tree.top().expect("a top")));
    }
    assert!(left.shifts.iter().all(|shift| *shift > 0.0 && *shift < 10.0), "{:?}", left.shifts);
    let conn = Some("Conn".to_owned());
    let part = leave_out(&input, &nominal, &LeaveOneOut { level: 2, of: conn }).expect("scores");
    let social = part.elements.iter().position(|&at| input.tree.nodes()[at].code == "Social").expect("a pillar");
    assert_eq!(part.shifts[social], 0.0, "what is not below does not matter");
}

#[test]
fn means_by_their_definitions() {
    let input = small(&[("a", 1.0, &[1.0, 4.0]), ("b", 1.0, &[2.0, f64::NAN]), ("c", 1.0, &[6.0, 8.0])]);
    for (method, expected) in [
        (r#"{"owa": {"weights": [1, 0, 0]}}"#, [6.0, 8.0]),
        (r#"{"owa": {"weights": [0, 0, 1]}}"#, [1.0, f64::NAN]),
        (r#"{"owa": {"quantifier": 1}}"#, [3.0, 6.0]),
        (r#"{"owa": {"quantifier": 2}}"#, [6.0 / 9.0 + 6.0 / 9.0 + 5.0 / 9.0, 0.25 * 8.0 + 0.75 * 4.0]),
        // Mean 3, variance 14/3; mean 6, variance 4.
        (r#"{"mazziotta_pareto": {"penalty": "downward"}}"#, [3.0 - 14.0 / 9.0, 6.0 - 4.0 / 6.0]),
        (r#"{"mazziotta_pareto": {"penalty": "upward"}}"#, [3.0 + 14.0 / 9.0, 6.0 + 4.0 / 6.0]),
        (r#"{"power": {"p": 0}}"#, [12.0_f64.cbrt(), 32.0_f64.sqrt()]),
    ] {
        let run = run(&input, &format!(r#"{{"aggregate": {{"methods": [{method}]}}}}"#));
        same(method, run.last().values.column(3), &expected);
    }
    let adjusted = run(&input, r#"{"normalise": {"method": {"ampi": {"reference": 3}}}}"#);
    // Range 5 around 3: 0.5 … 5.5 become 70 … 130.
    same("ampi", adjusted.last().values.column(0), &[70.0 + 60.0 * (1.0 - 1.5) / 3.0, 70.0 + 60.0 * (4.0 - 1.5) / 3.0]);
}
