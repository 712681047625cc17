//! One part of a problem with its own numbering, and the integer that is made large.

use std::collections::{BTreeMap, HashMap};

use super::ORDERED_MAX;
use crate::problem::Problem;

/// What a row of a part limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An outcome: free (2), shared (1) or spent (0).
    Outcome,
    /// So many courses of one kind, mostly one.
    Course,
    /// A cap.
    Cap,
    /// A course others need: nothing yet (0), owed (1), there (2).
    Need,
}

/// What an item does to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Touch {
    /// Takes an outcome for itself.
    Spend,
    /// Takes an outcome that others of its kind may take too.
    Share,
    /// Takes so much of a course or cap.
    Take(i64),
    /// Recognises a course others need.
    Give,
    /// Needs a course.
    Owe,
}

/// A row: what it limits and how much there is at first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub kind: Kind,
    pub initial: i64,
    /// What spending the outcome is worth: minus one outcome, plus its bit.
    pub price: i128,
}

/// An item in the numbering of its part.
#[derive(Clone, Debug)]
pub(crate) struct Local {
    /// Credit of the item on top; outcomes not shared are charged already.
    pub weight: i128,
    pub touches: Vec<(usize, Touch)>,
    /// The items of the problem it stands for: one, or as many as its courses are alike.
    pub originals: Vec<usize>,
}

/// A part: rows and items in an order that keeps few rows open at a time.
pub(crate) struct Part<'a> {
    problem: &'a Problem,
    pub rows: Vec<Row>,
    pub items: Vec<Local>,
    /// Bits of the order in time.
    pub bits: u32,
    /// One credit hundredth is so much above an outcome.
    pub scale: i128,
    /// Whether every outcome has its bit.
    pub ordered_all: bool,
}

