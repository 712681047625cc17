//! Routes as data.

use schemars::{Schema, SchemaGenerator};

use crate::{Handler, Listing};

/// Largest body of a request without an upload: forms and JSON inputs are small.
const BODY_BYTES_MAX: u64 = 256 * 1024;

/// An HTTP method a route can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Reads; also answers HEAD.
    Get,
    /// Creates, or does what cannot be repeated harmlessly.
    Post,
    /// Replaces.
    Put,
    /// Changes in part.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// Who may come in at all. What they may do is decided by the verb behind the route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everyone.
    Public,
    /// Whoever has signed in or brings a token; others are sent to sign in, or answered 401.
    SignedIn,
}

/// Adds a type to the schemas of the document and answers with a reference to it.
pub type SchemaFn = fn(&mut SchemaGenerator) -> Schema;

/// What the documentation of an API operation says.
#[derive(Clone, Copy)]
pub struct Doc {
    /// One sentence.
    pub summary: &'static str,
    /// JSON body, or the text fields beside an uploaded file.
    pub input: Option<SchemaFn>,
    /// Body of a successful answer.
    pub output: Option<SchemaFn>,
    /// Query parameters: an object schema, one property each.
    pub query: Option<SchemaFn>,
    /// Schemas of path parameters that are neither identifiers of ours (`{id}`) nor plain codes.
    pub params: &'static [(&'static str, SchemaFn)],
    /// Answers beside the errors every operation of its kind has; a 2xx given here replaces the plain 200.
    pub answers: &'static [(u16, &'static str)],
    /// The listing this operation answers with: gives query parameters and output.
    pub listing: Option<&'static Listing>,
    /// Name of the uploaded file's field, if the body is multipart/form-data.
    pub file: Option<&'static str>,
    /// Media type of a successful answer, if it is not JSON.
    pub media: Option<&'static str>,
    /// Whether a change takes no `Idempotency-Key`: it knows a repeat by its content, or must not keep its answer.
    pub keyless: bool,
}

impl Doc {
    /// Nothing said yet; for `Doc { summary: "…", ..Doc::EMPTY }`.
    pub const EMPTY: Doc = Doc {
        summary: "",
        input: None,
        output: None,
        query: None,
        params: &[],
        answers: &[],
        listing: None,
        file: None,
        media: None,
        keyless: false,
    };

    /// An operation that answers with a listing.
    pub const fn list(summary: &'static str, listing: &'static Listing) -> Doc {
        Doc { summary, listing: Some(listing), ..Doc::EMPTY }
    }

    /// An operation that answers with one thing.
    pub const fn one(summary: &'static str, output: SchemaFn) -> Doc {
        Doc { summary, output: Some(output), ..Doc::EMPTY }
    }

    /// A verb: what it takes, and what it answers with.
    pub const fn verb(summary: &'static str, input: SchemaFn, output: SchemaFn) -> Doc {
        Doc { summary, input: Some(input), output: Some(output), ..Doc::EMPTY }
    }

    /// A verb that answers with what it created.
    pub const fn creation(summary: &'static str, input: SchemaFn, output: SchemaFn) -> Doc {
        Doc { answers: &[(201, "Created")], ..Doc::verb(summary, input, output) }
    }
}

/// Whether a route serves people or programs.
#[derive(Clone, Copy)]
pub enum RouteKind {
    /// A page or the action behind a form.
    Page,
    /// Something for a browser that is not a page: a download, a picture.
    Plain,
    /// An operation of the API; its path begins with `/api/`.
    Api(Doc),
}

/// One method on one path.
#[derive(Clone, Copy)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, with parameters as `{id}`.
    pub path: &'static str,
    /// The action of the verb behind it, `credit.passbook.view`.
    pub action: &'static str,
    /// Who may come in.
    pub access: Access,
    /// What answers.
    pub handler: Handler,
    /// For people or for programs.
    pub kind: RouteKind,
    /// Largest body in bytes, all uploaded files together.
    pub body_bytes_max: u64,
    /// Whether multipart/form-data with files is taken.
    pub takes_files: bool,
    /// Whether a public page stands in the sitemap.
    pub listed: bool,
    /// Whether scripts of other sites may read the answers.
    pub open: bool,
}

impl Route {
    /// A page, or the action behind a form.
    pub const fn page(
        method: Method,
        path: &'static str,
        action: &'static str,
        access: Access,
        handler: Handler,
    ) -> Route {
        Route {
            method,
            path,
            action,
            access,
            handler,
            kind: RouteKind::Page,
            body_bytes_max: BODY_BYTES_MAX,
            takes_files: false,
            listed: true,
            open: false,
        }
    }

    /// An operation of the API.
    pub const fn api(
        method: Method,
        path: &'static str,
        action: &'static str,
        access: Access,
        handler: Handler,
        doc: Doc,
    ) -> Route {
        Route { kind: RouteKind::Api(doc), ..Route::page(method, path, action, access, handler) }
    }

    /// Sets the largest body in bytes.
    pub const fn body(self, bytes_max: u64) -> Route {
        Route { body_bytes_max: bytes_max, ..self }
    }

    /// Takes files, together with the other fields at most so many bytes.
    pub const fn upload(self, bytes_max: u64) -> Route {
        Route { takes_files: true, body_bytes_max: bytes_max, ..self }
    }

    /// Leaves a public page out of the sitemap.
    pub const fn unlisted(self) -> Route {
        Route { listed: false, ..self }
    }

    /// Lets scripts of other sites read the answers (CORS): for public data, on paths that answer nothing else.
    pub const fn open(self) -> Route {
        Route { open: true, ..self }
    }

    /// Says that a browser is not answered with a page but with a file or the like.
    pub const fn plain(self) -> Route {
        Route { kind: RouteKind::Plain, ..self }
    }

    /// Whether this is a page, or the action behind a form.
    pub const fn is_page(&self) -> bool {
        matches!(self.kind, RouteKind::Page)
    }

    /// Whether this is an operation of the API.
    pub const fn is_api(&self) -> bool {
        matches!(self.kind, RouteKind::Api(_))
    }

    /// Names of the parameters in the path, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &'static str> {
        let name = |part: &'static str| part.strip_prefix('{')?.strip_suffix('}');
        self.path.split('/').filter_map(name)
    }
}
