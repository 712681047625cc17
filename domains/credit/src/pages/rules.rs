//! Published rules for everybody, and a rule's own page.

use op::{Error, Op};
use serde::Serialize;
use web::{Answer, FormView, Reply, Request, Response, Timeline, Voice, context};

use super::rule_form::{impact_context, version};
use crate::access::{Action, REGISTRAR, REVIEWER, RuleVerb};
use crate::lists::rules::{RULES, fetch};
use crate::lists::{institution, institutions};
use crate::model::{Rule, RuleState};
use crate::rules::application::REASON_CHARS_MAX;
use crate::rules::rule::CHART;
use crate::shown::{RuleShown, Shower};
use crate::store::rule::OwnPlace;
use crate::work::rule::{self as work, StepInput};
use crate::work::{impact, place, preview};

/// `GET /credit/rules`
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    let staff = request.actor.holds_anywhere(REGISTRAR) || request.actor.holds_anywhere(REVIEWER);
    RULES.respond_with(
        &request,
        "credit/rules.html",
        move |op, query| fetch(op, query, &voice),
        move |_| Ok(context! { staff }),
    )
}

/// A version in the history of a rule.
#[derive(Serialize)]
struct VersionShown {
    version: i64,
    state: &'static str,
    published_at: String,
    current: bool,
}

/// `GET /credit/rules/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    let wanted = request.query_value("version").and_then(|text| text.parse().ok());
    Ok(Reply::read(move |op| page(op, &id, wanted, voice, &timeline, FormView::blank())))
}

/// The page of a rule: the version asked for, else the one in force, else the latest.
pub(crate) fn page(
    op: &Op,
    id: &str,
    wanted: Option<i64>,
    voice: Voice,
    timeline: &Timeline,
    form: FormView,
) -> op::Result<Response> {
    let versions = work::versions(op, id)?;
    let staff = staff(op, &versions)?;
    let chosen = match wanted {
        Some(number) => versions.iter().find(|rule| rule.version == number),
        None if staff => versions.first(),
        None => versions.iter().find(|rule| rule.state == RuleState::Published).or(versions.first()),
    };
    let chosen = chosen.ok_or(Error::Missing)?;
    let offered = offered(op, chosen)?;
    let mut shower = Shower::new(voice);
    let rule = shower.rule_in_full(op, chosen)?;
    let history: Vec<VersionShown> = versions
        .iter()
        .map(|one| VersionShown {
            version: one.version,
            state: look(one.state),
            published_at: one.published_at.map(|at| at.to_string()).unwrap_or_default(),
            current: one.version == chosen.version,
        })
        .collect();
    let entries = if staff { timeline.rows(op, id, 50)? } else { Vec::new() };
    let written = matches!(chosen.state, RuleState::Draft | RuleState::Submitted);
    let findings = if staff && written { preview::told(op, chosen)? } else { Vec::new() };
    let findings: Vec<(String, bool)> =
        findings.iter().map(|one| (shower.voice.code(one.code, &one.args), one.forbids)).collect();
    let own_draft = chosen.state == RuleState::Submitted && chosen.drafted_by == op.actor().id;
    Ok(Response::page(
        "credit/rule.html",
        context! { rule, look => look(chosen.state), history, offered, staff, written, findings, own_draft, entries, form },
    ))
}

fn staff(op: &Op, versions: &[Rule]) -> op::Result<bool> {
    let Some(first) = versions.first() else { return Ok(false) };
    let place = place(op, &first.content.institution)?;
    Ok(op.check(&Action::ViewRule(&first.id, &place)).is_ok())
}

/// What the actor can do with a version now: the verbs of the chart that permission and the rule of two people leave.
fn offered(op: &Op, rule: &Rule) -> op::Result<Vec<&'static str>> {
    let place = place(op, &rule.content.institution)?;
    let may = |verb: RuleVerb| op.check(&Action::Rule(verb, &rule.id, &place)).is_ok();
    let person = |verb: &&'static str| match *verb {
        "edit" => may(RuleVerb::Edit),
        "submit" => may(RuleVerb::Submit),
        "publish" => may(RuleVerb::Publish) && rule.drafted_by != op.actor().id,
        "return" => may(RuleVerb::Return),
        "withdraw" => may(RuleVerb::Withdraw),
        _ => false,
    };
    let roles = work::roles_at(op, &place);
    let mut verbs: Vec<&'static str> =
        CHART.offered(rule.state.name(), &roles).map(|step| step.verb).filter(person).collect();
    if !matches!(rule.state, RuleState::Draft | RuleState::Submitted) && may(RuleVerb::Draft) {
        verbs.push("draft_next");
    }
    Ok(verbs)
}

/// The state in the fixed list of states.
pub(crate) fn look(state: RuleState) -> &'static str {
    match state {
        RuleState::Submitted => "awaiting_second",
        other => other.name(),
    }
}

/// A rule in the list of those who write them.
#[derive(Serialize)]
struct DraftRow {
    rule: RuleShown,
    look: &'static str,
}

/// Rules on one page of an institution's own.
const OWN_PAGE: usize = 100;

