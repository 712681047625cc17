//! Every route of identity, and the domain as a value.

use op::{Op, Role};
use web::{Access, Domain, Handler, MenuItem, Method, RoleDoc, Route, Section};

use crate::access;
use crate::pages::{
    account, consents, delegations, guardians, invitations, learners, people, person, privacy, resets, second_factor,
    sessions, sign_in, tokens,
};
use crate::work::lookup;
use crate::{api, jobs};

const fn get(path: &'static str, action: &'static str, handler: Handler) -> Route {
    Route::page(Method::Get, path, action, Access::SignedIn, handler)
}

const fn post(path: &'static str, action: &'static str, handler: Handler) -> Route {
    Route::page(Method::Post, path, action, Access::SignedIn, handler)
}

/// The part of the menu for what people allow.
const CONSENTS: Section = Section { word: "identity-menu-consents", place: 60, part: "" };

/// Open to whoever is not signed in yet; kept out of the sitemap.
const fn open(method: Method, path: &'static str, action: &'static str, handler: Handler) -> Route {
    Route::page(method, path, action, Access::Public, handler).unlisted()
}

use Method::{Get, Post};

const ROUTES: &[Route] = &[
    open(Get, "/sign-in", "identity.sign_in.attempt", sign_in::form),
    open(Post, "/sign-in", "identity.sign_in.attempt", sign_in::submit),
    open(Get, "/sign-in/second-factor", "identity.session.second_factor", sign_in::factor_form),
    open(Post, "/sign-in/second-factor", "identity.session.second_factor", sign_in::factor_submit),
    open(Post, "/sign-out", "identity.session.end", sign_in::out),
    get("/account", "identity.account.view", account::page),
    get("/account/contact", "identity.contact.change", account::contact_form),
    post("/account/contact", "identity.contact.change", account::contact_submit),
    get("/account/birthday", "identity.born.give", account::born_form),
    post("/account/birthday", "identity.born.give", account::born_submit),
    get("/account/password", "identity.password.change", account::password_form),
    post("/account/password", "identity.password.change", account::password_submit),
    // Whoever must enrol a second factor is not signed in before; the handlers ask for that sign-in themselves.
    open(Get, "/account/second-factor", "identity.second_factor.enrol", second_factor::page),
    open(Post, "/account/second-factor", "identity.second_factor.enrol", second_factor::begin),
    open(Get, "/account/second-factor/picture.svg", "identity.second_factor.enrol", second_factor::picture),
    open(Post, "/account/second-factor/confirmation", "identity.second_factor.confirm", second_factor::confirm),
    open(Post, "/account/second-factor/recovery-codes", "identity.second_factor.renew_codes", second_factor::renew),
    open(Post, "/account/second-factor/removal", "identity.second_factor.remove", second_factor::remove),
    get("/account/sessions", "identity.account.view", sessions::page),
    post("/account/sessions/{session}/end", "identity.session.end", sessions::end),
    post("/account/sessions/end-others", "identity.session.end", sessions::end_others),
    get("/account/tokens", "identity.account.view", tokens::page),
    post("/account/tokens", "identity.token.issue", tokens::issue),
    post("/account/tokens/{token}/revocation", "identity.token.revoke", tokens::revoke),
    get("/account/delegations", "identity.account.view", delegations::page),
    post("/account/delegations", "identity.delegation.give", delegations::give),
    post("/account/delegations/{principal}/{delegation}/end", "identity.delegation.end", delegations::end),
    post("/account/acting", "identity.session.act_for", delegations::act_for),
    post("/account/acting/end", "identity.session.act_for", delegations::act_for_oneself),
    open(Get, "/invitations/{token}", "identity.invitation.accept", invitations::open),
    open(Post, "/invitations/{token}", "identity.invitation.accept", invitations::accept_as_new),
    post("/invitations/{token}/acceptance", "identity.invitation.accept", invitations::accept),
    open(Get, "/password-resets/{token}", "identity.password_reset.use", resets::open),
    open(Post, "/password-resets/{token}", "identity.password_reset.use", resets::finish),
    get("/identity/invitations", "identity.people.view", invitations::page),
    post("/identity/invitations", "identity.invitation.make", invitations::make),
    post("/identity/invitations/{invitation}/withdrawal", "identity.invitation.withdraw", invitations::withdraw),
    get("/identity/people", "identity.people.view", people::list),
    post("/identity/people/search", "identity.people.view", people::search),
    get("/identity/people/{person}", "identity.person.view", person::page),
    post("/identity/people/{person}/grants", "identity.grant.give", person::grant),
    post("/identity/people/{person}/grants/{grant}/revocation", "identity.grant.revoke", person::revoke),
    post("/identity/people/{person}/second-factor-reset", "identity.second_factor.reset", person::reset_factor),
    post("/identity/people/{person}/password-resets", "identity.password_reset.make", resets::make),
    post("/identity/people/{person}/closure", "identity.person.close", person::close),
    get("/identity/learners", "identity.learners.view", learners::page),
    get("/identity/consents", "identity.consent.view", consents::page),
    get("/identity/consents/all", "identity.consent.view", consents::all),
    post("/identity/consents", "identity.consent.give", consents::give),
    post("/identity/consents/{learner}/{consent}/withdrawal", "identity.consent.withdraw", consents::withdraw),
    post("/identity/consents/{learner}/{consent}/agreement", "identity.consent.agree", consents::agree),
    post("/identity/consents/{learner}/{consent}/refusal", "identity.consent.refuse", consents::refuse),
    get("/identity/reads", "identity.consent.view", consents::reads),
    get("/identity/guardians", "identity.consent.view", guardians::page),
    post("/identity/guardians", "identity.guardian.name", guardians::name),
    post("/identity/guardians/{learner}/confirmation", "identity.guardian.confirm", guardians::confirm),
    post("/identity/guardians/{learner}/{guardian}/attestation", "identity.guardian.attest", learners::attest),
    post("/identity/guardians/{learner}/{guardian}/refusal", "identity.guardian.decline", learners::decline),
    post("/identity/guardians/{learner}/{guardian}/end", "identity.guardian.end", guardians::end),
    get("/identity/privacy", "identity.privacy.report", privacy::page),
    api::ME,
    api::SESSIONS,
    api::END_SESSION,
    api::TOKENS,
    api::ISSUE_TOKEN,
    api::REVOKE_TOKEN,
    api::CONSENTS,
    api::GIVE,
    api::WITHDRAW,
    api::AGREE,
    api::REFUSE,
    api::READS,
    api::PEOPLE,
    api::GRANTS,
    api::GRANT,
    api::REVOKE,
    api::MAKE_RESET,
    api::ATTEST,
    api::PRIVACY,
];

