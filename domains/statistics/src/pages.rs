//! Pages of statistics and evaluation.

pub(crate) mod data_sets;
pub(crate) mod evaluation_form;
pub(crate) mod evaluations;
pub(crate) mod files;
pub(crate) mod report;
pub(crate) mod steps;
pub(crate) mod upload;
pub(crate) mod what_if;
pub(crate) mod workbook;
