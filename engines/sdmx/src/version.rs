//! Versions of artefacts, and the ways to ask for one, the latest, or all.

use std::{cmp::Ordering, fmt};

use crate::problem::{Era, Problem};

/// `1`, `1.0`, `1.0.0` or `1.0.0-draft`. Three parts without an extension are stable (semantic versions of 3.0).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Version {
    parts: Vec<u32>,
    extension: Option<String>,
}

impl Version {
    /// 1.0.0, the version of what was never changed.
    pub fn first() -> Version {
        Version { parts: vec![1, 0, 0], extension: None }
    }

    /// Reads a version of one to three parts.
    ///
    /// # Errors
    /// A syntax problem.
    pub fn parse(text: &str) -> Result<Version, Problem> {
        let wrong = || Problem::syntax(format!("“{text}” is no version; one is written as 1.0 or 1.0.0"));
        let (numbers, extension) = match text.split_once('-') {
            Some((numbers, extension)) => (numbers, Some(extension)),
            None => (text, None),
        };
        let parts: Vec<u32> = numbers
            .split('.')
            .map(number)
            .collect::<Option<_>>()
            .filter(|parts: &Vec<u32>| parts.len() <= 3)
            .ok_or_else(wrong)?;
        if let Some(extension) = extension {
            let fits =
                |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            if parts.len() != 3 || extension.len() > 64 || !extension.split('.').all(fits) {
                return Err(wrong());
            }
        }
        Ok(Version { parts, extension: extension.map(str::to_owned) })
    }

    /// Whether it will never change: three parts, the first not 0, no extension.
    pub fn is_stable(&self) -> bool {
        self.parts.len() == 3 && self.parts[0] > 0 && self.extension.is_none()
    }
}

/// Digits without a leading zero that fit.
fn number(text: &str) -> Option<u32> {
    let plain =
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten()
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Version) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    /// Missing parts count as nothing, an extension comes before the version it leads to.
    fn cmp(&self, other: &Version) -> Ordering {
        self.parts.cmp(&other.parts).then_with(|| match (&self.extension, &other.extension) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(mine), Some(theirs)) => mine.cmp(theirs),
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.parts.iter().map(u32::to_string).collect();
        formatter.write_str(&parts.join("."))?;
        self.extension.as_ref().map_or(Ok(()), |extension| write!(formatter, "-{extension}"))
    }
}

/// Which of the versions that fit are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// `+`: the latest stable one.
    LatestStable,
    /// `~`: the latest one.
    Latest,
    /// `*`: all.
    All,
}

/// One alternative of a version query.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    Exact(Version),
    /// Versions with these leading parts whose following parts are at least those.
    From {
        fixed: Vec<u32>,
        least: Vec<u32>,
        parts: Option<usize>,
        reach: Reach,
    },
}

/// Which versions of an artefact a query asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions(Vec<Term>);

impl Versions {
    /// The latest version, stable or not.
    pub fn latest() -> Versions {
        Versions(vec![Term::everything(Reach::Latest)])
    }

    /// All versions.
    pub fn all() -> Versions {
        Versions(vec![Term::everything(Reach::All)])
    }

    /// Reads `latest`, `all` and versions joined by `+` (2.1), or the wildcards `+ ~ *` joined by `,` (3.0).
    ///
    /// # Errors
    /// A syntax problem that names the part.
    pub fn parse(text: &str, era: Era) -> Result<Versions, Problem> {
        let terms = match era {
            Era::V21 => text.split('+').map(Term::parse_21).collect::<Result<_, _>>()?,
            Era::V30 => text.split(',').map(Term::parse_30).collect::<Result<_, _>>()?,
        };
        Ok(Versions(terms))
    }

    /// Those of the versions of one artefact that are asked for, each once.
    pub fn select<'a>(&self, versions: &[&'a Version]) -> Vec<&'a Version> {
        let mut found: Vec<&Version> = Vec::new();
        for term in &self.0 {
            let fitting = versions.iter().copied().filter(|version| term.fits(version));
            match term {
                Term::From { reach: Reach::LatestStable | Reach::Latest, .. } => found.extend(fitting.max()),
                _ => found.extend(fitting),
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Term {
    fn everything(reach: Reach) -> Term {
        Term::From { fixed: Vec::new(), least: Vec::new(), parts: None, reach }
    }

    fn parse_21(text: &str) -> Result<Term, Problem> {
        match text {
            "latest" => Ok(Term::everything(Reach::Latest)),
            "all" | "*" => Ok(Term::everything(Reach::All)),
            exact => Version::parse(exact).map(Term::Exact),
        }
    }

    fn parse_30(text: &str) -> Result<Term, Problem> {
        let Some(at) = text.find(['+', '~', '*']) else { return Version::parse(text).map(Term::Exact) };
        let reach = match text.as_bytes()[at] {
            b'+' => Reach::LatestStable,
            b'~' => Reach::Latest,
            _ => Reach::All,
        };
        if text.len() == 1 {
            return Ok(Term::everything(reach));
        }
        let wrong = || {
            Problem::syntax(format!(
                "“{text}” is no version query of SDMX 3.0; write +, ~, *, 1+.0.0, 1.2+.0 or 1.2.3+"
            ))
        };
        let (mut fixed, mut least, mut bare) = (Vec::new(), Vec::new(), false);
        for part in text.split('.') {
            let (digits, wild) = match part.strip_suffix(['+', '~', '*']) {
                Some(digits) => (digits, true),
                None => (part, false),
            };
            if wild && !least.is_empty() {
                return Err(wrong());
            }
            let value = if wild && digits.is_empty() { 0 } else { number(digits).ok_or_else(wrong)? };
            // Behind a part that is all wild only zeros may stand.
            if bare && value != 0 {
                return Err(wrong());
            }
            bare |= wild && digits.is_empty();
            if wild || !least.is_empty() { least.push(value) } else { fixed.push(value) }
        }
        let parts = fixed.len() + least.len();
        if parts > 3 || least.is_empty() || (reach == Reach::LatestStable && parts != 3) {
            return Err(wrong());
        }
        Ok(Term::From { fixed, least, parts: Some(parts), reach })
    }

    fn fits(&self, version: &Version) -> bool {
        match self {
            Term::Exact(exact) => exact == version,
            Term::From { fixed, least, parts, reach } => {
                (*reach != Reach::LatestStable || version.is_stable())
                    && parts.is_none_or(|parts| version.parts.len() == parts)
                    && version.parts.starts_with(fixed)
                    && version.parts[fixed.len()..] >= least[..]
            }
        }
    }
}
