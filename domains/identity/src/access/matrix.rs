//! The permission matrix: every action on a subject of one's own and of another's.

use op::{Actor, Permission, Place, Scope};

use super::{Account, Action, LearnerVerb, Own, Seen};
use crate::model::ROLES;

/// Each right by name and whether the actor holds it: one column of the matrix over all domains.
pub fn matrix(actor: &Actor) -> Vec<(String, bool)> {
    let mine = actor.person().unwrap_or("prs_nobody").to_owned();
    let (inside, outside) = (inside(actor), place("4165000001", "650000"));
    let mut rows = Vec::new();
    let mut put = |action: Action, which: &str| {
        rows.push((format!("{} {which}", action.action()).trim_end().to_owned(), action.allows(actor)));
    };
    put(Action::AttemptSignIn(None), "");
    for verb in Own::ALL {
        put(Action::Own(verb, &mine), "own");
        put(Action::Own(verb, "prs_other"), "other");
    }
    for verb in LearnerVerb::ALL {
        match verb.is_guardians() {
            true => {
                put(Action::Guardian(verb, "prs_other", &mine), "ward");
                put(Action::Guardian(verb, &mine, "prs_other"), "own");
            }
            false => {
                put(Action::Learner(verb, &mine, &[]), "own");
                put(Action::Learner(verb, "prs_other", std::slice::from_ref(&mine)), "ward");
                put(Action::Learner(verb, "prs_other", &[]), "other");
            }
        }
    }
    for role in ROLES {
        for (place, which) in [(&inside, "inside"), (&outside, "outside")] {
            let which = format!("{} {which}", role.role);
            put(Action::Grant("prs_other", role.role, place), &which);
            put(Action::Revoke("prs_other", role.role, place), &which);
            put(Action::Invite(Some((role.role, place))), &which);
        }
    }
    put(Action::Invite(None), "account");
    others(&mut put, &inside, &outside);
    put(Action::WithdrawInvitation("inv_mine", &mine), "own");
    put(Action::WithdrawInvitation("inv_other", "prs_other"), "other");
    put(Action::AcceptInvitation("inv_other"), "");
    for action in [
        Action::RegisterPerson,
        Action::ViewPeople,
        Action::ViewLearners,
        Action::SetPassword("prs_other"),
        Action::ResetFactor("prs_other"),
        Action::ClosePerson("prs_other"),
        Action::PrivacyReport,
        Action::RotateKeys,
        Action::Sweep,
    ] {
        put(action, "");
    }
    rows
}

/// What is asked about somebody else's page, password and guardian, wherever the somebody is.
fn others(put: &mut impl FnMut(Action, &str), inside: &Place, outside: &Place) {
    let one = std::slice::from_ref;
    let seen = |unclaimed, places, holders| Seen { person: "prs_other", unclaimed, places, holders };
    put(Action::ViewPerson(&seen(false, one(inside), &[])), "inside");
    put(Action::ViewPerson(&seen(false, one(outside), &[])), "outside");
    put(Action::ViewPerson(&seen(true, &[], one(inside))), "unclaimed inside");
    put(Action::ViewPerson(&seen(true, &[], one(outside))), "unclaimed outside");
    put(Action::ViewPerson(&seen(false, &[], one(inside))), "learner inside");
    put(Action::ViewPerson(&seen(false, &[], one(outside))), "learner outside");
    for (place, which) in [(inside, "inside"), (outside, "outside")] {
        put(Action::Attest(true, "prs_other", one(place)), which);
        put(Action::Attest(false, "prs_other", one(place)), which);
        put(
            Action::MakeReset(&Account { person: "prs_other", held: &[], holders: one(place), guardian: false }),
            &format!("learner {which}"),
        );
        for (role, called) in [("registrar", "registrar"), ("province_officer", "officer")] {
            let held = [(role.to_owned(), place.clone())];
            put(
                Action::MakeReset(&Account { person: "prs_other", held: &held, holders: &[], guardian: false }),
                &format!("{called} {which}"),
            );
        }
    }
    put(Action::UseReset("prs_other"), "");
    put(Action::ClaimRecord("prs_other"), "");
}

/// An organisation the actor's first grant covers.
fn inside(actor: &Actor) -> Place {
    match actor.grants.first().map(|grant| &grant.scope) {
        Some(Scope::Organisation(code)) => place(code, "310000"),
        Some(Scope::Region(region)) => place("4131000001", region),
        Some(Scope::Everywhere) | None => place("4131000001", "310000"),
    }
}

fn place(organisation: &str, region: &str) -> Place {
    Place { organisation: Some(organisation.to_owned()), region: region.to_owned() }
}
