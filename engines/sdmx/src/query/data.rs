//! Data queries of both versions, and what they ask of one dataflow.

use super::{Filter, Window, moment, parameters, path, unknown, yes};
use crate::{
    limits::{KEYS_MAX, QUERY_VALUES_MAX, WINDOW_MAX},
    model::Cube,
    observation::{AtObservation, Level, Observation, View},
    problem::{Code, Era, Problem},
    reference::{Class, Reference, check_id, shown},
    version::Versions,
};

const KNOWN_21: &str = "startPeriod, endPeriod, updatedAfter, firstNObservations, lastNObservations, dimensionAtObservation, detail, includeHistory";
const KNOWN_30: &str = "c[…], updatedAfter, firstNObservations, lastNObservations, dimensionAtObservation, attributes, measures, includeHistory";

/// A data query as it was asked, before it is held against a structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataQuery {
    /// Whether dataflows are asked for, or data structures.
    pub context: Class,
    /// Whose; none means anybody's.
    pub agencies: Vec<String>,
    /// Which; none means all.
    pub ids: Vec<String>,
    /// Which versions.
    pub versions: Versions,
    /// The keys, of which one must fit; each has the values at each place, none meaning all.
    keys: Vec<Vec<Vec<String>>>,
    /// Filters by component as they were written.
    filters: Vec<(String, String)>,
    start: Option<String>,
    end: Option<String>,
    /// Only what changed after this moment, RFC 3339.
    pub updated_after: Option<String>,
    first: Option<usize>,
    last: Option<usize>,
    at: Option<String>,
    attributes: Vec<String>,
    measures: Vec<String>,
    era: Era,
}

impl DataQuery {
    /// Reads what stands behind `/data/` and behind `?`, both as in the address.
    ///
    /// # Errors
    /// A syntax problem that names the part; not implemented for what the standard knows and is not offered.
    pub fn parse(era: Era, raw_path: &str, raw_query: &str) -> Result<DataQuery, Problem> {
        let parts = path(raw_path)?;
        let mut query = match era {
            Era::V21 => Self::path_21(&parts)?,
            Era::V30 => Self::path_30(&parts)?,
        };
        for (name, value) in parameters(raw_query)? {
            query.parameter(&name, value)?;
        }
        Ok(query)
    }

    fn empty(era: Era, context: Class, versions: Versions) -> DataQuery {
        DataQuery {
            context,
            agencies: Vec::new(),
            ids: Vec::new(),
            versions,
            keys: Vec::new(),
            filters: Vec::new(),
            start: None,
            end: None,
            updated_after: None,
            first: None,
            last: None,
            at: None,
            attributes: Vec::new(),
            measures: Vec::new(),
            era,
        }
    }

    /// `{flow}/{key}/{provider}`, where flow is `ID`, `AGENCY,ID` or `AGENCY,ID,VERSION`.
    fn path_21(parts: &[String]) -> Result<DataQuery, Problem> {
        let (flow, rest) =
            parts.split_first().ok_or_else(|| Problem::syntax("the dataflow is missing: /data/{flow}/{key}"))?;
        let names: Vec<&str> = flow.split(',').collect();
        let (agency, id, version) = match names.as_slice() {
            [id] => ("all", *id, "latest"),
            [agency, id] => (*agency, *id, "latest"),
            [agency, id, version] => (*agency, *id, *version),
            _ => {
                return Err(Problem::syntax(format!(
                    "“{}” is no dataflow; one is written AGENCY,ID,VERSION",
                    shown(flow)
                )));
            }
        };
        let mut query = Self::empty(Era::V21, Class::Dataflow, Versions::parse(version, Era::V21)?);
        if agency != "all" {
            query.agencies = agency.split('+').map(str::to_owned).collect();
        }
        check_id(id)?;
        query.ids = vec![id.to_owned()];
        match rest {
            [] => {}
            [key] | [key, _] if key == "all" => {}
            [key] | [key, _] => query.keys = vec![key_places(key, '+')?],
            _ => return Err(Problem::syntax("more than flow, key and provider stand in the path")),
        }
        if let Some(provider) = rest.get(1).filter(|provider| *provider != "all") {
            let text =
                format!("data is not kept by provider here, so “{}” cannot be asked for; write all", shown(provider));
            return Err(Problem::missing(text));
        }
        Ok(query)
    }

