//! The year before through changes of code, mergers and splits.

use crate::model::Origin;
use crate::model::form::{Figure, Values};
use crate::rules::lineage::{Ancestor, before};
use crate::rules::sample::school_form;

fn figures(pupils: f64, year: f64) -> Values {
    [("pupils_primary".to_owned(), Figure::Number(pupils)), ("built_year".to_owned(), Figure::Number(year))].into()
}

fn ancestor(code: &str, values: Option<Values>) -> Ancestor {
    Ancestor { code: code.into(), split: false, reported: true, values }
}

#[test]
fn what_can_be_added_up_is_and_nothing_else() {
    let form = school_form();
    let merged = before(&form, Some(figures(300.0, 1990.0)), &[ancestor("a", Some(figures(120.0, 1980.0)))]);
    assert_eq!(merged.origin, Origin::Merged);
    let values = merged.values.unwrap();
    assert_eq!(values.get("pupils_primary"), Some(&Figure::Number(420.0)));
    assert_eq!(values.get("built_year"), None, "a founding year is no amount");
}

#[test]
fn a_new_code_keeps_its_figures_and_a_split_shows_none() {
    let form = school_form();
    let recoded = before(&form, None, &[ancestor("a", Some(figures(120.0, 1980.0)))]);
    assert_eq!((recoded.origin, recoded.values), (Origin::Recoded, Some(figures(120.0, 1980.0))));
    let split = Ancestor { split: true, ..ancestor("a", Some(figures(120.0, 1980.0))) };
    let told = before(&form, None, &[split]);
    assert_eq!((told.origin, told.values), (Origin::Split, None));
    let unknown = before(&form, Some(figures(300.0, 1990.0)), &[ancestor("a", None)]);
    assert_eq!((unknown.origin, unknown.values), (Origin::Incomplete, None));
}

#[test]
fn a_merger_long_ago_is_in_the_units_own_figures() {
    let long_ago = Ancestor { reported: false, ..ancestor("a", None) };
    let own = before(&school_form(), Some(figures(300.0, 1990.0)), &[long_ago]);
    assert_eq!((own.origin, own.values), (Origin::Own, Some(figures(300.0, 1990.0))));
}

mod through_the_directory {
    use directory::model::{Ending, InstitutionInput};
    use op::Actor;

    use super::*;
    use crate::tests::house::{House, SCHOOLS, named, reporter};
    use crate::work::returns;

    #[test]
    fn a_school_that_took_another_in_is_compared_with_both() {
        let house = House::new();
        let system = Actor::system("test");
        for school in &SCHOOLS[..2] {
            let input = InstitutionInput {
                code: (*school).into(),
                name: named(school).name,
                kind: "school".into(),
                ownership: "public".into(),
                region: "341122".into(),
                ..InstitutionInput::default()
            };
            house.write(&system, move |op| directory::work::institution::register(op, &input)).unwrap();
        }
        let year_before = house.opened(2024, &SCHOOLS[..2]);
        house.approved(&year_before, SCHOOLS[0]);
        house.approved(&year_before, SCHOOLS[1]);
        let end = Ending { reason: "merged".into(), on: "2026-02-20".into(), successor: SCHOOLS[0].into() };
        house.write(&system, move |op| directory::work::institution::end(op, SCHOOLS[1], &end)).unwrap();
        let open = house.opened(2025, &SCHOOLS[..1]);
        let id = house.return_of(&open, "school", SCHOOLS[0]).head.id;
        let (details, _) = house.app.read(&reporter(SCHOOLS[0]), move |op| returns::details(op, &id)).unwrap();
        assert_eq!(
            (details.before.origin, details.before.from.as_slice()),
            (Origin::Merged, &[SCHOOLS[1].to_owned()][..])
        );
        let values = details.before.values.unwrap();
        assert_eq!(values.get("pupils_primary"), Some(&Figure::Number(1920.0)));
    }
}
