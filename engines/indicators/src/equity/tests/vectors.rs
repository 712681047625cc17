//! Published figures, and figures of formulas written elsewhere.

use super::super::{Ask, sum};
use super::{measured, near};

/// The official worked example of the 差异系数: books of five schools.
const PUPILS: [f64; 5] = [45.0, 37.0, 89.0, 76.0, 55.0];
const BOOKS: [f64; 5] = [279.0, 137.0, 935.0, 160.0, 402.0];

fn each() -> Vec<f64> {
    BOOKS.iter().zip(PUPILS).map(|(books, pupils)| books / pupils).collect()
}

#[test]
fn the_official_worked_example() {
    let found = measured(&each(), &PUPILS, &[], Ask::default());
    assert_eq!(format!("{:.3}", found.mean.expect("mean")), "6.334");
    assert_eq!(format!("{:.3}", found.cv.expect("cv")), "0.515");
    // What counts each school once is another number, and not the national measure.
    assert_eq!(format!("{:.3}", found.plain_cv.expect("plain")), "0.489");
    near(found.cv.expect("cv"), 0.515_256_629_884_476_4);
    near(found.plain_cv.expect("plain"), 0.488_770_681_605_017_13);
}

#[test]
fn formulas_written_elsewhere_agree() {
    // Python floats over the definitions: pairs for Gini, plain sums for the others.
    let ask = Ask { entropy: vec![-1.0, 0.5, 3.0, 0.0, 1.0, 2.0], atkinson: vec![0.5, 1.0, 2.0], ..Ask::default() };
    let found = measured(&each(), &PUPILS, &[], ask);
    near(found.gini.expect("gini"), 0.288_377_189_186_569_4);
    near(found.theil_t.expect("T"), 0.143_629_554_796_509_18);
    near(found.theil_l.expect("L"), 0.171_037_145_400_138_2);
    let half = found.cv.expect("cv").powi(2) / 2.0;
    let entropy = [
        0.227_278_311_608_067_1,
        0.154_720_356_977_205_76,
        0.132_932_696_649_848_72,
        0.171_037_145_400_138_2,
        0.143_629_554_796_509_18,
        half,
    ];
    found.entropy.iter().zip(entropy).for_each(|((_, got), expected)| near(got.expect("GE"), expected));
    let atkinson = [0.075_864_029_184_655_73, 0.157_209_732_891_524_5, 0.312_505_278_901_467_07];
    found.atkinson.iter().zip(atkinson).for_each(|((_, got), expected)| near(got.expect("Atkinson"), expected));
    // Half of 302 pupils are reached in the school with 6.2 books: those up to it have 160 + 137 + 279, those from it on
    // 279 + 402 + 935.
    near(found.median.expect("median"), 6.2);
    near(found.mcloone.expect("McLoone"), 576.0 / (158.0 * 6.2));
    near(found.verstegen.expect("Verstegen"), 1616.0 / (189.0 * 6.2));
    let federal = found.ranges[0];
    near(federal.ratio.expect("ratio"), (935.0 / 89.0) / (160.0 / 76.0));
    near(federal.range_ratio.expect("federal"), (935.0 / 89.0) / (160.0 / 76.0) - 1.0);
    assert_eq!(found.extremes, Some((160.0 / 76.0, 935.0 / 89.0)));
}

#[test]
fn published_composites_are_means_of_single_figures() {
    for (published, singles) in [
        ("0.302", [0.437, 0.419, 0.255, 0.188, 0.171, 0.263, 0.263, 0.420]),
        ("0.592", [0.881, 1.299, 0.977, 0.379, 0.170, 0.334, 0.286, 0.408]),
        ("0.314", [0.353, 0.784, 0.146, 0.491, 0.037, 0.226, 0.223, 0.253]),
    ] {
        assert_eq!(format!("{:.3}", sum(singles) / 8.0), published);
    }
}

#[test]
fn a_quantile_that_is_met_exactly_is_the_mean_of_its_neighbours() {
    let found = measured(&[1.0, 2.0, 3.0, 4.0], &[1.0; 4], &[], Ask::default());
    near(found.median.expect("median"), 2.5);
    near(found.gini.expect("gini"), 0.25);
    // Weight is what counts, not how many units carry it.
    let heavy = measured(&[1.0, 2.0], &[3.0, 1.0], &[], Ask::default());
    let alike = measured(&[1.0, 1.0, 1.0, 2.0], &[1.0; 4], &[], Ask::default());
    near(heavy.gini.expect("gini"), alike.gini.expect("gini"));
    near(heavy.cv.expect("cv"), alike.cv.expect("cv"));
    near(heavy.median.expect("median"), 1.0);
}

#[test]
fn parity_of_two_groups() {
    let (first, second) = ([true, true, false, false], [false, false, true, true]);
    let found = super::super::parity::parity(&[1.0, 3.0, 4.0, f64::NAN], &[1.0, 1.0, 2.0, 9.0], &first, &second);
    assert_eq!((found.index, found.adjusted), (Ok(0.5), Ok(0.5)));
    let turned = super::super::parity::parity(&[1.0, 3.0, 4.0, f64::NAN], &[1.0, 1.0, 2.0, 9.0], &second, &first);
    assert_eq!((turned.index, turned.adjusted), (Ok(2.0), Ok(1.5)));
    let none = super::super::parity::parity(&[1.0], &[1.0], &[true], &[false]);
    assert_eq!(none.index, Err(super::super::Undefined::NoUnits));
}
