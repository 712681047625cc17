//! Nouns of the model as templates show them: names instead of codes, words instead of keys.

pub(crate) mod beside;
pub(crate) mod chart;
mod numbers;
pub(crate) mod plan;
pub(crate) mod ranks;
pub(crate) mod system;

use std::collections::{BTreeMap, BTreeSet};

use op::Op;
use serde::Serialize;
use units::Args;
use web::{Locale, Voice};

pub(crate) use numbers::{exact, maybe, number, percent};

use crate::model::{Evaluation, EvaluationState, Line, Remark};
use crate::rules::finding::Finding;
use crate::work::reading::Reading;

/// Makes things showable in one language.
pub(crate) struct Shower {
    pub(crate) voice: Voice,
    names: BTreeMap<String, (String, String)>,
}

/// A code and its name.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Named {
    pub(crate) code: String,
    pub(crate) name: String,
}

/// A version of an evaluation.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EvaluationShown {
    pub(crate) id: String,
    pub(crate) version: i64,
    pub(crate) revision: i64,
    pub(crate) state: &'static str,
    /// In the fixed list of states.
    pub(crate) look: &'static str,
    pub(crate) name: String,
    pub(crate) basis: Vec<String>,
    pub(crate) members: Vec<Named>,
    /// Their names in one line.
    pub(crate) members_text: String,
    pub(crate) years: String,
    pub(crate) example: bool,
    pub(crate) hash: String,
    pub(crate) result: String,
    pub(crate) published_at: String,
    pub(crate) reason: String,
}

/// A line of the document, in its tree.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LineShown {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) heading: bool,
    pub(crate) depth: usize,
    pub(crate) unit: String,
    pub(crate) expression: String,
    pub(crate) direction: i8,
    pub(crate) weight: String,
    pub(crate) share: String,
    pub(crate) meaning: Vec<String>,
    /// 编号 in the indicator system, or empty.
    pub(crate) indicator: String,
    pub(crate) target: String,
}

/// The data set an evaluation draws from.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SourceShown {
    id: String,
    version: i64,
    title: String,
    origin: String,
    licence: String,
    hash: String,
    example: bool,
}

/// A remark on a result.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RemarkShown {
    text: String,
    /// Whether it is in English whatever the reader's language.
    english: bool,
}

/// What it takes to compute a result again.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AgainShown {
    specification: String,
    data: String,
    command: String,
}

impl AgainShown {
    pub(crate) fn of(reading: &Reading) -> AgainShown {
        AgainShown {
            specification: reading.computed.specification.clone(),
            data: reading.computed.data.clone(),
            command: crate::rules::download::command(),
        }
    }
}

/// A state in the fixed list of states.
pub(crate) fn look(state: EvaluationState) -> &'static str {
    match state {
        EvaluationState::Proposed => "pending",
        other => other.name(),
    }
}

pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

