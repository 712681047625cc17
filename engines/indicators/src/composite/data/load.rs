//! The files a specification names, read by whoever can read files.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::{Table, columns_from_csv, entries_from_csv};
use crate::composite::fault::Fault;
use crate::composite::pipeline::Input;
use crate::composite::spec::{MetaSource, Specification};
use crate::composite::tree::Tree;

/// What a specification is computed on, and the files that went into it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The input.
    pub input: Arc<Input>,
    /// SHA-256 of each file as it was read, by the name the specification gives it.
    pub files: BTreeMap<String, String>,
}

/// Reads the files a specification names. `text` gives a file's text by that name.
pub fn load(
    specification: &Specification,
    text: &mut dyn FnMut(&str) -> Result<String, Fault>,
) -> Result<Loaded, Fault> {
    let mut files = BTreeMap::new();
    let mut read = |name: &str| -> Result<String, Fault> {
        let text = text(name)?;
        files.insert(name.to_owned(), hex::encode(Sha256::digest(text.as_bytes())));
        Ok(text)
    };
    let tree = match &specification.metadata {
        MetaSource::Entries(entries) => Tree::build(entries)?,
        MetaSource::File(name) => {
            Tree::build(&entries_from_csv(&read(name)?, name)?).map_err(|fault| fault.inside(name))?
        }
    };
    let source = &specification.data;
    let mut table = Table::of(&columns_from_csv(&read(&source.file)?, &source.file)?, source, &tree)?;
    if let Some(more) = &specification.denominators {
        table.join(&columns_from_csv(&read(&more.file)?, &more.file)?, &more.unit)?;
    }
    Ok(Loaded { input: Arc::new(Input::new(table, tree)?), files })
}
