//! Why a test cannot be scaled: what was found, where, and what to do about it.

use std::fmt;

/// A refusal. Rows are counted from 1 without the heading; items are called by their names.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// No item at all.
    NoItems,
    /// More items than [`super::ITEMS_MAX`].
    TooManyItems {
        /// Items given.
        items: usize,
    },
    /// More cells than [`super::CELLS_MAX`].
    TooManyRows {
        /// The row that was one too many.
        row: usize,
    },
    /// An item without a name.
    ItemUnnamed {
        /// Column, from 1.
        column: usize,
    },
    /// Two items of one name.
    ItemTwice {
        /// Name.
        item: String,
    },
    /// Results of different tests or subjects in one scale.
    Subjects {
        /// What is there.
        first: String,
        /// What does not belong to it.
        second: String,
    },
    /// A row with more or fewer cells than there are items.
    Width {
        /// Row.
        row: usize,
        /// Cells of that row.
        cells: usize,
        /// Items of the test.
        items: usize,
    },
    /// A score that is no whole number from 0 to [`super::SCORE_MAX`].
    Score {
        /// Row.
        row: usize,
        /// Item.
        item: String,
        /// What stands there.
        score: f64,
    },
    /// A score of a row that counts nothing, which no row that counts has.
    ScoreUnseen {
        /// Row.
        row: usize,
        /// Item.
        item: String,
        /// What stands there.
        score: u16,
    },
    /// A count or weight that is negative, infinite or no number.
    Count {
        /// Row.
        row: usize,
        /// What stands there.
        count: f64,
    },
    /// Nobody answered anything.
    NoAnswers,
    /// Nobody answered this item.
    ItemUnanswered {
        /// Item.
        item: String,
    },
    /// All who answered have the same score.
    ItemConstant {
        /// Item.
        item: String,
        /// That score.
        score: u16,
    },
    /// More scores than [`super::CATEGORIES_MAX`].
    TooManyCategories {
        /// Item.
        item: String,
        /// Different scores seen.
        categories: usize,
    },
    /// A model of right and wrong, and an item with more than two scores.
    NotDichotomous {
        /// Item.
        item: String,
        /// Different scores seen.
        categories: usize,
    },
    /// Too few items to tell the parameters apart.
    TooFewItems {
        /// Items of the test.
        items: usize,
        /// Items the model needs.
        needed: usize,
    },
    /// A group without a single answer.
    GroupEmpty {
        /// Place of the group, from 0.
        group: usize,
    },
    /// A setting out of its range.
    Setting {
        /// Its name.
        name: &'static str,
        /// What it is.
        value: f64,
        /// What it may be.
        allowed: &'static str,
    },
    /// The slope of an item grows without end.
    Runaway {
        /// Item.
        item: String,
    },
    /// The estimated spread of a group leaves what the grid can hold.
    Spread {
        /// Place of the group, from 0.
        group: usize,
        /// Standard deviation at which it was given up.
        deviation: f64,
    },
    /// Lists that should be equally long are not.
    Lengths {
        /// What is of another length.
        what: &'static str,
        /// Its length.
        given: usize,
        /// The length it should have.
        expected: usize,
    },
    /// A number that must be finite is not.
    NotFinite {
        /// What it is.
        what: &'static str,
        /// Place in its list, from 1.
        row: usize,
    },
    /// A comparison that needs exactly two groups.
    Groups {
        /// Groups given.
        groups: usize,
    },
    /// Weights that sum to nothing.
    NoWeight,
    /// Covariates of which one follows from the others.
    Collinear {
        /// Place of the first that does, from 1.
        covariate: usize,
    },
    /// A statistic that has no value on these data.
    Undefined {
        /// Which weights: 0 for the full sample, otherwise the replicate, from 1.
        replicate: usize,
    },
}

impl std::error::Error for Fault {}

impl fmt::Display for Fault {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.of_input(to)? { Ok(()) } else { self.of_estimate(to) }
    }
}

