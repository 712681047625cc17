//! One number and what it rests on: an indicator of a county, or of all counties of a region.

use serde_json::json;
use units::Args;

use super::county::{Bar, Shares};
use super::region::Shower;
use super::{Grid, maybe, numeric, percent, spread, stage};
use crate::model::SchoolFigures;
use crate::rules::inequality::{Inequality, Part};
use crate::rules::known;
use crate::work::region::Together;

/// Most schools of a chart and of its table.
const SHOWN_MAX: usize = 30;

impl Shower<'_> {
    /// The counties of an indicator, in the order of their codes.
    pub(crate) fn counties_of(&self, each: &Inequality) -> Grid {
        let (mean, whole) = (each.mean.unwrap_or(f64::NAN), each.squared.unwrap_or(f64::NAN));
        let pupils: f64 = each.parts.iter().map(|part| part.pupils).sum();
        let share = |value: f64| percent(known(value));
        let row = |part: &Part| {
            let weight = part.pupils / pupils;
            let own = part.mean.zip(part.cv).map_or(f64::NAN, |(own, cv)| weight * (own / mean * cv).powi(2) / whole);
            let apart = part.mean.map_or(f64::NAN, |own| weight * ((own - mean) / mean).powi(2) / whole);
            vec![
                json!(self.name(&part.region)),
                json!(part.schools),
                json!(units::decimal(part.pupils, 0)),
                maybe(part.mean, 2),
                spread(part.cv),
                share(own),
                share(apart),
            ]
        };
        let keys = ["schools", "pupils", "mean-own", "cv", "share-within", "share-between"];
        let mut columns = vec![json!(self.w("supervision-county"))];
        columns.extend(keys.iter().map(|key| numeric(self.w(&format!("supervision-{key}")))));
        Grid {
            caption: self.w("supervision-region-groups-caption"),
            columns,
            rows: each.parts.iter().map(row).collect(),
        }
    }

    /// The schools that the unevenness comes from, the largest shares first.
    pub(crate) fn schools_of(&self, one: &Together, at: usize) -> Shares {
        let each = &one.inequalities[at];
        let most = each.shares.first().map_or(1.0, |(_, share)| share.max(f64::MIN_POSITIVE));
        let chosen = || each.shares.iter().take(SHOWN_MAX);
        let told = |share: f64| percent(each.share(Some(share)));
        let named = |place: usize| {
            let member = &one.members[place];
            match self.region.school(&member.county, &member.school) {
                Some((county, school)) => (school.name.clone(), county.id.clone()),
                None => (member.school.clone(), String::new()),
            }
        };
        let bar = |(place, (member, share)): (usize, &(usize, f64))| Bar {
            y: place * 28,
            width: units::decimal((share / most * 300.0).max(0.0), 1),
            name: named(*member).0,
            value: told(*share).as_str().unwrap_or_default().to_owned(),
        };
        let row = |(place, share): &(usize, f64)| {
            let member = &one.members[*place];
            let (name, id) = named(*place);
            vec![
                json!({ "text": name, "href": format!("{}/schools/{}", super::home(&id), member.school) }),
                json!(self.name(&member.county)),
                maybe(member.pupils, 0),
                maybe(member.values.get(at).copied().flatten(), 2),
                told(*share),
            ]
        };
        let bars: Vec<Bar> = chosen().enumerate().map(bar).collect();
        let args = Args::one("indicator", self.indicator(at)).and("stage", stage(self.voice, &one.stage));
        Shares {
            title: self.voice.with("supervision-region-shares-title", &args),
            height: bars.len() * 28,
            bars,
            table: Grid {
                caption: self.voice.with("supervision-region-shares-caption", &Args::one("count", chosen().count())),
                columns: vec![
                    json!(self.w("supervision-school")),
                    json!(self.w("supervision-county")),
                    numeric(self.w("supervision-pupils")),
                    numeric(self.w("supervision-value")),
                    numeric(self.w("supervision-share")),
                ],
                rows: chosen().map(row).collect(),
            },
        }
    }
}

/// The records a county's number rests on: each school that counts.
pub(crate) fn records(showing: &super::Showing, one: &indicators::standard::StageVerdict, at: usize) -> Grid {
    let w = |key: &str| showing.voice.word(&format!("supervision-{key}"));
    let each = &one.dispersion[at];
    let row = |school: &indicators::standard::SchoolVerdict| {
        vec![
            json!({ "text": showing.school_name(&school.school), "href": format!("{}/schools/{}", showing.home, school.school) }),
            maybe(known(school.pupils), 0),
            maybe(school.values.get(at).copied().flatten(), 4),
            percent(each.share_of(&school.school)),
        ]
    };
    Grid {
        caption: w("records-caption"),
        columns: vec![json!(w("school")), numeric(w("pupils")), numeric(w("value")), numeric(w("share"))],
        rows: one.schools.iter().map(row).collect(),
    }
}

/// What a school entered, element by element.
pub(crate) fn entered(showing: &super::Showing, school: &SchoolFigures) -> Grid {
    let w = |key: &str| showing.voice.word(&format!("supervision-{key}"));
    let row = |element: &indicators::standard::Element| {
        let value = school.figures.get(&element.name)?;
        Some(vec![json!(element.title), json!(element.name), maybe(*value, 4), json!(element.unit.to_string())])
    };
    Grid {
        caption: w("record-caption"),
        columns: vec![json!(w("element")), json!(w("identifier")), numeric(w("value")), json!(w("unit"))],
        rows: showing.standard.elements.iter().filter_map(row).collect(),
    }
}
