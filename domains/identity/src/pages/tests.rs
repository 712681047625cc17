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
        (Some("/sign-out"), "/"),
        (Some("/sign-in?next=/sign-in"), "/"),
    ] {
        assert_eq!(next(given), followed, "{given:?}");
    }
}
