//! Names of regions in both languages.

use std::collections::BTreeMap;

use op::{Op, Result};

/// Names of regions, each looked up once.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<String, (String, String)>);

impl Names {
    /// The name in one language; the code where the directory knows none.
    pub fn of(&mut self, op: &Op, code: &str, english: bool) -> Result<String> {
        if !self.0.contains_key(code) {
            let found = directory::store::region(op.conn(), code)?.map(|found| (found.name, found.name_en));
            let (name, name_en) = found.unwrap_or_else(|| (code.to_owned(), String::new()));
            let name_en = if name_en.is_empty() { name.clone() } else { name_en };
            self.0.insert(code.to_owned(), (name, name_en));
        }
        let known = self.0.get(code).map(|(name, name_en)| if english { name_en.clone() } else { name.clone() });
        Ok(known.unwrap_or_default())
    }
}
