//! A large bank out of a small one: the people are made by the verb that makes people, and what the verbs left of each learner
//! of the template is written again for each of them, learner after learner, in batches as large as a deposit's.

use op::{Actor, App, Permission};
use rusqlite::Connection;
use rusqlite::types::Value;

use super::learners;
use super::template::{Row, Table, Template};

/// Learners written together: about as many outcomes as a batch of a deposit.
const BATCH_LEARNERS: usize = 50;
/// People made in one operation.
const PEOPLE: usize = 500;

/// Where rows go.
pub trait Sink {
    /// Begins a transaction.
    fn begin(&mut self);
    /// Writes rows of a table.
    fn write(&mut self, table: &Table, rows: Vec<Row>);
    /// Ends the transaction.
    fn commit(&mut self);
    /// Leaves the database as one that has been running for long: what was written lies where it is read.
    fn settle(&mut self);
}

/// May always: people are made for the bank as the deposits of the template made theirs.
pub struct Make;
impl Permission for Make {
    fn action(&self) -> &'static str {
        "bench.people"
    }
    fn subject(&self) -> String {
        String::new()
    }
    fn allows(&self, _: &Actor) -> bool {
        true
    }
}

/// Writes one more copy of the template; the ids of its learners, in the template's order.
pub fn copy(app: &App, sink: &mut dyn Sink, template: &Template, copy: usize) -> Vec<String> {
    let ids = people(app, template, copy);
    sink.begin();
    let (table, rows) = template.deposits(copy);
    sink.write(table, rows.collect());
    for first in (0..ids.len()).step_by(BATCH_LEARNERS) {
        let places = first..(first + BATCH_LEARNERS).min(ids.len());
        for (number, table) in template.tables[..template.tables.len() - 1].iter().enumerate() {
            let rows = places.clone().flat_map(|place| template.copied(place, number, copy, &ids[place]));
            sink.write(table, rows.collect());
        }
    }
    sink.commit();
    ids
}

/// One durable write with nothing in it but its journal row.
pub fn write_nothing(app: &App) {
    let nothing = |op: &op::Op| op.may(&Make).map(|pen| pen.tell(serde_json::json!({})));
    app.write(&Actor::system("bench"), None, nothing).expect("a write");
}

/// Makes the people of a copy.
fn people(app: &App, template: &Template, copy: usize) -> Vec<String> {
    let count = template.learners.len();
    let mut ids = vec![String::new(); count];
    for (institution, _) in learners::DEPOSITORS {
        let places: Vec<usize> =
            (0..count).filter(|place| template.learners[*place].institution == institution).collect();
        for part in places.chunks(PEOPLE) {
            let pairs: Vec<(String, String)> = part
                .iter()
                .map(|place| copy * count + place)
                .map(|number| (learners::name(number), learners::number(number)))
                .collect();
            let made: Vec<String> = app
                .write(&Actor::system("bench"), None, move |op| {
                    let pen = op.may(&Make)?;
                    let pairs: Vec<(&str, &str)> =
                        pairs.iter().map(|(name, number)| (name.as_str(), number.as_str())).collect();
                    let made = identity::work::people_for(op, &pen, institution, &pairs)?;
                    pen.tell(serde_json::json!({ "people": made.len() }));
                    Ok(made.into_iter().map(|one| one.expect("a new person").to_string()).collect::<Vec<_>>())
                })
                .expect("people");
            for (place, id) in part.iter().zip(made) {
                ids[*place] = id;
            }
        }
    }
    ids
}

/// A SQLite file beside which the platform does not write meanwhile. A power cut during this costs the whole bank.
pub struct Lite(pub Connection);

impl Lite {
    /// Opens a file that the platform made.
    pub fn open(path: &std::path::Path) -> Lite {
        let conn = Connection::open(path).expect("the bank");
        conn.execute_batch("pragma synchronous = off; pragma cache_size = -262144; pragma wal_autocheckpoint = 20000;")
            .expect("pragmas");
        conn.busy_timeout(std::time::Duration::from_secs(10)).expect("a timeout");
        conn.set_prepared_statement_cache_capacity(64);
        Lite(conn)
    }
}

impl Sink for Lite {
    fn begin(&mut self) {
        self.0.execute_batch("begin immediate").expect("begin");
    }
    fn write(&mut self, table: &Table, rows: Vec<Row>) {
        let places: Vec<String> = (1..=table.columns.len()).map(|place| format!("?{place}")).collect();
        let text = format!("insert into {} ({}) values ({})", table.name, table.columns.join(", "), places.join(", "));
        let mut statement = self.0.prepare_cached(&text).expect("a statement");
        for row in rows {
            statement.execute(rusqlite::params_from_iter(row)).expect("a row");
        }
    }
    fn commit(&mut self) {
        self.0.execute_batch("commit").expect("commit");
    }
    fn settle(&mut self) {
        self.0.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(())).expect("a checkpoint");
        // What was written without waiting for the disk would be waited for by whoever writes next.
        let path = self.0.path().expect("the bank is a file");
        std::fs::File::open(path).and_then(|file| file.sync_all()).expect("the disk");
    }
}

/// A PostgreSQL database, filled by COPY.
pub struct Big(pub postgres::Client);

impl Sink for Big {
    fn begin(&mut self) {
        self.0.batch_execute("begin").expect("begin");
    }
    fn write(&mut self, table: &Table, rows: Vec<Row>) {
        if rows.is_empty() {
            return;
        }
        let mut text = String::new();
        for row in &rows {
            for (place, value) in row.iter().enumerate() {
                text.push_str(if place == 0 { "" } else { "\t" });
                field(value, &mut text);
            }
            text.push('\n');
        }
        let sql = format!("copy {} ({}) from stdin", table.name, table.columns.join(", "));
        let mut writer = self.0.copy_in(&sql).expect("a copy");
        std::io::Write::write_all(&mut writer, text.as_bytes()).expect("the server takes it");
        writer.finish().expect("the rows fit");
    }
    fn commit(&mut self) {
        self.0.batch_execute("commit").expect("commit");
    }
    fn settle(&mut self) {
        self.0.batch_execute("vacuum analyze").expect("statistics");
        self.0.batch_execute("checkpoint").expect("a checkpoint");
    }
}

/// A value as COPY reads it.
fn field(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("\\N"),
        Value::Integer(number) => out.push_str(&number.to_string()),
        Value::Real(number) => out.push_str(&number.to_string()),
        Value::Text(text) => {
            for letter in text.chars() {
                match letter {
                    '\\' => out.push_str("\\\\"),
                    '\t' => out.push_str("\\t"),
                    '\n' => out.push_str("\\n"),
                    '\r' => out.push_str("\\r"),
                    letter => out.push(letter),
                }
            }
        }
        Value::Blob(bytes) => {
            out.push_str("\\\\x");
            bytes.iter().for_each(|byte| out.push_str(&format!("{byte:02x}")));
        }
    }
}
