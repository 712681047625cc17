//! Listings: one declaration gives a page with a table, JSON, CSV and XLSX.

mod cell;
mod cursor;
mod export;
mod page;
mod query;
pub(crate) mod view;

use op::{App, Op};

use crate::{Answer, Context, Reply, Request, Response};
pub use cell::Cell;
pub use cursor::Cursor;
pub(crate) use export::Export;
pub use export::guarded;
pub use page::{Facet, FacetOption, Label, Page};
pub use query::{Format, ListQuery};

/// Most rows of one page.
pub const LIMIT_MAX: usize = 100;

/// Rows of a page nobody said a limit for. On a phone each is a card, and twice as many are endless.
pub(crate) const LIMIT_DEFAULT: usize = 25;

/// A list of things of one kind.
pub struct Listing {
    /// Name of the list: part of export file names, `institutions`.
    pub name: &'static str,
    /// Word key of its caption. `<word>-lead`, `<word>-empty-title` and `<word>-empty-body` are used where they exist.
    pub word: &'static str,
    /// Its columns; the first names the row.
    pub columns: &'static [Column],
    /// Key of the column it is sorted by if nobody says otherwise.
    pub default_sort: &'static str,
    /// Whether that order is descending.
    pub default_descending: bool,
    /// What it can be narrowed by.
    pub filters: &'static [Filter],
    /// Whether it can be searched with `q`.
    pub search: bool,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Key in JSON and CSV, and as a sort key.
    pub key: &'static str,
    /// Word key of its heading.
    pub word: &'static str,
    /// Whether it holds numbers, set right-aligned.
    pub numeric: bool,
    /// Whether the list can be sorted by it; there is an index then.
    pub sort: bool,
    /// Whether it stands on the page. Identifiers and hashes are for files and programs alone, and so is what a narrow page has no
    /// place for.
    pub page: bool,
}

/// A filter: a query parameter with one value.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    /// Name of the parameter.
    pub key: &'static str,
    /// Word key of its label.
    pub word: &'static str,
}

impl Listing {
    /// Answers with a page, or an export of the whole list where one is asked for. The template finds the list as
    /// `listing`.
    ///
    /// `fetch` reads one page: the rows after `query.after` in the order asked for, made with [`Page::of`].
    pub fn respond(
        &'static self,
        request: &Request,
        template: &'static str,
        fetch: impl Fn(&Op, &ListQuery) -> op::Result<Page> + Send + 'static,
    ) -> Answer {
        self.respond_with(request, template, fetch, |_| Ok(Context::default()))
    }

    /// As [`Listing::respond`], with further names for the template.
    pub fn respond_with(
        &'static self,
        request: &Request,
        template: &'static str,
        fetch: impl Fn(&Op, &ListQuery) -> op::Result<Page> + Send + 'static,
        more: impl FnOnce(&Op) -> op::Result<Context> + Send + 'static,
    ) -> Answer {
        let query = request.listing(self)?;
        if query.format != Format::Html {
            return self.answer_data(query, request, fetch);
        }
        let (voice, path, raw) = (request.voice(), request.url_path.clone(), request.url_query.clone());
        Ok(Reply::read(move |op| {
            let page = fetch(op, &query)?;
            let mut context = more(op)?;
            context.put("listing", view::view(self, &query, &page, &voice, &path, &raw));
            Ok(Response::page(template, context))
        }))
    }

    /// Answers a program: JSON unless an export is asked for.
    pub fn api(
        &'static self,
        request: &Request,
        fetch: impl Fn(&Op, &ListQuery) -> op::Result<Page> + Send + 'static,
    ) -> Answer {
        let mut query = request.listing(self)?;
        if query.format == Format::Html {
            query.format = Format::Json;
        }
        self.answer_data(query, request, fetch)
    }

    fn answer_data(
        &'static self,
        query: ListQuery,
        request: &Request,
        fetch: impl Fn(&Op, &ListQuery) -> op::Result<Page> + Send + 'static,
    ) -> Answer {
        match query.format {
            Format::Html | Format::Json => Ok(Reply::read(move |op| {
                let page = fetch(op, &query)?;
                Ok(Response::json(200, &view::json(self, &query, &page)).exported())
            })),
            Format::Csv | Format::Xlsx => {
                let folder = request.site.0.settings.temp.clone();
                let export = Export { listing: self, query, voice: request.voice(), folder, fetch: Box::new(fetch) };
                Ok(Reply::work(move |app: &App, actor| export.begin(app, actor)))
            }
        }
    }

    pub(crate) fn column(&self, key: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.key == key)
    }
}
