//! Rules: two people, versions that never change, and what is public.

use super::*;
use crate::model::RuleState;
use crate::store::rule::RuleFilter;

#[test]
fn contradictions_are_refused_and_limits_are_told() {
    let house = House::new();
    let registrar = house.staff("prs_chen", "registrar", JIANGSU);
    let cases = [
        (json!({ "valid_to": "2025-12-01" }), "credit.lint.validity_empty"),
        (json!({ "target": { "courses": ["NONE"] } }), "credit.lint.target_unknown"),
        (json!({ "programme": "999999" }), "credit.lint.programme_unknown"),
        (json!({ "minimum": [{ "scale": "percent", "at_least": "101" }] }), "credit.lint.minimum_above_scale"),
        (json!({ "cap": [{ "per": "learner", "credits": "0" }] }), "credit.lint.cap_forbids"),
        (json!({ "prerequisites": ["JS101"] }), "credit.lint.prerequisite_itself"),
    ];
    for (fields, code) in cases {
        let mut input = rule_input();
        says(&mut input, fields);
        let drafted = house.write(&registrar, move |op| work::rule::draft(op, &input)).unwrap();
        let (id, at) = step(&drafted);
        let said = house.write(&registrar, move |op| work::rule::submit(op, &id, &at));
        let Err(Error::Invalid(faults)) = said else { panic!("{said:?}") };
        assert!(faults.iter().any(|fault| fault.code == code), "{code}: {faults:?}");
    }
    let mut huge = rule_input();
    says(&mut huge, json!({ "cap": [{ "per": "learner", "credits": "90000000" }] }));
    let said = house.write(&registrar, move |op| work::rule::draft(op, &huge));
    assert!(matches!(&said, Err(Error::Invalid(faults)) if faults[0].code == "credit.rule.out_of_range"), "{said:?}");
    let mut long = rule_input();
    let codes: Vec<String> = (0..9_000).map(|number| format!("CODE-OF-A-COURSE-{number:020}")).collect();
    says(&mut long, json!({ "source": { "code": codes } }));
    let said = house.write(&registrar, move |op| work::rule::draft(op, &long));
    assert!(matches!(&said, Err(Error::Invalid(faults)) if faults[0].code == "credit.rule.too_long"), "{said:?}");
}

#[test]
fn hostile_texts_are_refused_before_they_are_walked() {
    let deep = format!("[[rule]]\nsource = {}{{}}{}", "{ all = [".repeat(10_000), "] }".repeat(10_000));
    let mut nested = json!({ "title": "x" });
    for _ in 0..40 {
        nested = json!({ "all": [nested] });
    }
    let large = "# \n".repeat(4 * 1024 * 1024);
    for (text, code) in [(deep.as_str(), "credit.text.too_deep"), (&large, "credit.programme.too_large")] {
        let Err(faults) = work::preview::rules_of(text) else { panic!("{code}") };
        assert_eq!(faults[0].code, code);
    }
    let mut input = rule_input();
    says(&mut input, json!({ "source": nested }));
    let Err(Error::Invalid(faults)) = work::rule::checked(&input) else { panic!("taken") };
    assert_eq!(faults[0].code, "credit.rule.too_deep");
    let negative = json!({ "institution": JIANGSU, "rule": { "valid_from": "2026-01-01", "effect": "offset",
        "cap": [{ "per": "learner", "credits": "-1" }] } });
    assert!(serde_json::from_value::<RuleInput>(negative).is_err());
}

#[test]
fn rules_come_and_go_as_files_of_the_language() {
    let house = House::new();
    let rule = house.rule(|_| {});
    let registrar = house.staff("prs_chen", "registrar", JIANGSU);
    let text = work::preview::text(&rule);
    let again = work::preview::rules_of(&text).unwrap();
    assert_eq!(again[0].of_version(&rule.id, rule.version, JIANGSU), rule.content.rule);
    let two = format!("{text}\n{}", text.replace("JS101", "JS102"));
    let drafted = house.write(&registrar, move |op| work::preview::import(op, JIANGSU, &two)).unwrap();
    assert_eq!(drafted.len(), 2);
    assert!(drafted.iter().all(|one| one.state == RuleState::Draft && one.id != rule.id));
    let all = house.app.read(&Actor::public(), |op| work::preview::published_text(op, JIANGSU)).unwrap();
    let book = recognition::text::RuleFile::parse(&all).unwrap();
    assert_eq!((book.rules.len(), book.programmes.len()), (1, 1), "drafts are not exported");
}

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
    takes(&mut input, "大学英语（一）", "JS104");
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
    let input = rule_input();
    let drafted = house.write(&registrar, move |op| work::rule::draft(op, &input)).unwrap();
    let (id, at) = step(&drafted);
    let said = house.write(&registrar, move |op| work::rule::submit(op, &id, &at));
    let Err(Error::Invalid(faults)) = said else { panic!("{said:?}") };
    assert_eq!(faults[0].code, "credit.lint.duplicate");
    let (id, at) = step(&drafted);
    let forced = house.write(&reviewer, move |op| {
        let rule = crate::store::rule::version(op.conn(), &id, at.version)?.unwrap();
        let place = work::place(op, JIANGSU)?;
        let pen = op.may(&crate::access::Action::Rule(crate::access::RuleVerb::Publish, &id, &place))?;
        crate::store::rule::step(&pen, &rule, RuleState::Submitted, "", None)?;
        let rule = crate::store::rule::version(op.conn(), &id, at.version)?.unwrap();
        crate::store::rule::publish(&pen, &rule, "prs_zhou", op.now())
    });
    assert_eq!(refusal(forced), "credit.rule.already_published", "and the database says it once more");
}

#[test]
fn published_rules_are_found_by_what_they_say() {
    let house = House::new();
    let first = house.rule(|_| {});
    house.later_days(1);
    let second = house.rule(|input| {
        let source = json!({ "class": ["certificate"], "issuer": ["某发证机构"], "title": "网络工程师" });
        says(input, json!({ "source": source, "target": { "courses": ["JS200"] }, "effect": "study_only" }));
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
    assert_eq!(list(RuleFilter { text: Some("英语（一）"), ..RuleFilter::default() }).len(), 1, "by source or target");
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
        house.rule(|input| takes(input, &format!("课程{number}"), "JS104"));
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
