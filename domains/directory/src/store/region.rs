//! Reading regions.

use std::collections::{BTreeMap, BTreeSet};

use db::{Conn, Param, Row};
use op::Result;

use super::{After, after, direction, like};
use crate::model::{CityFigures, Region, RegionDetails, RegionState};

/// Columns of a [`Region`] in the order [`read`] takes them.
const COLUMNS: &str = "r.code, r.name, r.name_en, r.level, r.parent, r.valid_from, r.valid_to";
/// The filters, each optional; `$1` to `$5`.
const WHERE: &str = "(CAST($1 AS TEXT) IS NULL OR substr(r.code, 1, 2) = substr($1, 1, 2))
    and (CAST($2 AS TEXT) IS NULL OR r.level = $2)
    and (CAST($3 AS BIGINT) IS NULL OR (r.valid_to IS NULL) = ($3 = 1))
    and (CAST($4 AS TEXT) IS NULL OR r.search LIKE $4 ESCAPE '\\' OR r.search LIKE $5 ESCAPE '\\')";

/// What a list of regions is narrowed to; nothing means all.
#[derive(Clone, Debug, Default)]
pub struct RegionFilter {
    /// Province, six digits.
    pub province: Option<String>,
    /// `province`, `city` or `county`.
    pub level: Option<String>,
    /// In force (`true`) or ended.
    pub in_force: Option<bool>,
    /// What was typed, as patterns.
    pub search: Option<[String; 2]>,
}

impl RegionFilter {
    fn params(&self) -> Vec<Param<'_>> {
        let mut params: Vec<Param> = vec![(&self.province).into(), (&self.level).into(), self.in_force.into()];
        params.extend(like(self.search.as_ref()));
        params
    }
}

fn read(row: &Row) -> db::Result<Region> {
    Ok(Region {
        code: row.text(0)?,
        name: row.text(1)?,
        name_en: row.text(2)?,
        level: row.text(3)?,
        parent: row.opt_text(4)?,
        valid_from: row.text(5)?,
        valid_to: row.opt_text(6)?,
    })
}

/// Which region is in force under this code?
pub fn region(conn: &Conn, code: &str) -> Result<Option<Region>> {
    let sql = format!("select {COLUMNS} from directory_region r where r.code = $1 and r.valid_to is null");
    Ok(conn.row(&sql, &[code.into()], read)?)
}

/// Which regions match, from where? Sorted by code (`by_name` false) or by sound, each row with its key and its identity
/// of code and beginning.
pub fn regions(
    conn: &Conn,
    filter: &RegionFilter,
    by_name: bool,
    descending: bool,
    from: &After,
    limit: usize,
) -> Result<Vec<(Region, String)>> {
    let key = if by_name { "r.sound" } else { "r.code" };
    let (past, order) = direction(descending);
    let sql = format!(
        "select {COLUMNS}, {key} from directory_region r where {WHERE}
         and (CAST($6 AS TEXT) IS NULL OR ({key}, r.code || r.valid_from) {past} ($6, $7))
         order by {key} {order}, r.code || r.valid_from {order} limit $8"
    );
    let mut params = filter.params();
    params.extend(after(from));
    params.push(Param::Int(limit as i64));
    Ok(conn.rows(&sql, &params, |row| Ok((read(row)?, row.text(7)?)))?)
}

/// How many regions match?
pub fn regions_total(conn: &Conn, filter: &RegionFilter) -> Result<i64> {
    let sql = format!("select count(*) from directory_region r where {WHERE}");
    Ok(conn.row(&sql, &filter.params(), |row| row.int(0))?.unwrap_or_default())
}

/// How many regions match in each value of one dimension, the filter on that dimension taken off?
pub fn region_facet(conn: &Conn, filter: &RegionFilter, dimension: &str) -> Result<Vec<(String, i64)>> {
    let mut open = filter.clone();
    let value = match dimension {
        "province" => {
            open.province = None;
            "substr(r.code, 1, 2) || '0000'"
        }
        "level" => {
            open.level = None;
            "r.level"
        }
        "standing" => {
            open.in_force = None;
            "CASE WHEN r.valid_to IS NULL THEN 'in_force' ELSE 'ended' END"
        }
        other => return Err(op::Error::bug(format!("regions have no facet {other}"))),
    };
    let sql = format!("select {value}, count(*) from directory_region r where {WHERE} group by 1 order by 1");
    Ok(conn.rows(&sql, &open.params(), |row| Ok((row.text(0)?, row.int(1)?)))?)
}

/// Every row of regions with the codes its area went to, by code and beginning.
pub fn region_rows(conn: &Conn) -> Result<RegionState> {
    let rows = conn.rows(&format!("select {COLUMNS} from directory_region r"), &[], read)?;
    let keyed = rows.into_iter().map(|row| ((row.code.clone(), row.valid_from.clone()), (row, Vec::new())));
    let mut rows: RegionState = keyed.collect();
    let sql = "select code, valid_from, successor from directory_region_successor order by code, valid_from, successor";
    for (key, successor) in conn.rows(sql, &[], |row| Ok(((row.text(0)?, row.text(1)?), row.text(2)?)))? {
        if let Some((_, successors)) = rows.get_mut(&key) {
            successors.push(successor);
        }
    }
    Ok(rows)
}

