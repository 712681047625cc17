//! Reads data of SDMX-ML, observation by observation: generic and structure-specific 2.1, structure-specific 3.0.

use std::io::BufRead;

use super::node::{Node, Piece, Pull};
use crate::{
    model::Cube,
    observation::Observation,
    problem::{Outcome, Problem},
};

/// Reads a data message and hands on each observation as it comes. Values of a series and of the data set stand in
/// every observation they cover. Answers how many there were.
///
/// # Errors
/// What the reader or `take` answers; a problem that names the element, when the message does not fit the structure.
pub fn read_data<R: BufRead>(from: R, cube: &Cube, mut take: impl FnMut(&Observation) -> Outcome<()>) -> Outcome<u64> {
    let mut pull = Pull::new(from, usize::MAX);
    let generic = root(&mut pull)?;
    let mut state = State {
        cube,
        generic,
        at: String::new(),
        base: Observation::blank(cube),
        series: Observation::blank(cube),
        count: 0,
    };
    loop {
        match pull.next()? {
            Piece::Start(node) if node.name == "Header" => state.at = dimension_at_observation(&pull.rest(node)?),
            Piece::Start(node) if node.name == "DataSet" => {
                state.base = Observation::blank(cube);
                state.attributes(&node, true)?;
                state.data_set(&mut pull, &mut take)?;
            }
            Piece::Empty(node) if node.name == "DataSet" || node.name == "Header" => {}
            Piece::Start(node) if node.name == "Footer" => drop(pull.rest(node)?),
            Piece::End => {}
            Piece::Text(text) if text.trim().is_empty() => {}
            Piece::Eof => return Ok(state.count),
            Piece::Start(node) | Piece::Empty(node) => {
                return Err(Problem::syntax(format!("<{}> does not belong into a data message", node.name)).into());
            }
            Piece::Text(text) => {
                return Err(
                    Problem::syntax(format!("“{}” stands between elements", crate::reference::shown(&text))).into()
                );
            }
        }
    }
}

/// The root of the message; whether its data is generic.
fn root<R: BufRead>(pull: &mut Pull<R>) -> Outcome<bool> {
    loop {
        match pull.next()? {
            Piece::Start(node) => match node.name.as_str() {
                "GenericData" | "GenericTimeSeriesData" => return Ok(true),
                "StructureSpecificData" | "StructureSpecificTimeSeriesData" => return Ok(false),
                other => return Err(Problem::syntax(format!("the message is a <{other}>, not a data message")).into()),
            },
            Piece::Text(text) if text.trim_start_matches('\u{feff}').trim().is_empty() => {}
            _ => return Err(Problem::syntax("there is no data message").into()),
        }
    }
}

fn dimension_at_observation(header: &Node) -> String {
    let structure = header.child("Structure");
    structure.and_then(|node| node.attribute("dimensionAtObservation")).unwrap_or("TIME_PERIOD").to_owned()
}

struct State<'c> {
    cube: &'c Cube<'c>,
    generic: bool,
    at: String,
    base: Observation,
    series: Observation,
    count: u64,
}

