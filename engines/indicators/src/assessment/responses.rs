//! The table of scores: who answered what how, checked and recoded.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{CATEGORIES_MAX, CELLS_MAX, Fault, ITEMS_MAX, SCORE_MAX};

/// A cell nobody answered.
pub(crate) const MISSING: u8 = u8::MAX;

/// What the scores are of: one test in one subject. Two results are comparable only if these are equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Test {
    /// Code of the test, as the centre knows it.
    pub code: String,
    /// Subject.
    pub subject: String,
}

impl Test {
    /// A test in a subject.
    pub fn new(code: &str, subject: &str) -> Test {
        Test { code: code.to_owned(), subject: subject.to_owned() }
    }

    /// Refuses what was not measured by the same test.
    ///
    /// # Errors
    /// [`Fault::Subjects`].
    pub fn same(&self, other: &Test) -> Result<(), Fault> {
        if self == other { Ok(()) } else { Err(Fault::Subjects { first: self.to_string(), second: other.to_string() }) }
    }
}

impl std::fmt::Display for Test {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "{} ({})", self.code, self.subject)
    }
}

/// An item as the table has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name.
    pub name: String,
    /// The scores that were seen, ascending; category `k` of the model is the `k`-th of them.
    pub scores: Vec<u16>,
}

impl Column {
    /// Whether categories differ from scores, because some score was never seen.
    pub fn recoded(&self) -> bool {
        self.scores.iter().enumerate().any(|(category, score)| usize::from(*score) != category)
    }
}

/// Checked responses of persons, or of patterns with counts, to the items of one test.
#[derive(Clone, Debug)]
pub struct Responses {
    test: Test,
    columns: Vec<Column>,
    cells: Vec<u8>,
    counts: Vec<f64>,
    groups: Vec<u16>,
}

/// Takes rows one by one, so that a file need not lie in memory as text.
pub struct Reader {
    test: Test,
    names: Vec<String>,
    scores: Vec<u16>,
    counts: Vec<f64>,
    groups: Vec<u16>,
}

/// A score in the reader for a cell nobody answered.
const UNANSWERED: u16 = u16::MAX;

impl Reader {
    /// A test with items, each with its subject.
    ///
    /// # Errors
    /// No or too many items, an item without a name, two of one name, an item of another subject than the test's.
    pub fn new(test: Test, items: &[(String, String)]) -> Result<Reader, Fault> {
        if items.is_empty() {
            return Err(Fault::NoItems);
        }
        if items.len() > ITEMS_MAX {
            return Err(Fault::TooManyItems { items: items.len() });
        }
        let mut seen = HashSet::new();
        for (place, (name, subject)) in items.iter().enumerate() {
            if name.is_empty() {
                return Err(Fault::ItemUnnamed { column: place + 1 });
            }
            if !seen.insert(name) {
                return Err(Fault::ItemTwice { item: name.clone() });
            }
            if *subject != test.subject {
                let second = Test { code: name.clone(), subject: subject.clone() };
                return Err(Fault::Subjects { first: test.to_string(), second: second.to_string() });
            }
        }
        let names = items.iter().map(|(name, _)| name.clone()).collect();
        Ok(Reader { test, names, scores: Vec::new(), counts: Vec::new(), groups: Vec::new() })
    }

    /// A test whose items are all of its subject.
    ///
    /// # Errors
    /// As [`Reader::new`].
    pub fn of_names(test: Test, names: &[&str]) -> Result<Reader, Fault> {
        let items: Vec<(String, String)> =
            names.iter().map(|name| ((*name).to_owned(), test.subject.clone())).collect();
        Reader::new(test, &items)
    }

    /// Adds a row: a score an item (none where not answered), how many persons it stands for, their group from 0.
    ///
    /// # Errors
    /// [`Fault::Width`], [`Fault::TooManyRows`], [`Fault::Count`], [`Fault::Score`], in this order.
    pub fn row(&mut self, scores: &[Option<f64>], count: f64, group: u16) -> Result<(), Fault> {
        let row = self.counts.len() + 1;
        if scores.len() != self.names.len() {
            return Err(Fault::Width { row, cells: scores.len(), items: self.names.len() });
        }
        if self.scores.len() + scores.len() > CELLS_MAX {
            return Err(Fault::TooManyRows { row });
        }
        if !count.is_finite() || count < 0.0 {
            return Err(Fault::Count { row, count });
        }
        for (score, name) in scores.iter().zip(&self.names) {
            self.scores.push(match score {
                None => UNANSWERED,
                Some(score) if *score >= 0.0 && *score <= f64::from(SCORE_MAX) && score.fract() == 0.0 => *score as u16,
                Some(score) => return Err(Fault::Score { row, item: name.clone(), score: *score }),
            });
        }
        self.counts.push(count);
        self.groups.push(group);
        Ok(())
    }

