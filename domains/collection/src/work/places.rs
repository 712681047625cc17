//! Where counties lie, and what regions are called.

use std::collections::BTreeMap;

use op::{Op, Result};

/// The city (empty if there is none) and the province of a county in force.
pub fn above(op: &Op, county: &str) -> Result<Option<(String, String)>> {
    let Some(details) = directory::store::region_details(op.conn(), county)? else { return Ok(None) };
    let is_county = details.names.first().is_some_and(|region| region.in_force() && region.level == "county");
    let of = |level: &str| details.path.iter().find(|region| region.level == level).map(|region| region.code.clone());
    Ok(match of("province") {
        Some(province) if is_county => Some((of("city").unwrap_or_default(), province)),
        _ => None,
    })
}

/// The digits by which everything inside a region begins: `34` of 340000, `3411` of 341100.
pub fn digits(region: &str) -> &str {
    let mut digits = region;
    while digits.len() > 2 && digits.len().is_multiple_of(2) && digits.ends_with("00") {
        digits = &digits[..digits.len() - 2];
    }
    digits
}

/// The regions around a region and itself: 340000 and 341100 of 341122.
pub fn around(region: &str) -> Vec<String> {
    let of = |length: usize| region.get(..length).map(|start| format!("{start:0<6}"));
    let mut all: Vec<String> = [of(2), of(4), Some(region.to_owned())].into_iter().flatten().collect();
    all.dedup();
    all
}

/// Names of regions in both languages, each looked up once.
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
