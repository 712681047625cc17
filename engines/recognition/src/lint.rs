//! The lint: what a rule says that cannot be meant.
//!
//! Findings come in a fixed order: rules by id and version, within a rule in the order of [`Lint`], last the cycles. Each has
//! a stable code, the place in the rule, and a sentence in both languages (`tables`). What can only be known from a
//! programme is said only where programmes of the institution are given.

mod caps;
mod cycles;
mod pairs;
mod single;
mod tables;

use serde::Serialize;

use crate::{
    equivalence::Equivalence,
    model::{Programme, Rule},
};

/// What is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lint {
    /// The rule ends before it begins.
    ValidityEmpty,
    /// A minimum above the highest grade of its scale.
    MinimumAboveScale,
    /// N of fewer than n, or none of them.
    NOfImpossible,
    /// A pattern no outcome can meet: its parts contradict one another.
    PatternImpossible,
    /// The programme is none of the institution's.
    ProgrammeUnknown,
    /// No programme has the courses it counts as, or as many as it chooses.
    TargetUnknown,
    /// A course it counts as is of a category that is never recognised.
    TargetExcluded,
    /// A course that must come first is in no programme of the rule.
    PrerequisiteUnknown,
    /// A course must come before itself.
    PrerequisiteItself,
    /// A cap of nothing, which forbids everything it counts.
    CapForbids,
    /// A cap that can never be reached.
    CapNeverBinds,
    /// An exception that lifts nothing: it ended before the rule begins, or lifts for an outcome what is lifted for learners.
    ExceptionIdle,
    /// The same version of a rule twice.
    VersionRepeated,
    /// The same content under another id.
    Duplicate,
    /// Another rule takes everything this one takes, as the same.
    Shadowed,
    /// A way from a course back to itself that would gain credit.
    CycleGains,
    /// Too many ways between institutions to try them all.
    CyclesUntried,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What is found; its code is [`Lint::code`].
    pub lint: Lint,
    /// The rule; empty when it is about several.
    pub rule: String,
    /// Its version.
    pub version: u32,
    /// The place in the rule, such as `cap[0]`.
    pub place: String,
    /// What the sentence speaks of: another rule, a course, a way.
    pub about: String,
}

impl Lint {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Lint::ValidityEmpty => "recognition.lint.validity_empty",
            Lint::MinimumAboveScale => "recognition.lint.minimum_above_scale",
            Lint::NOfImpossible => "recognition.lint.n_of_impossible",
            Lint::PatternImpossible => "recognition.lint.pattern_impossible",
            Lint::ProgrammeUnknown => "recognition.lint.programme_unknown",
            Lint::TargetUnknown => "recognition.lint.target_unknown",
            Lint::TargetExcluded => "recognition.lint.target_excluded",
            Lint::PrerequisiteUnknown => "recognition.lint.prerequisite_unknown",
            Lint::PrerequisiteItself => "recognition.lint.prerequisite_itself",
            Lint::CapForbids => "recognition.lint.cap_forbids",
            Lint::CapNeverBinds => "recognition.lint.cap_never_binds",
            Lint::ExceptionIdle => "recognition.lint.exception_idle",
            Lint::VersionRepeated => "recognition.lint.version_repeated",
            Lint::Duplicate => "recognition.lint.duplicate",
            Lint::Shadowed => "recognition.lint.shadowed",
            Lint::CycleGains => "recognition.lint.cycle_gains",
            Lint::CyclesUntried => "recognition.lint.cycles_untried",
        }
    }
}

/// What the checks of one rule may look at.
struct Ground<'a> {
    rules: &'a [&'a Rule],
    programmes: &'a [Programme],
    same: &'a Equivalence,
}

/// Lints rules beside one another and beside the programmes that are known.
pub fn lint(rules: &[Rule], programmes: &[Programme], same: &Equivalence) -> Vec<Finding> {
    let mut sorted: Vec<&Rule> = rules.iter().collect();
    sorted.sort_by(|one, other| (&one.id, one.version).cmp(&(&other.id, other.version)));
    let ground = Ground { rules: &sorted, programmes, same };
    let pairs = pairs::Pairs::new(&sorted);
    let mut findings = Vec::new();
    for (place, rule) in sorted.iter().enumerate() {
        let mut own = Vec::new();
        single::lint(&ground, rule, &mut own);
        caps::lint(&ground, rule, &mut own);
        pairs.lint(&sorted, place, &mut own);
        own.sort_by(|one, other| (one.lint, &one.place).cmp(&(other.lint, &other.place)));
        findings.append(&mut own);
    }
    cycles::lint(&ground, &mut findings);
    findings
}

impl<'a> Ground<'a> {
    /// The programmes a rule holds for; none when the institution has none that is known.
    fn programmes_of(&self, rule: &Rule) -> Vec<&'a Programme> {
        self.programmes.iter().filter(|programme| rule.holds_for(&programme.institution, &programme.code)).collect()
    }

    fn knows(&self, institution: &str) -> bool {
        self.programmes.iter().any(|programme| programme.institution == institution)
    }
}

fn finding(lint: Lint, rule: &Rule, place: impl Into<String>, about: impl Into<String>) -> Finding {
    Finding { lint, rule: rule.id.clone(), version: rule.version, place: place.into(), about: about.into() }
}
