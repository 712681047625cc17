//! A data query held against the structure of a dataflow.

use super::{DataQuery, Filter, Window};
use crate::{
    model::{Column, Cube},
    observation::{AtObservation, Level, Observation, View},
    problem::{Era, Problem},
    reference::shown,
};

impl DataQuery {
    /// Holds the query against the structure of a dataflow.
    ///
    /// # Errors
    /// A semantic problem that names the dimension, attribute or measure; a syntax problem in a period or a filter.
    pub fn plan(&self, cube: &Cube) -> Result<Plan, Problem> {
        let time = cube.time();
        let places = cube.dimensions.len() - usize::from(time.is_some());
        let mut keys = Vec::with_capacity(self.keys.len());
        for key in &self.keys {
            let fits = if self.era == Era::V21 { key.len() == places } else { key.len() <= cube.dimensions.len() };
            if !fits {
                let ids: Vec<&str> =
                    cube.dimensions.iter().map(|column| column.id()).filter(|id| *id != "TIME_PERIOD").collect();
                let text =
                    format!("the key has {} places, {} has {}: {}", key.len(), cube.structure, places, ids.join("."));
                return Err(Problem::semantic(text));
            }
            let filters =
                key.iter().map(|values| (!values.is_empty()).then(|| Filter::any(values.iter().cloned()))).collect();
            keys.push(filters);
        }
        let mut filters: Vec<(Place, Filter)> = Vec::new();
        for (id, text) in &self.filters {
            let place = place(cube, id)?;
            filters
                .push((place, Filter::parse(text, matches!(place, Place::Dimension(place) if Some(place) == time))?));
        }
        if let Some(between) = Filter::between(self.start.as_deref(), self.end.as_deref())? {
            let time = time.ok_or_else(|| {
                Problem::semantic(format!("{} has no time dimension to compare periods with", cube.structure))
            })?;
            filters.push((Place::Dimension(time), between));
        }
        let mut view = View::whole(cube);
        if let Some(at) = &self.at {
            view.at = View::at(cube, at)?;
        }
        self.shown(cube, &mut view)?;
        Ok(Plan { keys, filters, view, first: self.first, last: self.last })
    }

    fn shown(&self, cube: &Cube, view: &mut View) -> Result<(), Problem> {
        let ids = |columns: &[Column]| columns.iter().map(|column| column.id().to_owned()).collect::<Vec<_>>();
        if !self.measures.is_empty() {
            view.measures =
                choose("measures", &self.measures, &ids(&cube.measures), |_, word| (word == "all").then_some(true))?;
            view.observations = view.measures.contains(&true) || cube.measures.is_empty();
            if !view.observations && view.at == AtObservation::All {
                // A list of series needs series.
                view.at = cube.time().map_or(AtObservation::All, AtObservation::Dimension);
            }
        }
        if !self.attributes.is_empty() {
            let levels: Vec<Level> = (0..cube.attributes.len()).map(|place| view.level(cube, place)).collect();
            view.attributes =
                choose("attributes", &self.attributes, &ids(&cube.attributes), |place, word| match word {
                    "all" | "dsd" => Some(true),
                    "msd" => Some(false),
                    "dataset" => Some(levels[place] == Level::DataSet),
                    "series" => Some(levels[place] == Level::Series),
                    "obs" => Some(levels[place] == Level::Observation),
                    _ => None,
                })?;
        }
        Ok(())
    }
}

/// Which of the components the words of a parameter choose.
fn choose(
    name: &str,
    words: &[String],
    ids: &[String],
    group: impl Fn(usize, &str) -> Option<bool>,
) -> Result<Vec<bool>, Problem> {
    let mut chosen = vec![false; ids.len()];
    for word in words {
        let known = word == "none"
            || matches!(word.as_str(), "all" | "dsd" | "msd" | "dataset" | "series" | "obs")
            || ids.contains(word);
        if !known {
            return Err(Problem::semantic(format!(
                "{name}: “{}” is none of {}, all, none",
                shown(word),
                ids.join(", ")
            )));
        }
        for (place, id) in ids.iter().enumerate() {
            chosen[place] |= id == word || group(place, word) == Some(true);
        }
    }
    Ok(chosen)
}

/// Where a component's value stands in an observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Dimension(usize),
    Measure(usize),
    Attribute(usize),
}

fn place(cube: &Cube, id: &str) -> Result<Place, Problem> {
    let find = |columns: &[Column]| columns.iter().position(|column| column.id() == id);
    let place = find(&cube.dimensions).map(Place::Dimension).or_else(|| find(&cube.measures).map(Place::Measure));
    place.or_else(|| find(&cube.attributes).map(Place::Attribute)).ok_or_else(|| {
        let known: Vec<&str> = cube.columns().map(|column| column.id()).collect();
        Problem::semantic(format!(
            "c[{}]: {} has no such component; it has {}",
            shown(id),
            cube.structure,
            known.join(", ")
        ))
    })
}

/// What a query asks of one dataflow.
#[derive(Clone, Debug)]
pub struct Plan {
    keys: Vec<Vec<Option<Filter>>>,
    filters: Vec<(Place, Filter)>,
    /// How the answer is shown.
    pub view: View,
    /// Observations from the beginning of each series.
    pub first: Option<usize>,
    /// Observations up to the end of each series.
    pub last: Option<usize>,
}

impl Plan {
    /// Whether an observation is asked for.
    pub fn fits(&self, cube: &Cube, observation: &Observation) -> bool {
        let key = |places: &Vec<Option<Filter>>| {
            places
                .iter()
                .zip(&observation.key)
                .all(|(filter, value)| filter.as_ref().is_none_or(|filter| filter.fits(value, false)))
        };
        let value = |place: &Place| match *place {
            Place::Dimension(place) => (Some(observation.key[place].as_str()), cube.dimensions[place].is_numeric()),
            Place::Measure(place) => (observation.measures[place].as_deref(), cube.measures[place].is_numeric()),
            Place::Attribute(place) => (observation.attributes[place].as_deref(), cube.attributes[place].is_numeric()),
        };
        let filtered = |(place, filter): &(Place, Filter)| {
            let (value, numeric) = value(place);
            value.is_some_and(|value| filter.fits(value, numeric))
        };
        (self.keys.is_empty() || self.keys.iter().any(key)) && self.filters.iter().all(filtered)
    }

    /// What is asked of a dimension, for a database: filters that all must hold. With several keys, or conditions on
    /// several components, [`Plan::fits`] still has to look at what comes back.
    pub fn asked(&self, dimension: usize) -> Vec<&Filter> {
        let one = self.keys.as_slice();
        let from_key = if let [key] = one { key.get(dimension).and_then(Option::as_ref) } else { None };
        let named =
            self.filters.iter().filter(|(place, _)| *place == Place::Dimension(dimension)).map(|(_, filter)| filter);
        from_key.into_iter().chain(named).collect()
    }

    /// The ends of each series that are asked for.
    pub fn window(&self, cube: &Cube) -> Window {
        Window::new(self.first, self.last, self.view.series(cube))
    }
}
