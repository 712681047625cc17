//! Where the statistics lie.

use web::Access::{Public, SignedIn};
use web::Method::{Get, Post};
use web::{Doc, Route, schema};

use crate::api::statistics::{self as api, OverviewQuery};
use crate::lists::statistics::{FLOWS, RESULTS};
use crate::pages::statistics as pages;
use crate::work::statistics::Overview;

const VIEW: &str = "credit.statistics.view";
const COUNT: &str = "credit.statistics.count";

/// Pages and operations.
pub(crate) static ROUTES: &[Route] = &[
    Route::page(Get, "/credit/statistics", VIEW, Public, pages::show),
    Route::page(Get, "/credit/statistics/flows", VIEW, Public, pages::flow_list),
    Route::page(Get, "/credit/statistics/institutions", VIEW, Public, pages::result_list),
    Route::page(Post, "/credit/statistics/counting", COUNT, SignedIn, pages::count),
    Route::api(
        Get,
        "/api/credit/statistics",
        VIEW,
        Public,
        api::overview,
        Doc {
            query: Some(schema::<OverviewQuery>),
            ..Doc::one(
                "Accounts and conversions by year, and flows of recognised credit between provinces",
                schema::<Overview>,
            )
        },
    ),
    Route::api(
        Get,
        "/api/credit/statistics/flows",
        VIEW,
        Public,
        api::flow_list,
        Doc::list("Flows of recognised credit between institutions, the largest first", &FLOWS),
    ),
    Route::api(
        Get,
        "/api/credit/statistics/institutions",
        VIEW,
        Public,
        api::result_list,
        Doc::list("How applications end and how long they take, by institution", &RESULTS),
    ),
    Route::api(
        Post,
        "/api/credit/statistics/counting",
        COUNT,
        SignedIn,
        api::count,
        Doc { summary: "Have the statistics counted anew", answers: &[(202, "Will be counted")], ..Doc::EMPTY },
    ),
];
