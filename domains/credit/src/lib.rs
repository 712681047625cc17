//! 学分银行: what learners achieved, as institutions deposited it, and what it is recognised for elsewhere.
//!
//! Nouns: account (学分账户), deposit (存入), outcome (学习成果), rule (转换规则), application (转换申请), ledger.
//! A college deposits grades in the official templates; the learner finds them in the passbook (存折), sees which published
//! rules of which colleges take them, and applies; the receiving college decides under its own rule, which is cited by
//! version and hash. Credits are postings in integer hundredths, double entry, per learner.
//!
//! What counts is said by `engines/recognition` alone: this domain stores its rules and programmes, has two persons publish
//! a rule, and binds what was proved. What this domain deliberately does not know: names and id numbers, which identity keeps, and which
//! institutions there are, which the directory says.

pub mod access;
mod api;
pub mod cli;
pub mod intake;
mod jobs;
mod lists;
pub mod model;
mod pages;
mod rejects;
mod routes;
pub mod rules;
mod shown;
mod shown_uses;
pub mod store;
pub mod work;

use op::{Error, Op};
use web::{Domain, MenuItem, Section};

use access::steps::Step;
use access::{ADMIN, Action, BANK_OFFICER, COMMITTEE, EXPERT, LearnerVerb, REGISTRAR, REVIEWER};

// The parts of the menu: a learner's own affairs, what staff work through, what is published, and two entries of their own.
const OWN: Section = Section { word: "credit-section-own", place: 10, part: "" };
const WORK: Section = Section { word: "credit-section-work", place: 20, part: "" };
const RULES: Section = Section { word: "credit-section-rules", place: 30, part: "" };
const STATISTICS: Section = Section { word: "credit-menu-statistics", place: 40, part: "" };
const NOTICES: Section = Section { word: "credit-menu-notices", place: 70, part: "" };

