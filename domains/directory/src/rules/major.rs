//! Comparing a catalogue of majors with the newest edition of it that the directory has.

use std::collections::BTreeMap;

use super::list::{Change, Difference};
use crate::import::{MajorRow, RowFault};
use crate::model::{Major, Sound};

/// What reading a catalogue would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MajorPlan {
    /// Majors the newest edition does not have.
    pub added: Vec<Change>,
    /// Majors of which it says something else.
    pub changed: Vec<Change>,
    /// Majors the new edition no longer has. Their pages stay and say so.
    pub absent: Vec<Change>,
    /// Majors that stand in both, the same.
    pub unchanged: usize,
    /// Every major of the new edition.
    pub majors: Vec<(Major, Sound)>,
    /// The newest edition that was read before.
    pub read_before: Option<String>,
}

impl MajorPlan {
    /// Whether both editions say the same.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.absent.is_empty()
    }
}

/// Compares a catalogue with the newest edition of it. Names of 门类 and 专业类 that the file leaves out, as tables do whose
/// cells are joined, are those the code has in that edition; degrees and former codes stay where the file has no such column.
///
/// # Errors
/// Every row whose 门类 neither the file nor the newest edition names.
pub fn compare_majors(rows: &[MajorRow], newest: &[Major], edition: &str) -> Result<MajorPlan, Vec<RowFault>> {
    let known: BTreeMap<&str, &Major> = newest.iter().map(|major| (major.code.as_str(), major)).collect();
    let mut plan = MajorPlan::default();
    let mut faults = Vec::new();
    for row in rows {
        let earlier = known.get(row.major.code.as_str()).copied();
        let major = complete(row, earlier, newest, edition);
        if major.discipline_name.is_empty() {
            faults.push(row.fault("discipline", "form.required"));
            continue;
        }
        match earlier.map(|earlier| differences(earlier, &major)) {
            None => plan.added.push(change(&major, Vec::new())),
            Some(differences) if differences.is_empty() => plan.unchanged += 1,
            Some(differences) => plan.changed.push(change(&major, differences)),
        }
        plan.majors.push((major, row.sound.clone()));
    }
    let gone = newest.iter().filter(|major| !rows.iter().any(|row| row.major.code == major.code));
    plan.absent = gone.map(|major| change(major, Vec::new())).collect();
    plan.read_before = newest.first().map(|major| major.edition.clone());
    if faults.is_empty() { Ok(plan) } else { Err(faults) }
}

fn complete(row: &MajorRow, earlier: Option<&Major>, newest: &[Major], edition: &str) -> Major {
    let mut major = Major { edition: edition.to_owned(), ..row.major.clone() };
    if major.discipline_name.is_empty() {
        let like = newest.iter().find(|known| known.discipline == major.discipline);
        major.discipline_name = like.map_or_else(String::new, |known| known.discipline_name.clone());
    }
    if major.class_name.is_empty() {
        let class = major.code.get(..4).unwrap_or_default().to_owned();
        if let Some(like) = newest.iter().find(|known| known.class == class) {
            (major.class, major.class_name) = (class, like.class_name.clone());
        }
    }
    if let Some(earlier) = earlier {
        if !row.tells_degrees {
            major.degrees.clone_from(&earlier.degrees);
        }
        if !row.tells_former_code {
            major.former_code.clone_from(&earlier.former_code);
        }
    }
    major
}

fn change(major: &Major, differences: Vec<Difference>) -> Change {
    Change { code: major.code.clone(), name: major.name.clone(), differences }
}

fn differences(from: &Major, to: &Major) -> Vec<Difference> {
    let fields = [
        ("name", &from.name, &to.name),
        ("discipline", &from.discipline_name, &to.discipline_name),
        ("class", &from.class_name, &to.class_name),
        ("degrees", &from.degrees, &to.degrees),
        ("former_code", &from.former_code, &to.former_code),
    ];
    let differing = fields.into_iter().filter(|(_, from, to)| from != to);
    differing.map(|(field, from, to)| Difference { field, from: from.clone(), to: to.clone() }).collect()
}
