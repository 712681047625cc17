//! The catalogue, stock and orders.

use super::*;
use crate::model::{CodeInput, OrderState, ReasonInput};

impl House {
    /// A learner with so many points.
    fn rich(&self, learner: &str, points: i64) {
        self.deposit(&[(learner, &format!("out_{learner}"), points)]);
    }

    fn clerk(&self) -> Actor {
        self.staff("prs_clerk", "clerk", SHANGHAI)
    }

    fn give(&self, code: &str) -> Result<Order> {
        let input = CodeInput { provider: SHANGHAI.into(), code: code.to_owned() };
        self.write(&self.clerk(), move |op| work::counter::collect(op, &input, None))
    }

    fn cancel(&self, learner: &str, id: &str) -> Result<Order> {
        let (actor, id) = (Actor::with_grants(learner, Vec::new()), id.to_owned());
        self.write(&actor, move |op| work::order::cancel(op, &id))
    }
}

#[test]
fn an_order_is_held_and_given_out_once_by_its_code() {
    let house = House::new();
    house.scheme(|_| {});
    house.rich(WANG, 100);
    let item = house.offered(2, |_| {});
    let order = house.order(WANG, &item).unwrap();
    assert_eq!((house.stock(&item.id), house.points(WANG).available), ((1, 1, 0), 40));
    assert_eq!(house.points(WANG).reserved, 60);
    let seen = house.app.read(&house.clerk(), |op| work::counter::view(op, &order.id)).unwrap();
    assert_eq!((seen.learner.as_str(), seen.code.as_str()), ("", ""), "the counter is not told");
    assert_eq!(refusal(house.give("00000000")), "incentive.code.unknown");
    assert!(matches!(house.give("12 34"), Err(Error::Invalid(_))));
    let typed = format!("{} {}", &order.code[..4], &order.code[4..]);
    assert_eq!(house.give(&typed).unwrap().state, OrderState::Collected);
    assert_eq!(refusal(house.give(&order.code)), "incentive.code.collected");
    assert_eq!(refusal(house.cancel(WANG, &order.id)), "incentive.flow.not_now");
    assert_eq!((house.stock(&item.id), house.points(WANG).spent), ((1, 0, 1), 60));
    house.later_days(30);
    assert_eq!(house.stock(&item.id), (1, 0, 1));
    house.holds();
}

#[test]
fn what_comes_to_nothing_goes_back_exactly() {
    let house = House::new();
    house.scheme(|_| {});
    house.rich(WANG, 60);
    let item = house.offered(1, |item| item.learner_max = Some(1));
    let cancelled = house.order(WANG, &item).unwrap();
    house.cancel(WANG, &cancelled.id).unwrap();
    assert_eq!(refusal(house.cancel(WANG, &cancelled.id)), "incentive.flow.not_now");
    let declined = house.order(WANG, &item).unwrap();
    let (id, silent) = (declined.id.clone(), ReasonInput { reason: " ".into() });
    let refused = house.write(&house.clerk(), move |op| work::counter::decline(op, &id, &silent));
    assert!(matches!(refused, Err(Error::Invalid(_))));
    let (id, why) = (declined.id.clone(), ReasonInput { reason: "破损".into() });
    house.write(&house.clerk(), move |op| work::counter::decline(op, &id, &why)).unwrap();
    let lapsed = house.order(WANG, &item).unwrap();
    house.later_days(7);
    let state = |id: &str| house.app.read(&house.clerk(), |op| work::counter::view(op, id)).unwrap().state;
    assert_eq!(state(&lapsed.id), OrderState::Held, "the last day is a whole day");
    house.clock.fetch_add(86_400_000_000, Ordering::SeqCst);
    assert_eq!(refusal(house.give(&lapsed.code)), "incentive.code.lapsed", "before its job has run");
    house.app.run_jobs().unwrap();
    assert_eq!(state(&lapsed.id), OrderState::Lapsed);
    assert_eq!(refusal(house.give(&lapsed.code)), "incentive.code.lapsed");
    assert_eq!((house.stock(&item.id), house.points(WANG).available), ((1, 0, 0), 60));
    house.holds();
}