/// The credit bank as the platform takes it in.
pub static DOMAIN: Domain = Domain {
    name: "credit",
    routes: &[
        routes::ROUTES,
        routes::intake::ROUTES,
        routes::recognition::ROUTES,
        routes::steps::ROUTES,
        routes::changes::ROUTES,
        routes::hearings::ROUTES,
        routes::statistics::ROUTES,
    ],
    // Registrars, reviewers and bank officers are granted by identity, which declares them.
    roles: &[],
    migrations: &[
        db::Migration {
            domain: "credit",
            number: 1,
            name: "credit",
            sql: include_str!("../migrations/001_credit.sql"),
        },
        db::Migration {
            domain: "credit",
            number: 2,
            name: "course codes",
            sql: include_str!("../migrations/002_course_codes.sql"),
        },
        db::Migration {
            domain: "credit",
            number: 3,
            name: "editions",
            sql: include_str!("../migrations/003_editions.sql"),
        },
        db::Migration {
            domain: "credit",
            number: 4,
            name: "movements",
            sql: include_str!("../migrations/004_movements.sql"),
        },
    ],
    jobs: jobs::JOBS,
    words: &[("zh-CN", include_str!("../words/zh-CN.ftl")), ("en", include_str!("../words/en.ftl"))],
    templates: &[
        ("credit/acceptors.html", include_str!("../templates/credit/acceptors.html")),
        ("credit/best.html", include_str!("../templates/credit/best.html")),
        ("credit/programme.html", include_str!("../templates/credit/programme.html")),
        ("credit/programme_import.html", include_str!("../templates/credit/programme_import.html")),
        ("credit/programmes.html", include_str!("../templates/credit/programmes.html")),
        ("credit/rule_impact.html", include_str!("../templates/credit/rule_impact.html")),
        ("credit/rule_preview.html", include_str!("../templates/credit/rule_preview.html")),
        ("credit/change.html", include_str!("../templates/credit/change.html")),
        ("credit/changes.html", include_str!("../templates/credit/changes.html")),
        ("credit/appeal.html", include_str!("../templates/credit/appeal.html")),
        ("credit/appeal_new.html", include_str!("../templates/credit/appeal_new.html")),
        ("credit/application.html", include_str!("../templates/credit/application.html")),
        ("credit/application_check.html", include_str!("../templates/credit/application_check.html")),
        ("credit/application_choice.html", include_str!("../templates/credit/application_choice.html")),
        ("credit/application_evidence.html", include_str!("../templates/credit/application_evidence.html")),
        ("credit/applications.html", include_str!("../templates/credit/applications.html")),
        ("credit/declaration.html", include_str!("../templates/credit/declaration.html")),
        ("credit/declaration_check.html", include_str!("../templates/credit/declaration_check.html")),
        ("credit/declaration_evidence.html", include_str!("../templates/credit/declaration_evidence.html")),
        ("credit/declaration_form.html", include_str!("../templates/credit/declaration_form.html")),
        ("credit/declarations.html", include_str!("../templates/credit/declarations.html")),
        ("credit/bulk.html", include_str!("../templates/credit/bulk.html")),
        ("credit/bulk_check.html", include_str!("../templates/credit/bulk_check.html")),
        ("credit/bulk_choice.html", include_str!("../templates/credit/bulk_choice.html")),
        ("credit/bulk_draft.html", include_str!("../templates/credit/bulk_draft.html")),
        ("credit/deposit.html", include_str!("../templates/credit/deposit.html")),
        ("credit/deposit_again.html", include_str!("../templates/credit/deposit_again.html")),
        ("credit/deposits.html", include_str!("../templates/credit/deposits.html")),
        ("credit/drafts.html", include_str!("../templates/credit/drafts.html")),
        ("credit/faults.html", include_str!("../templates/credit/faults.html")),
        ("credit/hearing.html", include_str!("../templates/credit/hearing.html")),
        ("credit/hearings.html", include_str!("../templates/credit/hearings.html")),
        ("credit/home.html", include_str!("../templates/credit/home.html")),
        ("credit/inbox.html", include_str!("../templates/credit/inbox.html")),
        ("credit/matches.html", include_str!("../templates/credit/matches.html")),
        ("credit/notices.html", include_str!("../templates/credit/notices.html")),
        ("credit/opinion.html", include_str!("../templates/credit/opinion.html")),
        ("credit/opinions.html", include_str!("../templates/credit/opinions.html")),
        ("credit/outcome.html", include_str!("../templates/credit/outcome.html")),
        ("credit/parts.html", include_str!("../templates/credit/parts.html")),
        ("credit/passbook.html", include_str!("../templates/credit/passbook.html")),
        ("credit/review.html", include_str!("../templates/credit/review.html")),
        ("credit/revocation.html", include_str!("../templates/credit/revocation.html")),
        ("credit/revocation_choice.html", include_str!("../templates/credit/revocation_choice.html")),
        ("credit/revocations.html", include_str!("../templates/credit/revocations.html")),
        ("credit/rule.html", include_str!("../templates/credit/rule.html")),
        ("credit/rule_form.html", include_str!("../templates/credit/rule_form.html")),
        ("credit/rule_pages.html", include_str!("../templates/credit/rule_pages.html")),
        ("credit/rule_text.html", include_str!("../templates/credit/rule_text.html")),
        ("credit/rules.html", include_str!("../templates/credit/rules.html")),
        ("credit/statistics.html", include_str!("../templates/credit/statistics.html")),
        ("credit/statistics_list.html", include_str!("../templates/credit/statistics_list.html")),
        ("credit/verification.html", include_str!("../templates/credit/verification.html")),
        ("credit/verifications.html", include_str!("../templates/credit/verifications.html")),
        ("credit/settings.html", include_str!("../templates/credit/settings.html")),
    ],
    menu: &[
        MenuItem { section: OWN, word: "credit-menu-passbook", path: "/credit/passbook", roles: MenuItem::OWN },
        MenuItem { section: OWN, word: "credit-menu-matches", path: "/credit/matches", roles: MenuItem::OWN },
        MenuItem { section: OWN, word: "credit-menu-applications", path: "/credit/applications", roles: MenuItem::OWN },
        MenuItem { section: OWN, word: "credit-menu-declarations", path: "/credit/declarations", roles: MenuItem::OWN },
        MenuItem { section: WORK, word: "credit-menu-inbox", path: "/credit/inbox", roles: &[REVIEWER] },
        MenuItem { section: WORK, word: "credit-menu-deposits", path: "/credit/deposits", roles: &[REGISTRAR] },
        MenuItem {
            section: WORK,
            word: "credit-menu-verifications",
            path: "/credit/verifications",
            roles: &[REGISTRAR],
        },
        MenuItem {
            section: WORK,
            word: "credit-menu-revocations",
            path: "/credit/revocations",
            roles: &[REGISTRAR, REVIEWER],
        },
        MenuItem { section: WORK, word: "credit-menu-opinions", path: "/credit/opinions", roles: &[EXPERT] },
        MenuItem { section: WORK, word: "credit-menu-hearings", path: "/credit/hearings", roles: &[COMMITTEE] },
        MenuItem { section: RULES, word: "credit-menu-rules", path: "/credit/rules", roles: &[] },
        MenuItem { section: RULES, word: "credit-menu-drafts", path: "/credit/drafts", roles: &[REGISTRAR, REVIEWER] },
        MenuItem { section: RULES, word: "credit-menu-programmes", path: "/credit/programmes", roles: &[] },
        MenuItem { section: RULES, word: "credit-menu-settings", path: "/credit/settings", roles: &[REVIEWER, ADMIN] },
        MenuItem {
            section: STATISTICS,
            word: "credit-menu-statistics",
            path: "/credit/statistics",
            roles: &[BANK_OFFICER],
        },
        MenuItem { section: NOTICES, word: "credit-menu-notices", path: "/credit/notices", roles: MenuItem::SIGNED_IN },
    ],
    matrix: access::matrix,
    subject_access,
};

