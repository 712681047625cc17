//! A composite index from files into files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use indicators::composite::analysis::report;
use indicators::composite::data::load;
use indicators::composite::limits::{FILE_BYTES_MAX, SPECIFICATION_BYTES_MAX};
use indicators::composite::{Fault, Pipeline, Specification};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::output;

/// The file that says what a folder holds.
const MANIFEST: &str = "run.json";

/// What was computed from what, so that every figure can be computed again.
#[derive(Serialize, Deserialize)]
struct Manifest {
    /// The program's version.
    version: String,
    /// Hash of the specification's canonical form, which stands in `specification.json`.
    specification: String,
    /// Hash of figures and tree.
    data: String,
    /// SHA-256 of the files that were read.
    inputs: BTreeMap<String, String>,
    /// Hash of everything that went into each data set.
    stages: Vec<(String, String)>,
    /// SHA-256 of the files that were written.
    files: BTreeMap<String, String>,
}

/// Computes a specification and writes every table.
pub(super) fn run(path: &Path, out: &Path, replace: bool) -> anyhow::Result<ExitCode> {
    let specification =
        Specification::parse(&text(path, SPECIFICATION_BYTES_MAX)?).with_context(|| format!("{}", path.display()))?;
    let beside = path.parent().map(Path::to_owned).unwrap_or_default();
    let loaded = load(&specification, &mut |name| {
        text(&beside.join(name), FILE_BYTES_MAX)
            .map_err(|error| Fault::new(name, format!("{error:#}"), "name a file beside the specification"))
    })?;
    let mut pipeline = Pipeline::new(loaded.input.clone());
    let run = pipeline.run(&specification)?;
    let tables = report(&loaded.input, &run, &specification)?;
    prepare(out, replace)?;
    let mut files = BTreeMap::new();
    let mut write = |name: String, text: &str| -> anyhow::Result<()> {
        let to = out.join(&name);
        std::fs::write(&to, text).with_context(|| format!("cannot write {}", to.display()))?;
        files.insert(name, hex::encode(Sha256::digest(text.as_bytes())));
        Ok(())
    };
    for (name, sheet) in &tables {
        write(format!("{name}.csv"), &sheet.csv())?;
    }
    write("specification.json".to_owned(), &specification.canonical())?;
    let stages: Vec<(String, String)> = run.stages.iter().map(|stage| (stage.name.clone(), stage.hash())).collect();
    let manifest = Manifest {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        specification: specification.hash(),
        data: loaded.input.hash(),
        inputs: loaded.files,
        stages,
        files,
    };
    let to = out.join(MANIFEST);
    std::fs::write(&to, serde_json::to_string_pretty(&manifest)?)
        .with_context(|| format!("cannot write {}", to.display()))?;
    tell(&manifest, &run, out);
    Ok(ExitCode::SUCCESS)
}

fn tell(manifest: &Manifest, run: &indicators::composite::Run, out: &Path) {
    output::line(format_args!("specification {}", manifest.specification));
    output::line(format_args!("data          {}", manifest.data));
    for (stage, (name, hash)) in run.stages.iter().zip(&manifest.stages) {
        let (rows, columns) = (stage.values.rows(), stage.values.columns());
        output::line(format_args!("{name:<13} {hash} {rows} × {columns}"));
        for finding in stage.findings.iter() {
            let about = if finding.about.is_empty() { String::new() } else { format!("{}: ", finding.about) };
            output::line(format_args!("  ! {about}{}", finding.what));
        }
    }
    output::line(format_args!("{} files in {}", manifest.files.len() + 1, out.display()));
}

/// A file's text, if it is a file of text and not too long.
pub(super) fn text(path: &Path, bytes_max: usize) -> anyhow::Result<String> {
    regular(path, bytes_max as u64, "give a part of it")?;
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    String::from_utf8(bytes).map_err(|error| {
        let (at, bytes) = (error.utf8_error().valid_up_to(), error.as_bytes());
        let name = path.display();
        if bytes.starts_with(b"PK") {
            return anyhow::anyhow!("{name} is a workbook or an archive: save its sheet as CSV UTF-8");
        }
        let line = 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count();
        no_utf8(line as u64).context(name.to_string())
    })
}

/// Looks whether something is a file that can be read to its end: a device or a pipe would go on for ever.
pub(super) fn regular(path: &Path, bytes_max: u64, remedy: &str) -> anyhow::Result<()> {
    let file = std::fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
    if !file.is_file() {
        bail!("{} is no file", path.display());
    }
    if file.len() > bytes_max {
        bail!("{} has {} bytes, more than {bytes_max}: {remedy}", path.display(), file.len());
    }
    Ok(())
}

fn no_utf8(line: u64) -> anyhow::Error {
    anyhow::anyhow!("line {line}: this is no UTF-8 (GBK or UTF-16 perhaps): save the file as UTF-8")
}

/// What is said of a table that does not come apart into rows and cells.
pub(super) fn unreadable(error: &csv::Error) -> anyhow::Error {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let line = pos.as_ref().map_or(0, csv::Position::line);
            anyhow::anyhow!(
                "line {line}: {len} cells, the head has {expected_len}: put cells with commas or line breaks in \
                 quotation marks, and close each mark"
            )
        }
        csv::ErrorKind::Utf8 { pos, .. } => no_utf8(pos.as_ref().map_or(0, csv::Position::line)),
        _ => anyhow::anyhow!("{error}"),
    }
}

/// Makes the folder, or takes away what an earlier run wrote there. A folder with anything else is left alone.
fn prepare(out: &Path, replace: bool) -> anyhow::Result<()> {
    std::fs::create_dir_all(out).with_context(|| format!("cannot make the folder {}", out.display()))?;
    let earlier = out.join(MANIFEST);
    if replace && earlier.exists() {
        let manifest: Manifest = serde_json::from_str(&text(&earlier, SPECIFICATION_BYTES_MAX)?)
            .with_context(|| format!("{} is not of an earlier run", earlier.display()))?;
        let inside = |name: &String| PathBuf::from(name).components().count() == 1 && !name.starts_with('.');
        for name in manifest.files.keys().filter(|name| inside(name)) {
            let file = out.join(name);
            if file.exists() {
                std::fs::remove_file(&file).with_context(|| format!("cannot replace {}", file.display()))?;
            }
        }
        std::fs::remove_file(&earlier).with_context(|| format!("cannot replace {}", earlier.display()))?;
    }
    let mut there = std::fs::read_dir(out).with_context(|| format!("cannot read {}", out.display()))?;
    if there.next().is_some() {
        bail!("{} is not empty: name a new folder, or --replace the files of an earlier run", out.display());
    }
    Ok(())
}
