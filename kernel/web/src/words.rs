//! Words: every sentence a person sees, by key and language.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;
use units::{Args, Day};

use crate::html::day_text;
use crate::{Locale, StartFault};

/// The words of all domains in every language.
pub struct Words {
    bundles: Vec<FluentBundle<FluentResource>>,
    keys: Vec<BTreeSet<String>>,
    /// Sentences without arguments, put together once: most of what a page says.
    plain: Vec<HashMap<String, Arc<str>>>,
}

impl Words {
    /// Reads Fluent sources, each with its language tag. Several sources of one language are one vocabulary.
    ///
    /// # Errors
    /// A source that is not Fluent, a language the platform does not speak, or a key that is defined twice.
    pub fn read<'s>(sources: impl IntoIterator<Item = (&'s str, &'s str)>) -> Result<Words, StartFault> {
        let mut words = Words { bundles: Vec::new(), keys: Vec::new(), plain: Vec::new() };
        for locale in Locale::ALL {
            let language: LanguageIdentifier = locale.tag().parse().map_err(|error| StartFault(format!("{error}")))?;
            let mut bundle = FluentBundle::new_concurrent(vec![language]);
            // Isolation marks are for right-to-left languages; here they would only break what people copy.
            bundle.set_use_isolating(false);
            words.bundles.push(bundle);
            words.keys.push(BTreeSet::new());
        }
        for (tag, source) in sources {
            words.add(tag, source)?;
        }
        words.plain = Locale::ALL.map(|locale| words.plain_of(locale)).into_iter().collect();
        Ok(words)
    }

    /// Every sentence that can be said without arguments.
    fn plain_of(&self, locale: Locale) -> HashMap<String, Arc<str>> {
        let said = |key: &String| Some((key.clone(), Arc::from(self.put_together(locale, key, []).ok()?)));
        self.keys[locale.index()].iter().filter_map(said).collect()
    }

    /// The sentence under a key, if it takes no arguments.
    pub(crate) fn plain(&self, locale: Locale, key: &str) -> Option<&Arc<str>> {
        self.plain[locale.index()].get(key)
    }

    fn add(&mut self, tag: &str, source: &str) -> Result<(), StartFault> {
        let locale = Locale::parse(tag).ok_or_else(|| StartFault(format!("there are no words in {tag}")))?;
        let resource = FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| {
            StartFault(format!("words in {tag}: {}", errors.first().map(ToString::to_string).unwrap_or_default()))
        })?;
        self.keys[locale.index()].extend(keys_of(source));
        self.bundles[locale.index()].add_resource(resource).map_err(|errors| {
            let twice = errors.iter().map(|error| match error {
                FluentError::Overriding { id, .. } => id.clone(),
                other => other.to_string(),
            });
            StartFault(format!("words in {tag} defined twice: {}", twice.collect::<Vec<_>>().join(", ")))
        })
    }

    /// Every key of a language.
    pub fn keys(&self, locale: Locale) -> &BTreeSet<String> {
        &self.keys[locale.index()]
    }

    /// Whether a key is known in a language.
    pub fn has(&self, locale: Locale, key: &str) -> bool {
        self.bundles[locale.index()].has_message(key)
    }

    /// The sentence under a key. A missing key or argument shows itself and is logged.
    pub fn text(&self, locale: Locale, key: &str, args: &Args) -> String {
        self.say(locale, key, args.iter().map(|(name, value)| (name.to_owned(), FluentValue::from(value.to_owned()))))
    }

    /// As [`Words::text`], with arguments of any kind.
    pub(crate) fn say<'a>(
        &'a self,
        locale: Locale,
        key: &str,
        args: impl IntoIterator<Item = (String, FluentValue<'a>)>,
    ) -> String {
        self.format(locale, key, args).unwrap_or_else(|unsaid| {
            tracing::error!(key, locale = locale.tag(), why = unsaid.why, "a sentence cannot be said");
            unsaid.instead
        })
    }

    /// The sentence under a key, or what hinders it.
    pub(crate) fn format<'a>(
        &'a self,
        locale: Locale,
        key: &str,
        args: impl IntoIterator<Item = (String, FluentValue<'a>)>,
    ) -> Result<String, Unsaid> {
        match self.plain(locale, key) {
            Some(text) => Ok(text.to_string()),
            None => self.put_together(locale, key, args),
        }
    }

    fn put_together<'a>(
        &'a self,
        locale: Locale,
        key: &str,
        args: impl IntoIterator<Item = (String, FluentValue<'a>)>,
    ) -> Result<String, Unsaid> {
        let bundle = &self.bundles[locale.index()];
        let pattern = bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else {
            return Err(Unsaid { why: format!("no words for {key} in {}", locale.tag()), instead: key.to_owned() });
        };
        let args: FluentArgs = args.into_iter().map(|(name, value)| (name, told(locale, value))).collect();
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        match errors.first() {
            None => Ok(text),
            Some(error) => Err(Unsaid { why: format!("{key} in {}: {error}", locale.tag()), instead: text }),
        }
    }
}

/// A sentence that could not be said in full.
#[derive(Debug)]
pub(crate) struct Unsaid {
    /// What hinders it, for operators.
    pub(crate) why: String,
    /// What to show instead.
    pub(crate) instead: String,
}

/// An argument as a sentence tells it: a day in words of the language, whatever its sentence stands in; lists, files and addresses
/// keep the digits.
fn told(locale: Locale, value: FluentValue) -> FluentValue {
    let day = match &value {
        FluentValue::String(text) => Day::parse(text).ok(),
        _ => None,
    };
    day.map_or_else(|| counted(value), |day| FluentValue::from(day_text(locale, day)))
}

/// A text that is a number as people write it, as a number, so that a sentence can tell one from many. It is shown as before.
fn counted(value: FluentValue) -> FluentValue {
    let FluentValue::String(text) = &value else { return value };
    let digits =
        |text: &str, max: usize| (1..=max).contains(&text.len()) && text.bytes().all(|one| one.is_ascii_digit());
    let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
    let plain = digits(whole, 9) && digits(rest, 4) && (whole == "0" || !whole.starts_with('0'));
    match text.parse::<FluentNumber>() {
        Ok(number) if plain && number.as_string() == *text => number.into(),
        _ => value,
    }
}

/// The word key of a stable code: `credit.application.cap_reached` is said by `credit-application-cap_reached`.
pub(crate) fn key_of(code: &str) -> String {
    code.replace('.', "-")
}

/// Keys defined in a Fluent source: a message begins at the start of a line.
fn keys_of(source: &str) -> impl Iterator<Item = String> {
    let starts = source.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()));
    starts.filter_map(|line| line.split_once('=')).map(|(key, _)| key.trim().to_owned())
}
