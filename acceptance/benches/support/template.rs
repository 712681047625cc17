//! What the verbs left of each learner in a small bank, table by table as it stands there, to be written again for others.
//!
//! Nothing here knows the columns: whatever has a learner is a learner's, whatever looks like an id and belongs to no shared
//! table is their own. So a table that somebody adds tomorrow is multiplied like the rest.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value;

/// A row as it is stored.
pub type Row = Vec<Value>;

/// Characters of an id: a kind of three letters, and 26 of which the last five are chances.
const ID_LENGTH: usize = 30;
/// Characters in the place of those chances that tell copies apart.
const MARK_LENGTH: usize = 5;
/// Deposits are no learner's, but each copy has its own, so that the sum of what was deposited stays right.
const DEPOSITS: &str = "credit_deposit";

/// A table and its columns.
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<String>,
}

/// The learners of a small bank with everything of theirs.
pub struct Template {
    /// The tables with learners in them, and the deposits.
    pub tables: Vec<Table>,
    /// For each learner the rows of each table.
    pub learners: Vec<Learner>,
    deposits: Vec<Row>,
    own: HashSet<String>,
}

/// A learner of the template.
pub struct Learner {
    /// `prs_…`
    pub id: String,
    /// Who deposited their first outcome.
    pub institution: String,
    /// The rows of each table.
    pub rows: Vec<Vec<Row>>,
}

impl Template {
    /// Reads every account of the bank in `path`.
    pub fn read(path: &Path) -> Template {
        let conn = Connection::open(path).expect("the small bank");
        let ids = texts(&conn, "select learner from credit_account order by learner");
        let places: HashMap<String, usize> = ids.iter().cloned().zip(0..).collect();
        let of_learners = "select m.name from sqlite_schema m where m.type = 'table' and exists
            (select 1 from pragma_table_info(m.name) where name = 'learner') order by m.rowid";
        let names = texts(&conn, of_learners);
        let shared = shared(&conn, &names);
        let mut learners: Vec<Learner> = ids
            .into_iter()
            .map(|id| Learner { id, institution: String::new(), rows: vec![Vec::new(); names.len()] })
            .collect();
        let mut own = HashSet::new();
        let mut tables = Vec::new();
        for (number, name) in names.iter().enumerate() {
            let table = table(&conn, name);
            let whose = table.columns.iter().position(|column| column == "learner").expect("a learner");
            let by = table.columns.iter().position(|column| column == "institution");
            for row in rows(&conn, name, table.columns.len()) {
                let Value::Text(learner) = &row[whose] else { panic!("{name}: a learner is a text") };
                let Some(&place) = places.get(learner) else { continue };
                let ids = row.iter().filter_map(id_in).filter(|id| !shared.contains(*id) && !places.contains_key(*id));
                own.extend(ids.map(str::to_owned));
                if let (true, Some(Value::Text(code))) = (name == "credit_outcome", by.map(|by| &row[by])) {
                    learners[place].institution.clone_from(code);
                }
                learners[place].rows[number].push(row);
            }
            tables.push(table);
        }
        let deposits = table(&conn, DEPOSITS);
        let copied = rows(&conn, DEPOSITS, deposits.columns.len());
        own.extend(
            copied
                .iter()
                .flat_map(|row| row.iter().filter_map(id_in))
                .filter(|id| id.starts_with("dep_"))
                .map(str::to_owned),
        );
        let hash = deposits.columns.iter().position(|column| column == "file_hash").expect("a deposit has a hash");
        own.extend(copied.iter().filter_map(|row| match &row[hash] {
            Value::Text(hash) => Some(hash.clone()),
            _ => None,
        }));
        tables.push(deposits);
        Template { tables, learners, deposits: copied, own }
    }

    /// The deposits of a copy.
    pub fn deposits(&self, copy: usize) -> (&Table, impl Iterator<Item = Row>) {
        let mark = mark(copy);
        let rows = self.deposits.iter().map(move |row| self.again(row, &mark, None));
        (self.tables.last().expect("the deposits"), rows)
    }

    /// The rows of a learner in a table, for somebody else in a copy.
    pub fn copied<'a>(
        &'a self,
        place: usize,
        table: usize,
        copy: usize,
        learner: &'a str,
    ) -> impl Iterator<Item = Row> + 'a {
        let mark = mark(copy);
        let from = &self.learners[place];
        from.rows[table].iter().map(move |row| self.again(row, &mark, Some((&from.id, learner))))
    }

    fn again(&self, row: &Row, mark: &str, learner: Option<(&str, &str)>) -> Row {
        let value = |value: &Value| match value {
            Value::Text(text) => match learner {
                Some((was, now)) if text == was => Value::Text(now.to_owned()),
                _ if self.own.contains(text) => Value::Text([&text[..text.len() - MARK_LENGTH], mark].concat()),
                _ => value.clone(),
            },
            other => other.clone(),
        };
        row.iter().map(value).collect()
    }
}

/// The number of a copy in the alphabet of ids.
fn mark(copy: usize) -> String {
    let alphabet = b"0123456789abcdefghjkmnpqrstvwxyz";
    (0..MARK_LENGTH).rev().map(|place| char::from(alphabet[copy >> (5 * place) & 31])).collect()
}

fn id_in(value: &Value) -> Option<&str> {
    let Value::Text(text) = value else { return None };
    let shaped = text.len() == ID_LENGTH && text.as_bytes()[3] == b'_' && text.is_ascii();
    shaped.then_some(text.as_str())
}

/// Ids that belong to all: keys of tables without a learner.
fn shared(conn: &Connection, of_learners: &[String]) -> HashSet<String> {
    let all = texts(conn, "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'");
    let others = all.iter().filter(|name| !of_learners.contains(name) && !name.starts_with("op_"));
    let mut found = HashSet::new();
    for name in others {
        let width = table(conn, name).columns.len();
        found.extend(rows(conn, name, width).iter().flatten().filter_map(id_in).map(str::to_owned));
    }
    found
}

fn table(conn: &Connection, name: &str) -> Table {
    let columns = texts(conn, &format!("select name from pragma_table_info('{name}') order by cid"));
    Table { name: name.to_owned(), columns }
}

fn rows(conn: &Connection, name: &str, width: usize) -> Vec<Row> {
    let mut statement = conn.prepare(&format!("select * from {name}")).expect("a table");
    let found = statement.query_map([], |row| (0..width).map(|column| row.get(column)).collect());
    found.expect("its rows").map(|row: rusqlite::Result<Row>| row.expect("a row")).collect()
}

fn texts(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).expect("a statement");
    let found = statement.query_map([], |row| row.get(0)).expect("rows");
    found.map(|text| text.expect("a text")).collect()
}
