//! Where the pages and operations of supervision lie.

use web::Access::{Public, SignedIn};
use web::Method::{Get, Post};
use web::{Doc, Route, many, schema};

use crate::api;
use crate::facts::VerdictFacts;
use crate::lists;
use crate::model::{
    County, CountyInput, Figures, Issue, IssueInput, MendInput, PublishInput, RecheckInput, Remark, RemarkInput,
    StepInput,
};
use crate::pages::{counties, numbers, receive, regions, reports, schools, steps, templates};

const VIEW: &str = "supervision.county.view";
const VIEW_SCHOOL: &str = "supervision.school.view";
const RECEIVE: &str = "supervision.county.receive";
const ADVANCE: &str = "supervision.county.advance";
const GIVE_BACK: &str = "supervision.county.return";
const PUBLISH: &str = "supervision.county.publish";
const RAISE: &str = "supervision.issue.raise";
const MEND: &str = "supervision.issue.mend";
const RECHECK: &str = "supervision.issue.recheck";
const REMARK: &str = "supervision.remark.make";

/// Every route of supervision.
pub(crate) static ROUTES: &[Route] = &[
    Route::page(Get, "/supervision/counties", VIEW, Public, counties::list),
    Route::page(Get, "/supervision/procedure", VIEW, SignedIn, counties::own),
    Route::page(Get, "/supervision/figures", RECEIVE, SignedIn, receive::new),
    Route::page(Post, "/supervision/figures", RECEIVE, SignedIn, receive::receive).upload(receive::UPLOAD_BYTES_MAX),
    Route::page(Get, "/supervision/figures/templates/schools.csv", RECEIVE, SignedIn, templates::schools_csv).plain(),
    Route::page(Get, "/supervision/figures/templates/schools.xlsx", RECEIVE, SignedIn, templates::schools_xlsx).plain(),
    Route::page(Get, "/supervision/figures/templates/county.csv", RECEIVE, SignedIn, templates::county_csv).plain(),
    Route::page(Get, "/supervision/figures/templates/county.xlsx", RECEIVE, SignedIn, templates::county_xlsx).plain(),
    Route::page(Get, "/supervision/standards/{standard}", VIEW, Public, numbers::standard),
    Route::page(Get, "/supervision/regions/{code}", VIEW, SignedIn, regions::show),
    Route::page(Get, "/supervision/regions/{code}/indicators/{stage}/{indicator}", VIEW, SignedIn, regions::indicator),
    Route::page(Get, "/supervision/regions/{code}/figures/{stage}/schools.csv", VIEW, SignedIn, regions::schools_csv)
        .plain(),
    Route::page(Get, "/supervision/regions/{code}/figures/{stage}/equity.json", VIEW, SignedIn, regions::equity_json)
        .plain(),
    Route::page(Get, "/supervision/regions/{code}/report.xlsx", VIEW, SignedIn, reports::of_region).plain(),
    Route::page(Get, "/supervision/counties/{id}", VIEW, Public, counties::show),
    Route::page(Get, "/supervision/counties/{id}/indicators/{stage}/{indicator}", VIEW, Public, numbers::show),
    Route::page(Get, "/supervision/counties/{id}/figures/{stage}/schools.csv", VIEW, SignedIn, numbers::schools_csv)
        .plain(),
    Route::page(Get, "/supervision/counties/{id}/figures/{stage}/equity.json", VIEW, SignedIn, numbers::equity_json)
        .plain(),
    Route::page(Get, "/supervision/counties/{id}/report.xlsx", VIEW, SignedIn, reports::county).plain(),
    Route::page(Get, "/supervision/counties/{id}/figures/schools.csv", VIEW, SignedIn, counties::schools_csv).plain(),
    Route::page(Get, "/supervision/counties/{id}/figures/county.csv", VIEW, SignedIn, counties::county_csv).plain(),
    Route::page(Get, "/supervision/counties/{id}/schools/{school}", VIEW_SCHOOL, SignedIn, schools::show),
    Route::page(
        Get,
        "/supervision/counties/{id}/schools/{school}/figures/school.csv",
        VIEW_SCHOOL,
        SignedIn,
        numbers::school_csv,
    )
    .plain(),
    Route::page(Get, "/supervision/counties/{id}/schools/{school}/report.xlsx", VIEW_SCHOOL, SignedIn, reports::school)
        .plain(),
    Route::page(Post, "/supervision/counties/{id}/advance", ADVANCE, SignedIn, steps::advance),
    Route::page(Post, "/supervision/counties/{id}/return", GIVE_BACK, SignedIn, steps::give_back),
    Route::page(Post, "/supervision/counties/{id}/publication", PUBLISH, SignedIn, steps::publish),
    Route::page(Post, "/supervision/counties/{id}/issues", RAISE, SignedIn, steps::raise),
    Route::page(Post, "/supervision/counties/{id}/remedies", MEND, SignedIn, steps::mend),
    Route::page(Post, "/supervision/counties/{id}/rechecks", RECHECK, SignedIn, steps::recheck),
    Route::page(Post, "/supervision/counties/{id}/remarks", REMARK, SignedIn, steps::remark),
    Route::api(
        Get,
        "/api/supervision/counties",
        VIEW,
        Public,
        api::list,
        Doc::list("Published assessments of counties", &lists::PUBLISHED),
    ),
    Route::api(
        Get,
        "/api/supervision/procedure",
        VIEW,
        SignedIn,
        api::own,
        Doc::list("Assessments of one's region, in every state", &lists::OWN),
    ),
    Route::api(
        Post,
        "/api/supervision/counties",
        RECEIVE,
        SignedIn,
        api::receive,
        Doc::creation("Hand in a county's figures of a year as a new version", schema::<CountyInput>, schema::<County>),
    ),
    Route::api(
        Get,
        "/api/supervision/counties/{id}",
        VIEW,
        Public,
        api::show,
        Doc::one("An assessment without its figures", schema::<County>),
    ),
    Route::api(
        Get,
        "/api/supervision/counties/{id}/verdict",
        VIEW,
        Public,
        api::verdict,
        Doc::one("The verdict on a county; single schools only for those who may see them", schema::<VerdictFacts>),
    ),
    Route::api(
        Get,
        "/api/supervision/counties/{id}/figures",
        VIEW,
        SignedIn,
        api::figures,
        Doc::one("The figures of an assessment", schema::<Figures>),
    ),
    Route::api(
        Get,
        "/api/supervision/counties/{id}/issues",
        VIEW,
        SignedIn,
        api::issues,
        Doc::one("The ledger of issues of an assessment", many::<Issue>),
    ),
    Route::api(
        Post,
        "/api/supervision/counties/{id}/advance",
        ADVANCE,
        SignedIn,
        api::advance,
        Doc::verb("Move an assessment to the next step of the procedure", schema::<StepInput>, schema::<County>),
    ),
    Route::api(
        Post,
        "/api/supervision/counties/{id}/return",
        GIVE_BACK,
        SignedIn,
        api::give_back,
        Doc::verb("Give an assessment back so that other figures are handed in", schema::<StepInput>, schema::<County>),
    ),
    Route::api(
        Post,
        "/api/supervision/counties/{id}/publication",
        PUBLISH,
        SignedIn,
        api::publish,
        Doc::verb("Publish the verdict on a county", schema::<PublishInput>, schema::<County>),
    ),
    Route::api(
        Post,
        "/api/supervision/counties/{id}/issues",
        RAISE,
        SignedIn,
        api::raise,
        Doc::creation("Raise an issue", schema::<IssueInput>, schema::<Issue>),
    ),
    Route::api(
        Post,
        "/api/supervision/counties/{id}/remedies",
        MEND,
        SignedIn,
        api::mend,
        Doc::verb("Tell what was done about an issue", schema::<MendInput>, schema::<Issue>),
    ),
    Route::api(
        Post,
        "/api/supervision/counties/{id}/rechecks",
        RECHECK,
        SignedIn,
        api::recheck,
        Doc::verb("Say what the re-check of an issue found", schema::<RecheckInput>, schema::<Issue>),
    ),
    Route::api(
        Post,
        "/api/supervision/counties/{id}/remarks",
        REMARK,
        SignedIn,
        api::remark,
        Doc::creation("Remark on a county or a school", schema::<RemarkInput>, schema::<Remark>),
    ),
];
