//! A provider's counter: what waits, and giving it out by its code.

use op::Op;
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use crate::lists::counter::{COUNTER, fetch};
use crate::lists::{provider, providers};
use crate::model::{CodeInput, Order, OrderState, ReasonInput};
use crate::rules::REASON_CHARS_MAX;
use crate::rules::order::{code_digits, may_collect};
use crate::shown::Shower;
use crate::work::counter as work;

/// `GET /incentive/counter`
pub(crate) fn list(request: Request) -> Answer {
    let (voice, again) = (request.voice(), request.voice());
    let asked = request.query_value("provider");
    COUNTER.respond_with(
        &request,
        "incentive/counter.html",
        move |op, query| fetch(op, query, &voice),
        move |op| context_of(op, asked.as_deref(), again, FormView::blank()),
    )
}

fn context_of(op: &Op, asked: Option<&str>, voice: Voice, form: FormView) -> op::Result<web::Context> {
    let mut shower = Shower::new(voice);
    let code = provider(asked, op)?;
    let waiting = work::counts(op, &code)?
        .into_iter()
        .find(|(state, _)| *state == OrderState::Held)
        .map_or(0, |(_, count)| count);
    let here = shower.named(op, &code)?;
    let own = providers(op, &mut shower)?;
    Ok(context! { provider => here, providers => own, waiting, form })
}

/// `GET /incentive/counter/code`: the order of a code that was typed, to be looked at before it is given out.
pub(crate) fn find(request: Request) -> Answer {
    let voice = request.voice();
    let typed = request.query_value("code").unwrap_or_default();
    let asked = request.query_value("provider");
    Ok(Reply::read(move |op| {
        let input = CodeInput { provider: provider(asked.as_deref(), op)?, code: typed.clone() };
        match work::find(op, &input) {
            Ok(order) => {
                let digits = code_digits(&typed).unwrap_or_default();
                Ok(Response::see_other(format!("/incentive/counter/{}?code={digits}", order.id)))
            }
            Err(error @ (op::Error::Invalid(_) | op::Error::Refused(_))) => code_page(op, &input, voice, &error),
            Err(error) => Err(error),
        }
    }))
}

/// The box for a code again, with what is wrong.
fn code_page(op: &Op, input: &CodeInput, voice: Voice, error: &op::Error) -> op::Result<Response> {
    let why = match error {
        op::Error::Invalid(faults) => faults.first().map(|fault| voice.fault(fault)).unwrap_or_default(),
        other => voice.error(other),
    };
    let form = FormView::new([("code".to_owned(), input.code.clone())]);
    let context = context_of(op, Some(&input.provider), voice, form)?;
    Ok(Response::page("incentive/code.html", context! { why, ..context }).status(422))
}

/// `GET /incentive/counter/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    // Whoever came by a code has typed it already; whoever came from the list asks for it.
    let code = request.query_value("code").unwrap_or_default();
    Ok(Reply::read(move |op| page(op, &id, voice, FormView::new([("code".to_owned(), code)]))))
}

fn page(op: &Op, id: &str, voice: Voice, form: FormView) -> op::Result<Response> {
    let order = work::view(op, id)?;
    let why = may_collect(&order, op.now()).map_err(op::Error::refused).err();
    let why = why.map(|error| voice.error(&error)).unwrap_or_default();
    let held = order.state == OrderState::Held;
    let shown = Shower::new(voice).order(op, &order)?;
    Ok(Response::page("incentive/collection.html", context! { order => shown, held, why, form }))
}

/// `POST /incentive/counter/{id}/collection`
pub(crate) fn collect(request: Request) -> Answer {
    let (id, again, voice) = (request.path("id")?, request.path("id")?, request.voice());
    let mut form: Form = request.fields()?;
    let input = CodeInput { provider: form.text("provider", 1..=18), code: form.text("code", 1..=40) };
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(page(op, &id, voice, form.view())?.status(422))));
    }
    let target = format!("/incentive/counter?provider={}", input.provider);
    Ok(Reply::write(
        request.key(),
        move |op| work::collect(op, &input, Some(&id)),
        move |_: Order| Response::see_other(target).notice("incentive-notice-collected"),
    )
    .or(move |op, error| page(op, &again, voice, form.view_of(error))))
}

/// `POST /incentive/counter/{id}/decline`
pub(crate) fn decline(request: Request) -> Answer {
    let (id, again, voice) = (request.path("id")?, request.path("id")?, request.voice());
    let mut form: Form = request.fields()?;
    let input = ReasonInput { reason: form.opt_long_text("reason", REASON_CHARS_MAX).unwrap_or_default() };
    let done = |order: Order| {
        Response::see_other(format!("/incentive/counter/{}", order.id)).notice("incentive-notice-declined")
    };
    Ok(Reply::write(request.key(), move |op| work::decline(op, &id, &input), done)
        .or(move |op, error| page(op, &again, voice, form.view_of(error))))
}
