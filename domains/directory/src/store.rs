//! All SQL of the directory; in and out are model types.

mod alliance;
mod institution;
mod list;
mod major;
mod region;
mod write;
mod write_alliance;
mod write_major;
mod write_region;

pub use alliance::{alliance, alliance_name_taken, alliances, members, memberships_of};
pub use institution::{
    Filter, Sort, facet, institution, institution_codes, institution_details, institutions, institutions_by_name,
    institutions_total,
};
pub use list::{institutions_by_code, newest_edition, regions_by_name};
pub use major::{
    MajorFilter, catalogue_majors, class_majors, major, major_details, major_facet, majors, majors_total,
    newest_catalogue,
};
pub use region::{
    RegionFilter, city_figures, region, region_details, region_facet, region_rows, regions, regions_total,
};
pub use write::{
    Seeded, SpokenInstitution, end_institution, insert_institution, insert_institutions, insert_past_names,
    mark_edition, rename_institution, succeed, update_listed,
};
pub use write_alliance::{admit, dismiss, dissolve, hold_alliance, insert_alliance, leave_all};
pub use write_major::{insert_majors, mark_catalogue};
pub use write_region::{SpokenRegion, close_region, insert_regions, lead_regions, move_institution};

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
