//! Error localisation: the fewest entries of a return to change so that its hard rules can hold, offered as a suggestion.

mod asked;

use asked::Asked;

use super::check::{Facts, Record, Unfit, flags};
use super::columns::fields_under;
use crate::model::flag::Flag;
use crate::model::form::{Field, Figure, Form, Kind, Severity, Values};

/// The most combinations of other answers that are tried.
const ANSWERS_MAX: usize = 16;

/// What would have to change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suggestion {
    /// The fewest entries: of several such sets the one that moves what was entered least; empty if nothing is wrong that a change of entries could mend.
    pub changes: Vec<Change>,
    /// Other sets of the same weight, each of which would do as well.
    pub others: Vec<Vec<Change>>,
    /// Whether it is proved that no lighter set is enough.
    pub proved: bool,
    /// Hard rules that were found broken and could not be considered, by their codes: they are no linear conditions.
    pub left_out: Vec<String>,
    /// Whether the rules themselves contradict each other, so that no entries could satisfy them.
    pub contradiction: bool,
}

/// An entry to change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The field.
    pub field: String,
    /// What was entered.
    pub from: Option<Figure>,
    /// What it must become if the others of the set stay as they are or become what is said; none if several values would do.
    pub to: Option<Figure>,
}

/// Looks for the fewest entries to change; nothing to change if no hard rule between entries is broken.
///
/// Considered are the hard rules that can be asked of this return: those whose condition holds and whose fields are filled in. Where
/// a broken rule has a condition on a choice or on yes or no, the other answers are tried too, for then other rules are asked. Other
/// conditions stand as they are; where a lighter entry could lift one of them, nothing is said to be proved.
///
/// # Errors
/// As [`flags`].
pub fn suggest(form: &Form, facts: &Facts) -> Result<Suggestion, Unfit> {
    let found = flags(form, facts)?;
    let broken = broken(&found);
    if broken.is_empty() {
        return Ok(Suggestion::default());
    }
    let asked = Asked::of(form, facts)?;
    let mut best = Weighed::of(form, &asked, &broken)?;
    let tried = Tried::of(form, facts.record.now, &broken);
    let (answers, all) = tried.answers(best.weight);
    for answer in answers {
        if answer.weight <= best.weight
            && let Some(other) = answer.tried(form, facts, &found)?
        {
            best.join(other);
        }
    }
    let lifts = |field: &Field| field.weight < best.weight && !tried.has(field);
    best.suggestion.proved &= all && asked.least(&lifts) >= best.weight;
    Ok(best.suggestion)
}

fn broken(found: &[Flag]) -> Vec<&Flag> {
    found.iter().filter(|flag| flag.severity == Severity::Hard && !flag.is_missing()).collect()
}

/// A suggestion and what its changes weigh; beyond everything if no change of the entries was found that is enough.
struct Weighed {
    suggestion: Suggestion,
    weight: f64,
}

impl Weighed {
    fn of(form: &Form, asked: &Asked, broken: &[&Flag]) -> Result<Weighed, Unfit> {
        let (suggestion, solved) = asked.suggestion(broken)?;
        let weights = suggestion.changes.iter().filter_map(|change| form.field(&change.field));
        let weight = if solved { weights.map(|field| field.weight).sum() } else { f64::INFINITY };
        Ok(Weighed { suggestion, weight })
    }

    /// Takes another suggestion instead if it is lighter, beside its own if both weigh the same.
    fn join(&mut self, other: Weighed) {
        if other.suggestion.left_out.len() > self.suggestion.left_out.len() {
            return;
        }
        if other.weight < self.weight {
            *self = other;
        } else if other.weight == self.weight {
            self.suggestion.others.push(other.suggestion.changes);
            self.suggestion.others.extend(other.suggestion.others);
            self.suggestion.proved &= other.suggestion.proved;
        }
    }
}

/// Choices and answers of yes or no that conditions of broken rules rest on, each with the other answers it could have.
struct Tried<'f>(Vec<(&'f Field, Vec<Figure>)>);

