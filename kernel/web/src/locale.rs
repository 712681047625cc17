//! The language of an answer.

/// A language the platform speaks; the first is the one nobody had to ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Locale {
    /// Chinese as written on the mainland.
    #[default]
    ZhCn,
    /// English.
    En,
}

impl Locale {
    /// Every language, the default first.
    pub const ALL: [Locale; 2] = [Locale::ZhCn, Locale::En];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Locale::ZhCn => "zh-CN",
            Locale::En => "en",
        }
    }

    /// The other one.
    pub const fn other(self) -> Locale {
        match self {
            Locale::ZhCn => Locale::En,
            Locale::En => Locale::ZhCn,
        }
    }

    /// The language of a tag, by its first part: `zh-Hans` is Chinese.
    pub fn parse(tag: &str) -> Option<Locale> {
        let first = tag.trim().split(['-', '_']).next().unwrap_or_default();
        match first.to_ascii_lowercase().as_str() {
            "zh" => Some(Locale::ZhCn),
            "en" => Some(Locale::En),
            _ => None,
        }
    }

    /// The language a browser would rather have, by the weights of `Accept-Language`.
    pub fn negotiate(accept_language: &str) -> Locale {
        let mut best = (0, Locale::default());
        for part in accept_language.split(',').take(20) {
            let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
            let weight = weight.trim().parse::<f32>().map_or(0, |weight| (weight * 1000.0) as u32);
            if let Some(locale) = Locale::parse(tag).filter(|_| weight > best.0) {
                best = (weight, locale);
            }
        }
        best.1
    }

    pub(crate) const fn index(self) -> usize {
        match self {
            Locale::ZhCn => 0,
            Locale::En => 1,
        }
    }
}
