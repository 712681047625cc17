//! The lists behind SDMX-JSON data: components, and the values that were seen.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::{
    data::{JsonWriter, Seen},
    named,
};
use crate::{
    model::{Attachment, Column, Role},
    period::Period,
    problem::Era,
};

impl<W: Write> JsonWriter<'_, W> {
    pub(super) fn structure(&self) -> Value {
        let mut structure = Map::new();
        structure.insert("links".into(), json!([{ "rel": "dataflow", "urn": self.turn.cube.flow.urn(self.era) }]));
        named(&mut structure, "name", self.turn.cube.names, &self.languages);
        let dimensions = |places: &[usize]| places.iter().map(|place| self.dimension(*place)).collect::<Vec<_>>();
        structure.insert(
            "dimensions".into(),
            json!({ "dataSet": [], "series": dimensions(&self.turn.series), "observation": dimensions(&self.turn.observation) }),
        );
        if self.era == Era::V30 {
            let shown = (0..self.turn.cube.measures.len()).filter(|place| self.turn.view.measures[*place]);
            structure.insert(
                "measures".into(),
                json!({ "observation": shown.map(|place| self.measure(place)).collect::<Vec<_>>() }),
            );
        }
        let attributes =
            |level: usize| self.turn.levels[level].iter().map(|place| self.attribute(*place)).collect::<Vec<_>>();
        structure.insert(
            "attributes".into(),
            json!({ "dataSet": attributes(0), "series": attributes(1), "observation": attributes(2) }),
        );
        if self.era == Era::V30 {
            structure.insert("dataSets".into(), json!([self.turn.place]));
        }
        structure.into()
    }

    fn component(&self, column: &Column) -> Map<String, Value> {
        let mut component = Map::new();
        component.insert("id".into(), column.id().into());
        named(&mut component, "name", column.names, &self.languages);
        component
    }

    fn dimension(&self, place: usize) -> Value {
        let column = &self.turn.cube.dimensions[place];
        let mut component = self.component(column);
        component.insert("keyPosition".into(), place.into());
        component.insert("roles".into(), json!([column.id()]));
        component.insert("values".into(), self.values(column, &self.dimensions[place]));
        component.into()
    }

    fn measure(&self, place: usize) -> Value {
        let column = &self.turn.cube.measures[place];
        let mut component = self.component(column);
        component.insert("isMandatory".into(), column.component.required().into());
        if let Some(format) = column.text {
            component.insert("format".into(), json!({ "dataType": format.text_type }));
        }
        component.into()
    }

    fn attribute(&self, place: usize) -> Value {
        let column = &self.turn.cube.attributes[place];
        let mut component = self.component(column);
        let relation = match (column.attached(), self.era) {
            (Attachment::DataSet, Era::V21) => json!({ "none": {} }),
            (Attachment::DataSet, Era::V30) => json!({ "dataflow": {} }),
            (Attachment::Dimensions(on), _) => json!({ "dimensions": on }),
            (Attachment::Observation, Era::V21) => json!({ "primaryMeasure": "OBS_VALUE" }),
            (Attachment::Observation, Era::V30) => json!({ "observation": {} }),
        };
        component.insert("relationship".into(), relation);
        let seen = &self.attributes[place];
        if self.listed(column) && (self.era == Era::V21 || !seen.values.is_empty()) {
            component.insert("values".into(), self.values(column, seen));
        }
        component.into()
    }

    fn values(&self, column: &Column, seen: &Seen) -> Value {
        seen.values.iter().map(|value| self.value(column, value)).collect::<Vec<_>>().into()
    }

    fn value(&self, column: &Column, value: &str) -> Value {
        let mut entry = Map::new();
        let dimension = matches!(column.component.role, Role::Dimension | Role::Time);
        match column.code(value) {
            Some(code) => {
                entry.insert("id".into(), value.into());
                named(&mut entry, "name", &code.names, &self.languages);
                if let Some(parent) = code.parent.as_ref().filter(|_| dimension || self.era == Era::V30) {
                    entry.insert("parent".into(), parent.as_str().into());
                }
            }
            None if self.era == Era::V30 => {
                entry.insert("value".into(), value.into());
            }
            None => {
                if dimension {
                    entry.insert("id".into(), value.into());
                }
                entry.insert("name".into(), value.into());
            }
        }
        if let Some(period) = Period::parse(value).ok().filter(|_| column.component.is_time()) {
            entry.insert("start".into(), format!("{}T00:00:00Z", period.start).into());
            entry.insert("end".into(), format!("{}T23:59:59Z", period.end).into());
        }
        entry.into()
    }
}
