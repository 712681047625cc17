//! Results as CSV, numbers with seventeen significant digits, so that they read back as the same numbers.

use std::path::Path;

use anyhow::Context;
use indicators::assessment::dif::{likelihood_ratio, logistic, mantel_haenszel};
use indicators::assessment::item_fit::item_fit;
use indicators::assessment::residual::mean_squares;
use indicators::assessment::{Abilities, Fit, Hands, Method, Model, Options, PlausibleValues, abilities};

use super::read::Table;

/// Where results go.
pub struct Folder<'a> {
    pub path: &'a Path,
}

/// A number with seventeen significant digits, plain where that is readable.
pub fn digits(value: f64) -> String {
    if !value.is_finite() || value == 0.0 {
        return match value {
            value if value.is_nan() => String::new(),
            value if value == f64::INFINITY => "Inf".to_owned(),
            value if value == f64::NEG_INFINITY => "-Inf".to_owned(),
            _ => "0".to_owned(),
        };
    }
    let text = format!("{value:.16e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-5..17).contains(&exponent) {
        let places = usize::try_from(16 - exponent).unwrap_or(0);
        return trimmed(&format!("{value:.places$}"));
    }
    format!("{}e{exponent}", trimmed(mantissa))
}

/// Without zeros at the end of a fraction.
fn trimmed(number: &str) -> String {
    if !number.contains('.') {
        return number.to_owned();
    }
    number.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn maybe(value: Option<f64>) -> String {
    value.map(digits).unwrap_or_default()
}

impl Folder<'_> {
    fn write(&self, name: &str, heading: &[&str], rows: impl Iterator<Item = Vec<String>>) -> anyhow::Result<()> {
        let path = self.path.join(name);
        let of_file = || format!("cannot write {}", path.display());
        let mut file = csv::Writer::from_path(&path).with_context(of_file)?;
        file.write_record(heading).with_context(of_file)?;
        for row in rows {
            file.write_record(row).with_context(of_file)?;
        }
        file.flush().with_context(of_file)
    }

    /// One row about the whole.
    pub fn fit(&self, fit: &Fit) -> anyhow::Result<()> {
        let model = Model::NAMES.iter().find(|(_, model)| *model == fit.model).map_or("", |(name, _)| name);
        let heading = [
            "test",
            "subject",
            "model",
            "items",
            "persons",
            "parameters",
            "log_likelihood",
            "aic",
            "bic",
            "passes",
            "remaining",
            "converged",
        ];
        let row = vec![
            fit.test.code.clone(),
            fit.test.subject.clone(),
            model.to_owned(),
            fit.items.len().to_string(),
            digits(fit.persons),
            fit.parameters.to_string(),
            digits(fit.log_likelihood),
            digits(fit.aic()),
            digits(fit.bic()),
            fit.iterations.to_string(),
            digits(fit.remaining),
            fit.converged.to_string(),
        ];
        self.write("fit.csv", &heading, std::iter::once(row))
    }

    /// Slopes, intercepts and thresholds.
    pub fn items(&self, fit: &Fit) -> anyhow::Result<()> {
        let mut rows = Vec::new();
        for (place, (item, column)) in fit.items.iter().zip(&fit.columns).enumerate() {
            let free = usize::from(fit.model.free_slopes());
            let error = |at: usize| fit.item_errors.as_ref().map(|errors| errors[place][at]);
            let mut add = |parameter: &str, k: Option<usize>, value: f64, error: Option<f64>| {
                let score = k.map(|k| column.scores[k].to_string()).unwrap_or_default();
                rows.push(vec![item.name.clone(), parameter.to_owned(), score, digits(value), maybe(error)]);
            };
            add("slope", None, item.slope, if free == 1 { error(0) } else { None });
            for (k, intercept) in item.intercepts.iter().enumerate() {
                add("intercept", Some(k + 1), *intercept, error(free + k));
            }
            for (k, threshold) in item.thresholds().into_iter().enumerate() {
                add("threshold", Some(k + 1), threshold, None);
            }
        }
        self.write("items.csv", &["item", "parameter", "score", "value", "error"], rows.into_iter())
    }

    /// Distribution of ability by group.
    pub fn groups(&self, fit: &Fit, table: &Table) -> anyhow::Result<()> {
        let rows = fit.latents.iter().zip(&fit.latent_errors).enumerate().map(|(place, (latent, errors))| {
            let name = table.groups.get(place).cloned().unwrap_or_default();
            let variance = latent.deviation * latent.deviation;
            vec![name, digits(latent.mean), maybe(errors.0), digits(variance), maybe(errors.1)]
        });
        self.write("groups.csv", &["group", "mean", "mean_error", "variance", "variance_error"], rows)
    }

    /// Abilities of persons by every method.
    pub fn abilities(&self, fit: &Fit, table: &Table, hands: Hands<'_>) -> anyhow::Result<()> {
        let all: Vec<Abilities> = Method::ALL
            .into_iter()
            .map(|method| abilities(&table.responses, fit, method, hands))
            .collect::<Result<_, _>>()?;
        let mut heading = vec!["person", "group", "count", "answered"];
        heading.extend(["eap", "eap_error", "map", "map_error", "ml", "ml_error", "wle", "wle_error"]);
        let rows = table.persons.iter().enumerate().map(|(row, person)| {
            let group = usize::from(table.responses.groups()[row]);
            let mut cells = vec![
                person.clone(),
                table.groups.get(group).cloned().unwrap_or_default(),
                digits(table.responses.counts()[row]),
                all[0].persons[row].answered.to_string(),
            ];
            for abilities in &all {
                cells.extend([digits(abilities.persons[row].value), maybe(abilities.persons[row].error)]);
            }
            cells
        });
        self.write("abilities.csv", &heading, rows)
    }

    /// S-X² (for one group with complete rows), infit and outfit by weighted likelihood abilities.
    pub fn item_fit(&self, fit: &Fit, table: &Table, hands: Hands<'_>) -> anyhow::Result<()> {
        let told = item_fit(&table.responses, fit).ok();
        let wle = abilities(&table.responses, fit, Method::Wle, hands)?;
        let (squares, _) = mean_squares(&table.responses, fit, &wle)?;
        let heading = ["item", "s_x2", "degrees", "p", "rmsea", "infit", "infit_t", "outfit", "outfit_t"];
        let rows = fit.items.iter().zip(squares).enumerate().map(|(place, (item, squares))| {
            let told = told.as_ref().map(|told| &told[place]);
            vec![
                item.name.clone(),
                maybe(told.and_then(|told| told.s_x2)),
                told.map(|told| told.degrees.to_string()).unwrap_or_default(),
                maybe(told.and_then(|told| told.p)),
                maybe(told.and_then(|told| told.rmsea)),
                digits(squares.infit),
                digits(squares.infit_t),
                digits(squares.outfit),
                digits(squares.outfit_t),
            ]
        });
        self.write("item_fit.csv", &heading, rows)
    }

    /// Information of the test and of each item at the points of the grid.
    pub fn information(&self, fit: &Fit) -> anyhow::Result<()> {
        let heading: Vec<&str> =
            ["ability", "test"].into_iter().chain(fit.items.iter().map(|item| item.name.as_str())).collect();
        let rows = fit.grid.abilities().into_iter().map(|theta| {
            let items: Vec<f64> = fit.items.iter().map(|item| item.information(theta)).collect();
            [theta, items.iter().sum()].into_iter().chain(items).map(digits).collect()
        });
        self.write("information.csv", &heading, rows)
    }

    /// Mantel–Haenszel and logistic regression where all items are right or wrong, likelihood ratios always.
    pub fn dif(&self, fit: &Fit, table: &Table, options: &Options<'_>) -> anyhow::Result<()> {
        let all: Vec<usize> = (0..fit.items.len()).collect();
        let ratios = likelihood_ratio(&table.responses, fit.model, options, &all)?;
        let dichotomous = fit.columns.iter().all(|column| column.scores.len() == 2);
        let (mantel, regressions) = if dichotomous {
            (mantel_haenszel(&table.responses)?, logistic(&table.responses)?)
        } else {
            (Vec::new(), Vec::new())
        };
        let heading = [
            "item",
            "ratio",
            "degrees",
            "p",
            "odds_ratio",
            "log_error",
            "chi_squared",
            "chi_squared_p",
            "delta",
            "class",
            "uniform",
            "uniform_p",
            "changing",
            "changing_p",
            "r_squared",
        ];
        let rows = ratios.iter().enumerate().map(|(place, ratio)| {
            let mut row = vec![ratio.item.clone(), digits(ratio.statistic), ratio.degrees.to_string(), digits(ratio.p)];
            match mantel.get(place) {
                Some(one) => row.extend([
                    maybe(one.odds_ratio),
                    maybe(one.log_error),
                    digits(one.chi_squared),
                    digits(one.p),
                    maybe(one.delta),
                    one.class.map(|class| format!("{class:?}")).unwrap_or_default(),
                ]),
                None => row.extend(vec![String::new(); 6]),
            }
            match regressions.get(place) {
                Some(one) => {
                    row.extend([one.uniform, one.uniform_p, one.changing, one.changing_p, one.r_squared].map(digits))
                }
                None => row.extend(vec![String::new(); 5]),
            }
            row
        });
        self.write("dif.csv", &heading, rows)
    }

    /// Plausible values, and the regression they come from.
    pub fn plausible(&self, plausible: &PlausibleValues, table: &Table, names: &[String]) -> anyhow::Result<()> {
        let terms = std::iter::once("constant").chain(names.iter().map(String::as_str));
        let residual = vec!["residual_deviation".to_owned(), digits(plausible.deviation), String::new()];
        let rows = terms
            .zip(&plausible.coefficients)
            .map(|(term, found)| vec![term.to_owned(), digits(found.value), maybe(found.error)])
            .chain(std::iter::once(residual));
        self.write("regression.csv", &["term", "value", "error"], rows)?;
        let draws: Vec<String> = (1..=plausible.draws.len()).map(|draw| format!("pv{draw}")).collect();
        let heading: Vec<&str> = std::iter::once("person").chain(draws.iter().map(String::as_str)).collect();
        let rows = table.persons.iter().enumerate().map(|(row, person)| {
            std::iter::once(person.clone()).chain(plausible.draws.iter().map(|draw| digits(draw[row]))).collect()
        });
        self.write("plausible.csv", &heading, rows)
    }
}
