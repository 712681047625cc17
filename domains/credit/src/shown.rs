//! Nouns of the model as templates show them: names instead of codes, words instead of keys.

use std::collections::BTreeSet;

use op::Op;
use recognition::sentence::Language;
use serde::Serialize;
use units::{Args, Credit};
use web::{Locale, Voice};

use crate::model::{Effect, Grade, Outcome, Rule, Use};
use crate::work::Names;

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

/// An outcome.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OutcomeShown {
    pub(crate) id: String,
    pub(crate) class: &'static str,
    pub(crate) name: String,
    pub(crate) code: String,
    pub(crate) detail: String,
    pub(crate) issuer: String,
    pub(crate) depositor: String,
    pub(crate) major: String,
    pub(crate) level: String,
    pub(crate) category: String,
    pub(crate) credit: Credit,
    pub(crate) hours: String,
    /// What stands where credit is listed: hours, where the source gave hours and no credit.
    pub(crate) measure: String,
    pub(crate) grade: String,
    pub(crate) obtained: String,
    pub(crate) deposit: String,
    pub(crate) line: i64,
    pub(crate) deposited_at: String,
    /// When its depositor revoked it, or empty.
    pub(crate) revoked_at: String,
}

/// A use of an outcome.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct UseShown {
    pub(crate) institution: String,
    pub(crate) target: String,
    pub(crate) target_code: String,
    pub(crate) credit: Credit,
    pub(crate) state: &'static str,
    pub(crate) application: String,
    pub(crate) reported: bool,
    pub(crate) grade_recorded: String,
    /// The month in which the school says it made the conversion, or empty.
    pub(crate) converted_in: String,
    pub(crate) at: String,
}

/// A rule.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RuleShown {
    pub(crate) id: String,
    pub(crate) version: i64,
    pub(crate) revision: i64,
    pub(crate) state: &'static str,
    pub(crate) hash: String,
    pub(crate) institution: Named,
    pub(crate) source: String,
    /// Whose outcomes it takes, the first few by name; empty where anybody's will do.
    pub(crate) issuers: String,
    pub(crate) target: String,
    pub(crate) programme: String,
    pub(crate) effect: &'static str,
    pub(crate) evidence_required: bool,
    pub(crate) automatic: bool,
    pub(crate) valid_from: String,
    pub(crate) valid_to: String,
    pub(crate) note: String,
    pub(crate) reason: String,
    pub(crate) sentence: String,
    pub(crate) drafted_at: String,
    pub(crate) published_at: String,
}

/// Issuers named where any of several will do.
const ISSUERS_SHOWN: usize = 3;

impl Shower {
    pub(crate) fn new(voice: Voice) -> Shower {
        Shower { voice, names: Names::default() }
    }

    fn english(&self) -> bool {
        self.voice.locale() == Locale::En
    }

    pub(crate) fn institution(&mut self, op: &Op, code: &str) -> op::Result<Named> {
        let english = self.english();
        Ok(Named { code: code.to_owned(), name: self.names.in_language(op, code, english)? })
    }

    /// The word of a key of one of the official lists, in the reader's language; empty for an empty key.
    pub(crate) fn coded(&self, table: &'static codes::CodeTable, key: &str) -> String {
        let Some(item) = table.item(key) else { return String::new() };
        if self.english() { item.en } else { item.zh }.to_owned()
    }

    /// A grade as it is read aloud: a mark stays a mark, a named grade is a word.
    fn grade(&self, grade: Grade) -> String {
        match grade {
            Grade::Score(score) => score.to_string(),
            Grade::Named(named) => self.voice.word(&format!("credit-grade-{}", named.key)),
            Grade::Held => self.voice.word("credit-grade-held"),
        }
    }

    pub(crate) fn outcome(&mut self, op: &Op, outcome: &Outcome) -> op::Result<OutcomeShown> {
        let issuer = match codes::SchoolCode::parse(&outcome.issuer) {
            Ok(_) => self.institution(op, &outcome.issuer)?.name,
            Err(_) => outcome.issuer_name.clone(),
        };
        let hours = outcome.hours_hundredths.map(|hours| Credit::from_hundredths(hours).to_string());
        let measure = match &hours {
            Some(hours) if outcome.credit == Credit::ZERO => {
                self.voice.with("credit-hours", &Args::one("hours", hours))
            }
            _ => outcome.credit.to_string(),
        };
        let detail = [outcome.certificate_kind.as_str(), outcome.certificate_level.as_str()];
        Ok(OutcomeShown {
            id: outcome.id.clone(),
            class: outcome.class.name(),
            name: outcome.name.clone(),
            code: outcome.code.clone(),
            detail: detail.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            issuer,
            depositor: self.institution(op, &outcome.institution)?.name,
            major: outcome.major.clone(),
            level: self.coded(&codes::LEVEL, &outcome.level),
            category: self.coded(&codes::CATEGORY, &outcome.category),
            credit: outcome.credit,
            hours: hours.unwrap_or_default(),
            measure,
            grade: self.grade(outcome.read_grade()),
            obtained: month(outcome.obtained),
            deposit: outcome.deposit.clone(),
            line: outcome.line,
            deposited_at: outcome.deposited_at.to_string(),
            revoked_at: outcome.revoked_at.map(|at| at.to_string()).unwrap_or_default(),
        })
    }

