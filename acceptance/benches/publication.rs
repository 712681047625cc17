//! What a query of SDMX takes through the server: time to the first byte, time to the last, and the memory of the process, for
//! 10⁴, 10⁵ and 10⁶ observations, beside writing as many with the engine alone. Wants the release binary:
//! `cargo build --release && cargo bench -p acceptance --bench publication`

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench looks at the clock and prints what it saw"
)]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a bench may say that what it prepared exists")]

#[path = "support/machine.rs"]
mod machine;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use acceptance::cast;
use acceptance::files::File;
use acceptance::server::{Engine, Server};
use acceptance::visitor::Visitor;
use sdmx::model::{Body, Component, Cube, DataStructure, Item, Items, Maintainable, Representation, Role, Structures};
use sdmx::negotiate::DataFormat;
use sdmx::reference::{Class, ItemReference, Reference};
use sdmx::table::Options;
use sdmx::version::Version;
use sdmx::{DataWriter, Envelope, Era, Names, Observation, View};
use serde_json::json;

/// Periods of each series, as a monthly series of some years has them.
const PERIODS: usize = 100;
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
const ROUNDS: usize = 3;

const FORMATS: [(&str, &str); 4] = [
    ("SDMX-CSV 2.0", "application/vnd.sdmx.data+csv;version=2.0.0"),
    ("SDMX-JSON 2.0", "application/vnd.sdmx.data+json;version=2.0.0"),
    ("SDMX-ML 3.0", "application/vnd.sdmx.data+xml;version=3.0.0"),
    ("SDMX-ML 2.1 generic", "application/vnd.sdmx.genericdata+xml;version=2.1"),
];

fn main() {
    let mut server = Server::demo(Engine::Sqlite);
    println!("{}", machine::line());
    println!("| uploaded | from the table to the draft, s | most memory, MiB |\n|---|---|---|");
    for size in SIZES {
        // A fresh process each time, as below.
        server.stop();
        server.restart();
        let (tang, shi) = (server.stranger(), server.stranger());
        tang.sign_in(cast::TANG);
        shi.sign_in(cast::SHI);
        let taken = publish(&tang, &shi, size);
        println!("| {size} | {:.1} | {:.1} |", taken.as_secs_f64(), memory(&server) as f64 / 1024.0);
    }
    println!("| format | observations | MB | first byte, ms | all, ms | engine alone, ms | ratio | most memory, MiB |");
    println!("|---|---|---|---|---|---|---|---|");
    for (name, media) in FORMATS {
        for size in SIZES {
            // A fresh process each time, so that what an earlier answer needed is not counted.
            server.stop();
            server.restart();
            let seen = (0..ROUNDS).map(|_| ask(&server, size, media)).min_by_key(|seen| seen.all).unwrap();
            let alone = (0..ROUNDS).map(|_| engine(size, media)).min().unwrap();
            let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
            println!(
                "| {name} | {size} | {:.1} | {:.1} | {:.0} | {:.0} | {:.1} | {:.1} |",
                seen.bytes as f64 / 1e6,
                milliseconds(seen.first),
                milliseconds(seen.all),
                milliseconds(alone),
                milliseconds(seen.all) / milliseconds(alone),
                memory(&server) as f64 / 1024.0,
            );
        }
    }
}

fn area(at: usize) -> String {
    format!("A{at:05}")
}

fn period(at: usize) -> String {
    format!("{:04}-{:02}", 2000 + at / 12, at % 12 + 1)
}

/// A dataflow of so many observations, uploaded and released as people do it; answers how long the upload took.
fn publish(tang: &Visitor, shi: &Visitor, size: usize) -> Duration {
    let id = format!("DF_SIZE_{size}");
    let flow = json!({ "id": id, "region": "310000", "category": "general", "name": "量测（示例）", "summary": "虚构。",
        "licence": "CC BY 4.0", "origin": "示例", "methodology": "虚构。", "contact": "示例", "example": true });
    tang.json("POST", "/api/data/dataflows", &flow, None).must(201);
    let areas = size / PERIODS;
    let codes: Vec<_> = (0..areas).map(|at| json!({ "id": area(at), "name": area(at) })).collect();
    let first = json!({ "dataflow": id, "released_on": "2026-03-01", "change": "量测",
        "structure": { "dimensions": [{ "id": "REF_AREA", "name": "地区", "codes": codes }] },
        "observations": [{ "key": [area(0)], "period": "2000-01", "value": "1" }] });
    let releases = format!("/api/data/dataflows/{id}/releases");
    tang.json("POST", &releases, &first, None).must(201);
    let mut text = String::from("REF_AREA,TIME_PERIOD,OBS_VALUE\n");
    // Not in the order in which they are kept.
    for at in (0..areas).rev() {
        for place in 0..PERIODS {
            text.push_str(&format!("{},{},{}.5\n", area(at), period(place), at * PERIODS + place));
        }
    }
    let fields = [("released_on", "2026-03-01"), ("change", "量测")];
    let begun = Instant::now();
    tang.upload(&format!("/data/desk/{id}/releases"), &fields, "file", &File::csv("data", text)).must(303);
    let taken = begun.elapsed();
    for (visitor, verb) in [(tang, "proposal"), (shi, "publication")] {
        let revision = visitor.get(&releases).must(200).json()[0]["revision"].clone();
        visitor.json("POST", &format!("{releases}/1/{verb}"), &json!({ "revision": revision }), None).must(200);
    }
    taken
}

