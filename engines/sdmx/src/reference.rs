//! Naming an artefact: class, agency, identifier and version, and their URN.

use std::fmt;

use crate::{
    limits::ID_BYTES_MAX,
    problem::{Era, Problem},
    version::Version,
};

/// The classes of maintainable artefacts that are known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Agencies.
    AgencyScheme,
    /// Codes.
    Codelist,
    /// Concepts.
    ConceptScheme,
    /// The components data of one kind has.
    DataStructure,
    /// What is published of a structure.
    Dataflow,
    /// Categories, in levels.
    CategoryScheme,
    /// That something belongs to a category.
    Categorisation,
    /// What values occur, or may occur (a content constraint in 2.1).
    Constraint,
}

impl Class {
    /// All of them.
    pub const ALL: [Class; 8] = [
        Class::AgencyScheme,
        Class::Codelist,
        Class::ConceptScheme,
        Class::DataStructure,
        Class::Dataflow,
        Class::CategoryScheme,
        Class::Categorisation,
        Class::Constraint,
    ];

    /// The name of the class in URNs and references.
    pub fn name(self, era: Era) -> &'static str {
        match self {
            Class::AgencyScheme => "AgencyScheme",
            Class::Codelist => "Codelist",
            Class::ConceptScheme => "ConceptScheme",
            Class::DataStructure => "DataStructure",
            Class::Dataflow => "Dataflow",
            Class::CategoryScheme => "CategoryScheme",
            Class::Categorisation => "Categorisation",
            Class::Constraint if era == Era::V21 => "ContentConstraint",
            Class::Constraint => "DataConstraint",
        }
    }

    /// The package of the class in URNs and references.
    pub fn package(self) -> &'static str {
        match self {
            Class::AgencyScheme => "base",
            Class::Codelist => "codelist",
            Class::ConceptScheme => "conceptscheme",
            Class::DataStructure | Class::Dataflow => "datastructure",
            Class::CategoryScheme | Class::Categorisation => "categoryscheme",
            Class::Constraint => "registry",
        }
    }

    /// The class of its items, where it has items.
    pub fn item(self) -> Option<&'static str> {
        match self {
            Class::AgencyScheme => Some("Agency"),
            Class::Codelist => Some("Code"),
            Class::ConceptScheme => Some("Concept"),
            Class::CategoryScheme => Some("Category"),
            _ => None,
        }
    }

    /// The class behind a resource name of the REST interface: the class in small letters.
    pub fn from_resource(resource: &str, era: Era) -> Option<Class> {
        Class::ALL.into_iter().find(|class| class.name(era).eq_ignore_ascii_case(resource))
    }
}

/// One version of one artefact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// What it is.
    pub class: Class,
    /// Who maintains it.
    pub agency: String,
    /// Its identifier.
    pub id: String,
    /// Its version.
    pub version: Version,
}

impl Reference {
    /// A reference from checked parts.
    ///
    /// # Errors
    /// A syntax problem when agency or identifier is not one.
    pub fn new(class: Class, agency: &str, id: &str, version: Version) -> Result<Reference, Problem> {
        agency.split('.').try_for_each(|part| check_name("agency", part))?;
        check_id(id)?;
        Ok(Reference { class, agency: agency.to_owned(), id: id.to_owned(), version })
    }

    /// `urn:sdmx:org.sdmx.infomodel.codelist.Codelist=YRD:CL_AREA(1.0.0)`
    pub fn urn(&self, era: Era) -> String {
        let (package, class) = (self.class.package(), self.class.name(era));
        format!("urn:sdmx:org.sdmx.infomodel.{package}.{class}={self}")
    }

    /// Reads the URN of an artefact of a known class.
    ///
    /// # Errors
    /// A syntax problem.
    pub fn from_urn(urn: &str) -> Result<Reference, Problem> {
        let (name, rest) = take_apart(urn)?;
        let class = Class::ALL.into_iter().find(|class| class.name(Era::V21) == name || class.name(Era::V30) == name);
        let class =
            class.ok_or_else(|| Problem::semantic(format!("“{urn}” names a {name}, which is not known here")))?;
        Reference::parse_short(class, rest)
    }

