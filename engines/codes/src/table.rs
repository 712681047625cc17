//! Code tables in generations: the same list of ideas, coded differently before and after a day.
//!
//! A file does not say which generation it was made with, and files of the elder one keep arriving after the
//! change. So a code is recognised by itself, each generation keeps its own words, and the day only tells which
//! generation is to be written.

use units::{Args, Day, Refuse};

/// The generations of the credit bank's code tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeGeneration {
    /// In force until 2025-09-25; the Alipay channel still speaks it.
    First,
    /// In force since 2025-09-26.
    Second,
}

impl CodeGeneration {
    /// Both, elder first.
    pub const ALL: [Self; 2] = [Self::First, Self::Second];

    /// First day of the second generation, ISO; the elder one ends with the day before.
    pub const BOUNDARY: &'static str = "2025-09-26";

    /// The generation to be written on a day.
    pub fn in_force(day: Day) -> Self {
        // ISO days sort as text, so no arithmetic is needed.
        if day.to_string().as_str() < Self::BOUNDARY { Self::First } else { Self::Second }
    }

    /// First day in force; `None` for the elder one, whose beginning is not documented.
    pub fn from(self) -> Option<&'static str> {
        match self {
            Self::First => None,
            Self::Second => Some(Self::BOUNDARY),
        }
    }

    /// Day on which it ceased to be in force (exclusive); `None` while it is.
    pub fn until(self) -> Option<&'static str> {
        match self {
            Self::First => Some(Self::BOUNDARY),
            Self::Second => None,
        }
    }

    /// The word stored and sent: `first` or `second`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
        }
    }

    /// Reads the word of [`CodeGeneration::name`].
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}

/// One code of one generation, in the words of that generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    /// The code as printed.
    pub code: &'static str,
    /// The wording of this generation.
    pub zh: &'static str,
}

/// One idea of a list, with its code in each generation that has it.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeItem {
    /// The stable name that is stored, whatever the generation: `undergraduate`, `graduated` ….
    pub key: &'static str,
    /// Today's official name.
    pub zh: &'static str,
    /// English name.
    pub en: &'static str,
    /// Its code until 2025-09-25.
    pub first: Option<CodeEntry>,
    /// Its code since 2025-09-26.
    pub second: Option<CodeEntry>,
}

impl CodeItem {
    /// Its entry in a generation.
    pub fn entry(&self, generation: CodeGeneration) -> Option<CodeEntry> {
        match generation {
            CodeGeneration::First => self.first,
            CodeGeneration::Second => self.second,
        }
    }
}

/// A list of the credit bank with both of its codings.
#[derive(Debug)]
pub struct CodeTable {
    /// Stable name of the list: `level`, `category`, `outcome`, `season`.
    pub name: &'static str,
    /// Official name of the list.
    pub zh: &'static str,
    /// English name of the list.
    pub en: &'static str,
    /// The items in official order.
    pub items: &'static [CodeItem],
}

/// Why a code cannot be read or translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFault {
    /// No generation of this list has the code.
    Unknown {
        /// The list.
        table: &'static str,
        /// The code found.
        code: String,
    },
    /// The other generation has no code for this item (在校 before 2025-09-26).
    NotInGeneration {
        /// The list.
        table: &'static str,
        /// Official name of the item.
        item: &'static str,
        /// The generation asked for.
        generation: CodeGeneration,
    },
}

impl CodeTable {
    /// The item a code stands for and the generation it belongs to.
    ///
    /// # Errors
    /// [`TableFault::Unknown`] when no generation has the code.
    pub fn recognise(&self, code: &str) -> Result<(&'static CodeItem, CodeGeneration), TableFault> {
        CodeGeneration::ALL
            .into_iter()
            .find_map(|generation| {
                self.items
                    .iter()
                    .find(|item| item.entry(generation).is_some_and(|entry| entry.code == code))
                    .map(|item| (item, generation))
            })
            .ok_or_else(|| TableFault::Unknown { table: self.name, code: code.to_owned() })
    }

    /// The item with a stored key.
    pub fn item(&self, key: &str) -> Option<&'static CodeItem> {
        self.items.iter().find(|item| item.key == key)
    }

    /// The code of an item, given by its key, in a generation.
    pub fn code(&self, key: &str, generation: CodeGeneration) -> Option<&'static str> {
        self.item(key)?.entry(generation).map(|entry| entry.code)
    }

    /// The same item's code in the generation wanted. `41 结业(肄业)` becomes `1262 结业` and back.
    ///
    /// # Errors
    /// The code is unknown, or its item has no code in that generation.
    pub fn translate(&self, code: &str, to: CodeGeneration) -> Result<&'static str, TableFault> {
        let (item, _) = self.recognise(code)?;
        item.entry(to).map(|entry| entry.code).ok_or(TableFault::NotInGeneration {
            table: self.name,
            item: item.zh,
            generation: to,
        })
    }

    /// All codes of a generation with their items, in official order.
    pub fn codes(&self, generation: CodeGeneration) -> impl Iterator<Item = (CodeEntry, &'static CodeItem)> {
        self.items.iter().filter_map(move |item| item.entry(generation).map(|entry| (entry, item)))
    }
}

/// Tells from the codes of a whole file which generation it speaks.
///
/// Rows are counted from the caller's own numbering; only the first place of each generation is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Generations {
    /// Row in which a first-generation code was first seen.
    pub first: Option<usize>,
    /// Row in which a second-generation code was first seen.
    pub second: Option<usize>,
}

impl Generations {
    /// Notes the generation of a code found in `row`.
    pub fn see(&mut self, generation: CodeGeneration, row: usize) {
        let place = match generation {
            CodeGeneration::First => &mut self.first,
            CodeGeneration::Second => &mut self.second,
        };
        place.get_or_insert(row);
    }

    /// The generation of the file, when all codes seen agree.
    pub fn only(&self) -> Option<CodeGeneration> {
        match (self.first, self.second) {
            (Some(_), None) => Some(CodeGeneration::First),
            (None, Some(_)) => Some(CodeGeneration::Second),
            _ => None,
        }
    }

    /// Whether both generations occur, and where each begins: `(first, second)`.
    pub fn mixed(&self) -> Option<(usize, usize)> {
        self.first.zip(self.second)
    }
}

impl Refuse for TableFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "codes.table.unknown",
            Self::NotInGeneration { .. } => "codes.table.not_in_generation",
        }
    }

    fn args(&self) -> Args {
        match self {
            Self::Unknown { table, code } => Args(vec![("table", (*table).to_owned()), ("code", code.clone())]),
            Self::NotInGeneration { table, item, generation } => Args(vec![
                ("table", (*table).to_owned()),
                ("item", (*item).to_owned()),
                ("generation", generation.name().to_owned()),
            ]),
        }
    }
}

#[cfg(test)]
mod tests;
