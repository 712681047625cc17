//! Deposited files and their faults.

use db::{Conn, Param, Row};
use op::{Error, OnConstraint, Pen};
use units::Instant;

use super::named;
use crate::model::{Choice, Deposit, DepositState, FileFacts, Progress, RowFault};
use crate::rules::Refused;

macro_rules! columns {
    () => {
        "id, institution, file_hash, file_name, file_size, uploaded_by, uploaded_at, state, template, generation, encoding, \
         row_count, bad_row_count, fault_count, done_row, deposited, unchanged, choice, ended_at, refusal, refusal_args, reader"
    };
}

/// A deposit, and the version of the reading rules it was checked under.
pub type Found = (Deposit, i64);

fn deposit(row: &Row) -> db::Result<Found> {
    let deposit = Deposit {
        id: row.text(0)?,
        institution: row.text(1)?,
        file_hash: row.text(2)?,
        file_name: row.text(3)?,
        file_size: row.int(4)?,
        uploaded_by: row.text(5)?,
        uploaded_at: row.instant(6)?,
        state: named(DepositState::named(row.text_ref(7)?))?,
        template: row.text(8)?,
        generation: row.text(9)?,
        encoding: row.text(10)?,
        progress: Progress {
            rows: row.int(11)?,
            bad_rows: row.int(12)?,
            faults: row.int(13)?,
            done_row: row.int(14)?,
            deposited: row.int(15)?,
            unchanged: row.int(16)?,
        },
        choice: row.text(17)?,
        ended_at: row.opt_instant(18)?,
        refusal: row.text(19)?,
        refusal_args: serde_json::from_str(row.text_ref(20)?).unwrap_or_default(),
    };
    Ok((deposit, row.int(21)?))
}

/// A deposit by its id.
pub fn get(conn: &Conn, id: &str) -> db::Result<Option<Found>> {
    conn.row(concat!("select ", columns!(), " from credit_deposit where id = $1"), &[id.into()], deposit)
}

/// The deposit of a file by its institution and content.
pub fn by_file(conn: &Conn, institution: &str, hash: &str) -> db::Result<Option<Found>> {
    conn.row(
        concat!("select ", columns!(), " from credit_deposit where institution = $1 and file_hash = $2"),
        &[institution.into(), hash.into()],
        deposit,
    )
}

/// An institution's deposits by the moment of their upload, behind the moment and id given.
pub fn list(
    conn: &Conn,
    institution: &str,
    after: Option<(Instant, &str)>,
    descending: bool,
    limit: i64,
) -> db::Result<Vec<Deposit>> {
    let (at, id) = after.unzip();
    let sql = match descending {
        true => concat!(
            "select ",
            columns!(),
            " from credit_deposit where institution = $1
              and (CAST($2 AS BIGINT) IS NULL or uploaded_at < $2 or (uploaded_at = $2 and id < $3))
              order by uploaded_at desc, id desc limit $4"
        ),
        false => concat!(
            "select ",
            columns!(),
            " from credit_deposit where institution = $1
              and (CAST($2 AS BIGINT) IS NULL or uploaded_at > $2 or (uploaded_at = $2 and id > $3))
              order by uploaded_at, id limit $4"
        ),
    };
    conn.rows(sql, &[institution.into(), at.into(), id.unwrap_or_default().into(), limit.into()], |row| {
        deposit(row).map(|(deposit, _)| deposit)
    })
}

/// Records an uploaded file.
///
/// Errors: `Busy` when the same file was recorded at the same moment.
pub fn insert(pen: &Pen, deposit: &Deposit) -> op::Result<()> {
    pen.run(
        "insert into credit_deposit (id, institution, file_hash, file_name, file_size, uploaded_by, uploaded_at, state,
           template, generation, encoding, reader, row_count, bad_row_count, fault_count, done_row, deposited, unchanged,
           choice, chosen_by, refusal, refusal_args, reading, reading_until, mapping)
         values ($1, $2, $3, $4, $5, $6, $7, 'uploaded', '', '', '', 0, 0, 0, 0, 0, 0, 0, '', '', '', '{}', '', 0,
           COALESCE((select mapping from credit_roster where institution = $2), ''))",
        &[
            deposit.id.as_str().into(),
            deposit.institution.as_str().into(),
            deposit.file_hash.as_str().into(),
            deposit.file_name.as_str().into(),
            deposit.file_size.into(),
            deposit.uploaded_by.as_str().into(),
            deposit.uploaded_at.into(),
        ],
    )
    .map(|_| ())
    // The same file came twice at the same moment: who comes again finds the deposit of the other.
    .on_constraint("credit_deposit_file", || Error::Busy)
}

