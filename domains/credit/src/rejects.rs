//! 退回文件: the rows that were not deposited, as they were uploaded and with their reasons, in a form that can be mended and
//! uploaded again.

use std::collections::BTreeMap;
use std::io::Write;

use op::{Actor, App, Error, Op, Result};
use web::Voice;

use crate::intake::{self, Cell, FORMULA_SIGNS, Layout};
use crate::lists::deposits::fault_shown;
use crate::store;
use crate::work::deposit as work;

/// Writes the rejects of a deposit as CSV in UTF-8 with a byte order mark, for whoever may see the deposit.
///
/// Every row has the width of the header, and the two columns that are added say where it stood and why it came back. What
/// stood behind the header stays behind them.
pub fn write(app: &App, actor: &Actor, id: &str, voice: &Voice, mut out: impl Write) -> Result<()> {
    let (deposit, reasons) = app.read(actor, |op| Ok((work::view(op, id)?, reasons_by_row(op, id, voice)?)))?;
    let mapping = app.read(actor, |op| crate::work::roster::of_deposit(op, id))?;
    let content = work::stored(app, &deposit.file_hash)?;
    out.write_all(b"\xef\xbb\xbf").map_err(Error::bug)?;
    let mut out = csv::WriterBuilder::new().flexible(true).from_writer(out);
    let (mut layout, mut error): (Option<Layout>, Option<Error>) = (None, None);
    let read = intake::rows(content.path(), mapping.as_ref(), &mut |row, cells| {
        let said = match &layout {
            Some(_) => match reasons.get(&i64::from(row)) {
                Some(reason) => [row.to_string(), reason.clone()],
                None => return Ok(()),
            },
            None => match intake::recognise(cells) {
                Ok(Some(found)) => {
                    layout = Some(found);
                    [voice.word("credit-rejects-row"), voice.word("credit-rejects-reason")]
                }
                _ => return Ok(()),
            },
        };
        let record = layout.as_ref().map(|layout| record(layout, cells, said)).unwrap_or_default();
        out.write_record(record).map_err(|failed| {
            error = Some(Error::bug(failed));
            intake::Stop::Caller
        })
    });
    match (read, error) {
        (_, Some(error)) => Err(error),
        (Err(stop), None) => Err(Error::bug(format!("a file read before cannot be read: {stop:?}"))),
        (Ok(_), None) => out.flush().map_err(Error::bug),
    }
}

/// A row under the header it was uploaded with, without what an earlier rejects file added.
fn record(layout: &Layout, cells: &[Cell], said: [String; 2]) -> Vec<String> {
    let text = |place: usize| cells.get(place).map_or_else(String::new, |cell| harmless(&cell.text));
    let own = (0..layout.width).filter(|place| !layout.added.contains(place)).map(text);
    let behind = (layout.width..cells.len()).map(text);
    own.chain(said.iter().map(|text| harmless(text))).chain(behind).collect()
}

/// A text a spreadsheet will not take for a formula: one that looks like it is kept behind an apostrophe, which the reading of
/// a file takes off again.
fn harmless(text: &str) -> String {
    match text.starts_with(FORMULA_SIGNS) || text.starts_with(['\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

fn reasons_by_row(op: &Op, id: &str, voice: &Voice) -> Result<BTreeMap<i64, String>> {
    const AT_ONCE: i64 = 5_000;
    let mut reasons: BTreeMap<i64, String> = BTreeMap::new();
    let mut after = (-1, -1);
    loop {
        let faults = store::deposit::faults(op.conn(), id, after, AT_ONCE)?;
        let Some(last) = faults.last() else { return Ok(reasons) };
        after = (last.row, last.place);
        for fault in &faults {
            let shown = fault_shown(voice, fault);
            let reason = reasons.entry(shown.row).or_default();
            if !reason.is_empty() {
                reason.push('；');
            }
            if !shown.column.is_empty() {
                reason.push_str(&shown.column);
                reason.push('：');
            }
            reason.push_str(&shown.text);
        }
    }
}
