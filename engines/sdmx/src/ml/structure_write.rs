//! Structure messages of SDMX-ML, versions 2.1 and 3.0.

use std::{collections::HashMap, io::Write};

use super::{
    COMMON, MESSAGE, STRUCTURE,
    header::{DECLARATION, header, reference, texts},
    namespace,
    node::Node,
};
use crate::{
    message::Envelope,
    model::{Annotation, Body, Component, Constraint, Facets, Item, Items, Maintainable, Representation, Structures},
    problem::{Era, Outcome},
    reference::{Class, ItemReference, Reference},
};

/// The containers of each version, in the order its schema asks for.
const CONTAINERS_21: [(Class, &str); 8] = [
    (Class::AgencyScheme, "OrganisationSchemes"),
    (Class::Dataflow, "Dataflows"),
    (Class::CategoryScheme, "CategorySchemes"),
    (Class::Categorisation, "Categorisations"),
    (Class::Codelist, "Codelists"),
    (Class::ConceptScheme, "Concepts"),
    (Class::DataStructure, "DataStructures"),
    (Class::Constraint, "Constraints"),
];
const CONTAINERS_30: [(Class, &str); 8] = [
    (Class::AgencyScheme, "AgencySchemes"),
    (Class::Categorisation, "Categorisations"),
    (Class::CategoryScheme, "CategorySchemes"),
    (Class::Codelist, "Codelists"),
    (Class::ConceptScheme, "ConceptSchemes"),
    (Class::Constraint, "DataConstraints"),
    (Class::Dataflow, "Dataflows"),
    (Class::DataStructure, "DataStructures"),
];

/// Writes a structure message.
///
/// # Errors
/// What the writer answers; not implemented when 2.1 cannot carry the measures of a structure.
pub fn write_structures<W: Write>(mut into: W, envelope: &Envelope, all: &Structures, era: Era) -> Outcome<()> {
    let mut text = String::from(DECLARATION);
    text.push_str("<mes:Structure");
    for (prefix, schema) in [("mes", MESSAGE), ("com", COMMON), ("str", STRUCTURE)] {
        text.push_str(&format!(" xmlns:{prefix}=\"{}\"", namespace(era, schema)));
    }
    text.push('>');
    header(envelope).write(&mut text);
    text.push_str("<mes:Structures>");
    let containers = if era == Era::V21 { CONTAINERS_21 } else { CONTAINERS_30 };
    for (class, container) in containers {
        if all.of(class).next().is_none() {
            continue;
        }
        text.push_str(&format!("<str:{container}>"));
        for artefact in all.of(class) {
            Writer { era }.artefact(artefact)?.write(&mut text);
            into.write_all(text.as_bytes())?;
            text.clear();
        }
        text.push_str(&format!("</str:{container}>"));
    }
    text.push_str("</mes:Structures></mes:Structure>\n");
    into.write_all(text.as_bytes())?;
    Ok(())
}

#[derive(Clone, Copy)]
pub(super) struct Writer {
    pub(super) era: Era,
}

impl Writer {
    fn artefact(self, artefact: &Maintainable) -> Outcome<Node> {
        let at = &artefact.reference;
        let mut node = Node::new(&format!("str:{}", at.class.name(self.era)))
            .with("id", &at.id)
            .with("urn", at.urn(self.era))
            .with("agencyID", &at.agency);
        // The one version of agency schemes is fixed, and 3.0 does not let it be written.
        if self.era == Era::V21 || at.class != Class::AgencyScheme {
            node = node.with("version", at.version.to_string());
        }
        match &artefact.body {
            Body::Stub => {
                // A stub of 2.1 may leave out what the schema asks of a whole artefact only when it says that it is one.
                node = node.with("isExternalReference", "true");
                if self.era == Era::V30 && at.class == Class::Constraint {
                    node = node.with("role", "Actual");
                }
            }
            Body::Items(items) if items.partial => node = node.with("isPartial", "true"),
            Body::Constraint(constraint) => {
                node = node.with(
                    if self.era == Era::V21 { "type" } else { "role" },
                    if constraint.actual { "Actual" } else { "Allowed" },
                );
            }
            _ => {}
        }
        if self.era == Era::V21 && at.version.is_stable() {
            node = node.with("isFinal", "true");
        }
        node = node.holding(annotations(&artefact.annotations));
        node =
            node.holding(texts("com:Name", &artefact.names)).holding(texts("com:Description", &artefact.descriptions));
        Ok(match &artefact.body {
            Body::Stub => node,
            Body::Items(items) => node.holding(self.items(at, items)),
            Body::DataStructure(structure) => node.holding([self.components(at, structure)?]),
            Body::Dataflow(structure) => node.holding([self.points("str:Structure", structure)]),
            Body::Categorisation { source, target } => {
                node.holding([self.points("str:Source", source), self.points_item("str:Target", target)])
            }
            Body::Constraint(constraint) => node.holding(self.constraint(constraint)),
        })
    }

    /// An element that names an artefact.
    fn points(self, name: &str, to: &Reference) -> Node {
        match self.era {
            Era::V21 => Node::new(name).holding([reference(to)]),
            Era::V30 => Node::new(name).saying(to.urn(self.era)),
        }
    }

