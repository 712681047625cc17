use proptest::prelude::*;

use super::*;

#[test]
fn names_are_compared_as_people_read_them() {
    for (one, other, same) in [
        ("王小满", "王 小满", true),
        ("王小满", "王小曼", false),
        ("买买提·吐尔逊", "买买提•吐尔逊", true),
        ("Anna Li", "ANNA  LI", true),
        ("", "王", false),
    ] {
        assert_eq!(same_name(one, other), same, "{one} {other}");
    }
    assert_eq!(name("  王　小满 ").unwrap(), "王 小满");
    assert_eq!(name(" ").unwrap_err().code, "identity.field.name_missing");
    assert_eq!(name(&"长".repeat(61)).unwrap_err().code, "identity.field.name_unfit");
}

#[test]
fn sign_in_names_have_one_form() {
    for (typed, expected) in [
        (" Lin.Registrar ", Some("lin.registrar")),
        ("wang_2026", Some("wang_2026")),
        ("ab", None),
        ("2wang", None),
        ("王小满", None),
        ("wang@example.cn", None),
        ("wang learner", None),
    ] {
        assert_eq!(sign_in_name(typed).ok().as_deref(), expected, "{typed}");
    }
}

#[test]
fn passwords_are_long_uncommon_and_not_the_name() {
    for (password_typed, expected) in [
        ("xueqiao-demo-2026", None),
        ("short", Some("identity.password.length")),
        ("123456789012", Some("identity.password.common")),
        ("PasswordPassword", Some("identity.password.common")),
        ("zzzzzzzzzzzzzz", Some("identity.password.common")),
        ("wang.learner-2026", Some("identity.password.holds_name")),
        ("山高月小水落石出清风徐来", None),
    ] {
        let code = password(password_typed, "wang.learner").err().map(|fault| fault.code);
        assert_eq!(code, expected, "{password_typed}");
    }
    assert!(password(&"长".repeat(129), "").is_err());
}

#[test]
fn contacts_have_one_form() {
    assert_eq!(phone("+86 138-1234-1234").unwrap(), "13812341234");
    for wrong in ["", "1381234123", "23812341234", "1381234123a", "１３８１２３４１２３４"] {
        assert_eq!(phone(wrong).unwrap_err().code, "identity.field.phone_unfit", "{wrong}");
    }
    assert_eq!(email(" Wang@Example.CN ").unwrap(), "Wang@example.cn");
    for wrong in ["", "wang", "wang@", "@example.cn", "wang@example", "wa ng@example.cn", "a@b@example.cn"] {
        assert_eq!(email(wrong).unwrap_err().code, "identity.field.email_unfit", "{wrong}");
    }
}

proptest! {
    #[test]
    fn nothing_typed_makes_a_field_panic(text in "\\PC{0,80}") {
        let _ = (name(&text), sign_in_name(&text), phone(&text), email(&text));
        let _ = password(&text, "wang");
        prop_assert!(same_name(&text, &text));
    }

    #[test]
    fn a_form_is_its_own_form(text in "[A-Za-z][A-Za-z0-9._-]{2,39}") {
        let once = sign_in_name(&text).unwrap();
        prop_assert_eq!(sign_in_name(&once).unwrap(), once);
    }
}
