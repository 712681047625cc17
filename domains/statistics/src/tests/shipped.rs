//! The shipped figures: identities that have to hold, and examples that have to compute.

use std::collections::BTreeMap;

use crate::model::DataSet;
use crate::rules::{content, data_set, result};
use crate::work::{example, shipped};

fn set() -> (crate::model::DataSetInput, DataSet) {
    let input = data_set::tidy(shipped::input().unwrap());
    let (first_period, last_period) = data_set::periods(&input.figures);
    let set = DataSet {
        id: "sds_test".into(),
        version: 1,
        key: input.key.clone(),
        about: input.about.clone(),
        hash: data_set::hash(&input),
        figures: input.figures.len() as i64,
        first_period,
        last_period,
        received_by: String::new(),
        received_at: units::Instant::from_micros(0),
    };
    (input, set)
}

#[test]
fn the_shipped_tables_have_no_fault_and_name_their_years() {
    let (input, _) = set();
    assert_eq!(data_set::faults(&input), []);
    assert_eq!(input.about.regions.len(), 12);
    // 2006 is absent of all ratios: what was at hand was shifted by two provinces.
    assert!(!input.figures.iter().any(|figure| figure.element.starts_with("ratio_") && figure.period == 2006));
}

/// Sums whose parts have to give the whole, and how far rounding of what is published may carry.
const IDENTITIES: [(&str, &[&str], f64); 2] = [
    ("product", &["product_primary", "product_secondary", "product_tertiary"], 0.15),
    ("population", &["population_urban", "population_rural"], 1.5),
];

#[test]
fn sectors_sum_to_the_product_and_town_and_country_to_the_population() {
    let (input, _) = set();
    let by: BTreeMap<(&str, &str, i64), f64> = input
        .figures
        .iter()
        .map(|figure| ((figure.element.as_str(), figure.region.as_str(), figure.period), figure.value))
        .collect();
    for (whole, parts, near) in IDENTITIES {
        let mut seen = 0;
        for ((element, region, year), value) in by.iter().filter(|((element, ..), _)| *element == whole) {
            let parts: Option<Vec<f64>> = parts.iter().map(|part| by.get(&(*part, *region, *year)).copied()).collect();
            let Some(parts) = parts else { continue };
            let sum: f64 = parts.iter().sum();
            assert!((sum - value).abs() <= near, "{element} {region} {year}: {value} but {sum}");
            seen += 1;
        }
        assert!(seen > 100, "{whole} was compared {seen} times");
    }
}

#[test]
fn the_examples_compute_on_the_shipped_figures() {
    let (input, set) = set();
    let members = || vec!["310000".to_owned()];
    for content in [example::input_and_access(&set, members()), example::targets(&set, members())] {
        assert_eq!(content::faults(&content), []);
        let outcome = result::compute(&content, &input.about, &input.figures).unwrap();
        let last = outcome.computed.last_year();
        assert_eq!(last, 2019);
        assert!(
            outcome.computed.year(last).all(|row| row.rank > 0),
            "{} leaves somebody without a place",
            content.name
        );
    }
}

#[test]
fn targets_count_up_to_the_target_and_no_further() {
    let (input, set) = set();
    let content = example::targets(&set, vec!["310000".to_owned()]);
    let outcome = result::compute(&content, &input.about, &input.figures).unwrap();
    let (targets, weights): (Vec<f64>, Vec<f64>) =
        content.lines.iter().filter_map(|line| Some((line.target?, line.weight))).unzip();
    for row in outcome.computed.year(2019) {
        let reached = |at: usize| (row.figures[at].unwrap() / targets[at]).min(1.0) * weights[at];
        let expected = (0..targets.len()).map(reached).sum::<f64>() / weights.iter().sum::<f64>();
        let got = outcome.computed.composite(row).unwrap();
        assert!((got - expected).abs() < 1e-12, "{}: {got} but {expected}", row.region);
    }
}
