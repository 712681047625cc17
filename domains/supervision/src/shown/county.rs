//! The page of a county: the verdict in sentences, the indicators, shares, what would have to change, and the reasons.

use indicators::standard::{DispersionVerdict, StageVerdict, Standard, Verdict};
use op::Result;
use serde::Serialize;
use serde_json::{Value, json};
use units::Args;
use web::Voice;

use super::shares::{Shares, bars};
use super::{
    Grid, answer, basis, coefficient, home, item_name, maybe, numeric, percent, rule_name, spread, stage, unit,
};
use crate::model::{County, Figures};
use crate::rules::known;
use crate::rules::pupils::Count;
use crate::work::county::kept;

/// Most reasons on a page.
const REASONS_MAX: usize = 200;
/// A stage of the verdict.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StageView {
    pub(crate) name: String,
    pub(crate) sentence: String,
    pub(crate) dispersion: Grid,
    pub(crate) shares: Vec<Shares>,
    pub(crate) changes: Grid,
    pub(crate) schools: Grid,
}

/// What the page of a county says.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CountyView {
    pub(crate) outcome: Value,
    pub(crate) stages: Vec<StageView>,
    pub(crate) reasons: Vec<String>,
    pub(crate) reasons_more: usize,
    pub(crate) items: Grid,
}

/// Attainment of the standard that was recognised before: the verdict, and stage by stage a sentence and the indicators.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BasicView {
    pub(crate) outcome: Value,
    pub(crate) stages: Vec<BasicStage>,
}

/// A stage of it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BasicStage {
    pub(crate) name: String,
    pub(crate) sentence: String,
    pub(crate) dispersion: Grid,
}

/// What is shown, of whom, to whom.
pub(crate) struct Showing<'a> {
    pub(crate) voice: &'a Voice,
    pub(crate) standard: &'a Standard,
    pub(crate) verdict: &'a Verdict,
    pub(crate) figures: &'a Figures,
    /// Address of the assessment.
    pub(crate) home: String,
    /// Whether schools are shown.
    pub(crate) insider: bool,
}

impl<'a> Showing<'a> {
    /// An assessment as it was judged.
    ///
    /// Errors: a bug if it was read without its figures.
    pub(crate) fn of(
        voice: &'a Voice,
        one: &'a County,
        standard: &'a Standard,
        verdict: &'a Verdict,
        insider: bool,
    ) -> Result<Showing<'a>> {
        let (figures, home) = (kept(one)?, home(&one.id));
        Ok(Showing { voice, standard, verdict, figures, home, insider })
    }
}

impl CountyView {
    pub(crate) fn of(showing: &Showing) -> CountyView {
        let reasons: Vec<String> = showing.verdict.reasons.iter().map(|reason| showing.reason(reason)).collect();
        let shown: Vec<String> = match showing.insider {
            true => reasons.iter().take(REASONS_MAX).cloned().collect(),
            false => Vec::new(),
        };
        CountyView {
            outcome: answer(showing.voice, showing.verdict.passed),
            stages: showing.verdict.stages.iter().map(|one| showing.stage(one)).collect(),
            reasons_more: if showing.insider { reasons.len() - shown.len() } else { 0 },
            reasons: shown,
            items: showing.items(),
        }
    }
}

impl BasicView {
    pub(crate) fn of(showing: &Showing) -> BasicView {
        let stage = |one: &StageVerdict| BasicStage {
            name: stage(showing.voice, &one.stage),
            sentence: showing.sentence(one),
            dispersion: showing.dispersion(one),
        };
        let stages = showing.verdict.stages.iter().map(stage).collect();
        BasicView { outcome: answer(showing.voice, showing.verdict.passed), stages }
    }
}

