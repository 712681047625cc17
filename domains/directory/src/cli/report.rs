//! What a file changes or would change, as a person reads it.

use std::io::{self, Write};

use units::Args;

use super::Outcome;
use crate::import::RowFault;
use crate::model::Region;
use crate::rules::{Change, MajorPlan, Plan, RegionPlan};

/// Changes printed one by one at most; the counts are always printed whole.
const LINES_MAX: usize = 200;

/// Changes of one sort: their word, said with `count`, and a line each.
#[derive(Debug, PartialEq)]
pub struct Group {
    /// Word key.
    pub word: &'static str,
    /// A line for each change.
    pub lines: Vec<String>,
}

/// What a file changes.
#[derive(Debug, PartialEq)]
pub struct Report {
    /// The changes.
    pub groups: Vec<Group>,
    /// Further sentences: word keys with their arguments.
    pub notes: Vec<(&'static str, Args)>,
    /// How to apply it: a word key.
    pub next: &'static str,
}

fn group(word: &'static str, changes: &[Change]) -> Group {
    Group { word, lines: changes.iter().map(change_line).collect() }
}

fn change_line(change: &Change) -> String {
    let differences = change.differences.iter();
    let differences = differences.map(|one| format!("{}: {} → {}", one.field, one.from, one.to));
    let differences = differences.collect::<Vec<_>>().join(", ");
    let gap = if differences.is_empty() { "" } else { "  " };
    format!("{} {}{gap}{differences}", change.code, change.name)
}

impl Report {
    pub(super) fn of_list(plan: &Plan) -> Report {
        let mut notes =
            vec![("directory-import-rest", Args::one("unchanged", plan.unchanged).and("elsewhere", plan.elsewhere))];
        notes.extend(plan.scopes.iter().map(|scope| match plan.read_before.get(scope) {
            Some(newest) => ("directory-import-newest", Args::one("scope", scope).and("newest", newest)),
            None => ("directory-import-first", Args::one("scope", scope)),
        }));
        Report {
            groups: vec![
                group("directory-import-added", &plan.added),
                group("directory-import-changed", &plan.changed),
                group("directory-import-absent", &plan.absent),
            ],
            notes,
            next: "directory-import-planned",
        }
    }

    pub(super) fn of_regions(plan: &RegionPlan) -> Report {
        let row = |region: &Region, successors: &[String]| {
            let until = region.valid_to.as_ref().map(|to| format!(" – {to}")).unwrap_or_default();
            let led = if successors.is_empty() { String::new() } else { format!("  → {}", successors.join(" ")) };
            format!("{} {}  {}{until}{led}", region.code, region.name, region.valid_from)
        };
        let rows = |word, rows: &[(Region, Vec<String>)]| Group {
            word,
            lines: rows.iter().map(|(region, successors)| row(region, successors)).collect(),
        };
        let opened = plan.opened.iter().map(|(region, _, successors)| row(region, successors)).collect();
        let moved = plan.moved.iter().map(|(one, to)| format!("{} {}  {} → {to}", one.code, one.name, one.region));
        let unplaced = plan.unplaced.iter().map(|one| format!("{} {}  {}", one.code, one.name, one.region));
        let mut groups = vec![
            Group { word: "directory-import-regions_opened", lines: opened },
            rows("directory-import-regions_closed", &plan.closed),
            rows("directory-import-regions_led", &plan.led),
            Group { word: "directory-import-regions_moved", lines: moved.collect() },
            Group { word: "directory-import-regions_unplaced", lines: unplaced.collect() },
        ];
        groups.retain(|group| !group.lines.is_empty());
        let rest = Args::one("unchanged", plan.unchanged).and("elsewhere", plan.elsewhere);
        Report { groups, notes: vec![("directory-import-regions_rest", rest)], next: "directory-import-planned_apply" }
    }

    pub(super) fn of_majors(plan: &MajorPlan) -> Report {
        let mut notes = vec![("directory-import-majors_rest", Args::one("unchanged", plan.unchanged))];
        notes.extend(
            plan.read_before.as_ref().map(|newest| ("directory-import-majors_newest", Args::one("newest", newest))),
        );
        Report {
            groups: vec![
                group("directory-import-majors_added", &plan.added),
                group("directory-import-majors_changed", &plan.changed),
                group("directory-import-majors_absent", &plan.absent),
            ],
            notes,
            next: "directory-import-planned_apply",
        }
    }
}

/// Writes an outcome for a person. `say` gives the sentence of a word key in their language.
///
/// # Errors
/// Those of writing.
pub fn report(outcome: &Outcome, say: &dyn Fn(&str, &Args) -> String, out: &mut dyn Write) -> io::Result<()> {
    let (told, last) = match outcome {
        Outcome::Faults(faults) => {
            writeln!(out, "{}", say("directory-import-faults", &Args::one("count", faults.len())))?;
            return faults.iter().try_for_each(|fault| writeln!(out, "  {}", fault_line(fault, say)));
        }
        Outcome::Planned(told) => (told, told.next),
        Outcome::Applied(told) => (told, "directory-import-applied"),
        Outcome::Same(told) => (told, "directory-import-same"),
    };
    for group in &told.groups {
        writeln!(out, "{}", say(group.word, &Args::one("count", group.lines.len())))?;
        group.lines.iter().take(LINES_MAX).try_for_each(|line| writeln!(out, "  {line}"))?;
        if group.lines.len() > LINES_MAX {
            writeln!(out, "  … +{}", group.lines.len() - LINES_MAX)?;
        }
    }
    told.notes.iter().try_for_each(|(word, args)| writeln!(out, "{}", say(word, args)))?;
    writeln!(out, "{}", say(last, &Args::none()))
}

/// One fault as a sentence: `row 12, 学校标识码: …`.
fn fault_line(fault: &RowFault, say: &dyn Fn(&str, &Args) -> String) -> String {
    let what = say(&fault.code.replace('.', "-"), &fault.args);
    let column = match fault.column {
        "" => String::new(),
        column => say(&format!("directory-import-column-{column}"), &Args::none()),
    };
    let place = match (fault.row, fault.column) {
        (0, "") => return what,
        (0, _) => Args::one("column", column),
        (row, _) => Args::one("column", column).and("row", row),
    };
    let key = match (fault.row, fault.column) {
        (0, _) => "directory-import-in_column",
        (_, "") => "directory-import-in_row",
        _ => "directory-import-in_cell",
    };
    say(key, &place.and("what", what))
}
