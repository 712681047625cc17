//! Statistics for everybody, and the button that has them counted anew.

use std::collections::BTreeMap;

use op::Op;
use serde::Serialize;
use serde_json::json;
use units::Credit;
use web::{Answer, Reply, Request, Response, Voice, context};

use crate::access::Action;
use crate::lists::statistics::{FLOWS, RESULTS, flows, percent, standings};
use crate::model::statistics::{ALL, Flow, Level};
use crate::shown::Shower;
use crate::work::statistics as work;

/// Institutions on each side of a matrix that is looked at; the list has all.
const SIDE_MAX: usize = 12;

/// Depths of colour.
const HEATS: i64 = 5;

/// Flows as a table whose cells are deeper the more credit flowed.
#[derive(Serialize)]
struct Matrix {
    columns: Vec<Side>,
    rows: Vec<Row>,
    /// Whether there are sources or receivers that found no room.
    cut: bool,
}

/// One row: a source.
#[derive(Serialize)]
struct Row {
    side: Side,
    cells: Vec<Option<Cell>>,
    credit: Credit,
}

/// Who stands at the head of a row or column.
#[derive(Clone, Serialize)]
struct Side {
    code: String,
    name: String,
    credit: Credit,
}

/// One flow.
#[derive(Serialize)]
struct Cell {
    credit: Credit,
    learners: i64,
    heat: i64,
    /// What it is made of.
    href: String,
}

/// A year of the census.
#[derive(Serialize)]
struct Year {
    period: String,
    accounts: i64,
    converters: i64,
    ever_converters: i64,
    share: String,
}

/// `GET /credit/statistics`
pub(crate) fn show(request: Request) -> Answer {
    let (voice, asked) = (request.voice(), request.query_value("period"));
    let level = request.query_value("level").as_deref().and_then(Level::named).unwrap_or(Level::Province);
    Ok(Reply::read(move |op| page(op, asked.as_deref(), level, voice)))
}

fn page(op: &Op, asked: Option<&str>, level: Level, voice: Voice) -> op::Result<Response> {
    let found = work::overview(op, asked)?;
    let shown = match level {
        Level::Province => found.provinces,
        Level::Institution => work::largest(op, &found.period)?,
    };
    let year = |one: &crate::model::statistics::Census| Year {
        period: one.period.clone(),
        accounts: one.accounts,
        converters: one.converters,
        ever_converters: one.ever_converters,
        share: percent(one.share()),
    };
    let (all, years): (Vec<_>, Vec<_>) = found.census.iter().partition(|one| one.period == ALL);
    let mut shower = Shower::new(voice);
    let matrix = matrix(op, &shown, &found.period, level, &mut shower)?;
    Ok(Response::page(
        "credit/statistics.html",
        context! {
            now => all.first().map(|one| year(one)),
            levels => Level::ALL.iter().map(|one| json!({
                "text": shower.voice.word(&format!("credit-statistics-level-{}", one.name())), "href": address(&found.period, *one),
            })).collect::<Vec<_>>(),
            periods => found.census.iter().map(|one| json!({
                "text": if one.period == ALL { shower.voice.word("credit-statistics-period_all") } else { one.period.clone() },
                "href": address(&one.period, level),
            })).collect::<Vec<_>>(),
            here => address(&found.period, level),
            total => Credit::from_hundredths(shown.iter().map(|flow| flow.credit.hundredths()).sum()),
            years => years.into_iter().map(year).collect::<Vec<_>>(),
            matrix,
            period => found.period,
            level => level.name(),
            least => found.least,
            counted_at => found.counted_at,
            may_count => op.check(&Action::CountStatistics).is_ok(),
        },
    ))
}

/// The page of a period and a level.
fn address(period: &str, level: Level) -> String {
    format!("/credit/statistics?level={}&period={period}#flows", level.name())
}

