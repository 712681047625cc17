//! The keys file: made on the first start, readable by its owner only, rotated by `xueqiao user rotate-keys`.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use op::{Key, Keys};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeysFile {
    current: u32,
    index: String,
    #[serde(rename = "key")]
    keys: Vec<KeyLine>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyLine {
    id: u32,
    bytes: String,
}

/// Reads the keys, making them first if there is no file yet.
pub fn load_or_make(path: &Path, random: &op::Random) -> anyhow::Result<Keys> {
    if !path.exists() {
        let keys = Keys { current: fresh(1, random), older: Vec::new(), index: fresh(0, random).bytes };
        save(path, &keys, Replaces::Nothing)?;
    }
    // Read back even if made here: of several processes that start at once, one makes them for all.
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read the keys {}", path.display()))?;
    let file: KeysFile = toml::from_str(&text).with_context(|| format!("the keys {}", path.display()))?;
    let mut older = Vec::new();
    let mut current = None;
    for line in file.keys {
        let key = Key { id: line.id, bytes: bytes(&line.bytes)? };
        match key.id == file.current {
            true => current = Some(key),
            false => older.push(key),
        }
    }
    let Some(current) = current else {
        bail!("the keys {} name {} as the current key and do not hold it", path.display(), file.current);
    };
    Ok(Keys { current, older, index: bytes(&file.index)? })
}

/// Makes a new current key and keeps the former ones.
pub fn rotate(path: &Path, keys: &Keys, random: &op::Random) -> anyhow::Result<Keys> {
    let mut older = keys.older.clone();
    older.push(keys.current.clone());
    let id = older.iter().map(|key| key.id).max().unwrap_or(0) + 1;
    let rotated = Keys { current: fresh(id, random), older, index: keys.index };
    save(path, &rotated, Replaces::Former)?;
    Ok(rotated)
}

/// Forgets the former keys, once nothing is sealed with them any more.
pub fn forget_older(path: &Path, keys: &Keys) -> anyhow::Result<()> {
    save(path, &Keys { older: Vec::new(), ..keys.clone() }, Replaces::Former)
}

fn fresh(id: u32, random: &op::Random) -> Key {
    let mut bytes = [0; 32];
    random(&mut bytes);
    Key { id, bytes }
}

fn bytes(text: &str) -> anyhow::Result<[u8; 32]> {
    let bytes = hex::decode(text).context("a key is not hexadecimal")?;
    bytes.try_into().ok().context("a key is not 32 bytes long")
}

/// What a new keys file may take the place of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Replaces {
    /// First keys: those of somebody who was faster stay, because something may be sealed with them already.
    Nothing,
    /// A rotation.
    Former,
}

/// Puts the file in its place as a whole, so that a crash leaves the old or the new one.
fn save(path: &Path, keys: &Keys, replaces: Replaces) -> anyhow::Result<()> {
    let lines = std::iter::once(&keys.current).chain(&keys.older);
    let file = KeysFile {
        current: keys.current.id,
        index: hex::encode(keys.index),
        keys: lines.map(|key| KeyLine { id: key.id, bytes: hex::encode(key.bytes) }).collect(),
    };
    let text = format!(
        "# Keys of this installation. Without this file sealed personal data cannot be read: keep a copy apart from the database.\n{}",
        toml::to_string(&file)?
    );
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = || format!("cannot write the keys {}", path.display());
    // Made with mode 0600, under a name nobody else uses.
    let mut out = tempfile::Builder::new().prefix("keys-").suffix(".new").tempfile_in(folder).with_context(failed)?;
    out.write_all(text.as_bytes()).with_context(failed)?;
    out.as_file().sync_all().with_context(failed)?;
    match replaces {
        Replaces::Former => drop(out.persist(path).map_err(|error| error.error).with_context(failed)?),
        Replaces::Nothing => match std::fs::hard_link(out.path(), path) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            linked => linked.with_context(failed)?,
        },
    }
    // The name is in the folder, and lost with it if only the file reached the disk.
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).with_context(failed)
}

#[cfg(test)]
mod tests;
