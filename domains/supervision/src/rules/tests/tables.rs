use super::figures::quality;
use crate::model::CountyState;
use crate::rules::Refused;
use crate::rules::figures::{read, read_county};
use crate::rules::procedure::approve;

fn rows(text: &str) -> Vec<Vec<String>> {
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn the_countys_own_figures_are_one_row_under_known_names() {
    let standard = quality();
    let title = standard.elements.iter().find(|one| one.name == "satisfaction").unwrap().title.clone();
    let (figures, faults) = read_county(&rows(&format!("{title},teacher_pay\n91,")), &standard).unwrap();
    assert_eq!((figures["satisfaction"], figures["teacher_pay"], faults.len()), (Some(91.0), None, 0));
    let (_, faults) = read_county(&rows("satisfaction\nmany"), &standard).unwrap();
    assert_eq!((faults[0].field.as_str(), faults[0].code), ("county.2.satisfaction", "supervision.figures.number"));
    for (text, code) in [
        ("", "supervision.table.empty"),
        ("satisfaction", "supervision.table.one_row"),
        ("satisfaction\n1\n2", "supervision.table.one_row"),
        ("pupils_primary\n1", "supervision.figures.column"),
        ("satisfaction,satisfaction\n1,2", "supervision.table.twice"),
    ] {
        assert_eq!(read_county(&rows(text), &standard).unwrap_err().code, code, "{text}");
    }
}

#[test]
fn a_figure_of_the_county_without_a_head_is_told_and_not_lost() {
    let standard = quality();
    for (text, field) in [
        ("satisfaction,\n1,2", "county.2.2"),
        ("satisfaction\n1,,3", "county.2.3"),
        ("satisfaction,,\n\n1,,7", "county.3.3"),
    ] {
        let (_, faults) = read_county(&rows(text), &standard).unwrap();
        let told: Vec<_> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(told, [(field, "supervision.table.headless")], "{text}");
    }
    assert!(read_county(&rows("satisfaction,\n1,,"), &standard).unwrap().1.is_empty());
}

#[test]
fn a_figure_without_a_head_is_told_and_not_lost() {
    let standard = quality();
    for (text, field) in
        [("code,name,kind,\nA,示例,小学,7", "2.4"), ("code,name,kind\nA,示例,小学\nB,示例,小学,,9", "3.5")]
    {
        let faults = read(&rows(text), &standard).unwrap().faults;
        assert_eq!((faults[0].field.as_str(), faults[0].code), (field, "supervision.table.headless"));
    }
    assert!(read(&rows("code,name,kind,\nA,示例,小学,"), &standard).unwrap().faults.is_empty());
}

#[test]
fn figures_enter_the_procedure_by_a_second_person() {
    assert_eq!(approve(CountyState::Qualification, "a", "a"), Err(Refused::OwnFigures));
    assert_eq!(approve(CountyState::Qualification, "a", "b"), Ok(()));
    assert_eq!(approve(CountyState::SiteReview, "a", "a"), Ok(()), "it was approved before");
}