impl State<'_> {
    fn data_set<R: BufRead>(
        &mut self,
        pull: &mut Pull<R>,
        take: &mut impl FnMut(&Observation) -> Outcome<()>,
    ) -> Outcome<()> {
        let mut inside = false;
        self.series.clone_from(&self.base);
        loop {
            match pull.next()? {
                Piece::Start(node) if node.name == "Series" && !inside => {
                    inside = true;
                    self.series.clone_from(&self.base);
                    self.attributes(&node, false)?;
                }
                Piece::Empty(node) if node.name == "Series" => {}
                Piece::Start(node) if node.name == "Obs" => {
                    let node = pull.rest(node)?;
                    self.observation(&node, inside, take)?;
                }
                Piece::Empty(node) if node.name == "Obs" => self.observation(&node, inside, take)?,
                Piece::Start(node) => {
                    let node = pull.rest(node)?;
                    self.group(&node, inside)?;
                }
                Piece::Empty(node) => self.group(&node, inside)?,
                Piece::End if inside => inside = false,
                Piece::End => return Ok(()),
                Piece::Text(text) if text.trim().is_empty() => {}
                Piece::Text(text) => {
                    return Err(Problem::syntax(format!(
                        "“{}” stands between elements",
                        crate::reference::shown(&text)
                    ))
                    .into());
                }
                Piece::Eof => return Err(Problem::syntax("the document ends inside an element").into()),
            }
        }
    }

    /// What stands beside observations: keys and attributes in generic data, attributes of the data set in 3.0.
    fn group(&mut self, node: &Node, inside: bool) -> Outcome<()> {
        match node.name.as_str() {
            "SeriesKey" | "Attributes" if self.generic => {
                let cube = self.cube;
                let into = if inside { &mut self.series } else { &mut self.base };
                for value in node.all("Value") {
                    set(cube, into, value.needs("id")?, value.attribute("value").unwrap_or_default())?;
                }
                if !inside {
                    self.series.clone_from(&self.base);
                }
                Ok(())
            }
            "Atts" if !self.generic => {
                self.attributes(node, true)?;
                self.series.clone_from(&self.base);
                Ok(())
            }
            "Annotations" | "DataProvider" => Ok(()),
            "Group" => {
                Err(Problem::missing("groups of attributes are not read; give the attributes with the series").into())
            }
            other => Err(Problem::syntax(format!("<{other}> does not belong into a data set")).into()),
        }
    }

    /// The values that stand as attributes of an element of structure-specific data.
    fn attributes(&mut self, node: &Node, base: bool) -> Outcome<()> {
        if self.generic {
            return Ok(());
        }
        let cube = self.cube;
        let into = if base { &mut self.base } else { &mut self.series };
        node.attributes
            .iter()
            .filter(|(name, _)| !ours(name))
            .try_for_each(|(name, value)| set(cube, into, name, value))?;
        Ok(())
    }

    fn observation(
        &mut self,
        node: &Node,
        inside: bool,
        take: &mut impl FnMut(&Observation) -> Outcome<()>,
    ) -> Outcome<()> {
        let mut observation = if inside { self.series.clone() } else { self.base.clone() };
        if self.generic {
            for child in &node.children {
                match child.name.as_str() {
                    "ObsDimension" => {
                        let id = child.attribute("id").unwrap_or(&self.at);
                        set(self.cube, &mut observation, id, child.needs("value")?)?;
                    }
                    "ObsValue" => {
                        set(self.cube, &mut observation, "OBS_VALUE", child.attribute("value").unwrap_or_default())?
                    }
                    "ObsKey" | "Attributes" => child.all("Value").try_for_each(|value| {
                        set(
                            self.cube,
                            &mut observation,
                            value.needs("id")?,
                            value.attribute("value").unwrap_or_default(),
                        )
                    })?,
                    _ => {}
                }
            }
        } else {
            node.attributes
                .iter()
                .filter(|(name, _)| !ours(name))
                .try_for_each(|(name, value)| set(self.cube, &mut observation, name, value))?;
        }
        if let Some(place) = observation.key.iter().position(String::is_empty) {
            let id = self.cube.dimensions[place].id();
            return Err(Problem::semantic(format!(
                "observation {} has no value for the dimension “{id}”",
                self.count + 1
            ))
            .into());
        }
        self.count += 1;
        take(&observation)
    }
}

/// Attributes of the format itself.
fn ours(name: &str) -> bool {
    matches!(
        name,
        "structureRef"
            | "dataScope"
            | "action"
            | "setID"
            | "type"
            | "validFromDate"
            | "validToDate"
            | "reportingBeginDate"
    ) || matches!(name, "reportingEndDate" | "publicationYear" | "publicationPeriod")
}

/// Puts a value where its component stands.
pub(crate) fn set(cube: &Cube, observation: &mut Observation, id: &str, value: &str) -> Result<(), Problem> {
    if let Some(place) = cube.dimension(id) {
        value.clone_into(&mut observation.key[place]);
    } else if let Some(place) = cube.measures.iter().position(|column| column.id() == id) {
        observation.measures[place] = Some(value.to_owned());
    } else if let Some(place) = cube.attributes.iter().position(|column| column.id() == id) {
        observation.attributes[place] = Some(value.to_owned());
    } else {
        let id = crate::reference::shown(id);
        return Err(Problem::semantic(format!("{} has no component “{id}”", cube.structure)));
    }
    Ok(())
}
