//! Nouns of the model as templates show them: names instead of codes, words instead of keys.

use op::Op;
use serde::Serialize;
use web::{Locale, Voice};

use crate::model::{self, Comment, Direction, Indicator, Stance, System, SystemState};
use crate::rules::content::depths;
use crate::rules::table::weight_text;
use crate::work::names::Names;

/// Makes things showable in one language.
pub(crate) struct Shower {
    pub(crate) voice: Voice,
    names: Names,
}

/// A code and its name.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Named {
    pub(crate) code: String,
    pub(crate) name: String,
}

/// A version of a system.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SystemShown {
    pub(crate) id: String,
    pub(crate) version: i64,
    pub(crate) revision: i64,
    pub(crate) state: &'static str,
    /// In the fixed list of states.
    pub(crate) look: &'static str,
    pub(crate) name: String,
    /// Its paragraphs.
    pub(crate) basis: Vec<String>,
    pub(crate) members: Vec<Named>,
    /// Their names in one line.
    pub(crate) members_text: String,
    pub(crate) example: bool,
    pub(crate) headings: usize,
    pub(crate) measured: usize,
    pub(crate) hash: String,
    pub(crate) number: String,
    pub(crate) consult_until: String,
    pub(crate) published_at: String,
    pub(crate) reason: String,
}

/// A line.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LineShown {
    pub(crate) code: String,
    pub(crate) parent: String,
    pub(crate) depth: usize,
    /// Whether lines stand under it.
    pub(crate) heading: bool,
    pub(crate) name: String,
    pub(crate) nature: String,
    pub(crate) meaning: Vec<String>,
    pub(crate) scope: Vec<String>,
    pub(crate) formula: Vec<String>,
    pub(crate) unit: String,
    pub(crate) source: String,
    pub(crate) reviewer: String,
    pub(crate) year: String,
    /// With its sign and unit, or empty.
    pub(crate) target: String,
    pub(crate) weight: String,
    pub(crate) note: Vec<String>,
}

/// A comment.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CommentShown {
    pub(crate) id: String,
    pub(crate) region: Named,
    pub(crate) indicator: String,
    pub(crate) text: Vec<String>,
    pub(crate) said_at: String,
    /// Empty until answered.
    pub(crate) outcome: &'static str,
    pub(crate) answer: String,
}

/// How a member stands.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MemberShown {
    pub(crate) region: Named,
    /// `agree`, `object`, or empty while it has not spoken.
    pub(crate) stance: &'static str,
    pub(crate) reason: String,
    pub(crate) said_at: String,
}

/// A state in the fixed list of states.
pub(crate) fn look(state: SystemState) -> &'static str {
    match state {
        SystemState::Consulting => "in_review",
        SystemState::Proposed => "pending",
        other => other.name(),
    }
}

