//! What the order would be: sliders for weights, choices of method, places with their ranges at once.

use std::collections::BTreeMap;

use op::Op;
use serde::Serialize;
use web::{Answer, Reply, Request, Response, Voice, context};

use crate::asked::choice;
use crate::model::{Computed, Row};
use crate::rules::finding::of_year;
use crate::rules::sure::Sure;
use crate::rules::what_if::{Choice, OWN, WEIGHT_MAX, mean_names, scale_names};
use crate::shown::Shower;
use crate::shown::ranks::{BandShown, bands};
use crate::work::evaluation as work;
use crate::work::reading::{Reading, reading, what_if};

/// Sliders at most; a larger tree is moved by its headings.
const SLIDERS_MAX: usize = 40;

/// A slider.
#[derive(Serialize)]
struct Slider {
    code: String,
    name: String,
    /// What it stands at.
    value: String,
    heading: bool,
}

/// Sliders of a tree: every line below the top, or only headings where there are too many. They start from the weights of the
/// document, the largest of which stands at half.
fn sliders(shower: &Shower, reading: &Reading, choice: &Choice) -> Vec<Slider> {
    let computed = &reading.computed;
    let below = |at: &usize| !computed.nodes[*at].parent.is_empty();
    let mut shown: Vec<usize> = (0..computed.nodes.len()).rev().filter(below).collect();
    if shown.len() > SLIDERS_MAX {
        shown.retain(|at| *at >= computed.indicators);
        shown.truncate(SLIDERS_MAX);
    }
    let slider = |at: usize| {
        let node = &computed.nodes[at];
        let weight = choice.weights.get(&node.code).copied().unwrap_or_else(|| start(computed, at));
        Slider {
            code: node.code.clone(),
            name: reading.line(&node.code).map(|line| shower.line_name(line)).unwrap_or_default(),
            value: format!("{weight:.0}"),
            heading: at >= computed.indicators,
        }
    };
    shown.into_iter().map(slider).collect()
}

/// Where the slider of a line starts: in proportion to its siblings, the heaviest at half.
fn start(computed: &Computed, at: usize) -> f64 {
    let node = &computed.nodes[at];
    let siblings = computed.nodes.iter().filter(|other| other.parent == node.parent);
    let most = siblings.map(|other| other.weight).fold(0.0, f64::max);
    if most > 0.0 { (node.weight / most * WEIGHT_MAX / 2.0).round() } else { 0.0 }
}

/// The rows of a year as they would be.
fn changed(computed: &Computed, sure: &Sure, year: i64) -> Vec<Row> {
    let by_code: BTreeMap<&str, usize> = sure.codes.iter().enumerate().map(|(at, code)| (code.as_str(), at)).collect();
    let row = |was: &Row| {
        let at = by_code.get(was.region.as_str()).copied();
        let score = at.map(|at| sure.scores[at]).filter(|score| score.is_finite());
        let rank = at.map_or(0, |at| sure.ranks[at]);
        let (low, high) = at.map_or((0, 0), |at| sure.intervals[at]);
        let mut scores = vec![None; was.scores.len()];
        if let Some(top) = scores.last_mut() {
            *top = score;
        }
        let inside = rank > 0 && low > 0;
        Row {
            scores,
            figures: Vec::new(),
            rank,
            low: if inside { low.min(rank) } else { rank },
            high: if inside { high.max(rank) } else { rank },
            ..was.clone()
        }
    };
    computed.year(year).map(row).collect()
}

/// The answer as a page shows it.
#[derive(Serialize)]
struct AnswerShown {
    bands: Vec<BandShown>,
    sentence: String,
    combinations: usize,
    /// How many regions stand elsewhere than as published.
    moved: usize,
    regions: usize,
    groups: usize,
    fault: String,
    /// What the computing program said, in English; else empty.
    quoted: String,
}

/// Ranks under a choice; what cannot be computed is a sentence, because sliders pass through such places.
fn answered(op: &Op, shower: &Shower, reading: &Reading, choice: &Choice) -> op::Result<AnswerShown> {
    let sure = match what_if(op, &reading.evaluation, choice) {
        Ok(sure) => sure,
        Err(op::Error::Invalid(faults)) => {
            let first = faults.first();
            let quoted = first.and_then(|fault| fault.quoted()).unwrap_or_default().to_owned();
            let fault = first.map(|fault| shower.voice.fault(fault)).unwrap_or_default();
            let nothing = AnswerShown {
                bands: Vec::new(),
                sentence: String::new(),
                combinations: 0,
                moved: 0,
                regions: 0,
                groups: 0,
                fault,
                quoted,
            };
            return Ok(nothing);
        }
        Err(other) => return Err(other),
    };
    let rows = changed(&reading.computed, &sure, choice.year);
    let published = reading.computed.year(choice.year).map(|row| row.rank);
    let moved = rows.iter().zip(published).filter(|(row, was)| row.rank != *was).count();
    let rows: Vec<&Row> = rows.iter().collect();
    let most = sure.sureness.iter().filter_map(|one| Some((one.share?, &one.choice)));
    let most = most.max_by(|one, other| one.0.total_cmp(&other.0));
    let sentence = match most {
        Some((share, choice)) => shower.choice_sentence(choice, share),
        None => shower.voice.word("statistics-what-if-firm"),
    };
    Ok(AnswerShown {
        groups: of_year(&rows).len(),
        bands: bands(shower, reading, &rows),
        sentence,
        combinations: sure.combinations,
        moved,
        regions: rows.len(),
        fault: String::new(),
        quoted: String::new(),
    })
}

fn query(request: &Request) -> op::Result<BTreeMap<String, String>> {
    request.query::<BTreeMap<String, String>>()
}

/// What a page or its part needs, read for a query.
fn read(op: &Op, id: &str, query: &BTreeMap<String, String>, voice: Voice) -> op::Result<(Shower, Reading, Choice)> {
    let chosen = work::chosen(op, id, query.get("version").map(String::as_str))?;
    let reading = reading(op, chosen)?;
    let choice = choice(query, &reading.computed)?;
    Ok((Shower::new(voice), reading, choice))
}

/// `GET /statistics/evaluations/{id}/what-if`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, query): (String, _, _) = (request.path("id")?, request.voice(), query(&request)?);
    Ok(Reply::long(move |op| {
        let (mut shower, reading, choice) = read(op, &id, &query, voice)?;
        let evaluation = shower.evaluation(op, &reading.evaluation)?;
        let answer = answered(op, &shower, &reading, &choice)?;
        let sliders = sliders(&shower, &reading, &choice);
        let (scales, means) = (scale_names(), mean_names());
        let years = reading.evaluation.content.years.clone();
        let own = |name: &str| if name.is_empty() { OWN.to_owned() } else { name.to_owned() };
        let (scale, mean, year) = (own(&choice.scale), own(&choice.mean), choice.year);
        Ok(Response::page(
            "statistics/what_if.html",
            context! { evaluation, answer, sliders, scales, means, years, scale, mean, year },
        ))
    }))
}

/// `GET /statistics/evaluations/{id}/what-if/places`: the part of the page that changes.
pub(crate) fn places(request: Request) -> Answer {
    let (id, voice, query): (String, _, _) = (request.path("id")?, request.voice(), query(&request)?);
    Ok(Reply::long(move |op| {
        let (mut shower, reading, choice) = read(op, &id, &query, voice)?;
        let evaluation = shower.evaluation(op, &reading.evaluation)?;
        let answer = answered(op, &shower, &reading, &choice)?;
        Ok(Response::page("statistics/what_if_places.html", context! { evaluation, answer }))
    }))
}
