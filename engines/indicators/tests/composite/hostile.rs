//! What strangers send is answered with a place, a reason and what to do.

use indicators::composite::data::{columns_from_csv, load};
use indicators::composite::spec::{Entry, Kind};
use indicators::composite::{Fault, Pipeline, Specification, Tree};

use crate::support::{run, small, specification};

fn entry(code: &str, kind: Kind, parent: Option<&str>) -> Entry {
    Entry { code: code.to_owned(), kind, parent: parent.map(str::to_owned), ..Entry::default() }
}

fn said(fault: &Fault) -> String {
    assert!(!fault.what.is_empty() && !fault.remedy.is_empty(), "{fault:?}");
    fault.to_string()
}

#[test]
fn trees_that_are_none() {
    use Kind::{Aggregate, Indicator};
    for (entries, part) in [
        (vec![], "0 indicators"),
        (vec![entry("a", Indicator, Some("a"))], "parent a is an indicator"),
        (vec![entry("a", Indicator, Some("x"))], "parent x is not described"),
        (vec![entry("a", Indicator, Some("g")), entry("g", Aggregate, Some("g"))], "g is part of itself"),
        (
            vec![entry("a", Indicator, Some("g")), entry("g", Aggregate, Some("h")), entry("h", Aggregate, Some("g"))],
            "is part of itself",
        ),
        (
            vec![entry("a", Indicator, Some("g")), entry("a", Indicator, Some("g")), entry("g", Aggregate, None)],
            "already",
        ),
        (vec![entry("a", Indicator, None), entry("g", Aggregate, None)], "without a parent"),
        (
            vec![entry("a", Indicator, Some("g")), entry("g", Aggregate, None), entry("h", Aggregate, None)],
            "nothing is part of",
        ),
        (
            vec![
                entry("a", Indicator, Some("g")),
                entry("b", Indicator, Some("h")),
                entry("g", Aggregate, None),
                entry("h", Aggregate, None),
            ],
            "2 elements are part of nothing",
        ),
        (vec![Entry { weight: f64::NAN, ..entry("a", Indicator, None) }], "weight is NaN"),
        (vec![Entry { weight: -1.0, ..entry("a", Indicator, None) }], "weight is -1"),
        (vec![Entry { direction: 0.0, ..entry("a", Indicator, None) }], "direction is 0"),
        (vec![Entry { level: Some(2), ..entry("a", Indicator, None) }], "level 2"),
        (vec![entry("", Indicator, None)], "code is empty"),
    ] {
        let fault = Tree::build(&entries).expect_err(part);
        assert!(said(&fault).contains(part), "{part}: {fault}");
    }
    let mut deep = vec![entry("a", Indicator, Some("g0"))];
    deep.extend((0..40).map(|at| entry(&format!("g{at}"), Aggregate, Some(&format!("g{}", at + 1)))));
    deep.push(entry("g40", Aggregate, None));
    assert!(said(&Tree::build(&deep).expect_err("deep")).contains("more than 16 levels"));
    let many: Vec<Entry> = (0..1_000_000).map(|at| entry(&format!("i{at}"), Indicator, None)).collect();
    assert!(said(&Tree::build(&many).expect_err("many")).contains("1000000 indicators"));
}

#[test]
fn files_that_are_none() {
    let meta = "iCode,Type,Parent,Direction,Weight\na,Indicator,g,1,1\nb,Indicator,g,1,1\ng,Aggregate,NA,1,1\n";
    let wide: String = (0..1_000_000).map(|at| format!("c{at},")).collect();
    for (data, part) in [
        ("uCode,a,b\nX,1,NaN\n", "row 2, column b: “NaN” is no finite number"),
        ("uCode,a,b\nX,1,2\nY,Inf,2\n", "row 3, column a: “Inf”"),
        ("uCode,a,b\nX,1,1e999\n", "“1e999”"),
        ("uCode,a,b\nX,1,1,2\n", "line 2: 4 cells, the headers are 3"),
        ("uCode,a,b\n\"X,1,2\nY,2,3\n", "line 2: 1 cells, the headers are 3"),
        // Programs for tables count empty rows, and a line break in quotes as none.
        ("uCode,a,b\r\n\"X\nX\",1,1\r\n\r\nY,1,?", "row 4, column b: “?”"),
        ("\nuCode,a,b\nX,1,2\n\n\nY,1,2\nZ,1,?\nW,,", "row 7, column b: “?”"),
        ("uCode\n\"X\n", "indicator a has no column"),
        ("uCode,a,b\nX,1,1e76\n", "“1e76” is larger than 1e75"),
        ("uCode;a;b\nX;1;2\n", "separated by ';'"),
        ("", "the file is empty"),
        ("uCode,a,b\nX,\"1,2\",3\n", "“1,2”"),
        ("uCode,a,a\nX,1,2\n", "column a stands there twice"),
        ("uCode,a\nX,1\n", "indicator b has no column"),
        ("unit,a,b\nX,1,2\n", "no column uCode"),
        ("uCode,a,b\nX,1,2\nY,3,4\n X ,3,4\n", "row 4: the unit X stands there twice, first in data.csv, row 2"),
        ("uCode,a,b\nX,1,2\n,1,2\n", "row 3: the unit's code is empty"),
        ("uCode,a,b\n", "no row below the headers"),
        ("uCode,Time,a,b\nX,soon,1,2\n", "“soon”"),
        ("uCode,Time,a,b\nX,,1,2\n", "period is missing"),
        (&wide, "columns, more than"),
    ] {
        let specification = specification("", "");
        let mut text = |name: &str| Ok(if name == "meta.csv" { meta.to_owned() } else { data.to_owned() });
        let fault = load(&specification, &mut text).expect_err(part);
        assert!(said(&fault).contains(part), "{part}: {fault}");
    }
    // −0 is the zero it means, and a byte order mark is no part of a header.
    let columns = columns_from_csv("\u{feff}uCode,a\nX,-0.0\n", "d.csv").expect("columns");
    assert_eq!(columns.numbers(1).expect("numbers")[0].to_bits(), 0.0_f64.to_bits());
    assert_eq!(columns.headers[0], "uCode");
}

