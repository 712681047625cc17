//! The restated tables, and the input made of them.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use indicators::composite::sheet::Cell;
use indicators::composite::spec::{Entry, Kind, Norms, Specification};
use indicators::composite::{Input, Pipeline, Run, Sheet, Table, Tree};
use indicators::numeric::Matrix;

/// One restated file: set → column → values.
pub struct Restated(HashMap<&'static str, Vec<(&'static str, Vec<&'static str>)>>);

impl Restated {
    fn of(text: &'static str) -> Restated {
        let mut sets: HashMap<&str, Vec<(&str, Vec<&str>)>> = HashMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split('\t');
            let (set, column) = (parts.next().expect("a set"), parts.next().expect("a column"));
            sets.entry(set).or_default().push((column, parts.collect()));
        }
        Restated(sets)
    }

    /// The keys of a set.
    pub fn keys(&self, set: &str) -> &[&'static str] {
        self.words(set, "*")
    }

    /// The columns of a set without its keys.
    pub fn columns(&self, set: &str) -> impl Iterator<Item = (&'static str, &[&'static str])> {
        self.0[set].iter().skip(1).map(|(column, values)| (*column, values.as_slice()))
    }

    /// One column.
    pub fn words(&self, set: &str, column: &str) -> &[&'static str] {
        let found = self.0[set].iter().find(|(there, _)| *there == column);
        &found.unwrap_or_else(|| panic!("{set} has a column {column}")).1
    }

    /// One column as numbers.
    pub fn numbers(&self, set: &str, column: &str) -> Vec<f64> {
        self.words(set, column).iter().map(|word| number(word)).collect()
    }

    /// Whether a set has a column.
    pub fn has(&self, set: &str, column: &str) -> bool {
        self.0[set].iter().any(|(there, _)| *there == column)
    }
}

/// A number as the tables write it.
pub fn number(word: &str) -> f64 {
    match word {
        "NA" => f64::NAN,
        "Inf" => f64::INFINITY,
        word => word.parse().unwrap_or_else(|_| panic!("{word} is a number")),
    }
}

macro_rules! tables {
    ($($name:ident: $file:literal),* $(,)?) => {
        $(pub fn $name() -> &'static Restated {
            static TABLE: OnceLock<Restated> = OnceLock::new();
            TABLE.get_or_init(|| Restated::of(include_str!($file)))
        })*
    };
}

tables! {
    input: "../tables/input.tsv",
    chain: "../tables/chain.tsv",
    normalised: "../tables/normalise.tsv",
    aggregated: "../tables/aggregate.tsv",
    treated: "../tables/treat.tsv",
}

/// What the columns of the ASEM data are.
pub fn entries() -> Vec<Entry> {
    let meta = input();
    let word = |column: &str, at: usize| Some(meta.words("meta", column)[at]).filter(|word| *word != "NA");
    let entry = |(at, code): (usize, &&str)| Entry {
        code: (*code).to_owned(),
        kind: match word("Type", at) {
            Some("Indicator") => Kind::Indicator,
            Some("Aggregate") => Kind::Aggregate,
            Some("Denominator") => Kind::Denominator,
            _ => Kind::Group,
        },
        parent: word("Parent", at).map(str::to_owned),
        level: word("Level", at).map(|level| level.parse().expect("a level")),
        direction: word("Direction", at).map_or(1.0, number),
        weight: word("Weight", at).map_or(1.0, number),
        denominator: word("Denominator", at).map(str::to_owned),
        norms: Norms { target: word("Target", at).map(number), ..Norms::default() },
        ..Entry::default()
    };
    meta.keys("meta").iter().enumerate().map(entry).collect()
}

/// The ASEM data with figures of one's own choice, by indicator.
pub fn asem_with(entries: &[Entry], units: &[&str], figure: &dyn Fn(&str) -> Vec<f64>) -> Arc<Input> {
    let tree = Tree::build(entries).expect("the tree");
    let indicators = &tree.nodes()[..tree.indicators()];
    let values: Vec<f64> = indicators.iter().flat_map(|node| figure(&node.code)).collect();
    let places: Vec<usize> =
        units.iter().map(|unit| input().keys("data").iter().position(|there| there == unit).expect("a unit")).collect();
    let take = |column: &str| -> Vec<&str> {
        let words = input().words("data", column);
        places.iter().map(|&at| words[at]).collect()
    };
    let table = Table {
        codes: units.iter().map(|unit| (*unit).to_owned()).collect(),
        names: units.iter().map(|unit| (*unit).to_owned()).collect(),
        times: None,
        figures: Matrix::from_columns(units.len(), indicators.len(), values).expect("a matrix"),
        groups: (tree.groups().iter())
            .map(|group| (group.clone(), take(group).iter().map(|word| Some((*word).to_owned())).collect()))
            .collect(),
        denominators: (tree.denominators().iter())
            .map(|code| (code.clone(), take(code).iter().map(|word| number(word)).collect()))
            .collect(),
    };
    Arc::new(Input::new(table, tree).expect("the input"))
}

/// The ASEM data.
pub fn asem() -> Arc<Input> {
    let mut units = input().keys("data").to_vec();
    units.sort_unstable();
    let places: Vec<usize> =
        units.iter().map(|unit| input().keys("data").iter().position(|there| there == unit).expect("it")).collect();
    asem_with(&entries(), &units, &|code| {
        let figures = input().numbers("data", code);
        places.iter().map(|&at| figures[at]).collect()
    })
}

