//! The indicator system an evaluation is made from, as pages show it.

use serde::Serialize;

use super::{Shower, maybe, paragraphs};
use crate::model::{Line, SystemLine};
use crate::rules::system::{departures, unmeasured};
use crate::work::reading::Reading;

/// The system, as it is cited.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SystemShown {
    name: String,
    number: String,
    version: i64,
    hash: String,
    page: String,
    example: bool,
}

/// What an evaluation leaves out of its system and says otherwise.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DifferencesShown {
    /// How many indicators the system has.
    indicators: usize,
    unmeasured: Vec<IndicatorShown>,
    departures: Vec<DepartureShown>,
}

/// An indicator that is not measured.
#[derive(Clone, Debug, Serialize)]
struct IndicatorShown {
    code: String,
    name: String,
    page: String,
}

/// A line that says otherwise than the system.
#[derive(Clone, Debug, Serialize)]
struct DepartureShown {
    name: String,
    what: String,
}

/// The definition of a line, as the system has it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DefinitionShown {
    code: String,
    meaning: Vec<String>,
    scope: String,
    formula: String,
    unit: String,
    source: String,
    target: String,
    page: String,
}

impl DefinitionShown {
    fn of(line: &SystemLine) -> DefinitionShown {
        DefinitionShown {
            code: line.code.clone(),
            meaning: paragraphs(&line.meaning),
            scope: line.scope.clone(),
            formula: line.formula.clone(),
            unit: line.unit.clone(),
            source: line.source.clone(),
            target: maybe(line.target),
            page: line.page.clone(),
        }
    }
}

impl Shower {
    /// The system of an evaluation; none where its lines are its own.
    pub(crate) fn system(&self, reading: &Reading) -> Option<SystemShown> {
        let system = reading.system.as_ref()?;
        Some(SystemShown {
            name: self.either(&system.name, &system.name_en),
            number: system.number.clone(),
            version: system.version,
            hash: system.hash.clone(),
            page: system.page.clone(),
            example: system.example,
        })
    }

    /// What an evaluation leaves out of its system and says otherwise; none where its lines are its own.
    pub(crate) fn differences(&self, reading: &Reading) -> Option<DifferencesShown> {
        let system = reading.system.as_ref()?;
        let content = &reading.evaluation.content;
        let missing = |line: &SystemLine| IndicatorShown {
            code: line.code.clone(),
            name: self.either(&line.name, &line.name_en),
            page: line.page.clone(),
        };
        let word = |what: &crate::rules::system::Departure| self.voice.word(&format!("statistics-{}", what.name()));
        let departs = |(code, what): &(String, Vec<crate::rules::system::Departure>)| DepartureShown {
            name: reading.line(code).map(|line| self.line_name(line)).unwrap_or_default(),
            what: self.listed(&what.iter().map(word).collect::<Vec<_>>()),
        };
        Some(DifferencesShown {
            indicators: system.lines.iter().filter(|line| !system.is_heading(&line.code)).count(),
            unmeasured: unmeasured(system, content).into_iter().map(missing).collect(),
            departures: departures(system, content).iter().map(departs).collect(),
        })
    }

    /// The definition of a line; none where the system has no such line.
    pub(crate) fn definition(&self, reading: &Reading, line: &Line) -> Option<DefinitionShown> {
        Some(DefinitionShown::of(reading.system.as_ref()?.line(&line.indicator)?))
    }
}
