//! The folder of results: CSV with 17 significant digits, and JSON.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Out;

/// The files of one answer, put together before any of them is written.
pub(super) struct Folder {
    files: BTreeMap<String, Vec<u8>>,
}

/// A cell.
pub(super) enum Cell<'a> {
    Text(&'a str),
    Owned(String),
    Number(f64),
    Count(usize),
    None,
}

impl From<Option<f64>> for Cell<'_> {
    fn from(value: Option<f64>) -> Self {
        value.map_or(Cell::None, Cell::Number)
    }
}

impl Cell<'_> {
    fn text(&self) -> String {
        match self {
            Cell::Text(text) => (*text).to_owned(),
            Cell::Owned(text) => text.clone(),
            // Sixteen digits behind the first: read back, it is the same number.
            Cell::Number(value) => format!("{value:.16e}"),
            Cell::Count(count) => count.to_string(),
            Cell::None => String::new(),
        }
    }
}

impl Folder {
    pub(super) fn new() -> Folder {
        Folder { files: BTreeMap::new() }
    }

    /// Adds a table.
    pub(super) fn table<'a>(
        &mut self,
        name: &str,
        head: &[&str],
        rows: impl IntoIterator<Item = Vec<Cell<'a>>>,
    ) -> anyhow::Result<()> {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(head)?;
        for row in rows {
            out.write_record(row.iter().map(Cell::text))?;
        }
        self.files.insert(name.to_owned(), out.into_inner().map_err(|error| error.into_error())?);
        Ok(())
    }

    /// Adds a document.
    pub(super) fn document(&mut self, name: &str, value: &impl Serialize) -> anyhow::Result<()> {
        let mut text = serde_json::to_vec_pretty(value)?;
        text.push(b'\n');
        self.files.insert(name.to_owned(), text);
        Ok(())
    }

    /// Writes all of them, and `files.json` with their SHA-256: into a folder that is empty, or whose only files an earlier run
    /// wrote and nobody changed since, if it may replace them.
    pub(super) fn write(mut self, out: &Out) -> anyhow::Result<()> {
        let folder = &out.out;
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        prepare(folder, out.replace)?;
        let hashes: BTreeMap<&str, String> =
            self.files.iter().map(|(name, text)| (name.as_str(), hex::encode(Sha256::digest(text)))).collect();
        let mut manifest = serde_json::to_vec_pretty(&hashes)?;
        manifest.push(b'\n');
        self.files.insert(MANIFEST.to_owned(), manifest);
        for (name, text) in &self.files {
            let to = folder.join(name);
            std::fs::write(&to, text).with_context(|| format!("cannot write {}", to.display()))?;
        }
        Ok(())
    }
}

/// The file that says what a folder holds.
const MANIFEST: &str = "files.json";

fn prepare(folder: &Path, replace: bool) -> anyhow::Result<()> {
    let there = || std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()));
    if there()?.next().is_none() {
        return Ok(());
    }
    if !replace {
        bail!("{} is not empty; name another folder, or add --replace", folder.display());
    }
    let manifest = folder.join(MANIFEST);
    let text = std::fs::read(&manifest)
        .with_context(|| format!("{} holds what this command did not write; name another folder", folder.display()))?;
    let known: BTreeMap<String, String> =
        serde_json::from_slice(&text).with_context(|| format!("cannot read {}", manifest.display()))?;
    let mut old = vec![manifest];
    for entry in there()? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if name == MANIFEST {
            continue;
        }
        let same = known
            .get(&name)
            .is_some_and(|hash| std::fs::read(&path).is_ok_and(|text| hex::encode(Sha256::digest(text)) == *hash));
        if !same {
            bail!("{} is not as an earlier run wrote it; name another folder", path.display());
        }
        old.push(path);
    }
    for path in old {
        std::fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
    }
    Ok(())
}
