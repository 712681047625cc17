//! The specification of an index: what is read, which stages run in which order, what is looked at afterwards.
//!
//! One JSON document; unknown fields are refused. Its hash is that of the canonical form: all fields in the order of
//! these types, defaults filled in, no blanks, so that layout does not reach it and nothing that changes a result stays
//! out of it.

mod analysis;
mod methods;
mod source;
mod stage;
mod weighting;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use units::Refusal;

pub use analysis::*;
pub use methods::*;
pub use source::*;
pub use stage::*;
pub use weighting::*;

use super::fault::Fault;
use super::limits::{ANALYSES_MAX, SPECIFICATION_BYTES_MAX, STAGES_MAX};

/// One immutable pipeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Specification {
    /// What the index is called.
    #[serde(default)]
    pub title: String,
    /// Where the figures stand.
    pub data: DataSource,
    /// Where it is said what the columns are.
    pub metadata: MetaSource,
    /// Where denominators stand, if not beside the figures.
    #[serde(default)]
    pub denominators: Option<DenominatorSource>,
    /// What is done, in this order; each stage reads what the one before it gave.
    pub stages: Vec<StageSpec>,
    /// What is looked at afterwards.
    #[serde(default)]
    pub analyses: Vec<Analysis>,
}

impl Specification {
    /// Reads a specification. Refused in order: too long; not JSON or not of this shape; too many stages or analyses.
    pub fn parse(text: &str) -> Result<Specification, Fault> {
        if text.len() > SPECIFICATION_BYTES_MAX {
            let what = format!("it has {} bytes, more than {SPECIFICATION_BYTES_MAX}", text.len());
            return Err(Fault::new("specification", what, "leave out what is not needed"));
        }
        let specification: Specification = document(text, "specification", "see docs/indicators.md for the fields")?;
        specification.limited()?;
        Ok(specification)
    }

    fn limited(&self) -> Result<(), Fault> {
        let few = |place: &str, count: usize, most: usize| match count > most {
            true => Err(Fault::new(place, format!("{count} entries, more than {most}"), "split the specification")),
            false => Ok(()),
        };
        few("specification.stages", self.stages.len(), STAGES_MAX)?;
        few("specification.analyses", self.analyses.len(), ANALYSES_MAX)
    }

    /// The canonical form.
    pub fn canonical(&self) -> String {
        // Text, numbers and lists of them: JSON has a place for each.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// SHA-256 of the canonical form, 64 hexadecimal digits.
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.canonical().as_bytes()))
    }
}

/// Reads one document of JSON, with or without a byte order mark; faults name the path in it.
pub(crate) fn document<T: serde::de::DeserializeOwned>(text: &str, name: &str, remedy: &str) -> Result<T, Fault> {
    let mut reader = serde_json::Deserializer::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path();
        let at_the_top = path.iter().next().is_none();
        let place = if at_the_top { name.to_owned() } else { format!("{name}.{path}") };
        Fault { remedy: remedy.to_owned(), ..said(&place, error.inner()) }
    })?;
    match reader.end() {
        Ok(()) => Ok(read),
        Err(error) => {
            let follows = Fault::new(name, format!("something follows the document: {error}"), "one document a file");
            Err(follows
                .named(Refusal::new("document.follows").with("line", error.line()).with("column", error.column())))
        }
    }
}

/// What the reader of JSON said of a place, with its name.
fn said(place: &str, error: &serde_json::Error) -> Fault {
    let what = error.to_string();
    let told = units::document::fault("", Some((error.line(), error.column())), &what);
    Fault::new(place, what, "").named(Refusal { code: told.code, args: told.args })
}
