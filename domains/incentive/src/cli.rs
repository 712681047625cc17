//! What the command line does with points and rewards: `incentive verify`.

use op::{Actor, App, Result};

use crate::model::Proof;
use crate::work::ledger;

/// Proves the ledger of points and the stock of every item on one state of them, whatever is written meanwhile; `progress`
/// is told the lines read so far.
pub fn verify(app: &App, progress: impl FnMut(u64)) -> Result<Proof> {
    app.snapshot(&Actor::system("cli"), |op| ledger::verify(op, progress))
}
