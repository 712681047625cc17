//! Where the pages and operations of statistics and evaluation lie.

use web::Access::{Public, SignedIn};
use web::Method::{Get, Post, Put};
use web::{Doc, Route, SchemaFn, many, schema};

use crate::api::{self, EditInput, VersionQuery, WhatIf, WhatIfQuery};
use crate::lists;
use crate::model::{Computed, DataSet, Evaluation, EvaluationInput, StepInput};
use crate::pages::{
    data_sets, evaluation_form, evaluations, files, plan_check, plan_form, plan_upload, report, steps, upload, what_if,
};

/// Largest document that is taken, in bytes.
const DOCUMENT_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// A version is a number, not one of our codes.
const VERSION: &[(&str, SchemaFn)] = &[("version", schema::<i64>)];

const VIEW: &str = "statistics.evaluation.view";
const DRAFT: &str = "statistics.evaluation.draft";
const EDIT: &str = "statistics.evaluation.edit";
const PROPOSE: &str = "statistics.evaluation.propose";
const GIVE_BACK: &str = "statistics.evaluation.return";
const PUBLISH: &str = "statistics.evaluation.publish";
const WITHDRAW: &str = "statistics.evaluation.withdraw";
const PLAN: &str = "statistics.plan.keep";
const DROP: &str = "statistics.plan.drop";
const DATA: &str = "statistics.data_set.view";
const RECEIVE: &str = "statistics.data_set.receive";

/// Every page.
pub(crate) static PAGES: &[Route] = &[
    Route::page(Get, "/statistics/evaluations", VIEW, Public, evaluations::list),
    Route::page(Get, "/statistics/evaluations/{id}", VIEW, Public, evaluations::show),
    Route::page(Get, "/statistics/evaluations/{id}/lines/{code}", VIEW, Public, report::line),
    Route::page(Get, "/statistics/evaluations/{id}/regions/{region}", VIEW, Public, report::show),
    Route::page(Get, "/statistics/evaluations/{id}/regions/{region}/workbook", VIEW, Public, files::book).plain(),
    Route::page(Get, "/statistics/evaluations/{id}/specification", VIEW, Public, files::specification).plain(),
    Route::page(Get, "/statistics/evaluations/{id}/figures", VIEW, Public, files::figures).plain(),
    Route::page(Get, "/statistics/evaluations/{id}/what-if", VIEW, Public, what_if::show),
    Route::page(Get, "/statistics/evaluations/{id}/what-if/places", VIEW, Public, what_if::places),
    Route::page(Get, "/statistics/drafts", VIEW, SignedIn, evaluations::own),
    Route::page(Get, "/statistics/drafts/new", DRAFT, SignedIn, plan_form::new),
    Route::page(Post, "/statistics/drafts", DRAFT, SignedIn, evaluation_form::draft).body(DOCUMENT_BYTES_MAX),
    Route::page(Get, "/statistics/evaluations/{id}/versions/{version}/edit", EDIT, SignedIn, evaluation_form::edit),
    Route::page(Post, "/statistics/evaluations/{id}/versions/{version}/edit", EDIT, SignedIn, evaluation_form::rewrite)
        .body(DOCUMENT_BYTES_MAX),
    Route::page(Post, "/statistics/evaluations/{id}/plan", EDIT, SignedIn, plan_check::take_up),
    Route::page(Post, "/statistics/plans", PLAN, SignedIn, plan_form::create).body(DOCUMENT_BYTES_MAX),
    Route::page(Post, "/statistics/plans/preview", PLAN, SignedIn, plan_form::live).body(DOCUMENT_BYTES_MAX),
    Route::page(Get, "/statistics/plans/{id}", PLAN, SignedIn, plan_form::show),
    Route::page(Post, "/statistics/plans/{id}", PLAN, SignedIn, plan_form::save).body(DOCUMENT_BYTES_MAX),
    Route::page(Get, "/statistics/plans/{id}/upload", RECEIVE, SignedIn, plan_upload::new),
    Route::page(Post, "/statistics/plans/{id}/upload", RECEIVE, SignedIn, plan_upload::receive)
        .upload(plan_upload::TABLE_BYTES_MAX),
    Route::page(Post, "/statistics/plans/{id}/evaluation", DRAFT, SignedIn, plan_check::compute),
    Route::page(Post, "/statistics/plans/{id}/removal", DROP, SignedIn, plan_check::give_up),
    Route::page(Post, "/statistics/evaluations/{id}/versions", DRAFT, SignedIn, steps::draft_next),
    Route::page(Post, "/statistics/evaluations/{id}/proposal", PROPOSE, SignedIn, steps::propose),
    Route::page(Post, "/statistics/evaluations/{id}/return", GIVE_BACK, SignedIn, steps::give_back),
    Route::page(Post, "/statistics/evaluations/{id}/publication", PUBLISH, SignedIn, steps::publish),
    Route::page(Post, "/statistics/evaluations/{id}/withdrawal", WITHDRAW, SignedIn, steps::withdraw),
    Route::page(Get, "/statistics/data-sets", DATA, SignedIn, data_sets::list),
    Route::page(Get, "/statistics/data-sets/{id}", DATA, Public, data_sets::show),
    Route::page(Get, "/statistics/data-sets/{id}/figures", DATA, SignedIn, data_sets::figures),
    Route::page(Get, "/statistics/upload", RECEIVE, SignedIn, upload::new),
    Route::page(Post, "/statistics/upload", RECEIVE, SignedIn, upload::receive).upload(upload::TABLES_BYTES_MAX),
];

