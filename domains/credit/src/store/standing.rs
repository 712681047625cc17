//! What stands of a learner at institutions, and what an application binds.

use db::{Conn, Param};
use op::Pen;
use units::{Credit, Instant};

use crate::model::Item;

/// One outcome bound to one course: a row of [`standing`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Code of the receiving institution.
    pub institution: String,
    /// The application, or empty where a deposited file reported the conversion.
    pub application: String,
    /// The use of that application, or 0.
    pub use_number: i64,
    /// The outcome.
    pub outcome: String,
    /// Name of its class.
    pub class: String,
    /// Its issuer.
    pub issuer: String,
    /// Code of the course.
    pub course: String,
    /// Credit recorded.
    pub credit: Credit,
    /// The rule, or empty.
    pub rule: String,
    /// Its group, or empty.
    pub group: String,
    /// Whether it lets the outcome be used again.
    pub shared: bool,
}

/// What a learner's outcomes are held or used for, by institution and use; without what one application binds. At most `limit` rows.
pub fn standing(conn: &Conn, learner: &str, without: &str, limit: i64) -> db::Result<Vec<Bound>> {
    conn.rows(
        "select u.institution, u.application, COALESCE(i.use_number, 0), u.outcome, o.class, o.issuer, u.target_code,
           u.target_credit, COALESCE(i.rule, ''), COALESCE(i.rule_group, ''), COALESCE(i.shared, 0)
         from credit_use u
         join credit_outcome o on o.learner = u.learner and o.id = u.outcome
         left join credit_item i on i.learner = u.learner and i.application = u.application and i.outcome = u.outcome
           and i.target_code = u.target_code
         where u.learner = $1 and (u.application = '' or u.application <> $2)
         order by u.institution, u.application, 3, u.outcome, u.target_code limit $3",
        &[learner.into(), without.into(), limit.into()],
        |row| {
            Ok(Bound {
                institution: row.text(0)?,
                application: row.text(1)?,
                use_number: row.int(2)?,
                outcome: row.text(3)?,
                class: row.text(4)?,
                issuer: row.text(5)?,
                course: row.text(6)?,
                credit: Credit::from_hundredths(row.int(7)?),
                rule: row.text(8)?,
                group: row.text(9)?,
                shared: row.flag(10)?,
            })
        },
    )
}

/// Keeps a learner's account until this transaction ends, so that of two who bind something the second sees what the first did.
pub fn hold_account(pen: &Pen, learner: &str) -> op::Result<()> {
    pen.one("update credit_account set opened_by = opened_by where learner = $1", &[learner.into()])
}

/// Spends the outcomes of an application at its institution. Answers whether every one of them was free.
pub fn spend(pen: &Pen, learner: &str, institution: &str, application: &str, items: &[Item]) -> db::Result<bool> {
    let mut slots: Vec<(&str, String)> = items
        .iter()
        .map(|item| {
            let slot = if item.shared { format!("{application}/{}", item.use_number) } else { String::new() };
            (item.outcome.as_str(), slot)
        })
        .collect();
    slots.sort_unstable();
    slots.dedup();
    let rows: Vec<Vec<Param>> = slots
        .iter()
        .map(|(outcome, slot)| {
            vec![learner.into(), institution.into(), (*outcome).into(), slot.as_str().into(), application.into()]
        })
        .collect();
    let spent = pen.batch(
        "insert into credit_spent (learner, institution, outcome, slot, application) values",
        &rows,
        "on conflict (learner, institution, outcome, slot) do nothing",
    )?;
    Ok(spent == rows.len() as u64)
}

/// Keeps what a filing was proved from, as the latest of its application.
pub fn keep_proof(pen: &Pen, learner: &str, application: &str, filed_at: Instant, document: &str) -> op::Result<()> {
    let before = pen.row(
        "select COALESCE(MAX(filing), 0), COALESCE(MAX(filed_at), 0),
           CAST(COALESCE(SUM(CASE WHEN filed_at = $3 THEN 1 ELSE 0 END), 0) AS BIGINT)
         from credit_proof where learner = $1 and application = $2",
        &[learner.into(), application.into(), filed_at.into()],
        |row| Ok((row.int(0)?, row.int(1)?, row.flag(2)?)),
    )?;
    let (filing, last, taken) = before.unwrap_or_default();
    // Where the clock stands still, two filings have one moment, and each is kept.
    let moment = if taken { last + 1 } else { filed_at.micros() };
    pen.one(
        "insert into credit_proof (learner, application, filed_at, document, filing) values ($1, $2, $3, $4, $5)",
        &[learner.into(), application.into(), moment.into(), document.into(), (filing + 1).into()],
    )
}

/// What the latest filing of an application was proved from.
pub fn proof(conn: &Conn, learner: &str, application: &str) -> db::Result<Option<String>> {
    conn.row(
        "select document from credit_proof where learner = $1 and application = $2
         order by filing desc, filed_at desc limit 1",
        &[learner.into(), application.into()],
        |row| row.text(0),
    )
}

/// The content hashes of some outcomes of a learner, by id.
pub fn contents(conn: &Conn, learner: &str, ids: &[String]) -> db::Result<Vec<(String, String)>> {
    let sql = format!("select id, content from credit_outcome where learner = $1 and id in {}", super::set(2));
    let mut found = Vec::new();
    for part in ids.chunks(super::SET_SIZE) {
        let mut params = vec![Param::from(learner)];
        super::set_params(&mut params, part);
        found.extend(conn.rows(&sql, &params, |row| Ok((row.text(0)?, row.text(1)?)))?);
    }
    Ok(found)
}

/// An outcome that a draft rule might reach: whose it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// `prs_…`
    pub learner: String,
    /// `out_…`
    pub outcome: String,
}

/// The issuer behind one, in the order of their codes: the way through all of them without reading their outcomes.
pub fn next_issuer(conn: &Conn, after: &str) -> db::Result<Option<String>> {
    let sql = "select issuer from credit_outcome where issuer > $1 order by issuer limit 1";
    conn.row(sql, &[after.into()], |row| row.text(0))
}

/// Outcomes of an issuer that have a code.
pub fn coded_candidates(conn: &Conn, issuer: &str, code: &str, limit: i64) -> db::Result<Vec<Candidate>> {
    conn.rows(
        "select learner, id from credit_outcome
         where issuer = $1 and code = $2 and code <> '' order by learner, id limit $3",
        &[issuer.into(), code.into(), limit.into()],
        |row| Ok(Candidate { learner: row.text(0)?, outcome: row.text(1)? }),
    )
}

/// Outcomes of an issuer whose names lie between two keys.
pub fn candidates(conn: &Conn, issuer: &str, from: &str, to: &str, limit: i64) -> db::Result<Vec<Candidate>> {
    conn.rows(
        "select learner, id from credit_outcome
         where issuer = $1 and name_key >= $2 and name_key < $3 order by name_key limit $4",
        &[issuer.into(), from.into(), to.into(), limit.into()],
        |row| Ok(Candidate { learner: row.text(0)?, outcome: row.text(1)? }),
    )
}
