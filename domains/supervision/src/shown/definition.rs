//! What a number is: the definition of an indicator as the standard gives it, in words and as it is computed.

use indicators::expression::Expression;
use indicators::standard::{Rule, Standard};
use serde::Serialize;
use serde_json::{Value, json};
use web::Voice;

use super::{Grid, basis, official, restated, rule_name, stage, unit};
use crate::rules::formula;

/// An indicator's definition.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Definition {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) unit: String,
    pub(crate) basis: String,
    pub(crate) shared: bool,
    /// By stage: what is divided by the pupils, in words, as an expression, and the limits.
    pub(crate) stages: Grid,
}

impl Definition {
    pub(crate) fn of(voice: &Voice, standard: &Standard, rule: &Rule) -> Definition {
        let pupils = |name: &str| {
            let found = standard.stages.iter().find(|one| one.name == name)?;
            standard.elements.iter().find(|element| element.name == found.pupils)
        };
        let row = |one: &indicators::standard::Stage| -> Option<Vec<Value>> {
            let resource = rule.resource.get(&one.name)?;
            let by = pupils(&one.name)?;
            let whole = Expression::parse(&format!("({resource}) / {}", by.name)).ok()?;
            let limit = rule.limits.get(&one.name);
            let most = standard.dispersion.as_ref().and_then(|asked| asked.each.get(&one.name));
            // The head of the column has the sign.
            let limited = |limit: Option<&indicators::standard::Limit>| match limit {
                Some(limit) => {
                    json!(format!("{} · {}", units::decimal(limit.value, 2), basis(voice, Some(limit.basis))))
                }
                None => Value::Null,
            };
            Some(vec![
                json!(stage(voice, &one.name)),
                official(&formula::in_words(standard, &whole)),
                json!(whole.to_string()),
                limited(limit),
                limited(most),
            ])
        };
        Definition {
            code: rule.code.clone(),
            name: rule_name(voice, standard, rule),
            unit: unit(voice, &rule.unit.to_string()),
            basis: basis(voice, Some(rule.basis)),
            shared: rule.shared,
            stages: Grid {
                caption: voice.word("supervision-definition-caption"),
                columns: ["stage", "definition-words", "definition-expression", "asked", "cv_limit"]
                    .iter()
                    .map(|key| json!(voice.word(&format!("supervision-{key}"))))
                    .collect(),
                rows: standard.stages.iter().filter(|one| one.judged).filter_map(row).collect(),
            },
        }
    }
}

/// The title of a standard. Official titles are Chinese; English pages have a name for the shipped ones beside them.
pub(crate) fn standard_title(voice: &Voice, standard: &Standard) -> String {
    restated(voice, standard, &standard.title, |own| format!("supervision-standard-{own}"))
}
