//! Rules as tables: every refusal and their order, the charts, what is earned, and the arithmetic of the ledger.

use std::collections::{BTreeMap, BTreeSet};

use flow::Chart;
use proptest::prelude::*;
use units::{Credit, Day, Instant, Refuse};

use super::earning::{Facts, earn, plus_months, worth};
use super::ledger::{LearnerProof, LotSums, changes};
use super::*;
use crate::model::{
    Account, Achieved, Achievement, Basis, Class, Item, ItemInput, ItemState, Movement, Order, OrderState, Proof,
    Scheme, SchemeInput, SchemeState, Stock, StockInput,
};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn content(edit: impl Fn(&mut SchemeInput)) -> SchemeInput {
    let mut content = SchemeInput {
        authority: "4231051252".into(),
        name: "学习有积分".into(),
        name_en: String::new(),
        class: Class::Any,
        basis: Basis::Hour,
        points: 1,
        hours_per_credit: None,
        year_max: None,
        months: None,
        valid_from: day("2026-01-01"),
        valid_to: None,
        note: String::new(),
    };
    edit(&mut content);
    content
}

fn scheme(id: &str, edit: impl Fn(&mut SchemeInput)) -> Scheme {
    Scheme {
        id: id.into(),
        version: 1,
        content: content(edit),
        state: SchemeState::Published,
        drafted_by: "prs_a".into(),
        drafted_at: Instant::from_micros(0),
        published_by: Some("prs_b".into()),
        published_at: Some(Instant::from_micros(1)),
        reason: String::new(),
        revision: 3,
    }
}

fn achievement(learner: &str, outcome: &str, hours: Option<i64>) -> Achievement {
    Achievement {
        learner: learner.into(),
        outcome: outcome.into(),
        class: Class::Course,
        name: "高等数学".into(),
        hours_hundredths: hours,
        credit: Credit::parse("4").unwrap(),
    }
}

fn achieved(outcomes: Vec<Achievement>) -> Achieved {
    Achieved { institution: "4231051252".into(), at: Instant::parse("2026-03-01T02:00:00Z").unwrap(), outcomes }
}

/// Learner, scheme, points and how many of them pay a debt.
fn amounts(schemes: &[Scheme], achieved: &Achieved, facts: &mut Facts) -> Vec<(String, String, i64, i64)> {
    earn(schemes, achieved, facts)
        .into_iter()
        .map(|one| (one.of.learner.clone(), one.under.id.clone(), one.amount, one.settled))
        .collect()
}

#[test]
fn charts_are_sound() {
    for chart in [&scheme::CHART, &item::CHART, &order::CHART] {
        assert_eq!(Chart::check(chart), vec![], "{}", chart.name);
    }
}

#[test]
fn hours_credits_and_single_outcomes_are_worth_what_the_scheme_says() {
    let by_hour = scheme("sch_a", |content| content.points = 3);
    let of_credit = scheme("sch_a", |content| content.hours_per_credit = Some(18));
    let each = scheme("sch_a", |content| (content.basis, content.points) = (Basis::Outcome, 50));
    let hours = |hours| achievement("prs_a", "out_a", hours);
    for (scheme, one, points) in [
        (&by_hour, hours(Some(7_200)), 216),
        (&by_hour, hours(Some(150)), 4),
        (&by_hour, hours(Some(33)), 0),
        (&by_hour, hours(None), 0),
        (&by_hour, hours(Some(-100)), 0),
        (&by_hour, hours(Some(i64::MAX)), crate::model::POINTS_MAX),
        (&of_credit, hours(None), 72),
        (&of_credit, hours(Some(100)), 1),
        (&each, hours(None), 50),
    ] {
        assert_eq!(worth(scheme, &one), points, "{one:?}");
    }
}

