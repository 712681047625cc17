//! Public pages kept: put together once, sent again as long as they would come out the same.
//!
//! A page is a pure function of its template, what the handler read for it, the language and the address; somebody unknown
//! adds nothing of their own. So the reads are made every time and only the putting together is spared: what changed in the
//! database changes what was read, and with it the page. Nothing shown to a person who signed in is ever kept.

use bytes::{Bytes, BytesMut};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

/// Bytes that pages and what they were made of may take together.
const BYTES_MAX: u64 = 64 * 1024 * 1024;

/// About how large one is, for the first size of the tables.
const BYTES_USUAL: u64 = 16 * 1024;

/// The pages that were put together lately.
pub(crate) struct KeptPages {
    pages: Cache<Box<[u8]>, Kept, Bytewise>,
    /// Stands in a kept page where each form has a key of its own. Drawn at random, so that no text on a page can be it.
    mark: String,
}

/// A page, cut where the mark stood.
#[derive(Clone)]
struct Kept(std::sync::Arc<[Bytes]>);

#[derive(Clone)]
struct Bytewise;

impl Weighter<Box<[u8]>, Kept> for Bytewise {
    fn weight(&self, made_of: &Box<[u8]>, page: &Kept) -> u64 {
        let bytes = made_of.len() + page.0.iter().map(Bytes::len).sum::<usize>();
        u64::try_from(bytes).unwrap_or(u64::MAX)
    }
}

impl KeptPages {
    pub(crate) fn new(mark: String) -> KeptPages {
        let usual = usize::try_from(BYTES_MAX / BYTES_USUAL).unwrap_or(1);
        KeptPages { pages: Cache::with_weighter(usual, BYTES_MAX, Bytewise), mark }
    }

    /// The page made of exactly this, with a fresh key in its forms. `make` is given what stands for that key.
    pub(crate) fn page(
        &self,
        made_of: Vec<u8>,
        fresh: impl FnOnce() -> String,
        make: impl FnOnce(&str) -> Result<String, String>,
    ) -> Result<Bytes, String> {
        if let Some(kept) = self.pages.get(made_of.as_slice()) {
            return Ok(kept.with(fresh));
        }
        let html = Bytes::from(make(&self.mark)?);
        let text = std::str::from_utf8(&html).map_err(|error| error.to_string())?;
        let kept = Kept(text.split(&self.mark).map(|part| html.slice_ref(part.as_bytes())).collect());
        let page = kept.with(fresh);
        self.pages.insert(made_of.into(), kept);
        Ok(page)
    }
}

impl Kept {
    fn with(&self, fresh: impl FnOnce() -> String) -> Bytes {
        let [first, rest @ ..] = &*self.0 else { return Bytes::new() };
        if rest.is_empty() {
            return first.clone();
        }
        let key = fresh();
        let mut page =
            BytesMut::with_capacity(rest.iter().map(|part| part.len() + key.len()).sum::<usize>() + first.len());
        page.extend_from_slice(first);
        for part in rest {
            page.extend_from_slice(key.as_bytes());
            page.extend_from_slice(part);
        }
        page.freeze()
    }
}
