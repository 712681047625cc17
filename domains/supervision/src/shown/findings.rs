//! Issues and remarks as pages show them.

use serde::Serialize;
use units::Day;

use super::Showing;
use crate::model::{Issue, IssueState, Remark};

/// An issue.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct IssueShown {
    pub(crate) id: String,
    pub(crate) school: String,
    pub(crate) severity: &'static str,
    pub(crate) text: Vec<String>,
    pub(crate) deadline: String,
    pub(crate) state: &'static str,
    pub(crate) look: &'static str,
    pub(crate) remedy: String,
    pub(crate) recheck: String,
    pub(crate) raised_at: String,
}

/// A remark.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RemarkShown {
    pub(crate) school: String,
    pub(crate) kind: &'static str,
    pub(crate) text: Vec<String>,
    pub(crate) said_at: String,
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

fn whose(showing: &Showing, school: &str) -> String {
    if school.is_empty() { showing.voice.word("supervision-county") } else { showing.school_name(school) }
}

pub(crate) fn issues(showing: &Showing, issues: &[Issue], today: Day) -> Vec<IssueShown> {
    let shown = |issue: &Issue| IssueShown {
        id: issue.id.clone(),
        school: whose(showing, &issue.school),
        severity: issue.severity.name(),
        text: paragraphs(&issue.text),
        deadline: issue.deadline.to_string(),
        state: issue.state.name(),
        look: match issue.state {
            IssueState::Open if issue.deadline < today => "overdue",
            IssueState::Open => "pending",
            IssueState::Mended => "in_review",
            IssueState::Closed => "done",
        },
        remedy: issue.remedy.clone(),
        recheck: issue.recheck.clone(),
        raised_at: issue.raised_at.to_string(),
    };
    issues.iter().map(shown).collect()
}

pub(crate) fn remarks(showing: &Showing, remarks: &[Remark]) -> Vec<RemarkShown> {
    let shown = |remark: &Remark| RemarkShown {
        school: whose(showing, &remark.school),
        kind: remark.kind.name(),
        text: paragraphs(&remark.text),
        said_at: remark.said_at.to_string(),
    };
    remarks.iter().map(shown).collect()
}