    /// An element that names an item.
    pub(super) fn points_item(self, name: &str, to: &ItemReference) -> Node {
        if self.era == Era::V30 {
            return Node::new(name).saying(to.urn());
        }
        let scheme = &to.scheme;
        let item = Node::new("Ref")
            .with("id", &to.item)
            .with("maintainableParentID", &scheme.id)
            .with("maintainableParentVersion", scheme.version.to_string())
            .with("agencyID", &scheme.agency)
            .with("package", scheme.class.package())
            .with("class", scheme.class.item().unwrap_or("Item"));
        Node::new(name).holding([item])
    }

    fn items(self, scheme: &Reference, items: &Items) -> Vec<Node> {
        if scheme.class == Class::CategoryScheme {
            return self.categories(scheme, &items.tree(), "");
        }
        items.list.iter().map(|item| self.item(scheme, item, &item.id)).collect()
    }

    fn item(self, scheme: &Reference, item: &Item, id: &str) -> Node {
        let class = scheme.class.item().unwrap_or("Item");
        let urn = ItemReference { scheme: scheme.clone(), item: item.id.clone() }.urn();
        let mut node = Node::new(&format!("str:{class}")).with("id", id).with("urn", urn);
        node = node.holding(texts("com:Name", &item.names)).holding(texts("com:Description", &item.descriptions));
        if let Some(parent) = &item.parent {
            let above = match self.era {
                Era::V21 => Node::new("str:Parent").holding([Node::new("Ref").with("id", parent)]),
                Era::V30 => Node::new("str:Parent").saying(parent),
            };
            node = node.holding([above]);
        }
        if let Some(representation) = &item.representation {
            node = node.holding([self.representation("str:CoreRepresentation", representation)]);
        }
        node
    }

    /// Categories stand inside each other.
    fn categories(self, scheme: &Reference, tree: &HashMap<&str, Vec<&Item>>, above: &str) -> Vec<Node> {
        let one = |item: &&Item| {
            let id = item.id.rsplit('.').next().unwrap_or(&item.id);
            self.item(scheme, item, id).holding(self.categories(scheme, tree, &item.id))
        };
        tree.get(above).into_iter().flatten().map(one).collect()
    }

    pub(super) fn representation(self, name: &str, representation: &Representation) -> Node {
        let inside = match representation {
            Representation::Codes(list) => self.points("str:Enumeration", list),
            Representation::Text(format) => {
                facets(Node::new("str:TextFormat").with("textType", &format.text_type), &format.facets)
            }
        };
        Node::new(name).holding([inside])
    }

    fn constraint(self, constraint: &Constraint) -> Vec<Node> {
        let mut nodes = Vec::new();
        if !constraint.attached.is_empty() {
            let to =
                constraint.attached.iter().map(|one| self.points(&format!("str:{}", one.class.name(self.era)), one));
            nodes.push(Node::new("str:ConstraintAttachment").holding(to));
        }
        if constraint.keys.is_empty() {
            return nodes;
        }
        // In 2.1 what stands in a region belongs to the common names, in 3.0 to those of structures.
        let prefix = if self.era == Era::V21 { "com" } else { "str" };
        let keys = constraint.keys.iter().filter(|key| !key.values.is_empty() || key.range.is_some()).map(|key| {
            let node = Node::new(&format!("{prefix}:KeyValue")).with("id", &key.id);
            let node = if self.era == Era::V30 { node.with("include", "true") } else { node };
            match &key.range {
                Some((first, last)) => {
                    let end = |name: &str, period: &str| {
                        Node::new(&format!("{prefix}:{name}")).with("isInclusive", "true").saying(period)
                    };
                    let range = [end("StartPeriod", first), end("EndPeriod", last)];
                    node.holding([Node::new(&format!("{prefix}:TimeRange")).holding(range)])
                }
                None => {
                    node.holding(key.values.iter().map(|value| Node::new(&format!("{prefix}:Value")).saying(value)))
                }
            }
        });
        nodes.push(Node::new("str:CubeRegion").with("include", "true").holding(keys));
        nodes
    }
}

pub(super) fn usage(component: &Component) -> &'static str {
    if component.required() { "mandatory" } else { "optional" }
}

fn facets(mut node: Node, facets: &Facets) -> Node {
    let numbers = [
        ("minLength", facets.min_length.map(|value| value.to_string())),
        ("maxLength", facets.max_length.map(|value| value.to_string())),
        ("minValue", facets.min_value.map(|value| value.to_string())),
        ("maxValue", facets.max_value.map(|value| value.to_string())),
        ("decimals", facets.decimals.map(|value| value.to_string())),
        ("pattern", facets.pattern.clone()),
    ];
    for (name, value) in numbers {
        if let Some(value) = value {
            node = node.with(name, value);
        }
    }
    node
}

fn annotations(annotations: &[Annotation]) -> Option<Node> {
    let one = |annotation: &Annotation| {
        let node = Node::new("com:Annotation");
        let node = annotation.id.iter().fold(node, |node, id| node.with("id", id));
        let title = annotation.title.iter().map(|title| Node::new("com:AnnotationTitle").saying(title));
        let kind = annotation.kind.iter().map(|kind| Node::new("com:AnnotationType").saying(kind));
        node.holding(title).holding(kind).holding(texts("com:AnnotationText", &annotation.texts))
    };
    (!annotations.is_empty()).then(|| Node::new("com:Annotations").holding(annotations.iter().map(one)))
}
