//! Rules: two people, versions that never change, and what is public.

use super::*;
use crate::model::RuleState;
use crate::store::rule::RuleFilter;

#[test]
fn a_rule_is_published_by_a_second_person_and_then_never_edited() {
    let house = House::new();
    let both = Actor::with_grants(
        "prs_both",
        ["registrar", "reviewer"]
            .map(|role| Grant { role: role.into(), scope: Scope::Organisation(JIANGSU.into()) })
            .to_vec(),
    );
    let input = rule_input();
    let drafted = house.write(&both, move |op| work::rule::draft(op, &input)).unwrap();
    let (id, at) = step(&drafted);
    let submitted = house.write(&both, move |op| work::rule::submit(op, &id, &at)).unwrap();
    let (id, at) = step(&submitted);
    assert_eq!(refusal(house.write(&both, move |op| work::rule::publish(op, &id, &at))), "credit.rule.same_person");
    let reviewer = house.staff("prs_zhou", "reviewer", JIANGSU);
    let (id, at) = step(&submitted);
    let published = house.write(&reviewer, move |op| work::rule::publish(op, &id, &at)).unwrap();
    assert_eq!((published.state, published.published_by.as_deref()), (RuleState::Published, Some("prs_zhou")));
    let (id, at) = step(&published);
    let input = rule_input();
    assert_eq!(refusal(house.write(&both, move |op| work::rule::edit(op, &id, &at, &input))), "credit.flow.not_now");
}

#[test]
fn the_next_version_supersedes_and_both_stay_readable() {
    let house = House::new();
    let first = house.rule(|_| {});
    let registrar = house.staff("prs_chen", "registrar", JIANGSU);
    let reviewer = house.staff("prs_zhou", "reviewer", JIANGSU);
    let id = first.id.clone();
    let next = house.write(&registrar, move |op| work::rule::draft_next(op, &id)).unwrap();
    assert_eq!((next.version, next.state), (2, RuleState::Draft));
    let id = first.id.clone();
    assert_eq!(refusal(house.write(&registrar, move |op| work::rule::draft_next(op, &id))), "credit.rule.draft_exists");
    let (id, at) = step(&next);
    let mut input = rule_input();
    input.target.credit = credits("3.5");
    let edited = house.write(&registrar, move |op| work::rule::edit(op, &id, &at, &input)).unwrap();
    assert_ne!(edited.hash, next.hash);
    let (id, at) = step(&next);
    let stale = rule_input();
    assert_eq!(
        refusal(house.write(&registrar, move |op| work::rule::edit(op, &id, &at, &stale))),
        "credit.flow.not_now"
    );
    let (id, at) = step(&edited);
    let submitted = house.write(&registrar, move |op| work::rule::submit(op, &id, &at)).unwrap();
    let id = first.id.clone();
    let seen = house.app.read(&Actor::public(), |op| work::rule::versions(op, &id)).unwrap();
    assert_eq!(seen.len(), 1, "nobody outside sees what is not published");
    let (id, at) = step(&submitted);
    house.write(&reviewer, move |op| work::rule::publish(op, &id, &at)).unwrap();
    let id = first.id.clone();
    let seen = house.app.read(&Actor::public(), |op| work::rule::versions(op, &id)).unwrap();
    let states: Vec<(i64, RuleState)> = seen.iter().map(|rule| (rule.version, rule.state)).collect();
    assert_eq!(states, [(2, RuleState::Published), (1, RuleState::Superseded)]);
    assert_eq!(seen[1].hash, first.hash);
}

#[test]
fn the_same_rule_is_not_published_twice() {
    let house = House::new();
    house.rule(|_| {});
    let registrar = house.staff("prs_chen", "registrar", JIANGSU);
    let reviewer = house.staff("prs_zhou", "reviewer", JIANGSU);
    let mut input = rule_input();
    input.source.name = "大学英语(一)".into();
    let drafted = house.write(&registrar, move |op| work::rule::draft(op, &input)).unwrap();
    let (id, at) = step(&drafted);
    let submitted = house.write(&registrar, move |op| work::rule::submit(op, &id, &at)).unwrap();
    let (id, at) = step(&submitted);
    assert_eq!(
        refusal(house.write(&reviewer, move |op| work::rule::publish(op, &id, &at))),
        "credit.rule.already_published"
    );
}

