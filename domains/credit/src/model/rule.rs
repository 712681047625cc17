//! 转换规则: what the engine reads of a rule, and what stands beside it here: state, two people, evidence, automatic decision.

use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use units::Instant;

/// What recognition does for the learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// 免修免考: neither study nor examination; the grade recorded is 免考.
    StudyAndExam,
    /// 免修不免考: no study, but the examination is taken.
    StudyOnly,
    /// 冲抵: the outcome's credit replaces credit of the programme.
    Offset,
}

super::names!(Effect { StudyAndExam => "study_and_exam", StudyOnly => "study_only", Offset => "offset" });

impl Effect {
    /// As the engine of rules names it.
    pub const fn of(effect: recognition::model::Effect) -> Effect {
        match effect {
            recognition::model::Effect::StudyAndExam => Effect::StudyAndExam,
            recognition::model::Effect::StudyOnly => Effect::StudyOnly,
            recognition::model::Effect::Offset => Effect::Offset,
        }
    }
}

/// How far a version of a rule has come. The way is drawn in `rules::rule::CHART`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleState {
    /// Being written; only its institution sees it.
    Draft,
    /// Waiting for the second person.
    Submitted,
    /// In force within its validity; never edited again.
    Published,
    /// Followed by a later version.
    Superseded,
    /// Taken back; decisions under it stand.
    Withdrawn,
}

super::names!(RuleState {
    Draft => "draft",
    Submitted => "submitted",
    Published => "published",
    Superseded => "superseded",
    Withdrawn => "withdrawn",
});

/// What a rule says, in the language of `engines/recognition`. Written and read without id, version and institution, which are
/// those of the version it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content(pub recognition::model::Rule);

impl Deref for Content {
    type Target = recognition::model::Rule;

    fn deref(&self) -> &recognition::model::Rule {
        &self.0
    }
}

/// The fields that belong to the version and not to what is written.
const OWN_FIELDS: [&str; 3] = ["id", "version", "institution"];

impl Content {
    /// The content of a version: the same words under its id, number and institution.
    pub fn of_version(&self, id: &str, version: i64, institution: &str) -> Content {
        let mut rule = self.0.clone();
        id.clone_into(&mut rule.id);
        // Versions are counted one by one; none comes near the end of the numbers.
        rule.version = u32::try_from(version).unwrap_or(u32::MAX);
        institution.clone_into(&mut rule.institution);
        Content(rule)
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Ok(Value::Object(mut fields)) = serde_json::to_value(&self.0) else {
            return Err(serde::ser::Error::custom("a rule is an object"));
        };
        for own in OWN_FIELDS {
            fields.remove(own);
        }
        fields.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut fields = Map::deserialize(from)?;
        if let Some(own) = OWN_FIELDS.into_iter().find(|own| fields.contains_key(*own)) {
            return Err(serde::de::Error::custom(format!("`{own}` belongs to the version and is not written")));
        }
        let own = [("id", Value::from("draft")), ("version", Value::from(1)), ("institution", Value::from("draft"))];
        fields.extend(own.map(|(name, value)| (name.to_owned(), value)));
        serde_json::from_value(Value::Object(fields)).map(Content).map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for Content {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RuleContent".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "object",
            "description": "A rule of the language in docs/recognition.md without `id`, `version` and `institution`.",
            "required": ["valid_from", "effect"],
            "properties": {
                "valid_from": { "type": "string", "format": "date" },
                "effect": { "type": "string", "enum": ["study_and_exam", "study_only", "offset"] }
            },
            "additionalProperties": true
        })
    }
}

/// What a registrar writes down; it becomes one version of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleInput {
    /// Code of the receiving institution, which issues the rule.
    pub institution: String,
    /// What it says.
    pub rule: Content,
    /// Whether the learner must attach evidence beside what was deposited.
    #[serde(default)]
    pub evidence_required: bool,
    /// Whether an application is decided at once where every outcome was deposited by an institution.
    #[serde(default)]
    pub automatic: bool,
    /// 备注 shown with the rule.
    #[serde(default)]
    pub note: String,
}

/// One version of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Rule {
    /// `rul_…`; all versions share it.
    pub id: String,
    /// 1, 2, 3 …
    pub version: i64,
    /// What it says.
    pub content: RuleInput,
    /// What it takes, in a few words.
    pub source: String,
    /// What it counts as, in a few words.
    pub target: String,
    /// How far it has come.
    pub state: RuleState,
    /// SHA-256 of the rule's canonical form, 64 hexadecimal digits: what decisions cite.
    pub hash: String,
    /// Who wrote it.
    pub drafted_by: String,
    /// When.
    pub drafted_at: Instant,
    /// Who approved it, once published.
    pub published_by: Option<String>,
    /// When.
    pub published_at: Option<Instant>,
    /// When it was superseded or withdrawn.
    pub ended_at: Option<Instant>,
    /// Why it was sent back or withdrawn, or empty.
    pub reason: String,
    /// Counts changes of this row; a form that saw an older one is refused.
    pub revision: i64,
}

impl Rule {
    /// The rule as the engine reads it, under its id, version and institution.
    pub fn engine(&self) -> recognition::model::Rule {
        self.content.rule.of_version(&self.id, self.version, &self.content.institution).0
    }
}
