//! The pages on which a rule is written, one group of questions each. What one page asks is read together with what the draft
//! already says to every other, so that a draft is kept from the first page on.

use op::{Error, Op};
use units::{Args, Day};
use web::Form;

use super::rule_fields::{ROWS_MAX, list, read};
use crate::model::RuleInput;
use crate::shown::Shower;

/// A page of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Which outcomes are taken, and with what grade.
    Source,
    /// What they count as.
    Target,
    /// Caps and conditions.
    Limits,
    /// When, and how an application is handled.
    Handling,
    /// Everything once more, before the second person sees it.
    Check,
}

/// The pages in order with their names in addresses, and how the fields begin that each asks for.
const STEPS: [(Step, &str, &[&str]); 5] = [
    (Step::Source, "source", &["source.", "rows.source", "join", "minimum.", "only_caps"]),
    (
        Step::Target,
        "target",
        &["programme", "course.", "rows.course", "categories", "choose", "ratio", "rounding", "effect"],
    ),
    (
        Step::Limits,
        "limits",
        &["cap.", "rows.cap", "months_max", "prerequisites", "excluded", "group", "share", "one_certificate"],
    ),
    (Step::Handling, "handling", &["valid_", "evidence_required", "automatic", "note"]),
    (Step::Check, "check", &[]),
];

/// The button that keeps a page, finished or not, and goes to the one before.
pub(crate) const BACK: &str = "back";
/// The button that keeps a page which was opened from the check, and goes back there.
pub(crate) const TO_CHECK: &str = "check";

impl Step {
    /// The page of a name; the first for any other.
    pub(crate) fn named(name: &str) -> Step {
        STEPS.iter().find(|(_, known, _)| *known == name).map_or(Step::Source, |(step, ..)| *step)
    }

    pub(crate) fn name(self) -> &'static str {
        STEPS[self as usize].1
    }

    /// Counted from 1.
    pub(crate) fn number(self) -> usize {
        self as usize + 1
    }

    pub(crate) fn next(self) -> Step {
        STEPS.get(self as usize + 1).map_or(Step::Check, |(step, ..)| *step)
    }

    pub(crate) fn previous(self) -> Step {
        STEPS[(self as usize).saturating_sub(1)].0
    }

    /// The page a button of this one leads to: back, to the check whence this one was opened, else onward.
    pub(crate) fn after(self, pressed: &str) -> Step {
        match pressed {
            BACK => self.previous(),
            TO_CHECK => Step::Check,
            _ => self.next(),
        }
    }

    fn asks(self, field: &str) -> bool {
        STEPS[self as usize].2.iter().any(|begin| field.starts_with(begin))
    }
}

/// What a new form begins with.
pub(crate) fn start(today: Day) -> Vec<(String, String)> {
    let fields = [("rows.source", "1"), ("rows.course", "1"), ("rows.cap", "0"), ("effect", "study_and_exam")];
    let mut start: Vec<(String, String)> =
        fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    start.push(("valid_from".to_owned(), today.to_string()));
    start
}

/// What a rule says: the fields of one page as they were sent, all others as they are kept.
///
/// # Errors
/// `Invalid` with every fault of the fields.
pub(crate) fn said(op: &Op, form: &Form, step: Step, kept: &[(String, String)]) -> op::Result<RuleInput> {
    let mut form = form.clone();
    let only_caps = step == Step::Source && form.flag("only_caps");
    let dropped = |name: &str| only_caps && Step::Target.asks(name) && name != "effect";
    for (name, value) in kept.iter().filter(|(name, _)| !step.asks(name)) {
        form.set(name, if dropped(name) { "" } else { value.as_str() });
    }
    codes_for_names(op, &mut form)?;
    let input = read(&mut form);
    input.filter(|_| !form.has_faults()).ok_or_else(|| Error::Invalid(form.faults()))
}

/// What a page may not be left without.
///
/// # Errors
/// `Invalid` with the field that is empty.
pub(crate) fn complete(form: &Form, step: Step, input: &RuleInput) -> op::Result<()> {
    let mut form = form.clone();
    let rule = &input.rule;
    match step {
        Step::Source if rule.source.is_none() && !form.flag("only_caps") => {
            form.fault("source.0.title", "credit.rule.source_missing", Args::none());
        }
        Step::Target if rule.source.is_some() => match &rule.target {
            None => form.fault("course.0", "credit.rule.course_missing", Args::none()),
            Some(target) if !target.categories.is_empty() && target.choose.is_none() => {
                form.fault("choose", "credit.rule.choose_missing", Args::none());
            }
            Some(_) => {}
        },
        Step::Limits if rule.source.is_none() && rule.caps.is_empty() => {
            form.fault("cap.0.amount", "credit.rule.cap_missing", Args::none());
        }
        _ => {}
    }
    form.check()
}

/// The fields in which issuers are named, each once a row.
fn issuer_fields() -> impl Iterator<Item = String> {
    (0..ROWS_MAX).flat_map(|row| [format!("source.{row}.issuer"), format!("cap.{row}.of")])
}

/// Puts the code of every institution in the place of its name. Who is in no directory keeps the name they were given.
fn codes_for_names(op: &Op, form: &mut Form) -> op::Result<()> {
    for field in issuer_fields() {
        let mut codes = Vec::new();
        for name in list(form, &field) {
            let mut known = directory::store::institution_codes(op.conn(), &name)?;
            match known.len() {
                0 => codes.push(name),
                1 => codes.append(&mut known),
                _ => form.fault(&field, "credit.rule.issuer_ambiguous", Args::one("name", &name)),
            }
        }
        if !codes.is_empty() {
            form.set(&field, codes.join(", "));
        }
    }
    Ok(())
}

/// Fields as they are shown: with the names of institutions instead of their codes.
pub(crate) fn names_for_codes(
    op: &Op,
    shower: &mut Shower,
    mut fields: Vec<(String, String)>,
) -> op::Result<Vec<(String, String)>> {
    let named: Vec<String> = issuer_fields().collect();
    for (_, value) in fields.iter_mut().filter(|(field, _)| named.contains(field)) {
        *value = shower.with_names(op, value)?;
    }
    Ok(fields)
}
