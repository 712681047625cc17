//! Flows between institutions, and how applications end at each, as lists.

use op::{Error, Op};
use units::Fault;
use web::{Cell, Column, Cursor, FacetOption, Filter, ListQuery, Listing, Page, Voice};

use crate::model::statistics::{ALL, Level, Standing};
use crate::shown::Shower;
use crate::store;
use crate::store::statistics::FlowFilter;
use crate::work::statistics::least;

/// Flows of recognised credit between institutions.
pub(crate) static FLOWS: Listing = Listing {
    name: "credit-flows",
    word: "credit-flows",
    columns: &[
        Column { key: "source", word: "credit-flow-source", numeric: false, sort: false, page: true },
        Column { key: "source_province", word: "credit-flow-source_province", numeric: false, sort: false, page: true },
        Column { key: "institution", word: "credit-flow-institution", numeric: false, sort: false, page: true },
        Column { key: "province", word: "credit-flow-province", numeric: false, sort: false, page: true },
        Column { key: "credit", word: "credit-flow-credit", numeric: true, sort: true, page: true },
        Column { key: "learners", word: "credit-flow-learners", numeric: true, sort: false, page: true },
        Column { key: "targets", word: "credit-flow-targets", numeric: true, sort: false, page: false },
        Column { key: "period", word: "credit-statistics-period", numeric: false, sort: false, page: false },
        Column { key: "source_code", word: "credit-flow-source_code", numeric: false, sort: false, page: false },
        Column {
            key: "institution_code",
            word: "credit-flow-institution_code",
            numeric: false,
            sort: false,
            page: false,
        },
    ],
    default_sort: "credit",
    default_descending: true,
    filters: &[
        Filter { key: "period", word: "credit-statistics-period" },
        Filter { key: "from", word: "credit-flow-source_province" },
        Filter { key: "to", word: "credit-flow-province" },
    ],
    search: false,
};

/// How applications end, by institution.
pub(crate) static RESULTS: Listing = Listing {
    name: "credit-results",
    word: "credit-results",
    columns: &[
        Column { key: "institution", word: "credit-flow-institution", numeric: false, sort: true, page: true },
        Column { key: "province", word: "credit-flow-province", numeric: false, sort: false, page: false },
        Column { key: "filed", word: "credit-result-filed", numeric: true, sort: false, page: true },
        Column { key: "accepted", word: "credit-result-accepted", numeric: true, sort: false, page: true },
        Column { key: "rejected", word: "credit-result-rejected", numeric: true, sort: false, page: false },
        Column { key: "returned", word: "credit-result-returned", numeric: true, sort: false, page: false },
        Column { key: "waiting", word: "credit-result-waiting", numeric: true, sort: false, page: true },
        Column { key: "withdrawn", word: "credit-result-withdrawn", numeric: true, sort: false, page: false },
        Column { key: "reversed", word: "credit-result-reversed", numeric: true, sort: false, page: false },
        Column { key: "acceptance", word: "credit-result-acceptance", numeric: true, sort: false, page: true },
        Column { key: "median_hours", word: "credit-result-median_hours", numeric: true, sort: false, page: true },
        Column { key: "ninth_hours", word: "credit-result-ninth_hours", numeric: true, sort: false, page: false },
        Column { key: "period", word: "credit-statistics-period", numeric: false, sort: false, page: false },
        Column {
            key: "institution_code",
            word: "credit-flow-institution_code",
            numeric: false,
            sort: false,
            page: false,
        },
    ],
    default_sort: "institution",
    default_descending: false,
    filters: &[Filter { key: "period", word: "credit-statistics-period" }],
    search: false,
};

/// The period asked for, one that was counted; and every period as choices.
fn period(op: &Op, query: &ListQuery) -> op::Result<(String, Vec<FacetOption>)> {
    let census = store::statistics::census(op.conn())?;
    let asked = query.filter("period").unwrap_or(ALL);
    if asked != ALL && !census.iter().any(|one| one.period == asked) {
        return Err(Error::Invalid(vec![Fault::new("period", "form.not_a_choice")]));
    }
    let option = |period: &str| FacetOption {
        value: period.to_owned(),
        label: match period {
            ALL => web::Label::Word("credit-statistics-period_all".to_owned()),
            year => web::Label::Text(year.to_owned()),
        },
        count: None,
    };
    let all = std::iter::once(ALL).chain(census.iter().map(|one| one.period.as_str()).filter(|one| *one != ALL));
    Ok((asked.to_owned(), all.map(option).collect()))
}

