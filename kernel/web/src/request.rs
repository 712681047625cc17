//! A request as a handler sees it: already within limits, with an actor, a language and its parts ready to be read.

use std::sync::Arc;

use http::HeaderMap;
use op::{Actor, Error, RequestKey};
use serde::de::DeserializeOwned;
use units::{Fault, Id, Kind};

use crate::listing::Format;
use crate::payload::Payload;
use crate::site::Site;
use crate::{Form, ListQuery, Listing, Locale, Timeline, Upload, Voice, cookie};

/// Longest `User-Agent` handed on, in characters.
const USER_AGENT_CHARS_MAX: usize = 200;

/// The one way in which JSON can hold the character NUL, which no text of ours does and PostgreSQL cannot store.
const NUL_ESCAPED: &[u8] = br"\u0000";

/// One request.
pub struct Request {
    /// Who asks.
    pub actor: Arc<Actor>,
    /// The language of the answer.
    pub locale: Locale,
    /// Whether 关怀版 is on.
    pub care: bool,
    /// Address of the client, for limits on rates only; never logged.
    pub client: String,
    /// Names this request in logs and error messages.
    pub request_id: String,
    pub(crate) site: Site,
    pub(crate) headers: HeaderMap,
    /// Path as it was asked for, without an export suffix.
    pub(crate) url_path: String,
    /// Raw query, without the question mark.
    pub(crate) url_query: String,
    /// Export asked for by a path suffix such as `.csv`.
    pub(crate) suffix: Option<Format>,
    pub(crate) params: Vec<(String, String)>,
    pub(crate) payload: Payload,
    pub(crate) key: Option<RequestKey>,
    pub(crate) bearer: bool,
}

