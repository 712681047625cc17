//! The book that a process keeps and edits is the one that is read anew.

use std::sync::Arc;

use op::{Actor, Error};
use proptest::prelude::*;

use super::*;
use crate::store::edition::Changed;
use crate::work::book::Book;

/// What people do to what counts where.
#[derive(Clone, Debug)]
enum Step {
    /// A rule for a course nobody had one for.
    Publish,
    /// The next version of a rule in force.
    Supersede(prop::sample::Index),
    /// A rule in force is taken back.
    Withdraw(prop::sample::Index),
    /// A programme comes, or its next version.
    Import(u8, u8),
    /// Two codes of the college are one from now on.
    Rename(u8, u8),
    /// A change that is undone as a whole, after the book was asked for inside it.
    Undone(prop::sample::Index),
}

fn step_of() -> impl Strategy<Value = Step> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        4 => Just(Step::Publish),
        2 => index().prop_map(Step::Supersede),
        2 => index().prop_map(Step::Withdraw),
        2 => (0..3_u8, 1..6_u8).prop_map(|(code, courses)| Step::Import(code, courses)),
        1 => (0..5_u8, 0..5_u8).prop_map(|(old, new)| Step::Rename(old, new)),
        1 => index().prop_map(Step::Undone),
    ]
}

/// One house, the rules in force in it, and how many there ever were.
struct Play {
    house: House,
    rules: Vec<String>,
    count: usize,
}

impl Play {
    fn does(&mut self, step_of: &Step) {
        match step_of {
            Step::Publish => {
                self.count += 1;
                let (title, course) = (format!("课程{}", self.count), ["JS101", "JS102", "JS103"][self.count % 3]);
                let rule = self.house.rule(|input| takes(input, &title, course));
                self.rules.push(rule.id);
            }
            Step::Supersede(which) if !self.rules.is_empty() => {
                self.count += 1;
                let (id, title) = (self.rules[which.index(self.rules.len())].clone(), format!("课程{}", self.count));
                let registrar = self.house.staff("prs_chen", "registrar", JIANGSU);
                let reviewer = self.house.staff("prs_zhou", "reviewer", JIANGSU);
                let next = self.house.write(&registrar, move |op| work::rule::draft_next(op, &id)).unwrap();
                let mut input = rule_input();
                takes(&mut input, &title, "JS104");
                let (id, at) = step(&next);
                let edited = self.house.write(&registrar, move |op| work::rule::edit(op, &id, &at, &input)).unwrap();
                let (id, at) = step(&edited);
                let waits = self.house.write(&registrar, move |op| work::rule::submit(op, &id, &at)).unwrap();
                let (id, at) = step(&waits);
                self.house.write(&reviewer, move |op| work::rule::publish(op, &id, &at)).unwrap();
            }
            Step::Withdraw(which) if !self.rules.is_empty() => {
                let id = self.rules.remove(which.index(self.rules.len()));
                let reviewer = self.house.staff("prs_zhou", "reviewer", JIANGSU);
                let all = self.house.app.read(&reviewer, |op| work::rule::versions(op, &id)).unwrap();
                let (id, at) = step(all.iter().find(|rule| rule.state.name() == "published").unwrap());
                self.house.write(&reviewer, move |op| work::rule::withdraw(op, &id, &at)).unwrap();
            }
            Step::Import(code, courses) => {
                let mut text = "programme,programme_title,total,code,title,category,credit\n".to_owned();
                for course in 0..*courses {
                    text += &format!("0859{code:02},专业{code},40,JS{},课程{course},公共,3\n", 101 + u32::from(course));
                }
                self.import(text);
            }
            Step::Rename(old, new) if old != new => self.import(format!(
                "[[change]]\nissuer = \"{JIANGSU}\"\nold = \"JS10{old}\"\nnew = \"JS10{new}\"\nvalid_from = \"2020-01-01\"\n"
            )),
            Step::Undone(which) if !self.rules.is_empty() => {
                let id = self.rules[which.index(self.rules.len())].clone();
                let undone: Result<()> = self.house.write(&Actor::system("test"), move |op| {
                    let pen = op.may(&crate::access::Action::ImportProgrammes(&work::place(op, JIANGSU)?))?;
                    store::rule::supersede(&pen, &id, op.now())?;
                    Book::revise(op, &pen, [Changed::Rule(id.clone())].into())?;
                    assert_eq!(Book::of(op)?.rules.versions(&id).count(), 0);
                    Err(Error::Missing)
                });
                assert!(matches!(undone, Err(Error::Missing)));
            }
            Step::Supersede(_) | Step::Withdraw(_) | Step::Rename(..) | Step::Undone(_) => {}
        }
    }

    fn import(&self, text: String) {
        let file = ProgrammeFile { institution: JIANGSU.into(), text };
        let imported = self.house.write(&Actor::system("test"), move |op| work::programme::import(op, &file));
        // The same change again waits already.
        let waits = |refusal: &units::Refusal| refusal.code == "credit.change.waiting";
        assert!(
            imported.is_ok() || matches!(&imported, Err(Error::Conflict(refusal)) if waits(refusal)),
            "{imported:?}"
        );
    }

    /// The book that is kept, and the one that is read anew.
    fn books(&self) -> (Arc<Book>, Book) {
        self.house.app.read(&Actor::system("test"), |op| Ok((Book::of(op)?, Book::anew(op)?))).unwrap()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_book_that_is_kept_says_what_one_read_anew_says(steps in proptest::collection::vec(step_of(), 1..14), ask in any::<u16>()) {
        let mut play = Play { house: House::new(), rules: Vec::new(), count: 0 };
        for (place, step_of) in steps.iter().enumerate() {
            play.does(step_of);
            // Now and then several changes lie between two questions.
            if ask >> (place % 16) & 1 == 1 {
                let (kept, anew) = play.books();
                prop_assert_eq!(kept.said(), anew.said(), "after {:?}", step_of);
            }
        }
        let (kept, anew) = play.books();
        prop_assert_eq!(kept.said(), anew.said());
    }
}

#[test]
fn only_what_changed_is_read() {
    let mut play = Play { house: House::new(), rules: Vec::new(), count: 0 };
    (0..4).for_each(|_| play.does(&Step::Publish));
    let (before, _) = play.books();
    // A rule that is spoilt behind the platform's back cannot be read again, so a book made anew would fail.
    let spoilt = play.rules[0].clone();
    let sql = "update credit_rule set content = 'spoilt' where id = $1";
    play.house.db.write(move |tx| tx.run(sql, &[spoilt.as_str().into()])).unwrap();
    play.does(&Step::Import(2, 3));
    let kept = play.house.app.read(&Actor::system("test"), Book::of).unwrap();
    assert_eq!(kept.rules.rule_count(), before.rules.rule_count());
    assert_eq!(kept.rules.programmes().count(), before.rules.programmes().count() + 1);
    assert!(play.house.app.read(&Actor::system("test"), |op| Book::anew(op).map(|_| ())).is_err());
}
