//! Issues and remarks.

use std::collections::BTreeMap;

use db::{Conn, Row};
use op::Pen;

use super::named;
use crate::model::{Issue, IssueState, Remark, RemarkKind, Severity};

fn issue(row: &Row) -> db::Result<Issue> {
    Ok(Issue {
        county: row.text(0)?,
        id: row.text(1)?,
        school: row.text(2)?,
        severity: named(Severity::named(row.text_ref(3)?))?,
        text: row.text(4)?,
        deadline: named(row.opt_parsed(5)?)?,
        state: named(IssueState::named(row.text_ref(6)?))?,
        remedy: row.text(7)?,
        recheck: row.text(8)?,
        raised_by: row.text(9)?,
        raised_at: row.instant(10)?,
    })
}

/// The ledger of an assessment, in the order in which issues were raised.
pub fn issues(conn: &Conn, county: &str) -> db::Result<Vec<Issue>> {
    conn.rows(
        "select county, id, school, severity, text, deadline, state, remedy, recheck, raised_by, raised_at
         from supervision_issue where county = $1 order by id",
        &[county.into()],
        issue,
    )
}

/// Writes an issue.
pub fn raise(pen: &Pen, issue: &Issue) -> db::Result<u64> {
    let deadline = issue.deadline.to_string();
    pen.run(
        "insert into supervision_issue (county, id, school, severity, text, deadline, state, remedy, recheck, raised_by, raised_at)
         values ($1, $2, $3, $4, $5, $6, 'open', '', '', $7, $8)",
        &[
            issue.county.as_str().into(),
            issue.id.as_str().into(),
            issue.school.as_str().into(),
            issue.severity.name().into(),
            issue.text.as_str().into(),
            deadline.as_str().into(),
            issue.raised_by.as_str().into(),
            issue.raised_at.into(),
        ],
    )
}

/// Moves an issue on, if nobody was faster.
pub fn step(pen: &Pen, was: &Issue, to: IssueState, remedy: &str, recheck: &str) -> op::Result<()> {
    pen.one(
        "update supervision_issue set state = $3, remedy = $4, recheck = $5 where county = $1 and id = $2 and state = $6",
        &[
            was.county.as_str().into(),
            was.id.as_str().into(),
            to.name().into(),
            remedy.into(),
            recheck.into(),
            was.state.name().into(),
        ],
    )
}

fn remark(row: &Row) -> db::Result<Remark> {
    Ok(Remark {
        county: row.text(0)?,
        id: row.text(1)?,
        school: row.text(2)?,
        kind: named(RemarkKind::named(row.text_ref(3)?))?,
        text: row.text(4)?,
        said_by: row.text(5)?,
        said_at: row.instant(6)?,
    })
}

/// The remarks on an assessment, in the order in which they were made.
pub fn remarks(conn: &Conn, county: &str) -> db::Result<Vec<Remark>> {
    conn.rows(
        "select county, id, school, kind, text, said_by, said_at from supervision_remark where county = $1 order by id",
        &[county.into()],
        remark,
    )
}

/// Writes a remark.
pub fn insert_remark(pen: &Pen, remark: &Remark) -> db::Result<u64> {
    pen.run(
        "insert into supervision_remark (county, id, school, kind, text, said_by, said_at) values ($1, $2, $3, $4, $5, $6, $7)",
        &[
            remark.county.as_str().into(),
            remark.id.as_str().into(),
            remark.school.as_str().into(),
            remark.kind.name().into(),
            remark.text.as_str().into(),
            remark.said_by.as_str().into(),
            remark.said_at.into(),
        ],
    )
}

/// How many issues are open of each assessment of a year under a prefix that has any, and how many of them are critical.
pub fn open_issues(conn: &Conn, prefix: &str, year: i64) -> db::Result<BTreeMap<String, (i64, i64)>> {
    let found = conn.rows(
        "select county, count(*), coalesce(sum(case when severity = 'critical' then 1 else 0 end), 0)
         from supervision_issue
         where state <> 'closed'
           and county in (select id from supervision_county where substr(region, 1, length($1)) = $1 and year = $2)
         group by county",
        &[prefix.into(), year.into()],
        |row| Ok((row.text(0)?, (row.int(1)?, row.int(2)?))),
    )?;
    Ok(found.into_iter().collect())
}
