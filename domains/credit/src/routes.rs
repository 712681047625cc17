//! Where the pages and operations of the credit bank lie.

pub(crate) mod changes;
pub(crate) mod hearings;
pub(crate) mod intake;
pub(crate) mod recognition;
pub(crate) mod statistics;
pub(crate) mod steps;

use web::Access::{Public, SignedIn};
use web::Method::{Delete, Get, Post, Put};
use web::{Doc, Route, many, schema};

use self::recognition::RULE_BYTES;
use crate::api::applications::{ChoiceInput, ListQuery};
use crate::api::deposits::UploadFields;
use crate::api::passbook::{BalanceJson, MatchesJson, PassbookQuery, ReaderQuery};
use crate::api::rules::EditInput;
use crate::intake::FILE_BYTES_MAX;
use crate::model::{Application, Deposit, NewApplication, ReviewInput, Rule, RuleInput};
use crate::pages::{applications, deposits, home, inbox, matches, passbook, rule_form, rules};
use crate::rules::application::ATTACHMENT_BYTES_MAX;
use crate::work::application::{AtRevision, ConsentStep, Details};
use crate::work::deposit::CommitInput;
use crate::work::passbook::{Passbook, PassbookLine};
use crate::work::rule::StepInput;
use crate::{api, lists};

/// Bytes received with attached evidence: twice what is taken, so that whoever sends a little too much reads a sentence and
/// not a broken connection.
const EVIDENCE_BYTES: u64 = 2 * ATTACHMENT_BYTES_MAX;
/// Bytes of a form around an uploaded file.
const FORM_BYTES: u64 = 64 * 1024;

const UPLOAD: &str = "credit.deposit.upload";
const COMMIT: &str = "credit.deposit.commit";
const DISCARD: &str = "credit.deposit.discard";
const RESUME: &str = "credit.deposit.resume";
const VIEW_DEPOSIT: &str = "credit.deposit.view";
const VIEW_RULE: &str = "credit.rule.view";
const DRAFT: &str = "credit.rule.draft";
const EDIT: &str = "credit.rule.edit";
const SUBMIT: &str = "credit.rule.submit";
const PUBLISH: &str = "credit.rule.publish";
const GIVE_BACK: &str = "credit.rule.return";
const WITHDRAW_RULE: &str = "credit.rule.withdraw";
const PASSBOOK: &str = "credit.passbook.view";
const READ_PASSBOOK: &str = "credit.passbook.read";
const MATCHES: &str = "credit.match.view";
const VIEW: &str = "credit.application.view";
const BEGIN: &str = "credit.application.begin";
const CHANGE: &str = "credit.application.change";
const FILE: &str = "credit.application.file";
const WITHDRAW: &str = "credit.application.withdraw";
const INBOX: &str = "credit.inbox.view";
const READ: &str = "credit.application.read";
const DECIDE: &str = "credit.application.decide";

