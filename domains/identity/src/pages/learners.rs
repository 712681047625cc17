//! Staff: what waits and what happened at the records of learners their organisations hold.

use op::{Op, Result};
use web::{Answer, Reply, Request, Response, context};

use crate::mask;
use crate::model::Guardian;
use crate::work::{guardians, lookup, people};

/// GET /identity/learners
pub(crate) fn page(_: Request) -> Answer {
    Ok(Reply::read(shown))
}

fn shown(op: &Op) -> Result<Response> {
    let (waiting, claims) = (guardians::waiting(op)?, lookup::claims(op)?);
    let mut ids: Vec<&str> = waiting.iter().flat_map(|link| [link.learner.as_str(), link.guardian.as_str()]).collect();
    ids.extend(claims.iter().flat_map(|claim| [claim.person.as_str(), claim.invited_by.as_str()]));
    let names = people::names(op, &ids)?;
    let masked = |person: &str| names.get(person).map_or_else(|| "–".to_owned(), |name| mask::name(name));
    let link = |link: &Guardian| {
        context! {
            learner => link.learner.clone(), guardian => link.guardian.clone(), relation => link.relation.clone(),
            confirmed_at => link.confirmed_at, learner_name => masked(&link.learner), guardian_name => masked(&link.guardian),
        }
    };
    let context = context! {
        waiting => waiting.iter().map(link).collect::<Vec<_>>(),
        claims => claims
            .iter()
            .map(|claim| {
                // Whoever invited is a colleague or an officer: named in full.
                let inviter = names.get(&claim.invited_by).cloned();
                context! { name => masked(&claim.person), inviter => inviter, claimed_at => claim.claimed_at }
            })
            .collect::<Vec<_>>(),
    };
    Ok(Response::page("identity/learners.html", context))
}

/// POST /identity/guardians/{learner}/{guardian}/attestation
pub(crate) fn attest(request: Request) -> Answer {
    answer(request, true, "identity-notice-guardian_attested")
}

/// POST /identity/guardians/{learner}/{guardian}/refusal
pub(crate) fn decline(request: Request) -> Answer {
    answer(request, false, "identity-notice-guardian_declined")
}

fn answer(request: Request, attested: bool, notice: &'static str) -> Answer {
    let (learner, guardian) = (request.path("learner")?, request.path("guardian")?);
    Ok(Reply::write(
        request.key(),
        move |op| guardians::answer(op, &learner, &guardian, attested),
        move |()| Response::see_other("/identity/learners").notice(notice),
    ))
}
