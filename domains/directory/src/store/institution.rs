//! Reading institutions.

use db::{Conn, Param, Row};
use op::Result;

use super::{After, after, direction, like};
use crate::model::{Institution, InstitutionDetails, Listed, PastName, Succession};

/// Columns of an [`Institution`] in the order [`read`] takes them.
const COLUMNS: &str = "i.code, i.name, i.name_en, i.kind, i.level, i.ownership, i.authority, i.region,
    coalesce(r.name, ''), coalesce(r.name_en, ''), i.province, i.ended_on, i.ended_reason";
/// Institutions with the region in force that they lie in.
const FROM: &str = "directory_institution i
    left join directory_region r on r.code = i.region and r.valid_to is null";
/// The filters, each optional; `$1` to `$8`.
const WHERE: &str = "(CAST($1 AS TEXT) IS NULL OR i.province = $1)
    and (CAST($2 AS TEXT) IS NULL OR i.city = $2)
    and (CAST($3 AS TEXT) IS NULL OR i.kind = $3)
    and (CAST($4 AS TEXT) IS NULL OR i.level = $4)
    and (CAST($5 AS TEXT) IS NULL OR i.ownership = $5)
    and (CAST($6 AS BIGINT) IS NULL OR (i.ended_on IS NULL) = ($6 = 1))
    and (CAST($7 AS TEXT) IS NULL OR i.search LIKE $7 ESCAPE '\\' OR i.search LIKE $8 ESCAPE '\\')";

/// What a list of institutions is narrowed to; nothing means all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Province, six digits.
    pub province: Option<String>,
    /// City, six digits; Shanghai is one.
    pub city: Option<String>,
    /// Kind by name.
    pub kind: Option<String>,
    /// Level by name.
    pub level: Option<String>,
    /// Ownership by name.
    pub ownership: Option<String>,
    /// In force (`true`) or ended.
    pub in_force: Option<bool>,
    /// What was typed, as patterns.
    pub search: Option<[String; 2]>,
}

impl Filter {
    fn params(&self) -> Vec<Param<'_>> {
        let mut params: Vec<Param> = vec![
            (&self.province).into(),
            (&self.city).into(),
            (&self.kind).into(),
            (&self.level).into(),
            (&self.ownership).into(),
            self.in_force.into(),
        ];
        params.extend(like(self.search.as_ref()));
        params
    }
}

/// By what a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// By sound.
    Name,
    /// By code.
    Code,
    /// By region code: 沪苏浙皖, then city.
    Region,
}

impl Sort {
    const fn column(self) -> &'static str {
        match self {
            Sort::Name => "i.sound",
            Sort::Code => "i.code",
            Sort::Region => "i.region",
        }
    }
}

fn read(row: &Row) -> db::Result<Institution> {
    Ok(Institution {
        code: row.text(0)?,
        name: row.text(1)?,
        name_en: row.text(2)?,
        kind: row.parsed(3)?,
        level: row.opt_parsed(4)?,
        ownership: row.parsed(5)?,
        authority: row.text(6)?,
        region: row.text(7)?,
        region_name: row.text(8)?,
        region_name_en: row.text(9)?,
        province: row.text(10)?,
        ended_on: row.opt_text(11)?,
        ended_reason: row.opt_parsed(12)?,
    })
}

/// Which institution has this code? One whose code has ended is found too.
pub fn institution(conn: &Conn, code: &str) -> Result<Option<Institution>> {
    Ok(conn.row(&format!("select {COLUMNS} from {FROM} where i.code = $1"), &[code.into()], read)?)
}

/// Which institutions match, from where, in which order? With the key each is sorted by.
pub fn institutions(
    conn: &Conn,
    filter: &Filter,
    sort: Sort,
    descending: bool,
    from: &After,
    limit: usize,
) -> Result<Vec<(Institution, String)>> {
    let key = sort.column();
    let (past, order) = direction(descending);
    let sql = format!(
        "select {COLUMNS}, {key} from {FROM} where {WHERE}
         and (CAST($9 AS TEXT) IS NULL OR ({key}, i.code) {past} ($9, $10))
         order by {key} {order}, i.code {order} limit $11"
    );
    let mut params = filter.params();
    params.extend(after(from));
    params.push(Param::Int(limit as i64));
    Ok(conn.rows(&sql, &params, |row| Ok((read(row)?, row.text(13)?)))?)
}

