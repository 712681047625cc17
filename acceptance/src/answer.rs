//! What came back, and what a person reads in it.

use serde_json::Value;

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Header names in lower case with their values, in order.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub body: Vec<u8>,
    /// `GET /path`, for the message of a failing test.
    pub asked: String,
}

impl Answer {
    /// The body as text; what is not UTF-8 shows as replacement characters.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        match serde_json::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => panic!("{} answered {} without JSON ({error}): {}", self.asked, self.status, self.brief()),
        }
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Where a redirection or a creation points.
    #[track_caller]
    pub fn location(&self) -> &str {
        match self.header("location") {
            Some(location) => location,
            None => panic!("{} answered {} without a location: {}", self.asked, self.status, self.brief()),
        }
    }

    /// The refusal's code from problem details.
    #[track_caller]
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Asserts the status and gives the answer back.
    #[track_caller]
    pub fn must(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{} answered otherwise: {}", self.asked, self.brief());
        self
    }

    /// Asserts that a form led on to another page, and answers its path.
    #[track_caller]
    pub fn leads_on(self) -> String {
        let answer = self.must(303);
        answer.location().to_owned()
    }

    /// The value of the first input called `name` in a page.
    pub fn input(&self, name: &str) -> Option<String> {
        let text = self.text();
        let tag = text.split('<').find(|tag| tag.starts_with("input") && tag.contains(&format!("name=\"{name}\"")))?;
        let value = tag.split_once("value=\"")?.1;
        Some(unescape(&value[..value.find('"')?]))
    }

    /// Every `href` in a page, unescaped, in order.
    pub fn links(&self) -> Vec<String> {
        let text = self.text();
        text.split("href=\"").skip(1).filter_map(|rest| rest.find('"').map(|end| unescape(&rest[..end]))).collect()
    }

    /// The first link whose address contains `part`.
    #[track_caller]
    pub fn link(&self, part: &str) -> String {
        match self.links().into_iter().find(|link| link.contains(part)) {
            Some(link) => link,
            None => panic!("{} has no link with {part}: {}", self.asked, self.brief()),
        }
    }

    /// The text a person reads: tags and scripts removed, white space folded.
    pub fn words(&self) -> String {
        let text = self.text();
        let mut words = String::new();
        for piece in text.split('<').skip(1) {
            if piece.starts_with("script") || piece.starts_with("style") {
                continue;
            }
            if let Some((_, after)) = piece.split_once('>') {
                words.push_str(after);
                words.push(' ');
            }
        }
        unescape(&words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn brief(&self) -> String {
        let html = self.header("content-type").is_some_and(|kind| kind.contains("html"));
        let text = if html { self.words() } else { self.text() };
        text.chars().take(1500).collect()
    }
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#x2f;", "/")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
