//! Collections: a campaign from its making to its release, on pages and through the interface, and what is refused on the way.

use acceptance::cast::{self, Person};
use acceptance::files::File;
use acceptance::server::Server;
use acceptance::visitor::{Answer, Visitor};
use collection::model::form::{Figure, Values};
use serde_json::{Value, json};

use super::on_both;

const SCHOOL: &str = "2134900101";
const OTHER: &str = "2134900777";

fn signed_in(server: &Server, person: Person) -> Visitor {
    let visitor = server.stranger();
    visitor.sign_in(person);
    visitor
}

/// A day so many days from today.
fn day(days: i64) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("the clock is set");
    let micros = i64::try_from(now.as_micros()).expect("a moment of this age");
    units::Instant::from_micros(micros).day_in_shanghai().plus_days(days).to_string()
}

fn asks(title: &str) -> Value {
    json!({ "title": title, "region": "340000", "year": 2020, "forms": ["school"], "opens_on": day(0), "unit_due": day(10),
        "county_due": day(20), "city_due": day(30), "province_due": day(40), "example": true })
}

/// A primary school in which nothing is wrong.
fn figures() -> Values {
    let form = collection::rules::shipped::shipped("school").expect("the school form is shipped");
    let asked = form.fields.iter().filter(|field| field.required && field.kind.numeric());
    let mut values: Values = asked.map(|field| (field.name.clone(), Figure::Number(0.0))).collect();
    values.insert("kind".to_owned(), Figure::Text("primary".to_owned()));
    for (name, figure) in [
        ("built_year", 1998.0),
        ("built_by_2010", 1.0),
        ("built_by_2016", 1.0),
        ("pupils_primary", 960.0),
        ("nearby_pupils_primary", 960.0),
        ("classes", 24.0),
        ("classes_36_40", 24.0),
        ("teachers", 56.0),
        ("teachers_primary_associate", 10.0),
        ("teachers_primary_bachelor", 46.0),
        ("teachers_primary_master", 0.0),
        ("teachers_primary_doctor", 0.0),
        ("teachers_backbone", 14.0),
        ("teachers_certified", 56.0),
        ("teachers_trained_360", 56.0),
        ("teachers_pe", 5.0),
        ("teaching_area", 5808.5),
        ("indoor_sports_area", 288.0),
        ("playground_area", 8448.0),
        ("equipment_value", 274.6),
        ("multimedia_rooms", 30.0),
        ("music_rooms", 2.0),
        ("music_rooms_96", 2.0),
        ("art_rooms", 2.0),
        ("art_rooms_90", 2.0),
        ("public_funds", 86.4),
        ("public_funds_spent", 86.0),
        ("training_funds", 5.2),
    ] {
        values.insert(name.to_owned(), Figure::Number(figure));
    }
    values
}

fn send(visitor: &Visitor, method: &str, path: &str, body: &Value) -> Answer {
    visitor.json(method, &format!("/api/collection/{path}"), body, None)
}

/// An open campaign of two schools.
fn opened(cao: &Visitor, title: &str) -> String {
    let made = send(cao, "POST", "campaigns", &asks(title)).must(201).json();
    let id = made["id"].as_str().expect("a campaign has an id").to_owned();
    let units = json!({ "units": [{ "code": SCHOOL }, { "code": OTHER, "name": "来安县另一小学（示例）", "county": "341122" }] });
    assert_eq!(send(cao, "POST", &format!("campaigns/{id}/units"), &units).must(200).json()["added"], 2);
    send(cao, "POST", &format!("campaigns/{id}/opening"), &json!({ "revision": made["revision"] })).must(200);
    id
}

/// The return of the cast's school in a campaign.
fn duty(jiang: &Visitor, campaign: &str) -> Value {
    let all = jiang.get("/api/collection/duties").must(200).json();
    let all = all.as_array().expect("duties are a list");
    all.iter().find(|one| one["campaign"] == campaign).expect("the school has a return").clone()
}

fn at(one: &Value) -> Value {
    json!({ "version": one["version"], "revision": one["revision"] })
}

