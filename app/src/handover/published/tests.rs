use monitor::model::{Indicator, PublishInput, Stance, StepInput, SystemInput, Target, VoiceInput};
use monitor::work::{comment, system as work};
use op::{Actor, Error, Grant, Scope};

use super::super::work as handed;
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

fn house() -> (House, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { data: folder.path().to_owned(), ..Config::default() };
    let house = House::with_clock(&config, crate::clock::system()).unwrap();
    house.app.write(&cli(), None, |op| directory::seed(op).map(|_| ())).unwrap();
    (house, folder)
}

#[test]
fn what_was_published_before_is_taken_in_once_and_cites_its_publisher() {
    let (house, _folder) = house();
    let one = published(&house);
    // The job of the publication is on its way: nothing is to be caught up with.
    catch_up(&house.app).unwrap();
    assert_eq!(house.app.run_jobs().unwrap(), 1);
    catch_up(&house.app).unwrap();
    assert_eq!(house.app.run_jobs().unwrap(), 0, "it is there");
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

#[test]
fn what_is_refused_waits_for_an_officer_of_its_region_and_is_not_handed_over_by_itself() {
    let (house, _folder) = house();
    let one = published(&house);
    // The receiver has another content under the same number already.
    let (id, other) = (one.id.clone(), IndicatorSystem { hash: "0".repeat(64), ..kept(&one) });
    house.app.write(&actor(), None, move |op| receive(op, &other)).unwrap();
    house.app.run_jobs().unwrap();
    let voice = house.voice().unwrap().in_language(web::Locale::ZhCn);
    let all = |who: &Actor| house.app.read(who, |op| handed::all(op, &voice)).unwrap();
    let (own, other) = (officer("prs_writer", "monitor_officer"), Actor::with_grants("prs_other", Vec::new()));
    let shown = all(&own).remove(0);
    assert_eq!((shown.kind.as_str(), &shown.subject, shown.may_retry), ("system", &id, true));
    assert_eq!(shown.reasons[0].code, "statistics.system.changed");
    assert!(shown.reasons[0].text.contains("示例〔监测〕9号") && shown.page.contains(&id), "{shown:?}");
    assert!(all(&other).is_empty());
    let count = |who: &Actor| house.app.read(who, handed::waiting).unwrap();
    assert_eq!((count(&own), count(&other)), (1, 0));
    let about = house.app.read(&own, |op| super::super::about(op, &id, &voice)).unwrap();
    assert_eq!((about.len(), about[0].href.as_str()), (1, format!("/monitor/handovers/{}", shown.id).as_str()));
    catch_up(&house.app).unwrap();
    assert_eq!(house.app.run_jobs().unwrap(), 0, "it waits for a person");
    let retry = |who: &Actor| {
        let id = shown.id.clone();
        house.app.write(who, None, move |op| handed::retry(op, &id).map(|_| ()))
    };
    assert_eq!(retry(&other), Err(Error::Missing));
    let auditor = Actor::with_grants("prs_a", vec![Grant { role: "auditor".into(), scope: Scope::Everywhere }]);
    assert!(matches!(retry(&auditor), Err(Error::Forbidden(_))));
    assert!(!all(&auditor)[0].may_retry && count(&auditor) == 0, "an auditor only looks");
    retry(&own).unwrap();
    assert!(all(&own)[0].trying && count(&own) == 0);
    assert_eq!(house.app.run_jobs().unwrap(), 1);
    assert_eq!((all(&own).len(), count(&own)), (1, 1), "nothing was mended, and nothing came twice");
}
