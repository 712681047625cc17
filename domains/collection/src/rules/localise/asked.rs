//! The hard rules that can be asked of one return as linear conditions, and the sets of entries that would satisfy them.

use std::collections::BTreeMap;

use indicators::expression::localise::{Edit, Localised, Relation, Unsolved, localise};
use indicators::expression::{Expression, Panel, Strategy, Unit, linear, rules};

use super::super::check::{Facts, Record, Unfit, as_rule, flags, sides};
use super::super::columns::{YEAR, book, computed, fields_under, in_unit, table};
use super::super::figure;
use super::{Change, Suggestion};
use crate::model::flag::Flag;
use crate::model::form::{Check, Field, Figure, Form, Severity, Values};

/// The rules that are asked of a return, between the entries it has.
pub(super) struct Asked<'a> {
    form: &'a Form,
    facts: &'a Facts<'a>,
    record: linear::Record,
    /// Fields out of their bounds that no considered rule mentions: they change in any case, and nobody can say to what.
    beyond: Vec<&'a str>,
}

impl<'a> Asked<'a> {
    pub(super) fn of(form: &'a Form, facts: &'a Facts<'a>) -> Result<Asked<'a>, Unfit> {
        let book = book(form)?;
        let panel = |now: &Values| -> Result<Panel, Unfit> {
            let key = facts.record.key;
            let mut panel = Panel::of(YEAR, table(form, &[(key, Some(now))])?);
            panel.add(YEAR - 1, table(form, &[(key, facts.record.before)])?);
            Ok(panel)
        };
        // What is out of its bounds is wrong whatever the rules say, so no condition is known to hold by it.
        let outside = outside(form, facts.record.now);
        let mut possible = facts.record.now.clone();
        possible.retain(|name, _| !outside.contains(&name.as_str()));
        let possible = panel(&possible)?;
        let mut asked = Vec::new();
        for check in form.checks.iter().filter(|check| check.severity == Severity::Hard) {
            let holds = match &check.only_if {
                None => true,
                Some(condition) => {
                    computed(condition, &Unit::number(), Strategy::SkipIfAny, &possible, &book)? == [Some(1.0)]
                }
            };
            if holds && filled(form, check, facts.record.now) {
                asked.push(as_rule(check));
            }
        }
        let mut record = linear::record(&asked, &panel(facts.record.now)?, YEAR, &book, 0);
        for field in &mut record.fields {
            let Some(known) = form.field(&field.name) else { continue };
            if field.value.is_none() {
                // It counts as nought in the rules that were asked, and nobody is told to fill in what is not asked.
                (field.value, field.low, field.high) = (Some(0.0), 0.0, 0.0);
                continue;
            }
            field.weight = known.weight;
            field.low = known.low * known.unit.scale();
            field.high = known.high.map_or(f64::INFINITY, |high| high * known.unit.scale());
        }
        let considered = |name: &&str| record.fields.iter().any(|field| field.name == **name);
        let beyond = outside.into_iter().filter(|name| !considered(name)).collect();
        Ok(Asked { form, facts, record, beyond })
    }

    /// The least weight that is enough for the rules no such field can lift by its condition: no set weighs less, whatever
    /// conditions it changes. Nothing where that is not proved.
    pub(super) fn least(&self, lifts: &dyn Fn(&Field) -> bool) -> f64 {
        let lifted = |condition: &Expression| {
            let mut fields = fields_under(self.form, &condition.names()).into_iter();
            fields.any(|name| self.form.field(name).is_some_and(lifts))
        };
        let stays = |edit: &&Edit| {
            let condition = self.form.check(&edit.name).and_then(|check| check.only_if.as_ref());
            !condition.is_some_and(lifted)
        };
        let edits: Vec<Edit> = self.record.edits.iter().filter(stays).cloned().collect();
        let weight = |name: &str| self.form.field(name).map_or(0.0, |field| field.weight);
        let beyond: f64 = self.beyond.iter().map(|name| weight(name)).sum();
        match localise(&self.record.fields, &edits) {
            Ok(found) if found.proved => {
                let fields = found.change.iter().map(|(place, _)| self.record.fields[*place].name.as_str());
                fields.map(weight).sum::<f64>() + beyond
            }
            _ => 0.0,
        }
    }

    /// The lightest sets for what is broken, and whether any was found that is enough for the rules that are linear conditions.
    pub(super) fn suggestion(&self, broken: &[&Flag]) -> Result<(Suggestion, bool), Unfit> {
        let mut suggestion = Suggestion { left_out: self.left_out(broken), ..Suggestion::default() };
        if self.record.edits.is_empty() {
            suggestion.changes = self.changes(&[])?;
            suggestion.proved = !suggestion.changes.is_empty();
            return Ok((suggestion, true));
        }
        let localised = localise(&self.record.fields, &self.record.edits);
        match &localised {
            Ok(localised) => self.tell(localised, &mut suggestion)?,
            Err(Unsolved::Contradiction) => suggestion.contradiction = true,
            // Beyond the limits of what is looked for in a request there is no suggestion, and the flags stand for themselves.
            Err(_) => {}
        }
        Ok((suggestion, localised.is_ok()))
    }

    /// Hard rules that are broken and no linear conditions.
    fn left_out(&self, broken: &[&Flag]) -> Vec<String> {
        let of_rules = broken.iter().filter(|flag| self.form.check(&flag.check).is_some());
        let considered = |code: &str| self.record.edits.iter().any(|edit| edit.name == code);
        of_rules.map(|flag| flag.check.clone()).filter(|code| !considered(code)).collect()
    }

    /// All sets of least weight, that first which changes what was entered least: nineteen classes instead of twenty are a likelier
    /// slip than one instead of none.
    fn tell(&self, localised: &Localised, suggestion: &mut Suggestion) -> Result<(), Unfit> {
        let mut chosen: Vec<usize> = localised.change.iter().map(|(place, _)| *place).collect();
        chosen.sort_unstable();
        let mut sets: Vec<Vec<usize>> = localised.alternatives.clone();
        sets.iter_mut().for_each(|set| set.sort_unstable());
        sets.push(chosen);
        sets.sort_unstable();
        sets.dedup();
        let told = sets.iter().map(|set| self.changes(set)).collect::<Result<Vec<_>, _>>()?;
        let mut ranked: Vec<(f64, Vec<Change>)> = told.into_iter().map(|set| (moved(&set), set)).collect();
        ranked.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        let mut ranked = ranked.into_iter().map(|(_, set)| set);
        suggestion.proved = localised.proved;
        suggestion.changes = ranked.next().unwrap_or_default();
        suggestion.others = ranked.collect();
        Ok(())
    }

    /// A set with the values that are determined, if these values are possible and mend what they are about.
    fn changes(&self, set: &[usize]) -> Result<Vec<Change>, Unfit> {
        let determined = self.determined(set);
        let mut changes: Vec<Change> = set
            .iter()
            .map(|place| {
                let name = &self.record.fields[*place].name;
                let from = self.facts.record.now.get(name).cloned();
                let to = determined.get(place).and_then(|base| self.possible(name, *base));
                Change { field: name.clone(), from, to }
            })
            .collect();
        if changes.iter().all(|change| change.to.is_some()) && !self.mends(&changes)? {
            changes.iter_mut().for_each(|change| change.to = None);
        }
        let from = |name: &str| self.facts.record.now.get(name).cloned();
        let open = self.beyond.iter().map(|name| Change { field: (*name).to_owned(), from: from(name), to: None });
        changes.extend(open);
        Ok(changes)
    }

    /// A value in the field's unit, if a field of its kind may have it.
    fn possible(&self, name: &str, base: f64) -> Option<Figure> {
        let field = self.form.field(name)?;
        let value = in_unit(base, &field.unit);
        // What the engine computed is near a decimal number; the decimal number is what is meant.
        let near: f64 = format!("{value:.*}", usize::from(figure::PLACES_MAX)).parse().ok()?;
        if (near - value).abs() > 1e-6 * value.abs().max(1.0) {
            return None;
        }
        figure::fit(field, Figure::Number(near)).ok().filter(|_| field.within(near))
    }

    /// Whether the return with these changes breaks no hard rule that was considered.
    fn mends(&self, changes: &[Change]) -> Result<bool, Unfit> {
        let mut now: Values = self.facts.record.now.clone();
        for change in changes {
            if let Some(to) = &change.to {
                now.insert(change.field.clone(), to.clone());
            }
        }
        let record = Record { now: &now, ..self.facts.record };
        let left = flags(self.form, &Facts { record, peers: &[] })?;
        let considered = |flag: &Flag| self.record.edits.iter().any(|edit| edit.name == flag.check);
        Ok(!left.iter().any(|flag| flag.severity == Severity::Hard && considered(flag)))
    }

    /// The fields of a set that can have one value only, while all others stay: those the equations determine.
    fn determined(&self, set: &[usize]) -> BTreeMap<usize, f64> {
        let entered = |place: usize| self.record.fields[place].value.unwrap_or(0.0);
        let mut rows: Vec<(Vec<f64>, f64)> = Vec::new();
        for edit in self.record.edits.iter().filter(|edit| edit.relation == Relation::Exactly) {
            let (mut row, mut bound) = (vec![0.0; set.len()], edit.bound);
            for (place, factor) in &edit.terms {
                match set.iter().position(|one| one == place) {
                    Some(column) => row[column] += factor,
                    None => bound -= factor * entered(*place),
                }
            }
            if row.iter().any(|factor| *factor != 0.0) {
                rows.push((row, bound));
            }
        }
        reduce(&mut rows, set.len());
        let alone = |row: &Vec<f64>| {
            let mut there = row.iter().enumerate().filter(|(_, factor)| factor.abs() > PIVOT);
            let first = there.next();
            first.filter(|_| there.next().is_none()).map(|(column, factor)| (column, *factor))
        };
        rows.iter()
            .filter_map(|(row, bound)| alone(row).map(|(column, factor)| (set[column], bound / factor)))
            .collect()
    }
}

/// The numbers that are out of their fields' bounds.
fn outside<'f>(form: &'f Form, now: &Values) -> Vec<&'f str> {
    let out = |field: &&Field| {
        let value = now.get(&field.name).and_then(Figure::number).filter(|_| field.kind.numeric());
        value.is_some_and(|value| !field.within(value))
    };
    form.fields.iter().filter(out).map(|field| field.name.as_str()).collect()
}

