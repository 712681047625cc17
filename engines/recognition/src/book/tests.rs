//! A book that was edited again and again is the book that is made of everything anew.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use units::{Credit, Day, Month};

use super::{Edit, RuleBook};
use crate::equivalence::Change;
use crate::model::*;

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// What somebody does to the rules of two colleges.
#[derive(Clone, Debug)]
enum Step {
    /// The next version of a rule is published; the one before it is superseded, or stays beside it.
    Publish { rule: u8, college: u8, programme: Option<u8>, pattern: u8, code: u8, beside: bool },
    /// No version of a rule stays.
    Withdraw { rule: u8 },
    /// A programme stands from now on with these courses.
    Import { college: u8, programme: u8, courses: u8 },
    /// A programme goes.
    Close { college: u8, programme: u8 },
    /// Two codes became one.
    Rename { old: u8, new: u8 },
}

fn step() -> impl Strategy<Value = Step> {
    let publish = (0..12_u8, 0..2_u8, proptest::option::of(0..3_u8), 0..7_u8, 0..6_u8, any::<bool>());
    prop_oneof![
        6 => publish.prop_map(|(rule, college, programme, pattern, code, beside)| Step::Publish {
            rule, college, programme, pattern, code, beside
        }),
        2 => (0..12_u8).prop_map(|rule| Step::Withdraw { rule }),
        3 => (0..2_u8, 0..3_u8, 1..6_u8).prop_map(|(college, programme, courses)| Step::Import { college, programme, courses }),
        1 => (0..2_u8, 0..3_u8).prop_map(|(college, programme)| Step::Close { college, programme }),
        1 => (0..6_u8, 0..6_u8).prop_map(|(old, new)| Step::Rename { old, new }),
    ]
}

/// What stands, kept in the simplest way.
#[derive(Clone, Debug, Default)]
struct Plain {
    rules: BTreeMap<(String, u32), Rule>,
    programmes: BTreeMap<(String, String), Programme>,
    changes: Vec<Change>,
    published: BTreeMap<u8, u32>,
}

impl Plain {
    /// Does a step, and says it as an edit.
    fn does(&mut self, step: &Step) -> Edit {
        match step {
            Step::Publish { rule, college, programme, pattern, code, beside } => {
                let version = self.published.entry(*rule).or_default();
                *version += 1;
                let new = made(*rule, *version, *college, *programme, *pattern, *code);
                let id = new.id.clone();
                if *beside {
                    self.rules.insert((id, new.version), new.clone());
                    return Edit { rules: vec![new], ..Edit::default() };
                }
                self.rules.retain(|(other, _), _| *other != id);
                self.rules.insert((id.clone(), new.version), new.clone());
                Edit { rules_gone: vec![id], rules: vec![new], ..Edit::default() }
            }
            Step::Withdraw { rule } => {
                let id = format!("R{rule}");
                self.rules.retain(|(other, _), _| *other != id);
                Edit { rules_gone: vec![id], ..Edit::default() }
            }
            Step::Import { college, programme, courses } => {
                let programme = plan(*college, *programme, *courses);
                let key = (programme.institution.clone(), programme.code.clone());
                self.programmes.insert(key, programme.clone());
                Edit { programmes: vec![programme], ..Edit::default() }
            }
            Step::Close { college, programme } => {
                let key = (format!("U{college}"), format!("P{programme}"));
                self.programmes.remove(&key);
                Edit { programmes_gone: vec![key], ..Edit::default() }
            }
            Step::Rename { old, new } => {
                let (old, new) = (format!("S{old}"), format!("S{new}"));
                self.changes.push(Change { issuer: "A".to_owned(), old, new, valid_from: None, valid_to: None });
                Edit { changes: Some(self.changes.clone()), ..Edit::default() }
            }
        }
    }

    fn book(&self) -> RuleBook {
        let (rules, programmes) = (self.rules.values().cloned(), self.programmes.values().cloned());
        RuleBook::index(rules.collect(), programmes.collect(), self.changes.clone()).expect("a book")
    }
}

