//! The fewest fields to change, beside trying every set of fields with exact elimination.

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64;

use super::super::localise::{Edit, Field, Relation, Unsolved, localise};
use super::super::{Book, Panel, Table, linear};
use super::unit;

fn field(name: &str, value: Option<f64>, weight: f64) -> Field {
    Field { name: name.to_owned(), value, weight, low: 0.0, high: f64::INFINITY }
}

fn edit(terms: &[(usize, f64)], relation: Relation, bound: f64) -> Edit {
    Edit { name: "E".into(), terms: terms.to_vec(), relation, bound }
}

#[test]
fn a_total_that_two_sums_contradict_is_the_field_to_change() {
    // 50 + 50 = 1000 and 1000 ≤ 30 classes × 45: only the total stands in both.
    let fields = [
        field("a", Some(50.0), 1.0),
        field("b", Some(50.0), 1.0),
        field("all", Some(10_000.0), 1.0),
        field("classes", Some(3.0), 1.0),
    ];
    let edits = [
        edit(&[(0, 1.0), (1, 1.0), (2, -1.0)], Relation::Exactly, 0.0),
        edit(&[(2, 1.0), (3, -45.0)], Relation::AtMost, 0.0),
    ];
    let found = localise(&fields, &edits).expect("a set");
    assert_eq!((found.weight, found.proved, found.alternatives), (1.0, true, vec![vec![2]]));
    assert!((found.change[0].1 - 100.0).abs() < 1e-6, "{:?}", found.change);
    // If the total is sure, two others have to give.
    let mut sure = fields.to_vec();
    sure[2].weight = 10.0;
    let found = localise(&sure, &edits).expect("a set");
    assert_eq!((found.weight, found.alternatives), (2.0, vec![vec![0, 3], vec![1, 3]]));
}

#[test]
fn nothing_to_change_missing_fields_and_contradictions() {
    let right = [field("a", Some(1.0), 1.0), field("b", Some(1.0), 1.0)];
    let same = [edit(&[(0, 1.0), (1, -1.0)], Relation::Exactly, 0.0)];
    let found = localise(&right, &same).expect("nothing");
    assert_eq!((found.change.len(), found.weight, found.proved), (0, 0.0, true));
    let missing = [field("a", Some(7.0), 1.0), field("b", None, 1.0)];
    let found = localise(&missing, &same).expect("filled in");
    assert_eq!((found.weight, found.change), (0.0, vec![(1, 7.0)]));
    let never = [edit(&[(0, 1.0)], Relation::AtLeast, 2.0), edit(&[(0, 1.0)], Relation::AtMost, 1.0)];
    assert_eq!(localise(&right, &never), Err(Unsolved::Contradiction));
    for bad in [f64::NAN, f64::INFINITY] {
        assert!(matches!(localise(&[field("a", Some(bad), 1.0)], &[]), Err(Unsolved::Malformed { .. })));
        assert!(matches!(
            localise(&right, &[edit(&[(0, bad)], Relation::AtMost, 1.0)]),
            Err(Unsolved::Malformed { .. })
        ));
    }
    assert!(matches!(localise(&[field("a", None, 0.0)], &[]), Err(Unsolved::Malformed { .. })));
    assert!(matches!(localise(&right, &[edit(&[(9, 1.0)], Relation::AtMost, 1.0)]), Err(Unsolved::Malformed { .. })));
}

/// Whether a·x ≤ b has a solution, by Fourier and Motzkin in whole numbers.
fn possible(mut rows: Vec<(Vec<i128>, i128)>, variables: usize) -> bool {
    for variable in 0..variables {
        let (mut kept, mut above, mut below) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            match row.0[variable].signum() {
                0 => kept.push(row),
                1 => above.push(row),
                _ => below.push(row),
            }
        }
        for up in &above {
            for down in &below {
                let (by, times) = (-down.0[variable], up.0[variable]);
                let row: Vec<i128> = up.0.iter().zip(&down.0).map(|(a, b)| a * by + b * times).collect();
                let bound = up.1 * by + down.1 * times;
                let divisor = row.iter().fold(bound, |a, b| gcd(a, *b)).max(1);
                kept.push((row.iter().map(|a| a / divisor).collect(), bound / divisor));
            }
        }
        kept.sort();
        kept.dedup();
        rows = kept;
    }
    rows.iter().all(|(_, bound)| *bound >= 0)
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

