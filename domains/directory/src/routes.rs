//! Where the pages and operations of the directory lie.

use web::Access::{Public, SignedIn};
use web::Method::{Get, Post, Put};
use web::{Doc, Reply, Response, Route, SchemaFn, schema};

use crate::api::{self, AllianceDetails, Written};
use crate::lists;
use crate::model::{
    AllianceInput, Departure, Dissolution, Ending, InstitutionDetails, InstitutionInput, MajorDetails, MemberInput,
    NameInput, RegionDetails,
};
use crate::pages::{alliances, forms, institutions, majors, map, regions};

const REGISTER: &str = "directory.institution.register";
const RENAME: &str = "directory.institution.rename";
const END: &str = "directory.institution.end";
const FOUND: &str = "directory.alliance.found";
const ADMIT: &str = "directory.alliance.admit";
const DISMISS: &str = "directory.alliance.dismiss";
const DISSOLVE: &str = "directory.alliance.dissolve";
const VIEW: &str = "directory.view";

const fn verb(summary: &'static str, input: SchemaFn) -> Doc {
    Doc { summary, input: Some(input), output: Some(schema::<Written>), answers: &[(201, "Written")], ..Doc::EMPTY }
}

/// Every route of the directory.
pub(crate) static ROUTES: &[Route] = &[
    Route::page(Get, "/directory", VIEW, Public, institutions::list),
    Route::page(Get, "/directory/map", VIEW, Public, map::show),
    // Whoever shortens the address of an institution by hand finds the list.
    Route::page(Get, "/directory/institutions", VIEW, Public, |_| Ok(Reply::now(Response::see_other("/directory"))))
        .unlisted(),
    Route::page(Get, "/directory/institutions/new", REGISTER, SignedIn, forms::new_institution),
    Route::page(Post, "/directory/institutions", REGISTER, SignedIn, forms::register),
    Route::page(Get, "/directory/institutions/{code}", VIEW, Public, institutions::show),
    Route::page(Get, "/directory/institutions/{code}/name", RENAME, SignedIn, forms::new_name),
    Route::page(Post, "/directory/institutions/{code}/name", RENAME, SignedIn, forms::rename),
    Route::page(Get, "/directory/institutions/{code}/ending", END, SignedIn, forms::new_ending),
    Route::page(Post, "/directory/institutions/{code}/ending", END, SignedIn, forms::end),
    Route::page(Get, "/directory/regions", VIEW, Public, regions::list),
    Route::page(Get, "/directory/regions/{code}", VIEW, Public, regions::show),
    Route::page(Get, "/directory/majors", VIEW, Public, majors::list),
    Route::page(Get, "/directory/majors/{code}", VIEW, Public, majors::show),
    Route::page(Get, "/directory/alliances", VIEW, Public, alliances::list),
    Route::page(Get, "/directory/alliances/new", FOUND, SignedIn, forms::new_alliance),
    Route::page(Post, "/directory/alliances", FOUND, SignedIn, forms::found),
    Route::page(Get, "/directory/alliances/{id}", VIEW, Public, alliances::show),
    Route::page(Get, "/directory/alliances/{id}/members", VIEW, Public, alliances::members),
    Route::page(Get, "/directory/alliances/{id}/members/new", ADMIT, SignedIn, forms::new_member),
    Route::page(Post, "/directory/alliances/{id}/members", ADMIT, SignedIn, forms::admit),
    Route::page(Get, "/directory/alliances/{id}/departures/new", DISMISS, SignedIn, forms::new_departure),
    Route::page(Post, "/directory/alliances/{id}/departures", DISMISS, SignedIn, forms::dismiss),
    Route::page(Get, "/directory/alliances/{id}/dissolution", DISSOLVE, SignedIn, forms::new_dissolution),
    Route::page(Post, "/directory/alliances/{id}/dissolution", DISSOLVE, SignedIn, forms::dissolve),
    Route::api(
        Get,
        "/api/directory/institutions",
        VIEW,
        Public,
        api::institutions,
        Doc::list("Schools, colleges and enterprises", &lists::institutions::INSTITUTIONS),
    ),
    Route::api(
        Post,
        "/api/directory/institutions",
        REGISTER,
        SignedIn,
        api::register,
        verb("Enter an institution", schema::<InstitutionInput>),
    ),
    Route::api(
        Get,
        "/api/directory/institutions/{code}",
        VIEW,
        Public,
        api::institution,
        Doc::one("An institution with its history, lists and alliances", schema::<InstitutionDetails>),
    ),
    Route::api(
        Put,
        "/api/directory/institutions/{code}/name",
        RENAME,
        SignedIn,
        api::rename,
        Doc { answers: &[], ..verb("Rename an institution; its code stays", schema::<NameInput>) },
    ),
    Route::api(
        Post,
        "/api/directory/institutions/{code}/ending",
        END,
        SignedIn,
        api::end,
        verb("End the code of an institution that closed or merged", schema::<Ending>),
    ),
    Route::api(
        Get,
        "/api/directory/regions",
        VIEW,
        Public,
        api::regions,
        Doc::list("Regions in force and ended", &lists::regions::REGIONS),
    ),
    Route::api(
        Get,
        "/api/directory/regions/{code}",
        VIEW,
        Public,
        api::region,
        Doc::one("A region with its names, parts and predecessors", schema::<RegionDetails>),
    ),
    Route::api(
        Get,
        "/api/directory/cities",
        VIEW,
        Public,
        api::cities,
        Doc::list("Institutions in each of the 41 cities", &lists::cities::CITIES),
    ),
    Route::api(
        Get,
        "/api/directory/majors",
        VIEW,
        Public,
        api::majors,
        Doc::list("Majors of the undergraduate and vocational catalogues", &lists::majors::MAJORS),
    ),
    Route::api(
        Get,
        "/api/directory/majors/{code}",
        VIEW,
        Public,
        api::major,
        Doc::one("A major and the editions that have it", schema::<MajorDetails>),
    ),
    Route::api(
        Get,
        "/api/directory/alliances",
        VIEW,
        Public,
        api::alliances,
        Doc::list("Alliances of institutions", &lists::alliances::ALLIANCES),
    ),
    Route::api(
        Post,
        "/api/directory/alliances",
        FOUND,
        SignedIn,
        api::found,
        verb("Found an alliance", schema::<AllianceInput>),
    ),
    Route::api(
        Get,
        "/api/directory/alliances/{id}",
        VIEW,
        Public,
        api::alliance,
        Doc::one("An alliance with its members", schema::<AllianceDetails>),
    ),
    Route::api(
        Get,
        "/api/directory/alliances/{id}/members",
        VIEW,
        Public,
        api::members,
        Doc::list("Members of an alliance, now and formerly", &lists::members::MEMBERS),
    ),
    Route::api(
        Post,
        "/api/directory/alliances/{id}/members",
        ADMIT,
        SignedIn,
        api::admit,
        verb("Admit an institution", schema::<MemberInput>),
    ),
    Route::api(
        Post,
        "/api/directory/alliances/{id}/departures",
        DISMISS,
        SignedIn,
        api::dismiss,
        verb("End a membership", schema::<Departure>),
    ),
    Route::api(
        Post,
        "/api/directory/alliances/{id}/dissolution",
        DISSOLVE,
        SignedIn,
        api::dissolve,
        verb("Dissolve an alliance", schema::<Dissolution>),
    ),
];
