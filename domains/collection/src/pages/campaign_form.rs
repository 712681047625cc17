//! Making and configuring a campaign, and choosing its units.

use directory::import::Grid;
use op::{Error, Op};
use serde::Serialize;
use web::{Answer, Form, FormView, Locale, Reply, Request, Response, Voice, context};

use crate::access::{Action, CampaignVerb, MONITOR_OFFICER, regions};
use crate::lists::units::{UNITS, fetch};
use crate::model::{Added, Campaign, CampaignInput, CampaignState, UnitsInput};
use crate::rules::campaign::{FORMS_MAX, UNITS_MAX, YEARS};
use crate::rules::shipped::{Shipped, shipped};
use crate::shown::Shower;
use crate::store;
use crate::work::{campaign as work, unit};

/// Largest table of units, in bytes.
pub(crate) const TABLE_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// Longest cell of a table of units, in characters.
const CELL_CHARS_MAX: usize = 200;

fn input(form: &mut Form) -> CampaignInput {
    CampaignInput {
        title: form.text("title", 1..=100),
        title_en: form.opt_text("title_en", 200).unwrap_or_default(),
        region: form.text("region", 6..=6),
        year: form.int("year", YEARS),
        period: form.opt_text("period", 100).unwrap_or_default(),
        forms: form.list("forms", FORMS_MAX),
        documents: Vec::new(),
        opens_on: form.day("opens_on"),
        unit_due: form.day("unit_due"),
        county_due: form.day("county_due"),
        city_due: form.opt_day("city_due"),
        province_due: form.opt_day("province_due"),
        example: form.flag("example"),
    }
}

/// A shipped form that can be chosen.
#[derive(Serialize)]
struct Offered {
    value: &'static str,
    text: String,
    checked: bool,
}

fn offered(voice: &Voice, chosen: &[String]) -> Vec<Offered> {
    let english = voice.locale() == Locale::En;
    let one = |one: &Shipped| {
        let form = shipped(one.id)?;
        let checked = chosen.iter().any(|name| name == one.id);
        Some(Offered { value: one.id, text: form.title.said(english).to_owned(), checked })
    };
    Shipped::ALL.iter().filter_map(one).collect()
}

fn editor(
    op: &Op,
    voice: Voice,
    form: FormView,
    chosen: &[String],
    campaign: Option<&Campaign>,
) -> op::Result<Response> {
    let forms = offered(&voice, chosen);
    let mut shower = Shower::new(voice);
    let own = regions(op.actor(), MONITOR_OFFICER);
    let own = own.iter().map(|code| shower.region(op, code)).collect::<op::Result<Vec<_>>>()?;
    let campaign = campaign.map(|one| shower.campaign(op, one)).transpose()?;
    Ok(Response::page("collection/campaign_form.html", context! { form, forms, regions => own, campaign }))
}

/// `GET /collection/campaigns/new`
pub(crate) fn new(request: Request) -> Answer {
    let voice = request.voice();
    Ok(Reply::read(move |op| {
        let own = regions(op.actor(), MONITOR_OFFICER).into_iter().next().unwrap_or_default();
        op.check(&Action::Campaign(CampaignVerb::Make, "", &own))?;
        let year = i64::from(op.today().year()) - 1;
        let start = [("region", own), ("year", year.to_string()), ("opens_on", op.today().to_string())];
        let form = FormView::new(start.map(|(name, value)| (name.to_owned(), value)));
        editor(op, voice, form, &["school".to_owned()], None)
    }))
}

/// `POST /collection/campaigns`
pub(crate) fn make(request: Request) -> Answer {
    let (voice, key) = (request.voice(), request.key());
    let mut form = request.fields()?;
    let input = input(&mut form);
    let chosen = input.forms.clone();
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(editor(op, voice, form.view(), &chosen, None)?.status(422))));
    }
    let done = |one: Campaign| {
        Response::see_other(format!("/collection/campaigns/{}/units", one.id)).notice("collection-notice-made")
    };
    Ok(Reply::write(key, move |op| work::make(op, &input), done)
        .or(move |op, error| editor(op, voice, form.view_of(error), &chosen, None)))
}

