//! Points and rewards: what a deposit earns, what is offered, and an order from the page to the counter.

use acceptance::cast::{self, Person};
use acceptance::files::{self, Grade};
use acceptance::server::{Engine, Server};
use acceptance::visitor::{Answer, Visitor};
use serde_json::{Value, json};

use super::deposit::{committed, registrar, uploaded};
use super::ledger_balances;

/// As [`super::on_both`], and afterwards points and stock are proved too.
#[track_caller]
fn on_both(test: impl Fn(&Server)) {
    for engine in Engine::BOTH {
        eprintln!("on {engine:?}");
        let server = Server::demo(engine);
        test(&server);
        ledger_balances(&server);
        points_balance(&server);
    }
}

/// Every posting, balance and stock adds up, by the operator's own command; answers what it said.
#[track_caller]
pub fn points_balance(server: &Server) -> String {
    let proof = server.home().run(&["incentive", "verify"]);
    let said = format!("{}{}", String::from_utf8_lossy(&proof.stdout), String::from_utf8_lossy(&proof.stderr));
    assert!(proof.status.success(), "incentive verify: {said}");
    said
}

fn signed_in(server: &Server, person: Person) -> Visitor {
    let visitor = server.stranger();
    visitor.sign_in(person);
    visitor
}

/// What somebody can spend.
pub fn available(visitor: &Visitor) -> i64 {
    visitor.get("/api/incentive/points").must(200).json()["available"].as_i64().expect("points are a number")
}

/// An item of 上海开放大学 in the catalogue with some pieces; answers its id.
pub fn offered(lin: &Visitor, price: i64, pieces: i64, change: Value) -> String {
    let mut content = json!({
        "provider": cast::SHANGHAI, "kind": "book", "name": "验收用书（示例）", "name_en": "A book for tests (example)",
        "description": "一本书。", "counter": "图书馆一楼", "price": price, "open_from": "2020-01-01",
        "region": "310000", "collect_days": 14,
    });
    for (key, value) in change.as_object().expect("a change is a map") {
        content[key] = value.clone();
    }
    let item = lin.json("POST", "/api/incentive/items", &content, None).must(201).json();
    let id = item["id"].as_str().expect("an item has an id").to_owned();
    if pieces > 0 {
        let more = json!({ "change": pieces, "reason": "到货" });
        lin.json("POST", &format!("/api/incentive/items/{id}/supply"), &more, None).must(200);
    }
    let at = json!({ "revision": item["revision"] });
    lin.json("POST", &format!("/api/incentive/items/{id}/publication"), &at, None).must(200);
    id
}

/// Free, held and collected pieces.
pub fn stock(visitor: &Visitor, item: &str) -> (i64, i64, i64) {
    let stock = visitor.get(&format!("/api/incentive/items/{item}")).must(200).json()["stock"].clone();
    let of = |place: &str| stock[place].as_i64().expect("a stock is counted");
    (of("free"), of("held"), of("collected"))
}

fn order(visitor: &Visitor, item: &str, price: i64) -> Answer {
    visitor.json("POST", "/api/incentive/orders", &json!({ "item": item, "price": price }), None)
}

