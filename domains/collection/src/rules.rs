//! Pure decisions: facts in, a result or what is wrong out.

pub mod shipped;
