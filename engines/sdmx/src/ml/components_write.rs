//! The components of a data structure in SDMX-ML.

use super::{
    node::Node,
    structure_write::{Writer, usage},
};
use crate::{
    model::{Attachment, Component, DataStructure, Representation, Role},
    problem::{Era, Outcome, Problem},
    reference::Reference,
};

impl Writer {
    pub(super) fn components(self, at: &Reference, structure: &DataStructure) -> Outcome<Node> {
        if self.era == Era::V21 && !matches!(structure.measures.as_slice(), [one] if one.id == "OBS_VALUE") {
            let text =
                format!("{at} has other measures than OBS_VALUE, which SDMX-ML 2.1 cannot carry; ask for version 3.0");
            return Err(Problem::missing(text).into());
        }
        let urn = |class: &str, id: &str| format!("urn:sdmx:org.sdmx.infomodel.datastructure.{class}={at}.{id}");
        let list = |name: &str, class: &str, id: &str| Node::new(name).with("id", id).with("urn", urn(class, id));
        let places = structure.dimensions.iter().enumerate();
        let dimensions = places.map(|(place, component)| {
            let (name, class) = if component.is_time() {
                ("str:TimeDimension", "TimeDimension")
            } else {
                ("str:Dimension", "Dimension")
            };
            let mut node = Node::new(name).with("id", &component.id).with("urn", urn(class, &component.id));
            if !component.is_time() || self.era == Era::V21 {
                node = node.with("position", (place + 1).to_string());
            }
            node.holding(self.meaning(component))
        });
        let mut lists =
            vec![list("str:DimensionList", "DimensionDescriptor", "DimensionDescriptor").holding(dimensions)];
        if !structure.attributes.is_empty() {
            let attributes = structure.attributes.iter().map(|component| {
                let node = Node::new("str:Attribute")
                    .with("id", &component.id)
                    .with("urn", urn("DataAttribute", &component.id));
                self.attribute(node, component)
            });
            lists.push(list("str:AttributeList", "AttributeDescriptor", "AttributeDescriptor").holding(attributes));
        }
        if !structure.measures.is_empty() {
            let measures = structure.measures.iter().map(|component| {
                let (name, class) = if self.era == Era::V21 {
                    ("str:PrimaryMeasure", "PrimaryMeasure")
                } else {
                    ("str:Measure", "Measure")
                };
                let mut node = Node::new(name).with("id", &component.id).with("urn", urn(class, &component.id));
                if self.era == Era::V30 {
                    node = node.with("usage", usage(component));
                }
                node.holding(self.meaning(component))
            });
            lists.push(list("str:MeasureList", "MeasureDescriptor", "MeasureDescriptor").holding(measures));
        }
        Ok(Node::new("str:DataStructureComponents").holding(lists))
    }

    /// Concept, and how values are written.
    fn meaning(self, component: &Component) -> Vec<Node> {
        let mut nodes = vec![self.points_item("str:ConceptIdentity", &component.concept)];
        match &component.representation {
            Some(representation) => nodes.push(self.representation("str:LocalRepresentation", representation)),
            // The schemas ask it of the time dimension.
            None if component.is_time() => {
                nodes.push(
                    self.representation("str:LocalRepresentation", &Representation::text("ObservationalTimePeriod")),
                );
            }
            None => {}
        }
        nodes
    }

    fn attribute(self, node: Node, component: &Component) -> Node {
        let node = match self.era {
            Era::V21 => node.with("assignmentStatus", if component.required() { "Mandatory" } else { "Conditional" }),
            Era::V30 => node.with("usage", usage(component)),
        };
        let attached = match &component.role {
            Role::Attribute { attached, .. } => attached,
            _ => &Attachment::Observation,
        };
        let relation: Vec<Node> = match (attached, self.era) {
            (Attachment::DataSet, Era::V21) => vec![Node::new("str:None")],
            (Attachment::DataSet, Era::V30) => vec![Node::new("str:Dataflow")],
            (Attachment::Observation, Era::V21) => {
                vec![Node::new("str:PrimaryMeasure").holding([Node::new("Ref").with("id", "OBS_VALUE")])]
            }
            (Attachment::Observation, Era::V30) => vec![Node::new("str:Observation")],
            (Attachment::Dimensions(on), Era::V21) => {
                on.iter().map(|id| Node::new("str:Dimension").holding([Node::new("Ref").with("id", id)])).collect()
            }
            (Attachment::Dimensions(on), Era::V30) => {
                on.iter().map(|id| Node::new("str:Dimension").saying(id)).collect()
            }
        };
        node.holding(self.meaning(component)).holding([Node::new("str:AttributeRelationship").holding(relation)])
    }
}
