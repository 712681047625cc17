//! Taking in figures, and looking at them.

use op::{Error, Op, Result};
use serde_json::json;
use units::Fault;

use crate::access::Action;
use crate::model::{DataSet, DataSetInput, DataSetKind, Figure};
use crate::rules::data_set as rule;
use crate::store;

/// Takes in figures under their key: the first version of a data set, or the next one if anything differs. The same figures
/// again are the version that is there, so that a handover may be repeated.
///
/// # Errors
/// `Invalid` with a fault for everything that is wrong, up to a hundred.
pub fn receive(op: &Op, input: &DataSetInput) -> Result<DataSet> {
    let before = store::data_set::latest_of_key(op.conn(), &input.key)?;
    let subject = before.as_ref().map(|set| set.id.clone()).unwrap_or_default();
    let pen = op.may(&Action::Receive(&subject))?;
    let faults = rule::faults(input);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let input = rule::tidy(input.clone());
    let hash = rule::hash(&input);
    if let Some(same) = before.as_ref().filter(|set| set.hash == hash) {
        pen.tell(json!({ "version": same.version, "title": same.about.title, "figures": same.figures, "hash": hash }));
        return Ok(same.clone());
    }
    let (first_period, last_period) = rule::periods(&input.figures);
    let about = json!(input.about).to_string();
    let set = DataSet {
        id: before.as_ref().map_or_else(|| op.id::<DataSetKind>().to_string(), |set| set.id.clone()),
        version: before.as_ref().map_or(1, |set| set.version + 1),
        key: input.key,
        about: input.about,
        hash,
        figures: i64::try_from(input.figures.len()).unwrap_or(i64::MAX),
        first_period,
        last_period,
        received_by: op.actor().id.clone(),
        received_at: op.now(),
    };
    store::data_set::insert(&pen, &set, &about, &input.figures)?;
    pen.subject(&set.id);
    pen.tell(json!({ "version": set.version, "title": set.about.title, "figures": set.figures, "hash": set.hash }));
    pen.event("statistics.data_set.received", &json!({ "id": set.id, "version": set.version, "key": set.key }))?;
    Ok(set)
}

/// Every version of a data set that the actor may see, the latest first: officers all of them, others those that a published
/// evaluation draws from.
///
/// # Errors
/// `Missing`.
pub fn versions(op: &Op, id: &str) -> Result<Vec<DataSet>> {
    let mut all = store::data_set::versions(op.conn(), id)?;
    if op.check(&Action::ViewData(id)).is_err() {
        let used = store::evaluation::publishes(op.conn(), id)?;
        all.retain(|set| used.iter().any(|one| one.content.data_version == set.version));
    }
    if all.is_empty() { Err(Error::Missing) } else { Ok(all) }
}

/// One version the actor may see.
///
/// # Errors
/// `Missing`.
pub fn seen(op: &Op, id: &str, version: i64) -> Result<DataSet> {
    versions(op, id)?.into_iter().find(|set| set.version == version).ok_or(Error::Missing)
}

/// Figures and elements of uploaded tables as a data set.
///
/// # Errors
/// `Invalid` with `<table>.<row>.<column>` for everything that is wrong.
pub fn from_tables(
    op: &Op,
    mut input: DataSetInput,
    figures: &str,
    elements: &str,
) -> Result<(DataSetInput, Vec<usize>)> {
    use crate::rules::table;
    let of = |name: &str, faults: Vec<Fault>| {
        Error::Invalid(
            faults.into_iter().map(|fault| Fault { field: format!("{name}.{}", fault.field), ..fault }).collect(),
        )
    };
    input.about.elements = table::elements(elements).map_err(|faults| of("elements", faults))?;
    input.figures = table::figures(figures).map_err(|faults| of("figures", faults))?;
    let mut codes: Vec<&str> = input.figures.iter().map(|figure| figure.region.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.truncate(rule::REGIONS_MAX);
    for code in codes {
        if let Some(region) = directory::store::region(op.conn(), code)? {
            let name = crate::model::RegionName {
                code: region.code,
                name: region.name,
                name_en: region.name_en,
                group: String::new(),
            };
            if input.about.regions.iter().all(|known| known.code != name.code) {
                input.about.regions.push(name);
            }
        }
    }
    Ok((input, table::figure_rows(figures)))
}

/// The figures of some elements.
pub fn figures<'e>(op: &Op, set: &DataSet, elements: impl IntoIterator<Item = &'e String>) -> Result<Vec<Figure>> {
    let mut all = Vec::new();
    for element in elements {
        all.extend(store::data_set::figures(op.conn(), &set.id, set.version, element)?);
    }
    Ok(all)
}
