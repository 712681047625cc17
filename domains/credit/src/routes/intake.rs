//! Routes of batches, and of what learners declare themselves.

use web::Access::SignedIn;
use web::Method::{Delete, Get, Post, Put};
use web::{Doc, Route, many, schema};

use super::{EVIDENCE_BYTES, UPLOAD};
use crate::api::applications::ListQuery;
use crate::api::batches::BatchAnswer;
use crate::api::{batches, declarations as api, deposits};
use crate::lists::verifications::VERIFICATIONS;
use crate::model::{Declaration, DeclarationInput, Deposit, RosterMapping, VerdictInput};
use crate::pages::{declarations as pages, roster, verifications};
use crate::work::application::{AtRevision, ConsentStep};
use crate::work::batch::BatchInput;
use crate::work::declaration::DeclarationDetails;

/// Bytes of a batch: five thousand rows of three kilobytes, several times what a row has.
const BATCH_BYTES: u64 = 16 * 1024 * 1024;

const VIEW: &str = "credit.declaration.view";
const BEGIN: &str = "credit.declaration.begin";
const CHANGE: &str = "credit.declaration.change";
const FILE: &str = "credit.declaration.file";
const WITHDRAW: &str = "credit.declaration.withdraw";
const INBOX: &str = "credit.verification.view";
const READ: &str = "credit.declaration.read";
const MAP_ROSTER: &str = "credit.deposit.map";
const DECIDE: &str = "credit.declaration.verify";

const fn page(method: web::Method, path: &'static str, action: &'static str, handler: web::Handler) -> Route {
    Route::page(method, path, action, SignedIn, handler)
}

/// Pages and operations.
pub(crate) static ROUTES: &[Route] = &[
    page(Get, "/credit/declarations", VIEW, pages::list),
    page(Get, "/credit/declarations/new", BEGIN, pages::new),
    page(Post, "/credit/declarations", BEGIN, pages::begin),
    page(Get, "/credit/declarations/{id}", VIEW, pages::show),
    page(Get, "/credit/declarations/{id}/edit", CHANGE, pages::edit),
    page(Post, "/credit/declarations/{id}/edit", CHANGE, pages::change),
    page(Get, "/credit/declarations/{id}/evidence", CHANGE, pages::evidence),
    page(Post, "/credit/declarations/{id}/consent", CHANGE, pages::consent),
    page(Post, "/credit/declarations/{id}/attachments", CHANGE, pages::attach).upload(EVIDENCE_BYTES),
    page(Get, "/credit/declarations/{id}/attachments/{hash}", READ, pages::download),
    page(Post, "/credit/declarations/{id}/attachments/{hash}/removal", CHANGE, pages::detach),
    page(Get, "/credit/declarations/{id}/check", VIEW, pages::check),
    page(Post, "/credit/declarations/{id}/filing", FILE, pages::file),
    page(Post, "/credit/declarations/{id}/withdrawal", WITHDRAW, pages::withdraw),
    page(Get, "/credit/verifications", INBOX, verifications::list),
    page(Get, "/credit/verifications/{id}", READ, verifications::show),
    page(Post, "/credit/verifications/{id}/decision", DECIDE, verifications::decide),
    page(Post, "/credit/deposits/{id}/roster", MAP_ROSTER, roster::choose),
    Route::api(
        Put,
        "/api/credit/deposits/{id}/roster",
        MAP_ROSTER,
        SignedIn,
        deposits::map,
        Doc::verb(
            "Say how OneRoster exports are read, and read this one again",
            schema::<RosterMapping>,
            schema::<Deposit>,
        ),
    ),
    Route::api(
        Post,
        "/api/credit/batches",
        UPLOAD,
        SignedIn,
        batches::deposit,
        Doc::verb(
            "Deposit up to 5,000 outcomes at once and be told what became of each",
            schema::<BatchInput>,
            schema::<BatchAnswer>,
        ),
    )
    .body(BATCH_BYTES),
    Route::api(
        Get,
        "/api/credit/declarations",
        VIEW,
        SignedIn,
        api::list,
        Doc {
            query: Some(schema::<ListQuery>),
            ..Doc::one("One's own declarations, the latest first", many::<Declaration>)
        },
    ),
    Route::api(
        Post,
        "/api/credit/declarations",
        BEGIN,
        SignedIn,
        api::begin,
        Doc::creation("Declare an outcome of one's own", schema::<DeclarationInput>, schema::<Declaration>),
    ),
    Route::api(
        Get,
        "/api/credit/declarations/{id}",
        VIEW,
        SignedIn,
        api::show,
        Doc::one("One's own declaration with its evidence", schema::<DeclarationDetails>),
    ),
    Route::api(
        Put,
        "/api/credit/declarations/{id}",
        CHANGE,
        SignedIn,
        api::change,
        Doc::verb("Change what is declared, while it is a draft", schema::<DeclarationInput>, schema::<Declaration>),
    ),
    Route::api(
        Post,
        "/api/credit/declarations/{id}/consent",
        CHANGE,
        SignedIn,
        api::consent,
        Doc::verb("Allow the verifying institution to read it", schema::<ConsentStep>, schema::<Declaration>),
    ),
    Route::api(
        Post,
        "/api/credit/declarations/{id}/attachments",
        CHANGE,
        SignedIn,
        api::attach,
        Doc {
            file: Some("file"),
            keyless: true,
            answers: &[(201, "Attached")],
            ..Doc::one("Attach evidence to a declaration", schema::<Declaration>)
        },
    )
    .upload(EVIDENCE_BYTES),
    Route::api(
        Delete,
        "/api/credit/declarations/{id}/attachments/{hash}",
        CHANGE,
        SignedIn,
        api::detach,
        Doc::one("Take evidence off a declaration", schema::<Declaration>),
    ),
    Route::api(
        Post,
        "/api/credit/declarations/{id}/filing",
        FILE,
        SignedIn,
        api::file,
        Doc::verb("Hand a declaration in to be verified", schema::<AtRevision>, schema::<Declaration>),
    ),
    Route::api(
        Post,
        "/api/credit/declarations/{id}/withdrawal",
        WITHDRAW,
        SignedIn,
        api::withdraw,
        Doc::verb("Take a declaration back", schema::<AtRevision>, schema::<Declaration>),
    ),
    Route::api(
        Get,
        "/api/credit/verifications",
        INBOX,
        SignedIn,
        api::verifications,
        Doc::list("Declarations to an institution, oldest first", &VERIFICATIONS),
    ),
    Route::api(
        Post,
        "/api/credit/verifications/{id}/reading",
        READ,
        SignedIn,
        api::read,
        Doc {
            keyless: true,
            ..Doc::one(
                "Open a declaration with its evidence; recorded and shown to the learner",
                schema::<DeclarationDetails>,
            )
        },
    ),
    Route::api(
        Post,
        "/api/credit/verifications/{id}/decision",
        DECIDE,
        SignedIn,
        api::decide,
        Doc::verb(
            "Verify a declaration, which deposits it, or refuse it",
            schema::<VerdictInput>,
            schema::<Declaration>,
        ),
    ),
];
