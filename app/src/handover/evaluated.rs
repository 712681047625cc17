//! What statistics gives out: a published evaluation's results, which become a draft of a release of its own dataflow. Two
//! people of the region look at it before anybody else does.

use dissemination::model::{
    Attribute, Category, Code, DataflowInput, Dimension, ObservationInput, Release, ReleaseInput, Structure,
};
use dissemination::rules::Refused::NothingNew;
use op::{App, Error, Lease, Result};
use serde::Deserialize;
use serde_json::Value;
use statistics::facts::{Observed, evaluation as results};
use statistics::model::Element;
use units::Refuse;

use super::{actor, take, told};

#[derive(Deserialize)]
struct Told {
    id: String,
    version: i64,
}

/// Hands the results of a published evaluation to dissemination.
pub fn evaluation(app: &App, body: &Value, lease: &Lease) -> Result<()> {
    let Told { id, version } = told(body)?;
    lease.concerns(&id, "");
    let observed = match app.read(&actor(), |op| results(op, &id)) {
        // Withdrawn again before anybody came to it.
        Err(Error::Missing) => return Ok(()),
        // A later version is in force: its own job hands it over.
        Ok(observed) if observed.version != version => return Ok(()),
        found => found?,
    };
    let Some(region) = observed.members.first().cloned() else { return Ok(()) };
    let dataflow = format!("DF_{}", id.to_uppercase());
    let about = about(&dataflow, &region, &observed);
    let there = take(app, lease, "dataflow", move |op| match dissemination::work::dataflow::one(op, &about.id) {
        Err(Error::Missing) => dissemination::work::dataflow::make(op, &about).map(|_| ()),
        found => found.map(|_| ()),
    })?;
    if there {
        let release = release(dataflow, version, app.now().day_in_shanghai(), &observed);
        take(app, lease, "release", move |op| received(dissemination::work::release::receive(op, &release)))?;
    }
    Ok(())
}

/// What says the same as the latest release is there already: nobody has to do anything about it.
fn received(outcome: Result<Release>) -> Result<()> {
    match outcome {
        Err(Error::Conflict(refusal)) if refusal.code == NothingNew.code() => Ok(()),
        other => other.map(|_| ()),
    }
}

fn about(dataflow: &str, region: &str, observed: &Observed) -> DataflowInput {
    DataflowInput {
        id: dataflow.to_owned(),
        region: region.to_owned(),
        category: Category::Monitoring,
        name: observed.title.clone(),
        name_en: observed.title_en.clone(),
        summary: format!("评价“{}”的指标值与得分，按地区和年。", observed.title),
        summary_en: english(&observed.title_en, |title| format!("Indicators and scores of the evaluation “{title}”, by region and year.")),
        licence: observed.licence.clone(),
        licence_en: String::new(),
        licence_address: String::new(),
        origin: observed.origin.clone(),
        origin_en: String::new(),
        methodology: "指标按评价文件中的算式由数据集算出，得分按其规格标准化、加权、合成；同一文件和同一数据可以逐位重算。".to_owned(),
        methodology_en: "Indicators follow from the data set by the formulas of the evaluation; scores are normalised, weighted and \
             aggregated as it says. The same document and the same data give the same bits again."
            .to_owned(),
        contact: "评价发布单位".to_owned(),
        contact_en: "The office that publishes the evaluation".to_owned(),
        suppression: None,
        example: observed.example,
    }
}

fn english(title: &str, sentence: impl Fn(&str) -> String) -> String {
    if title.is_empty() { String::new() } else { sentence(title) }
}

fn release(dataflow: String, version: i64, released_on: units::Day, observed: &Observed) -> ReleaseInput {
    let unit = |code: &str| observed.elements.iter().find(|one| one.code == code).map(unit_of).unwrap_or_default();
    let observations = observed
        .figures
        .iter()
        .map(|figure| ObservationInput {
            key: vec!["A".to_owned(), figure.region.clone(), figure.element.clone()],
            period: figure.period.to_string(),
            value: Some(figure.value.to_string()),
            status: "A".to_owned(),
            attributes: vec![unit(&figure.element)],
        })
        .collect();
    ReleaseInput {
        dataflow,
        released_on,
        change: format!("评价第 {version} 版的结果。结果散列值 {}。", observed.hash),
        change_en: format!("Results of version {version} of the evaluation. Hash of the results: {}.", observed.hash),
        structure: structure(observed),
        observations,
    }
}

/// A score has no unit of its own: it is on the scale of the evaluation.
fn unit_of(element: &Element) -> String {
    if element.unit.is_empty() { "1".to_owned() } else { element.unit.clone() }
}

fn structure(observed: &Observed) -> Structure {
    let code = |id: &str, name: &str, name_en: &str, parent: &str| Code {
        id: id.to_owned(),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        parent: parent.to_owned(),
    };
    let regions = observed.regions.iter().map(|one| code(&one.code, &one.name, &one.name_en, "")).collect();
    let elements = observed.elements.iter().map(|one| code(&one.code, &one.name, &one.name_en, &one.group)).collect();
    annual(regions, elements, Vec::new())
}

/// Yearly figures by region and indicator, each indicator with its unit: a code where there are any, else a text.
pub fn annual(regions: Vec<Code>, indicators: Vec<Code>, units: Vec<Code>) -> Structure {
    let dimension = |id: &str, name: &str, name_en: &str, codes: Vec<Code>| Dimension {
        id: id.to_owned(),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        codes,
    };
    let year = Code { id: "A".to_owned(), name: "年".to_owned(), name_en: "Annual".to_owned(), parent: String::new() };
    Structure {
        dimensions: vec![
            dimension("FREQ", "频率", "Frequency", vec![year]),
            dimension("REF_AREA", "地区", "Region", regions),
            dimension("INDICATOR", "指标", "Indicator", indicators),
        ],
        attributes: vec![Attribute {
            id: "UNIT_MEASURE".to_owned(),
            name: "计量单位".to_owned(),
            name_en: "Unit of measure".to_owned(),
            codes: units,
            on: vec!["INDICATOR".to_owned()],
        }],
        textual: false,
    }
}
