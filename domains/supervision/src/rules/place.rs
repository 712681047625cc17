//! Where a county lies: in its city, or in the province where no city lies between.

use codes::{RegionCode, RegionLevel};

/// First digits of the municipalities (直辖市): their counties lie in the province itself.
const MUNICIPALITIES: [&str; 4] = ["11", "12", "31", "50"];
/// City digits of the counties that a province administers itself (省直辖县级行政区划, GB/T 2260).
const OF_PROVINCE: &str = "90";

/// The unit above a county, and what is not below a city: itself.
fn above(code: RegionCode) -> RegionCode {
    let digits = code.as_str();
    let none_between = MUNICIPALITIES.contains(&&digits[..2]) || &digits[2..4] == OF_PROVINCE;
    if none_between { code.province() } else { code.city() }
}

/// Six digits of the city of a county: of the province where no city lies between. A text that is no code is its own city.
pub fn city_of(county: &str) -> String {
    RegionCode::parse(county).map_or_else(|_| county.to_owned(), |code| above(code).to_string())
}

/// Six digits of the province of a county; none of a text that is no code.
pub fn province_of(county: &str) -> Option<String> {
    RegionCode::parse(county).ok().map(|code| code.province().to_string())
}

/// The first digits of what lies in a region; none of a text that is no code.
pub fn prefix_of(region: &str) -> Option<String> {
    RegionCode::parse(region).ok().map(|code| code.prefix().to_owned())
}

/// A province or a city, whose counties can be looked at together; none for a county, and for the digits of a city that is none.
pub fn together(code: &str) -> Option<RegionCode> {
    let code = RegionCode::parse(code).ok()?;
    (code.level() != RegionLevel::County && above(code) == code).then_some(code)
}
