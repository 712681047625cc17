//! What the command line does with statistics: `statistics seed`.

use op::{Actor, App, Result};

use crate::model::DataSet;
use crate::work::shipped;

/// Takes in the shipped figures; again changes nothing.
///
/// # Errors
/// Those of [`shipped::seed`].
pub fn seed(app: &App) -> Result<DataSet> {
    app.write(&Actor::system("cli"), None, shipped::seed)
}