#[test]
fn orders_are_refused_in_a_documented_order() {
    let house = House::new();
    house.scheme(|_| {});
    let item = house.offered(0, |item| item.learner_max = Some(1));
    assert_eq!(refusal(house.order(WANG, &item)), "incentive.order.sold_out");
    house.supply(&item.id, 5).unwrap();
    assert_eq!(refusal(house.order(WANG, &item)), "incentive.order.not_enough");
    house.rich(WANG, 500);
    let dear = Item { content: ItemInput { price: 59, ..item.content.clone() }, ..item.clone() };
    assert_eq!(refusal(house.order(WANG, &dear)), "incentive.order.price_changed");
    house.order(WANG, &item).unwrap();
    assert_eq!(refusal(house.order(WANG, &item)), "incentive.order.learner_max");
    let now = house.item(&item.id);
    let (id, at) = (item.id.clone(), AtRevision { revision: now.revision, reason: "售罄".into() });
    house.write(&house.registrar(), move |op| work::item::withdraw(op, &id, &at)).unwrap();
    assert_eq!(refusal(house.order("prs_li", &item)), "incentive.order.not_offered");
    let nobody = NewOrder { item: item.id.clone(), price: 60 };
    let refused = house.write(&Actor::public(), move |op| work::order::place(op, &nobody));
    assert_eq!(refused.unwrap_err(), Error::Unknown);
    house.holds();
}

#[test]
fn refused_orders_leave_nothing_behind() {
    let house = House::new();
    house.scheme(|_| {});
    house.rich(WANG, 100);
    let item = house.offered(1, |_| {});
    house.order(WANG, &item).unwrap();
    house.rich("prs_li", 10);
    for _ in 0..3 {
        assert_eq!(refusal(house.order("prs_li", &item)), "incentive.order.sold_out");
    }
    house.supply(&item.id, 1).unwrap();
    assert_eq!(refusal(house.order("prs_li", &item)), "incentive.order.not_enough");
    assert_eq!(house.points("prs_li").available, 10);
    assert_eq!(house.stock(&item.id), (1, 1, 0));
    house.holds();
}

#[test]
fn stock_is_supplied_and_taken_back_only_where_it_is_free() {
    let house = House::new();
    house.scheme(|_| {});
    house.rich(WANG, 100);
    let item = house.offered(2, |_| {});
    house.order(WANG, &item).unwrap();
    assert_eq!(refusal(house.supply(&item.id, -2)), "incentive.stock.not_free");
    assert_eq!(house.supply(&item.id, -1).unwrap().stock.free, 0);
    let (id, input) = (item.id.clone(), StockInput { change: 1, reason: "到货".into() });
    let clerk = house.write(&house.clerk(), move |op| work::item::supply(op, &id, &input));
    assert!(matches!(clerk, Err(Error::Forbidden(_))), "{clerk:?}");
    house.holds();
}

#[test]
fn another_provider_sees_nothing_and_finds_no_code() {
    let house = House::new();
    house.scheme(|_| {});
    house.rich(WANG, 100);
    let item = house.offered(1, |_| {});
    let order = house.order(WANG, &item).unwrap();
    let other = house.staff("prs_c", "clerk", JIANGSU);
    let seen = house.app.read(&other, |op| work::counter::view(op, &order.id));
    assert_eq!(seen.unwrap_err(), Error::Missing);
    let input = CodeInput { provider: JIANGSU.into(), code: order.code.clone() };
    let elsewhere = house.write(&other, move |op| work::counter::collect(op, &input, None));
    assert_eq!(refusal(elsewhere), "incentive.code.unknown");
    let input = CodeInput { provider: SHANGHAI.into(), code: order.code.clone() };
    let posing = house.write(&other, move |op| work::counter::collect(op, &input, None));
    assert_eq!(posing.unwrap_err(), Error::Missing);
    let stranger = Actor::with_grants("prs_li", Vec::new());
    assert_eq!(house.app.read(&stranger, |op| work::order::own(op, &order.id)).unwrap_err(), Error::Missing);
}

#[test]
fn hundreds_at_once_never_get_more_than_there_is() {
    let house = House::new();
    house.scheme(|_| {});
    let item = house.offered(7, |_| {});
    let learners: Vec<String> = (0..200).map(|at| format!("prs_{at:03}")).collect();
    for learner in &learners {
        house.rich(learner, 60);
    }
    let got: usize = std::thread::scope(|scope| {
        let ask = |learner: &String| house.order(learner, &item).is_ok();
        let threads: Vec<_> =
            learners.chunks(25).map(|part| scope.spawn(move || part.iter().filter(|one| ask(one)).count())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!((got, house.stock(&item.id)), (7, (0, 7, 0)));
    house.holds();
}
