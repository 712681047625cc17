//! Data sets and their figures.

use db::{Conn, Param, Row};
use op::Pen;

use crate::model::{DataSet, Figure};

macro_rules! columns {
    () => {
        "d.id, d.version, d.key, d.about, d.hash, d.figures, d.first_period, d.last_period, d.received_by, d.received_at"
    };
}

fn data_set(row: &Row) -> db::Result<DataSet> {
    Ok(DataSet {
        id: row.text(0)?,
        version: row.int(1)?,
        key: row.text(2)?,
        about: super::read(row.text_ref(3)?, "data set")?,
        hash: row.text(4)?,
        figures: row.int(5)?,
        first_period: row.int(6)?,
        last_period: row.int(7)?,
        received_by: row.text(8)?,
        received_at: row.instant(9)?,
    })
}

fn figure(row: &Row) -> db::Result<Figure> {
    Ok(Figure {
        element: row.text(0)?,
        region: row.text(1)?,
        period: row.int(2)?,
        value: row.real(3)?,
        persons: row.opt_int(4)?,
    })
}

/// One version of a data set.
pub fn version(conn: &Conn, id: &str, version: i64) -> db::Result<Option<DataSet>> {
    conn.row(
        concat!("select ", columns!(), " from statistics_data_set d where d.id = $1 and d.version = $2"),
        &[id.into(), version.into()],
        data_set,
    )
}

/// Every version of a data set, the latest first.
pub fn versions(conn: &Conn, id: &str) -> db::Result<Vec<DataSet>> {
    conn.rows(
        concat!("select ", columns!(), " from statistics_data_set d where d.id = $1 order by d.version desc"),
        &[id.into()],
        data_set,
    )
}

/// The latest version of what was handed over under a key.
pub fn latest_of_key(conn: &Conn, key: &str) -> db::Result<Option<DataSet>> {
    conn.row(
        concat!("select ", columns!(), " from statistics_data_set d where d.key = $1 order by d.version desc limit 1"),
        &[key.into()],
        data_set,
    )
}

/// Latest versions of data sets, behind the id given.
pub fn latest(conn: &Conn, after: Option<&str>, descending: bool, limit: i64) -> db::Result<Vec<DataSet>> {
    let sql = match descending {
        true => concat!(
            "select ",
            columns!(),
            " from statistics_data_set d
              where d.version = (select max(m.version) from statistics_data_set m where m.id = d.id)
                and (CAST($1 AS TEXT) IS NULL or d.id < $1)
              order by d.id desc limit $2"
        ),
        false => concat!(
            "select ",
            columns!(),
            " from statistics_data_set d
              where d.version = (select max(m.version) from statistics_data_set m where m.id = d.id)
                and (CAST($1 AS TEXT) IS NULL or d.id > $1)
              order by d.id limit $2"
        ),
    };
    conn.rows(sql, &[after.into(), limit.into()], data_set)
}

/// How many data sets there are.
pub fn count(conn: &Conn) -> db::Result<i64> {
    let count = conn.row("select count(*) from statistics_data_set where version = 1", &[], |row| row.int(0))?;
    Ok(count.unwrap_or(0))
}

/// The figures of one element, by region and period.
pub fn figures(conn: &Conn, id: &str, version: i64, element: &str) -> db::Result<Vec<Figure>> {
    conn.rows(
        "select element, region, period, value, persons from statistics_figure
         where data_set = $1 and version = $2 and element = $3 order by region, period",
        &[id.into(), version.into(), element.into()],
        figure,
    )
}

/// Figures of a data set behind the one given, by element, region and period.
pub fn page(
    conn: &Conn,
    id: &str,
    version: i64,
    after: Option<(&str, &str, i64)>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Figure>> {
    let (element, region, period) = after.map_or((None, "", 0), |(e, r, p)| (Some(e), r, p));
    let sql = match descending {
        true => {
            "select element, region, period, value, persons from statistics_figure
             where data_set = $1 and version = $2
               and (CAST($3 AS TEXT) IS NULL or element < $3 or (element = $3 and region < $4)
                    or (element = $3 and region = $4 and period < $5))
             order by element desc, region desc, period desc limit $6"
        }
        false => {
            "select element, region, period, value, persons from statistics_figure
             where data_set = $1 and version = $2
               and (CAST($3 AS TEXT) IS NULL or element > $3 or (element = $3 and region > $4)
                    or (element = $3 and region = $4 and period > $5))
             order by element, region, period limit $6"
        }
    };
    conn.rows(sql, &[id.into(), version.into(), element.into(), region.into(), period.into(), limit.into()], figure)
}

/// Writes a version with its figures.
pub fn insert(pen: &Pen, set: &DataSet, about: &str, figures: &[Figure]) -> op::Result<()> {
    pen.run(
        "insert into statistics_data_set
           (id, version, key, about, hash, figures, first_period, last_period, received_by, received_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &[
            set.id.as_str().into(),
            set.version.into(),
            set.key.as_str().into(),
            about.into(),
            set.hash.as_str().into(),
            set.figures.into(),
            set.first_period.into(),
            set.last_period.into(),
            set.received_by.as_str().into(),
            set.received_at.into(),
        ],
    )?;
    let rows: Vec<Vec<Param>> = figures.iter().map(|figure| written(set, figure)).collect();
    pen.batch(
        "insert into statistics_figure (data_set, version, element, region, period, value, persons) values",
        &rows,
        "",
    )?;
    Ok(())
}

fn written<'f>(set: &'f DataSet, figure: &'f Figure) -> Vec<Param<'f>> {
    vec![
        set.id.as_str().into(),
        set.version.into(),
        figure.element.as_str().into(),
        figure.region.as_str().into(),
        figure.period.into(),
        figure.value.into(),
        figure.persons.into(),
    ]
}
