//! The words of one request's language, for code that must speak before a template does.

use std::collections::BTreeMap;
use std::sync::Arc;

use fluent_bundle::FluentValue;
use op::Error;
use units::{Args, Fault};

use crate::problem::Failure;
use crate::words::key_of;
use crate::{Locale, Words};

/// Says words in one language; cloning it is cheap.
#[derive(Clone)]
pub struct Voice {
    pub(crate) words: Arc<Words>,
    pub(crate) locale: Locale,
}

impl Voice {
    /// Speaks these words in a language.
    pub fn new(words: Arc<Words>, locale: Locale) -> Voice {
        Voice { words, locale }
    }

    /// The same words in a language of one's choice, for what is shown in both.
    pub fn in_language(&self, locale: Locale) -> Voice {
        Voice { words: self.words.clone(), locale }
    }

    /// The language spoken.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The sentence under a word key.
    pub fn word(&self, key: &str) -> String {
        self.with(key, &Args::none())
    }

    /// The sentence under a word key, with its arguments.
    pub fn with(&self, key: &str, args: &Args) -> String {
        self.words.text(self.locale, key, args)
    }

    /// The sentence of a stable code such as `credit.application.cap_reached`.
    pub fn code(&self, code: &str, args: &Args) -> String {
        self.with(&key_of(code), args)
    }

    /// As [`Voice::code`], for a code and arguments that were kept in the database.
    pub fn kept(&self, code: &str, args: &BTreeMap<String, String>) -> String {
        let args = args.iter().map(|(name, value)| (name.clone(), FluentValue::from(value.clone())));
        self.words.say(self.locale, &key_of(code), args)
    }

    /// The sentence under a key if there is one.
    pub(crate) fn if_any(&self, key: &str) -> Option<String> {
        self.words.has(self.locale, key).then(|| self.word(key))
    }

    /// The sentence under a key with its arguments left open, if there is one.
    pub(crate) fn outline(&self, key: &str) -> Option<String> {
        let has = self.words.has(self.locale, key);
        has.then(|| self.words.format(self.locale, key, []).unwrap_or_else(|unsaid| unsaid.instead))
    }

    /// What is wrong with a field.
    pub fn fault(&self, fault: &Fault) -> String {
        self.code(fault.code, &fault.args)
    }

    /// Why an operation did not happen, in one sentence that says what to do next; never anything internal.
    pub fn error(&self, error: &Error) -> String {
        let failure = Failure::Op(error.clone());
        failure.own_words(self).unwrap_or_else(|| failure.next(self))
    }
}
