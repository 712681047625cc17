//! From one book to the next: only what changed is checked, read and filed.

use std::sync::Arc;

use super::{Codes, Refused, RuleBook, programme_key, refused::out_of_range, shelf::Filed};
use crate::{
    equivalence::Change,
    model::{BOOK_RULES_MAX, Programme, Rule},
    text::limits,
};

/// What changed since a book was made.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Rules of which no version stays. What is then said of them stands in `rules`.
    pub rules_gone: Vec<String>,
    /// Versions that come.
    pub rules: Vec<Rule>,
    /// Programmes that go, by institution and code.
    pub programmes_gone: Vec<(String, String)>,
    /// Programmes that come, or stand otherwise than before.
    pub programmes: Vec<Programme>,
    /// All changes of codes, where any is another than before.
    pub changes: Option<Vec<Change>>,
}

impl RuleBook {
    /// The book after a change. It shares with this one whatever the change does not reach, and says what a book says that is
    /// made of everything anew.
    ///
    /// # Errors
    /// The first reason of [`Refused`] that holds of what comes.
    pub fn edited(&self, mut edit: Edit) -> Result<RuleBook, Refused> {
        let gone = |rule: &Rule| edit.rules_gone.contains(&rule.id);
        let going: usize = edit.rules_gone.iter().map(|id| self.shelf.versions(id).len()).sum();
        if self.shelf.len() - going + edit.rules.len() > BOOK_RULES_MAX {
            return Err(Refused::TooManyRules);
        }
        edit.rules.sort_by(|one, other| (&one.id, one.version).cmp(&(&other.id, other.version)));
        edit.programmes.sort_by(|one, other| (&one.code, &one.institution).cmp(&(&other.code, &other.institution)));
        for rule in &edit.rules {
            limits::rule(rule).map_err(|fault| out_of_range(&rule.id, fault))?;
        }
        for programme in &edit.programmes {
            limits::programme(programme).map_err(|fault| out_of_range(&programme.code, fault))?;
        }
        let twice = |pair: &&[Rule]| pair[0].id == pair[1].id && pair[0].version == pair[1].version;
        let stands = |rule: &&Rule| !gone(rule) && self.shelf.holds(&rule.id, rule.version);
        let repeated = edit.rules.windows(2).find(twice).map(|pair| &pair[0]);
        if let Some(rule) = repeated.or_else(|| edit.rules.iter().find(stands)) {
            return Err(Refused::RepeatedRule(format!("{} {}", rule.id, rule.version)));
        }
        let twice = |pair: &&[Programme]| pair[0].code == pair[1].code && pair[0].institution == pair[1].institution;
        if let Some(pair) = edit.programmes.windows(2).find(twice) {
            return Err(Refused::RepeatedProgramme(pair[0].code.clone()));
        }
        let mut book = self.clone();
        book.replace_rules(&edit.rules_gone, edit.rules);
        book.replace_programmes(&edit.programmes_gone, edit.programmes);
        if let Some(changes) = edit.changes {
            book.codes = Arc::new(Codes::new(changes));
        }
        Ok(book)
    }

    fn replace_rules(&mut self, gone: &[String], rules: Vec<Rule>) {
        if gone.is_empty() && rules.is_empty() {
            return;
        }
        for (slot, filed) in self.shelf.take(gone) {
            self.index.take(slot, &filed.rule, &filed.patterns);
            self.by_programme.take(key_of(&filed.rule), slot);
        }
        let filed: Vec<Arc<Filed>> = rules.into_iter().map(|rule| Arc::new(Filed::new(rule))).collect();
        for (slot, filed) in self.shelf.put(filed.clone()).into_iter().zip(&filed) {
            self.index.put(slot, &filed.rule, &filed.patterns);
            self.by_programme.put(key_of(&filed.rule), slot);
        }
        let changed = gone.iter().map(String::as_str).chain(filed.iter().map(|filed| filed.rule.id.as_str()));
        self.shelf.settle(changed);
    }

    fn replace_programmes(&mut self, gone: &[(String, String)], programmes: Vec<Programme>) {
        for (institution, code) in gone {
            if let Ok(place) = self.programme_place(institution, code) {
                self.programmes.remove(place);
            }
        }
        for mut programme in programmes {
            programme.courses.sort_by(|one, other| one.code.cmp(&other.code));
            match self.programme_place(&programme.institution, &programme.code) {
                Ok(place) => self.programmes[place] = Arc::new(programme),
                Err(place) => self.programmes.insert(place, Arc::new(programme)),
            }
        }
    }
}

fn key_of(rule: &Rule) -> String {
    programme_key(&rule.institution, rule.programme.as_deref().unwrap_or_default())
}
