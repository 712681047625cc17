use super::next;

#[test]
fn only_our_own_paths_are_followed_after_signing_in() {
    for (given, followed) in [
        (Some("/credit/passbook?x=1"), "/credit/passbook?x=1"),
        (None, "/"),
        (Some(""), "/"),
        (Some("https://evil.example/"), "/"),
        (Some("//evil.example/"), "/"),
        (Some("/\\evil.example/"), "/"),
        (Some("/\t/evil.example/"), "/"),
        (Some("/\u{0}/evil.example/"), "/"),
        (Some("\u{e9}//evil.example/"), "/"),
        (Some("/sign-out"), "/"),
        (Some("/sign-in?next=/sign-in"), "/"),
    ] {
        assert_eq!(next(given), followed, "{given:?}");
    }
}

#[test]
fn a_path_with_other_letters_stays_on_this_site() {
    // Without its second character this one would name another host.
    let followed = next(Some("/\u{e9}/evil.example"));
    assert_eq!(followed, "/\u{e9}/evil.example");
    assert!(!followed.starts_with("//"));
}
