//! What counts where: ranked, explained, kept up to date, and seen from the other side.

use super::*;
use crate::work::matches::{Asking, acceptors, of_learner, of_programme, summary};

/// A learner with three courses of 上海开放大学.
fn house() -> (House, Actor) {
    let house = House::new();
    let person = number("19990101", 1);
    let learner = house.learner("王小满", &person);
    let text = file(&[
        ("王小满", &person, "大学英语（一）", "2.5", "90", "202506"),
        ("王小满", &person, "高等数学", "4", "78", "202501"),
        ("王小满", &person, "工程力学", "3", "82", "202501"),
    ]);
    let checked = house.upload(&house.registrar(), &text);
    house.choose(&house.registrar(), &checked.id, Choice::All);
    (house, learner)
}

fn best(house: &House, learner: &Actor) -> Credit {
    let found = house.app.read(learner, |op| of_learner(op, &learner.id)).unwrap();
    found.first().map_or(Credit::ZERO, |found| found.counted.answer.credit)
}

#[test]
fn the_best_use_is_not_the_greedy_one_and_says_what_binds() {
    let (house, learner) = house();
    // 高等数学 could take the large course, but then 工程力学 would be left without any.
    house.rule(|input| takes(input, "高等数学", "JS104"));
    house.rule(|input| takes(input, "高等数学", "JS103"));
    house.rule(|input| takes(input, "工程力学", "JS104"));
    assert_eq!(best(&house, &learner), credits("9.5"), "3.5 + 6, where taking the largest first gives 6");
    let told = house.app.read(&learner, |op| summary(op, &learner.id)).unwrap();
    assert_eq!((told.outcomes, told.programmes, told.institutions, told.provinces), (2, 1, 1, 1));
    house.rule(|input| {
        says(input, json!({ "source": null, "target": null, "cap": [{ "per": "learner", "credits": "8" }] }));
    });
    let explained = house.app.read(&learner, |op| of_programme(op, &learner.id, JIANGSU, "080901")).unwrap();
    let explanation = &explained.explanation;
    assert_eq!((explanation.answer.credit, explanation.answer.proof.optimal), (credits("6"), true));
    assert_eq!(explanation.caps[0].without, credits("3.5"));
    assert_eq!(explanation.left.len(), 2);
    let unknown = house.app.read(&learner, |op| of_programme(op, &learner.id, JIANGSU, "999").map(|_| ()));
    assert!(matches!(unknown, Err(Error::Missing)), "{unknown:?}");
}

#[test]
fn the_book_follows_rules_and_programmes_at_once() {
    let (house, learner) = house();
    assert_eq!(best(&house, &learner), Credit::ZERO);
    let rule = house.rule(|_| {});
    assert_eq!(best(&house, &learner), credits("3"));
    let text = PROGRAMME.replace("category = \"公共\", credit = \"3\"", "category = \"公共\", credit = \"3.5\"");
    let import = |text: String| {
        let file = ProgrammeFile { institution: JIANGSU.into(), text };
        let chen = house.staff("prs_chen", "registrar", JIANGSU);
        house.write(&chen, move |op| work::programme::import(op, &file)).unwrap()
    };
    let done = import(text.clone());
    assert_eq!((done.stored, done.unchanged), (1, 0));
    assert_eq!(best(&house, &learner), credits("3.5"));
    assert_eq!(import(text).unchanged, 1, "the same again is no new version");
    let versions = house.app.read(&Actor::public(), |op| work::programme::versions(op, JIANGSU, "080901")).unwrap();
    assert_eq!(versions.iter().map(|one| one.version).collect::<Vec<_>>(), [2, 1]);
    let reviewer = house.staff("prs_zhou", "reviewer", JIANGSU);
    let (id, at) = step(&rule);
    house.write(&reviewer, move |op| work::rule::withdraw(op, &id, &at)).unwrap();
    assert_eq!(best(&house, &learner), Credit::ZERO);
}

