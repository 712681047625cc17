//! Routes of programmes, of rules while they are written, and of what counts where.

use web::Access::{Public, SignedIn};
use web::Method::{Get, Post};
use web::{Doc, Route, many, schema};

use super::{DRAFT, FORM_BYTES, MATCHES, VIEW, VIEW_RULE};
use crate::api::passbook::BestJson;
use crate::api::rules::RuleFileInput;
use crate::model::{Imported, Programme, ProgrammeFile, Rule, RuleInput};
use crate::pages::{matches, programmes, rule_form, rules};
use crate::work::application::Replayed;
use crate::work::matches::{Acceptor, Asking};
use crate::work::preview::Preview;
use crate::{api, lists};

const IMPORT: &str = "credit.programme.import";

/// Bytes of a file of programmes: as much as one file of the language holds, and a form around it.
pub(super) const PROGRAMME_BYTES: u64 = ::recognition::model::FILE_BYTES_MAX as u64 + FORM_BYTES;

/// Bytes of a rule file or of programmes in JSON: twice what is taken, so that whoever sends too much reads a sentence.
pub(super) const FILE_BYTES: u64 = 2 * ::recognition::model::FILE_BYTES_MAX as u64;
/// Bytes of a form with the longest rule as text, percent-encoded.
pub(super) const RULE_BYTES: u64 = 4 * crate::rules::rule::RULE_BYTES_MAX as u64;

pub(crate) static ROUTES: &[Route] = &[
    Route::page(Post, "/credit/drafts/preview", DRAFT, SignedIn, rule_form::live).body(RULE_BYTES),
    Route::page(Get, "/credit/rules/{id}/impact", VIEW_RULE, SignedIn, rules::reach),
    Route::page(Get, "/credit/rules/{id}/file", VIEW_RULE, Public, rules::file),
    Route::page(Get, "/credit/institutions/{institution}/rules", VIEW_RULE, Public, rules::institution_file),
    Route::page(Get, "/credit/programmes", VIEW_RULE, Public, programmes::list),
    Route::page(Get, "/credit/programmes/import", IMPORT, SignedIn, programmes::new),
    Route::page(Post, "/credit/programmes", IMPORT, SignedIn, programmes::import).upload(PROGRAMME_BYTES),
    Route::page(Get, "/credit/programmes/{institution}/{code}", VIEW_RULE, Public, programmes::show),
    Route::page(Get, "/credit/acceptors", VIEW_RULE, Public, matches::acceptors),
    Route::page(Get, "/credit/matches/{institution}/{programme}", MATCHES, SignedIn, matches::programme),
    Route::api(
        Get,
        "/api/credit/matches/{institution}/{programme}",
        MATCHES,
        SignedIn,
        api::passbook::best,
        Doc::one("The best use of one's outcomes in a programme, proved and explained", schema::<BestJson>),
    ),
    Route::api(
        Get,
        "/api/credit/acceptors",
        VIEW_RULE,
        Public,
        api::passbook::acceptors,
        Doc {
            query: Some(schema::<Asking>),
            ..Doc::one("Everyone whose published rules take a course or certificate", many::<Acceptor>)
        },
    ),
    Route::api(
        Get,
        "/api/credit/programmes",
        VIEW_RULE,
        Public,
        api::programmes::list,
        Doc::list("Programmes in use", &lists::programmes::PROGRAMMES),
    ),
    Route::api(
        Post,
        "/api/credit/programmes",
        IMPORT,
        SignedIn,
        api::programmes::import,
        Doc::verb(
            "Import programmes and changes of course codes of an institution",
            schema::<ProgrammeFile>,
            schema::<Imported>,
        ),
    )
    .body(FILE_BYTES),
    Route::api(
        Get,
        "/api/credit/programmes/{institution}/{code}",
        VIEW_RULE,
        Public,
        api::programmes::show,
        Doc::one("Every version of a programme, the latest first", many::<Programme>),
    ),
    Route::api(
        Post,
        "/api/credit/rules/preview",
        DRAFT,
        SignedIn,
        api::rules::preview,
        Doc {
            keyless: true,
            ..Doc::verb(
                "Sentence, findings and impact of a rule that is being written",
                schema::<RuleInput>,
                schema::<Preview>,
            )
        },
    )
    .body(RULE_BYTES),
    Route::api(
        Post,
        "/api/credit/rules/import",
        DRAFT,
        SignedIn,
        api::rules::import,
        Doc::verb("Make every rule of a file a draft", schema::<RuleFileInput>, many::<Rule>),
    )
    .body(FILE_BYTES),
    Route::api(
        Get,
        "/api/credit/applications/{id}/proof",
        VIEW,
        SignedIn,
        api::applications::replay,
        Doc::one("Prove the latest filing again from the hashes of its rules and evidence", schema::<Replayed>),
    ),
];
