//! Reading the catalogues of majors.

use db::{Conn, Param, Row};
use op::Result;

use super::{After, after, direction, like};
use crate::model::{Catalogue, Major, MajorDetails, MajorEdition};

/// Columns of a [`Major`] in the order [`read`] takes them.
const COLUMNS: &str = "m.code, m.catalogue, m.edition, m.name, m.discipline, m.discipline_name, m.class, m.class_name,
    m.special, m.controlled, m.degrees, m.former_code";
/// The filters, each optional, `$1` to `$5`; and of each catalogue only the newest edition.
const WHERE: &str = "(CAST($1 AS TEXT) IS NULL OR m.catalogue = $1)
    and (CAST($2 AS TEXT) IS NULL OR m.discipline = $2)
    and (CAST($3 AS BIGINT) IS NULL OR m.controlled = $3)
    and (CAST($4 AS TEXT) IS NULL OR m.search LIKE $4 ESCAPE '\\' OR m.search LIKE $5 ESCAPE '\\')
    and m.edition = (select max(e.edition) from directory_catalogue_edition e where e.catalogue = m.catalogue)";

/// What a list of majors in force is narrowed to; nothing means all.
#[derive(Clone, Debug, Default)]
pub struct MajorFilter {
    /// Catalogue by name.
    pub catalogue: Option<String>,
    /// Two digits of 门类 or 专业大类.
    pub discipline: Option<String>,
    /// 国家控制布点 or not.
    pub controlled: Option<bool>,
    /// What was typed, as patterns.
    pub search: Option<[String; 2]>,
}

impl MajorFilter {
    fn params(&self) -> Vec<Param<'_>> {
        let mut params: Vec<Param> = vec![(&self.catalogue).into(), (&self.discipline).into(), self.controlled.into()];
        params.extend(like(self.search.as_ref()));
        params
    }
}

fn read(row: &Row) -> db::Result<Major> {
    Ok(Major {
        code: row.text(0)?,
        catalogue: row.parsed(1)?,
        edition: row.text(2)?,
        name: row.text(3)?,
        discipline: row.text(4)?,
        discipline_name: row.text(5)?,
        class: row.text(6)?,
        class_name: row.text(7)?,
        special: row.flag(8)?,
        controlled: row.flag(9)?,
        degrees: row.text(10)?,
        former_code: row.text(11)?,
    })
}

/// Which major has this code? As the newest edition that has it says; that may be an elder one than is in force.
pub fn major(conn: &Conn, code: &str) -> Result<Option<Major>> {
    let sql = format!("select {COLUMNS} from directory_major m where m.code = $1 order by m.edition desc limit 1");
    Ok(conn.row(&sql, &[code.into()], read)?)
}

/// Everything about the major with this code.
pub fn major_details(conn: &Conn, code: &str) -> Result<Option<MajorDetails>> {
    let Some(major) = major(conn, code)? else { return Ok(None) };
    let sql = "select edition, name from directory_major where code = $1 order by edition desc";
    let editions =
        conn.rows(sql, &[code.into()], |row| Ok(MajorEdition { edition: row.text(0)?, name: row.text(1)? }))?;
    let newest = newest_catalogue(conn, major.catalogue)?.unwrap_or_else(|| major.edition.clone());
    Ok(Some(MajorDetails { in_force: major.edition == newest, newest_edition: newest, editions, major }))
}

/// Which edition of this catalogue is in force?
pub fn newest_catalogue(conn: &Conn, catalogue: Catalogue) -> Result<Option<String>> {
    let sql = "select edition from directory_catalogue_edition where catalogue = $1 order by edition desc limit 1";
    Ok(conn.row(sql, &[catalogue.name().into()], |row| row.text(0))?)
}

/// Every major of one edition of a catalogue, by code: at most a few thousand.
pub fn catalogue_majors(conn: &Conn, catalogue: Catalogue, edition: &str) -> Result<Vec<Major>> {
    let sql =
        format!("select {COLUMNS} from directory_major m where m.catalogue = $1 and m.edition = $2 order by m.code");
    Ok(conn.rows(&sql, &[catalogue.name().into(), edition.into()], read)?)
}

/// Which majors match, from where? Sorted by code or by sound, each with its key.
pub fn majors(
    conn: &Conn,
    filter: &MajorFilter,
    by_name: bool,
    descending: bool,
    from: &After,
    limit: usize,
) -> Result<Vec<(Major, String)>> {
    let key = if by_name { "m.sound" } else { "m.code" };
    let (past, order) = direction(descending);
    let sql = format!(
        "select {COLUMNS}, {key} from directory_major m where {WHERE}
         and (CAST($6 AS TEXT) IS NULL OR ({key}, m.code) {past} ($6, $7))
         order by {key} {order}, m.code {order} limit $8"
    );
    let mut params = filter.params();
    params.extend(after(from));
    params.push(Param::Int(limit as i64));
    Ok(conn.rows(&sql, &params, |row| Ok((read(row)?, row.text(12)?)))?)
}

/// How many majors match?
pub fn majors_total(conn: &Conn, filter: &MajorFilter) -> Result<i64> {
    let sql = format!("select count(*) from directory_major m where {WHERE}");
    Ok(conn.row(&sql, &filter.params(), |row| row.int(0))?.unwrap_or_default())
}

/// How many majors match in each value of one dimension, the filter on that dimension taken off? Rows are (value, name in
/// the catalogue where it has one, count).
pub fn major_facet(conn: &Conn, filter: &MajorFilter, dimension: &str) -> Result<Vec<(String, String, i64)>> {
    let mut open = filter.clone();
    let (value, name) = match dimension {
        "catalogue" => {
            open.catalogue = None;
            ("m.catalogue", "''")
        }
        "discipline" => {
            open.discipline = None;
            ("m.discipline", "max(m.discipline_name)")
        }
        "controlled" => {
            open.controlled = None;
            ("CASE WHEN m.controlled = 1 THEN 'yes' ELSE 'no' END", "''")
        }
        other => return Err(op::Error::bug(format!("majors have no facet {other}"))),
    };
    let sql = format!("select {value}, {name}, count(*) from directory_major m where {WHERE} group by 1 order by 1");
    Ok(conn.rows(&sql, &open.params(), |row| Ok((row.text(0)?, row.text(1)?, row.int(2)?)))?)
}

/// Which majors stand in the same 专业类 of the same edition? For the page of one of them; a class has at most a few dozen.
pub fn class_majors(conn: &Conn, major: &Major) -> Result<Vec<(String, String)>> {
    let sql = "select m.code, m.name from directory_major m
         where m.class = $1 and m.class <> '' and m.catalogue = $2 and m.code <> $3 and m.edition = $4
         order by m.code limit 200";
    let params = [(&major.class).into(), major.catalogue.name().into(), (&major.code).into(), (&major.edition).into()];
    Ok(conn.rows(sql, &params, |row| Ok((row.text(0)?, row.text(1)?)))?)
}
