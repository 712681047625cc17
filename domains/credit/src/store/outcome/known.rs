//! What an institution already deposited, for rows that come again.

use std::collections::{BTreeMap, BTreeSet};

use db::{Conn, Param, Row};

use super::super::{SET_SIZE, named, set, set_params};
use crate::model::Class;
use crate::rules::deposit::{Known, NaturalKey};

/// By learner and natural key.
pub type Found = BTreeMap<(String, NaturalKey), Known>;

/// Learners with natural keys.
pub type Wanted = BTreeSet<(String, NaturalKey)>;

/// What of the wanted an institution already deposited for some learners and did not revoke. Their accounts are read whole and nothing
/// else of them is kept, so that one account that holds a million outcomes is not held in memory for one row.
pub fn known(conn: &Conn, institution: &str, learners: &[String], wanted: &Wanted) -> db::Result<Found> {
    let sql = format!(
        "select learner, class, issuer, name_key, level_key, level, category, id, content, grade, obtained, code
         from credit_outcome where institution = $1 and revoked_at is null and learner in {}",
        set(2)
    );
    let mut known = Found::new();
    for part in learners.chunks(SET_SIZE) {
        let mut params = vec![Param::from(institution)];
        set_params(&mut params, part);
        conn.each(&sql, &params, |row| {
            let key = (row.text(0)?, natural_key(row)?);
            if wanted.contains(&key) {
                known.insert(key, value(row)?);
            }
            Ok(())
        })?;
    }
    Ok(known)
}

/// What an institution already deposited for one learner under some names, from one issuer: for an account that holds so much
/// that it is not read whole for every batch.
pub fn known_named(
    conn: &Conn,
    institution: &str,
    (learner, class, issuer): (&str, Class, &str),
    names: &[String],
) -> db::Result<Found> {
    // In two steps, because the index alone holds what is asked for first: otherwise SQLite takes reading all of a learner for
    // the shorter way.
    let sql = format!(
        "select k.learner, k.class, k.issuer, k.name_key, k.level_key, k.level, k.category, k.id, o.content, o.grade, o.obtained, o.code
         from credit_outcome k join credit_outcome o on o.learner = k.learner and o.id = k.id
         where k.learner = $1 and k.institution = $2 and k.class = $3 and k.issuer = $4 and k.revoked_at is null and k.name_key in {}",
        set(5)
    );
    let mut known = Found::new();
    for part in names.chunks(SET_SIZE) {
        let mut params: Vec<Param> = vec![learner.into(), institution.into(), class.name().into(), issuer.into()];
        set_params(&mut params, part);
        conn.each(&sql, &params, |row| {
            known.insert((row.text(0)?, natural_key(row)?), value(row)?);
            Ok(())
        })?;
    }
    Ok(known)
}

fn natural_key(row: &Row) -> db::Result<NaturalKey> {
    Ok(NaturalKey {
        class: named(Class::named(row.text_ref(1)?))?,
        issuer: row.text(2)?,
        name: row.text(3)?,
        certificate_level: row.text(4)?,
        level: stored_key(&codes::LEVEL, row.text_ref(5)?)?,
        category: stored_key(&codes::CATEGORY, row.text_ref(6)?)?,
    })
}

fn value(row: &Row) -> db::Result<Known> {
    Ok(Known {
        outcome: row.text(7)?,
        content: row.text(8)?,
        grade: row.text(9)?,
        obtained: row.text(10)?,
        code: row.text(11)?,
    })
}

/// A stored key of a code table, or the empty one.
fn stored_key(table: &'static codes::CodeTable, key: &str) -> db::Result<&'static str> {
    match key {
        "" => Ok(""),
        key => named(table.item(key).map(|item| item.key)),
    }
}
