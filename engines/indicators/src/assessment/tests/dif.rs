//! Items that favour a group are found, and others are not.

use super::super::dif::{Class, likelihood_ratio, logistic, mantel_haenszel};
use super::super::*;
use super::lsat::lsat;
use super::simulated::two;
use super::simulated::{Design, Dice, simulate};

/// LSAT6 with every third pattern, from the first, in the focal group.
fn parted() -> Responses {
    let whole = lsat();
    let names: Vec<&str> = whole.columns().iter().map(|column| column.name.as_str()).collect();
    let mut reader = Reader::of_names(whole.test().clone(), &names).expect("a test");
    for row in 0..whole.rows() {
        let scores: Vec<Option<f64>> = whole.categories(row).iter().map(|cell| cell.map(f64::from)).collect();
        reader.row(&scores, whole.counts()[row], u16::from(row % 3 == 0)).expect("a row");
    }
    reader.finish().expect("responses")
}

#[test]
fn tables_of_equal_totals_are_compared_as_elsewhere() {
    // The formulas written in Python: odds ratio, error of its logarithm, corrected χ²; and, climbed by SciPy's BFGS, the
    // likelihood ratios of a uniform difference, of a changing one, and of both.
    let expected = [
        [1.1244427662943552, 0.3338743582312034, 0.030939993578515124, 0.5471080890131361, 15.952223870156047],
        [4.124866205991511, 0.19758250342108777, 75.77636440322554, 72.92452205493817, 63.870698714294576],
        [0.08321799538845928, 0.22972830338019384, 158.0985872455468, 110.79740689042148, 16.670477413662184],
        [3.533213669344897, 0.2098518817458585, 43.631660175515954, 43.652165999461886, 53.98373188003268],
        [0.6541183562032408, 0.21569846919772453, 5.830019736545393, 4.633367487565579, 4.297423905195728],
    ];
    let responses = parted();
    let near = |seen: f64, expected: f64, most: f64| {
        assert!((seen - expected).abs() <= most * expected.abs().max(1.0), "{seen} for {expected}");
    };
    let mantel = mantel_haenszel(&responses).expect("tables");
    for (seen, expected) in mantel.iter().zip(expected) {
        near(seen.odds_ratio.expect("a ratio"), expected[0], 1e-13);
        near(seen.log_error.expect("an error"), expected[1], 1e-13);
        near(seen.chi_squared, expected[2], 1e-12);
    }
    let classes: Vec<Class> = mantel.iter().filter_map(|item| item.class).collect();
    assert_eq!(classes, [Class::A, Class::C, Class::C, Class::C, Class::A]);
    for (seen, expected) in logistic(&responses).expect("regressions").iter().zip(expected) {
        near(seen.uniform, expected[3], 1e-7);
        near(seen.changing, expected[4], 1e-7);
        near(seen.both, expected[3] + expected[4], 1e-7);
    }
}

#[test]
fn an_item_made_harder_for_one_group_stands_out() {
    let design = Design {
        model: Model::TwoParameter,
        items: 8,
        categories: 2,
        persons: 1_600,
        groups: 2,
        missing: 0.0,
        seed: 21,
    };
    let (fair, _) = simulate(&design);
    // Every second right answer of the focal group to item 3 becomes wrong.
    let mut dice = Dice::new(4);
    let names: Vec<&str> = fair.columns().iter().map(|column| column.name.as_str()).collect();
    let mut reader = Reader::of_names(fair.test().clone(), &names).expect("a test");
    for row in 0..fair.rows() {
        let mut scores: Vec<Option<f64>> = fair.categories(row).iter().map(|cell| cell.map(f64::from)).collect();
        if fair.groups()[row] == 1 && dice.unit() < 0.5 {
            scores[2] = Some(0.0);
        }
        reader.row(&scores, 1.0, fair.groups()[row]).expect("a row");
    }
    let unfair = reader.finish().expect("responses");
    let items: Vec<usize> = (0..8).collect();
    let options = Options { hands: two(), ..Options::default() };
    let ratios = likelihood_ratio(&unfair, Model::TwoParameter, &options, &items).expect("ratios");
    assert!(ratios.iter().all(|ratio| ratio.degrees == 2));
    let highest = ratios.iter().max_by(|a, b| a.statistic.total_cmp(&b.statistic)).expect("ratios");
    assert_eq!(highest.item, names[2]);
    assert!(highest.p < 1e-10, "{highest:?}");
    let mantel = mantel_haenszel(&unfair).expect("tables");
    assert_eq!(mantel[2].class, Some(Class::C));
    assert!(mantel[2].delta.expect("a delta") < -1.5, "{:?}", mantel[2]);
    assert!(logistic(&unfair).expect("regressions")[2].both_p < 1e-10);
    // Without the change, no ratio is beyond what chance makes of eight.
    let quiet = likelihood_ratio(&fair, Model::TwoParameter, &options, &items).expect("ratios");
    assert!(quiet.iter().all(|ratio| ratio.p > 0.001), "{quiet:?}");
}

#[test]
fn a_comparison_needs_two_groups_and_right_or_wrong() {
    assert_eq!(mantel_haenszel(&lsat()), Err(Fault::Groups { groups: 1 }));
    assert_eq!(
        likelihood_ratio(&lsat(), Model::Rasch, &Options::default(), &[0]).map(|_| ()),
        Err(Fault::Groups { groups: 1 })
    );
    assert_eq!(
        likelihood_ratio(&parted(), Model::Rasch, &Options::default(), &[5]).map(|_| ()),
        Err(Fault::Lengths { what: "items", given: 6, expected: 5 })
    );
    let design =
        Design { model: Model::PartialCredit, items: 3, categories: 3, persons: 60, groups: 2, missing: 0.0, seed: 1 };
    let fault = Fault::NotDichotomous { item: "q1".to_owned(), categories: 3 };
    assert_eq!(logistic(&simulate(&design).0), Err(fault));
}
