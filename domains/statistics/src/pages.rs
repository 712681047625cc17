//! Pages of statistics and evaluation.

pub(crate) mod data_sets;
pub(crate) mod evaluation_form;
pub(crate) mod evaluations;
pub(crate) mod files;
pub(crate) mod plan_check;
pub(crate) mod plan_fields;
pub(crate) mod plan_form;
pub(crate) mod plan_upload;
pub(crate) mod report;
pub(crate) mod steps;
pub(crate) mod upload;
pub(crate) mod what_if;
pub(crate) mod workbook;
