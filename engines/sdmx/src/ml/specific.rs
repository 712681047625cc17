//! Structure-specific data, written observation by observation: 2.1 (also as time series) and 3.0.

use std::io::Write;

use super::{
    COMMON, MESSAGE, SPECIFIC, XSI,
    header::{ACTION, DECLARATION, data_header, data_namespace, structure_id},
    namespace,
};
use crate::{
    message::Envelope,
    observation::{AtObservation, Observation, Set, Step, Turn},
    out::Out,
    problem::{Era, Outcome, Problem},
};

/// Writes structure-specific data.
pub struct SpecificWriter<'c, W: Write> {
    turn: Turn<'c>,
    era: Era,
    kind: &'static str,
    out: Out<W>,
    root: &'static str,
    inside: bool,
}

impl<'c, W: Write> SpecificWriter<'c, W> {
    /// Begins a message and its first data set. `time_series` asks for the 2.1 message of that name, which puts time at the
    /// observation.
    ///
    /// # Errors
    /// What the writer answers; not implemented when 2.1 cannot carry the measures, or time series have no time.
    pub fn begin(into: W, envelope: &Envelope, sets: Vec<Set<'c>>, era: Era, time_series: bool) -> Outcome<Self> {
        for Set { cube, view, .. } in &sets {
            if era == Era::V21 {
                cube.one_measure()?;
            }
            if time_series && (era != Era::V21 || cube.time().map(AtObservation::Dimension) != Some(view.at)) {
                return Err(Problem::missing("time series have TIME_PERIOD at the observation, in SDMX-ML 2.1").into());
            }
        }
        let turn = Turn::begin(sets)?;
        let root = if time_series { "mes:StructureSpecificTimeSeriesData" } else { "mes:StructureSpecificData" };
        let mut out = Out::new(into);
        out.raw(DECLARATION).raw("<").raw(root);
        for (prefix, schema) in [("xmlns:mes", MESSAGE), ("xmlns:com", COMMON), ("xmlns:ss", SPECIFIC)] {
            out.attribute(prefix, &namespace(era, schema));
        }
        for (place, Set { cube, view, .. }) in turn.sets.iter().enumerate() {
            out.attribute(&format!("xmlns:ns{}", place + 1), &data_namespace(cube, view));
        }
        out.attribute("xmlns:xsi", XSI).raw(">");
        let mut header = String::new();
        data_header(envelope, &turn.sets, era, true).write(&mut header);
        out.raw(&header);
        let kind = if time_series { "TimeSeriesDataSetType" } else { "DataSetType" };
        let mut writer = SpecificWriter { turn, era, kind, out, root, inside: false };
        writer.open_set();
        Ok(writer)
    }

    /// Ends a data set and begins the next.
    ///
    /// # Errors
    /// Internal when there is none.
    pub fn next_set(&mut self) -> Outcome<()> {
        let next = self.turn.next()?;
        self.close_set();
        self.turn = next;
        self.open_set();
        Ok(())
    }

    fn open_set(&mut self) {
        let turn = &self.turn;
        self.out.raw("<mes:DataSet");
        if self.era == Era::V21 {
            self.out.attribute("ss:dataScope", "DataStructure");
        }
        self.out
            .attribute("xsi:type", &format!("ns{}:{}", turn.place + 1, self.kind))
            .attribute("ss:structureRef", &structure_id(turn.place))
            .attribute("ss:action", ACTION);
        // 3.0 has an element `Atts` for them too, which clients do not read.
        for place in &turn.levels[0] {
            if let Some(value) = turn.constant(*place) {
                self.out.attribute(turn.cube.attributes[*place].id(), value);
            }
        }
        self.out.raw(">");
    }

    fn close_set(&mut self) {
        if std::mem::take(&mut self.inside) {
            self.out.raw("</Series>");
        }
        self.out.raw("</mes:DataSet>");
    }

    /// Writes one more observation; observations come series by series, in order.
    ///
    /// # Errors
    /// What the writer answers; internal when observations are out of order.
    pub fn observe(&mut self, observation: &Observation) -> Outcome<()> {
        let step = self.turn.step(observation)?;
        if step == Step::Series && self.turn.view.at != AtObservation::All {
            self.open(observation);
        }
        if self.turn.view.observations {
            self.write_observation(observation);
        }
        self.out.settle()?;
        Ok(())
    }

    fn open(&mut self, observation: &Observation) {
        if std::mem::replace(&mut self.inside, true) {
            self.out.raw("</Series>");
        }
        self.out.raw("<Series");
        let turn = &self.turn;
        for place in &turn.series {
            self.out.attribute(turn.cube.dimensions[*place].id(), &observation.key[*place]);
        }
        for place in &turn.levels[1] {
            if let Some(value) = &observation.attributes[*place] {
                self.out.attribute(turn.cube.attributes[*place].id(), value);
            }
        }
        self.out.raw(">");
    }

    fn write_observation(&mut self, observation: &Observation) {
        self.out.raw("<Obs");
        let turn = &self.turn;
        for place in &turn.observation {
            self.out.attribute(turn.cube.dimensions[*place].id(), &observation.key[*place]);
        }
        for (place, value) in observation.measures.iter().enumerate() {
            if let Some(value) = value.as_ref().filter(|_| turn.view.measures[place]) {
                self.out.attribute(turn.cube.measures[place].id(), value);
            }
        }
        for place in &turn.levels[2] {
            if let Some(value) = &observation.attributes[*place] {
                self.out.attribute(turn.cube.attributes[*place].id(), value);
            }
        }
        self.out.raw("/>");
    }

    /// Ends the message and gives the writer back.
    ///
    /// # Errors
    /// What the writer answers.
    pub fn finish(mut self) -> Outcome<W> {
        self.close_set();
        self.out.raw("</").raw(self.root).raw(">\n");
        Ok(self.out.end()?)
    }
}
