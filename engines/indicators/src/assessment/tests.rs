//! Tests of the measurement of achievement, by subject.
