//! Where publications lie.

use web::Access::{Public, SignedIn};
use web::Method::{Get, Post, Put};
use web::{Doc, Route, SchemaFn, many, schema};

use crate::api::releases::{self, DifferencesShown, EditInput};
use crate::api::sdmx;
use crate::model::{Dataflow, DataflowInput, Release, ReleaseInput, StepInput};
use crate::pages::{catalogue, desk, download, flow, steps};

const WRITE: &str = "dissemination.dataflow.write";
const RECEIVE: &str = "dissemination.release.receive";
const PROPOSE: &str = "dissemination.release.propose";
const RETURN: &str = "dissemination.release.return";
const RELEASE: &str = "dissemination.release.release";
const WITHDRAW: &str = "dissemination.release.withdraw";
const VIEW: &str = "dissemination.release.view";

/// Bytes of a release as JSON: some hundred thousand observations; more are uploaded as a table.
const RELEASE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Every route of publication.
pub(crate) static ROUTES: &[Route] = &[
    Route::page(Get, "/data", VIEW, Public, catalogue::list),
    Route::page(Get, "/data/{dataflow}", VIEW, Public, flow::newest),
    Route::page(Get, "/data/{dataflow}/{version}", VIEW, Public, flow::show),
    Route::page(Get, "/data/{dataflow}/{version}/differences", VIEW, Public, flow::differences),
    Route::page(Get, "/data/{dataflow}/{version}/file", VIEW, Public, download::file).plain().open(),
    Route::page(Post, "/data/{dataflow}/{version}/proposal", PROPOSE, SignedIn, steps::propose),
    Route::page(Post, "/data/{dataflow}/{version}/return", RETURN, SignedIn, steps::give_back),
    Route::page(Post, "/data/{dataflow}/{version}/publication", RELEASE, SignedIn, steps::release),
    Route::page(Post, "/data/{dataflow}/{version}/withdrawal", WITHDRAW, SignedIn, steps::withdraw),
    Route::page(Get, "/data/desk", VIEW, SignedIn, desk::list),
    Route::page(Get, "/data/desk/new", WRITE, SignedIn, desk::new),
    Route::page(Post, "/data/desk", WRITE, SignedIn, desk::make),
    Route::page(Get, "/data/desk/{dataflow}/edit", WRITE, SignedIn, desk::edit),
    Route::page(Post, "/data/desk/{dataflow}/edit", WRITE, SignedIn, desk::rewrite),
    Route::page(Get, "/data/desk/{dataflow}/releases/new", RECEIVE, SignedIn, desk::new_release),
    Route::page(Post, "/data/desk/{dataflow}/releases", RECEIVE, SignedIn, desk::receive)
        .upload(desk::UPLOAD_BYTES_MAX),
    Route::page(Get, "/sdmx/2.1/{*path}", VIEW, Public, sdmx::old).plain().open(),
    Route::page(Get, "/sdmx/3.0/{*path}", VIEW, Public, sdmx::new).plain().open(),
    Route::api(
        Get,
        "/api/data/dataflows",
        VIEW,
        Public,
        releases::list,
        Doc::one("Every dataflow and what it says of itself", many::<Dataflow>),
    ),
    Route::api(
        Post,
        "/api/data/dataflows",
        WRITE,
        SignedIn,
        releases::make,
        Doc::creation("Make a dataflow", schema::<DataflowInput>, schema::<Dataflow>),
    ),
    Route::api(
        Put,
        "/api/data/dataflows/{dataflow}",
        WRITE,
        SignedIn,
        releases::rewrite,
        Doc::verb("Change what a dataflow says of itself", schema::<EditInput>, schema::<Dataflow>),
    ),
    Route::api(
        Get,
        "/api/data/dataflows/{dataflow}/releases",
        VIEW,
        Public,
        releases::releases,
        Doc::one("The releases of a dataflow the reader may see, the latest first", many::<Release>),
    ),
    Route::api(
        Post,
        "/api/data/dataflows/{dataflow}/releases",
        RECEIVE,
        SignedIn,
        releases::receive,
        Doc::creation("Hand over a release as a draft", schema::<ReleaseInput>, schema::<Release>),
    )
    .body(RELEASE_BYTES_MAX),
    Route::api(
        Get,
        "/api/data/dataflows/{dataflow}/releases/{version}/differences",
        VIEW,
        Public,
        releases::differences,
        Doc {
            params: VERSION,
            ..Doc::one("What a release says otherwise than the one before", schema::<DifferencesShown>)
        },
    ),
    step(
        "/api/data/dataflows/{dataflow}/releases/{version}/proposal",
        PROPOSE,
        releases::propose,
        "Put a draft to a second person",
    ),
    step(
        "/api/data/dataflows/{dataflow}/releases/{version}/return",
        RETURN,
        releases::give_back,
        "Take a proposal back to be changed",
    ),
    step(
        "/api/data/dataflows/{dataflow}/releases/{version}/publication",
        RELEASE,
        releases::release,
        "Release what another person proposed",
    ),
    step(
        "/api/data/dataflows/{dataflow}/releases/{version}/withdrawal",
        WITHDRAW,
        releases::withdraw,
        "Take a release back for good",
    ),
];

const fn step(path: &'static str, action: &'static str, handler: web::Handler, summary: &'static str) -> Route {
    let doc = Doc { params: VERSION, ..Doc::verb(summary, schema::<StepInput>, schema::<Release>) };
    Route::api(Post, path, action, SignedIn, handler, doc)
}

/// A version in the path is a number.
const VERSION: &[(&str, SchemaFn)] = &[("version", schema::<i64>)];
