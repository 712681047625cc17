//! The Kemeny–Young order: the one that agrees most with the orders the children give, found exactly.
//!
//! Weights become whole numbers, so that sums and comparisons are exact. Units fall into the strong components of the
//! majority relation; between components every pair goes with its majority, which no order can better, so each component
//! is ordered by itself: up to `SUBSETS_MAX` units over all their subsets (Held & Karp 1962), beyond by branch and
//! bound. An order is proved when its distance equals the bound below it or the search came to its end.

use std::collections::HashMap;

/// Components up to this size are solved over all subsets: 2¹⁸ of them take a few megabytes and milliseconds.
const SUBSETS_MAX: usize = 18;
/// The branching search marks placed units as bits.
const BRANCHED_MAX: usize = 128;
/// States that the branching search remembers.
const REMEMBERED_MAX: usize = 2_000_000;
/// Parts that the whole weight is cut into.
const PARTS: f64 = (1_u64 << 40) as f64;

/// An order of units.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Rows from the first to the last.
    pub rows: Vec<usize>,
    /// Weight of the pairs that children order otherwise, the weight of all children being 1.
    pub distance: f64,
    /// No order can have a smaller distance than this.
    pub bound: f64,
    /// Whether it is proved to be the least.
    pub proved: bool,
}

/// Cost of placing one before another, in halves of parts.
struct Costs {
    units: usize,
    before: Vec<i64>,
}

impl Costs {
    fn of(&self, first: usize, second: usize) -> i64 {
        self.before[first * self.units + second]
    }

    fn distance(&self, order: &[usize]) -> i64 {
        let pairs = order.iter().enumerate().flat_map(|(at, &one)| order[at + 1..].iter().map(move |&two| (one, two)));
        pairs.map(|(one, two)| self.of(one, two)).sum()
    }

    fn bound(&self, units: &[usize]) -> i64 {
        let pairs = units.iter().enumerate().flat_map(|(at, &one)| units[at + 1..].iter().map(move |&two| (one, two)));
        pairs.map(|(one, two)| self.of(one, two).min(self.of(two, one))).sum()
    }
}

/// Orders units by children (columns); larger figures stand first. `out` gets the number of units placed after; units
/// that have not enough are left out. Equals that no majority separates stand in the order of their rows.
pub fn order(columns: &[&[f64]], weights: &[f64], enough: &[bool], branches_max: u64, out: &mut [f64]) -> Order {
    let units: Vec<usize> = (0..out.len()).filter(|&row| enough[row]).collect();
    let costs = costs(columns, weights, &units);
    let (mut rows, mut bound, mut proved) = (Vec::with_capacity(units.len()), 0, true);
    let components = components(&costs);
    for (at, component) in components.iter().enumerate() {
        for later in components[at + 1..].iter().flatten() {
            bound += component.iter().map(|&one| costs.of(one, *later)).sum::<i64>();
        }
        let solved = solve(&costs, component, branches_max);
        let distance = costs.distance(&solved.0);
        proved &= solved.1;
        bound += if solved.1 { distance } else { costs.bound(component) };
        rows.extend(solved.0);
    }
    let distance = costs.distance(&rows);
    out.fill(f64::NAN);
    for (place, &unit) in rows.iter().enumerate() {
        out[units[unit]] = (rows.len() - 1 - place) as f64;
    }
    let share = |cost: i64| cost as f64 / (2.0 * PARTS);
    Order {
        rows: rows.iter().map(|&unit| units[unit]).collect(),
        distance: share(distance),
        bound: share(bound),
        proved: proved || distance == bound,
    }
}

fn costs(columns: &[&[f64]], weights: &[f64], units: &[usize]) -> Costs {
    let total: f64 = weights.iter().sum();
    let parts: Vec<i64> = weights.iter().map(|weight| (weight / total * PARTS).round() as i64).collect();
    let mut before = vec![0; units.len() * units.len()];
    for (one, &first) in units.iter().enumerate() {
        for (two, &second) in units.iter().enumerate().filter(|(two, _)| *two != one) {
            let cost =
                columns.iter().zip(&parts).map(|(column, part)| match column[second].partial_cmp(&column[first]) {
                    Some(std::cmp::Ordering::Greater) => 2 * part,
                    Some(std::cmp::Ordering::Equal) => *part,
                    _ => 0,
                });
            before[one * units.len() + two] = cost.sum();
        }
    }
    Costs { units: units.len(), before }
}

/// Strong components of the strict majority relation, first those that beat the others.
fn components(costs: &Costs) -> Vec<Vec<usize>> {
    let units = costs.units;
    let beats = |one: usize, two: usize| one != two && costs.of(one, two) < costs.of(two, one);
    // Tarjan's method without recursion: a frame is a unit and how far its successors were looked at.
    let (mut number, mut low) = (vec![usize::MAX; units], vec![0; units]);
    let (mut on_stack, mut stack, mut found, mut next) = (vec![false; units], Vec::new(), Vec::new(), 0);
    for root in 0..units {
        if number[root] != usize::MAX {
            continue;
        }
        let mut frames = vec![(root, 0)];
        while let Some((unit, successor)) = frames.pop() {
            if successor == 0 && number[unit] == usize::MAX {
                (number[unit], low[unit], on_stack[unit]) = (next, next, true);
                next += 1;
                stack.push(unit);
            }
            let ahead = (successor..units).find(|&other| {
                if !beats(unit, other) {
                    return false;
                }
                if number[other] != usize::MAX && on_stack[other] {
                    low[unit] = low[unit].min(number[other]);
                }
                number[other] == usize::MAX
            });
            if let Some(other) = ahead {
                frames.push((unit, other + 1));
                frames.push((other, 0));
                continue;
            }
            if low[unit] == number[unit] {
                let from = stack.iter().position(|&there| there == unit).unwrap_or(0);
                let mut component = stack.split_off(from);
                component.iter().for_each(|&member| on_stack[member] = false);
                component.sort_unstable();
                found.push(component);
            }
            if let Some(&(parent, _)) = frames.last() {
                low[parent] = low[parent].min(low[unit]);
            }
        }
    }
    // A component is found after all it beats.
    found.reverse();
    found
}

