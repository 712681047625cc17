//! Data in SDMX-JSON. Observations name values by their index in lists that stand elsewhere in the message. The order of
//! fields in a JSON object means nothing, so the data comes first and the lists, made of what was seen, come behind it:
//! one pass, and memory for the distinct values only.

use std::{collections::HashMap, io::Write};

use serde_json::{Value, json};

use super::{is_number, meta};
use crate::{
    message::Envelope,
    model::Column,
    observation::{AtObservation, Observation, Set, Step, Turn},
    out::Out,
    problem::{Code, Era, Outcome, Problem},
};

/// Distinct values that are held while a message is written.
const VALUES_MAX: usize = 1_000_000;

/// Writes SDMX-JSON data.
pub struct JsonWriter<'c, W: Write> {
    pub(super) turn: Turn<'c>,
    /// What the data sets that ended refer to.
    described: Vec<Value>,
    pub(super) era: Era,
    pub(super) out: Out<W>,
    pub(super) languages: Vec<String>,
    pub(super) dimensions: Vec<Seen>,
    pub(super) attributes: Vec<Seen>,
    pub(super) distinct: usize,
    pub(super) inside: bool,
    pub(super) followed: bool,
}

/// The values of a component in the order in which they were seen.
#[derive(Default)]
pub(super) struct Seen {
    places: HashMap<String, usize>,
    pub(super) values: Vec<String>,
}

impl Seen {
    fn place(&mut self, value: &str) -> (usize, bool) {
        if let Some(place) = self.places.get(value) {
            return (*place, false);
        }
        let place = self.values.len();
        self.places.insert(value.to_owned(), place);
        self.values.push(value.to_owned());
        (place, true)
    }
}

impl<'c, W: Write> JsonWriter<'c, W> {
    /// Begins a message and its first data set.
    ///
    /// # Errors
    /// What the writer answers; not implemented when 1.0 cannot carry the measures, or several data sets.
    pub fn begin(into: W, envelope: &Envelope, sets: Vec<Set<'c>>, era: Era) -> Outcome<Self> {
        if era == Era::V21 {
            sets.iter().try_for_each(|set| set.cube.one_measure())?;
            if sets.len() > 1 {
                let text = "SDMX-JSON 1.0 carries one structure, and several dataflows fit; ask for 2.0, XML or CSV, or for one";
                return Err(Problem::missing(text).into());
            }
        }
        let turn = Turn::begin(sets)?;
        let mut out = Out::new(into);
        out.raw("{\"meta\":").raw(&meta(envelope, era, "data").to_string()).raw(",\"data\":{\"dataSets\":[");
        let mut writer = JsonWriter {
            turn,
            described: Vec::new(),
            languages: envelope.languages.clone(),
            dimensions: Vec::new(),
            attributes: Vec::new(),
            era,
            out,
            distinct: 0,
            inside: false,
            followed: false,
        };
        writer.open_set()?;
        Ok(writer)
    }

    /// Ends a data set and begins the next.
    ///
    /// # Errors
    /// Internal when there is none; as [`JsonWriter::observe`].
    pub fn next_set(&mut self) -> Outcome<()> {
        let next = self.turn.next()?;
        self.close_set();
        self.turn = next;
        self.out.raw(",");
        self.open_set()
    }

    fn open_set(&mut self) -> Outcome<()> {
        let cube = self.turn.cube;
        self.dimensions = cube.dimensions.iter().map(|_| Seen::default()).collect();
        self.attributes = cube.attributes.iter().map(|_| Seen::default()).collect();
        self.followed = false;
        self.out.raw("{");
        if self.era == Era::V30 {
            self.out.raw("\"structure\":").number(self.turn.place).raw(",");
        }
        let link = json!([{ "rel": "dataflow", "urn": cube.flow.urn(self.era) }]);
        self.out.raw("\"action\":\"Information\",\"links\":").raw(&link.to_string());
        let places = self.turn.levels[0].clone();
        if !places.is_empty() {
            self.out.raw(",\"attributes\":[");
            let constant = |place| self.turn.constant(place).cloned();
            let constant: Vec<Option<String>> = (0..cube.attributes.len()).map(constant).collect();
            let values: Vec<Option<&str>> = constant.iter().map(Option::as_deref).collect();
            self.attribute_list(&places, &values)?;
            self.out.raw("]");
        }
        self.out.raw(if self.turn.view.at == AtObservation::All { ",\"observations\":{" } else { ",\"series\":{" });
        Ok(())
    }

    fn close_set(&mut self) {
        if std::mem::take(&mut self.inside) {
            self.out.raw(if self.turn.view.observations { "}}" } else { "}" });
        }
        self.out.raw("}}");
        self.described.push(self.structure());
    }

