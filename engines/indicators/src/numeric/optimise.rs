//! The least of a function of a few numbers, without derivatives (Nelder & Mead 1965, as Nash 1990 sets it out).

/// How long to look, and when to stop.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Stops once the values at all corners lie within this share of the first value.
    pub tolerance: f64,
    /// Stops after so many evaluations.
    pub evaluations_max: usize,
}

/// Where the search ended.
#[derive(Clone, Debug)]
pub struct Least {
    /// The point.
    pub point: Vec<f64>,
    /// The value there.
    pub value: f64,
    /// How many evaluations it took.
    pub evaluations: usize,
    /// Whether it ended by the tolerance and not by the limit.
    pub converged: bool,
}

/// The value of a point that has none: larger than all others, and finite.
const BIG: f64 = 1.0e35;

struct Simplex<'a> {
    corners: Vec<Vec<f64>>,
    values: Vec<f64>,
    function: &'a mut dyn FnMut(&[f64]) -> f64,
    evaluations: usize,
}

impl Simplex<'_> {
    fn ask(&mut self, point: &[f64]) -> f64 {
        self.evaluations += 1;
        let value = (self.function)(point);
        if value.is_finite() { value } else { BIG }
    }

    /// The corner with the first smallest value and the one with the first largest.
    fn extremes(&self, low: usize) -> (usize, usize) {
        let (mut least, mut most) = (low, low);
        for corner in (0..self.values.len()).filter(|&corner| corner != low) {
            if self.values[corner] < self.values[least] {
                least = corner;
            }
            if self.values[corner] > self.values[most] {
                most = corner;
            }
        }
        (least, most)
    }

    fn put(&mut self, corner: usize, point: Vec<f64>, value: f64) {
        self.corners[corner] = point;
        self.values[corner] = value;
    }
}

/// Looks for the least value of a function from a point on, with reflection 1, contraction ½ and expansion 2.
pub fn nelder_mead(start: &[f64], patience: Patience, function: &mut dyn FnMut(&[f64]) -> f64) -> Least {
    let size = start.len();
    let mut simplex = Simplex { corners: vec![start.to_vec()], values: Vec::new(), function, evaluations: 0 };
    let first = simplex.ask(start);
    simplex.values.push(first);
    let closeness = patience.tolerance * (first.abs() + patience.tolerance);
    let widest = start.iter().fold(0.0_f64, |widest, x| widest.max(0.1 * x.abs()));
    let step = if widest == 0.0 { 0.1 } else { widest };
    let mut spread = 0.0;
    for axis in 0..size {
        let mut corner = start.to_vec();
        let mut moved = step;
        while corner[axis] == start[axis] {
            corner[axis] = start[axis] + moved;
            moved *= 10.0;
        }
        spread += moved;
        simplex.corners.push(corner);
        simplex.values.push(BIG);
    }
    let mut low = 0;
    let mut anew = true;
    let mut last_spread = spread;
    let mut converged = true;
    loop {
        if anew {
            for corner in (0..=size).filter(|&corner| corner != low) {
                let point = simplex.corners[corner].clone();
                simplex.values[corner] = simplex.ask(&point);
            }
            anew = false;
        }
        let (least, high) = simplex.extremes(low);
        low = least;
        if simplex.values[high] <= simplex.values[low] + closeness {
            break;
        }
        if simplex.evaluations > patience.evaluations_max {
            converged = false;
            break;
        }
        if !step_from(&mut simplex, low, high) {
            let now = shrink(&mut simplex, low);
            if now >= last_spread {
                // Rounding has the last word: no smaller simplex exists.
                converged = false;
                break;
            }
            last_spread = now;
            anew = true;
        }
    }
    Least {
        point: simplex.corners[low].clone(),
        value: simplex.values[low],
        evaluations: simplex.evaluations,
        converged,
    }
}

/// Replaces the highest corner by reflection, expansion or contraction; false when the whole simplex must shrink.
fn step_from(simplex: &mut Simplex, low: usize, high: usize) -> bool {
    let size = simplex.corners[0].len();
    let centre: Vec<f64> = (0..size)
        .map(|axis| {
            let worst = simplex.corners[high][axis];
            let others = simplex.corners.iter().fold(-worst, |total, corner| total + corner[axis]);
            others / size as f64
        })
        .collect();
    let between = |share: f64, from: &[f64]| -> Vec<f64> {
        (0..size).map(|axis| (1.0 - share) * from[axis] + share * centre[axis]).collect()
    };
    let worst = simplex.corners[high].clone();
    let reflected: Vec<f64> = (0..size).map(|axis| 2.0 * centre[axis] - worst[axis]).collect();
    let value = simplex.ask(&reflected);
    let highest = simplex.values[high];
    if value < simplex.values[low] {
        let expanded: Vec<f64> = (0..size).map(|axis| 2.0 * reflected[axis] - centre[axis]).collect();
        let further = simplex.ask(&expanded);
        if further < value {
            simplex.put(high, expanded, further);
        } else {
            simplex.put(high, reflected, value);
        }
        return true;
    }
    if value < highest {
        simplex.put(high, reflected, value);
    }
    let from = simplex.corners[high].clone();
    let contracted = between(0.5, &from);
    let nearer = simplex.ask(&contracted);
    if nearer < simplex.values[high] {
        simplex.put(high, contracted, nearer);
        return true;
    }
    value < highest
}

/// Halves the distance of every corner to the lowest; the new extent.
fn shrink(simplex: &mut Simplex, low: usize) -> f64 {
    let lowest = simplex.corners[low].clone();
    let mut extent = 0.0;
    for corner in (0..simplex.corners.len()).filter(|&corner| corner != low) {
        for (x, at) in simplex.corners[corner].iter_mut().zip(&lowest) {
            *x = 0.5 * (*x - at) + at;
            extent += (*x - at).abs();
        }
    }
    extent
}
