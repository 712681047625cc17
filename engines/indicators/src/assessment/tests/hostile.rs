//! What cannot be scaled is answered.
