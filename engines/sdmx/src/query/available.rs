//! What there is of what a query asks for: the available constraint.

use std::collections::{BTreeSet, HashSet};

use super::resolve::partial;
use crate::{
    model::{Annotation, Body, Constraint, Cube, Maintainable, Selection, Structures},
    name::Names,
    observation::Observation,
    problem::Problem,
    reference::{Class, Reference},
};

/// Collects the values of each dimension that occur. Its memory grows with the distinct values only.
#[derive(Debug)]
pub struct Available {
    values: Vec<BTreeSet<String>>,
    time: Option<usize>,
    series: Option<Vec<String>>,
    counts: Counts,
}

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Series.
    pub series: u64,
    /// Observations.
    pub observations: u64,
}

impl Available {
    /// Nothing yet.
    pub fn new(cube: &Cube) -> Available {
        Available {
            values: vec![BTreeSet::new(); cube.dimensions.len()],
            time: cube.time(),
            series: None,
            counts: Counts::default(),
        }
    }

    /// Takes one more observation; they come series by series.
    pub fn take(&mut self, observation: &Observation) {
        self.counts.observations += 1;
        let key = || {
            observation.key.iter().enumerate().filter(|(place, _)| Some(*place) != self.time).map(|(_, value)| value)
        };
        if !self.series.as_ref().is_some_and(|last| last.iter().eq(key())) {
            self.counts.series += 1;
            self.series = Some(key().cloned().collect());
        }
        for (values, value) in self.values.iter_mut().zip(&observation.key) {
            if !values.contains(value) {
                values.insert(value.clone());
            }
        }
    }

    /// How much there was.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The constraint that says what there is; `dimension` narrows it to one. Its counts stand in annotations, as 2.1
    /// and 3.0 have no field for them.
    ///
    /// # Errors
    /// A semantic problem when there is no such dimension.
    pub fn constraint(&self, cube: &Cube, dimension: Option<&str>) -> Result<Maintainable, Problem> {
        let only = match dimension.filter(|id| *id != "all" && *id != "*") {
            Some(id) => Some(
                cube.dimension(id)
                    .ok_or_else(|| Problem::semantic(format!("{} has no dimension “{id}”", cube.structure)))?,
            ),
            None => None,
        };
        let mut keys = Vec::new();
        for (place, column) in
            cube.dimensions.iter().enumerate().filter(|(place, _)| only.is_none_or(|only| only == *place))
        {
            // Periods are listed as they are: clients of 3.0 do not read the range that the standard allows instead.
            keys.push(Selection {
                id: column.id().to_owned(),
                values: self.values[place].iter().cloned().collect(),
                range: None,
            });
        }
        let reference = Reference::new(
            Class::Constraint,
            &cube.flow.agency,
            &format!("{}_AVAILABLE", cube.flow.id),
            // Of the dataflow, so that several of its versions are told apart.
            cube.flow.version.clone(),
        )?;
        let body = Body::Constraint(Constraint { actual: true, attached: vec![cube.flow.clone()], keys });
        let mut artefact = Maintainable::new(reference, Names::zh_en("可用数据", "Available data"), body);
        let count = |id: &str, count: u64| Annotation {
            id: Some(id.to_owned()),
            title: Some(count.to_string()),
            kind: Some("sdmx_metrics".to_owned()),
            texts: Names::none(),
        };
        artefact.annotations =
            vec![count("series_count", self.counts.series), count("obs_count", self.counts.observations)];
        Ok(artefact)
    }

    /// The constraint, and with it the artefacts of these classes it leads to; schemes hold only the items that occur.
    ///
    /// # Errors
    /// As [`Available::constraint`].
    pub fn structures(
        &self,
        all: &Structures,
        cube: &Cube,
        dimension: Option<&str>,
        along: &[Class],
    ) -> Result<Structures, Problem> {
        let constraint = self.constraint(cube, dimension)?;
        let mut answer = Structures::new();
        let Some(components) = all.components(cube.structure) else { return Ok(answer) };
        let mut wanted: BTreeSet<Reference> = BTreeSet::from([cube.flow.clone(), cube.structure.clone()]);
        wanted.extend(components.references());
        wanted.extend(cube.columns().filter_map(|column| column.list().cloned()));
        for reference in wanted.iter().filter(|reference| along.contains(&reference.class)) {
            let Some(artefact) = all.get(reference) else { continue };
            let items: HashSet<&str> = match reference.class {
                Class::ConceptScheme => {
                    let used = components.all().filter(|component| component.concept.scheme == *reference);
                    used.map(|component| component.concept.item.as_str()).collect()
                }
                Class::Codelist => self.occurring(cube, reference),
                _ => HashSet::new(),
            };
            // Lists of attributes come whole: only dimensions are looked at.
            let narrows =
                reference.class != Class::Codelist || cube.dimensions.iter().any(|one| one.list() == Some(reference));
            answer.add(match &artefact.body {
                Body::Items(all) if narrows => partial(artefact, all, &items),
                _ => artefact.clone(),
            })?;
        }
        answer.add(constraint)?;
        Ok(answer)
    }

    /// The codes of a list that occur in any dimension.
    fn occurring(&self, cube: &Cube, list: &Reference) -> HashSet<&str> {
        let columns = cube.dimensions.iter().enumerate();
        let of_list = columns.filter(|(_, column)| column.list() == Some(list));
        of_list.flat_map(|(place, _)| self.values[place].iter().map(String::as_str)).collect()
    }
}
