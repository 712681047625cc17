//! Uses of rules as templates show them: outcomes and courses by name, what is left over and why.

use op::Op;
use recognition::Recognised;
use recognition::explain::{Explanation, Gain, Wish};
use recognition::model::Programme;
use recognition::sentence::Language;
use serde::Serialize;
use units::{Args, Credit};
use web::Locale;

use crate::model::{Effect, Item, Outcome};
use crate::rules::choice::titled;
use crate::shown::{OutcomeShown, RuleShown, Shower};
use crate::work::application::Line;
use crate::work::book::Book;

/// A course of a use.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CourseShown {
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) credit: Credit,
}

/// A use that can be chosen.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChoiceShown {
    /// What the form sends: rule, outcomes and courses.
    pub(crate) value: String,
    pub(crate) rule: String,
    pub(crate) version: u32,
    pub(crate) name: String,
    pub(crate) outcomes: Vec<OutcomeShown>,
    pub(crate) courses: Vec<CourseShown>,
    pub(crate) credit: Credit,
    pub(crate) effect: &'static str,
    pub(crate) remainder: String,
    pub(crate) surplus: String,
}

/// What is told of an explanation beside the uses.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BehindShown {
    left: Vec<LeftShown>,
    caps: Vec<String>,
    gains: Vec<String>,
}

/// An outcome that was left over.
#[derive(Clone, Debug, Serialize)]
struct LeftShown {
    outcome: String,
    why: &'static str,
    rule: String,
    version: u32,
}

/// A use of an application with everything it takes and gives.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LineShown {
    pub(crate) item: Item,
    pub(crate) outcomes: Vec<OutcomeShown>,
    pub(crate) outcome_count: usize,
    pub(crate) courses: Vec<CourseShown>,
    pub(crate) credit: Credit,
    pub(crate) rule: RuleShown,
}

/// The language of the engine's sentences.
pub(crate) fn language(shower: &Shower) -> Language {
    match shower.voice.locale() {
        Locale::En => Language::En,
        _ => Language::Zh,
    }
}

/// Parts of the value of a box.
const BETWEEN: char = ' ';
const WITHIN: char = ',';

/// What a box of a use sends. Codes of courses may hold any sign, so they are written as places in the programme.
pub(crate) fn value(used: &Recognised, programme: &Programme) -> String {
    let outcomes: Vec<&str> = used.sources.iter().map(|source| source.outcome.as_str()).collect();
    let place = |code: &str| programme.courses.iter().position(|course| course.code == code).unwrap_or(usize::MAX);
    let courses: Vec<String> = used.targets.iter().map(|target| place(&target.course).to_string()).collect();
    let within = WITHIN.to_string();
    format!("{}{BETWEEN}{}{BETWEEN}{}", used.rule.id, outcomes.join(&within), courses.join(&within))
}

/// Reads the value of a box again.
pub(crate) fn read_value(value: &str, programme: &Programme) -> Option<crate::model::Chosen> {
    let mut parts = value.split(BETWEEN);
    let (rule, outcomes, courses) = (parts.next()?, parts.next()?, parts.next()?);
    let course = |place: &str| Some(programme.courses.get(place.parse::<usize>().ok()?)?.code.clone());
    Some(crate::model::Chosen {
        rule: rule.to_owned(),
        outcomes: outcomes.split(WITHIN).map(str::to_owned).collect(),
        courses: courses.split(WITHIN).map(course).collect::<Option<_>>()?,
    })
}

/// Uses as they can be chosen.
pub(crate) fn choices(
    op: &Op,
    shower: &mut Shower,
    book: &Book,
    programme: &Programme,
    outcomes: &[Outcome],
    uses: &[Recognised],
) -> op::Result<Vec<ChoiceShown>> {
    let course = |target: &recognition::Credited| {
        let found = programme.courses.iter().find(|course| course.code == target.course);
        let title = found.map(|course| course.title.as_str()).unwrap_or_default();
        CourseShown { code: target.course.clone(), title: titled(title, &target.course), credit: target.credit }
    };
    let mut shown = Vec::with_capacity(uses.len());
    for used in uses {
        let mut taken = Vec::with_capacity(used.sources.len());
        for source in &used.sources {
            if let Some(outcome) = outcomes.iter().find(|outcome| outcome.id == source.outcome) {
                taken.push(shower.outcome(op, outcome)?);
            }
        }
        shown.push(ChoiceShown {
            value: value(used, programme),
            rule: used.rule.id.clone(),
            version: used.rule.version,
            name: book.name(&used.rule.id),
            outcomes: taken,
            courses: used.targets.iter().map(course).collect(),
            credit: used.credit,
            effect: Effect::of(used.effect).name(),
            remainder: used
                .remainder
                .filter(|left| left.numerator != 0)
                .map(|left| format!("{}/{}", left.numerator, left.denominator))
                .unwrap_or_default(),
            surplus: used.surplus.map(|surplus| surplus.to_string()).unwrap_or_default(),
        });
    }
    Ok(shown)
}

