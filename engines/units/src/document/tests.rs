use super::*;

#[test]
fn what_a_parser_says_is_told_by_name_and_what_has_none_is_quoted() {
    for (said, code, args) in [
        (
            "unknown field `owner`, expected `id` or `title` at line 3 column 7",
            "document.unknown_field",
            "name=owner, known=id, title",
        ),
        (
            "unknown field `owner`, expected one of `id`, `title`",
            "document.unknown_field",
            "name=owner, known=id, title",
        ),
        ("unknown field `owner`, there are no fields", "document.no_fields", "name=owner"),
        ("missing field `title` at line 1 column 9", "document.missing_field", "name=title"),
        (
            "unknown variant `gold`, expected one of `money`, `count`",
            "document.unknown_variant",
            "name=gold, known=money, count",
        ),
        ("duplicate field `id`", "document.twice", "name=id"),
        ("invalid type: string \"one\", expected i64", "document.kind", "found=text, asked=number"),
        (
            "invalid type: integer `5`, expected a string at line 1 column 2",
            "document.kind",
            "found=number, asked=text",
        ),
        ("invalid type: map, expected a sequence", "document.kind", "found=table, asked=list"),
        ("invalid type: null, expected struct Line", "document.kind", "found=nothing, asked=table"),
        ("invalid type: boolean `true`, expected u8", "document.kind", "found=yes_no, asked=number"),
        (
            "invalid type: string \"x\", expected a colour",
            "document.kind",
            "found=text, asked=other, quoted=invalid type: string \"x\", expected a colour",
        ),
        ("trailing comma", "document.value", "quoted=trailing comma"),
    ] {
        let told = fault("a.b", None, said);
        assert_eq!((told.field.as_str(), told.code, told.args.to_string().as_str()), ("a.b", code, args), "{said}");
    }
    let told = fault("", Some((2, 5)), "expected `,` or `}` at line 2 column 5");
    assert_eq!(
        (told.code, told.args.to_string().as_str()),
        ("document.syntax", "line=2, column=5, quoted=expected `,` or `}`")
    );
    assert_eq!(told.quoted(), Some("expected `,` or `}`"));
    assert_eq!(fault("", None, &"x".repeat(999)).quoted().map(str::len), Some(QUOTED_CHARS_MAX));
}

#[test]
fn a_byte_is_told_by_line_and_character() {
    for (text, byte, place) in
        [("", 0, (1, 1)), ("甲乙", 3, (1, 2)), ("甲乙", 4, (1, 2)), ("a\nbc", 3, (2, 2)), ("a\n", 9, (2, 1))]
    {
        assert_eq!(line_and_column(text, byte), place, "{text:?} {byte}");
    }
}
