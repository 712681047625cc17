//! Writing a rule and moving it on.

use op::Op;
use units::{Args, Credit};
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use crate::access::{Action, REGISTRAR, RuleVerb};
use crate::lists::{institution, institutions};
use crate::model::{Class, Effect, Minimum, Rule, RuleInput, Score, Source, Target};
use crate::rules::application::REASON_CHARS_MAX;
use crate::shown::Shower;
use crate::work::place;
use crate::work::rule::{self as work, StepInput};

/// The fields of the editor beside the names of the model.
fn input(form: &mut Form) -> RuleInput {
    let class = form.choice("class", &["course", "certificate"]);
    let effect = form.choice("effect", &["study_and_exam", "study_only"]);
    let score = form.opt_text("minimum.score", 8);
    let minimum = Minimum {
        score: score.and_then(|text| {
            let score = Score::parse(&text);
            if score.is_none() {
                form.fault("minimum.score", "form.not_a_number", Args::none());
            }
            score
        }),
        named: form.opt_choice("minimum.named", &["excellent", "good", "fair", "pass"]),
    };
    RuleInput {
        institution: form.text("institution", 1..=18),
        source: Source {
            class: Class::named(&class).unwrap_or(Class::Course),
            issuer: form.text("source.issuer", 1..=200),
            name: form.text("source.name", 1..=200),
            level: form.opt_text("source.level", 100).unwrap_or_default(),
        },
        target: Target {
            programme: form.opt_text("target.programme", 20).unwrap_or_default(),
            code: form.text("target.code", 1..=64),
            name: form.text("target.name", 1..=200),
            credit: form.credit("target.credit"),
        },
        minimum,
        effect: Effect::named(&effect).unwrap_or(Effect::StudyOnly),
        cap: form.opt_credit("cap"),
        months_max: form.opt_int("months_max", 1..=600),
        evidence_required: form.flag("evidence_required"),
        valid_from: form.day("valid_from"),
        // The form asks for the last day, the rule keeps the day after it.
        valid_to: form.opt_day("valid_until").map(|last| last.plus_days(1)),
        note: form.opt_text("note", 500).unwrap_or_default(),
    }
}

/// The values an editor starts from.
fn values(content: &RuleInput) -> Vec<(String, String)> {
    let optional = |value: Option<String>| value.unwrap_or_default();
    let pairs = [
        ("institution", content.institution.clone()),
        ("class", content.source.class.name().to_owned()),
        ("source.issuer", content.source.issuer.clone()),
        ("source.name", content.source.name.clone()),
        ("source.level", content.source.level.clone()),
        ("target.programme", content.target.programme.clone()),
        ("target.code", content.target.code.clone()),
        ("target.name", content.target.name.clone()),
        ("target.credit", content.target.credit.to_string()),
        ("minimum.score", optional(content.minimum.score.map(|score| score.to_string()))),
        ("minimum.named", optional(content.minimum.named.clone())),
        ("effect", content.effect.name().to_owned()),
        ("cap", optional(content.cap.as_ref().map(Credit::to_string))),
        ("months_max", optional(content.months_max.map(|months| months.to_string()))),
        ("evidence_required", if content.evidence_required { "1" } else { "" }.to_owned()),
        ("valid_from", content.valid_from.to_string()),
        ("valid_until", optional(content.valid_to.map(|end| end.plus_days(-1).to_string()))),
        ("note", content.note.clone()),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// `GET /credit/drafts/new`
pub(crate) fn new(request: Request) -> Answer {
    let (voice, asked) = (request.voice(), request.query_value("institution"));
    Ok(Reply::read(move |op| {
        let code = institution(asked.as_deref(), op, &[REGISTRAR])?;
        op.check(&Action::Rule(RuleVerb::Draft, "", &place(op, &code)?))?;
        let start = [("institution", code), ("class", "course".to_owned()), ("valid_from", op.today().to_string())];
        let form = FormView::new(start.map(|(name, value)| (name.to_owned(), value)));
        editor(op, voice, form, None)
    }))
}

fn editor(op: &Op, voice: Voice, form: FormView, rule: Option<&Rule>) -> op::Result<Response> {
    let mut shower = Shower::new(voice);
    let own = institutions(op, &[REGISTRAR], &mut shower)?;
    let shown = rule.map(|rule| shower.rule(op, rule)).transpose()?;
    Ok(Response::page("credit/rule_form.html", context! { form, institutions => own, rule => shown }))
}

/// `POST /credit/drafts`
pub(crate) fn draft(request: Request) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let mut form = request.fields()?;
    let input = input(&mut form);
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(editor(op, voice, form.view(), None)?.status(422))));
    }
    let done = |rule: Rule| Response::see_other(format!("/credit/rules/{}", rule.id)).notice("credit-notice-drafted");
    Ok(Reply::write(key, move |op| work::draft(op, &input), done)
        .or(move |op, error| editor(op, voice, form.view_of(error), None)))
}

/// The version of a rule a form is about.
fn version(op: &Op, id: &str, number: i64) -> op::Result<Rule> {
    work::versions(op, id)?.into_iter().find(|rule| rule.version == number).ok_or(op::Error::Missing)
}

/// `GET /credit/rules/{id}/versions/{version}/edit`
pub(crate) fn edit(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    let number: i64 = request.path("version")?.parse().map_err(|_| op::Error::Missing)?;
    Ok(Reply::read(move |op| {
        let rule = version(op, &id, number)?;
        op.check(&Action::Rule(RuleVerb::Edit, &id, &place(op, &rule.content.institution)?))?;
        editor(op, voice, FormView::new(values(&rule.content)), Some(&rule))
    }))
}

/// `POST /credit/rules/{id}/versions/{version}/edit`
pub(crate) fn rewrite(request: Request) -> Answer {
    let (id, again, voice, key) = (request.path("id")?, request.path("id")?, request.voice(), request.key());
    let number: i64 = request.path("version")?.parse().map_err(|_| op::Error::Missing)?;
    let mut form = request.fields()?;
    let input = input(&mut form);
    let at = StepInput { version: number, revision: form.int("revision", 0..=i64::MAX), reason: String::new() };
    if form.has_faults() {
        return Ok(Reply::read(move |op| {
            let rule = version(op, &id, number)?;
            Ok(editor(op, voice, form.view(), Some(&rule))?.status(422))
        }));
    }
    let done = |rule: Rule| {
        Response::see_other(format!("/credit/rules/{}?version={}", rule.id, rule.version))
            .notice("credit-notice-edited")
    };
    Ok(Reply::write(key, move |op| work::edit(op, &id, &at, &input), done).or(move |op, error| {
        let rule = version(op, &again, number)?;
        editor(op, voice, form.view_of(error), Some(&rule))
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
        .or(move |op, error| super::rules::page(op, &again, Some(number), voice, &timeline, form.view_of(error))))
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