/// What is left over and why, which caps bind, and what one more would add.
pub(crate) fn behind(
    op: &Op,
    shower: &mut Shower,
    book: &Book,
    outcomes: &[Outcome],
    explanation: &Explanation,
) -> op::Result<BehindShown> {
    let language = language(shower);
    let named = |id: &str| {
        let found = outcomes.iter().find(|outcome| outcome.id == id);
        found.map_or_else(|| id.to_owned(), |outcome| outcome.name.clone())
    };
    let left = explanation.left.iter().map(|left| LeftShown {
        outcome: named(&left.outcome),
        why: left.why.sentence(language),
        rule: left.rule.as_ref().map(|rule| rule.id.clone()).unwrap_or_default(),
        version: left.rule.as_ref().map_or(0, |rule| rule.version),
    });
    let caps = explanation.caps.iter().map(|binding| {
        let rule = book.rules.versions(&binding.rule.id).find(|rule| rule.version == binding.rule.version);
        let cap = rule.and_then(|rule| rule.caps.get(binding.cap));
        let said = cap.map(|cap| recognition::sentence::cap(cap, language)).unwrap_or_default();
        shower.voice.with("credit-cap-binds", &Args::one("cap", said).and("credit", binding.without))
    });
    let caps: Vec<String> = caps.collect();
    let gains = together(&explanation.gains);
    let gains = gains.iter().take(GAINS_SHOWN).map(|(gain, issuers)| self::gain(shower, gain, issuers, &named));
    let gains: Vec<String> = gains.collect();
    let mut in_names = |texts: Vec<String>| -> op::Result<Vec<String>> {
        texts.iter().map(|text| shower.with_names(op, text)).collect()
    };
    Ok(BehindShown { left: left.collect(), caps: in_names(caps)?, gains: in_names(gains)? })
}

/// Gains told on a page: the greatest come first.
const GAINS_SHOWN: usize = 10;

/// Gains with the issuers of what could be obtained: what only differs in who issues it is told once.
fn together(gains: &[Gain]) -> Vec<(&Gain, Vec<&str>)> {
    let mut told: Vec<(&Gain, Vec<&str>)> = Vec::new();
    for gain in gains {
        let Wish::Obtain { class, issuer, code, title, certificate } = &gain.wish else {
            told.push((gain, Vec::new()));
            continue;
        };
        let same = |other: &&mut (&Gain, Vec<&str>)| {
            matches!(&other.0.wish, Wish::Obtain { class: its, issuer: anybody, code: coded, title: titled, certificate: named }
                if (its, coded, titled, named) == (class, code, title, certificate) && anybody.is_empty() == issuer.is_empty())
                && other.0.adds == gain.adds
        };
        match told.iter_mut().find(same) {
            Some((_, issuers)) if issuers.contains(&issuer.as_str()) => {}
            Some((_, issuers)) => issuers.push(issuer),
            None => told.push((gain, vec![issuer])),
        }
    }
    told
}

fn gain(shower: &Shower, gain: &Gain, issuers: &[&str], named: &dyn Fn(&str) -> String) -> String {
    let credit = Args::one("credit", gain.adds);
    match &gain.wish {
        Wish::Verify { outcome } => shower.voice.with("credit-gain-verify", &credit.and("name", named(outcome))),
        Wish::Grade { outcome, grade } => {
            shower.voice.with("credit-gain-grade", &credit.and("name", named(outcome)).and("grade", grade))
        }
        Wish::Obtain { issuer, code, title, certificate, .. } => {
            let parts: Vec<&str> =
                [title, code, certificate].into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            let what = if parts.is_empty() { "*".to_owned() } else { parts.join(" ") };
            let certified = title.is_empty() && code.is_empty() && !certificate.is_empty();
            let word = match (certified, issuer.is_empty()) {
                (true, true) => "credit-gain-certificate_any",
                (true, false) => "credit-gain-certificate",
                (false, true) => "credit-gain-obtain_any",
                (false, false) => "credit-gain-obtain",
            };
            let said = credit.and("name", what);
            let said =
                if issuer.is_empty() { said } else { said.and("issuer", shower.several(issuers, issuers.len())) };
            shower.voice.with(word, &said)
        }
    }
}

/// The lines of an application, use by use.
pub(crate) fn lines(op: &Op, shower: &mut Shower, lines: &[Line]) -> op::Result<Vec<LineShown>> {
    let mut shown = Vec::new();
    for of_use in lines.chunk_by(|one, other| one.item.use_number == other.item.use_number) {
        let Some(first) = of_use.first() else { continue };
        let mut outcomes = Vec::new();
        for line in of_use.iter().filter(|line| line.item.target_place == first.item.target_place) {
            if let Some(outcome) = &line.outcome {
                outcomes.push(shower.outcome(op, outcome)?);
            }
        }
        let of_first = of_use.iter().filter(|line| line.item.source_place == first.item.source_place);
        let courses: Vec<CourseShown> = of_first
            .map(|line| CourseShown {
                code: line.item.target_code.clone(),
                title: line.item.target_name.clone(),
                credit: line.item.target_credit,
            })
            .collect();
        shown.push(LineShown {
            outcome_count: of_use.len() / courses.len().max(1),
            credit: Credit::total(courses.iter().map(|course| course.credit)).unwrap_or(Credit::ZERO),
            outcomes,
            courses,
            rule: shower.rule(op, &first.rule)?,
            item: first.item.clone(),
        });
    }
    Ok(shown)
}