fn paragraphs(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

impl Shower {
    pub(crate) fn new(voice: Voice) -> Shower {
        Shower { voice, names: Names::default() }
    }

    /// The text in the reader's language; the Chinese one where there is no other.
    pub(crate) fn either(&self, chinese: &str, english: &str) -> String {
        if self.voice.locale() == Locale::En && !english.is_empty() { english } else { chinese }.to_owned()
    }

    pub(crate) fn region(&mut self, op: &Op, code: &str) -> op::Result<Named> {
        let english = self.voice.locale() == Locale::En;
        Ok(Named { code: code.to_owned(), name: self.names.of(op, code, english)? })
    }

    pub(crate) fn regions(&mut self, op: &Op, codes: &[impl AsRef<str>]) -> op::Result<Vec<Named>> {
        codes.iter().map(|code| self.region(op, code.as_ref())).collect()
    }

    pub(crate) fn system(&mut self, op: &Op, system: &System) -> op::Result<SystemShown> {
        let content = &system.content;
        let headings = content.indicators.iter().filter(|line| is_heading(&content.indicators, line)).count();
        let members = self.regions(op, &content.members)?;
        let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
        let members_text = names.join(if self.voice.locale() == Locale::En { ", " } else { "、" });
        Ok(SystemShown {
            id: system.id.clone(),
            version: system.version,
            revision: system.revision,
            state: system.state.name(),
            look: look(system.state),
            name: self.either(&content.name, &content.name_en),
            basis: paragraphs(&content.basis),
            members,
            members_text,
            example: content.example,
            headings,
            measured: content.indicators.len() - headings,
            hash: system.hash.clone(),
            number: system.number.clone().unwrap_or_default(),
            consult_until: system.consult_until.map(|day| day.to_string()).unwrap_or_default(),
            published_at: system.published_at.map(|at| at.to_string()).unwrap_or_default(),
            reason: system.reason.clone(),
        })
    }

    /// The lines in their order.
    pub(crate) fn lines(&self, lines: &[Indicator]) -> Vec<LineShown> {
        let shown = |(line, depth)| self.line(lines, line, depth);
        lines.iter().zip(depths(lines)).map(shown).collect()
    }

    fn line(&self, lines: &[Indicator], line: &Indicator, depth: usize) -> LineShown {
        let year = match line.year_offset {
            0 => "monitor-year-0".to_owned(),
            offset => format!("monitor-year-before-{}", -offset),
        };
        LineShown {
            code: line.code.clone(),
            parent: line.parent.clone(),
            depth,
            heading: is_heading(lines, line),
            name: self.either(&line.name, &line.name_en),
            nature: line
                .nature
                .map(|one| self.voice.word(&format!("monitor-nature-{}", one.name())))
                .unwrap_or_default(),
            meaning: paragraphs(&line.meaning),
            scope: paragraphs(&line.scope),
            formula: paragraphs(&line.formula),
            unit: line.unit.clone(),
            source: line.source.clone(),
            reviewer: line.reviewer.clone(),
            year: self.voice.word(&year),
            target: line.target.as_ref().map(|target| target_text(target, &line.unit)).unwrap_or_default(),
            weight: weight_text(line.weight_hundredths),
            note: paragraphs(&line.note),
        }
    }

    pub(crate) fn comments(&mut self, op: &Op, comments: &[Comment]) -> op::Result<Vec<CommentShown>> {
        let one = |comment: &Comment| {
            Ok(CommentShown {
                id: comment.id.clone(),
                region: self.region(op, &comment.region)?,
                indicator: comment.indicator.clone(),
                text: paragraphs(&comment.text),
                said_at: comment.said_at.to_string(),
                outcome: comment.outcome.map(model::Outcome::name).unwrap_or_default(),
                answer: comment.answer.clone(),
            })
        };
        comments.iter().map(one).collect()
    }

    /// Every member and how it stands.
    pub(crate) fn voices(&mut self, op: &Op, system: &System, voices: &[model::Voice]) -> op::Result<Vec<MemberShown>> {
        let one = |region: &String| {
            let voice = voices.iter().find(|voice| voice.region == *region);
            Ok(MemberShown {
                region: self.region(op, region)?,
                stance: voice.map(|voice| voice.stance).map(Stance::name).unwrap_or_default(),
                reason: voice.map(|voice| voice.reason.clone()).unwrap_or_default(),
                said_at: voice.map(|voice| voice.said_at.to_string()).unwrap_or_default(),
            })
        };
        system.content.members.iter().map(one).collect()
    }
}

fn is_heading(lines: &[Indicator], line: &Indicator) -> bool {
    lines.iter().any(|other| other.parent == line.code)
}

/// A target with its sign and unit.
pub(crate) fn target_text(target: &model::Target, unit: &str) -> String {
    let sign = match target.direction {
        Direction::AtLeast => "≥",
        Direction::AtMost => "≤",
    };
    let gap = if unit.is_empty() || unit == "%" { "" } else { " " };
    format!("{sign} {}{gap}{unit}", target.value)
}
