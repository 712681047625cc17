//! What every request of SDMX brings, and what every answer has: format, languages, validators, errors of the standard.

use ::sdmx::negotiate::{DataFormat, StructureFormat};
use ::sdmx::{Code, Envelope, Era, Failure, Names, Problem, json, ml};
use op::{Error, Op};
use sha2::{Digest, Sha256};
use units::Instant;
use web::{Request, Response};

use crate::model::{AGENCY, Release};

/// Languages of a reader that are looked at.
const LANGUAGES_MAX: usize = 8;

/// Short names of formats for `?format=`, as an address is opened in a browser or a spreadsheet.
const FORMATS: [(&str, &str); 9] = [
    ("xml", "application/xml"),
    ("json", "application/json"),
    ("csv", "text/csv"),
    ("csvfilewithlabels", "text/csv;labels=both"),
    ("csvfile", "text/csv"),
    ("jsondata", "application/vnd.sdmx.data+json"),
    ("genericdata", "application/vnd.sdmx.genericdata+xml;version=2.1"),
    ("structurespecificdata", "application/vnd.sdmx.structurespecificdata+xml;version=2.1"),
    ("structure", "application/vnd.sdmx.structure+xml"),
];

/// What a request brings.
pub(super) struct Ask {
    pub(super) era: Era,
    /// The query without what is ours.
    pub(super) query: String,
    accept: String,
    languages: Vec<String>,
    if_none_match: String,
    if_modified_since: String,
    message: String,
}

impl Ask {
    pub(super) fn of(request: &Request, era: Era) -> Ask {
        let mut query: Vec<&str> = Vec::new();
        let mut accept = request.header("accept").unwrap_or_default().to_owned();
        for pair in request.raw_query().split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("format", value)) => accept = format_of(value),
                // The page's own choice of language; SDMX has a header for it.
                Some(("lang", _)) => {}
                _ => query.push(pair),
            }
        }
        let header = |name: &str| request.header(name).unwrap_or_default().to_owned();
        Ask {
            era,
            query: query.join("&"),
            accept,
            languages: languages(request.header("accept-language").unwrap_or_default()),
            if_none_match: header("if-none-match"),
            if_modified_since: header("if-modified-since"),
            message: format!("M{}", request.request_id.replace(|letter: char| !letter.is_ascii_alphanumeric(), "")),
        }
    }

    pub(super) fn envelope(&self, now: Instant) -> Envelope {
        let mut envelope = Envelope::new(&self.message, &seconds(now), AGENCY);
        envelope.languages = self.languages.clone();
        envelope.sender_names = Names::zh_en("长三角教育监测", "Education monitoring of the Yangtze River Delta");
        envelope
    }

    pub(super) fn data_format(&self) -> Result<DataFormat, Problem> {
        DataFormat::negotiate(self.era, &self.accept)
    }

    pub(super) fn structure_format(&self) -> Result<StructureFormat, Problem> {
        StructureFormat::negotiate(self.era, &self.accept)
    }

    /// A tag that changes whenever the answer would say something else: of what is published, what is asked, and how.
    pub(super) fn tag(&self, published: &str, asked: &str, media: &str) -> String {
        let seal = format!("{published}\n{asked}\n{}\n{media}\n{}", self.query, self.languages.join(","));
        // Weak, because compressing changes the bytes.
        format!("W/\"{}\"", &hex::encode(Sha256::digest(seal))[..32])
    }

    /// 304, if the client holds what it would be answered.
    pub(super) fn unchanged(&self, tag: &str, changed: Option<Instant>) -> Option<Response> {
        let same = match self.if_none_match.as_str() {
            "" => changed.zip(since(&self.if_modified_since)).is_some_and(|(at, since)| whole_seconds(at) <= since),
            tags => tags.split(',').any(|one| one.trim() == tag || one.trim() == "*"),
        };
        same.then(|| labelled(Response::empty(304), tag, changed))
    }

    /// An error of the standard, in XML or JSON as the client would read an answer.
    pub(super) fn refuse(&self, problem: &Problem, now: Instant) -> Response {
        let accept = self.accept.to_ascii_lowercase();
        let as_json = match self.era {
            Era::V21 => accept.contains("json"),
            Era::V30 => !accept.contains("xml"),
        };
        let mut bytes = Vec::new();
        let problems = std::slice::from_ref(problem);
        let (written, media) = if as_json {
            (json::write_errors(&mut bytes, &self.envelope(now), self.era, problems), "application/json")
        } else {
            (ml::write_errors(&mut bytes, self.era, problems), "application/xml")
        };
        let status = problem.code.status(self.era);
        match written {
            Ok(()) => Response::inline(bytes, media).status(status).header("cache-control", "no-cache"),
            Err(_) => Response::text(status, problem.to_string()),
        }
    }
}

