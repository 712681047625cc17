//! Official standards as data: limits, who is counted, when it is reached, and what would have to change.
