use super::regions_of;

#[test]
fn sums_are_made_for_the_counties_and_every_region_above_them_within_the_collections_own() {
    for (top, counties, expected) in [
        (
            "340000",
            &["341122", "341126", "340202"][..],
            &["340000", "340200", "340202", "341100", "341122", "341126"][..],
        ),
        ("341100", &["341122"], &["341100", "341122"]),
        ("341122", &["341122"], &["341122"]),
        ("310000", &["310101"], &["310000", "310100", "310101"]),
    ] {
        let counties: Vec<String> = counties.iter().map(|code| (*code).to_owned()).collect();
        assert_eq!(regions_of(top, &counties), expected, "{top}");
    }
}
