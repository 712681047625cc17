//! The page of a school: where it stands among its peers, how sure that is, and what it lacks.

use indicators::standard::{SchoolVerdict, StageVerdict};
use serde::Serialize;
use serde_json::{Value, json};
use units::Args;

use super::county::Showing;
use super::{Grid, answer, maybe, numeric, stage, unit};
use crate::model::SchoolFigures;
use crate::rules::funnel::{Funnel, Position};
use crate::rules::known;
use crate::rules::peers::{Context, Peer, peers};

/// Width and height of the field of a funnel.
const FIELD: (f64, f64) = (320.0, 180.0);
/// Points of each limit.
const STEPS: u32 = 40;

/// A school as a dot.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Dot {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) own: bool,
    pub(crate) title: String,
}

/// A funnel plot: lines as SVG paths.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Plot {
    pub(crate) title: String,
    pub(crate) label: String,
    pub(crate) mean_y: String,
    pub(crate) mean: String,
    pub(crate) inner: Vec<String>,
    pub(crate) outer: Vec<String>,
    pub(crate) dots: Vec<Dot>,
    pub(crate) pupils_max: String,
    pub(crate) value_max: String,
}

/// A stage of a school.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolStage {
    pub(crate) name: String,
    pub(crate) passed: Value,
    pub(crate) sentence: String,
    pub(crate) values: Grid,
    pub(crate) peers: Grid,
    pub(crate) gaps: Grid,
    pub(crate) plots: Vec<Plot>,
    pub(crate) strengths: Vec<String>,
}

/// What the page of a school says.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolView {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) excluded: String,
    pub(crate) stages: Vec<SchoolStage>,
}

fn context(figures: &SchoolFigures, pupils: f64, all: f64) -> Context {
    let figure = |name: &str| figures.figures.get(name).copied().flatten();
    let marks = [figure("small_rural"), figure("rural_50_100")];
    let rural = marks.iter().any(Option::is_some).then(|| marks.iter().flatten().any(|mark| *mark > 0.0));
    let migrants = figure("migrant_pupils").filter(|_| all > 0.0).map(|count| count / all);
    Context { code: figures.code.clone(), pupils, rural, migrants }
}

impl SchoolView {
    pub(crate) fn of(showing: &Showing, code: &str) -> SchoolView {
        let own = showing.figures.school(code);
        let excluded = showing.verdict.excluded.iter().find(|one| one.school == code);
        let stages = showing.verdict.stages.iter().filter_map(|one| {
            let place = one.schools.iter().position(|school| school.school == code)?;
            Some(showing.school_stage(one, place))
        });
        SchoolView {
            code: code.to_owned(),
            name: showing.school_name(code),
            kind: own
                .map(|school| showing.voice.word(&format!("supervision-kind-{}", kind(school))))
                .unwrap_or_default(),
            excluded: excluded
                .map(|one| showing.voice.word(&format!("supervision-excluded-{}", one.why)))
                .unwrap_or_default(),
            stages: stages.collect(),
        }
    }
}

fn kind(school: &SchoolFigures) -> &'static str {
    indicators::standard::SchoolKind::parse(&school.kind).map_or("primary", indicators::standard::SchoolKind::name)
}