/// How far a set moves what was entered, relative to its size; beyond everything if a value is open.
fn moved(set: &[Change]) -> f64 {
    let one = |change: &Change| {
        let from = change.from.as_ref().and_then(Figure::number).unwrap_or(0.0);
        let to = change.to.as_ref().and_then(Figure::number);
        to.map_or(f64::INFINITY, |to| (to - from).abs() / from.abs().max(1.0))
    };
    set.iter().map(one).sum()
}

/// Below this a factor is rounding.
const PIVOT: f64 = 1e-9;

/// Reduces equations so that each pivot stands alone in its column (Gauss and Jordan, the largest pivot first).
fn reduce(rows: &mut [(Vec<f64>, f64)], columns: usize) {
    let mut done = 0;
    for column in 0..columns {
        let largest = (done..rows.len()).max_by(|a, b| rows[*a].0[column].abs().total_cmp(&rows[*b].0[column].abs()));
        let Some(pivot) = largest.filter(|row| rows[*row].0[column].abs() > PIVOT) else { continue };
        rows.swap(done, pivot);
        let (own, bound) = rows[done].clone();
        for (_, (row, right)) in rows.iter_mut().enumerate().filter(|(place, _)| *place != done) {
            let factor = row[column] / own[column];
            row.iter_mut().zip(&own).for_each(|(left, right)| *left -= factor * right);
            *right -= factor * bound;
        }
        done += 1;
    }
}

/// Whether a check can be asked of a return: every field it rests on is filled in, or counts as nought where it is missing.
fn filled(form: &Form, check: &Check, now: &Values) -> bool {
    let of_check = match &check.test {
        rules::Check::Compare { missing, .. } => *missing,
        _ => Strategy::SkipIfAny,
    };
    let names = |expression: &Expression| expression.names().iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let present = |name: &String| fields_under(form, &[name]).iter().any(|field| now.contains_key(*field));
    let mut open: Vec<(Strategy, Vec<String>)> = sides(check).into_iter().map(|side| (of_check, names(side))).collect();
    while let Some((missing, names_of)) = open.pop() {
        let there = match missing {
            Strategy::SkipIfAny => names_of.iter().all(present),
            Strategy::SkipIfAll => names_of.is_empty() || names_of.iter().any(present),
            Strategy::Never => true,
        };
        if !there {
            return false;
        }
        let derived = form.derived.iter().filter(|derived| names_of.contains(&derived.formula.name));
        open.extend(derived.map(|derived| (derived.formula.missing, names(&derived.formula.expression))));
    }
    true
}
