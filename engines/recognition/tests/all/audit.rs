//! Degree audit: blocks, progress, what-if, plans by year of entry.

use recognition::audit::{Achieved, AuditRefused, Block, DegreePlan, Progress, audit, plan_for, share, what_if};
use units::{Credit, Ratio};

use crate::support::world::credits;

fn achieved(course: &str, category: &str, credit: u64, points: Option<u32>) -> Achieved {
    Achieved { course: course.to_owned(), category: category.to_owned(), credit: credits(credit), points }
}

fn from(category: &str, credit: u64) -> Block {
    let categories = if category.is_empty() { Default::default() } else { [category.to_owned()].into() };
    Block::CreditsFrom { title: category.to_owned(), credits: credits(credit), courses: Default::default(), categories }
}

fn have() -> Vec<Achieved> {
    vec![
        achieved("C1", "必修", 300, Some(350)),
        achieved("C2", "选修", 200, None),
        achieved("C3", "选修", 200, Some(200)),
        achieved("C1", "必修", 300, Some(400)),
    ]
}

#[test]
fn each_block_counts_what_it_names() {
    let course = |code: &str| Block::Course(code.to_owned());
    let all = |blocks| Block::AllOf { title: "全部".to_owned(), blocks };
    let some = |n, blocks| Block::NOf { title: "若干".to_owned(), n, blocks };
    for (block, met, have, need) in [
        (course("C1"), true, 1, 1),
        (course("C9"), false, 0, 1),
        (from("选修", 400), true, 400, 400),
        (from("选修", 401), false, 400, 401),
        (from("", 700), true, 700, 700),
        (Block::GpaFloor { at_least: 290 }, true, 290, 290),
        (Block::GpaFloor { at_least: 291 }, false, 290, 291),
        (all(vec![course("C1"), course("C2")]), true, 2, 2),
        (all(vec![course("C1"), course("C9")]), false, 1, 2),
        (some(1, vec![course("C1"), course("C9")]), true, 1, 1),
        (some(3, vec![course("C1"), course("C2")]), false, 2, 3),
        (all(Vec::new()), true, 0, 0),
    ] {
        let progress = audit(&block, &self::have()).expect("an audit");
        assert_eq!((progress.met, progress.have, progress.need), (met, have, need), "{block:?}");
    }
    let none = audit(&Block::GpaFloor { at_least: 0 }, &[achieved("C2", "", 200, None)]).expect("an audit");
    assert!(!none.met, "nothing graded has no average");
}

#[test]
fn what_if_shows_before_and_after() {
    let block =
        Block::AllOf { title: String::new(), blocks: vec![from("选修", 600), Block::Course("C1".to_owned())] };
    let (before, after) =
        what_if(&block, &have(), &[achieved("C4", "选修", 200, None), achieved("C2", "选修", 900, None)])
            .expect("both");
    assert_eq!((before.met, after.met), (false, true));
    assert_eq!(after.inside[0].have, 600, "what is achieved already does not count twice");
    assert_eq!(share(&before), Ratio::new(1, 2).ok());
    assert_eq!(share(&after), Ratio::new(1, 1).ok());
    for nothing in [from("选修", 0), Block::AllOf { title: String::new(), blocks: Vec::new() }] {
        let progress = audit(&nothing, &[]).expect("an audit");
        assert!(progress.met);
        assert_eq!(share(&progress), Ratio::new(1, 1).ok(), "{nothing:?}");
    }
}

#[test]
fn the_plan_of_the_year_of_entry_holds() {
    let plan = |from: i32, to: Option<i32>| DegreePlan {
        programme: "P".to_owned(),
        entry_from: from,
        entry_to: to,
        block: Block::Course(format!("C{from}")),
    };
    let plans = [plan(2020, Some(2024)), plan(2024, None), plan(2026, None)];
    for (entry, expected) in
        [(2019, None), (2020, Some(2020)), (2023, Some(2020)), (2024, Some(2024)), (2027, Some(2026))]
    {
        assert_eq!(plan_for(&plans, "P", entry).ok().map(|plan| plan.entry_from), expected, "{entry}");
    }
    assert_eq!(plan_for(&plans, "Q", 2024), Err(AuditRefused::NoPlan));
    let text = toml::to_string(&plans[0]).expect("text");
    assert_eq!(toml::from_str::<DegreePlan>(&text).expect("a plan"), plans[0]);
    assert!(toml::from_str::<DegreePlan>(&text.replace("entry_from", "entry")).is_err());
}

#[test]
fn what_is_too_deep_or_too_large_is_refused() {
    let mut block = Block::Course("C1".to_owned());
    for _ in 0..15 {
        block = Block::AllOf { title: String::new(), blocks: vec![block] };
    }
    assert!(audit(&block, &[]).is_ok());
    block = Block::AllOf { title: String::new(), blocks: vec![block] };
    assert_eq!(audit(&block, &[]), Err(AuditRefused::TooDeep));
    let huge = |course: &str| Achieved {
        credit: Credit::from_hundredths(i64::MAX),
        ..achieved(course, "", 0, Some(u32::MAX))
    };
    assert_eq!(audit(&from("", 1), &[huge("A"), huge("B")]), Err(AuditRefused::TooLarge));
    let average: Progress = audit(&Block::GpaFloor { at_least: 1 }, &[huge("A"), huge("B")]).expect("an average");
    assert_eq!(average.have, i64::from(u32::MAX));
}
