//! Made-up rules, programmes and learners, the same for the same seed.

use std::collections::{BTreeMap, BTreeSet};

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use recognition::model::*;
use units::{Credit, Day, Month, Ratio, Rounding};

/// One made-up world.
#[derive(Clone, Debug)]
pub struct World {
    pub rules: Vec<Rule>,
    pub programme: Programme,
    pub learner: Learner,
    pub day: Day,
}

/// Dice that repeat.
pub struct Dice(Pcg64Mcg);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(Pcg64Mcg::seed_from_u64(seed))
    }

    /// A number below another.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0.next_u64() % limit.max(1)
    }

    /// Whether something happens in so many of a hundred cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

pub fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

pub fn credits(hundredths: u64) -> Credit {
    Credit::from_hundredths(i64::try_from(hundredths).expect("credit"))
}

/// A rule without anything but its name.
pub fn blank(id: &str) -> Rule {
    Rule {
        id: id.to_owned(),
        version: 1,
        institution: "U".to_owned(),
        programme: None,
        valid_from: day("2020-01-01"),
        valid_to: None,
        group: None,
        effect: Effect::StudyAndExam,
        months_max: None,
        prerequisites: BTreeSet::new(),
        excluded: BTreeSet::new(),
        share: false,
        one_certificate: false,
        tables: BTreeMap::new(),
        source: None,
        minimum: Vec::new(),
        target: None,
        credit: Given::Target,
        caps: Vec::new(),
        exceptions: Vec::new(),
    }
}

/// A pattern of one code.
pub fn coded(code: &str) -> Condition {
    Condition::One(Box::new(Pattern { codes: BTreeSet::from([code.to_owned()]), ..Pattern::default() }))
}

/// A verified course of two credits.
pub fn outcome(id: &str, code: &str) -> Outcome {
    Outcome {
        id: id.to_owned(),
        class: Class::Course,
        issuer: "A".to_owned(),
        code: code.to_owned(),
        title: format!("课程{code}"),
        subject: String::new(),
        level: String::new(),
        grade: Grade::new(Scale::Percent, 80_00),
        credit: credits(200),
        obtained: Month::new(2025, 1).expect("a month"),
        certificate_kind: String::new(),
        certificate_level: String::new(),
        verified: true,
        exempted: false,
    }
}

/// At most four outcomes, four courses and four rules, with everything a rule can say.
pub fn small(seed: u64) -> World {
    let mut dice = Dice::new(seed);
    let dice = &mut dice;
    let outcomes = 1 + dice.below(4);
    let courses = 2 + dice.below(3);
    let mut rules: Vec<Rule> = (0..2 + dice.below(3)).map(|place| rule(dice, place, outcomes, courses)).collect();
    if dice.chance(60) {
        let mut caps = blank("Z");
        caps.caps = (0..1 + dice.below(2)).map(|_| cap(dice)).collect();
        rules.push(caps);
    }
    let programme = Programme {
        institution: "U".to_owned(),
        code: "P".to_owned(),
        title: String::new(),
        total: credits(1_000),
        courses: (0..courses).map(|place| course(dice, place)).collect(),
    };
    let mut learner = Learner { id: "L".to_owned(), ..Learner::default() };
    learner.outcomes = (0..outcomes).map(|place| some_outcome(dice, place)).collect();
    if dice.chance(20) {
        let passed = BTreeSet::from([format!("C{}", dice.below(courses))]);
        learner.passed.insert("P".to_owned(), passed);
    }
    if dice.chance(25) {
        learner.standing.push(standing(dice, &learner.outcomes, courses));
    }
    World { rules, programme, learner, day: day("2026-03-01") }
}

/// A use that stands already: of one of the outcomes or of one that is gone, for a course of the programme or another.
fn standing(dice: &mut Dice, outcomes: &[Outcome], courses: u64) -> Standing {
    let taken = &outcomes[dice.below(outcomes.len() as u64) as usize];
    let id = if dice.chance(50) { taken.id.clone() } else { "gone".to_owned() };
    let spent = Spent { outcome: id, class: taken.class, issuer: taken.issuer.clone() };
    let course = format!("C{}", dice.below(courses + 1));
    Standing {
        institution: ["U", "U", "U", "W"][dice.below(4) as usize].to_owned(),
        rule: format!("R{}", dice.below(3)),
        group: dice.chance(30).then(|| "G".to_owned()),
        share: dice.chance(40),
        outcomes: vec![spent],
        courses: vec![Recorded { course, credit: credits([100, 200][dice.below(2) as usize]) }],
    }
}

fn course(dice: &mut Dice, place: u64) -> Course {
    let category = ["必修", "选修", "选修", if dice.chance(20) { "综合实践" } else { "选修" }][dice.below(4) as usize];
    let credit = credits([100, 200, 200, 250, 300][dice.below(5) as usize]);
    Course { code: format!("C{place}"), title: String::new(), category: category.to_owned(), credit }
}

