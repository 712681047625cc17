//! From an `Accept` header to a format.

use crate::{
    limits::ACCEPT_RANGES_MAX,
    problem::{Code, Era, Problem},
    table::{Keys, Labels, Options, TimeFormat},
};

/// A format of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFormat {
    /// SDMX-ML 2.1, generic.
    Generic,
    /// SDMX-ML 2.1, generic time series.
    GenericTimeSeries,
    /// SDMX-ML, structure-specific, of either version.
    Specific(Era),
    /// SDMX-ML 2.1, structure-specific time series.
    SpecificTimeSeries,
    /// SDMX-JSON 1.0 or 2.0.
    Json(Era),
    /// SDMX-CSV 1.0 or 2.0.
    Csv(Era, Options),
}

/// A format of structures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructureFormat {
    /// SDMX-ML.
    Ml(Era),
    /// SDMX-JSON 1.0 or 2.0.
    Json(Era),
}

impl DataFormat {
    /// The media type, with version and options.
    pub fn media_type(self) -> String {
        let name = match self {
            DataFormat::Generic => "genericdata+xml;version=2.1",
            DataFormat::GenericTimeSeries => "generictimeseriesdata+xml;version=2.1",
            DataFormat::Specific(Era::V21) => "structurespecificdata+xml;version=2.1",
            DataFormat::SpecificTimeSeries => "structurespecifictimeseriesdata+xml;version=2.1",
            DataFormat::Specific(Era::V30) => "data+xml;version=3.0.0",
            DataFormat::Json(Era::V21) => "data+json;version=1.0.0",
            DataFormat::Json(Era::V30) => "data+json;version=2.0.0",
            DataFormat::Csv(era, options) => {
                return format!("application/vnd.sdmx.data+csv;version={}{}", csv(era), written(options));
            }
        };
        format!("application/vnd.sdmx.{name}")
    }

    /// The format a client likes best. Each interface prefers its own formats and offers those of the other as well.
    ///
    /// # Errors
    /// Not acceptable, naming what is offered.
    pub fn negotiate(era: Era, accept: &str) -> Result<DataFormat, Problem> {
        let plain = Options::default();
        let own = match era {
            Era::V21 => vec![
                DataFormat::Specific(Era::V21),
                DataFormat::Generic,
                DataFormat::SpecificTimeSeries,
                DataFormat::GenericTimeSeries,
                DataFormat::Json(Era::V21),
                DataFormat::Csv(Era::V21, plain),
                DataFormat::Specific(Era::V30),
                DataFormat::Json(Era::V30),
                DataFormat::Csv(Era::V30, plain),
            ],
            Era::V30 => vec![
                DataFormat::Json(Era::V30),
                DataFormat::Specific(Era::V30),
                DataFormat::Csv(Era::V30, plain),
                DataFormat::Json(Era::V21),
                DataFormat::Specific(Era::V21),
                DataFormat::Generic,
                DataFormat::SpecificTimeSeries,
                DataFormat::GenericTimeSeries,
                DataFormat::Csv(Era::V21, plain),
            ],
        };
        let offered = own.iter().map(|format| (format.media_type(), *format)).collect::<Vec<_>>();
        let (format, range) = choose(accept, &offered, &mut |format, range| range.options_fit(format))?;
        match format {
            DataFormat::Csv(era, _) => Ok(DataFormat::Csv(era, range.map_or(Ok(plain), |range| range.options())?)),
            other => Ok(other),
        }
    }
}

impl StructureFormat {
    /// The media type, with version.
    pub fn media_type(self) -> &'static str {
        match self {
            StructureFormat::Ml(Era::V21) => "application/vnd.sdmx.structure+xml;version=2.1",
            StructureFormat::Ml(Era::V30) => "application/vnd.sdmx.structure+xml;version=3.0.0",
            StructureFormat::Json(Era::V21) => "application/vnd.sdmx.structure+json;version=1.0.0",
            StructureFormat::Json(Era::V30) => "application/vnd.sdmx.structure+json;version=2.0.0",
        }
    }

    /// The format a client likes best.
    ///
    /// # Errors
    /// Not acceptable, naming what is offered.
    pub fn negotiate(era: Era, accept: &str) -> Result<StructureFormat, Problem> {
        let (ml, json) = (StructureFormat::Ml, StructureFormat::Json);
        let own = match era {
            Era::V21 => [ml(Era::V21), json(Era::V21), ml(Era::V30), json(Era::V30)],
            Era::V30 => [json(Era::V30), ml(Era::V30), json(Era::V21), ml(Era::V21)],
        };
        let offered: Vec<_> = own.iter().map(|format| (format.media_type().to_owned(), *format)).collect();
        choose(accept, &offered, &mut |_, _| true).map(|(format, _)| format)
    }
}

fn csv(era: Era) -> &'static str {
    if era == Era::V21 { "1.0.0" } else { "2.0.0" }
}

fn written(options: Options) -> String {
    let labels = match options.labels {
        Labels::Id => "",
        Labels::Name => ";labels=name",
        Labels::Both => ";labels=both",
    };
    let time = if options.time_format == TimeFormat::Normalized { ";timeFormat=normalized" } else { "" };
    let keys = match options.keys {
        Keys::None => "",
        Keys::Observation => ";keys=obs",
        Keys::Series => ";keys=series",
        Keys::Both => ";keys=both",
    };
    format!("{labels}{time}{keys}")
}

/// One range of an `Accept` header.
#[derive(Debug)]
struct Range {
    kind: String,
    parameters: Vec<(String, String)>,
    /// In thousandths.
    quality: u32,
}

