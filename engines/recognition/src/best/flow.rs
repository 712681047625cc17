//! Assignments: one outcome for one course, the most in all. The Hungarian method on integers, with its proof.
//!
//! The method keeps a price for every outcome and course. At its end no pair is worth more than both prices together, and
//! the chosen pairs are worth exactly what the prices add up to: then no other choice can be worth more. Both are checked
//! again here, so the answer does not lean on the method having been written down correctly.

use super::part::{Kind, Part};

/// The most work an assignment may take: outcomes squared times seats, about a tenth of a second. A larger one is swept,
/// which is quick where it is large only because many outcomes want few courses.
const WORK_MAX: usize = 50_000_000;

/// The best assignment as local items; none if it is too large, or if the prices do not prove it.
pub(crate) fn assign(part: &Part) -> Option<Vec<usize>> {
    let outcomes: Vec<usize> = (0..part.rows.len()).filter(|row| part.rows[*row].kind == Kind::Outcome).collect();
    // Courses that are alike stand side by side.
    let mut seats: Vec<Vec<usize>> = vec![Vec::new(); part.rows.len()];
    let mut columns = 0;
    for (row, seat) in seats.iter_mut().enumerate().filter(|(row, _)| part.rows[*row].kind == Kind::Course) {
        let count = usize::try_from(part.rows[row].initial).unwrap_or(0);
        *seat = (columns..columns + count).collect();
        columns += count;
    }
    // One seat more for each outcome: to stay unspent is worth nothing and always possible.
    let width = columns + outcomes.len();
    if outcomes.len().saturating_mul(outcomes.len()).saturating_mul(width) > WORK_MAX {
        return None;
    }
    let mut cost = vec![vec![1_i128; width]; outcomes.len()];
    let mut chosen_by = vec![vec![usize::MAX; columns]; outcomes.len()];
    cost.iter_mut().for_each(|costs| costs[columns..].fill(0));
    for (local, item) in part.items.iter().enumerate() {
        let [(outcome, _), (course, _)] = item.touches[..] else { return None };
        for seat in &seats[course] {
            if -item.weight < cost[outcome][*seat] {
                cost[outcome][*seat] = -item.weight;
                chosen_by[outcome][*seat] = local;
            }
        }
    }
    let prices = Prices::settle(&cost, width);
    if !prices.prove(&cost) {
        return None;
    }
    let pairs = prices.seat_of.iter().enumerate().filter(|(_, outcome)| **outcome != usize::MAX);
    let items = pairs.filter_map(|(seat, outcome)| chosen_by[*outcome].get(seat)).copied();
    let mut chosen: Vec<usize> = items.filter(|local| *local != usize::MAX).collect();
    chosen.sort_unstable();
    Some(chosen)
}

/// Prices of outcomes and seats, and who sits where.
struct Prices {
    outcome: Vec<i128>,
    seat: Vec<i128>,
    seat_of: Vec<usize>,
}

impl Prices {
    /// Seats one outcome after the other by the shortest way of re-seating.
    fn settle(cost: &[Vec<i128>], width: usize) -> Prices {
        let mut prices =
            Prices { outcome: vec![0; cost.len()], seat: vec![0; width], seat_of: vec![usize::MAX; width] };
        for outcome in 0..cost.len() {
            prices.seat(cost, outcome, width);
        }
        prices
    }

    fn seat(&mut self, cost: &[Vec<i128>], outcome: usize, width: usize) {
        let mut least = vec![i128::MAX; width];
        let mut before = vec![usize::MAX; width];
        let mut done = vec![false; width];
        let (mut row, mut at) = (outcome, usize::MAX);
        loop {
            let (mut delta, mut next) = (i128::MAX, usize::MAX);
            for seat in 0..width {
                if done[seat] {
                    continue;
                }
                let gap = cost[row][seat] - self.outcome[row] - self.seat[seat];
                if gap < least[seat] {
                    least[seat] = gap;
                    before[seat] = at;
                }
                if least[seat] < delta {
                    delta = least[seat];
                    next = seat;
                }
            }
            self.outcome[outcome] += delta;
            for seat in 0..width {
                if done[seat] {
                    self.outcome[self.seat_of[seat]] += delta;
                    self.seat[seat] -= delta;
                } else {
                    least[seat] -= delta;
                }
            }
            at = next;
            done[at] = true;
            if self.seat_of[at] == usize::MAX {
                break;
            }
            row = self.seat_of[at];
        }
        while at != usize::MAX {
            let from = before[at];
            self.seat_of[at] = if from == usize::MAX { outcome } else { self.seat_of[from] };
            at = from;
        }
    }

    /// Whether the prices prove the seating: nobody pays more than a seat costs, and all pay exactly what theirs cost.
    fn prove(&self, cost: &[Vec<i128>]) -> bool {
        let fair = cost
            .iter()
            .zip(&self.outcome)
            .all(|(costs, own)| costs.iter().zip(&self.seat).all(|(cost, seat)| own + seat <= *cost));
        let seated = self.seat_of.iter().enumerate().filter(|(_, outcome)| **outcome != usize::MAX);
        let spent: i128 = seated.map(|(seat, outcome)| cost[*outcome][seat]).sum();
        // An empty seat has no price; a price above nothing would claim what nobody pays.
        let empty = self.seat_of.iter().zip(&self.seat).all(|(outcome, seat)| *outcome != usize::MAX || *seat == 0);
        let below = self.seat.iter().all(|seat| *seat <= 0);
        fair && empty && below && spent == self.outcome.iter().sum::<i128>() + self.seat.iter().sum::<i128>()
    }
}