#[test]
fn an_event_earns_once_and_within_the_ceiling_of_the_year() {
    let schemes = [
        scheme("sch_a", |content| content.year_max = Some(100)),
        scheme("sch_b", |content| (content.basis, content.points) = (Basis::Once, 10)),
        scheme("sch_c", |content| content.class = Class::Certificate),
        scheme("sch_d", |content| content.valid_from = day("2026-03-02")),
        scheme("sch_e", |content| content.valid_to = Some(day("2026-03-01"))),
    ];
    let one = |learner: &str, outcome: &str| achievement(learner, outcome, Some(6_000));
    let batch =
        achieved(vec![one("prs_a", "out_1"), one("prs_a", "out_2"), one("prs_b", "out_3"), one("prs_a", "out_1")]);
    let mut facts = Facts::default();
    let said = |rows: &[(&str, &str, i64)]| -> Vec<(String, String, i64, i64)> {
        rows.iter().map(|(learner, scheme, amount)| ((*learner).into(), (*scheme).into(), *amount, 0)).collect()
    };
    assert_eq!(
        amounts(&schemes, &batch, &mut facts),
        said(&[
            ("prs_a", "sch_a", 60),
            ("prs_a", "sch_a", 40),
            ("prs_b", "sch_a", 60),
            ("prs_a", "sch_b", 10),
            ("prs_b", "sch_b", 10),
        ])
    );
    assert_eq!(amounts(&schemes, &batch, &mut facts), vec![], "the same batch again");
    let mut revoked = Facts { revoked: BTreeSet::from([("prs_b".into(), "out_3".into())]), ..Facts::default() };
    assert!(amounts(&schemes, &batch, &mut revoked).iter().all(|(learner, ..)| learner != "prs_b"));
}

#[test]
fn debts_are_paid_first() {
    let schemes = [scheme("sch_a", |_| {})];
    let batch = achieved(vec![achievement("prs_a", "out_1", Some(3_000)), achievement("prs_a", "out_2", Some(3_000))]);
    let mut facts = Facts { owed: BTreeMap::from([("prs_a".into(), 40)]), ..Facts::default() };
    let earned = amounts(&schemes, &batch, &mut facts);
    assert_eq!(
        earned.iter().map(|(_, _, amount, settled)| (*amount, *settled)).collect::<Vec<_>>(),
        [(30, 30), (30, 10)]
    );
    assert_eq!(facts.owed["prs_a"], 0);
}

