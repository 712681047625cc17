//! The journal: one row for each write, written by the write's own transaction and never changed.

use db::{Conn, Tx};
use serde::Serialize;
use serde_json::Value;
use units::{Id, Instant};

use crate::job::JournalKind;
use crate::{Actor, Result};

/// The longest change a journal row holds, in bytes of JSON: a timeline sentence needs little, and rows live for ever.
pub const CHANGE_BYTES_MAX: usize = 16 * 1024;

/// What an operation will leave in the journal.
pub(crate) struct Record {
    pub(crate) id: Id<JournalKind>,
    pub(crate) action: &'static str,
    pub(crate) subject: String,
    pub(crate) about: Vec<String>,
    pub(crate) change: Value,
}

impl Record {
    pub(crate) fn new(action: &'static str, subject: String, id: Id<JournalKind>) -> Record {
        Record { id, action, subject, about: Vec::new(), change: Value::Object(Default::default()) }
    }

    /// Writes the row and whose timelines show it.
    pub(crate) fn write(mut self, tx: &Tx, actor: &Actor, now: Instant, request: Option<&str>) -> Result<()> {
        let id = self.id.to_string();
        let change = self.change.to_string();
        if change.len() > CHANGE_BYTES_MAX {
            return Err(crate::Error::bug(format!("{}: a change of {} bytes", self.action, change.len())));
        }
        tx.run(
            "insert into op_journal (id, at, actor, on_behalf, action, subject, request, change)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                id.as_str().into(),
                now.into(),
                actor.id.as_str().into(),
                actor.acts_for().into(),
                self.action.into(),
                self.subject.as_str().into(),
                request.into(),
                change.as_str().into(),
            ],
        )?;
        self.about.push(self.subject);
        self.about.sort_unstable();
        self.about.dedup();
        for subject in self.about.iter().filter(|subject| !subject.is_empty()) {
            tx.run(
                "insert into op_about (subject, journal) values ($1, $2)",
                &[subject.as_str().into(), id.as_str().into()],
            )?;
        }
        Ok(())
    }
}

/// One line of a timeline.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Identifier of the journal row, `jrn_…`.
    pub id: String,
    /// When it happened.
    pub at: Instant,
    /// Who did it: `prs_…` or `system:…`.
    pub actor: String,
    /// On whose behalf.
    pub on_behalf: Option<String>,
    /// The action, `credit.rule.publish`.
    pub action: String,
    /// What it was done to.
    pub subject: String,
    /// What changed, in short.
    pub change: Value,
}

/// What happened to a subject, latest first, at most `limit` rows, older than the row `before` if given.
pub fn timeline(conn: &Conn, subject: &str, limit: i64, before: Option<&str>) -> Result<Vec<Entry>> {
    Ok(conn.rows(
        "select j.id, j.at, j.actor, j.on_behalf, j.action, j.subject, j.change
         from op_about a join op_journal j on j.id = a.journal
         where a.subject = $1 and (CAST($2 AS TEXT) IS NULL or a.journal < $2)
         order by a.journal desc limit $3",
        &[subject.into(), before.into(), limit.into()],
        entry,
    )?)
}

/// The whole journal, latest first, for auditors.
pub fn all(conn: &Conn, limit: i64, before: Option<&str>) -> Result<Vec<Entry>> {
    Ok(conn.rows(
        "select id, at, actor, on_behalf, action, subject, change from op_journal
         where (CAST($1 AS TEXT) IS NULL or id < $1) order by id desc limit $2",
        &[before.into(), limit.into()],
        entry,
    )?)
}

/// Takes a journal row's identifier, unless a transaction that has committed took it. Waits for one that is still open. Whoever
/// asks undoes this.
pub(crate) fn claim(tx: &Tx, id: &str) -> db::Result<bool> {
    let claimed = tx.run(
        "insert into op_journal (id, at, actor, action, subject, change) values ($1, 0, '', '', '', '')
         on conflict (id) do nothing",
        &[id.into()],
    )?;
    Ok(claimed > 0)
}

fn entry(row: &db::Row) -> db::Result<Entry> {
    let change = row.text(6)?;
    Ok(Entry {
        id: row.text(0)?,
        at: row.instant(1)?,
        actor: row.text(2)?,
        on_behalf: row.opt_text(3)?,
        action: row.text(4)?,
        subject: row.text(5)?,
        change: serde_json::from_str(&change).unwrap_or(Value::String(change)),
    })
}
