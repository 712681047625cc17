//! The examples of the documentation, exactly as they stand there.

use indicators::composite::analysis::report;
use indicators::composite::data::load;
use indicators::composite::{Pipeline, Specification};

const DOCUMENT: &str = include_str!("../../../../docs/indicators.md");
const SPECIFICATION: &str = include_str!("../../examples/counties.json");
const DATA: &str = include_str!("../../examples/counties.csv");
const METADATA: &str = include_str!("../../examples/indicators.csv");

fn file(name: &str) -> Result<String, indicators::composite::Fault> {
    Ok(if name == "counties.csv" { DATA } else { METADATA }.to_owned())
}

fn blocks(language: &str) -> Vec<&'static str> {
    let mark = format!("```{language}\n");
    DOCUMENT.split(&mark).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn the_example_gives_what_the_document_shows() {
    let specification = Specification::parse(SPECIFICATION).expect("the example");
    let loaded = load(&specification, &mut file).expect("its files");
    let run = Pipeline::new(loaded.input.clone()).run(&specification).expect("a run");
    let tables = report(&loaded.input, &run, &specification).expect("a report");
    let results = tables.iter().find(|(name, _)| name == "results").expect("results").1.csv();
    let shown: Vec<&str> = blocks("csv")[0].lines().collect();
    assert!(shown.len() >= 4, "{shown:?}");
    for line in shown {
        assert!(results.lines().any(|there| there.starts_with(line)), "{line}\nis not in\n{results}");
    }
    for hash in [specification.hash(), loaded.input.hash()] {
        assert!(DOCUMENT.contains(&hash[..16]), "{hash}");
    }
    for (name, _) in &tables {
        assert!(DOCUMENT.contains(&format!("`{name}.csv`")), "{name} is not explained");
    }
}

#[test]
fn every_stage_and_analysis_of_the_document_is_read() {
    let (stages, analyses): (Vec<&str>, Vec<&str>) = (blocks("json"), blocks("json5"));
    assert!(stages.len() >= 7 && !analyses.is_empty(), "{} {}", stages.len(), analyses.len());
    for (list, block) in stages.iter().map(|b| ("stages", b)).chain(analyses.iter().map(|b| ("analyses", b))) {
        let (stages, analyses) = if list == "stages" { (*block, "") } else { ("", *block) };
        let text = format!(
            r#"{{"data": {{"file": "d"}}, "metadata": {{"file": "m"}}, "stages": [{stages}], "analyses": [{analyses}]}}"#
        );
        Specification::parse(&text).unwrap_or_else(|fault| panic!("{fault}\n{text}"));
    }
}