#[test]
fn months_end_where_the_calendar_has_a_day() {
    for (from, months, to) in [
        ("2026-03-01", 12, "2027-03-01"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-05-31", 600, "2076-05-31"),
    ] {
        assert_eq!(plus_months(day(from), months), day(to), "{from} + {months}");
    }
}

#[test]
fn schemes_are_refused_field_by_field() {
    assert_eq!(scheme::faults(&content(|_| {})), vec![]);
    let wrong = content(|content| {
        content.authority = String::new();
        content.name = " ".into();
        content.note = "\u{7}".into();
        content.points = 0;
        content.hours_per_credit = Some(0);
        content.year_max = Some(1_000_001);
        content.months = Some(601);
        content.valid_to = Some(content.valid_from);
    });
    let said: Vec<(String, &str)> = scheme::faults(&wrong).into_iter().map(|fault| (fault.field, fault.code)).collect();
    let wanted = [
        ("authority", "form.required"),
        ("name", "form.required"),
        ("note", "incentive.form.control"),
        ("points", "form.out_of_range"),
        ("hours_per_credit", "form.out_of_range"),
        ("year_max", "form.out_of_range"),
        ("months", "form.out_of_range"),
        ("valid_to", "incentive.scheme.validity_order"),
    ];
    assert_eq!(said, wanted.map(|(field, code)| (field.to_owned(), code)));
}

#[test]
fn a_scheme_is_published_by_another_person_in_its_time() {
    let submitted = Scheme { state: SchemeState::Submitted, ..scheme("sch_a", |_| {}) };
    let over = Scheme { content: content(|content| content.valid_to = Some(day("2026-03-01"))), ..submitted.clone() };
    let today = day("2026-03-01");
    let said = |scheme: &Scheme, person: &str| {
        scheme::publish(scheme, person, today).map(|step| step.to).map_err(|no| no.code())
    };
    assert_eq!(said(&submitted, "prs_b"), Ok("published"));
    assert_eq!(said(&scheme("sch_a", |_| {}), "prs_a"), Err("incentive.flow.not_now"));
    assert_eq!(
        said(&Scheme { drafted_by: "prs_b".into(), ..over.clone() }, "prs_b"),
        Err("incentive.scheme.same_person")
    );
    assert_eq!(said(&over, "prs_b"), Err("incentive.scheme.validity_past"));
    assert_eq!(scheme::authorities("4231051252", "310110"), ["4231051252", "310110", "310100", "310000"]);
}

fn offer() -> Item {
    Item {
        id: "itm_a".into(),
        content: ItemInput {
            provider: "4231051252".into(),
            kind: "book".into(),
            name: "书".into(),
            name_en: String::new(),
            description: "一本书".into(),
            description_en: String::new(),
            counter: "图书馆".into(),
            price: 60,
            learner_max: None,
            open_from: day("2026-03-01"),
            open_to: Some(day("2026-04-01")),
            region: "310000".into(),
            collect_days: 7,
        },
        state: ItemState::Published,
        stock: Stock { supplied: 5, free: 2, held: 2, collected: 1 },
        drafted_by: "prs_a".into(),
        drafted_at: Instant::from_micros(0),
        published_at: Some(Instant::from_micros(1)),
        reason: String::new(),
        revision: 2,
    }
}

#[test]
fn an_item_is_ordered_while_it_is_offered_at_the_price_that_was_seen() {
    let item = offer();
    let withdrawn = Item { state: ItemState::Withdrawn, ..item.clone() };
    let said = |item: &Item, price, today| order::may_order(item, price, day(today)).map_err(|no| no.code());
    assert_eq!(said(&item, 60, "2026-03-01"), Ok(()));
    assert_eq!(said(&item, 60, "2026-03-31"), Ok(()));
    assert_eq!(said(&withdrawn, 1, "2026-02-01"), Err("incentive.order.not_offered"));
    assert_eq!(said(&item, 1, "2026-02-28"), Err("incentive.order.not_open_yet"));
    assert_eq!(said(&item, 1, "2026-04-01"), Err("incentive.order.closed"));
    assert_eq!(said(&item, 59, "2026-03-01"), Err("incentive.order.price_changed"));
}

#[test]
fn items_and_stock_are_refused_field_by_field() {
    assert_eq!(item::faults(&offer().content), vec![]);
    let mut wrong = offer().content;
    (wrong.kind, wrong.name, wrong.counter) = ("gold".into(), String::new(), "x".repeat(201));
    (wrong.price, wrong.learner_max, wrong.collect_days) = (-1, Some(0), 93);
    wrong.open_to = Some(wrong.open_from);
    let said: Vec<(String, &str)> = item::faults(&wrong).into_iter().map(|fault| (fault.field, fault.code)).collect();
    let wanted = [
        ("name", "form.required"),
        ("counter", "form.too_long"),
        ("price", "form.out_of_range"),
        ("collect_days", "form.out_of_range"),
        ("learner_max", "form.out_of_range"),
        ("kind", "form.not_a_choice"),
        ("open_to", "incentive.item.open_order"),
    ];
    assert_eq!(said, wanted.map(|(field, code)| (field.to_owned(), code)));
    let stock = offer().stock;
    let change =
        |change| item::change_stock(stock, change).map(|after| (after.supplied, after.free)).map_err(|no| no.code());
    assert_eq!(change(3), Ok((8, 5)));
    assert_eq!(change(-2), Ok((3, 0)));
    assert_eq!(change(-3), Err("incentive.stock.not_free"));
    assert_eq!(change(i64::MIN), Err("incentive.stock.not_free"));
    assert_eq!(change(item::STOCK_MAX), Err("incentive.stock.max"));
    let faults = item::stock_faults(&StockInput { change: 0, reason: " ".into() });
    assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["incentive.stock.nothing", "form.required"]);
}

#[test]
fn an_order_is_collected_once_and_in_time() {
    let held_until = order::held_until(day("2026-03-01"), 7);
    assert_eq!(held_until, day("2026-03-09").start_in_shanghai());
    let of = |state| Order {
        id: "ord_a".into(),
        learner: "prs_a".into(),
        item: "itm_a".into(),
        provider: "4231051252".into(),
        price: 60,
        code: "00000001".into(),
        state,
        held_at: Instant::from_micros(0),
        held_until,
        ended_at: None,
        ended_by: String::new(),
        reason: String::new(),
    };
    let said = |state, now| order::may_collect(&of(state), now).map_err(|no| no.code());
    assert_eq!(said(OrderState::Held, held_until.plus_seconds(-1)), Ok(()));
    assert_eq!(said(OrderState::Held, held_until), Err("incentive.code.lapsed"));
    assert_eq!(said(OrderState::Collected, held_until), Err("incentive.code.collected"));
    assert_eq!(said(OrderState::Cancelled, Instant::from_micros(0)), Err("incentive.code.lapsed"));
    for (typed, digits) in [
        ("1234 5678", Some("12345678")),
        ("１２３４-５６７８", Some("12345678")),
        ("1234567", None),
        ("1234567x", None),
        ("", None),
        ("123456789", None),
    ] {
        assert_eq!(order::code_digits(typed).as_deref(), digits, "{typed}");
    }
    assert_eq!(order::code_of([0; 8]), "00000000");
    assert_eq!(order::code_of([255; 8]).len(), order::CODE_DIGITS);
}

