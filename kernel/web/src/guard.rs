//! What keeps other sites out, and the headers every answer has.

use http::header::{AUTHORIZATION, HOST, ORIGIN};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

/// Nothing is loaded, sent or framed but by and to this site, and nothing inline runs.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    form-action 'self'; frame-ancestors 'none'; base-uri 'none'; connect-src 'self'";

/// Headers of every answer.
const HEADERS: [(&str, &str); 6] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// A year: browsers remember to use https only.
const STRICT_TRANSPORT: &str = "max-age=31536000; includeSubDomains";

/// Sets the headers every answer has.
pub(crate) fn set_headers(headers: &mut HeaderMap, https: bool) {
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if https {
        headers.insert("strict-transport-security", HeaderValue::from_static(STRICT_TRANSPORT));
    }
}

/// What lets a script of another site read a public answer. Credentials are not allowed along, so it sees what a stranger sees.
const OPEN: [(&str, &str); 5] = [
    ("access-control-allow-origin", "*"),
    ("access-control-allow-methods", "GET, HEAD, OPTIONS"),
    ("access-control-allow-headers", "accept, accept-language, if-none-match, if-modified-since"),
    ("access-control-expose-headers", "etag, last-modified, link, content-disposition"),
    ("access-control-max-age", "86400"),
];

/// Lets scripts of every site read the answer.
pub(crate) fn open_to_all(headers: &mut HeaderMap) {
    for (name, value) in OPEN {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// The token of `Authorization: Bearer …`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Whether a request that changes something comes from one of our own pages.
///
/// Browsers say so in `Sec-Fetch-Site`; older ones at least name the origin. A request with a bearer token carries no
/// cookie's authority and needs no such proof.
pub(crate) fn is_own(method: &Method, headers: &HeaderMap, public_url: Option<&str>) -> bool {
    if method.is_safe() || headers.contains_key(AUTHORIZATION) && bearer(headers).is_some() {
        return true;
    }
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let Some(origin) = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok()) else {
        return false;
    };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let of_host = origin.split_once("://").map(|(_, authority)| authority);
    (host.is_some() && of_host == host)
        || public_url.is_some_and(|url| origin.eq_ignore_ascii_case(url.trim_end_matches('/')))
}
