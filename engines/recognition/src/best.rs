//! The best choice of items, exactly.
//!
//! One integer is made as large as it can be. Its digits are, from the top: credit in hundredths; outcomes not spent; and
//! one bit an outcome, the earliest (by month, then id) on top. So of two choices the one with more credit wins; of two
//! with the same credit, the one that spends fewer outcomes; of two that spend as many, the one that spends the earliest
//! outcome in which they differ. Among choices equal in all three the order of rules and courses decides, the same way
//! every time.
//!
//! What is independent is solved apart. A part in which every item is one outcome for one course is an assignment
//! ([`flow`]), proved by its dual prices. Any other part is swept item by item over all states that can still win
//! ([`sweep`]), pruned by bounds that hold in integers whatever numbers they were made of ([`bound`]); a part that grows wide
//! gets better numbers from a linear program ([`relax`]). Caps that couple parts are looked at last: if the parts' best
//! answers keep them, these are the best together, for dropping a cap never makes an answer worse; if not, what a broken
//! cap couples is swept together. A sweep that would take too long ends, and the answer says that it is not proved.

pub(crate) mod bound;
pub(crate) mod flow;
pub(crate) mod part;
pub(crate) mod relax;
pub(crate) mod sweep;

use crate::problem::{Item, Problem};
use part::Part;

/// The most states one answer may look at. A wide state costs about a microsecond, so the longest answer stays below a second.
pub const STATES_MAX: usize = 600_000;
/// The most states each programme may look at when a learner is held against all of them; what is not proved then is
/// proved when the learner opens it.
pub const STATES_LISTED_MAX: usize = 30_000;
/// The most outcomes whose order in time is weighed exactly where caps or courses couple them; later ones follow in the
/// order of rules, and the answer says so.
pub const ORDERED_MAX: usize = 80;

/// What was chosen and how far it is proved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Places of the items, ascending.
    pub items: Vec<usize>,
    /// Whether nothing can be better in credit and outcomes spent.
    pub proved: bool,
    /// Whether nothing as good spends earlier outcomes.
    pub earliest: bool,
    /// No choice gives more hundredths.
    pub bound: i64,
    /// Parts solved as assignments, and parts swept.
    pub assignments: usize,
    pub sweeps: usize,
    /// States looked at.
    pub states: usize,
    /// Caps by which what would be independent was solved together.
    pub coupling: Vec<u32>,
}

/// Chooses the best items of a problem.
pub(crate) fn solve(problem: &Problem, states_max: usize) -> Choice {
    solve_among(problem, (0..problem.items.len()).collect(), states_max)
}

/// As [`solve`], where some of the items are all there is; their places ascend.
pub(crate) fn solve_among(problem: &Problem, among: Vec<usize>, states_max: usize) -> Choice {
    let possible = possible(problem, among);
    let caps = binding(problem, &possible);
    let parts = split(problem, &possible, |_| false);
    let mut choice = Choice { proved: true, earliest: true, ..Choice::default() };
    let mut apart: Vec<(Vec<usize>, Choice)> = Vec::with_capacity(parts.len());
    let home = homes(problem, &parts);
    for (place, items) in parts.into_iter().enumerate() {
        let own: Vec<u32> = caps.iter().copied().filter(|cap| home[*cap as usize] == Home::One(place)).collect();
        let left = states_max.saturating_sub(choice.states);
        let solved = solve_part(problem, &items, &own, left);
        choice.states += solved.states;
        apart.push((items, solved));
    }
    let coupling: Vec<u32> = caps.iter().copied().filter(|cap| home[*cap as usize] == Home::Many).collect();
    let broken: Vec<u32> =
        coupling.iter().copied().filter(|cap| taken(problem, &apart, *cap) > limit(problem, *cap)).collect();
    if broken.is_empty() {
        for (_, solved) in apart {
            choice.add(solved);
        }
        choice.items.sort_unstable();
        return choice;
    }
    let groups = split(problem, &possible, |cap| coupling.contains(&cap));
    for items in groups {
        let touches = |cap: &u32| items.iter().any(|item| takes(&problem.items[*item], *cap) > 0);
        if broken.iter().any(touches) {
            let own: Vec<u32> = caps.iter().copied().filter(touches).collect();
            let left = states_max.saturating_sub(choice.states);
            let solved = solve_part(problem, &items, &own, left);
            choice.states += solved.states;
            choice.add(solved);
        } else {
            let inside =
                apart.iter().filter(|(own, _)| own.first().is_some_and(|item| items.binary_search(item).is_ok()));
            inside.for_each(|(_, solved)| choice.add(solved.clone()));
        }
    }
    choice.items.sort_unstable();
    choice.coupling = coupling;
    choice
}

impl Choice {
    fn add(&mut self, solved: Choice) {
        self.items.extend(solved.items);
        self.proved &= solved.proved;
        self.earliest &= solved.earliest;
        self.bound = self.bound.saturating_add(solved.bound);
        self.assignments += solved.assignments;
        self.sweeps += solved.sweeps;
    }
}

/// The best of one part: items that touch one another, and the caps that matter to them.
fn solve_part(problem: &Problem, items: &[usize], caps: &[u32], states_max: usize) -> Choice {
    if let [only] = items {
        let bound = problem.items[*only].credit;
        return Choice { items: vec![*only], proved: true, earliest: true, bound, states: 1, ..Choice::default() };
    }
    let part = Part::new(problem, items, caps);
    let earliest = part.ordered_all;
    let solved = if part.is_assignment() { flow::assign(&part) } else { None };
    if let Some(chosen) = solved {
        let bound = chosen.iter().map(|local| part.credit(*local)).sum();
        let items = part.originals(&chosen);
        return Choice {
            items,
            proved: true,
            earliest,
            bound,
            assignments: 1,
            states: items_seen(&part),
            ..Choice::default()
        };
    }
    let swept = sweep::best(&part, states_max);
    let proved = swept.complete;
    let own: i64 = swept.chosen.iter().map(|local| part.credit(*local)).sum();
    let bound = if proved { own } else { swept.bound.max(own) };
    let items = part.originals(&swept.chosen);
    Choice { items, proved, earliest: proved && earliest, bound, sweeps: 1, states: swept.states, ..Choice::default() }
}

