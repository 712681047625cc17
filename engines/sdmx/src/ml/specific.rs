//! Structure-specific data, written observation by observation: 2.1 (also as time series) and 3.0.

use std::io::Write;

use super::{
    COMMON, MESSAGE, SPECIFIC, XSI,
    header::{ACTION, DECLARATION, data_header, data_namespace, structure_id},
    namespace,
};
use crate::{
    message::Envelope,
    model::Cube,
    observation::{AtObservation, Level, Observation, Order, Set, Step, View},
    out::Out,
    problem::{Era, Outcome, Problem},
};

/// Writes structure-specific data.
pub struct SpecificWriter<'c, W: Write> {
    sets: Vec<Set<'c>>,
    place: usize,
    era: Era,
    kind: &'static str,
    cube: &'c Cube<'c>,
    view: View,
    out: Out<W>,
    order: Order,
    series: Vec<usize>,
    observation: Vec<usize>,
    series_attributes: Vec<usize>,
    observation_attributes: Vec<usize>,
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
        let Some(Set { cube, view, .. }) = sets.first().cloned() else { return Err(Problem::no_set().into()) };
        let root = if time_series { "mes:StructureSpecificTimeSeriesData" } else { "mes:StructureSpecificData" };
        let mut out = Out::new(into);
        out.raw(DECLARATION).raw("<").raw(root);
        for (prefix, schema) in [("xmlns:mes", MESSAGE), ("xmlns:com", COMMON), ("xmlns:ss", SPECIFIC)] {
            out.attribute(prefix, &namespace(era, schema));
        }
        for (place, Set { cube, view, .. }) in sets.iter().enumerate() {
            out.attribute(&format!("xmlns:ns{}", place + 1), &data_namespace(cube, view));
        }
        out.attribute("xmlns:xsi", XSI).raw(">");
        let mut header = String::new();
        data_header(envelope, &sets, era, true).write(&mut header);
        out.raw(&header);
        let mut writer = SpecificWriter {
            sets,
            place: 0,
            era,
            kind: if time_series { "TimeSeriesDataSetType" } else { "DataSetType" },
            cube,
            view,
            out,
            order: Order::default(),
            series: Vec::new(),
            observation: Vec::new(),
            series_attributes: Vec::new(),
            observation_attributes: Vec::new(),
            root,
            inside: false,
        };
        writer.open_set();
        Ok(writer)
    }

    /// Ends a data set and begins the next.
    ///
    /// # Errors
    /// Internal when there is none.
    pub fn next_set(&mut self) -> Outcome<()> {
        let set = self.sets.get(self.place + 1).cloned().ok_or_else(Problem::no_set)?;
        self.close_set();
        self.place += 1;
        (self.cube, self.view) = (set.cube, set.view);
        self.open_set();
        Ok(())
    }

    fn open_set(&mut self) {
        let (cube, view) = (self.cube, &self.view);
        let constant = &self.sets[self.place].constant;
        self.out.raw("<mes:DataSet");
        if self.era == Era::V21 {
            self.out.attribute("ss:dataScope", "DataStructure");
        }
        self.out
            .attribute("xsi:type", &format!("ns{}:{}", self.place + 1, self.kind))
            .attribute("ss:structureRef", &structure_id(self.place))
            .attribute("ss:action", ACTION);
        // 3.0 has an element `Atts` for them too, which clients do not read.
        for place in view.attributes_at(cube, Level::DataSet) {
            if let Some(value) = constant.get(place).and_then(Option::as_ref) {
                self.out.attribute(cube.attributes[place].id(), value);
            }
        }
        self.out.raw(">");
        self.order = Order::default();
        (self.series, self.observation) = (view.series(cube), view.observation(cube));
        self.series_attributes = view.attributes_at(cube, Level::Series);
        self.observation_attributes = view.attributes_at(cube, Level::Observation);
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
        observation.fits(self.cube)?;
        let step = self.order.step(&observation.key, &self.series, &self.observation)?;
        if step == Step::Series && self.view.at != AtObservation::All {
            self.open(observation);
        }
        if self.view.observations {
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
        for place in &self.series {
            self.out.attribute(self.cube.dimensions[*place].id(), &observation.key[*place]);
        }
        for place in &self.series_attributes {
            if let Some(value) = &observation.attributes[*place] {
                self.out.attribute(self.cube.attributes[*place].id(), value);
            }
        }
        self.out.raw(">");
    }

    fn write_observation(&mut self, observation: &Observation) {
        self.out.raw("<Obs");
        for place in &self.observation {
            self.out.attribute(self.cube.dimensions[*place].id(), &observation.key[*place]);
        }
        for (place, value) in observation.measures.iter().enumerate() {
            if let Some(value) = value.as_ref().filter(|_| self.view.measures[place]) {
                self.out.attribute(self.cube.measures[place].id(), value);
            }
        }
        for place in &self.observation_attributes {
            if let Some(value) = &observation.attributes[*place] {
                self.out.attribute(self.cube.attributes[*place].id(), value);
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
