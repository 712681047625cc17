//! A province's or a city's counties together: the page, an indicator over all of them, and the files that recompute it.

use std::collections::BTreeMap;

use op::{Error, Op};
use web::{Answer, Locale, Reply, Request, Response, Voice, context};

use crate::rules::inequality;
use crate::rules::place::city_of;
use crate::shown::definition::{Definition, standard_title};
use crate::shown::region::{Shower, StageFiles};
use crate::shown::{self};
use crate::work::region::{self as work, Region};

/// Address of a region.
pub(crate) fn home(code: &str) -> String {
    format!("/supervision/regions/{code}")
}

pub(crate) fn year(request: &Request) -> op::Result<Option<i64>> {
    request
        .query_value("year")
        .filter(|text| !text.is_empty())
        .map(|text| text.parse().map_err(|_| Error::Missing))
        .transpose()
}

/// The names of everything a page of a region mentions.
pub(crate) fn names(op: &Op, region: &Region, locale: Locale) -> op::Result<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    let counties = region.counties.iter().map(|one| &one.county).chain(&region.apart);
    let codes = counties.flat_map(|one| [one.region.clone(), city_of(&one.region)]).chain([region.code.clone()]);
    for code in codes {
        if !names.contains_key(&code) {
            names.insert(code.clone(), shown::region(op, &code, locale)?);
        }
    }
    Ok(names)
}

/// `GET /supervision/regions/{code}`
pub(crate) fn show(request: Request) -> Answer {
    let (code, year, voice): (String, _, _) = (request.path("code")?, year(&request)?, request.voice());
    Ok(Reply::long(move |op| {
        let region = work::region(op, &code, year)?;
        let together = work::together(&region)?;
        let names = names(op, &region, voice.locale())?;
        let shower = Shower { voice: &voice, region: &region, names: &names, home: home(&code) };
        let view = shower.view(&together, &work::open_issues(op, &region)?);
        let apart: Vec<(String, String)> =
            region.apart.iter().map(|one| (one.id.clone(), shower.name(&one.region))).collect();
        let standard = (region.standard.id.clone(), standard_title(&voice, &region.standard));
        let files = files(&region, &together);
        let (name, year, years) = (shower.name(&code), region.year, region.years.clone());
        Ok(Response::page(
            "supervision/region.html",
            context! { code, name, year, years, standard, view, apart, files },
        ))
    }))
}

fn files(region: &Region, together: &[work::Together]) -> Vec<StageFiles> {
    together.iter().map(|one| StageFiles::of(region, one)).collect()
}

/// `GET /supervision/regions/{code}/indicators/{stage}/{indicator}`
pub(crate) fn indicator(request: Request) -> Answer {
    let (code, stage, wanted): (String, String, String) =
        (request.path("code")?, request.path("stage")?, request.path("indicator")?);
    let (year, voice) = (year(&request)?, request.voice());
    Ok(Reply::long(move |op| indicator_page(op, &voice, &code, &stage, &wanted, year)))
}

fn indicator_page(
    op: &Op,
    voice: &Voice,
    code: &str,
    stage: &str,
    wanted: &str,
    year: Option<i64>,
) -> op::Result<Response> {
    let region = work::region(op, code, year)?;
    let together = work::of_stage(&region, stage)?;
    let at = region.standard.indicators.iter().position(|rule| rule.code == wanted).ok_or(Error::Missing)?;
    let names = names(op, &region, voice.locale())?;
    let shower = Shower { voice, region: &region, names: &names, home: home(code) };
    let each = &together.inequalities[at];
    let definition = Definition::of(voice, &region.standard, &region.standard.indicators[at]);
    let (counties, shares) = (shower.counties_of(each), shower.schools_of(&together, at));
    let parts: Vec<serde_json::Value> =
        [each.share(each.within), each.share(each.counties), each.share(each.cities)].map(shown::percent).into();
    let number = each.cv.map(shown::coefficient).unwrap_or_default();
    let mean = shown::maybe(each.mean, 2);
    let files = files(&region, std::slice::from_ref(&together));
    let sources: Vec<(String, String, String)> = region
        .counties
        .iter()
        .map(|one| (one.county.id.clone(), shower.name(&one.county.region), one.county.hash.clone()))
        .collect();
    let (name, stage_name, missing) = (shower.name(code), shown::stage(voice, stage), each.missing);
    let standard =
        (region.standard.id.clone(), standard_title(voice, &region.standard), region.standard.source.clone());
    let column = inequality::column_name(wanted);
    Ok(Response::page(
        "supervision/region_indicator.html",
        context! {
            code => code.to_owned(), name, year => region.year, stage => stage.to_owned(), stage_name, definition, number, mean, parts_share => parts, counties, shares, files, sources,
            missing, standard, column
        },
    ))
}

/// `GET /supervision/regions/{code}/figures/{stage}/schools.csv`
pub(crate) fn schools_csv(request: Request) -> Answer {
    file(&request, "schools.csv", "text/csv; charset=utf-8", |op, code, stage, year| {
        let region = work::region(op, code, year)?;
        Ok(inequality::table(&work::members(&region, stage)?, &region.codes()))
    })
}

/// `GET /supervision/regions/{code}/figures/{stage}/equity.json`: what is asked depends on the standard alone.
pub(crate) fn equity_json(request: Request) -> Answer {
    file(&request, "equity.json", "application/json", |op, code, stage, year| {
        let region = work::heads(op, code, year)?;
        work::judges(&region.standard, stage)?;
        Ok(inequality::specification(&region.codes()))
    })
}

fn file(
    request: &Request,
    name: &'static str,
    media_type: &'static str,
    write: fn(&Op, &str, &str, Option<i64>) -> op::Result<String>,
) -> Answer {
    let (code, stage, year): (String, String, _) = (request.path("code")?, request.path("stage")?, year(request)?);
    Ok(Reply::long(move |op| Ok(Response::bytes(write(op, &code, &stage, year)?.into_bytes(), media_type, name))))
}
