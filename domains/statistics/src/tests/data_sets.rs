//! Taking in figures: once, again, changed, wrong.

use op::{Actor, Error};

use super::house::{House, officer};
use crate::model::DataSetInput;
use crate::rules::tests::small;
use crate::work::{data_set, shipped};
use crate::{facts, store};

pub(super) fn writer() -> Actor {
    officer("prs_writer", "monitor_officer", "310000")
}

fn receive(house: &House, input: DataSetInput) -> op::Result<crate::model::DataSet> {
    house.write(&writer(), move |op| data_set::receive(op, &input))
}

#[test]
fn the_same_figures_again_are_the_version_that_is_there_and_changed_ones_the_next() {
    let house = House::new();
    let first = receive(&house, small()).unwrap();
    assert_eq!((first.version, first.figures, first.first_period, first.last_period), (1, 24, 2018, 2019));
    let mut turned = small();
    turned.figures.reverse();
    turned.about.elements.reverse();
    assert_eq!(receive(&house, turned).unwrap(), first, "the order in which figures come is not theirs");
    let mut other = small();
    other.figures[0].value += 1.0;
    let second = receive(&house, other).unwrap();
    assert_eq!((second.id == first.id, second.version), (true, 2));
    assert_ne!(second.hash, first.hash);
    let old = house.app.read(&writer(), |op| facts::data_set(op, &first.id, 1, 0)).unwrap();
    assert_eq!((old.figures.len(), old.periods), (24, vec![2018, 2019]));
}

#[test]
fn who_has_no_part_in_it_takes_nothing_in_and_sees_nothing() {
    let house = House::new();
    let stranger = officer("prs_other", "registrar", "310000");
    let refused = house.write(&stranger, |op| data_set::receive(op, &small()));
    assert!(matches!(refused, Err(Error::Missing)), "{refused:?}");
    let set = receive(&house, small()).unwrap();
    assert!(matches!(house.app.read(&stranger, |op| data_set::versions(op, &set.id)), Err(Error::Missing)));
    assert!(house.app.read(&Actor::system("test"), |op| data_set::versions(op, &set.id)).is_ok());
}

#[test]
fn what_is_wrong_is_told_by_its_place_and_nothing_is_kept() {
    let house = House::new();
    for (at, (change, field, code)) in [
        (nan as fn(&mut DataSetInput), "figures.0.value", "statistics.figure.not_finite"),
        (|input| input.figures[1].value = f64::INFINITY, "figures.1.value", "statistics.figure.not_finite"),
        (|input| input.figures[2].element = "nothing".into(), "figures.2.element", "statistics.element.unknown"),
        (|input| input.figures[2].region = "999999".into(), "figures.2.region", "statistics.region.unknown"),
        (|input| input.figures[3] = input.figures[2].clone(), "figures.3.region", "statistics.figure.twice"),
        (|input| input.figures[0].period = 20_190, "figures.0.period", "statistics.period.range"),
        (|input| input.figures[0].persons = Some(-1), "figures.0.persons", "statistics.persons.negative"),
        (|input| input.about.elements[0].unit = "斤".into(), "elements.0.unit", "expression.unit_none"),
        (|input| input.about.elements[1].code = "1 2".into(), "elements.1.code", "statistics.code.letters"),
        (|input| input.figures.clear(), "figures", "statistics.figures.none"),
        (|input| input.key = "../x".into(), "key", "statistics.code.letters"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut input = small();
        change(&mut input);
        let Err(Error::Invalid(faults)) = receive(&house, input) else { panic!("case {at} was taken in") };
        assert_eq!((faults[0].field.as_str(), faults[0].code), (field, code), "case {at}");
    }
    assert_eq!(house.app.read(&writer(), |op| Ok(store::data_set::count(op.conn())?)).unwrap(), 0);
}

fn nan(input: &mut DataSetInput) {
    input.figures[0].value = f64::NAN;
}

#[test]
fn a_negative_zero_is_a_zero() {
    let house = House::new();
    let mut zero = small();
    zero.figures[0].value = 0.0;
    let plain = receive(&house, zero.clone()).unwrap();
    zero.figures[0].value = -0.0;
    assert_eq!(receive(&house, zero).unwrap(), plain);
}

#[test]
fn the_shipped_figures_are_taken_in_once() {
    let house = House::new();
    let first = crate::cli::seed(&house.app).unwrap();
    assert_eq!((first.version, first.first_period, first.last_period), (1, 2000, 2019));
    assert_eq!(first.figures, 21_181);
    assert_eq!(crate::cli::seed(&house.app).unwrap(), first);
    assert_eq!(first.key, shipped::KEY);
}
