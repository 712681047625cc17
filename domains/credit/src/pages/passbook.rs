//! 存折.

use op::Op;
use serde::Serialize;
use web::{Answer, Reply, Request, Response, Voice, context};

use super::matches::match_shown;
use crate::lists::learner;
use crate::shown::{OutcomeShown, Shower, UseShown};
use crate::work::matches;
use crate::work::passbook::{self as work, Part, Passbook, PassbookLine};

/// A line of the passbook.
#[derive(Serialize)]
struct LineShown {
    outcome: OutcomeShown,
    uses: Vec<UseShown>,
    revoked: String,
}

/// What stands with an institution.
#[derive(Serialize)]
struct StandingShown {
    institution: String,
    reserved: units::Credit,
    recognised: units::Credit,
}

fn line_shown(op: &Op, shower: &mut Shower, line: &PassbookLine) -> op::Result<LineShown> {
    let uses = line.uses.iter().map(|used| shower.used(op, used)).collect::<op::Result<_>>()?;
    Ok(LineShown {
        outcome: shower.outcome(op, &line.outcome)?,
        uses,
        revoked: line.revoked.clone().unwrap_or_default(),
    })
}

/// `GET /credit/passbook`
pub(crate) fn show(request: Request) -> Answer {
    let (learner, voice, again) = (learner(&request)?, request.voice(), request.voice());
    let part = part(&request);
    Ok(Reply::read(move |op| {
        let passbook = work::own(op, &learner, &part)?;
        let counting = matches::summary(op, &learner)?;
        let context = passbook_context(op, voice, &passbook, &part, "/credit/passbook?")?;
        let declared = super::declarations::unverified(op, &mut Shower::new(again), &learner)?;
        Ok(Response::page("credit/passbook.html", context! { own => true, counting, declared, ..context }))
    }))
}

/// The part asked for: everything with `all=1`, else the page behind `month` and `after`.
fn part(request: &Request) -> Part {
    match request.query_value("all").as_deref() {
        Some("1") => Part::Whole,
        _ => Part::Page(request.query_value("month").zip(request.query_value("after"))),
    }
}

/// What the page shows. `here` is the address of the first page, up to where a parameter is added.
fn passbook_context(op: &Op, voice: Voice, passbook: &Passbook, part: &Part, here: &str) -> op::Result<web::Context> {
    let mut shower = Shower::new(voice);
    let mut lines = Vec::with_capacity(passbook.lines.len());
    for line in &passbook.lines {
        lines.push(line_shown(op, &mut shower, line)?);
    }
    let mut standings = Vec::with_capacity(passbook.institutions.len());
    for standing in &passbook.institutions {
        let institution = shower.institution(op, &standing.institution)?.name;
        standings.push(StandingShown { institution, reserved: standing.reserved, recognised: standing.recognised });
    }
    let next = passbook.next.as_ref().map(|(month, id)| format!("{here}month={month}&after={id}")).unwrap_or_default();
    let first = !matches!(part, Part::Page(Some(_)));
    let whole = match part {
        Part::Page(_) if !first || !next.is_empty() => format!("{here}all=1"),
        _ => String::new(),
    };
    Ok(context! {
        name => passbook.name.clone(), lines, standings, next, first, whole,
        front => here.trim_end_matches(['?', '&']).to_owned(),
        whole_max => work::WHOLE_MAX,
        count => passbook.outcome_count,
        total => passbook.credit,
        recognised => passbook.recognised,
        printed_at => op.now().to_string(),
    })
}

/// `GET /credit/passbook/{outcome}`
pub(crate) fn outcome(request: Request) -> Answer {
    let (learner, voice, outcome) = (learner(&request)?, request.voice(), request.path("outcome")?);
    Ok(Reply::read(move |op| {
        let line = work::own_outcome(op, &learner, &outcome)?;
        let mut shower = Shower::new(voice);
        let line = line_shown(op, &mut shower, &line)?;
        let found = matches::of_outcome(op, &learner, &outcome)?;
        let counts = found.iter().map(|one| match_shown(op, &mut shower, one)).collect::<op::Result<Vec<_>>>()?;
        Ok(Response::page("credit/outcome.html", context! { line, counts }))
    }))
}

/// `GET /credit/learners/{learner}`: another's passbook, read for an institution and recorded.
pub(crate) fn read(request: Request) -> Answer {
    let (learner, voice, part) = (request.path("learner")?, request.voice(), part(&request));
    let institution = request.query_value("institution").ok_or(op::Error::Missing)?;
    // The names on the page are opened in the operation that records the read.
    Ok(Reply::work(move |app, actor| {
        let (whose, whom, asked) = (learner.clone(), institution.clone(), part.clone());
        let read = app.write(actor, None, move |op| work::read_for(op, &whom, &whose, &asked))?;
        let passbook = read.ok_or(op::Error::Missing)?;
        app.read(actor, |op| {
            // The institution was found by this very text, which is a code.
            let here = format!("/credit/learners/{learner}?institution={institution}&");
            let context = passbook_context(op, voice, &passbook, &part, &here)?;
            Ok(Response::page(
                "credit/passbook.html",
                context! { own => false, counting => (), declared => (), ..context },
            ))
        })
    }))
}
