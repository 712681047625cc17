//! Observations, and how a message shows them.

use crate::{
    limits::COMPONENTS_MAX,
    model::{Attachment, Cube},
    problem::{Outcome, Problem},
};

/// One observation. Values are texts as messages carry them, so that no digit is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observation {
    /// A value for each dimension.
    pub key: Vec<String>,
    /// A value for each measure, where there is one.
    pub measures: Vec<Option<String>>,
    /// A value for each attribute, where there is one; the same for all observations an attribute covers.
    pub attributes: Vec<Option<String>>,
}

impl Observation {
    /// An observation without values, to be filled.
    pub fn blank(cube: &Cube) -> Observation {
        Observation {
            key: vec![String::new(); cube.dimensions.len()],
            measures: vec![None; cube.measures.len()],
            attributes: vec![None; cube.attributes.len()],
        }
    }

    pub(crate) fn fits(&self, cube: &Cube) -> Result<(), Problem> {
        let counts = [(self.key.len(), cube.dimensions.len()), (self.measures.len(), cube.measures.len())];
        if counts.iter().all(|(is, want)| is == want) && self.attributes.len() == cube.attributes.len() {
            return Ok(());
        }
        Err(Problem::new(
            crate::Code::Internal,
            "an observation has another number of values than its structure components",
        ))
    }
}

/// The shortest text that is read back as the same number; SDMX writes `NaN` for what is missing on purpose.
pub fn number(value: f64) -> String {
    if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "INF".to_owned() } else { "-INF".to_owned() }
    } else if value == 0.0 || (1e-7..1e17).contains(&value.abs()) {
        value.to_string()
    } else {
        format!("{value:e}")
    }
}

/// Which dimension stands with the observation; the others make up the series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtObservation {
    /// All of them: a flat list without series.
    All,
    /// The dimension at this place.
    Dimension(usize),
}

/// What a message shows of the observations, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The dimension at the observation.
    pub at: AtObservation,
    /// Whether observations are shown; otherwise only the series there are.
    pub observations: bool,
    /// Which measures are shown.
    pub measures: Vec<bool>,
    /// Which attributes are shown.
    pub attributes: Vec<bool>,
}

/// One data set of a message: of which dataflow, and how it is shown.
#[derive(Clone, Debug)]
pub struct Set<'c> {
    /// The dataflow.
    pub cube: &'c Cube<'c>,
    /// What of it is shown.
    pub view: View,
    /// A value for each attribute of the whole data set, at the attribute's place.
    pub constant: Vec<Option<String>>,
}

impl<'c> Set<'c> {
    /// A data set without values for the whole of it.
    pub fn new(cube: &'c Cube<'c>, view: View) -> Set<'c> {
        Set { cube, view, constant: vec![None; cube.attributes.len()] }
    }
}

/// Where an attribute stands in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Once.
    DataSet,
    /// With each series.
    Series,
    /// With each observation.
    Observation,
}

impl View {
    /// Everything, as time series; flat where there is no time dimension.
    pub fn whole(cube: &Cube) -> View {
        View {
            at: cube.time().map_or(AtObservation::All, AtObservation::Dimension),
            observations: true,
            measures: vec![true; cube.measures.len()],
            attributes: vec![true; cube.attributes.len()],
        }
    }

    /// The dimension at the observation by the identifier in a query: a dimension's, or `AllDimensions`.
    ///
    /// # Errors
    /// A semantic problem when there is no such dimension.
    pub fn at(cube: &Cube, id: &str) -> Result<AtObservation, Problem> {
        if id == "AllDimensions" {
            return Ok(AtObservation::All);
        }
        let place = cube.dimension(id).ok_or_else(|| {
            let known: Vec<&str> = cube.dimensions.iter().map(|column| column.id()).collect();
            Problem::semantic(format!("dimensionAtObservation: “{id}” is none of {}, AllDimensions", known.join(", ")))
        })?;
        Ok(AtObservation::Dimension(place))
    }

