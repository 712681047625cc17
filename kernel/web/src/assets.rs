//! Style sheets, scripts and pictures: in the binary, named by their content, compressed once.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::OnceLock;

use axum::body::Body;
use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderMap, Response, StatusCode};
use rust_embed::RustEmbed;

/// The folder of this crate whose content is served under `/assets/`.
#[derive(RustEmbed)]
#[folder = "assets/"]
struct Folder;

/// Below this many bytes a compressed asset saves nothing.
const COMPRESS_BYTES_MIN: usize = 1024;

struct Asset {
    bytes: Bytes,
    media_type: String,
    tag: String,
    compressed: OnceLock<Option<Bytes>>,
}

/// Every asset by its name, and the name with the hash of its content in it.
pub(crate) struct Assets {
    by_name: BTreeMap<String, Asset>,
    reload: bool,
}

impl Assets {
    /// Reads the folder. With `reload` each request looks at the disk again.
    pub(crate) fn read(reload: bool) -> Assets {
        let names: Vec<Cow<str>> = Folder::iter().collect();
        let by_name = names.iter().filter_map(|name| Some((name.to_string(), Asset::read(name)?))).collect();
        Assets { by_name, reload }
    }

    /// The address of an asset: `site.css` lies at `/assets/site.<hash>.css`.
    pub(crate) fn address(&self, name: &str) -> Option<String> {
        let tag = match self.reload {
            true => Asset::read(name)?.tag,
            false => self.by_name.get(name)?.tag.clone(),
        };
        Some(match name.rsplit_once('.') {
            Some((stem, ending)) => format!("/assets/{stem}.{tag}.{ending}"),
            None => format!("/assets/{name}.{tag}"),
        })
    }

    /// Answers a request for `/assets/<path>`; under the hashed name for ever, under the plain name until it changes.
    pub(crate) fn answer(&self, path: &str, headers: &HeaderMap) -> Option<Response<Body>> {
        let (name, tag) = split_tag(path);
        let name = name.as_deref().unwrap_or(path);
        let fresh = if self.reload { Asset::read(name) } else { None };
        let asset = fresh.as_ref().or_else(|| self.by_name.get(name))?;
        let immutable = tag.is_some_and(|tag| tag == asset.tag);
        Some(asset.answer(headers, immutable))
    }
}

impl Asset {
    fn read(name: &str) -> Option<Asset> {
        let file = Folder::get(name)?;
        let tag = hex::encode(&file.metadata.sha256_hash()[..6]);
        let mut media_type = file.metadata.mimetype().to_owned();
        if media_type.starts_with("text/") || media_type.ends_with("javascript") {
            media_type.push_str("; charset=utf-8");
        }
        let bytes = match file.data {
            Cow::Borrowed(data) => Bytes::from_static(data),
            Cow::Owned(data) => Bytes::from(data),
        };
        Some(Asset { bytes, media_type, tag, compressed: OnceLock::new() })
    }

    fn answer(&self, headers: &HeaderMap, immutable: bool) -> Response<Body> {
        let caching = if immutable { "public, max-age=31536000, immutable" } else { "public, no-cache" };
        let tag = format!("\"{}\"", self.tag);
        let answer = Response::builder()
            .header(CONTENT_TYPE, &self.media_type)
            .header(CACHE_CONTROL, caching)
            .header(VARY, "Accept-Encoding")
            .header(ETAG, &tag);
        let known =
            headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(&tag));
        let gzip = headers
            .get(ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.contains("gzip"));
        let built = match self.compressed().filter(|_| gzip) {
            _ if known => answer.status(StatusCode::NOT_MODIFIED).body(Body::empty()),
            Some(bytes) => answer.header(CONTENT_ENCODING, "gzip").body(Body::from(bytes.clone())),
            None => answer.body(Body::from(self.bytes.clone())),
        };
        built.unwrap_or_default()
    }

    /// The content compressed as well as gzip can, if that makes it smaller.
    fn compressed(&self) -> Option<&Bytes> {
        let compress = || {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(&self.bytes).ok()?;
            let bytes = encoder.finish().ok()?;
            (bytes.len() < self.bytes.len()).then(|| Bytes::from(bytes))
        };
        if self.bytes.len() < COMPRESS_BYTES_MIN {
            return None;
        }
        self.compressed.get_or_init(compress).as_ref()
    }
}

/// Splits `site.0123456789ab.css` into `site.css` and the tag.
fn split_tag(path: &str) -> (Option<String>, Option<&str>) {
    let is_tag = |part: &&str| part.len() == 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let parts = path.rsplit_once('.').and_then(|(rest, ending)| {
        let (stem, tag) = rest.rsplit_once('.')?;
        Some((format!("{stem}.{ending}"), tag))
    });
    match parts {
        Some((name, tag)) if is_tag(&tag) => (Some(name), Some(tag)),
        _ => (None, None),
    }
}