impl Range {
    fn parse(text: &str) -> Range {
        let mut parts = text.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
        let mut range = Range { kind, parameters: Vec::new(), quality: 1000 };
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().trim_matches('"').to_owned());
            if name == "q" {
                // A quality that is no number is none.
                let quality = value.parse::<f64>().ok().filter(|quality| (0.0..=1.0).contains(quality)).unwrap_or(0.0);
                range.quality = (quality * 1000.0).round() as u32;
            } else {
                range.parameters.push((name, value));
            }
        }
        range
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// How closely it names a media type; none when it does not.
    fn names(&self, media_type: &str) -> Option<u32> {
        let (kind, version) = media_type.split_once(";version=").unwrap_or((media_type, ""));
        let version = version.split(';').next().unwrap_or_default();
        if self.kind == kind {
            return match self.parameter("version") {
                None => Some(3),
                Some(wanted) => same_version(wanted, version).then_some(4),
            };
        }
        let syntax = kind.rsplit('+').next().unwrap_or_default();
        let plain = match self.kind.as_str() {
            "application/json" | "text/json" => syntax == "json",
            "application/xml" | "text/xml" => syntax == "xml",
            "text/csv" | "application/csv" => syntax == "csv",
            "application/*" => return Some(1),
            "text/*" => return (syntax == "csv").then_some(1),
            "*/*" | "*" => return Some(0),
            _ => false,
        };
        plain.then_some(2)
    }

    /// Whether the table of this version has the options that are asked for.
    fn options_fit(&self, format: &DataFormat) -> bool {
        match (format, self.options()) {
            (DataFormat::Csv(Era::V21, _), Ok(options)) => options.labels != Labels::Name && options.keys == Keys::None,
            (DataFormat::Csv(..), options) => options.is_ok(),
            _ => true,
        }
    }

    fn options(&self) -> Result<Options, Problem> {
        let wrong = |name: &str, value: &str| {
            Problem::new(
                Code::NotAcceptable,
                format!("the option {name}={} of SDMX-CSV is not known", crate::reference::shown(value)),
            )
        };
        let mut options = Options::default();
        for (name, value) in &self.parameters {
            match (name.as_str(), value.to_ascii_lowercase().as_str()) {
                ("labels", "id") => options.labels = Labels::Id,
                ("labels", "name") => options.labels = Labels::Name,
                ("labels", "both") => options.labels = Labels::Both,
                ("timeformat", "original") => options.time_format = TimeFormat::Original,
                ("timeformat", "normalized") => options.time_format = TimeFormat::Normalized,
                // The standard writes the option both ways.
                ("keys" | "key", "none") => options.keys = Keys::None,
                ("keys" | "key", "obs") => options.keys = Keys::Observation,
                ("keys" | "key", "series") => options.keys = Keys::Series,
                ("keys" | "key", "both") => options.keys = Keys::Both,
                ("labels" | "timeformat" | "keys" | "key", value) => return Err(wrong(name, value)),
                _ => {}
            }
        }
        Ok(options)
    }
}

/// Whether a version that is asked for is the one there is: `3.0` for `3.0.0`, and `2.0.0+` for anything from there.
fn same_version(wanted: &str, have: &str) -> bool {
    let parts = |text: &str| {
        text.split('.').map(|part| part.trim_end_matches('+').parse::<u32>().ok()).collect::<Option<Vec<u32>>>()
    };
    let (Some(mut wanted_parts), Some(mut have_parts)) = (parts(wanted), parts(have)) else { return false };
    wanted_parts.resize(3, 0);
    have_parts.resize(3, 0);
    match wanted.split('.').position(|part| part.ends_with('+')) {
        Some(open) if open < 3 => {
            wanted_parts[..open] == have_parts[..open] && have_parts[open..] >= wanted_parts[open..]
        }
        _ => wanted_parts == have_parts,
    }
}

/// The offer with the highest quality, then the one that is named most closely, then the first.
fn choose<F: Copy>(
    accept: &str,
    offered: &[(String, F)],
    fits: &mut dyn FnMut(&F, &Range) -> bool,
) -> Result<(F, Option<Range>), Problem> {
    let mut ranges: Vec<Range> =
        accept.split(',').take(ACCEPT_RANGES_MAX).map(Range::parse).filter(|range| !range.kind.is_empty()).collect();
    if ranges.is_empty() {
        return Ok((offered[0].1, None));
    }
    let mut best: Option<(u32, u32, usize, usize)> = None;
    for (turn, (media_type, format)) in offered.iter().enumerate() {
        // The closest range says how much this offer is liked (RFC 9110, 12.5.1).
        let named = ranges.iter().enumerate().filter(|(_, range)| fits(format, range));
        let named = named.filter_map(|(place, range)| Some((range.names(media_type)?, range.quality, place)));
        let Some((close, quality, place)) = named.max_by_key(|(close, quality, _)| (*close, *quality)) else {
            continue;
        };
        if quality > 0 && best.is_none_or(|(most, closest, ..)| (quality, close) > (most, closest)) {
            best = Some((quality, close, turn, place));
        }
    }
    match best {
        Some((_, _, turn, place)) => Ok((offered[turn].1, Some(ranges.swap_remove(place)))),
        None => {
            let known: Vec<&str> = offered.iter().map(|(media_type, _)| media_type.as_str()).collect();
            Err(Problem::new(
                Code::NotAcceptable,
                format!("none of what is accepted is offered; offered are {}", known.join(", ")),
            ))
        }
    }
}
