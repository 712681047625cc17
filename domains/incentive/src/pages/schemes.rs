//! Schemes for everybody, an authority's own, and a scheme's page.

use op::{Error, Op};
use serde::Serialize;
use web::{Answer, FormView, Reply, Request, Response, Timeline, Voice, context};

use crate::access::{Action, SchemeVerb, authorities, roles_at};
use crate::lists::schemes::{OWN, SCHEMES, fetch, fetch_own};
use crate::lists::{authority, own_authorities};
use crate::model::{Scheme, SchemeState};
use crate::rules::scheme::CHART;
use crate::shown::{Shower, scheme_look};
use crate::work::{authority_place, scheme as work};

/// `GET /incentive/schemes`
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    let staff = !authorities(&request.actor).is_empty();
    SCHEMES.respond_with(
        &request,
        "incentive/schemes.html",
        move |op, query| fetch(op, query, &voice),
        move |_| Ok(context! { staff }),
    )
}

/// `GET /incentive/drafts`
pub(crate) fn own(request: Request) -> Answer {
    let (voice, again) = (request.voice(), request.voice());
    let asked = request.query_value("authority");
    OWN.respond_with(
        &request,
        "incentive/drafts.html",
        move |op, query| fetch_own(op, query, &voice),
        move |op| {
            let mut shower = Shower::new(again);
            let code = authority(asked.as_deref(), op)?;
            let place = authority_place(op, &code)?;
            let may_draft = op.check(&Action::Scheme(SchemeVerb::Draft, "", &place)).is_ok();
            let here = shower.named(op, &code)?;
            let own = own_authorities(op, &mut shower)?;
            Ok(context! { authority => here, authorities => own, may_draft })
        },
    )
}

/// A version in the history of a scheme.
#[derive(Serialize)]
struct VersionShown {
    version: i64,
    state: &'static str,
    published_at: String,
    current: bool,
}

/// `GET /incentive/schemes/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    let wanted = request.query_value("version").and_then(|text| text.parse().ok());
    Ok(Reply::read(move |op| page(op, &id, wanted, voice, &timeline, FormView::blank())))
}

/// The page of a scheme: the version asked for, else the latest for those who work on it, else the one in force.
pub(crate) fn page(
    op: &Op,
    id: &str,
    wanted: Option<i64>,
    voice: Voice,
    timeline: &Timeline,
    form: FormView,
) -> op::Result<Response> {
    let versions = work::versions(op, id)?;
    let first = versions.first().ok_or(Error::Missing)?;
    let staff = work::sees_all(op, first)?;
    let chosen = match wanted {
        Some(number) => versions.iter().find(|scheme| scheme.version == number),
        None if staff => Some(first),
        None => versions.iter().find(|scheme| scheme.state == SchemeState::Published).or(Some(first)),
    };
    let chosen = chosen.ok_or(Error::Missing)?;
    let offered = offered(op, chosen)?;
    let history: Vec<VersionShown> = versions.iter().map(|one| version_shown(one, chosen)).collect();
    let entries = if staff { timeline.rows(op, id, 50)? } else { Vec::new() };
    let own_draft = chosen.state == SchemeState::Submitted && chosen.drafted_by == op.actor().id;
    let scheme = Shower::new(voice).scheme(op, chosen)?;
    Ok(Response::page("incentive/scheme.html", context! { scheme, history, offered, staff, own_draft, entries, form }))
}

fn version_shown(one: &Scheme, chosen: &Scheme) -> VersionShown {
    VersionShown {
        version: one.version,
        state: scheme_look(one.state),
        published_at: one.published_at.map(|at| at.to_string()).unwrap_or_default(),
        current: one.version == chosen.version,
    }
}

/// What the actor can do with a version now: the verbs of the chart that permission and the rule of two people leave.
fn offered(op: &Op, scheme: &Scheme) -> op::Result<Vec<&'static str>> {
    let place = authority_place(op, &scheme.content.authority)?;
    let roles = roles_at(op.actor(), &place);
    let of_chart = CHART.offered(scheme.state.name(), &roles).map(|step| step.verb);
    let mut verbs: Vec<&'static str> = of_chart
        .filter(|verb| *verb != "supersede" && (*verb != "publish" || scheme.drafted_by != op.actor().id))
        .collect();
    let writes = op.check(&Action::Scheme(SchemeVerb::Draft, &scheme.id, &place)).is_ok();
    if writes && !matches!(scheme.state, SchemeState::Draft | SchemeState::Submitted) {
        verbs.push("draft_next");
    }
    Ok(verbs)
}
