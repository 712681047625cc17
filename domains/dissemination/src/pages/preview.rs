//! A part of a release as controls, a table and a small chart (`chart.rs`).

use std::collections::BTreeSet;

use op::Op;
use serde::Serialize;
use web::{Request, Voice};

use super::chart::{Line, chart};
use crate::model::{Release, StoredObservation};
use crate::rules::structure::STATUSES;
use crate::rules::suppress::{CONFIDENTIALITY, WITHHELD};
use crate::shown::{code_name, either};
use crate::work::plain::Wanted;
use crate::work::stream::Selection;

/// Decimals of a figure in the table; files have all there are.
const DECIMALS_MAX: usize = 3;
/// Series of the table: what can be overlooked.
const SERIES_MAX: usize = 40;
/// Periods of the table, the latest ones.
const PERIODS_MAX: usize = 8;
/// Choices of one control; a dimension with more is asked for by its code.
const CHOICES_MAX: usize = 300;

/// A control.
#[derive(Serialize)]
pub(super) struct Control {
    id: String,
    name: String,
    chosen: String,
    /// Empty where the code is typed.
    choices: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    text: String,
}

/// A column of the table.
#[derive(Serialize)]
pub(super) struct Head {
    label: String,
    numeric: bool,
}

/// A cell of the table.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Cell {
    /// A name or a figure.
    Text(String),
    /// The status where there is no value, and what it means.
    Silent { text: String, title: String },
}

/// What is shown of a release.
#[derive(Serialize, Default)]
pub(super) struct Preview {
    pub(super) controls: Vec<Control>,
    pub(super) from: String,
    pub(super) to: String,
    /// What the attributes say of all of it, such as the unit.
    pub(super) unit: String,
    pub(super) columns: Vec<Head>,
    /// The name of a series and its values.
    pub(super) rows: Vec<Vec<Cell>>,
    /// The statuses that stand in the place of values in these rows, and what they mean.
    pub(super) silent: Vec<(String, String)>,
    /// Whether some were withheld.
    pub(super) withheld: bool,
    /// Whether there are more series than rows.
    pub(super) more: bool,
    pub(super) lines: Vec<Line>,
    pub(super) ticks: Vec<(f64, String)>,
    pub(super) years: Vec<(f64, String)>,
    /// The query of the selection, beginning with `&` where there is one.
    pub(super) query: String,
    /// The key of the selection in SDMX 2.1 and in 3.0.
    pub(super) key_old: String,
    pub(super) key_new: String,
}

