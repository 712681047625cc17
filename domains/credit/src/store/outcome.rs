//! Outcomes, their uses and the targets they were recognised for.

mod known;

pub use known::{Found, Wanted, known, known_named};

use std::collections::BTreeMap;

use db::{Conn, Param, Row};
use op::Pen;
use units::{Credit, Instant};

use super::{SET_SIZE, named, set, set_params};
use crate::model::{Class, Entry, Outcome, Reported, Use, UseState, name_key};

macro_rules! columns {
    () => {
        "learner, id, class, institution, issuer, issuer_name, name, certificate_kind, certificate_level, major, \
         level, category, credit, hours, grade, scale, scale_value, obtained, deposit, line, deposited_at, revoked_at, \
         code"
    };
}

/// An outcome from the columns of [`columns`], beginning at `from`.
fn outcome(row: &Row, from: usize) -> db::Result<Outcome> {
    Ok(Outcome {
        learner: row.text(from)?,
        id: row.text(from + 1)?,
        class: named(Class::named(row.text_ref(from + 2)?))?,
        institution: row.text(from + 3)?,
        issuer: row.text(from + 4)?,
        issuer_name: row.text(from + 5)?,
        name: row.text(from + 6)?,
        certificate_kind: row.text(from + 7)?,
        certificate_level: row.text(from + 8)?,
        major: row.text(from + 9)?,
        level: row.text(from + 10)?,
        category: row.text(from + 11)?,
        credit: Credit::from_hundredths(row.int(from + 12)?),
        hours_hundredths: row.opt_int(from + 13)?,
        grade: row.text(from + 14)?,
        scale: row.text(from + 15)?,
        scale_value: row.int(from + 16)?,
        obtained: row.parsed(from + 17)?,
        deposit: row.text(from + 18)?,
        line: row.int(from + 19)?,
        deposited_at: row.instant(from + 20)?,
        revoked_at: row.opt_instant(from + 21)?,
        code: row.text(from + 22)?,
    })
}

/// A learner's outcomes, the latest obtained first, behind the one given by month and id; of one depositor, if given.
pub fn of_learner(
    conn: &Conn,
    learner: &str,
    depositor: Option<&str>,
    after: Option<(&str, &str)>,
    limit: i64,
) -> db::Result<Vec<Outcome>> {
    let (month, id) = after.unzip();
    conn.rows(
        concat!(
            "select ",
            columns!(),
            " from credit_outcome where learner = $1
              and (CAST($2 AS TEXT) IS NULL or obtained < $2 or (obtained = $2 and id < $3))
              and (CAST($5 AS TEXT) IS NULL or institution = $5)
              order by obtained desc, id desc limit $4"
        ),
        &[learner.into(), month.into(), id.unwrap_or_default().into(), limit.into(), depositor.into()],
        |row| outcome(row, 0),
    )
}

/// Some outcomes of a learner, by their ids; those that do not exist are left out.
pub fn some(conn: &Conn, learner: &str, ids: &[String]) -> db::Result<Vec<Outcome>> {
    let sql = format!(concat!("select ", columns!(), " from credit_outcome where learner = $1 and id in {}"), set(2));
    let mut found = Vec::new();
    for part in ids.chunks(SET_SIZE) {
        let mut params = vec![Param::from(learner)];
        set_params(&mut params, part);
        found.extend(conn.rows(&sql, &params, |row| outcome(row, 0))?);
    }
    Ok(found)
}

/// How many outcomes a learner has that were not revoked, and their credit; of one depositor, if given.
pub fn total(conn: &Conn, learner: &str, depositor: Option<&str>) -> db::Result<(i64, Credit)> {
    let total = conn.row(
        "select count(*), CAST(COALESCE(SUM(credit), 0) AS BIGINT) from credit_outcome
         where learner = $1 and revoked_at is null and (CAST($2 AS TEXT) IS NULL or institution = $2)",
        &[learner.into(), depositor.into()],
        |row| Ok((row.int(0)?, Credit::from_hundredths(row.int(1)?))),
    )?;
    Ok(total.unwrap_or((0, Credit::ZERO)))
}