fn solve(costs: &Costs, component: &[usize], branches_max: u64) -> (Vec<usize>, bool) {
    if component.len() <= 2 {
        // Two units that beat each other do not exist; one is in order.
        return (component.to_vec(), true);
    }
    if component.len() <= SUBSETS_MAX {
        return (over_subsets(costs, component), true);
    }
    let start = improved(costs, component);
    if component.len() > BRANCHED_MAX {
        let proved = costs.distance(&start) == costs.bound(component);
        return (start, proved);
    }
    Search::run(costs, component, start, branches_max)
}

fn over_subsets(costs: &Costs, component: &[usize]) -> Vec<usize> {
    let size = component.len();
    let mut best = vec![i64::MAX; 1 << size];
    let mut last = vec![0_u8; 1 << size];
    best[0] = 0;
    for placed in 0..1_usize << size {
        for unit in (0..size).filter(|unit| placed >> unit & 1 == 0) {
            let rest = !placed & ((1 << size) - 1) & !(1 << unit);
            let cost: i64 = (0..size)
                .filter(|other| rest >> other & 1 == 1)
                .map(|other| costs.of(component[unit], component[other]))
                .sum();
            let (to, total) = (placed | 1 << unit, best[placed] + cost);
            if total < best[to] {
                (best[to], last[to]) = (total, unit as u8);
            }
        }
    }
    let mut order = Vec::with_capacity(size);
    let mut placed = (1_usize << size) - 1;
    while placed != 0 {
        let unit = last[placed] as usize;
        order.push(component[unit]);
        placed &= !(1 << unit);
    }
    order.reverse();
    order
}

/// An order by pairs won, bettered by moving single units as long as that helps.
fn improved(costs: &Costs, component: &[usize]) -> Vec<usize> {
    let mut order = component.to_vec();
    let loss = |unit: usize| component.iter().map(|&other| costs.of(unit, other)).sum::<i64>();
    order.sort_by_key(|&unit| (loss(unit), unit));
    loop {
        let mut moved = false;
        for from in 0..order.len() {
            let unit = order[from];
            let (mut gain, mut best, mut to) = (0, 0, from);
            for at in (0..from).rev() {
                gain += costs.of(order[at], unit) - costs.of(unit, order[at]);
                if gain > best {
                    (best, to) = (gain, at);
                }
            }
            gain = 0;
            for (at, &other) in order.iter().enumerate().skip(from + 1) {
                gain += costs.of(unit, other) - costs.of(other, unit);
                if gain > best {
                    (best, to) = (gain, at);
                }
            }
            if best > 0 {
                let unit = order.remove(from);
                order.insert(to, unit);
                moved = true;
            }
        }
        if !moved {
            return order;
        }
    }
}

/// Depth first from the first place on.
struct Search<'a> {
    costs: &'a Costs,
    component: &'a [usize],
    best: Vec<usize>,
    least: i64,
    seen: HashMap<u128, i64>,
    left: u64,
    order: Vec<usize>,
}

impl<'a> Search<'a> {
    fn run(costs: &'a Costs, component: &'a [usize], start: Vec<usize>, branches: u64) -> (Vec<usize>, bool) {
        let least = costs.distance(&start);
        let mut search =
            Search { costs, component, best: start, least, seen: HashMap::new(), left: branches, order: Vec::new() };
        let ended = search.place(0, 0, costs.bound(component));
        (search.best, ended)
    }

    /// Places the next unit; `spent` is the cost of pairs with a placed unit, `rest` the bound of pairs without one.
    /// False when the limit of branches ended the search.
    fn place(&mut self, placed: u128, spent: i64, rest: i64) -> bool {
        if self.order.len() == self.component.len() {
            if spent < self.least {
                (self.least, self.best) = (spent, self.order.clone());
            }
            return true;
        }
        let Some(left) = self.left.checked_sub(1) else { return false };
        self.left = left;
        // The same units placed before in a cheaper or equal order: nothing new follows.
        if self.seen.get(&placed).is_some_and(|&before| before <= spent) {
            return true;
        }
        if self.seen.len() < REMEMBERED_MAX {
            self.seen.insert(placed, spent);
        }
        let free: Vec<usize> = (0..self.component.len()).filter(|at| placed >> at & 1 == 0).collect();
        let mut next: Vec<(i64, i64, usize)> = free
            .iter()
            .map(|&at| {
                let unit = self.component[at];
                let others = free.iter().filter(|&&other| other != at).map(|&other| self.component[other]);
                others.fold((0, 0, at), |(cost, least, at), other| {
                    let (one, two) = (self.costs.of(unit, other), self.costs.of(other, unit));
                    (cost + one, least + one.min(two), at)
                })
            })
            .collect();
        next.sort_by_key(|&(cost, least, at)| (cost - least, at));
        for (cost, least, at) in next {
            // What goes beyond the bound here goes beyond it whatever follows.
            if spent + cost + rest - least >= self.least {
                continue;
            }
            let unit = self.component[at];
            if self.order.last().is_some_and(|&last| self.costs.of(last, unit) > self.costs.of(unit, last)) {
                // Two neighbours against their majority: the other way round is better.
                continue;
            }
            self.order.push(unit);
            let ended = self.place(placed | 1 << at, spent + cost, rest - least);
            self.order.pop();
            if !ended {
                return false;
            }
        }
        true
    }
}
