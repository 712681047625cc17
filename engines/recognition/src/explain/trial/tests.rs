//! What a wish is found to add is what the best use with it has more, asked from the beginning.

#[path = "../../../tests/all/support/mod.rs"]
mod support;

use support::land;
use support::world::{self, day};

use super::{Found, Trial};
use crate::RuleBook;
use crate::best::{self, STATES_LISTED_MAX, STATES_MAX};
use crate::book::{DatedBook, sorted};
use crate::explain::{left, wish};
use crate::model::{Learner, Outcome, Programme};
use crate::{answer::Answer, explain::WISHES_MAX};

/// The answer with an outcome added or mended, asked as if nothing were known.
fn anew(book: &DatedBook, learner: &Learner, programme: &Programme, outcome: &Outcome, credit: i64) -> Found {
    let mut learner = learner.clone();
    learner.outcomes.retain(|other| other.id != outcome.id);
    learner.outcomes.push(outcome.clone());
    let learner = sorted(&learner).expect("a learner");
    let posed = book.pose(&learner, programme, &book.hits_in(&learner, programme));
    let choice = best::solve(&posed.problem, STATES_LISTED_MAX);
    let adds = posed.problem.credit_of(&choice.items) - credit;
    Found { adds, proved: choice.proved && !posed.uses.cut }
}

/// Tries every wish both ways. Counts the wishes, those that add something, and those answered at once, in part and anew.
fn tried(book: &DatedBook, learner: &Learner, what: &str) -> [usize; 5] {
    let programme = book.book().programmes().next().expect("a programme");
    let learner = sorted(learner).expect("a learner");
    let hits = book.hits_in(&learner, programme);
    let posed = book.pose(&learner, programme, &hits);
    let choice = best::solve(&posed.problem, STATES_MAX);
    let answer = Answer::new(book, &learner, &posed.plan, &posed.uses, &choice);
    let left = left(book, &learner, &posed, &hits, &answer);
    let account = wish::Account { book, learner: &learner, posed: &posed, hits: &hits };
    let mut trial = Trial::new(account, &choice);
    let mut counted = [0; 2];
    for wished in wish::tries(account, &left).into_iter().take(WISHES_MAX) {
        let expected = anew(book, &learner, programme, &wished.outcome, answer.credit.hundredths());
        let found = trial.with(wished.outcome.clone()).expect("the account takes it");
        assert!(found.proved || !expected.proved, "{what}: {:?}", wished.outcome);
        if expected.proved {
            assert_eq!(found.adds, expected.adds, "{what}: {:?}", wished.outcome);
        }
        counted[0] += 1;
        counted[1] += usize::from(found.adds > 0);
    }
    assert_eq!((&trial.problem, &trial.learner), (&posed.problem, &learner), "{what}: as before");
    let [at_once, in_part, anew] = trial.ways;
    [counted[0], counted[1], at_once, in_part, anew]
}

#[test]
fn a_trial_finds_what_the_whole_answer_anew_has_more() {
    let mut counted = [0; 5];
    let mut add = |more: [usize; 5]| counted.iter_mut().zip(more).for_each(|(all, more)| *all += more);
    for seed in 0..4_000 {
        let world = world::small(seed);
        let book = RuleBook::index(world.rules, vec![world.programme], Vec::new()).expect("a book");
        add(tried(&book.on(world.day), &world.learner, &format!("small {seed}")));
    }
    for caps in [land::LOOSE, land::USUAL, land::TIGHT] {
        let (rules, programmes) = land::land(1, 1, 100, land::DENSE, caps);
        let book = RuleBook::index(rules, programmes, Vec::new()).expect("a book");
        for seed in 0..20 {
            add(tried(
                &book.on(day("2026-03-01")),
                &land::learner(seed, 40, land::DENSE),
                &format!("land {caps:?} {seed}"),
            ));
        }
    }
    let [wishes, gains, at_once, in_part, anew] = counted;
    assert!(wishes > 5_000 && gains > 2_000, "{wishes} wishes, {gains} gains");
    assert!(at_once > 500 && in_part > 500, "{at_once} at once, {in_part} in part, {anew} anew");
}
