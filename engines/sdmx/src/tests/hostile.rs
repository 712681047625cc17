//! Messages from strangers: bombs, depth, damage, and what does not fit.

use std::io::Read;

use super::{sample, written};
use sdmx::{
    Code, Era, Failure, View, json, limits, ml,
    model::{Body, Cube, Item, Items, Maintainable, Structures},
    negotiate::DataFormat,
    reference::Class,
    table::{self, Options},
};

fn code<T: std::fmt::Debug>(result: Result<T, Failure>) -> Code {
    match result {
        Err(Failure::Problem(problem)) => problem.code,
        other => panic!("{other:?}"),
    }
}

fn read_xml(text: &str) -> Result<u64, Failure> {
    let all = sample::structures(false);
    let cube = Cube::new(&all, &sample::flow()).unwrap();
    ml::read_data(text.as_bytes(), &cube, |_| Ok(()))
}

fn read_csv(text: &str) -> Result<u64, Failure> {
    let all = sample::structures(false);
    let cube = Cube::new(&all, &sample::flow()).unwrap();
    table::read_data(text.as_bytes(), &cube, |_| Ok(()))
}

#[test]
fn bombs_and_damage_in_xml_are_refused() {
    let laughs =
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><Structure>&b;</Structure>";
    let deep = format!("<Structure>{}", "<a>".repeat(limits::DEPTH_MAX + 1));
    let attributes: String = (0..=limits::ATTRIBUTES_MAX).map(|number| format!(" a{number}=\"1\"")).collect();
    let wide = format!("<Structure><a{attributes}/></Structure>");
    for text in [
        laughs,
        &deep,
        &wide,
        "",
        "no xml",
        "<Structure>",
        "<Structure><a></b></Structure>",
        "<Structure a=\"1\" a=\"2\"/>",
        "<Structure>&unknown;</Structure>",
        "<Structure>&#0;</Structure>",
        "<Structure><Structures><Codelists><Codelist/></Codelists></Structures></Structure>",
        "<Other/>",
    ] {
        assert_eq!(
            code(ml::read_structures(text.as_bytes())),
            Code::Syntax,
            "{}",
            text.chars().take(80).collect::<String>()
        );
        assert_eq!(code(read_xml(text)), Code::Syntax, "{}", text.chars().take(80).collect::<String>());
    }
}

/// Bytes without end, of which only a bounded part may be held.
struct Endless {
    head: &'static [u8],
    asked: u64,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.asked += into.len() as u64;
        assert!(self.asked < 64 * 1024 * 1024, "read on and on");
        if !self.head.is_empty() {
            return self.head.read(into);
        }
        into.fill(b'a');
        Ok(into.len())
    }
}

#[test]
fn a_piece_without_end_is_not_read_to_its_end() {
    for head in [&b"<Structure>"[..], b"<Structure a=\"", b"<!--", b"<Structure><![CDATA[", b"<"] {
        let from = std::io::BufReader::new(Endless { head, asked: 0 });
        assert_eq!(code(ml::read_structures(from)), Code::Syntax, "{}", String::from_utf8_lossy(head));
    }
    let all = sample::structures(false);
    let cube = Cube::new(&all, &sample::flow()).unwrap();
    for head in [&b"DATAFLOW,"[..], b"DATAFLOW,\""] {
        assert_eq!(code(table::read_data(Endless { head, asked: 0 }, &cube, |_| Ok(()))), Code::TooLarge);
    }
}

