//! The steps of a computation as the pages name them, and the engine's stages they are.

use std::collections::BTreeMap;

use indicators::composite::spec::{Aggregator, Along, Fill, Normaliser, Over, Series, StageSpec, Weighting};
use serde_json::{Map, Value, json};

use crate::model::{Filling, Line, Mean, Method, Outliers, Scaling, Weighing};

/// Added to the diagonal by expectation–maximisation, so that it also ends where regions are fewer than indicators.
const RIDGE: f64 = 0.01;

/// How many levels a tree has: 1 for indicators, one more for each heading above.
pub fn levels(lines: &[Line]) -> usize {
    let mut heights: BTreeMap<&str, usize> = BTreeMap::new();
    let mut highest = 0;
    for line in lines.iter().rev() {
        let own = match line.expression.trim().is_empty() {
            true => heights.get(line.code.as_str()).copied().unwrap_or(0) + 1,
            false => 1,
        };
        highest = highest.max(own);
        let above = heights.entry(&line.parent).or_default();
        *above = (*above).max(own);
    }
    highest
}

fn filling(filling: Filling) -> Option<Value> {
    let method = match filling {
        Filling::None => return None,
        Filling::Latest => json!({ "panel": { "series": "latest" } }),
        Filling::Linear => json!({ "panel": { "series": "linear" } }),
        Filling::Mean => json!("mean"),
        Filling::Median => json!("median"),
        Filling::Em => json!({ "expectation_maximisation": { "ridge": RIDGE } }),
    };
    Some(json!({ "impute": { "method": method } }))
}

fn scaling(method: &Method, lines: &[Line]) -> Value {
    let how = match method.scaling {
        Scaling::Minmax => json!({ "minmax": { "lower": 1, "upper": 100 } }),
        Scaling::Zscore => json!({ "zscore": { "mean": 100, "deviation": 10 } }),
        Scaling::Percentile => json!({ "percentile_rank": {} }),
        Scaling::Rank => json!({ "rank": {} }),
        Scaling::Attainment => json!("none"),
        Scaling::Distance => json!({ "distance_to_target": { "cap": true } }),
    };
    let mut said = Map::new();
    said.insert("method".to_owned(), how);
    if method.scaling == Scaling::Attainment {
        let goal = |target: f64| json!({ "goalposts": { "lower": 0, "upper": target, "scale": 1, "truncate": true } });
        let targets = lines.iter().filter(|line| !line.expression.trim().is_empty());
        let overrides = targets.filter_map(|line| Some((line.code.clone(), goal(line.target?)))).collect();
        said.insert("overrides".to_owned(), Value::Object(overrides));
    }
    if method.each_year {
        said.insert("over".to_owned(), json!("period"));
    }
    json!({ "normalise": said })
}

fn weighing(weighing: Weighing, levels: usize) -> Vec<Value> {
    match weighing {
        Weighing::Given => Vec::new(),
        Weighing::Equal => (1..levels).map(|level| json!({ "weigh": { "level": level, "method": "equal" } })).collect(),
        Weighing::Entropy | Weighing::Critic => {
            vec![json!({ "weigh": { "level": 1, "method": weighing.name() } })]
        }
    }
}

/// Means by level, as short as they can be said: the last holds for the levels beyond.
pub fn shortest(means: &[Mean]) -> Vec<Mean> {
    let mut means = means.to_vec();
    while means.len() > 1 && means[means.len() - 1] == means[means.len() - 2] {
        means.pop();
    }
    means
}

fn aggregation(method: &Method, levels: usize) -> Value {
    let last = method.means.last().copied().unwrap_or_default();
    let by_level: Vec<Mean> =
        (0..levels.saturating_sub(1)).map(|at| method.means.get(at).copied().unwrap_or(last)).collect();
    let said = match shortest(&by_level).as_slice() {
        [] => vec![last],
        [one] => vec![*one],
        _ => by_level,
    };
    let names: Vec<&str> = said.iter().map(|mean| mean.name()).collect();
    match method.available {
        None => json!({ "aggregate": { "methods": names } }),
        Some(percent) => {
            json!({ "aggregate": { "methods": names, "available_at_least": [f64::from(percent) / 100.0] } })
        }
    }
}

