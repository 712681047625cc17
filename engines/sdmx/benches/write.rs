//! Writes 100,000 observations in every format, and says how fast and how much memory stood behind it.
//! `cargo bench -p sdmx`

#[path = "../src/tests/sample.rs"]
mod sample;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    io::{self, Write},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use sdmx::{
    DataWriter, Envelope, Era, Observation, View,
    model::Cube,
    negotiate::DataFormat,
    table::{Labels, Options},
};

const OBSERVATIONS: usize = 100_000;
const ROUNDS: usize = 3;

/// Counts the bytes that are in use, so that the bench can say what a message needs while it is written.
struct Counting;
static USED: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

#[expect(unsafe_code, reason = "an allocator that counts can only be written so")]
// SAFETY: every call is handed on unchanged to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let used = USED.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(used, Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        USED.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Throws bytes away, and notes how many and when the first came.
struct Sink {
    bytes: usize,
    begun: Instant,
    first: Option<Duration>,
}

impl Write for Sink {
    #[expect(clippy::disallowed_methods, reason = "a bench measures")]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes += bytes.len();
        self.first.get_or_insert_with(|| Instant::now() - self.begun);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[expect(clippy::print_stdout, reason = "a bench answers on the terminal")]
fn main() {
    let all = sample::structures(false);
    let cube = Cube::new(&all, &sample::flow()).expect("the sample has a flow");
    let some = sample::observations(&cube, 10);
    // As many places as it takes; those beyond the list of areas have no names.
    let copies = (0..).flat_map(|copy| {
        some.iter().map(move |one| {
            let mut one = one.clone();
            one.key[1] = format!("{}-{copy:04}", one.key[1]);
            one
        })
    });
    let mut list: Vec<Observation> = copies.take(OBSERVATIONS).collect();
    sample::sort(&mut list, &[0, 1, 2, 3]);
    let plain = Options::default();
    let formats = [
        ("SDMX-ML 2.1 generic", DataFormat::Generic),
        ("SDMX-ML 2.1 specific", DataFormat::Specific(Era::V21)),
        ("SDMX-ML 3.0 specific", DataFormat::Specific(Era::V30)),
        ("SDMX-JSON 1.0", DataFormat::Json(Era::V21)),
        ("SDMX-JSON 2.0", DataFormat::Json(Era::V30)),
        ("SDMX-CSV 1.0", DataFormat::Csv(Era::V21, plain)),
        ("SDMX-CSV 2.0", DataFormat::Csv(Era::V30, plain)),
        ("SDMX-CSV 2.0 both", DataFormat::Csv(Era::V30, Options { labels: Labels::Both, ..plain })),
    ];
    println!(
        "{:22} {:>10} {:>10} {:>12} {:>14} {:>14}",
        "format", "MB", "ms", "first, ms", "held, 10 000", "held, 100 000"
    );
    for (name, format) in formats {
        let (_, small) = write(&cube, format, &list[..OBSERVATIONS / 10]);
        let (best, held) =
            (0..ROUNDS).map(|_| write(&cube, format, &list)).min_by_key(|((_, time, _), _)| *time).expect("rounds");
        let (bytes, time, first) = best;
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        println!(
            "{name:22} {:10.1} {:10.1} {:12.2} {:11} KiB {:11} KiB",
            bytes as f64 / 1e6,
            milliseconds(time),
            milliseconds(first),
            small / 1024,
            held / 1024
        );
    }
}

/// Bytes, time, time to the first byte; and the most bytes that were held while it was written.
#[expect(clippy::disallowed_methods, reason = "a bench measures")]
fn write(cube: &Cube, format: DataFormat, list: &[Observation]) -> ((usize, Duration, Duration), usize) {
    let before = USED.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let sink = Sink { bytes: 0, begun: Instant::now(), first: None };
    let envelope = Envelope::new("BENCH", "2026-03-01T08:00:00Z", "YRD");
    let mut writer =
        DataWriter::begin(sink, format, &envelope, cube, View::whole(cube), &sample::constant()).expect("begins");
    for observation in list {
        writer.observe(observation).expect("is written");
    }
    let sink = writer.finish().expect("ends");
    let held = PEAK.load(Ordering::Relaxed) - before;
    ((sink.bytes, sink.begun.elapsed(), sink.first.unwrap_or_default()), held)
}
