//! How much is taken in; beyond, a fault says so before anything is computed.

/// Bytes of a specification: the longest sensible one names each of a thousand indicators a dozen times.
pub const SPECIFICATION_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Bytes of a data or metadata file.
pub const FILE_BYTES_MAX: usize = 1024 * 1024 * 1024;
/// Indicators: two hundred times the largest index in use.
pub const INDICATORS_MAX: usize = 10_000;
/// Columns of a file; others than the indicators are groups and denominators.
pub const COLUMNS_MAX: usize = 10_100;
/// Rows: units, or units × periods.
pub const ROWS_MAX: usize = 1_000_000;
/// Figures, rows × indicators: one matrix of them takes 400 MB.
pub const CELLS_MAX: usize = 50_000_000;
/// The largest figure, in either direction: fourth powers of deviations are still finite.
pub const FIGURE_MAX: f64 = 1e75;
/// Levels of a tree.
pub const LEVELS_MAX: usize = 16;
/// Stages of a specification.
pub const STAGES_MAX: usize = 32;
/// Analyses of a specification.
pub const ANALYSES_MAX: usize = 64;
/// Units of a period whose pairs are kept in a table (Kemeny's order), because it grows with their square.
pub const PAIRED_UNITS_MAX: usize = 5_000;
/// Units of a period that are compared pair by pair without a table (Copeland).
pub const COMPARED_UNITS_MAX: usize = 50_000;
/// Units of a period under benefit of the doubt: each has a programme that all of them bound.
pub const FAVOURED_UNITS_MAX: usize = 5_000;
/// Indicators that correlations are computed among.
pub const CORRELATED_MAX: usize = 2_000;
/// Letters of a code or a name.
pub const CODE_LETTERS_MAX: usize = 200;
