//! Publication through its verbs, on SQLite.

mod house;
mod intake;
mod releases;
mod small;
mod uploads;

use crate::model::{
    Category, Code, DataflowInput, Dimension, ObservationInput, Release, ReleaseInput, ReleaseState, Structure,
};

/// A dataflow of a region.
pub(crate) fn flow(id: &str) -> DataflowInput {
    let text = str::to_owned;
    DataflowInput {
        id: text(id),
        region: text("310000"),
        category: Category::Basic,
        name: text("试验数据（示例）"),
        name_en: text("Trial data (example)"),
        summary: text("虚构数据。"),
        summary_en: String::new(),
        licence: text("CC BY 4.0"),
        licence_en: String::new(),
        licence_address: String::new(),
        origin: text("示例"),
        origin_en: String::new(),
        methodology: text("虚构。"),
        methodology_en: String::new(),
        contact: text("示例"),
        contact_en: String::new(),
        example: true,
        suppression: None,
    }
}

/// Areas and one indicator.
pub(crate) fn structure(areas: usize) -> Structure {
    let code = |id: String| Code { name: format!("名称{id}"), id, name_en: String::new(), parent: String::new() };
    let dimension =
        |id: &str, codes: Vec<Code>| Dimension { id: id.into(), name: id.into(), name_en: String::new(), codes };
    Structure {
        dimensions: vec![
            dimension("REF_AREA", (0..areas).map(|at| code(format!("A{at:05}"))).collect()),
            dimension("INDICATOR", vec![code("X".into()), code("Y".into())]),
        ],
        attributes: Vec::new(),
        textual: false,
    }
}

/// So many areas with two indicators over so many years, the years from 2000.
pub(crate) fn handover(id: &str, areas: usize, years: usize) -> ReleaseInput {
    let mut observations = Vec::new();
    for area in 0..areas {
        for indicator in ["X", "Y"] {
            for year in 0..years {
                observations.push(ObservationInput {
                    key: vec![format!("A{area:05}"), indicator.into()],
                    period: (2000 + year).to_string(),
                    value: Some(format!("{}.5", area * 100 + year)),
                    ..ObservationInput::default()
                });
            }
        }
    }
    ReleaseInput {
        dataflow: id.into(),
        released_on: house::day("2026-03-01"),
        change: "首次发布".into(),
        change_en: String::new(),
        structure: structure(areas),
        observations,
    }
}

/// A release that was made by somebody.
pub(crate) fn release_of(maker: &str, proposer: Option<&str>) -> Release {
    let at = units::Instant::from_micros(0);
    Release {
        dataflow: "DF_X".into(),
        version: 1,
        state: ReleaseState::Proposed,
        released_on: house::day("2026-03-01"),
        change: String::new(),
        change_en: String::new(),
        structure: structure(1),
        structure_version: 1,
        hash: String::new(),
        series: 0,
        observations: 0,
        first_period: String::new(),
        last_period: String::new(),
        coverage: Vec::new(),
        suppression: None,
        drafted_by: maker.into(),
        drafted_at: at,
        proposed_by: proposer.map(str::to_owned),
        released_by: None,
        released_at: None,
        published: None,
        withdrawn_at: None,
        reason: String::new(),
        revision: 1,
    }
}
