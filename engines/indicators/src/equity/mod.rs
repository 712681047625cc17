//! Dispersion and equity: how evenly something is spread over schools and pupils.
