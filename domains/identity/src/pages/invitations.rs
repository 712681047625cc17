//! Inviting, and accepting an invitation.

use op::{Actor, App, Error, Op, Result};
use units::Args;
use web::{Answer, Form, FormView, Reply, Request, Response, context};

use crate::model::{GrantInput, Invitation, InvitationInput, NewPerson, ROLES, ScopeKind};
use crate::password;
use crate::rules::fields;
use crate::shown;
use crate::work::{invitations, people};

/// Longest field that is looked at.
const TYPED_CHARS_MAX: usize = 200;

/// GET /identity/invitations
pub(crate) fn page(_: Request) -> Answer {
    Ok(Reply::read(|op| shown_list(op, FormView::blank(), None)))
}

fn shown_list(op: &Op, form: FormView, link: Option<String>) -> Result<Response> {
    let rows = invitations::list(op)?;
    let mut views = Vec::new();
    for row in &rows {
        let state = match (row.accepted_at, row.withdrawn_at) {
            (Some(_), _) => "done",
            (_, Some(_)) => "withdrawn",
            _ if op.now() >= row.expires_at => "expired",
            _ => "pending",
        };
        let place =
            if row.role.is_empty() { String::new() } else { shown::place_name(op, row.scope_kind, &row.scope_code)? };
        views.push(
            context! { invitation => row.invitation.clone(), role => row.role.clone(), place, state, expires_at => row.expires_at },
        );
    }
    let roles: Vec<&str> = ROLES.iter().map(|role| role.role).collect();
    Ok(Response::page("identity/invitations.html", context! { invitations => views, roles, form, link })
        .header("cache-control", "no-store"))
}

/// Reads role and place from a form; an organisation may be typed by name.
pub(crate) fn grant_fields(form: &mut Form) -> GrantInput {
    let roles: Vec<&str> = ROLES.iter().map(|role| role.role).collect();
    let role = form.choice("role", &roles);
    let scope_kind = ROLES.iter().find(|row| row.role == role).and_then(|row| row.scopes.first().copied());
    let scope_kind = form
        .opt_choice("scope_kind", &["everywhere", "region", "organisation"])
        .and_then(|kind| ScopeKind::parse(&kind))
        .or(scope_kind);
    GrantInput {
        role,
        scope_kind: scope_kind.unwrap_or(ScopeKind::Everywhere),
        scope_code: form.text("scope_code", 0..=60),
        valid_until: form.opt_day("valid_until"),
    }
}

/// The same with an organisation's name turned into its code.
pub(crate) fn resolved(op: &Op, mut input: GrantInput) -> Result<GrantInput> {
    if input.scope_kind == ScopeKind::Organisation {
        input.scope_code = shown::organisation_code(op, &input.scope_code)?;
    }
    Ok(input)
}

/// POST /identity/invitations. Without a request key: the link is shown once and kept nowhere.
pub(crate) fn make(request: Request) -> Answer {
    let mut form = request.fields()?;
    let person = form.opt_text("person", 60);
    let grant = form.opt_text("role", 60).map(|_| grant_fields(&mut form));
    let checked = form.check();
    let work = Reply::work(move |app: &App, actor: &Actor| {
        checked?;
        let grant = grant.map(|grant| app.read(actor, |op| resolved(op, grant))).transpose()?;
        let text = invitations::invite(app, actor, InvitationInput { person, grant })?;
        app.read(actor, |op| shown_list(op, FormView::blank(), Some(format!("/invitations/{text}"))))
    });
    Ok(work.or(move |op, error| shown_list(op, form.view_of(error), None)))
}

/// POST /identity/invitations/{invitation}/withdrawal
pub(crate) fn withdraw(request: Request) -> Answer {
    let invitation = request.path("invitation")?;
    Ok(Reply::write(
        request.key(),
        move |op| invitations::withdraw(op, &invitation),
        |()| Response::see_other("/identity/invitations").notice("identity-notice-invitation_withdrawn"),
    ))
}

/// GET /invitations/{token}
pub(crate) fn open(request: Request) -> Answer {
    let link = request.path("token")?;
    Ok(Reply::read(move |op| {
        let invitation = invitations::open(op, &link)?;
        shown_one(op, &link, &invitation, FormView::blank())
    }))
}

fn shown_one(op: &Op, link: &str, invitation: &Invitation, form: FormView) -> Result<Response> {
    let place = match invitation.role.is_empty() {
        true => String::new(),
        false => shown::place_name(op, invitation.scope_kind, &invitation.scope_code)?,
    };
    let context = context! {
        link => link.to_owned(), role => invitation.role.clone(), place, claims => invitation.person.is_some(),
        expires_at => invitation.expires_at, form,
    };
    // The address is a secret: neither caches nor the next site may keep it.
    Ok(Response::page("identity/invitation.html", context)
        .header("cache-control", "no-store")
        .header("referrer-policy", "no-referrer"))
}

/// POST /invitations/{token}: opens an account.
pub(crate) fn accept_as_new(request: Request) -> Answer {
    let link = request.path("token")?;
    let mut form = request.fields()?;
    let mut new = NewPerson {
        name: form.text("name", 1..=TYPED_CHARS_MAX),
        id_number: form.opt_text("id_number", 30),
        born: form.opt_day("born"),
        sign_in_name: Some(form.text("sign_in_name", 1..=TYPED_CHARS_MAX)),
        ..NewPerson::default()
    };
    let typed = form.secret("password", 1..=TYPED_CHARS_MAX);
    if form.secret("again", 1..=TYPED_CHARS_MAX) != typed {
        form.fault("again", "identity.password.differs", Args::none());
    }
    let checked = form.check();
    let again = link.clone();
    let work = Reply::work(move |app: &App, actor: &Actor| {
        checked?;
        app.read(actor, |op| invitations::open(op, &link))?;
        let name = fields::sign_in_name(new.sign_in_name.as_deref().unwrap_or_default()).map_err(people::invalid)?;
        fields::password(&typed, &name).map_err(people::invalid)?;
        new.password_hash = Some(password::hash(&typed, app.random())?);
        app.write(actor, None, move |op| invitations::accept_as_new(op, &link, &new).map(|_| ()))?;
        Ok(Response::see_other("/sign-in").notice("identity-notice-account_opened"))
    });
    Ok(work.or(move |op, error| shown_again(op, &again, error, &form)))
}

/// The form again; if the invitation itself is over, that is what is said.
fn shown_again(op: &Op, link: &str, error: &Error, form: &Form) -> Result<Response> {
    let invitation = invitations::open(op, link)?;
    shown_one(op, link, &invitation, form.view_of(error))
}

/// POST /invitations/{token}/acceptance: with the account one has.
pub(crate) fn accept(request: Request) -> Answer {
    let link = request.path("token")?;
    Ok(Reply::write(
        None,
        move |op| invitations::accept(op, &link),
        |()| Response::see_other("/account").notice("identity-notice-invitation_accepted"),
    ))
}
