//! Generic data of SDMX-ML 2.1, written observation by observation, also as time series.

use std::io::Write;

use super::{
    COMMON, GENERIC, MESSAGE,
    header::{ACTION, DECLARATION, data_header, structure_id},
    namespace,
};
use crate::{
    message::Envelope,
    model::{Column, Cube},
    observation::{AtObservation, Level, Observation, Order, Set, Step, View},
    out::Out,
    problem::{Era, Outcome, Problem},
};

/// Writes generic data.
pub struct GenericWriter<'c, W: Write> {
    sets: Vec<Set<'c>>,
    place: usize,
    cube: &'c Cube<'c>,
    view: View,
    out: Out<W>,
    order: Order,
    series: Vec<usize>,
    observation: Vec<usize>,
    series_attributes: Vec<usize>,
    observation_attributes: Vec<usize>,
    root: &'static str,
    time_series: bool,
    inside: bool,
}

impl<'c, W: Write> GenericWriter<'c, W> {
    /// Begins a message and its first data set. `time_series` asks for the message of that name, which puts time at the
    /// observation.
    ///
    /// # Errors
    /// What the writer answers; not implemented when 2.1 cannot carry the measures, or time series have no time.
    pub fn begin(into: W, envelope: &Envelope, sets: Vec<Set<'c>>, time_series: bool) -> Outcome<Self> {
        for Set { cube, view, .. } in &sets {
            cube.one_measure()?;
            if time_series && cube.time().map(AtObservation::Dimension) != Some(view.at) {
                return Err(Problem::missing("time series have TIME_PERIOD at the observation").into());
            }
        }
        let Some(Set { cube, view, .. }) = sets.first().cloned() else { return Err(Problem::no_set().into()) };
        let root = if time_series { "mes:GenericTimeSeriesData" } else { "mes:GenericData" };
        let mut out = Out::new(into);
        out.raw(DECLARATION).raw("<").raw(root);
        for (prefix, schema) in [("xmlns:mes", MESSAGE), ("xmlns:com", COMMON), ("xmlns:gen", GENERIC)] {
            out.attribute(prefix, &namespace(Era::V21, schema));
        }
        let mut header = String::new();
        data_header(envelope, &sets, Era::V21, false).write(&mut header);
        out.raw(">").raw(&header);
        let mut writer = GenericWriter {
            sets,
            place: 0,
            cube,
            view,
            out,
            order: Order::default(),
            series: Vec::new(),
            observation: Vec::new(),
            series_attributes: Vec::new(),
            observation_attributes: Vec::new(),
            root,
            time_series,
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
        self.out
            .raw("<mes:DataSet")
            .attribute("structureRef", &structure_id(self.place))
            .attribute("action", ACTION)
            .raw(">");
        let present: Vec<_> = view
            .attributes_at(cube, Level::DataSet)
            .into_iter()
            .filter_map(|place| Some((&cube.attributes[place], constant.get(place)?.as_deref()?)))
            .collect();
        values(&mut self.out, "gen:Attributes", &present);
        self.order = Order::default();
        (self.series, self.observation) = (view.series(cube), view.observation(cube));
        self.series_attributes = view.attributes_at(cube, Level::Series);
        self.observation_attributes = view.attributes_at(cube, Level::Observation);
    }

    fn close_set(&mut self) {
        if std::mem::take(&mut self.inside) {
            self.out.raw("</gen:Series>");
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
        let cube = self.cube;
        if std::mem::replace(&mut self.inside, true) {
            self.out.raw("</gen:Series>");
        }
        self.out.raw("<gen:Series>");
        let key: Vec<_> =
            self.series.iter().map(|place| (&cube.dimensions[*place], observation.key[*place].as_str())).collect();
        values(&mut self.out, "gen:SeriesKey", &key);
        let present = attributes(cube, &self.series_attributes, observation);
        values(&mut self.out, "gen:Attributes", &present);
    }

    fn write_observation(&mut self, observation: &Observation) {
        let cube = self.cube;
        self.out.raw("<gen:Obs>");
        match self.view.at {
            AtObservation::All => {
                let key: Vec<_> = self
                    .observation
                    .iter()
                    .map(|place| (&cube.dimensions[*place], observation.key[*place].as_str()))
                    .collect();
                values(&mut self.out, "gen:ObsKey", &key);
            }
            AtObservation::Dimension(at) => {
                self.out.raw("<gen:ObsDimension");
                // The time series message knows which dimension it is, and its schema fixes the identifier.
                if !self.time_series {
                    self.out.attribute("id", cube.dimensions[at].id());
                }
                self.out.attribute("value", &observation.key[at]).raw("/>");
            }
        }
        if let Some(value) = observation.measures[0].as_ref().filter(|_| self.view.measures[0]) {
            self.out.raw("<gen:ObsValue").attribute("value", value).raw("/>");
        }
        let present = attributes(cube, &self.observation_attributes, observation);
        values(&mut self.out, "gen:Attributes", &present);
        self.out.raw("</gen:Obs>");
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

/// The attributes that have a value.
fn attributes<'a>(
    cube: &'a Cube<'a>,
    places: &[usize],
    observation: &'a Observation,
) -> Vec<(&'a Column<'a>, &'a str)> {
    places
        .iter()
        .filter_map(|place| Some((&cube.attributes[*place], observation.attributes[*place].as_deref()?)))
        .collect()
}

/// A group of values, or nothing where there is none.
fn values<W: Write>(out: &mut Out<W>, name: &str, pairs: &[(&Column<'_>, &str)]) {
    if pairs.is_empty() {
        return;
    }
    out.raw("<").raw(name).raw(">");
    for (column, value) in pairs {
        out.raw("<gen:Value").attribute("id", column.id()).attribute("value", value).raw("/>");
    }
    out.raw("</").raw(name).raw(">");
}
