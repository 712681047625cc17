//! Writes an invented flow in every format into a folder, for third-party clients to read:
//! `cargo run -p sdmx --example messages -- DIR`.

#[path = "../src/tests/sample.rs"]
mod sample;

use std::{
    error::Error,
    fs::{self, File},
    io::{BufWriter, Write},
    path::Path,
};

use sdmx::{
    Code, DataWriter, Envelope, Era, Names, Observation, Problem, View, json, ml,
    model::{Body, Cube, Structures},
    negotiate::DataFormat,
    query::{Available, DataQuery},
    reference::Class,
    table::{Keys, Labels, Options, TimeFormat},
};

/// Years of figures.
const YEARS: u32 = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let into = std::env::args().nth(1).ok_or("name a folder: cargo run -p sdmx --example messages -- DIR")?;
    let into = Path::new(&into);
    fs::create_dir_all(into)?;
    let mut envelope = Envelope::new("EXAMPLE_1", "2026-03-01T08:00:00Z", "YRD");
    envelope.sender_names = Names::zh_en("长三角教育监测（示例）", "YRD monitoring (example)");
    let all = sample::structures(false);
    structures(into, "structure", &envelope, &all, &[Era::V21, Era::V30])?;
    structures(into, "structure-two-measures", &envelope, &sample::structures(true), &[Era::V30])?;
    data(into, "data", &envelope, &all, false)?;
    data(into, "data-two-measures", &envelope, &sample::structures(true), true)?;
    views(into, &envelope, &all)?;
    available(into, &envelope, &all)?;
    errors(into, &envelope)?;
    Ok(())
}

fn structures(
    into: &Path,
    name: &str,
    envelope: &Envelope,
    all: &Structures,
    eras: &[Era],
) -> Result<(), Box<dyn Error>> {
    for era in eras {
        let number = if *era == Era::V21 { "21" } else { "30" };
        ml::write_structures(File::create(into.join(format!("{name}-{number}.xml")))?, envelope, all, *era)?;
        let number = if *era == Era::V21 { "10" } else { "20" };
        json::write_structures(File::create(into.join(format!("{name}-{number}.json")))?, envelope, all, *era)?;
    }
    Ok(())
}

/// Every format, as time series.
fn data(into: &Path, name: &str, envelope: &Envelope, all: &Structures, only_30: bool) -> Result<(), Box<dyn Error>> {
    let cube = Cube::new(all, &sample::flow())?;
    let list = sample::observations(&cube, YEARS);
    let plain = Options::default();
    let both = Options { labels: Labels::Both, ..plain };
    let full = Options { labels: Labels::Name, keys: Keys::Both, time_format: TimeFormat::Normalized };
    let new = [
        ("specific-30.xml", DataFormat::Specific(Era::V30)),
        ("20.json", DataFormat::Json(Era::V30)),
        ("20.csv", DataFormat::Csv(Era::V30, plain)),
        ("20-both.csv", DataFormat::Csv(Era::V30, both)),
        ("20-full.csv", DataFormat::Csv(Era::V30, full)),
    ];
    let old = [
        ("generic-21.xml", DataFormat::Generic),
        ("generic-time-series-21.xml", DataFormat::GenericTimeSeries),
        ("specific-21.xml", DataFormat::Specific(Era::V21)),
        ("specific-time-series-21.xml", DataFormat::SpecificTimeSeries),
        ("10.json", DataFormat::Json(Era::V21)),
        ("10.csv", DataFormat::Csv(Era::V21, plain)),
        ("10-both.csv", DataFormat::Csv(Era::V21, both)),
    ];
    for (suffix, format) in new.into_iter().chain(old.into_iter().filter(|_| !only_30)) {
        write(&into.join(format!("{name}-{suffix}")), envelope, &cube, View::whole(&cube), format, &list)?;
    }
    Ok(())
}

/// The other ways to show them: flat, by area, only some of it.
fn views(into: &Path, envelope: &Envelope, all: &Structures) -> Result<(), Box<dyn Error>> {
    let cube = Cube::new(all, &sample::flow())?;
    let queries = [
        ("flat", "dimensionAtObservation=AllDimensions"),
        ("by-area", "dimensionAtObservation=REF_AREA"),
        ("data-only", "detail=dataonly"),
        ("series-keys", "detail=serieskeysonly"),
        ("no-data", "detail=nodata"),
    ];
    let formats = [
        ("generic-21.xml", DataFormat::Generic),
        ("specific-21.xml", DataFormat::Specific(Era::V21)),
        ("specific-30.xml", DataFormat::Specific(Era::V30)),
        ("10.json", DataFormat::Json(Era::V21)),
        ("20.json", DataFormat::Json(Era::V30)),
        ("20.csv", DataFormat::Csv(Era::V30, Options::default())),
    ];
    for (name, query) in queries {
        let plan = DataQuery::parse(Era::V21, "YRD,DF_MONITOR/A.310000+330000.", &format!("{query}&startPeriod=2012"))?
            .plan(&cube)?;
        let mut list: Vec<Observation> = sample::observations(&cube, YEARS);
        list.retain(|observation| plan.fits(&cube, observation));
        let order: Vec<usize> = plan.view.series(&cube).into_iter().chain(plan.view.observation(&cube)).collect();
        sample::sort(&mut list, &order);
        for (suffix, format) in formats {
            write(&into.join(format!("{name}-{suffix}")), envelope, &cube, plan.view.clone(), format, &list)?;
        }
    }
    Ok(())
}

fn write(
    path: &Path,
    envelope: &Envelope,
    cube: &Cube,
    view: View,
    format: DataFormat,
    list: &[Observation],
) -> Result<(), Box<dyn Error>> {
    let into = BufWriter::new(File::create(path)?);
    let mut writer = DataWriter::begin(into, format, envelope, cube, view, &sample::constant())?;
    for observation in list {
        writer.observe(observation)?;
    }
    writer.finish()?.flush()?;
    Ok(())
}

/// What there is, with everything that explains it.
fn available(into: &Path, envelope: &Envelope, all: &Structures) -> Result<(), Box<dyn Error>> {
    let cube = Cube::new(all, &sample::flow())?;
    let mut available = Available::new(&cube);
    sample::observations(&cube, YEARS).iter().for_each(|observation| available.take(observation));
    let along = [Class::Dataflow, Class::DataStructure, Class::Codelist, Class::ConceptScheme];
    let found = available.structures(all, &cube, None, &along)?;
    let constraints = found.of(Class::Constraint).filter(|one| matches!(one.body, Body::Constraint(_))).count();
    assert_eq!(constraints, 1, "what there is is one constraint");
    structures(into, "available", envelope, &found, &[Era::V21, Era::V30])
}

fn errors(into: &Path, envelope: &Envelope) -> Result<(), Box<dyn Error>> {
    let problems = [Problem::new(Code::NoResults, "没有符合查询的数据 <none>")];
    ml::write_errors(File::create(into.join("error-21.xml"))?, Era::V21, &problems)?;
    ml::write_errors(File::create(into.join("error-30.xml"))?, Era::V30, &problems)?;
    json::write_errors(File::create(into.join("error-10.json"))?, envelope, Era::V21, &problems)?;
    json::write_errors(File::create(into.join("error-20.json"))?, envelope, Era::V30, &problems)?;
    Ok(())
}
