//! The sweep: items are decided one after the other, and of all ways that leave the same rest only the best is kept.
//!
//! What is left of every open row is the state. Two ways into one state differ only in what they are worth, so the worse
//! can be forgotten; a row that no later item touches closes and is forgotten too; a cap that can no longer bind counts as
//! full. A state that cannot reach what is already found is dropped, by bounds that hold. So a sweep that lost nothing else
//! has looked at everything.

use super::{
    bound::{self, Bound},
    part::{Kind, Local, Part, Touch},
    relax,
};

/// How wide the first, quick sweep may grow.
const NARROW: usize = 192;
/// How wide the second may grow.
const WIDE: usize = 40_000;
/// How many caps have a bound of their own.
const PRICED_MAX: usize = 4;
const NONE: u32 = u32::MAX;

/// What a sweep found.
pub(crate) struct Swept {
    /// Local items.
    pub chosen: Vec<usize>,
    /// Whether nothing was lost: the choice is the best.
    pub complete: bool,
    /// Hundredths no choice passes.
    pub bound: i64,
    pub states: usize,
}

/// Where the rows of a part stand in a state.
struct Layout {
    /// First and last item that touches a row.
    first: Vec<usize>,
    last: Vec<usize>,
    /// The column of a row while it is open.
    column: Vec<usize>,
    width: usize,
    /// Rows that open before an item, and that close after it.
    opens: Vec<Vec<usize>>,
    closes: Vec<Vec<usize>>,
    /// For open caps after an item: the most that later items can take.
    still: Vec<Vec<(usize, i64)>>,
}

/// All states after the same number of items.
#[derive(Default)]
struct Layer {
    left: Vec<i64>,
    values: Vec<i128>,
    nodes: Vec<u32>,
}

/// The best choice: first narrow, then, if something was lost, wide with the prices of a linear program.
pub(crate) fn best(part: &Part, states_max: usize) -> Swept {
    let layout = Layout::new(part);
    let mut bounds = vec![bound::by_course(part, Vec::new(), &layout.first)];
    let caps = (0..part.rows.len()).filter(|row| part.rows[*row].kind == Kind::Cap);
    for row in caps.take(PRICED_MAX) {
        let price = bound::critical_price(part, row);
        bounds.push(bound::by_course(part, vec![(row, price)], &layout.first));
    }
    let mut narrow = run(part, &layout, &bounds, None, NARROW, states_max);
    if !narrow.complete {
        if let Some(prices) = relax::prices(part) {
            bounds.push(bound::by_price(part, prices, &layout.first));
        }
        let found: i128 = part.worth(&narrow.chosen);
        let left = states_max.saturating_sub(narrow.states);
        let wide = run(part, &layout, &bounds, Some(found), WIDE, left);
        let better = part.worth(&wide.chosen) > found;
        narrow.complete = wide.complete;
        narrow.states += wide.states;
        if better {
            narrow.chosen = wide.chosen;
        }
    }
    let top = bounds.iter().map(|bound| bound.rest[0]).min().unwrap_or(0);
    // What outcomes and bits take away never makes a whole hundredth.
    let hundredths = (top >> part.bits).div_euclid(part.scale) + 1;
    narrow.bound = i64::try_from(hundredths).unwrap_or(i64::MAX);
    narrow
}

/// One sweep. States that cannot pass `found` are dropped; so are the worst beyond `width`, and then it is not complete.
fn run(part: &Part, layout: &Layout, bounds: &[Bound], found: Option<i128>, width: usize, states_max: usize) -> Swept {
    // What was chosen, as a chain of items from the last to the first.
    let mut chain: Vec<(u32, u32)> = Vec::new();
    let mut layer = Layer { left: vec![0; layout.width], values: vec![0], nodes: vec![NONE] };
    let mut swept = Swept { chosen: Vec::new(), complete: true, bound: 0, states: 0 };
    for (place, item) in part.items.iter().enumerate() {
        let mut next = Layer::default();
        for state in 0..layer.values.len() {
            layout.open(part, place, &mut layer.left[state * layout.width..][..layout.width]);
            for takes in [false, true] {
                next.left.extend_from_slice(&layer.left[state * layout.width..][..layout.width]);
                let start = next.values.len() * layout.width;
                let own = &mut next.left[start..];
                let gained = if takes { layout.take(part, item, own) } else { Some(0) };
                let value =
                    gained.filter(|_| layout.close(part, place, own)).map(|gained| layer.values[state] + gained);
                let hopeful = value.filter(|value| {
                    found.is_none_or(|found| value.saturating_add(layout.rest(part, bounds, place + 1, own)) > found)
                });
                let Some(value) = hopeful else {
                    next.left.truncate(start);
                    continue;
                };
                next.values.push(value);
                next.nodes.push(layer.nodes[state]);
                if takes && let Some(node) = next.nodes.last_mut() {
                    chain.push((*node, u32::try_from(place).unwrap_or(NONE)));
                    *node = u32::try_from(chain.len() - 1).unwrap_or(NONE);
                }
            }
        }
        swept.states += next.values.len();
        let room = if swept.states > states_max { 1 } else { width };
        let lost;
        (layer, lost) = next
            .thin(layout.width, room, |left, value| value.saturating_add(layout.rest(part, bounds, place + 1, left)));
        swept.complete &= !lost;
    }
    let best = (0..layer.values.len()).max_by_key(|state| layer.values[*state]);
    let mut node = best.map_or(NONE, |state| layer.nodes[state]);
    while let Some((before, item)) = chain.get(node as usize).copied() {
        swept.chosen.push(item as usize);
        node = before;
    }
    swept.chosen.reverse();
    swept
}

