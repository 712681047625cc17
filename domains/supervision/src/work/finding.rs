//! The ledger of issues, and remarks of inspectors.

use op::{Error, Op, Result};
use serde_json::json;

use super::county::{kept, load};
use crate::access::Action;
use crate::model::{
    County, Issue, IssueInput, IssueKind, IssueState, MendInput, RecheckInput, Remark, RemarkInput, RemarkRecord,
};
use crate::rules::{self, FINDINGS_MAX, Refused, TEXT_CHARS_MAX};
use crate::store;

fn owed(field: &str, text: &str) -> Result<()> {
    rules::text_fault(field, text, TEXT_CHARS_MAX, true).map_or(Ok(()), |fault| Err(Error::Invalid(vec![fault])))
}

/// A school of the assessment, or none for the county.
fn known(county: &County, school: &str) -> Result<()> {
    match school.is_empty() || kept(county)?.school(school).is_some() {
        true => Ok(()),
        false => Err(Error::refused(Refused::SchoolUnknown(school.to_owned()))),
    }
}

/// Raises an issue.
///
/// Errors: `Invalid` without a text; `Refused(supervision.school.unknown | supervision.issue.deadline_past |
/// supervision.finding.max)`.
pub fn raise(op: &Op, id: &str, input: &IssueInput) -> Result<Issue> {
    owed("text", &input.text)?;
    let county = load(op, id)?;
    let pen = op.may(&Action::Raise(id, &county.region))?;
    known(&county, &input.school)?;
    if input.deadline < op.today() {
        return Err(Error::refused(Refused::DeadlinePast));
    }
    if store::finding::issues(op.conn(), id)?.len() >= FINDINGS_MAX {
        return Err(Error::refused(Refused::FindingsMax(FINDINGS_MAX)));
    }
    let issue = Issue {
        county: id.to_owned(),
        id: op.id::<IssueKind>().to_string(),
        school: input.school.clone(),
        severity: input.severity,
        text: input.text.trim().to_owned(),
        deadline: input.deadline,
        state: IssueState::Open,
        remedy: String::new(),
        recheck: String::new(),
        raised_by: op.actor().id.clone(),
        raised_at: op.now(),
    };
    store::finding::raise(&pen, &issue)?;
    pen.about(&county.region);
    pen.tell(json!({ "issue": issue.id, "school": issue.school, "severity": issue.severity.name() }));
    Ok(issue)
}

fn issue_of(op: &Op, county: &str, issue: &str) -> Result<Issue> {
    let all = store::finding::issues(op.conn(), county)?;
    all.into_iter().find(|one| one.id == issue).ok_or(Error::Missing)
}

/// Tells what was done about an issue; it waits for its re-check.
///
/// Errors: `Invalid` without a text; `Conflict` unless it is open.
pub fn mend(op: &Op, id: &str, input: &MendInput) -> Result<Issue> {
    owed("remedy", &input.remedy)?;
    let county = load(op, id)?;
    let was = issue_of(op, id, &input.issue)?;
    let pen = op.may(&Action::Mend(id, &county.region, &was.school))?;
    if was.state != IssueState::Open {
        return Err(Error::conflict(Refused::NotNow));
    }
    store::finding::step(&pen, &was, IssueState::Mended, input.remedy.trim(), &was.recheck)?;
    pen.about(&county.region);
    pen.tell(json!({ "issue": was.id, "to": IssueState::Mended.name() }));
    issue_of(op, id, &input.issue)
}

/// Re-checks an issue: it is closed, or open again.
///
/// Errors: `Invalid` without a text; `Conflict` unless it was told to be mended.
pub fn recheck(op: &Op, id: &str, input: &RecheckInput) -> Result<Issue> {
    owed("text", &input.text)?;
    let county = load(op, id)?;
    let pen = op.may(&Action::Recheck(id, &county.region))?;
    let was = issue_of(op, id, &input.issue)?;
    if was.state != IssueState::Mended {
        return Err(Error::conflict(Refused::NotNow));
    }
    let to = if input.mended { IssueState::Closed } else { IssueState::Open };
    store::finding::step(&pen, &was, to, &was.remedy, input.text.trim())?;
    pen.about(&county.region);
    pen.tell(json!({ "issue": was.id, "to": to.name() }));
    issue_of(op, id, &input.issue)
}

/// Remarks on the county or a school.
///
/// Errors: `Invalid` without a text; `Refused(supervision.school.unknown | supervision.finding.max)`.
pub fn remark(op: &Op, id: &str, input: &RemarkInput) -> Result<Remark> {
    owed("text", &input.text)?;
    let county = load(op, id)?;
    let pen = op.may(&Action::Remark(id, &county.region))?;
    known(&county, &input.school)?;
    if store::finding::remarks(op.conn(), id)?.len() >= FINDINGS_MAX {
        return Err(Error::refused(Refused::FindingsMax(FINDINGS_MAX)));
    }
    let remark = Remark {
        county: id.to_owned(),
        id: op.id::<RemarkRecord>().to_string(),
        school: input.school.clone(),
        kind: input.kind,
        text: input.text.trim().to_owned(),
        said_by: op.actor().id.clone(),
        said_at: op.now(),
    };
    store::finding::insert_remark(&pen, &remark)?;
    pen.about(&county.region);
    pen.tell(json!({ "remark": remark.id, "school": remark.school, "kind": remark.kind.name() }));
    Ok(remark)
}
