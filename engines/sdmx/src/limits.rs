//! How much of a stranger's message or query is looked at. Each number stands beside its reason.

/// Bytes of a structure message: a million codes with names in two languages take a few hundred megabytes, ours take few.
pub const STRUCTURE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Bytes between two tags, or of one tag: a description is a page, an observation a few hundred bytes.
pub const PIECE_BYTES_MAX: usize = 256 * 1024;
/// Elements inside each other. Structure messages need a dozen, and categories nest as deep as somebody likes.
pub const DEPTH_MAX: usize = 64;
/// Attributes of one element: one a component, and a structure of more than two hundred is no structure.
pub const ATTRIBUTES_MAX: usize = 256;
/// Elements and texts of one structure message, which is held as a tree.
pub const NODES_MAX: usize = 4_000_000;
/// Items of one scheme: the largest codelists in use (places, products) have some hundred thousand.
pub const ITEMS_MAX: usize = 1_000_000;
/// Components of one data structure.
pub const COMPONENTS_MAX: usize = 200;
/// Bytes of a REST path or query: what browsers and proxies carry.
pub const QUERY_BYTES_MAX: usize = 16 * 1024;
/// Values one query names, over all dimensions.
pub const QUERY_VALUES_MAX: usize = 4_000;
/// Keys separated by commas in one query of version 3.0.
pub const KEYS_MAX: usize = 100;
/// Observations asked for at each end of a series; the last ones are held in memory.
pub const WINDOW_MAX: usize = 100_000;
/// Bytes of one row of an SDMX-CSV file.
pub const ROW_BYTES_MAX: usize = 1024 * 1024;
/// Letters of an identifier.
pub const ID_BYTES_MAX: usize = 200;
/// Ranges of an `Accept` header that are looked at.
pub const ACCEPT_RANGES_MAX: usize = 64;
