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

/// How wide the sweeps may grow, one after the other: the first finds a good answer quickly, the second mostly proves it.
const WIDTHS: [usize; 3] = [24, 1_500, 40_000];
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
    /// The bits of all outcomes that items from a place on could spend.
    later: Vec<i128>,
}

/// All states after the same number of items, each once, with the best way into it.
#[derive(Default)]
struct Layer {
    width: usize,
    left: Vec<i64>,
    values: Vec<i128>,
    nodes: Vec<u32>,
    /// Places of states by what is left, with open addressing; at most half full.
    table: Vec<u32>,
}

/// The best choice: sweeps that grow wider until nothing was lost, the last with the prices of a linear program.
pub(crate) fn best(part: &Part, states_max: usize) -> Swept {
    let layout = Layout::new(part);
    let mut bounds = Vec::new();
    for by in [Kind::Outcome, Kind::Course] {
        bounds.push(bound::grouped(part, by, Vec::new(), &layout.first));
        let prices = bound::cap_prices(part, by);
        if !prices.is_empty() {
            bounds.push(bound::grouped(part, by, prices, &layout.first));
        }
    }
    let mut found: Option<Swept> = None;
    for width in WIDTHS {
        if width == WIDTHS[2]
            && let Some(prices) = relax::prices(part)
        {
            bounds.push(bound::by_price(part, prices, &layout.first));
        }
        let worth = found.as_ref().map(|swept| part.worth(&swept.chosen));
        let seen = found.as_ref().map_or(0, |swept| swept.states);
        let mut swept = run(part, &layout, &bounds, worth, width, states_max.saturating_sub(seen));
        swept.states += seen;
        if let Some(before) = found.take()
            && worth.is_some_and(|worth| part.worth(&swept.chosen) <= worth)
        {
            swept.chosen = before.chosen;
        }
        let done = swept.complete || swept.states > states_max;
        found = Some(swept);
        if done {
            break;
        }
    }
    let mut swept = found.unwrap_or(Swept { chosen: Vec::new(), complete: false, bound: 0, states: 0 });
    let top = bounds.iter().map(|bound| bound.rest[0]).min().unwrap_or(0);
    // What outcomes and bits take away never makes a whole hundredth.
    let hundredths = (top >> part.bits).div_euclid(part.scale) + 1;
    swept.bound = i64::try_from(hundredths).unwrap_or(i64::MAX);
    swept
}

/// One sweep. States that cannot pass `found` are dropped; so are the worst beyond `width`, and then it is not complete.
fn run(part: &Part, layout: &Layout, bounds: &[Bound], found: Option<i128>, width: usize, states_max: usize) -> Swept {
    // What was chosen, as a chain of items from the last to the first.
    let mut chain: Vec<(u32, u32)> = Vec::new();
    let mut layer = Layer::with(layout.width);
    layer.keep(&vec![0; layout.width], 0, NONE);
    let mut next = Layer::with(layout.width);
    let mut own = vec![0; layout.width];
    let mut swept = Swept { chosen: Vec::new(), complete: true, bound: 0, states: 0 };
    for (place, item) in part.items.iter().enumerate() {
        next.clear();
        let hopeful = |left: &[i64], value: i128| {
            found.is_none_or(|found| {
                let most = value.saturating_add(layout.rest(part, bounds, place + 1, left));
                most > found && layout.is_earlier(part, place + 1, value, most, found)
            })
        };
        for state in 0..layer.values.len() {
            layout.open(part, place, layer.left_mut(state));
            own.copy_from_slice(layer.left(state));
            if layout.close(part, place, &mut own) && hopeful(&own, layer.values[state]) {
                next.keep(&own, layer.values[state], layer.nodes[state]);
            }
            own.copy_from_slice(layer.left(state));
            let Some(gained) = layout.take(part, item, &mut own) else { continue };
            let value = layer.values[state] + gained;
            if layout.close(part, place, &mut own) && hopeful(&own, value) {
                let node = u32::try_from(chain.len()).unwrap_or(NONE);
                if next.keep(&own, value, node) {
                    chain.push((layer.nodes[state], u32::try_from(place).unwrap_or(NONE)));
                }
            }
        }
        swept.states += next.values.len();
        let room = if swept.states > states_max { 1 } else { width };
        if next.values.len() > room {
            swept.complete = false;
            next.thin(room, |left, value| value.saturating_add(layout.rest(part, bounds, place + 1, left)));
        }
        std::mem::swap(&mut layer, &mut next);
    }
    let best = (0..layer.values.len()).max_by_key(|state| (layer.values[*state], std::cmp::Reverse(*state)));
    let mut node = best.map_or(NONE, |state| layer.nodes[state]);
    while let Some((before, item)) = chain.get(node as usize).copied() {
        swept.chosen.push(item as usize);
        node = before;
    }
    swept.chosen.reverse();
    swept
}