#[test]
fn data_that_does_not_fit_the_structure_is_refused() {
    let all = sample::structures(false);
    let cube = Cube::new(&all, &sample::flow()).unwrap();
    let good =
        written(&cube, View::whole(&cube), DataFormat::Specific(Era::V21), &sample::observations(&cube, 1)).unwrap();
    assert_eq!(read_xml(&good).unwrap(), 12);
    for (from, to) in [(" FREQ=\"A\"", ""), ("INDICATOR=", "COLOUR="), ("TIME_PERIOD=\"2010\"", "")] {
        assert_eq!(code(read_xml(&good.replace(from, to))), Code::Semantic, "{from} {to}");
    }
    assert_eq!(code(read_xml(&good.replace("<Series", "<Row").replace("</Series", "</Row"))), Code::Syntax);
    let good = written(
        &cube,
        View::whole(&cube),
        DataFormat::Csv(Era::V30, Options::default()),
        &sample::observations(&cube, 1),
    )
    .unwrap();
    assert_eq!(read_csv(&good).unwrap(), 12);
    for (from, to, expected) in [
        ("STRUCTURE,", "TABLE,", Code::Syntax),
        ("FREQ", "OFTEN", Code::Semantic),
        ("INDICATOR", "FREQ", Code::Semantic),
        ("YRD:DF_MONITOR", "OECD:DF_MONITOR", Code::Semantic),
        (",I,A,310000", ",D,A,310000", Code::Semantic),
        ("dataflow,", "datastructure,", Code::Semantic),
        (",A,310000", ",,310000", Code::Semantic),
        (",I,A,310000", ",I,A,310000,x", Code::Syntax),
    ] {
        assert_eq!(code(read_csv(&good.replacen(from, to, 1))), expected, "{from} {to}");
    }
    for text in ["", "DATAFLOW", "DATAFLOW;", "DATAFLOW,\u{0}\n", "STRUCTURE[;]"] {
        assert!(read_csv(text).is_err(), "{text:?}");
    }
}

#[test]
fn structures_that_cannot_be_are_refused() {
    let names = sdmx::Names::zh_en("名", "Name");
    let codelist = |list: Vec<Item>| {
        let body = Body::Items(Items { list, partial: false });
        Structures::new()
            .add(Maintainable::new(sample::reference(Class::Codelist, "CL"), names.clone(), body))
            .map_err(|problem| problem.code)
    };
    let item = |id: &str| Item::new(id, "名", "Name");
    assert_eq!(codelist(vec![item("A"), item("B").below("A")]), Ok(()));
    for wrong in [
        vec![item("A"), item("A")],
        vec![item("A").below("B")],
        vec![item("A").below("B"), item("B").below("A")],
        vec![item("A").below("A")],
        vec![Item { id: "A".into(), ..Item::default() }],
    ] {
        assert_eq!(codelist(wrong), Err(Code::Semantic));
    }
    for id in ["", "A B", "中", "A.B", &"A".repeat(1000)] {
        assert_eq!(codelist(vec![item(id)]), Err(Code::Syntax), "{id}");
    }
    assert_eq!(
        codelist((0..=limits::ITEMS_MAX).map(|number| item(&number.to_string())).collect()),
        Err(Code::Semantic)
    );
    let mut all = sample::structures(false);
    let flow = Body::Dataflow(sample::reference(Class::DataStructure, "NOT_THERE"));
    all.add(Maintainable::new(sample::reference(Class::Dataflow, "DF"), names.clone(), flow)).unwrap();
    assert_eq!(all.check().map_err(|problem| problem.code), Err(Code::Semantic));
}

#[test]
fn damaged_json_is_refused() {
    for text in [
        "",
        "[]",
        "{}",
        "{\"data\":1}",
        "{\"data\":{\"codelists\":[{}]}}",
        &"[".repeat(100_000),
        "{\"data\":{\"codelists\":[{\"id\":\"A\",\"agencyID\":\"B\",\"version\":\"x\"}]}}",
    ] {
        assert_eq!(
            code(json::read_structures(text.as_bytes())),
            Code::Syntax,
            "{}",
            text.chars().take(60).collect::<String>()
        );
    }
}

#[test]
fn errors_are_escaped() {
    let problem = sdmx::Problem::semantic("<script> & \u{1}");
    let mut xml = Vec::new();
    ml::write_errors(&mut xml, Era::V21, std::slice::from_ref(&problem)).unwrap();
    let text = String::from_utf8(xml).unwrap();
    assert!(text.contains("code=\"150\"") && text.contains("&lt;script&gt; &amp; \u{fffd}"), "{text}");
}
