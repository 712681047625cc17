//! Every normalisation of the reference.

use indicators::composite::spec::Entry;

use crate::support::{asem, asem_with, chain, entries, from_chain, holds, normalised, run};

#[test]
fn normalisations_of_the_treated_figures() {
    let input = from_chain("treated");
    let ninth = chain().keys("treated")[8];
    let reference = format!(r#"{{"distance_to_reference": {{"unit": "{ninth}"}}}}"#);
    let capped = format!(r#"{{"distance_to_reference": {{"unit": "{ninth}", "cap": true}}}}"#);
    for (set, method) in [
        ("minmax_0_100", r#"{"minmax": {"lower": 0, "upper": 100}}"#),
        ("minmax_1_100", r#"{"minmax": {"lower": 1, "upper": 100}}"#),
        ("zscore_0_1", r#"{"zscore": {"mean": 0, "deviation": 1}}"#),
        ("zscore_10_2", r#"{"zscore": {"mean": 10, "deviation": 2}}"#),
        ("scaled_0_100", r#"{"scaled": {"lower": 0, "upper": 100, "factor": 100}}"#),
        ("dist2max", r#""distance_to_maximum""#),
        ("dist2ref_u9", reference.as_str()),
        ("dist2ref_u9_cap", capped.as_str()),
        ("dist2targ_iMeta", r#"{"distance_to_target": {}}"#),
        ("fracmax", r#""fraction_of_maximum""#),
        ("prank", r#"{"percentile_rank": {}}"#),
        ("rank", r#"{"rank": {}}"#),
        ("borda", r#"{"borda": {}}"#),
        ("rank_average", r#"{"rank": {"ties": "average"}}"#),
        ("none", r#""none""#),
    ] {
        let stage = format!(r#"{{"normalise": {{"method": {method}}}}}"#);
        holds(&input, &run(&input, &stage), normalised(), set);
    }
}

#[test]
fn normalisations_of_figures_with_gaps() {
    let input = asem();
    for (set, method) in [
        ("Raw_minmax_0_100", r#"{"minmax": {"lower": 0, "upper": 100}}"#),
        ("Raw_zscore_0_1", r#"{"zscore": {"mean": 0, "deviation": 1}}"#),
        ("Raw_prank", r#"{"percentile_rank": {}}"#),
    ] {
        let stage = format!(r#"{{"normalise": {{"method": {method}}}}}"#);
        holds(&input, &run(&input, &stage), normalised(), set);
    }
}

#[test]
fn goalposts_come_from_the_metadata() {
    let keys = normalised().keys("goalposts_params");
    let of = |column: &str, code: &str| {
        let at = keys.iter().position(|there| *there == code)?;
        Some(normalised().numbers("goalposts_params", column)[at])
    };
    let with_posts: Vec<Entry> = entries()
        .into_iter()
        .map(|mut entry| {
            entry.norms.goalpost_lower = of("goalpost_lower", &entry.code);
            entry.norms.goalpost_upper = of("goalpost_upper", &entry.code);
            entry.norms.goalpost_scale = of("goalpost_scale", &entry.code);
            entry.norms.goalpost_truncate = Some(true);
            entry
        })
        .collect();
    let input = asem_with(&with_posts, chain().keys("treated"), &|code| chain().numbers("treated", code));
    let stage =
        r#"{"normalise": {"method": {"goalposts": {"lower": 0, "upper": 1, "scale": 1}}, "from_metadata": true}}"#;
    holds(&input, &run(&input, stage), normalised(), "goalposts_p10_p90");
}

#[test]
fn goalposts_are_the_percentiles_they_are_said_to_be() {
    // Type 7 at 10 % and 90 % of the treated figures, in their own direction.
    for (at, code) in normalised().keys("goalposts_params").iter().enumerate() {
        let figures = chain().numbers("treated", code);
        for (column, probability) in [("goalpost_lower", 0.1), ("goalpost_upper", 0.9)] {
            let theirs = normalised().numbers("goalposts_params", column)[at];
            let ours = indicators::numeric::quantile::quantile(&figures, probability);
            crate::support::same(&format!("{code} {column}"), &[ours], &[theirs]);
        }
    }
}
