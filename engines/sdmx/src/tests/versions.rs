//! Versions, references and URNs.

use sdmx::{
    Era,
    reference::{Class, ItemReference, Reference},
    version::{Version, Versions},
};

fn select(query: &str, era: Era, known: &[&str]) -> Vec<String> {
    let known: Vec<Version> = known.iter().map(|text| Version::parse(text).unwrap()).collect();
    let references: Vec<&Version> = known.iter().collect();
    Versions::parse(query, era).unwrap().select(&references).into_iter().map(ToString::to_string).collect()
}

#[test]
fn queries_choose_versions() {
    let known = ["0.9.0", "1.0", "1.0.0", "1.2.0", "1.2.3", "1.3.0-draft", "2.0.0", "2.1.0-rc.1"];
    for (query, expected) in [
        ("*", vec!["0.9.0", "1.0", "1.0.0", "1.2.0", "1.2.3", "1.3.0-draft", "2.0.0", "2.1.0-rc.1"]),
        ("+", vec!["2.0.0"]),
        ("~", vec!["2.1.0-rc.1"]),
        ("1.0", vec!["1.0"]),
        ("1.0.0", vec!["1.0.0"]),
        ("1+.0.0", vec!["2.0.0"]),
        ("1.0+.0", vec!["1.2.3"]),
        ("1.+.0", vec!["1.2.3"]),
        ("1.2.0+", vec!["1.2.3"]),
        ("1.2.4+", vec![]),
        ("1.~.0", vec!["1.3.0-draft"]),
        ("1.2.*", vec!["1.2.0", "1.2.3"]),
        ("1.2.1*", vec!["1.2.3"]),
        ("~.0", vec!["1.0"]),
        ("1.0.0,+", vec!["1.0.0", "2.0.0"]),
        ("3.0.0", vec![]),
    ] {
        assert_eq!(select(query, Era::V30, &known), expected, "{query}");
    }
    assert_eq!(select("latest", Era::V21, &known), ["2.1.0-rc.1"]);
    assert_eq!(select("all", Era::V21, &known).len(), known.len());
    assert_eq!(select("1.0+2.0.0", Era::V21, &known), ["1.0", "2.0.0"]);
}

#[test]
fn unsupported_version_queries_are_refused() {
    for query in [
        "", "+.2.3", "1.+.3", "~.2", "1.~.3", "*.2", "+.0", "2.3+", "~.0.*", "3.2*.1+", "3.2+.1+", "1.2.3.4", "01",
        "1..0", "a", "1.0.0-", "1.0-x",
    ] {
        assert!(Versions::parse(query, Era::V30).is_err(), "{query}");
    }
}

#[test]
fn urns_come_back() {
    for class in Class::ALL {
        let reference = Reference::new(class, "YRD.SUB", "X_1", Version::parse("1.2.3-a").unwrap()).unwrap();
        for era in [Era::V21, Era::V30] {
            assert_eq!(Reference::from_urn(&reference.urn(era)).unwrap(), reference);
        }
        if class.item().is_some() {
            let item = ItemReference { scheme: reference, item: "A.B".to_owned() };
            assert_eq!(ItemReference::from_urn(&item.urn()).unwrap(), item);
        }
    }
    for urn in [
        "",
        "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=YRD",
        "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=1:X(1.0)",
        "urn:sdmx:org.sdmx.infomodel.x.Nothing=A:B(1.0)",
        "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=A:B(1.0",
        "urn:x",
    ] {
        assert!(Reference::from_urn(urn).is_err(), "{urn}");
    }
}
