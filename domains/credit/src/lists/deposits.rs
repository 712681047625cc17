//! Deposited files and what is wrong with them, as lists.

use op::{Error, Op};
use serde::Serialize;
use web::{Cell, Column, Cursor, Filter, ListQuery, Listing, Page, Voice};

use super::{institution, kept_args};
use crate::access::{REGISTRAR, REVIEWER};
use crate::model::{Deposit, DepositState};
use crate::store;
use crate::store::deposit::KeptFault;
use crate::work::deposit as work;

/// Deposited files of an institution.
pub(crate) static DEPOSITS: Listing = Listing {
    name: "deposits",
    word: "credit-deposits",
    columns: &[
        Column { key: "file", word: "credit-deposit-file", numeric: false, sort: false, page: true },
        Column { key: "state", word: "credit-state", numeric: false, sort: false, page: true },
        Column { key: "template", word: "credit-deposit-template", numeric: false, sort: false, page: true },
        Column { key: "rows", word: "credit-deposit-rows", numeric: true, sort: false, page: true },
        Column { key: "bad_rows", word: "credit-deposit-bad_rows", numeric: true, sort: false, page: true },
        Column { key: "deposited", word: "credit-deposit-deposited", numeric: true, sort: false, page: true },
        Column { key: "unchanged", word: "credit-deposit-unchanged", numeric: true, sort: false, page: true },
        Column { key: "uploaded", word: "credit-deposit-uploaded_at", numeric: false, sort: true, page: true },
        Column { key: "id", word: "credit-deposit-id", numeric: false, sort: false, page: false },
    ],
    default_sort: "uploaded",
    default_descending: true,
    filters: &[Filter { key: "institution", word: "credit-institution" }],
    search: false,
};

/// Everything wrong with a file.
pub(crate) static FAULTS: Listing = Listing {
    name: "faults",
    word: "credit-faults",
    columns: &[
        Column { key: "row", word: "credit-fault-row", numeric: true, sort: true, page: true },
        Column { key: "column", word: "credit-fault-column", numeric: false, sort: false, page: true },
        Column { key: "reason", word: "credit-fault-reason", numeric: false, sort: false, page: true },
        Column { key: "code", word: "credit-fault-code", numeric: false, sort: false, page: true },
    ],
    default_sort: "row",
    default_descending: false,
    filters: &[],
    search: false,
};

/// One page of the list.
pub(crate) fn fetch(op: &Op, query: &ListQuery) -> op::Result<Page> {
    let institution = institution(query.filter("institution"), op, &[REGISTRAR, REVIEWER])?;
    let after = query
        .after
        .as_ref()
        .map(|after| Ok::<_, Error>((after.get_int(0)?, after.get_text(1)?.to_owned())))
        .transpose()?;
    let after = after.as_ref().map(|(at, id)| (units::Instant::from_micros(*at), id.as_str()));
    let deposits = work::list(op, &institution, after, query.descending, query.limit + 1)?;
    Ok(Page::of(deposits, query.limit, cells, |deposit| {
        Cursor::new().int(deposit.uploaded_at.micros()).text(&deposit.id)
    }))
}

fn cells(deposit: &Deposit) -> Vec<Cell> {
    let Deposit { progress, .. } = deposit;
    vec![
        Cell::link(&deposit.file_name, format!("/credit/deposits/{}", deposit.id)),
        state_cell(deposit.state),
        match deposit.template.as_str() {
            "" => Cell::Empty,
            template => Cell::word(format!("credit-template-{template}-short")),
        },
        Cell::Int(progress.rows),
        Cell::Int(progress.bad_rows),
        Cell::Int(progress.deposited),
        Cell::Int(progress.unchanged),
        Cell::Instant(deposit.uploaded_at),
        Cell::text(&deposit.id),
    ]
}

/// The state in the fixed list of states, with the deposit's own word for it.
fn state_cell(state: DepositState) -> Cell {
    Cell::Status { state: state_look(state).to_owned(), word: Some(format!("credit-deposit-state-{}", state.name())) }
}

pub(crate) fn state_look(state: DepositState) -> &'static str {
    match state {
        DepositState::Uploaded | DepositState::Committing => "in_progress",
        DepositState::Checked => "pending",
        DepositState::Committed => "deposited",
        DepositState::Refused => "failed",
        DepositState::Discarded => "withdrawn",
    }
}

/// A fault with its sentence.
#[derive(Serialize)]
pub(crate) struct FaultShown {
    pub(crate) row: i64,
    pub(crate) column: String,
    pub(crate) text: String,
}

pub(crate) fn fault_shown(voice: &Voice, fault: &KeptFault) -> FaultShown {
    let text = voice.code(&fault.code, &kept_args(&fault.args));
    FaultShown { row: fault.row, column: fault.column.clone(), text }
}

/// One page of faults.
pub(crate) fn fetch_faults(op: &Op, query: &ListQuery, id: &str, voice: &Voice) -> op::Result<Page> {
    let deposit = work::view(op, id)?;
    let after = match &query.after {
        Some(after) => Some((after.get_int(0)?, after.get_int(1)?)),
        None => None,
    };
    let limit = i64::try_from(query.limit).unwrap_or(100) + 1;
    let faults = match query.descending {
        true => store::deposit::faults_backwards(op.conn(), id, after, limit)?,
        false => store::deposit::faults(op.conn(), id, after.unwrap_or((-1, -1)), limit)?,
    };
    let cells = |fault: &KeptFault| {
        let shown = fault_shown(voice, fault);
        vec![Cell::Int(shown.row), Cell::text(shown.column), Cell::text(shown.text), Cell::text(&fault.code)]
    };
    let page = Page::of(faults, query.limit, cells, |fault| Cursor::new().int(fault.row).int(fault.place));
    Ok(page.total(deposit.progress.faults))
}