/// Lets a file begin anew, as if it were uploaded now.
pub fn renew(pen: &Pen, id: &str, by: &str, at: Instant) -> op::Result<()> {
    pen.one(
        "update credit_deposit set state = 'uploaded', uploaded_by = $2, uploaded_at = $3, choice = '', chosen_by = '',
           ended_at = null, refusal = '', refusal_args = '{}', done_row = 0, deposited = 0, unchanged = 0, reading = '',
           mapping = COALESCE((select r.mapping from credit_roster r where r.institution = credit_deposit.institution), '')
         where id = $1 and state in ('checked', 'refused', 'discarded')",
        &[id.into(), by.into(), at.into()],
    )
}

/// Begins to read an uploaded file, in the name of a token, unless another reads it now; `over` takes it from them. Answers
/// whether it began.
pub fn begin_reading(pen: &Pen, id: &str, reading: &Reading, now: Instant, over: bool) -> db::Result<bool> {
    let changed = pen.run(
        "update credit_deposit set reading = $2, reading_until = $3
         where id = $1 and state = 'uploaded' and (reading = '' or reading_until <= $4 or $5 = 1)",
        &[id.into(), reading.token.into(), reading.until.into(), now.into(), over.into()],
    )?;
    Ok(changed == 1)
}

/// Who reads a file, and until when others leave it to them.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The reader's token.
    pub token: &'a str,
    /// The moment.
    pub until: Instant,
}

/// Makes sure that the file is still this reader's, and keeps it so until this transaction ends.
///
/// Errors: `Busy` when another took it over, or it is read.
pub fn go_on_reading(pen: &Pen, id: &str, reading: &Reading) -> op::Result<()> {
    let changed = pen.run(
        "update credit_deposit set reading_until = $3 where id = $1 and state = 'uploaded' and reading = $2",
        &[id.into(), reading.token.into(), reading.until.into()],
    )?;
    once(changed)
}

/// Leaves a file that could not be read to whoever tries again.
pub fn stop_reading(pen: &Pen, id: &str, token: &str) -> db::Result<u64> {
    pen.run(
        "update credit_deposit set reading = '' where id = $1 and state = 'uploaded' and reading = $2",
        &[id.into(), token.into()],
    )
}

/// A guarded write of a reader: when it changed nothing, another reads the file, and this one may come again.
fn once(changed: u64) -> op::Result<()> {
    match changed {
        1 => Ok(()),
        _ => Err(Error::Busy),
    }
}

/// Records what reading a file found.
///
/// Errors: `Busy` when another reader took the file over, or the faults kept are not those that were found.
pub fn checked(pen: &Pen, id: &str, token: &str, facts: &FileFacts, reader: i64, at: Instant) -> op::Result<()> {
    let generation = facts.generation.map_or("none", codes::CodeGeneration::name);
    let changed = pen.run(
        "update credit_deposit set state = 'checked', template = $2, generation = $3, encoding = $4, reader = $5,
           row_count = $6, bad_row_count = $7, fault_count = $8, ended_at = $9, reading = ''
         where id = $1 and state = 'uploaded' and reading = $10
           and (select count(*) from credit_fault where deposit = $1) = $8",
        &[
            id.into(),
            facts.template.name().into(),
            generation.into(),
            facts.encoding.into(),
            reader.into(),
            count(facts.rows).into(),
            count(facts.bad_rows).into(),
            count(facts.faults).into(),
            at.into(),
            token.into(),
        ],
    )?;
    once(changed)
}

/// Figures of a file are bounded by its limits.
fn count(figure: u64) -> i64 {
    i64::try_from(figure).unwrap_or(i64::MAX)
}

/// Records that a file cannot be read as a deposit.
///
/// Errors: `Busy` when another reader took the file over.
pub fn refuse(pen: &Pen, id: &str, token: &str, refusal: &units::Refusal, reader: i64, at: Instant) -> op::Result<()> {
    let args = serde_json::to_string(&refusal.args).map_err(Error::bug)?;
    let changed = pen.run(
        "update credit_deposit set state = 'refused', refusal = $2, refusal_args = $3, reader = $4, ended_at = $5,
           reading = ''
         where id = $1 and state = 'uploaded' and reading = $6",
        &[id.into(), refusal.code.into(), args.as_str().into(), reader.into(), at.into(), token.into()],
    )?;
    once(changed)
}

/// Begins to deposit a checked file.
pub fn begin(pen: &Pen, id: &str, choice: Choice, by: &str) -> op::Result<()> {
    let changed = pen
        .run(
            "update credit_deposit set state = 'committing', choice = $2, chosen_by = $3, done_row = 0, deposited = 0,
               unchanged = 0, ended_at = null
             where id = $1 and state = 'checked'",
            &[id.into(), choice.name().into(), by.into()],
        )
        .on_constraint("credit_deposit_turn", || Error::conflict(Refused::DepositTurn))?;
    match changed {
        1 => Ok(()),
        _ => Err(Error::conflict(Refused::NotNow)),
    }
}

