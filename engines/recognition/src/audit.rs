//! Degree audit: what a degree asks for as nested blocks, how far a learner has come, and what further courses would change.
//!
//! A plan is in force for the years of entry it names, so a student of 2024 is held to the plan of 2024 for ever. Courses
//! passed and courses recognised count alike; a course recognised without a grade counts for credit and not for the average.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use units::{Credit, Ratio};

use crate::model::NESTING_MAX;

/// The plan of a programme for some years of entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DegreePlan {
    /// Code of the programme.
    pub programme: String,
    /// First year of entry it holds for.
    pub entry_from: i32,
    /// The year after the last; none = until another plan begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry_to: Option<i32>,
    /// What it asks for.
    pub block: Block,
}

/// A requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// Every one of these.
    AllOf {
        /// What it is called.
        title: String,
        /// The requirements.
        blocks: Vec<Block>,
    },
    /// At least so many of these.
    NOf {
        /// What it is called.
        title: String,
        /// How many.
        n: u32,
        /// The requirements.
        blocks: Vec<Block>,
    },
    /// This course.
    Course(String),
    /// At least so much credit from courses listed or of the categories listed; from all courses when both are empty.
    CreditsFrom {
        /// What it is called.
        title: String,
        /// How much.
        credits: Credit,
        /// Codes of courses.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        courses: BTreeSet<String>,
        /// Categories.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        categories: BTreeSet<String>,
    },
    /// An average of at least so many hundredths of a grade point, over graded credit. Without any graded credit it is not met.
    GpaFloor {
        /// Hundredths of a point.
        at_least: u32,
    },
}

/// A course the learner has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Achieved {
    /// Code in the programme.
    pub course: String,
    /// Its category.
    #[serde(default)]
    pub category: String,
    /// Credit recorded.
    pub credit: Credit,
    /// Hundredths of a grade point; none for a course that was recognised without a grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<u32>,
}

/// How far a requirement is met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// What it is called; the course's code for a course.
    pub title: String,
    /// Whether it is met.
    pub met: bool,
    /// How much there is: requirements met, hundredths of credit, or hundredths of a grade point (rounded down).
    pub have: i64,
    /// How much is asked for, counted alike.
    pub need: i64,
    /// The requirements inside.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inside: Vec<Progress>,
}

/// Why a plan cannot be audited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditRefused {
    /// No plan of the programme is in force for the year of entry.
    NoPlan,
    /// Blocks nested deeper than the limit.
    TooDeep,
    /// Credit that does not fit.
    TooLarge,
}

/// The plan of a programme in force for a year of entry: of several the one that began last.
pub fn plan_for<'a>(plans: &'a [DegreePlan], programme: &str, entry: i32) -> Result<&'a DegreePlan, AuditRefused> {
    let holds = |plan: &&DegreePlan| {
        plan.programme == programme && plan.entry_from <= entry && plan.entry_to.is_none_or(|end| entry < end)
    };
    plans.iter().filter(holds).max_by_key(|plan| plan.entry_from).ok_or(AuditRefused::NoPlan)
}

/// How far a learner has come. A course achieved twice counts once, the first time it is named.
///
/// # Errors
/// [`AuditRefused::TooDeep`], [`AuditRefused::TooLarge`].
pub fn audit(block: &Block, achieved: &[Achieved]) -> Result<Progress, AuditRefused> {
    let mut seen = BTreeSet::new();
    let once: Vec<&Achieved> = achieved.iter().filter(|course| seen.insert(&course.course)).collect();
    walk(block, &once, NESTING_MAX)
}

/// The audit as it would be with further courses: before and after.
///
/// # Errors
/// As [`audit`].
pub fn what_if(block: &Block, achieved: &[Achieved], added: &[Achieved]) -> Result<(Progress, Progress), AuditRefused> {
    let more: Vec<Achieved> = achieved.iter().chain(added).cloned().collect();
    Ok((audit(block, achieved)?, audit(block, &more)?))
}

fn walk(block: &Block, achieved: &[&Achieved], levels: usize) -> Result<Progress, AuditRefused> {
    let levels = levels.checked_sub(1).ok_or(AuditRefused::TooDeep)?;
    match block {
        Block::AllOf { title, blocks } => several(title, blocks.len(), blocks, achieved, levels),
        Block::NOf { title, n, blocks } => several(title, *n as usize, blocks, achieved, levels),
        Block::Course(code) => {
            let have = i64::from(achieved.iter().any(|course| course.course == *code));
            Ok(Progress { title: code.clone(), met: have == 1, have, need: 1, inside: Vec::new() })
        }
        Block::CreditsFrom { title, credits, courses, categories } => {
            let counts = |course: &&&Achieved| {
                let listed = courses.contains(&course.course) || categories.contains(&course.category);
                listed || (courses.is_empty() && categories.is_empty())
            };
            let have = Credit::total(achieved.iter().filter(counts).map(|course| course.credit));
            let have = have.ok_or(AuditRefused::TooLarge)?.hundredths();
            let need = credits.hundredths();
            Ok(Progress { title: title.clone(), met: have >= need, have, need, inside: Vec::new() })
        }
        Block::GpaFloor { at_least } => gpa(*at_least, achieved),
    }
}

fn several(
    title: &str,
    need: usize,
    blocks: &[Block],
    achieved: &[&Achieved],
    levels: usize,
) -> Result<Progress, AuditRefused> {
    let inside = blocks.iter().map(|block| walk(block, achieved, levels)).collect::<Result<Vec<_>, _>>()?;
    let have = inside.iter().filter(|progress| progress.met).count();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    Ok(Progress { title: title.to_owned(), met: have >= need, have: count(have), need: count(need), inside })
}

/// The average is compared without rounding: points times credit against the floor times credit.
fn gpa(at_least: u32, achieved: &[&Achieved]) -> Result<Progress, AuditRefused> {
    let (mut weighted, mut credit) = (0_i128, 0_i128);
    for course in achieved {
        if let Some(points) = course.points {
            if course.credit.is_negative() {
                return Err(AuditRefused::TooLarge);
            }
            weighted += i128::from(points) * i128::from(course.credit.hundredths());
            credit += i128::from(course.credit.hundredths());
        }
    }
    let met = credit > 0 && weighted >= i128::from(at_least) * credit;
    let have = if credit > 0 { weighted / credit } else { 0 };
    let have = i64::try_from(have).map_err(|_| AuditRefused::TooLarge)?;
    Ok(Progress { title: "GPA".to_owned(), met, have, need: i64::from(at_least), inside: Vec::new() })
}

/// The share of requirements met in the outermost block, for a bar; the whole of what is met, even where nothing is asked.
pub fn share(progress: &Progress) -> Option<Ratio> {
    if progress.met {
        return Ratio::new(1, 1).ok();
    }
    Ratio::new(progress.have.clamp(0, progress.need.max(1)), progress.need.max(1)).ok()
}

impl AuditRefused {
    /// The stable code; a domain that tells it has its own refusal and sentence.
    pub fn code(&self) -> &'static str {
        match self {
            AuditRefused::NoPlan => "recognition.audit.no_plan",
            AuditRefused::TooDeep => "recognition.audit.too_deep",
            AuditRefused::TooLarge => "recognition.audit.too_large",
        }
    }
}