impl Layer {
    /// Keeps the best of equal states, and of all the most hopeful ones. Says whether a state was lost.
    fn thin(self, width: usize, room: usize, hope: impl Fn(&[i64], i128) -> i128) -> (Layer, bool) {
        let left = |state: &usize| &self.left[*state * width..][..width];
        let mut order: Vec<usize> = (0..self.values.len()).collect();
        // Of equals the first in the order of items stays, so the answer does not depend on how sorting breaks ties.
        order.sort_unstable_by(|one, other| {
            let worth = self.values[*other].cmp(&self.values[*one]);
            left(one).cmp(left(other)).then(worth).then(one.cmp(other))
        });
        order.dedup_by(|later, earlier| left(later) == left(earlier));
        let lost = order.len() > room;
        if lost {
            order.sort_by_cached_key(|state| {
                (
                    std::cmp::Reverse(hope(left(state), self.values[*state])),
                    std::cmp::Reverse(self.values[*state]),
                    *state,
                )
            });
            order.truncate(room);
        }
        let mut kept = Layer::default();
        for state in order {
            kept.left.extend_from_slice(left(&state));
            kept.values.push(self.values[state]);
            kept.nodes.push(self.nodes[state]);
        }
        (kept, lost)
    }
}

impl Layout {
    fn new(part: &Part) -> Layout {
        let rows = part.rows.len();
        let (mut first, mut last) = (vec![usize::MAX; rows], vec![0; rows]);
        for (place, item) in part.items.iter().enumerate() {
            for (row, _) in &item.touches {
                first[*row] = first[*row].min(place);
                last[*row] = last[*row].max(place);
            }
        }
        let mut opens = vec![Vec::new(); part.items.len()];
        let mut closes = vec![Vec::new(); part.items.len()];
        for row in (0..rows).filter(|row| first[*row] != usize::MAX) {
            opens[first[row]].push(row);
            closes[last[row]].push(row);
        }
        let (mut column, mut free, mut width) = (vec![0; rows], Vec::new(), 0);
        for place in 0..part.items.len() {
            for row in &opens[place] {
                column[*row] = free.pop().unwrap_or_else(|| {
                    width += 1;
                    width - 1
                });
            }
            free.extend(closes[place].iter().map(|row| column[*row]));
        }
        let mut layout = Layout { first, last, column, width, opens, closes, still: Vec::new() };
        layout.still = layout.still(part);
        layout
    }

    fn still(&self, part: &Part) -> Vec<Vec<(usize, i64)>> {
        let mut later: Vec<i64> = vec![0; part.rows.len()];
        let mut still = vec![Vec::new(); part.items.len()];
        let caps: Vec<usize> = (0..part.rows.len()).filter(|row| part.rows[*row].kind == Kind::Cap).collect();
        for place in (0..part.items.len()).rev() {
            let open = caps.iter().filter(|row| (self.first[**row]..self.last[**row]).contains(&place));
            still[place] = open.map(|row| (*row, later[*row])).collect();
            for (row, touch) in &part.items[place].touches {
                if let Touch::Take(amount) = touch {
                    later[*row] = later[*row].saturating_add(*amount);
                }
            }
        }
        still
    }

    fn open(&self, part: &Part, place: usize, left: &mut [i64]) {
        for row in &self.opens[place] {
            left[self.column[*row]] = part.rows[*row].initial;
        }
    }

    /// Takes an item; none when a row does not allow it. Says what it adds.
    fn take(&self, part: &Part, item: &Local, left: &mut [i64]) -> Option<i128> {
        let mut gained = item.weight;
        for (row, touch) in &item.touches {
            let own = &mut left[self.column[*row]];
            match touch {
                Touch::Spend if *own == 2 => *own = 0,
                Touch::Share if *own == 2 => {
                    *own = 1;
                    gained += part.rows[*row].price;
                }
                Touch::Share if *own == 1 => {}
                Touch::Take(amount) if *own >= *amount => *own -= amount,
                Touch::Give => *own = 2,
                Touch::Owe => *own = (*own).max(1),
                Touch::Spend | Touch::Share | Touch::Take(_) => return None,
            }
        }
        Some(gained)
    }

    /// Closes rows behind an item and forgets what cannot bind; false when something stays owed.
    fn close(&self, part: &Part, place: usize, left: &mut [i64]) -> bool {
        for row in &self.closes[place] {
            let own = &mut left[self.column[*row]];
            if part.rows[*row].kind == Kind::Need && *own == 1 {
                return false;
            }
            *own = 0;
        }
        for (row, most) in &self.still[place] {
            let own = &mut left[self.column[*row]];
            *own = (*own).min(*most);
        }
        true
    }

    /// The most that items from a place on can add.
    fn rest(&self, part: &Part, bounds: &[Bound], place: usize, left: &[i64]) -> i128 {
        let one = |bound: &Bound| {
            let open = bound.prices.iter().filter(|(row, _)| self.first[*row] < place && place <= self.last[*row]);
            open.fold(bound.rest[place], |sum, (row, price)| {
                let units = bound::units(part.rows[*row].kind, left[self.column[*row]]);
                sum.saturating_add(price.saturating_mul(units))
            })
        };
        bounds.iter().map(one).min().unwrap_or(i128::MAX)
    }
}

impl Part<'_> {
    /// What a choice of local items is worth.
    pub(crate) fn worth(&self, chosen: &[usize]) -> i128 {
        let mut shared = std::collections::BTreeSet::new();
        let mut worth = 0;
        for item in chosen.iter().map(|local| &self.items[*local]) {
            worth += item.weight;
            let first = item.touches.iter().filter(|(row, touch)| *touch == Touch::Share && shared.insert(*row));
            worth += first.map(|(row, _)| self.rows[*row].price).sum::<i128>();
        }
        worth
    }
}
