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
    observation::{AtObservation, Observation, Set, Step, Turn},
    out::Out,
    problem::{Era, Outcome, Problem},
};

/// Writes generic data.
pub struct GenericWriter<'c, W: Write> {
    turn: Turn<'c>,
    out: Out<W>,
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
        let turn = Turn::begin(sets)?;
        let root = if time_series { "mes:GenericTimeSeriesData" } else { "mes:GenericData" };
        let mut out = Out::new(into);
        out.raw(DECLARATION).raw("<").raw(root);
        for (prefix, schema) in [("xmlns:mes", MESSAGE), ("xmlns:com", COMMON), ("xmlns:gen", GENERIC)] {
            out.attribute(prefix, &namespace(Era::V21, schema));
        }
        let mut header = String::new();
        data_header(envelope, &turn.sets, Era::V21, false).write(&mut header);
        out.raw(">").raw(&header);
        let mut writer = GenericWriter { turn, out, root, time_series, inside: false };
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
        self.out
            .raw("<mes:DataSet")
            .attribute("structureRef", &structure_id(turn.place))
            .attribute("action", ACTION)
            .raw(">");
        let constant = |place: &usize| Some((&turn.cube.attributes[*place], turn.constant(*place)?.as_str()));
        let present: Vec<_> = turn.levels[0].iter().filter_map(constant).collect();
        values(&mut self.out, "gen:Attributes", &present);
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
        let turn = &self.turn;
        if std::mem::replace(&mut self.inside, true) {
            self.out.raw("</gen:Series>");
        }
        self.out.raw("<gen:Series>");
        values(&mut self.out, "gen:SeriesKey", &key(turn.cube, &turn.series, observation));
        let present = attributes(turn.cube, &turn.levels[1], observation);
        values(&mut self.out, "gen:Attributes", &present);
    }

    fn write_observation(&mut self, observation: &Observation) {
        let turn = &self.turn;
        self.out.raw("<gen:Obs>");
        match turn.view.at {
            AtObservation::All => {
                values(&mut self.out, "gen:ObsKey", &key(turn.cube, &turn.observation, observation));
            }
            AtObservation::Dimension(at) => {
                self.out.raw("<gen:ObsDimension");
                // The time series message knows which dimension it is, and its schema fixes the identifier.
                if !self.time_series {
                    self.out.attribute("id", turn.cube.dimensions[at].id());
                }
                self.out.attribute("value", &observation.key[at]).raw("/>");
            }
        }
        if let Some(value) = observation.measures[0].as_ref().filter(|_| turn.view.measures[0]) {
            self.out.raw("<gen:ObsValue").attribute("value", value).raw("/>");
        }
        let present = attributes(turn.cube, &turn.levels[2], observation);
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

/// The dimensions at some places, with their values.
fn key<'a>(cube: &'a Cube<'a>, places: &[usize], observation: &'a Observation) -> Vec<(&'a Column<'a>, &'a str)> {
    places.iter().map(|place| (&cube.dimensions[*place], observation.key[*place].as_str())).collect()
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