    /// `{context}/{agencyID}/{resourceID}/{version}/{key}`
    fn path_30(parts: &[String]) -> Result<DataQuery, Problem> {
        let part = |place: usize| parts.get(place).map_or("*", String::as_str);
        if parts.len() > 5 {
            return Err(Problem::syntax("more than context, agency, resource, version and key stand in the path"));
        }
        let context = match part(0) {
            "dataflow" | "*" => Class::Dataflow,
            "datastructure" => Class::DataStructure,
            "provisionagreement" => {
                return Err(Problem::missing("data is not kept by provision agreement here; ask for a dataflow"));
            }
            other => {
                return Err(Problem::syntax(format!(
                    "the context is dataflow or datastructure, not “{}”",
                    shown(other)
                )));
            }
        };
        let mut query = Self::empty(Era::V30, context, Versions::parse(part(3), Era::V30)?);
        let several = |text: &str| if text == "*" { Vec::new() } else { text.split(',').map(str::to_owned).collect() };
        query.agencies = several(part(1));
        query.ids = several(part(2));
        query.ids.iter().try_for_each(|id| check_id(id))?;
        if part(4) != "*" {
            let keys: Vec<&str> = part(4).split(',').collect();
            if keys.len() > KEYS_MAX {
                return Err(Problem::new(Code::TooLarge, format!("more than {KEYS_MAX} keys; ask with c[…] instead")));
            }
            query.keys = keys.into_iter().map(|key| key_places(key, '\0')).collect::<Result<_, _>>()?;
        }
        Ok(query)
    }

    fn parameter(&mut self, name: &str, value: String) -> Result<(), Problem> {
        let count = |value: &str| {
            let count = value.parse().ok().filter(|count| (1..=WINDOW_MAX).contains(count));
            count.ok_or_else(|| {
                Problem::syntax(format!("{name} is a number from 1 to {WINDOW_MAX}, not “{}”", shown(value)))
            })
        };
        let list = |value: &str| value.split(',').map(str::to_owned).collect::<Vec<_>>();
        match (name, self.era) {
            ("updatedAfter", _) => self.updated_after = Some(moment(name, &value)?),
            ("firstNObservations", _) => self.first = Some(count(&value)?),
            ("lastNObservations", _) => self.last = Some(count(&value)?),
            ("dimensionAtObservation", _) => self.at = Some(value),
            ("includeHistory", _) => {
                if yes(name, &value)? {
                    return Err(Problem::missing("earlier versions of data are not offered; leave includeHistory out"));
                }
            }
            ("startPeriod", Era::V21) => self.start = Some(value),
            ("endPeriod", Era::V21) => self.end = Some(value),
            ("detail", Era::V21) => self.detail(&value)?,
            ("attributes", Era::V30) => self.attributes = list(&value),
            ("measures", Era::V30) => self.measures = list(&value),
            ("offset" | "limit" | "sort" | "asOf" | "reportingYearStartDay", Era::V30) => {
                return Err(Problem::missing(format!("{name} belongs to SDMX 3.1 and is not offered")));
            }
            (filter, Era::V30) if filter.starts_with("c[") && filter.ends_with(']') => {
                self.filters.push((filter[2..filter.len() - 1].to_owned(), value));
            }
            (other, Era::V21) => return Err(unknown(other, KNOWN_21)),
            (other, Era::V30) => return Err(unknown(other, KNOWN_30)),
        }
        Ok(())
    }

    fn detail(&mut self, value: &str) -> Result<(), Problem> {
        let (attributes, measures) = match value {
            "full" => ("all", "all"),
            "dataonly" => ("none", "all"),
            "serieskeysonly" => ("none", "none"),
            "nodata" => ("all", "none"),
            _ => {
                return Err(Problem::syntax(format!(
                    "detail is full, dataonly, serieskeysonly or nodata, not “{}”",
                    shown(value)
                )));
            }
        };
        (self.attributes, self.measures) = (vec![attributes.to_owned()], vec![measures.to_owned()]);
        Ok(())
    }

    /// Those of the artefacts that are asked for, in order; `all` has dataflows or structures, by the context.
    pub fn select<'a>(&self, all: &[&'a Reference]) -> Vec<&'a Reference> {
        super::resolve::named(all, self.context, &self.agencies, &self.ids, &self.versions)
    }

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
        let ids =
            |columns: &[crate::model::Column]| columns.iter().map(|column| column.id().to_owned()).collect::<Vec<_>>();
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

/// The values at each place of a key. In 2.1 nothing between dots means all, in 3.0 an asterisk does.
fn key_places(key: &str, or: char) -> Result<Vec<Vec<String>>, Problem> {
    let mut count = 0;
    let mut places = Vec::new();
    for place in key.split('.') {
        let values: Vec<String> = match place {
            "" | "*" => Vec::new(),
            values if or == '\0' => vec![values.to_owned()],
            values => values.split(or).map(str::to_owned).collect(),
        };
        count += values.len();
        if values.iter().any(String::is_empty) {
            return Err(Problem::syntax(format!("a value is missing beside + in the key “{}”", shown(key))));
        }
        if count > QUERY_VALUES_MAX || places.len() > crate::limits::COMPONENTS_MAX {
            return Err(Problem::new(Code::TooLarge, format!("a key of more than {QUERY_VALUES_MAX} values")));
        }
        places.push(values);
    }
    Ok(places)
}

/// Where a component's value stands in an observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Dimension(usize),
    Measure(usize),
    Attribute(usize),
}

fn place(cube: &Cube, id: &str) -> Result<Place, Problem> {
    let find = |columns: &[crate::model::Column]| columns.iter().position(|column| column.id() == id);
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