    /// Recodes the scores that were seen into categories 0, 1, 2, …
    ///
    /// # Errors
    /// [`Fault::NoAnswers`], then item by item [`Fault::ItemUnanswered`], [`Fault::ItemConstant`],
    /// [`Fault::TooManyCategories`], then [`Fault::ScoreUnseen`]. A row of count 0 is there for its ability only: it makes no category seen.
    pub fn finish(self) -> Result<Responses, Fault> {
        let width = self.names.len();
        let mut seen: Vec<BTreeSet<u16>> = vec![BTreeSet::new(); width];
        for (row, count) in self.scores.chunks_exact(width).zip(&self.counts) {
            if *count > 0.0 {
                for (score, seen) in row.iter().zip(&mut seen) {
                    if *score != UNANSWERED && seen.len() <= CATEGORIES_MAX {
                        seen.insert(*score);
                    }
                }
            }
        }
        if seen.iter().all(BTreeSet::is_empty) {
            return Err(Fault::NoAnswers);
        }
        let mut columns = Vec::with_capacity(width);
        for (name, seen) in self.names.into_iter().zip(seen) {
            let scores: Vec<u16> = seen.into_iter().collect();
            match scores.as_slice() {
                [] => return Err(Fault::ItemUnanswered { item: name }),
                [score] => return Err(Fault::ItemConstant { item: name, score: *score }),
                many if many.len() > CATEGORIES_MAX => {
                    return Err(Fault::TooManyCategories { item: name, categories: many.len() });
                }
                _ => columns.push(Column { name, scores }),
            }
        }
        let mut cells = Vec::with_capacity(self.scores.len());
        for (place, row) in self.scores.chunks_exact(width).enumerate() {
            for (score, column) in row.iter().zip(&columns) {
                cells.push(match column.scores.binary_search(score) {
                    Ok(category) => category as u8,
                    Err(_) if *score == UNANSWERED => MISSING,
                    // Only a row that counts nothing can have a score that no counting row has.
                    Err(_) => {
                        let (row, item) = (place + 1, column.name.clone());
                        return Err(Fault::ScoreUnseen { row, item, score: *score });
                    }
                });
            }
        }
        Ok(Responses { test: self.test, columns, cells, counts: self.counts, groups: self.groups })
    }
}

impl Responses {
    /// What the responses are to.
    pub fn test(&self) -> &Test {
        &self.test
    }

    /// The items.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Rows, in the order in which they were read.
    pub fn rows(&self) -> usize {
        self.counts.len()
    }

    /// Groups: one more than the highest that was named.
    pub fn group_count(&self) -> usize {
        self.groups.iter().max().map_or(1, |group| usize::from(*group) + 1)
    }

    /// How many persons a row stands for.
    pub fn counts(&self) -> &[f64] {
        &self.counts
    }

    /// The group of each row.
    pub fn groups(&self) -> &[u16] {
        &self.groups
    }

    /// Categories of a row's answers; none where not answered.
    pub fn categories(&self, row: usize) -> Vec<Option<u8>> {
        self.cells_of(row).iter().map(|cell| (*cell != MISSING).then_some(*cell)).collect()
    }

    pub(crate) fn cells_of(&self, row: usize) -> &[u8] {
        let width = self.columns.len();
        &self.cells[row * width..(row + 1) * width]
    }

    /// The same rows as one group.
    pub fn as_one_group(&self) -> Responses {
        Responses { groups: vec![0; self.groups.len()], ..self.clone() }
    }

    /// The same rows with one item answered apart by two groups: first as the item of group 0, then, appended, as that of the rest.
    pub(crate) fn split(&self, item: usize) -> Result<Responses, Fault> {
        let mut names: Vec<(String, String)> =
            self.columns.iter().map(|column| (column.name.clone(), self.test.subject.clone())).collect();
        names.push((format!("{} in the other groups", self.columns[item].name), self.test.subject.clone()));
        let mut reader = Reader::new(self.test.clone(), &names)?;
        for row in 0..self.rows() {
            let mut scores: Vec<Option<f64>> = self.categories(row).into_iter().map(|c| c.map(f64::from)).collect();
            let studied = scores[item];
            let group = self.groups[row];
            if group != 0 {
                scores[item] = None;
            }
            scores.push(studied.filter(|_| group != 0));
            reader.row(&scores, self.counts[row], group)?;
        }
        reader.finish()
    }
}

/// Equal rows of one group, gathered: what estimation works on.
#[derive(Clone, Debug)]
pub(crate) struct Patterns {
    pub(crate) width: usize,
    pub(crate) cells: Vec<u8>,
    pub(crate) counts: Vec<f64>,
    pub(crate) groups: Vec<u16>,
    /// Which pattern each row of the responses has.
    pub(crate) of_row: Vec<usize>,
}

impl Patterns {
    /// Gathers equal rows, in the order of their first appearance.
    pub(crate) fn gather(responses: &Responses) -> Patterns {
        let width = responses.columns.len();
        let mut places: HashMap<(u16, &[u8]), usize> = HashMap::new();
        let mut patterns =
            Patterns { width, cells: Vec::new(), counts: Vec::new(), groups: Vec::new(), of_row: Vec::new() };
        for row in 0..responses.rows() {
            let (cells, group) = (responses.cells_of(row), responses.groups[row]);
            let place = *places.entry((group, cells)).or_insert_with(|| {
                patterns.cells.extend_from_slice(cells);
                patterns.counts.push(0.0);
                patterns.groups.push(group);
                patterns.counts.len() - 1
            });
            patterns.counts[place] += responses.counts[row];
            patterns.of_row.push(place);
        }
        patterns
    }

    pub(crate) fn len(&self) -> usize {
        self.counts.len()
    }

    pub(crate) fn row(&self, pattern: usize) -> &[u8] {
        &self.cells[pattern * self.width..(pattern + 1) * self.width]
    }

    /// Persons with at least one answer.
    pub(crate) fn answering(&self) -> f64 {
        (0..self.len())
            .filter(|place| self.row(*place).iter().any(|cell| *cell != MISSING))
            .map(|p| self.counts[p])
            .sum()
    }
}