fn made(rule: u8, version: u32, college: u8, programme: Option<u8>, pattern: u8, code: u8) -> Rule {
    let text = |text: String| BTreeSet::from([text]);
    let mut asked = Pattern::default();
    match pattern {
        0 | 1 => asked.codes = BTreeSet::from([format!("S{code}"), format!("S{}", code + 1)]),
        2 => asked.certificate_kinds = text(format!("证书{}", code % 2)),
        3 => asked.title = Title::parse(&format!("课程{code}")),
        4 => asked.title = Title::parse("课程*"),
        5 => asked.issuers = text("A".to_owned()),
        _ => asked.classes = BTreeSet::from([Class::Course]),
    }
    let target = Targets { courses: vec![format!("C{}", code % 5)], ..Targets::default() };
    Rule {
        id: format!("R{rule}"),
        version,
        institution: format!("U{college}"),
        programme: programme.map(|programme| format!("P{programme}")),
        valid_from: day(if version % 3 == 2 { "2027-01-01" } else { "2020-01-01" }),
        valid_to: None,
        group: None,
        effect: Effect::StudyAndExam,
        months_max: None,
        prerequisites: BTreeSet::new(),
        excluded: BTreeSet::new(),
        share: false,
        one_certificate: false,
        tables: BTreeMap::new(),
        source: Some(Condition::One(Box::new(asked))),
        minimum: Vec::new(),
        target: Some(target),
        credit: Given::Target,
        caps: Vec::new(),
        exceptions: Vec::new(),
    }
}

fn plan(college: u8, programme: u8, courses: u8) -> Programme {
    let course = |at: u8| Course {
        code: format!("C{at}"),
        title: String::new(),
        category: String::new(),
        credit: Credit::from_hundredths(100 * i64::from(at + 1)),
    };
    Programme {
        institution: format!("U{college}"),
        code: format!("P{programme}"),
        title: String::new(),
        total: Credit::from_hundredths(1_000),
        courses: (0..courses).rev().map(course).collect(),
    }
}

fn learner() -> Learner {
    let outcome = |at: u8| Outcome {
        id: format!("o{at}"),
        class: if at == 5 { Class::Certificate } else { Class::Course },
        issuer: "A".to_owned(),
        code: format!("S{at}"),
        title: format!("课程{at}"),
        subject: String::new(),
        level: String::new(),
        grade: Grade::new(Scale::Percent, 80_00),
        credit: Credit::from_hundredths(200),
        obtained: Month::new(2025, 1).expect("a month"),
        certificate_kind: if at == 5 { "证书1".to_owned() } else { String::new() },
        certificate_level: String::new(),
        verified: true,
        exempted: false,
    };
    Learner { id: "L".to_owned(), outcomes: (0..6).map(outcome).collect(), ..Learner::default() }
}

/// Everything a book holds, without the slots it happens to keep it on.
fn held(book: &RuleBook) -> Vec<String> {
    let named = |slot: u32| {
        let rule = &book.shelf.on_slot(slot).rule;
        (rule.id.clone(), rule.version)
    };
    let index = book.index.filed().into_iter().map(|(drawer, key, leaves)| {
        let mut leaves: Vec<_> = leaves.into_iter().map(|leaf| (named(leaf.slot), leaf.pattern)).collect();
        leaves.sort();
        format!("{drawer} {key}: {leaves:?}")
    });
    let by_programme = book.by_programme.filed().into_iter().map(|(key, slots)| {
        let mut rules: Vec<_> = slots.into_iter().map(named).collect();
        rules.sort();
        format!("{key}: {rules:?}")
    });
    let rules = (0..book.shelf.len()).map(|place| {
        format!("{place} {:?} {} {}", book.rule(place), book.hash_of(place), book.shelf.is_followed(place))
    });
    let programmes = book.programmes().map(|programme| format!("{programme:?}: {:?}", book.places_for(programme)));
    index.chain(by_programme).chain(rules).chain(programmes).chain([format!("{:?}", book.changes())]).collect()
}