impl Showing<'_> {
    pub(super) fn w(&self, key: &str) -> String {
        self.voice.word(key)
    }

    pub(crate) fn school_name(&self, code: &str) -> String {
        self.figures.school(code).map_or_else(|| code.to_owned(), |school| school.name.clone())
    }

    pub(super) fn indicator(&self, code: &str) -> String {
        let rule = self.standard.indicators.iter().find(|rule| rule.code == code);
        rule.map_or_else(|| code.to_owned(), |rule| rule_name(self.voice, self.standard, rule))
    }

    fn stage(&self, one: &StageVerdict) -> StageView {
        StageView {
            name: stage(self.voice, &one.stage),
            sentence: self.sentence(one),
            dispersion: self.dispersion(one),
            shares: if self.insider { self.shares(one) } else { Vec::new() },
            changes: self.changes(one),
            schools: self.schools(one),
        }
    }

    fn sentence(&self, one: &StageVerdict) -> String {
        let count = |passed: Option<bool>| one.dispersion.iter().filter(|each| each.passed == passed).count();
        let args = Args::one("schools", one.schools.len())
            .and("passed", one.schools.iter().filter(|school| school.passed == Some(true)).count())
            .and("indicators", one.dispersion.len())
            .and("kept", count(Some(true)))
            .and("least", self.standard.school_rule.as_ref().map_or(0, |rule| rule.reach_at_least))
            .and("open", count(None));
        let composite = self.standard.dispersion.as_ref().is_some_and(|asked| asked.composite.contains_key(&one.stage));
        match &one.composite {
            Some((mean, limit, _)) => self.voice.with(
                "supervision-stage-sentence-composite",
                &args.and("mean", units::decimal(*mean, 3)).and("limit", units::decimal(*limit, 2)),
            ),
            None if composite => self.voice.with("supervision-stage-sentence-composite-open", &args),
            None if count(None) > 0 => {
                let open = self.voice.with("supervision-stage-open", &Args::one("open", count(None)));
                format!("{} {open}", self.voice.with("supervision-stage-sentence", &args))
            }
            None => self.voice.with("supervision-stage-sentence", &args),
        }
    }

    fn dispersion(&self, one: &StageVerdict) -> Grid {
        let row = |each: &DispersionVerdict| {
            let rule = self.standard.indicators.iter().find(|rule| rule.code == each.indicator);
            let asked = rule.and_then(|rule| rule.limits.get(&one.stage)).map(|limit| limit.value);
            let unit = rule.map(|rule| unit(self.voice, &rule.unit.to_string())).unwrap_or_default();
            let href = format!("{}/indicators/{}/{}", self.home, one.stage, each.indicator);
            vec![
                json!({ "text": format!("{} ({unit})", self.indicator(&each.indicator)), "href": &href }),
                maybe(asked, 2),
                maybe(each.mean, 2),
                each.cv.map_or(Value::Null, |cv| json!({ "text": coefficient(cv), "href": href })),
                spread(each.plain_cv),
                maybe(each.limit, 2),
                json!(basis(self.voice, each.basis)),
                answer(self.voice, each.passed),
            ]
        };
        Grid {
            caption: self
                .voice
                .with("supervision-dispersion-caption", &Args::one("stage", stage(self.voice, &one.stage))),
            columns: vec![
                json!(self.w("supervision-indicator")),
                numeric(self.w("supervision-asked")),
                numeric(self.w("supervision-mean")),
                numeric(self.w("supervision-cv")),
                numeric(self.w("supervision-plain_cv")),
                numeric(self.w("supervision-cv_limit")),
                json!(self.w("supervision-basis")),
                json!(self.w("supervision-kept")),
            ],
            rows: one.dispersion.iter().map(row).collect(),
        }
    }

    /// The shares of the indicators that are too uneven; of the most uneven one if all are even enough.
    fn shares(&self, one: &StageVerdict) -> Vec<Shares> {
        let mut chosen: Vec<_> = one.dispersion.iter().filter(|each| each.passed == Some(false)).collect();
        if chosen.is_empty() {
            let worst = one.dispersion.iter().filter(|each| each.cv.is_some());
            chosen.extend(worst.max_by(|a, b| a.cv.unwrap_or(0.0).total_cmp(&b.cv.unwrap_or(0.0))));
        }
        // Where nothing is uneven there is nothing to tell whose it is.
        let uneven = |each: &&&DispersionVerdict| each.cv.is_some_and(|cv| cv > 0.0) && !each.shares.is_empty();
        chosen.iter().filter(uneven).map(|each| self.share(one, each)).collect()
    }

    fn share(&self, one: &StageVerdict, each: &DispersionVerdict) -> Shares {
        let told = |(code, share): &(String, f64)| (self.school_name(code), *share, each.share_of(code));
        let row = |(code, _): &(String, f64)| {
            let value = one.schools.iter().find(|school| school.school == *code).and_then(|school| {
                let place = one.dispersion.iter().position(|other| other.indicator == each.indicator)?;
                *school.values.get(place)?
            });
            let href = format!("{}/schools/{code}", self.home);
            vec![json!({ "text": self.school_name(code), "href": href }), maybe(value, 2), percent(each.share_of(code))]
        };
        let args = Args::one("indicator", self.indicator(&each.indicator))
            .and("stage", stage(self.voice, &one.stage))
            .and("cv", each.cv.map(|cv| units::decimal(cv, 3)).unwrap_or_default());
        Shares {
            title: self.voice.with("supervision-shares-title", &args),
            bars: bars(each.shares.iter().map(told)),
            table: Grid {
                caption: self.w("supervision-shares-caption"),
                columns: vec![
                    json!(self.w("supervision-school")),
                    numeric(self.w("supervision-value")),
                    numeric(self.w("supervision-share")),
                ],
                rows: each.shares.iter().map(row).collect(),
            },
        }
    }

    fn changes(&self, one: &StageVerdict) -> Grid {
        let mut rows: Vec<Vec<Value>> = Vec::new();
        let unit_of = |code: &str| {
            let rule = self.standard.indicators.iter().find(|rule| rule.code == code);
            rule.map(|rule| unit(self.voice, &rule.resource_unit.to_string())).unwrap_or_default()
        };
        let amount = |value: f64, code: &str| format!("{} {}", units::decimal(value, 2), unit_of(code));
        for each in &one.dispersion {
            let named = |places: &[usize]| match self.insider {
                true => {
                    let codes = places.iter().filter_map(|place| one.schools.get(*place));
                    codes.map(|school| self.school_name(&school.school)).collect::<Vec<_>>().join("、")
                }
                false => self.voice.with("supervision-schools-count", &Args::one("count", places.len())),
            };
            let ways = [
                ("supervision-way-least_added", each.least_added.as_ref().map(|way| (way.amount, &way.schools))),
                ("supervision-way-fewest_lifted", each.fewest_lifted.as_ref().map(|way| (way.amount, &way.schools))),
            ];
            for (word, way) in ways {
                let Some((added, places)) = way else { continue };
                rows.push(vec![
                    json!(self.indicator(&each.indicator)),
                    json!(self.w(word)),
                    json!(amount(added, &each.indicator)),
                    json!(named(places)),
                ]);
            }
        }
        for school in one.schools.iter().filter(|_| self.insider) {
            for (code, added) in school.least.iter().flat_map(|least| &least.added) {
                rows.push(vec![
                    json!(self.indicator(code)),
                    json!(self.w("supervision-way-school")),
                    json!(amount(*added, code)),
                    json!({ "text": self.school_name(&school.school), "href": format!("{}/schools/{}", self.home, school.school) }),
                ]);
            }
        }
        Grid {
            caption: self.voice.with("supervision-changes-caption", &Args::one("stage", stage(self.voice, &one.stage))),
            columns: vec![
                json!(self.w("supervision-indicator")),
                json!(self.w("supervision-way")),
                json!(self.w("supervision-added")),
                json!(self.w("supervision-where")),
            ],
            rows,
        }
    }

    /// Each school beside its limits, in the order of the figures: no ranking.
    fn schools(&self, one: &StageVerdict) -> Grid {
        let row = |school: &indicators::standard::SchoolVerdict| {
            let reached = school.reached.iter().filter(|reached| **reached == Some(true)).count();
            vec![
                json!({ "text": self.school_name(&school.school), "href": format!("{}/schools/{}", self.home, school.school) }),
                json!(self.w(&format!("supervision-kind-{}", school.kind.name()))),
                maybe(known(school.pupils), 0),
                json!(format!("{reached} / {}", school.reached.len())),
                answer(self.voice, school.passed),
            ]
        };
        Grid {
            caption: self.voice.with("supervision-schools-caption", &Args::one("stage", stage(self.voice, &one.stage))),
            columns: vec![
                json!(self.w("supervision-school")),
                json!(self.w("supervision-kind")),
                numeric(self.w("supervision-pupils")),
                numeric(self.w("supervision-reached")),
                json!(self.w("supervision-school_rule")),
            ],
            rows: if self.insider { one.schools.iter().map(row).collect() } else { Vec::new() },
        }
    }

    fn items(&self) -> Grid {
        let row = |item: &indicators::standard::ItemVerdict| {
            let asked = item.holds.is_some() || !item.missing.is_empty();
            vec![
                json!(item_name(self.voice, self.standard, &item.item)),
                if asked { answer(self.voice, item.holds) } else { json!(self.w("supervision-not_asked")) },
                json!(if item.decides { self.w("supervision-decides") } else { self.w("supervision-told_only") }),
                json!(basis(self.voice, Some(item.basis))),
            ]
        };
        Grid {
            caption: self.w("supervision-items"),
            columns: vec![
                json!(self.w("supervision-condition")),
                json!(self.w("supervision-holds")),
                json!(self.w("supervision-counts")),
                json!(self.w("supervision-basis")),
            ],
            rows: self.verdict.items.iter().map(row).collect(),
        }
    }

    /// Pupils by school and stage.
    pub(crate) fn pupils(&self, table: &[Vec<Count>]) -> Grid {
        let cell = |count: &Count| match count {
            Count::Known(amount) => json!(units::decimal(*amount, 2)),
            Count::Unknown => Value::Null,
            Count::Withheld => json!(self.w("supervision-withheld")),
        };
        let names = self.figures.schools.iter().map(|school| school.name.clone()).chain([self.w("supervision-sum")]);
        let row = |(name, counts): (String, &Vec<Count>)| {
            std::iter::once(json!(name)).chain(counts.iter().map(cell)).collect::<Vec<Value>>()
        };
        let mut columns = vec![json!(self.w("supervision-school"))];
        columns.extend(self.standard.stages.iter().map(|one| numeric(stage(self.voice, &one.name))));
        columns.push(numeric(self.w("supervision-sum")));
        Grid { caption: self.w("supervision-pupils-caption"), columns, rows: names.zip(table).map(row).collect() }
    }
}