/// Keeps others from dealing with the rows behind `from_row` until this transaction ends. Refused when another worker was
/// faster.
pub fn hold_turn(pen: &Pen, id: &str, from_row: i64) -> op::Result<()> {
    pen.one(
        "update credit_deposit set done_row = done_row where id = $1 and state = 'committing' and done_row = $2",
        &[id.into(), from_row.into()],
    )
}

/// Records a batch: the rows up to `done_row` are dealt with. Refused when another worker was faster.
pub fn advance(pen: &Pen, id: &str, from_row: i64, done: &Progress) -> op::Result<()> {
    pen.one(
        "update credit_deposit set done_row = $3, deposited = deposited + $4, unchanged = unchanged + $5,
           bad_row_count = bad_row_count + $6, fault_count = fault_count + $7
         where id = $1 and state = 'committing' and done_row = $2",
        &[
            id.into(),
            from_row.into(),
            done.done_row.into(),
            done.deposited.into(),
            done.unchanged.into(),
            done.bad_rows.into(),
            done.faults.into(),
        ],
    )
}

/// Ends depositing, in whichever way.
///
/// What goes back to be chosen again has no row written yet: of two workers that proved it the slower one finds it gone.
pub fn end(pen: &Pen, id: &str, from: DepositState, to: DepositState, at: Instant) -> op::Result<()> {
    pen.one(
        "update credit_deposit set state = $3, ended_at = $4
         where id = $1 and state = $2 and ($3 <> 'checked' or done_row = 0)",
        &[id.into(), from.name().into(), to.name().into(), at.into()],
    )
}

/// Forgets the faults of a file that is read anew.
pub fn clear_faults(pen: &Pen, id: &str) -> db::Result<u64> {
    pen.run("delete from credit_fault where deposit = $1", &[id.into()])
}

/// Keeps faults. A fault of the same row and place that is kept already stays as it is.
pub fn keep_faults(pen: &Pen, id: &str, faults: &[(i64, RowFault)]) -> op::Result<u64> {
    let mut args = Vec::with_capacity(faults.len());
    for (_, fault) in faults {
        args.push(serde_json::to_string(&fault.args).map_err(Error::bug)?);
    }
    let rows: Vec<Vec<Param>> = faults
        .iter()
        .zip(&args)
        .map(|((place, fault), args)| {
            vec![
                id.into(),
                i64::from(fault.row).into(),
                (*place).into(),
                fault.column.as_str().into(),
                fault.code.into(),
                args.as_str().into(),
            ]
        })
        .collect();
    Ok(pen.batch(
        "insert into credit_fault (deposit, line, place, field, code, args) values",
        &rows,
        "on conflict (deposit, line, place) do nothing",
    )?)
}

/// A fault as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct KeptFault {
    /// Row of the file.
    pub row: i64,
    /// Which of the row's faults.
    pub place: i64,
    /// Official header of the column, or empty.
    pub column: String,
    /// Stable code.
    pub code: String,
    /// Arguments of its sentence.
    pub args: std::collections::BTreeMap<String, String>,
}

fn fault(row: &Row) -> db::Result<KeptFault> {
    Ok(KeptFault {
        row: row.int(0)?,
        place: row.int(1)?,
        column: row.text(2)?,
        code: row.text(3)?,
        args: serde_json::from_str(row.text_ref(4)?).unwrap_or_default(),
    })
}

/// The faults of a file against the order of its rows, behind the row and place given.
pub fn faults_backwards(conn: &Conn, id: &str, before: Option<(i64, i64)>, limit: i64) -> db::Result<Vec<KeptFault>> {
    let (line, place) = before.unzip();
    conn.rows(
        "select line, place, field, code, args from credit_fault
         where deposit = $1 and (CAST($2 AS BIGINT) IS NULL or line < $2 or (line = $2 and place < $3))
         order by line desc, place desc limit $4",
        &[id.into(), line.into(), place.unwrap_or(0).into(), limit.into()],
        fault,
    )
}

/// The faults of a file in the order of its rows, behind the row and place given.
pub fn faults(conn: &Conn, id: &str, after: (i64, i64), limit: i64) -> db::Result<Vec<KeptFault>> {
    conn.rows(
        "select line, place, field, code, args from credit_fault
         where deposit = $1 and (line > $2 or (line = $2 and place > $3)) order by line, place limit $4",
        &[id.into(), after.0.into(), after.1.into(), limit.into()],
        fault,
    )
}

/// Every row of a file that has a fault.
pub fn bad_rows(conn: &Conn, id: &str, mut each: impl FnMut(i64)) -> db::Result<()> {
    conn.each("select distinct line from credit_fault where deposit = $1 order by line", &[id.into()], |row| {
        each(row.int(0)?);
        Ok(())
    })
}

/// What is wrong with a file, by reason: code and how many.
pub fn fault_counts(conn: &Conn, id: &str) -> db::Result<Vec<(String, i64)>> {
    conn.rows(
        "select code, count(*) from credit_fault where deposit = $1 group by code order by count(*) desc, code",
        &[id.into()],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )
}
