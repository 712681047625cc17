//! Uploaded structures and observations, in our tables and in the formats of SDMX.

use op::Error;

use super::{flow, handover, structure};
use crate::model::{DataflowInput, ObservationInput, Structure};
use crate::work::upload;

fn observations(bytes: &[u8], structure: &Structure, content: &DataflowInput) -> op::Result<Vec<ObservationInput>> {
    let mut found = Vec::new();
    upload::observations(std::io::Cursor::new(bytes), structure, content, &mut |one| {
        found.push(one);
        Ok(())
    })?;
    Ok(found)
}

fn code<T: std::fmt::Debug>(outcome: op::Result<T>) -> (String, &'static str) {
    match outcome.unwrap_err() {
        Error::Invalid(faults) => (faults[0].field.clone(), faults[0].code),
        other => panic!("{other:?}"),
    }
}

const TABLE: &str = "component,kind,code,parent,name,name_en,on\n\
    REF_AREA,dimension,,,地区,Region,\nREF_AREA,dimension,A,,甲,,\nREF_AREA,dimension,B,A,乙,,\n\
    UNIT_MEASURE,attribute,,,单位,,REF_AREA\nUNIT_MEASURE,attribute,CNY,,元,,\n";

#[test]
fn a_table_declares_a_structure() {
    let found = upload::structure(TABLE.as_bytes()).unwrap();
    assert_eq!((found.dimensions.len(), found.dimensions[0].codes[1].parent.as_str()), (1, "A"));
    assert_eq!(found.attributes[0].on, ["REF_AREA"]);
    assert_eq!(crate::rules::structure::faults(&found), Vec::new());
}

#[test]
fn a_table_that_declares_nothing_of_use_says_where() {
    for (table, field, expected) in [
        ("a,b\n1,2\n", "structure", "dissemination.upload.column"),
        ("component,kind,name\nX,colour,x\n", "2.kind", "dissemination.upload.kind"),
        ("component,kind,code,name\nX,dimension,A,x\n", "2.component", "dissemination.upload.component"),
        ("<nothing/>", "structure", "dissemination.upload.unreadable"),
        ("{\"x\":1}", "structure", "dissemination.upload.unreadable"),
    ] {
        assert_eq!(code(upload::structure(table.as_bytes())), (field.to_owned(), expected), "{table}");
    }
}

#[test]
fn what_was_downloaded_here_is_read_again() {
    let given = handover("DF_TRIAL", 2, 2);
    let text = "\u{feff}REF_AREA,REF_AREA_NAME,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nA00000,甲,X,2000,0.5,A\nA00000,甲,X,2001,,O\n";
    let found = observations(text.as_bytes(), &given.structure, &flow("DF_TRIAL")).unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!((found[1].value.as_deref(), found[1].status.as_str()), (None, "O"));
}

#[test]
fn sdmx_csv_and_xml_are_read_against_the_structure() {
    let text =
        "DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nYRD:DF_TRIAL(1.0.0),A00001,Y,2001,2.5,A\n";
    let found = observations(text.as_bytes(), &structure(2), &flow("DF_TRIAL")).unwrap();
    assert_eq!(found[0].key, ["A00001", "Y"]);
    // What was downloaded of a later release is read as well.
    let later = text.replace("(1.0.0)", "(7.0.0)");
    assert_eq!(observations(later.as_bytes(), &structure(2), &flow("DF_TRIAL")).unwrap(), found);
    let json = r#"{"meta":{},"data":{"dataSets":[{"structure":0,"series":{"0:0":{"observations":{"0":["2.50",0]}}}}],"structures":[{
        "dimensions":{"series":[{"id":"REF_AREA","values":[{"id":"A00001"}]},{"id":"INDICATOR","values":[{"id":"Y"}]}],
        "observation":[{"id":"TIME_PERIOD","values":[{"value":"2001"}]}]},"measures":{"observation":[{"id":"OBS_VALUE"}]},
        "attributes":{"observation":[{"id":"OBS_STATUS","values":[{"id":"E"}]}]}}]}}"#;
    let found = observations(json.as_bytes(), &structure(2), &flow("DF_TRIAL")).unwrap();
    assert_eq!((found[0].key.join("."), found[0].period.as_str()), ("A00001.Y".to_owned(), "2001"));
    assert_eq!((found[0].value.as_deref(), found[0].status.as_str()), (Some("2.50"), "E"));
    let xml = r#"<m:GenericData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic">
<m:Header><m:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"/></m:Header><m:DataSet structureRef="S"><g:Series><g:SeriesKey>
<g:Value id="REF_AREA" value="A00000"/><g:Value id="INDICATOR" value="X"/></g:SeriesKey><g:Obs><g:ObsDimension value="2000"/><g:ObsValue value="7"/></g:Obs></g:Series></m:DataSet></m:GenericData>"#;
    let found = observations(xml.as_bytes(), &structure(2), &flow("DF_TRIAL")).unwrap();
    assert_eq!((found[0].period.as_str(), found[0].value.as_deref()), ("2000", Some("7")));
}

#[test]
fn hostile_files_are_refused_with_a_reason() {
    let flow = flow("DF_TRIAL");
    let wide = format!("REF_AREA{}\n", ",X".repeat(200_000));
    assert_eq!(code(observations(wide.as_bytes(), &structure(1), &flow)).1, "dissemination.upload.columns");
    let wider = format!("REF_AREA{}\n", ",X".repeat(1_000_000));
    assert_eq!(code(observations(wider.as_bytes(), &structure(1), &flow)).1, "dissemination.upload.unreadable");
    let open = format!("REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE\nA00000,X,\"{}", "1\n".repeat(1_000_000));
    assert_eq!(code(observations(open.as_bytes(), &structure(1), &flow)).1, "dissemination.upload.unreadable");
    assert_eq!(code(observations(b"{}", &structure(1), &flow)).1, "dissemination.upload.unreadable");
    assert_eq!(code(observations(b"", &structure(1), &flow)).1, "dissemination.upload.column");
    assert_eq!(code(observations(b"\xff\xfe\x00", &structure(1), &flow)).1, "dissemination.upload.unreadable");
    let deep = "<a>".repeat(100_000);
    assert_eq!(code(observations(deep.as_bytes(), &structure(1), &flow)).1, "dissemination.upload.unreadable");
    assert_eq!(code(upload::structure(deep.as_bytes())).1, "dissemination.upload.unreadable");
}