#[test]
fn metadata_files_that_are_none() {
    for (meta, part) in [
        ("iCode,Type,Parent,Direction\na,Indicator,NA,1\n", "no column Weight"),
        ("iCode,Type,Parent,Direction,Weight\na,Thing,NA,1,1\n", "row 2, column Type: “Thing” is no type"),
        ("iCode,Type,Parent,Direction,Weight,Level\na,Indicator,NA,1,1,1.5\n", "1.5 is no level"),
        ("iCode,Type,Parent,Direction,Weight\na,Indicator,NA,x,1\n", "“x”"),
        ("iCode,Type,Parent,Direction,Weight,goalpost_trunc2posts\na,Indicator,NA,1,1,maybe\n", "“maybe” is neither"),
    ] {
        let mut text = |name: &str| Ok(if name == "meta.csv" { meta.to_owned() } else { "uCode,a\nX,1\n".to_owned() });
        let fault = load(&specification("", ""), &mut text).expect_err(part);
        assert!(said(&fault).contains(part), "{part}: {fault}");
    }
}

#[test]
fn specifications_that_are_none() {
    let head = r#""data": {"file": "d"}, "metadata": {"file": "m"}"#;
    for (text, part) in [
        ("".to_owned(), "specification: EOF"),
        ("[]".to_owned(), "specification: invalid length"),
        ("[".repeat(100_000), "invalid type"),
        (format!(r#"{{{head}, "stages": [], "extra": 1}}"#), "unknown field `extra`"),
        (format!(r#"{{{head}, "stages": [{{"treat": {{"eech": {{}}}}}}]}}"#), "stages[0].treat"),
        (format!(r#"{{{head}, "stages": [{{"polish": {{}}}}]}}"#), "unknown variant `polish`"),
        (
            format!(
                r#"{{{head}, "stages": [{{"normalise": {{"method": {{"minmax": {{"lower": 0, "uper": 1}}}}}}}}]}}"#
            ),
            "uper",
        ),
        (format!(r#"{{{head}, "stages": []}} more"#), "follows the document"),
        (format!(r#"{{{head}, "stages": [{}]}}"#, vec![r#"{"treat": {}}"#; 40].join(",")), "40 entries"),
        (" ".repeat(5_000_000), "5000000 bytes"),
    ] {
        let fault = Specification::parse(&text).expect_err(part);
        assert!(said(&fault).contains(part), "{part}: {fault}");
    }
}

#[test]
fn stages_that_cannot_be() {
    let columns: [(&str, f64, &[f64]); 2] = [("a", 1.0, &[1.0, 2.0, 4.0]), ("b", 1.0, &[0.0, 5.0, f64::NAN])];
    let input = small(&columns);
    let minmax = r#"{"normalise": {"method": {"minmax": {"lower": 0, "upper": 1}}}}"#;
    for (stages, part) in [
        (r#"{"aggregate": {"methods": ["arithmetic"], "weights": {"a": 0, "b": 0}}}"#.to_owned(), "sum to 0"),
        (r#"{"aggregate": {"methods": ["arithmetic"], "weights": {"a": -1}}}"#.to_owned(), "weight of a is -1"),
        (r#"{"aggregate": {"methods": ["arithmetic"], "weights": {"z": 1}}}"#.to_owned(), "z is neither"),
        (r#"{"aggregate": {"methods": []}}"#.to_owned(), "0 methods for 1 levels"),
        (r#"{"aggregate": {"methods": ["arithmetic"], "available_at_least": [2]}}"#.to_owned(), "availability of 2"),
        (r#"{"aggregate": {"methods": ["geometric"]}}"#.to_owned(), "top of U000: a geometric mean takes only"),
        (r#"{"aggregate": {"methods": ["harmonic"]}}"#.to_owned(), "top of U000: a harmonic mean cannot take 0"),
        (r#"{"aggregate": {"methods": [{"owa": {"weights": [1]}}]}}"#.to_owned(), "1 ordered weights for 2"),
        (r#"{"aggregate": {"methods": [{"benefit_of_the_doubt": {"share_min": 0.6}}]}}"#.to_owned(), "cannot sum to 1"),
        (r#"{"aggregate": {"methods": ["arithmetic"]}}, {"treat": {}}"#.to_owned(), "treat follows aggregation"),
        (r#"{"denominate": {"by": {"a": "people"}}}"#.to_owned(), "denominator people of a is not there"),
        (r#"{"impute": {"method": "mean", "group": "east"}}"#.to_owned(), "no group east"),
        (r#"{"impute": {"method": {"panel": {"series": "latest"}}}}"#.to_owned(), "only one period"),
        (r#"{"screen": {"by": "missing", "data_at_least": 1.5}}"#.to_owned(), "share is 1.5"),
        (r#"{"screen": {"by": "missing", "force": {"nobody": true}}}"#.to_owned(), "no unit nobody"),
        (
            r#"{"normalise": {"method": {"distance_to_target": {}}}}"#.to_owned(),
            "a: a parameter of the method is missing",
        ),
        (
            r#"{"normalise": {"method": {"distance_to_reference": {"unit": "U000"}}}}, {"aggregate": {"methods": ["arithmetic"]}}"#.to_owned(),
            "infinite",
        ),
        (format!(r#"{minmax}, {{"weigh": {{"method": "equal"}}}}"#), "needs a level"),
        (format!(r#"{minmax}, {{"weigh": {{"level": 7, "method": "equal"}}}}"#), "7 is no level"),
        (
            r#"{"weigh": {"method": {"ahp": {"codes": ["a", "b"], "matrix": [[1, 2], [2, 1]]}}}}"#.to_owned(),
            "a to b is 2, the other way 2",
        ),
        (r#"{"weigh": {"level": 1, "method": {"balance": {}}}}"#.to_owned(), "no aggregation follows"),
    ] {
        let fault = Pipeline::new(input.clone()).run(&specification(&stages, "")).expect_err(part);
        assert!(said(&fault).contains(part), "{part}: {fault}");
        assert!(fault.place.starts_with("specification.stages["), "{fault}");
    }
}

#[test]
fn more_units_than_can_be_compared() {
    for (units, method) in
        [(50_001_u32, r#""copeland""#), (5_001, r#"{"kemeny": {}}"#), (5_001, r#"{"benefit_of_the_doubt": {}}"#)]
    {
        let figures: Vec<f64> = (0..units).map(f64::from).collect();
        let stages = format!(r#"{{"aggregate": {{"methods": [{method}]}}}}"#);
        let fault = Pipeline::new(small(&[("a", 1.0, &figures)])).run(&specification(&stages, "")).expect_err(method);
        assert!(said(&fault).contains("at most"), "{fault}");
    }
}

#[test]
fn odd_data_goes_through_with_findings() {
    let gone = f64::NAN;
    let full = r#"{"impute": {"method": "mean"}}, {"treat": {}},
        {"normalise": {"method": {"minmax": {"lower": 0, "upper": 100}}}}, {"aggregate": {"methods": ["arithmetic"]}}"#;
    // One unit; all missing; all the same; ties.
    for columns in
        [[[7.0].as_slice(), [3.0].as_slice()], [&[gone, gone, gone], &[gone, gone, gone]], [&[2.0; 3], &[2.0; 3]]]
    {
        let input = small(&[("a", 1.0, columns[0]), ("b", -1.0, columns[1])]);
        let run = run(&input, full);
        let top = run.last().values.column(2);
        assert!(top.iter().all(|x| x.is_nan()), "{top:?}");
        assert!(run.stages.iter().any(|stage| !stage.findings.is_empty()));
    }
    let input = small(&[("a", 1.0, &[1.0, 1.0, 2.0, 2.0]), ("b", 1.0, &[5.0; 4])]);
    let run = run(&input, full);
    assert_eq!(run.last().values.column(2), [0.0, 0.0, 100.0, 100.0], "what does not vary drops out");
}
