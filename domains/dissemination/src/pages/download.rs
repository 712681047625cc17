//! Files of a release, whole or of a selection.

use op::{Actor, App, Error};
use web::{Answer, Reply, Request, Response};

use super::preview::wanted;
use crate::api::releases::version;
use crate::model::{Release, ReleaseState};
use crate::work::plain::Wanted;
use crate::work::{file, release as work, workbook};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PARQUET: &str = "application/vnd.apache.parquet";

/// What a file is made of.
struct Made {
    release: Release,
    wanted: Wanted,
    name: String,
}

/// `GET /data/{dataflow}/{version}/file?format=csv|xlsx|json|parquet`
pub(crate) fn file(request: Request) -> Answer {
    let (id, version) = (request.path("dataflow")?, version(&request)?);
    let format = request.query_value("format").unwrap_or_else(|| "csv".to_owned());
    if !["csv", "xlsx", "json", "parquet"].contains(&format.as_str()) {
        return Err(Error::Invalid(vec![units::Fault::new("format", "form.not_a_choice")]));
    }
    Ok(Reply::work(move |app, actor| {
        let all = app.read(actor, |op| Ok(work::seen(op, &id)?.1))?;
        let release = all.into_iter().find(|one| one.version == version).ok_or(Error::Missing)?;
        let public = release.state == ReleaseState::Released;
        // What was withdrawn is not handed out any more; its page says why.
        if release.state == ReleaseState::Withdrawn {
            return Err(Error::Missing);
        }
        let made = Made { wanted: wanted(&request, &release), name: format!("{id}-{version}.{format}"), release };
        let tag = format!("W/\"{}-{format}\"", made.release.hash);
        let whole = made.wanted == Wanted::all(&made.release.structure);
        if public && whole && request.header("if-none-match") == Some(&tag) {
            return Ok(Response::empty(304).header("etag", tag));
        }
        let response = match format.as_str() {
            "csv" => streamed(made, "text/csv; charset=utf-8", file::csv),
            "json" => streamed(made, "application/json", file::json),
            "xlsx" if made.release.observations >= workbook::ROWS_MAX && whole => {
                let fault = units::Fault::new("format", "dissemination.file.rows").with("max", workbook::ROWS_MAX);
                return Err(Error::Invalid(vec![fault]));
            }
            "xlsx" => stored(app, actor, &made, XLSX, workbook::write)?,
            _ => stored(app, actor, &made, PARQUET, file::parquet)?,
        };
        Ok(if public && whole {
            response.header("etag", tag).header("cache-control", "public, no-cache")
        } else {
            response
        })
    }))
}

type Write = fn(&App, &Actor, &Release, &Wanted, &mut dyn std::io::Write) -> op::Result<()>;

fn streamed(made: Made, media: &str, write: Write) -> Response {
    let name = made.name.clone();
    Response::stream(media, move |app, actor, out| write(app, actor, &made.release, &made.wanted, out)).saved_as(&name)
}

/// Formats that are not written from beginning to end lie on disk until they are sent.
fn stored(
    app: &App,
    actor: &Actor,
    made: &Made,
    media: &'static str,
    write: fn(&App, &Actor, &Release, &Wanted, std::fs::File) -> op::Result<()>,
) -> op::Result<Response> {
    let file = tempfile::NamedTempFile::new_in(app.temp()).map_err(Error::bug)?;
    let out = file.as_file().try_clone().map_err(Error::bug)?;
    write(app, actor, &made.release, &made.wanted, out)?;
    let size = file.as_file().metadata().map_err(Error::bug)?.len();
    Ok(Response::file(file.into_temp_path(), size, media, &made.name))
}