#[test]
fn published_rules_are_found_by_what_they_say() {
    let house = House::new();
    let first = house.rule(|_| {});
    house.later_days(1);
    let second = house.rule(|input| {
        input.source.class = Class::Certificate;
        input.source.issuer = "某发证机构".into();
        input.source.name = "网络工程师".into();
        input.target.code = "JS200".into();
        input.effect = Effect::StudyOnly;
    });
    let list = |filter: RuleFilter| {
        let found = house.app.read(&Actor::public(), |op| {
            let filter = RuleFilter { state: Some("published"), ..filter };
            let found = crate::store::rule::list(op.conn(), &filter, None, true, 10)?;
            assert_eq!(crate::store::rule::count(op.conn(), &filter)?, found.len() as i64);
            Ok(found)
        });
        found.unwrap().into_iter().map(|rule| rule.id).collect::<Vec<_>>()
    };
    assert_eq!(list(RuleFilter::default()), [second.id.clone(), first.id.clone()]);
    assert_eq!(list(RuleFilter { class: Some("course"), ..RuleFilter::default() }), std::slice::from_ref(&first.id));
    assert_eq!(
        list(RuleFilter { effect: Some("study_only"), ..RuleFilter::default() }),
        std::slice::from_ref(&second.id)
    );
    assert_eq!(list(RuleFilter { text: Some("英语（一）"), ..RuleFilter::default() }).len(), 2, "by source or target");
    assert_eq!(list(RuleFilter { text: Some("网络"), ..RuleFilter::default() }), [second.id]);
    assert_eq!(list(RuleFilter { institution: Some(SHANGHAI), ..RuleFilter::default() }), Vec::<String>::new());
}

#[test]
fn a_published_rule_is_withdrawn_with_a_reason() {
    let house = House::new();
    let rule = house.rule(|_| {});
    let reviewer = house.staff("prs_zhou", "reviewer", JIANGSU);
    let (id, mut at) = step(&rule);
    at.reason = " ".into();
    let silent = house.write(&reviewer, move |op| work::rule::withdraw(op, &id, &at));
    assert!(matches!(silent, Err(Error::Invalid(_))));
    let (id, at) = step(&rule);
    let withdrawn = house.write(&reviewer, move |op| work::rule::withdraw(op, &id, &at)).unwrap();
    assert_eq!((withdrawn.state, withdrawn.reason.as_str()), (RuleState::Withdrawn, "因为"));
}

#[test]
fn a_reviewer_does_not_take_a_draft_back_and_what_waits_stands_first() {
    let house = House::new();
    let registrar = house.staff("prs_chen", "registrar", JIANGSU);
    let reviewer = house.staff("prs_zhou", "reviewer", JIANGSU);
    let first = house.rule(|_| {});
    let id = first.id.clone();
    let next = house.write(&registrar, move |op| work::rule::draft_next(op, &id)).unwrap();
    let (id, at) = step(&next);
    let denied = house.write(&reviewer, move |op| work::rule::withdraw(op, &id, &at));
    assert_eq!(refusal(denied), "credit.flow.not_yours");
    let (id, at) = step(&next);
    let submitted = house.write(&registrar, move |op| work::rule::submit(op, &id, &at)).unwrap();
    let (id, at) = step(&submitted);
    let denied = house.write(&reviewer, move |op| work::rule::withdraw(op, &id, &at));
    assert_eq!(refusal(denied), "credit.flow.not_yours");
    // Rules of later ids are in force; the submitted version of the oldest still comes first, then each part by itself.
    for number in 0..5 {
        house.later_days(1);
        house.rule(|input| input.target.code = format!("JS{number}"));
    }
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = house.app.read(&reviewer, |op| work::rule::of_institution(op, JIANGSU, after.as_ref(), 2)).unwrap();
        let Some(last) = page.last() else { break };
        after = Some(crate::store::rule::OwnPlace::of(last));
        seen.extend(page.into_iter().map(|rule| (rule.state, rule.id, rule.version)));
    }
    assert_eq!(seen.len(), 7);
    assert_eq!(seen[0], (RuleState::Submitted, first.id.clone(), 2));
    assert!(seen[1..].iter().all(|(state, ..)| *state == RuleState::Published));
    assert!(seen[1..].is_sorted_by(|one, next| one.1 > next.1), "{seen:?}");
}
