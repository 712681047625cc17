//! Tests of the whole domain over a database.

mod counties;
mod house;