/// What tells releases from each other, for the tag of an answer about them: two may say the same under different numbers.
pub(super) fn told_apart<'r>(releases: impl Iterator<Item = &'r Release>) -> String {
    releases.map(|one| format!("{}.{}.{};", one.dataflow, one.version, one.hash)).collect()
}

/// The moment of a change that an answer can name. HTTP tells seconds apart: in the second of a change another may follow, and
/// until it is over only tags are compared (RFC 9110, 8.8.2.2).
pub(super) fn settled(changed: Option<Instant>, now: Instant) -> Option<Instant> {
    changed.filter(|at| whole_seconds(*at) < whole_seconds(now))
}

/// An answer with its validators. Anybody may keep it, and asks again whether it still holds.
pub(super) fn labelled(response: Response, tag: &str, changed: Option<Instant>) -> Response {
    let response = response.header("etag", tag).header("cache-control", "public, no-cache").header("vary", VARY);
    match changed {
        Some(at) => response.header("last-modified", http_day(at)),
        None => response,
    }
}

const VARY: &str = "accept, accept-language, accept-encoding";

/// A problem as an answer, a defect as a defect.
fn refused(ask: &Ask, failure: Failure, now: Instant) -> op::Result<Response> {
    match failure {
        Failure::Problem(problem) if problem.code == Code::Internal => Err(Error::bug(problem.to_string())),
        Failure::Problem(problem) => Ok(ask.refuse(&problem, now)),
        Failure::Io(error) => Err(Error::bug(error)),
    }
}

/// What was written of a message that cannot be refused any more.
pub(super) fn broken(failure: Failure) -> Error {
    match failure {
        Failure::Problem(problem) => Error::bug(problem.to_string()),
        Failure::Io(error) => Error::bug(error),
    }
}

/// Runs what may say no in the standard's way.
pub(super) fn attempt(
    op: &Op,
    ask: &Ask,
    run: impl FnOnce(&Op) -> op::Result<Result<Response, Failure>>,
) -> op::Result<Response> {
    run(op)?.or_else(|failure| refused(ask, failure, op.now()))
}

fn format_of(value: &str) -> String {
    let value = urlencoding::decode(value).map(|text| text.into_owned()).unwrap_or_default();
    let short = FORMATS.iter().find(|(name, _)| value.eq_ignore_ascii_case(name));
    short.map_or(value.clone(), |(_, media)| (*media).to_owned())
}

/// The languages of a header, best first; Chinese and English behind them, for everything has a name in one of these.
fn languages(header: &str) -> Vec<String> {
    let mut ranked: Vec<(u32, String)> = Vec::new();
    for range in header.split(',').take(LANGUAGES_MAX) {
        let (tag, quality) = range.split_once(";q=").unwrap_or((range, "1"));
        let quality = quality.trim().parse::<f64>().ok().filter(|one| (0.0..=1.0).contains(one)).unwrap_or(0.0);
        let tag = tag.trim();
        let known = tag.len() <= 35 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if known && !tag.is_empty() && quality > 0.0 {
            ranked.push(((quality * 1000.0) as u32, tag.to_owned()));
        }
    }
    ranked.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
    let mut found: Vec<String> = ranked.into_iter().map(|(_, tag)| tag).collect();
    found.extend(["zh".to_owned(), "en".to_owned()]);
    found
}

/// RFC 3339 without parts of a second.
fn seconds(at: Instant) -> String {
    whole_seconds(at).to_string()
}

fn whole_seconds(at: Instant) -> Instant {
    Instant::from_micros(at.micros().div_euclid(1_000_000) * 1_000_000)
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The moment of a header in the form every sender has to use (RFC 9110, 5.6.7); whatever else says nothing.
fn since(header: &str) -> Option<Instant> {
    let mut parts = header.split_once(", ")?.1.split(' ');
    let (day, month, year, time) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    (parts.next() == Some("GMT")).then_some(())?;
    Instant::parse(&format!("{year}-{month:02}-{day}T{time}Z")).ok()
}

/// A moment as HTTP writes it (RFC 9110, 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
fn http_day(at: Instant) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    let text = seconds(at);
    let number = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<usize>().ok());
    let days = at.micros().div_euclid(86_400_000_000).rem_euclid(7);
    let weekday = DAYS[usize::try_from(days).unwrap_or(0)];
    let month = number(5, 7).and_then(|month| MONTHS.get(month.wrapping_sub(1))).unwrap_or(&"Jan");
    let (year, day, time) = (text.get(..4).unwrap_or_default(), text.get(8..10).unwrap_or_default(), text.get(11..19));
    format!("{weekday}, {day} {month} {year} {} GMT", time.unwrap_or_default())
}

#[cfg(test)]
mod tests;
