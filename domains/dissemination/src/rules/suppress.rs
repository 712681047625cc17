//! Small counts are not published, and neither is what they could be computed from (`indicators::suppression`).
//!
//! What is withheld has no value, the status `Q` and the confidentiality `N`, whether it was small itself or would have
//! betrayed another: who could tell these apart would know that the small ones lie below the threshold, and from that more.

use std::collections::{BTreeMap, HashMap};

use indicators::suppression::{Axis, Cell, Fate, suppress};
use units::Fault;

use crate::model::{Attribute, Code, StoredObservation, Structure, Suppression};

/// Thresholds that mean something: below two nothing is small, and a table of thousands needs no such care.
const THRESHOLDS: std::ops::RangeInclusive<i64> = 2..=1_000;
/// Dimensions along which sums are published; patterns of more would be looked at too coarsely.
const TOTALS_MAX: usize = 4;
/// The attribute that says what may be published, as SDMX names it.
pub const CONFIDENTIALITY: &str = "CONF_STATUS";
/// Its codes here, of the code list `CL_CONF_STATUS` of SDMX: identifier, Chinese and English name.
pub const CONFIDENTIALITIES: [(&str, &str, &str); 2] = [
    ("F", "可公开", "Free (free for publication)"),
    ("N", "不予公开，仅限内部使用", "Not for publication, restricted for internal use only"),
];
/// The status of what is withheld.
pub const WITHHELD: &str = "Q";

/// What is wrong with a setting by itself.
pub fn setting_faults(rule: &Suppression) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !THRESHOLDS.contains(&rule.threshold) {
        let fault = Fault::new("threshold", "dissemination.suppression.threshold");
        faults.push(fault.with("min", THRESHOLDS.start()).with("max", THRESHOLDS.end()));
    }
    if rule.totals.len() > TOTALS_MAX {
        faults.push(Fault::new("totals", "dissemination.suppression.totals").with("max", TOTALS_MAX));
    }
    if rule.counts_in.is_empty() != rule.counts.is_empty() {
        faults.push(Fault::new("counts", "dissemination.suppression.counts"));
    }
    faults
}

/// What of a setting a structure does not have.
pub fn faults(rule: &Suppression, structure: &Structure) -> Vec<Fault> {
    let find = |id: &String| structure.dimensions.iter().find(|one| one.id == *id);
    let unknown = |id: &String| {
        Fault::new("structure", "dissemination.suppression.dimension")
            .with("id", id.chars().take(40).collect::<String>())
    };
    let named = rule.totals.iter().chain(Some(&rule.counts_in).filter(|id| !id.is_empty()));
    let mut faults: Vec<Fault> = named.filter(|id| find(id).is_none()).map(unknown).collect();
    if let Some(dimension) = find(&rule.counts_in) {
        let strange = rule.counts.iter().filter(|code| !dimension.codes.iter().any(|known| known.id == **code));
        faults.extend(strange.map(unknown));
    }
    if structure.textual {
        faults.push(Fault::new("structure", "dissemination.suppression.textual"));
    }
    faults
}

/// The structure with the attribute that says what may be published, and its place.
pub fn with_confidentiality(structure: &Structure) -> (Structure, usize) {
    let code = |(id, name, name_en): (&str, &str, &str)| Code {
        id: id.to_owned(),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        parent: String::new(),
    };
    let mut structure = structure.clone();
    if let Some(place) = structure.attributes.iter().position(|one| one.id == CONFIDENTIALITY) {
        let attribute = &mut structure.attributes[place];
        attribute.on.clear();
        // Free text needs no codes.
        if !attribute.codes.is_empty() {
            let missing =
                CONFIDENTIALITIES.into_iter().filter(|(id, ..)| !attribute.codes.iter().any(|one| one.id == *id));
            let missing: Vec<Code> = missing.map(code).collect();
            attribute.codes.extend(missing);
        }
        return (structure, place);
    }
    structure.attributes.push(Attribute {
        id: CONFIDENTIALITY.to_owned(),
        name: "保密状态".to_owned(),
        name_en: "Confidentiality status".to_owned(),
        codes: CONFIDENTIALITIES.into_iter().map(code).collect(),
        on: Vec::new(),
    });
    let place = structure.attributes.len() - 1;
    (structure, place)
}

/// Tables by what their cells have in common: codes of the other dimensions, and the period. Each cell has the place of its
/// observation.
type Tables = BTreeMap<(Vec<usize>, String), Vec<(usize, Cell)>>;

