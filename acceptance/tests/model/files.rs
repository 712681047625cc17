//! Large files that are deposited while everything else goes on, one after the other, through any number of crashes.

use std::time::Duration;

use acceptance::files::{self, File, Grade};
use acceptance::server::Server;
use acceptance::visitor::Visitor;
use serde_json::{Value, json};
use units::Instant;

use super::play::Dice;
use crate::http::deposit;
use crate::http::identity::seconds_now;

/// Rows of a file: several batches of the bank's own size, and a rest.
const ROWS: u32 = 3_210;
/// Longer than a dead worker's lease on its job holds.
const LEASE_SECONDS: i64 = 310;
/// Longest time a file is written before everybody else's next steps are sent and the server is killed.
const WRITING: Duration = Duration::from_millis(500);
/// A job is begun eight times at most, so a file that was killed so often is let finish.
const KILLS_OF_A_FILE: usize = 6;

/// The files of a run.
pub struct Files {
    registrar: Visitor,
    seed: u64,
    /// When the run began, and how often the server was killed since: its clock goes on by a lease at each kill.
    begun: Instant,
    crashes: i64,
    present: Option<Present>,
    done: Vec<Vec<Grade>>,
    kills: usize,
    /// Kills that hit between two batches of a file.
    halfway: usize,
}

/// The file that is being deposited.
struct Present {
    id: String,
    key: String,
    grades: Vec<Grade>,
    kills: usize,
}

impl Files {
    /// Nothing deposited yet.
    pub fn begin(server: &Server, seed: u64) -> Self {
        Self {
            registrar: deposit::registrar(server),
            seed,
            begun: Instant::from_micros(seconds_now() as i64 * 1_000_000),
            crashes: 0,
            present: None,
            done: Vec::new(),
            kills: 0,
            halfway: 0,
        }
    }

    /// Kills that hit while a file was being deposited.
    pub fn kills(&self) -> usize {
        self.kills
    }

    /// Sees to it that a file is being deposited, and gives it a while.
    pub fn go_on(&mut self, dice: &mut Dice) {
        let spent = self.present.as_ref().is_some_and(|present| present.kills >= KILLS_OF_A_FILE);
        if spent || self.present.as_ref().is_some_and(|present| self.look(present)["state"] != "committing") {
            self.finish();
        }
        if self.present.is_none() {
            let number = self.done.len();
            let grades = grades(self.seed, number as u32);
            let read = deposit::uploaded(&self.registrar, &file(&format!("storm{number}"), &grades));
            assert_eq!(read["state"], "checked", "{read}");
            let id = read["id"].as_str().expect("a deposit has an id").to_owned();
            let present = Present { id, key: format!("storm-{number}"), grades, kills: 0 };
            self.choose(&present);
            self.present = Some(present);
        }
        // Not waiting for anything: this is the random point.
        std::thread::sleep(Duration::from_micros(dice.below(WRITING.as_micros() as usize) as u64));
    }

    /// The server is dead. When it comes back, the dead worker's lease has run out, and the next worker takes the job up.
    pub fn killed(&mut self, server: &Server) {
        self.crashes += 1;
        server.home().stop_clock(self.begun.plus_seconds(LEASE_SECONDS * self.crashes));
    }

    /// The server is back. What it had acknowledged of the choice holds, and choosing again with the same key is that choice.
    pub fn resume(&mut self) {
        let Some(mut present) = self.present.take() else { return };
        let seen = self.look(&present);
        if seen["state"] == "committing" {
            self.kills += 1;
            present.kills += 1;
            let row = seen["progress"]["done_row"].as_i64().unwrap_or_default();
            self.halfway += usize::from(row > 0);
        }
        self.choose(&present);
        self.present = Some(present);
    }

    /// Everything that was chosen is there once, and nothing else.
    pub fn end(mut self, kills: usize) {
        self.finish();
        eprintln!("{} files, {} kills within them, {} between batches", self.done.len(), self.kills, self.halfway);
        assert!(
            self.kills >= kills && self.halfway > 0,
            "{} kills within a file, {} halfway",
            self.kills,
            self.halfway
        );
        for (number, mut grades) in std::mem::take(&mut self.done).into_iter().enumerate() {
            grades.reverse();
            let read = deposit::uploaded(&self.registrar, &file(&format!("again{number}"), &grades));
            let again = deposit::committed(&self.registrar, &read, "all");
            let counts = (&again["progress"]["deposited"], &again["progress"]["unchanged"]);
            assert_eq!(counts, (&json!(0), &json!(ROWS)), "{again}");
        }
    }

    /// Lets the present file come to its end.
    fn finish(&mut self) {
        let Some(present) = self.present.take() else { return };
        let done = deposit::settled(&self.registrar, &present.id, &["committing"]);
        assert_eq!((&done["state"], &done["progress"]["deposited"]), (&json!("committed"), &json!(ROWS)), "{done}");
        self.done.push(present.grades);
    }

    fn look(&self, present: &Present) -> Value {
        self.registrar.get(&format!("/api/credit/deposits/{}", present.id)).must(200).json()
    }

    fn choose(&self, present: &Present) {
        let (path, body) = (format!("/api/credit/deposits/{}/commitment", present.id), json!({ "choice": "all" }));
        let said = self.registrar.json("POST", &path, &body, Some(&present.key));
        assert!((200..300).contains(&said.status), "{}: {}", said.status, said.text());
    }
}

/// Grades of learners nobody else has; three courses a learner.
fn grades(seed: u64, number: u32) -> Vec<Grade> {
    let row = |row: u32| {
        let (learner, course) = (row / 3, row % 3);
        let born = 19_400_101 + number * 10_000 + learner / 900;
        let id = files::id_number(310_120, born, learner % 900);
        Grade::passed("众人", &id, &format!("风暴课程{seed}-{course}"), "2.5", "75")
    };
    (0..ROWS).map(row).collect()
}

fn file(name: &str, grades: &[Grade]) -> File {
    files::csv_with_bom(name, grades)
}
