//! A county's schools under a standard: verdict, reasons, and what would have to change.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use indicators::expression::Table;
use indicators::standard::{DispersionVerdict, Place, SchoolVerdict, StageVerdict, Standard, Verdict};

use super::folder::{Cell, Folder};
use super::read::Sheet;
use crate::output;

/// The most bytes of a standard.
const STANDARD_BYTES_MAX: u64 = 4 * 1024 * 1024;

pub(super) fn run(asked: &super::Standard) -> anyhow::Result<ExitCode> {
    let standard = standard(&asked.standard)?;
    if standard.indicators.is_empty() {
        bail!("{} sets targets and judges no schools", standard.id);
    }
    let schools = table(&standard, &asked.file, Place::School)?;
    let county = asked.county.as_deref().map(|path| table(&standard, path, Place::County)).transpose()?;
    if county.as_ref().is_some_and(|county| county.keys().len() != 1) {
        bail!("a county's own figures are one row");
    }
    let verdict = standard.judge(schools, county)?;
    let mut folder = Folder::new();
    write(&standard, &verdict, &mut folder)?;
    folder.document("verdict.json", &verdict)?;
    folder.write(&asked.out)?;
    tell(&standard, &verdict);
    Ok(if verdict.passed == Some(true) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn standard(name: &str) -> anyhow::Result<Standard> {
    if let Some(standard) = Standard::shipped(name) {
        return Ok(standard);
    }
    let path = Path::new(name);
    let size = std::fs::metadata(path)
        .with_context(|| {
            format!("“{name}” is no shipped standard and no file; `indicators equity standards` lists them")
        })?
        .len();
    if size > STANDARD_BYTES_MAX {
        bail!("{name} has {size} bytes; at most {STANDARD_BYTES_MAX} are read");
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    Ok(Standard::parse(&text)?)
}

/// The columns of a file that the standard knows, in the units it asks for them.
fn table(standard: &Standard, path: &Path, of: Place) -> anyhow::Result<Table> {
    let sheet = Sheet::read(path)?;
    let keys = match of {
        Place::School => sheet.texts("code")?.into_iter().map(str::to_owned).collect(),
        Place::County => (0..sheet.rows()).map(|row| row.to_string()).collect(),
    };
    let told = |error| format!("{}: {error}", path.display());
    let mut table = Table::of(keys).map_err(|error| anyhow::anyhow!(told(error)))?;
    if of == Place::School {
        let kinds = sheet.texts("kind")?.into_iter().map(str::to_owned).collect();
        table.add_text("kind", kinds).map_err(|error| anyhow::anyhow!(told(error)))?;
    }
    let known = |name: &&String| standard.elements.iter().any(|element| element.of == of && element.name == **name);
    let others = ["code", "kind", "name"];
    if let Some(other) = sheet.head().iter().find(|name| !known(name) && !others.contains(&name.as_str())) {
        bail!("{}: the standard does not know the column “{other}”; mend its name or leave it out", path.display());
    }
    for element in standard.elements.iter().filter(|element| element.of == of && sheet.head().contains(&element.name)) {
        let values = sheet.numbers(&element.name)?;
        table.add(&element.name, element.unit.clone(), values).map_err(|error| anyhow::anyhow!(told(error)))?;
    }
    Ok(table)
}

fn write(standard: &Standard, verdict: &Verdict, folder: &mut Folder) -> anyhow::Result<()> {
    let codes = |stage: &StageVerdict| -> Vec<&str> {
        let asked = standard.indicators.iter().filter(|rule| rule.resource.contains_key(&stage.stage));
        asked.map(|rule| rule.code.as_str()).collect()
    };
    let (mut schools, mut dispersion, mut shares, mut changes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for stage in &verdict.stages {
        let name = stage.stage.as_str();
        for school in &stage.schools {
            schools.extend(school_rows(name, school, &codes(stage)));
            for (indicator, amount) in school.least.iter().flat_map(|least| &least.added) {
                changes.push(vec![
                    Cell::Text(name),
                    Cell::Text("school"),
                    Cell::Text(indicator),
                    Cell::Text(&school.school),
                    Cell::Number(*amount),
                    Cell::None,
                ]);
            }
        }
        for one in &stage.dispersion {
            dispersion.push(dispersion_row(name, one));
            for (school, share) in &one.shares {
                shares.push(vec![
                    Cell::Text(name),
                    Cell::Text(&one.indicator),
                    Cell::Text(school),
                    Cell::Number(*share),
                ]);
            }
            changes.extend(ways(name, stage, one));
        }
    }
    let head = [
        "stage",
        "code",
        "kind",
        "pupils",
        "passed",
        "indicator",
        "value",
        "reached",
        "lacking",
        "lacking_to_floor",
        "unit",
    ];
    folder.table("schools.csv", &head, schools)?;
    let head = ["stage", "indicator", "schools", "mean", "cv", "plain_cv", "limit", "passed", "basis"];
    folder.table("dispersion.csv", &head, dispersion)?;
    folder.table("shares.csv", &["stage", "indicator", "code", "squared_cv_share"], shares)?;
    folder.table("changes.csv", &["stage", "way", "indicator", "codes", "amount", "level"], changes)
}

/// How evenly an indicator is spread over the schools of a stage.
fn dispersion_row<'a>(name: &'a str, one: &'a DispersionVerdict) -> Vec<Cell<'a>> {
    let basis = one.basis.map_or(String::new(), |basis| format!("{basis:?}").to_lowercase());
    vec![
        Cell::Text(name),
        Cell::Text(&one.indicator),
        Cell::Count(one.schools),
        one.mean.into(),
        one.cv.into(),
        one.plain_cv.into(),
        one.limit.into(),
        Cell::Text(truth(one.passed)),
        Cell::Owned(basis),
    ]
}

/// The least that would have to change for an indicator to be spread evenly enough, in both senses of least.
fn ways<'a>(name: &'a str, stage: &'a StageVerdict, one: &'a DispersionVerdict) -> Vec<Vec<Cell<'a>>> {
    let mut changes = Vec::new();
    let code = |place: &usize| stage.schools.get(*place).map_or("", |school| school.school.as_str());
    let ways = [
        ("least_added", one.least_added.as_ref().map(|way| (way.amount, way.level, &way.schools))),
        ("fewest_lifted", one.fewest_lifted.as_ref().map(|way| (way.amount, way.level, &way.schools))),
    ];
    for (way, found) in ways {
        let Some((amount, level, lifted)) = found else { continue };
        let names = Cell::Owned(lifted.iter().map(code).collect::<Vec<_>>().join(" "));
        changes.push(vec![
            Cell::Text(name),
            Cell::Text(way),
            Cell::Text(&one.indicator),
            names,
            Cell::Number(amount),
            Cell::Number(level),
        ]);
    }
    changes
}

fn school_rows<'a>(stage: &'a str, school: &'a SchoolVerdict, codes: &[&'a str]) -> Vec<Vec<Cell<'a>>> {
    let row = |(place, code): (usize, &&'a str)| {
        let gap = school.gaps.iter().find(|gap| gap.indicator == **code);
        vec![
            Cell::Text(stage),
            Cell::Text(&school.school),
            Cell::Text(school.kind.name()),
            Cell::Number(school.pupils),
            Cell::Text(truth(school.passed)),
            Cell::Text(code),
            school.values[place].into(),
            Cell::Text(truth(school.reached[place])),
            gap.map(|gap| gap.lacking).into(),
            gap.map(|gap| gap.lacking_to_floor).into(),
            Cell::Text(gap.map_or("", |gap| &gap.unit)),
        ]
    };
    codes.iter().enumerate().map(row).collect()
}

