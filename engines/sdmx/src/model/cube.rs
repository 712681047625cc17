//! A dataflow with everything that is needed to read, write and ask for its data.

use std::collections::HashMap;

use super::{
    Attachment, Component, DataStructure, Item, Representation, Role, Structures, TextFormat, component::OBS_VALUE,
};
use crate::{
    name::Names,
    problem::{Era, Problem},
    reference::Reference,
};

/// A dataflow, its structure, and the names and codes of its components.
#[derive(Debug)]
pub struct Cube<'a> {
    /// The dataflow.
    pub flow: &'a Reference,
    /// What the dataflow is called.
    pub names: &'a Names,
    /// Its data structure.
    pub structure: &'a Reference,
    /// Dimensions in the order of keys; the time dimension last, where there is one.
    pub dimensions: Vec<Column<'a>>,
    /// Measures.
    pub measures: Vec<Column<'a>>,
    /// Attributes.
    pub attributes: Vec<Column<'a>>,
}

/// A component with its names and codes.
#[derive(Debug)]
pub struct Column<'a> {
    /// The component.
    pub component: &'a Component,
    /// The names of its concept.
    pub names: &'a Names,
    /// Its codes, where it has codes, in the order of the list.
    pub codes: Option<&'a [Item]>,
    /// How it is written where it has none.
    pub text: Option<&'a TextFormat>,
    list: Option<&'a Reference>,
    places: HashMap<&'a str, usize>,
}

impl<'a> Cube<'a> {
    /// Puts together what a dataflow's data needs. Takes time and memory in the number of its codes.
    ///
    /// # Errors
    /// A problem when the dataflow, its structure, a concept or a codelist is not there.
    pub fn new(all: &'a Structures, flow: &Reference) -> Result<Cube<'a>, Problem> {
        let missing = |what: &Reference| Problem::semantic(format!("{} is not there", what.urn(Era::V30)));
        let artefact = all.get(flow).ok_or_else(|| missing(flow))?;
        let super::Body::Dataflow(structure) = &artefact.body else { return Err(missing(flow)) };
        let components: &DataStructure = all.components(structure).ok_or_else(|| missing(structure))?;
        let columns =
            |list: &'a [Component]| list.iter().map(|one| Column::new(all, one)).collect::<Result<Vec<_>, _>>();
        Ok(Cube {
            flow: &artefact.reference,
            names: &artefact.names,
            structure: &all.get(structure).ok_or_else(|| missing(structure))?.reference,
            dimensions: columns(&components.dimensions)?,
            measures: columns(&components.measures)?,
            attributes: columns(&components.attributes)?,
        })
    }

    /// The place of the time dimension.
    pub fn time(&self) -> Option<usize> {
        self.dimensions.iter().position(|column| column.component.is_time())
    }

    /// The place of a dimension.
    pub fn dimension(&self, id: &str) -> Option<usize> {
        self.dimensions.iter().position(|column| column.component.id == id)
    }

    /// Refuses what version 2.1 cannot say: several measures, or one that is not called `OBS_VALUE`.
    ///
    /// # Errors
    /// Not implemented.
    pub fn one_measure(&self) -> Result<(), Problem> {
        match self.measures.as_slice() {
            [one] if one.component.id == OBS_VALUE => Ok(()),
            _ => Err(Problem::missing(format!(
                "{} has other measures than {OBS_VALUE}, which SDMX 2.1 cannot carry; ask for a format of SDMX 3.0",
                self.structure
            ))),
        }
    }

    /// Dimensions, measures and attributes.
    pub fn columns(&self) -> impl Iterator<Item = &Column<'a>> {
        self.dimensions.iter().chain(&self.measures).chain(&self.attributes)
    }
}

impl<'a> Column<'a> {
    fn new(all: &'a Structures, component: &'a Component) -> Result<Column<'a>, Problem> {
        let concept = &component.concept;
        let missing = || Problem::semantic(format!("the concept {} of “{}” is not there", concept.urn(), component.id));
        let items = all.items(&concept.scheme).ok_or_else(missing)?;
        let item = items.list.iter().find(|item| item.id == concept.item).ok_or_else(missing)?;
        let (mut codes, mut text, mut list) = (None, None, None);
        match component.representation.as_ref().or(item.representation.as_ref()) {
            Some(Representation::Codes(codelist)) => {
                let items = all.items(codelist);
                let items = items.ok_or_else(|| {
                    Problem::semantic(format!("the codelist {codelist} of “{}” is not there", component.id))
                })?;
                codes = Some(items.list.as_slice());
                list = Some(codelist);
            }
            Some(Representation::Text(format)) => text = Some(format),
            None => {}
        }
        let places =
            codes.unwrap_or_default().iter().enumerate().map(|(place, code)| (code.id.as_str(), place)).collect();
        Ok(Column { component, names: &item.names, codes, text, list, places })
    }

    /// The component's identifier.
    pub fn id(&self) -> &'a str {
        &self.component.id
    }

    /// The list its codes stand in.
    pub fn list(&self) -> Option<&'a Reference> {
        self.list
    }

    /// The code of this identifier.
    pub fn code(&self, id: &str) -> Option<&'a Item> {
        Some(&self.codes?[*self.places.get(id)?])
    }

    /// What an attribute belongs to.
    pub fn attached(&self) -> &'a Attachment {
        match &self.component.role {
            Role::Attribute { attached, .. } => attached,
            _ => &Attachment::Observation,
        }
    }

    /// Whether its values are numbers.
    pub fn is_numeric(&self) -> bool {
        self.text.is_some_and(TextFormat::is_numeric)
    }
}
