//! A land of institutions, programmes and rules of plausible shape, and learners in it, for measurements.
//!
//! Shape: each programme has 60 courses of 1 to 5 credits in four categories and an equal share of the rules: six of ten
//! take one course of another institution, two take two courses as one, one takes a certificate as one of a category, one
//! takes any online course whose title fits as an elective. A learner has 30 courses, 6 online courses and 4 certificates.

use std::collections::BTreeSet;

use recognition::model::*;
use units::{Credit, Month, Ratio, Rounding};

use super::world::{Dice, blank, coded, credits, outcome};

/// Courses that exist elsewhere, from which learners and rules both draw: few, so that most rules meet something.
pub const DENSE: u64 = 400;
/// As many as a few universities have, so that a learner meets some rules of every programme.
pub const WIDE: u64 = 4_000;
const LEVELS: [&str; 3] = ["初级", "中级", "高级"];

/// Caps in hundredths of the programme: over all uses, and over online courses. These do not bind.
pub const LOOSE: (i64, i64) = (100, 50);
/// What colleges write (40 % of the programme in all); the cap on online courses mostly binds.
pub const USUAL: (i64, i64) = (40, 5);
/// Both bind.
pub const TIGHT: (i64, i64) = (10, 3);

/// So many programmes and rules.
pub fn land(seed: u64, programmes: u64, rules: u64, sources: u64, caps: (i64, i64)) -> (Vec<Rule>, Vec<Programme>) {
    let mut dice = Dice::new(seed);
    let made = (0..programmes).map(|place| programme(&mut dice, place)).collect();
    let rules = (0..rules).map(|place| rule(&mut dice, place, place % programmes, sources, caps)).collect();
    (rules, made)
}

fn programme(dice: &mut Dice, place: u64) -> Programme {
    let course = |at: u64, dice: &mut Dice| Course {
        code: format!("C{at:02}"),
        title: format!("课程{at}"),
        category: ["公共基础", "专业基础", "专业核心", "选修"][(at % 4) as usize].to_owned(),
        credit: credits(100 + 50 * dice.below(8)),
    };
    Programme {
        institution: format!("U{}", place % 50),
        code: format!("P{place}"),
        title: String::new(),
        total: credits(16_000),
        courses: (0..60).map(|at| course(at, dice)).collect(),
    }
}

fn rule(dice: &mut Dice, place: u64, programme: u64, sources: u64, caps: (i64, i64)) -> Rule {
    let mut rule = blank(&format!("R{place:05}"));
    rule.institution = format!("U{}", programme % 50);
    rule.programme = Some(format!("P{programme}"));
    let source = |dice: &mut Dice| coded(&format!("S{}", dice.below(sources)));
    let target = |dice: &mut Dice| format!("C{:02}", dice.below(60));
    rule.target = Some(Targets { courses: vec![target(dice)], ..Targets::default() });
    match dice.below(10) {
        0..=5 => {
            let codes = (0..3).map(|_| format!("S{}", dice.below(sources))).collect();
            rule.source = Some(Condition::One(Box::new(Pattern { codes, ..Pattern::default() })));
            rule.minimum = vec![Minimum { scale: Scale::Percent, at_least: 65_00 }];
        }
        6 | 7 => {
            rule.source = Some(Condition::All(vec![Condition::Any(vec![source(dice), source(dice)]), source(dice)]));
            rule.credit = Given::Ratio(Ratio::new(2, 3).expect("a ratio"), Rounding::HalfUp);
        }
        8 => {
            let kind = kind(dice, sources);
            let certificate_kinds = BTreeSet::from([kind]);
            rule.source = Some(Condition::One(Box::new(Pattern { certificate_kinds, ..Pattern::default() })));
            rule.target = Some(Targets {
                courses: vec![target(dice), target(dice), target(dice)],
                choose: Some(1),
                ..Targets::default()
            });
            rule.share = true;
            rule.caps = vec![Cap {
                scope: Scope::Certificate,
                categories: BTreeSet::new(),
                measure: Measure::Credits(credits(800)),
            }];
        }
        _ => {
            let title = Title::parse(&format!("{}*", subject(dice, sources)));
            let classes = BTreeSet::from([Class::Online]);
            rule.source = Some(Condition::One(Box::new(Pattern { classes, title, ..Pattern::default() })));
        }
    }
    if place < 500 {
        let share = |part: i64| Measure::Share(Ratio::new(part, 100).expect("a share"));
        let (all, online) = caps;
        rule.caps.push(Cap { scope: Scope::Learner, categories: BTreeSet::new(), measure: share(all) });
        rule.caps.push(Cap { scope: Scope::Class(Class::Online), categories: BTreeSet::new(), measure: share(online) });
    }
    rule
}

/// Kinds of certificates: 8 where it is dense, else 40 of the 341 the national list had in 2023.
fn kind(dice: &mut Dice, sources: u64) -> String {
    format!("证书{}", dice.below(if sources == DENSE { 8 } else { 40 }))
}

/// What titles of online courses begin with.
fn subject(dice: &mut Dice, sources: u64) -> String {
    format!("学科{:02}", dice.below(if sources == DENSE { 5 } else { 40 }))
}

/// A learner with so many outcomes.
pub fn learner(seed: u64, outcomes: u64, sources: u64) -> Learner {
    let mut dice = Dice::new(seed + 77);
    let dice = &mut dice;
    let mut learner = Learner { id: format!("L{seed}"), ..Learner::default() };
    for place in 0..outcomes {
        let mut one = outcome(&format!("o{place:02}"), &format!("S{}", dice.below(sources)));
        one.credit = Credit::from_hundredths(100 + 50 * i64::try_from(dice.below(8)).expect("credit"));
        one.obtained = Month::new(2018 + i32::try_from(dice.below(8)).expect("a year"), 1 + dice.below(12) as u32)
            .expect("a month");
        one.grade = Grade::new(Scale::Percent, 60_00 + 100 * i64::try_from(dice.below(40)).expect("a grade"));
        if place % 10 == 0 {
            one.class = Class::Certificate;
            one.code = String::new();
            one.certificate_kind = kind(dice, sources);
            one.certificate_level = LEVELS[dice.below(3) as usize].to_owned();
        } else if place % 7 == 1 {
            one.class = Class::Online;
            one.code = String::new();
            one.title = format!(
                "{}概论{}",
                ["人工智能", "大学", "现代", "中国", "世界"][dice.below(5) as usize],
                dice.below(9)
            );
        }
        learner.outcomes.push(one);
    }
    learner
}
