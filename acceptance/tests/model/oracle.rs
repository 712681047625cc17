//! The credit bank as it should behave, small enough to be seen to be right.
//!
//! One learner at a time, because nothing here lets learners meet: what stands between two learners is a rule of the
//! model that the test would then see broken. Written from the conversion rules of the domain's description, not
//! from the bank's code: states as words, credit as hundredths, no database.

use std::collections::{BTreeMap, BTreeSet};

/// A published rule: one source course counts as one target course.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The bank's id of it.
    pub id: String,
    /// Which institution of the model publishes it.
    pub institution: usize,
    /// Which course of the model it takes.
    pub course: usize,
    /// Code of its target.
    pub target: &'static str,
    /// Credit of the target, in hundredths.
    pub credit: i64,
    /// Ceiling of what a learner has recognised at the institution, in hundredths.
    pub cap: Option<i64>,
    /// Whether evidence must be attached.
    pub evidence: bool,
}

/// One deposited course.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The bank's id of it.
    pub id: String,
    /// Which course of the model it is.
    pub course: usize,
    /// Its credit, in hundredths.
    pub credit: i64,
}

/// An application as both sides tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Which institution of the model receives it.
    pub institution: usize,
    /// The bank's word for how far it has come.
    pub state: &'static str,
    /// Indices of outcome and rule.
    pub chosen: Vec<(usize, usize)>,
    /// Whether evidence is attached.
    pub attached: bool,
    /// Whether it was ever filed, and so is the institution's to see.
    pub filed: bool,
    /// How often it changed.
    pub revision: i64,
}

/// What a learner or a reviewer wants done with one application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// The learner attaches a scan.
    Attach,
    /// The learner files it with consent.
    File,
    /// The learner takes it back.
    Withdraw,
    /// The reviewer recognises it.
    Accept,
    /// The reviewer refuses it.
    Reject,
    /// The reviewer sends it back.
    Return,
    /// The reviewer takes an acceptance back.
    Reverse,
}

impl Verb {
    /// Every verb.
    pub const ALL: [Self; 7] =
        [Self::Attach, Self::File, Self::Withdraw, Self::Accept, Self::Reject, Self::Return, Self::Reverse];
}

/// The refusal's code; `None` is done.
pub type Verdict = Option<&'static str>;

/// One learner's part of the bank.
#[derive(Debug, Clone, Default)]
pub struct Learner {
    /// What was deposited.
    pub outcomes: Vec<Outcome>,
    /// Applications by the bank's id.
    pub applications: BTreeMap<String, Application>,
}

impl Learner {
    /// Whether this choice can stand in one application at all.
    pub fn choose(&self, rules: &[Rule], institution: usize, chosen: &[(usize, usize)]) -> Verdict {
        if chosen.is_empty() {
            return Some("credit.application.nothing_chosen");
        }
        for &(outcome, rule) in chosen {
            let rule = &rules[rule];
            if rule.institution != institution {
                return Some("credit.match.not_in_force");
            }
            if self.bound(rules).any(|(bound, other)| bound == outcome && other.institution == institution) {
                return Some("credit.match.used");
            }
            if self.bound(rules).any(|(_, other)| other.clashes(rule)) {
                return Some("credit.match.target_taken");
            }
        }
        let (mut outcomes, mut targets) = (BTreeSet::new(), BTreeSet::new());
        let once = |&(outcome, rule): &(usize, usize)| outcomes.insert(outcome) && targets.insert(rules[rule].target);
        (!chosen.iter().all(once)).then_some("credit.application.chosen_twice")
    }

    /// What a verb comes to now. Changes nothing.
    pub fn verdict(&self, rules: &[Rule], id: &str, verb: Verb) -> Verdict {
        let application = &self.applications[id];
        // What was never filed is the learner's alone: to the reviewer it is not there.
        if !application.filed && matches!(verb, Verb::Accept | Verb::Reject | Verb::Return | Verb::Reverse) {
            return Some("request.missing");
        }
        let open = matches!(application.state, "draft" | "returned");
        let allowed = match verb {
            Verb::Attach | Verb::File => open,
            Verb::Withdraw => open || application.state == "filed",
            Verb::Accept | Verb::Reject | Verb::Return => application.state == "filed",
            Verb::Reverse => application.state == "accepted",
        };
        if !allowed {
            return Some("credit.flow.not_now");
        }
        if verb == Verb::File { self.filing(rules, application) } else { None }
    }

    fn filing(&self, rules: &[Rule], application: &Application) -> Verdict {
        let chosen = &application.chosen;
        let lines: Vec<&Rule> = chosen.iter().map(|&(_, rule)| &rules[rule]).collect();
        if lines.iter().any(|rule| rule.evidence) && !application.attached {
            return Some("credit.application.evidence_missing");
        }
        // Each use is looked at alone before all of them are looked at together.
        for (&(outcome, _), rule) in chosen.iter().zip(&lines) {
            if self.bound(rules).any(|(bound, other)| bound == outcome && other.institution == rule.institution) {
                return Some("credit.match.used");
            }
            if self.bound(rules).any(|(_, other)| other.clashes(rule)) {
                return Some("credit.match.target_taken");
            }
        }
        // A ceiling is in force whether or not the rule that says it is used.
        let own = rules.iter().filter(|rule| rule.institution == application.institution);
        let cap = own.filter_map(|rule| rule.cap).min();
        let after = self.granted(rules, application.institution) + targets(&lines);
        cap.is_some_and(|cap| after > cap).then_some("credit.application.cap_reached")
    }

