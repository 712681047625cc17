//! Observations of a release in order, page by page: what is held does not grow with how many there are.

use std::collections::VecDeque;

use op::{Op, Result};

use crate::model::{Release, StoredObservation};
use crate::rules::observation::BETWEEN;
use crate::store::observation as store;

/// Observations read at once: a read is over in a few milliseconds, and what is held is a megabyte or so.
const PAGE: i64 = 4_000;
/// Series read at once.
const SERIES_PAGE: i64 = 4_000;

/// Behind everything whose place begins with this: the letter after [`BETWEEN`].
fn behind(mut place: Vec<u8>) -> Vec<u8> {
    place.push(BETWEEN as u8 + 1);
    place
}

/// Every observation of a release.
pub struct Reader<'r> {
    release: &'r Release,
    after: Vec<u8>,
    ready: VecDeque<StoredObservation>,
    ended: bool,
}

impl<'r> Reader<'r> {
    /// From the beginning.
    pub fn new(release: &'r Release) -> Reader<'r> {
        Reader { release, after: Vec::new(), ready: VecDeque::new(), ended: false }
    }

    /// The next one, reading a page when none is at hand.
    ///
    /// # Errors
    /// Those of the database.
    pub fn next(&mut self, op: &Op) -> Result<Option<StoredObservation>> {
        if self.ready.is_empty() && !self.ended {
            let page =
                store::between(op.conn(), &self.release.dataflow, self.release.version, &self.after, &[0xff], PAGE)?;
            self.ended = i64::try_from(page.len()).is_ok_and(|count| count < PAGE);
            if let Some(last) = page.last() {
                self.after = store::place(&last.key);
            }
            self.ready = page.into();
        }
        Ok(self.ready.pop_front())
    }
}

/// A run of series that lie beside each other and are all asked for: from behind a place to before another.
struct Run {
    after: Vec<u8>,
    before: Vec<u8>,
}

/// Observations of the series that are asked for.
pub struct Selection<'r, F: Fn(&[String]) -> bool> {
    release: &'r Release,
    wanted: F,
    /// Series looked at so far.
    looked: Vec<u8>,
    all_looked: bool,
    runs: VecDeque<Run>,
}

impl<'r, F: Fn(&[String]) -> bool> Selection<'r, F> {
    /// The series of a release whose dimensions' values `wanted` takes.
    pub fn new(release: &'r Release, wanted: F) -> Selection<'r, F> {
        Selection { release, wanted, looked: Vec::new(), all_looked: false, runs: VecDeque::new() }
    }

    /// One more page in order, empty only at the end; each call is one short read. The page may be larger than what was
    /// asked for by what its last series holds, never by more than a page.
    ///
    /// # Errors
    /// Those of the database.
    pub fn page(&mut self, op: &Op) -> Result<Vec<StoredObservation>> {
        let mut found: Vec<StoredObservation> = Vec::new();
        loop {
            while let Some(run) = self.runs.front_mut() {
                let (id, version) = (&self.release.dataflow, self.release.version);
                let page = store::between(op.conn(), id, version, &run.after, &run.before, PAGE)?;
                let ended = i64::try_from(page.len()).is_ok_and(|count| count < PAGE);
                match page.last() {
                    Some(last) if !ended => run.after = store::place(&last.key),
                    _ => drop(self.runs.pop_front()),
                }
                found.extend(page);
                if i64::try_from(found.len()).is_ok_and(|count| count >= PAGE) {
                    return Ok(found);
                }
            }
            if self.all_looked {
                return Ok(found);
            }
            self.look(op)?;
        }
    }

    /// Looks at more series and notes the runs of those that are wanted.
    fn look(&mut self, op: &Op) -> Result<()> {
        let (id, version) = (&self.release.dataflow, self.release.version);
        let series = store::series(op.conn(), id, version, &self.looked, SERIES_PAGE)?;
        self.all_looked = i64::try_from(series.len()).is_ok_and(|count| count < SERIES_PAGE);
        let mut beside = false;
        for key in &series {
            let wanted = (self.wanted)(key);
            let place = store::place(key);
            if wanted {
                let before = behind(place.clone());
                match self.runs.back_mut().filter(|_| beside) {
                    Some(run) => run.before = before,
                    None => self.runs.push_back(Run { after: place.clone(), before }),
                }
            }
            beside = wanted;
            self.looked = place;
        }
        Ok(())
    }
}
