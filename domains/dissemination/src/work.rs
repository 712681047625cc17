//! The verbs of publication, and reading what is published without holding it.

pub mod catalogue;
pub mod dataflow;
pub mod difference;
pub mod file;
pub mod intake;
pub mod plain;
pub mod protect;
pub mod release;
pub mod stream;
pub mod upload;
pub mod workbook;