impl Shower {
    /// What was remarked, the lines of a document it is about by their names.
    pub(crate) fn remarks<'l>(
        &self,
        findings: &[Remark],
        lines: impl Iterator<Item = &'l Line> + Clone,
    ) -> Vec<RemarkShown> {
        let shown = |one: &Remark| match one {
            Remark::Text(text) => RemarkShown { text: text.clone(), english: true },
            Remark::Named { about, code, args, .. } => {
                let said = self.voice.kept(code, args);
                let line = lines.clone().find(|line| line.code == *about);
                let about = line.map_or_else(|| about.clone(), |line| self.line_name(line));
                let text = match about.as_str() {
                    "" => said,
                    about => self.voice.with("statistics-remark_about", &Args::one("about", about).and("text", said)),
                };
                RemarkShown { text, english: false }
            }
        };
        findings.iter().map(shown).collect()
    }

    pub(crate) fn new(voice: Voice) -> Shower {
        Shower { voice, names: BTreeMap::new() }
    }

    fn english(&self) -> bool {
        self.voice.locale() == Locale::En
    }

    /// The text in the reader's language; the Chinese one where there is no other.
    pub(crate) fn either(&self, chinese: &str, english: &str) -> String {
        if self.english() && !english.is_empty() { english } else { chinese }.to_owned()
    }

    /// Names in one line.
    pub(crate) fn listed(&self, names: &[String]) -> String {
        names.join(if self.english() { ", " } else { "、" })
    }

    /// A region of the directory; its code where it knows none.
    pub(crate) fn region(&mut self, op: &Op, code: &str) -> op::Result<Named> {
        if !self.names.contains_key(code) {
            let found = directory::store::region(op.conn(), code)?.map(|found| (found.name, found.name_en));
            self.names.insert(code.to_owned(), found.unwrap_or_else(|| (code.to_owned(), String::new())));
        }
        let (name, name_en) = self.names.get(code).cloned().unwrap_or_default();
        Ok(Named { code: code.to_owned(), name: self.either(&name, &name_en) })
    }

    pub(crate) fn regions(&mut self, op: &Op, codes: &[String]) -> op::Result<Vec<Named>> {
        codes.iter().map(|code| self.region(op, code)).collect()
    }

    /// A region of an evaluation's data set; one of a comparison group says so.
    pub(crate) fn compared(&self, reading: &Reading, code: &str) -> Named {
        let name = match reading.region(code) {
            None => code.to_owned(),
            Some(one) if one.group.is_empty() => self.either(&one.name, &one.name_en),
            Some(one) => {
                let args = Args::one("name", self.either(&one.name, &one.name_en)).and("group", &one.group);
                self.voice.with("statistics-compared-name", &args)
            }
        };
        Named { code: code.to_owned(), name }
    }

    pub(crate) fn source(&self, reading: &Reading) -> SourceShown {
        let set = &reading.set;
        SourceShown {
            id: set.id.clone(),
            version: set.version,
            title: self.either(&set.about.title, &set.about.title_en),
            origin: set.about.origin.clone(),
            licence: set.about.licence.clone(),
            hash: set.hash.clone(),
            example: set.about.example,
        }
    }

    pub(crate) fn evaluation(&mut self, op: &Op, one: &Evaluation) -> op::Result<EvaluationShown> {
        let content = &one.content;
        let members = self.regions(op, &content.members)?;
        let names: Vec<String> = members.iter().map(|member| member.name.clone()).collect();
        let years = match content.years.as_slice() {
            [] => String::new(),
            [year] => year.to_string(),
            [first, .., last] => format!("{first}–{last}"),
        };
        Ok(EvaluationShown {
            id: one.id.clone(),
            version: one.version,
            revision: one.revision,
            state: one.state.name(),
            look: look(one.state),
            name: self.either(&content.name, &content.name_en),
            basis: paragraphs(&content.basis),
            members_text: self.listed(&names),
            members,
            years,
            example: content.example,
            hash: one.hash.clone(),
            result: one.result.clone(),
            published_at: one.published_at.map(|at| at.to_string()).unwrap_or_default(),
            reason: one.reason.clone(),
        })
    }

    /// The name of a line.
    pub(crate) fn line_name(&self, line: &Line) -> String {
        self.either(&line.name, &line.name_en)
    }

    /// The tree of a document, each line followed by what stands under it, with its weight among its siblings and its share in the whole.
    pub(crate) fn lines(&self, reading: &Reading) -> Vec<LineShown> {
        let content = &reading.evaluation.content;
        let known: BTreeSet<&str> = content.lines.iter().map(|line| line.code.as_str()).collect();
        let mut below: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
        for line in content.lines.iter().rev() {
            let parent = if known.contains(line.parent.as_str()) { line.parent.as_str() } else { "" };
            below.entry(parent).or_default().push(line);
        }
        // The last in is the next out, so each line is followed by all that stands under it.
        let mut open: Vec<(&Line, usize)> = below.remove("").into_iter().flatten().map(|line| (line, 0)).collect();
        let mut shown = Vec::with_capacity(content.lines.len());
        while let Some((line, depth)) = open.pop() {
            shown.push(LineShown { depth, ..self.line(reading, line) });
            open.extend(below.remove(line.code.as_str()).into_iter().flatten().map(|line| (line, depth + 1)));
        }
        shown
    }

    pub(crate) fn line(&self, reading: &Reading, line: &Line) -> LineShown {
        let node = reading.computed.nodes.iter().find(|node| node.code == line.code);
        LineShown {
            code: line.code.clone(),
            name: self.line_name(line),
            heading: line.expression.trim().is_empty(),
            depth: 0,
            unit: if line.unit == "1" { String::new() } else { line.unit.clone() },
            expression: line.expression.clone(),
            direction: line.direction,
            weight: node.map(|node| number(node.weight)).unwrap_or_default(),
            share: node.map(|node| format!("{:.1}", node.share * 100.0)).unwrap_or_default(),
            meaning: paragraphs(&line.meaning),
            indicator: line.indicator.clone(),
            target: maybe(line.target),
        }
    }

    /// What an evaluation found, in sentences.
    pub(crate) fn finding(&self, reading: &Reading, found: &Finding) -> Vec<String> {
        let name = |code: &String| self.compared(reading, code).name;
        let names = self.listed(&found.first.iter().map(name).collect::<Vec<_>>());
        let mut sentences = Vec::new();
        let front = Args::one("year", found.year).and("names", names).and("count", found.first.len());
        let front = front.and("high", found.first_high).and("placed", found.placed);
        sentences.push(match found.first.len() == found.placed && found.placed > 1 {
            true => self.voice.with("statistics-finding-none", &front),
            false => self.voice.with("statistics-finding-first", &front),
        });
        if found.first.len() > 1 && found.clear > 0 {
            let args = Args::one("clear", found.clear).and("pairs", found.pairs);
            sentences.push(self.voice.with("statistics-finding-pairs", &args));
        }
        if let Some(riser) = found.riser.as_ref().filter(|_| found.now > found.then) {
            let args = Args::one("region", name(riser)).and("since", found.since);
            let args = args.and("then", number(found.then)).and("now", number(found.now));
            sentences.push(self.voice.with("statistics-finding-riser", &args));
        }
        if let Some(choice) = &found.choice {
            sentences.push(self.choice_sentence(choice, found.share));
        }
        sentences
    }

    /// How much the order depends on a choice.
    pub(crate) fn choice_sentence(&self, choice: &str, share: f64) -> String {
        let args =
            Args::one("choice", self.voice.word(&format!("statistics-choice-{choice}"))).and("share", percent(share));
        self.voice.with("statistics-finding-choice", &args)
    }
}
