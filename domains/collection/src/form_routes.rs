//! Where the pages of forms lie.

use web::Access::{Public, SignedIn};
use web::Method::{Get, Post};
use web::Route;

use crate::pages::forms;

const VIEW: &str = "collection.form.view";

/// The pages of the forms that are shipped.
pub(crate) static ROUTES: &[Route] = &[
    Route::page(Get, "/collection/forms", VIEW, Public, forms::list),
    Route::page(Get, "/collection/forms/comparison", VIEW, SignedIn, forms::compare),
    Route::page(Post, "/collection/forms/comparison", VIEW, SignedIn, forms::check).upload(forms::UPLOAD_BYTES_MAX),
    Route::page(Get, "/collection/forms/{id}", VIEW, Public, forms::show),
];
