//! What happens to an application whose rule, or whose reviewer's page, has changed meanwhile.

use super::applications::{FIRST, Stage};
use super::*;
use crate::model::{ApplicationState, Decision};
use crate::work::application::AtRevision;

#[test]
fn a_rule_that_changed_since_it_was_chosen_is_looked_at_again() {
    let stage = Stage::new();
    let rule = stage.house.rule(|_| {});
    let chosen = stage.matches();
    let begun = stage.begin(chosen.clone()).unwrap();
    let begun = stage.consent(&begun.id);
    stage.next_version(&rule, |input| says(input, json!({ "effect": "study_only" })));
    assert_eq!(refusal(stage.file(&begun)), "credit.application.rule_changed");
    let (id, again) = (begun.id.clone(), chosen);
    let changed =
        stage.house.write(&stage.learner, move |op| work::application::change(op, &id, Some(&again))).unwrap();
    let filed = stage.file(&changed).unwrap();
    let id = filed.id.clone();
    let own = stage.house.app.read(&stage.learner, |op| work::application::own(op, &id)).unwrap();
    assert_eq!((own.lines[0].item.rule_version, own.lines[0].item.effect.as_str()), (2, "study_only"));
}

#[test]
fn a_draft_that_was_taken_back_stays_the_learners() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let chosen = stage.matches();
    let begun = stage.begin(chosen).unwrap();
    let (id, at) = (begun.id.clone(), AtRevision { revision: begun.revision });
    stage.house.write(&stage.learner, move |op| work::application::withdraw(op, &id, &at)).unwrap();
    let id = begun.id.clone();
    let read = stage.house.write(&stage.reviewer, move |op| work::application::read(op, &id).map(|_| ()));
    assert_eq!(read, Err(Error::Missing));
    let (listed, counts) = stage
        .house
        .app
        .read(&stage.reviewer, |op| {
            let listed = work::application::inbox(op, JIANGSU, ApplicationState::Withdrawn, &FIRST)?;
            Ok((listed, work::application::inbox_counts(op, JIANGSU)?))
        })
        .unwrap();
    assert_eq!((listed.len(), counts.len()), (0, 0));
    let seen = |actor: &Actor| stage.house.app.read(actor, |op| (crate::DOMAIN.subject_access)(op, &begun.id)).unwrap();
    assert_eq!((seen(&stage.reviewer), seen(&stage.learner)), (false, true));
}

#[test]
fn who_decides_second_is_told_so() {
    let stage = Stage::new();
    stage.house.rule(|_| {});
    let filed = stage.filed();
    stage.decide(&filed, Decision::Accept, "").unwrap();
    assert_eq!(refusal(stage.decide(&filed, Decision::Return, "补充")), "credit.flow.not_now");
    stage.house.balanced();
}

#[test]
fn a_rule_that_ends_takes_no_more_and_its_decisions_stand() {
    let stage = Stage::new();
    let rule = stage.house.rule(|_| {});
    let chosen = stage.matches();
    let begun = stage.begin(chosen).unwrap();
    let begun = stage.consent(&begun.id);
    let (id, at) = step(&rule);
    stage.house.write(&stage.reviewer, move |op| work::rule::withdraw(op, &id, &at)).unwrap();
    assert_eq!(refusal(stage.file(&begun)), "credit.application.rule_changed");
    assert_eq!(refusal(stage.begin(stage.matches())), "credit.application.nothing_chosen");
}