/// The routes that no list of their own holds.
pub(crate) static ROUTES: &[Route] = &[
    Route::page(Get, "/credit", VIEW_RULE, Public, home::show),
    Route::page(Get, "/credit/rules", VIEW_RULE, Public, rules::list),
    Route::page(Get, "/credit/rules/{id}", VIEW_RULE, Public, rules::show),
    Route::page(Get, "/credit/drafts", VIEW_RULE, SignedIn, rules::own),
    Route::page(Get, "/credit/drafts/new", DRAFT, SignedIn, rule_form::new),
    Route::page(Post, "/credit/drafts", DRAFT, SignedIn, rule_form::draft).body(RULE_BYTES),
    Route::page(Get, "/credit/rules/{id}/versions/{version}/edit", EDIT, SignedIn, rule_form::edit),
    Route::page(Post, "/credit/rules/{id}/versions/{version}/edit", EDIT, SignedIn, rule_form::rewrite)
        .body(RULE_BYTES),
    Route::page(Post, "/credit/rules/{id}/versions", DRAFT, SignedIn, rules::draft_next),
    Route::page(Post, "/credit/rules/{id}/submission", SUBMIT, SignedIn, rules::submit),
    Route::page(Post, "/credit/rules/{id}/publication", PUBLISH, SignedIn, rules::publish),
    Route::page(Post, "/credit/rules/{id}/return", GIVE_BACK, SignedIn, rules::give_back),
    Route::page(Post, "/credit/rules/{id}/withdrawal", WITHDRAW_RULE, SignedIn, rules::withdraw),
    Route::page(Get, "/credit/templates/{template}", VIEW_RULE, Public, deposits::template),
    Route::page(Get, "/credit/deposits", VIEW_DEPOSIT, SignedIn, deposits::list),
    Route::page(Post, "/credit/deposits", UPLOAD, SignedIn, deposits::upload).upload(FILE_BYTES_MAX + FORM_BYTES),
    Route::page(Get, "/credit/deposits/{id}", VIEW_DEPOSIT, SignedIn, deposits::show),
    Route::page(Get, "/credit/deposits/{id}/faults", VIEW_DEPOSIT, SignedIn, deposits::faults),
    Route::page(Get, "/credit/deposits/{id}/rejects", VIEW_DEPOSIT, SignedIn, deposits::rejects),
    Route::page(Post, "/credit/deposits/{id}/commitment", COMMIT, SignedIn, deposits::choose),
    Route::page(Post, "/credit/deposits/{id}/discard", DISCARD, SignedIn, deposits::discard),
    Route::page(Post, "/credit/deposits/{id}/resumption", RESUME, SignedIn, deposits::resume),
    Route::page(Get, "/credit/passbook", PASSBOOK, SignedIn, passbook::show),
    Route::page(Get, "/credit/passbook/{outcome}", PASSBOOK, SignedIn, passbook::outcome),
    Route::page(Get, "/credit/learners/{learner}", READ_PASSBOOK, SignedIn, passbook::read),
    Route::page(Get, "/credit/matches", MATCHES, SignedIn, matches::show),
    Route::page(Get, "/credit/applications", VIEW, SignedIn, applications::list),
    Route::page(Post, "/credit/applications", BEGIN, SignedIn, matches::begin),
    Route::page(Get, "/credit/applications/{id}", VIEW, SignedIn, applications::show),
    Route::page(Get, "/credit/applications/{id}/choice", CHANGE, SignedIn, applications::choice),
    Route::page(Post, "/credit/applications/{id}/choice", CHANGE, SignedIn, applications::change),
    Route::page(Get, "/credit/applications/{id}/evidence", CHANGE, SignedIn, applications::evidence),
    Route::page(Post, "/credit/applications/{id}/consent", CHANGE, SignedIn, applications::consent),
    Route::page(Post, "/credit/applications/{id}/attachments", CHANGE, SignedIn, applications::attach)
        .upload(EVIDENCE_BYTES),
    Route::page(Get, "/credit/applications/{id}/attachments/{hash}", READ, SignedIn, applications::download),
    Route::page(Post, "/credit/applications/{id}/attachments/{hash}/removal", CHANGE, SignedIn, applications::detach),
    Route::page(Get, "/credit/applications/{id}/check", VIEW, SignedIn, applications::check),
    Route::page(Post, "/credit/applications/{id}/filing", FILE, SignedIn, applications::file),
    Route::page(Post, "/credit/applications/{id}/withdrawal", WITHDRAW, SignedIn, applications::withdraw),
    Route::page(Get, "/credit/inbox", INBOX, SignedIn, inbox::list),
    Route::page(Get, "/credit/inbox/{id}", READ, SignedIn, inbox::show),
    Route::page(Post, "/credit/inbox/{id}/decision", DECIDE, SignedIn, inbox::decide),
    Route::api(
        Get,
        "/api/credit/deposits",
        VIEW_DEPOSIT,
        SignedIn,
        api::deposits::list,
        Doc::list("Deposited files of an institution", &lists::deposits::DEPOSITS),
    ),
    Route::api(
        Post,
        "/api/credit/deposits",
        UPLOAD,
        SignedIn,
        api::deposits::upload,
        Doc {
            file: Some("file"),
            keyless: true,
            ..Doc::creation(
                "Upload a file in one of the templates; it is read by a job",
                schema::<UploadFields>,
                schema::<Deposit>,
            )
        },
    )
    .upload(FILE_BYTES_MAX + FORM_BYTES),
    Route::api(
        Get,
        "/api/credit/deposits/{id}",
        VIEW_DEPOSIT,
        SignedIn,
        api::deposits::show,
        Doc::one("A deposited file and how far it has come", schema::<Deposit>),
    ),
    Route::api(
        Get,
        "/api/credit/deposits/{id}/faults",
        VIEW_DEPOSIT,
        SignedIn,
        api::deposits::faults,
        Doc::list("Everything wrong with a file, by row and column", &lists::deposits::FAULTS),
    ),
    Route::api(
        Post,
        "/api/credit/deposits/{id}/commitment",
        COMMIT,
        SignedIn,
        api::deposits::choose,
        Doc::verb(
            "Deposit a checked file: everything or nothing, or its good rows",
            schema::<CommitInput>,
            schema::<Deposit>,
        ),
    ),
    Route::api(
        Post,
        "/api/credit/deposits/{id}/discard",
        DISCARD,
        SignedIn,
        api::deposits::discard,
        Doc::one("Put a checked file aside", schema::<Deposit>),
    ),
    Route::api(
        Post,
        "/api/credit/deposits/{id}/resumption",
        RESUME,
        SignedIn,
        api::deposits::resume,
        Doc::one("Go on with a file whose reading or depositing stands still", schema::<Deposit>),
    ),
    Route::api(
        Get,
        "/api/credit/passbook",
        PASSBOOK,
        SignedIn,
        api::passbook::show,
        Doc { query: Some(schema::<PassbookQuery>), ..Doc::one("One's own passbook", schema::<Passbook>) },
    ),
    Route::api(
        Get,
        "/api/credit/outcomes/{id}",
        PASSBOOK,
        SignedIn,
        api::passbook::outcome,
        Doc::one("One outcome of one's own with its uses", schema::<PassbookLine>),
    ),
    Route::api(
        Get,
        "/api/credit/balances",
        PASSBOOK,
        SignedIn,
        api::passbook::balances,
        Doc::one("One's own balances", many::<BalanceJson>),
    ),
    Route::api(
        Post,
        "/api/credit/learners/{learner}/reading",
        READ_PASSBOOK,
        SignedIn,
        api::passbook::read,
        Doc {
            keyless: true,
            ..Doc::verb(
                "Read another's passbook for an institution; recorded and shown to the learner",
                schema::<ReaderQuery>,
                schema::<Passbook>,
            )
        },
    ),
    Route::api(
        Get,
        "/api/credit/matches",
        MATCHES,
        SignedIn,
        api::passbook::matches,
        Doc::one(
            "Every programme in which something of one's own counts, by what is recognised",
            schema::<MatchesJson>,
        ),
    ),
    Route::api(
        Get,
        "/api/credit/rules",
        VIEW_RULE,
        Public,
        api::rules::list,
        Doc::list("Published conversion rules", &lists::rules::RULES),
    ),
    Route::api(
        Get,
        "/api/credit/rules/{id}",
        VIEW_RULE,
        Public,
        api::rules::show,
        Doc::one("Every version of a rule, the latest first", many::<Rule>),
    ),
    Route::api(
        Post,
        "/api/credit/rules",
        DRAFT,
        SignedIn,
        api::rules::draft,
        Doc::creation("Draft a rule", schema::<RuleInput>, schema::<Rule>),
    )
    .body(RULE_BYTES),
    Route::api(
        Post,
        "/api/credit/rules/{id}/versions",
        DRAFT,
        SignedIn,
        api::rules::draft_next,
        Doc { answers: &[(201, "Created")], ..Doc::one("Draft the next version of a rule", schema::<Rule>) },
    ),
    Route::api(
        Put,
        "/api/credit/rules/{id}/versions/{version}",
        EDIT,
        SignedIn,
        api::rules::edit,
        Doc::verb("Change a draft", schema::<EditInput>, schema::<Rule>),
    )
    .body(RULE_BYTES),
    Route::api(
        Post,
        "/api/credit/rules/{id}/submission",
        SUBMIT,
        SignedIn,
        api::rules::submit,
        Doc::verb("Hand a draft to the second person", schema::<StepInput>, schema::<Rule>),
    ),
    Route::api(
        Post,
        "/api/credit/rules/{id}/publication",
        PUBLISH,
        SignedIn,
        api::rules::publish,
        Doc::verb(
            "Publish a submitted version, as another person than its drafter",
            schema::<StepInput>,
            schema::<Rule>,
        ),
    ),
    Route::api(
        Post,
        "/api/credit/rules/{id}/return",
        GIVE_BACK,
        SignedIn,
        api::rules::give_back,
        Doc::verb("Send a submitted version back with a reason", schema::<StepInput>, schema::<Rule>),
    ),
    Route::api(
        Post,
        "/api/credit/rules/{id}/withdrawal",
        WITHDRAW_RULE,
        SignedIn,
        api::rules::withdraw,
        Doc::verb("Withdraw a version; decisions under it stand", schema::<StepInput>, schema::<Rule>),
    ),
    Route::api(
        Get,
        "/api/credit/applications",
        VIEW,
        SignedIn,
        api::applications::list,
        Doc {
            query: Some(schema::<ListQuery>),
            ..Doc::one("One's own applications, the latest first", many::<Application>)
        },
    ),
    Route::api(
        Post,
        "/api/credit/applications",
        BEGIN,
        SignedIn,
        api::applications::begin,
        Doc::creation("Begin an application", schema::<NewApplication>, schema::<Application>),
    ),
    Route::api(
        Get,
        "/api/credit/applications/{id}",
        VIEW,
        SignedIn,
        api::applications::show,
        Doc::one("One's own application with its lines", schema::<Details>),
    ),
    Route::api(
        Put,
        "/api/credit/applications/{id}/choice",
        CHANGE,
        SignedIn,
        api::applications::change,
        Doc::verb("Choose again", schema::<ChoiceInput>, schema::<Application>),
    ),
    Route::api(
        Post,
        "/api/credit/applications/{id}/consent",
        CHANGE,
        SignedIn,
        api::applications::consent,
        Doc::verb("Allow the receiving institution to read the outcomes", schema::<ConsentStep>, schema::<Application>),
    ),
    Route::api(
        Post,
        "/api/credit/applications/{id}/attachments",
        CHANGE,
        SignedIn,
        api::applications::attach,
        Doc {
            file: Some("file"),
            keyless: true,
            answers: &[(201, "Attached")],
            ..Doc::one("Attach evidence", schema::<Application>)
        },
    )
    .upload(EVIDENCE_BYTES),
    Route::api(
        Delete,
        "/api/credit/applications/{id}/attachments/{hash}",
        CHANGE,
        SignedIn,
        api::applications::detach,
        Doc::one("Take evidence off", schema::<Application>),
    ),
    Route::api(
        Post,
        "/api/credit/applications/{id}/filing",
        FILE,
        SignedIn,
        api::applications::file,
        Doc::verb("File an application", schema::<AtRevision>, schema::<Application>),
    ),
    Route::api(
        Post,
        "/api/credit/applications/{id}/withdrawal",
        WITHDRAW,
        SignedIn,
        api::applications::withdraw,
        Doc::verb("Take an application back", schema::<AtRevision>, schema::<Application>),
    ),
    Route::api(
        Get,
        "/api/credit/inbox",
        INBOX,
        SignedIn,
        api::applications::inbox,
        Doc::list("Applications to an institution, oldest first", &lists::inbox::INBOX),
    ),
    Route::api(
        Post,
        "/api/credit/inbox/{id}/reading",
        READ,
        SignedIn,
        api::applications::read,
        Doc {
            keyless: true,
            ..Doc::one("Open an application with its evidence; recorded and shown to the learner", schema::<Details>)
        },
    ),
    Route::api(
        Post,
        "/api/credit/inbox/{id}/decision",
        DECIDE,
        SignedIn,
        api::applications::decide,
        Doc::verb("Decide on an application, or reverse an acceptance", schema::<ReviewInput>, schema::<Application>),
    ),
];