/// Whether an institution deposited anything for a learner.
pub fn deposited_by(conn: &Conn, learner: &str, institution: &str) -> db::Result<bool> {
    let found = conn.row(
        "select 1 from credit_outcome where learner = $1 and institution = $2 limit 1",
        &[learner.into(), institution.into()],
        |row| row.int(0),
    )?;
    Ok(found.is_some())
}

/// Whether a learner has an account.
pub fn has_account(conn: &Conn, learner: &str) -> db::Result<bool> {
    Ok(conn.row("select 1 from credit_account where learner = $1", &[learner.into()], |row| row.int(0))?.is_some())
}

/// A row on its way into the bank.
pub struct NewOutcome<'a> {
    /// `prs_…`
    pub learner: &'a str,
    /// `out_…`
    pub id: &'a str,
    /// The row.
    pub entry: &'a Entry,
    /// Code of the issuing institution, or the key of its name.
    pub issuer: &'a str,
    /// The issuer's name.
    pub issuer_name: &'a str,
    /// Its content hash.
    pub content: &'a str,
}

/// What all rows of a batch share.
pub struct Origin<'a> {
    /// Code of the depositing institution.
    pub institution: &'a str,
    /// `dep_…`
    pub deposit: &'a str,
    /// Now.
    pub at: Instant,
}

/// Inserts new outcomes and opens the accounts of their learners.
pub fn insert(pen: &Pen, origin: &Origin, rows: &[NewOutcome], opened_by: &str) -> db::Result<u64> {
    let mut learners: Vec<&str> = rows.iter().map(|row| row.learner).collect();
    learners.sort_unstable();
    learners.dedup();
    let accounts: Vec<Vec<Param>> =
        learners.into_iter().map(|learner| vec![learner.into(), origin.at.into(), opened_by.into()]).collect();
    pen.batch(
        "insert into credit_account (learner, opened_at, opened_by) values",
        &accounts,
        "on conflict (learner) do nothing",
    )?;
    let texts: Vec<Texts> = rows.iter().map(Texts::of).collect();
    let values: Vec<Vec<Param>> = rows.iter().zip(&texts).map(|(row, texts)| values(origin, row, texts)).collect();
    pen.batch(
        "insert into credit_outcome (learner, id, class, institution, issuer, issuer_name, name, name_key,
           certificate_kind, certificate_level, level_key, major, level, category, credit, hours, grade, scale, scale_value,
           obtained, cohort, ending, season, remark, student_number, content, deposit, line, deposited_at,
           code) values",
        &values,
        "",
    )
}

/// Gives outcomes of learners the codes that later files bring, where they have none. Answers how many took one.
pub fn add_codes(pen: &Pen, codes: &[(&str, &str, &str)]) -> db::Result<u64> {
    let mut taken = 0;
    for (learner, outcome, code) in codes {
        taken += pen.run(
            "update credit_outcome set code = $3 where learner = $1 and id = $2 and code = ''",
            &[(*learner).into(), (*outcome).into(), (*code).into()],
        )?;
    }
    Ok(taken)
}

/// Texts that a row does not hold as such.
struct Texts {
    name_key: String,
    level_key: String,
    grade: String,
    obtained: String,
}

impl Texts {
    fn of(row: &NewOutcome) -> Texts {
        Texts {
            name_key: name_key(&row.entry.course),
            level_key: name_key(&row.entry.certificate_level),
            grade: row.entry.grade.text(),
            obtained: row.entry.obtained.to_string(),
        }
    }
}