/// Everything about a code that is or was a region's.
pub fn region_details(conn: &Conn, code: &str) -> Result<Option<RegionDetails>> {
    let names = named(conn, "r.code = $1 order by r.valid_from desc", code)?;
    let Some(latest) = names.first() else {
        return Ok(None);
    };
    let mut path = vec![latest.clone()];
    // Three levels at most: the loop ends at a province, whose parent is none.
    while let Some(above) = path.first().and_then(|first| first.parent.clone()) {
        let found = named(conn, "r.code = $1 order by r.valid_from desc", &above)?;
        match found.into_iter().next() {
            Some(above) if path.len() < 3 => path.insert(0, above),
            _ => break,
        }
    }
    let former = "r.parent = $1 and r.valid_to is not null and not exists (select 1 from directory_region n
        where n.code = r.code and n.valid_to is null) order by r.valid_to desc, r.code";
    let before = "exists (select 1 from directory_region_successor s
        where s.code = r.code and s.valid_from = r.valid_from and s.successor = $1) and r.code <> $1
        order by r.valid_to desc, r.code";
    Ok(Some(RegionDetails {
        path,
        children: named(conn, "r.parent = $1 and r.valid_to is null order by r.code", code)?,
        former_children: named(conn, former, code)?,
        predecessors: named(conn, before, code)?,
        successors: successors(conn, code)?,
        current: if latest.in_force() { Vec::new() } else { current(conn, code)? },
        institutions: institutions_in(conn, code)?,
        names,
    }))
}

fn named(conn: &Conn, condition: &str, code: &str) -> Result<Vec<Region>> {
    let sql = format!("select {COLUMNS} from directory_region r where {condition}");
    Ok(conn.rows(&sql, &[code.into()], read)?)
}

/// One step on: the code an area went to, and when the row it left ended.
struct Step {
    to: String,
    at: String,
}

/// Where did the area under a code go, by the rows of it that ended at `from` or later?
fn steps(conn: &Conn, code: &str, from: &str) -> Result<Vec<Step>> {
    let sql = "select s.successor, r.valid_to from directory_region_successor s
        join directory_region r on r.code = s.code and r.valid_from = s.valid_from
        where s.code = $1 and s.successor <> $1 and r.valid_to >= $2 order by s.successor, r.valid_to";
    Ok(conn.rows(sql, &[code.into(), from.into()], |row| Ok(Step { to: row.text(0)?, at: row.text(1)? }))?)
}

/// The units a code's area went to directly, each as it was called then.
fn successors(conn: &Conn, code: &str) -> Result<Vec<Region>> {
    let mut found: Vec<Region> = Vec::new();
    for Step { to, at } in steps(conn, code, "")? {
        let rows = named(conn, "r.code = $1 order by r.valid_from desc", &to)?;
        let then = rows.iter().find(|row| row.valid_from <= at && row.valid_to.as_ref().is_none_or(|end| *end > at));
        let one = then.or(rows.first());
        found.extend(one.filter(|one| !found.contains(one)).cloned());
    }
    Ok(found)
}

/// Codes followed at most: the longest way since 1981 has four steps, the widest five branches.
const STEPS_MAX: usize = 500;

/// The units in force that a code's area finally came to. A code may have been given anew to another place, so only what
/// happened after the area came there is followed.
fn current(conn: &Conn, code: &str) -> Result<Vec<Region>> {
    let mut open = steps(conn, code, "")?;
    let mut seen = BTreeSet::new();
    let mut found = BTreeMap::new();
    while let Some(Step { to, at }) = open.pop() {
        if seen.len() >= STEPS_MAX || !seen.insert((to.clone(), at.clone())) {
            continue;
        }
        match region(conn, &to)? {
            Some(region) => drop(found.insert(to, region)),
            None => open.extend(steps(conn, &to, &at)?),
        }
    }
    Ok(found.into_values().collect())
}

/// How many institutions in force lie in this region or below it?
fn institutions_in(conn: &Conn, code: &str) -> Result<i64> {
    let prefix = codes::RegionCode::parse(code).map(|code| format!("{}%", code.prefix())).unwrap_or_default();
    let sql = "select count(*) from directory_institution where region LIKE $1 and ended_on is null";
    Ok(conn.row(sql, &[(&prefix).into()], |row| row.int(0))?.unwrap_or_default())
}

/// How many institutions of each sort has each of the 41 cities? Shanghai first, then by code.
pub fn city_figures(conn: &Conn) -> Result<Vec<CityFigures>> {
    let sql = "select r.code, r.name, r.name_en, r.sound,
            CAST(COALESCE(SUM(CASE WHEN i.level = 'bachelor' THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN i.level = 'associate' THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN i.kind IN ('open_university', 'adult_college') THEN 1 ELSE 0 END), 0) AS BIGINT),
            count(i.code)
        from directory_region r
        left join directory_institution i on i.city = r.code and i.ended_on is null
        where r.valid_to is null and (r.level = 'city' or r.code = '310000')
        group by r.code, r.name, r.name_en, r.sound order by r.code";
    Ok(conn.rows(sql, &[], |row| {
        Ok(CityFigures {
            code: row.text(0)?,
            name: row.text(1)?,
            name_en: row.text(2)?,
            sound: row.text(3)?,
            bachelor: row.int(4)?,
            associate: row.int(5)?,
            adult: row.int(6)?,
            total: row.int(7)?,
        })
    })?)
}
