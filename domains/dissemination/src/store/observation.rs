//! Series and observations, in the order of their places.

use db::{Conn, Param};
use op::Pen;

use crate::model::StoredObservation;
use crate::rules::observation::BETWEEN;

/// Rows written in one statement's batch.
const ROWS_AT_ONCE: usize = 5_000;

/// Parts of a key as a place.
pub fn place(parts: &[String]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.len() + 1).sum());
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            bytes.push(BETWEEN as u8);
        }
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes
}

/// A place as parts of a key.
fn parts(place: &[u8]) -> db::Result<Vec<String>> {
    let text = std::str::from_utf8(place).map_err(|_| db::Error::Other("a stored place is no text".to_owned()))?;
    Ok(text.split(BETWEEN).map(str::to_owned).collect())
}

/// Writes the observations of a draft in the place of those it had; answers how many series they are. They come in order
/// and are held some thousands at a time.
pub fn replace(
    pen: &Pen,
    dataflow: &str,
    version: i64,
    observations: impl FnOnce(&mut dyn FnMut(&StoredObservation) -> op::Result<()>) -> op::Result<()>,
) -> op::Result<i64> {
    let whose: [Param; 2] = [dataflow.into(), version.into()];
    pen.run("delete from dissemination_observation where dataflow = $1 and version = $2", &whose)?;
    pen.run("delete from dissemination_series where dataflow = $1 and version = $2", &whose)?;
    let mut waiting = Waiting { dataflow, version, rows: Vec::new(), series: Vec::new(), last: Vec::new(), count: 0 };
    observations(&mut |one| {
        waiting.take(one);
        if waiting.rows.len() == ROWS_AT_ONCE { waiting.settle(pen) } else { Ok(()) }
    })?;
    waiting.settle(pen)?;
    Ok(waiting.count)
}

/// Rows that wait to be written together.
struct Waiting<'w> {
    dataflow: &'w str,
    version: i64,
    /// Place, value, status, attributes.
    rows: Vec<(Vec<u8>, Option<String>, String, String)>,
    series: Vec<Vec<u8>>,
    last: Vec<u8>,
    count: i64,
}

impl Waiting<'_> {
    fn take(&mut self, one: &StoredObservation) {
        let own = place(&one.key[..one.key.len() - 1]);
        if self.last != own {
            self.series.push(own.clone());
            self.last = own;
            self.count += 1;
        }
        let attributes = one.attributes.join(&BETWEEN.to_string());
        self.rows.push((place(&one.key), one.value.clone(), one.status.clone(), attributes));
    }

    fn settle(&mut self, pen: &Pen) -> op::Result<()> {
        let (dataflow, version) = (self.dataflow, self.version);
        let rows: Vec<Vec<Param>> = self
            .rows
            .iter()
            .map(|(place, value, status, attributes)| {
                let (status, attributes) = (status.as_str().into(), attributes.as_str().into());
                vec![dataflow.into(), version.into(), place.into(), value.into(), status, attributes]
            })
            .collect();
        pen.batch(
            "insert into dissemination_observation (dataflow, version, place, value, status, attributes) values",
            &rows,
            "",
        )?;
        let series: Vec<Vec<Param>> =
            self.series.iter().map(|place| vec![dataflow.into(), version.into(), place.into()]).collect();
        pen.batch("insert into dissemination_series (dataflow, version, place) values", &series, "")?;
        self.rows.clear();
        self.series.clear();
        Ok(())
    }
}

/// Series behind the place given, in order.
pub fn series(conn: &Conn, dataflow: &str, version: i64, after: &[u8], limit: i64) -> db::Result<Vec<Vec<String>>> {
    conn.rows(
        "select place from dissemination_series where dataflow = $1 and version = $2 and place > $3
         order by place limit $4",
        &[dataflow.into(), version.into(), after.into(), limit.into()],
        |row| parts(row.blob_ref(0)?),
    )
}

/// The keys of observations with this status behind the place given, in order.
pub fn with_status(
    conn: &Conn,
    dataflow: &str,
    version: i64,
    status: &str,
    after: &[u8],
    limit: i64,
) -> db::Result<Vec<Vec<String>>> {
    conn.rows(
        "select place from dissemination_observation
         where dataflow = $1 and version = $2 and status = $3 and place > $4 order by place limit $5",
        &[dataflow.into(), version.into(), status.into(), after.into(), limit.into()],
        |row| parts(row.blob_ref(0)?),
    )
}

/// Observations behind the place given and before another, in order.
pub fn between(
    conn: &Conn,
    dataflow: &str,
    version: i64,
    after: &[u8],
    before: &[u8],
    limit: i64,
) -> db::Result<Vec<StoredObservation>> {
    conn.rows(
        "select place, value, status, attributes from dissemination_observation
         where dataflow = $1 and version = $2 and place > $3 and place < $4 order by place limit $5",
        &[dataflow.into(), version.into(), after.into(), before.into(), limit.into()],
        |row| {
            Ok(StoredObservation {
                key: parts(row.blob_ref(0)?)?,
                value: row.opt_text(1)?,
                status: row.text(2)?,
                attributes: row.text_ref(3)?.split(BETWEEN).map(str::to_owned).collect(),
            })
        },
    )
}
