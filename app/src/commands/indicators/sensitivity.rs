//! How sure a ranking is, from files into files.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};
use indicators::composite::Fault;
use indicators::composite::limits::FILE_BYTES_MAX;
use indicators::uncertainty::spec::{BYTES_MAX, Sensitivity};
use indicators::uncertainty::{Evaluator, Indices, Long, Outcome, Piece, Study, study};

use super::run::text;
use crate::output;

/// Computes an analysis and writes every table.
pub(super) fn run(path: &Path, out: &Path, threads: Option<usize>) -> anyhow::Result<ExitCode> {
    let document = Sensitivity::parse(&text(path, BYTES_MAX)?).with_context(|| format!("{}", path.display()))?;
    let beside = path.parent().map(Path::to_owned).unwrap_or_default();
    let study = study(document, &mut |name| {
        text(&beside.join(name), FILE_BYTES_MAX)
            .map_err(|error| Fault::new(name, format!("{error:#}"), "name a file beside the document"))
    })?;
    empty(out)?;
    let threads = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let outcome = study.outcome(pieces(&study, threads.clamp(1, study.pieces()))?)?;
    let files = write(&study, &outcome, out)?;
    tell(&outcome, files, out);
    Ok(ExitCode::SUCCESS)
}

/// Computes all pieces, each thread a stretch of neighbours; the results are the same for any number of threads.
fn pieces(study: &Study, threads: usize) -> anyhow::Result<Vec<Piece>> {
    let style = ProgressStyle::with_template("{bar:40} {percent} % {msg} {eta}")?;
    let bar = ProgressBar::new(study.pieces() as u64).with_style(style);
    bar.set_message(format!("{} replicates", study.replicates()));
    let failed = AtomicUsize::new(usize::MAX);
    let stretch = |thread: usize| {
        let mut evaluator = Evaluator::new(study);
        let mut pieces = Vec::new();
        for number in thread * study.pieces() / threads..(thread + 1) * study.pieces() / threads {
            // A fault further on ends nothing before it, so that the same fault is told at any number of threads.
            if failed.load(Ordering::Relaxed) < number {
                break;
            }
            pieces.push(evaluator.piece(number).inspect_err(|_| {
                failed.fetch_min(number, Ordering::Relaxed);
            })?);
            bar.inc(1);
        }
        Ok(pieces)
    };
    let done: Vec<Result<Vec<Piece>, Fault>> = std::thread::scope(|scope| {
        let stretch = &stretch;
        let running: Vec<_> = (0..threads).map(|thread| scope.spawn(move || stretch(thread))).collect();
        let broken = || Fault::new("", "a thread ended before its work was done", "report this");
        running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(broken()))).collect()
    });
    bar.finish_and_clear();
    let mut pieces = Vec::with_capacity(study.pieces());
    for stretch in done {
        pieces.extend(stretch?);
    }
    Ok(pieces)
}

fn write(study: &Study, outcome: &Outcome, out: &Path) -> anyhow::Result<usize> {
    let mut files = 1;
    let cannot = |name: &str| format!("cannot write {}", out.join(name).display());
    for (name, sheet) in outcome.sheets(&study.document().quantiles) {
        let name = format!("{name}.csv");
        std::fs::write(out.join(&name), sheet.csv()).with_context(|| cannot(&name))?;
        files += 1;
    }
    for (table, name) in
        [(Long::Replicates, "replicates.csv"), (Long::Scores, "scores.csv"), (Long::Ranks, "ranks.csv")]
    {
        if outcome.has(table) {
            let mut to = BufWriter::new(File::create(out.join(name)).with_context(|| cannot(name))?);
            outcome.lines(table, &mut |line| to.write_all(line.as_bytes())).with_context(|| cannot(name))?;
            to.flush().with_context(|| cannot(name))?;
            files += 1;
        }
    }
    let document = serde_json::to_string_pretty(study.document())?;
    std::fs::write(out.join("sensitivity.json"), document).with_context(|| cannot("sensitivity.json"))?;
    Ok(files)
}

fn tell(outcome: &Outcome, files: usize, out: &Path) {
    output::line(format_args!("{} replicates of {} units", outcome.targets.len(), outcome.units.len()));
    match &outcome.indices {
        Indices::None => output::line(format_args!("the target does not vary, or a replicate has none: no indices")),
        Indices::Exact(exact) => {
            for (name, share) in outcome.factors.iter().zip(&exact.shares) {
                let (first, total, fair) = (share.first, share.total, share.shapley);
                output::line(format_args!("{name}: first {first:.4}, total {total:.4}, Shapley {fair:.4} (exact)"));
            }
        }
        Indices::Sampled(indices) => {
            let ends = |interval: Option<(f64, f64)>| {
                interval.map_or_else(String::new, |(lower, upper)| format!(" [{lower:.4}, {upper:.4}]"))
            };
            for (name, index) in outcome.factors.iter().zip(indices) {
                let (first, total) = (index.first, index.total);
                let (first_ends, total_ends) = (ends(first.interval), ends(total.interval));
                let (first, total) = (first.value, total.value);
                output::line(format_args!("{name}: first {first:.4}{first_ends}, total {total:.4}{total_ends}"));
            }
        }
    }
    if !outcome.paired() {
        output::line(format_args!("too many units and replicates for tables of places and pairs"));
    }
    output::line(format_args!("{files} files in {}", out.display()));
}

fn empty(out: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(out).with_context(|| format!("cannot make the folder {}", out.display()))?;
    let mut there = std::fs::read_dir(out).with_context(|| format!("cannot read {}", out.display()))?;
    if there.next().is_some() {
        bail!("{} is not empty: name a new folder", out.display());
    }
    Ok(())
}
