//! From rules to concrete uses: which outcomes could count as which courses, before anything is chosen.

use units::{Credit, Remainder};

use crate::{
    book::Plan,
    meet::{Asked, Unmet},
    model::{Class, Condition, Given, Learner, Lift, NEVER, Outcome, Rule, Targets, USES_A_RULE_MAX, USES_MAX},
};

/// One concrete use of a rule: these outcomes as these courses.
#[derive(Clone, Debug)]
pub(crate) struct Use {
    /// Place of the rule in the book.
    pub rule: usize,
    /// Outcomes in the order of their months and ids.
    pub sources: Vec<u32>,
    /// Which pattern took which outcome.
    pub leaves: Vec<(u16, u32)>,
    /// Courses in the order they are credited, each with the hundredths it receives.
    pub targets: Vec<(u32, i64)>,
    /// Hundredths in all.
    pub credit: i64,
    /// What rounding left over.
    pub remainder: Option<Remainder>,
    /// Hundredths beyond the credit of the courses, which are not recorded.
    pub surplus: i64,
    /// Courses that must be recognised in the same answer.
    pub needs: Vec<u32>,
}

/// The uses of some rules on one programme.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    pub list: Vec<Use>,
    /// Whether a limit cut the list.
    pub cut: bool,
}

/// Which outcomes meet which patterns of one rule: pairs of pattern and outcome.
pub(crate) type Hits<'a> = &'a [(u16, u32)];

/// Ways to meet a condition, each the patterns and the outcomes they take.
struct Ways {
    list: Vec<Vec<(u16, u32)>>,
    cut: bool,
}

impl Uses {
    /// Adds the uses of one rule, or says why there are none.
    pub(crate) fn add(
        &mut self,
        place: usize,
        rule: &Rule,
        hits: Hits,
        plan: &Plan,
        learner: &Learner,
        asked: Asked,
    ) -> Result<(), Unmet> {
        let (Some(source), Some(target)) = (&rule.source, &rule.target) else { return Err(Unmet::NoTarget) };
        let (courses, truncated) = courses_for(rule, target, plan)?;
        let needs = needs_of(rule, plan, asked)?;
        let mut ways = Ways { list: Vec::new(), cut: false };
        walk(source, &mut 0, hits, &mut ways);
        if rule.one_certificate {
            let is_certificate = |outcome: &u32| learner.outcomes[*outcome as usize].class == Class::Certificate;
            ways.list.retain(|way| way.iter().filter(|(_, outcome)| is_certificate(outcome)).count() <= 1);
        }
        // A condition such as none of several is met by nothing at all, and nothing counts as no course.
        ways.list.retain(|way| !way.is_empty());
        self.cut |= ways.cut | truncated;
        if ways.list.is_empty() {
            return Err(Unmet::Partner);
        }
        let before = self.list.len();
        for way in &ways.list {
            for courses in &courses {
                if self.list.len() >= USES_MAX || self.list.len() - before >= USES_A_RULE_MAX {
                    self.cut = true;
                    return Ok(());
                }
                let made = make(place, rule, way, courses, &needs, plan, &learner.outcomes);
                self.list.extend(made);
            }
        }
        if self.list.len() == before { Err(Unmet::NoCredit) } else { Ok(()) }
    }
}

/// The sets of courses one use can count as, and whether the limit left some out.
fn courses_for(rule: &Rule, target: &Targets, plan: &Plan) -> Result<(Vec<Vec<u32>>, bool), Unmet> {
    let listed: Vec<Option<u32>> = target.courses.iter().map(|code| plan.course(code)).collect();
    let excluded = |course: &u32| {
        let category = &plan.courses[*course as usize].category;
        category == NEVER || rule.excluded.contains(category)
    };
    let open = |course: &u32| !plan.passed[*course as usize];
    let Some(count) = target.choose else {
        let mut courses: Vec<u32> = listed.into_iter().collect::<Option<Vec<u32>>>().ok_or(Unmet::NoTarget)?;
        courses.retain(open);
        let mut seen = std::collections::BTreeSet::new();
        courses.retain(|course| seen.insert(*course));
        return if courses.is_empty() {
            Err(Unmet::Passed)
        } else if courses.iter().any(excluded) {
            Err(Unmet::Excluded)
        } else {
            Ok((vec![courses], false))
        };
    };
    let in_category = |course: &u32| target.categories.contains(&plan.courses[*course as usize].category);
    let mut pool: Vec<u32> = listed.into_iter().flatten().collect();
    let standing = (0..plan.courses.len()).filter_map(|course| u32::try_from(course).ok());
    pool.extend(standing.filter(|course| plan.stands(*course)).filter(in_category));
    pool.sort_unstable();
    pool.dedup();
    let count = count as usize;
    for (why, keep) in [(Unmet::NoTarget, &(|_: &u32| true) as &dyn Fn(&u32) -> bool), (Unmet::Passed, &open)] {
        pool.retain(keep);
        if pool.len() < count {
            return Err(why);
        }
    }
    pool.retain(|course| !excluded(course));
    if pool.len() < count { Err(Unmet::Excluded) } else { Ok(subsets(&pool, count)) }
}

/// Every set of so many, in order, one more than the limit at most; and whether there are others.
fn subsets(pool: &[u32], count: usize) -> (Vec<Vec<u32>>, bool) {
    let mut truncated = false;
    let mut found: Vec<Vec<u32>> = vec![Vec::new()];
    for _ in 0..count {
        let longer = |set: &Vec<u32>| {
            let after = set.last().copied();
            let set = set.clone();
            pool.iter().filter(move |course| after.is_none_or(|last| **course > last)).map(move |course| {
                let mut set = set.clone();
                set.push(*course);
                set
            })
        };
        let mut sets = found.iter().flat_map(longer);
        let first: Vec<Vec<u32>> = sets.by_ref().take(USES_A_RULE_MAX + 1).collect();
        truncated |= sets.next().is_some();
        drop(sets);
        found = first;
    }
    (found, truncated)
}

