//! Reads data of SDMX-JSON 1.0 and 2.0, observation by observation. Observations name values by their index in lists that
//! may stand behind them, so a message is read twice: first the lists, then the data.

use std::io::{BufReader, Read, Seek};

use super::{
    lists::{Listed, Lists},
    pull::{Kind, Pull},
};
use crate::{
    ml::set,
    model::Cube,
    observation::Observation,
    problem::{Outcome, Problem},
    reference::shown,
};

/// Reads a data message and hands on each observation as it comes. Values of a series and of the data set stand in every
/// observation they cover. Answers how many there were. What is held are the lists of values, which are bounded.
///
/// # Errors
/// What the reader or `take` answers; a problem that names data set, series and observation, when the message does not fit
/// the structure; not implemented for attributes of groups, for values that are lists and for data sets that delete.
pub fn read_data<R: Read + Seek>(
    mut from: R,
    cube: &Cube,
    mut take: impl FnMut(&Observation) -> Outcome<()>,
) -> Outcome<u64> {
    let begun = from.stream_position()?;
    let lists = Lists::read(BufReader::new(&mut from), cube)?;
    from.seek(std::io::SeekFrom::Start(begun))?;
    let mut state = State { cube, lists: &lists, count: 0, place: 0, series: String::new() };
    let mut pull = Pull::new(BufReader::new(&mut from))?;
    pull.object(|pull, name| match (name.as_str(), pull.kind()?) {
        ("data", Kind::Object) => pull.object(|pull, name| state.member(pull, &name, &mut take)),
        _ => state.member(pull, &name, &mut take),
    })?;
    pull.end()?;
    Ok(state.count)
}

struct State<'c> {
    cube: &'c Cube<'c>,
    lists: &'c [Lists],
    count: u64,
    /// Which data set it is.
    place: usize,
    /// The key of the series as it is written, for saying where something is wrong.
    series: String,
}

/// What an observation of a data set begins with.
#[derive(Default)]
struct Begun {
    structure: usize,
    attributes: Vec<Option<String>>,
}

type Take<'t> = dyn FnMut(&Observation) -> Outcome<()> + 't;

