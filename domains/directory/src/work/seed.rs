//! Loading the shipped tables in one operation. What is there already is left as it is, so seeding twice changes nothing.

use op::{Error, Op, Result};
use serde_json::json;

use crate::access::Action;
use crate::model::{Catalogue, Sound};
use crate::shipped::{self, ShippedInstitution};
use crate::store::{self, Seeded};

/// The two regular lists and the adult list the shipped table was made from.
const REGULAR_2025: &str = "2025-06-20";
const REGULAR_2026: &str = "2026-06-17";
const ADULT_2025: &str = "2025-06-20";

/// Enters the shipped regions, institutions and majors; answers how many rows were new.
pub fn seed(op: &Op) -> Result<Seeded> {
    let pen = op.may(&Action::Seed)?;
    let regions = shipped::regions().map_err(Error::bug)?;
    let institutions = shipped::institutions().map_err(Error::bug)?;
    let majors = shipped::majors().map_err(Error::bug)?;

    let listed = |at: fn(&ShippedInstitution) -> bool, scope: &str| -> Vec<&str> {
        let all = institutions.iter().filter(|shipped| at(shipped));
        let of_scope =
            all.map(|shipped| &shipped.institution).filter(|one| crate::rules::scope_of(one.kind) == Some(scope));
        of_scope.map(|one| one.code.as_str()).collect()
    };
    let mut seeded = Seeded { regions: store::insert_regions(&pen, &regions)?, ..Seeded::default() };
    let rows: Vec<_> = institutions.iter().map(ShippedInstitution::row).collect();
    seeded.institutions = store::insert_institutions(&pen, &rows)?;
    if seeded.institutions > 0 {
        let past = institutions.iter().filter_map(|shipped| {
            let name = shipped.name_2025.clone()?;
            Some((shipped.institution.code.clone(), name, REGULAR_2026[..4].to_owned()))
        });
        store::insert_past_names(&pen, &past.collect::<Vec<_>>())?;
        let in_2025 = |shipped: &ShippedInstitution| shipped.listed_2025;
        let in_2026 = |shipped: &ShippedInstitution| shipped.listed_2026;
        store::mark_edition(&pen, "regular", REGULAR_2025, op.now(), &listed(in_2025, "regular"))?;
        store::mark_edition(&pen, "regular", REGULAR_2026, op.now(), &listed(in_2026, "regular"))?;
        store::mark_edition(&pen, "adult", ADULT_2025, op.now(), &listed(in_2025, "adult"))?;
    }
    seeded.majors = store::insert_majors(&pen, &majors)?;
    for catalogue in Catalogue::ALL {
        store::mark_catalogue(&pen, *catalogue, shipped::MAJORS_EDITION, op.now())?;
    }
    pen.tell(json!({
        "regions": seeded.regions,
        "institutions": seeded.institutions,
        "majors": seeded.majors,
    }));
    Ok(seeded)
}

impl ShippedInstitution {
    /// As the store takes it: with its sound and the former name it is also found by.
    fn row(&self) -> store::SpokenInstitution {
        let former = self.name_2025.iter().map(|name| (name.clone(), Sound::of(name)));
        (self.institution.clone(), self.sound.clone(), former.collect())
    }
}
