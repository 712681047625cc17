//! The database as a whole: carried out, carried in, looked after.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use db::Progress;
use indicatif::ProgressBar;

use crate::config::Config;
use crate::house::{self, House};
use crate::output;
use crate::progress;

/// Writes the whole database to a file, or to standard output.
pub fn export(house: &House, file: Option<&Path>) -> anyhow::Result<()> {
    let bar = progress::bar(0, "rows");
    let mut report = reporter(&bar);
    let moved = match file {
        Some(path) => {
            let mut out = BufWriter::new(File::create_new(path).with_context(|| cannot("write", path))?);
            let moved = house.app.db().export(&mut out, &mut report)?;
            out.into_inner().map_err(|error| error.into_error())?.sync_all()?;
            moved
        }
        None => {
            let mut out = BufWriter::new(std::io::stdout().lock());
            let moved = house.app.db().export(&mut out, &mut report)?;
            out.flush()?;
            moved
        }
    };
    bar.finish_and_clear();
    eprintln!("exported {} rows of {} tables, sha256 {}", moved.rows, moved.tables, moved.sha256);
    Ok(())
}

/// Fills an empty database from an exported file. The database's own migrations come with the file's tables.
pub fn import(config: &Config, file: &Path) -> anyhow::Result<()> {
    let input = File::open(file).with_context(|| cannot("read", file))?;
    std::fs::create_dir_all(&config.data)?;
    let db = house::open_database(config)?;
    db.migrate(&house::migrations()).context("bringing the database up to date")?;
    let bar = progress::bar(0, "rows");
    let moved = db.import(&mut BufReader::new(input), &mut reporter(&bar))?;
    bar.finish_and_clear();
    db.close();
    eprintln!("imported {} rows of {} tables, sha256 {}", moved.rows, moved.tables, moved.sha256);
    Ok(())
}

/// Looks at database, keys, files and jobs; fails if something needs mending.
pub fn doctor(house: &House) -> anyhow::Result<ExitCode> {
    let mut findings = house.app.db().doctor()?;
    let jobs = house.app.read(&house::cli(), |op| op::job::waiting(op.conn(), 1000))?;
    let refused = jobs.iter().filter(|job| job.refused).count();
    let failed = jobs.iter().filter(|job| job.state == "failed" && !job.refused).count();
    findings.push(db::Finding {
        name: "jobs",
        good: failed == 0,
        detail: format!(
            "{} wait, {refused} were refused by another domain and wait for an officer, {failed} were given up",
            jobs.len() - failed - refused
        ),
    });
    findings.push(files(house)?);
    for finding in &findings {
        output::line(format_args!(
            "{} {:<14} {}",
            if finding.good { "ok  " } else { "BAD " },
            finding.name,
            finding.detail
        ));
    }
    match findings.iter().all(|finding| finding.good) {
        true => Ok(ExitCode::SUCCESS),
        false => bail!("something needs mending: see the lines that begin with BAD"),
    }
}

/// Whether every file something leans on is in the store.
fn files(house: &House) -> anyhow::Result<db::Finding> {
    let stored: std::collections::BTreeSet<String> =
        house.app.files().list()?.into_iter().map(|(hash, _)| hash).collect();
    let known = house.app.read(&house::cli(), |op| op::file::hashes(op.conn()))?;
    let missing: Vec<&String> = known.iter().filter(|hash| !stored.contains(*hash)).collect();
    let detail = match missing.first() {
        None => format!("{} attached files, all in the store", known.len()),
        Some(first) => {
            format!("{} of {} attached files are not in the store, {first} first", missing.len(), known.len())
        }
    };
    Ok(db::Finding { name: "files", good: missing.is_empty(), detail })
}

fn reporter(bar: &ProgressBar) -> impl FnMut(Progress<'_>) {
    move |progress| {
        bar.set_message(format!("table {}/{} {}", progress.table_number, progress.tables, progress.table));
        bar.set_position(progress.rows);
    }
}

fn cannot(verb: &str, path: &Path) -> String {
    format!("cannot {verb} {}", path.display())
}
