//! Evaluations for everybody, a member's own, an evaluation's page.

use op::Op;
use serde::Serialize;
use web::{Answer, FormView, Reply, Request, Response, Timeline, Voice, context};

use crate::access::{Action, Verb, parts, regions, works};
use crate::lists::evaluations::{EVALUATIONS, OWN, fetch, fetch_own};
use crate::model::{Evaluation, EvaluationState, Row};
use crate::rules::evaluation::CHART;
use crate::rules::finding::finding;
use crate::shown::chart::{FOCUS_MAX, Series, chart};
use crate::shown::plan::PlanShown;
use crate::shown::ranks::bands;
use crate::shown::{AgainShown, Shower, look, maybe, percent};
use crate::work::evaluation as work;
use crate::work::reading::{Reading, reading};

/// `GET /statistics/evaluations`
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    let officer = works(&request.actor);
    EVALUATIONS.respond_with(
        &request,
        "statistics/evaluations.html",
        move |op, query| fetch(op, query, &voice),
        move |_| Ok(context! { officer }),
    )
}

/// `GET /statistics/drafts`
pub(crate) fn own(request: Request) -> Answer {
    let (voice, again) = (request.voice(), request.voice());
    let asked = request.query_value("region");
    OWN.respond_with(
        &request,
        "statistics/drafts.html",
        move |op, query| fetch_own(op, query, &voice),
        move |op| {
            let mut shower = Shower::new(again);
            let code = crate::lists::region(asked.as_deref(), op)?;
            let may_draft = op.check(&Action::Evaluation(Verb::Draft, "", std::slice::from_ref(&code))).is_ok();
            let here = shower.region(op, &code)?;
            let own = shower.regions(op, &regions(op.actor()))?;
            let kept = crate::work::plan::listed(op, &code)?;
            let plans: Vec<PlanShown> = kept.iter().map(|one| PlanShown::of(&shower, one)).collect();
            Ok(context! { region => here, regions => own, may_draft, plans })
        },
    )
}

/// A version in the history of an evaluation.
#[derive(Serialize)]
struct VersionShown {
    version: i64,
    look: &'static str,
    state: &'static str,
    published_at: String,
    current: bool,
}

/// A region's scores in the last year, or the composite by years.
#[derive(Serialize)]
struct ScoresShown {
    code: String,
    name: String,
    scores: Vec<String>,
}

/// A choice and what the order owes to it.
#[derive(Serialize)]
struct ChoiceShown {
    name: String,
    share: String,
}

/// `GET /statistics/evaluations/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    let wanted = request.query_value("version");
    Ok(Reply::read(move |op| page(op, &id, wanted.as_deref(), voice, &timeline, FormView::blank())))
}

/// The page of an evaluation: the version asked for, else the one in force, else the latest the reader may see.
pub(crate) fn page(
    op: &Op,
    id: &str,
    wanted: Option<&str>,
    voice: Voice,
    timeline: &Timeline,
    form: FormView,
) -> op::Result<Response> {
    let versions = work::versions(op, id)?;
    let chosen = work::among(versions.clone(), wanted)?;
    let insider = op.check(&Action::View(id, &chosen.content.members)).is_ok();
    let history: Vec<VersionShown> = versions.iter().map(|one| version_shown(one, &chosen)).collect();
    let entries = if insider { timeline.rows(op, id, 50)? } else { Vec::new() };
    let refused = timeline.refused(op, id)?;
    let (offered, own_draft) = (offered(op, &chosen), chosen.drafted_by == op.actor().id);
    let mut shower = Shower::new(voice);
    let evaluation = shower.evaluation(op, &chosen)?;
    let reading = reading(op, chosen)?;
    let computed = &reading.computed;
    let found = finding(computed);
    let year = found.as_ref().map_or_else(|| computed.last_year(), |found| found.year);
    let sentences = found.map(|found| shower.finding(&reading, &found)).unwrap_or_default();
    let rows: Vec<&Row> = computed.year(year).collect();
    let bands = bands(&shower, &reading, &rows);
    let choices: Vec<ChoiceShown> = choices(&shower, &reading);
    let headings = headings(&shower, &reading);
    let scores = last_scores(&shower, &reading, &rows);
    let (picture, by_year) = over_years(&shower, &reading);
    let lines = shower.lines(&reading);
    let (data, recompute) = (shower.source(&reading), AgainShown::of(&reading));
    let years = reading.evaluation.content.years.clone();
    let (findings, suppressed) =
        (shower.remarks(&computed.findings, reading.evaluation.content.lines.iter()), computed.suppressed);
    let (combinations, regions) = (computed.combinations, rows.len());
    let persons_min = reading.evaluation.content.persons_min;
    let (system, differences) = (shower.system(&reading), shower.differences(&reading));
    let beside = shower.beside(&reading, year);
    Ok(Response::page(
        "statistics/evaluation.html",
        context! {
            evaluation, history, insider, entries, offered, own_draft, form, sentences, year, years, bands, choices, headings,
            scores, chart => picture, by_year, lines, data, recompute, findings, suppressed, combinations, regions, persons_min, system, differences,
            beside, refused,
        },
    ))
}