fn truth(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

fn tell(standard: &Standard, verdict: &Verdict) {
    let passed = match verdict.passed {
        Some(true) => "reached",
        Some(false) => "not reached",
        None => "open: figures are missing",
    };
    output::line(format_args!("{} ({}): {passed}", standard.id, standard.title));
    for stage in &verdict.stages {
        let pass = stage.schools.iter().filter(|school| school.passed == Some(true)).count();
        output::line(format_args!(
            "{}: {pass} of {} schools reach what each must reach",
            stage.stage,
            stage.schools.len()
        ));
        for one in &stage.dispersion {
            let (Some(cv), Some(limit)) = (one.cv, one.limit) else { continue };
            let kept = if one.passed == Some(true) { "kept" } else { "not kept" };
            output::line(format_args!("{} {}: CV {cv:.3}, limit {limit}: {kept}", stage.stage, one.indicator));
        }
        if let Some((mean, limit, kept)) = stage.composite {
            let kept = if kept { "kept" } else { "not kept" };
            output::line(format_args!("{}: mean CV {mean:.3}, limit {limit}: {kept}", stage.stage));
        }
    }
    for item in verdict.items.iter().filter(|item| item.holds.is_some()) {
        let told = if item.holds == Some(true) { "holds" } else { "does not hold" };
        output::line(format_args!("{}: {told}{}", item.item, if item.decides { "" } else { " (decides nothing)" }));
    }
    if !verdict.excluded.is_empty() {
        output::line(format_args!("{} schools are not counted; verdict.json says why", verdict.excluded.len()));
    }
}
