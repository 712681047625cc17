//! How the OneRoster exports of an institution are read, chosen on the page of a file.

use op::Op;
use web::{Answer, Form, FormView, Reply, Request, Response, Voice};

use super::deposits::page;
use crate::model::{Deposit, RosterMapping};
use crate::work::roster as work;

/// Fields of the form with the members of the mapping.
fn input(form: &mut Form) -> RosterMapping {
    let mut text = |field: &str| form.opt_text(field, 100).unwrap_or_default();
    RosterMapping {
        id_column: text("id_column"),
        credit_column: text("credit_column"),
        hours_column: text("hours_column"),
        line_item: text("line_item"),
        major: text("major"),
        level: text("level"),
        category: text("category"),
        cohort: text("cohort"),
        ending: text("ending"),
        season: text("season"),
    }
}

/// Whether a file is an export, as far as it was read.
pub(super) fn is_roster(deposit: &Deposit) -> bool {
    deposit.encoding == "oneroster" || deposit.refusal.starts_with("credit.file.roster_")
}

/// The form with what was chosen for this file, else with what an export usually calls its columns.
pub(super) fn values(op: &Op, id: &str) -> op::Result<FormView> {
    let usual = || RosterMapping {
        id_column: "userMasterIdentifier".to_owned(),
        credit_column: "metadata.credit".to_owned(),
        ..RosterMapping::default()
    };
    let chosen = work::of_deposit(op, id)?.unwrap_or_else(usual);
    let pairs = [
        ("id_column", chosen.id_column),
        ("credit_column", chosen.credit_column),
        ("hours_column", chosen.hours_column),
        ("line_item", chosen.line_item),
        ("major", chosen.major),
        ("level", chosen.level),
        ("category", chosen.category),
        ("cohort", chosen.cohort),
        ("ending", chosen.ending),
        ("season", chosen.season),
    ];
    Ok(FormView::new(pairs.map(|(name, value)| (name.to_owned(), value))))
}

/// What the selections of the form offer.
pub(super) fn choices(voice: &Voice) -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    let english = voice.locale() == web::Locale::En;
    let items = |table: &'static codes::CodeTable| {
        let named = |item: &codes::CodeItem| (item.key, if english { item.en } else { item.zh });
        table.items.iter().filter(|item| item.key != "enrolled").map(named).collect::<Vec<_>>()
    };
    vec![
        ("level", items(&codes::LEVEL)),
        ("category", items(&codes::CATEGORY)),
        ("ending", items(&codes::OUTCOME)),
        ("season", items(&codes::SEASON)),
    ]
}

/// `POST /credit/deposits/{id}/roster`
pub(crate) fn choose(request: Request) -> Answer {
    let (id, again, voice, timeline) = (request.path("id")?, request.path("id")?, request.voice(), request.timeline());
    let mut form: Form = request.fields()?;
    let input = input(&mut form);
    let target = format!("/credit/deposits/{id}");
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(page(op, &id, voice, &timeline, form.view())?.status(422))));
    }
    Ok(Reply::write(
        request.key(),
        move |op| work::choose(op, &id, &input),
        move |_| Response::see_other(target).notice("credit-notice-mapped"),
    )
    .or(move |op, error| page(op, &again, voice, &timeline, form.view_of(error))))
}