fn matrix(op: &Op, flows: &[Flow], period: &str, level: Level, shower: &mut Shower) -> op::Result<Matrix> {
    let (mut sources, mut receivers) = (BTreeMap::new(), BTreeMap::new());
    for flow in flows {
        *sources.entry(flow.source.as_str()).or_insert(0) += flow.credit.hundredths();
        *receivers.entry(flow.institution.as_str()).or_insert(0) += flow.credit.hundredths();
    }
    let (rows, rows_cut) = sides(op, sources, level, shower)?;
    let (columns, columns_cut) = sides(op, receivers, level, shower)?;
    let most = flows.iter().map(|flow| flow.credit.hundredths()).max().unwrap_or(0).max(1);
    let cell = |flow: &Flow| Cell {
        credit: flow.credit,
        learners: flow.learners,
        heat: (flow.credit.hundredths() * HEATS + most - 1) / most,
        href: match level {
            Level::Province => {
                format!("/credit/statistics/flows?period={period}&from={}&to={}", flow.source, flow.institution)
            }
            Level::Institution => format!("/credit/rules?institution={}", flow.institution),
        },
    };
    let by_sides: BTreeMap<(&str, &str), &Flow> =
        flows.iter().map(|flow| ((flow.source.as_str(), flow.institution.as_str()), flow)).collect();
    let row = |side: &Side| Row {
        cells: columns
            .iter()
            .map(|column| by_sides.get(&(side.code.as_str(), column.code.as_str())).map(|flow| cell(flow)))
            .collect(),
        credit: side.credit,
        side: side.clone(),
    };
    let rows = rows.iter().map(row).collect();
    Ok(Matrix { rows, columns, cut: rows_cut || columns_cut })
}

/// The sides of a matrix: provinces in the order of their codes, institutions by credit. Issuers without a code stand last.
fn sides(op: &Op, credits: BTreeMap<&str, i64>, level: Level, shower: &mut Shower) -> op::Result<(Vec<Side>, bool)> {
    let mut order: Vec<(&str, i64)> = credits.into_iter().collect();
    order.sort_by_key(|(code, credit)| match level {
        Level::Province => (code.is_empty(), 0, *code),
        Level::Institution => (code.is_empty(), -credit, *code),
    });
    let cut = order.len() > SIDE_MAX;
    order.truncate(SIDE_MAX);
    let mut sides = Vec::with_capacity(order.len());
    for (code, credit) in order {
        let name = match (code, level) {
            ("", _) => shower.voice.word("credit-flow-other"),
            (code, Level::Province) => shower.voice.word(&format!("province-{}", code.get(..2).unwrap_or(code))),
            (code, Level::Institution) => shower.institution(op, code)?.name,
        };
        sides.push(Side { code: code.to_owned(), name, credit: Credit::from_hundredths(credit) });
    }
    Ok((sides, cut))
}

/// `GET /credit/statistics/flows`
pub(crate) fn flow_list(request: Request) -> Answer {
    let voice = request.voice();
    FLOWS.respond_with(
        &request,
        "credit/statistics_list.html",
        move |op, query| flows(op, query, &voice),
        |op| Ok(context! { title => "credit-flows", hint => "credit-flows-hint", few => "credit-flows-least", least => work::least(op) }),
    )
}

/// `GET /credit/statistics/institutions`
pub(crate) fn result_list(request: Request) -> Answer {
    let voice = request.voice();
    RESULTS.respond_with(
        &request,
        "credit/statistics_list.html",
        move |op, query| standings(op, query, &voice),
        |op| Ok(context! { title => "credit-results", hint => "credit-results-hint", few => "credit-results-least", least => work::least(op) }),
    )
}

/// `POST /credit/statistics/counting`
pub(crate) fn count(request: Request) -> Answer {
    Ok(Reply::write(request.key(), work::ask, |()| {
        Response::see_other("/credit/statistics").notice("credit-notice-statistics_counting")
    }))
}
