//! A version's whole life, and everything that stops it on the way.

use op::{Actor, Error};

use super::house::{House, day, officer, refusal};
use crate::model::{
    AnswerInput, CommentInput, ConsultInput, Outcome, PublishInput, Stance, StepInput, System, SystemState, VoiceInput,
};
use crate::rules::tests::{input, line};
use crate::work::{comment, system};

const MEMBERS: [&str; 4] = ["310000", "320000", "330000", "340000"];

fn writer() -> Actor {
    officer("prs_writer", "monitor_officer", "310000")
}

fn speaker(region: &str) -> Actor {
    officer(&format!("prs_{region}"), "province_officer", region)
}

fn at(system: &System) -> (String, StepInput) {
    (system.id.clone(), StepInput { version: system.version, revision: system.revision, reason: "改一处".into() })
}

/// A draft with two lines.
fn drafted(house: &House) -> System {
    house.write(&writer(), |op| system::draft(op, &input(vec![line("1", ""), line("1.1", "1")]))).unwrap()
}

fn proposed(house: &House, from: &System) -> System {
    let (id, step) = at(from);
    house.write(&writer(), move |op| system::propose(op, &id, &step)).unwrap()
}

fn speak(house: &House, actor: &Actor, of: &System, region: &str, stance: Stance) -> op::Result<crate::model::Voice> {
    let id = of.id.clone();
    let input = VoiceInput {
        version: of.version,
        revision: of.revision,
        region: region.into(),
        stance,
        reason: if stance == Stance::Object { "口径不清".into() } else { String::new() },
    };
    house.write(actor, move |op| comment::speak(op, &id, &input))
}

fn publish(house: &House, of: &System, number: &str) -> op::Result<System> {
    let id = of.id.clone();
    let input = PublishInput { version: of.version, revision: of.revision, number: number.into() };
    house.write(&writer(), move |op| system::publish(op, &id, &input))
}

fn published(house: &House) -> System {
    let put = proposed(house, &drafted(house));
    for region in MEMBERS {
        speak(house, &speaker(region), &put, region, Stance::Agree).unwrap();
    }
    publish(house, &put, "长监〔2026〕1号").unwrap()
}

fn states(house: &House, reader: &Actor, id: &str) -> Vec<SystemState> {
    let id = id.to_owned();
    let all = house.app.read(reader, move |op| system::versions(op, &id)).unwrap();
    all.into_iter().map(|one| one.state).collect()
}

#[test]
fn nothing_is_published_until_every_member_agrees_and_then_it_never_changes() {
    let house = House::new();
    let draft = drafted(&house);
    assert_eq!(house.app.read(&Actor::public(), |op| system::versions(op, &draft.id)).unwrap_err(), Error::Missing);
    let put = proposed(&house, &draft);
    for region in ["310000", "320000", "330000"] {
        speak(&house, &speaker(region), &put, region, Stance::Agree).unwrap();
    }
    assert_eq!(refusal(publish(&house, &put, "1号")), "monitor.voice.not_agreed");
    assert_eq!(refusal(speak(&house, &speaker("310000"), &put, "310000", Stance::Object)), "monitor.voice.spoken");
    let own = Actor { id: "prs_writer".into(), ..speaker("340000") };
    assert_eq!(refusal(speak(&house, &own, &put, "340000", Stance::Agree)), "monitor.voice.same_person");
    let outside = speak(&house, &speaker("320000"), &put, "340000", Stance::Agree);
    assert!(matches!(outside, Err(Error::Forbidden(_))), "{outside:?}");
    speak(&house, &speaker("340000"), &put, "340000", Stance::Agree).unwrap();
    let done = publish(&house, &put, "长监〔2026〕1号").unwrap();
    assert_eq!((done.state, done.number.as_deref()), (SystemState::Published, Some("长监〔2026〕1号")));
    let (id, step) = at(&done);
    assert_eq!(
        refusal(house.write(&writer(), move |op| system::edit(op, &id, &step, &input(vec![])))),
        "monitor.flow.not_now"
    );
    assert_eq!(states(&house, &Actor::public(), &done.id), [SystemState::Published]);
}

