//! A provider's items, and one of them with its stock.

use op::Op;
use web::{Answer, Form, FormView, Reply, Request, Response, Timeline, Voice, context};

use crate::access::{Action, ItemVerb};
use crate::lists::items::{ITEMS, fetch};
use crate::lists::{provider, providers};
use crate::model::{AtRevision, Item, StockInput};
use crate::rules::REASON_CHARS_MAX;
use crate::rules::item::{CHART, STOCK_MAX};
use crate::shown::Shower;
use crate::work::{item as work, place};

/// `GET /incentive/shop`
pub(crate) fn list(request: Request) -> Answer {
    let (voice, again) = (request.voice(), request.voice());
    let asked = request.query_value("provider");
    ITEMS.respond_with(
        &request,
        "incentive/shop.html",
        move |op, query| fetch(op, query, &voice),
        move |op| {
            let mut shower = Shower::new(again);
            let code = provider(asked.as_deref(), op)?;
            let may_draft = op.check(&Action::Item(ItemVerb::Draft, "", &place(op, &code)?)).is_ok();
            let here = shower.named(op, &code)?;
            let own = providers(op, &mut shower)?;
            Ok(context! { provider => here, providers => own, may_draft })
        },
    )
}

/// `GET /incentive/shop/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    Ok(Reply::read(move |op| page(op, &id, voice, &timeline, FormView::blank())))
}

fn page(op: &Op, id: &str, voice: Voice, timeline: &Timeline, form: FormView) -> op::Result<Response> {
    let item = work::view(op, id)?;
    let place = place(op, &item.content.provider)?;
    op.check(&Action::ViewItem(id, &place))?;
    let may = |verb| op.check(&Action::Item(verb, id, &place)).is_ok();
    let may_supply = may(ItemVerb::Supply);
    let offered: Vec<&'static str> = match may(ItemVerb::Edit) {
        true => CHART.offered(item.state.name(), &["provider"]).map(|step| step.verb).collect(),
        false => Vec::new(),
    };
    let entries = timeline.rows(op, id, 50)?;
    let shown = Shower::new(voice).item(op, &item)?;
    Ok(Response::page("incentive/shop_item.html", context! { item => shown, offered, may_supply, entries, form }))
}

type Step = fn(&Op, &str, &AtRevision) -> op::Result<Item>;

fn step(request: &Request, verb: Step, notice: &'static str) -> Answer {
    let (id, again, voice, timeline) = (request.path("id")?, request.path("id")?, request.voice(), request.timeline());
    let mut form: Form = request.fields()?;
    let at = AtRevision {
        revision: form.int("revision", 0..=i64::MAX),
        reason: form.opt_long_text("reason", REASON_CHARS_MAX).unwrap_or_default(),
    };
    form.check()?;
    let done = move |item: Item| Response::see_other(format!("/incentive/shop/{}", item.id)).notice(notice);
    Ok(Reply::write(request.key(), move |op| verb(op, &id, &at), done)
        .or(move |op, error| page(op, &again, voice, &timeline, form.view_of(error))))
}

/// `POST /incentive/shop/{id}/publication`
pub(crate) fn publish(request: Request) -> Answer {
    step(&request, work::publish, "incentive-notice-item_published")
}

/// `POST /incentive/shop/{id}/withdrawal`
pub(crate) fn withdraw(request: Request) -> Answer {
    step(&request, work::withdraw, "incentive-notice-item_withdrawn")
}

/// `POST /incentive/shop/{id}/supply`
pub(crate) fn supply(request: Request) -> Answer {
    let (id, again, voice, timeline) = (request.path("id")?, request.path("id")?, request.voice(), request.timeline());
    let mut form: Form = request.fields()?;
    let taken = form.choice("way", &["supply", "take"]) == "take";
    let size = form.int("size", 1..=STOCK_MAX);
    let reason = form.long_text("reason", 1..=REASON_CHARS_MAX);
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(page(op, &id, voice, &timeline, form.view())?.status(422))));
    }
    let input = StockInput { change: if taken { -size } else { size }, reason };
    let done = |item: Item| {
        Response::see_other(format!("/incentive/shop/{}", item.id)).notice("incentive-notice-stock_changed")
    };
    Ok(Reply::write(request.key(), move |op| work::supply(op, &id, &input), done)
        .or(move |op, error| page(op, &again, voice, &timeline, form.view_of(error))))
}
