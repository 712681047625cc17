//! The verbs of identity: load, ask permission, decide, write, tell. What is told holds ids and codes, never personal data.

pub mod account;
pub mod acquaintance;
pub mod consents;
pub mod delegations;
pub mod grants;
pub mod guardians;
pub mod invitations;
pub mod lookup;
pub mod people;
pub mod resets;
pub mod rotation;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;
pub mod tokens;

pub use account::{change_contact, change_password, set_password};
pub use acquaintance::{Acquaintance, Strangers, known_people};
pub use grants::{grant, revoke};
pub use people::{close_person, people_for, person_for, register_person};
pub use second_factor::set_second_factor;
