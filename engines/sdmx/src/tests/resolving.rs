//! Structure queries: which artefacts come, and how much of them.

use super::sample;
use sdmx::{
    Code, Era,
    model::{Body, Structures},
    query::{StructureQuery, resolve},
};

fn ask(era: Era, path: &str, query: &str) -> Result<Structures, Code> {
    let all = sample::structures(false);
    StructureQuery::parse(era, path, query).and_then(|asked| resolve(&all, &asked)).map_err(|problem| problem.code)
}

fn ids(era: Era, path: &str, query: &str) -> Vec<String> {
    ask(era, path, query).unwrap().iter().map(|artefact| artefact.reference.id.clone()).collect()
}

#[test]
fn artefacts_come_with_what_belongs_to_them() {
    let lists = ["CL_AREA", "CL_FREQ", "CL_INDICATOR", "CL_OBS_STATUS", "CL_UNIT"];
    for (query, expected) in [
        ("", vec!["DF_MONITOR"]),
        ("references=none", vec!["DF_MONITOR"]),
        ("references=children", vec!["DSD_MONITOR", "DF_MONITOR"]),
        ("references=parents", vec!["DF_MONITOR", "CAT_MONITOR", "CR_MONITOR"]),
        ("references=parentsandsiblings", vec!["DF_MONITOR", "CATEGORIES", "CAT_MONITOR", "CR_MONITOR"]),
        ("references=descendants", [&lists[..], &["CS_MONITOR", "DSD_MONITOR", "DF_MONITOR"]].concat()),
        ("references=codelist", [&lists[..], &["DF_MONITOR"]].concat()),
        (
            "references=all",
            [&lists[..], &["CS_MONITOR", "DSD_MONITOR", "DF_MONITOR", "CATEGORIES", "CAT_MONITOR", "CR_MONITOR"]]
                .concat(),
        ),
    ] {
        assert_eq!(ids(Era::V21, "dataflow/YRD/DF_MONITOR/latest", query), expected, "{query}");
        assert_eq!(ids(Era::V30, "dataflow/YRD/DF_MONITOR/+", query), expected, "{query}");
    }
    assert_eq!(
        ids(Era::V30, "codelist/YRD/CL_UNIT", "references=ancestors"),
        ["CL_UNIT", "DSD_MONITOR", "DF_MONITOR", "CAT_MONITOR", "CR_MONITOR"]
    );
    assert_eq!(ids(Era::V21, "codelist/all/CL_FREQ+CL_UNIT/all", ""), ["CL_FREQ", "CL_UNIT"]);
    assert_eq!(ids(Era::V30, "codelist/*/CL_FREQ,CL_UNIT/*", ""), ["CL_FREQ", "CL_UNIT"]);
    assert_eq!(ids(Era::V30, "", "").len(), sample::structures(false).len());
    assert_eq!(ids(Era::V21, "contentconstraint", ""), ["CR_MONITOR"]);
    assert_eq!(ids(Era::V30, "dataconstraint", ""), ["CR_MONITOR"]);
}

#[test]
fn detail_says_how_much_comes() {
    let stubs = |query: &str| -> Vec<bool> {
        ask(Era::V21, "dataflow/YRD/DF_MONITOR", query)
            .unwrap()
            .iter()
            .map(|one| matches!(one.body, Body::Stub))
            .collect()
    };
    assert_eq!(stubs("references=children&detail=full"), [false, false]);
    assert_eq!(stubs("references=children&detail=allstubs"), [true, true]);
    assert_eq!(stubs("references=children&detail=referencestubs"), [true, false]);
    let complete = ask(Era::V30, "dataflow/YRD/DF_MONITOR", "detail=allcompletestubs").unwrap();
    assert!(complete.iter().all(|one| !one.descriptions.is_empty() && !one.annotations.is_empty()));
    let partial = ask(Era::V21, "dataflow/YRD/DF_MONITOR", "references=descendants&detail=referencepartial").unwrap();
    let areas = partial.items(&sample::reference(sdmx::reference::Class::Codelist, "CL_FREQ")).unwrap();
    assert_eq!((areas.list.len(), areas.partial), (1, true));
}

#[test]
fn single_items_come_with_those_above_them() {
    for (era, path) in
        [(Era::V21, "codelist/YRD/CL_AREA/latest/310000+320000"), (Era::V30, "codelist/YRD/CL_AREA/~/310000,320000")]
    {
        let found = ask(era, path, "").unwrap();
        let items = found.items(&sample::reference(sdmx::reference::Class::Codelist, "CL_AREA")).unwrap();
        assert_eq!(items.list.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["YRD", "310000", "320000"]);
        assert!(items.partial);
    }
    let found = ask(Era::V21, "categoryscheme/YRD/CATEGORIES/latest/EDU.BASIC", "").unwrap();
    let items = found.items(&sample::reference(sdmx::reference::Class::CategoryScheme, "CATEGORIES")).unwrap();
    assert_eq!(items.list.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["EDU", "EDU.BASIC"]);
}

#[test]
fn what_is_not_there_or_not_known_is_refused() {
    for (era, path, query, code) in [
        (Era::V21, "dataflow/YRD/OTHER", "", Code::NoResults),
        (Era::V21, "dataflow/OECD", "", Code::NoResults),
        (Era::V21, "codelist/YRD/CL_AREA/latest/999", "", Code::NoResults),
        (Era::V21, "dataflow/YRD/DF_MONITOR/9.9", "", Code::NoResults),
        (Era::V21, "dataflow/YRD/DF_MONITOR/x", "", Code::Syntax),
        (Era::V21, "colours", "", Code::Syntax),
        (Era::V21, "metadataflow", "", Code::NotImplemented),
        (Era::V30, "contentconstraint", "", Code::Syntax),
        (Era::V21, "dataflow/YRD/DF_MONITOR/latest/X", "", Code::Syntax),
        (Era::V21, "dataflow", "detail=little", Code::Syntax),
        (Era::V21, "dataflow", "references=friends", Code::Syntax),
        (Era::V21, "dataflow", "refs=all", Code::Syntax),
        (Era::V21, "dataflow/a/b/c/d/e", "", Code::Syntax),
        (Era::V30, "dataflow", "asOf=2020", Code::NotImplemented),
    ] {
        assert_eq!(ask(era, path, query).map(|found| found.len()), Err(code), "{path}?{query}");
    }
    assert_eq!(
        (Code::NoResults.status(Era::V21), Code::Semantic.status(Era::V21), Code::Semantic.status(Era::V30)),
        (404, 403, 422)
    );
}
