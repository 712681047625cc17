//! Measurement of achievement: item response models, abilities, plausible values and replicate variances.
