//! The page of a school: for inspectors, officers of its county, and its own data officer.

use op::Op;
use serde_json::{Value, json};
use web::{Answer, Reply, Request, Response, Voice, context};

use crate::access::Action;
use crate::rules::known;
use crate::shown::home;
use crate::shown::{self, Grid, SchoolView, Showing, command};
use crate::store;
use crate::work::county as work;

/// `GET /supervision/counties/{id}/schools/{school}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, school, voice): (String, String, _) = (request.path("id")?, request.path("school")?, request.voice());
    Ok(Reply::read(move |op| page(op, &id, &school, &voice)))
}

fn page(op: &Op, id: &str, code: &str, voice: &Voice) -> op::Result<Response> {
    let one = work::seen_school(op, id, code)?;
    let standard = work::own_standard(&one)?;
    let verdict = work::judged(op, &one, &standard)?;
    let showing = Showing::of(voice, &one, &standard, &verdict, true)?;
    let school = SchoolView::of(&showing, code);
    let insider = op.check(&Action::View(id, &one.region)).is_ok();
    let of_school = |other: &str| other == code;
    let mut issues = store::finding::issues(op.conn(), id)?;
    issues.retain(|issue| of_school(&issue.school));
    let mut remarks = store::finding::remarks(op.conn(), id)?;
    remarks.retain(|remark| of_school(&remark.school));
    let issues = shown::findings::issues(&showing, &issues, op.today());
    let remarks = shown::findings::remarks(&showing, &remarks);
    let mends = op.check(&Action::Mend(id, &one.region, code)).is_ok();
    let history = history(op, &one, code, voice)?;
    let county = shown::county(op, &one, &standard, voice)?;
    let own = showing.figures.school(code).ok_or(op::Error::Missing)?;
    let entered = shown::number::entered(&showing, own);
    let command = command::standard("school.csv", &one.standard, false, &[code, &one.year.to_string()]);
    Ok(Response::page(
        "supervision/school.html",
        context! { county, school, insider, issues, remarks, mends, history, entered, command },
    ))
}

/// What the school reached in other years: of each year the published version, else the latest.
fn history(op: &Op, one: &crate::model::County, code: &str, voice: &Voice) -> op::Result<Grid> {
    let all = store::county::of_region(op.conn(), &one.region)?;
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let mut years: Vec<i64> = all.iter().map(|other| other.year).collect();
    years.dedup();
    for year in years.into_iter().take(20) {
        let mut of_year = all.iter().filter(|other| other.year == year);
        let published = of_year.clone().find(|other| other.state == crate::model::CountyState::Published);
        let Some(other) = published.or_else(|| of_year.next()) else { continue };
        let verdict = work::judged(op, other, &work::own_standard(other)?)?;
        for stage in &verdict.stages {
            let Some(school) = stage.schools.iter().find(|school| school.school == code) else { continue };
            let reached = school.reached.iter().filter(|reached| **reached == Some(true)).count();
            rows.push(vec![
                json!({ "text": year.to_string(), "href": format!("{}/schools/{code}", home(&other.id)) }),
                json!(shown::stage(voice, &stage.stage)),
                shown::maybe(known(school.pupils), 0),
                json!(format!("{reached} / {}", school.reached.len())),
                shown::answer(voice, school.passed),
            ]);
        }
    }
    Ok(Grid {
        caption: voice.word("supervision-history-caption"),
        columns: vec![
            json!(voice.word("supervision-year")),
            json!(voice.word("supervision-stage")),
            shown::numeric(voice.word("supervision-pupils")),
            shown::numeric(voice.word("supervision-reached")),
            json!(voice.word("supervision-school_rule")),
        ],
        rows,
    })
}