struct Seen {
    first: Duration,
    all: Duration,
    bytes: usize,
}

/// Asks over a plain socket and reads to the end, holding nothing.
fn ask(server: &Server, size: usize, media: &str) -> Seen {
    let host = server.address().trim_start_matches("http://");
    let mut socket = TcpStream::connect(host).expect("the server listens");
    let path = format!("/sdmx/3.0/data/dataflow/YRD/DF_SIZE_{size}/+");
    let begun = Instant::now();
    write!(socket, "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: {media}\r\nConnection: close\r\n\r\n")
        .expect("is sent");
    let (mut buffer, mut bytes, mut first) = (vec![0; 64 * 1024], 0, None);
    loop {
        let count = socket.read(&mut buffer).expect("is answered");
        if count == 0 {
            break;
        }
        assert!(bytes > 0 || buffer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&buffer[..200]));
        first.get_or_insert_with(|| begun.elapsed());
        bytes += count;
    }
    Seen { first: first.expect("there was an answer"), all: begun.elapsed(), bytes }
}

/// The most memory the process has had, in KiB.
fn memory(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.process())).expect("Linux tells");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("Linux tells the most");
    line.split_ascii_whitespace().nth(1).and_then(|text| text.parse().ok()).expect("a number of KiB")
}

/// The same observations written by the engine into nothing.
fn engine(size: usize, media: &str) -> Duration {
    let all = structures(size / PERIODS);
    let flow = reference(Class::Dataflow, "DF_SIZE");
    let cube = Cube::new(&all, &flow).expect("a sound flow");
    let format = match media {
        media if media.contains("csv") => DataFormat::Csv(Era::V30, Options::default()),
        media if media.contains("json") => DataFormat::Json(Era::V30),
        media if media.contains("generic") => DataFormat::Generic,
        _ => DataFormat::Specific(Era::V30),
    };
    let begun = Instant::now();
    let envelope = Envelope::new("BENCH", "2026-03-01T08:00:00Z", "YRD");
    let sink = std::io::sink();
    let mut writer = DataWriter::begin(sink, format, &envelope, &cube, View::whole(&cube), &[None]).expect("begins");
    for at in 0..size / PERIODS {
        for place in 0..PERIODS {
            let value = Some(format!("{}.5", at * PERIODS + place));
            let observation = Observation {
                key: vec![area(at), period(place)],
                measures: vec![value],
                attributes: vec![Some("A".to_owned())],
            };
            writer.observe(&observation).expect("is written");
        }
    }
    writer.finish().expect("ends");
    begun.elapsed()
}

fn reference(class: Class, id: &str) -> Reference {
    Reference::new(class, "YRD", id, Version::first()).expect("a sound reference")
}

fn structures(areas: usize) -> Structures {
    let items = |class, id: &str, list: Vec<Item>| {
        Maintainable::new(reference(class, id), Names::zh_en("量测", ""), Body::Items(Items { list, partial: false }))
    };
    let component = |id: &str, representation, role| Component {
        id: id.to_owned(),
        concept: ItemReference { scheme: reference(Class::ConceptScheme, "CS_SIZE"), item: id.to_owned() },
        representation: Some(representation),
        role,
    };
    let status = Role::Attribute { required: true, attached: sdmx::model::Attachment::Observation };
    let structure = DataStructure {
        dimensions: vec![
            component("REF_AREA", Representation::Codes(reference(Class::Codelist, "CL_AREA")), Role::Dimension),
            component("TIME_PERIOD", Representation::text("ObservationalTimePeriod"), Role::Time),
        ],
        measures: vec![component("OBS_VALUE", Representation::text("Double"), Role::Measure { required: false })],
        attributes: vec![component("OBS_STATUS", Representation::text("String"), status)],
    };
    let concepts = ["REF_AREA", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS"].map(|id| Item::new(id, id, id)).to_vec();
    let areas = (0..areas).map(|at| Item::new(&area(at), &area(at), "")).collect();
    let definition = reference(Class::DataStructure, "DSD_SIZE");
    let mut all = Structures::new();
    for artefact in [
        items(Class::Codelist, "CL_AREA", areas),
        items(Class::ConceptScheme, "CS_SIZE", concepts),
        Maintainable::new(definition.clone(), Names::zh_en("量测", ""), Body::DataStructure(structure)),
        Maintainable::new(reference(Class::Dataflow, "DF_SIZE"), Names::zh_en("量测", ""), Body::Dataflow(definition)),
    ] {
        all.add(artefact).expect("a sound artefact");
    }
    all
}
