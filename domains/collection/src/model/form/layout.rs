//! How the fields of a form are laid out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;

/// A part of the form under one heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CollectionSection")]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its name, for links.
    pub name: String,
    /// Its heading.
    pub title: Text,
    /// What to know before it is filled in.
    #[serde(default)]
    pub note: Text,
    /// What stands in it, from top to bottom.
    pub blocks: Vec<Block>,
}

/// Fields one under the other, or a grid of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CollectionBlock")]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// Fields by name, each on a line of its own.
    Fields(Vec<String>),
    /// Fields in rows and columns.
    Grid(Grid),
}

/// Fields in rows and columns, with their sums.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CollectionGrid")]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// What it shows.
    pub caption: Text,
    /// The head of each row.
    pub rows: Vec<Text>,
    /// The head of each column.
    pub columns: Vec<Text>,
    /// The field of each place, row by row; an empty name where nothing is asked.
    pub cells: Vec<Vec<String>>,
    /// Whether each row is summed.
    #[serde(default)]
    pub sum_rows: bool,
    /// Whether each column is summed.
    #[serde(default)]
    pub sum_columns: bool,
}

impl Block {
    /// The names of its fields, in reading order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let (list, grid): (&[String], &[Vec<String>]) = match self {
            Block::Fields(names) => (names, &[]),
            Block::Grid(grid) => (&[], &grid.cells),
        };
        list.iter().chain(grid.iter().flatten()).map(String::as_str).filter(|name| !name.is_empty())
    }
}

impl Section {
    /// The names of its fields, in reading order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().flat_map(Block::names)
    }
}
