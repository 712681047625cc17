//! Cookies: read from a request, set by an answer.

use http::HeaderMap;
use http::header::COOKIE;

/// Name of the cookie that carries the session.
pub const SESSION_COOKIE: &str = "xq_session";

/// Name of the cookie that remembers the language.
pub(crate) const LANGUAGE_COOKIE: &str = "xq_lang";

/// Name of the cookie that remembers 关怀版.
pub(crate) const CARE_COOKIE: &str = "xq_care";

/// How long language and 关怀版 are remembered, in seconds: a year.
pub(crate) const PREFERENCE_SECONDS: i64 = 365 * 24 * 3600;

/// A cookie to set. Always `HttpOnly`, `SameSite=Lax`, for the whole site, and `Secure` where the site has https.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cookie {
    /// Its name.
    pub name: &'static str,
    /// Its value: only characters a cookie may hold.
    pub value: String,
    /// How long it is kept; none means until the browser closes, zero forgets it.
    pub max_age_seconds: Option<i64>,
}

impl Cookie {
    /// The value of the `Set-Cookie` header.
    pub(crate) fn header(&self, secure: bool) -> String {
        let age = self.max_age_seconds.map(|age| format!("; Max-Age={age}")).unwrap_or_default();
        let secure = if secure { "; Secure" } else { "" };
        let value: String =
            self.value.chars().filter(|c| c.is_ascii_graphic() && !matches!(c, ';' | ',' | '"' | '\\')).collect();
        format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}", self.name)
    }
}

/// The value of a cookie the request brought.
pub(crate) fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}