/// One page of flows.
pub(crate) fn flows(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let (asked, periods) = period(op, query)?;
    let province = |key: &str| query.filter(key).map(|code| code.get(..2).unwrap_or(code).to_owned());
    let (from, to) = (province("from"), province("to"));
    let filter = FlowFilter {
        period: &asked,
        level: Level::Institution,
        from: from.as_deref(),
        to: to.as_deref(),
        learners: least(op),
    };
    let after = query
        .after
        .as_ref()
        .map(|after| Ok::<_, Error>((after.get_int(0)?, after.get_text(1)?.to_owned(), after.get_text(2)?.to_owned())))
        .transpose()?;
    let after = after.as_ref().map(|(credit, source, to)| (*credit, source.as_str(), to.as_str()));
    let limit = i64::try_from(query.limit).unwrap_or(100) + 1;
    let mut shower = Shower::new(voice.clone());
    let mut rows = Vec::new();
    for flow in store::statistics::flows(op.conn(), &filter, after, query.descending, limit)? {
        let source = match flow.source.as_str() {
            "" => Cell::word("credit-flow-other"),
            code => Cell::link(shower.institution(op, code)?.name, format!("/directory/institutions/{code}")),
        };
        let receiver = shower.institution(op, &flow.institution)?.name;
        rows.push((flow, source, receiver));
    }
    let total = store::statistics::flow_count(op.conn(), &filter)?;
    let cells = |(flow, source, receiver): &(crate::model::statistics::Flow, Cell, String)| {
        vec![
            source.clone(),
            province_cell(&flow.source_region),
            Cell::link(receiver, format!("/credit/rules?institution={}", flow.institution)),
            province_cell(&flow.region),
            Cell::Credit(flow.credit),
            Cell::Int(flow.learners),
            Cell::Int(flow.targets),
            Cell::text(&flow.period),
            Cell::text(&flow.source),
            Cell::text(&flow.institution),
        ]
    };
    let page = Page::of(rows, query.limit, cells, |(flow, ..)| {
        Cursor::new().int(flow.credit.hundredths()).text(&flow.source).text(&flow.institution)
    });
    let provinces = |_: ()| {
        ["31", "32", "33", "34"].map(|code| FacetOption {
            value: format!("{code}0000"),
            label: web::Label::Word(format!("province-{code}")),
            count: None,
        })
    };
    Ok(page
        .total(total)
        .facet_standing("period", ALL, periods)
        .facet("from", provinces(()).into())
        .facet("to", provinces(()).into()))
}

/// One page of standings.
pub(crate) fn standings(op: &Op, query: &ListQuery, voice: &Voice) -> op::Result<Page> {
    let (asked, periods) = period(op, query)?;
    let after = query.after.as_ref().map(|after| after.get_text(0)).transpose()?.unwrap_or("");
    let limit = i64::try_from(query.limit).unwrap_or(100) + 1;
    let mut shower = Shower::new(voice.clone());
    let mut rows = Vec::new();
    for standing in store::statistics::standings(op.conn(), &asked, least(op), after, query.descending, limit)? {
        let name = shower.institution(op, &standing.institution)?.name;
        rows.push((standing, name));
    }
    let hours = |hours: Option<i64>| hours.map_or(Cell::Empty, Cell::Int);
    let cells = |(one, name): &(Standing, String)| {
        vec![
            Cell::link(name, format!("/credit/rules?institution={}", one.institution)),
            province_cell(&one.region),
            Cell::Int(one.filed),
            Cell::Int(one.accepted),
            Cell::Int(one.rejected),
            Cell::Int(one.returned),
            Cell::Int(one.waiting),
            Cell::Int(one.withdrawn),
            Cell::Int(one.reversed),
            one.acceptance().map_or(Cell::Empty, |share| Cell::text(percent(share))),
            hours(one.median_hours),
            hours(one.ninth_hours),
            Cell::text(&one.period),
            Cell::text(&one.institution),
        ]
    };
    let page = Page::of(rows, query.limit, cells, |(one, _)| Cursor::new().text(&one.institution));
    Ok(page.facet_standing("period", ALL, periods))
}

/// Hundredths of a per cent as people read them: `66.67%`.
pub(crate) fn percent(hundredths: i64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

fn province_cell(region: &str) -> Cell {
    match region {
        "" => Cell::Empty,
        region => Cell::Province(region.to_owned()),
    }
}