fn to_configure(op: &Op, id: &str) -> op::Result<Campaign> {
    let campaign = work::seen(op, id)?;
    op.check(&Action::Campaign(CampaignVerb::Configure, id, &campaign.region))?;
    Ok(campaign)
}

/// `GET /collection/campaigns/{id}/edit`
pub(crate) fn edit(request: Request) -> Answer {
    let (id, voice) = (request.path("id")?, request.voice());
    Ok(Reply::read(move |op| {
        let one = to_configure(op, &id)?;
        let chosen: Vec<String> =
            store::campaign::forms_of(op.conn(), &id)?.into_iter().map(|form| form.form).collect();
        let pairs = [
            ("title", one.title.clone()),
            ("title_en", one.title_en.clone()),
            ("region", one.region.clone()),
            ("year", one.year.to_string()),
            ("period", one.period.clone()),
            ("opens_on", one.opens_on.to_string()),
            ("unit_due", one.unit_due.to_string()),
            ("county_due", one.county_due.to_string()),
            ("city_due", one.city_due.to_string()),
            ("province_due", one.province_due.to_string()),
            ("example", if one.example { "1".to_owned() } else { String::new() }),
        ];
        let form = FormView::new(pairs.map(|(name, value)| (name.to_owned(), value)));
        editor(op, voice, form, &chosen, Some(&one))
    }))
}

/// `POST /collection/campaigns/{id}/edit`
pub(crate) fn configure(request: Request) -> Answer {
    let (id, again, voice, key) = (request.path("id")?, request.path("id")?, request.voice(), request.key());
    let mut form = request.fields()?;
    let revision = form.int("revision", 0..=i64::MAX);
    let input = input(&mut form);
    let chosen = input.forms.clone();
    if form.has_faults() {
        return Ok(Reply::read(move |op| {
            let one = to_configure(op, &id)?;
            Ok(editor(op, voice, form.view(), &chosen, Some(&one))?.status(422))
        }));
    }
    let done = |one: Campaign| {
        Response::see_other(format!("/collection/campaigns/{}", one.id)).notice("collection-notice-configured")
    };
    Ok(Reply::write(key, move |op| work::configure(op, &id, revision, &input), done).or(move |op, error| {
        let one = to_configure(op, &again)?;
        editor(op, voice, form.view_of(error), &chosen, Some(&one))
    }))
}

/// A fault of a table as a page shows it.
#[derive(Serialize)]
pub(crate) struct CellFault {
    row: String,
    column: String,
    text: String,
}

/// The faults of a table, each with its row and column; those that are no cell's have neither.
pub(crate) fn cell_faults(voice: &Voice, error: &Error) -> Vec<CellFault> {
    let Error::Invalid(faults) = error else { return Vec::new() };
    let shown = |fault: &units::Fault| {
        let (row, column) = fault.field.split_once('.').unwrap_or_default();
        let column = match column {
            "code" | "name" | "county" => voice.word(&format!("collection-unit-{column}")),
            letters => letters.to_owned(),
        };
        CellFault { row: row.to_owned(), column, text: voice.fault(fault) }
    };
    faults.iter().map(shown).collect()
}

/// `GET /collection/campaigns/{id}/units`
pub(crate) fn units(request: Request) -> Answer {
    let (id, again) = (request.path("id")?, request.path("id")?);
    let (voice, words) = (request.voice(), request.voice());
    UNITS.respond_with(
        &request,
        "collection/units.html",
        move |op, query| fetch(op, &id, query, &voice),
        move |op| units_context(op, &again, words, FormView::blank(), Vec::new()),
    )
}

fn units_context(op: &Op, id: &str, voice: Voice, form: FormView, faults: Vec<CellFault>) -> op::Result<web::Context> {
    let one = work::seen(op, id)?;
    let officer = op.check(&Action::Campaign(CampaignVerb::AddUnits, id, &one.region)).is_ok();
    let may_add = officer && matches!(one.state, CampaignState::Configuring | CampaignState::Open);
    let shown = Shower::new(voice).campaign(op, &one)?;
    Ok(context! { campaign => shown, may_add, form, faults, units_max => units::grouped(&UNITS_MAX.to_string()) })
}