/// `GET /credit/drafts`: an institution's rules in every state, what waits first.
pub(crate) fn own(request: Request) -> Answer {
    let (voice, asked) = (request.voice(), request.query_value("institution"));
    let after = own_place(&request);
    Ok(Reply::read(move |op| {
        let mut shower = Shower::new(voice);
        let code = institution(asked.as_deref(), op, &[REGISTRAR, REVIEWER])?;
        let mut found = work::of_institution(op, &code, after.as_ref(), OWN_PAGE as i64 + 1)?;
        let more = found.len() > OWN_PAGE;
        found.truncate(OWN_PAGE);
        let next = found.last().filter(|_| more).map(|last| {
            let place = OwnPlace::of(last);
            format!("/credit/drafts?institution={code}&part={}&rule={}&version={}", place.part, place.id, place.version)
        });
        let rows = found
            .iter()
            .map(|rule| Ok(DraftRow { look: look(rule.state), rule: shower.rule(op, rule)? }))
            .collect::<op::Result<Vec<_>>>()?;
        let own = institutions(op, &[REGISTRAR, REVIEWER], &mut shower)?;
        let may_draft = op.check(&Action::Rule(RuleVerb::Draft, "", &place(op, &code)?)).is_ok();
        let here = shower.institution(op, &code)?;
        Ok(Response::page(
            "credit/drafts.html",
            context! { rows, institution => here, institutions => own, may_draft, next, first => after.is_none() },
        ))
    }))
}

/// Where the list goes on, from the address; anything else is its beginning.
fn own_place(request: &Request) -> Option<OwnPlace> {
    Some(OwnPlace {
        part: request.query_value("part")?.parse().ok()?,
        id: request.query_value("rule")?,
        version: request.query_value("version")?.parse().ok()?,
    })
}

/// `GET /credit/rules/{id}/impact`: whom a version reaches.
pub(crate) fn reach(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    let number: i64 = request.query_value("version").and_then(|text| text.parse().ok()).ok_or(op::Error::Missing)?;
    Ok(Reply::long(move |op| {
        let rule = version(op, &id, number)?;
        let mut shower = Shower::new(voice);
        let impact = impact_context(op, &mut shower, &impact::of(op, &rule)?)?;
        let rule = shower.rule_in_full(op, &rule)?;
        Ok(Response::page("credit/rule_impact.html", context! { rule, impact }))
    }))
}

/// `GET /credit/rules/{id}/file`: a version as a text file.
pub(crate) fn file(request: Request) -> Answer {
    let id = request.path("id")?;
    let number: Option<i64> = request.query_value("version").and_then(|text| text.parse().ok());
    Ok(Reply::read(move |op| {
        let versions = work::versions(op, &id)?;
        let rule = versions.iter().find(|rule| number.is_none_or(|number| rule.version == number));
        let rule = rule.ok_or(op::Error::Missing)?;
        let name = format!("{}-{}.toml", rule.id, rule.version);
        Ok(Response::bytes(preview::text(rule).into_bytes(), "application/toml", &name))
    }))
}

/// `GET /credit/institutions/{institution}/rules`: every published rule and programme of an institution as a text file.
pub(crate) fn institution_file(request: Request) -> Answer {
    let code = request.path("institution")?;
    Ok(Reply::long(move |op| {
        let text = preview::published_text(op, &code)?;
        Ok(Response::bytes(text.into_bytes(), "application/toml", &format!("rules-{code}.toml")))
    }))
}

/// A verb that moves a version on.
type Step = fn(&Op, &str, &StepInput) -> op::Result<Rule>;

fn step(request: &Request, verb: Step, notice: &'static str) -> Answer {
    let (id, again, voice, timeline) = (request.path("id")?, request.path("id")?, request.voice(), request.timeline());
    let mut form = request.fields()?;
    let at = StepInput {
        version: form.int("version", 1..=i64::MAX),
        revision: form.int("revision", 0..=i64::MAX),
        reason: form.opt_long_text("reason", REASON_CHARS_MAX).unwrap_or_default(),
    };
    let number = at.version;
    form.check()?;
    let done = move |rule: Rule| {
        Response::see_other(format!("/credit/rules/{}?version={}", rule.id, rule.version)).notice(notice)
    };
    Ok(Reply::write(request.key(), move |op| verb(op, &id, &at), done)
        .or(move |op, error| page(op, &again, Some(number), voice, &timeline, form.view_of(error))))
}

/// `POST /credit/rules/{id}/submission`
pub(crate) fn submit(request: Request) -> Answer {
    step(&request, work::submit, "credit-notice-submitted")
}

/// `POST /credit/rules/{id}/publication`
pub(crate) fn publish(request: Request) -> Answer {
    step(&request, work::publish, "credit-notice-published")
}

/// `POST /credit/rules/{id}/return`
pub(crate) fn give_back(request: Request) -> Answer {
    step(&request, work::give_back, "credit-notice-rule_returned")
}

/// `POST /credit/rules/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    step(&request, work::withdraw, "credit-notice-rule_withdrawn")
}

/// `POST /credit/rules/{id}/versions`
pub(crate) fn draft_next(request: Request) -> Answer {
    let id = request.path("id")?;
    let done = |rule: Rule| Response::see_other(format!("/credit/rules/{}/versions/{}/edit", rule.id, rule.version));
    Ok(Reply::write(request.key(), move |op| work::draft_next(op, &id), done))
}