#[test]
fn what_is_deposited_earns_points_by_a_job() {
    on_both(|server| {
        let (lin, wang) = (registrar(server), signed_in(server, cast::WANG));
        let before = available(&wang);
        let grade = Grade::passed(cast::WANG.name, &cast::WANG.id_number(), "积分验收课程", "2", "88");
        let file = files::csv_with_bom("points", std::slice::from_ref(&grade));
        committed(&lin, &uploaded(&lin, &file), "all");
        // The demonstration's scheme gives a point for each of the 48 hours.
        let until = std::time::Instant::now() + std::time::Duration::from_secs(60);
        while available(&wang) == before && std::time::Instant::now() < until {
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        assert_eq!(available(&wang), before + 48);
        let history = wang.get("/api/incentive/points/history?limit=1").must(200).json();
        assert_eq!(
            (&history["items"][0]["what"], &history["items"][0]["points"]),
            (&json!("积分验收课程"), &json!(48))
        );
        // Another file with the same row deposits nothing and earns nothing.
        let again = files::csv_in_gbk("points-again", &[grade]);
        committed(&lin, &uploaded(&lin, &again), "all");
        std::thread::sleep(std::time::Duration::from_millis(500));
        assert_eq!(available(&wang), before + 48);
    });
}

#[test]
fn a_learner_orders_on_pages_and_the_counter_gives_it_out_by_its_code() {
    on_both(|server| {
        let (lin, wang) = (registrar(server), signed_in(server, cast::WANG));
        let item = offered(&lin, 30, 2, json!({}));
        let before = available(&wang);
        let page = wang.get(&format!("/incentive/items/{item}")).must(200);
        assert!(page.text().contains("验收用书（示例）"), "{}", page.text());
        let check = wang.get(&format!("/incentive/items/{item}/check")).must(200);
        let fields = ["_key", "item", "price"].map(|name| check.input(name).expect("the form has its fields"));
        let fields = [("_key", fields[0].as_str()), ("item", &fields[1]), ("price", &fields[2])];
        let placed = wang.post("/incentive/orders", &fields).must(303).location().to_owned();
        let twice = wang.post("/incentive/orders", &fields).must(303).location().to_owned();
        assert_eq!(placed, twice, "a form sent twice is one order");
        let id =
            placed.split('?').next().and_then(|path| path.rsplit('/').next()).expect("an order has an id").to_owned();
        assert_eq!((available(&wang), stock(&lin, &item)), (before - 30, (1, 1, 0)));
        let own = wang.get(&format!("/api/incentive/orders/{id}")).must(200).json();
        let code = own["code"].as_str().expect("an order has a code").to_owned();
        // The counter neither knows the code nor whose it is.
        let seen = lin.get(&format!("/api/incentive/counter/{id}")).must(200).json();
        assert!(seen.get("code").is_none() && seen.get("learner").is_none(), "{seen}");
        let shown = lin.get(&format!("/incentive/counter/{id}")).must(200).text();
        assert!(!shown.contains(&code) && !shown.contains(cast::WANG.name), "the counter's page tells too much");
        let wrong = lin.get(&format!("/incentive/counter/code?provider={}&code=0000%200000", cast::SHANGHAI));
        assert_eq!(wrong.status, 422);
        let found = lin.get(&format!("/incentive/counter/code?provider={}&code={code}", cast::SHANGHAI)).must(303);
        let page = lin.get(found.location()).must(200);
        let key = page.input("_key").expect("a form has a key");
        let said = [("_key", key.as_str()), ("provider", cast::SHANGHAI), ("code", code.as_str())];
        lin.post(&format!("/incentive/counter/{id}/collection"), &said).must(303);
        assert_eq!((available(&wang), stock(&lin, &item)), (before - 30, (1, 0, 1)));
        let again = json!({ "provider": cast::SHANGHAI, "code": code });
        let refused = lin.json("POST", "/api/incentive/collections", &again, None).must(422);
        assert_eq!(refused.code(), "incentive.code.collected");
    });
}

#[test]
fn orders_come_back_by_learner_and_counter_and_are_refused_with_a_reason() {
    on_both(|server| {
        let (lin, wang) = (registrar(server), signed_in(server, cast::WANG));
        let item = offered(&lin, 30, 1, json!({ "learner_max": 1 }));
        let before = available(&wang);
        assert_eq!(order(&wang, &item, 29).must(422).code(), "incentive.order.price_changed");
        let placed = order(&wang, &item, 30).must(201).json();
        let id = placed["id"].as_str().expect("an order has an id");
        let li = signed_in(server, cast::LI);
        assert_eq!(order(&li, &item, 30).must(422).code(), "incentive.order.sold_out");
        li.get(&format!("/api/incentive/orders/{id}")).must(404);
        li.json("POST", &format!("/api/incentive/orders/{id}/cancellation"), &json!({}), None).must(404);
        wang.json("POST", &format!("/api/incentive/orders/{id}/cancellation"), &json!({}), None).must(200);
        wang.json("POST", &format!("/api/incentive/orders/{id}/cancellation"), &json!({}), None).must(409);
        assert_eq!((available(&wang), stock(&lin, &item)), (before, (1, 0, 0)));
        let placed = order(&wang, &item, 30).must(201).json();
        let path = format!("/api/incentive/counter/{}/decline", placed["id"].as_str().expect("an order has an id"));
        lin.json("POST", &path, &json!({ "reason": "" }), None).must(400);
        let chen = signed_in(server, cast::CHEN);
        chen.json("POST", &path, &json!({ "reason": "破损" }), None).must(404);
        lin.json("POST", &path, &json!({ "reason": "破损" }), None).must(200);
        assert_eq!((available(&wang), stock(&lin, &item)), (before, (1, 0, 0)));
        wang.json("POST", "/api/incentive/orders", &json!({ "item": item }), None).must(400);
        wang.json("POST", "/api/incentive/orders", &json!({ "item": "itm_nothing", "price": 1 }), None).must(404);
    });
}

#[test]
fn a_scheme_takes_two_people_and_is_then_public() {
    on_both(|server| {
        let (lin, xu) = (registrar(server), signed_in(server, cast::XU));
        let content = json!({
            "authority": cast::SHANGHAI, "name": "证书奖励（示例）", "class": "certificate", "basis": "outcome", "points": 50,
            "valid_from": "2026-01-01",
        });
        let drafted = lin.json("POST", "/api/incentive/schemes", &content, None).must(201).json();
        let id = drafted["id"].as_str().expect("a scheme has an id");
        let stranger = server.stranger();
        stranger.get(&format!("/api/incentive/schemes/{id}")).must(404);
        let step = |of: &Value| json!({ "version": of["version"], "revision": of["revision"] });
        let path = |verb: &str| format!("/api/incentive/schemes/{id}/{verb}");
        let submitted = lin.json("POST", &path("submission"), &step(&drafted), None).must(200).json();
        lin.json("POST", &path("publication"), &step(&submitted), None).must(403);
        xu.json("POST", &path("publication"), &step(&drafted), None).must(409);
        xu.json("POST", &path("publication"), &step(&submitted), None).must(200);
        let said = stranger.get(&format!("/incentive/schemes/{id}")).must(200).text();
        assert!(said.contains("证书：每项得 50 分。"), "{said}");
        let english = server.stranger().reading("en").get(&format!("/incentive/schemes/{id}")).must(200).text();
        assert!(english.contains("Certificates: 50 points for each."), "{english}");
        let wrong = json!({ "authority": "310000", "name": "x", "class": "any", "basis": "hour", "points": 0, "valid_from": "2026-01-01" });
        lin.json("POST", "/api/incentive/schemes", &wrong, None).must(400);
    });
}

#[test]
fn the_catalogue_is_searched_and_narrowed_by_everybody_and_downloaded() {
    on_both(|server| {
        let lin = registrar(server);
        let item = offered(&lin, 7, 0, json!({ "kind": "venue", "region": "" }));
        let stranger = server.stranger();
        let names = |path: &str| -> Vec<String> {
            let list = stranger.get(path).must(200).json();
            let items = list["items"].as_array().expect("a list has items").clone();
            items.iter().map(|one| one["item"].as_str().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(names("/api/incentive/catalogue?q=%E9%AA%8C%E6%94%B6"), std::slice::from_ref(&item));
        assert_eq!(names("/api/incentive/catalogue?q=FOR%20TESTS"), std::slice::from_ref(&item));
        for query in ["kind=venue", "region=34", "provider=4231051252"] {
            let found = names(&format!("/api/incentive/catalogue?limit=100&{query}"));
            assert!(found.contains(&item), "{query}: {found:?}");
        }
        let list = stranger.get("/api/incentive/catalogue?limit=100").must(200).json();
        let free: Vec<bool> =
            list["items"].as_array().expect("a list has items").iter().map(|one| one["free"] != json!(0)).collect();
        assert!(free.is_sorted_by(|one, next| one >= next), "what is sold out comes last: {list}");
        assert!(stranger.get("/incentive?q=zzzz").must(200).text().contains("没有符合条件的项目"));
        for (visitor, path) in [(&stranger, "/incentive"), (&lin, "/incentive/shop"), (&lin, "/incentive/counter")] {
            assert!(
                visitor.get(&format!("{path}?format=csv")).must(200).body.starts_with("\u{feff}".as_bytes()),
                "{path}"
            );
            visitor.get(&format!("{path}?format=xlsx")).must(200);
        }
    });
}
