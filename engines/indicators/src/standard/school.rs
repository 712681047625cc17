//! One school in one stage: what it reaches, what it lacks, and the least that would make it pass.

use super::model::{Rule, SchoolKind, Stage, Standard};
use super::verdict::{Gap, Least, SchoolVerdict};
use crate::expression::{near, reaches};
use crate::numeric::sum::sum;

impl Standard {
    pub(super) fn school(
        &self,
        stage: &Stage,
        rules: &[&Rule],
        (school, kind, pupils, part): (String, SchoolKind, f64, f64),
        own: &[f64],
    ) -> SchoolVerdict {
        let limit = |rule: &Rule| rule.limits.get(&stage.name).map(|limit| limit.value);
        let reached: Vec<Option<bool>> = rules
            .iter()
            .zip(own)
            .map(|(rule, value)| limit(rule).filter(|_| !value.is_nan()).map(|limit| reaches(*value, limit)))
            .collect();
        let floor = self.school_rule.as_ref().and_then(|rule| rule.floor).map_or(0.0, |floor| floor.value);
        let gap = |((rule, value), reached): ((&&Rule, &f64), &Option<bool>)| {
            let limit = limit(rule).filter(|_| *reached == Some(false))?;
            let lacking = |wanted: f64| {
                let more = rule.unit.to_base((wanted - value).max(0.0)) * pupils;
                let more = rule.resource_unit.out_of_base(if rule.shared { more / part } else { more });
                match (reaches(*value, wanted), rule.whole) {
                    (true, _) => 0.0,
                    (false, true) => {
                        if near(more, more.round()) {
                            more.round()
                        } else {
                            more.ceil()
                        }
                    }
                    (false, false) => more,
                }
            };
            Some(Gap {
                indicator: rule.code.clone(),
                value: *value,
                limit,
                lacking: lacking(limit),
                lacking_to_floor: lacking(floor * limit),
                unit: rule.resource_unit.to_string(),
            })
        };
        let gaps: Vec<Gap> = rules.iter().zip(own).zip(&reached).filter_map(gap).collect();
        let passed = self.passes(rules, stage, own, &reached, floor);
        let least = (passed == Some(false) && own.iter().all(|value| !value.is_nan()))
            .then(|| self.least(&gaps, rules.len(), floor))
            .flatten();
        let values = own.iter().map(|value| Some(*value).filter(|value| !value.is_nan())).collect();
        SchoolVerdict { school, kind, pupils, values, reached, passed, gaps, least }
    }

    /// Whether a school passes whatever the missing figures are; none if they could decide.
    fn passes(
        &self,
        rules: &[&Rule],
        stage: &Stage,
        own: &[f64],
        reached: &[Option<bool>],
        floor: f64,
    ) -> Option<bool> {
        let Some(rule) = &self.school_rule else { return Some(true) };
        let known = reached.iter().filter(|reached| **reached == Some(true)).count();
        let missing = own.iter().filter(|value| value.is_nan()).count();
        let below = rules.iter().zip(own).any(|(rule, value)| {
            rule.limits.get(&stage.name).is_some_and(|limit| !value.is_nan() && !reaches(*value, floor * limit.value))
        });
        match (below || known + missing < rule.reach_at_least, missing) {
            (true, _) => Some(false),
            (false, 0) => Some(true),
            (false, _) => None,
        }
    }

    /// Which indicators to leave below their limit: those that save most. What is saved by leaving one at the floor does not
    /// depend on the others, so the largest savings together are the most that can be saved.
    fn least(&self, gaps: &[Gap], indicators: usize, floor: f64) -> Option<Least> {
        let rule = self.school_rule.as_ref()?;
        let may = indicators.saturating_sub(rule.reach_at_least);
        let full = |gap: &Gap| (1.0 - gap.value / gap.limit).max(0.0);
        let some = |gap: &Gap| (floor - gap.value / gap.limit).max(0.0);
        let mut order: Vec<&Gap> = gaps.iter().collect();
        order.sort_by(|a, b| (full(b) - some(b)).total_cmp(&(full(a) - some(a))));
        let excused: Vec<String> = order.iter().take(may).map(|gap| gap.indicator.clone()).collect();
        let left = |gap: &Gap| excused.contains(&gap.indicator);
        let added = |gap: &Gap| (gap.indicator.clone(), if left(gap) { gap.lacking_to_floor } else { gap.lacking });
        Some(Least {
            added: gaps.iter().map(added).filter(|(_, amount)| *amount > 0.0).collect(),
            share: sum(gaps.iter().map(|gap| if left(gap) { some(gap) } else { full(gap) })),
            excused,
        })
    }
}
