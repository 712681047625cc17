//! One number and what it rests on: an indicator of a county, or of all counties of a region.

use serde_json::json;
use units::Args;

use super::region::Shower;
use super::shares::{Shares, bars};
use super::{Grid, maybe, numeric, official, percent, spread, stage, unit};
use crate::model::SchoolFigures;
use crate::rules::inequality::{Inequality, Part};
use crate::rules::known;
use crate::work::region::Together;

/// Most schools of a table of shares.
const SHOWN_MAX: usize = 30;

impl Shower<'_> {
    /// The counties of an indicator, in the order of their codes.
    pub(crate) fn counties_of(&self, each: &Inequality) -> Grid {
        let row = |part: &Part| {
            vec![
                json!(self.name(&part.region)),
                json!(part.schools),
                json!(units::decimal(part.pupils, 0)),
                maybe(part.mean, 2),
                spread(part.cv),
                percent(each.share(part.within)),
                percent(each.share(part.apart)),
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
        let chosen = || each.shares.iter().take(SHOWN_MAX);
        let told = |share: f64| percent(each.share(Some(share)));
        let named = |place: usize| {
            let member = &one.members[place];
            match self.region.school(&member.county, &member.school) {
                Some((county, school)) => (school.name.clone(), county.id.clone()),
                None => (member.school.clone(), String::new()),
            }
        };
        let bar = |(place, share): &(usize, f64)| (named(*place).0, *share, each.share(Some(*share)));
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
        let args = Args::one("indicator", self.indicator(at)).and("stage", stage(self.voice, &one.stage));
        Shares {
            title: self.voice.with("supervision-region-shares-title", &args),
            bars: bars(each.shares.iter().map(bar)),
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
        let unit = unit(showing.voice, &element.unit.to_string());
        Some(vec![official(&element.title), json!(element.name), maybe(*value, 4), json!(unit)])
    };
    Grid {
        caption: w("record-caption"),
        columns: vec![json!(w("element")), json!(w("identifier")), numeric(w("value")), json!(w("unit"))],
        rows: showing.standard.elements.iter().filter_map(row).collect(),
    }
}
