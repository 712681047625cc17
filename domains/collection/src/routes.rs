//! Where the pages and operations of collections lie.

use web::Access::SignedIn;
use web::Method::{Get, Post};
use web::Route;

use crate::pages::{campaign_form, campaigns, home, returns, sheets, steps};

mod operations;

pub(crate) use operations::OPERATIONS;

pub(super) const VIEW: &str = "collection.campaign.view";
pub(super) const MAKE: &str = "collection.campaign.make";
pub(super) const CONFIGURE: &str = "collection.campaign.configure";
pub(super) const UNITS: &str = "collection.unit.add";
pub(super) const REMOVE: &str = "collection.unit.remove";
pub(super) const OPEN: &str = "collection.campaign.open";
pub(super) const REVIEW: &str = "collection.campaign.review";
pub(super) const COMPLETE: &str = "collection.campaign.complete";
pub(super) const STOP: &str = "collection.campaign.stop";
pub(super) const HOME: &str = "collection.home.view";
pub(super) const BULK: &str = "collection.bulk.accept";
pub(super) const BATCH: &str = "collection.batch.bring";
pub(super) const SEE: &str = "collection.return.view";
pub(super) const SAVE: &str = "collection.return.save";
pub(super) const ANSWER: &str = "collection.flag.answer";
pub(super) const OVERRULE: &str = "collection.flag.overrule";
pub(super) const SUBMIT: &str = "collection.return.submit";
pub(super) const ACCEPT: &str = "collection.return.accept";
pub(super) const REJECT: &str = "collection.return.reject";
pub(super) const EXTEND: &str = "collection.return.extend";
pub(super) const EXCUSE: &str = "collection.return.excuse";
pub(super) const CORRECT: &str = "collection.return.correct";

/// The pages of campaigns and returns.
pub(crate) static PAGES: &[Route] = &[
    Route::page(Get, "/collection/campaigns", VIEW, SignedIn, campaigns::list),
    Route::page(Post, "/collection/campaigns", MAKE, SignedIn, campaign_form::make),
    Route::page(Get, "/collection/campaigns/new", MAKE, SignedIn, campaign_form::new),
    Route::page(Get, "/collection/campaigns/{id}", VIEW, SignedIn, campaigns::show),
    Route::page(Get, "/collection/campaigns/{id}/edit", CONFIGURE, SignedIn, campaign_form::edit),
    Route::page(Post, "/collection/campaigns/{id}/edit", CONFIGURE, SignedIn, campaign_form::configure),
    Route::page(Get, "/collection/campaigns/{id}/units", VIEW, SignedIn, campaign_form::units),
    Route::page(Post, "/collection/campaigns/{id}/units", UNITS, SignedIn, campaign_form::add_region),
    Route::page(Post, "/collection/campaigns/{id}/table", UNITS, SignedIn, campaign_form::upload)
        .upload(campaign_form::TABLE_BYTES_MAX),
    Route::page(Post, "/collection/campaigns/{id}/removals", REMOVE, SignedIn, campaign_form::remove),
    Route::page(Get, "/collection/campaigns/{id}/progress", VIEW, SignedIn, campaigns::progress),
    Route::page(Get, "/collection/campaigns/{id}/returns", VIEW, SignedIn, campaigns::returns),
    Route::page(Post, "/collection/campaigns/{id}/opening", OPEN, SignedIn, campaigns::open),
    Route::page(Post, "/collection/campaigns/{id}/review", REVIEW, SignedIn, campaigns::review),
    Route::page(Post, "/collection/campaigns/{id}/completion", COMPLETE, SignedIn, campaigns::complete),
    Route::page(Post, "/collection/campaigns/{id}/stop", STOP, SignedIn, campaigns::stop),
    Route::page(Get, "/collection/duties", HOME, SignedIn, home::duties),
    Route::page(Get, "/collection/inbox", HOME, SignedIn, home::inbox),
    Route::page(Post, "/collection/inbox", BULK, SignedIn, home::accept),
    Route::page(Get, "/collection/returns/{id}", SEE, SignedIn, returns::show),
    Route::page(Get, "/collection/returns/{id}/sheet", SAVE, SignedIn, sheets::show),
    Route::page(Post, "/collection/returns/{id}/sheet", SAVE, SignedIn, sheets::save),
    Route::page(Post, "/collection/returns/{id}/check", SAVE, SignedIn, sheets::check),
    Route::page(Get, "/collection/returns/{id}/table", SEE, SignedIn, sheets::download).plain(),
    Route::page(Get, "/collection/returns/{id}/upload", SAVE, SignedIn, sheets::upload_form),
    Route::page(Post, "/collection/returns/{id}/upload", SAVE, SignedIn, sheets::upload)
        .upload(sheets::TABLE_BYTES_MAX),
    Route::page(Post, "/collection/returns/{id}/answers", ANSWER, SignedIn, steps::answer),
    Route::page(Post, "/collection/returns/{id}/overrulings", OVERRULE, SignedIn, steps::overrule),
    Route::page(Post, "/collection/returns/{id}/submission", SUBMIT, SignedIn, steps::submit),
    Route::page(Post, "/collection/returns/{id}/acceptance", ACCEPT, SignedIn, steps::accept),
    Route::page(Post, "/collection/returns/{id}/rejection", REJECT, SignedIn, steps::reject),
    Route::page(Post, "/collection/returns/{id}/extension", EXTEND, SignedIn, steps::extend),
    Route::page(Post, "/collection/returns/{id}/exemption", EXCUSE, SignedIn, steps::excuse),
    Route::page(Post, "/collection/returns/{id}/corrections", CORRECT, SignedIn, steps::correct),
];
