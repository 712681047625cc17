//! What one domain does when another tells of an event: the only place that knows two business domains at once.

use op::Reaction;

/// Every reaction, one line each.
pub const REACTIONS: &[Reaction] = &[];
