//! The texts of batch inserts.

/// `insert into t (a, b) values ($1, $2) suffix`.
pub(crate) fn one_row(sql: &str, width: usize, suffix: &str) -> String {
    let places: Vec<String> = (1..=width).map(|n| format!("${n}")).collect();
    format!("{} ({}) {suffix}", sql.trim_end(), places.join(", "))
}

/// `insert into t (a, b) select * from unnest($1::bigint[], $2::text[]) suffix`, or `None` when `sql` does not end
/// with `values`.
pub(crate) fn unnest(sql: &str, types: &[&str], suffix: &str) -> Option<String> {
    let sql = sql.trim_end();
    let cut = sql.len().checked_sub("values".len())?;
    let (head, word) = (sql.get(..cut)?, sql.get(cut..)?);
    if !word.eq_ignore_ascii_case("values") {
        return None;
    }
    let arrays: Vec<String> = types.iter().enumerate().map(|(at, ty)| format!("${}::{ty}[]", at + 1)).collect();
    Some(format!("{head}select * from unnest({}) {suffix}", arrays.join(", ")))
}
