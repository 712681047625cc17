//! Telling people, and what they were told.

use op::{Op, Pen, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use units::Instant;

use crate::access::steps::{Step, provinces};
use crate::access::{REGISTRAR, REVIEWER, organisations};
use crate::model::Notice;
use crate::store;

/// Notices shown.
pub const SHOWN: i64 = 100;
/// Unread notices are counted up to here; more is simply many.
pub const UNREAD_MAX: i64 = 100;

/// Something to tell.
pub struct Told<'a> {
    /// Whose matter it is.
    pub learner: &'a str,
    /// What it is about.
    pub about: &'a str,
    /// Which stage of it.
    pub stage: &'a str,
    /// Code of the sentence.
    pub code: &'static str,
    /// Its arguments; `institution` is a code and is shown as a name.
    pub args: &'a [(&'static str, &'a str)],
}

/// Tells a reader once for each stage. A reader is a person, an institution or a province, by its code.
pub fn tell(op: &Op, pen: &Pen, reader: &str, href: &str, told: &Told) -> Result<()> {
    let args = told.args.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let notice = Notice {
        reader: reader.to_owned(),
        about: told.about.to_owned(),
        stage: told.stage.to_owned(),
        code: told.code.to_owned(),
        args,
        href: href.to_owned(),
        at: op.now(),
        read_at: None,
    };
    store::notice::insert(pen, told.learner, &notice).map(|_| ())
}

/// As whom the actor is told things: the person, the institutions they decide or deposit for, the provinces they speak for.
fn readers(op: &Op) -> Vec<String> {
    let own = op.actor().person().map(str::to_owned);
    let places = organisations(op.actor(), &[REVIEWER, REGISTRAR]);
    own.into_iter().chain(places).chain(provinces(op.actor()).map(str::to_owned)).collect()
}

/// What the actor was told, the latest first.
pub fn list(op: &Op) -> Result<Vec<Notice>> {
    op.check(&Step::ViewNotices)?;
    Ok(store::notice::latest(op.conn(), &readers(op), SHOWN)?)
}

/// How much of it is unread.
pub fn unread(op: &Op) -> Result<i64> {
    op.check(&Step::ViewNotices)?;
    Ok(store::notice::unread(op.conn(), &readers(op), UNREAD_MAX)?)
}

/// Marks as read what was shown: everything told up to a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadUntil {
    /// The moment of the latest notice that was seen.
    pub until: Instant,
}

/// How many notices were marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Marked {
    /// How many.
    pub marked: u64,
}

/// Marks notices as read. What an institution was told is read once for all who work there.
pub fn read(op: &Op, input: &ReadUntil) -> Result<Marked> {
    let pen = op.may(&Step::ReadNotices)?;
    let mut marked = 0;
    for reader in readers(op) {
        marked += store::notice::read(&pen, &reader, input.until, op.now())?;
    }
    pen.tell(serde_json::json!({ "count": marked }));
    Ok(Marked { marked })
}
