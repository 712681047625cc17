use std::collections::{BTreeMap, BTreeSet};

use codes::{RegionCode, RegionLevel, SchoolCode};

use super::*;
use crate::model::{InstitutionKind, Level};

#[test]
fn every_region_code_fits_its_level_and_parent() {
    let regions = regions().unwrap();
    assert_eq!(regions.len(), 821);
    let codes: BTreeSet<&str> = regions.iter().map(|(region, ..)| region.code.as_str()).collect();
    for (region, sound, successors) in &regions {
        let code = RegionCode::parse(&region.code).unwrap();
        assert_eq!(code.level().name(), region.level, "{}", region.code);
        match &region.parent {
            None => assert_eq!(code.level(), RegionLevel::Province),
            Some(parent) => {
                assert!(codes.contains(parent.as_str()), "{} lies in unknown {parent}", region.code);
                assert!(RegionCode::parse(parent).unwrap().level() < code.level(), "{}", region.code);
            }
        }
        assert!(region.valid_to.as_ref().is_none_or(|to| region.valid_from < *to), "{}", region.code);
        assert!(successors.iter().all(|to| codes.contains(to.as_str())), "{} went to {successors:?}", region.code);
        assert!(!sound.full().is_empty());
    }
}

#[test]
fn units_in_force_are_the_official_number() {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (region, ..) in regions().unwrap().iter().filter(|(region, ..)| region.in_force()) {
        *counts.entry((region.code[..2].to_owned(), region.level.clone())).or_default() += 1;
    }
    let count = |province: &str, level: &str| counts.get(&(province.to_owned(), level.to_owned())).copied();
    assert_eq!(
        [count("31", "county"), count("32", "county"), count("33", "county"), count("34", "county")],
        [Some(16), Some(95), Some(90), Some(104)]
    );
    assert_eq!(
        [count("31", "city"), count("32", "city"), count("33", "city"), count("34", "city")],
        [None, Some(13), Some(11), Some(16)]
    );
}

#[test]
fn a_code_has_one_name_at_a_time() {
    let mut rows: BTreeMap<String, Vec<(String, Option<String>)>> = BTreeMap::new();
    for (region, ..) in regions().unwrap() {
        rows.entry(region.code).or_default().push((region.valid_from, region.valid_to));
    }
    for (code, mut spans) in rows {
        spans.sort();
        for pair in spans.windows(2) {
            assert!(pair[0].1.as_ref().is_some_and(|to| *to <= pair[1].0), "{code} overlaps: {pair:?}");
        }
    }
}

#[test]
fn known_changes_of_regions() {
    let regions = regions().unwrap();
    let row = |code: &str, name: &str| regions.iter().find(|(region, ..)| region.code == code && region.name == name);
    let cases = [
        ("330103", "下城区", Some("2021-04-09"), vec!["330105"]),
        ("330113", "临平区", None, vec![]),
        ("320482", "金坛市", Some("2015"), vec!["320413"]),
        ("341402", "居巢区", Some("2011"), vec!["340181"]),
        ("320803", "楚州区", Some("2011"), vec!["320803"]),
        ("320803", "淮安区", None, vec![]),
        // 国务院 1983: cities lead counties; prefectures are dissolved into the cities around them.
        ("322600", "镇江地区", Some("1983"), vec!["320100", "320200", "320400", "321100"]),
        ("322700", "苏州地区", Some("1983"), vec!["320200", "320500"]),
        ("332400", "金华地区", Some("1985"), vec!["330700", "330800"]),
        ("342700", "徽州地区", Some("1987"), vec!["341000", "342500", "342800"]),
        // Prefectures that became cities, 1992 to 2000.
        ("342300", "滁县地区", Some("1992"), vec!["341100"]),
        ("332600", "台州地区", Some("1994"), vec!["331000"]),
        ("342500", "宣城地区", Some("2000"), vec!["341800"]),
        // 国函〔2011〕84号: 巢湖 is divided between 合肥, 芜湖 and 马鞍山. 淮阴 became 淮安 and kept its code.
        ("341400", "巢湖市", Some("2011"), vec!["340100", "340200", "340500"]),
        ("320800", "淮阴市", Some("2000"), vec!["320800"]),
    ];
    for (code, name, until, to) in cases {
        let (region, _, successors) = row(code, name).unwrap_or_else(|| panic!("{code} {name} is absent"));
        assert_eq!(
            (region.valid_to.as_deref(), successors),
            (until, &to.into_iter().map(str::to_owned).collect()),
            "{name}"
        );
    }
}

