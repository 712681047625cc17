//! One person's browser, or one program, over a real socket.
//!
//! Redirections are answers here and not followed, refusals are answers and not errors, and cookies are kept
//! as a browser keeps them. What a page form carries (its idempotency key) is read from the page.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;

pub use crate::answer::Answer;
use crate::cast::{self, Person};
use crate::files::File;

/// Longest wait for one answer: a large upload in a debug build on a busy machine.
const ANSWER_SECONDS: u64 = 120;
/// Largest answer read, so that a runaway export fails a test instead of the machine.
const ANSWER_BYTES: u64 = 256 << 20;

/// Text ready for a query or a form.
pub fn encode(text: &str) -> String {
    urlencoding::encode(text).into_owned()
}

/// What a lock holds. A thread that failed its test while holding it leaves a jar as good as any.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A person's browser or program.
pub struct Visitor {
    agent: ureq::Agent,
    base: String,
    cookies: Mutex<BTreeMap<String, String>>,
    bearer: Mutex<Option<String>>,
    language: &'static str,
}

impl Visitor {
    /// A stranger at `base` (`http://127.0.0.1:PORT`) who reads Chinese.
    pub fn new(base: &str) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .timeout_global(Some(Duration::from_secs(ANSWER_SECONDS)))
            .build()
            .new_agent();
        Self { agent, base: base.into(), cookies: Mutex::default(), bearer: Mutex::default(), language: "zh-CN" }
    }

    /// The same person with another language first.
    #[must_use]
    pub fn reading(mut self, language: &'static str) -> Self {
        self.language = language;
        self
    }

    /// Uses a token instead of cookies from now on.
    pub fn bear(&self, token: &str) {
        *held(&self.bearer) = Some(token.to_owned());
    }

    /// The cookie called `name`.
    pub fn cookie(&self, name: &str) -> Option<String> {
        held(&self.cookies).get(name).cloned()
    }

    /// Puts a cookie in the jar, as a thief would.
    pub fn set_cookie(&self, name: &str, value: &str) {
        held(&self.cookies).insert(name.to_owned(), value.to_owned());
    }

    /// Fetches a path.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], Vec::new()).expect("the server answers")
    }

    /// Fetches a path; `None` when nobody answers.
    pub fn try_get(&self, path: &str) -> Option<Answer> {
        self.send("GET", path, &[], Vec::new()).ok()
    }

    /// Sends a page's form as a browser does, with a fresh idempotency key unless the fields bring one.
    #[track_caller]
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = String::new();
        for (name, value) in fields {
            let _ = write!(body, "{}={}&", encode(name), encode(value));
        }
        body.pop();
        let kind = ("content-type", "application/x-www-form-urlencoded");
        self.send("POST", path, &[kind, ("sec-fetch-site", "same-origin")], body.into_bytes())
            .expect("the server answers")
    }

    /// Sends a form with a file in the field `name`.
    #[track_caller]
    pub fn upload(&self, path: &str, fields: &[(&str, &str)], name: &str, file: &File) -> Answer {
        self.try_upload(path, fields, name, file, None).expect("the server answers")
    }

    /// Sends a form with a file; `None` when the connection broke before the whole answer came.
    pub fn try_upload(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        name: &str,
        file: &File,
        key: Option<&str>,
    ) -> Option<Answer> {
        const BORDER: &str = "----xueqiao-acceptance-border";
        let mut body = Vec::with_capacity(file.bytes.len() + 1024);
        for (field, value) in fields {
            let part = format!("--{BORDER}\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{BORDER}\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{}\"\r\ncontent-type: {}\r\n\r\n",
            file.name, file.media_type
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(&file.bytes);
        body.extend_from_slice(format!("\r\n--{BORDER}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BORDER}");
        let mut headers = vec![("content-type", kind.as_str()), ("sec-fetch-site", "same-origin")];
        if path.starts_with("/api/") {
            headers.push(("accept", "application/json"));
        }
        if let Some(key) = key {
            headers.push(("idempotency-key", key));
        }
        self.send("POST", path, &headers, body).ok()
    }

    /// Sends JSON, with an idempotency key where one is given.
    #[track_caller]
    pub fn json(&self, method: &str, path: &str, body: &Value, key: Option<&str>) -> Answer {
        self.try_json(method, path, body, key).expect("the server answers")
    }

    /// Sends JSON; `None` when the connection broke before the whole answer came.
    pub fn try_json(&self, method: &str, path: &str, body: &Value, key: Option<&str>) -> Option<Answer> {
        let mut headers = vec![
            ("content-type", "application/json"),
            ("accept", "application/json"),
            ("sec-fetch-site", "same-origin"),
        ];
        if let Some(key) = key {
            headers.push(("idempotency-key", key));
        }
        self.send(method, path, &headers, body.to_string().into_bytes()).ok()
    }

    /// Sends anything at all. An error is a broken connection.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> Result<Answer, ureq::Error> {
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header("accept-language", self.language);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(token) = held(&self.bearer).as_deref() {
            request = request.header("authorization", format!("Bearer {token}"));
        } else {
            let jar: Vec<String> = held(&self.cookies).iter().map(|(name, value)| format!("{name}={value}")).collect();
            if !jar.is_empty() {
                request = request.header("cookie", jar.join("; "));
            }
        }
        let request = request.body(body)?;
        let mut response = self.agent.run(request)?;
        let status = response.status().as_u16();
        let headers: Vec<(String, String)> = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let body = response.body_mut().with_config().limit(ANSWER_BYTES).read_to_vec()?;
        self.keep_cookies(&headers);
        Ok(Answer { status, headers, body, asked: format!("{method} {path}") })
    }

    fn keep_cookies(&self, headers: &[(String, String)]) {
        for (_, value) in headers.iter().filter(|(name, _)| name == "set-cookie") {
            let mut parts = value.split(';');
            let Some((name, content)) = parts.next().and_then(|pair| pair.split_once('=')) else { continue };
            let ended = content.is_empty() || parts.any(|part| part.trim().eq_ignore_ascii_case("max-age=0"));
            if ended {
                held(&self.cookies).remove(name.trim());
            } else {
                held(&self.cookies).insert(name.trim().into(), content.into());
            }
        }
    }

    /// Signs in through the page, as anybody does.
    #[track_caller]
    pub fn sign_in(&self, person: Person) {
        self.sign_in_with(person.login, cast::PASSWORD).must(303);
    }

    /// Tries to sign in through the page and answers what came of it.
    #[track_caller]
    pub fn sign_in_with(&self, login: &str, password: &str) -> Answer {
        self.post("/sign-in", &[("sign_in_name", login), ("password", password)])
    }
}