/// A data set of the chain as input.
pub fn from_chain(set: &str) -> Arc<Input> {
    asem_with(&entries(), chain().keys(set), &|code| chain().numbers(set, code))
}

/// A specification with these stages and analyses.
pub fn specification(stages: &str, analyses: &str) -> Specification {
    let text = format!(
        r#"{{"data": {{"file": "data.csv"}}, "metadata": {{"file": "meta.csv"}}, "stages": [{stages}], "analyses": [{analyses}]}}"#
    );
    Specification::parse(&text).unwrap_or_else(|fault| panic!("{fault}\n{text}"))
}

/// The run of some stages.
pub fn run(input: &Arc<Input>, stages: &str) -> Run {
    let specification = specification(stages, "");
    Pipeline::new(input.clone()).run(&specification).unwrap_or_else(|fault| panic!("{fault}\n{stages}"))
}

/// A column of the last data set of a run.
pub fn column<'a>(input: &Input, run: &'a Run, code: &str) -> &'a [f64] {
    run.last().values.column(input.tree.find(code).expect("a node"))
}

/// Holds figures to others: within 10⁻¹² of the larger one, missing where missing.
pub fn same(what: &str, ours: &[f64], theirs: &[f64]) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (at, (our, their)) in ours.iter().zip(theirs).enumerate() {
        let close = our == their
            || (our.is_nan() && their.is_nan())
            || (our - their).abs() <= 1e-12 * our.abs().max(their.abs());
        assert!(close, "{what}, {at}: {our:e} is not {their:e}, off by {:e}", (our - their) / their);
    }
}

/// Holds columns of the last data set to a restated set.
pub fn holds(input: &Input, run: &Run, table: &Restated, set: &str) {
    let units: Vec<&str> = run.last().rows.iter().map(|&row| input.table.codes[row].as_str()).collect();
    assert_eq!(units, table.keys(set), "{set}");
    let mut columns = 0;
    for (code, _) in table.columns(set) {
        same(&format!("{set} {code}"), column(input, run, code), &table.numbers(set, code));
        columns += 1;
    }
    assert!(columns > 0, "{set} has columns");
}

/// A table's cells by its first column and header, as text.
pub fn cells(sheet: &Sheet) -> BTreeMap<(String, String), Cell> {
    let mut cells = BTreeMap::new();
    for row in &sheet.rows {
        let Cell::Text(key) = &row[0] else { panic!("a key") };
        for (header, cell) in sheet.headers.iter().zip(row).skip(1) {
            cells.insert((key.clone(), header.clone()), cell.clone());
        }
    }
    cells
}

/// Holds a table to a restated set, figures and words; `renamed` gives our header for theirs.
pub fn sheet_holds(sheet: &Sheet, table: &Restated, set: &str, renamed: &dyn Fn(&str) -> String) {
    let ours = cells(sheet);
    for (header, values) in table.columns(set) {
        for (key, word) in table.keys(set).iter().zip(values) {
            let what = format!("{set} {key} {header}");
            match ours.get(&((*key).to_owned(), renamed(header))) {
                Some(Cell::Number(figure)) => same(&what, &[*figure], &[number(word)]),
                Some(Cell::Truth(truth)) => assert_eq!(*truth, *word == "TRUE", "{what}"),
                Some(Cell::Text(text)) => assert_eq!(text, if *word == "NA" { "" } else { word }, "{what}"),
                Some(Cell::Missing) => assert_eq!(*word, "NA", "{what}"),
                None => panic!("{what} is not in {:?}", sheet.headers),
            }
        }
    }
}

/// A table beside the last data set.
pub fn detail<'a>(run: &'a Run, name: &str) -> &'a Sheet {
    let found = run.last().details.iter().find(|(there, _)| there == name);
    &found.unwrap_or_else(|| panic!("there is {name}")).1
}

/// The indicators' codes.
pub fn indicators(input: &Input) -> Vec<&str> {
    input.tree.nodes()[..input.tree.indicators()].iter().map(|node| node.code.as_str()).collect()
}

/// A small input: units A, B, C … with figures by indicator, all of one aggregate `top`.
pub fn small(columns: &[(&str, f64, &[f64])]) -> Arc<Input> {
    let mut entries: Vec<Entry> = columns
        .iter()
        .map(|(code, direction, _)| Entry {
            code: (*code).to_owned(),
            direction: *direction,
            parent: Some("top".to_owned()),
            ..Entry::default()
        })
        .collect();
    entries.push(Entry { code: "top".to_owned(), kind: Kind::Aggregate, ..Entry::default() });
    let rows = columns[0].2.len();
    let codes: Vec<String> = (0..rows).map(|row| format!("U{row:03}")).collect();
    let values = columns.iter().flat_map(|(_, _, figures)| figures.iter().copied()).collect();
    let table = Table {
        names: codes.clone(),
        codes,
        times: None,
        figures: Matrix::from_columns(rows, columns.len(), values).expect("a matrix"),
        groups: BTreeMap::new(),
        denominators: BTreeMap::new(),
    };
    Arc::new(Input::new(table, Tree::build(&entries).expect("a tree")).expect("an input"))
}