impl Request {
    /// A parameter of the path.
    ///
    /// # Errors
    /// `Missing` if the route has none of this name.
    pub fn path(&self, name: &str) -> op::Result<String> {
        self.params.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).ok_or(Error::Missing)
    }

    /// An identifier in the path.
    ///
    /// # Errors
    /// `Missing` for what is not an identifier of this kind: there is nothing under that address.
    pub fn path_id<K: Kind>(&self, name: &str) -> op::Result<Id<K>> {
        self.path(name)?.parse().map_err(|_| Error::Missing)
    }

    /// The query as a structure.
    ///
    /// # Errors
    /// `Invalid` with the parameter that does not fit.
    pub fn query<T: DeserializeOwned>(&self) -> op::Result<T> {
        from_pairs(&self.url_query)
    }

    /// The address people reach the site under, without a slash at its end: as configured, else as asked for.
    pub fn base(&self) -> String {
        let host = self.header("host").unwrap_or("localhost");
        let host: String = host.chars().filter(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(*c)).collect();
        let public = self.site.0.settings.public_url.as_ref().map(|url| url.trim_end_matches('/').to_owned());
        public.unwrap_or_else(|| format!("http://{host}"))
    }

    /// The path as it stands in the address, percent-encoded.
    pub fn raw_path(&self) -> &str {
        &self.url_path
    }

    /// What stands behind the question mark, percent-encoded: for languages in which a plus sign is not a space.
    pub fn raw_query(&self) -> &str {
        &self.url_query
    }

    /// One value of the query.
    pub fn query_value(&self, name: &str) -> Option<String> {
        query_pairs(&self.url_query).find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    }

    /// A JSON body as a structure.
    ///
    /// # Errors
    /// `Invalid` with the field that does not fit, or an empty field if it is not JSON at all.
    pub fn json<T: DeserializeOwned>(&self) -> op::Result<T> {
        let Payload::Json(bytes) = &self.payload else {
            return Err(Error::Invalid(vec![Fault::new("", "form.required")]));
        };
        // As in a form, see `Form::text`; an escaped backslash before the letter u is refused along with it.
        if bytes.windows(NUL_ESCAPED.len()).any(|part| part == NUL_ESCAPED) {
            return Err(misfit(String::new(), "NUL".to_owned()));
        }
        let mut reader = serde_json::Deserializer::from_slice(bytes);
        let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let whole = error.path().iter().next().is_none() || !error.inner().is_data();
            misfit(if whole { String::new() } else { error.path().to_string() }, error.inner().to_string())
        })?;
        reader.end().map_err(|error| misfit(String::new(), error.to_string()))?;
        Ok(value)
    }

    /// The fields of a form as a structure.
    ///
    /// # Errors
    /// `Invalid` with the field that does not fit.
    pub fn form<T: DeserializeOwned>(&self) -> op::Result<T> {
        let fields = self.payload.fields().iter().filter(|(name, _)| name != "_key");
        from_pairs(&form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish())
    }

    /// The fields of a form, to be read one by one.
    ///
    /// # Errors
    /// None today; a body that cannot be read as a form was already refused.
    pub fn fields(&self) -> op::Result<Form> {
        Ok(Form::new(self.payload.fields(), self.voice()))
    }

    /// Takes the file of a field out of the request.
    ///
    /// # Errors
    /// `Invalid(form.missing_file)` if there is none.
    pub fn upload(&self, field: &str) -> op::Result<Upload> {
        self.payload.take_file(field).ok_or_else(|| Error::Invalid(vec![Fault::new(field, "form.missing_file")]))
    }

    /// Whether a file came in this field.
    pub fn has_upload(&self, field: &str) -> bool {
        self.payload.has_file(field)
    }

    /// The key under which a repeat of this request is recognised: the header `Idempotency-Key`, or the field `_key` that
    /// every form of ours carries.
    pub fn key(&self) -> Option<RequestKey> {
        self.key.clone()
    }

    /// What part of a listing is asked for.
    ///
    /// # Errors
    /// `Invalid` for an unknown sort key or format, a limit that is not 1–100, or a cursor of another list.
    pub fn listing(&self, listing: &'static Listing) -> op::Result<ListQuery> {
        ListQuery::read(listing, &self.url_query, self.suffix)
    }

    /// The words of the request's language.
    pub fn voice(&self) -> Voice {
        self.site.voice(self.locale)
    }

    /// Writes timelines in the request's language.
    pub fn timeline(&self) -> Timeline {
        let hooks = &self.site.0.hooks;
        Timeline { voice: self.voice(), display_name: hooks.display_name, refused: hooks.refused }
    }

    /// A header, if it is plain text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// A cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        cookie::read(&self.headers, name)
    }

    /// The session the browser brought, whether or not it is still valid.
    pub fn session_token(&self) -> Option<&str> {
        self.cookie(cookie::SESSION_COOKIE)
    }

    /// What the client says it is, cut to a decent length.
    pub fn user_agent(&self) -> String {
        self.header("user-agent").unwrap_or_default().chars().take(USER_AGENT_CHARS_MAX).collect()
    }

    /// Whether the client came with a bearer token instead of a session.
    pub fn has_bearer(&self) -> bool {
        self.bearer
    }
}

/// Names and values of a query.
pub(crate) fn query_pairs(query: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(query.as_bytes())
}

/// Whether a parameter belongs to one showing of a page and is not carried on by its links.
pub(crate) fn is_passing(name: &str) -> bool {
    matches!(name, "lang" | "care" | "done") || name.starts_with("done.")
}

fn from_pairs<T: DeserializeOwned>(pairs: &str) -> op::Result<T> {
    let reader = serde_urlencoded::Deserializer::new(query_pairs(pairs));
    serde_path_to_error::deserialize(reader)
        .map_err(|error| misfit(error.path().to_string(), error.inner().to_string()))
}

fn misfit(field: String, reason: String) -> Error {
    let field = if field == "." { String::new() } else { field };
    Error::Invalid(vec![Fault::new(field, "form.malformed").with("reason", reason)])
}
