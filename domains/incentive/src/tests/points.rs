//! Earning, ceilings, expiry, taking back.

use super::*;
use crate::model::{CodeInput, Expiring, Revoked};

impl House {
    fn revoke(&self, outcome: &str) -> (i64, i64) {
        let revoked = Revoked { learner: WANG.into(), outcome: outcome.into() };
        self.write(&Actor::system("jobs"), move |op| work::reversal::reverse(op, &revoked)).unwrap()
    }

    fn collect(&self, order: &Order) -> Result<Order> {
        let input = CodeInput { provider: SHANGHAI.into(), code: order.code.clone() };
        self.write(&self.staff("prs_clerk", "clerk", SHANGHAI), move |op| work::counter::collect(op, &input, None))
    }
}

#[test]
fn deposits_earn_once_up_to_the_ceiling_of_the_year() {
    let house = House::new();
    assert_eq!(house.deposit(&[(WANG, "out_0", 10)]), 0, "no scheme is in force");
    house.scheme(|scheme| scheme.year_max = Some(100));
    assert_eq!(house.deposit(&[(WANG, "out_1", 60), ("prs_li", "out_2", 20), (WANG, "out_1", 60)]), 2);
    assert_eq!(house.deposit(&[(WANG, "out_1", 60)]), 0, "the same event again");
    assert_eq!(house.deposit(&[(WANG, "out_3", 60)]), 1);
    assert_eq!(house.deposit(&[(WANG, "out_4", 60)]), 0, "the ceiling is reached");
    assert_eq!((house.points(WANG).available, house.points("prs_li").available), (100, 20));
    house.later_days(366);
    assert_eq!(house.deposit(&[(WANG, "out_5", 60)]), 1, "another year");
    house.holds();
}

#[test]
fn a_batch_of_the_credit_bank_is_worked_off_as_a_job_and_may_come_twice() {
    let house = House::new();
    house.scheme(|_| {});
    let outcomes: Vec<_> = (0..1_200)
        .map(|at| {
            serde_json::json!({ "learner": format!("prs_{}", at % 700), "outcome": format!("out_{at}"), "class": "course",
                "name": "课程", "hours_hundredths": 100, "credit": "1" })
        })
        .collect();
    let body = serde_json::json!({ "institution": SHANGHAI, "at": house.app.now(), "outcomes": outcomes });
    for _ in 0..2 {
        let told = body.clone();
        house
            .write(&Actor::system("jobs"), move |op| {
                let pen = op.may(&crate::access::Action::Platform(crate::access::PlatformVerb::Earn, ""))?;
                pen.job(work::earning::EARN_JOB, &told, op.now())
            })
            .unwrap();
        house.app.run_jobs().unwrap();
        let proof = house.proof();
        assert!(proof.holds(), "{proof:?}");
        assert_eq!((proof.debit_total, proof.learners), (1_200, 700));
    }
}

#[test]
fn points_expire_on_their_day_and_what_expires_first_is_spent_first() {
    let house = House::new();
    house.scheme(|scheme| scheme.months = Some(1));
    house.deposit(&[(WANG, "out_1", 100)]);
    house.later_days(10);
    house.deposit(&[(WANG, "out_2", 50)]);
    let expiring = [("2026-04-01", 100), ("2026-04-11", 50)]
        .map(|(on, points)| Expiring { on: Day::parse(on).unwrap(), points })
        .to_vec();
    assert_eq!(house.points(WANG).expiring, expiring);
    let item = house.offered(5, |_| {});
    house.order(WANG, &item).unwrap();
    assert_eq!(house.points(WANG).expiring[0].points, 40);
    // The day itself: what is left of the first lot is gone, job or no job; the order lapsed before and its points with it.
    house.clock.fetch_add(21 * 86_400_000_000, Ordering::SeqCst);
    assert_eq!((house.points(WANG).available, house.points(WANG).expired), (50, 40));
    house.app.run_jobs().unwrap();
    let points = house.points(WANG);
    assert_eq!((points.available, points.reserved, points.expired), (50, 0, 100));
    house.holds();
    house.later_days(20);
    assert_eq!((house.points(WANG).available, house.points(WANG).expired), (0, 150));
    house.holds();
}

#[test]
fn what_was_not_spent_is_taken_back_and_its_room_under_the_ceiling_is_free() {
    let house = House::new();
    house.scheme(|scheme| scheme.year_max = Some(100));
    house.deposit(&[(WANG, "out_1", 80)]);
    assert_eq!(house.revoke("out_1"), (80, 0));
    assert_eq!(house.revoke("out_1"), (0, 0), "the same news again");
    assert_eq!(house.deposit(&[(WANG, "out_1", 80)]), 0, "a revoked outcome earns nothing");
    house.deposit(&[(WANG, "out_2", 90)]);
    let points = house.points(WANG);
    assert_eq!((points.available, points.reversed, points.owed), (90, 80, 0));
    house.later_days(1);
    house.holds();
}