proptest! {
    #[test]
    fn what_is_drawn_is_the_price_and_no_lot_gives_more_than_it_has(
        lots in proptest::collection::vec(1_i64..200, 0..20), price in 1_i64..2_000,
    ) {
        let named: Vec<(String, i64)> =
            lots.iter().enumerate().map(|(at, points)| (format!("lot_{at:02}"), *points)).collect();
        match order::draw(&named, price) {
            None => prop_assert!(lots.iter().sum::<i64>() < price),
            Some(drawn) => {
                prop_assert_eq!(drawn.iter().map(|(_, part)| part).sum::<i64>(), price);
                for (lot, part) in &drawn {
                    let has = named.iter().find(|(id, _)| id == lot).map_or(0, |(_, points)| *points);
                    prop_assert!((1..=has).contains(part));
                }
            }
        }
    }

    #[test]
    fn every_posting_is_in_balance(amount in 0_i64..1_000_000, part in 0_i64..1_000_000) {
        let part = part.min(amount);
        for movements in [
            ledger::earn(amount, part), ledger::settle(amount), ledger::reserve(amount), ledger::spend(amount),
            ledger::release(amount), ledger::expire(amount), ledger::reverse(part, amount - part),
        ] {
            prop_assert!(movements.iter().all(|moved| moved.amount > 0));
            let sides: i64 = changes(&movements)
                .into_iter()
                .map(|(account, change)| if account.is_contra() { change } else { -change })
                .sum();
            prop_assert_eq!(sides, 0);
        }
    }
}

/// The proof of one learner with these movements, balances and lots.
fn proved(movements: &[Vec<Movement>], balances: &[(Account, i64)], lots: LotSums) -> Proof {
    let mut proof = Proof::default();
    let mut running = LearnerProof::begin("prs_a", &mut proof);
    for (posting, moved) in movements.iter().enumerate() {
        for one in moved {
            running.line(&posting.to_string(), one.debit, one.amount, 0, &mut proof);
            running.line(&posting.to_string(), one.credit, 0, one.amount, &mut proof);
        }
    }
    running.end(&balances.iter().copied().collect(), lots, &mut proof);
    proof
}

#[test]
fn the_proof_holds_for_what_is_right_and_for_nothing_else() {
    // 100 earned, 60 spent, all taken back: 40 from the lot, 60 owed; 50 earned later, of which 50 go against the debt.
    let movements =
        [ledger::earn(100, 0), ledger::reserve(60), ledger::spend(60), ledger::reverse(40, 60), ledger::earn(50, 50)];
    let balances = [
        (Account::Issued, 150),
        (Account::Owed, 10),
        (Account::Available, 0),
        (Account::Reserved, 0),
        (Account::Spent, 60),
        (Account::Reversed, 100),
    ];
    let lots = LotSums { amount: 150, spent: 60, reversed: 40, settled: 50, ..LotSums::default() };
    let proof = proved(&movements, &balances, lots);
    assert!(proof.holds(), "{proof:?}");
    assert_eq!((proof.lines, proof.postings, proof.learners), (12, 5, 1));
    let mut other = balances;
    other[1].1 = 11;
    assert!(!proved(&movements, &other, lots).holds(), "a balance that does not follow from its lines");
    for wrong in [
        LotSums { amount: 151, ..lots },
        LotSums { available: 1, ..lots },
        LotSums { reserved: 1, ..lots },
        LotSums { spent: 59, ..lots },
        LotSums { expired: 1, ..lots },
        LotSums { settled: 49, ..lots },
        LotSums { holds: 1, ..lots },
    ] {
        assert!(!proved(&movements, &balances, wrong).holds(), "{wrong:?}");
    }
    let mut proof = Proof::default();
    let mut running = LearnerProof::begin("prs_a", &mut proof);
    running.line("1", Account::Issued, 5, 0, &mut proof);
    running.end(&BTreeMap::from([(Account::Issued, 5)]), LotSums { amount: 5, ..LotSums::default() }, &mut proof);
    assert!(!proof.holds(), "a posting with one side");
}
