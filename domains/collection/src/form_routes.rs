//! Where the pages and operations of forms lie.

use web::Access::{Public, SignedIn};
use web::Method::{Get, Post};
use web::{Doc, Route, schema};

use crate::form_api;
use crate::model::form::Form;
use crate::pages::{comparison, forms, many};

const VIEW: &str = "collection.form.view";
const BATCH: &str = "collection.batch.bring";

/// The pages and operations of the forms that are shipped.
pub(crate) static ROUTES: &[Route] = &[
    Route::page(Get, "/collection/forms", VIEW, Public, forms::list),
    Route::page(Get, "/collection/forms/comparison", VIEW, SignedIn, comparison::show),
    Route::page(Post, "/collection/forms/comparison", VIEW, SignedIn, comparison::check)
        .upload(comparison::UPLOAD_BYTES_MAX),
    Route::page(Get, "/collection/forms/{id}", VIEW, Public, forms::show),
    Route::page(Get, "/collection/campaigns/{id}/forms/{form}/table", BATCH, SignedIn, many::show),
    Route::page(Post, "/collection/campaigns/{id}/forms/{form}/table", BATCH, SignedIn, many::upload)
        .upload(many::TABLE_BYTES_MAX),
    Route::page(Get, "/collection/campaigns/{id}/forms/{form}/export", BATCH, SignedIn, many::export).plain(),
    Route::api(
        Get,
        "/api/collection/forms/{id}",
        VIEW,
        Public,
        form_api::show,
        Doc::one("A form: its fields, layout, formulas and checks", schema::<Form>),
    ),
];
