//! What the engine of rules is told of a learner: deposited outcomes and what stands, in its own words.

use recognition::model::{self as engine, Grade, Scale};

use crate::model::{Outcome, name_key};

/// Outcomes of one learner that are weighed at once; the latest come first.
pub const OUTCOMES_MAX: usize = recognition::model::OUTCOMES_MAX;

/// The class of the engine with this name.
pub fn class(name: &str) -> Option<engine::Class> {
    serde_json::from_value(name.into()).ok()
}

/// An outcome as a rule sees it; none where rules know no class of its kind.
pub fn outcome(outcome: &Outcome) -> Option<engine::Outcome> {
    let class = class(outcome.class.name())?;
    Some(engine::Outcome {
        id: outcome.id.clone(),
        class,
        issuer: outcome.issuer.clone(),
        code: outcome.code.clone(),
        title: outcome.name.clone(),
        subject: outcome.major.clone(),
        level: outcome.level.clone(),
        grade: grade(class, &outcome.scale, outcome.scale_value),
        credit: outcome.credit,
        obtained: outcome.obtained,
        certificate_kind: name_key(&outcome.certificate_kind),
        certificate_level: name_key(&outcome.certificate_level),
        verified: is_deposited(outcome),
        exempted: false,
    })
}

/// Whether an institution deposited it, so that it may be decided about without a person.
pub fn is_deposited(outcome: &Outcome) -> bool {
    !outcome.deposit.is_empty()
}

/// The grade on the engine's scales. A course's mark is on 百分制. A certificate was issued, so it is passed whatever it
/// shows: a mark up to 100 is read on 百分制, one up to 710 as that of a language test, any other is holding it.
fn grade(class: engine::Class, scale: &str, value: i64) -> Option<Grade> {
    let certificate = class == engine::Class::Certificate;
    match scale {
        "named" => Grade::new(Scale::Five, value),
        "score" if !certificate => Grade::new(Scale::Percent, value),
        "score" => [Scale::Percent, Scale::Points710]
            .into_iter()
            .filter_map(|scale| Grade::new(scale, value))
            .find(|grade| grade.passed()),
        _ => None,
    }
}
