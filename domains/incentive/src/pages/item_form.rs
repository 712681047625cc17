//! Writing an item.

use op::Op;
use web::{Answer, Form, FormView, Reply, Request, Response, Voice, context};

use crate::access::{Action, ItemVerb, REGISTRAR, organisations};
use crate::lists::provider;
use crate::model::{AtRevision, Item, ItemInput, POINTS_MAX};
use crate::rules::item::KINDS;
use crate::shown::{Named, Shower};
use crate::work::{item as work, place};

fn input(form: &mut Form) -> ItemInput {
    ItemInput {
        provider: form.text("provider", 1..=18),
        kind: form.choice("kind", &KINDS),
        name: form.text("name", 1..=100),
        name_en: form.opt_text("name_en", 200).unwrap_or_default(),
        description: form.long_text("description", 1..=1_000),
        description_en: form.opt_long_text("description_en", 2_000).unwrap_or_default(),
        counter: form.text("counter", 1..=200),
        price: form.int("price", 1..=POINTS_MAX),
        learner_max: form.opt_int("learner_max", 1..=1_000),
        open_from: form.day("open_from"),
        // The form asks for the last day, the item keeps the day after it.
        open_to: form.opt_day("open_until").map(|last| last.plus_days(1)),
        region: form.opt_text("region", 6).unwrap_or_default(),
        collect_days: form.int("collect_days", 1..=92),
    }
}

/// The values an editor starts from.
fn values(content: &ItemInput) -> Vec<(String, String)> {
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let pairs = [
        ("provider", content.provider.clone()),
        ("kind", content.kind.clone()),
        ("name", content.name.clone()),
        ("name_en", content.name_en.clone()),
        ("description", content.description.clone()),
        ("description_en", content.description_en.clone()),
        ("counter", content.counter.clone()),
        ("price", content.price.to_string()),
        ("learner_max", number(content.learner_max)),
        ("open_from", content.open_from.to_string()),
        ("open_until", content.open_to.map(|end| end.plus_days(-1).to_string()).unwrap_or_default()),
        ("region", content.region.clone()),
        ("collect_days", content.collect_days.to_string()),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// `GET /incentive/shop/new`
pub(crate) fn new(request: Request) -> Answer {
    let (voice, asked) = (request.voice(), request.query_value("provider"));
    Ok(Reply::read(move |op| {
        let code = provider(asked.as_deref(), op)?;
        let place = place(op, &code)?;
        op.check(&Action::Item(ItemVerb::Draft, "", &place))?;
        let region = format!("{:0<6}", place.region.get(..2).unwrap_or_default());
        let start = [
            ("provider", code),
            ("kind", KINDS[0].to_owned()),
            ("open_from", op.today().to_string()),
            ("region", region),
            ("collect_days", "14".to_owned()),
        ];
        let form = FormView::new(start.map(|(name, value)| (name.to_owned(), value)));
        editor(op, voice, form, None)
    }))
}

fn editor(op: &Op, voice: Voice, form: FormView, item: Option<&Item>) -> op::Result<Response> {
    let mut shower = Shower::new(voice);
    let own: Vec<Named> =
        organisations(op.actor(), &[REGISTRAR]).iter().map(|code| shower.named(op, code)).collect::<op::Result<_>>()?;
    let regions: Vec<Named> = ["310000", "320000", "330000", "340000"]
        .into_iter()
        .map(|code| shower.named(op, code))
        .collect::<op::Result<_>>()?;
    let shown = item.map(|item| shower.item(op, item)).transpose()?;
    Ok(Response::page(
        "incentive/item_form.html",
        context! { form, providers => own, regions, kinds => KINDS, item => shown },
    ))
}

/// `POST /incentive/shop`
pub(crate) fn draft(request: Request) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let mut form = request.fields()?;
    let input = input(&mut form);
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(editor(op, voice, form.view(), None)?.status(422))));
    }
    let done = |item: Item| {
        Response::see_other(format!("/incentive/shop/{}", item.id)).notice("incentive-notice-item_drafted")
    };
    Ok(Reply::write(key, move |op| work::draft(op, &input), done)
        .or(move |op, error| editor(op, voice, form.view_of(error), None)))
}

/// `GET /incentive/shop/{id}/edit`
pub(crate) fn edit(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    Ok(Reply::read(move |op| {
        let item = work::view(op, &id)?;
        op.check(&Action::Item(ItemVerb::Edit, &id, &place(op, &item.content.provider)?))?;
        editor(op, voice, FormView::new(values(&item.content)), Some(&item))
    }))
}

/// `POST /incentive/shop/{id}/edit`
pub(crate) fn rewrite(request: Request) -> Answer {
    let (id, again, voice, key) = (request.path("id")?, request.path("id")?, request.voice(), request.key());
    let mut form = request.fields()?;
    let input = input(&mut form);
    let at = AtRevision { revision: form.int("revision", 0..=i64::MAX), reason: String::new() };
    if form.has_faults() {
        return Ok(Reply::read(move |op| {
            let item = work::view(op, &id)?;
            Ok(editor(op, voice, form.view(), Some(&item))?.status(422))
        }));
    }
    let done =
        |item: Item| Response::see_other(format!("/incentive/shop/{}", item.id)).notice("incentive-notice-item_edited");
    Ok(Reply::write(key, move |op| work::edit(op, &id, &at, &input), done).or(move |op, error| {
        let item = work::view(op, &again)?;
        editor(op, voice, form.view_of(error), Some(&item))
    }))
}
