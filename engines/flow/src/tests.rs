use proptest::prelude::*;

use crate::{Chart, Flaw, FlowFault, Move, State, StateKind::*};

const fn state(name: &'static str, kind: crate::StateKind) -> State {
    State { name, kind }
}

const fn step(from: &'static str, verb: &'static str, to: &'static str, who: &'static [&'static str]) -> Move {
    Move { from, verb, to, who, guard: None }
}

const PARCEL: Chart = Chart {
    name: "parcel",
    states: &[state("packed", Initial), state("sent", Open), state("delivered", Final), state("lost", Final)],
    moves: &[
        step("packed", "send", "sent", &["sender"]),
        step("packed", "repack", "packed", &["sender", "carrier"]),
        Move { guard: Some("signature_given"), ..step("sent", "deliver", "delivered", &["carrier"]) },
        step("sent", "give_up", "lost", &["carrier", "office"]),
        step("sent", "recall", "packed", &["sender"]),
        step("sent", "recall", "lost", &["office"]),
    ],
};

/// State, verb, who, and the state it leads to or the refusal.
#[test]
fn refusals_come_in_order() {
    use FlowFault::{NotByYou, NotFromHere, UnknownVerb};
    let check = |state: &str, verb: &str, who: &[&str], expected: Result<&str, FlowFault>| {
        let answer = PARCEL.next(state, verb, who).map(|step| step.to);
        assert_eq!(answer, expected, "{state} {verb} {who:?}");
    };
    check("packed", "send", &["sender"], Ok("sent"));
    check("packed", "send", &["office", "sender"], Ok("sent"));
    check("nowhere", "burn", &[], Err(UnknownVerb));
    check("packed", "burn", &["sender"], Err(UnknownVerb));
    check("delivered", "send", &["carrier"], Err(NotFromHere));
    check("nowhere", "send", &["sender"], Err(NotFromHere));
    check("packed", "send", &["carrier"], Err(NotByYou));
    check("packed", "send", &[], Err(NotByYou));
    check("sent", "recall", &["sender"], Ok("packed"));
    check("sent", "recall", &["office"], Ok("lost"));
    check("sent", "recall", &["office", "sender"], Ok("packed"));
    assert!(UnknownVerb < NotFromHere && NotFromHere < NotByYou);
}

#[test]
fn a_page_offers_what_would_happen() {
    let offered = |state: &str, who: &[&str]| -> Vec<(&str, &str)> {
        PARCEL.offered(state, who).map(|step| (step.verb, step.to)).collect()
    };
    assert_eq!(offered("packed", &["sender"]), [("send", "sent"), ("repack", "packed")]);
    assert_eq!(offered("sent", &["office", "sender"]), [("give_up", "lost"), ("recall", "packed")]);
    assert_eq!(offered("sent", &[]), []);
    assert_eq!(offered("lost", &["sender", "carrier", "office"]), []);
}

#[test]
fn every_question_is_asked_once() {
    let trials = PARCEL.explore();
    // Four states, five verbs, three roles and a stranger.
    assert_eq!(trials.len(), 4 * 5 * 4);
    assert!(trials.iter().all(|trial| trial.answer == PARCEL.next(trial.state, trial.verb, trial.who)));
    let allowed = trials.iter().filter(|trial| trial.answer.is_ok()).count();
    assert_eq!(allowed, PARCEL.moves.iter().map(|step| step.who.len()).sum::<usize>());
    assert!(trials.iter().all(|trial| !trial.who.is_empty() || trial.answer.is_err()));
}

#[test]
fn the_picture_and_the_table_show_every_move() {
    let picture = "\
stateDiagram-v2
    [*] --> packed
    packed --> sent: send (sender)
    packed --> packed: repack (sender, carrier)
    sent --> delivered: deliver (carrier) [signature_given]
    sent --> lost: give_up (carrier, office)
    sent --> packed: recall (sender)
    sent --> lost: recall (office)
    delivered --> [*]
    lost --> [*]
";
    assert_eq!(PARCEL.diagram(), picture);
    let table = PARCEL.table();
    assert_eq!(table.lines().count(), 2 + PARCEL.moves.len());
    assert!(table.contains("| sent | deliver | delivered | carrier | signature_given |\n"));
}

#[test]
fn a_sound_chart_has_no_flaw() {
    assert_eq!(PARCEL.check(), []);
    assert_eq!(PARCEL.initial(), Some(&state("packed", Initial)));
    assert!(PARCEL.is_final("lost") && !PARCEL.is_final("sent") && !PARCEL.is_final("nowhere"));
    assert_eq!(PARCEL.people(), ["sender", "carrier", "office"]);
}

/// Each flaw is found where it is planted, and nothing else is.
#[test]
fn a_planted_flaw_is_found() {
    const A: State = state("a", Initial);
    const B: State = state("b", Open);
    const Z: State = state("z", Final);
    const AB: Move = step("a", "go", "b", &["x"]);
    const BZ: Move = step("b", "go", "z", &["x"]);
    const BA: Move = step("b", "back", "a", &["x"]);
    const ZA: Move = step("z", "again", "a", &["x"]);
    const AZ: Move = step("a", "go", "z", &["y", "x"]);
    const SKIP: Move = step("a", "skip", "z", &["x"]);
    const NOBODY: Move = step("a", "wait", "b", &[]);
    let check = |states: &[State], moves: &[Move], expected: &[Flaw]| {
        let chart = Chart { name: "thing", states: states.to_vec().leak(), moves: moves.to_vec().leak() };
        assert_eq!(chart.check(), expected);
    };
    check(&[A, B, Z], &[AB, BZ], &[]);
    check(&[A, B], &[AB, BA], &[]);
    check(&[state("End", Initial), Z], &[step("End", "go", "z", &["x"])], &[Flaw::BadName("End")]);
    check(&[state("end", Initial), Z], &[step("end", "go", "z", &["x"])], &[Flaw::BadName("end")]);
    check(&[A, B, Z, Z], &[AB, BZ], &[Flaw::StateTwice("z")]);
    check(&[A, B], &[AB, BA, BZ], &[Flaw::UnknownState("z")]);
    check(&[A, state("b", Initial), Z], &[AB, BZ], &[Flaw::NotOneBeginning]);
    check(&[B, Z], &[BZ], &[Flaw::NotOneBeginning, Flaw::Unreachable("b"), Flaw::Unreachable("z")]);
    check(&[A, Z, B], &[step("a", "go", "z", &["x"]), BZ], &[Flaw::Unreachable("b")]);
    check(&[A, B], &[AB], &[Flaw::DeadEnd("b")]);
    check(&[A, B, Z], &[AB, step("b", "stay", "b", &["x"]), SKIP], &[Flaw::DeadEnd("b")]);
    const C: State = state("c", Open);
    const BC: Move = step("b", "go", "c", &["x"]);
    const CB: Move = step("c", "go", "b", &["x"]);
    check(&[A, B, C, Z], &[AB, BC, CB, SKIP], &[Flaw::NeverEnds("b"), Flaw::NeverEnds("c")]);
    check(&[A, B, Z], &[AB, BZ, ZA], &[Flaw::MovesAfterEnd(ZA)]);
    check(&[A, B, Z], &[AB, BZ, AB], &[Flaw::MoveTwice(AB)]);
    check(&[A, B, Z], &[AB, BZ, AZ], &[Flaw::Ambiguous(AB, AZ)]);
    check(&[A, B, Z], &[AB, BZ, NOBODY], &[Flaw::NobodyMay(NOBODY)]);
}

proptest! {
    /// However names are asked for, the buttons and the rule agree.
    #[test]
    fn offered_is_what_next_allows(
        state in "packed|sent|delivered|lost|[a-z]{0,4}",
        roles in proptest::collection::vec("sender|carrier|office|[a-z]{0,4}", 0..4),
    ) {
        let who: Vec<&str> = roles.iter().map(String::as_str).collect();
        let offered: Vec<&Move> = PARCEL.offered(&state, &who).collect();
        for verb in PARCEL.verbs() {
            let button = offered.iter().find(|step| step.verb == verb).copied();
            prop_assert_eq!(button, PARCEL.next(&state, verb, &who).ok());
        }
    }
}