    /// Outcome and rule of every line of an application that is filed or accepted.
    fn bound<'a>(&'a self, rules: &'a [Rule]) -> impl Iterator<Item = (usize, &'a Rule)> {
        self.applications
            .values()
            .filter(|application| matches!(application.state, "filed" | "accepted"))
            .flat_map(|application| application.chosen.iter().map(|&(outcome, rule)| (outcome, &rules[rule])))
    }

    /// Does what [`Self::verdict`] allowed.
    pub fn apply(&mut self, id: &str, verb: Verb) {
        let application = self.applications.get_mut(id).expect("the model knows its applications");
        application.revision += 1;
        application.filed |= verb == Verb::File;
        application.state = match verb {
            Verb::Attach => {
                application.attached = true;
                application.state
            }
            Verb::File => "filed",
            Verb::Withdraw => "withdrawn",
            Verb::Accept => "accepted",
            Verb::Reject => "rejected",
            Verb::Return => "returned",
            Verb::Reverse => "reversed",
        };
    }

    /// Credit reserved and recognised at an institution.
    fn granted(&self, rules: &[Rule], institution: usize) -> i64 {
        self.total(rules, institution, "filed").1 + self.total(rules, institution, "accepted").1
    }

    /// Source and target credit of the applications in a state.
    pub fn total(&self, rules: &[Rule], institution: usize, state: &str) -> (i64, i64) {
        let applications = self.applications.values();
        let chosen =
            applications.filter(|application| application.institution == institution && application.state == state);
        chosen.fold((0, 0), |(sources, granted), application| {
            let lines: Vec<&Rule> = application.chosen.iter().map(|&(_, rule)| &rules[rule]).collect();
            let source: i64 = application.chosen.iter().map(|&(outcome, _)| self.outcomes[outcome].credit).sum();
            (sources + source, granted + targets(&lines))
        })
    }
}

impl Rule {
    fn clashes(&self, other: &Self) -> bool {
        self.institution == other.institution && self.target == other.target
    }
}

/// Credit of the targets, each of which stands once in an application.
fn targets(lines: &[&Rule]) -> i64 {
    lines.iter().map(|rule| rule.credit).sum()
}

#[test]
fn the_oracle_itself_refuses_in_order() {
    let rule = |target, credit, cap, evidence| Rule {
        id: String::new(),
        institution: 0,
        course: 0,
        target,
        credit,
        cap,
        evidence,
    };
    let rules = [rule("T1", 300, Some(500), false), rule("T2", 300, None, true)];
    let mut learner = Learner::default();
    learner.outcomes.push(Outcome { id: "out".into(), course: 0, credit: 400 });
    learner.outcomes.push(Outcome { id: "out2".into(), course: 0, credit: 400 });
    let draft = |chosen: &[(usize, usize)]| Application {
        institution: 0,
        state: "draft",
        chosen: chosen.to_vec(),
        attached: false,
        filed: false,
        revision: 1,
    };
    for (id, chosen) in [("a", &[(0, 0)][..]), ("b", &[(0, 0)]), ("c", &[(0, 1)]), ("d", &[(0, 0), (1, 1)])] {
        learner.applications.insert(id.into(), draft(chosen));
    }
    assert_eq!(learner.choose(&rules, 0, &[]), Some("credit.application.nothing_chosen"));
    assert_eq!(learner.choose(&rules, 0, &[(0, 0), (0, 1)]), Some("credit.application.chosen_twice"));
    assert_eq!(learner.choose(&rules, 1, &[(0, 0)]), Some("credit.match.not_in_force"));
    assert_eq!(learner.verdict(&rules, "a", Verb::Accept), Some("request.missing"));
    assert_eq!(learner.verdict(&rules, "d", Verb::File), Some("credit.application.evidence_missing"));
    learner.apply("d", Verb::Attach);
    assert_eq!(learner.verdict(&rules, "d", Verb::File), Some("credit.application.cap_reached"));
    assert_eq!(learner.verdict(&rules, "a", Verb::File), None);
    learner.apply("a", Verb::File);
    assert_eq!(learner.total(&rules, 0, "filed"), (400, 300));
    assert_eq!(learner.verdict(&rules, "b", Verb::File), Some("credit.match.used"));
    learner.apply("c", Verb::Attach);
    assert_eq!(learner.verdict(&rules, "c", Verb::File), Some("credit.match.used"));
    assert_eq!(learner.choose(&rules, 0, &[(0, 1)]), Some("credit.match.used"));
    learner.apply("a", Verb::Accept);
    assert_eq!(learner.verdict(&rules, "a", Verb::Withdraw), Some("credit.flow.not_now"));
    learner.apply("a", Verb::Reverse);
    assert_eq!(learner.verdict(&rules, "b", Verb::File), None);
    learner.apply("b", Verb::Withdraw);
    assert_eq!(learner.verdict(&rules, "b", Verb::Accept), Some("request.missing"));
}