impl<'a> Part<'a> {
    pub(crate) fn new(problem: &'a Problem, items: &[usize], caps: &[u32]) -> Part<'a> {
        let mut outcomes: Vec<u32> = items.iter().flat_map(|item| &problem.items[*item].sources).copied().collect();
        outcomes.sort_unstable();
        outcomes.dedup();
        let ordered = outcomes.len().min(ORDERED_MAX);
        let bits = u32::try_from(ordered).unwrap_or(0);
        let scale = i128::try_from(outcomes.len()).unwrap_or(0) + 1;
        let mut part =
            Part { problem, rows: Vec::new(), items: Vec::new(), bits, scale, ordered_all: outcomes.len() == ordered };
        for place in 0..outcomes.len() {
            let bit = if place < ordered { 1_i128 << (ordered - 1 - place) } else { 0 };
            part.rows.push(Row { kind: Kind::Outcome, initial: 2, price: bit - (1_i128 << bits) });
        }
        let outcome_rows: HashMap<u32, usize> = outcomes.iter().enumerate().map(|(row, id)| (*id, row)).collect();
        let alike = alike(problem, items);
        let course_rows = part.course_rows(problem, items, &alike);
        let need_rows = part.need_rows(problem, items);
        let cap_rows: HashMap<u32, usize> = caps.iter().map(|cap| (*cap, part.cap_row(problem, items, *cap))).collect();
        for item in items {
            let own = &problem.items[*item];
            let touched = |touch: Touch| move |row: &usize| (*row, touch);
            let take = if own.shared { Touch::Share } else { Touch::Spend };
            let mut touches: Vec<(usize, Touch)> =
                own.sources.iter().filter_map(|id| outcome_rows.get(id)).map(touched(take)).collect();
            touches.extend(own.targets.iter().filter_map(|id| course_rows.get(id)).map(touched(Touch::Take(1))));
            touches.extend(own.targets.iter().filter_map(|id| need_rows.get(id)).map(touched(Touch::Give)));
            touches.extend(own.needs.iter().filter_map(|id| need_rows.get(id)).map(touched(Touch::Owe)));
            let amounts =
                own.amounts.iter().filter_map(|(cap, amount)| Some((*cap_rows.get(cap)?, Touch::Take(*amount))));
            touches.extend(amounts);
            let prices: i128 = match own.shared {
                true => 0,
                false => touches
                    .iter()
                    .filter(|(_, touch)| *touch == Touch::Spend)
                    .map(|(row, _)| part.rows[*row].price)
                    .sum(),
            };
            let weight = ((i128::from(own.credit) * scale) << bits) + prices;
            part.items.push(Local { weight, touches, originals: vec![*item] });
        }
        part.join_alike();
        part.order();
        part
    }

    /// One row for courses that are alike, as many as there are of them.
    fn course_rows(&mut self, problem: &Problem, items: &[usize], alike: &HashMap<u32, u32>) -> BTreeMap<u32, usize> {
        let mut rows: BTreeMap<u32, usize> = BTreeMap::new();
        for course in items.iter().flat_map(|item| &problem.items[*item].targets) {
            if rows.contains_key(course) {
                continue;
            }
            let first = alike.get(course).copied().unwrap_or(*course);
            let row = match rows.get(&first) {
                Some(row) => *row,
                None => {
                    self.rows.push(Row { kind: Kind::Course, initial: 0, price: 0 });
                    rows.insert(first, self.rows.len() - 1);
                    self.rows.len() - 1
                }
            };
            rows.insert(*course, row);
        }
        for row in rows.values() {
            self.rows[*row].initial += 1;
        }
        rows
    }

    fn need_rows(&mut self, problem: &Problem, items: &[usize]) -> BTreeMap<u32, usize> {
        let mut rows = BTreeMap::new();
        for need in items.iter().flat_map(|item| &problem.items[*item].needs) {
            rows.entry(*need).or_insert_with(|| {
                self.rows.push(Row { kind: Kind::Need, initial: 0, price: 0 });
                self.rows.len() - 1
            });
        }
        rows
    }

    fn cap_row(&mut self, problem: &Problem, items: &[usize], cap: u32) -> usize {
        let all: i64 = items.iter().map(|item| super::takes(&problem.items[*item], cap)).sum();
        // More than everything is everything, and keeps the numbers small.
        self.rows.push(Row { kind: Kind::Cap, initial: problem.limits[cap as usize].min(all), price: 0 });
        self.rows.len() - 1
    }

    /// Joins items that now do the same: the same outcomes for one of several courses that are alike.
    fn join_alike(&mut self) {
        if self.rows.iter().all(|row| row.kind != Kind::Course || row.initial == 1) {
            return;
        }
        let mut kept: Vec<Local> = Vec::new();
        for item in self.items.drain(..) {
            let course = item.touches.iter().find(|(_, touch)| matches!(touch, Touch::Take(1))).map(|(row, _)| *row);
            let several = course.is_some_and(|row| self.rows[row].kind == Kind::Course && self.rows[row].initial > 1);
            let same =
                kept.iter_mut().find(|other| several && other.weight == item.weight && other.touches == item.touches);
            match same {
                Some(other) => other.originals.extend(item.originals),
                None => kept.push(item),
            }
        }
        self.items = kept;
    }

    /// Orders items by their first outcome or by their first course, whichever keeps fewer rows open.
    fn order(&mut self) {
        let first = |item: &Local, kind: Kind| {
            let of_kind = item.touches.iter().map(|(row, _)| *row).filter(|row| self.rows[*row].kind == kind);
            of_kind.min().unwrap_or(0)
        };
        let mut orders: Vec<Vec<usize>> = Vec::new();
        for kinds in [[Kind::Outcome, Kind::Course], [Kind::Course, Kind::Outcome]] {
            let mut order: Vec<usize> = (0..self.items.len()).collect();
            order.sort_by_key(|item| kinds.map(|kind| first(&self.items[*item], kind)));
            orders.push(self.follow(&order));
            orders.push(order);
        }
        let best = orders.into_iter().min_by_key(|order| self.openness(order)).unwrap_or_default();
        let mut items: Vec<Option<Local>> = self.items.drain(..).map(Some).collect();
        self.items = best.into_iter().filter_map(|item| items.get_mut(item).and_then(Option::take)).collect();
    }

    /// Groups an order so that items which touch the same outcomes and courses follow one another.
    fn follow(&self, order: &[usize]) -> Vec<usize> {
        let mut by_row: Vec<Vec<usize>> = vec![Vec::new(); self.rows.len()];
        for item in order {
            for (row, _) in &self.items[*item].touches {
                if self.rows[*row].kind != Kind::Cap {
                    by_row[*row].push(*item);
                }
            }
        }
        let mut seen = vec![false; self.items.len()];
        let mut followed = Vec::with_capacity(order.len());
        for start in order {
            let mut at = followed.len();
            if !seen[*start] {
                seen[*start] = true;
                followed.push(*start);
            }
            while let Some(item) = followed.get(at).copied() {
                at += 1;
                for (row, _) in &self.items[item].touches {
                    for next in by_row[*row].drain(..) {
                        if !seen[next] {
                            seen[next] = true;
                            followed.push(next);
                        }
                    }
                }
            }
        }
        followed
    }

    /// How many states an order could meet, roughly: the logarithm of the widest place, and their sum.
    fn openness(&self, order: &[usize]) -> (u64, u64) {
        let mut span = vec![(usize::MAX, 0); self.rows.len()];
        for (place, item) in order.iter().enumerate() {
            for (row, _) in &self.items[*item].touches {
                let (first, last) = span[*row];
                span[*row] = (first.min(place), last.max(place));
            }
        }
        let mut change = vec![0_i64; order.len() + 1];
        for (row, (first, last)) in span.iter().enumerate() {
            if self.rows[row].kind == Kind::Cap || *first >= *last {
                continue;
            }
            let cost = 10 * i64::from((self.rows[row].initial.unsigned_abs().max(1) + 1).ilog2().max(1));
            change[*first] += cost;
            change[*last] -= cost;
        }
        let (mut open, mut widest, mut sum) = (0_i64, 0, 0);
        for step in change {
            open += step;
            widest = widest.max(open.unsigned_abs());
            sum += open.unsigned_abs();
        }
        (widest, sum)
    }

    /// Whether every item is one outcome for one course and nothing else matters.
    pub(crate) fn is_assignment(&self) -> bool {
        self.items.iter().all(|item| {
            matches!(item.touches[..], [(_, Touch::Spend), (course, Touch::Take(1))] if self.rows[course].kind == Kind::Course)
        })
    }

    /// The hundredths of an item.
    pub(crate) fn credit(&self, local: usize) -> i64 {
        let original = self.items.get(local).and_then(|item| item.originals.first());
        original.map_or(0, |item| self.problem.items[*item].credit)
    }

    /// The items of the problem that chosen ones stand for; courses that are alike are given out in their order.
    pub(crate) fn originals(&self, chosen: &[usize]) -> Vec<usize> {
        let mut taken = std::collections::HashSet::new();
        let mut found: Vec<usize> = Vec::with_capacity(chosen.len());
        let mut in_order: Vec<&Local> = chosen.iter().map(|local| &self.items[*local]).collect();
        in_order.sort_by_key(|item| item.originals.first());
        // What has no choice goes first, so that it is not taken away.
        in_order.sort_by_key(|item| item.originals.len() > 1);
        for item in in_order {
            let free =
                |original: &&usize| self.problem.items[**original].targets.iter().all(|course| !taken.contains(course));
            if let Some(original) = item.originals.iter().find(free) {
                taken.extend(self.problem.items[*original].targets.iter().copied());
                found.push(*original);
            }
        }
        found
    }
}

/// Courses that only differ by name: every item on one of them has its like on the others. Each is known by the first.
fn alike(problem: &Problem, items: &[usize]) -> HashMap<u32, u32> {
    type Sign<'a> = (&'a [u32], i64, &'a [(u32, i64)]);
    let mut signs: BTreeMap<u32, Vec<Sign>> = BTreeMap::new();
    let mut apart: std::collections::HashSet<u32> = Default::default();
    for item in items.iter().map(|item| &problem.items[*item]) {
        if let [course] = item.targets[..]
            && !item.shared
            && item.needs.is_empty()
        {
            signs.entry(course).or_default().push((&item.sources, item.credit, &item.amounts));
        } else {
            apart.extend(item.targets.iter().chain(&item.needs).copied());
        }
    }
    let mut first: HashMap<Vec<Sign>, u32> = HashMap::new();
    let mut alike = HashMap::new();
    for (course, mut sign) in signs {
        if apart.contains(&course) {
            continue;
        }
        sign.sort_unstable();
        // Two rules may say the same of one course; then nothing is joined, for the count would be wrong.
        if sign.windows(2).all(|pair| pair[0] != pair[1]) {
            alike.insert(course, *first.entry(sign).or_insert(course));
        }
    }
    alike
}
