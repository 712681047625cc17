//! The catalogue for everybody; ordering and one's own orders for a learner.

use op::{Error, Op};
use web::{Answer, Form, FormView, Reply, Request, Response, Timeline, Voice, context};

use crate::lists::catalogue::{CATALOGUE, available, fetch};
use crate::lists::learner;
use crate::lists::orders::{ORDERS, fetch as fetch_orders};
use crate::model::{NewOrder, Order};
use crate::rules::order::{CHART, held_until, may_order};
use crate::shown::Shower;
use crate::work::{item as items, order as work};
use crate::{access, store};

/// `GET /incentive`
pub(crate) fn list(request: Request) -> Answer {
    let voice = request.voice();
    let actor = request.actor.clone();
    CATALOGUE.respond_with(
        &request,
        "incentive/catalogue.html",
        move |op, query| fetch(op, query, &voice),
        move |op| {
            let points = available(op)?;
            let within = |most| store::item::Filter { price_max: most, ..store::item::Filter::default() };
            let (all, _) = store::item::count(op.conn(), op.today(), &within(None))?;
            let (_, affordable) = store::item::count(op.conn(), op.today(), &within(points))?;
            let own = points.is_some() && actor.grants.is_empty();
            let staff = !access::organisations(&actor, &[access::REGISTRAR]).is_empty();
            Ok(context! { points => points.filter(|_| own), all, affordable, staff })
        },
    )
}

/// `GET /incentive/items/{id}`
pub(crate) fn show(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    Ok(Reply::read(move |op| {
        let (context, _) = item_context(op, &id, voice, FormView::blank())?;
        Ok(Response::page("incentive/item.html", context))
    }))
}

/// What pages about ordering an item show: the item, one's points, and why it cannot be ordered.
fn item_context(op: &Op, id: &str, voice: Voice, form: FormView) -> op::Result<(web::Context, bool)> {
    let item = items::view(op, id)?;
    let mut shower = Shower::new(voice);
    let points = available(op)?;
    let refused = may_order(&item, item.content.price, op.today()).map_err(Error::refused).err();
    let why = match (&refused, item.stock.free, points) {
        (Some(error), ..) => shower.voice.error(error),
        (None, 0, _) => shower.voice.error(&Error::refused(crate::rules::Refused::SoldOut)),
        (None, _, Some(points)) if points < item.content.price => {
            shower.voice.error(&Error::refused(crate::rules::Refused::NotEnough(item.content.price, points)))
        }
        _ => String::new(),
    };
    let last_day = held_until(op.today(), item.content.collect_days).plus_seconds(-1).day_in_shanghai().to_string();
    let open = why.is_empty();
    let left = points.map(|points| points - item.content.price);
    let shown = shower.item(op, &item)?;
    Ok((context! { item => shown, points, left, why, last_day, form }, open))
}

/// `GET /incentive/items/{id}/check`: what one gets, what it costs, what is left; then one button.
pub(crate) fn check(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    Ok(Reply::read(move |op| check_page(op, &id, voice, FormView::blank())))
}

fn check_page(op: &Op, id: &str, voice: Voice, form: FormView) -> op::Result<Response> {
    let (context, open) = item_context(op, id, voice, form)?;
    Ok(match open {
        true => Response::page("incentive/check.html", context),
        // Whoever cannot order reads why on the page of the item.
        false => Response::page("incentive/item.html", context),
    })
}

/// `POST /incentive/orders`
pub(crate) fn place(request: Request) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let mut form: Form = request.fields()?;
    let input = NewOrder { item: form.text("item", 1..=40), price: form.int("price", 0..=i64::MAX) };
    form.check()?;
    let again = input.item.clone();
    let done =
        |order: Order| Response::see_other(format!("/incentive/orders/{}", order.id)).notice("incentive-notice-placed");
    Ok(Reply::write(key, move |op| work::place(op, &input), done)
        .or(move |op, error| check_page(op, &again, voice, form.view_of(error))))
}

/// `GET /incentive/orders`
pub(crate) fn orders(request: Request) -> Answer {
    let (learner, voice) = (learner(&request)?, request.voice());
    let whose = learner.clone();
    ORDERS.respond_with(
        &request,
        "incentive/orders.html",
        move |op, query| fetch_orders(op, query, &learner, &voice),
        move |op| Ok(context! { waiting => store::order::held(op.conn(), &whose)? }),
    )
}

/// `GET /incentive/orders/{id}`: the code to be shown or printed.
pub(crate) fn order(request: Request) -> Answer {
    let (id, voice, timeline) = (request.path("id")?, request.voice(), request.timeline());
    Ok(Reply::read(move |op| order_page(op, &id, voice, &timeline, FormView::blank())))
}

fn order_page(op: &Op, id: &str, voice: Voice, timeline: &Timeline, form: FormView) -> op::Result<Response> {
    let order = work::own(op, id)?;
    let may_cancel = CHART.next(order.state.name(), "cancel", &["learner"]).is_ok();
    let entries = timeline.rows(op, id, 50)?;
    let shown = Shower::new(voice).order(op, &order)?;
    Ok(Response::page("incentive/order.html", context! { order => shown, may_cancel, entries, form }))
}

/// `POST /incentive/orders/{id}/cancellation`
pub(crate) fn cancel(request: Request) -> Answer {
    let (id, again, voice, timeline) = (request.path("id")?, request.path("id")?, request.voice(), request.timeline());
    let form = request.fields()?;
    let target = format!("/incentive/orders/{id}");
    Ok(Reply::write(
        request.key(),
        move |op| work::cancel(op, &id),
        move |_: Order| Response::see_other(target).notice("incentive-notice-cancelled"),
    )
    .or(move |op, error| order_page(op, &again, voice, &timeline, form.view_of(error))))
}
