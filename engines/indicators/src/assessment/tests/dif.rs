//! Items that favour a group are found, and others are not.
