//! Routes of tables of changed course codes.

use web::Access::SignedIn;
use web::Method::{Get, Post};
use web::{Doc, Route, many, schema};

use super::recognition::{FILE_BYTES, PROGRAMME_BYTES};
use crate::api::changes as api;
use crate::model::{ChangeFile, ChangeTable, ReturnInput};
use crate::pages::changes;

const VIEW: &str = "credit.change.view";
const IMPORT: &str = "credit.change.import";
const PUBLISH: &str = "credit.change.publish";
const RETURN: &str = "credit.change.return";
const WITHDRAW: &str = "credit.change.withdraw";

/// Routes of tables of changed course codes.
pub(crate) static ROUTES: &[Route] = &[
    Route::page(Get, "/credit/changes", VIEW, SignedIn, changes::list),
    Route::page(Post, "/credit/changes", IMPORT, SignedIn, changes::import).upload(PROGRAMME_BYTES),
    Route::page(Get, "/credit/changes/{id}", VIEW, SignedIn, changes::show),
    Route::page(Post, "/credit/changes/{id}/publication", PUBLISH, SignedIn, changes::publish),
    Route::page(Post, "/credit/changes/{id}/return", RETURN, SignedIn, changes::send_back),
    Route::page(Post, "/credit/changes/{id}/withdrawal", WITHDRAW, SignedIn, changes::withdraw),
    Route::api(
        Get,
        "/api/credit/changes",
        VIEW,
        SignedIn,
        api::list,
        Doc {
            query: Some(schema::<api::ChangesQuery>),
            ..Doc::one("Tables of changed course codes of an institution, what waits first", many::<ChangeTable>)
        },
    ),
    Route::api(
        Get,
        "/api/credit/changes/{id}",
        VIEW,
        SignedIn,
        api::show,
        Doc::one("A table of changed course codes", schema::<ChangeTable>),
    ),
    Route::api(
        Post,
        "/api/credit/changes",
        IMPORT,
        SignedIn,
        api::import,
        Doc::creation(
            "Import a table of changed course codes, which waits for a second person",
            schema::<ChangeFile>,
            schema::<ChangeTable>,
        ),
    )
    .body(FILE_BYTES),
    Route::api(
        Post,
        "/api/credit/changes/{id}/publication",
        PUBLISH,
        SignedIn,
        api::publish,
        Doc::one("Publish a table, as another person than who imported it", schema::<ChangeTable>),
    ),
    Route::api(
        Post,
        "/api/credit/changes/{id}/return",
        RETURN,
        SignedIn,
        api::send_back,
        Doc::verb("Send a table back with a reason", schema::<ReturnInput>, schema::<ChangeTable>),
    ),
    Route::api(
        Post,
        "/api/credit/changes/{id}/withdrawal",
        WITHDRAW,
        SignedIn,
        api::withdraw,
        Doc::one("Take a table back that waits", schema::<ChangeTable>),
    ),
];
