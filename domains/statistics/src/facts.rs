//! What this domain tells other rooms: data sets and results as plain structures, ready to be published elsewhere.

use op::{Error, Op, Result};

use crate::model::{Element, EvaluationState, Figure, RegionName};
use crate::store;
use crate::work::reading::reading;

/// A structure with what was observed under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// The version of the data set or evaluation.
    pub version: i64,
    /// Title in Chinese.
    pub title: String,
    /// Title in English, or empty.
    pub title_en: String,
    /// Where the figures come from.
    pub origin: String,
    /// Under which licence or terms.
    pub licence: String,
    /// Regions whose officers work on it; none for a data set.
    pub members: Vec<String>,
    /// 示例.
    pub example: bool,
    /// SHA-256 of what it was made from.
    pub hash: String,
    /// What is measured.
    pub elements: Vec<Element>,
    /// Of which regions.
    pub regions: Vec<RegionName>,
    /// The periods, ascending.
    pub periods: Vec<i64>,
    /// By element, region and period. Figures that stand on fewer people than were asked for are not among them.
    pub figures: Vec<Figure>,
}

/// A version of a data set, without figures that stand on fewer than so many people.
///
/// # Errors
/// `Missing`.
pub fn data_set(op: &Op, id: &str, version: i64, persons_min: i64) -> Result<Observed> {
    let set = store::data_set::version(op.conn(), id, version)?.ok_or(Error::Missing)?;
    let mut figures = Vec::new();
    for element in &set.about.elements {
        figures.extend(store::data_set::figures(op.conn(), id, version, &element.code)?);
    }
    figures.retain(|figure: &Figure| figure.persons.is_none_or(|persons| persons >= persons_min));
    Ok(Observed {
        version,
        title: set.about.title,
        title_en: set.about.title_en,
        origin: set.about.origin,
        licence: set.about.licence,
        members: Vec::new(),
        example: set.about.example,
        hash: set.hash,
        elements: set.about.elements,
        regions: set.about.regions,
        periods: periods(&figures),
        figures,
    })
}

/// The results of a published evaluation: indicators in their units, and the scores of every heading.
///
/// # Errors
/// `Missing` if no version is in force.
pub fn evaluation(op: &Op, id: &str) -> Result<Observed> {
    let versions = store::evaluation::versions(op.conn(), id)?;
    let one = versions.into_iter().find(|one| one.state == EvaluationState::Published).ok_or(Error::Missing)?;
    let reading = reading(op, one)?;
    let (content, computed) = (&reading.evaluation.content, &reading.computed);
    let mut elements = Vec::new();
    for node in &computed.nodes {
        let line = reading.line(&node.code).ok_or_else(|| Error::bug("a result has a line its document has not"))?;
        elements.push(Element {
            code: node.code.clone(),
            name: line.name.clone(),
            name_en: line.name_en.clone(),
            unit: if node.level == 1 { line.unit.clone() } else { String::new() },
            group: node.parent.clone(),
            direction: line.direction,
        });
    }
    let mut figures = Vec::new();
    for row in &computed.rows {
        for (at, node) in computed.nodes.iter().enumerate() {
            let value = if at < computed.indicators { row.figures[at] } else { row.scores[at] };
            figures.extend(value.map(|value| Figure {
                element: node.code.clone(),
                region: row.region.clone(),
                period: row.year,
                value,
                persons: None,
            }));
        }
    }
    let compared = |region: &&RegionName| computed.rows.iter().any(|row| row.region == region.code);
    Ok(Observed {
        version: reading.evaluation.version,
        title: content.name.clone(),
        title_en: content.name_en.clone(),
        origin: reading.set.about.origin.clone(),
        licence: reading.set.about.licence.clone(),
        members: content.members.clone(),
        example: content.example || reading.set.about.example,
        hash: reading.evaluation.result.clone(),
        elements,
        regions: reading.set.about.regions.iter().filter(compared).cloned().collect(),
        periods: periods(&figures),
        figures,
    })
}

fn periods(figures: &[Figure]) -> Vec<i64> {
    let mut periods: Vec<i64> = figures.iter().map(|figure| figure.period).collect();
    periods.sort_unstable();
    periods.dedup();
    periods
}
