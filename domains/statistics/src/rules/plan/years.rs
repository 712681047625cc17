//! Years as an officer writes them: `2015-2019`, or `2010、2015、2020`.

use units::Fault;

use super::super::content::YEARS_MAX;
use super::super::data_set::{PERIODS, shown};

/// The signs between years.
const BETWEEN: [char; 6] = [',', '，', '、', ';', '；', ' '];
/// The signs between the first and the last of a run.
const RUN: [char; 7] = ['-', '–', '—', '~', '～', '－', '至'];

fn unreadable(part: &str) -> Fault {
    Fault::new("years", "statistics.plan.years").with("text", shown(part))
}

/// Reads years, ascending and each once.
///
/// # Errors
/// What is no year, a run that goes backward, a year beyond those figures may be of, too many.
pub fn read(text: &str) -> Result<Vec<i64>, Fault> {
    let mut years = Vec::new();
    for part in text.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty()) {
        let ends: Vec<&str> = part.split(RUN).filter(|end| !end.is_empty()).collect();
        let year = |end: &str| end.trim_end_matches('年').parse::<i64>().map_err(|_| unreadable(part));
        let (first, last) = match ends.as_slice() {
            [one] => (year(one)?, year(one)?),
            [first, last] => (year(first)?, year(last)?),
            _ => return Err(unreadable(part)),
        };
        if !PERIODS.contains(&first) || !PERIODS.contains(&last) {
            return Err(Fault::new("years", "statistics.period.range"));
        }
        if last < first {
            return Err(unreadable(part));
        }
        years.extend(first..=last);
    }
    years.sort_unstable();
    years.dedup();
    match years.len() {
        0 => Err(Fault::new("years", "form.required")),
        many if many > YEARS_MAX => Err(Fault::new("years", "form.too_many").with("max", YEARS_MAX)),
        _ => Ok(years),
    }
}

/// Years in one line, runs of three and more by their ends.
pub fn text(years: &[i64]) -> String {
    let runs = years.chunk_by(|one, next| *next == one + 1).map(|run| match run {
        [] => String::new(),
        [one] => one.to_string(),
        [one, two] => format!("{one}, {two}"),
        [first, .., last] => format!("{first}-{last}"),
    });
    runs.collect::<Vec<_>>().join(", ")
}
