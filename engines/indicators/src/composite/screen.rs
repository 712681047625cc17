//! Screening: units with too little data are left out.
//!
//! A unit without any figure has no share of figures that are not zero (COINr 1.1 keeps a row of missing values there);
//! it counts as having too few of them.

use super::fault::Fault;
use super::pipeline::{Input, Made, Stage};
use super::sheet::{Cell, Sheet};
use super::spec::{Screen, ScreenBy};
use crate::numeric::Matrix;

/// How much data a row has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Availability {
    /// Figures that are missing.
    pub missing: usize,
    /// Figures that are zero.
    pub zero: usize,
    /// Share of figures that are there.
    pub available: f64,
    /// Share of figures that are not zero among those that are there; NaN where none is.
    pub nonzero: f64,
}

/// Availability of each row of indicators, the first `columns` of a matrix.
pub fn availability(values: &Matrix, columns: usize) -> Vec<Availability> {
    let (mut missing, mut zero) = (vec![0_usize; values.rows()], vec![0_usize; values.rows()]);
    for column in 0..columns {
        for (row, x) in values.column(column).iter().enumerate() {
            missing[row] += usize::from(x.is_nan());
            zero[row] += usize::from(*x == 0.0);
        }
    }
    let all = columns as f64;
    let of = |(missing, zero): (usize, usize)| Availability {
        missing,
        zero,
        available: 1.0 - missing as f64 / all,
        nonzero: 1.0 - zero as f64 / (columns - missing) as f64,
    };
    missing.into_iter().zip(zero).map(of).collect()
}

/// Screens. Refused in order: shares outside 0…1; forced units that are not there; nobody left.
pub fn run(input: &Input, before: &Stage, spec: &Screen) -> Result<Made, Fault> {
    for (place, share) in [("data_at_least", spec.data_at_least), ("nonzero_at_least", spec.nonzero_at_least)] {
        if !(0.0..=1.0).contains(&share) {
            return Err(Fault::new(place, format!("the share is {share}"), "write a number from 0 to 1"));
        }
    }
    let codes: Vec<&String> = before.rows.iter().map(|&row| &input.table.codes[row]).collect();
    if let Some(code) = spec.force.keys().find(|code| !codes.contains(code)) {
        return Err(Fault::new("force", format!("there is no unit {code}"), "name units of the data"));
    }
    let mut sheet = Sheet::new([
        "uCode",
        "N_missing",
        "N_zero",
        "N_miss_or_zero",
        "Dat_Avail",
        "Non_Zero",
        "LowData",
        "LowNonZero",
        "LowDatOrZeroFlag",
        "Included",
    ]);
    let mut kept = Vec::new();
    for (row, there) in availability(&before.values, input.tree.indicators()).iter().enumerate() {
        let little = there.available < spec.data_at_least;
        let zeros = there.nonzero.is_nan() || there.nonzero < spec.nonzero_at_least;
        let included = match spec.by {
            ScreenBy::Missing => !little,
            ScreenBy::Zeros => !zeros,
            ScreenBy::MissingAndZeros => !little && !zeros,
        };
        let included = spec.force.get(codes[row]).copied().unwrap_or(included);
        if included {
            kept.push(row);
        }
        let figures: [Cell; 5] = [
            there.missing.into(),
            there.zero.into(),
            (there.missing + there.zero).into(),
            there.available.into(),
            there.nonzero.into(),
        ];
        let flags: [Cell; 4] = [little.into(), zeros.into(), (little || zeros).into(), included.into()];
        sheet.rows.push(std::iter::once(codes[row].as_str().into()).chain(figures).chain(flags).collect());
    }
    if kept.is_empty() {
        return Err(Fault::new("", "no unit has enough data", "lower the shares, or fill in what is missing first"));
    }
    let values = before.values.take_rows(&kept);
    Ok(Made { rows: Some(kept), values, details: vec![("screening".to_owned(), sheet)], findings: Vec::new() })
}
