use monitor::model::{Indicator, PublishInput, Stance, StepInput, SystemInput, Target, VoiceInput};
use monitor::work::{comment, system as work};
use op::{Actor, Grant, Scope};

use super::*;
use crate::config::Config;
use crate::house::{House, cli};

fn officer(name: &str, role: &str) -> Actor {
    Actor::with_grants(name, vec![Grant { role: role.into(), scope: Scope::Region("310000".into()) }])
}

fn input() -> SystemInput {
    let line: Indicator = serde_json::from_value(serde_json::json!({
        "code": "1.1", "name": "生师比（示例）", "formula": "在校学生 ÷ 专任教师", "weight_hundredths": 250,
    }))
    .unwrap();
    let target = Some(Target { direction: Direction::AtMost, value: "12.5".into() });
    SystemInput {
        name: "体系（示例）".into(),
        name_en: String::new(),
        basis: String::new(),
        members: vec!["310000".into()],
        example: true,
        indicators: vec![Indicator { target, ..line }],
    }
}

/// Publishes a system with nobody working off jobs, as an installation did that knew no handover.
fn published(house: &House) -> System {
    let (writer, second) = (officer("prs_writer", "monitor_officer"), officer("prs_second", "province_officer"));
    let drafted = house.app.write(&writer, None, |op| work::draft(op, &input())).unwrap();
    let at = StepInput { version: 1, revision: drafted.revision, reason: String::new() };
    let id = drafted.id.clone();
    let proposed = house.app.write(&writer, None, move |op| work::propose(op, &id, &at)).unwrap();
    let (id, revision) = (proposed.id.clone(), proposed.revision);
    let voice =
        VoiceInput { version: 1, revision, region: "310000".into(), stance: Stance::Agree, reason: String::new() };
    house.app.write(&second, None, move |op| comment::speak(op, &id, &voice).map(|_| ())).unwrap();
    let id = proposed.id.clone();
    let input = PublishInput { version: 1, revision, number: "示例〔监测〕9号".into() };
    house.app.write(&writer, None, move |op| work::publish(op, &id, &input)).unwrap()
}

#[test]
fn what_was_published_before_is_taken_in_once_and_cites_its_publisher() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { data: folder.path().to_owned(), ..Config::default() };
    let house = House::with_clock(&config, crate::clock::system()).unwrap();
    house.app.write(&cli(), None, |op| directory::seed(op).map(|_| ())).unwrap();
    let one = published(&house);
    catch_up(&house.app).unwrap();
    catch_up(&house.app).unwrap();
    // The job of the publication comes to a system that is there already.
    while house.app.run_job_until(&std::sync::atomic::AtomicBool::new(false)).unwrap() {}
    let all = house.app.read(&actor(), statistics::work::system::offered).unwrap();
    assert_eq!(all.len(), 1);
    let system = &all[0];
    assert_eq!((&system.id, &system.hash, system.number.as_str()), (&one.id, &one.hash, "示例〔监测〕9号"));
    let line = &system.lines[0];
    assert_eq!((line.direction, line.target, line.weight), (-1, Some(12.5), Some(2.5)));
    assert_eq!(line.page, format!("/monitor/systems/{}/indicators/1.1?version=1", one.id));
    let mut changed = system.clone();
    changed.hash = "0".repeat(64);
    let refused = house.app.write(&actor(), None, move |op| receive(op, &changed));
    assert!(matches!(refused, Err(Error::Conflict(_))), "what was published does not change: {refused:?}");
}