/// A step of a version.
const fn step(summary: &'static str) -> Doc {
    Doc::verb(summary, schema::<StepInput>, schema::<Evaluation>)
}

/// Every operation of the interface.
pub(crate) static API: &[Route] = &[
    Route::api(
        Get,
        "/api/statistics/data-sets",
        DATA,
        SignedIn,
        api::data_sets,
        Doc::list("Data sets, each in its latest version", &lists::data_sets::DATA_SETS),
    ),
    Route::api(
        Get,
        "/api/statistics/data-sets/{id}",
        DATA,
        Public,
        api::data_set,
        Doc::one("Every version of a data set that the reader may see, the latest first", many::<DataSet>),
    ),
    Route::api(
        Get,
        "/api/statistics/data-sets/{id}/figures",
        DATA,
        SignedIn,
        api::figures,
        Doc::list("The figures of a data set, of the latest version if none is named", &lists::data_sets::FIGURES),
    ),
    Route::api(
        Get,
        "/api/statistics/evaluations",
        VIEW,
        Public,
        api::list,
        Doc::list("Evaluations in force", &lists::evaluations::EVALUATIONS),
    ),
    Route::api(
        Post,
        "/api/statistics/evaluations",
        DRAFT,
        SignedIn,
        api::draft,
        Doc::creation("Write and compute a new evaluation as a draft", schema::<EvaluationInput>, schema::<Evaluation>),
    )
    .body(DOCUMENT_BYTES_MAX),
    Route::api(
        Get,
        "/api/statistics/drafts",
        VIEW,
        SignedIn,
        api::own,
        Doc::list("A member's versions of evaluations, in every state", &lists::evaluations::OWN),
    ),
    Route::api(
        Get,
        "/api/statistics/evaluations/{id}",
        VIEW,
        Public,
        api::show,
        Doc::one("Every version of an evaluation that the reader may see, the latest first", many::<Evaluation>),
    ),
    Route::api(
        Get,
        "/api/statistics/evaluations/{id}/result",
        VIEW,
        Public,
        api::result,
        Doc {
            query: Some(schema::<VersionQuery>),
            ..Doc::one("What a version came to, of the one in force if none is named", schema::<Computed>)
        },
    ),
    Route::api(
        Get,
        "/api/statistics/evaluations/{id}/what-if",
        VIEW,
        Public,
        api::changed,
        Doc {
            query: Some(schema::<WhatIfQuery>),
            ..Doc::one("The order under other weights and methods, with ranges of places", schema::<WhatIf>)
        },
    ),
    Route::api(
        Post,
        "/api/statistics/evaluations/{id}/versions",
        DRAFT,
        SignedIn,
        api::draft_next,
        Doc {
            answers: &[(201, "Created")],
            ..Doc::one("Begin the next version of an evaluation with the content of the latest", schema::<Evaluation>)
        },
    ),
    Route::api(
        Put,
        "/api/statistics/evaluations/{id}/versions/{version}",
        EDIT,
        SignedIn,
        api::edit,
        Doc {
            params: VERSION,
            ..Doc::verb("Replace the content of a draft and compute it", schema::<EditInput>, schema::<Evaluation>)
        },
    )
    .body(DOCUMENT_BYTES_MAX),
    Route::api(
        Post,
        "/api/statistics/evaluations/{id}/proposal",
        PROPOSE,
        SignedIn,
        api::propose,
        step("Put a draft to a second person"),
    ),
    Route::api(
        Post,
        "/api/statistics/evaluations/{id}/return",
        GIVE_BACK,
        SignedIn,
        api::give_back,
        step("Take a version back to be changed"),
    ),
    Route::api(
        Post,
        "/api/statistics/evaluations/{id}/publication",
        PUBLISH,
        SignedIn,
        api::publish,
        step("Publish what another person wrote"),
    ),
    Route::api(
        Post,
        "/api/statistics/evaluations/{id}/withdrawal",
        WITHDRAW,
        SignedIn,
        api::withdraw,
        step("Take a version back for good"),
    ),
];
