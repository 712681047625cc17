//! Reports as workbooks: of a county and of a school for those who may see them, of a region for who sees all of it.

use op::Error;
use web::{Answer, Reply, Request, Response};

use super::regions::{home, names};
use crate::access::Action;
use crate::shown::book::{self, Book};
use crate::shown::region::Shower;
use crate::shown::{self};
use crate::work::{county as work, region};

/// XLSX.
pub(crate) const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /supervision/counties/{id}/report.xlsx`
pub(crate) fn county(request: Request) -> Answer {
    let (id, voice): (String, _) = (request.path("id")?, request.voice());
    Ok(Reply::long(move |op| {
        let one = work::seen(op, &id)?;
        op.check(&Action::View(&id, &one.region)).map_err(|_| Error::Missing)?;
        let standard = work::own_standard(&one)?;
        let verdict = work::judged(op, &one, &standard)?;
        let shown = shown::county(op, &one, &standard, &voice)?;
        let bytes = book::county(&Book::of(&voice, &standard), &shown, work::kept(&one)?, &verdict)?;
        Ok(Response::bytes(bytes, WORKBOOK, &format!("{}-{}-v{}.xlsx", one.region, one.year, one.version)))
    }))
}

/// `GET /supervision/counties/{id}/schools/{school}/report.xlsx`
pub(crate) fn school(request: Request) -> Answer {
    let (id, code, voice): (String, String, _) = (request.path("id")?, request.path("school")?, request.voice());
    Ok(Reply::long(move |op| {
        let one = work::seen_school(op, &id, &code)?;
        let standard = work::own_standard(&one)?;
        let verdict = work::judged(op, &one, &standard)?;
        let shown = shown::county(op, &one, &standard, &voice)?;
        let bytes = book::school(&Book::of(&voice, &standard), &shown, work::kept(&one)?, &verdict, &code)?;
        Ok(Response::bytes(bytes, WORKBOOK, &format!("{}-{}-v{}-school.xlsx", one.region, one.year, one.version)))
    }))
}

/// `GET /supervision/regions/{code}/report.xlsx`
pub(crate) fn of_region(request: Request) -> Answer {
    let (code, voice): (String, _) = (request.path("code")?, request.voice());
    let year = super::regions::year(&request)?;
    Ok(Reply::long(move |op| {
        let found = region::region(op, &code, year)?;
        let together = region::together(&found)?;
        let names = names(op, &found, voice.locale())?;
        let shower = Shower { voice: &voice, region: &found, names: &names, home: home(&code) };
        let bytes = book::region(&Book::of(&voice, &found.standard), &shower, &together)?;
        Ok(Response::bytes(bytes, WORKBOOK, &format!("{code}-{}.xlsx", found.year)))
    }))
}
