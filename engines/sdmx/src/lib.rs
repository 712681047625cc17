//! SDMX, the way statistical offices exchange structures and data: an information model of its own, read and written in the
//! formats of versions 2.1 and 3.0.
//!
//! Deliberately unknown here: HTTP, where observations are stored, what they mean.
