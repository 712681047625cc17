use serde_json::Value;

use crate::rules::inequality::{Member, Part, inequalities, specification, table};
use crate::rules::place::city_of;

fn member(county: &str, school: &str, pupils: f64, value: Option<f64>) -> Member {
    Member {
        city: city_of(county),
        county: county.to_owned(),
        school: school.to_owned(),
        pupils: Some(pupils),
        values: vec![value],
    }
}

fn schools() -> Vec<Member> {
    vec![
        member("341122", "A", 100.0, Some(2.0)),
        member("341122", "B", 300.0, Some(5.0)),
        member("341124", "A", 200.0, Some(4.0)),
        member("341124", "C", 50.0, None),
        member("340123", "A", 400.0, Some(9.0)),
        member("340123", "B", 100.0, Some(7.0)),
    ]
}

/// Mean and variance by the definition.
fn moments(of: &[&Member]) -> (f64, f64, f64) {
    let known: Vec<(f64, f64)> = of.iter().filter_map(|one| Some((one.pupils?, one.values[0]?))).collect();
    let pupils: f64 = known.iter().map(|(pupils, _)| pupils).sum();
    let mean = known.iter().map(|(pupils, value)| pupils * value).sum::<f64>() / pupils;
    let variance = known.iter().map(|(pupils, value)| pupils * (value - mean).powi(2)).sum::<f64>() / pupils;
    (pupils, mean, variance)
}

fn near(left: Option<f64>, right: f64) {
    let left = left.unwrap();
    assert!((left - right).abs() <= 1e-12 * right.abs().max(1e-3), "{left} is not {right}");
}

#[test]
fn the_parts_are_those_of_the_definition_and_add_up() {
    let members = schools();
    let all: Vec<&Member> = members.iter().collect();
    let (pupils, mean, variance) = moments(&all);
    let found = &inequalities(&members, 1).unwrap()[0];
    assert_eq!((found.schools, found.missing), (5, 1));
    near(found.mean, mean);
    near(found.squared, variance / mean / mean);
    let between = |groups: [&str; 3], digits: usize| {
        let part = |group: &str| {
            let own: Vec<&Member> = members.iter().filter(|one| one.county[..digits] == *group).collect();
            if own.is_empty() {
                return 0.0;
            }
            let (own, middle, _) = moments(&own);
            own / pupils * (middle / mean - 1.0).powi(2)
        };
        groups.iter().map(|group| part(group)).sum::<f64>()
    };
    let counties = between(["341122", "341124", "340123"], 6);
    let cities = between(["3411", "3401", "none"], 4);
    near(found.cities, cities);
    near(found.counties, counties - cities);
    near(found.within, variance / mean / mean - counties);
    near(found.squared, found.within.unwrap() + found.counties.unwrap() + found.cities.unwrap());
    let shares: f64 = found.shares.iter().map(|(_, share)| share).sum();
    near(found.squared, shares);
    assert!(found.shares.windows(2).all(|pair| pair[0].1 >= pair[1].1));
    let regions: Vec<&str> = found.parts.iter().map(|part| part.region.as_str()).collect();
    assert_eq!(regions, ["341122", "341124", "340123"]);
    near(found.parts[1].mean, 4.0);
    for (parts, apart) in [(&found.parts, counties), (&found.city_parts, cities)] {
        near(Some(parts.iter().map(|part| part.apart.unwrap()).sum()), apart);
        let within: f64 = parts.iter().map(|part| part.within.unwrap()).sum();
        near(found.squared, within + apart);
    }
    let cities: Vec<&str> = found.city_parts.iter().map(|part| part.region.as_str()).collect();
    assert_eq!(cities, ["341100", "340100"]);
    for (part, digits) in found.city_parts.iter().zip(["3411", "3401"]) {
        let own: Vec<&Member> = members.iter().filter(|one| one.county.starts_with(digits)).collect();
        let (pupils, mean, variance) = moments(&own);
        assert_eq!(part.pupils, pupils);
        near(part.mean, mean);
        near(part.cv, variance.sqrt() / mean);
    }
}

#[test]
fn a_school_with_unknown_pupils_is_missing_and_never_a_number() {
    let mut members = schools();
    members.push(Member { pupils: None, ..member("340123", "C", 0.0, None) });
    let (with, without) = (&inequalities(&members, 1).unwrap()[0], &inequalities(&schools(), 1).unwrap()[0]);
    assert_eq!((with.schools, with.missing), (without.schools, without.missing + 1));
    assert_eq!((with.cv, with.within, with.cities), (without.cv, without.within, without.cities));
    let schools = |parts: &[Part]| parts.iter().map(|part| part.schools).collect::<Vec<_>>();
    assert_eq!((schools(&with.parts), schools(&with.city_parts)), (vec![2, 1, 2], vec![3, 2]));
    assert_eq!(table(&members, &["6"]).lines().last(), Some("340123.C,340100,340123,,"));
}

#[test]
fn nothing_uneven_and_nobody_have_no_shares() {
    let alike: Vec<Member> = ["341122", "340123"].map(|county| member(county, "A", 10.0, Some(3.0))).into();
    let found = &inequalities(&alike, 1).unwrap()[0];
    assert_eq!(found.share(found.within), None);
    let nobody = &inequalities(&[], 1).unwrap()[0];
    assert_eq!((nobody.mean, nobody.cv, nobody.within), (None, None, None));
    assert!(inequalities(&[member("341122", "A", -1.0, Some(3.0))], 1).is_err(), "pupils are not negative");
}

#[test]
fn the_table_and_the_specification_name_the_same_columns() {
    let text = table(&schools(), &["6"]);
    let head = "code,city,county,pupils,indicator_6";
    assert_eq!(text.lines().next(), Some(head));
    assert_eq!(text.lines().nth(4), Some("341124.C,341100,341124,50,"));
    let asked: Value = serde_json::from_str(&specification(&["6"])).unwrap();
    let columns: Vec<&str> = head.split(',').collect();
    for name in [&asked["pupils"], &asked["values"][0], &asked["levels"][0], &asked["levels"][1]] {
        assert!(columns.contains(&name.as_str().unwrap()), "{name}");
    }
}
