//! The lists of assessments, the page of one, and its figures as files.

use indicators::standard::Standard;
use op::{Error, Op};
use web::{Answer, FormView, Reply, Request, Response, Timeline, Voice, context};

use crate::access::{Action, parts, receives, works};
use crate::lists::{OWN, PUBLISHED, fetch, fetch_own};
use crate::model::{County, Figures};
use crate::rules::pupils::Count;
use crate::rules::{figures, procedure};
use crate::shown::{self, BasicView, CountyView, Showing};
use crate::store;
use crate::work::county as work;

/// `GET /supervision/counties`
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    let officer = works(&request.actor);
    PUBLISHED.respond_with(
        &request,
        "supervision/counties.html",
        move |op, query| fetch(op, query, &voice),
        move |_| Ok(context! { officer }),
    )
}

/// `GET /supervision/procedure`
pub(crate) fn own(request: Request) -> Answer {
    let voice = request.voice();
    let other = voice.clone();
    let may_receive = receives(&request.actor);
    OWN.respond_with(
        &request,
        "supervision/procedure.html",
        move |op, query| fetch_own(op, query, &voice),
        move |op| {
            let named = |code: String| Ok((code.clone(), shown::region(op, &code, other.locale())?));
            let regions = crate::work::region::regions(op)?
                .into_iter()
                .map(named)
                .collect::<op::Result<Vec<(String, String)>>>()?;
            Ok(context! { may_receive, regions })
        },
    )
}

/// `GET /supervision/counties/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    Ok(Reply::read(move |op| page(op, &id, &voice, &timeline, FormView::blank())))
}

/// The page of an assessment.
pub(crate) fn page(op: &Op, id: &str, voice: &Voice, timeline: &Timeline, form: FormView) -> op::Result<Response> {
    let one = work::seen(op, id)?;
    let insider = op.check(&Action::View(id, &one.region)).is_ok();
    let standard = work::own_standard(&one)?;
    let verdict = work::judged(op, &one, &standard)?;
    let showing = Showing::of(voice, &one, &standard, &verdict, insider)?;
    let view = CountyView::of(&showing);
    let table = work::pupils(op, &one, &standard, insider)?;
    let withheld = table.iter().flatten().any(|count| *count == Count::Withheld);
    let pupils = showing.pupils(&table);
    let basic = basic(&one, voice)?;
    let county = shown::county(op, &one, &standard, voice)?;
    let (issues, remarks, entries) = match insider {
        true => (
            shown::findings::issues(&showing, &store::finding::issues(op.conn(), id)?, op.today()),
            shown::findings::remarks(&showing, &store::finding::remarks(op.conn(), id)?),
            timeline.rows(op, id, 50)?,
        ),
        false => Default::default(),
    };
    let history = history(op, &one, voice)?;
    let held = parts(op.actor(), &one.region);
    let offered: Vec<&str> = procedure::CHART.offered(one.state.name(), &held).map(|step| step.verb).collect();
    let inspects = op.check(&Action::Raise(id, &one.region)).is_ok();
    let mends = op.check(&Action::Mend(id, &one.region, "")).is_ok();
    let schools = if inspects { school_choices(&one)? } else { Vec::new() };
    let has_county = figures::county_csv(work::kept(&one)?, &standard).is_some();
    let out = [one.region.as_str(), &one.year.to_string()];
    let command = shown::command::standard("schools.csv", &one.standard, has_county, &out);
    Ok(Response::page(
        "supervision/county.html",
        context! {
            county, view, pupils, withheld, basic, insider, issues, remarks, entries, history, offered, inspects, mends, schools, has_county,
            command, form
        },
    ))
}

/// Attainment of the standard of 2012 beside the other, where there are figures for it.
fn basic(one: &County, voice: &Voice) -> op::Result<Option<BasicView>> {
    if one.standard == figures::BASIC {
        return Ok(None);
    }
    let standard = work::standard_of(figures::BASIC, one.year)?;
    // The engine says which column is not there; without them there is nothing to show.
    let Ok(verdict) = figures::judge(work::kept(one)?, &standard) else { return Ok(None) };
    Ok(Some(BasicView::of(&Showing::of(voice, one, &standard, &verdict, false)?)))
}

/// Other years and versions of the county that the reader may see.
fn history(op: &Op, one: &County, voice: &Voice) -> op::Result<Vec<shown::CountyShown>> {
    let all = store::county::heads(op.conn(), &one.region)?;
    let insider = op.check(&Action::View(&one.id, &one.region)).is_ok();
    let seen = all.iter().filter(|other| other.id != one.id && (insider || other.published_at.is_some())).take(50);
    seen.map(|other| {
        let standard = work::own_standard(other)?;
        shown::county(op, other, &standard, voice)
    })
    .collect()
}

fn school_choices(one: &County) -> op::Result<Vec<(String, String)>> {
    Ok(work::kept(one)?.schools.iter().map(|school| (school.code.clone(), school.name.clone())).collect())
}

/// `GET /supervision/counties/{id}/figures/schools.csv`: the schools as the command reads them, for insiders.
pub(crate) fn schools_csv(request: Request) -> Answer {
    table(&request, "schools.csv", |kept, standard| Some(figures::schools_csv(kept, standard)))
}

/// `GET /supervision/counties/{id}/figures/county.csv`: the county's own figures.
pub(crate) fn county_csv(request: Request) -> Answer {
    table(&request, "county.csv", figures::county_csv)
}

fn table(request: &Request, name: &'static str, write: fn(&Figures, &Standard) -> Option<String>) -> Answer {
    let id: String = request.path("id")?;
    Ok(Reply::read(move |op| {
        let one = work::seen(op, &id)?;
        op.check(&Action::View(&id, &one.region)).map_err(|_| Error::Missing)?;
        let standard = work::own_standard(&one)?;
        let kept = work::kept(&one)?;
        let text = write(kept, &standard).ok_or(Error::Missing)?;
        Ok(Response::bytes(text.into_bytes(), "text/csv; charset=utf-8", name))
    }))
}