    /// The identifier of what stands at the observation.
    pub fn at_id<'c>(&self, cube: &'c Cube) -> &'c str {
        match self.at {
            AtObservation::All => "AllDimensions",
            AtObservation::Dimension(place) => cube.dimensions[place].id(),
        }
    }

    /// The places of the dimensions of a series, in the order of keys.
    pub fn series(&self, cube: &Cube) -> Vec<usize> {
        match self.at {
            AtObservation::All => Vec::new(),
            AtObservation::Dimension(at) => (0..cube.dimensions.len()).filter(|place| *place != at).collect(),
        }
    }

    /// The places of the dimensions of an observation.
    pub fn observation(&self, cube: &Cube) -> Vec<usize> {
        match self.at {
            AtObservation::All => (0..cube.dimensions.len()).collect(),
            AtObservation::Dimension(at) => vec![at],
        }
    }

    /// Where an attribute stands.
    pub fn level(&self, cube: &Cube, attribute: usize) -> Level {
        match (cube.attributes[attribute].attached(), self.at) {
            (Attachment::DataSet, _) => Level::DataSet,
            (Attachment::Dimensions(on), AtObservation::Dimension(at))
                if !on.iter().any(|id| id == cube.dimensions[at].id()) =>
            {
                Level::Series
            }
            _ => Level::Observation,
        }
    }

    /// The places of the attributes that are shown at a level.
    pub fn attributes_at(&self, cube: &Cube, level: Level) -> Vec<usize> {
        (0..cube.attributes.len())
            .filter(|place| self.attributes[*place] && self.level(cube, *place) == level)
            .collect()
    }
}

/// The data set of a message that is being written: what is shown of it and where, and how far its observations have come.
#[derive(Debug)]
pub(crate) struct Turn<'c> {
    pub(crate) sets: Vec<Set<'c>>,
    pub(crate) place: usize,
    pub(crate) cube: &'c Cube<'c>,
    pub(crate) view: View,
    /// The places of the dimensions of a series.
    pub(crate) series: Vec<usize>,
    /// The places of the dimensions of an observation.
    pub(crate) observation: Vec<usize>,
    /// The places of the attributes that are shown once, with each series, and with each observation.
    pub(crate) levels: [Vec<usize>; 3],
    order: Order,
}

impl<'c> Turn<'c> {
    /// The first data set.
    ///
    /// # Errors
    /// Internal when there is none.
    pub(crate) fn begin(sets: Vec<Set<'c>>) -> Outcome<Turn<'c>> {
        Turn::of(sets, 0)
    }

    /// The next one, in the place of this, which has to be closed but has no data sets any more.
    ///
    /// # Errors
    /// Internal when there is none.
    pub(crate) fn next(&mut self) -> Outcome<Turn<'c>> {
        self.sets.get(self.place + 1).ok_or_else(Problem::no_set)?;
        Turn::of(std::mem::take(&mut self.sets), self.place + 1)
    }

    fn of(sets: Vec<Set<'c>>, place: usize) -> Outcome<Turn<'c>> {
        let Set { cube, view, .. } = sets.get(place).cloned().ok_or_else(Problem::no_set)?;
        let levels = [Level::DataSet, Level::Series, Level::Observation].map(|level| view.attributes_at(cube, level));
        let (series, observation) = (view.series(cube), view.observation(cube));
        Ok(Turn { sets, place, cube, view, series, observation, levels, order: Order::default() })
    }

    /// Looks whether an observation fits and comes in order, and what it begins.
    ///
    /// # Errors
    /// Internal when it does not.
    pub(crate) fn step(&mut self, observation: &Observation) -> Outcome<Step> {
        observation.fits(self.cube)?;
        self.order.step(&observation.key, &self.series, &self.observation)
    }

    /// What an attribute says of the whole data set.
    pub(crate) fn constant(&self, attribute: usize) -> Option<&String> {
        self.sets.get(self.place)?.constant.get(attribute)?.as_ref()
    }
}

/// Sees to it that observations come in order and once, without holding more than the last one: series by series
/// in the order of their bytes, and in a series by the dimension at the observation.
#[derive(Debug, Default)]
pub(crate) struct Order {
    last: Vec<String>,
}

/// What an observation begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A series.
    Series,
    /// One more observation of the same series.
    Observation,
}

impl Order {
    pub(crate) fn step(&mut self, key: &[String], series: &[usize], observation: &[usize]) -> Outcome<Step> {
        debug_assert!(key.len() <= COMPONENTS_MAX);
        if self.last.is_empty() {
            self.last.extend_from_slice(key);
            return Ok(Step::Series);
        }
        let compare = |places: &[usize]| {
            places.iter().map(|place| key[*place].cmp(&self.last[*place])).find(|order| order.is_ne())
        };
        let step = match (compare(series), compare(observation)) {
            (Some(std::cmp::Ordering::Greater), _) => Step::Series,
            (None, Some(std::cmp::Ordering::Greater)) => Step::Observation,
            _ => {
                let (last, now) = (self.last.join("."), key.join("."));
                let text = format!("observations are out of order or twice: {now} behind {last}");
                return Err(Problem::new(crate::Code::Internal, text).into());
            }
        };
        for (kept, new) in self.last.iter_mut().zip(key) {
            if kept != new {
                kept.clone_from(new);
            }
        }
        Ok(step)
    }
}
