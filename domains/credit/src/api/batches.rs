//! Batches of outcomes as JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Answer, Reply, Request, Response, Voice};

use crate::lists::kept_args;
use crate::model::{DepositState, Template};
use crate::store::deposit::KeptFault;
use crate::work::batch::{self as work, Answered, BatchInput, RowAnswer};

/// What became of a batch.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct BatchAnswer {
    /// The deposit the batch is, `dep_…`.
    deposit: String,
    /// `committed`, or `checked` where everything or nothing was asked for and a row has a fault: then nothing was deposited.
    state: DepositState,
    /// The choice under which it was deposited, or empty.
    choice: String,
    /// Rows that are new in the bank.
    deposited: i64,
    /// Rows the bank already had.
    unchanged: i64,
    /// Rows with a fault.
    faulty: i64,
    /// What became of each row, in the order sent.
    rows: Vec<RowJson>,
}

/// What became of one row.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct RowJson {
    /// Its place in the batch, from 1.
    row: usize,
    /// What became of it.
    answer: RowAnswer,
    /// What is wrong with it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    faults: Vec<FaultJson>,
}

/// One thing wrong with a row.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct FaultJson {
    /// The member of the row, or empty for the row as a whole.
    field: String,
    /// Stable code, `credit.row.month`.
    code: String,
    /// What is wrong, for people.
    detail: String,
}

/// `POST /api/credit/batches`
pub(crate) fn deposit(request: Request) -> Answer {
    let (key, voice) = (request.key(), request.voice());
    // Reading some megabytes of JSON is work, too.
    Ok(Reply::work(move |app, actor| {
        let input: BatchInput = request.json()?;
        let answered = work::deposit(app, actor, key, &input)?;
        Ok(Response::json(200, &answer(&answered, &voice)))
    }))
}

fn answer(answered: &Answered, voice: &Voice) -> BatchAnswer {
    let rows: Vec<RowJson> = answered
        .rows
        .iter()
        .zip(1..)
        .map(|((answer, faults), row)| RowJson {
            row,
            answer: *answer,
            faults: faults.iter().map(|fault| fault_json(fault, voice)).collect(),
        })
        .collect();
    let count = |wanted: RowAnswer| rows.iter().filter(|row| row.answer == wanted).count() as i64;
    BatchAnswer {
        deposit: answered.deposit.id.clone(),
        state: answered.deposit.state,
        choice: answered.deposit.choice.clone(),
        deposited: count(RowAnswer::Deposited),
        unchanged: count(RowAnswer::Unchanged),
        faulty: count(RowAnswer::Fault),
        rows,
    }
}

fn fault_json(fault: &KeptFault, voice: &Voice) -> FaultJson {
    // Another row is cited as a row of the file, whose header is row 1.
    let mut args = fault.args.clone();
    if let Some(cited) = args.get_mut("row")
        && let Ok(row) = cited.parse::<i64>()
    {
        *cited = (row - 1).to_string();
    }
    let column = Template::General.every_column().find(|(header, _)| *header == fault.column);
    FaultJson {
        field: column.map_or("", |(_, column)| work::member(*column)).to_owned(),
        code: fault.code.clone(),
        detail: voice.code(&fault.code, &kept_args(&args)),
    }
}