fn items_seen(part: &Part) -> usize {
    part.items.len()
}

fn limit(problem: &Problem, cap: u32) -> i64 {
    problem.limits[cap as usize]
}

fn takes(item: &Item, cap: u32) -> i64 {
    item.amounts.iter().find(|(row, _)| *row == cap).map_or(0, |(_, amount)| *amount)
}

fn taken(problem: &Problem, apart: &[(Vec<usize>, Choice)], cap: u32) -> i64 {
    apart.iter().flat_map(|(_, solved)| &solved.items).map(|item| takes(&problem.items[*item], cap)).sum()
}

/// Items that no cap forbids alone and whose needs some possible item recognises.
fn possible(problem: &Problem, mut possible: Vec<usize>) -> Vec<usize> {
    let fits =
        |item: &Item| item.credit > 0 && item.amounts.iter().all(|(cap, amount)| *amount <= limit(problem, *cap));
    possible.retain(|item| fits(&problem.items[*item]));
    while possible.iter().any(|item| !problem.items[*item].needs.is_empty()) {
        let given: std::collections::HashSet<u32> =
            possible.iter().flat_map(|item| problem.items[*item].targets.iter().copied()).collect();
        let before = possible.len();
        possible.retain(|item| problem.items[*item].needs.iter().all(|need| given.contains(need)));
        if possible.len() == before {
            break;
        }
    }
    possible
}

/// Caps that could be passed at all: what each course could take of them at most sums to more than they let through.
fn binding(problem: &Problem, possible: &[usize]) -> Vec<u32> {
    // By cap: course and amount, so that of the items of one course only the greatest is counted.
    let mut most: Vec<Vec<(u32, i64)>> = vec![Vec::new(); problem.limits.len()];
    for item in possible.iter().map(|item| &problem.items[*item]) {
        let first = item.targets.first().copied().unwrap_or(u32::MAX);
        item.amounts.iter().for_each(|(cap, amount)| most[*cap as usize].push((first, *amount)));
    }
    let mut binds = |cap: &usize| {
        let amounts = &mut most[*cap];
        amounts.sort_unstable_by_key(|(course, amount)| (*course, std::cmp::Reverse(*amount)));
        amounts.dedup_by_key(|(course, _)| *course);
        amounts.iter().map(|(_, amount)| *amount).sum::<i64>() > problem.limits[*cap]
    };
    let mut binding: Vec<usize> = (0..problem.limits.len()).filter(|cap| binds(cap)).collect();
    // Caps of several rules that count the same are one cap, the tightest.
    binding.sort_by_key(|cap| (problem.limits[*cap], *cap));
    let mut amounts: Vec<Vec<(usize, i64)>> = vec![Vec::new(); problem.limits.len()];
    for item in possible {
        problem.items[*item].amounts.iter().for_each(|(cap, amount)| amounts[*cap as usize].push((*item, *amount)));
    }
    let mut seen = std::collections::HashSet::new();
    binding.retain(|cap| seen.insert(&amounts[*cap]));
    binding.sort_unstable();
    binding.into_iter().filter_map(|cap| u32::try_from(cap).ok()).collect()
}

/// Where the items of a cap lie.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    Nowhere,
    One(usize),
    Many,
}

fn homes(problem: &Problem, parts: &[Vec<usize>]) -> Vec<Home> {
    let mut homes = vec![Home::Nowhere; problem.limits.len()];
    for (place, items) in parts.iter().enumerate() {
        for (cap, _) in items.iter().flat_map(|item| &problem.items[*item].amounts) {
            let home = &mut homes[*cap as usize];
            *home = match *home {
                Home::Nowhere => Home::One(place),
                Home::One(other) if other == place => Home::One(place),
                _ => Home::Many,
            };
        }
    }
    homes
}

/// Splits items into those that touch one another through outcomes, courses, needs, or caps that couple.
pub(crate) fn split(problem: &Problem, possible: &[usize], couples: impl Fn(u32) -> bool) -> Vec<Vec<usize>> {
    let mut first: std::collections::HashMap<(u8, u32), usize> = Default::default();
    let mut parents: Vec<usize> = (0..possible.len()).collect();
    for (place, item) in possible.iter().map(|item| &problem.items[*item]).enumerate() {
        let sources = item.sources.iter().map(|outcome| (0, *outcome));
        let courses = item.targets.iter().chain(&item.needs).map(|course| (1, *course));
        let caps = item.amounts.iter().map(|(cap, _)| *cap).filter(|cap| couples(*cap)).map(|cap| (2, cap));
        for key in sources.chain(courses).chain(caps) {
            let other = *first.entry(key).or_insert(place);
            let (one, other) = (root(&mut parents, place), root(&mut parents, other));
            parents[one.max(other)] = one.min(other);
        }
    }
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut place_of = vec![usize::MAX; possible.len()];
    for (place, item) in possible.iter().enumerate() {
        let root = root(&mut parents, place);
        if place_of[root] == usize::MAX {
            place_of[root] = parts.len();
            parts.push(Vec::new());
        }
        parts[place_of[root]].push(*item);
    }
    parts
}

fn root(parents: &mut [usize], mut node: usize) -> usize {
    while parents[node] != node {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    node
}
