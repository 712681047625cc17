//! The steps around decisions: many at once, revocations, notices.

use web::Access::SignedIn;
use web::Method::{Get, Post};
use web::{Doc, Route, many, schema};

use crate::api::steps as api;
use crate::model::{Bulk, BulkInput, NewRevocation, Notice, Revocation, SettlementInput};
use crate::pages::{bulks, notices, revocations};
use crate::work::notice::{Marked, ReadUntil};
use crate::work::revocation::{Decided, Found};

/// A form of twenty decisions with a reason of a thousand characters each, percent-encoded.
const BULK_BYTES: u64 = 512 * 1024;

const BULK: &str = "credit.bulk.decide";
const VIEW_REVOCATION: &str = "credit.revocation.view";
const ASK: &str = "credit.revocation.ask";
const CONFIRM: &str = "credit.revocation.confirm";
const DECLINE: &str = "credit.revocation.decline";
const SETTLE: &str = "credit.revocation.settle";
const NOTICES: &str = "credit.notice.view";
const READ_NOTICES: &str = "credit.notice.read";

/// Routes of the steps around decisions.
pub(crate) static ROUTES: &[Route] = &[
    Route::page(Get, "/credit/notices", NOTICES, SignedIn, notices::list),
    Route::page(Post, "/credit/notices/reading", READ_NOTICES, SignedIn, notices::read),
    Route::page(Get, "/credit/bulks", BULK, SignedIn, bulks::choose),
    Route::page(Post, "/credit/bulks/draft", BULK, SignedIn, bulks::open).body(BULK_BYTES),
    Route::page(Post, "/credit/bulks/check", BULK, SignedIn, bulks::check).body(BULK_BYTES),
    Route::page(Post, "/credit/bulks", BULK, SignedIn, bulks::decide).body(BULK_BYTES),
    Route::page(Get, "/credit/bulks/{id}", BULK, SignedIn, bulks::show),
    Route::page(Post, "/credit/bulks/{id}/resumption", BULK, SignedIn, bulks::go_on),
    Route::page(Get, "/credit/revocations", VIEW_REVOCATION, SignedIn, revocations::list),
    Route::page(Post, "/credit/revocations/search", ASK, SignedIn, revocations::search),
    Route::page(Post, "/credit/revocations", ASK, SignedIn, revocations::ask),
    Route::page(Get, "/credit/revocations/{id}", VIEW_REVOCATION, SignedIn, revocations::show),
    Route::page(Post, "/credit/revocations/{id}/confirmation", CONFIRM, SignedIn, revocations::confirm),
    Route::page(Post, "/credit/revocations/{id}/refusal", DECLINE, SignedIn, revocations::decline),
    Route::page(Post, "/credit/inbox/{id}/settlement", SETTLE, SignedIn, revocations::settle),
    Route::api(
        Get,
        "/api/credit/notices",
        NOTICES,
        SignedIn,
        api::notices,
        Doc::one("One's own notices, the latest first", many::<Notice>),
    ),
    Route::api(
        Post,
        "/api/credit/notices/reading",
        READ_NOTICES,
        SignedIn,
        api::read_notices,
        Doc::verb("Mark notices as read, up to a moment", schema::<ReadUntil>, schema::<Marked>),
    ),
    Route::api(
        Post,
        "/api/credit/bulks",
        BULK,
        SignedIn,
        api::decide_many,
        Doc::creation("Decide many applications, each by itself", schema::<BulkInput>, schema::<Bulk>),
    ),
    Route::api(
        Get,
        "/api/credit/bulks/{id}",
        BULK,
        SignedIn,
        api::bulk,
        Doc::one("A bulk of decisions and what became of each", schema::<Bulk>),
    ),
    Route::api(
        Post,
        "/api/credit/bulks/{id}/resumption",
        BULK,
        SignedIn,
        api::go_on,
        Doc { keyless: true, ..Doc::one("Make the decisions of a bulk that still wait", schema::<Bulk>) },
    ),
    Route::api(
        Post,
        "/api/credit/revocations",
        ASK,
        SignedIn,
        api::ask_revocation,
        Doc::creation(
            "Ask for the revocation of an outcome that one's institution deposited",
            schema::<NewRevocation>,
            schema::<Revocation>,
        ),
    ),
    Route::api(
        Get,
        "/api/credit/revocations/{id}",
        VIEW_REVOCATION,
        SignedIn,
        api::revocation,
        Doc::one("A revocation and everything that leaned on the outcome", schema::<Found>),
    ),
    Route::api(
        Post,
        "/api/credit/revocations/{id}/confirmation",
        CONFIRM,
        SignedIn,
        api::confirm_revocation,
        Doc::one("Confirm a revocation, as another person than who asked", schema::<Found>),
    ),
    Route::api(
        Post,
        "/api/credit/revocations/{id}/refusal",
        DECLINE,
        SignedIn,
        api::decline_revocation,
        Doc::one("Decline a revocation", schema::<Found>),
    ),
    Route::api(
        Post,
        "/api/credit/inbox/{id}/settlement",
        SETTLE,
        SignedIn,
        api::settle,
        Doc::verb(
            "Reverse a recognition that leaned on a revoked outcome, or confirm it on other grounds",
            schema::<SettlementInput>,
            schema::<Decided>,
        ),
    ),
];
