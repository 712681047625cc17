//! A small XML document as a tree: for structures and headers, which are held in memory anyway.

use std::io::BufRead;

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use crate::{
    limits::{ATTRIBUTES_MAX, DEPTH_MAX, PIECE_BYTES_MAX},
    out::escape,
    problem::{Failure, Outcome, Problem},
};

/// An element. Prefixes are part of the name when it is written, and left out when it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) text: String,
    pub(super) children: Vec<Node>,
}

impl Node {
    pub(super) fn new(name: &str) -> Node {
        Node { name: name.to_owned(), ..Node::default() }
    }

    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Node {
        self.attributes.push((name.to_owned(), value.into()));
        self
    }

    pub(super) fn saying(mut self, text: impl Into<String>) -> Node {
        self.text = text.into();
        self
    }

    pub(super) fn holding(mut self, children: impl IntoIterator<Item = Node>) -> Node {
        self.children.extend(children);
        self
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn needs(&self, name: &str) -> Result<&str, Problem> {
        self.attribute(name).ok_or_else(|| Problem::syntax(format!("<{}> has no attribute “{name}”", self.name)))
    }

    pub(super) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Appends the element and everything in it. Not deeper than [`DEPTH_MAX`], for what is written was checked before.
    pub(super) fn write(&self, into: &mut String) {
        into.push('<');
        into.push_str(&self.name);
        for (name, value) in &self.attributes {
            into.push(' ');
            into.push_str(name);
            into.push_str("=\"");
            escape(into, value);
            into.push('"');
        }
        if self.text.is_empty() && self.children.is_empty() {
            into.push_str("/>");
            return;
        }
        into.push('>');
        escape(into, &self.text);
        self.children.iter().for_each(|child| child.write(into));
        into.push_str("</");
        into.push_str(&self.name);
        into.push('>');
    }
}

/// Pulls elements out of a document in bounded memory.
pub(super) struct Pull<R: BufRead> {
    reader: Reader<Bounded<R>>,
    buffer: Vec<u8>,
    depth: usize,
    nodes: usize,
    nodes_max: usize,
}

/// What stands next in a document.
#[derive(Debug)]
pub(super) enum Piece {
    /// An element with its attributes; what it holds follows, up to its end.
    Start(Node),
    /// An element that holds nothing; no end follows.
    Empty(Node),
    /// Text.
    Text(String),
    /// The end of the innermost element.
    End,
    /// The end of the document.
    Eof,
}

impl<R: BufRead> Pull<R> {
    pub(super) fn new(reader: R, nodes_max: usize) -> Pull<R> {
        // Blanks beside an entity belong to the text, so that nothing is trimmed here.
        let reader = Reader::from_reader(Bounded { inner: reader, piece: 0 });
        Pull { reader, buffer: Vec::new(), depth: 0, nodes: 0, nodes_max }
    }

    pub(super) fn next(&mut self) -> Outcome<Piece> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().piece = 0;
            let place = self.reader.buffer_position();
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => return Err(refuse(error, place)),
            };
            let (piece, deeper) = match event {
                Event::Start(start) => (Piece::Start(open(&start, place)?), true),
                Event::Empty(start) => (Piece::Empty(open(&start, place)?), false),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Piece::End);
                }
                Event::Text(text) => (Piece::Text(text.xml10_content().into_owned()), false),
                Event::CData(text) => (Piece::Text(text.xml10_content().into_owned()), false),
                Event::GeneralRef(reference) => (Piece::Text(resolve(&reference, place)?), false),
                Event::DocType(_) => {
                    return Err(Problem::syntax(
                        "a document type is not read: SDMX has none, and entities could grow without end",
                    )
                    .into());
                }
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => continue,
                Event::Eof if self.depth == 0 => return Ok(Piece::Eof),
                Event::Eof => return Err(Problem::syntax("the document ends inside an element").into()),
            };
            self.nodes += 1;
            self.depth += usize::from(deeper);
            if self.depth > DEPTH_MAX {
                return Err(Problem::syntax(format!(
                    "more than {DEPTH_MAX} elements inside each other, at byte {place}"
                ))
                .into());
            }
            if self.nodes > self.nodes_max {
                return Err(
                    Problem::new(crate::Code::TooLarge, format!("more than {} elements", self.nodes_max)).into()
                );
            }
            return Ok(piece);
        }
    }

    /// Reads everything up to the end of an element that was just opened.
    pub(super) fn rest(&mut self, mut root: Node) -> Outcome<Node> {
        let mut open: Vec<Node> = Vec::new();
        loop {
            match self.next()? {
                Piece::Start(node) => open.push(std::mem::replace(&mut root, node)),
                Piece::Empty(node) => root.children.push(node),
                Piece::Text(text) => root.text.push_str(&text),
                Piece::End => {
                    // Between elements white space only makes a document readable.
                    if !root.children.is_empty() && root.text.trim().is_empty() {
                        root.text.clear();
                    }
                    match open.pop() {
                        Some(mut above) => {
                            above.children.push(root);
                            root = above;
                        }
                        None => return Ok(root),
                    }
                }
                Piece::Eof => return Err(Problem::syntax("the document ends inside an element").into()),
            }
        }
    }
}

fn open(start: &BytesStart<'_>, place: u64) -> Outcome<Node> {
    let mut node = Node::new(start.local_name().as_ref());
    for attribute in start.attributes() {
        let wrong =
            |error: &dyn std::fmt::Display| Problem::syntax(format!("at byte {place}, <{}>: {error}", node.name));
        let attribute = attribute.map_err(|error| wrong(&error))?;
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| wrong(&error))?;
        if node.attributes.len() == ATTRIBUTES_MAX {
            return Err(wrong(&format!("more than {ATTRIBUTES_MAX} attributes")).into());
        }
        node.attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(node)
}

/// The letter behind `&#10;` or one of the five names XML knows.
fn resolve(reference: &quick_xml::events::BytesRef<'_>, place: u64) -> Outcome<String> {
    let unknown = || {
        Problem::syntax(format!("at byte {place}: the entity &{}; is not known", crate::reference::shown(reference)))
    };
    match reference.resolve_char_ref() {
        Ok(Some(letter)) => Ok(letter.to_string()),
        Ok(None) => Ok(quick_xml::escape::resolve_predefined_entity(reference).ok_or_else(unknown)?.to_owned()),
        Err(_) => Err(unknown().into()),
    }
}

fn refuse(error: quick_xml::Error, place: u64) -> Failure {
    match error {
        quick_xml::Error::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<TooLong>()) {
            Some(_) => {
                Problem::syntax(format!("at byte {place}: more than {PIECE_BYTES_MAX} bytes without a tag")).into()
            }
            None => std::io::Error::new(error.kind(), error.to_string()).into(),
        },
        other => Problem::syntax(format!("no XML at byte {place}: {other}")).into(),
    }
}

/// Refuses to hand out more than a piece between two events, so that the parser's own buffer stays small.
#[derive(Debug)]
struct Bounded<R> {
    inner: R,
    piece: usize,
}

#[derive(Debug)]
struct TooLong;

impl std::fmt::Display for TooLong {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("too long a piece")
    }
}

impl std::error::Error for TooLong {}

impl<R: BufRead> std::io::Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.inner.read(into)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.piece > PIECE_BYTES_MAX {
            return Err(std::io::Error::other(TooLong));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.piece += amount;
        self.inner.consume(amount);
    }
}
