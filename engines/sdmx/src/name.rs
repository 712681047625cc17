//! Names in several languages.

/// One text in each of several languages, in the order in which they were given. Languages are BCP 47 tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(Vec<(String, String)>);

impl Names {
    /// No text in any language.
    pub fn none() -> Names {
        Names::default()
    }

    /// These texts; a later text of the same language replaces an earlier one, and empty ones are left out.
    pub fn of<L: Into<String>, T: Into<String>>(texts: impl IntoIterator<Item = (L, T)>) -> Names {
        let mut names = Names::default();
        for (language, text) in texts {
            names.set(language, text);
        }
        names
    }

    /// A Chinese and an English text.
    pub fn zh_en(zh: &str, en: &str) -> Names {
        Names::of([("zh", zh), ("en", en)])
    }

    /// Sets the text of a language.
    pub fn set(&mut self, language: impl Into<String>, text: impl Into<String>) {
        let (language, text) = (language.into(), text.into());
        if text.is_empty() {
            return;
        }
        match self.0.iter_mut().find(|(known, _)| *known == language) {
            Some(known) => known.1 = text,
            None => self.0.push((language, text)),
        }
    }

    /// The text for a reader of these languages, best first. A language fits its regional forms and the other way round
    /// (`zh` and `zh-CN`); where nothing fits, the first text there is.
    pub fn best<'a>(&'a self, languages: &[impl AsRef<str>]) -> Option<&'a str> {
        let exact = |wanted: &str| self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(wanted));
        let near = |wanted: &str| self.0.iter().find(|(known, _)| primary(known).eq_ignore_ascii_case(primary(wanted)));
        let found = languages.iter().find_map(|wanted| exact(wanted.as_ref()).or_else(|| near(wanted.as_ref())));
        found.or(self.0.first()).map(|(_, text)| text.as_str())
    }

    /// Language and text of each.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, text)| (language.as_str(), text.as_str()))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}
