//! Nouns of the model as templates show them: names instead of codes, words instead of keys.

use op::Op;
use serde::Serialize;
use units::{Args, Credit};
use web::{Locale, Voice};

use crate::model::{Grade, MatchVerdict, NAMED_GRADES, Outcome, Rule, RuleInput, Use};
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
    pub(crate) detail: String,
    pub(crate) issuer: String,
    pub(crate) depositor: String,
    pub(crate) major: String,
    pub(crate) level: String,
    pub(crate) category: String,
    pub(crate) credit: Credit,
    pub(crate) hours: String,
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
    pub(crate) class: &'static str,
    pub(crate) issuer: String,
    pub(crate) source: String,
    pub(crate) source_level: String,
    pub(crate) programme: String,
    pub(crate) target_code: String,
    pub(crate) target_name: String,
    pub(crate) target_credit: Credit,
    pub(crate) effect: &'static str,
    pub(crate) minimum: String,
    pub(crate) cap: String,
    pub(crate) months_max: String,
    pub(crate) evidence_required: bool,
    pub(crate) valid_from: String,
    pub(crate) valid_to: String,
    pub(crate) note: String,
    pub(crate) reason: String,
    pub(crate) sentence: String,
    pub(crate) drafted_at: String,
    pub(crate) published_at: String,
}

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
    fn coded(&self, table: &'static codes::CodeTable, key: &str) -> String {
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
        let detail = [outcome.certificate_kind.as_str(), outcome.certificate_level.as_str()];
        Ok(OutcomeShown {
            id: outcome.id.clone(),
            class: outcome.class.name(),
            name: outcome.name.clone(),
            detail: detail.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            issuer,
            depositor: self.institution(op, &outcome.institution)?.name,
            major: outcome.major.clone(),
            level: self.coded(&codes::LEVEL, &outcome.level),
            category: self.coded(&codes::CATEGORY, &outcome.category),
            credit: outcome.credit,
            hours: outcome.hours_hundredths.map(|hours| Credit::from_hundredths(hours).to_string()).unwrap_or_default(),
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

    /// Why an outcome does not count; empty when it does.
    pub(crate) fn verdict(&self, verdict: &MatchVerdict) -> String {
        match verdict {
            MatchVerdict::Counts => String::new(),
            MatchVerdict::Not(code, args) => self.voice.code(code, args),
        }
    }

    pub(crate) fn rule(&mut self, op: &Op, rule: &Rule) -> op::Result<RuleShown> {
        let RuleInput { source, target, .. } = &rule.content;
        let content = &rule.content;
        let institution = self.institution(op, &content.institution)?;
        let issuer = match source.class {
            crate::model::Class::Course => self.institution(op, &source.issuer)?.name,
            crate::model::Class::Certificate => source.issuer.clone(),
        };
        let sentence = self.sentence(content, &institution.name, &issuer);
        let day = |day: Option<units::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        Ok(RuleShown {
            id: rule.id.clone(),
            version: rule.version,
            revision: rule.revision,
            state: rule.state.name(),
            hash: rule.hash.clone(),
            institution,
            class: source.class.name(),
            issuer,
            source: source.name.clone(),
            source_level: source.level.clone(),
            programme: target.programme.clone(),
            target_code: target.code.clone(),
            target_name: target.name.clone(),
            target_credit: target.credit,
            effect: content.effect.name(),
            minimum: self.minimum(content),
            cap: content.cap.map(|cap| cap.to_string()).unwrap_or_default(),
            months_max: content.months_max.map(|months| months.to_string()).unwrap_or_default(),
            evidence_required: content.evidence_required,
            valid_from: content.valid_from.to_string(),
            valid_to: day(content.valid_to.map(|end| end.plus_days(-1))),
            note: content.note.clone(),
            reason: rule.reason.clone(),
            sentence,
            drafted_at: rule.drafted_at.to_string(),
            published_at: rule.published_at.map(|at| at.to_string()).unwrap_or_default(),
        })
    }

    /// The least grade in words: on either scale, or any passed grade.
    fn minimum(&self, content: &RuleInput) -> String {
        let named = content.minimum.named.as_deref().and_then(|key| NAMED_GRADES.iter().find(|grade| grade.key == key));
        let named = named.map(|grade| self.grade(Grade::Named(grade)));
        match (content.minimum.score, named) {
            (None, None) => self.voice.word("credit-minimum-passed"),
            (Some(score), None) => self.voice.with("credit-minimum-score", &Args::one("score", score)),
            (None, Some(grade)) => self.voice.with("credit-minimum-named", &Args::one("grade", grade)),
            (Some(score), Some(grade)) => {
                self.voice.with("credit-minimum-both", &Args::one("score", score).and("grade", grade))
            }
        }
    }

    /// The rule read back as one sentence.
    pub(crate) fn sentence(&self, content: &RuleInput, institution: &str, issuer: &str) -> String {
        let given = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
        let args = Args::one("institution", institution)
            .and("class", content.source.class.name())
            .and("issuer", issuer)
            .and("source", &content.source.name)
            .and("level", given(&content.source.level))
            .and("minimum", self.minimum(content))
            .and("programme", given(&content.target.programme))
            .and("target", &content.target.name)
            .and("code", &content.target.code)
            .and("credit", content.target.credit)
            .and("effect", content.effect.name())
            .and("cap", content.cap.map_or_else(|| "none".to_owned(), |cap| cap.to_string()))
            .and("months", content.months_max.map_or_else(|| "none".to_owned(), |months| months.to_string()))
            .and("evidence", if content.evidence_required { "yes" } else { "no" })
            .and("from", content.valid_from)
            .and("to", content.valid_to.map_or_else(|| "none".to_owned(), |end| end.plus_days(-1).to_string()));
        self.voice.with("credit-rule-sentence", &args)
    }
}

/// A month as `2025-06`, which both languages read.
fn month(month: units::Month) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}
