//! The page of a province or a city: its counties, how uneven each indicator is, and where the unevenness lies.

use std::collections::BTreeMap;

use indicators::standard::{Reason, Standard};
use serde::Serialize;
use serde_json::{Value, json};
use units::Args;
use web::Voice;

use super::{Grid, answer, coefficient, command, look, numeric, rule_name, short_name, spread, stage};
use crate::rules::inequality::{self, Inequality};
use crate::rules::place::city_of;
use crate::work::region::{Judged, Region, Together};

/// A stage of the page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StageTogether {
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) sentence: String,
    pub(crate) conclusion: String,
    pub(crate) coefficients: Grid,
    pub(crate) parts: Grid,
}

/// What the page of a region says.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RegionView {
    pub(crate) sentence: String,
    pub(crate) counties: Grid,
    pub(crate) stages: Vec<StageTogether>,
    pub(crate) example: bool,
}

/// What is shown, and the names of regions.
pub(crate) struct Shower<'a> {
    pub(crate) voice: &'a Voice,
    pub(crate) region: &'a Region,
    pub(crate) names: &'a BTreeMap<String, String>,
    /// Address of the page.
    pub(crate) home: String,
}

/// A stage's files, their hashes, and the command that computes its numbers again from them.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StageFiles {
    pub(crate) stage: String,
    pub(crate) table_hash: String,
    pub(crate) specification_hash: String,
    pub(crate) command: String,
}

impl StageFiles {
    pub(crate) fn of(region: &Region, one: &Together) -> StageFiles {
        let codes = region.codes();
        StageFiles {
            stage: one.stage.clone(),
            table_hash: inequality::hash(&inequality::table(&one.members, &codes)),
            specification_hash: inequality::hash(&inequality::specification(&codes)),
            command: command::measure(&[&region.code, &region.year.to_string(), &one.stage]),
        }
    }
}

/// By assessment, how many issues are open, and how many of them are critical.
pub(crate) type OpenIssues = BTreeMap<String, (i64, i64)>;