#[test]
fn an_objection_stands_until_the_version_is_taken_back_and_voices_lapse_with_it() {
    let house = House::new();
    let put = proposed(&house, &drafted(&house));
    let silent = VoiceInput {
        version: 1,
        revision: put.revision,
        region: "320000".into(),
        stance: Stance::Object,
        reason: " ".into(),
    };
    let id = put.id.clone();
    let refused = house.write(&speaker("320000"), move |op| comment::speak(op, &id, &silent));
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    speak(&house, &speaker("310000"), &put, "310000", Stance::Agree).unwrap();
    speak(&house, &speaker("320000"), &put, "320000", Stance::Object).unwrap();
    let (id, step) = at(&put);
    let mute = StepInput { reason: String::new(), ..step.clone() };
    let same = id.clone();
    let refused = house.write(&writer(), move |op| system::give_back(op, &same, &mute));
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    let back = house.write(&writer(), move |op| system::give_back(op, &id, &step)).unwrap();
    assert_eq!((back.state, back.reason.as_str()), (SystemState::Draft, "改一处"));
    let again = proposed(&house, &back);
    let voices = house.app.read(&writer(), |op| system::voices(op, &again)).unwrap();
    assert!(voices.is_empty(), "{voices:?}");
    assert_eq!(refusal(speak(&house, &speaker("310000"), &put, "310000", Stance::Agree)), "monitor.flow.not_now");
}

#[test]
fn comments_are_made_in_time_by_members_and_answered_before_the_draft_goes_on() {
    let house = House::new();
    let draft = drafted(&house);
    let id = draft.id.clone();
    let ask = ConsultInput { version: 1, revision: draft.revision, until: day("2026-03-10") };
    let open = house.write(&writer(), move |op| system::consult(op, &id, &ask)).unwrap();
    let say = |house: &House, actor: &Actor, region: &str, indicator: &str| {
        let id = draft.id.clone();
        let input = CommentInput {
            version: 1,
            region: region.into(),
            indicator: indicator.into(),
            text: "建议说明口径".into(),
        };
        house.write(actor, move |op| comment::comment(op, &id, &input))
    };
    let said = say(&house, &speaker("330000"), "330000", "1.1").unwrap();
    let outside = say(&house, &speaker("330000"), "340000", "");
    assert!(matches!(outside, Err(Error::Forbidden(_))), "{outside:?}");
    assert_eq!(refusal(say(&house, &speaker("330000"), "330000", "9")), "monitor.indicator.unknown");
    assert_eq!(say(&house, &Actor::public(), "330000", "").unwrap_err(), Error::Unknown);
    let (id, back) = at(&open);
    let draft = house.write(&writer(), move |op| system::give_back(op, &id, &back)).unwrap();
    let put = |house: &House, from: &System| {
        let (id, step) = at(from);
        house.write(&writer(), move |op| system::propose(op, &id, &step))
    };
    assert_eq!(refusal(put(&house, &draft)), "monitor.comment.unanswered");
    let answer = |outcome, text: &str| {
        let (id, comment, text) = (draft.id.clone(), said.id.clone(), text.to_owned());
        let input = AnswerInput { version: 1, comment, outcome, answer: text };
        house.write(&writer(), move |op| comment::answer(op, &id, &input))
    };
    assert!(matches!(answer(Outcome::Declined, ""), Err(Error::Invalid(_))));
    answer(Outcome::Adopted, "").unwrap();
    assert_eq!(refusal(answer(Outcome::Declined, "不妥")), "monitor.comment.answered");
    put(&house, &draft).unwrap();
    let of_stranger = officer("prs_x", "province_officer", "650000");
    let id = draft.id.clone();
    assert_eq!(house.app.read(&of_stranger, |op| comment::comments(op, &id, 1)).unwrap_err(), Error::Missing);
}

