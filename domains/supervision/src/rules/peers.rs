//! The schools nearest in context: the same stage, then size, countryside, and the share of migrants' children.
//!
//! The distance is √(s² + r² + m²): s the ratio of pupils in doublings (log₂), r 1 if only one of the two is a rural school, m the
//! difference of the shares of migrants' children in steps of 20 percentage points. The scales are a choice of this house and not
//! an official rule. What is not known of one of the two is left out and told.

/// How many peers a school has at most.
pub const PEERS_MAX: usize = 5;
/// A difference in the share of migrants' children that counts as much as twice the size.
const MIGRANT_STEP: f64 = 0.2;

/// A school as it is compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// Its code.
    pub code: String,
    /// Its pupils in the stage.
    pub pupils: f64,
    /// Whether it is rural, if that is known.
    pub rural: Option<bool>,
    /// Its share of migrants' children, if that is known.
    pub migrants: Option<f64>,
}

/// A peer and why it is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Peer {
    /// Its place among the schools that were given.
    pub place: usize,
    /// How far away.
    pub distance: f64,
    /// The difference in size, in doublings.
    pub size: f64,
    /// Whether both are rural, or neither; none if not known of both.
    pub rural_same: Option<bool>,
    /// The difference of the shares of migrants' children; none if not known of both.
    pub migrants: Option<f64>,
}

/// The peers of one of some schools, the nearest first; equal distances by code.
pub fn peers(schools: &[Context], own: usize) -> Vec<Peer> {
    let Some(me) = schools.get(own).filter(|school| school.pupils > 0.0) else { return Vec::new() };
    let others = schools.iter().enumerate().filter(|(place, other)| *place != own && other.pupils > 0.0);
    let mut found: Vec<Peer> = others
        .map(|(place, other)| {
            let size = (other.pupils / me.pupils).log2().abs();
            let rural_same = me.rural.zip(other.rural).map(|(mine, theirs)| mine == theirs);
            let migrants = me.migrants.zip(other.migrants).map(|(mine, theirs)| (mine - theirs).abs());
            let rural = if rural_same == Some(false) { 1.0 } else { 0.0 };
            let share = migrants.unwrap_or(0.0) / MIGRANT_STEP;
            Peer { place, distance: (size * size + rural + share * share).sqrt(), size, rural_same, migrants }
        })
        .collect();
    found.sort_by(|a, b| {
        a.distance.total_cmp(&b.distance).then_with(|| schools[a.place].code.cmp(&schools[b.place].code))
    });
    found.truncate(PEERS_MAX);
    found
}
