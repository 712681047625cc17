//! From an `Accept` header to a format.

use sdmx::{
    Code, Era,
    negotiate::{DataFormat, StructureFormat},
    table::{Keys, Labels, Options, TimeFormat},
};

#[test]
fn headers_choose_formats_of_data() {
    let plain = Options::default();
    let full = Options { labels: Labels::Name, keys: Keys::Both, time_format: TimeFormat::Normalized };
    for (era, accept, expected) in [
        (Era::V21, "", DataFormat::Specific(Era::V21)),
        (Era::V30, "", DataFormat::Json(Era::V30)),
        (Era::V21, "*/*", DataFormat::Specific(Era::V21)),
        (Era::V21, "application/json", DataFormat::Json(Era::V21)),
        (Era::V30, "application/json", DataFormat::Json(Era::V30)),
        (Era::V21, "text/csv", DataFormat::Csv(Era::V21, plain)),
        (Era::V30, "text/csv", DataFormat::Csv(Era::V30, plain)),
        (Era::V30, "application/xml", DataFormat::Specific(Era::V30)),
        (Era::V30, "text/xml;q=0.4, text/csv;q=0.5, image/png", DataFormat::Csv(Era::V30, plain)),
        (Era::V21, "application/vnd.sdmx.genericdata+xml;version=2.1", DataFormat::Generic),
        (Era::V21, "application/vnd.sdmx.genericdata+xml", DataFormat::Generic),
        (Era::V21, "application/vnd.sdmx.structurespecificdata+xml; version=2.1", DataFormat::Specific(Era::V21)),
        (Era::V21, "application/vnd.sdmx.generictimeseriesdata+xml;version=2.1", DataFormat::GenericTimeSeries),
        (
            Era::V21,
            "application/vnd.sdmx.structurespecifictimeseriesdata+xml;version=2.1",
            DataFormat::SpecificTimeSeries,
        ),
        (Era::V21, "application/vnd.sdmx.data+json;version=1.0.0", DataFormat::Json(Era::V21)),
        (Era::V21, "application/vnd.sdmx.data+json;version=2.0.0", DataFormat::Json(Era::V30)),
        (Era::V30, "application/vnd.sdmx.data+json;version=2+.0.0", DataFormat::Json(Era::V30)),
        (Era::V21, "application/vnd.sdmx.data+json", DataFormat::Json(Era::V21)),
        (Era::V30, "application/vnd.sdmx.data+xml;version=3.0", DataFormat::Specific(Era::V30)),
        (
            Era::V30,
            "application/vnd.sdmx.data+csv;version=2.0.0;labels=name;timeFormat=normalized;keys=both",
            DataFormat::Csv(Era::V30, full),
        ),
        (
            Era::V21,
            "application/vnd.sdmx.data+csv; version=1.0.0; labels=both",
            DataFormat::Csv(Era::V21, Options { labels: Labels::Both, ..plain }),
        ),
        // The closest range says how much a format is liked.
        (
            Era::V21,
            "*/*;q=0.1, application/vnd.sdmx.structurespecificdata+xml;q=0, application/json;q=0.8",
            DataFormat::Json(Era::V21),
        ),
        (Era::V21, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", DataFormat::Specific(Era::V21)),
    ] {
        assert_eq!(DataFormat::negotiate(era, accept).unwrap(), expected, "{era:?} {accept}");
    }
}

#[test]
fn what_is_not_offered_is_not_acceptable() {
    for accept in [
        "image/png",
        "application/vnd.sdmx.data+json;version=3.0.0",
        "application/vnd.sdmx.data+csv;version=1.0.0;keys=obs",
        "application/vnd.sdmx.data+csv;version=2.0.0;labels=all",
        "application/json;q=0",
        "application/json;q=often",
        ";;;,,;q=,=",
    ] {
        assert_eq!(
            DataFormat::negotiate(Era::V21, accept).map_err(|problem| problem.code),
            Err(Code::NotAcceptable),
            "{accept}"
        );
    }
}

#[test]
fn a_media_type_chooses_its_own_format() {
    let options = Options { labels: Labels::Both, keys: Keys::Series, ..Options::default() };
    for format in [
        DataFormat::Generic,
        DataFormat::GenericTimeSeries,
        DataFormat::Specific(Era::V21),
        DataFormat::Specific(Era::V30),
        DataFormat::SpecificTimeSeries,
        DataFormat::Json(Era::V21),
        DataFormat::Json(Era::V30),
        DataFormat::Csv(Era::V21, Options::default()),
        DataFormat::Csv(Era::V30, options),
    ] {
        for era in [Era::V21, Era::V30] {
            assert_eq!(DataFormat::negotiate(era, &format.media_type()).unwrap(), format);
        }
    }
    for format in [
        StructureFormat::Ml(Era::V21),
        StructureFormat::Ml(Era::V30),
        StructureFormat::Json(Era::V21),
        StructureFormat::Json(Era::V30),
    ] {
        assert_eq!(StructureFormat::negotiate(Era::V21, format.media_type()).unwrap(), format);
    }
    assert_eq!(StructureFormat::negotiate(Era::V21, "*/*").unwrap(), StructureFormat::Ml(Era::V21));
    assert_eq!(StructureFormat::negotiate(Era::V30, "application/xml").unwrap(), StructureFormat::Ml(Era::V30));
    assert!(StructureFormat::negotiate(Era::V30, "text/csv").is_err());
}
