//! Two versions beside each other.

use std::collections::BTreeMap;

use crate::model::{Change, Difference, FieldChange, Indicator, SystemInput};
use crate::rules::table::cells;

/// What `new` says otherwise than `old`: first the document itself, then its lines in the order of `new`, then what is gone.
pub fn differences(old: &SystemInput, new: &SystemInput) -> Vec<Difference> {
    let before: BTreeMap<&str, &Indicator> = old.indicators.iter().map(|line| (line.code.as_str(), line)).collect();
    let after: BTreeMap<&str, &Indicator> = new.indicators.iter().map(|line| (line.code.as_str(), line)).collect();
    let mut found: Vec<Difference> = document(old, new).into_iter().collect();
    for line in &new.indicators {
        let change = match before.get(line.code.as_str()) {
            None => Some(Change::Added),
            Some(was) => Some(fields(was, line)).filter(|fields| !fields.is_empty()).map(Change::Changed),
        };
        found.extend(change.map(|change| difference(line, change)));
    }
    let gone = old.indicators.iter().filter(|line| !after.contains_key(line.code.as_str()));
    found.extend(gone.map(|line| difference(line, Change::Removed)));
    found
}

fn difference(line: &Indicator, change: Change) -> Difference {
    Difference { code: line.code.clone(), name: line.name.clone(), name_en: line.name_en.clone(), change }
}

fn document(old: &SystemInput, new: &SystemInput) -> Option<Difference> {
    let (old_members, new_members) = (old.members.join(" "), new.members.join(" "));
    let pairs = [
        ("name", old.name.as_str(), new.name.as_str()),
        ("name_en", &old.name_en, &new.name_en),
        ("basis", &old.basis, &new.basis),
        ("members", &old_members, &new_members),
    ];
    let fields = changed(pairs);
    let same = fields.is_empty();
    (!same).then(|| Difference {
        code: String::new(),
        name: new.name.clone(),
        name_en: new.name_en.clone(),
        change: Change::Changed(fields),
    })
}

fn fields(old: &Indicator, new: &Indicator) -> Vec<FieldChange> {
    let (was, is) = (cells(old), cells(new));
    changed(was.iter().zip(&is).map(|((field, was), (_, is))| (*field, was.as_str(), is.as_str())))
}

fn changed<'a>(pairs: impl IntoIterator<Item = (&'static str, &'a str, &'a str)>) -> Vec<FieldChange> {
    let differ = pairs.into_iter().filter(|(_, from, to)| from != to);
    differ.map(|(field, from, to)| FieldChange { field, from: from.to_owned(), to: to.to_owned() }).collect()
}
