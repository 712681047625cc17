//! What is downloaded: the two files of a result, and a region's workbook.

use web::{Answer, Reply, Request, Response};

use super::report::{row_of, year_of};
use super::workbook;
use crate::rules::download::{DATA_FILE, SPECIFICATION_FILE};
use crate::shown::Shower;
use crate::work::evaluation as work;
use crate::work::reading::{files, reading};

const XLSX_MEDIA: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /statistics/evaluations/{id}/specification`
pub(crate) fn specification(request: Request) -> Answer {
    let (id, wanted) = (request.path("id")?, request.query_value("version"));
    Ok(Reply::read(move |op| {
        let (specification, _) = files(op, &work::chosen(op, &id, wanted.as_deref())?)?;
        Ok(Response::bytes(specification.into_bytes(), "application/json", SPECIFICATION_FILE))
    }))
}

/// `GET /statistics/evaluations/{id}/figures`
pub(crate) fn figures(request: Request) -> Answer {
    let (id, wanted) = (request.path("id")?, request.query_value("version"));
    Ok(Reply::read(move |op| {
        let (_, data) = files(op, &work::chosen(op, &id, wanted.as_deref())?)?;
        Ok(Response::bytes(data.into_bytes(), "text/csv; charset=utf-8", DATA_FILE))
    }))
}

/// `GET /statistics/evaluations/{id}/regions/{region}/workbook`
pub(crate) fn book(request: Request) -> Answer {
    let (id, region, voice) = (request.path("id")?, request.path("region")?, request.voice());
    let (wanted, year) = (request.query_value("version"), request.query_value("year"));
    Ok(Reply::long(move |op| {
        let reading = reading(op, work::chosen(op, &id, wanted.as_deref())?)?;
        let year = year_of(&reading, &region, year.as_deref())?;
        let row = row_of(&reading, &region, year)?;
        let bytes = workbook::book(op, &Shower::new(voice), &reading, row)?;
        Ok(Response::bytes(bytes, XLSX_MEDIA, &format!("report-{region}-{year}.xlsx")))
    }))
}