/// What a book says of a learner, with what stands behind it.
fn said(book: &RuleBook, learner: &Learner) -> String {
    let dated = book.on(day("2026-03-01"));
    let counted = dated.what_counts(learner).expect("an answer");
    let explained: Vec<_> = book.programmes().map(|one| dated.explain_in(learner, one).expect("an answer")).collect();
    format!("{counted:?} {explained:?}")
}

proptest! {
    /// Publishing, superseding, withdrawing, importing, closing and renaming, one by one and many at once.
    #[test]
    fn an_edited_book_is_the_book_made_anew(steps in proptest::collection::vec(step(), 1..40), learner in Just(learner())) {
        let (mut plain, mut book) = (Plain::default(), RuleBook::default());
        for step in &steps {
            let before = (held(&book), book.clone());
            let edited = book.edited(plain.does(step)).expect("an edit");
            let anew = plain.book();
            prop_assert_eq!(held(&edited), held(&anew), "after {:?}", step);
            prop_assert!(before.0 == held(&before.1), "the book before is another");
            book = edited;
        }
        prop_assert_eq!(said(&book, &learner), said(&plain.book(), &learner));
    }
}

#[test]
fn an_edit_touches_only_what_it_can_affect() {
    let rules = (0..100_u8).flat_map(|rule| (1..=30).map(move |version| (rule, version)));
    let rules = rules.map(|(rule, version)| {
        let mut made = made(rule, version, rule % 2, Some(rule % 3), 0, 0);
        made.id = format!("R{rule:03}-{version:02}");
        made.version = 1;
        made.source = Some(Condition::One(Box::new(Pattern {
            codes: BTreeSet::from([format!("S{rule}-{version}")]),
            ..Pattern::default()
        })));
        made
    });
    let rules: Vec<Rule> = rules.collect();
    let book = RuleBook::index(rules.clone(), vec![plan(0, 0, 5), plan(1, 1, 5)], Vec::new()).expect("a book");
    let mut next = rules[1_234].clone();
    next.version = 2;
    let edit = Edit { rules_gone: vec![next.id.clone()], rules: vec![next], ..Edit::default() };
    let edited = book.edited(edit).expect("an edit");
    assert_eq!(edited.index.differs_in(&book.index), 1, "one key of one drawer changed");
    assert_eq!(edited.by_programme.differs_in(&book.by_programme), 1, "one programme's rules changed");
    assert_eq!(edited.shelf.differs_in(&book.shelf), 1, "one rule came where one went");
    assert!(
        std::sync::Arc::ptr_eq(&edited.codes, &book.codes)
            && edited.programmes.iter().zip(&book.programmes).all(|(one, other)| std::sync::Arc::ptr_eq(one, other))
    );
}

#[test]
fn an_edit_is_refused_like_a_book() {
    let rule = made(1, 1, 0, None, 0, 0);
    let book = RuleBook::index(vec![rule.clone()], vec![plan(0, 0, 2)], Vec::new()).expect("a book");
    let refused = |edit: Edit| book.edited(edit).expect_err("a refusal").code();
    assert_eq!(refused(Edit { rules: vec![rule.clone()], ..Edit::default() }), "recognition.book.repeated_rule");
    let twice = vec![plan(0, 1, 2), plan(0, 1, 3)];
    assert_eq!(refused(Edit { programmes: twice, ..Edit::default() }), "recognition.book.repeated_programme");
    let mut long = rule.clone();
    long.id = "R".repeat(NAME_CHARS_MAX + 1);
    assert_eq!(refused(Edit { rules: vec![long], ..Edit::default() }), "recognition.book.out_of_range");
    let again = Edit { rules_gone: vec![rule.id.clone()], rules: vec![rule], ..Edit::default() };
    assert_eq!(book.edited(again).expect("the same rule again").rule_count(), 1);
}
