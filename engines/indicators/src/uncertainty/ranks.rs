//! What many rankings of the same units say together: intervals, who comes before whom, which places are open to whom.

/// Rankings of `units` units, one a row; 1 is the best place, and 0 says that a unit had no score in that ranking.
#[derive(Clone, Copy, Debug)]
pub struct Rankings<'a> {
    /// Places, row by row.
    pub ranks: &'a [u16],
    /// Units in a row.
    pub units: usize,
    /// How probable each row is; all the same without.
    pub weights: Option<&'a [f64]>,
}

/// What is said of one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct RankInterval {
    /// Probability that it has a place at all.
    pub ranked: f64,
    /// Mean place; NaN where it never has one.
    pub mean: f64,
    /// The places at the probabilities asked for, in their order; NaN where it never has one.
    pub quantiles: Vec<f64>,
    /// The best and the worst place that occurs with any probability; 0 where none does.
    pub range: (u16, u16),
}

impl Rankings<'_> {
    fn rows(&self) -> impl Iterator<Item = (&[u16], f64)> {
        let rows = self.ranks.chunks_exact(self.units);
        let each = 1.0 / rows.len() as f64;
        rows.enumerate().map(move |(row, ranks)| (ranks, self.weights.map_or(each, |weights| weights[row])))
    }

    /// What the probabilities sum to, in the order in which they are added up everywhere: what always happens has
    /// probability 1 and not nearly so.
    fn total(&self) -> f64 {
        self.weights.map_or(1.0, |weights| weights.iter().sum())
    }

    /// Rank acceptability (Lahdelma & Salminen 2001): row i, column r − 1 is the probability that unit i has place r.
    pub fn acceptability(&self) -> Vec<f64> {
        let mut shares = vec![0.0; self.units * self.units];
        if self.weights.is_some() {
            for (ranks, weight) in self.rows() {
                let lines = shares.chunks_exact_mut(self.units).zip(ranks).filter(|(_, rank)| **rank > 0);
                lines.for_each(|(line, rank)| line[usize::from(*rank) - 1] += weight);
            }
            let total = self.total();
            shares.iter_mut().for_each(|share| *share /= total);
            return shares;
        }
        // Counts are whole numbers, so that a probability of rows that count the same is rounded once.
        for (ranks, _) in self.rows() {
            let lines = shares.chunks_exact_mut(self.units).zip(ranks).filter(|(_, rank)| **rank > 0);
            lines.for_each(|(line, rank)| line[usize::from(*rank) - 1] += 1.0);
        }
        let rows = (self.ranks.len() / self.units) as f64;
        shares.iter_mut().for_each(|share| *share /= rows);
        shares
    }

    /// Row i, column j is the probability that unit i stands strictly before unit j; with the probability of the reverse
    /// it falls short of 1 by that of a tie or of one of them without a place.
    pub fn precedence(&self) -> Vec<f64> {
        let units = self.units;
        let mut shares = vec![0.0; units * units];
        // 0 as the last place of all would make a unit without a place stand behind; it stands nowhere.
        let mut places = vec![0u16; units];
        let mut counts = vec![0u32; units * units];
        let alike = self.weights.is_none();
        for (ranks, weight) in self.rows() {
            places.copy_from_slice(ranks);
            for (unit, &rank) in ranks.iter().enumerate() {
                let rank = if rank == 0 { u16::MAX } else { rank };
                let line = unit * units..(unit + 1) * units;
                if alike {
                    let counts = counts[line].iter_mut().zip(&places);
                    counts.for_each(|(count, place)| *count += u32::from(*place > rank));
                } else {
                    let shares = shares[line].iter_mut().zip(&places);
                    shares.for_each(|(share, place)| *share += f64::from(u8::from(*place > rank)) * weight);
                }
            }
        }
        if alike {
            let rows = (self.ranks.len() / units) as f64;
            shares.iter_mut().zip(counts).for_each(|(share, count)| *share = f64::from(count) / rows);
        } else {
            let total = self.total();
            shares.iter_mut().for_each(|share| *share /= total);
        }
        shares
    }

    /// Mean, quantiles and range of each unit's place. Rows that count the same give quantiles of type 7; of rows with
    /// probabilities it is the first place at which the probability is reached.
    pub fn intervals(&self, probabilities: &[f64]) -> Vec<RankInterval> {
        let mut line = vec![0.0; self.units + 1];
        (0..self.units)
            .map(|unit| {
                // Only the places between its best and its worst are looked at: of thousands of units each has few.
                let places = self.ranks.iter().skip(unit).step_by(self.units).copied().filter(|place| *place > 0);
                let (best, worst) =
                    places.fold((u16::MAX, 0), |(best, worst), place| (best.min(place), worst.max(place)));
                let (first, end) = if worst == 0 { (1, 1) } else { (usize::from(best), usize::from(worst) + 1) };
                line[0] = 0.0;
                line[first..end].fill(0.0);
                for (ranks, weight) in self.rows() {
                    line[usize::from(ranks[unit])] += if self.weights.is_some() { weight } else { 1.0 };
                }
                let of = Distribution::of(first, &line[first..end]);
                let rows = if self.weights.is_some() { self.total() } else { (self.ranks.len() / self.units) as f64 };
                RankInterval {
                    ranked: if line[0] == 0.0 { 1.0 } else { of.sum / rows },
                    mean: of.mean(),
                    quantiles: probabilities
                        .iter()
                        .map(|p| if self.weights.is_some() { of.reached(*p) } else { of.quantile(*p) })
                        .collect(),
                    range: of.range(),
                }
            })
            .collect()
    }
}

/// How much each place counts, from the first that does.
struct Distribution<'a> {
    first: usize,
    line: &'a [f64],
    sum: f64,
}

impl<'a> Distribution<'a> {
    fn of(first: usize, line: &'a [f64]) -> Self {
        // The sum of nothing is a negative zero, and nobody is placed with that probability.
        Self { first, line, sum: line.iter().sum::<f64>() + 0.0 }
    }

    fn mean(&self) -> f64 {
        let places = self.line.iter().enumerate();
        places.map(|(place, count)| (place + self.first) as f64 * count).sum::<f64>() / self.sum
    }

    fn range(&self) -> (u16, u16) {
        let first = self.line.iter().position(|count| *count > 0.0);
        let last = self.line.iter().rposition(|count| *count > 0.0);
        let told = |place: usize| (place + self.first) as u16;
        (first.map_or(0, told), last.map_or(0, told))
    }

    /// The place of the order statistic with this number, from 0.
    fn at(&self, number: f64) -> f64 {
        let mut before = 0.0;
        for (place, count) in self.line.iter().enumerate() {
            before += count;
            if number < before {
                return (place + self.first) as f64;
            }
        }
        f64::from(self.range().1)
    }

    fn quantile(&self, probability: f64) -> f64 {
        if self.sum == 0.0 {
            return f64::NAN;
        }
        let place = (self.sum - 1.0) * probability;
        let below = (place + 4.0 * f64::EPSILON).floor();
        let low = self.at(below);
        low + (place - below).max(0.0) * (self.at((below + 1.0).min(self.sum - 1.0)) - low)
    }

    fn reached(&self, probability: f64) -> f64 {
        if self.sum == 0.0 {
            return f64::NAN;
        }
        // Probabilities that sum up to the asked one but for rounding have reached it.
        let asked = (probability * self.sum - 1e-12).max(f64::MIN_POSITIVE);
        let mut before = 0.0;
        for (place, count) in self.line.iter().enumerate() {
            before += count;
            if before >= asked {
                return (place + self.first) as f64;
            }
        }
        f64::from(self.range().1)
    }
}
