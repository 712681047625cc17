use super::{measure, standard};

#[test]
fn each_command_writes_into_a_folder_of_its_own_that_a_shell_takes() {
    assert_eq!(
        standard("schools.csv", "s", true, &["341122", "2025"]),
        "xueqiao indicators equity standard schools.csv --standard s --county county.csv --out out/341122-2025"
    );
    assert!(
        standard("school.csv", "s", false, &["A 1;../b", "2025"]).ends_with("--standard s --out out/A_1_.._b-2025")
    );
    assert!(measure(&["340000", "2025", "junior"]).ends_with("--spec equity.json --out out/340000-2025-junior"));
}
