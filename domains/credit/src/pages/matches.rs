//! 哪些成果能认定: what counts where, and the first step of applying.

use op::Op;
use serde::Serialize;
use units::Credit;
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use crate::lists::learner;
use crate::model::{Application, NewApplication};
use crate::rules::choice::USES_MAX;
use crate::shown::{Named, Shower};
use crate::shown_uses::{behind, choices, read_value};
use crate::work::application;
use crate::work::book::Book;
use crate::work::matches::{self, Asking, Match};

/// A programme in the list.
#[derive(Serialize)]
pub(crate) struct MatchShown {
    institution: Named,
    programme: String,
    title: String,
    credit: Credit,
    total: Credit,
    remaining: Credit,
    uses: usize,
    proved: bool,
}

/// Programmes on one page; the best come first.
const MATCHES_SHOWN: usize = 100;

pub(crate) fn match_shown(op: &Op, shower: &mut Shower, found: &Match) -> op::Result<MatchShown> {
    let answer = &found.counted.answer;
    Ok(MatchShown {
        institution: shower.institution(op, &found.counted.institution)?,
        programme: found.counted.programme.clone(),
        title: found.title.clone(),
        credit: answer.credit,
        total: found.total,
        remaining: answer.remaining,
        uses: answer.uses.len(),
        proved: answer.proof.optimal,
    })
}

/// `GET /credit/matches`
pub(crate) fn show(request: Request) -> Answer {
    let (learner, voice) = (learner(&request)?, request.voice());
    Ok(Reply::read(move |op| {
        let found = matches::of_learner(op, &learner)?;
        let summary = matches::summarise(op, &found)?;
        let mut shower = Shower::new(voice);
        let rows = found.iter().take(MATCHES_SHOWN).map(|one| match_shown(op, &mut shower, one));
        let rows = rows.collect::<op::Result<Vec<_>>>()?;
        Ok(Response::page("credit/matches.html", context! { rows, summary, more => found.len() > MATCHES_SHOWN }))
    }))
}

/// `GET /credit/matches/{institution}/{programme}`
pub(crate) fn programme(request: Request) -> Answer {
    let (learner, voice) = (learner(&request)?, request.voice());
    let (institution, code) = (request.path("institution")?, request.path("programme")?);
    Ok(Reply::read(move |op| best_page(op, &learner, &institution, &code, voice, None, FormView::blank())))
}

/// The best use with boxes to take uses out; `ticked` when it is shown again.
fn best_page(
    op: &Op,
    learner: &str,
    institution: &str,
    code: &str,
    voice: Voice,
    ticked: Option<Vec<String>>,
    form: FormView,
) -> op::Result<Response> {
    let context = best_context(op, learner, institution, code, voice, ticked)?;
    Ok(Response::page("credit/best.html", context! { form, ..context }))
}

/// What is shown of the best use in a programme.
pub(crate) fn best_context(
    op: &Op,
    learner: &str,
    institution: &str,
    code: &str,
    voice: Voice,
    ticked: Option<Vec<String>>,
) -> op::Result<web::Context> {
    let found = matches::of_programme(op, learner, institution, code)?;
    let mut shower = Shower::new(voice);
    let programme = found.book.programme(institution, code)?;
    let answer = &found.explanation.answer;
    let uses = choices(op, &mut shower, &found.book, programme, &found.asked.outcomes, &answer.uses)?;
    let picked = ticked.unwrap_or_else(|| uses.iter().map(|one| one.value.clone()).collect());
    let behind = behind(op, &mut shower, &found.book, &found.asked.outcomes, &found.explanation)?;
    let institution = shower.institution(op, institution)?;
    Ok(context! {
        institution, uses, picked, behind,
        programme => code.to_owned(),
        title => found.title.clone(),
        recognised => answer.credit,
        remaining => answer.remaining,
        total => found.total,
        spent => answer.spent,
        proved => answer.proof.optimal,
        cut => found.asked.cut,
    })
}

/// What a form's boxes say, for a programme.
pub(crate) fn chosen(
    op: &Op,
    institution: &str,
    code: &str,
    ticked: &[String],
) -> op::Result<Vec<crate::model::Chosen>> {
    let book = Book::of(op)?;
    let programme = book.programme(institution, code)?;
    Ok(ticked.iter().filter_map(|value| read_value(value, programme)).collect())
}

/// Boxes kept ticked when a choice is shown again.
pub(crate) fn ticked(form: &mut Form) -> Vec<String> {
    form.list("use", USES_MAX)
}

/// `POST /credit/applications`
pub(crate) fn begin(request: Request) -> Answer {
    let (learner, voice, key) = (learner(&request)?, request.voice(), request.key());
    let mut form = request.fields()?;
    let (institution, code) = (form.text("institution", 1..=18), form.text("programme", 1..=200));
    let boxes = ticked(&mut form);
    let (at, programme, picked) = (institution.clone(), code.clone(), boxes.clone());
    if form.has_faults() {
        let again = move |op: &Op| best_page(op, &learner, &at, &programme, voice, Some(picked), form.view());
        return Ok(Reply::read(move |op| Ok(again(op)?.status(422))));
    }
    let verb = move |op: &Op| {
        let chosen = Some(chosen(op, &institution, &code, &boxes)?);
        let input = NewApplication { institution: institution.clone(), programme: code.clone(), chosen };
        application::begin(op, &input)
    };
    let done = |begun: Application| Response::see_other(format!("/credit/applications/{}/evidence", begun.id));
    Ok(Reply::write(key, verb, done)
        .or(move |op, error| best_page(op, &learner, &at, &programme, voice, Some(picked), form.view_of(error))))
}

/// An acceptor in the list.
#[derive(Serialize)]
struct AcceptorShown {
    institution: Named,
    programme: String,
    rule: String,
    version: u32,
    source: String,
    target: String,
    partners: bool,
}

/// `GET /credit/acceptors`: everyone who accepts a course or certificate.
pub(crate) fn acceptors(request: Request) -> Answer {
    let voice = request.voice();
    let text = |name: &str| request.query_value(name).unwrap_or_default().trim().chars().take(200).collect::<String>();
    let asking = Asking { name: text("name"), code: text("code"), issuer: text("issuer"), class: text("class") };
    Ok(Reply::read(move |op| {
        let mut shower = Shower::new(voice);
        let mut rows = Vec::new();
        let mut coded = asking.clone();
        if let [code] = directory::store::institution_codes(op.conn(), &asking.issuer)?.as_slice() {
            coded.issuer.clone_from(code);
        }
        let found =
            if asking.name.is_empty() && asking.code.is_empty() { Vec::new() } else { matches::acceptors(op, &coded)? };
        for one in found {
            rows.push(AcceptorShown {
                institution: shower.institution(op, &one.institution)?,
                programme: one.programme,
                rule: one.rule,
                version: one.version,
                source: one.source,
                target: one.target,
                partners: one.partners,
            });
        }
        let more = rows.len() >= matches::ACCEPTORS_MAX;
        Ok(Response::page("credit/acceptors.html", context! { asking, rows, more }))
    }))
}
