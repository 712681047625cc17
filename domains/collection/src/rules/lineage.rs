//! The year before's figures of a unit, carried through changes of code, mergers and splits.

use crate::model::form::{Figure, Form, Values};
use crate::model::{Before, Origin};

/// A unit from which another comes.
#[derive(Clone, Debug, PartialEq)]
pub struct Ancestor {
    /// Its code.
    pub code: String,
    /// Whether several units come from it.
    pub split: bool,
    /// Whether it still reported in the year before: it ended later than that year began.
    pub reported: bool,
    /// Its approved figures of the year before, if there are any.
    pub values: Option<Values>,
}

/// The figures a unit is compared with. Of units that merged, fields that may be added up are summed where each has them; other
/// fields are left out, because no one of them speaks for the whole. Of a unit that was split nothing is shown, because nobody
/// knows which part of its figures is whose.
pub fn before(form: &Form, own: Option<Values>, ancestors: &[Ancestor]) -> Before {
    let counted: Vec<&Ancestor> = ancestors.iter().filter(|one| one.reported || one.values.is_some()).collect();
    let from: Vec<String> = counted.iter().map(|one| one.code.clone()).collect();
    let none = |origin| Before { values: None, origin, from: from.clone() };
    if counted.is_empty() {
        let origin = if own.is_some() { Origin::Own } else { Origin::None };
        return Before { values: own, origin, from };
    }
    if counted.iter().any(|one| one.split) {
        return none(Origin::Split);
    }
    let known: Vec<&Values> = counted.iter().filter_map(|one| one.values.as_ref()).collect();
    if known.len() < counted.len() {
        return none(if known.is_empty() && own.is_none() { Origin::None } else { Origin::Incomplete });
    }
    match (&own, known.as_slice()) {
        (None, [only]) => Before { values: Some((*only).clone()), origin: Origin::Recoded, from },
        (own, _) => {
            let parts: Vec<&Values> = own.iter().chain(known).collect();
            Before { values: Some(sum(form, &parts)), origin: Origin::Merged, from }
        }
    }
}

fn sum(form: &Form, parts: &[&Values]) -> Values {
    let additive = form.fields.iter().filter(|field| field.additive && field.kind.numeric());
    additive
        .filter_map(|field| {
            let figures = parts.iter().map(|part| part.get(&field.name).and_then(Figure::number));
            let figures: Option<Vec<f64>> = figures.collect();
            Some((field.name.clone(), Figure::Number(figures?.into_iter().sum())))
        })
        .collect()
}