fn values<'a>(origin: &Origin<'a>, row: &NewOutcome<'a>, texts: &'a Texts) -> Vec<Param<'a>> {
    let entry = row.entry;
    vec![
        row.learner.into(),
        row.id.into(),
        entry.class.name().into(),
        origin.institution.into(),
        row.issuer.into(),
        row.issuer_name.into(),
        entry.course.as_str().into(),
        texts.name_key.as_str().into(),
        entry.certificate_kind.as_str().into(),
        entry.certificate_level.as_str().into(),
        texts.level_key.as_str().into(),
        entry.major.as_str().into(),
        entry.level.into(),
        entry.category.into(),
        entry.credit.hundredths().into(),
        entry.hours_hundredths.into(),
        texts.grade.as_str().into(),
        entry.grade.scale().into(),
        entry.grade.value().into(),
        texts.obtained.as_str().into(),
        entry.cohort.into(),
        entry.ending.into(),
        entry.season.into(),
        entry.remark.as_str().into(),
        entry.student_number.as_str().into(),
        row.content.into(),
        origin.deposit.into(),
        i64::from(entry.row).into(),
        origin.at.into(),
        entry.code.as_str().into(),
    ]
}

/// The uses of some outcomes of a learner, the latest first; at one institution, if given.
pub fn uses(conn: &Conn, learner: &str, at: Option<&str>, outcomes: &[String]) -> db::Result<Vec<Use>> {
    let sql = format!(
        "select outcome, institution, target_code, target_name, target_credit, state, application, deposit, grade_recorded, at,
           converted_in, converting_school, target_level, target_major, counted
         from credit_use where learner = $1 and (CAST($2 AS TEXT) IS NULL or institution = $2) and outcome in {}
         order by at desc, outcome, target_code",
        set(3)
    );
    let mut found = Vec::new();
    for part in outcomes.chunks(SET_SIZE) {
        let mut params = vec![Param::from(learner), at.into()];
        set_params(&mut params, part);
        found.extend(conn.rows(&sql, &params, |row| {
            Ok(Use {
                outcome: row.text(0)?,
                institution: row.text(1)?,
                target_code: row.text(2)?,
                target_name: row.text(3)?,
                target_credit: Credit::from_hundredths(row.int(4)?),
                state: named(UseState::named(row.text_ref(5)?))?,
                application: row.text(6)?,
                deposit: row.text(7)?,
                grade_recorded: row.text(8)?,
                at: row.instant(9)?,
                counted: Credit::from_hundredths(row.int(14)?),
                reported: match row.text_ref(10)? {
                    "" => None,
                    _ => Some(Reported {
                        month: row.parsed(10)?,
                        school: row.text(11)?,
                        level: row.text(12)?,
                        major: row.text(13)?,
                    }),
                },
            })
        })?);
    }
    Ok(found)
}

/// The targets a learner holds or was recognised for: institution and course code.
pub fn targets(conn: &Conn, learner: &str) -> db::Result<Vec<(String, String)>> {
    conn.rows("select institution, target_code from credit_target where learner = $1", &[learner.into()], |row| {
        Ok((row.text(0)?, row.text(1)?))
    })
}

/// Learner, outcome and target.
pub type UseKey = (String, String, String);

/// Which outcomes of some learners are bound to which targets of an institution, how, and for how much credit.
pub fn used_among(
    conn: &Conn,
    institution: &str,
    learners: &[String],
) -> db::Result<BTreeMap<UseKey, (UseState, Credit)>> {
    let sql = format!(
        "select learner, outcome, target_code, state, target_credit from credit_use
         where institution = $1 and learner in {}",
        set(2)
    );
    let mut found = BTreeMap::new();
    for part in learners.chunks(SET_SIZE) {
        let mut params = vec![Param::from(institution)];
        set_params(&mut params, part);
        found.extend(conn.rows(&sql, &params, |row| {
            let state = named(UseState::named(row.text_ref(3)?))?;
            let key = (row.text(0)?, row.text(1)?, row.text(2)?);
            Ok((key, (state, Credit::from_hundredths(row.int(4)?))))
        })?);
    }
    Ok(found)
}

/// Which targets of an institution some learners hold or were recognised for: learner and target.
pub fn taken_among(
    conn: &Conn,
    institution: &str,
    learners: &[String],
) -> db::Result<BTreeMap<(String, String), UseState>> {
    let sql = format!(
        "select learner, target_code, state from credit_target where institution = $1 and learner in {}",
        set(2)
    );
    let mut found = BTreeMap::new();
    for part in learners.chunks(SET_SIZE) {
        let mut params = vec![Param::from(institution)];
        set_params(&mut params, part);
        found.extend(conn.rows(&sql, &params, |row| {
            Ok(((row.text(0)?, row.text(1)?), named(UseState::named(row.text_ref(2)?))?))
        })?);
    }
    Ok(found)
}