impl State<'_> {
    fn at(&self, observation: &str, text: impl std::fmt::Display) -> Problem {
        let series = if self.series.is_empty() { String::new() } else { format!(", series {}", shown(&self.series)) };
        let observation =
            if observation.is_empty() { String::new() } else { format!(", observation {}", shown(observation)) };
        Problem::semantic(format!("data set {}{series}{observation}: {text}", self.place))
    }

    fn member<R: std::io::BufRead>(&mut self, pull: &mut Pull<R>, name: &str, take: &mut Take) -> Outcome<()> {
        if name != "dataSets" {
            return pull.skip();
        }
        pull.array(|pull, place| {
            self.place = place;
            self.data_set(pull, take)
        })
    }

    /// What says of a data set how it is read stands before its observations, as every producer writes it; where it stands
    /// behind them, the message is refused and not misread.
    fn data_set<R: std::io::BufRead>(&mut self, pull: &mut Pull<R>, take: &mut Take) -> Outcome<()> {
        let mut begun = Begun::default();
        let mut observed = false;
        self.series.clear();
        pull.object(|pull, name| {
            if observed && matches!(name.as_str(), "structure" | "action" | "attributes") {
                return Err(self.at("", format!("“{name}” stands behind the observations it belongs to")).into());
            }
            match name.as_str() {
                "structure" => {
                    let text = pull.scalar()?.unwrap_or_default();
                    let known = text.parse().ok().filter(|place| *place < self.lists.len());
                    begun.structure =
                        known.ok_or_else(|| self.at("", format!("there is no structure {}", shown(&text))))?;
                }
                "action" => {
                    let action = pull.scalar()?.unwrap_or_default();
                    if action.eq_ignore_ascii_case("delete") {
                        return Err(Problem::missing("data sets that delete are not read").into());
                    }
                }
                "attributes" => begun.attributes = row(pull)?,
                "dimensionGroupAttributes" => {
                    pull.object(|_, _| {
                        let text = "attributes of groups are not read; give the attributes with the series";
                        Err(Problem::missing(text).into())
                    })?;
                }
                "observations" => {
                    observed = true;
                    let base = self.base(&begun)?;
                    let lists = self.lists(begun.structure)?;
                    self.observations(pull, lists, &base, take)?;
                }
                "series" => {
                    observed = true;
                    let base = self.base(&begun)?;
                    let lists = self.lists(begun.structure)?;
                    pull.object(|pull, key| self.one_series(pull, key, lists, &base, take))?;
                }
                _ => pull.skip()?,
            }
            Ok(())
        })
    }

    fn lists<'l>(&self, place: usize) -> Result<&'l Lists, Problem>
    where
        Self: 'l,
    {
        self.lists.get(place).ok_or_else(|| Problem::syntax("the message has data and no structure"))
    }

    /// What holds for the whole data set.
    fn base(&self, begun: &Begun) -> Outcome<Observation> {
        let lists = self.lists(begun.structure)?;
        let mut base = Observation::blank(self.cube);
        for listed in &lists.data_set {
            // A dimension of a data set has one value, which no key names.
            let value = listed.values.first().ok_or_else(|| self.at("", format!("{} has no value", listed.id)))?;
            set(self.cube, &mut base, &listed.id, value)?;
        }
        self.attributes(&mut base, &lists.data_set_attributes, &begun.attributes, "")?;
        Ok(base)
    }

    fn one_series<R: std::io::BufRead>(
        &mut self,
        pull: &mut Pull<R>,
        key: String,
        lists: &Lists,
        base: &Observation,
        take: &mut Take,
    ) -> Outcome<()> {
        self.series.clone_from(&key);
        let mut series = base.clone();
        self.key(&mut series, &lists.series, &key, "")?;
        let mut observed = false;
        pull.object(|pull, name| match name.as_str() {
            "attributes" if observed => {
                Err(self.at("", "“attributes” stand behind the observations they belong to").into())
            }
            "attributes" => {
                let values = row(pull)?;
                self.attributes(&mut series, &lists.series_attributes, &values, "")?;
                Ok(())
            }
            "observations" => {
                observed = true;
                self.observations(pull, lists, &series, take)
            }
            _ => pull.skip(),
        })
    }

    fn observations<R: std::io::BufRead>(
        &mut self,
        pull: &mut Pull<R>,
        lists: &Lists,
        base: &Observation,
        take: &mut Take,
    ) -> Outcome<()> {
        pull.object(|pull, key| {
            let mut one = base.clone();
            self.key(&mut one, &lists.observation, &key, &key)?;
            let values = row(pull)?;
            let (measures, attributes) = values.split_at(values.len().min(lists.measures.len()));
            for (listed, value) in lists.measures.iter().zip(measures) {
                if let Some(value) = value {
                    let value = listed.value(value).map_err(|text| self.at(&key, text))?;
                    set(self.cube, &mut one, &listed.id, value)?;
                }
            }
            self.attributes(&mut one, &lists.observation_attributes, attributes, &key)?;
            if let Some(place) = one.key.iter().position(String::is_empty) {
                let id = self.cube.dimensions[place].id();
                return Err(self.at(&key, format!("there is no value for the dimension “{id}”")).into());
            }
            self.count += 1;
            take(&one)
        })
    }

    /// Puts the values a key such as `0:3` names where they belong.
    fn key(&self, into: &mut Observation, dimensions: &[Listed], key: &str, at: &str) -> Outcome<()> {
        // An empty key names nothing; an empty part of another is not one that may be passed over.
        let mut parts = (!key.is_empty()).then(|| key.split(':')).into_iter().flatten();
        for listed in dimensions {
            let part = parts.next().ok_or_else(|| self.at(at, format!("the key “{}” is too short", shown(key))))?;
            let value = listed.indexed(part).map_err(|text| self.at(at, text))?;
            set(self.cube, into, &listed.id, value)?;
        }
        if parts.next().is_some() {
            return Err(self
                .at(at, format!("the key “{}” has more than {} places", shown(key), dimensions.len()))
                .into());
        }
        Ok(())
    }

    fn attributes(
        &self,
        into: &mut Observation,
        listed: &[Listed],
        values: &[Option<String>],
        at: &str,
    ) -> Outcome<()> {
        if values.len() > listed.len() {
            let text = format!("{} values where {} components are declared", values.len(), listed.len());
            return Err(self.at(at, text).into());
        }
        for (listed, value) in listed.iter().zip(values) {
            if let Some(value) = value {
                let value = listed.value(value).map_err(|text| self.at(at, text))?;
                set(self.cube, into, &listed.id, value)?;
            }
        }
        Ok(())
    }
}

/// A list of values: texts, numbers and nulls.
fn row<R: std::io::BufRead>(pull: &mut Pull<R>) -> Outcome<Vec<Option<String>>> {
    let mut values = Vec::new();
    pull.array(|pull, place| {
        if place >= crate::limits::COMPONENTS_MAX {
            return Err(pull.wrong("a list has more values than a structure components").into());
        }
        if pull.kind()? != Kind::Scalar {
            return Err(Problem::missing("values that are lists or texts in several languages are not read").into());
        }
        values.push(pull.scalar()?);
        Ok(())
    })?;
    Ok(values)
}
