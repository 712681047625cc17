//! The source side of a rule: nested ALL, ANY and N-OF over patterns, each pattern met by one outcome of its own.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{CODES_MAX, Class, Minimum, Outcome, Title};

/// Which outcomes a rule takes. Each pattern that is used takes a different outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ConditionText", into = "ConditionText")]
pub enum Condition {
    /// Every one of these.
    All(Vec<Condition>),
    /// One of these.
    Any(Vec<Condition>),
    /// Exactly so many of these; more than there are can never hold, which the lint tells.
    Some(u32, Vec<Condition>),
    /// One outcome that fits.
    One(Box<Pattern>),
}

/// What one outcome must be. Every field that is given must hold; a pattern without any takes every outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    /// Of one of these classes.
    pub classes: BTreeSet<Class>,
    /// From one of these issuers.
    pub issuers: BTreeSet<String>,
    /// With one of these codes.
    pub codes: BTreeSet<String>,
    /// With a code in this table of the rule.
    pub table: Option<String>,
    /// With a title that fits.
    pub title: Option<Title>,
    /// With a subject code that fits; the same wildcards as titles.
    pub subject: Option<Title>,
    /// On one of these levels (教育层次).
    pub levels: BTreeSet<String>,
    /// A certificate of one of these kinds.
    pub certificate_kinds: BTreeSet<String>,
    /// A certificate of one of these levels (证书等级).
    pub certificate_levels: BTreeSet<String>,
    /// With a grade of at least one of these; beside the minimum of the whole rule.
    pub minimum: Vec<Minimum>,
}

/// A condition as it is written: one table, in which either a group or a pattern stands.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ConditionText {
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u32>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    class: BTreeSet<Class>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    issuer: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    code: BTreeSet<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<Title>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Title>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    level: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    certificate: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    certificate_level: BTreeSet<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    minimum: Vec<Minimum>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all: Option<Vec<Condition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    any: Option<Vec<Condition>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<Vec<Condition>>,
}

impl Condition {
    /// The patterns in the order they are written, each with its path such as `all[1].any[0]`; `source` for the root.
    pub fn patterns(&self) -> Vec<(String, &Pattern)> {
        let mut found = Vec::new();
        self.gather("", &mut found);
        found
    }

    fn gather<'a>(&'a self, path: &str, found: &mut Vec<(String, &'a Pattern)>) {
        let (word, parts) = match self {
            Condition::One(pattern) => {
                let path = if path.is_empty() { "source" } else { path };
                return found.push((path.to_owned(), pattern));
            }
            Condition::All(parts) => ("all", parts),
            Condition::Any(parts) => ("any", parts),
            Condition::Some(_, parts) => ("of", parts),
        };
        let dot = if path.is_empty() { "" } else { "." };
        for (place, part) in parts.iter().enumerate() {
            part.gather(&format!("{path}{dot}{word}[{place}]"), found);
        }
    }

    /// How many conditions lie inside one another, counted to at most `limit` levels so that no stack grows with it.
    pub fn depth(&self, limit: usize) -> usize {
        let parts = match self {
            Condition::One(_) => return 1,
            Condition::All(parts) | Condition::Any(parts) | Condition::Some(_, parts) => parts,
        };
        if limit <= 1 {
            return 2;
        }
        1 + parts.iter().map(|part| part.depth(limit - 1)).max().unwrap_or(0)
    }
}

impl Pattern {
    /// Whether it is met by class, issuer, title, subject, level and certificate. Codes are the caller's, who knows which
    /// of them mean the same course; so are grades.
    pub fn fits_kind(&self, outcome: &Outcome) -> bool {
        let within = |set: &BTreeSet<String>, value: &String| set.is_empty() || set.contains(value);
        (self.classes.is_empty() || self.classes.contains(&outcome.class))
            && within(&self.issuers, &outcome.issuer)
            && within(&self.levels, &outcome.level)
            && within(&self.certificate_kinds, &outcome.certificate_kind)
            && within(&self.certificate_levels, &outcome.certificate_level)
    }

    /// The codes it names, itself or by a table of its rule; none where it goes by other things.
    pub fn every_code<'a>(&'a self, tables: &'a BTreeMap<String, BTreeSet<String>>) -> Vec<&'a str> {
        let table = self.table.as_ref().and_then(|table| tables.get(table));
        let codes = if self.codes.is_empty() { table } else { Some(&self.codes) };
        codes.into_iter().flatten().map(String::as_str).collect()
    }

    /// Whether it asks for a certificate.
    pub fn is_certificate(&self) -> bool {
        let classes = self.classes.iter().eq([&Class::Certificate]);
        classes || !self.certificate_kinds.is_empty() || !self.certificate_levels.is_empty()
    }
}

impl ConditionText {
    fn pattern(self) -> Result<Pattern, String> {
        if [&self.issuer, &self.code, &self.level].iter().any(|codes| codes.len() > CODES_MAX) {
            return Err(format!("a pattern lists at most {CODES_MAX} codes"));
        }
        Ok(Pattern {
            classes: self.class,
            issuers: self.issuer,
            codes: self.code,
            table: self.table,
            title: self.title,
            subject: self.subject,
            levels: self.level,
            certificate_kinds: self.certificate,
            certificate_levels: self.certificate_level,
            minimum: self.minimum,
        })
    }
}

impl TryFrom<ConditionText> for Condition {
    type Error = String;

    fn try_from(mut text: ConditionText) -> Result<Condition, String> {
        let group = match (text.all.take(), text.any.take(), text.of.take(), text.n.take()) {
            (None, None, None, None) => return Ok(Condition::One(Box::new(text.pattern()?))),
            (Some(parts), None, None, None) => Condition::All(parts),
            (None, Some(parts), None, None) => Condition::Any(parts),
            (None, None, Some(parts), Some(n)) => Condition::Some(n, parts),
            (None, None, Some(_), None) => return Err("`of` needs `n`, how many of them".to_owned()),
            (None, None, None, Some(_)) => return Err("`n` needs `of`, the list it counts".to_owned()),
            _ => return Err("a condition has one of `all`, `any` and `of`".to_owned()),
        };
        if text.pattern()? != Pattern::default() {
            return Err("a group holds no pattern of its own; write the pattern into its list".to_owned());
        }
        let (Condition::All(parts) | Condition::Any(parts) | Condition::Some(_, parts)) = &group else {
            return Ok(group);
        };
        if parts.is_empty() { Err("a group lists at least one condition".to_owned()) } else { Ok(group) }
    }
}

impl From<Condition> for ConditionText {
    fn from(condition: Condition) -> ConditionText {
        match condition {
            Condition::All(parts) => ConditionText { all: Some(parts), ..ConditionText::default() },
            Condition::Any(parts) => ConditionText { any: Some(parts), ..ConditionText::default() },
            Condition::Some(n, parts) => ConditionText { n: Some(n), of: Some(parts), ..ConditionText::default() },
            Condition::One(pattern) => ConditionText {
                class: pattern.classes,
                issuer: pattern.issuers,
                code: pattern.codes,
                table: pattern.table,
                title: pattern.title,
                subject: pattern.subject,
                level: pattern.levels,
                certificate: pattern.certificate_kinds,
                certificate_level: pattern.certificate_levels,
                minimum: pattern.minimum,
                ..ConditionText::default()
            },
        }
    }
}
