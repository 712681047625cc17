//! Tables of figures and elements, as people fill them in.

use crate::rules::table::{elements, figure_rows, figures, in_rows};

const HEAD: &str = "element,region,year,value,persons\n";

#[test]
fn figures_are_read_and_empty_values_are_none() {
    let text = format!("\u{feff}{HEAD}a,310000,2019,1.5,\na,320000,2019,,\na,330000,2019,-0.0,12\n");
    let read = figures(&text).unwrap();
    assert_eq!(read.len(), 2);
    assert_eq!((read[1].value, read[1].persons), (0.0, Some(12)));
    assert_eq!(figure_rows(&text), [2, 4]);
    let placed = in_rows(units::Fault::new("figures.1.value", "x"), &figure_rows(&text));
    assert_eq!(placed.field, "4.value");
}

#[test]
fn faults_of_a_table_are_told_by_row_and_column() {
    for (rows, field, code) in [
        ("a,310000,2019,NaN,\n", "2.value", "statistics.table.number"),
        ("a,310000,2019,Inf,\n", "2.value", "statistics.table.number"),
        ("a,310000,2019,-1e999,\n", "2.value", "statistics.table.number"),
        ("a,310000,2019,1,\na,310000,year,1,\n", "3.period", "statistics.table.year"),
        ("a,310000,2019,1,some\n", "2.persons", "statistics.table.whole"),
    ] {
        let faults = figures(&format!("{HEAD}{rows}")).unwrap_err();
        assert_eq!((faults[0].field.as_str(), faults[0].code), (field, code), "{rows}");
    }
    let missing = figures("element,region,year\na,310000,2019\n").unwrap_err();
    assert_eq!(missing[0].code, "statistics.table.missing");
    let wide = format!("{}\n", vec!["c"; 1_000_000].join(","));
    assert_eq!(figures(&wide).unwrap_err()[0].code, "statistics.table.columns");
}

#[test]
fn elements_are_read_with_their_direction() {
    let read = elements("code,name,unit,direction\na,甲,万人,-1\nb,乙,1,\n").unwrap();
    assert_eq!((read[0].direction, read[1].direction), (-1, 0));
    assert_eq!(elements("code,name,unit,direction\na,甲,万人,up\n").unwrap_err()[0].field, "2.direction");
}
