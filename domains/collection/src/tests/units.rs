//! Campaigns and their units.

use directory::import::Grid;
use op::{Actor, Error};

use super::house::{House, SCHOOLS, asks, day, monitor, refusal};
use crate::model::{StepInput, UnitsInput};
use crate::work::{campaign, unit};

#[test]
fn what_a_campaign_says_is_told_whole() {
    let house = House::new();
    let mut input = asks(1800, &["school", "school", "unknown"]);
    input.title = String::new();
    input.county_due = day("2026-03-02");
    let Err(Error::Invalid(faults)) = house.write(&monitor(), move |op| campaign::make(op, &input)) else { panic!() };
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["title", "year", "county_due", "forms", "forms"], "{faults:?}");
    let far = asks(2025, &["school"]);
    let elsewhere = super::house::officer("prs_sh", "monitor_officer", "310000");
    assert!(house.write(&elsewhere, move |op| campaign::make(op, &far)).is_err());
}

#[test]
fn a_table_of_units_is_read_whole_or_not_at_all() {
    let house = House::new();
    let made = house.write(&monitor(), |op| campaign::make(op, &asks(2025, &["school"]))).unwrap();
    let read = |text: &str| Grid::read("units.csv", text.as_bytes()).unwrap();
    let table = read("代码,名称,县区代码\n2134900001,甲,341122\nabc,乙,341122\n2134900003,丙,999999\n");
    let id = made.id.clone();
    let Err(Error::Invalid(faults)) = house.write(&monitor(), move |op| unit::import_units(op, &id, &table)) else {
        panic!()
    };
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["3.code", "4.county"], "{faults:?}");
    let table = read("单位代码,学校名称,县区代码\n2134900001,甲,341122\n,,\n2134900002,乙,341122\n");
    let id = made.id.clone();
    assert_eq!(house.write(&monitor(), move |op| unit::import_units(op, &id, &table)).unwrap().added, 2);
    let table = read("code,name,county\n2131900001,外省,310101\n");
    let id = made.id.clone();
    assert_eq!(
        refusal(house.write(&monitor(), move |op| unit::import_units(op, &id, &table))),
        "collection.unit.outside"
    );
}

#[test]
fn a_campaign_without_units_or_with_a_day_gone_by_is_not_opened() {
    let house = House::new();
    let made = house.write(&monitor(), |op| campaign::make(op, &asks(2025, &["school"]))).unwrap();
    let (id, at) = (made.id.clone(), StepInput { revision: made.revision, reason: String::new() });
    assert_eq!(
        refusal(house.write(&monitor(), move |op| campaign::open(op, &id, &at))),
        "collection.campaign.no_units"
    );
    let counties = UnitsInput { units: Vec::new(), schools_of: String::new(), counties_of: "341100".into() };
    let id = made.id.clone();
    let none = house.write(&monitor(), move |op| unit::add_units(op, &id, &counties));
    assert_eq!(refusal(none), "collection.unit.no_form");
    house.later_days(30);
    let units = UnitsInput {
        units: vec![super::house::named(SCHOOLS[0])],
        schools_of: String::new(),
        counties_of: String::new(),
    };
    let id = made.id.clone();
    house.write(&monitor(), move |op| unit::add_units(op, &id, &units)).unwrap();
    let (id, at) = (made.id.clone(), StepInput { revision: made.revision, reason: String::new() });
    assert_eq!(
        refusal(house.write(&monitor(), move |op| campaign::open(op, &id, &at))),
        "collection.campaign.due_past"
    );
    let unknown = house.app.read(&Actor::public(), |op| campaign::seen(op, "cmp_none").map(|_| ()));
    assert_eq!(unknown.unwrap_err(), Error::Missing);
}
