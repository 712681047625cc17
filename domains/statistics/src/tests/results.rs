//! What an evaluation came to, under other choices and as a workbook.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use op::Actor;

use super::evaluations::{drafted, published, received};
use super::house::House;
use crate::rules::what_if::Choice;
use crate::work::reading::{files, reading, records, what_if};

fn choice(scale: &str, mean: &str, weights: &[(&str, f64)]) -> Choice {
    Choice {
        scale: scale.into(),
        mean: mean.into(),
        weights: weights.iter().map(|(code, weight)| ((*code).to_owned(), *weight)).collect::<BTreeMap<_, _>>(),
        year: 2019,
    }
}

#[test]
fn other_weights_and_methods_give_other_places_and_own_ones_those_of_the_result() {
    let house = House::new();
    let one = published(&house, &drafted(&house, &received(&house)));
    house
        .app
        .read(&Actor::public(), |op| {
            let kept = reading(op, one.clone())?;
            let own = what_if(op, &one, &choice("own", "own", &[]))?;
            let ranks: Vec<u16> = kept.computed.year(2019).map(|row| row.rank).collect();
            assert_eq!(own.ranks, ranks);
            // Students to a teacher alone: the fewest come first. Money alone turns the order of the others.
            let ratio = what_if(op, &one, &choice("minmax", "geometric", &[("ratio", 100.0), ("money_each", 0.0)]))?;
            assert_eq!(ratio.ranks, [1, 2, 3, 4]);
            let money = what_if(op, &one, &choice("rank", "arithmetic", &[("ratio", 0.0), ("money_each", 1.0)]))?;
            assert_ne!(money.ranks, ratio.ranks);
            for refused in [
                choice("sideways", "own", &[]),
                choice("own", "own", &[("ratio", 0.0), ("money_each", 0.0)]),
                choice("own", "own", &[("nobody", 1.0)]),
            ] {
                assert!(what_if(op, &one, &refused).is_err(), "{refused:?}");
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_number_leads_to_the_figures_it_comes_from() {
    let house = House::new();
    let one = published(&house, &drafted(&house, &received(&house)));
    house
        .app
        .read(&Actor::public(), |op| {
            let kept = reading(op, one.clone())?;
            let line = kept.line("ratio").unwrap().clone();
            let found = records(op, &kept, &line, "340000")?;
            let told: Vec<(String, Option<f64>)> =
                found.iter().map(|record| (record.element.code.clone(), record.values[&2018])).collect();
            assert_eq!(told, [("students".to_owned(), Some(220.0)), ("teachers".to_owned(), Some(7.0))]);
            let (specification, data) = files(op, &one)?;
            assert!(specification.contains("data.csv") && data.starts_with("uCode,uName,Time,ratio,money_each\n"));
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_workbook_says_in_formulas_what_was_computed() {
    let house = House::new();
    let one = published(&house, &drafted(&house, &received(&house)));
    let bytes = house
        .app
        .read(&Actor::public(), |op| {
            let kept = reading(op, one.clone())?;
            let row = kept.computed.rows.iter().find(|row| row.region == "320000" && row.year == 2019).unwrap();
            let words =
                web::Words::of(&[&directory::DOMAIN, &identity::DOMAIN, &crate::DOMAIN]).map_err(op::Error::bug)?;
            let shower = crate::shown::Shower::new(web::Voice::new(words.into(), web::Locale::En));
            let bytes = crate::pages::workbook::book(op, &shower, &kept, row)?;
            Ok((bytes, row.clone()))
        })
        .unwrap();
    let (bytes, row) = bytes;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets = book.sheet_names().to_vec();
    assert_eq!(sheets, ["Figures", "Computation", "Definitions"]);
    let values = book.worksheet_range("Computation").unwrap();
    let formulas = book.worksheet_formula("Computation").unwrap();
    let formula = |row: u32, column: u32| formulas.get_value((row, column)).cloned().unwrap_or_default();
    assert!(formula(1, 2).contains("'Figures'!"), "{}", formula(1, 2));
    assert!(formula(1, 3).contains("C2"), "{}", formula(1, 3));
    assert!(formula(3, 3).contains("G2*D2"), "{}", formula(3, 3));
    let value = values.get_value((3, 3)).and_then(|cell| match cell {
        Data::Float(value) => Some(*value),
        other => other.to_string().parse().ok(),
    });
    assert!((value.unwrap() - row.scores[2].unwrap()).abs() < 1e-9);
}