/// What a request asks for of a release. Unknown codes and malformed periods ask for nothing and find nothing.
pub(super) fn wanted(request: &Request, release: &Release) -> Wanted {
    let mut wanted = Wanted::all(&release.structure);
    for (values, dimension) in wanted.values.iter_mut().zip(&release.structure.dimensions) {
        let value = request.query_value(&dimension.id).unwrap_or_default();
        *values = value.split('+').map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect();
    }
    let period =
        |name: &str| request.query_value(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    Wanted { from: period("from"), to: period("to"), ..wanted }
}

/// What a page begins with when nothing is asked for: one value of each dimension, every area.
fn opening(release: &Release) -> Wanted {
    let mut wanted = Wanted::all(&release.structure);
    for (at, dimension) in release.structure.dimensions.iter().enumerate().filter(|(_, one)| one.id != "REF_AREA") {
        // In the order of the list, not of the bytes: its first code is the one the publisher put first.
        let occurs = |code: &&crate::model::Code| release.coverage.get(at).is_some_and(|all| all.contains(&code.id));
        wanted.values[at] = dimension.codes.iter().find(occurs).map(|code| code.id.clone()).into_iter().collect();
    }
    wanted
}

/// Makes the preview.
///
/// Errors: those of the database.
pub(super) fn preview(op: &Op, voice: &Voice, release: &Release, asked: &Wanted, chosen: bool) -> op::Result<Preview> {
    let wanted = if chosen { asked.clone() } else { opening(release) };
    let (mut series, more) = some_series(op, release, &wanted)?;
    in_order_of_lists(release, &mut series);
    let mut periods: Vec<String> =
        series.iter().flat_map(|(_, list)| list.iter().filter_map(|one| one.key.last().cloned())).collect();
    periods.sort();
    periods.dedup();
    let mut names: Vec<String> = series.iter().map(|(key, _)| series_name(voice, release, &series, key)).collect();
    let mut preview = Preview { controls: controls(voice, release, &wanted), more, ..Preview::default() };
    let units: Vec<String> = series.iter().map(|(_, list)| attributes(voice, release, list)).collect();
    // One unit stands over the table and the chart; several stand with their series, and are not drawn together.
    let one_unit = units.windows(2).all(|pair| pair[0] == pair[1]);
    match one_unit {
        true => preview.unit = units.first().cloned().unwrap_or_default(),
        false => names
            .iter_mut()
            .zip(&units)
            .filter(|(_, unit)| !unit.is_empty())
            .for_each(|(name, unit)| name.push_str(&format!(" · {unit}"))),
    }
    preview.from = wanted.from.clone().unwrap_or_default();
    preview.to = wanted.to.clone().unwrap_or_default();
    preview.query = query(release, &wanted);
    let place =
        |values: &Vec<String>, all: &str, or: &str| if values.is_empty() { all.to_owned() } else { values.join(or) };
    preview.key_old = wanted.values.iter().map(|values| place(values, "", "+")).collect::<Vec<_>>().join(".");
    // A key of 3.0 has one value at each place; where several are wanted a filter has to say so.
    preview.key_new = wanted
        .values
        .iter()
        .map(|values| if values.len() == 1 { values[0].clone() } else { "*".to_owned() })
        .collect::<Vec<_>>()
        .join(".");
    if one_unit {
        chart(&mut preview, &series, &names, &periods);
    }
    table(&mut preview, voice, names, &series, &periods[periods.len().saturating_sub(PERIODS_MAX)..]);
    Ok(preview)
}

/// The table: a row a series, a column a period; where there is no value its status says why, which is explained.
fn table(preview: &mut Preview, voice: &Voice, names: Vec<String>, series: &Series, periods: &[String]) {
    let meaning = |status: &str| {
        let known = STATUSES.iter().find(|(id, ..)| *id == status);
        known.map(|(_, zh, en)| either(voice, zh, en)).unwrap_or_default()
    };
    let cell =
        |list: &[StoredObservation], period: &String| match list.iter().find(|one| one.key.last() == Some(period)) {
            Some(StoredObservation { value: Some(value), .. }) => Cell::Text(figure(value)),
            Some(one) => Cell::Silent { text: one.status.clone(), title: meaning(&one.status) },
            None => Cell::Text(String::new()),
        };
    let heads = periods.iter().map(|period| Head { label: period.clone(), numeric: true });
    let first = Head { label: voice.word("dissemination-series"), numeric: false };
    preview.columns = std::iter::once(first).chain(heads).collect();
    let row = |(name, (_, list)): (String, &(Vec<String>, Vec<StoredObservation>))| {
        std::iter::once(Cell::Text(name)).chain(periods.iter().map(|period| cell(list, period))).collect()
    };
    preview.rows = names.into_iter().zip(series).map(row).collect();
    let silent = preview.rows.iter().flatten().filter_map(|cell| match cell {
        Cell::Silent { text, title } => Some((text.clone(), title.clone())),
        Cell::Text(_) => None,
    });
    preview.silent = silent.collect::<BTreeSet<_>>().into_iter().collect();
    preview.withheld = preview.silent.iter().any(|(status, _)| status == WITHHELD);
}

/// A number with its thousands apart and at most [`DECIMALS_MAX`] decimals; whatever else is left as it is.
fn figure(value: &str) -> String {
    let plain = value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let Some(number) = value.parse::<f64>().ok().filter(|_| plain) else { return value.to_owned() };
    let decimals = value.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    match decimals > DECIMALS_MAX {
        true => units::grouped(&format!("{number:.DECIMALS_MAX$}")),
        false => units::grouped(value),
    }
}

/// What the attributes of a series say, in words. What may be published is said of each observation, and not of a series.
fn attributes(voice: &Voice, release: &Release, list: &[StoredObservation]) -> String {
    let said = |(attribute, value): (&crate::model::Attribute, &String)| {
        let code = attribute.codes.iter().find(|code| code.id == *value)?;
        Some(either(voice, &code.name, &code.name_en))
    };
    let first = list.first().map_or([].as_slice(), |one| one.attributes.as_slice());
    let all = release.structure.attributes.iter().zip(first).filter(|(one, _)| one.id != CONFIDENTIALITY);
    all.filter_map(said).collect::<Vec<_>>().join(" · ")
}

/// Series in the order in which the publisher lists their codes.
fn in_order_of_lists(release: &Release, series: &mut Series) {
    let place =
        |at: usize, code: &String| release.structure.dimensions[at].codes.iter().position(|one| one.id == *code);
    series.sort_by_cached_key(|(key, _)| key.iter().enumerate().map(|(at, code)| place(at, code)).collect::<Vec<_>>());
}

pub(super) type Series = Vec<(Vec<String>, Vec<StoredObservation>)>;

/// The first series that are wanted, whole.
fn some_series(op: &Op, release: &Release, wanted: &Wanted) -> op::Result<(Series, bool)> {
    let mut selection = Selection::new(release, |key| wanted.series(key));
    let mut found: Series = Vec::new();
    loop {
        let page = selection.page(op)?;
        if page.is_empty() {
            return Ok((found, false));
        }
        for one in page.into_iter().filter(|one| wanted.period(one)) {
            let key = &one.key[..one.key.len() - 1];
            if found.last().is_none_or(|(last, _)| last != key) {
                if found.len() == SERIES_MAX {
                    return Ok((found, true));
                }
                found.push((key.to_vec(), Vec::new()));
            }
            if let Some((_, list)) = found.last_mut() {
                list.push(one);
            }
        }
    }
}

/// What tells a series from the others that are shown.
fn series_name(voice: &Voice, release: &Release, all: &Series, key: &[String]) -> String {
    let differs = |at: &usize| all.iter().any(|(other, _)| other[*at] != key[*at]);
    let name = |at: usize| code_name(voice, &release.structure, at, &key[at]);
    let names: Vec<String> = (0..key.len()).filter(differs).map(name).collect();
    if names.is_empty() {
        key.iter().enumerate().map(|(at, _)| name(at)).collect::<Vec<_>>().join(" · ")
    } else {
        names.join(" · ")
    }
}

fn controls(voice: &Voice, release: &Release, wanted: &Wanted) -> Vec<Control> {
    let occurring = |at: usize| release.coverage.get(at).map_or([].as_slice(), Vec::as_slice);
    let control = |(at, dimension): (usize, &crate::model::Dimension)| {
        let codes = dimension.codes.iter().filter(|code| occurring(at).binary_search(&code.id).is_ok());
        let choice = |code: &crate::model::Code| Choice {
            value: code.id.clone(),
            text: either(voice, &code.name, &code.name_en),
        };
        Control {
            id: dimension.id.clone(),
            name: either(voice, &dimension.name, &dimension.name_en),
            chosen: wanted.values[at].join("+"),
            choices: if occurring(at).len() > CHOICES_MAX { Vec::new() } else { codes.map(choice).collect() },
        }
    };
    release.structure.dimensions.iter().enumerate().map(control).collect()
}

fn query(release: &Release, wanted: &Wanted) -> String {
    let mut query = String::new();
    let mut put = |name: &str, value: &str| query.push_str(&format!("&{name}={}", urlencoding::encode(value)));
    for (values, dimension) in
        wanted.values.iter().zip(&release.structure.dimensions).filter(|(values, _)| !values.is_empty())
    {
        put(&dimension.id, &values.join("+"));
    }
    wanted.from.iter().for_each(|from| put("from", from));
    wanted.to.iter().for_each(|to| put("to", to));
    query
}
