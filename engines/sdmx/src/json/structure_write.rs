//! Structure messages in SDMX-JSON.

use std::{collections::HashMap, io::Write};

use serde_json::{Map, Value, json};

use super::{meta, named};
use crate::{
    message::Envelope,
    model::{Annotation, Body, Constraint, Facets, Item, Items, Maintainable, Representation, Structures},
    problem::{Era, Outcome},
    reference::Class,
};

/// The list each class stands in.
pub(super) fn container(class: Class, era: Era) -> &'static str {
    match class {
        Class::AgencyScheme => "agencySchemes",
        Class::Codelist => "codelists",
        Class::ConceptScheme => "conceptSchemes",
        Class::DataStructure => "dataStructures",
        Class::Dataflow => "dataflows",
        Class::CategoryScheme => "categorySchemes",
        Class::Categorisation => "categorisations",
        Class::Constraint if era == Era::V21 => "contentConstraints",
        Class::Constraint => "dataConstraints",
    }
}

/// The list of items of each class of schemes.
pub(super) fn items_field(class: Class) -> &'static str {
    match class {
        Class::AgencyScheme => "agencies",
        Class::Codelist => "codes",
        Class::ConceptScheme => "concepts",
        _ => "categories",
    }
}

/// Writes a structure message.
///
/// # Errors
/// What the writer answers; not implemented when 1.0 cannot carry the measures of a structure.
pub fn write_structures<W: Write>(mut into: W, envelope: &Envelope, all: &Structures, era: Era) -> Outcome<()> {
    let writer = Writer { era, languages: &envelope.languages };
    write!(into, "{{\"meta\":{},\"data\":{{", meta(envelope, era, "structure"))?;
    let mut follows = false;
    for class in Class::ALL {
        if all.of(class).next().is_none() {
            continue;
        }
        write!(
            into,
            "{}\"{}\":[",
            if std::mem::replace(&mut follows, true) { "," } else { "" },
            container(class, era)
        )?;
        for (turn, artefact) in all.of(class).enumerate() {
            write!(into, "{}{}", if turn > 0 { "," } else { "" }, writer.artefact(artefact)?)?;
        }
        into.write_all(b"]")?;
    }
    into.write_all(b"}}")?;
    Ok(())
}

pub(super) struct Writer<'a> {
    pub(super) era: Era,
    languages: &'a [String],
}

