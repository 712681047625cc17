//! Bounds from above on what the rest of a sweep can still add. All arithmetic is in integers and saturates upward, so a
//! bound may be loose but never wrong.

use std::collections::HashMap;

use super::part::{Kind, Local, Part, Row, Touch};

/// One bound: for the items from a place on, so much, plus so much for each unit left of some rows.
pub(crate) struct Bound {
    /// By place in the order of items.
    pub rest: Vec<i128>,
    /// Price of one unit of each row that is open; zero rows are left out.
    pub prices: Vec<(usize, i128)>,
}

/// What items weigh when each unit of the rows has a price: the weight minus what it takes.
fn reduced(part: &Part, prices: &[(usize, i128)]) -> Vec<i128> {
    let price = |row: usize| prices.iter().find(|(priced, _)| *priced == row).map_or(0, |(_, price)| *price);
    let item = |item: &Local| {
        item.touches.iter().fold(item.weight, |weight, (row, touch)| match touch {
            Touch::Take(amount) => weight.saturating_sub(price(*row).saturating_mul(i128::from(*amount))),
            Touch::Spend => weight.saturating_sub(price(*row)),
            Touch::Share | Touch::Give | Touch::Owe => weight,
        })
    };
    part.items.iter().map(item).collect()
}

/// The row by which an item is charged: its first outcome, or its first course; shared outcomes charge nobody.
fn group(part: &Part, item: &Local, by: Kind) -> Option<usize> {
    let first = |wanted: Kind| {
        let of_kind = |(row, touch): &&(usize, Touch)| {
            part.rows[*row].kind == wanted && matches!(touch, Touch::Spend | Touch::Take(_))
        };
        item.touches.iter().find(of_kind).map(|(row, _)| *row)
    };
    if by == Kind::Outcome { first(Kind::Outcome).or_else(|| first(Kind::Course)) } else { first(Kind::Course) }
}

/// How many items can be charged to one row.
fn room(row: &Row) -> usize {
    if row.kind == Kind::Outcome { 1 } else { usize::try_from(row.initial).unwrap_or(0) }
}

/// The bound that prices some caps and lets each outcome, or each course, be used once, by its best item.
pub(crate) fn grouped(part: &Part, by: Kind, prices: Vec<(usize, i128)>, first: &[usize]) -> Bound {
    let weights = reduced(part, &prices);
    // The best weights seen so far of each row, as many as can be charged to it.
    let mut best: Vec<Vec<i128>> = vec![Vec::new(); part.rows.len()];
    let mut rest = vec![0_i128; part.items.len() + 1];
    for place in (0..part.items.len()).rev() {
        let weight = weights[place].max(0);
        let gained = match group(part, &part.items[place], by) {
            Some(row) => {
                let at = best[row].partition_point(|other| *other >= weight);
                best[row].insert(at, weight);
                let over = best[row].len() > room(&part.rows[row]);
                if over { weight - best[row].pop().unwrap_or(0) } else { weight }
            }
            None => weight,
        };
        rest[place] = rest[place + 1].saturating_add(gained);
    }
    until_open(part, &mut rest, &prices, first);
    Bound { rest, prices }
}

/// Prices of all caps together: each in turn so that what is worth more than it just fills it, a few rounds long.
pub(crate) fn cap_prices(part: &Part, by: Kind) -> Vec<(usize, i128)> {
    let caps: Vec<usize> = (0..part.rows.len()).filter(|row| part.rows[*row].kind == Kind::Cap).collect();
    let mut prices: Vec<(usize, i128)> = caps.iter().map(|row| (*row, 0)).collect();
    for _ in 0..ROUNDS {
        for at in 0..prices.len() {
            prices[at].1 = 0;
            prices[at].1 = critical_price(part, by, prices[at].0, &prices);
        }
    }
    prices.retain(|(_, price)| *price > 0);
    prices
}

/// Rounds of [`cap_prices`]; more hardly change anything.
const ROUNDS: usize = 2;

/// The bound that prices every row and lets nothing else count: weak duality of the linear relaxation, with any prices.
pub(crate) fn by_price(part: &Part, prices: Vec<(usize, i128)>, first: &[usize]) -> Bound {
    let weights = reduced(part, &prices);
    let mut rest = vec![0_i128; part.items.len() + 1];
    for place in (0..part.items.len()).rev() {
        rest[place] = rest[place + 1].saturating_add(weights[place].max(0));
    }
    until_open(part, &mut rest, &prices, first);
    Bound { rest, prices }
}

/// A row that opens later is full until then.
fn until_open(part: &Part, rest: &mut [i128], prices: &[(usize, i128)], first: &[usize]) {
    for (row, price) in prices {
        let units = units(part.rows[*row].kind, part.rows[*row].initial);
        for value in rest.iter_mut().take(first[*row].saturating_add(1)) {
            *value = value.saturating_add(price.saturating_mul(units));
        }
    }
}

/// Units left of a row, as prices count them: an outcome is one, and only while it is wholly free.
pub(crate) fn units(kind: Kind, left: i64) -> i128 {
    match kind {
        Kind::Outcome => i128::from(left == 2),
        Kind::Course | Kind::Cap => i128::from(left),
        Kind::Need => 0,
    }
}

/// The price of a cap at which the best items of all rows that are worth more than it just fill it: the critical item of
/// the fractional knapsack.
fn critical_price(part: &Part, by: Kind, row: usize, prices: &[(usize, i128)]) -> i128 {
    let weights = reduced(part, prices);
    let mut best: HashMap<Option<usize>, usize> = HashMap::new();
    let mut alone: Vec<usize> = Vec::new();
    for (place, item) in part.items.iter().enumerate() {
        match group(part, item, by) {
            Some(key) if room(&part.rows[key]) == 1 => {
                let kept = best.entry(Some(key)).or_insert(place);
                if weights[place] > weights[*kept] {
                    *kept = place;
                }
            }
            _ => alone.push(place),
        }
    }
    let mut worth: Vec<(i128, i64)> = Vec::new();
    for place in best.into_values().chain(alone).filter(|place| weights[*place] > 0) {
        let amount = part.items[place].touches.iter().find(|(touched, _)| *touched == row);
        if let Some((_, Touch::Take(amount))) = amount {
            worth.push((weights[place] / i128::from((*amount).max(1)), *amount));
        }
    }
    worth.sort_unstable_by(|one, other| other.cmp(one));
    let mut left = part.rows[row].initial;
    for (price, amount) in worth {
        left -= amount;
        if left < 0 {
            return price.max(0);
        }
    }
    0
}
