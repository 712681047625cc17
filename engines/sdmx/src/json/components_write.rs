//! The components of a data structure in SDMX-JSON.

use serde_json::{Map, Value, json};

use super::structure_write::Writer;
use crate::{
    model::{Attachment, Component, DataStructure, Representation, Role},
    problem::{Era, Outcome, Problem},
};

impl Writer<'_> {
    fn component(&self, component: &Component) -> Map<String, Value> {
        let mut map = Map::new();
        map.insert("id".into(), component.id.as_str().into());
        map.insert("conceptIdentity".into(), component.concept.urn().into());
        let time = Representation::text("ObservationalTimePeriod");
        let representation = component.representation.as_ref().or(component.is_time().then_some(&time));
        if let Some(representation) = representation {
            map.insert("localRepresentation".into(), self.representation(representation));
        }
        map
    }

    pub(super) fn components(&self, at: &str, structure: &DataStructure) -> Outcome<Value> {
        let old = self.era == Era::V21;
        let mut time = Vec::new();
        let mut dimensions = Vec::new();
        for (place, component) in structure.dimensions.iter().enumerate() {
            let mut map = self.component(component);
            if old || !component.is_time() {
                map.insert("position".into(), place.into());
            }
            if old {
                map.insert("type".into(), if component.is_time() { "TimeDimension" } else { "Dimension" }.into());
            }
            if component.is_time() { time.push(map) } else { dimensions.push(map) }
        }
        let mut list = json!({ "id": "DimensionDescriptor", "dimensions": dimensions });
        match (old, time.pop()) {
            (_, None) => {}
            (true, Some(time)) => list["timeDimensions"] = json!([time]),
            (false, Some(time)) => list["timeDimension"] = time.into(),
        }
        let mut all = json!({ "dimensionList": list });
        if !structure.attributes.is_empty() {
            let attributes: Vec<_> = structure.attributes.iter().map(|component| self.attribute(component)).collect();
            all["attributeList"] = json!({ "id": "AttributeDescriptor", "attributes": attributes });
        }
        match (old, structure.measures.as_slice()) {
            (true, [one]) if one.id == "OBS_VALUE" => {
                all["measureList"] = json!({ "id": "MeasureDescriptor", "primaryMeasure": self.component(one) });
            }
            (true, _) => {
                let text = format!(
                    "{at} has other measures than OBS_VALUE, which SDMX-JSON 1.0 cannot carry; ask for version 2.0"
                );
                return Err(Problem::missing(text).into());
            }
            (false, []) => {}
            (false, many) => {
                let measures = many.iter().map(|component| {
                    let mut map = self.component(component);
                    map.insert("usage".into(), usage(component).into());
                    map
                });
                all["measureList"] = json!({ "id": "MeasureDescriptor", "measures": measures.collect::<Vec<_>>() });
            }
        }
        Ok(all)
    }

    fn attribute(&self, component: &Component) -> Map<String, Value> {
        let mut map = self.component(component);
        let Role::Attribute { attached, .. } = &component.role else { return map };
        let old = self.era == Era::V21;
        let relation = match attached {
            Attachment::DataSet if old => json!({ "none": {} }),
            Attachment::DataSet => json!({ "dataflow": {} }),
            Attachment::Dimensions(on) => json!({ "dimensions": on }),
            Attachment::Observation if old => json!({ "primaryMeasure": "OBS_VALUE" }),
            Attachment::Observation => json!({ "observation": {} }),
        };
        map.insert("attributeRelationship".into(), relation);
        if old {
            map.insert(
                "assignmentStatus".into(),
                if component.required() { "Mandatory" } else { "Conditional" }.into(),
            );
        } else {
            map.insert("usage".into(), usage(component).into());
        }
        map
    }
}

fn usage(component: &Component) -> &'static str {
    if component.required() { "mandatory" } else { "optional" }
}
