//! Everything moves between the engines and back without a byte changing.

use crate::home::{Home, count, first};
use db::{Db, Engine, Param, Settings};

const TABLES: &str = "
    CREATE TABLE z_parent (id TEXT NOT NULL PRIMARY KEY, up TEXT CONSTRAINT z_parent_up REFERENCES z_parent (id));
    CREATE TABLE a_child (
        place TEXT NOT NULL REFERENCES z_parent (id), number BIGINT NOT NULL,
        real DOUBLE PRECISION, words TEXT, bytes BYTEA,
        CONSTRAINT a_child_pkey PRIMARY KEY (place, number)
    );
    CREATE TABLE b_loose (n BIGINT, t TEXT);
    CREATE TABLE b_empty (n BIGINT NOT NULL PRIMARY KEY);
";
const CHILDREN: i64 = 5000;

fn open(engine: Engine) -> (Home, Db) {
    let home = Home::new(engine);
    let db = home.open(Settings::default());
    db.migrate(&[first(TABLES)]).unwrap();
    (home, db)
}

fn fill(db: &Db) {
    db.write(|tx| {
        tx.run("INSERT INTO z_parent (id, up) VALUES ('学', NULL), ('z', NULL), ('é', '学'), ('Z', 'z'), ('a', 'é'), ('👩', 'a')", &[])?;
        let words = ["", "学桥", "é\u{301}", "👩‍🏫", "\"\\\n\r\t\u{1}\u{7f}\u{2028}", "</script>"];
        let reals = [0.1, 1.0, -2.5e-308, 1e300, 12345.678, 5e-324];
        let bytes: Vec<Vec<u8>> = (0..6u8).map(|n| vec![n, 0, 255 - n]).collect();
        let row = |n: i64| -> Vec<Param> {
            let at = (n % 6) as usize;
            let place = ["学", "z", "é", "Z", "a", "👩"][at];
            let number = if n == 3 { i64::MIN } else if n == 4 { i64::MAX } else { n };
            if n % 7 == 0 {
                return vec![place.into(), number.into(), Param::Null, Param::Null, Param::Null];
            }
            vec![place.into(), number.into(), reals[at].into(), words[at].into(), (&bytes[at]).into()]
        };
        let rows: Vec<_> = (0..CHILDREN).map(row).collect();
        tx.batch("INSERT INTO a_child (place, number, real, words, bytes) VALUES", &rows, "")?;
        tx.run("INSERT INTO b_loose (n, t) VALUES (2, 'b'), (NULL, NULL), (1, 'é'), (1, 'z')", &[])
    })
    .unwrap();
}

fn export(db: &Db) -> Vec<u8> {
    let mut out = Vec::new();
    let mut reports = 0;
    let moved = db.export(&mut out, &mut |progress| {
        reports += 1;
        assert!(progress.table_number <= progress.tables);
    });
    let moved = moved.unwrap();
    assert!(reports >= moved.tables);
    out
}

fn import(db: &Db, bytes: &[u8]) -> db::Result<db::Moved> {
    db.import(&mut &bytes[..], &mut |_| ())
}

fn rows_of_all(db: &Db) -> i64 {
    ["z_parent", "a_child", "b_loose", "b_empty"].iter().map(|t| count(db, t)).sum()
}

#[test]
fn a_round_trip_is_identical_byte_for_byte() {
    let (_a, lite) = open(Engine::Sqlite);
    fill(&lite);
    let there = export(&lite);
    let (_b, big) = open(Engine::Postgres);
    let moved = import(&big, &there).unwrap();
    assert_eq!(moved.rows as i64, CHILDREN + 6 + 4 + 1, "children, parents, loose rows, and the record of migrations");
    let between = export(&big);
    assert_eq!(String::from_utf8_lossy(&there), String::from_utf8_lossy(&between));
    let (_c, back) = open(Engine::Sqlite);
    import(&back, &between).unwrap();
    assert_eq!(export(&back), there);
    for db in [&big, &back] {
        let orphan = db.write(|tx| tx.run("INSERT INTO z_parent (id, up) VALUES ('n', 'nobody')", &[]));
        assert_eq!(orphan.unwrap_err().constraint(), Some("z_parent_up"), "{:?}", db.engine());
    }
}

#[test]
fn what_is_damaged_or_does_not_fit_is_refused_and_leaves_nothing() {
    let (_a, source) = open(Engine::Sqlite);
    fill(&source);
    let good = String::from_utf8(export(&source)).unwrap();
    let lines: Vec<&str> = good.lines().collect();
    let without = |place: usize| -> String {
        let kept = lines.iter().enumerate().filter(|(at, _)| *at != place);
        kept.map(|(_, line)| format!("{line}\n")).collect()
    };
    let orphan = good.replacen("\"Z\",\"z\"", "\"Z\",\"y\"", 1);
    assert_ne!(orphan, good);
    let damaged = [
        ("", "nothing"),
        (&good[..good.len() / 2], "half"),
        (&good[..good.len() - 1], "no last line end"),
        (&without(lines.len() - 1), "no trailer"),
        (&without(lines.len() / 2), "one row less"),
        (&good.replacen("学桥", "学橋", 1), "one character"),
        (&format!("{good}\n"), "more after the trailer"),
        (&good.replacen("\"int\"", "\"text\"", 1), "another column"),
        (&orphan, "a row without its parent"),
    ];
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let (_home, db) = open(engine);
        for (bytes, what) in damaged {
            assert!(import(&db, bytes.as_bytes()).is_err(), "{engine:?} took {what}");
            assert_eq!(rows_of_all(&db), 0, "{engine:?} kept something of {what}");
        }
        import(&db, good.as_bytes()).unwrap();
        let again = import(&db, good.as_bytes()).unwrap_err().to_string();
        assert!(again.contains("not empty"), "{again}");
    }
}

#[test]
fn another_version_of_the_program_is_told_apart() {
    let (_a, source) = open(Engine::Sqlite);
    fill(&source);
    let bytes = export(&source);
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let home = Home::new(engine);
        let db = home.open(Settings::default());
        db.migrate(&[db::Migration { domain: "test", number: 2, name: "renumbered", sql: TABLES }]).unwrap();
        let text = import(&db, &bytes).unwrap_err().to_string();
        assert!(text.contains("other migrations"), "{text}");
        assert_eq!(rows_of_all(&db), 0);
    }
}