#[test]
fn news_that_comes_before_the_outcome_is_kept() {
    let house = House::new();
    house.scheme(|_| {});
    assert_eq!(house.revoke("out_1"), (0, 0));
    assert_eq!(house.deposit(&[(WANG, "out_1", 80), (WANG, "out_2", 5)]), 1);
    assert_eq!(house.points(WANG).available, 5);
}

#[test]
fn what_was_spent_is_owed_and_paid_by_what_comes_later() {
    let house = House::new();
    house.scheme(|_| {});
    house.deposit(&[(WANG, "out_1", 70), (WANG, "out_2", 10)]);
    let item = house.offered(5, |_| {});
    let order = house.order(WANG, &item).unwrap();
    house.collect(&order).unwrap();
    // 60 of 70 are spent: the 10 left and the 10 of the other lot go, 50 are owed.
    assert_eq!(house.revoke("out_1"), (20, 50));
    let points = house.points(WANG);
    assert_eq!((points.available, points.spent, points.reversed, points.owed), (0, 60, 70, 50));
    house.holds();
    house.deposit(&[(WANG, "out_3", 30)]);
    assert_eq!((house.points(WANG).available, house.points(WANG).owed), (0, 20));
    house.deposit(&[(WANG, "out_4", 30)]);
    assert_eq!((house.points(WANG).available, house.points(WANG).owed), (10, 0));
    house.holds();
    let wang = Actor::with_grants(WANG, Vec::new());
    let history = house.app.read(&wang, |op| work::points::history(op, WANG, None, true, 100)).unwrap();
    assert_eq!(history.iter().map(|change| change.points).sum::<i64>(), 10, "{history:?}");
}

#[test]
fn points_held_by_an_order_stay_with_it_and_pay_the_debt_when_they_come_back() {
    let house = House::new();
    house.scheme(|_| {});
    house.deposit(&[(WANG, "out_1", 70)]);
    let item = house.offered(5, |_| {});
    let order = house.order(WANG, &item).unwrap();
    assert_eq!(house.revoke("out_1"), (10, 60));
    assert_eq!(house.points(WANG).reserved, 60);
    house.holds();
    let wang = Actor::with_grants(WANG, Vec::new());
    house.write(&wang, move |op| work::order::cancel(op, &order.id)).unwrap();
    let points = house.points(WANG);
    assert_eq!((points.available, points.reserved, points.owed, points.reversed), (0, 0, 0, 70));
    house.holds();
}

#[test]
fn nobody_sees_or_changes_anothers_points() {
    let house = House::new();
    for actor in [Actor::with_grants("prs_li", Vec::new()), house.registrar()] {
        assert_eq!(house.app.read(&actor, |op| work::points::own(op, WANG)).unwrap_err(), Error::Missing);
    }
    assert_eq!(house.app.read(&Actor::public(), |op| work::points::own(op, WANG)).unwrap_err(), Error::Unknown);
    let revoked = Revoked { learner: WANG.into(), outcome: "out_1".into() };
    let officer = house.staff("prs_ye", "bank_officer", "310000");
    let refused = house.write(&officer, move |op| work::reversal::reverse(op, &revoked));
    assert_eq!(refused.unwrap_err(), Error::Missing);
}

#[test]
fn a_planted_fault_is_found() {
    let house = House::new();
    house.scheme(|_| {});
    house.deposit(&[(WANG, "out_1", 70)]);
    let item = house.offered(5, |_| {});
    house.order(WANG, &item).unwrap();
    house.holds();
    let plant = |sql: &'static str| {
        house.app.db().write(move |tx| tx.run(sql, &[]).map(|_| ())).unwrap();
        house.proof().fault_count
    };
    assert!(plant("update incentive_balance set amount = amount + 1 where account = 'available'") > 0);
    assert_eq!(plant("update incentive_balance set amount = amount - 1 where account = 'available'"), 0);
    assert!(plant("update incentive_lot set available = available + 1, reserved = reserved - 1") > 0);
    assert_eq!(plant("update incentive_lot set available = available - 1, reserved = reserved + 1"), 0);
    assert!(plant("update incentive_stock set free = free + 1, held = held - 1") > 0);
    assert_eq!(plant("update incentive_stock set free = free - 1, held = held + 1"), 0);
    assert!(plant("update incentive_take set pieces = pieces + 1") > 0);
    assert_eq!(plant("update incentive_take set pieces = pieces - 1"), 0);
    assert!(plant("update incentive_year set earned = earned + 1") > 0);
}