#[test]
fn a_campaign_goes_from_its_making_to_its_release() {
    on_both(|server| {
        let (cao, jiang) = (signed_in(server, cast::CAO), signed_in(server, cast::JIANG));
        let id = opened(&cao, "验收采集（示例）");
        let ret = duty(&jiang, &id);
        let path = format!("returns/{}", ret["id"].as_str().expect("a return has an id"));
        let mut wrong = figures();
        wrong.insert("classes_36_40".to_owned(), Figure::Number(23.0));
        let saved =
            send(&jiang, "PUT", &path, &json!({ "revision": ret["revision"], "values": wrong })).must(200).json();
        let refused = send(&jiang, "POST", &format!("{path}/submission"), &at(&saved)).must(422).json();
        assert_eq!(refused["code"], "collection.return.hard_flags", "{refused}");
        let page = jiang.get(&format!("/collection/{path}")).must(200);
        assert!(page.text().contains("班级合计 24"), "{}", page.text());
        let saved =
            send(&jiang, "PUT", &path, &json!({ "revision": saved["revision"], "values": figures() })).must(200).json();
        let open = send(&jiang, "POST", &format!("{path}/check"), &json!(figures())).must(200).json();
        for flag in open.as_array().expect("flags are a list") {
            let answer = json!({ "flag": flag["key"], "text": "已与台账核对。" });
            send(&jiang, "POST", &format!("{path}/answers"), &answer).must(200);
        }
        let first = send(&jiang, "POST", &format!("{path}/submission"), &at(&saved)).must(200).json();
        assert_eq!(first["state"], "at_county");
        send(&jiang, "POST", &format!("{path}/submission"), &at(&saved)).must(409);
        let reject = json!({ "version": 1, "revision": first["revision"], "to": "unit", "reason": "请核对设备值", "due_on": day(3) });
        let back = send(&signed_in(server, cast::WEI), "POST", &format!("{path}/rejection"), &reject).must(200).json();
        assert_eq!((&back["state"], &back["reason"]), (&json!("returned"), &json!("请核对设备值")));
        assert!(jiang.get("/collection/duties").must(200).text().contains("请核对设备值"));
        let mut now = send(&jiang, "POST", &format!("{path}/submission"), &at(&back)).must(200).json();
        for person in [cast::WEI, cast::HONG, cast::LUO] {
            let reviewer = signed_in(server, person);
            assert!(reviewer.get("/collection/inbox").must(200).text().contains("来安县实验小学（示例）"));
            // The front page of the centre says so, to them alone.
            assert!(reviewer.get("/monitor").must(200).text().contains("份报表等您审核"));
            assert!(!cao.get("/monitor").must(200).text().contains("份报表等您审核"));
            now = send(&reviewer, "POST", &format!("{path}/acceptance"), &at(&now)).must(200).json();
            send(&reviewer, "POST", &format!("{path}/acceptance"), &at(&now)).must(409);
        }
        assert_eq!(now["state"], "approved");
        let campaign = cao.get(&format!("/api/collection/campaigns/{id}")).must(200).json();
        let step = json!({ "revision": campaign["campaign"]["revision"] });
        let reviewing = send(&cao, "POST", &format!("campaigns/{id}/review"), &step).must(200).json();
        let step = json!({ "revision": reviewing["revision"] });
        let waits = send(&cao, "POST", &format!("campaigns/{id}/completion"), &step).must(422).json();
        assert_eq!(waits["code"], "collection.campaign.waiting");
        let list = cao.get(&format!("/api/collection/campaigns/{id}/returns?state=draft")).must(200).json();
        let other = list["items"][0]["return"].as_str().expect("the other school has not reported").to_owned();
        let excuse = json!({ "revision": 1, "reason": "学校已停办" });
        send(&cao, "POST", &format!("returns/{other}/exemption"), &excuse).must(200);
        send(&cao, "POST", &format!("campaigns/{id}/completion"), &step).must(200);
    });
}

#[test]
fn a_page_of_a_form_is_saved_checked_and_read_back_as_a_table() {
    on_both(|server| {
        let (cao, jiang) = (signed_in(server, cast::CAO), signed_in(server, cast::JIANG));
        let id = opened(&cao, "填报页验收（示例）");
        let ret = duty(&jiang, &id);
        let path = format!("/collection/returns/{}", ret["id"].as_str().expect("a return has an id"));
        jiang.get(&format!("{path}/sheet")).must(200);
        let revision = ret["revision"].to_string();
        // What cannot be read is told beside its box, and nothing is kept.
        let wrong = jiang.post(&format!("{path}/sheet"), &[("revision", &revision), ("classes", "很多")]).must(422);
        assert!(wrong.text().contains("很多"), "{}", wrong.text());
        jiang.post(&format!("{path}/sheet"), &[("revision", &revision), ("classes", "24")]).must(303);
        // Somebody who looked at an older state overwrites nothing, and what was typed stands there still.
        let late = jiang.post(&format!("{path}/sheet"), &[("revision", &revision), ("classes", "25")]).must(409);
        assert!(late.text().contains("value=\"25\""), "{}", late.text());
        let csv = jiang.get(&format!("{path}/table?format=csv")).must(200);
        let mut text = csv.text().to_owned();
        assert!(text.contains("classes"), "{text}");
        let send = |text: &str, revision: &str| {
            let page = jiang.get(&format!("{path}/upload")).must(200);
            let key = page.input("_key").unwrap_or_default();
            let file = File::csv("报表", text.as_bytes());
            jiang.upload(&format!("{path}/upload"), &[("_key", &key), ("revision", revision)], "file", &file)
        };
        let now = duty(&jiang, &id)["revision"].to_string();
        let faulty = send(&text.replace(",24,", ",二十四,"), &now).must(422);
        assert!(faulty.text().contains("二十四"), "{}", faulty.text());
        text = text.replace(",24,", ",26,");
        send(&text, &now).must(303);
        send(&text, &now).must(409);
        send("", &now).must(422);
        jiang.get(&format!("{path}/table?format=xlsx")).must(200);
    });
}

