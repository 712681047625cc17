//! The front page of the credit bank: what it is, and the door for whoever stands before it.

use web::{Answer, Reply, Request, Response, context};

use crate::access::{REGISTRAR, REVIEWER};
use crate::store;

/// `GET /credit`
pub(crate) fn show(request: Request) -> Answer {
    let actor = request.actor.clone();
    Ok(Reply::read(move |op| {
        let publishers = store::rule::publishers(op.conn())?;
        let rules: i64 = publishers.iter().map(|(_, count)| count).sum();
        Ok(Response::page(
            "credit/home.html",
            context! {
                rules,
                institutions => publishers.len(),
                signed_in => actor.person().is_some(),
                registrar => actor.holds_anywhere(REGISTRAR),
                reviewer => actor.holds_anywhere(REVIEWER) || actor.holds_anywhere(REGISTRAR),
            },
        ))
    }))
}