/// Binds outcomes to targets, each with its learner. Answers how many were bound: fewer than given means that one was bound
/// before.
pub fn bind(pen: &Pen, uses: &[(&str, Use)]) -> db::Result<u64> {
    let months: Vec<String> = uses
        .iter()
        .map(|(_, used)| used.reported.as_ref().map_or_else(String::new, |said| said.month.to_string()))
        .collect();
    let rows: Vec<Vec<Param>> = uses
        .iter()
        .zip(&months)
        .map(|((learner, used), month)| {
            let said = |text: fn(&Reported) -> &str| Param::from(used.reported.as_ref().map_or("", text));
            vec![
                (*learner).into(),
                used.outcome.as_str().into(),
                used.institution.as_str().into(),
                used.target_code.as_str().into(),
                used.target_name.as_str().into(),
                used.target_credit.hundredths().into(),
                used.state.name().into(),
                used.application.as_str().into(),
                used.deposit.as_str().into(),
                used.grade_recorded.as_str().into(),
                month.as_str().into(),
                said(|reported| &reported.school),
                said(|reported| &reported.level),
                said(|reported| &reported.major),
                used.at.into(),
                used.counted.hundredths().into(),
            ]
        })
        .collect();
    pen.batch(
        "insert into credit_use (learner, outcome, institution, target_code, target_name, target_credit, state, application,
           deposit, grade_recorded, converted_in, converting_school, target_level, target_major, at,
           counted) values",
        &rows,
        "on conflict (learner, outcome, institution, target_code) do nothing",
    )
}

/// Takes targets of an institution, each with its learner, for an application or a reported conversion. Answers how many
/// were free.
pub fn take(
    pen: &Pen,
    institution: &str,
    targets: &[(&str, &str)],
    state: UseState,
    application: &str,
) -> db::Result<u64> {
    let rows: Vec<Vec<Param>> = targets
        .iter()
        .map(|(learner, target)| {
            vec![(*learner).into(), institution.into(), (*target).into(), state.name().into(), application.into()]
        })
        .collect();
    pen.batch(
        "insert into credit_target (learner, institution, target_code, state, application) values",
        &rows,
        "on conflict (learner, institution, target_code) do nothing",
    )
}

/// Frees whatever an application bound and took.
pub fn free(pen: &Pen, learner: &str, application: &str) -> db::Result<()> {
    pen.run("delete from credit_use where learner = $1 and application = $2", &[learner.into(), application.into()])?;
    pen.run(
        "delete from credit_target where learner = $1 and application = $2",
        &[learner.into(), application.into()],
    )?;
    pen.run("delete from credit_spent where learner = $1 and application = $2", &[learner.into(), application.into()])?;
    Ok(())
}

/// Turns whatever an application held into used. Answers how many uses there were.
pub fn spend(pen: &Pen, learner: &str, application: &str, at: Instant) -> db::Result<u64> {
    pen.run(
        "update credit_target set state = 'used' where learner = $1 and application = $2 and state = 'held'",
        &[learner.into(), application.into()],
    )?;
    pen.run(
        "update credit_use set state = 'used', at = $3 where learner = $1 and application = $2 and state = 'held'",
        &[learner.into(), application.into(), at.into()],
    )
}

/// Records the grade of a target that was recognised.
pub fn record_grade(
    pen: &Pen,
    learner: &str,
    application: &str,
    outcome: &str,
    target_code: &str,
    grade: &str,
) -> db::Result<u64> {
    pen.run(
        "update credit_use set grade_recorded = $5
         where learner = $1 and application = $2 and outcome = $3 and target_code = $4 and state = 'used'",
        &[learner.into(), application.into(), outcome.into(), target_code.into(), grade.into()],
    )
}
