//! Whether items behave as the model says.

use super::super::item_fit::item_fit;
use super::super::residual::mean_squares;
use super::super::*;
use super::lsat::lsat;
use super::simulated::two;
use super::simulated::{Design, Dice, simulate};

/// Answers to a test whose last item is answered by a coin.
fn with_a_coin(model: Model, categories: usize) -> Responses {
    let design = Design { model, items: 9, categories, persons: 2_000, groups: 1, missing: 0.0, seed: 8 };
    let (good, _) = simulate(&design);
    let mut names: Vec<&str> = good.columns().iter().map(|column| column.name.as_str()).collect();
    names.push("coin");
    let mut reader = Reader::of_names(good.test().clone(), &names).expect("a test");
    let mut dice = Dice::new(2);
    for row in 0..good.rows() {
        let mut scores: Vec<Option<f64>> = good.categories(row).iter().map(|cell| cell.map(f64::from)).collect();
        scores.push(Some((dice.unit() * categories as f64).floor()));
        reader.row(&scores, 1.0, 0).expect("a row");
    }
    reader.finish().expect("responses")
}

#[test]
fn an_item_that_measures_nothing_does_not_fit_where_slopes_are_equal() {
    for (model, categories) in [(Model::Rasch, 2), (Model::PartialCredit, 3)] {
        let responses = with_a_coin(model, categories);
        let fit = estimate(&responses, model, &Options { hands: two(), ..Options::default() }).expect("a fit");
        let told = item_fit(&responses, &fit).expect("fit");
        let (coin, others) = told.split_last().expect("items");
        assert!(coin.p.expect("a probability") < 1e-6, "{coin:?}");
        let median = {
            let mut all: Vec<f64> = others.iter().filter_map(|item| item.p).collect();
            all.sort_by(f64::total_cmp);
            all[all.len() / 2]
        };
        assert!(median > 0.05, "{model:?}: {told:?}");
        let eap = abilities(&responses, &fit, Method::Wle, two()).expect("abilities");
        let (items, persons) = mean_squares(&responses, &fit, &eap).expect("mean squares");
        assert_eq!(persons.len(), responses.rows());
        let (coin, others) = items.split_last().expect("items");
        assert!(coin.infit > 1.15 && coin.infit_t > 3.0 && coin.outfit > 1.15, "{model:?}: {coin:?}");
        assert!(others.iter().all(|item| (0.75..1.15).contains(&item.infit)), "{model:?}: {items:?}");
    }
}

#[test]
fn mean_squares_are_what_their_definition_says() {
    // Two persons of ability 0 and 1 on two Rasch items of difficulty 0 and 1, by hand.
    let mut reader = Reader::of_names(Test::new("t", "s"), &["easy", "hard"]).expect("a test");
    reader.row(&[Some(1.0), Some(0.0)], 1.0, 0).expect("a row");
    reader.row(&[Some(0.0), Some(1.0)], 1.0, 0).expect("a row");
    let responses = reader.finish().expect("responses");
    let item =
        |name: &str, c: f64| Item { name: name.to_owned(), curve: Curve::Divided, slope: 1.0, intercepts: vec![c] };
    let items = vec![item("easy", 0.0), item("hard", -1.0)];
    let fit = Fit::given(&responses, Model::Rasch, items, vec![Latent::STANDARD], Grid::default()).expect("a fit");
    let person = |value: f64| Ability { value, error: None, answered: 2 };
    let persons = vec![person(0.0), person(1.0)];
    let known = Abilities { test: responses.test().clone(), method: Method::Wle, persons };
    let (found, by_person) = mean_squares(&responses, &fit, &known).expect("mean squares");
    // Easy item: p = ½ and p = 0.7310585786; residuals ½ and −0.7310585786.
    let p = 1.0 / (1.0 + (-1.0_f64).exp());
    let (v1, v2) = (0.25, p * (1.0 - p));
    assert!((found[0].outfit - (0.25 / v1 + p * p / v2) / 2.0).abs() < 1e-12);
    assert!((found[0].infit - (0.25 + p * p) / (v1 + v2)).abs() < 1e-12);
    // First person: residuals ½ on the easy item, −0.2689414214 on the hard one.
    let q = 1.0 - p;
    assert!((by_person[0].outfit - (1.0 + q * q / v2) / 2.0).abs() < 1e-12);
    // Standardised by Wilson & Hilferty with the spread of the mean squares.
    let fourth = |p: f64| p * (1.0 - p).powi(4) + (1.0 - p) * p.powi(4);
    let spread = ((fourth(0.5) / (v1 * v1) + fourth(p) / (v2 * v2)) / 4.0 - 0.5).sqrt();
    let expected = (found[0].outfit.cbrt() - 1.0) * 3.0 / spread + spread / 3.0;
    assert!((found[0].outfit_t - expected).abs() < 1e-12);
}

#[test]
fn unanswered_rows_have_no_total() {
    let whole = lsat();
    let with_gaps = |gap: &dyn Fn(usize, usize) -> bool| {
        let names: Vec<&str> = whole.columns().iter().map(|column| column.name.as_str()).collect();
        let mut reader = Reader::of_names(whole.test().clone(), &names).expect("a test");
        for row in 0..whole.rows() {
            let cells = whole.categories(row).into_iter().enumerate();
            let scores: Vec<Option<f64>> =
                cells.map(|(item, cell)| cell.filter(|_| !gap(row, item)).map(f64::from)).collect();
            reader.row(&scores, whole.counts()[row], 0).expect("a row");
        }
        let responses = reader.finish().expect("responses");
        let fit = estimate(&responses, Model::Rasch, &Options::default()).expect("a fit");
        item_fit(&responses, &fit)
    };
    assert_eq!(with_gaps(&|row, item| item == row % 5), Err(Fault::NoAnswers));
    // Where some rows are whole, those are counted.
    assert_eq!(with_gaps(&|row, item| row < 10 && item == row % 5).expect("fit").len(), 5);
}
