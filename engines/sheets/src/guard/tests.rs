//! Names are told as readers tell them.

use super::*;

#[test]
fn a_part_is_told_whatever_its_case() {
    for (name, part) in [
        ("xl/sharedStrings.xml", Part::SharedStrings),
        ("XL/SHAREDSTRINGS.XML", Part::SharedStrings),
        ("xl\\worksheets\\Sheet1.xml", Part::Worksheet),
        ("xl/styles.XML", Part::OtherXml),
        ("_rels/.rels", Part::OtherXml),
        ("xl/media/image1.png", Part::Other),
    ] {
        assert_eq!(Part::named(name), part, "{name}");
    }
}
