//! 哪些成果能认定: what counts where, and the first step of applying.

use op::Op;
use serde::Serialize;
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use crate::lists::learner;
use crate::model::{Chosen, Match, MatchVerdict, NewApplication};
use crate::rules::application::CHOSEN_MAX;
use crate::shown;
use crate::shown::{Named, OutcomeShown, RuleShown, Shower};
use crate::work::{application, matches};

/// An outcome beside a rule.
#[derive(Serialize)]
pub(crate) struct MatchShown {
    /// What the form sends: outcome and rule.
    value: String,
    outcome: OutcomeShown,
    rule: RuleShown,
    counts: bool,
    reason: String,
}

/// What counts at one institution.
#[derive(Serialize)]
pub(crate) struct GroupShown {
    institution: Named,
    counting: Vec<MatchShown>,
    others: Vec<MatchShown>,
}

/// The matches of a learner by receiving institution.
pub(crate) fn groups(op: &Op, shower: &mut Shower, found: &[Match]) -> op::Result<Vec<GroupShown>> {
    let mut groups: Vec<GroupShown> = Vec::new();
    for one in found {
        let code = &one.rule.content.institution;
        let place = match groups.iter().position(|group| group.institution.code == *code) {
            Some(place) => place,
            None => {
                let institution = shower.institution(op, code)?;
                groups.push(GroupShown { institution, counting: Vec::new(), others: Vec::new() });
                groups.len() - 1
            }
        };
        let counts = one.verdict == MatchVerdict::Counts;
        let shown = MatchShown {
            value: format!("{} {}", one.outcome.id, one.rule.id),
            outcome: shower.outcome(op, &one.outcome)?,
            rule: shower.rule(op, &one.rule)?,
            counts,
            reason: shower.verdict(&one.verdict),
        };
        if counts { groups[place].counting.push(shown) } else { groups[place].others.push(shown) }
    }
    Ok(groups)
}

/// What a form's boxes say: outcome and rule, a blank between.
pub(crate) fn chosen(form: &mut Form) -> Vec<Chosen> {
    let read = |value: String| {
        let (outcome, rule) = value.split_once(' ')?;
        Some(Chosen { outcome: outcome.to_owned(), rule: rule.to_owned() })
    };
    form.list("match", CHOSEN_MAX).into_iter().filter_map(read).collect()
}

/// `GET /credit/matches`
pub(crate) fn show(request: Request) -> Answer {
    let (learner, voice) = (learner(&request)?, request.voice());
    Ok(Reply::read(move |op| page(op, &learner, voice, FormView::blank())))
}

fn page(op: &Op, learner: &str, voice: Voice, form: FormView) -> op::Result<Response> {
    let found = matches::of_learner(op, learner)?;
    let summary = matches::summarise(&found);
    let mut shower: shown::Shower = Shower::new(voice);
    let groups = groups(op, &mut shower, &found)?;
    Ok(Response::page("credit/matches.html", context! { groups, summary, form }))
}

/// `POST /credit/applications`
pub(crate) fn begin(request: Request) -> Answer {
    let (learner, voice, key) = (learner(&request)?, request.voice(), request.key());
    let mut form = request.fields()?;
    let input = NewApplication { institution: form.text("institution", 1..=18), chosen: chosen(&mut form) };
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(page(op, &learner, voice, form.view())?.status(422))));
    }
    let done =
        |begun: crate::model::Application| Response::see_other(format!("/credit/applications/{}/evidence", begun.id));
    Ok(Reply::write(key, move |op| application::begin(op, &input), done)
        .or(move |op, error| page(op, &learner, voice, form.view_of(error))))
}