impl Showing<'_> {
    fn contexts(&self, one: &StageVerdict) -> Vec<Context> {
        let found = |school: &SchoolVerdict| {
            let figures = self.figures.school(&school.school)?;
            let all: f64 =
                self.standard.stages.iter().filter_map(|one| figures.figures.get(&one.pupils).copied().flatten()).sum();
            Some(context(figures, school.pupils, all))
        };
        one.schools.iter().filter_map(found).collect()
    }

    fn school_stage(&self, one: &StageVerdict, place: usize) -> SchoolStage {
        let school = &one.schools[place];
        let near = peers(&self.contexts(one), place);
        let funnels: Vec<Option<Funnel>> = (0..one.dispersion.len()).map(|at| funnel(one, at)).collect();
        let position = |at: usize| {
            let value = school.values.get(at).copied().flatten()?;
            funnels[at]?.position(value, school.pupils)
        };
        let strengths = (0..one.dispersion.len()).filter_map(|at| {
            let word = match position(at)? {
                Position::FarAbove => "supervision-strength-sure",
                Position::Above => "supervision-strength-likely",
                _ => return None,
            };
            Some(self.voice.with(word, &Args::one("indicator", self.indicator(&one.dispersion[at].indicator))))
        });
        let reached = school.reached.iter().filter(|reached| **reached == Some(true)).count();
        let (rule, pupils) = (self.standard.school_rule.as_ref(), known(school.pupils));
        let args = Args::one("reached", reached)
            .and("of", school.reached.len())
            .and("asked", if rule.is_some() { "some" } else { "none" })
            .and("least", rule.map_or(0, |rule| rule.reach_at_least))
            .and("counted", if pupils.is_some() { "yes" } else { "no" })
            .and("pupils", pupils.map(|pupils| units::decimal(pupils, 0)).unwrap_or_default());
        SchoolStage {
            name: stage(self.voice, &one.stage),
            passed: answer(self.voice, school.passed),
            sentence: self.voice.with("supervision-school-sentence", &args),
            values: self.values(one, school, &near, &position),
            peers: self.peers(one, &near),
            gaps: self.gaps(school),
            plots: (0..one.dispersion.len()).filter_map(|at| self.plot(one, place, at, funnels[at]?)).collect(),
            strengths: strengths.collect(),
        }
    }

    /// An indicator that leads to its definition.
    fn defined(&self, code: &str) -> Value {
        json!({ "text": self.indicator(code), "href": format!("/supervision/standards/{}#indicator-{code}", self.standard.id) })
    }

    /// Each indicator: the school, the range of its peers, the county, its limit, and whether a difference can be told.
    fn values(
        &self,
        one: &StageVerdict,
        school: &SchoolVerdict,
        near: &[Peer],
        position: &dyn Fn(usize) -> Option<Position>,
    ) -> Grid {
        let row = |at: usize| {
            let each = &one.dispersion[at];
            let rule = self.standard.indicators.iter().find(|rule| rule.code == each.indicator);
            let asked = rule.and_then(|rule| rule.limits.get(&one.stage)).map(|limit| limit.value);
            let mut of_peers: Vec<f64> =
                near.iter().filter_map(|peer| one.schools[peer.place].values.get(at).copied().flatten()).collect();
            of_peers.sort_by(f64::total_cmp);
            let range = of_peers.first().zip(of_peers.last());
            let range = range.map_or(Value::Null, |(low, high)| {
                json!(format!("{}–{}", units::decimal(*low, 2), units::decimal(*high, 2)))
            });
            let told = position(at).map_or("none", Position::name);
            vec![
                self.defined(&each.indicator),
                maybe(school.values.get(at).copied().flatten(), 2),
                maybe(asked, 2),
                answer(self.voice, school.reached.get(at).copied().flatten()),
                range,
                maybe(each.mean, 2),
                json!(self.w(&format!("supervision-position-{told}"))),
            ]
        };
        Grid {
            caption: self.voice.with("supervision-values-caption", &Args::one("stage", stage(self.voice, &one.stage))),
            columns: vec![
                json!(self.w("supervision-indicator")),
                numeric(self.w("supervision-value")),
                numeric(self.w("supervision-asked")),
                json!(self.w("supervision-is_reached")),
                numeric(self.w("supervision-peer_range")),
                numeric(self.w("supervision-county_mean")),
                json!(self.w("supervision-position")),
            ],
            rows: (0..one.dispersion.len()).map(row).collect(),
        }
    }

    fn peers(&self, one: &StageVerdict, near: &[Peer]) -> Grid {
        let row = |peer: &Peer| {
            let other = &one.schools[peer.place];
            let rural = match peer.rural_same {
                Some(true) => "supervision-rural-same",
                Some(false) => "supervision-rural-other",
                None => "supervision-unknown",
            };
            let migrants = peer.migrants.map_or_else(
                || json!(self.w("supervision-unknown")),
                |share| {
                    json!(self.voice.with("supervision-points", &Args::one("points", units::decimal(share * 100.0, 1))))
                },
            );
            vec![
                json!(self.school_name(&other.school)),
                json!(units::decimal(peer.distance, 2)),
                json!(format!("{} ({}×)", units::decimal(other.pupils, 0), units::decimal(peer.size.exp2(), 2))),
                json!(self.w(rural)),
                migrants,
            ]
        };
        Grid {
            caption: self.voice.with("supervision-peers-caption", &Args::one("stage", stage(self.voice, &one.stage))),
            columns: vec![
                json!(self.w("supervision-school")),
                numeric(self.w("supervision-distance")),
                numeric(self.w("supervision-pupils")),
                json!(self.w("supervision-rural")),
                json!(self.w("supervision-migrants")),
            ],
            rows: near.iter().map(row).collect(),
        }
    }

    fn gaps(&self, school: &SchoolVerdict) -> Grid {
        let row = |gap: &indicators::standard::Gap| {
            let amount = |value: f64| json!(format!("{} {}", units::decimal(value, 2), unit(self.voice, &gap.unit)));
            let least = school.least.as_ref();
            let excused = least.is_some_and(|least| least.excused.contains(&gap.indicator));
            let own = least.and_then(|least| least.added.iter().find(|(code, _)| *code == gap.indicator));
            vec![
                json!(self.indicator(&gap.indicator)),
                maybe(Some(gap.value), 2),
                maybe(Some(gap.limit), 2),
                amount(gap.lacking),
                match own {
                    Some((_, added)) => amount(*added),
                    None if excused => json!(self.w("supervision-excused")),
                    None => Value::Null,
                },
            ]
        };
        Grid {
            caption: self.w("supervision-gaps-caption"),
            columns: vec![
                json!(self.w("supervision-indicator")),
                numeric(self.w("supervision-value")),
                numeric(self.w("supervision-asked")),
                json!(self.w("supervision-lacking")),
                json!(self.w("supervision-least")),
            ],
            rows: school.gaps.iter().map(row).collect(),
        }
    }

    fn plot(&self, one: &StageVerdict, own: usize, at: usize, funnel: Funnel) -> Option<Plot> {
        let points: Vec<(usize, f64, f64)> = one
            .schools
            .iter()
            .enumerate()
            .filter_map(|(place, school)| Some((place, school.pupils, school.values.get(at).copied().flatten()?)))
            .filter(|(_, pupils, _)| *pupils > 0.0)
            .collect();
        let pupils_max = points.iter().map(|(_, pupils, _)| *pupils).fold(0.0, f64::max) * 1.05;
        let fewest = points.iter().map(|(_, pupils, _)| *pupils).fold(pupils_max, f64::min);
        let top = points.iter().map(|(_, _, value)| *value).fold(funnel.limits(fewest)[3], f64::max) * 1.05;
        if pupils_max <= 0.0 || top <= 0.0 || !top.is_finite() {
            return None;
        }
        let x = |pupils: f64| units::decimal(pupils / pupils_max * FIELD.0, 1);
        let y = |value: f64| units::decimal(FIELD.1 - (value / top).clamp(0.0, 1.0) * FIELD.1, 1);
        let line = |which: usize| {
            let steps = (0..=STEPS).map(|step| fewest + (pupils_max - fewest) * f64::from(step) / f64::from(STEPS));
            let steps = steps.map(|pupils| format!("{} {}", x(pupils), y(funnel.limits(pupils)[which])));
            format!("M{}", steps.collect::<Vec<_>>().join("L"))
        };
        let dot = |(place, pupils, value): &(usize, f64, f64)| Dot {
            x: x(*pupils),
            y: y(*value),
            own: *place == own,
            title: format!(
                "{}: {} ({})",
                self.school_name(&one.schools[*place].school),
                units::decimal(*value, 2),
                units::decimal(*pupils, 0)
            ),
        };
        let name = self.indicator(&one.dispersion[at].indicator);
        Some(Plot {
            label: self.voice.with("supervision-funnel-label", &Args::one("indicator", &name)),
            title: name,
            mean_y: y(funnel.mean),
            mean: units::decimal(funnel.mean, 2),
            inner: vec![line(1), line(2)],
            outer: vec![line(0), line(3)],
            dots: points.iter().map(dot).collect(),
            pupils_max: units::decimal(pupils_max, 0),
            value_max: units::decimal(top, 1),
        })
    }
}

/// The funnel of a stage's indicator over the schools of the county.
pub(super) fn funnel(one: &StageVerdict, at: usize) -> Option<Funnel> {
    let schools = one.schools.iter();
    let pairs: Vec<(f64, f64)> =
        schools.filter_map(|school| Some((school.values.get(at).copied().flatten()?, school.pupils))).collect();
    Funnel::of(&pairs)
}
