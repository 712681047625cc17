//! The header of SDMX-ML messages, and the message that says what went wrong.

use std::io::Write;

use super::{COMMON, MESSAGE, namespace, node::Node};
use crate::{
    message::Envelope,
    model::Cube,
    name::Names,
    observation::{Set, View},
    problem::{Era, Outcome, Problem},
    reference::Reference,
};

pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The header up to and with the sender's names.
pub(super) fn header(envelope: &Envelope) -> Node {
    Node::new("mes:Header").holding([
        Node::new("mes:ID").saying(&envelope.id),
        Node::new("mes:Test").saying(if envelope.test { "true" } else { "false" }),
        Node::new("mes:Prepared").saying(&envelope.prepared),
        Node::new("mes:Sender").with("id", &envelope.sender).holding(texts("com:Name", &envelope.sender_names)),
    ])
}

/// The header of a data message: each of its data sets has a structure of its own.
pub(super) fn data_header(envelope: &Envelope, sets: &[Set], era: Era, specific: bool) -> Node {
    let structure = |(place, Set { cube, view, .. }): (usize, &Set)| {
        let mut structure = Node::new("mes:Structure").with("structureID", structure_id(place));
        if specific {
            structure = structure.with("namespace", data_namespace(cube, view));
        }
        structure = structure.with("dimensionAtObservation", view.at_id(cube));
        let usage = Node::new("com:StructureUsage");
        structure.holding([match era {
            Era::V21 => usage.holding([reference(cube.flow)]),
            Era::V30 => usage.saying(cube.flow.urn(era)),
        }])
    };
    header(envelope)
        .holding(sets.iter().enumerate().map(structure))
        .holding([Node::new("mes:DataSetAction").saying(ACTION)])
}

/// What a reader that loads the data is to do: take it in place of what it has.
pub(super) const ACTION: &str = "Replace";

/// What the structure of a data set is called inside the message: `S1`.
pub(super) fn structure_id(place: usize) -> String {
    format!("S{}", place + 1)
}

/// The namespace of structure-specific data: the structure, and what stands at the observation.
pub(super) fn data_namespace(cube: &Cube, view: &View) -> String {
    format!("{}:ObsLevelDim:{}", cube.structure.urn(Era::V21), view.at_id(cube))
}

/// `<Ref …/>`, the way version 2.1 names artefacts.
pub(super) fn reference(to: &Reference) -> Node {
    Node::new("Ref")
        .with("id", &to.id)
        .with("version", to.version.to_string())
        .with("agencyID", &to.agency)
        .with("package", to.class.package())
        .with("class", to.class.name(Era::V21))
}

/// A text in each language.
pub(super) fn texts(name: &str, names: &Names) -> Vec<Node> {
    names.iter().map(|(language, text)| Node::new(name).with("xml:lang", language).saying(text)).collect()
}

/// Writes the message that says what went wrong.
///
/// # Errors
/// What the writer answers.
pub fn write_errors<W: Write>(mut into: W, era: Era, problems: &[Problem]) -> Outcome<()> {
    let message = |problem: &Problem| {
        let text = format!("{}: {}", problem.code.title(), problem.text);
        Node::new("mes:ErrorMessage")
            .with("code", problem.code.number().to_string())
            .holding([Node::new("com:Text").with("xml:lang", "en").saying(text)])
    };
    let root = Node::new("mes:Error")
        .with("xmlns:mes", namespace(era, MESSAGE))
        .with("xmlns:com", namespace(era, COMMON))
        .holding(problems.iter().map(message));
    let mut text = String::from(DECLARATION);
    root.write(&mut text);
    into.write_all(text.as_bytes())?;
    Ok(())
}
