//! Bounds from above on what the rest of a sweep can still add. All arithmetic is in integers and saturates upward, so a
//! bound may be loose but never wrong.

use super::part::{Kind, Part, Touch};

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
    let item = |item: &super::part::Local| {
        item.touches.iter().fold(item.weight, |weight, (row, touch)| match touch {
            Touch::Take(amount) => weight.saturating_sub(price(*row).saturating_mul(i128::from(*amount))),
            Touch::Spend => weight.saturating_sub(price(*row)),
            Touch::Share | Touch::Give | Touch::Owe => weight,
        })
    };
    part.items.iter().map(item).collect()
}

/// The bound that prices some caps and lets each course be recognised once, by its best item.
pub(crate) fn by_course(part: &Part, prices: Vec<(usize, i128)>, first: &[usize]) -> Bound {
    let weights = reduced(part, &prices);
    // The best weights seen so far of each course, as many as it can be recognised.
    let mut best: Vec<Vec<i128>> = vec![Vec::new(); part.rows.len()];
    let mut rest = vec![0_i128; part.items.len() + 1];
    for place in (0..part.items.len()).rev() {
        let weight = weights[place].max(0);
        let of_course =
            |(row, touch): &&(usize, Touch)| part.rows[*row].kind == Kind::Course && matches!(touch, Touch::Take(_));
        let course = part.items[place].touches.iter().find(of_course).map(|(row, _)| *row);
        let gained = match course {
            Some(row) => {
                let most = usize::try_from(part.rows[row].initial).unwrap_or(0);
                let at = best[row].partition_point(|other| *other >= weight);
                best[row].insert(at, weight);
                if best[row].len() > most { weight - best[row].pop().unwrap_or(0) } else { weight }
            }
            None => weight,
        };
        rest[place] = rest[place + 1].saturating_add(gained);
    }
    until_open(part, &mut rest, &prices, first);
    Bound { rest, prices }
}

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

/// The price of a cap at which the items worth more than it just fill it: the critical item of the fractional knapsack.
pub(crate) fn critical_price(part: &Part, row: usize) -> i128 {
    let mut worth: Vec<(i128, i64)> = Vec::new();
    for item in &part.items {
        let amount = item.touches.iter().find(|(touched, _)| *touched == row);
        if let Some((_, Touch::Take(amount))) = amount {
            worth.push((item.weight / i128::from((*amount).max(1)), *amount));
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