fn some_outcome(dice: &mut Dice, place: u64) -> Outcome {
    let mut outcome = outcome(&format!("o{place}"), &format!("S{place}"));
    if dice.chance(40) {
        outcome.class = Class::Certificate;
    }
    outcome.issuer = ["A", "B"][dice.below(2) as usize].to_owned();
    outcome.credit = credits([0, 100, 200, 300][dice.below(4) as usize]);
    outcome.grade = match dice.below(5) {
        0 => None,
        1 => Grade::new(Scale::Five, i64::try_from(dice.below(5)).expect("a grade")),
        _ => Grade::new(Scale::Percent, 50_00 + 10_00 * i64::try_from(dice.below(5)).expect("a grade")),
    };
    outcome.obtained =
        Month::new(2024 + i32::try_from(dice.below(3)).expect("a year"), 1 + dice.below(3) as u32).expect("a month");
    outcome.verified = dice.chance(95);
    outcome
}

fn rule(dice: &mut Dice, place: u64, outcomes: u64, courses: u64) -> Rule {
    let mut rule = blank(&format!("R{place}"));
    rule.source = Some(condition(dice, outcomes, 2));
    let code = |dice: &mut Dice| format!("C{}", dice.below(courses));
    let listed: Vec<String> = match dice.below(3) {
        0 => vec![code(dice)],
        1 => vec![code(dice), code(dice)],
        _ => (0..courses).map(|place| format!("C{place}")).collect(),
    };
    let choose = if listed.len() > 2 || dice.chance(40) { Some(1 + u32::from(dice.chance(15))) } else { None };
    let mut listed: Vec<String> = listed;
    listed.dedup();
    rule.target = Some(Targets { courses: listed, categories: BTreeSet::new(), choose });
    if dice.chance(15) {
        rule.target =
            Some(Targets { courses: Vec::new(), categories: BTreeSet::from(["选修".to_owned()]), choose: Some(1) });
    }
    if dice.chance(25) {
        let ratio = Ratio::new(1 + dice.below(3) as i64, 1 + dice.below(3) as i64).expect("a ratio");
        let rounding = [Rounding::Down, Rounding::Up, Rounding::HalfUp, Rounding::HalfEven][dice.below(4) as usize];
        rule.credit = Given::Ratio(ratio, rounding);
    }
    if dice.chance(20) {
        rule.minimum = vec![Minimum { scale: Scale::Percent, at_least: 70_00 }];
        if dice.chance(50) {
            rule.minimum.push(Minimum { scale: Scale::Five, at_least: 2 });
        }
    }
    rule.months_max = dice.chance(20).then(|| 12 + dice.below(12) as u32);
    rule.share = dice.chance(35);
    rule.one_certificate = dice.chance(20);
    rule.group = dice.chance(40).then(|| "G".to_owned());
    if dice.chance(20) {
        rule.prerequisites = BTreeSet::from([code(dice)]);
    }
    if dice.chance(15) {
        rule.excluded = BTreeSet::from(["必修".to_owned()]);
    }
    if dice.chance(30) {
        rule.caps = vec![cap(dice)];
    }
    if dice.chance(15) {
        let who =
            if dice.chance(50) { Allowance::Learner("L".to_owned()) } else { Allowance::Outcome("o0".to_owned()) };
        let lifts =
            [Lift::Grade, Lift::Age, Lift::Prerequisites, Lift::Caps].into_iter().filter(|_| dice.chance(50)).collect();
        rule.exceptions = vec![Exception { who, lifts, granted_by: "院长".to_owned(), until: day("2026-12-31") }];
    }
    rule
}

fn condition(dice: &mut Dice, outcomes: u64, depth: u64) -> Condition {
    if depth == 0 || dice.chance(45) {
        let code = |dice: &mut Dice| format!("S{}", dice.below(outcomes));
        let mut pattern = Pattern::default();
        match dice.below(4) {
            0 => pattern.codes = BTreeSet::from([code(dice)]),
            1 => pattern.codes = BTreeSet::from([code(dice), code(dice)]),
            2 => pattern.issuers = BTreeSet::from([["A", "B"][dice.below(2) as usize].to_owned()]),
            _ => pattern.classes = BTreeSet::from([[Class::Course, Class::Certificate][dice.below(2) as usize]]),
        }
        return Condition::One(Box::new(pattern));
    }
    let parts: Vec<Condition> = (0..1 + dice.below(3)).map(|_| condition(dice, outcomes, depth - 1)).collect();
    match dice.below(3) {
        0 => Condition::All(parts),
        1 => Condition::Any(parts),
        _ => Condition::Some(1 + dice.below(2) as u32, parts),
    }
}

fn cap(dice: &mut Dice) -> Cap {
    let scope = match dice.below(7) {
        0 => Scope::Class(Class::Certificate),
        1 => Scope::Certificate,
        2 => Scope::Issuer("A".to_owned()),
        3 => Scope::EachIssuer,
        4 => Scope::Group("G".to_owned()),
        5 => Scope::Rule,
        _ => Scope::Learner,
    };
    let measure = match dice.below(3) {
        0 => Measure::Credits(credits([0, 200, 300, 400, 500][dice.below(5) as usize])),
        1 => Measure::Courses(dice.below(3) as u32),
        _ => Measure::Share(Ratio::new(1 + dice.below(3) as i64, 5).expect("a share")),
    };
    let categories = if dice.chance(25) { BTreeSet::from(["选修".to_owned()]) } else { BTreeSet::new() };
    Cap { scope, categories, measure }
}