/// How many institutions match?
pub fn institutions_total(conn: &Conn, filter: &Filter) -> Result<i64> {
    let sql = format!("select count(*) from directory_institution i where {WHERE}");
    Ok(conn.row(&sql, &filter.params(), |row| row.int(0))?.unwrap_or_default())
}

/// How many institutions match in each value of one dimension, the filter on that dimension itself taken off?
/// `dimension` is a filter's key; rows are (value, count), values in their own order.
pub fn facet(conn: &Conn, filter: &Filter, dimension: &str) -> Result<Vec<(String, i64)>> {
    let mut open = filter.clone();
    let column = match dimension {
        "province" => {
            open.province = None;
            "i.province"
        }
        "city" => {
            open.city = None;
            "i.city"
        }
        "kind" => {
            open.kind = None;
            "i.kind"
        }
        "level" => {
            open.level = None;
            "i.level"
        }
        "ownership" => {
            open.ownership = None;
            "i.ownership"
        }
        "standing" => {
            open.in_force = None;
            "CASE WHEN i.ended_on IS NULL THEN 'in_force' ELSE 'ended' END"
        }
        other => return Err(op::Error::bug(format!("institutions have no facet {other}"))),
    };
    let sql = format!(
        "select {column}, count(*) from directory_institution i
         where {WHERE} and {column} IS NOT NULL and {column} <> '' group by 1 order by 1"
    );
    Ok(conn.rows(&sql, &open.params(), |row| Ok((row.text(0)?, row.int(1)?)))?)
}

/// Which codes in force have exactly these names, now or formerly? Pairs (name, code); a name may have none or several.
pub fn institutions_by_name(conn: &Conn, names: &[&str]) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for name in names {
        let codes = conn.rows(
            "select code from directory_institution where name = $1 and ended_on IS NULL
             union select p.code from directory_past_name p join directory_institution i on i.code = p.code
             where p.name = $1 and i.ended_on IS NULL
             order by 1",
            &[(*name).into()],
            |row| row.text(0),
        )?;
        found.extend(codes.into_iter().map(|code| ((*name).to_owned(), code)));
    }
    Ok(found)
}

/// Which codes in force have exactly this name, Chinese or English, now or formerly?
pub fn institution_codes(conn: &Conn, name: &str) -> Result<Vec<String>> {
    let codes = conn.rows(
        "select code from directory_institution where (name = $1 or name_en = $1) and ended_on IS NULL
         union select p.code from directory_past_name p join directory_institution i on i.code = p.code
         where p.name = $1 and i.ended_on IS NULL
         order by 1",
        &[name.into()],
        |row| row.text(0),
    )?;
    Ok(codes)
}

/// Everything about the institution with this code.
pub fn institution_details(conn: &Conn, code: &str) -> Result<Option<InstitutionDetails>> {
    let Some(institution) = institution(conn, code)? else {
        return Ok(None);
    };
    let past_names = conn.rows(
        "select name, until from directory_past_name where code = $1 order by until desc, name",
        &[code.into()],
        |row| Ok(PastName { name: row.text(0)?, until: row.text(1)? }),
    )?;
    let lists = conn.rows(
        "select e.scope, e.edition, CASE WHEN l.code IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END
         from directory_edition e
         left join directory_listing l on l.code = $1 and l.scope = e.scope and l.edition = e.edition
         where e.scope = $2 order by e.edition desc",
        &[code.into(), crate::rules::scope_of(institution.kind).into()],
        |row| Ok(Listed { scope: row.text(0)?, edition: row.text(1)?, listed: row.flag(2)? }),
    )?;
    Ok(Some(InstitutionDetails {
        past_names,
        predecessors: successions(conn, "successor", "predecessor", code)?,
        successors: successions(conn, "predecessor", "successor", code)?,
        lists,
        memberships: super::memberships_of(conn, code)?,
        institution,
    }))
}

/// Which institutions stand at the other end of this one's successions?
fn successions(conn: &Conn, here: &str, there: &str, code: &str) -> Result<Vec<Succession>> {
    let sql = format!(
        "select s.{there}, i.name, s.happened_on, s.reason from directory_succession s
         join directory_institution i on i.code = s.{there}
         where s.{here} = $1 order by s.happened_on, s.{there}"
    );
    Ok(conn.rows(&sql, &[code.into()], |row| {
        Ok(Succession { code: row.text(0)?, name: row.text(1)?, happened_on: row.text(2)?, reason: row.parsed(3)? })
    })?)
}