    /// Writes one more observation; observations come series by series, in order.
    ///
    /// # Errors
    /// What the writer answers; internal when observations are out of order; a limit when there are too many values.
    pub fn observe(&mut self, observation: &Observation) -> Outcome<()> {
        let step = self.turn.step(observation)?;
        if step == Step::Series && self.turn.view.at != AtObservation::All {
            self.open(observation)?;
        }
        if self.turn.view.observations {
            self.write_observation(observation)?;
        } else {
            // A dimension is described by its values, even where it is not used.
            for place in &self.turn.observation {
                let (_, new) = self.dimensions[*place].place(&observation.key[*place]);
                self.distinct += usize::from(new);
            }
            self.bounded()?;
        }
        self.out.settle()?;
        Ok(())
    }

    fn open(&mut self, observation: &Observation) -> Outcome<()> {
        if std::mem::replace(&mut self.inside, true) {
            self.out.raw(if self.turn.view.observations { "}}," } else { "}," });
        }
        self.followed = false;
        let series = self.turn.series.clone();
        self.key(&series, observation)?;
        self.out.raw("{");
        let places = self.turn.levels[1].clone();
        if !places.is_empty() {
            self.out.raw("\"attributes\":[");
            let values: Vec<Option<&str>> = observation.attributes.iter().map(Option::as_deref).collect();
            self.attribute_list(&places, &values)?;
            self.out.raw(if self.turn.view.observations { "]," } else { "]" });
        }
        if self.turn.view.observations {
            self.out.raw("\"observations\":{");
        }
        Ok(())
    }

    fn write_observation(&mut self, observation: &Observation) -> Outcome<()> {
        if std::mem::replace(&mut self.followed, true) {
            self.out.raw(",");
        }
        let places = self.turn.observation.clone();
        self.key(&places, observation)?;
        self.out.raw("[");
        let mut first = true;
        for (place, value) in
            observation.measures.iter().enumerate().filter(|(place, _)| self.turn.view.measures[*place])
        {
            if !std::mem::replace(&mut first, false) {
                self.out.raw(",");
            }
            write_value(&mut self.out, &self.turn.cube.measures[place], value.as_deref())?;
        }
        let places = self.turn.levels[2].clone();
        let values: Vec<Option<&str>> = observation.attributes.iter().map(Option::as_deref).collect();
        // Nothing behind the last value says the same as nulls.
        let last = places.iter().rposition(|place| values[*place].is_some()).map_or(0, |last| last + 1);
        if last > 0 && !first {
            self.out.raw(",");
        }
        self.attribute_list(&places[..last], &values)?;
        self.out.raw("]");
        Ok(())
    }

    /// `"0:3":`
    fn key(&mut self, places: &[usize], observation: &Observation) -> Outcome<()> {
        self.out.raw("\"");
        for (turn, place) in places.iter().enumerate() {
            let (index, new) = self.dimensions[*place].place(&observation.key[*place]);
            self.distinct += usize::from(new);
            if turn > 0 {
                self.out.raw(":");
            }
            self.out.number(index);
        }
        self.out.raw("\":");
        self.bounded()
    }

    fn attribute_list(&mut self, places: &[usize], values: &[Option<&str>]) -> Outcome<()> {
        for (turn, place) in places.iter().enumerate() {
            if turn > 0 {
                self.out.raw(",");
            }
            let column = &self.turn.cube.attributes[*place];
            match values[*place] {
                Some(value) if self.listed(column) => {
                    let (index, new) = self.attributes[*place].place(value);
                    self.distinct += usize::from(new);
                    self.out.number(index);
                }
                value => write_value(&mut self.out, column, value)?,
            }
        }
        self.bounded()
    }

    /// Whether the values of an attribute stand in a list. In 2.0 only codes need to.
    pub(super) fn listed(&self, column: &Column) -> bool {
        self.era == Era::V21 || column.codes.is_some()
    }

    fn bounded(&self) -> Outcome<()> {
        if self.distinct > VALUES_MAX {
            let text = format!("more than {VALUES_MAX} distinct values; ask for CSV or XML, or for less");
            return Err(Problem::new(Code::ServiceLimit, text).into());
        }
        Ok(())
    }

    /// Ends the message and gives the writer back.
    ///
    /// # Errors
    /// What the writer answers.
    pub fn finish(mut self) -> Outcome<W> {
        self.close_set();
        self.out.raw("]");
        match self.era {
            // 1.0 has one data set, as was seen to at the beginning.
            Era::V21 => {
                let structure = self.described.pop().unwrap_or_default();
                self.out.raw(",\"structure\":").raw(&structure.to_string());
            }
            Era::V30 => {
                let structures = Value::from(std::mem::take(&mut self.described));
                self.out.raw(",\"structures\":").raw(&structures.to_string());
            }
        }
        self.out.raw("}}");
        Ok(self.out.end()?)
    }
}

/// A number where the component has numbers and the text is one JSON can carry, a string otherwise.
fn write_value<W: Write>(out: &mut Out<W>, column: &Column, value: Option<&str>) -> Outcome<()> {
    match value {
        None => drop(out.raw("null")),
        Some(text) if column.is_numeric() && is_number(text) => drop(out.raw(text)),
        Some(text) => drop(out.json(text)?),
    }
    Ok(())
}