/// The page on which units are added, without the list.
fn units_page(op: &Op, id: &str, voice: Voice, form: FormView, faults: Vec<CellFault>) -> op::Result<Response> {
    Ok(Response::page("collection/units_add.html", units_context(op, id, voice, form, faults)?))
}

fn added(id: String) -> impl FnOnce(Added) -> Response + Send + 'static {
    move |added| {
        Response::see_other(format!("/collection/campaigns/{id}/units"))
            .notice_with("collection-notice-added", units::Args::one("count", added.added))
    }
}

/// `POST /collection/campaigns/{id}/units`: the schools and counties of a region.
pub(crate) fn add_region(request: Request) -> Answer {
    let (id, again, target) = (request.path("id")?, request.path("id")?, request.path("id")?);
    let (voice, key) = (request.voice(), request.key());
    let mut form = request.fields()?;
    let region = form.text("region", 6..=6);
    let what = form.choice("what", &["schools", "counties"]);
    let of = |name: &str| if what == name { region.clone() } else { String::new() };
    let input = UnitsInput { units: Vec::new(), schools_of: of("schools"), counties_of: of("counties") };
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(units_page(op, &id, voice, form.view(), Vec::new())?.status(422))));
    }
    Ok(Reply::write(key, move |op| unit::add_units(op, &id, &input), added(target))
        .or(move |op, error| units_page(op, &again, voice, form.view_of(error), Vec::new())))
}

/// `POST /collection/campaigns/{id}/table`: units of a table.
pub(crate) fn upload(request: Request) -> Answer {
    let (id, again, target) = (request.path("id")?, request.path("id")?, request.path("id")?);
    let (voice, words) = (request.voice(), request.voice());
    let mut form = request.fields()?;
    if !request.has_upload("file") {
        form.fault("file", "form.missing_file", units::Args::none());
        return Ok(Reply::read(move |op| Ok(units_page(op, &id, voice, form.view(), Vec::new())?.status(422))));
    }
    let upload = request.upload("file")?;
    Ok(Reply::work(move |app, actor| {
        let grid = grid(&upload.path, &upload.filename, CELL_CHARS_MAX)?;
        let count = app.write(actor, None, move |op| unit::import_units(op, &id, &grid))?;
        Ok(added(target)(count))
    })
    .or(move |op, error| {
        let faults = cell_faults(&words, error);
        units_page(op, &again, voice, form.view_of(error), faults)
    }))
}

/// The rows of an uploaded table.
pub(crate) fn grid(path: &std::path::Path, name: &str, cell_chars: usize) -> op::Result<Grid> {
    let bytes = std::fs::read(path).map_err(|fault| Error::bug(format!("an upload cannot be read: {fault}")))?;
    Grid::read_wide(name, &bytes, cell_chars, COLUMNS_MAX).map_err(|fault| {
        Error::Invalid(vec![units::Fault { field: "file".to_owned(), code: fault.code, args: fault.args }])
    })
}

/// Columns of a table that is read.
const COLUMNS_MAX: usize = 600;

/// `POST /collection/campaigns/{id}/removals`
pub(crate) fn remove(request: Request) -> Answer {
    let (id, again, voice) = (request.path("id")?, request.path("id")?, request.voice());
    let mut form = request.fields()?;
    let code = form.text("code", 1..=10);
    if form.has_faults() {
        return Ok(Reply::read(move |op| Ok(units_page(op, &id, voice, form.view(), Vec::new())?.status(422))));
    }
    let done = |one: Campaign| {
        Response::see_other(format!("/collection/campaigns/{}/units", one.id)).notice("collection-notice-removed")
    };
    Ok(Reply::write(request.key(), move |op| unit::remove_unit(op, &id, &code), done)
        .or(move |op, error| units_page(op, &again, voice, form.view_of(error), Vec::new())))
}