/// The stages of a document with these lines.
pub fn stages(method: &Method, lines: &[Line]) -> Vec<Value> {
    let levels = levels(lines);
    let mut stages: Vec<Value> = filling(method.filling).into_iter().collect();
    if method.outliers == Outliers::Treat {
        stages.push(json!({ "treat": {} }));
    }
    stages.push(scaling(method, lines));
    stages.extend(weighing(method.weighing, levels));
    stages.push(aggregation(method, levels));
    stages
}

fn specs(stages: &[Value]) -> Option<Vec<StageSpec>> {
    stages.iter().map(|stage| serde_json::from_value(stage.clone()).ok()).collect()
}

fn named_filling(fill: &Fill) -> Option<Filling> {
    Some(match fill {
        Fill::Mean => Filling::Mean,
        Fill::Median => Filling::Median,
        Fill::Panel(panel) if panel.series == Series::Latest => Filling::Latest,
        Fill::Panel(panel) if panel.series == Series::Linear => Filling::Linear,
        Fill::Panel(_) => return None,
        Fill::ExpectationMaximisation(_) => Filling::Em,
    })
}

fn named_scaling(method: &Normaliser) -> Option<Scaling> {
    Some(match method {
        Normaliser::Minmax { .. } => Scaling::Minmax,
        Normaliser::Zscore { .. } => Scaling::Zscore,
        Normaliser::PercentileRank { .. } => Scaling::Percentile,
        Normaliser::Rank { .. } => Scaling::Rank,
        Normaliser::None => Scaling::Attainment,
        Normaliser::DistanceToTarget { .. } => Scaling::Distance,
        _ => return None,
    })
}

fn named_mean(method: &Aggregator) -> Option<Mean> {
    match method {
        Aggregator::Arithmetic => Some(Mean::Arithmetic),
        Aggregator::Geometric => Some(Mean::Geometric),
        Aggregator::Harmonic => Some(Mean::Harmonic),
        _ => None,
    }
}

/// A guess at what the pages call a stage; [`of`] looks whether it is right.
fn take(method: &mut Method, stage: &StageSpec) -> Option<()> {
    match stage {
        StageSpec::Impute(stage) if stage.along == Along::Column => method.filling = named_filling(&stage.method)?,
        StageSpec::Treat(_) => method.outliers = Outliers::Treat,
        StageSpec::Normalise(stage) => {
            method.scaling = named_scaling(&stage.method)?;
            method.each_year = stage.over == Over::Period;
        }
        StageSpec::Weigh(stage) => {
            method.weighing = match stage.method {
                Weighting::Equal => Weighing::Equal,
                Weighting::Entropy => Weighing::Entropy,
                Weighting::Critic => Weighing::Critic,
                _ => return None,
            }
        }
        StageSpec::Aggregate(stage) => {
            let means: Vec<Mean> = stage.methods.iter().map(named_mean).collect::<Option<_>>()?;
            method.means = shortest(&means);
            method.available = stage.available_at_least.first().map(|share| (share * 100.0).round() as u8);
        }
        StageSpec::Impute(_) | StageSpec::Denominate(_) | StageSpec::Screen(_) => return None,
    }
    Some(())
}

/// What the pages call these stages; none where they would make others of it.
pub fn of(stages: &[Value], lines: &[Line]) -> Option<Method> {
    let said = specs(stages)?;
    let mut method = Method::default();
    for stage in &said {
        take(&mut method, stage)?;
    }
    let made = specs(&self::stages(&method, lines))?;
    (made == said).then_some(method)
}
