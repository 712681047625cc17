use super::*;

#[test]
fn names_keep_first_and_last() {
    for (full, masked) in [
        ("王小满", "王*满"),
        ("李禾", "李*"),
        ("林", "*"),
        ("", ""),
        ("欧阳若溪", "欧**溪"),
        ("买买提·吐尔逊", "买*****逊"),
        ("Anna Li", "A*****i"),
    ] {
        assert_eq!(name(full), masked, "{full}");
    }
}

#[test]
fn numbers_never_show_the_birthday() {
    assert_eq!(id_number("31010420000303123X"), "3101**********123X");
    assert!(!id_number("31010420000303123X").contains("2000"));
    assert_eq!(phone("13812341234"), "138****1234");
    assert_eq!(email("wang@example.cn"), "w***@example.cn");
}

#[test]
fn what_is_too_short_is_hidden_whole() {
    assert_eq!(id_number("3101123X"), "********");
    assert_eq!(phone("110"), "***");
    assert_eq!(email("w@example.cn"), "*@example.cn");
    assert_eq!(email("nonsense"), "n*******");
}