#[test]
fn strangers_and_others_see_and_change_nothing() {
    on_both(|server| {
        let (cao, jiang, tang) =
            (signed_in(server, cast::CAO), signed_in(server, cast::JIANG), signed_in(server, cast::TANG));
        let id = opened(&cao, "权限验收（示例）");
        let ret = duty(&jiang, &id);
        let path = format!("returns/{}", ret["id"].as_str().expect("a return has an id"));
        let stranger = server.stranger();
        stranger.get(&format!("/api/collection/{path}")).must(401);
        // An officer of another province, and a learner, do not learn that it exists.
        for other in [&tang, &signed_in(server, cast::WANG)] {
            other.get(&format!("/api/collection/{path}")).must(404);
            other.get(&format!("/api/collection/campaigns/{id}")).must(404);
            send(other, "PUT", &path, &json!({ "revision": 1, "values": {} })).must(404);
            send(other, "POST", &format!("campaigns/{id}/opening"), &json!({ "revision": 1 })).must(404);
        }
        send(&tang, "POST", "campaigns", &asks("别省的任务")).must(404);
        // Forms of a campaign are compared by who sees the campaign.
        let compared = format!("/collection/forms/comparison?old=shipped.school&new={id}.school");
        assert!(cao.get(&compared).must(200).text().contains("有 0 处不同"));
        tang.get(&compared).must(404);
        tang.get("/collection/forms/comparison?old=shipped.school&new=shipped.school").must(200);
        // A reviewer of the province looks and does not sign for the county, nor enter for the school.
        let luo = signed_in(server, cast::LUO);
        luo.get(&format!("/api/collection/{path}")).must(200);
        send(&luo, "PUT", &path, &json!({ "revision": 1, "values": {} })).must(403);
        let at = json!({ "version": 1, "revision": 1 });
        send(&luo, "POST", &format!("{path}/acceptance"), &at).must(409);
        // A school sees no list of others.
        jiang.get(&format!("/api/collection/campaigns/{id}/returns")).must(404);
        jiang.get(&format!("/collection/campaigns/{id}/units")).must(404);
        jiang.get(&format!("/collection/campaigns/{id}")).must(200);
    });
}

#[test]
fn malformed_and_hostile_figures_are_told_by_field() {
    on_both(|server| {
        let (cao, jiang) = (signed_in(server, cast::CAO), signed_in(server, cast::JIANG));
        let id = opened(&cao, "输入验收（示例）");
        let ret = duty(&jiang, &id);
        let path = format!("returns/{}", ret["id"].as_str().expect("a return has an id"));
        for (values, field) in [
            (json!({ "classes": "很多" }), "classes"),
            (json!({ "classes": 1.5 }), "classes"),
            (json!({ "no_such_field": 1 }), "no_such_field"),
            (json!({ "kind": "none" }), "kind"),
        ] {
            let body = json!({ "revision": ret["revision"], "values": values });
            let told = send(&jiang, "PUT", &path, &body).must(400).json();
            assert_eq!(told["errors"][0]["field"], field, "{told}");
        }
        send(&jiang, "PUT", &path, &json!({ "revision": ret["revision"] })).must(400);
        send(&jiang, "PUT", "returns/ret_none", &json!({ "revision": 1, "values": {} })).must(404);
        let zero = send(&jiang, "PUT", &path, &json!({ "revision": ret["revision"], "values": { "classes": -0.0 } }));
        assert_eq!(zero.must(200).json()["values"]["classes"].to_string(), "0.0");
        let none = json!({ "form": "school", "submit": true, "returns": [] });
        send(&cao, "POST", &format!("campaigns/{id}/batches"), &none).must(400);
        let one = json!({ "unit": OTHER, "values": figures() });
        let twice = json!({ "form": "school", "returns": [one, one] });
        send(&cao, "POST", &format!("campaigns/{id}/batches"), &twice).must(400);
        let batch = json!({ "form": "school", "submit": true, "returns": [
            { "unit": OTHER, "values": figures() }, { "unit": "2134900999", "values": {} } ] });
        let told = send(&cao, "POST", &format!("campaigns/{id}/batches"), &batch).must(200).json();
        assert_eq!(told[1]["outcome"], "refused", "{told}");
        assert!(["saved", "submitted"].contains(&told[0]["outcome"].as_str().unwrap_or_default()), "{told}");
    });
}