#[test]
fn the_time_to_comment_ends() {
    let house = House::new();
    let draft = drafted(&house);
    let (id, ask) = (draft.id.clone(), ConsultInput { version: 1, revision: 1, until: day("2026-03-02") });
    house.write(&writer(), move |op| system::consult(op, &id, &ask)).unwrap();
    house.later_days(2);
    let id = draft.id.clone();
    let late = CommentInput { version: 1, region: "310000".into(), indicator: String::new(), text: "迟了".into() };
    let refused = house.write(&writer(), move |op| comment::comment(op, &id, &late));
    assert_eq!(refusal(refused), "monitor.comment.closed");
}

#[test]
fn the_next_version_supersedes_and_a_number_is_given_once() {
    let house = House::new();
    let first = published(&house);
    let id = first.id.clone();
    let next = house.write(&writer(), move |op| system::draft_next(op, &id)).unwrap();
    let id = first.id.clone();
    let again = house.write(&writer(), move |op| system::draft_next(op, &id));
    assert_eq!(refusal(again), "monitor.system.draft_exists");
    assert_eq!(next.hash, first.hash, "the same content has the same hash");
    let put = proposed(&house, &next);
    for region in MEMBERS {
        speak(&house, &speaker(region), &put, region, Stance::Agree).unwrap();
    }
    assert_eq!(refusal(publish(&house, &put, "长监〔2026〕1号")), "monitor.system.number_taken");
    assert_eq!(states(&house, &Actor::public(), &first.id), [SystemState::Published], "the first is still in force");
    publish(&house, &put, "长监〔2026〕2号").unwrap();
    assert_eq!(states(&house, &Actor::public(), &first.id), [SystemState::Published, SystemState::Superseded]);
}

#[test]
fn two_who_edit_at_once_do_not_overwrite_each_other() {
    let house = House::new();
    let draft = drafted(&house);
    let edit = |name: &str| {
        let (id, step) = at(&draft);
        let mut content = draft.content.clone();
        content.name = name.into();
        house.write(&writer(), move |op| system::edit(op, &id, &step, &content))
    };
    let edited = edit("甲").unwrap();
    assert_ne!(edited.hash, draft.hash);
    assert_eq!(refusal(edit("乙")), "monitor.flow.not_now");
    let unknown =
        crate::model::SystemInput { members: vec!["310000".into(), "999999".into()], ..draft.content.clone() };
    let (id, step) = at(&edited);
    assert_eq!(
        refusal(house.write(&writer(), move |op| system::edit(op, &id, &step, &unknown))),
        "monitor.region.unknown"
    );
    let others = crate::model::SystemInput { members: vec!["320000".into()], ..draft.content.clone() };
    let (id, step) = at(&edited);
    let out = house.write(&writer(), move |op| system::edit(op, &id, &step, &others)).unwrap_err();
    assert_eq!(out, Error::Missing, "nobody writes themselves out of a group");
}

#[test]
fn a_table_replaces_the_lines_or_nothing() {
    let house = House::new();
    let draft = drafted(&house);
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
    let read = |system: &System, rows: Vec<Vec<String>>| {
        let (id, step) = at(system);
        house.write(&writer(), move |op| system::replace_lines(op, &id, &step, &rows))
    };
    let wrong = vec![
        row(&["编号", "上级编号", "名称", "类型"]),
        row(&["1", "", "甲", "不知道"]),
        row(&[]),
        row(&["1.1", "2", "乙"]),
    ];
    let Err(Error::Invalid(faults)) = read(&draft, wrong) else { panic!() };
    let told: Vec<(&str, &str)> = faults.iter().map(|one| (one.field.as_str(), one.code)).collect();
    assert_eq!(told, [("2.nature", "monitor.table.nature"), ("4.parent", "monitor.indicator.parent_unknown")]);
    let good = vec![
        row(&["编号", "上级编号", "名称"]),
        row(&["A", "", "甲"]),
        row(&["A1", "A", "乙"]),
        row(&["A2", "A", "丙"]),
    ];
    let edited = read(&draft, good).unwrap();
    let codes: Vec<&str> = edited.content.indicators.iter().map(|line| line.code.as_str()).collect();
    assert_eq!(codes, ["A", "A1", "A2"]);
}
