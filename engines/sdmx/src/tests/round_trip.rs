//! What is written is read back as the same.

use proptest::prelude::*;

use super::{sample, written};
use sdmx::{
    AtObservation, DataWriter, Envelope, Era, Names, Observation, Set, View, json, ml,
    model::{Body, Constraint, Cube, Maintainable, Selection},
    negotiate::DataFormat,
    reference::Class,
    table::{self, Keys, Labels, Options, TimeFormat},
};

fn read_back(cube: &Cube, format: DataFormat, text: &str) -> Result<Vec<Observation>, sdmx::Failure> {
    let mut found = Vec::new();
    let mut take = |observation: &Observation| {
        found.push(observation.clone());
        Ok(())
    };
    match format {
        DataFormat::Csv(..) => table::read_data(text.as_bytes(), cube, &mut take)?,
        DataFormat::Json(_) => json::read_data(std::io::Cursor::new(text), cube, &mut take)?,
        _ => ml::read_data(text.as_bytes(), cube, &mut take)?,
    };
    Ok(found)
}

/// Every format that is read.
fn formats() -> Vec<DataFormat> {
    let options = |labels, keys| Options { labels, keys, time_format: TimeFormat::Original };
    vec![
        DataFormat::Generic,
        DataFormat::Specific(Era::V21),
        DataFormat::Specific(Era::V30),
        DataFormat::Json(Era::V21),
        DataFormat::Json(Era::V30),
        DataFormat::Csv(Era::V21, options(Labels::Id, Keys::None)),
        DataFormat::Csv(Era::V21, options(Labels::Both, Keys::None)),
        DataFormat::Csv(Era::V30, options(Labels::Id, Keys::None)),
        DataFormat::Csv(Era::V30, options(Labels::Both, Keys::Series)),
        DataFormat::Csv(Era::V30, options(Labels::Name, Keys::Both)),
    ]
}

#[test]
fn structures_come_back_whole() {
    let envelope = Envelope::new("TEST", "2026-03-01T08:00:00Z", "YRD");
    for (second, era) in [(false, Era::V21), (false, Era::V30), (true, Era::V30)] {
        let mut all = sample::structures(second);
        // A range of periods, and an artefact that is only named.
        let key =
            Selection { id: "TIME_PERIOD".into(), values: Vec::new(), range: Some(("2010".into(), "2012-Q1".into())) };
        let body = Body::Constraint(Constraint { actual: false, attached: vec![sample::flow()], keys: vec![key] });
        all.add(Maintainable::new(
            sample::reference(Class::Constraint, "CR_RANGE"),
            Names::zh_en("范围", "Range"),
            body,
        ))
        .unwrap();
        all.add(Maintainable::new(
            sample::reference(Class::Codelist, "CL_STUB"),
            Names::zh_en("只有名", "Only named"),
            Body::Stub,
        ))
        .unwrap();
        let mut xml = Vec::new();
        ml::write_structures(&mut xml, &envelope, &all, era).unwrap();
        assert_eq!(ml::read_structures(xml.as_slice()).unwrap(), all, "{era:?}");
        let mut text = Vec::new();
        json::write_structures(&mut text, &envelope, &all, era).unwrap();
        assert_eq!(json::read_structures(text.as_slice()).unwrap(), all, "{era:?}");
    }
}

#[test]
fn version_2_1_refuses_a_second_measure() {
    let all = sample::structures(true);
    let cube = Cube::new(&all, &sample::flow()).unwrap();
    let envelope = Envelope::new("TEST", "2026-03-01T08:00:00Z", "YRD");
    let refused = ml::write_structures(Vec::new(), &envelope, &all, Era::V21).unwrap_err();
    assert!(matches!(refused, sdmx::Failure::Problem(problem) if problem.code == sdmx::Code::NotImplemented));
    for format in [
        DataFormat::Generic,
        DataFormat::Specific(Era::V21),
        DataFormat::Json(Era::V21),
        DataFormat::Csv(Era::V21, Options::default()),
    ] {
        assert!(written(&cube, View::whole(&cube), format, &[]).is_err(), "{format:?}");
    }
}

#[test]
fn the_same_observations_come_back_from_every_format() {
    for second in [false, true] {
        let all = sample::structures(second);
        let cube = Cube::new(&all, &sample::flow()).unwrap();
        let list = sample::observations(&cube, 10);
        let wanted = formats().into_iter().filter(|format| {
            !second || matches!(format, DataFormat::Specific(Era::V30) | DataFormat::Csv(Era::V30, _))
        });
        for format in wanted {
            for at in [AtObservation::Dimension(3), AtObservation::Dimension(1), AtObservation::All] {
                let view = View { at, ..View::whole(&cube) };
                let mut list = list.clone();
                let order: Vec<usize> = view.series(&cube).into_iter().chain(view.observation(&cube)).collect();
                sample::sort(&mut list, &order);
                let text = written(&cube, view, format, &list).unwrap();
                assert_eq!(read_back(&cube, format, &text).unwrap(), list, "{format:?} {at:?}");
            }
        }
    }
}

#[test]
fn what_is_not_shown_is_not_written() {
    let all = sample::structures(false);
    let cube = Cube::new(&all, &sample::flow()).unwrap();
    let list = sample::observations(&cube, 3);
    let keys = View { observations: false, measures: vec![false], attributes: vec![false; 4], ..View::whole(&cube) };
    let text = written(&cube, keys.clone(), DataFormat::Specific(Era::V21), &list).unwrap();
    assert_eq!(text.matches("<Series ").count(), 12);
    assert_eq!(
        text.matches("<Obs").count() + text.matches("UNIT_MEASURE").count() + text.matches("LICENCE").count(),
        0
    );
    let text = written(&cube, keys, DataFormat::Csv(Era::V30, Options::default()), &list).unwrap();
    assert_eq!(text.lines().count(), 13);
    assert!(text.lines().nth(1).unwrap().ends_with(",I,A,310000,DISPERSION,"), "{text}");
}

