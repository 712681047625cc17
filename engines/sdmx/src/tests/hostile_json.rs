//! Data in JSON from strangers: read whatever its order, or refused with the place.

use super::{sample, written};
use sdmx::{Code, Era, Failure, View, json, limits, model::Cube, negotiate::DataFormat};

fn code<T: std::fmt::Debug>(result: Result<T, Failure>) -> Code {
    match result {
        Err(Failure::Problem(problem)) => problem.code,
        other => panic!("{other:?}"),
    }
}

fn read(text: &str) -> Result<u64, Failure> {
    let all = sample::structures(false);
    let cube = Cube::new(&all, &sample::flow()).unwrap();
    json::read_data(std::io::Cursor::new(text), &cube, |_| Ok(()))
}

/// A sound message of 24 observations.
fn sound(era: Era) -> String {
    let all = sample::structures(false);
    let cube = Cube::new(&all, &sample::flow()).unwrap();
    written(&cube, View::whole(&cube), DataFormat::Json(era), &sample::observations(&cube, 2)).unwrap()
}

#[test]
fn the_lists_may_stand_before_the_data_and_without_an_envelope() {
    for era in [Era::V21, Era::V30] {
        let good = sound(era);
        assert_eq!(read(&good).unwrap(), 24);
        let parsed: serde_json::Value = serde_json::from_str(&good).unwrap();
        let turned: serde_json::Map<_, _> = parsed["data"]
            .as_object()
            .unwrap()
            .iter()
            .rev()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        assert_eq!(read(&serde_json::Value::Object(turned).to_string()).unwrap(), 24);
    }
}

#[test]
fn what_does_not_fit_is_refused_with_its_place() {
    const FIRST: &str = r#""observations":{"0":["#;
    for era in [Era::V21, Era::V30] {
        let good = sound(era);
        for end in [good.len() - 1, good.len() / 2, good.len() / 3, 1] {
            let cut = (0..=end).rev().find(|end| good.is_char_boundary(*end)).unwrap();
            assert_eq!(code(read(&good[..cut])), Code::Syntax, "{cut}");
        }
        for (from, to, expected) in [
            (FIRST, r#""observations":{"77":["#, Code::Semantic),
            (FIRST, r#""observations":{"0:0":["#, Code::Semantic),
            (FIRST, r#""observations":{"":["#, Code::Semantic),
            (FIRST, r#""observations":{"0:":["#, Code::Semantic),
            (FIRST, r#""observations":{":0":["#, Code::Semantic),
            (r#"{"0:0:0":"#, r#"{"0::0:0":"#, Code::Semantic),
            (FIRST, r#""observations":{"0":[1,2,3,4,5,6,7,"#, Code::Semantic),
            (FIRST, r#""observations":{"0":[[1],"#, Code::NotImplemented),
            (FIRST, r#""observations":{"0":[01,"#, Code::Syntax),
            (FIRST, r#""observations":{"0":[NaN,"#, Code::Syntax),
            (r#""Information""#, r#""Delete""#, Code::NotImplemented),
            (r#""id":"INDICATOR""#, r#""id":"COLOUR""#, Code::Semantic),
            (r#""action":"#, r#""dimensionGroupAttributes":{"0":[0]},"action":"#, Code::NotImplemented),
        ] {
            let damaged = good.replacen(from, to, 1);
            assert_ne!(damaged, good, "{from}");
            assert_eq!(code(read(&damaged)), expected, "{from} {to}");
        }
        let damaged = good.replacen(FIRST, r#""observations":{"9":["#, 1);
        let Err(Failure::Problem(problem)) = read(&damaged) else { panic!("an index without a value was read") };
        let place = "data set 0, series 0:0:0, observation 9: TIME_PERIOD";
        assert!(problem.text.starts_with(place), "{}", problem.text);
        let damaged = good.replacen(r#"{"0:0:0":"#, r#"{"77:0:0":"#, 1);
        let Err(Failure::Problem(problem)) = read(&damaged) else { panic!("an index without a value was read") };
        let place = "data set 0, series 77:0:0: FREQ has no value with the index ";
        assert!(problem.text.starts_with(place), "{}", problem.text);
    }
}

#[test]
fn a_message_without_end_sense_or_structure_is_refused() {
    let deep = format!(r#"{{"structure":{}"#, "[".repeat(100_000));
    let wide = format!(r#"{{"structures":[{{"dimensions":{{"series":[{}]}}}}]}}"#, vec!["{}"; 1_000].join(","));
    let long = format!(r#"{{"structure":{{"name":"{}"}}}}"#, "a".repeat(limits::PIECE_BYTES_MAX + 1));
    for (text, expected) in [
        ("", Code::Syntax),
        ("[]", Code::Syntax),
        ("{}", Code::Syntax),
        (r#"{"data":{}}"#, Code::Syntax),
        (r#"{"data":1}"#, Code::Syntax),
        (r#"{"dataSets":[{"observations":{"0":[1]}}]}"#, Code::Syntax),
        (r#"{"structure":{}} {}"#, Code::Syntax),
        (r#"{"structure":{"name":"\ud800"}}"#, Code::Syntax),
        (r#"{"structure":{"name":"\x"}}"#, Code::Syntax),
        ("{\"structure\":{\"name\":\"a\nb\"}}", Code::Syntax),
        (&deep, Code::Syntax),
        (&wide, Code::TooLarge),
        (&long, Code::TooLarge),
    ] {
        assert_eq!(code(read(text)), expected, "{}", text.chars().take(80).collect::<String>());
    }
    assert_eq!(read(r#"{"structure":{},"dataSets":[]}"#).unwrap(), 0);
}

#[test]
fn digits_and_letters_are_kept_as_they_were_sent() {
    let all = sample::structures(false);
    let cube = Cube::new(&all, &sample::flow()).unwrap();
    let text = r#"{"structure":{"dimensions":{"dataSet":[{"id":"FREQ","values":[{"id":"A"}]}],"observation":[
        {"id":"REF_AREA","values":[{"id":"310000"}]},{"id":"INDICATOR","values":[{"id":"ENROLMENT"}]},
        {"id":"TIME_PERIOD","values":[{"id":"2010"}]}]},
        "attributes":{"observation":[{"id":"NOTE","values":[{"name":"\u53f7\ud83d\ude00\t\"/"}]}]}},
        "dataSets":[{"observations":{"0:0:0":[1.10,0]}}]}"#;
    let mut seen = Vec::new();
    json::read_data(std::io::Cursor::new(text), &cube, |one| {
        seen.push(one.clone());
        Ok(())
    })
    .unwrap();
    assert_eq!(seen[0].key, ["A", "310000", "ENROLMENT", "2010"]);
    assert_eq!((seen[0].measures[0].as_deref(), seen[0].attributes[2].as_deref()), (Some("1.10"), Some("号😀\t\"/")));
}
