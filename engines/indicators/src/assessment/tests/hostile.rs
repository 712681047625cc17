//! What cannot be scaled is answered with what is wrong, where, and what to do.

use super::super::*;
use super::lsat::lsat;

fn table(rows: &[&[Option<f64>]]) -> Result<Responses, Fault> {
    let names: Vec<String> = (1..=rows[0].len()).map(|place| format!("q{place}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut reader = Reader::of_names(Test::new("t", "s"), &names)?;
    for row in rows {
        reader.row(row, 1.0, 0)?;
    }
    reader.finish()
}

const R: Option<f64> = Some(1.0);
const W: Option<f64> = Some(0.0);
const N: Option<f64> = None;

#[test]
fn tables_are_refused_by_row_and_item() {
    let cases: [(Result<Responses, Fault>, &str); 9] = [
        (
            table(&[&[R, W], &[R, R]]),
            "item q1: everybody who answered has the score 1, which says nothing about ability",
        ),
        (table(&[&[R, N], &[W, N]]), "nobody answered item q2: leave it out"),
        (table(&[&[N, N], &[N, N]]), "nobody answered anything"),
        (table(&[&[R, Some(f64::NAN)]]), "row 1, item q2: NaN is no score"),
        (table(&[&[R, W], &[W, Some(f64::INFINITY)]]), "row 2, item q2: inf is no score"),
        (table(&[&[R, Some(0.5)]]), "row 1, item q2: 0.5 is no score"),
        (table(&[&[Some(-1.0), W]]), "row 1, item q1: -1 is no score"),
        (table(&[&[Some(1001.0), W]]), "row 1, item q1: 1001 is no score; scores are whole numbers from 0 to 1000"),
        (table(&[&[R, W], &[R]]), "row 2 has 1 cells for 2 items"),
    ];
    for (result, expected) in cases {
        let told = result.expect_err(expected).to_string();
        assert!(told.starts_with(expected), "{told}");
    }
    assert!(table(&[&[Some(-0.0), R], &[R, W]]).is_ok(), "−0 is 0");
}

#[test]
fn heads_of_tables_are_refused() {
    let test = || Test::new("期末", "数学");
    let of = |names: &[&str]| Reader::of_names(test(), names).map(|_| ());
    assert_eq!(of(&[]), Err(Fault::NoItems));
    assert_eq!(of(&["a", ""]), Err(Fault::ItemUnnamed { column: 2 }));
    assert_eq!(of(&["a", "b", "a"]), Err(Fault::ItemTwice { item: "a".to_owned() }));
    let many: Vec<String> = (0..1_000_000).map(|place| place.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(of(&many), Err(Fault::TooManyItems { items: 1_000_000 }));
    let mut reader = Reader::of_names(test(), &["a"]).expect("a test");
    for count in [f64::NAN, -1.0, f64::INFINITY] {
        assert!(matches!(reader.row(&[R], count, 0), Err(Fault::Count { row: 1, .. })));
    }
}

#[test]
fn subjects_do_not_share_a_scale() {
    let items = [("a".to_owned(), "数学".to_owned()), ("b".to_owned(), "语文".to_owned())];
    let fault = Reader::new(Test::new("期末", "数学"), &items).map(|_| ()).expect_err("two subjects");
    assert_eq!(fault, Fault::Subjects { first: "期末 (数学)".to_owned(), second: "b (语文)".to_owned() });
    let persons = |subject: &str, method| Abilities { test: Test::new("期末", subject), method, persons: Vec::new() };
    assert!(Abilities::join(vec![persons("数学", Method::Wle), persons("数学", Method::Wle)]).is_ok());
    for other in [persons("语文", Method::Wle), persons("数学", Method::Eap)] {
        let joined = Abilities::join(vec![persons("数学", Method::Wle), other]).map(|_| ());
        assert!(matches!(joined, Err(Fault::Subjects { .. })), "{joined:?}");
    }
    // Nor is one test scored by the items of another.
    let fit = estimate(&lsat(), Model::Rasch, &Options::default()).expect("a fit");
    let other = table(&[&[R, W, R, W, R], &[W, R, W, R, W]]).expect("responses");
    assert!(matches!(abilities(&other, &fit, Method::Eap, Hands::default()), Err(Fault::Subjects { .. })));
}

#[test]
fn models_are_refused_what_they_cannot_tell() {
    let of = |rows: &[&[Option<f64>]], model| {
        estimate(&table(rows).expect("responses"), model, &Options::default()).map(|_| ())
    };
    assert_eq!(of(&[&[R], &[W]], Model::Rasch), Err(Fault::TooFewItems { items: 1, needed: 2 }));
    let two: &[&[Option<f64>]] = &[&[R, W], &[W, R], &[R, R], &[W, W]];
    assert_eq!(of(two, Model::Graded), Err(Fault::TooFewItems { items: 2, needed: 3 }));
    let ordered: &[&[Option<f64>]] = &[&[R, W], &[W, Some(2.0)], &[R, R]];
    assert_eq!(of(ordered, Model::Rasch), Err(Fault::NotDichotomous { item: "q2".to_owned(), categories: 3 }));
    // Items that have nothing in common leave no variance of ability.
    let apart: &[&[Option<f64>]] = &[&[R, W, R], &[W, R, W], &[W, W, R], &[R, R, W]];
    assert!(matches!(of(apart, Model::Rasch), Err(Fault::Spread { group: 0, .. })), "{:?}", of(apart, Model::Rasch));
    // Items that repeat each other have slopes without end.
    let same: &[&[Option<f64>]] = &[&[R, R, R, W], &[W, W, W, W], &[R, R, R, R], &[W, W, W, R], &[R, R, R, W]];
    let told = of(same, Model::TwoParameter);
    assert!(matches!(&told, Err(Fault::Runaway { item }) if item.starts_with('q')), "{told:?}");
    // A group nobody is in.
    let mut reader = Reader::of_names(Test::new("t", "s"), &["a", "b"]).expect("a test");
    for (scores, group) in [([R, W], 0), ([W, R], 2), ([R, R], 0), ([W, W], 2)] {
        reader.row(&scores, 1.0, group).expect("a row");
    }
    let responses = reader.finish().expect("responses");
    let fault = estimate(&responses, Model::Rasch, &Options::default()).map(|_| ());
    assert_eq!(fault, Err(Fault::GroupEmpty { group: 1 }));
}

#[test]
fn settings_are_refused() {
    for (grid, name) in [
        (Grid { points: 2, limit: 6.0 }, "points"),
        (Grid { points: 5_000, limit: 6.0 }, "points"),
        (Grid { points: 61, limit: f64::NAN }, "limit"),
        (Grid { points: 61, limit: 1e9 }, "limit"),
        (Grid { points: 11, limit: 40.0 }, "points"),
    ] {
        let refused = estimate(&lsat(), Model::Rasch, &Options { grid, ..Options::default() }).map(|_| ());
        assert!(matches!(refused, Err(Fault::Setting { name: seen, .. }) if seen == name), "{grid:?}: {refused:?}");
    }
    for tolerance in [0.0, f64::NAN, 2.0] {
        let refused = estimate(&lsat(), Model::Rasch, &Options { tolerance, ..Options::default() }).map(|_| ());
        assert!(matches!(refused, Err(Fault::Setting { name: "tolerance", .. })), "{refused:?}");
    }
}

#[test]
fn somebody_without_answers_is_told_as_such() {
    let mut reader = Reader::of_names(Test::new("t", "s"), &["a", "b", "c"]).expect("a test");
    for (scores, count) in [
        ([R, W, W], 30.0),
        ([R, R, W], 30.0),
        ([R, R, R], 25.0),
        ([W, W, W], 25.0),
        ([N, N, N], 5.0),
        ([W, W, R], 4.0),
        ([W, R, R], 4.0),
    ] {
        reader.row(&scores, count, 0).expect("a row");
    }
    let responses = reader.finish().expect("responses");
    let fit = estimate(&responses, Model::Rasch, &Options::default()).expect("a fit");
    // Five persons without answers are not counted.
    assert_eq!(fit.persons, 118.0);
    let of = |method| abilities(&responses, &fit, method, Hands::default()).expect("abilities").persons[4];
    let (eap, map) = (of(Method::Eap), of(Method::Map));
    assert_eq!((eap.answered, map.answered), (0, 0));
    assert!(eap.value.abs() < 1e-12 && map.value.abs() < 1e-12);
    let whole = eap.error.expect("an error") / fit.latents[0].deviation;
    assert!((0.95..1.001).contains(&whole), "the spread of the group, as far as the grid reaches: {whole}");
    assert!(of(Method::Ml).value.is_nan() && of(Method::Wle).value.is_nan());
    assert_eq!(of(Method::Ml).error, None);
}

#[test]
fn scores_that_were_never_seen_leave_no_category() {
    let mut reader = Reader::of_names(Test::new("t", "s"), &["a", "b", "c"]).expect("a test");
    let two = Some(3.0);
    for (scores, count) in [
        ([W, R, two], 20.0),
        ([R, R, two], 20.0),
        ([R, W, R], 9.0),
        ([W, W, R], 20.0),
        ([R, R, R], 9.0),
        ([W, R, R], 8.0),
    ] {
        reader.row(&scores, count, 0).expect("a row");
    }
    // A score that only a row of count 0 has belongs to no category.
    reader.row(&[W, R, Some(2.0)], 0.0, 0).expect("a row");
    let refused = reader.finish().map(|_| ());
    assert_eq!(refused, Err(Fault::ScoreUnseen { row: 7, item: "c".to_owned(), score: 2 }));
    let responses = table(&[&[W, R, two], &[R, W, R]]).expect("responses");
    assert_eq!(responses.columns()[2].scores, [1, 3]);
    assert!(responses.columns()[2].recoded() && !responses.columns()[0].recoded());
    assert_eq!(responses.categories(0), [Some(0), Some(1), Some(1)]);
}

#[test]
fn a_thousand_items_underflow_nothing() {
    // The likelihood of such a row is below the smallest number there is.
    let names: Vec<String> = (0..ITEMS_MAX).map(|place| format!("q{place}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut reader = Reader::of_names(Test::new("t", "s"), &names).expect("a test");
    let mut state = 1_u32;
    for person in 0..40 {
        let scores: Vec<Option<f64>> = (0..ITEMS_MAX)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                Some(f64::from(u8::from((state >> 16) % 40 < 10 + person / 2)))
            })
            .collect();
        reader.row(&scores, 1.0, 0).expect("a row");
    }
    let responses = reader.finish().expect("responses");
    let options = Options { errors: false, grid: Grid { points: 301, limit: 6.0 }, ..Options::default() };
    let fit = estimate(&responses, Model::Rasch, &options).expect("a fit");
    assert!(fit.log_likelihood.is_finite() && fit.log_likelihood / 40.0 < -500.0, "{}", fit.log_likelihood);
    assert!(fit.converged);
}