/// The courses that must come first and are not passed.
fn needs_of(rule: &Rule, plan: &Plan, asked: Asked) -> Result<Vec<u32>, Unmet> {
    if rule.prerequisites.is_empty() || rule.lifted(Lift::Prerequisites, asked.learner, None, asked.day).is_some() {
        return Ok(Vec::new());
    }
    let mut needs = Vec::new();
    for code in &rule.prerequisites {
        match plan.course(code) {
            Some(course) if plan.passed[course as usize] => {}
            Some(course) => needs.push(course),
            None if plan.passed_elsewhere(code) => {}
            None => return Err(Unmet::Prerequisite),
        }
    }
    needs.sort_unstable();
    needs.dedup();
    Ok(needs)
}

/// Follows a condition; `leaf` counts the patterns in the order they are written.
fn walk(condition: &Condition, leaf: &mut u16, hits: Hits, ways: &mut Ways) {
    match condition {
        Condition::One(_) => {
            let own = *leaf;
            *leaf += 1;
            let begin = hits.partition_point(|(pattern, _)| *pattern < own);
            let taken = hits[begin..].iter().take_while(|(pattern, _)| *pattern == own);
            ways.list = taken.map(|hit| vec![*hit]).collect();
        }
        Condition::All(parts) => some_of(parts, parts.len(), leaf, hits, ways),
        Condition::Some(count, parts) => some_of(parts, *count as usize, leaf, hits, ways),
        Condition::Any(parts) => {
            for part in parts {
                let mut own = Ways { list: Vec::new(), cut: false };
                walk(part, leaf, hits, &mut own);
                ways.cut |= own.cut;
                ways.list.append(&mut own.list);
            }
            ways.tidy();
        }
    }
}

/// Every way to meet exactly so many of the parts, no outcome twice.
fn some_of(parts: &[Condition], count: usize, leaf: &mut u16, hits: Hits, ways: &mut Ways) {
    // met[k]: the ways to have met k of the parts so far.
    let mut met: Vec<Ways> = vec![Ways { list: vec![Vec::new()], cut: false }];
    for (place, part) in parts.iter().enumerate() {
        let mut own = Ways { list: Vec::new(), cut: false };
        walk(part, leaf, hits, &mut own);
        ways.cut |= own.cut;
        if met.len() <= count {
            met.push(Ways { list: Vec::new(), cut: false });
        }
        let still = parts.len() - place - 1;
        for have in (0..met.len() - 1).rev() {
            let joined = join(&met[have], &own);
            ways.cut |= joined.cut;
            if have < count {
                met[have + 1].list.extend(joined.list);
                met[have + 1].tidy();
                ways.cut |= met[have + 1].cut;
            }
            // What can no longer become enough is let go.
            if have + still < count {
                met[have].list.clear();
            }
        }
    }
    if let Some(enough) = met.get_mut(count) {
        ways.list.append(&mut enough.list);
    }
}

fn join(left: &Ways, right: &Ways) -> Ways {
    let mut joined = Ways { list: Vec::new(), cut: false };
    for one in &left.list {
        for other in &right.list {
            if one.iter().any(|(_, outcome)| other.iter().any(|(_, taken)| taken == outcome)) {
                continue;
            }
            if joined.list.len() >= USES_A_RULE_MAX * 4 {
                joined.cut = true;
                return joined;
            }
            joined.list.push(one.iter().chain(other).copied().collect());
        }
    }
    joined
}

impl Ways {
    /// Keeps the first way to take each set of outcomes.
    fn tidy(&mut self) {
        if self.list.len() > 1 {
            let mut seen = std::collections::HashSet::new();
            self.list.retain(|way| {
                let mut outcomes: Vec<u32> = way.iter().map(|(_, outcome)| *outcome).collect();
                outcomes.sort_unstable();
                seen.insert(outcomes)
            });
        }
        if self.list.len() > USES_A_RULE_MAX {
            self.list.truncate(USES_A_RULE_MAX);
            self.cut = true;
        }
    }
}

/// The use of one way as one set of courses; none when it would give no credit.
fn make(
    place: usize,
    rule: &Rule,
    way: &[(u16, u32)],
    courses: &[u32],
    needs: &[u32],
    plan: &Plan,
    outcomes: &[Outcome],
) -> Option<Use> {
    let own: i64 = courses.iter().map(|course| plan.courses[*course as usize].credit.hundredths()).sum();
    let (credit, remainder, surplus) = match rule.credit {
        Given::Target => (own, None, 0),
        Given::Ratio(ratio, rounding) => {
            let sources = Credit::total(way.iter().map(|(_, outcome)| outcomes[*outcome as usize].credit))?;
            let (product, remainder) = sources.times(ratio, rounding)?;
            let product = product.hundredths();
            (product.min(own), Some(remainder), (product - own).max(0))
        }
    };
    if credit <= 0 {
        return None;
    }
    let mut left = credit;
    let mut targets = Vec::with_capacity(courses.len());
    for course in courses {
        let part = left.min(plan.courses[*course as usize].credit.hundredths());
        left -= part;
        targets.push((*course, part));
    }
    let mut sources: Vec<u32> = way.iter().map(|(_, outcome)| *outcome).collect();
    sources.sort_unstable();
    // A course that is recognised by the same use needs no other.
    let needs = needs.iter().copied().filter(|need| !courses.contains(need)).collect();
    Some(Use { rule: place, sources, leaves: way.to_vec(), targets, credit, remainder, surplus, needs })
}
