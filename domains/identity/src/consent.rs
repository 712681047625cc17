//! What other domains ask before and tell after reading a learner's data for an organisation.
//!
//! Nothing crosses to another organisation without a consent in force (PIPL art. 13, 23); for a child under 14 the guardian
//! has agreed (art. 31). Every read is recorded where the learner sees it, and so is one refused for want of consent.

use db::Conn;
use op::{Op, Pen, Result};
use units::Instant;

use crate::model::{ConsentId, ConsentInput, ReadEntry, ReadKind};
use crate::rules::consent as rules;
use crate::store::consents as store;
pub use crate::work::consents::Given;

/// Why data may be read: 学分转换认定.
pub const CONVERSION: &str = "conversion";
/// What may be read: 学习成果.
pub const OUTCOMES: &str = "outcomes";
/// What may be read: 学分银行存折.
pub const PASSBOOK: &str = "passbook";
/// What may be read: 姓名与身份证号.
pub const IDENTITY: &str = "identity";

/// The consent by which an organisation may read one of the items of [`crate::model::WHATS`] of a learner for a purpose
/// now; `None` if there is none in force.
pub fn allows(
    conn: &Conn,
    learner: &str,
    organisation: &str,
    purpose: &str,
    what: &str,
    now: Instant,
) -> Result<Option<ConsentId>> {
    let consents = store::for_reader(conn, learner, organisation, purpose, now)?;
    let found = consents.iter().find(|consent| rules::allows(consent, organisation, purpose, Some(what), now));
    found.map(|consent| consent.consent.parse().map_err(|_| op::Error::bug("a consent's id is malformed"))).transpose()
}

/// Records a consent inside another domain's verb, whose permission already speaks for the learner (such as applying).
///
/// Errors: `Invalid` for the fields, `Refused(identity.consent.full)`.
pub fn give(op: &Op, pen: &Pen, learner: &str, input: &ConsentInput) -> Result<Given> {
    crate::work::consents::record(op, pen, learner, input)
}

/// Records that an organisation read a learner's data under the consent [`allows`] found. Without one in force it is
/// recorded as refused; answers which. The verb must succeed either way, or the record is undone with it.
pub fn record_read(op: &Op, pen: &Pen, learner: &str, organisation: &str, purpose: &str, what: &str) -> Result<bool> {
    let consent = allows(op.conn(), learner, organisation, purpose, what, op.now())?;
    let allowed = consent.is_some();
    let entry = ReadEntry {
        read_id: op.id::<ReadKind>().to_string(),
        at: op.now(),
        organisation: organisation.to_owned(),
        purpose: purpose.to_owned(),
        what: what.to_owned(),
        consent: consent.map(|consent| consent.to_string()),
        outcome: if allowed { "read" } else { "refused" }.to_owned(),
    };
    keep(op, pen, learner, &entry)?;
    Ok(allowed)
}

/// Records a read as [`record_read`] does if there is a consent for it, and nothing if there is none: for what is shown beside
/// something else, and left out where it may not be. Answers whether it may be shown.
pub fn record_read_if_allowed(
    op: &Op,
    pen: &Pen,
    learner: &str,
    organisation: &str,
    purpose: &str,
    what: &str,
) -> Result<bool> {
    match allows(op.conn(), learner, organisation, purpose, what, op.now())? {
        Some(_) => record_read(op, pen, learner, organisation, purpose, what),
        None => Ok(false),
    }
}

/// Records that an organisation saw again what it had deposited itself, for which it needs no consent.
pub fn record_own(op: &Op, pen: &Pen, learner: &str, organisation: &str, purpose: &str, what: &str) -> Result<()> {
    let entry = ReadEntry {
        read_id: op.id::<ReadKind>().to_string(),
        at: op.now(),
        organisation: organisation.to_owned(),
        purpose: purpose.to_owned(),
        what: what.to_owned(),
        consent: None,
        outcome: "own".to_owned(),
    };
    keep(op, pen, learner, &entry)
}

fn keep(op: &Op, pen: &Pen, learner: &str, entry: &ReadEntry) -> Result<()> {
    store::insert_read(pen, learner, entry, &op.actor().id)?;
    pen.about(&learner);
    Ok(())
}
