//! Appeals, expert review and settings.

use web::Access::SignedIn;
use web::Method::{Get, Post, Put};
use web::{Doc, Route, many, schema};

use crate::api::hearings as api;
use crate::api::hearings::{HearingQuery, SettingQuery};
use crate::model::{
    Appeal, Heard, NewAppeal, Opinion, OpinionInput, OpinionRequest, SettingStanding, SettingsInput, VoiceInput,
};
use crate::pages::{appeals, opinions, settings};
use crate::work::appeal::Hearing;
use crate::work::opinion::Asked;

const APPEAL: &str = "credit.appeal.file";
const VIEW_APPEAL: &str = "credit.appeal.view";
const WITHDRAW_APPEAL: &str = "credit.appeal.withdraw";
const HEARINGS: &str = "credit.hearing.view";
const HEAR: &str = "credit.appeal.read";
const SPEAK: &str = "credit.appeal.speak";
const ASK: &str = "credit.opinion.ask";
const TAKE_BACK: &str = "credit.opinion.withdraw";
const OPINIONS: &str = "credit.opinion.view";
const READ_FOR: &str = "credit.opinion.read";
const GIVE: &str = "credit.opinion.give";
const READ: &str = "credit.application.read";
const SETTINGS: &str = "credit.setting.view";
const SET: &str = "credit.setting.set";

const APPLICATION_APPEAL: &str = "/credit/applications/{id}/appeal";

/// Routes of appeals, expert review and settings.
pub(crate) static ROUTES: &[Route] = &[
    Route::page(Get, APPLICATION_APPEAL, APPEAL, SignedIn, appeals::new),
    Route::page(Post, APPLICATION_APPEAL, APPEAL, SignedIn, appeals::file),
    Route::page(Get, "/credit/appeals/{id}", VIEW_APPEAL, SignedIn, appeals::own),
    Route::page(Post, "/credit/appeals/{id}/withdrawal", WITHDRAW_APPEAL, SignedIn, appeals::withdraw),
    Route::page(Get, "/credit/hearings", HEARINGS, SignedIn, appeals::hearings),
    Route::page(Get, "/credit/hearings/{id}", HEAR, SignedIn, appeals::hear),
    Route::page(Post, "/credit/hearings/{id}/voice", SPEAK, SignedIn, appeals::speak),
    Route::page(Post, "/credit/inbox/{id}/opinions", ASK, SignedIn, opinions::ask),
    Route::page(Get, "/credit/opinions", OPINIONS, SignedIn, opinions::list),
    Route::page(Get, "/credit/opinions/{id}", READ_FOR, SignedIn, opinions::show),
    Route::page(Post, "/credit/opinions/{id}/answer", GIVE, SignedIn, opinions::answer),
    Route::page(Post, "/credit/opinions/{id}/withdrawal", TAKE_BACK, SignedIn, opinions::withdraw),
    Route::page(Get, "/credit/settings", SETTINGS, SignedIn, settings::show),
    Route::page(Post, "/credit/settings", SET, SignedIn, settings::set),
    Route::api(
        Post,
        "/api/credit/applications/{id}/appeal",
        APPEAL,
        SignedIn,
        api::file,
        Doc::creation("Appeal a rejection, or silence past the due day", schema::<NewAppeal>, schema::<Appeal>),
    ),
    Route::api(
        Get,
        "/api/credit/appeals/{id}",
        VIEW_APPEAL,
        SignedIn,
        api::own,
        Doc::one("One's own appeal with the voices given", schema::<Heard>),
    ),
    Route::api(
        Post,
        "/api/credit/appeals/{id}/withdrawal",
        WITHDRAW_APPEAL,
        SignedIn,
        api::withdraw,
        Doc::one("Take an appeal back", schema::<Appeal>),
    ),
    Route::api(
        Get,
        "/api/credit/hearings",
        HEARINGS,
        SignedIn,
        api::hearings,
        Doc {
            query: Some(schema::<HearingQuery>),
            ..Doc::one("Appeals before the joint committee, oldest first", many::<Appeal>)
        },
    ),
    Route::api(
        Post,
        "/api/credit/hearings/{id}/reading",
        HEAR,
        SignedIn,
        api::hear,
        Doc {
            keyless: true,
            ..Doc::one("Open an appeal with its application; recorded and shown to the learner", schema::<Hearing>)
        },
    ),
    Route::api(
        Post,
        "/api/credit/hearings/{id}/voice",
        SPEAK,
        SignedIn,
        api::speak,
        Doc::verb("Speak for one's province in an appeal", schema::<VoiceInput>, schema::<Heard>),
    ),
    Route::api(
        Get,
        "/api/credit/inbox/{id}/opinions",
        READ,
        SignedIn,
        api::opinions_on,
        Doc::one("The opinions asked for on an application", many::<Opinion>),
    ),
    Route::api(
        Post,
        "/api/credit/inbox/{id}/opinions",
        ASK,
        SignedIn,
        api::ask,
        Doc::creation("Ask an expert for an opinion", schema::<OpinionRequest>, schema::<Opinion>),
    ),
    Route::api(
        Get,
        "/api/credit/opinions",
        OPINIONS,
        SignedIn,
        api::opinions,
        Doc::one("What one was asked as an expert, the latest first", many::<Opinion>),
    ),
    Route::api(
        Post,
        "/api/credit/opinions/{id}/reading",
        READ_FOR,
        SignedIn,
        api::read,
        Doc {
            keyless: true,
            ..Doc::one("Open the application one was asked about; recorded and shown to the learner", schema::<Asked>)
        },
    ),
    Route::api(
        Post,
        "/api/credit/opinions/{id}/answer",
        GIVE,
        SignedIn,
        api::answer,
        Doc::verb("Give an opinion, or decline to", schema::<OpinionInput>, schema::<Opinion>),
    ),
    Route::api(
        Post,
        "/api/credit/opinions/{id}/withdrawal",
        TAKE_BACK,
        SignedIn,
        api::take_back,
        Doc::one("Take a request for an opinion back", schema::<Opinion>),
    ),
    Route::api(
        Get,
        "/api/credit/settings",
        SETTINGS,
        SignedIn,
        api::settings,
        Doc {
            query: Some(schema::<SettingQuery>),
            ..Doc::one("Days and names in force, for the bank or at an institution", many::<SettingStanding>)
        },
    ),
    Route::api(
        Put,
        "/api/credit/settings",
        SET,
        SignedIn,
        api::set,
        Doc::verb(
            "Set days and names, for the bank or for an institution",
            schema::<SettingsInput>,
            many::<SettingStanding>,
        ),
    ),
];
