//! Data sets and the figures of one.

use web::{Answer, Reply, Request, Response, context};

use crate::access::Action;
use crate::lists::data_sets::{DATA_SETS, FIGURES, fetch, fetch_figures};
use crate::shown::Shower;
use crate::store;
use crate::work::data_set as work;

/// `GET /statistics/data-sets`
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    DATA_SETS.respond_with(
        &request,
        "statistics/data_sets.html",
        move |op, query| fetch(op, query, &voice),
        move |op| Ok(context! { may_receive => op.check(&Action::Receive("")).is_ok() }),
    )
}

/// An element as a page shows it.
#[derive(serde::Serialize)]
struct ElementShown {
    code: String,
    name: String,
    unit: String,
}

/// The version a request asks for.
fn wanted(request: &Request) -> Option<i64> {
    request.query_value("version").and_then(|text| text.parse().ok())
}

/// `GET /statistics/data-sets/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, wanted): (String, _, _) = (request.path("id")?, request.voice(), wanted(&request));
    Ok(Reply::read(move |op| {
        let versions = work::versions(op, &id)?;
        let numbers: Vec<i64> = versions.iter().map(|set| set.version).collect();
        let version = wanted.unwrap_or(numbers[0]);
        let set = work::seen(op, &id, version)?;
        let shower = Shower::new(voice);
        let insider = op.check(&Action::ViewData(&id)).is_ok();
        let elements: Vec<ElementShown> = set
            .about
            .elements
            .iter()
            .map(|element| ElementShown {
                code: element.code.clone(),
                name: shower.either(&element.name, &element.name_en),
                unit: element.unit.clone(),
            })
            .collect();
        let regions: Vec<String> =
            set.about.regions.iter().map(|region| shower.either(&region.name, &region.name_en)).collect();
        let title = shower.either(&set.about.title, &set.about.title_en);
        let evaluations: Vec<_> = store::evaluation::publishes(op.conn(), &id)?
            .into_iter()
            .map(|one| context! { id => one.id, version => one.version, name => shower.either(&one.content.name, &one.content.name_en) })
            .collect();
        let regions = shower.listed(&regions);
        let figures = units::grouped(&set.figures.to_string());
        Ok(Response::page(
            "statistics/data_set.html",
            context! { set, title, figures, elements, regions, insider, numbers, evaluations },
        ))
    }))
}

/// `GET /statistics/data-sets/{id}/figures`
pub(crate) fn figures(request: Request) -> Answer {
    let (id, again, voice): (String, String, _) = (request.path("id")?, request.path("id")?, request.voice());
    let wanted = wanted(&request);
    let chosen = move |op: &op::Op, id: &str| {
        let latest = work::versions(op, id)?[0].version;
        work::seen(op, id, wanted.unwrap_or(latest))
    };
    FIGURES.respond_with(
        &request,
        "statistics/figures.html",
        move |op, query| fetch_figures(op, &chosen(op, &id)?, query),
        move |op| {
            let set = chosen(op, &again)?;
            let title = Shower::new(voice).either(&set.about.title, &set.about.title_en);
            Ok(context! { set, title })
        },
    )
}
