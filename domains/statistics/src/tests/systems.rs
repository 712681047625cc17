//! An evaluation made from a published indicator system: taken in once, cited with number and hash, left alone by strangers.

use op::{Actor, Error};

use super::data_sets::writer;
use super::evaluations::{published, received};
use super::house::{House, refusal};
use crate::model::{EvaluationInput, IndicatorSystem};
use crate::rules::system::tests::published as given;
use crate::rules::system::{citation, lines, measured};
use crate::rules::tests::{document, small};
use crate::work::reading::{files, reading};
use crate::work::{evaluation, system};

fn receive(house: &House, actor: &Actor, input: IndicatorSystem) -> op::Result<IndicatorSystem> {
    house.write(actor, move |op| system::receive(op, &input))
}

fn made(data_set: &str) -> EvaluationInput {
    let mut made = lines(&given(), &small().about);
    made[3].expression = "students / teachers".into();
    made[3].unit = "1".into();
    let lines = measured(made, |line| line.indicator.is_empty() || given().is_heading(&line.indicator));
    EvaluationInput { system: Some(citation(&given())), lines, ..document(data_set) }
}

#[test]
fn a_system_is_taken_in_once_and_by_the_platform_alone() {
    let house = House::new();
    let platform = Actor::system("handover");
    assert!(matches!(receive(&house, &writer(), given()), Err(Error::Missing)));
    let first = receive(&house, &platform, given()).unwrap();
    assert_eq!(receive(&house, &platform, given()).unwrap(), first);
    let mut changed = given();
    changed.hash = "cd".repeat(32);
    assert_eq!(refusal(receive(&house, &platform, changed)), "statistics.system.changed");
    let mut wrong = given();
    wrong.version = 3;
    wrong.lines.clear();
    assert!(matches!(receive(&house, &platform, wrong), Err(Error::Invalid(_))));
    assert_eq!(house.app.read(&writer(), system::offered).unwrap(), [first]);
}

#[test]
fn an_evaluation_names_its_system_in_what_is_computed_again() {
    let house = House::new();
    let set = received(&house);
    let input = made(&set.id);
    let early = input.clone();
    let unknown = house.write(&writer(), move |op| evaluation::draft(op, &early));
    assert_eq!(refusal(unknown), "statistics.system.unknown");
    receive(&house, &Actor::system("handover"), given()).unwrap();
    let mut foreign = input.clone();
    foreign.lines[2].indicator = "7.7".into();
    let refused = house.write(&writer(), move |op| evaluation::draft(op, &foreign));
    let Err(Error::Invalid(faults)) = refused else { panic!("{refused:?}") };
    assert_eq!((faults[0].field.as_str(), faults[0].code), ("lines.2.indicator", "statistics.system.line_unknown"));
    let one = published(&house, &house.write(&writer(), move |op| evaluation::draft(op, &input)).unwrap());
    let (specification, _) = house.app.read(&Actor::public(), |op| files(op, &one)).unwrap();
    for told in ["示例〔监测〕2号", "第 2 版", "ins_test", given().hash.as_str()] {
        assert!(specification.contains(told), "{told}: {specification}");
    }
    let kept = house.app.read(&Actor::public(), |op| Ok(reading(op, one.clone())?.system)).unwrap();
    assert_eq!(kept, Some(given()));
    // What was computed before there were systems keeps its canonical text, and so its hash.
    let plain = crate::rules::content::canonical(&document("sds_x"));
    assert!(!plain.contains("\"system\"") && !plain.contains("\"indicator\""), "{plain}");
}
