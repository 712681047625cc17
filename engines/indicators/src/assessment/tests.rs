//! Tests of the measurement of achievement, by subject.

mod abilities;
mod dif;
mod fit;
mod hostile;
mod lsat;
mod optimum;
mod population;
mod simulated;