impl Writer<'_> {
    fn artefact(&self, artefact: &Maintainable) -> Outcome<Value> {
        let at = &artefact.reference;
        let mut map = Map::new();
        map.insert("id".into(), at.id.as_str().into());
        map.insert("version".into(), at.version.to_string().into());
        map.insert("agencyID".into(), at.agency.as_str().into());
        named(&mut map, "name", &artefact.names, self.languages);
        named(&mut map, "description", &artefact.descriptions, self.languages);
        map.insert("links".into(), json!([{ "rel": "self", "urn": at.urn(self.era) }]));
        if self.era == Era::V21 {
            map.insert("isFinal".into(), at.version.is_stable().into());
        }
        if !artefact.annotations.is_empty() {
            let annotations: Vec<Value> =
                artefact.annotations.iter().map(|annotation| self.annotation(annotation)).collect();
            map.insert("annotations".into(), annotations.into());
        }
        match &artefact.body {
            Body::Stub => drop(map.insert("isExternalReference".into(), true.into())),
            Body::Items(items) => {
                map.insert("isPartial".into(), items.partial.into());
                let list = self.items(at.class, items);
                // The schema of 2.0 knows no empty list.
                if !list.is_empty() {
                    map.insert(items_field(at.class).into(), list.into());
                }
            }
            Body::DataStructure(structure) => {
                map.insert("dataStructureComponents".into(), self.components(&at.to_string(), structure)?);
            }
            Body::Dataflow(structure) => drop(map.insert("structure".into(), structure.urn(self.era).into())),
            Body::Categorisation { source, target } => {
                map.insert("source".into(), source.urn(self.era).into());
                map.insert("target".into(), target.urn().into());
            }
            Body::Constraint(constraint) => self.constraint(&mut map, constraint),
        }
        Ok(map.into())
    }

    fn annotation(&self, annotation: &Annotation) -> Value {
        let mut map = Map::new();
        for (field, value) in [("id", &annotation.id), ("title", &annotation.title), ("type", &annotation.kind)] {
            if let Some(value) = value {
                map.insert(field.into(), value.as_str().into());
            }
        }
        named(&mut map, "text", &annotation.texts, self.languages);
        map.into()
    }

    fn items(&self, class: Class, items: &Items) -> Vec<Value> {
        if class != Class::CategoryScheme {
            return items.list.iter().map(|item| self.item(class, item, &item.id).into()).collect();
        }
        self.categories(&items.tree(), "")
    }

    fn categories(&self, tree: &HashMap<&str, Vec<&Item>>, above: &str) -> Vec<Value> {
        let one = |item: &&Item| {
            let mut map = self.item(Class::CategoryScheme, item, item.id.rsplit('.').next().unwrap_or(&item.id));
            let below = self.categories(tree, &item.id);
            if !below.is_empty() {
                map.insert("categories".into(), below.into());
            }
            map.into()
        };
        tree.get(above).into_iter().flatten().map(one).collect()
    }

    fn item(&self, class: Class, item: &Item, id: &str) -> Map<String, Value> {
        let mut map = Map::new();
        map.insert("id".into(), id.into());
        named(&mut map, "name", &item.names, self.languages);
        named(&mut map, "description", &item.descriptions, self.languages);
        if let Some(parent) = &item.parent {
            map.insert("parent".into(), parent.as_str().into());
        }
        if let Some(representation) = item.representation.as_ref().filter(|_| class == Class::ConceptScheme) {
            map.insert("coreRepresentation".into(), self.representation(representation));
        }
        map
    }

    pub(super) fn representation(&self, representation: &Representation) -> Value {
        match representation {
            Representation::Codes(list) => json!({ "enumeration": list.urn(self.era) }),
            Representation::Text(format) => {
                let (outer, inner) =
                    if self.era == Era::V21 { ("textFormat", "textType") } else { ("format", "dataType") };
                let mut map = Map::new();
                map.insert(inner.into(), format.text_type.as_str().into());
                facets(&mut map, &format.facets);
                json!({ outer: map })
            }
        }
    }

    fn constraint(&self, map: &mut Map<String, Value>, constraint: &Constraint) {
        let old = self.era == Era::V21;
        map.insert(
            if old { "type" } else { "role" }.into(),
            if constraint.actual { "Actual" } else { "Allowed" }.into(),
        );
        if let Some(first) = constraint.attached.first() {
            let field = if first.class == Class::Dataflow { "dataflows" } else { "dataStructures" };
            let urns: Vec<String> = constraint.attached.iter().map(|one| one.urn(self.era)).collect();
            map.insert("constraintAttachment".into(), json!({ field: urns }));
        }
        let keys: Vec<Value> = constraint
            .keys
            .iter()
            .filter_map(|key| {
                let mut entry = Map::new();
                entry.insert("id".into(), key.id.as_str().into());
                let end = |period: &str| json!({ "period": period, "isInclusive": true });
                match &key.range {
                    Some((first, last)) => {
                        entry.insert("timeRange".into(), json!({ "startPeriod": end(first), "endPeriod": end(last) }));
                    }
                    None if key.values.is_empty() => return None,
                    None if old => drop(entry.insert("values".into(), key.values.clone().into())),
                    None => {
                        let values: Vec<Value> = key.values.iter().map(|value| json!({ "value": value })).collect();
                        entry.insert("values".into(), values.into());
                    }
                }
                Some(entry.into())
            })
            .collect();
        if !keys.is_empty() {
            map.insert(
                "cubeRegions".into(),
                json!([{ if old { "isIncluded" } else { "include" }: true, "keyValues": keys }]),
            );
        }
    }
}

fn facets(map: &mut Map<String, Value>, facets: &Facets) {
    let fields = [
        ("minLength", facets.min_length.map(Value::from)),
        ("maxLength", facets.max_length.map(Value::from)),
        ("minValue", facets.min_value.map(Value::from)),
        ("maxValue", facets.max_value.map(Value::from)),
        ("decimals", facets.decimals.map(Value::from)),
        ("pattern", facets.pattern.clone().map(Value::from)),
    ];
    map.extend(fields.into_iter().filter_map(|(field, value)| Some((field.to_owned(), value?))));
}
