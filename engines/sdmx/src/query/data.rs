//! Data queries of both versions, and what they ask of one dataflow.

use super::{moment, parameters, path, unknown, yes};
use crate::{
    limits::{KEYS_MAX, QUERY_VALUES_MAX, WINDOW_MAX},
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
    pub(super) keys: Vec<Vec<Vec<String>>>,
    /// Filters by component as they were written.
    pub(super) filters: Vec<(String, String)>,
    pub(super) start: Option<String>,
    pub(super) end: Option<String>,
    /// Only what changed after this moment, RFC 3339.
    pub updated_after: Option<String>,
    pub(super) first: Option<usize>,
    pub(super) last: Option<usize>,
    pub(super) at: Option<String>,
    pub(super) attributes: Vec<String>,
    pub(super) measures: Vec<String>,
    pub(super) era: Era,
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
        // The guidelines of 2.1 name `all` for agencies and versions; dataflows are asked for in the same way.
        if id != "all" {
            check_id(id)?;
            query.ids = vec![id.to_owned()];
        }
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