/// Looks at observations one by one and then says which are withheld. Holds codes and counts, not the observations.
pub struct Shield<'s> {
    rule: &'s Suppression,
    codes: Vec<HashMap<&'s str, usize>>,
    /// The places of the dimensions along which sums are published, and their levels.
    along: Vec<usize>,
    axes: Vec<Axis>,
    /// Where it is said which values are counts, and by which codes.
    counted: Option<(usize, Vec<usize>)>,
    tables: Tables,
    seen: usize,
}

impl<'s> Shield<'s> {
    /// Nothing seen yet. What the structure does not have of the setting was refused before.
    pub fn new(rule: &'s Suppression, structure: &'s Structure) -> Shield<'s> {
        let place = |id: &String| structure.dimensions.iter().position(|one| one.id == *id);
        let codes: Vec<HashMap<&str, usize>> = structure
            .dimensions
            .iter()
            .map(|one| one.codes.iter().enumerate().map(|(at, code)| (code.id.as_str(), at)).collect())
            .collect();
        let mut along: Vec<usize> = rule.totals.iter().filter_map(place).collect();
        along.sort_unstable();
        along.dedup();
        let axis = |at: &usize| {
            let above = |code: &Code| codes[*at].get(code.parent.as_str()).copied();
            Axis { above: structure.dimensions[*at].codes.iter().map(above).collect() }
        };
        let axes = along.iter().map(axis).collect();
        let counted = place(&rule.counts_in).map(|at| {
            let known = rule.counts.iter().filter_map(|code| codes[at].get(code.as_str()).copied());
            (at, known.collect())
        });
        Shield { rule, codes, along, axes, counted, tables: BTreeMap::new(), seen: 0 }
    }

    /// Looks at the next one, which an earlier release or its own label may have withheld.
    pub fn take(&mut self, one: &StoredObservation, secret: bool) {
        let at = self.seen;
        self.seen += 1;
        let places = self.codes.iter().zip(&one.key).map(|(codes, code)| codes.get(code.as_str()).copied());
        let Some(places) = places.collect::<Option<Vec<usize>>>() else { return };
        if self.counted.as_ref().is_some_and(|(dimension, counts)| !counts.contains(&places[*dimension])) {
            return;
        }
        let others = (0..places.len()).filter(|place| !self.along.contains(place)).map(|place| places[place]).collect();
        let period = one.key.last().cloned().unwrap_or_default();
        let cell = Cell {
            codes: self.along.iter().map(|place| places[*place]).collect(),
            count: one.value.as_deref().and_then(|value| value.parse().ok()),
            withheld: secret || one.status == WITHHELD,
        };
        self.tables.entry((others, period)).or_default().push((at, cell));
    }

    /// Whether each of those seen is withheld.
    pub fn withheld(self) -> Vec<bool> {
        let mut withheld = vec![false; self.seen];
        for table in self.tables.into_values() {
            let (places, cells): (Vec<usize>, Vec<Cell>) = table.into_iter().unzip();
            let fates = suppress(&self.axes, &cells, self.rule.threshold as f64);
            for (place, fate) in places.into_iter().zip(fates) {
                withheld[place] = fate != Fate::Published;
            }
        }
        withheld
    }
}

/// The label that says of a value that it is not for everybody. Every code of the list of SDMX does that but `F`, and a code of a
/// publisher's own is taken to.
pub fn restricted(one: &StoredObservation, attribute: usize) -> Option<&str> {
    let label = one.attributes.get(attribute).filter(|label| !label.is_empty() && *label != CONFIDENTIALITIES[0].0)?;
    one.value.is_some().then_some(label.as_str())
}

/// A value that would be published though its own label says that it must not be, in this row of what was given.
pub fn label_fault(row: usize, one: &StoredObservation, attribute: usize, withheld: bool) -> Option<Fault> {
    let label = restricted(one, attribute).filter(|_| !withheld)?;
    let fault = Fault::new(format!("{row}.{CONFIDENTIALITY}"), "dissemination.suppression.label");
    Some(fault.with("code", label.chars().take(40).collect::<String>()))
}

/// An observation as it is kept: without its value where it is withheld, and with what may be published of it.
pub fn protected(mut one: StoredObservation, attribute: usize, attributes: usize, withheld: bool) -> StoredObservation {
    one.attributes.resize(attributes, String::new());
    if withheld {
        one.value = None;
        one.status = WITHHELD.to_owned();
        one.attributes[attribute] = CONFIDENTIALITIES[1].0.to_owned();
    } else if one.attributes[attribute].is_empty() {
        let place = usize::from(one.status == WITHHELD);
        one.attributes[attribute] = CONFIDENTIALITIES[place].0.to_owned();
    }
    one
}