impl Layer {
    fn with(width: usize) -> Layer {
        Layer { width, table: vec![NONE; 64], ..Layer::default() }
    }

    fn left(&self, state: usize) -> &[i64] {
        &self.left[state * self.width..][..self.width]
    }

    fn left_mut(&mut self, state: usize) -> &mut [i64] {
        &mut self.left[state * self.width..][..self.width]
    }

    fn clear(&mut self) {
        self.left.clear();
        self.values.clear();
        self.nodes.clear();
        self.table.fill(NONE);
    }

    /// The place in the table where a state stands or would stand.
    fn slot(&self, left: &[i64]) -> usize {
        let mask = self.table.len() - 1;
        let mixed = left
            .iter()
            .fold(0_u64, |hash, part| (hash.rotate_left(5) ^ part.cast_unsigned()).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut at = (mixed >> 20) as usize & mask;
        while self.table[at] != NONE && self.left(self.table[at] as usize) != left {
            at = (at + 1) & mask;
        }
        at
    }

    /// Keeps a way into a state if there is none as good; of equals the first stays. Says whether it was kept.
    fn keep(&mut self, left: &[i64], value: i128, node: u32) -> bool {
        let slot = self.slot(left);
        if let Some(state) = Some(self.table[slot]).filter(|state| *state != NONE) {
            let better = value > self.values[state as usize];
            if better {
                self.values[state as usize] = value;
                self.nodes[state as usize] = node;
            }
            return better;
        }
        self.table[slot] = u32::try_from(self.values.len()).unwrap_or(NONE);
        self.left.extend_from_slice(left);
        self.values.push(value);
        self.nodes.push(node);
        if self.values.len() * 2 > self.table.len() {
            self.grow();
        }
        true
    }

    fn grow(&mut self) {
        self.table = vec![NONE; self.table.len() * 4];
        for state in 0..self.values.len() {
            let slot = self.slot(self.left(state));
            self.table[slot] = u32::try_from(state).unwrap_or(NONE);
        }
    }

    /// Keeps the most hopeful states only. The table is left behind: a thinned layer is only read.
    fn thin(&mut self, room: usize, hope: impl Fn(&[i64], i128) -> i128) {
        let mut order: Vec<usize> = (0..self.values.len()).collect();
        order.sort_by_cached_key(|state| {
            let worth = self.values[*state];
            (std::cmp::Reverse(hope(self.left(*state), worth)), std::cmp::Reverse(worth), *state)
        });
        order.truncate(room);
        let mut left = Vec::with_capacity(room * self.width);
        order.iter().for_each(|state| left.extend_from_slice(self.left(*state)));
        self.left = left;
        self.values = order.iter().map(|state| self.values[*state]).collect();
        self.nodes = order.iter().map(|state| self.nodes[*state]).collect();
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
        let mut layout = Layout { first, last, column, width, opens, closes, still: Vec::new(), later: Vec::new() };
        layout.still = layout.still(part);
        layout.later = later(part);
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

    /// Whether a state that cannot pass what is found by a whole outcome could still spend earlier ones.
    fn is_earlier(&self, part: &Part, place: usize, value: i128, most: i128, found: i128) -> bool {
        let order = (1_i128 << part.bits) - 1;
        let above = most >> part.bits > found >> part.bits;
        above || (value & order) | self.later[place] > found & order
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

/// The bits of all outcomes from each place on.
fn later(part: &Part) -> Vec<i128> {
    let mut later = vec![0; part.items.len() + 1];
    for place in (0..part.items.len()).rev() {
        let rows = part.items[place].touches.iter().map(|(row, _)| &part.rows[*row]);
        let bits = rows.filter(|row| row.kind == Kind::Outcome).map(|row| row.price + (1_i128 << part.bits));
        later[place] = bits.fold(later[place + 1], |all, bit| all | bit);
    }
    later
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
