//! What a number of a county rests on: definition, year, records, and how it is recomputed; and the definitions of a standard.

use indicators::standard::{StageVerdict, Standard};
use op::{Error, Op};
use web::{Answer, Reply, Request, Response, Voice, context};

use crate::access::Action;
use crate::model::County;
use crate::rules::inequality;
use crate::shown::definition::{Definition, standard_title};
use crate::shown::{self, Showing, command, number};
use crate::work::county as work;
use crate::work::region::{county_members, judges};

/// `GET /supervision/counties/{id}/indicators/{stage}/{indicator}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, stage, wanted): (String, String, String) =
        (request.path("id")?, request.path("stage")?, request.path("indicator")?);
    let voice = request.voice();
    Ok(Reply::read(move |op| page(op, &voice, &id, &stage, &wanted)))
}

fn page(op: &Op, voice: &Voice, id: &str, stage: &str, wanted: &str) -> op::Result<Response> {
    let one = work::seen(op, id)?;
    let insider = op.check(&Action::View(id, &one.region)).is_ok();
    let standard = work::own_standard(&one)?;
    let verdict = work::judged(op, &one, &standard)?;
    let found = verdict.stages.iter().find(|each| each.stage == stage).ok_or(Error::Missing)?;
    let at = found.dispersion.iter().position(|each| each.indicator == wanted).ok_or(Error::Missing)?;
    let showing = Showing::of(voice, &one, &standard, &verdict, insider)?;
    let rule = standard.indicators.iter().find(|rule| rule.code == wanted).ok_or(Error::Missing)?;
    let definition = Definition::of(voice, &standard, rule);
    let records = insider.then(|| number::records(&showing, found, at));
    let each = &found.dispersion[at];
    let told = |value: Option<f64>| value.map(shown::coefficient).unwrap_or_default();
    let mean = each.mean.map(|mean| units::decimal(mean, 2)).unwrap_or_default();
    let values = (mean, told(each.cv), told(each.plain_cv));
    let counted = each.schools;
    let limit = each.limit.map(|limit| units::decimal(limit, 2)).unwrap_or_default();
    let kept = shown::answer(voice, each.passed);
    let hashes = insider.then(|| hashes(&one, &standard, found));
    let command = command::measure(&[&one.region, &one.year.to_string(), stage]);
    let county = shown::county(op, &one, &standard, voice)?;
    let (stage_name, column) = (shown::stage(voice, stage), inequality::column_name(wanted));
    Ok(Response::page(
        "supervision/indicator.html",
        context! {
            county, stage => stage.to_owned(), stage_name, definition, values, counted, limit, kept, records, hashes, command,
            column
        },
    ))
}

fn codes(standard: &Standard) -> Vec<&str> {
    standard.indicators.iter().map(|rule| rule.code.as_str()).collect()
}

/// SHA-256 of the table and of the specification.
fn hashes(one: &County, standard: &Standard, found: &StageVerdict) -> (String, String) {
    let codes = codes(standard);
    let table = inequality::table(&county_members(&one.region, found), &codes);
    (inequality::hash(&table), inequality::hash(&inequality::specification(&codes)))
}

/// `GET /supervision/counties/{id}/figures/{stage}/schools.csv`: the values a stage's numbers are computed from, for insiders.
pub(crate) fn schools_csv(request: Request) -> Answer {
    file(&request, "schools.csv", "text/csv; charset=utf-8", |op, one, standard, stage| {
        let verdict = work::judged(op, one, standard)?;
        let found = verdict.stages.iter().find(|each| each.stage == stage).ok_or(Error::Missing)?;
        Ok(inequality::table(&county_members(&one.region, found), &codes(standard)))
    })
}

/// `GET /supervision/counties/{id}/figures/{stage}/equity.json`: what the command is asked.
pub(crate) fn equity_json(request: Request) -> Answer {
    file(&request, "equity.json", "application/json", |_, _, standard, stage| {
        judges(standard, stage)?;
        Ok(inequality::specification(&codes(standard)))
    })
}

fn file(
    request: &Request,
    name: &'static str,
    media_type: &'static str,
    write: fn(&Op, &County, &Standard, &str) -> op::Result<String>,
) -> Answer {
    let (id, stage): (String, String) = (request.path("id")?, request.path("stage")?);
    Ok(Reply::read(move |op| {
        let one = work::seen(op, &id)?;
        op.check(&Action::View(&id, &one.region)).map_err(|_| Error::Missing)?;
        let text = write(op, &one, &work::own_standard(&one)?, &stage)?;
        Ok(Response::bytes(text.into_bytes(), media_type, name))
    }))
}

/// `GET /supervision/counties/{id}/schools/{school}/figures/school.csv`: a school's record as the command reads it.
pub(crate) fn school_csv(request: Request) -> Answer {
    let (id, school): (String, String) = (request.path("id")?, request.path("school")?);
    Ok(Reply::read(move |op| {
        let one = work::seen_school(op, &id, &school)?;
        let standard = work::own_standard(&one)?;
        let text = crate::rules::figures::school_csv(work::kept(&one)?, &standard, &school);
        Ok(Response::bytes(text.into_bytes(), "text/csv; charset=utf-8", "school.csv"))
    }))
}

/// `GET /supervision/standards/{standard}`: the definitions of a standard, for everybody.
pub(crate) fn standard(request: Request) -> Answer {
    let (id, voice): (String, Voice) = (request.path("standard")?, request.voice());
    Ok(Reply::read(move |_| {
        let standard = Standard::shipped(&id).filter(|one| !one.indicators.is_empty()).ok_or(Error::Missing)?;
        let definitions: Vec<Definition> =
            standard.indicators.iter().map(|rule| Definition::of(&voice, &standard, rule)).collect();
        let title = standard_title(&voice, &standard);
        let (source, notes) = (standard.source.clone(), shown::notes(&voice, &standard));
        let hash = crate::rules::figures::standard_hash(&standard);
        let from = standard.valid_from.to_string();
        Ok(Response::page(
            "supervision/standard.html",
            context! { id, title, official => standard.title, source, notes, definitions, hash, from },
        ))
    }))
}
