//! What is passed and what is not, however it is cut into chunks.

use super::*;

fn look(text: &[u8], table: bool) -> Result<(), Refusal> {
    let size = Some(text.len() as u64).filter(|_| table);
    let whole = XmlGuard::new(size).look(text);
    let mut guard = XmlGuard::new(size);
    let cut = text.chunks(3).try_for_each(|chunk| guard.look(chunk));
    assert_eq!(whole, cut);
    whole
}

#[test]
fn a_table_says_no_more_than_it_can_hold() {
    let refused = Err(Refusal::Bomb);
    for (text, expected) in [
        (r#"<sst count="90000" uniqueCount="1"><si><t>a</t></si></sst>"#, Ok(())),
        (r#"<sst uniqueCount="10000000000000"><si><t>a</t></si></sst>"#, refused.clone()),
        (r#"<sst uniqueCount = '99999999999999999999999999999999999999999'/>"#, refused.clone()),
        (r#"<x:sst count="1" uniqueCount="0000000000099"/>"#, refused.clone()),
        (r#"<sst uniqueCount=" +900"/>"#, refused),
        (r#"<sst><si><t>uniqueCount = 99999999</t></si></sst>"#, Ok(())),
    ] {
        assert_eq!(look(text.as_bytes(), true), expected, "{text}");
        assert_eq!(look(text.as_bytes(), false), Ok(()), "only the shared strings are such a table");
    }
}

#[test]
fn no_piece_is_longer_than_a_cell() {
    let long = PIECE_BYTES_MAX as usize + 1;
    for (text, expected) in [
        (format!("<t>{}</t>", "x".repeat(long)), Err(Refusal::Bomb)),
        (format!("<t a=\"{}\"/>", "x".repeat(long)), Err(Refusal::Bomb)),
        (format!("<row x=\"{}\"/>", "<".repeat(long)), Err(Refusal::Bomb)),
        (format!("<row x='{}'/>", "<a>".repeat(long)), Err(Refusal::Bomb)),
        (format!("<row {}/>", "< ".repeat(long)), Err(Refusal::Bomb)),
        (format!("<!-->{}", "<a>".repeat(long)), Err(Refusal::Bomb)),
        (format!("<!--->{}", "<a>".repeat(long)), Err(Refusal::Bomb)),
        (format!("<?x {}?>", "<a>".repeat(long)), Err(Refusal::Bomb)),
        (format!("<?>{}", "<a>".repeat(long)), Err(Refusal::Bomb)),
        (format!("<!----><?x?><a b='>' c=\"<\"/>{}", "<a/>".repeat(long)), Ok(())),
        (format!("<!--{}-->", "<a>".repeat(long)), Err(Refusal::Bomb)),
        (format!("<![CDATA[{}]]>", "<".repeat(long)), Err(Refusal::Bomb)),
        (format!("<!--<a>--><r>{}</r>", "<a/>".repeat(long)), Ok(())),
        ("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>".to_owned(), Err(Refusal::Corrupt)),
        ("<\0a\0>\0".to_owned(), Err(Refusal::Corrupt)),
    ] {
        assert_eq!(look(text.as_bytes(), false), expected, "{}", &text[..20.min(text.len())]);
    }
}