#[test]
fn branch_and_bound_finds_what_trying_every_set_finds() {
    let mut chance = Pcg64::seed_from_u64(20_260_101);
    let mut draw = |below: u64| i128::from(chance.next_u64() % below);
    let (mut solved, mut none) = (0, 0);
    for _ in 0..600 {
        let (fields, edits) = (2 + usize::try_from(draw(4)).expect("small"), 1 + draw(4));
        let values: Vec<i128> = (0..fields).map(|_| draw(8)).collect();
        let weights: Vec<i128> = (0..fields).map(|_| 1 + draw(3)).collect();
        let rows: Vec<(Vec<i128>, i128, i128)> =
            (0..edits).map(|_| ((0..fields).map(|_| draw(5) - 2).collect(), draw(3), draw(17) - 8)).collect();
        let fits = |set: usize| {
            let mut given = Vec::new();
            for (row, relation, bound) in &rows {
                let still: i128 =
                    (0..fields).filter(|place| set & 1 << place == 0).map(|place| row[place] * values[place]).sum();
                let moving: Vec<i128> =
                    (0..fields).map(|place| if set & 1 << place == 0 { 0 } else { row[place] }).collect();
                if *relation != 1 {
                    given.push((moving.clone(), bound - still));
                }
                if *relation != 0 {
                    given.push((moving.iter().map(|factor| -factor).collect(), still - bound));
                }
            }
            given.extend((0..fields).map(|place| ((0..fields).map(|other| -i128::from(other == place)).collect(), 0)));
            possible(given, fields)
        };
        let weight =
            |set: usize| (0..fields).filter(|place| set & 1 << place != 0).map(|place| weights[place]).sum::<i128>();
        let least = (0..1 << fields).filter(|set| fits(*set)).map(weight).min();
        let asked: Vec<Field> =
            (0..fields).map(|place| field("f", Some(values[place] as f64), weights[place] as f64)).collect();
        let edits: Vec<Edit> = rows
            .iter()
            .map(|(row, relation, bound)| {
                let terms: Vec<(usize, f64)> = row.iter().map(|factor| *factor as f64).enumerate().collect();
                let relation = [Relation::AtMost, Relation::AtLeast, Relation::Exactly]
                    [usize::try_from(*relation).expect("small")];
                edit(&terms, relation, *bound as f64)
            })
            .collect();
        match (localise(&asked, &edits), least) {
            (Ok(found), Some(least)) => {
                assert_eq!((found.weight, found.proved), (least as f64, true), "{asked:?} {edits:?}");
                for set in &found.alternatives {
                    let bits = set.iter().fold(0_usize, |bits, place| bits | 1 << place);
                    assert!(fits(bits) && weight(bits) == least, "{set:?} {asked:?} {edits:?}");
                }
                solved += 1;
            }
            (Err(Unsolved::Contradiction), None) => none += 1,
            (found, least) => panic!("{found:?} for {least:?}: {asked:?} {edits:?}"),
        }
    }
    assert!(solved > 200 && none > 20, "{solved} {none}");
}

#[test]
fn rules_become_conditions_of_a_record() {
    let rules: Vec<super::super::rules::Rule> = serde_json::from_str(
        r#"[{"code": "sum", "check": {"kind": "compare", "left": "all", "operator": "equal", "right": "a + b"}},
            {"code": "size", "check": {"kind": "compare", "left": "all", "operator": "less_or_equal", "right": "45[人/班] * classes"}},
            {"code": "year", "check": {"kind": "year_on_year", "of": "all", "low": 0.5, "high": 2}},
            {"code": "rate", "check": {"kind": "compare", "left": "a / b", "operator": "less", "right": "2"}},
            {"code": "pair", "check": {"kind": "compare", "left": "a", "operator": "compulsory_pair", "right": "b"}}]"#,
    )
    .expect("rules");
    let year = |all: f64| {
        let mut table = Table::of(vec!["s".into()]).expect("keys");
        for (name, text, value) in [("a", "人", 50.0), ("b", "人", 50.0), ("all", "人", all), ("classes", "班", 3.0)]
        {
            table.add(name, unit(text), vec![Some(value)]).expect("a column");
        }
        table
    };
    let mut panel = Panel::of(2026, year(1000.0));
    panel.add(2025, year(120.0));
    let record = linear::record(&rules, &panel, 2026, &Book::default(), 0);
    let why: Vec<(&str, &str)> = record.left_out.iter().map(|left| (left.rule.as_str(), left.why.as_str())).collect();
    assert_eq!(
        why,
        [
            ("rate", "a division by a field; multiply both sides by it"),
            ("pair", "not equal, and pairs, are not linear")
        ]
    );
    let found = localise(&record.fields, &record.edits).expect("a set");
    let names: Vec<(&str, f64)> =
        found.change.iter().map(|(place, value)| (record.fields[*place].name.as_str(), value.round())).collect();
    assert_eq!(names, [("all", 100.0)]);
}
