//! Sealing everything with the current key after a change of keys.

use op::{Actor, App, Error, Op, Result};
use serde_json::json;

use crate::access::Action;
use crate::model::Contact;
use crate::store::rotation::{self as store, SealedRow, Table};
use crate::vault::{self, Column};

/// Rows resealed in one write: a few milliseconds of the writer's time.
const BATCH: i64 = 500;

/// Seals every row that stands under an older key with the current one, batch by batch; `progress` is told rows done and
/// rows in all. May be interrupted and begun again. Afterwards the older keys can leave the configuration.
///
/// Errors: `Bug` if a row is sealed with a key the configuration does not have.
pub fn rotate(app: &App, progress: &mut dyn FnMut(i64, i64)) -> Result<i64> {
    let actor = Actor::system("keys");
    let total = app.read(&actor, left)?;
    let mut done = 0;
    progress(done, total);
    loop {
        let changed = app.write(&actor, None, batch)?;
        if changed == 0 {
            return Ok(done);
        }
        done += changed;
        progress(done, total.max(done));
    }
}

/// How many rows are sealed with another key than the current one.
pub fn left(op: &Op) -> Result<i64> {
    op.check(&Action::RotateKeys)?;
    let counts = Table::ALL.iter().map(|table| store::left(op.conn(), *table, op.keys().current.id));
    counts.sum()
}

/// How many rows each key seals, for whoever wonders whether one can go: pairs of key and rows.
pub fn keys_in_use(op: &Op) -> Result<Vec<(i64, i64)>> {
    op.check(&Action::RotateKeys)?;
    let mut all = std::collections::BTreeMap::new();
    for table in Table::ALL {
        for (key, rows) in store::keys_in_use(op.conn(), table)? {
            *all.entry(key).or_insert(0) += rows;
        }
    }
    Ok(all.into_iter().collect())
}

/// Reseals one batch; answers how many rows.
fn batch(op: &Op) -> Result<i64> {
    let key_id = op.keys().current.id;
    for table in Table::ALL {
        let rows = store::some(op.conn(), table, key_id, BATCH)?;
        if rows.is_empty() {
            continue;
        }
        let pen = op.may(&Action::RotateKeys)?;
        for row in &rows {
            store::write(&pen, table, &reseal(op, table, row)?, key_id)?;
        }
        pen.tell(json!({ "rows": rows.len(), "key": key_id }));
        return i64::try_from(rows.len()).map_err(Error::bug);
    }
    Ok(0)
}

fn reseal(op: &Op, table: Table, row: &SealedRow) -> Result<SealedRow> {
    let values = row.values.iter().enumerate().map(|(place, sealed)| -> Result<Option<Vec<u8>>> {
        let Some(sealed) = sealed else { return Ok(None) };
        let column = column(table, &row.part, place)?;
        let plain = vault::open(op.keys(), column, &row.person, sealed)?;
        Ok(Some(vault::seal(op.keys(), column, &row.person, op.random(), &plain)?))
    });
    Ok(SealedRow { person: row.person.clone(), part: row.part.clone(), values: values.collect::<Result<_>>()? })
}

fn column(table: Table, part: &str, place: usize) -> Result<Column> {
    match (table, place) {
        (Table::Person, 0) => Ok(vault::NAME),
        (Table::Person, 1) => Ok(vault::ID_NUMBER),
        (Table::Person, 2) => Ok(vault::BORN),
        (Table::Contact, 0) if part == Contact::Phone.text() => Ok(vault::PHONE),
        (Table::Contact, 0) if part == Contact::Email.text() => Ok(vault::EMAIL),
        (Table::Factor, 0) => Ok(vault::FACTOR),
        _ => Err(Error::bug("a sealed value stands in an unknown column")),
    }
}