#[test]
fn programmes_are_read_as_a_table_or_refused_by_line() {
    let house = House::new();
    let chen = house.staff("prs_chen", "registrar", JIANGSU);
    let import = |actor: &Actor, institution: &str, text: &str| {
        let file = ProgrammeFile { institution: institution.into(), text: text.into() };
        house.write(actor, move |op| work::programme::import(op, &file))
    };
    let head = "专业代码,专业名称,总学分,课程代码,课程名称,课程类别,学分";
    let table = format!("{head}\n120201,工商管理,80,GL1,管理学,必修,3\n120201,工商管理,80,GL2,会计,必修,2.5\n");
    assert_eq!(import(&chen, JIANGSU, &table).unwrap().stored, 1);
    let wrong = [
        ("".to_owned(), "form.required"),
        ("a,b\n1,2\n".to_owned(), "credit.programme.header"),
        (format!("{head}\n1,x,80,c,t,k,many\n"), "credit.programme.credit"),
        (format!("{head}\n1,x,80,c,t,k,1\n1,x,80,c,t,k,1\n"), "credit.text.misfit"),
        (PROGRAMME.replace("4232051255", SHANGHAI), "credit.programme.other_institution"),
        (PROGRAMME.replace("total", "sum"), "credit.text.misfit"),
        (work::preview::text(&house.rule(|_| {})), "credit.programme.rule_among"),
    ];
    for (text, code) in wrong {
        let said = import(&chen, JIANGSU, &text);
        let Err(Error::Invalid(faults)) = said else { panic!("{code}: {said:?}") };
        assert_eq!(faults[0].code, code);
    }
    let reviewer = house.staff("prs_zhou", "reviewer", JIANGSU);
    assert!(matches!(import(&reviewer, JIANGSU, &table), Err(Error::Missing)));
}

#[test]
fn everyone_who_accepts_a_course_is_found_by_its_name() {
    let house = House::new();
    house.rule(|_| {});
    house.rule(|input| {
        let source = json!({ "all": [{ "title": "大学英语*" }, { "title": "听力" }] });
        says(input, json!({ "source": source, "target": { "courses": ["JS104"] } }));
    });
    let ask = |name: &str, issuer: &str| {
        let asking = Asking { code: String::new(), name: name.into(), issuer: issuer.into(), class: String::new() };
        house.app.read(&Actor::public(), |op| acceptors(op, &asking)).unwrap()
    };
    assert_eq!(ask("大学英语(一)", SHANGHAI).len(), 2, "however its brackets are written");
    assert_eq!(ask("大学英语（一）", JIANGSU).len(), 1, "one of the rules names the issuer");
    assert!(ask("听力", "")[0].partners);
    assert_eq!(ask("哲学", ""), []);
}

#[test]
fn a_draft_tells_whom_it_would_reach_before_it_is_published() {
    let (house, _) = house();
    house.rule(|_| {});
    let chen = house.staff("prs_chen", "registrar", JIANGSU);
    let preview = |input: RuleInput| house.app.read(&chen, |op| work::preview::preview(op, &input, None)).unwrap();
    let mut input = rule_input();
    takes(&mut input, "高等*", "JS102");
    let told = preview(input.clone());
    let impact = &told.impact;
    assert_eq!((impact.outcomes, impact.learners, impact.credit, impact.more), (1, 1, credits("4"), false));
    assert_eq!((impact.issuers[0].issuer.as_str(), impact.issuers[0].outcomes), (SHANGHAI, 1));
    assert!(told.sentence_zh.contains("高等*") && told.sentence_en.contains("JS102"));
    says(&mut input, json!({ "source": { "title": "高等*" } }));
    assert_eq!(preview(input.clone()).impact.outcomes, 1, "whoever the issuer is");
    says(&mut input, json!({ "minimum": [{ "scale": "percent", "at_least": "90" }] }));
    let told = preview(input);
    assert_eq!((told.impact.candidates, told.impact.outcomes), (1, 0), "a candidate whose grade is too low");
    let told = preview(rule_input());
    assert_eq!(told.impact.outcomes, 0, "what is recognised already is not new");
    assert!(told.findings.iter().any(|found| found.code == "credit.lint.duplicate" && found.forbids));
}