/// Who may see everything that happened to a subject of this domain: an application or a declaration, for the learner and the
/// institution it went to once it was filed; a deposited file or a rule, for those who work at its institution.
fn subject_access(op: &Op, subject: &str) -> op::Result<bool> {
    match subject.split_once('_').map_or("", |(kind, _)| kind) {
        "app" => {
            let Some(found) = store::application::get(op.conn(), subject)? else { return Ok(false) };
            let own = op.check(&Action::Learner(LearnerVerb::ViewApplications, subject, &found.learner)).is_ok();
            let place = work::place(op, &found.institution)?;
            let filed = found.filed_at.is_some();
            Ok(own || (filed && op.check(&Action::ReadApplication(subject, &place)).is_ok()))
        }
        "dcl" => {
            let Some(found) = store::declaration::get(op.conn(), subject)? else { return Ok(false) };
            let own = op.check(&Action::Learner(LearnerVerb::ViewDeclarations, subject, &found.learner)).is_ok();
            let place = work::place(op, &found.content.institution)?;
            let filed = found.filed_at.is_some();
            Ok(own || (filed && op.check(&Action::ReadDeclaration(subject, &place)).is_ok()))
        }
        "dep" => {
            let Some((found, _)) = store::deposit::get(op.conn(), subject)? else { return Ok(false) };
            let place = work::place(op, &found.institution)?;
            Ok(op.check(&Action::ViewDeposit(subject, &place)).is_ok())
        }
        "apl" => {
            let Some(found) = store::appeal::get(op.conn(), subject)? else { return Ok(false) };
            let own = op.check(&Step::ViewAppeal(subject, &found.learner)).is_ok();
            Ok(own || op.check(&Step::ViewHearings).is_ok())
        }
        "opn" => {
            let Some(found) = store::opinion::get(op.conn(), subject)? else { return Ok(false) };
            let place = work::place(op, &found.institution)?;
            let asked = op.check(&Step::ReadForOpinion(subject, &found.expert, &place)).is_ok();
            Ok(asked || op.check(&Step::AskOpinion(subject, &place)).is_ok())
        }
        "bat" => {
            let Some(found) = store::bulk::get(op.conn(), subject)? else { return Ok(false) };
            let place = work::place(op, &found.institution)?;
            Ok(op.check(&Step::Bulk(subject, &place)).is_ok())
        }
        "cht" => match work::change::view(op, subject) {
            Ok(_) => Ok(true),
            Err(Error::Missing) => Ok(false),
            Err(error) => Err(error),
        },
        "rev" => match work::revocation::view(op, subject) {
            Ok(_) => Ok(true),
            Err(Error::Missing) => Ok(false),
            Err(error) => Err(error),
        },
        "rul" => {
            let Some(found) = store::rule::versions(op.conn(), subject)?.into_iter().next() else { return Ok(false) };
            let place = work::place(op, &found.content.institution)?;
            Ok(op.check(&Action::ViewRule(subject, &place)).is_ok())
        }
        _ => Ok(false),
    }
}

#[cfg(test)]
mod tests;
