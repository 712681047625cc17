//! Why a site cannot be put together.

/// A defect in what the site is made of, found when it starts: two routes for one path, words that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartFault(pub String);

impl std::fmt::Display for StartFault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for StartFault {}
