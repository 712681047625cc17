//! The keys file: made on the first start, readable by its owner only, rotated by `xueqiao user rotate-keys`.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
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
        save(path, &keys)?;
        return Ok(keys);
    }
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
    save(path, &rotated)?;
    Ok(rotated)
}

/// Forgets the former keys, once nothing is sealed with them any more.
pub fn forget_older(path: &Path, keys: &Keys) -> anyhow::Result<()> {
    save(path, &Keys { older: Vec::new(), ..keys.clone() })
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

/// Replaces the file as a whole, so that a crash leaves the old or the new one.
fn save(path: &Path, keys: &Keys) -> anyhow::Result<()> {
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
    let fresh = path.with_extension("new");
    let mut out = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
    out.write_all(text.as_bytes())?;
    out.sync_all()?;
    std::fs::rename(&fresh, path).with_context(|| format!("cannot write the keys {}", path.display()))
}

#[cfg(test)]
mod tests;