    /// Reads `AGENCY:ID(VERSION)`; without a version it is 1.0.0.
    ///
    /// # Errors
    /// A syntax problem.
    pub fn parse_short(class: Class, text: &str) -> Result<Reference, Problem> {
        let wrong = || Problem::syntax(format!("“{text}” is no reference; one is written as AGENCY:ID(1.0)"));
        let (agency, rest) = text.split_once(':').ok_or_else(wrong)?;
        let (id, version) = match rest.split_once('(') {
            None => (rest, Version::first()),
            Some((id, version)) => (id, Version::parse(version.strip_suffix(')').ok_or_else(wrong)?)?),
        };
        Reference::new(class, agency, id, version)
    }
}

impl fmt::Display for Reference {
    /// `YRD:CL_AREA(1.0.0)`
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}({})", self.agency, self.id, self.version)
    }
}

/// One item of a scheme: a concept, a code, a category (with its path, `A.A1`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemReference {
    /// The scheme.
    pub scheme: Reference,
    /// The item in it.
    pub item: String,
}

impl ItemReference {
    /// `urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=YRD:CS(1.0.0).REF_AREA`
    pub fn urn(&self) -> String {
        let (package, class) = (self.scheme.class.package(), self.scheme.class.item().unwrap_or("Item"));
        format!("urn:sdmx:org.sdmx.infomodel.{package}.{class}={}.{}", self.scheme, self.item)
    }

    /// Reads the URN of an item.
    ///
    /// # Errors
    /// A syntax problem.
    pub fn from_urn(urn: &str) -> Result<ItemReference, Problem> {
        let wrong = || Problem::syntax(format!("“{urn}” is no URN of an item; one ends as …=AGENCY:SCHEME(1.0).ITEM"));
        let (name, rest) = take_apart(urn)?;
        let class = Class::ALL.into_iter().find(|class| class.item() == Some(name)).ok_or_else(wrong)?;
        let (scheme, item) = rest.split_once(").").ok_or_else(wrong)?;
        item.split('.').try_for_each(check_id)?;
        Ok(ItemReference { scheme: Reference::parse_short(class, &format!("{scheme})"))?, item: item.to_owned() })
    }
}

/// Class name and what it names.
fn take_apart(urn: &str) -> Result<(&str, &str), Problem> {
    let wrong = || Problem::syntax(format!("“{urn}” is no URN of SDMX; one begins with urn:sdmx:org.sdmx.infomodel."));
    let rest = urn.strip_prefix("urn:sdmx:org.sdmx.infomodel.").ok_or_else(wrong)?;
    let (path, rest) = rest.split_once('=').ok_or_else(wrong)?;
    Ok((path.rsplit('.').next().unwrap_or(path), rest))
}

/// An identifier: letters, digits, `_`, `@`, `$`, `-`.
///
/// # Errors
/// A syntax problem.
pub fn check_id(id: &str) -> Result<(), Problem> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_@$-".contains(&byte);
    if id.is_empty() || id.len() > ID_BYTES_MAX || !id.bytes().all(fits) {
        return Err(Problem::syntax(format!(
            "“{}” is no identifier; letters, digits, _, @, $ and - may stand in one",
            shown(id)
        )));
    }
    Ok(())
}

/// An identifier that can be the name of an XML attribute as well: begins with a letter; letters, digits, `_`, `-` follow.
///
/// # Errors
/// A syntax problem.
pub fn check_name(what: &str, id: &str) -> Result<(), Problem> {
    let begins = id.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if !begins || id.len() > ID_BYTES_MAX || !id.bytes().all(fits) {
        let text =
            format!("“{}” cannot name {what}: it begins with a letter; letters, digits, _ and - follow", shown(id));
        return Err(Problem::syntax(text));
    }
    Ok(())
}

/// The beginning of what somebody sent, short enough for a sentence.
pub(crate) fn shown(text: &str) -> String {
    let short: String =
        text.chars().take(60).map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect();
    if short.len() < text.len() { short + "…" } else { short }
}
