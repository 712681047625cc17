//! Data structures: dimensions, measures, attributes, and how their values are written.

use crate::reference::{ItemReference, Reference};

/// The identifier the standard gives the time dimension.
pub const TIME_PERIOD: &str = "TIME_PERIOD";
/// The identifier the standard (2.1) gives the one measure.
pub const OBS_VALUE: &str = "OBS_VALUE";

/// The components data of one kind has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataStructure {
    /// Dimensions in the order of keys; the time dimension last, where there is one.
    pub dimensions: Vec<Component>,
    /// Measures; version 2.1 knows one, called `OBS_VALUE`.
    pub measures: Vec<Component>,
    /// Attributes.
    pub attributes: Vec<Component>,
}

/// A dimension, measure or attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// Its identifier, unique in the structure.
    pub id: String,
    /// What it means.
    pub concept: ItemReference,
    /// How its values are written; none means as the concept says, or as text.
    pub representation: Option<Representation>,
    /// What it is for.
    pub role: Role,
}

/// What a component is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Part of the key.
    Dimension,
    /// The time part of the key.
    Time,
    /// What was observed.
    Measure {
        /// Whether every observation has it.
        required: bool,
    },
    /// What is known about the observation.
    Attribute {
        /// Whether it always has a value.
        required: bool,
        /// What it belongs to.
        attached: Attachment,
    },
}

/// What an attribute belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attachment {
    /// All data of the flow.
    DataSet,
    /// What these dimensions identify.
    Dimensions(Vec<String>),
    /// Each observation.
    Observation,
}

/// How values are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Representation {
    /// As codes of a list.
    Codes(Reference),
    /// As text of a type.
    Text(TextFormat),
}

/// A type of text and what limits it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextFormat {
    /// One of [`TEXT_TYPES`].
    pub text_type: String,
    /// What limits it.
    pub facets: Facets,
}

/// What limits a text; numbers as they are written in messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Fewest letters.
    pub min_length: Option<u32>,
    /// Most letters.
    pub max_length: Option<u32>,
    /// Least number.
    pub min_value: Option<i64>,
    /// Greatest number.
    pub max_value: Option<i64>,
    /// Digits behind the decimal point.
    pub decimals: Option<u32>,
    /// A regular expression of XML Schema.
    pub pattern: Option<String>,
}

/// The types of text both versions of the standard know.
pub const TEXT_TYPES: [&str; 40] = [
    "String",
    "Alpha",
    "AlphaNumeric",
    "Numeric",
    "BigInteger",
    "Integer",
    "Long",
    "Short",
    "Decimal",
    "Float",
    "Double",
    "Boolean",
    "URI",
    "Count",
    "InclusiveValueRange",
    "ExclusiveValueRange",
    "Incremental",
    "ObservationalTimePeriod",
    "StandardTimePeriod",
    "BasicTimePeriod",
    "GregorianTimePeriod",
    "GregorianYear",
    "GregorianYearMonth",
    "GregorianDay",
    "ReportingTimePeriod",
    "ReportingYear",
    "ReportingSemester",
    "ReportingTrimester",
    "ReportingQuarter",
    "ReportingMonth",
    "ReportingWeek",
    "ReportingDay",
    "DateTime",
    "TimeRange",
    "Month",
    "MonthDay",
    "Day",
    "Time",
    "Duration",
    "XHTML",
];

/// Those of them that are written as JSON numbers.
const NUMERIC: [&str; 11] = [
    "Numeric",
    "BigInteger",
    "Integer",
    "Long",
    "Short",
    "Decimal",
    "Float",
    "Double",
    "Count",
    "InclusiveValueRange",
    "Incremental",
];

impl TextFormat {
    /// A type of [`TEXT_TYPES`] without limits.
    pub fn of(text_type: &str) -> TextFormat {
        TextFormat { text_type: text_type.to_owned(), facets: Facets::default() }
    }

    /// Whether values are numbers.
    pub fn is_numeric(&self) -> bool {
        NUMERIC.contains(&self.text_type.as_str())
    }
}

impl Representation {
    /// Text of a type without limits.
    pub fn text(text_type: &str) -> Representation {
        Representation::Text(TextFormat::of(text_type))
    }

    /// The list of codes, where values are codes.
    pub fn codes(&self) -> Option<&Reference> {
        match self {
            Representation::Codes(list) => Some(list),
            Representation::Text(_) => None,
        }
    }
}

impl Component {
    /// Whether it is the time dimension.
    pub fn is_time(&self) -> bool {
        self.role == Role::Time
    }

    /// Whether a value is always there.
    pub fn required(&self) -> bool {
        match self.role {
            Role::Dimension | Role::Time => true,
            Role::Measure { required } | Role::Attribute { required, .. } => required,
        }
    }
}

impl DataStructure {
    /// Dimensions, then measures, then attributes.
    pub fn all(&self) -> impl Iterator<Item = &Component> {
        self.dimensions.iter().chain(&self.measures).chain(&self.attributes)
    }

    /// Concept schemes and codelists its components refer to.
    pub(crate) fn references(&self) -> Vec<Reference> {
        let codes = self.all().filter_map(|component| component.representation.as_ref()?.codes().cloned());
        self.all().map(|component| component.concept.scheme.clone()).chain(codes).collect()
    }
}
