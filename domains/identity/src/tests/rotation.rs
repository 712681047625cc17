use super::*;
use crate::work::{self, rotation};

#[test]
fn a_rotation_reseals_everything_and_the_old_key_can_go() {
    let house = House::new();
    for place in 0..30 {
        let person = house.person("王小满", &format!("wang.{place}"), &format!("2000-03-{:02}", place + 1));
        let owner = person.clone();
        house
            .write(&by(&person), move |op| work::change_contact(op, &owner, "13812341234", "wang@example.cn"))
            .unwrap();
    }
    let person = cli::find(&house.app, "wang.7").unwrap();
    let owner = person.clone();
    house.write(&platform(), move |op| work::set_second_factor(op, &owner, &[5; 20])).unwrap();

    let both = house.with_keys(keys(2, &[1]));
    assert_eq!(cli::keys_in_use(&both).unwrap(), [(1, 91)]);
    let mut told = Vec::new();
    let done = rotation::rotate(&both, &mut |done, total| told.push((done, total))).unwrap();
    assert_eq!(done, 91, "30 people, 60 contacts, 1 second factor");
    assert_eq!((told.first(), told.last()), (Some(&(0, 91)), Some(&(91, 91))));
    assert_eq!(cli::keys_in_use(&both).unwrap(), [(2, 91)]);
    assert_eq!(rotation::rotate(&both, &mut |_, _| ()).unwrap(), 0, "again finds nothing to do");

    let without_old = house.with_keys(keys(2, &[]));
    let names = without_old.read(&platform(), |op| crate::names(op, &[&person])).unwrap();
    assert_eq!(names[&person], "王小满");
    let found = without_old.read(&platform(), |op| work::lookup::find(op, &number("2000-03-08"))).unwrap();
    assert_eq!(found.unwrap().person, person, "indexes outlive a rotation");
    let lost = house.with_keys(keys(1, &[]));
    assert!(lost.read(&platform(), |op| crate::names(op, &[&person])).is_err());
}
