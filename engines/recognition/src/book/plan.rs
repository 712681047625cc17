//! A programme as one learner stands in it.

use std::collections::{BTreeSet, HashMap};

use units::Credit;

use crate::{
    equivalence::Equivalence,
    model::{Course, Learner, Programme},
};

/// The courses of a programme, found by any of their codes, and which of them are passed.
pub(crate) struct Plan<'a> {
    pub programme: &'a Programme,
    pub total: Credit,
    pub courses: &'a [Course],
    pub passed: Vec<bool>,
    /// Courses the learner passed here that the programme does not list, as their identities.
    passed_elsewhere: BTreeSet<&'a str>,
    by_code: HashMap<&'a str, u32>,
    same: &'a Equivalence,
}

impl<'a> Plan<'a> {
    pub(crate) fn new(programme: &'a Programme, learner: &'a Learner, same: &'a Equivalence) -> Plan<'a> {
        let identity = |code: &'a str| same.identity(&programme.institution, code);
        let mut by_code = HashMap::with_capacity(programme.courses.len());
        for (place, course) in programme.courses.iter().enumerate() {
            // Of two courses that became one, the first stands for both.
            by_code.entry(identity(&course.code)).or_insert(u32::try_from(place).unwrap_or(u32::MAX));
        }
        let mut plan = Plan {
            programme,
            total: programme.total,
            courses: &programme.courses,
            passed: vec![false; programme.courses.len()],
            passed_elsewhere: BTreeSet::new(),
            by_code,
            same,
        };
        for code in learner.passed_in(programme) {
            match plan.course(code) {
                Some(course) => plan.passed[course as usize] = true,
                None => {
                    plan.passed_elsewhere.insert(identity(code));
                }
            }
        }
        plan
    }

    /// The course of a code, or of the code it had before.
    pub(crate) fn course(&self, code: &str) -> Option<u32> {
        self.by_code.get(self.same.identity(&self.programme.institution, code)).copied()
    }

    /// Whether a course stands for itself, and not for one before it that it became by a change of code.
    pub(crate) fn stands(&self, course: u32) -> bool {
        self.courses.get(course as usize).is_some_and(|own| self.course(&own.code) == Some(course))
    }

    /// Whether the learner passed here a course that the programme does not list, under any of its codes.
    pub(crate) fn passed_elsewhere(&self, code: &str) -> bool {
        self.passed_elsewhere.contains(self.same.identity(&self.programme.institution, code))
    }
}
