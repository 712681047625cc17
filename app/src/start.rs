//! The start page: for a visitor what this is and where to begin, for whoever has signed in what waits for them.

use op::Op;
use serde::Serialize;
use web::{Access, Answer, Domain, MenuItem, Method, Reply, Request, Response, Route, Section, context};

/// The start page of an installation.
pub const START: Domain = domain(&[&[Route::page(Method::Get, "/", "start.view", Access::Public, show)], MONITORING]);

/// The front page of the monitoring centre, the same in every installation: no room of it knows the others.
pub const MONITORING: &[Route] = &[Route::page(Method::Get, "/monitor", "start.view", Access::Public, monitoring)];

/// Beside the entries of the centre's rooms, before them all.
const SECTION: Section = Section { word: "monitor-section", place: 60, part: "" };

/// Somebody of the demonstration, as the start page lists them.
#[derive(Serialize, Clone, Copy)]
pub struct Introduced {
    /// Name to sign in with.
    pub sign_in: &'static str,
    /// Name of the invented person.
    pub name: &'static str,
    /// Word key of what they do.
    pub role: &'static str,
    /// Code of their organisation; empty for learners and the administrator.
    pub organisation: &'static str,
}

/// The domain of a start page: no tables and no rights of its own.
pub const fn domain(routes: &'static [&'static [Route]]) -> Domain {
    Domain {
        name: "start",
        routes,
        roles: &[],
        migrations: &[],
        jobs: &[],
        words: &[("zh-CN", include_str!("../words/zh-CN.ftl")), ("en", include_str!("../words/en.ftl"))],
        templates: &[
            ("start/visitor.html", include_str!("../templates/visitor.html")),
            ("start/home.html", include_str!("../templates/home.html")),
            ("start/monitoring.html", include_str!("../templates/monitoring.html")),
        ],
        menu: &[MenuItem { section: SECTION, word: "start-menu_monitoring", path: "/monitor", roles: &[] }],
        matrix: |_| Vec::new(),
        subject_access: |_, _| Ok(false),
    }
}

fn show(request: Request) -> Answer {
    page(request, &[])
}

fn monitoring(request: Request) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |op| {
        let home = crate::home::monitoring(op, &voice)?;
        Ok(Response::page("start/monitoring.html", context! { home }))
    }))
}

/// The page, with the cast of the demonstration if there is one.
pub fn page(request: Request, cast: &'static [Introduced]) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |op| {
        if op.actor().person().is_some() {
            let home = crate::home::home(op, &voice)?;
            return Ok(Response::page("start/home.html", context! { home }));
        }
        let cast = cast.iter().map(|person| introduce(op, person)).collect::<op::Result<Vec<_>>>()?;
        Ok(Response::page("start/visitor.html", context! { cast, facts => facts(op)? }))
    }))
}

/// Somebody of the cast, with the name of their organisation as the directory has it.
#[derive(Serialize)]
struct CastLine {
    sign_in: &'static str,
    name: &'static str,
    role: &'static str,
    organisation: Option<String>,
}

fn introduce(op: &Op, person: &Introduced) -> op::Result<CastLine> {
    let organisation = match person.organisation {
        "" => None,
        code => directory::store::institution(op.conn(), code)?.map(|institution| institution.name),
    };
    Ok(CastLine { sign_in: person.sign_in, name: person.name, role: person.role, organisation })
}

/// Figures of the whole platform that anybody may see, each opening to what it counts.
#[derive(Serialize)]
struct Facts {
    institutions: i64,
    majors: i64,
    rules: i64,
    outcomes: i64,
    decided: i64,
}

fn facts(op: &Op) -> op::Result<Facts> {
    let (institutions, majors) = directory::counts(op.conn())?;
    let bank = credit::work::home::counts(op)?;
    Ok(Facts { institutions, majors, rules: bank.rules, outcomes: bank.outcomes, decided: bank.decided })
}
