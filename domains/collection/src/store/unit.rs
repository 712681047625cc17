//! Units of campaigns.

use db::{Conn, Param, Row};
use op::Pen;

use super::named;
use crate::model::Unit;
use crate::model::form::Level;

fn unit(row: &Row) -> db::Result<Unit> {
    Ok(Unit {
        code: row.text(0)?,
        name: row.text(1)?,
        level: named(Level::named(row.text_ref(2)?))?,
        county: row.text(3)?,
        city: row.text(4)?,
        province: row.text(5)?,
    })
}

/// Adds units that are not there yet; answers how many were.
pub fn add(pen: &Pen, campaign: &str, units: &[Unit]) -> op::Result<u64> {
    fn row<'a>(campaign: &'a str, one: &'a Unit) -> Vec<Param<'a>> {
        let texts = [campaign, &one.code, &one.name, one.level.name(), &one.county, &one.city, &one.province];
        texts.into_iter().map(Param::from).collect()
    }
    let mut added = 0;
    for part in units.chunks(PART) {
        let rows: Vec<Vec<Param>> = part.iter().map(|one| row(campaign, one)).collect();
        added += pen.batch(
            "insert into collection_unit (campaign, code, name, level, county, city, province) values",
            &rows,
            "on conflict (campaign, code) do nothing",
        )?;
    }
    Ok(added)
}

/// Rows written by one statement.
const PART: usize = 500;

/// Takes a unit out again.
pub fn remove(pen: &Pen, campaign: &str, code: &str) -> op::Result<()> {
    pen.one("delete from collection_unit where campaign = $1 and code = $2", &[campaign.into(), code.into()])
}

/// How many units a campaign has.
pub fn count(conn: &Conn, campaign: &str) -> db::Result<i64> {
    let sql = "select count(*) from collection_unit where campaign = $1";
    Ok(conn.row(sql, &[campaign.into()], |row| row.int(0))?.unwrap_or(0))
}

/// Units of a campaign by code, behind the code given in the order asked for.
pub fn of_campaign(
    conn: &Conn,
    campaign: &str,
    after: Option<&str>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Unit>> {
    let sql = match descending {
        true => {
            "select code, name, level, county, city, province from collection_unit
             where campaign = $1 and (CAST($2 AS TEXT) IS NULL or code < $2) order by code desc limit $3"
        }
        false => {
            "select code, name, level, county, city, province from collection_unit
             where campaign = $1 and (CAST($2 AS TEXT) IS NULL or code > $2) order by code limit $3"
        }
    };
    conn.rows(sql, &[campaign.into(), after.into(), limit.into()], unit)
}

/// Units that have no return on a form of their level yet.
pub fn without_return(conn: &Conn, campaign: &str, form: &str, level: Level) -> db::Result<Vec<Unit>> {
    conn.rows(
        "select u.code, u.name, u.level, u.county, u.city, u.province from collection_unit u
         where u.campaign = $1 and u.level = $3 and not exists
           (select 1 from collection_return r where r.campaign = $1 and r.form = $2 and r.unit = u.code)
         order by u.code",
        &[campaign.into(), form.into(), level.name().into()],
        unit,
    )
}
