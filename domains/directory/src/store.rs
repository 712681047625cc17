//! All SQL of the directory; in and out are model types.

mod alliance;
mod institution;
mod list;
mod major;
mod region;
mod write;
mod write_alliance;

pub use alliance::{alliance, alliance_name_taken, alliances, members, memberships_of};
pub use institution::{
    Filter, Sort, facet, institution, institution_details, institutions, institutions_by_name, institutions_total,
};
pub use list::{cities_by_name, edition_read, institutions_by_code};
pub use major::{MajorFilter, class_majors, major, major_facet, majors, majors_total};
pub use region::{RegionFilter, city_figures, region, region_details, region_facet, regions, regions_total};
pub use write::{
    Seeded, SpokenInstitution, SpokenRegion, end_institution, insert_institution, insert_institutions, insert_majors,
    insert_past_names, insert_regions, mark_edition, rename_institution, succeed, update_listed,
};
pub use write_alliance::{admit, dismiss, dissolve, hold_alliance, insert_alliance, leave_all};

use db::Param;

/// Where a page of a list goes on: the key of the last row and its identity.
pub type After = Option<(String, String)>;

/// The two patterns of a search as parameters; without a search both are null.
pub(crate) fn like(search: Option<&[String; 2]>) -> [Param<'_>; 2] {
    match search {
        Some([typed, joined]) => [typed.into(), joined.into()],
        None => [Param::Null, Param::Null],
    }
}

/// `after` as parameters.
pub(crate) fn after(after: &After) -> [Param<'_>; 2] {
    match after {
        Some((key, id)) => [key.into(), id.into()],
        None => [Param::Null, Param::Null],
    }
}

/// The comparison and order of keyset paging in either direction.
pub(crate) fn direction(descending: bool) -> (&'static str, &'static str) {
    if descending { ("<", "desc") } else { (">", "asc") }
}
