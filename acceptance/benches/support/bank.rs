//! The platform's domains on a database of their own, with the shipped directory.

use std::path::Path;

use op::{Actor, App};
use web::Domain;

use super::stack;

/// Every domain, the ground first.
pub const DOMAINS: &[&Domain] = &[&directory::DOMAIN, &identity::DOMAIN, &credit::DOMAIN];

/// Every migration of the platform.
pub fn migrations() -> Vec<db::Migration> {
    op::MIGRATIONS.iter().chain(DOMAINS.iter().flat_map(|domain| domain.migrations)).copied().collect()
}

/// Opens the platform with the shipped directory in it.
pub fn open(location: &db::Location, folder: &Path) -> App {
    seeded(stack::app(location, &migrations(), folder))
}

/// The same application, with the shipped directory in its database.
pub fn seeded(app: App) -> App {
    if !app.read(&Actor::system("bench"), |op| directory::is_seeded(op.conn())).expect("an answer") {
        directory::cli::seed(&app).expect("the shipped directory");
    }
    app
}