    pub(crate) fn used(&mut self, op: &Op, used: &Use) -> op::Result<UseShown> {
        Ok(UseShown {
            institution: self.institution(op, &used.institution)?.name,
            target: used.target_name.clone(),
            target_code: used.target_code.clone(),
            credit: used.target_credit,
            state: used.state.name(),
            application: used.application.clone(),
            reported: !used.deposit.is_empty(),
            grade_recorded: used.grade_recorded.clone(),
            converted_in: used.reported.as_ref().map(|said| month(said.month)).unwrap_or_default(),
            at: used.at.to_string(),
        })
    }

    pub(crate) fn rule(&mut self, op: &Op, rule: &Rule) -> op::Result<RuleShown> {
        let content = &rule.content;
        // A rule without both only limits; a draft may still lack one of them.
        let half = |empty: bool, text: &str, other_empty: bool, word: &str| match (empty, other_empty) {
            (false, _) => text.to_owned(),
            (true, true) => self.voice.word(word),
            (true, false) => self.voice.word("credit-rule-not_yet"),
        };
        let (source, target) = (
            half(rule.source.is_empty(), &rule.source, rule.target.is_empty(), "credit-rule-only_caps"),
            half(rule.target.is_empty(), &rule.target, rule.source.is_empty(), "credit-rule-caps"),
        );
        let mut engine = rule.engine();
        engine.id.clear();
        let day = |day: Option<units::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        Ok(RuleShown {
            id: rule.id.clone(),
            version: rule.version,
            revision: rule.revision,
            state: rule.state.name(),
            hash: rule.hash.clone(),
            institution: self.institution(op, &content.institution)?,
            source,
            issuers: self.issuers(op, &engine)?,
            target,
            programme: content.rule.programme.clone().unwrap_or_default(),
            effect: Effect::of(content.rule.effect).name(),
            evidence_required: content.evidence_required,
            automatic: content.automatic,
            valid_from: content.rule.valid_from.to_string(),
            valid_to: day(content.rule.valid_to.map(|end| end.plus_days(-1))),
            note: content.note.clone(),
            reason: rule.reason.clone(),
            sentence: self.sentence(op, &engine)?,
            drafted_at: rule.drafted_at.to_string(),
            published_at: rule.published_at.map(|at| at.to_string()).unwrap_or_default(),
        })
    }

    /// Whose outcomes a rule takes.
    fn issuers(&mut self, op: &Op, rule: &recognition::model::Rule) -> op::Result<String> {
        let patterns = rule.source.iter().flat_map(|source| source.patterns());
        let codes: BTreeSet<&String> = patterns.flat_map(|(_, pattern)| &pattern.issuers).collect();
        let shown = codes.iter().take(ISSUERS_SHOWN).map(|code| Ok(self.institution(op, code)?.name));
        let names = shown.collect::<op::Result<Vec<_>>>()?;
        Ok(self.several(&names.iter().map(String::as_str).collect::<Vec<_>>(), codes.len()))
    }

    /// Issuers in one phrase: the first of them by name, the others by their number.
    pub(crate) fn several(&self, names: &[&str], count: usize) -> String {
        let both =
            |one: String, other: String| self.voice.with("credit-issuers", &Args::one("one", one).and("other", other));
        let shown = names.iter().take(ISSUERS_SHOWN);
        let phrase = shown.map(|name| (*name).to_owned()).reduce(both).unwrap_or_default();
        match count.saturating_sub(ISSUERS_SHOWN) {
            0 => phrase,
            more => self.voice.with("credit-issuers_more", &Args::one("names", phrase).and("count", more)),
        }
    }

    /// The rule read back as one sentence, with the names of the institutions whose codes it has.
    fn sentence(&mut self, op: &Op, rule: &recognition::model::Rule) -> op::Result<String> {
        let language = if self.english() { Language::En } else { Language::Zh };
        self.with_names(op, &recognition::sentence::sentence(rule, language))
    }

    /// A rule on a page of its own: its sentence names the courses as well.
    pub(crate) fn rule_in_full(&mut self, op: &Op, rule: &Rule) -> op::Result<RuleShown> {
        let sentence = self.sentence(op, &crate::work::rule::read_aloud(op, rule)?)?;
        Ok(RuleShown { sentence, ..self.rule(op, rule)? })
    }

    /// A text with the names of the institutions whose codes it has.
    pub(crate) fn with_names(&mut self, op: &Op, text: &str) -> op::Result<String> {
        self.with_names_in(op, text, self.english())
    }

    /// The same in a language of one's choice.
    pub(crate) fn with_names_in(&mut self, op: &Op, text: &str, english: bool) -> op::Result<String> {
        let mut named = text.to_owned();
        let digits = text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| part.len() == 10);
        for code in digits.filter(|code| codes::SchoolCode::parse(code).is_ok()) {
            let name = self.names.in_language(op, code, english)?;
            named = named.replace(code, &name);
        }
        Ok(named)
    }
}

/// A month as `2025-06`, which both languages read.
pub(crate) fn month(month: units::Month) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}