#[test]
fn observations_out_of_order_are_refused_in_every_format() {
    let all = sample::structures(false);
    let cube = Cube::new(&all, &sample::flow()).unwrap();
    let list = sample::observations(&cube, 2);
    for format in formats().into_iter().chain([DataFormat::Json(Era::V21), DataFormat::Json(Era::V30)]) {
        for wrong in [[1, 0], [0, 0], [2, 1]] {
            let picked: Vec<Observation> = wrong.iter().map(|place| list[*place].clone()).collect();
            assert!(written(&cube, View::whole(&cube), format, &picked).is_err(), "{format:?} {wrong:?}");
        }
    }
}

/// Text that a message can carry: XML has no control characters besides white space.
fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        any::<char>().prop_filter("XML has no such letter", |letter| {
            !(letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}')) || matches!(letter, '\n' | '\t')
        }),
        1..40,
    )
    .prop_map(|letters| letters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn any_text_and_any_number_come_back(
        notes in proptest::collection::vec(proptest::option::of(text()), 1..8),
        values in proptest::collection::vec(proptest::option::of(any::<f64>()), 8),
    ) {
        let all = sample::structures(false);
        let cube = Cube::new(&all, &sample::flow()).unwrap();
        let mut list = sample::observations(&cube, 8);
        for (place, note) in notes.iter().enumerate() {
            list[place].attributes[2].clone_from(note);
        }
        for (place, value) in values.iter().enumerate() {
            list[place].measures[0] = value.map(sdmx::number);
        }
        for format in formats() {
            let text = written(&cube, View::whole(&cube), format, &list).unwrap();
            let back = read_back(&cube, format, &text).unwrap();
            prop_assert_eq!(&back, &list, "{:?}", format);
            for (one, value) in back.iter().zip(&values) {
                if let (Some(text), Some(value)) = (&one.measures[0], value) {
                    let number: f64 = text.replace("INF", "inf").parse().unwrap();
                    prop_assert!(number == *value || (number.is_nan() && value.is_nan()));
                }
            }
        }
    }

    #[test]
    fn json_is_json_whatever_it_carries(note in text(), value in any::<f64>()) {
        let all = sample::structures(false);
        let cube = Cube::new(&all, &sample::flow()).unwrap();
        let mut list = sample::observations(&cube, 2);
        list[0].attributes[2] = Some(note.clone());
        list[0].measures[0] = Some(sdmx::number(value));
        for era in [Era::V21, Era::V30] {
            let text = written(&cube, View::whole(&cube), DataFormat::Json(era), &list).unwrap();
            let message: serde_json::Value = serde_json::from_str(&text).unwrap();
            let observation = &message["data"]["dataSets"][0]["series"]["0:0:0"]["observations"]["0"];
            if value.is_finite() {
                // The reader of this test is not exact to the last digit, so the text is looked at as well.
                prop_assert!(observation[0].is_number());
                let written = format!("\"0\":[{},", sdmx::number(value));
                prop_assert!(text.contains(&written), "{}", written);
            } else {
                prop_assert!(observation[0].is_string());
            }
            let told = if era == Era::V30 {
                &observation[2]
            } else {
                let place = observation[2].as_u64().unwrap() as usize;
                &message["data"]["structure"]["attributes"]["observation"][1]["values"][place]["name"]
            };
            prop_assert_eq!(told.as_str(), Some(note.as_str()));
        }
    }
}

#[test]
fn several_dataflows_stand_in_one_message_and_are_told_apart() {
    let (all, other) = (sample::structures(false), sample::structures(true));
    let (one, two) = (Cube::new(&all, &sample::flow()).unwrap(), Cube::new(&other, &sample::flow()).unwrap());
    let envelope = Envelope::new("TEST", "2026-03-01T08:00:00Z", "YRD");
    for format in formats() {
        let carries =
            !matches!(format, DataFormat::Generic | DataFormat::Specific(Era::V21) | DataFormat::Csv(Era::V21, _));
        let second = if carries { &two } else { &one };
        let sets = [&one, second].map(|cube| Set { cube, view: View::whole(cube), constant: sample::constant() });
        let begun = DataWriter::begin_sets(Vec::new(), format, &envelope, sets.to_vec());
        if format == DataFormat::Json(Era::V21) {
            assert!(
                matches!(begun, Err(sdmx::Failure::Problem(problem)) if problem.code == sdmx::Code::NotImplemented)
            );
            continue;
        }
        let mut writer = begun.unwrap();
        let (first, rest) = (sample::observations(&one, 2), sample::observations(second, 3));
        first.iter().for_each(|one| writer.observe(one).unwrap());
        writer.next_set().unwrap();
        rest.iter().for_each(|one| writer.observe(one).unwrap());
        assert!(writer.next_set().is_err(), "there are two");
        let text = String::from_utf8(writer.finish().unwrap()).unwrap();
        // Read as the larger structure, both are there, and what the smaller does not have is empty.
        let found = read_back(second, format, &text).unwrap();
        assert_eq!(found.len(), first.len() + rest.len(), "{format:?}");
        assert_eq!(&found[first.len()..], rest.as_slice(), "{format:?}");
        for (found, first) in found.iter().zip(&first) {
            assert_eq!((&found.key, &found.measures[0]), (&first.key, &first.measures[0]), "{format:?}");
            assert_eq!(found.attributes, first.attributes, "{format:?}");
            assert!(found.measures.get(1).is_none_or(Option::is_none), "{format:?}");
        }
    }
}