#[test]
fn whatever_ended_leads_on_and_a_city_leads_where_its_counties_do() {
    let regions = regions().unwrap();
    for (region, _, successors) in regions.iter().filter(|(region, ..)| !region.in_force()) {
        assert!(!successors.is_empty(), "{} {} leads nowhere", region.code, region.name);
        if region.level != "city" {
            continue;
        }
        // The notices name the counties one by one; what a prefecture went to is what they went to.
        let counties = regions
            .iter()
            .filter(|(county, ..)| county.parent.as_ref() == Some(&region.code) && county.valid_to == region.valid_to);
        let cities: BTreeSet<String> =
            counties.flat_map(|(.., to)| to).map(|code| RegionCode::parse(code).unwrap().city().to_string()).collect();
        assert_eq!(successors.iter().cloned().collect::<BTreeSet<_>>(), cities, "{}", region.name);
    }
}

#[test]
fn every_institution_code_is_well_formed_and_its_kind_fits() {
    let institutions = institutions().unwrap();
    let regular = institutions.iter().filter(|one| one.institution.level.is_some()).count();
    assert_eq!((regular, institutions.len() - regular), (482, 34));
    for shipped in &institutions {
        let one = &shipped.institution;
        let code = SchoolCode::parse(&one.code).unwrap();
        assert_eq!(code.province_digits(), &one.region[..2], "{}", one.name);
        let level = match one.kind {
            InstitutionKind::University | InstitutionKind::VocationalUniversity => Some(Level::Bachelor),
            InstitutionKind::VocationalCollege => Some(Level::Associate),
            _ => None,
        };
        assert_eq!(one.level, level, "{}", one.name);
        assert!(shipped.listed_2025 || shipped.listed_2026);
    }
}

#[test]
fn majors_are_those_of_the_catalogues() {
    let majors = majors().unwrap();
    let count = |catalogue| majors.iter().filter(|(major, _)| major.catalogue == catalogue).count();
    let counts = [Catalogue::Undergraduate, Catalogue::VocationalBachelor, Catalogue::VocationalAssociate].map(count);
    assert_eq!(counts, [883, 320, 802]);
    let codes: BTreeSet<&str> = majors.iter().map(|(major, _)| major.code.as_str()).collect();
    assert_eq!(codes.len(), majors.len(), "codes are unique over all catalogues");
    for (major, _) in &majors {
        assert!(major.class.is_empty() || major.class.starts_with(&major.discipline), "{}", major.code);
        assert!(major.code.starts_with(&major.discipline), "{}", major.code);
        assert_eq!(major.controlled, major.code.ends_with('K'), "{}", major.code);
    }
}

#[test]
fn sounds_have_one_syllable_a_character() {
    let all = institutions().unwrap();
    let spoken = |name: &str| all.iter().find(|one| one.institution.name == name).map(|one| one.sound.full());
    assert_eq!(spoken("六安职业技术学院").as_deref(), Some("luanzhiyejishuxueyuan"));
    assert_eq!(spoken("上海音乐学院").as_deref(), Some("shanghaiyinyuexueyuan"));
    assert_eq!(spoken("上海闵行职业技术学院").as_deref(), Some("shanghaiminhangzhiyejishuxueyuan"));
}
