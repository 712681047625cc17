//! Changes of regions as notices make them, and tables that contradict what is known.

use super::*;
use crate::import::RowFault;

/// What the directory knows: a province, two cities, their counties; one county ended.
fn known() -> RegionState {
    let rows = [
        ("340000", "安徽省", None, "1981", None, ""),
        ("340100", "合肥市", Some("340000"), "1981", None, ""),
        ("340200", "芜湖市", Some("340000"), "1981", None, ""),
        ("340122", "肥东县", Some("340100"), "1983", None, ""),
        ("340123", "肥西县", Some("340100"), "1983", None, ""),
        ("340221", "芜湖县", Some("340200"), "1981", Some("2020"), "340212"),
        ("340212", "湾沚区", Some("340200"), "2020", None, ""),
        ("340222", "繁昌县", Some("340200"), "1983", Some("2020"), ""),
    ];
    let row = |(code, name, parent, from, to, led): (&str, &str, Option<&str>, &str, Option<&str>, &str)| {
        let region = Region {
            code: code.into(),
            name: name.into(),
            name_en: String::new(),
            level: if code.ends_with("0000") {
                "province"
            } else if code.ends_with("00") {
                "city"
            } else {
                "county"
            }
            .to_owned(),
            parent: parent.map(str::to_owned),
            valid_from: from.into(),
            valid_to: to.map(str::to_owned),
        };
        let led = led.split('|').filter(|code| !code.is_empty()).map(str::to_owned).collect();
        ((region.code.clone(), region.valid_from.clone()), (region, led))
    };
    rows.into_iter().map(row).collect()
}

fn compared(csv: &str, institutions: Vec<Institution>) -> Result<RegionPlan, Vec<RowFault>> {
    let csv = format!("code,name,valid_from,valid_to,successors\n{csv}");
    let rows = crate::import::regions("regions.csv", csv.as_bytes()).unwrap();
    let institutions = institutions.into_iter().map(|one| (one.code.clone(), one)).collect();
    compare_regions(&rows, &known(), &institutions, "2026-11-23")
}

fn at(code: &str, region: &str) -> Institution {
    Institution { code: code.into(), region: region.into(), ..institution("4132010001") }
}

#[test]
fn a_new_name_ends_the_elder_row_on_its_first_day() {
    let plan = compared("340122,东陵区,2026-03-01,,\n", vec![at("4134010001", "340122")]).unwrap();
    assert_eq!((plan.opened.len(), plan.closed.len(), plan.moved.len()), (1, 1, 0));
    let (ended, led) = &plan.closed[0];
    assert_eq!((ended.name.as_str(), ended.valid_to.as_deref()), ("肥东县", Some("2026-03-01")));
    assert_eq!(led, &["340122"]);
}

#[test]
fn a_merger_takes_its_institutions_along() {
    let merger = "340123,肥西县,1983,2026-03-01,340124\n340124,肥新区,2026-03-01,,\n";
    let plan = compared(merger, vec![at("4134010001", "340123"), at("4134010002", "340100")]).unwrap();
    assert_eq!((plan.opened.len(), plan.closed.len()), (1, 1));
    let moved: Vec<_> = plan.moved.iter().map(|(one, to)| (one.code.as_str(), to.as_str())).collect();
    assert_eq!(moved, [("4134010001", "340124")]);
    // Divided within the city: the city is where it lies. Divided between two: somebody must say.
    let within = "340123,肥西县,1983,2026-03-01,340122|340124\n340124,肥新区,2026-03-01,,\n";
    let plan = compared(within, vec![at("4134010001", "340123")]).unwrap();
    assert_eq!(plan.moved[0].1, "340100");
    let between = "340123,肥西县,1983,2026-03-01,340122|340212\n";
    let plan = compared(between, vec![at("4134010001", "340123")]).unwrap();
    assert_eq!((plan.moved.len(), plan.unplaced.len()), (0, 1));
}

#[test]
fn what_is_known_changes_nothing_and_gaps_are_filled() {
    let plan =
        compared("340122,肥东县,1983,,\n340221,芜湖县,1981,2020,340212\n110000,北京市,1981,,\n", vec![]).unwrap();
    assert!(plan.is_empty());
    assert_eq!((plan.unchanged, plan.elsewhere), (2, 1));
    let plan = compared("340222,繁昌县,1983,2020,340212\n", vec![]).unwrap();
    assert_eq!((plan.led.len(), plan.closed.len()), (1, 0));
}

#[test]
fn what_contradicts_a_code_in_use_is_refused() {
    let cases = [
        ("340122,肥东区,1983,,", "region_code", "directory.import.region_contradicts"),
        ("340122,肥东县,1990,,", "region_code", "directory.import.region_contradicts"),
        ("340122,肥东区,1982,,", "region_code", "directory.import.region_contradicts"),
        ("340221,芜湖县,1981,2019,340212", "valid_to", "directory.import.region_ended"),
        ("340221,芜湖县,1981,,", "valid_to", "directory.import.region_ended"),
        ("340221,芜湖县,1981,2020,340122", "successors", "directory.import.successors_differ"),
        ("340122,肥东县,1983,2027,340123", "valid_to", "directory.day_in_future"),
        ("340124,肥新区,2026-12-01,,", "valid_from", "directory.day_in_future"),
        ("340122,肥东县,1983,2026,", "successors", "form.required"),
        ("340124,肥新区,2020,2026,", "successors", "form.required"),
        ("340122,肥东县,1983,2026,340199", "successors", "directory.import.successor_unknown"),
        ("340221,芜湖新区,2019,,", "valid_from", "directory.import.region_overlaps"),
        ("340322,五河县,1983,,", "parent", "directory.import.parent_unknown"),
        ("340100,合肥市,1981,2026,340200", "valid_to", "directory.import.region_not_empty"),
    ];
    for (row, column, code) in cases {
        let faults = compared(&format!("{row}\n"), vec![]).unwrap_err();
        assert_eq!((faults[0].row, faults[0].column, faults[0].code), (2, column, code), "{row}");
    }
}
