//! The commands that compute a number again, as pages and workbooks tell them.

/// The verdict on a table of schools under a standard, with the county's own figures where there are any.
pub(crate) fn standard(file: &str, standard: &str, county: bool, out: &[&str]) -> String {
    let county = if county { " --county county.csv" } else { "" };
    format!("xueqiao indicators equity standard {file} --standard {standard}{county} --out {}", folder(out))
}

/// The unevenness of the schools of a stage.
pub(crate) fn measure(out: &[&str]) -> String {
    format!("xueqiao indicators equity measure schools.csv --spec equity.json --out {}", folder(out))
}

/// A folder of its own for each command. A code of a school may have signs that no folder and no shell takes as they are.
fn folder(parts: &[&str]) -> String {
    let plain = |sign: char| if sign.is_alphanumeric() || "-_.".contains(sign) { sign } else { '_' };
    format!("out/{}", parts.join("-").chars().map(plain).collect::<String>())
}

#[cfg(test)]
mod tests;
