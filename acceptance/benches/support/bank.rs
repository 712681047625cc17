//! The platform's domains on a database of their own, with the shipped directory.

use std::path::Path;

use op::{Actor, App};
use web::Domain;

use super::stack;

/// Every domain, the ground first.
pub const DOMAINS: &[&Domain] = &[&directory::DOMAIN, &identity::DOMAIN, &credit::DOMAIN];

/// Opens the platform with the shipped directory in it.
pub fn open(location: &db::Location, folder: &Path) -> App {
    let all = op::MIGRATIONS.iter().chain(DOMAINS.iter().flat_map(|domain| domain.migrations));
    let app = stack::app(location, &all.copied().collect::<Vec<_>>(), folder);
    if !app.read(&Actor::system("bench"), |op| directory::is_seeded(op.conn())).expect("an answer") {
        directory::cli::seed(&app).expect("the shipped directory");
    }
    app
}