impl<'f> Tried<'f> {
    fn of(form: &'f Form, now: &Values, broken: &[&Flag]) -> Tried<'f> {
        let conditions = broken.iter().filter_map(|flag| form.check(&flag.check)?.only_if.as_ref());
        let names: Vec<&str> = conditions.flat_map(|condition| condition.names()).collect();
        let answered = fields_under(form, &names).into_iter().filter_map(|name| {
            let field = form.field(name)?;
            let entry = now.get(name)?;
            let offered: Vec<Figure> = match field.kind {
                Kind::YesNo => vec![Figure::Number(1.0), Figure::Number(0.0)],
                Kind::Choice => field.options.iter().map(|option| Figure::Text(option.value.clone())).collect(),
                _ => return None,
            };
            Some((field, offered.into_iter().filter(|one| one != entry).collect()))
        });
        Tried(answered.collect())
    }

    fn has(&self, field: &Field) -> bool {
        self.0.iter().any(|(tried, _)| tried.name == field.name)
    }

    /// Combinations of other answers up to a weight, the lightest first, and whether these are all there are.
    fn answers(&self, most: f64) -> (Vec<Answer<'f>>, bool) {
        let mut all = vec![Answer { entries: Vec::new(), weight: 0.0 }];
        let mut whole = true;
        for (field, others) in &self.0 {
            let more: Vec<Answer> = all
                .iter()
                .filter(|answer| answer.weight + field.weight <= most)
                .flat_map(|answer| others.iter().map(|other| answer.and(field, other)))
                .collect();
            all.extend(more);
            all.sort_by(|one, other| one.weight.total_cmp(&other.weight));
            whole &= all.len() <= ANSWERS_MAX;
            all.truncate(ANSWERS_MAX);
        }
        all.retain(|answer| !answer.entries.is_empty());
        (all, whole)
    }
}

/// Other answers to some of the questions that decide which rules are asked.
struct Answer<'f> {
    entries: Vec<(&'f Field, Figure)>,
    weight: f64,
}

impl<'f> Answer<'f> {
    fn and(&self, field: &'f Field, figure: &Figure) -> Answer<'f> {
        let entries = self.entries.iter().cloned().chain([(field, figure.clone())]).collect();
        Answer { entries, weight: self.weight + field.weight }
    }

    /// What would still have to change with these answers; none if they ask for more than is filled in, or would themselves be changed again.
    fn tried(&self, form: &Form, facts: &Facts, before: &[Flag]) -> Result<Option<Weighed>, Unfit> {
        let entered = facts.record.now;
        let mut now = entered.clone();
        now.extend(self.entries.iter().map(|(field, figure)| (field.name.clone(), figure.clone())));
        let facts = Facts { record: Record { now: &now, ..facts.record }, ..*facts };
        let found = flags(form, &facts)?;
        let missing = |flags: &[Flag]| flags.iter().filter(|flag| flag.is_missing()).count();
        if missing(&found) > missing(before) {
            return Ok(None);
        }
        let broken = broken(&found);
        let mut made = match broken.is_empty() {
            true => Weighed { suggestion: Suggestion { proved: true, ..Suggestion::default() }, weight: 0.0 },
            false => Weighed::of(form, &Asked::of(form, &facts)?, &broken)?,
        };
        if !made.weight.is_finite() {
            return Ok(None);
        }
        let suggestion = &mut made.suggestion;
        let again = |change: &Change| self.entries.iter().any(|(field, _)| field.name == change.field);
        suggestion.others.retain(|set| !set.iter().any(again));
        if suggestion.changes.iter().any(again) {
            if suggestion.others.is_empty() {
                return Ok(None);
            }
            suggestion.changes = suggestion.others.remove(0);
        }
        for set in std::iter::once(&mut suggestion.changes).chain(&mut suggestion.others) {
            let own = self.entries.iter().map(|(field, figure)| Change {
                field: field.name.clone(),
                from: entered.get(&field.name).cloned(),
                to: Some(figure.clone()),
            });
            set.splice(0..0, own);
        }
        made.weight += self.weight;
        Ok(Some(made))
    }
}

#[cfg(test)]
mod tests;
