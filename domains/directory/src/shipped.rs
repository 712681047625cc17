//! The tables compiled into the binary, read into model types. Their columns and origin: `data/README.md`.

use std::collections::HashMap;
use std::str::FromStr;

use crate::model::{Catalogue, Institution, Major, Region, Sound};
use crate::store::SpokenRegion;

/// Edition of both catalogues of majors as shipped.
pub const MAJORS_EDITION: &str = "2026";

const REGIONS: &str = include_str!("../../../data/regions.csv");
const INSTITUTIONS: &str = include_str!("../../../data/institutions.csv");
const UNDERGRADUATE: &str = include_str!("../../../data/majors_undergraduate.csv");
const VOCATIONAL: &str = include_str!("../../../data/majors_vocational.csv");

/// An institution of the shipped table.
#[derive(Clone, Debug)]
pub struct ShippedInstitution {
    /// The institution as of the list of 2026.
    pub institution: Institution,
    /// How its name is spoken.
    pub sound: Sound,
    /// Its name in the list of 2025, where it was another.
    pub name_2025: Option<String>,
    /// Whether the list of 2025 names it.
    pub listed_2025: bool,
    /// Whether the list of 2026 names it.
    pub listed_2026: bool,
}

/// A row with its columns by name.
struct Line<'t> {
    columns: &'t HashMap<String, usize>,
    cells: csv::StringRecord,
}

impl Line<'_> {
    fn text(&self, column: &str) -> Result<String, String> {
        let place = self.columns.get(column).ok_or_else(|| format!("the shipped table has no column {column}"))?;
        Ok(self.cells.get(*place).unwrap_or_default().to_owned())
    }

    fn filled(&self, column: &str) -> Result<Option<String>, String> {
        Ok(Some(self.text(column)?).filter(|text| !text.is_empty()))
    }

    fn flag(&self, column: &str) -> Result<bool, String> {
        Ok(matches!(self.text(column)?.as_str(), "1" | "yes"))
    }

    fn parsed<T: FromStr>(&self, column: &str) -> Result<T, String> {
        let text = self.text(column)?;
        text.parse().map_err(|_| format!("the shipped table has {text} in column {column}"))
    }
}

/// Each row of a table through `f`.
fn each<T>(table: &str, f: impl Fn(&Line) -> Result<T, String>) -> Result<Vec<T>, String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().map_err(|fault| fault.to_string())?.clone();
    let columns = header.iter().enumerate().map(|(place, name)| (name.to_owned(), place)).collect();
    reader
        .records()
        .map(|cells| f(&Line { columns: &columns, cells: cells.map_err(|fault| fault.to_string())? }))
        .collect()
}

/// Regions with their sounds and the codes their area went to.
pub fn regions() -> Result<Vec<SpokenRegion>, String> {
    each(REGIONS, |line| {
        let region = Region {
            code: line.text("code")?,
            name: line.text("name")?,
            name_en: line.text("name_en")?,
            level: line.text("level")?,
            parent: line.filled("parent")?,
            valid_from: line.text("valid_from")?,
            valid_to: line.filled("valid_to")?,
        };
        let successors = line.text("successors")?;
        let successors = successors.split('|').filter(|code| !code.is_empty()).map(str::to_owned).collect();
        Ok((region, Sound::given(&line.text("pinyin")?), successors))
    })
}

/// Institutions.
pub fn institutions() -> Result<Vec<ShippedInstitution>, String> {
    each(INSTITUTIONS, |line| {
        let code = line.text("code")?;
        let province = format!("{}0000", code.get(2..4).unwrap_or_default());
        let institution = Institution {
            code,
            name: line.text("name")?,
            name_en: line.text("name_en")?,
            kind: line.parsed("kind")?,
            level: line.filled("level")?.map(|_| line.parsed("level")).transpose()?,
            ownership: line.parsed("ownership")?,
            authority: line.text("authority")?,
            region: line.text("region")?,
            region_name: String::new(),
            region_name_en: String::new(),
            province,
            ended_on: None,
            ended_reason: None,
        };
        Ok(ShippedInstitution {
            institution,
            sound: Sound::given(&line.text("pinyin")?),
            name_2025: line.filled("name_2025")?,
            listed_2025: line.flag("listed_2025")?,
            listed_2026: line.flag("listed_2026")?,
        })
    })
}

/// Majors of both catalogues.
pub fn majors() -> Result<Vec<(Major, Sound)>, String> {
    let major = |line: &Line, catalogue: Catalogue| {
        let undergraduate = catalogue == Catalogue::Undergraduate;
        let only = |column: &str| if undergraduate { line.text(column) } else { Ok(String::new()) };
        let major = Major {
            code: line.text("code")?,
            catalogue,
            edition: MAJORS_EDITION.to_owned(),
            name: line.text("name")?,
            discipline: line.text("discipline")?,
            discipline_name: line.text("discipline_name")?,
            class: line.text("class")?,
            class_name: line.text("class_name")?,
            special: undergraduate && line.flag("special")?,
            controlled: line.flag("controlled")?,
            degrees: only("degrees")?,
            former_code: only("former_code")?,
        };
        Ok::<_, String>((major, Sound::given(&line.text("pinyin")?)))
    };
    let mut majors = each(UNDERGRADUATE, |line| major(line, Catalogue::Undergraduate))?;
    majors.extend(each(VOCATIONAL, |line| match line.text("level")?.as_str() {
        "bachelor" => major(line, Catalogue::VocationalBachelor),
        _ => major(line, Catalogue::VocationalAssociate),
    })?);
    Ok(majors)
}

#[cfg(test)]
mod tests;