const fn role(role: Role, word: &'static str) -> RoleDoc {
    RoleDoc { role, word }
}

const fn migration(number: u32, name: &'static str, sql: &'static str) -> db::Migration {
    db::Migration { domain: "identity", number, name, sql }
}

/// The domain.
pub static DOMAIN: Domain = Domain {
    name: "identity",
    routes: &[ROUTES],
    roles: &[
        role(access::ADMIN, "identity-role-admin"),
        role(access::AUDITOR, "identity-role-auditor"),
        role(access::PROVINCE_OFFICER, "identity-role-province_officer"),
        role(access::BANK_OFFICER, "identity-role-bank_officer"),
        role(access::REGISTRAR, "identity-role-registrar"),
        role(access::REVIEWER, "identity-role-reviewer"),
        role(access::CLERK, "identity-role-clerk"),
        role(access::EXPERT, "identity-role-expert"),
        role(access::COMMITTEE, "identity-role-committee"),
        role(access::MONITOR_OFFICER, "identity-role-monitor_officer"),
        role(access::DATA_OFFICER, "identity-role-data_officer"),
        role(access::DATA_REVIEWER, "identity-role-data_reviewer"),
        role(access::INSPECTOR, "identity-role-inspector"),
    ],
    migrations: &[
        migration(1, "people", include_str!("../migrations/0001_people.sql")),
        migration(2, "sign_in", include_str!("../migrations/0002_sign_in.sql")),
        migration(3, "authority", include_str!("../migrations/0003_authority.sql")),
        migration(4, "consent", include_str!("../migrations/0004_consent.sql")),
    ],
    jobs: jobs::JOBS,
    words: &[("zh-CN", include_str!("../words/zh-CN.ftl")), ("en", include_str!("../words/en.ftl"))],
    templates: &[
        ("identity/account.html", include_str!("../templates/identity/account.html")),
        ("identity/birthday.html", include_str!("../templates/identity/birthday.html")),
        ("identity/consents_all.html", include_str!("../templates/identity/consents_all.html")),
        ("identity/consents.html", include_str!("../templates/identity/consents.html")),
        ("identity/contact.html", include_str!("../templates/identity/contact.html")),
        ("identity/delegations.html", include_str!("../templates/identity/delegations.html")),
        ("identity/guardians.html", include_str!("../templates/identity/guardians.html")),
        ("identity/invitation.html", include_str!("../templates/identity/invitation.html")),
        ("identity/invitations.html", include_str!("../templates/identity/invitations.html")),
        ("identity/learners.html", include_str!("../templates/identity/learners.html")),
        ("identity/new_password.html", include_str!("../templates/identity/new_password.html")),
        ("identity/password.html", include_str!("../templates/identity/password.html")),
        ("identity/people.html", include_str!("../templates/identity/people.html")),
        ("identity/people_search.html", include_str!("../templates/identity/people_search.html")),
        ("identity/person.html", include_str!("../templates/identity/person.html")),
        ("identity/privacy.html", include_str!("../templates/identity/privacy.html")),
        ("identity/reads.html", include_str!("../templates/identity/reads.html")),
        ("identity/recovery_codes.html", include_str!("../templates/identity/recovery_codes.html")),
        ("identity/second_factor.html", include_str!("../templates/identity/second_factor.html")),
        ("identity/sessions.html", include_str!("../templates/identity/sessions.html")),
        ("identity/sign_in.html", include_str!("../templates/identity/sign_in.html")),
        ("identity/sign_in_factor.html", include_str!("../templates/identity/sign_in_factor.html")),
        ("identity/tokens.html", include_str!("../templates/identity/tokens.html")),
    ],
    menu: &[
        MenuItem { section: directory::SECTION, word: "identity-menu-people", path: "/identity/people", roles: STAFF },
        MenuItem {
            section: CONSENTS,
            word: "identity-menu-consents",
            path: "/identity/consents",
            roles: MenuItem::OWN,
        },
        MenuItem {
            section: directory::SECTION,
            word: "identity-menu-privacy",
            path: "/identity/privacy",
            roles: &[access::ADMIN, access::AUDITOR],
        },
    ],
    matrix: access::matrix,
    subject_access,
};

const STAFF: &[Role] = &[access::ADMIN, access::PROVINCE_OFFICER, access::BANK_OFFICER, access::REGISTRAR];

/// A person's timeline is for whoever may see their page.
fn subject_access(op: &Op, subject: &str) -> op::Result<bool> {
    if !subject.starts_with("prs_") {
        return Ok(false);
    }
    lookup::sees_timeline(op, op.actor(), subject)
}