fn version_shown(one: &Evaluation, chosen: &Evaluation) -> VersionShown {
    VersionShown {
        version: one.version,
        look: look(one.state),
        state: one.state.name(),
        published_at: one.published_at.map(|at| at.to_string()).unwrap_or_default(),
        current: one.version == chosen.version,
    }
}

/// What the actor can do with a version now.
fn offered(op: &Op, one: &Evaluation) -> Vec<&'static str> {
    let of_chart = CHART.offered(one.state.name(), parts(op.actor(), &one.content.members)).map(|step| step.verb);
    let second = one.drafted_by != op.actor().id;
    let mut verbs: Vec<&'static str> =
        of_chart.filter(|verb| *verb != "supersede" && (*verb != "publish" || second)).collect();
    let settled = !matches!(one.state, EvaluationState::Draft | EvaluationState::Proposed);
    if settled && op.check(&Action::Evaluation(Verb::Draft, &one.id, &one.content.members)).is_ok() {
        verbs.push("draft_next");
    }
    verbs
}

fn choices(shower: &Shower, reading: &Reading) -> Vec<ChoiceShown> {
    let shown = |one: &crate::model::Sureness| ChoiceShown {
        name: shower.voice.word(&format!("statistics-label-{}", one.choice)),
        share: one.share.map(percent).unwrap_or_default(),
    };
    reading.computed.sureness.iter().map(shown).collect()
}

/// Names of the headings, the top first.
fn headings(shower: &Shower, reading: &Reading) -> Vec<String> {
    let nodes = &reading.computed.nodes[reading.computed.indicators..];
    let name = |code: &String| reading.line(code).map(|line| shower.line_name(line)).unwrap_or_default();
    nodes.iter().rev().map(|node| name(&node.code)).collect()
}

/// Scores of the headings in a year, the top first, by region.
fn last_scores(shower: &Shower, reading: &Reading, rows: &[&Row]) -> Vec<ScoresShown> {
    let first = reading.computed.indicators;
    let shown = |row: &&Row| {
        let region = shower.compared(reading, &row.region);
        let scores = row.scores[first..].iter().rev().map(|score| maybe(*score)).collect();
        ScoresShown { code: region.code, name: region.name, scores }
    };
    rows.iter().take(crate::shown::ranks::SHOWN_MAX).map(shown).collect()
}

/// The composite by years: a picture, and the table under it. Members of the evaluation stand out.
fn over_years(shower: &Shower, reading: &Reading) -> (Option<crate::shown::chart::Chart>, Vec<ScoresShown>) {
    let (content, computed) = (&reading.evaluation.content, &reading.computed);
    let mut by_region: std::collections::BTreeMap<&str, Vec<Option<f64>>> = std::collections::BTreeMap::new();
    for row in &computed.rows {
        by_region.entry(&row.region).or_default().push(computed.composite(row));
    }
    let focus = |code: &str| content.members.iter().take(FOCUS_MAX).any(|member| member == code);
    let series: Vec<Series> = by_region
        .iter()
        .take(crate::shown::ranks::SHOWN_MAX)
        .map(|(code, values)| Series {
            name: shower.compared(reading, code).name,
            values: values.clone(),
            focus: focus(code),
        })
        .collect();
    let table = by_region.iter().take(crate::shown::ranks::SHOWN_MAX).map(|(code, values)| ScoresShown {
        code: (*code).to_owned(),
        name: shower.compared(reading, code).name,
        scores: values.iter().map(|value| maybe(*value)).collect(),
    });
    (chart(&content.years, &series), table.collect())
}