impl Fault {
    /// Tells what is wrong with a table of responses; false when it is something else.
    fn of_input(&self, to: &mut fmt::Formatter<'_>) -> Result<bool, fmt::Error> {
        match self {
            Fault::NoItems => write!(to, "the test has no items: name at least one column of scores"),
            Fault::TooManyItems { items } => {
                write!(
                    to,
                    "{items} items are more than the {} one scale takes: split the table by test",
                    super::ITEMS_MAX
                )
            }
            Fault::TooManyRows { row } => {
                write!(
                    to,
                    "row {row}: the table has more than {} cells: collapse equal rows into counts",
                    super::CELLS_MAX
                )
            }
            Fault::ItemUnnamed { column } => write!(to, "column {column} has no name: name the item"),
            Fault::ItemTwice { item } => write!(to, "two columns are called {item}: give each item a name of its own"),
            Fault::Subjects { first, second } => write!(
                to,
                "{first} and {second} cannot share a scale: results are compared within one test of one subject only, \
                 and no total is made across subjects; scale each by itself"
            ),
            Fault::Width { row, cells, items } => {
                write!(
                    to,
                    "row {row} has {cells} cells for {items} items: give every item a score or leave its cell empty"
                )
            }
            Fault::Score { row, item, score } => write!(
                to,
                "row {row}, item {item}: {score} is no score; scores are whole numbers from 0 to {}, and what was not \
                 answered stays empty",
                super::SCORE_MAX
            ),
            Fault::ScoreUnseen { row, item, score } => write!(
                to,
                "row {row}, item {item}: the row counts nothing, and nobody who counts has the score {score}: leave the cell empty"
            ),
            Fault::Count { row, count } => {
                write!(to, "row {row}: a count of {count} is none: give a finite number that is not negative")
            }
            Fault::NoAnswers => write!(to, "nobody answered anything: check the columns that were chosen as items"),
            Fault::ItemUnanswered { item } => write!(to, "nobody answered item {item}: leave it out"),
            Fault::ItemConstant { item, score } => write!(
                to,
                "item {item}: everybody who answered has the score {score}, which says nothing about ability: leave it out"
            ),
            Fault::TooManyCategories { item, categories } => write!(
                to,
                "item {item} has {categories} different scores; at most {} are taken: merge neighbouring ones",
                super::CATEGORIES_MAX
            ),
            _ => return Ok(false),
        }?;
        Ok(true)
    }

    fn of_estimate(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::NotDichotomous { item, categories } => write!(
                to,
                "item {item} has {categories} different scores, and this takes right and wrong only: choose partial \
                 credit, generalized partial credit or graded responses"
            ),
            Fault::TooFewItems { items, needed } => {
                write!(
                    to,
                    "{items} items do not determine this model, which needs {needed}: add items or choose a simpler one"
                )
            }
            Fault::GroupEmpty { group } => write!(to, "group {group} has no answers: leave it out"),
            Fault::Setting { name, value, allowed } => write!(to, "{name} is {value}: it must be {allowed}"),
            Fault::Runaway { item } => write!(
                to,
                "the slope of item {item} grows without end, for the other items predict it perfectly: merge it with \
                 the item it repeats, leave it out, or choose a model with equal slopes"
            ),
            Fault::Spread { group, deviation } => write!(
                to,
                "group {group}: a standard deviation of {deviation:.3} does not fit the grid: if it is small, the items \
                 have nothing in common; if it is large, widen the grid's limit"
            ),
            Fault::Lengths { what, given, expected } => write!(to, "{what}: {given} given where {expected} are needed"),
            Fault::NotFinite { what, row } => {
                write!(to, "{what}, row {row}: no finite number: fill it in or leave the row out")
            }
            Fault::Groups { groups } => write!(to, "{groups} groups: this compares exactly two"),
            Fault::NoWeight => write!(to, "all weights are zero: there is nobody to speak for"),
            Fault::Collinear { covariate } => {
                write!(
                    to,
                    "covariate {covariate} follows from those before it (the constant is always among them): leave it out"
                )
            }
            Fault::Undefined { replicate } => {
                write!(to, "the statistic has no value under weights {replicate} (0 is the full sample)")
            }
            _ => Ok(()),
        }
    }
}
