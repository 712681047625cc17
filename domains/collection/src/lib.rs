//! 数据采集: figures asked of schools and counties, checked while they are typed, signed by one level after the other.
//!
//! Nouns of the workflow: campaign (采集任务), what is asked of whom and until when; unit (填报单位), a school or a county; return
//! (报表), what a unit says on a form, in versions; level (审核层级), county, city, province, that signs it or sends it back;
//! answer (说明) to a flag; correction (更正), the next version of what was approved.
//!
//! Nouns of the form: form (报表), a document in versions with its fields, sections and checks; field (数据项); figure (数值);
//! check (校验规则) and flag (疑点), what a check found in a return.
//!
//! What this domain deliberately does not know: other business domains, what approved figures are used for, and anything about a
//! pupil or teacher.

pub mod access;
mod form_routes;
mod form_shown;
mod jobs;
pub mod model;
mod pages;
pub mod rules;
pub mod sheet;
pub mod store;
pub mod work;
