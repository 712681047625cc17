//! The information model: schemes of items, data structures, dataflows, categorisations and constraints.

mod check;
mod component;
mod cube;

use std::collections::{BTreeMap, HashMap, HashSet};

pub use component::{Attachment, Component, DataStructure, Facets, Representation, Role, TEXT_TYPES, TextFormat};
pub use cube::{Column, Cube};

use crate::{
    name::Names,
    problem::Problem,
    reference::{Class, ItemReference, Reference},
};

/// One version of something an agency maintains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maintainable {
    /// What it is, who maintains it, identifier, version.
    pub reference: Reference,
    /// What it is called.
    pub names: Names,
    /// What it is about.
    pub descriptions: Names,
    /// Remarks for machines and people, such as a licence.
    pub annotations: Vec<Annotation>,
    /// What it holds.
    pub body: Body,
}

/// A remark on an artefact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// Identifier of the remark.
    pub id: Option<String>,
    /// A text in no language, such as a number.
    pub title: Option<String>,
    /// What kind of remark it is.
    pub kind: Option<String>,
    /// The remark.
    pub texts: Names,
}

/// What an artefact holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Only named here; what it holds was not asked for.
    Stub,
    /// Codes, concepts, agencies or categories.
    Items(Items),
    /// Components.
    DataStructure(DataStructure),
    /// The structure its data has.
    Dataflow(Reference),
    /// What belongs where.
    Categorisation {
        /// What is put into a category.
        source: Reference,
        /// The category.
        target: ItemReference,
    },
    /// Which values there are.
    Constraint(Constraint),
}

/// The items of a scheme, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Items {
    /// The items; one whose parent is in the scheme may stand before it.
    pub list: Vec<Item>,
    /// Whether items were left out.
    pub partial: bool,
}

/// A code, a concept, an agency or a category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Its identifier. That of a category is its path, `A.A1`, and says the parent.
    pub id: String,
    /// What it is called.
    pub names: Names,
    /// What it means.
    pub descriptions: Names,
    /// The item above it, for codes and concepts.
    pub parent: Option<String>,
    /// How values of a concept are written, where no component says otherwise.
    pub representation: Option<Representation>,
}

impl Items {
    /// The categories below each category by its path, and below "" those at the top, where one whose parent was left
    /// out stands too.
    pub(crate) fn tree(&self) -> HashMap<&str, Vec<&Item>> {
        let known: HashSet<&str> = self.list.iter().map(|item| item.id.as_str()).collect();
        let mut below: HashMap<&str, Vec<&Item>> = HashMap::new();
        for item in &self.list {
            let above = item.id.rsplit_once('.').map_or("", |(above, _)| above);
            below.entry(known.get(above).copied().unwrap_or_default()).or_default().push(item);
        }
        below
    }
}

impl Item {
    /// An item with a Chinese and an English name.
    pub fn new(id: &str, zh: &str, en: &str) -> Item {
        Item { id: id.to_owned(), names: Names::zh_en(zh, en), ..Item::default() }
    }

    /// The same below another item.
    pub fn below(mut self, parent: &str) -> Item {
        self.parent = Some(parent.to_owned());
        self
    }
}

/// Which values there are in what it is attached to (`Actual`), or may be (`Allowed`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// Whether it says what is there; otherwise, what may be there.
    pub actual: bool,
    /// Dataflows or data structures, all of one class.
    pub attached: Vec<Reference>,
    /// A value for each dimension that is constrained.
    pub keys: Vec<Selection>,
}

/// The values of one component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The component.
    pub id: String,
    /// Its values.
    pub values: Vec<String>,
    /// First and last period, for the time dimension; then `values` is empty.
    pub range: Option<(String, String)>,
}

/// Artefacts that were published or received together, each once, in the order of class, agency, identifier and version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structures(BTreeMap<Reference, Maintainable>);

impl Structures {
    /// None yet.
    pub fn new() -> Structures {
        Structures::default()
    }

    /// Adds an artefact after looking at it by itself: identifiers, duplicates, parents, limits.
    ///
    /// # Errors
    /// A problem that names the artefact and the part.
    pub fn add(&mut self, artefact: Maintainable) -> Result<(), Problem> {
        check::alone(&artefact)?;
        if self.0.contains_key(&artefact.reference) {
            return Err(Problem::semantic(format!("{} is there twice", artefact.reference.urn(crate::Era::V30))));
        }
        self.0.insert(artefact.reference.clone(), artefact);
        Ok(())
    }

    /// Adds an artefact of another answer; of a scheme that is there already, the items it does not have.
    pub fn join(&mut self, artefact: &Maintainable) {
        let Some(known) = self.0.get_mut(&artefact.reference) else {
            self.0.insert(artefact.reference.clone(), artefact.clone());
            return;
        };
        if let (Body::Items(known), Body::Items(more)) = (&mut known.body, &artefact.body) {
            let ids: std::collections::HashSet<String> = known.list.iter().map(|item| item.id.clone()).collect();
            known.list.extend(more.list.iter().filter(|item| !ids.contains(&item.id)).cloned());
            known.partial &= more.partial;
        }
    }

    /// Looks whether everything that is referred to is there and of use, as it must be before it is published.
    ///
    /// # Errors
    /// A problem that names the artefact and the reference.
    pub fn check(&self) -> Result<(), Problem> {
        self.iter().try_for_each(|artefact| check::together(artefact, self))
    }

    /// The artefact of this reference.
    pub fn get(&self, reference: &Reference) -> Option<&Maintainable> {
        self.0.get(reference)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Maintainable> {
        self.0.values()
    }

    /// Those of one class.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Maintainable> {
        self.iter().filter(move |artefact| artefact.reference.class == class)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The items of a scheme.
    pub fn items(&self, reference: &Reference) -> Option<&Items> {
        match &self.get(reference)?.body {
            Body::Items(items) => Some(items),
            _ => None,
        }
    }

    /// The components of a data structure.
    pub fn components(&self, reference: &Reference) -> Option<&DataStructure> {
        match &self.get(reference)?.body {
            Body::DataStructure(structure) => Some(structure),
            _ => None,
        }
    }
}

impl Maintainable {
    /// An artefact without description and annotations.
    pub fn new(reference: Reference, names: Names, body: Body) -> Maintainable {
        Maintainable { reference, names, descriptions: Names::none(), annotations: Vec::new(), body }
    }

    /// What it refers to, each once: the agency scheme is left out, for every artefact has one.
    pub fn references(&self) -> Vec<Reference> {
        let mut found: Vec<Reference> = match &self.body {
            Body::Stub => Vec::new(),
            Body::Items(items) => {
                items.list.iter().filter_map(|item| item.representation.as_ref()?.codes().cloned()).collect()
            }
            Body::DataStructure(structure) => structure.references(),
            Body::Dataflow(structure) => vec![structure.clone()],
            Body::Categorisation { source, target } => vec![source.clone(), target.scheme.clone()],
            Body::Constraint(constraint) => constraint.attached.clone(),
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The same as a stub: what it is and what it is called; `complete` keeps description and annotations.
    pub fn stub(&self, complete: bool) -> Maintainable {
        let (descriptions, annotations) =
            if complete { (self.descriptions.clone(), self.annotations.clone()) } else { (Names::none(), Vec::new()) };
        let (reference, names) = (self.reference.clone(), self.names.clone());
        Maintainable { reference, names, descriptions, annotations, body: Body::Stub }
    }
}
