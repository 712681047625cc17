//! HTML of the credit bank. Every handler parses, names a verb, and says which page follows.

pub(crate) mod appeals;
pub(crate) mod applications;
pub(crate) mod bulks;
pub(crate) mod changes;
pub(crate) mod declarations;
pub(crate) mod deposits;
pub(crate) mod evidence;
pub(crate) mod home;
pub(crate) mod inbox;
pub(crate) mod matches;
pub(crate) mod notices;
pub(crate) mod opinions;
pub(crate) mod passbook;
pub(crate) mod programmes;
pub(crate) mod revocations;
pub(crate) mod roster;
pub(crate) mod rule_fields;
pub(crate) mod rule_form;
pub(crate) mod rule_steps;
pub(crate) mod rule_text;
pub(crate) mod rules;
pub(crate) mod settings;
pub(crate) mod statistics;
pub(crate) mod verifications;