impl Shower<'_> {
    pub(super) fn w(&self, key: &str) -> String {
        self.voice.word(key)
    }

    fn standard(&self) -> &Standard {
        &self.region.standard
    }

    pub(crate) fn name(&self, code: &str) -> String {
        self.names.get(code).cloned().unwrap_or_else(|| code.to_owned())
    }

    pub(crate) fn indicator(&self, at: usize) -> String {
        rule_name(self.voice, self.standard(), &self.standard().indicators[at])
    }

    pub(crate) fn view(&self, together: &[Together], issues: &OpenIssues) -> RegionView {
        let passed =
            |asked: Option<bool>| self.region.counties.iter().filter(|one| one.verdict.passed == asked).count();
        let args = Args::one("counties", self.region.counties.len())
            .and("passed", passed(Some(true)))
            .and("failed", passed(Some(false)))
            .and("open", passed(None))
            .and("year", self.region.year.to_string());
        RegionView {
            sentence: self.voice.with("supervision-region-sentence", &args),
            counties: self.counties(issues),
            stages: together.iter().map(|one| self.stage(one)).collect(),
            example: self.region.counties.iter().any(|one| one.county.example),
        }
    }

    /// The counties: what is not reached before what is open before what is reached, by code within; no ranking.
    fn counties(&self, issues: &OpenIssues) -> Grid {
        let mut all: Vec<&Judged> = self.region.counties.iter().collect();
        all.sort_by_key(|one| match one.verdict.passed {
            Some(false) => 0,
            None => 1,
            Some(true) => 2,
        });
        let head = |keys: [(&str, bool); 8]| {
            let column = |(key, number): (&str, bool)| {
                let label = self.w(&format!("supervision-{key}"));
                if number { numeric(label) } else { json!(label) }
            };
            keys.map(column).to_vec()
        };
        Grid {
            caption: self.w("supervision-region-counties-caption"),
            columns: head([
                ("county", false),
                ("city", false),
                ("state", false),
                ("verdict", false),
                ("indicators-kept", true),
                ("schools-passed", true),
                ("farthest", false),
                ("issues-open", true),
            ]),
            rows: all.into_iter().map(|one| self.county(one, issues)).collect(),
        }
    }

    fn county(&self, one: &Judged, issues: &OpenIssues) -> Vec<Value> {
        let spread = || one.verdict.stages.iter().flat_map(|stage| &stage.dispersion);
        let kept = spread().filter(|each| each.passed == Some(true)).count();
        let schools = || one.verdict.stages.iter().flat_map(|stage| &stage.schools);
        let passed = schools().filter(|school| school.passed == Some(true)).count();
        let (open, critical) = issues.get(&one.county.id).copied().unwrap_or_default();
        let issues = match critical {
            0 => open.to_string(),
            _ => self.voice.with("supervision-issues-critical", &Args::one("open", open).and("critical", critical)),
        };
        let name = match one.county.example {
            true => format!("{} · {}", self.name(&one.county.region), self.w("supervision-example")),
            false => self.name(&one.county.region),
        };
        let state = self.w(&format!("supervision-state-{}", one.county.state.name()));
        vec![
            json!({ "text": name, "href": super::home(&one.county.id) }),
            json!(self.name(&city_of(&one.county.region))),
            json!({ "status": look(one.county.state), "text": state }),
            answer(self.voice, one.verdict.passed),
            json!(format!("{kept} / {}", spread().count())),
            json!(format!("{passed} / {}", schools().count())),
            self.farthest(one),
            json!(issues),
        ]
    }

    /// The 差异系数 that is farthest above its limit, relative to it.
    fn farthest(&self, one: &Judged) -> Value {
        let over = one.verdict.reasons.iter().filter_map(|reason| match reason {
            Reason::Dispersion { stage, indicator, value, limit } => Some((stage, indicator, *value, *limit)),
            _ => None,
        });
        let Some((name, code, value, limit)) = over.max_by(|a, b| (a.2 / a.3).total_cmp(&(b.2 / b.3))) else {
            return Value::Null;
        };
        let rule = self.standard().indicators.iter().find(|rule| rule.code == *code);
        let args = Args::one("stage", stage(self.voice, name))
            .and("indicator", rule.map(|rule| short_name(self.voice, self.standard(), rule)).unwrap_or_default())
            .and("value", units::decimal(value, 3))
            .and("limit", units::decimal(limit, 2));
        json!(self.voice.with("supervision-farthest-value", &args))
    }

    fn stage(&self, one: &Together) -> StageTogether {
        let args = Args::one("schools", one.members.len())
            .and("pupils", units::decimal(one.members.iter().filter_map(|member| member.pupils).sum(), 0))
            .and("counties", self.region.counties.len());
        StageTogether {
            key: one.stage.clone(),
            name: stage(self.voice, &one.stage),
            sentence: self.voice.with("supervision-region-stage-sentence", &args),
            conclusion: self.conclusion(one),
            coefficients: self.coefficients(one),
            parts: self.parts(one),
        }
    }

    /// What can be concluded, in one sentence.
    fn conclusion(&self, one: &Together) -> String {
        let within = |each: &Inequality| each.share(each.within);
        let known: Vec<(usize, f64)> =
            one.inequalities.iter().enumerate().filter_map(|(at, each)| Some((at, within(each)?))).collect();
        let Some((least, share)) = known.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1)) else {
            return self.w("supervision-conclusion-none");
        };
        if self.region.counties.len() < 2 {
            return self.w("supervision-conclusion-one");
        }
        let most = known.iter().map(|(_, share)| *share).fold(0.0, f64::max);
        let inside = known.iter().filter(|(_, share)| *share > 0.5).count();
        let args = Args::one("of", known.len())
            .and("inside", inside)
            .and("least", units::decimal(share * 100.0, 0))
            .and("most", units::decimal(most * 100.0, 0))
            .and("indicator", self.indicator(least))
            .and("between", units::decimal((1.0 - share) * 100.0, 0));
        let word = match inside {
            count if count == known.len() => "supervision-conclusion-within",
            0 => "supervision-conclusion-between",
            _ => "supervision-conclusion-mixed",
        };
        self.voice.with(word, &args)
    }

    /// County by county the 差异系数 of each indicator.
    fn coefficients(&self, one: &Together) -> Grid {
        let limit =
            self.standard().dispersion.as_ref().and_then(|asked| asked.each.get(&one.stage)).map(|limit| limit.value);
        let row = |judged: &Judged| {
            let found = judged.verdict.stages.iter().find(|stage| stage.stage == one.stage);
            let cell = |code: &str| {
                let each = found.and_then(|stage| stage.dispersion.iter().find(|each| each.indicator == code));
                let Some((each, cv)) = each.and_then(|each| Some((each, each.cv?))) else { return Value::Null };
                let mark = if each.passed == Some(false) { " ▲" } else { "" };
                let href = format!("{}/indicators/{}/{code}", super::home(&judged.county.id), one.stage);
                json!({ "text": format!("{}{mark}", coefficient(cv)), "href": href })
            };
            let mut row = vec![json!(self.name(&judged.county.region))];
            row.extend(self.standard().indicators.iter().map(|rule| cell(&rule.code)));
            row
        };
        let mut columns = vec![json!(self.w("supervision-county"))];
        let short = |rule| numeric(short_name(self.voice, self.standard(), rule));
        columns.extend(self.standard().indicators.iter().map(short));
        let args = Args::one("stage", stage(self.voice, &one.stage))
            .and("limit", limit.map(|limit| units::decimal(limit, 2)).unwrap_or_default());
        Grid {
            caption: self.voice.with("supervision-region-cv-caption", &args),
            columns,
            rows: self.region.counties.iter().map(row).collect(),
        }
    }

    /// Indicator by indicator, where the unevenness over all schools lies. The page of an indicator has the rest.
    fn parts(&self, one: &Together) -> Grid {
        let row = |(at, each): (usize, &Inequality)| {
            let rule = &self.standard().indicators[at];
            let href = format!("{}/indicators/{}/{}?year={}", self.home, one.stage, rule.code, self.region.year);
            // Whole numbers, which a phone has room for.
            let told = |part: Option<f64>| {
                let share = each.share(part);
                share.map_or(Value::Null, |share| json!(format!("{} %", units::decimal(share * 100.0, 0))))
            };
            vec![
                json!({ "text": short_name(self.voice, self.standard(), rule), "href": href }),
                spread(each.cv),
                told(each.within),
                told(each.counties),
                told(each.cities),
            ]
        };
        Grid {
            caption: self
                .voice
                .with("supervision-region-parts-caption", &Args::one("stage", stage(self.voice, &one.stage))),
            columns: vec![
                json!(self.w("supervision-indicator")),
                numeric(self.w("supervision-cv")),
                numeric(self.w("supervision-part-within")),
                numeric(self.w("supervision-part-counties")),
                numeric(self.w("supervision-part-cities")),
            ],
            rows: one.inequalities.iter().enumerate().map(row).collect(),
        }
    }
}
