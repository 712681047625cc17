//! Where the pages and operations of the monitoring centre lie.

use web::Access::{Public, SignedIn};
use web::Method::{Get, Post, Put};
use web::{Doc, Route, SchemaFn, many, schema};

use crate::api::{self, ComparisonQuery, EditInput};
use crate::lists;
use crate::model::{
    AnswerInput, Comment, CommentInput, ConsultInput, Difference, PublishInput, StepInput, System, SystemInput, Voice,
    VoiceInput,
};
use crate::pages::{line_form, steps, system_form, systems};

const VIEW: &str = "monitor.system.view";
const DRAFT: &str = "monitor.system.draft";
const EDIT: &str = "monitor.system.edit";
const CONSULT: &str = "monitor.system.consult";
const PROPOSE: &str = "monitor.system.propose";
const GIVE_BACK: &str = "monitor.system.return";
const PUBLISH: &str = "monitor.system.publish";
const WITHDRAW: &str = "monitor.system.withdraw";
const COMMENT: &str = "monitor.comment.make";
const ANSWER: &str = "monitor.comment.answer";
const SPEAK: &str = "monitor.voice.give";

/// Every route of the monitoring centre.
pub(crate) static ROUTES: &[Route] = &[
    Route::page(Get, "/monitor/systems", VIEW, Public, systems::list),
    Route::page(Get, "/monitor/systems/{id}", VIEW, Public, systems::show),
    Route::page(Get, "/monitor/systems/{id}/indicators", VIEW, Public, systems::lines),
    Route::page(Get, "/monitor/systems/{id}/indicators/{code}", VIEW, Public, systems::indicator),
    Route::page(Get, "/monitor/systems/{id}/comparison", VIEW, Public, systems::compare),
    Route::page(Get, "/monitor/drafts", VIEW, SignedIn, systems::own),
    Route::page(Get, "/monitor/drafts/new", DRAFT, SignedIn, system_form::new),
    Route::page(Post, "/monitor/drafts", DRAFT, SignedIn, system_form::draft),
    Route::page(Get, "/monitor/systems/{id}/versions/{version}/edit", EDIT, SignedIn, system_form::edit),
    Route::page(Post, "/monitor/systems/{id}/versions/{version}/edit", EDIT, SignedIn, system_form::rewrite),
    Route::page(Get, "/monitor/systems/{id}/versions/{version}/table", EDIT, SignedIn, system_form::table),
    Route::page(Post, "/monitor/systems/{id}/versions/{version}/table", EDIT, SignedIn, system_form::upload)
        .upload(system_form::TABLE_BYTES_MAX),
    Route::page(Get, "/monitor/systems/{id}/versions/{version}/lines/new", EDIT, SignedIn, line_form::new),
    Route::page(Post, "/monitor/systems/{id}/versions/{version}/lines", EDIT, SignedIn, line_form::add),
    Route::page(Get, "/monitor/systems/{id}/versions/{version}/lines/{code}/edit", EDIT, SignedIn, line_form::edit),
    Route::page(Post, "/monitor/systems/{id}/versions/{version}/lines/{code}/edit", EDIT, SignedIn, line_form::rewrite),
    Route::page(
        Post,
        "/monitor/systems/{id}/versions/{version}/lines/{code}/removal",
        EDIT,
        SignedIn,
        line_form::remove,
    ),
    Route::page(Post, "/monitor/systems/{id}/versions", DRAFT, SignedIn, steps::draft_next),
    Route::page(Post, "/monitor/systems/{id}/consultation", CONSULT, SignedIn, steps::consult),
    Route::page(Post, "/monitor/systems/{id}/comments", COMMENT, SignedIn, steps::comment),
    Route::page(Post, "/monitor/systems/{id}/answers", ANSWER, SignedIn, steps::answer),
    Route::page(Post, "/monitor/systems/{id}/proposal", PROPOSE, SignedIn, steps::propose),
    Route::page(Post, "/monitor/systems/{id}/voices", SPEAK, SignedIn, steps::speak),
    Route::page(Post, "/monitor/systems/{id}/return", GIVE_BACK, SignedIn, steps::give_back),
    Route::page(Post, "/monitor/systems/{id}/publication", PUBLISH, SignedIn, steps::publish),
    Route::page(Post, "/monitor/systems/{id}/withdrawal", WITHDRAW, SignedIn, steps::withdraw),
    Route::api(
        Get,
        "/api/monitor/systems",
        VIEW,
        Public,
        api::list,
        Doc::list("Indicator systems in force", &lists::systems::SYSTEMS),
    ),
    Route::api(
        Post,
        "/api/monitor/systems",
        DRAFT,
        SignedIn,
        api::draft,
        Doc::creation("Write a new indicator system as a draft", schema::<SystemInput>, schema::<System>),
    ),
    Route::api(
        Get,
        "/api/monitor/drafts",
        VIEW,
        SignedIn,
        api::own,
        Doc::list("A member's versions of indicator systems, in every state", &lists::systems::OWN),
    ),
    Route::api(
        Get,
        "/api/monitor/systems/{id}",
        VIEW,
        Public,
        api::show,
        Doc::one("Every version of a system that the reader may see, the latest first", many::<System>),
    ),
    Route::api(
        Get,
        "/api/monitor/systems/{id}/indicators",
        VIEW,
        Public,
        api::lines,
        Doc::list("The lines of a version, of the one in force if none is named", &lists::indicators::INDICATORS),
    ),
    Route::api(
        Get,
        "/api/monitor/systems/{id}/comparison",
        VIEW,
        Public,
        api::compare,
        Doc {
            query: Some(schema::<ComparisonQuery>),
            ..Doc::one("What one version says otherwise than another", many::<Difference>)
        },
    ),
    Route::api(
        Post,
        "/api/monitor/systems/{id}/versions",
        DRAFT,
        SignedIn,
        api::draft_next,
        Doc {
            answers: &[(201, "Created")],
            ..Doc::one("Begin the next version with the content of the latest", schema::<System>)
        },
    ),
    Route::api(
        Put,
        "/api/monitor/systems/{id}/versions/{version}",
        EDIT,
        SignedIn,
        api::edit,
        Doc { params: VERSION, ..Doc::verb("Replace the content of a draft", schema::<EditInput>, schema::<System>) },
    ),
    Route::api(
        Post,
        "/api/monitor/systems/{id}/consultation",
        CONSULT,
        SignedIn,
        api::consult,
        Doc::verb("Send a draft round for comments until a day", schema::<ConsultInput>, schema::<System>),
    ),
    Route::api(
        Get,
        "/api/monitor/systems/{id}/versions/{version}/comments",
        VIEW,
        SignedIn,
        api::comments,
        Doc { params: VERSION, ..Doc::one("The comments on a version, for officers of its members", many::<Comment>) },
    ),
    Route::api(
        Post,
        "/api/monitor/systems/{id}/comments",
        COMMENT,
        SignedIn,
        api::comment,
        Doc::creation("Comment on a version for a member", schema::<CommentInput>, schema::<Comment>),
    ),
    Route::api(
        Post,
        "/api/monitor/systems/{id}/answers",
        ANSWER,
        SignedIn,
        api::answer,
        Doc::verb("Say what became of a comment", schema::<AnswerInput>, schema::<Comment>),
    ),
    Route::api(
        Post,
        "/api/monitor/systems/{id}/proposal",
        PROPOSE,
        SignedIn,
        api::propose,
        Doc::verb("Put a draft to its members", schema::<StepInput>, schema::<System>),
    ),
    Route::api(
        Get,
        "/api/monitor/systems/{id}/versions/{version}/voices",
        VIEW,
        Public,
        api::voices,
        Doc { params: VERSION, ..Doc::one("How the members stand to a version", many::<Voice>) },
    ),
    Route::api(
        Post,
        "/api/monitor/systems/{id}/voices",
        SPEAK,
        SignedIn,
        api::speak,
        Doc::verb("Give the voice of a member on what was proposed", schema::<VoiceInput>, schema::<Voice>),
    ),
    Route::api(
        Post,
        "/api/monitor/systems/{id}/return",
        GIVE_BACK,
        SignedIn,
        api::give_back,
        Doc::verb("Take a version back to be changed", schema::<StepInput>, schema::<System>),
    ),
    Route::api(
        Post,
        "/api/monitor/systems/{id}/publication",
        PUBLISH,
        SignedIn,
        api::publish,
        Doc::verb("Publish what every member agreed to", schema::<PublishInput>, schema::<System>),
    ),
    Route::api(
        Post,
        "/api/monitor/systems/{id}/withdrawal",
        WITHDRAW,
        SignedIn,
        api::withdraw,
        Doc::verb("Take a version back for good", schema::<StepInput>, schema::<System>),
    ),
];

/// A version in the path is a number.
const VERSION: &[(&str, SchemaFn)] = &[("version", schema::<i64>)];
