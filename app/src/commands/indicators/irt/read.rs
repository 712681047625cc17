//! The table of scores as a file has it.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, bail};
use indicators::assessment::{Reader, Responses, Test};

use super::Irt;
use crate::commands::indicators::run::{regular, unreadable};

/// A file larger than this is no table of one test: ten million pupils with forty items have 0.8 GB.
const BYTES_MAX: u64 = 2 << 30;
/// Covariates of a latent regression: more say nothing that their principal components do not.
const COVARIATES_MAX: usize = 500;
/// Groups that are estimated apart.
const GROUPS_MAX: usize = 200;

/// What was read.
pub struct Table {
    pub responses: Responses,
    /// Name of each row.
    pub persons: Vec<String>,
    /// Name of each group, the reference first.
    pub groups: Vec<String>,
    /// Covariates by row.
    pub covariates: Vec<Vec<f64>>,
}

/// Which column is what, by place.
struct Columns {
    items: Vec<usize>,
    person: Option<usize>,
    count: Option<usize>,
    group: Option<usize>,
    covariates: Vec<usize>,
    names: Vec<String>,
}

/// Reads the table and, if there is one, the list of items.
pub fn table(asked: &Irt) -> anyhow::Result<Table> {
    if asked.covariates.len() > COVARIATES_MAX {
        bail!("{} covariates: at most {COVARIATES_MAX} are taken", asked.covariates.len());
    }
    let file = &asked.responses;
    let of_file = || format!("cannot read {}", file.display());
    let mut csv = open(file)?;
    let heading: Vec<String> =
        csv.headers().map_err(|error| unreadable(&error)).with_context(of_file)?.iter().map(clean).collect();
    let listed = asked.items.as_deref().map(listed).transpose()?;
    let columns = columns(asked, heading, listed.as_deref()).with_context(of_file)?;
    let items: Vec<(String, String)> = match listed {
        Some(listed) => listed,
        None => columns.items.iter().map(|place| (columns.names[*place].clone(), asked.subject.clone())).collect(),
    };
    let mut reader = Reader::new(Test::new(&asked.test, &asked.subject), &items).with_context(of_file)?;
    let mut table = Rows {
        columns: &columns,
        persons: Vec::new(),
        groups: asked.reference.clone().into_iter().collect(),
        covariates: Vec::new(),
        scores: vec![None; items.len()],
    };
    let mut record = csv::StringRecord::new();
    while csv.read_record(&mut record).map_err(|error| unreadable(&error)).with_context(of_file)? {
        table.take(&record, &mut reader).with_context(of_file)?;
    }
    let Rows { persons, groups, covariates, .. } = table;
    let responses = reader.finish().with_context(of_file)?;
    Ok(Table { responses, persons, groups, covariates })
}

fn open(file: &Path) -> anyhow::Result<csv::Reader<File>> {
    regular(file, BYTES_MAX, "collapse equal rows into counts")?;
    let opened = File::open(file).with_context(|| format!("cannot open {}", file.display()))?;
    Ok(csv::ReaderBuilder::new().from_reader(opened))
}

/// A heading without the mark that some programs put at the beginning of a file.
fn clean(name: &str) -> String {
    name.trim_start_matches('\u{feff}').trim().to_owned()
}

/// The list of items with their subjects.
fn listed(file: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let of_file = || format!("cannot read {}", file.display());
    let mut csv = open(file)?;
    let heading: Vec<String> =
        csv.headers().map_err(|error| unreadable(&error)).with_context(of_file)?.iter().map(clean).collect();
    let place = |name: &str| {
        let found = heading.iter().position(|column| column == name);
        found.with_context(|| format!("{} has no column {name}: it needs `item` and `subject`", file.display()))
    };
    let (item, subject) = (place("item")?, place("subject")?);
    let mut items = Vec::new();
    for record in csv.records() {
        let record = record.map_err(|error| unreadable(&error)).with_context(of_file)?;
        items.push((record[item].trim().to_owned(), record[subject].trim().to_owned()));
    }
    Ok(items)
}

fn columns(asked: &Irt, names: Vec<String>, listed: Option<&[(String, String)]>) -> anyhow::Result<Columns> {
    let place = |name: &str| match names.iter().position(|column| column == name) {
        Some(place) => Ok(place),
        None => Err(anyhow::anyhow!("there is no column {name}: the heading names {} columns", names.len())),
    };
    let one = |name: &Option<String>| name.as_deref().map(place).transpose();
    let (person, count, group) = (one(&asked.person)?, one(&asked.count)?, one(&asked.group)?);
    let covariates: Vec<usize> = asked.covariates.iter().map(|name| place(name)).collect::<Result<_, _>>()?;
    let ignored: Vec<usize> = asked.ignore.iter().map(|name| place(name)).collect::<Result<_, _>>()?;
    let items = match listed {
        Some(listed) => listed.iter().map(|(name, _)| place(name)).collect::<Result<_, _>>()?,
        None => {
            let mut other = vec![false; names.len()];
            let named = [person, count, group].into_iter().flatten();
            named.chain(covariates.iter().copied()).chain(ignored).for_each(|place| other[place] = true);
            (0..names.len()).filter(|place| !other[*place]).collect()
        }
    };
    Ok(Columns { items, person, count, group, covariates, names })
}

/// Rows as they come in.
struct Rows<'a> {
    columns: &'a Columns,
    persons: Vec<String>,
    groups: Vec<String>,
    covariates: Vec<Vec<f64>>,
    scores: Vec<Option<f64>>,
}

impl Rows<'_> {
    fn take(&mut self, record: &csv::StringRecord, reader: &mut Reader) -> anyhow::Result<()> {
        let row = self.persons.len() + 1;
        let number = |place: usize| -> anyhow::Result<Option<f64>> {
            let cell = record[place].trim();
            if cell.is_empty() || cell == "NA" {
                return Ok(None);
            }
            let found = cell.parse::<f64>().ok();
            let name = &self.columns.names[place];
            found.map(Some).with_context(|| format!("row {row}, column {name}: `{}` is no number", shortened(cell)))
        };
        for (score, place) in self.scores.iter_mut().zip(&self.columns.items) {
            *score = number(*place)?;
        }
        let count = match self.columns.count {
            None => 1.0,
            Some(place) => number(place)?.with_context(|| format!("row {row}: the count is missing"))?,
        };
        let mut covariates = Vec::with_capacity(self.columns.covariates.len());
        for place in &self.columns.covariates {
            let name = &self.columns.names[*place];
            covariates.push(number(*place)?.with_context(|| {
                format!("row {row}, column {name}: the covariate is missing: fill it in or leave the row out")
            })?);
        }
        let group = match self.columns.group {
            None => 0,
            Some(place) => self.group(row, record[place].trim())?,
        };
        reader.row(&self.scores, count, group)?;
        self.covariates.push(covariates);
        self.persons.push(match self.columns.person {
            Some(place) => record[place].trim().to_owned(),
            None => row.to_string(),
        });
        Ok(())
    }

    fn group(&mut self, row: usize, name: &str) -> anyhow::Result<u16> {
        if name.is_empty() {
            bail!("row {row}: the group is missing");
        }
        let place = self.groups.iter().position(|group| group == name).unwrap_or_else(|| {
            self.groups.push(name.to_owned());
            self.groups.len() - 1
        });
        if self.groups.len() > GROUPS_MAX {
            bail!("row {row}: more than {GROUPS_MAX} groups: is this the column of groups?");
        }
        Ok(u16::try_from(place)?)
    }
}

/// As much of a cell as a message can hold.
fn shortened(cell: &str) -> String {
    cell.chars().take(40).collect()
}
