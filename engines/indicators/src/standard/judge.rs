//! A county's schools under a standard.

use std::collections::BTreeMap;

use super::change::{fewest_lifted, least_added};
use super::fault::StandardFault;
use super::items;
use super::model::{Rule, SchoolKind, Stage, Standard};
use super::verdict::{DispersionVerdict, Excluded, Reason, StageVerdict, Verdict};
use crate::equity::{Ask, Study, shares};
use crate::expression::{Across, Book, Expression, Indicator, Moment, Panel, Table, reaches};
use crate::numeric::sum::sum;

/// Schools as they are judged.
pub(super) struct Schools {
    pub(super) panel: Panel,
    pub(super) kinds: Vec<SchoolKind>,
    /// Why a school is not counted.
    out: Vec<Option<&'static str>>,
    /// Pupils by stage; `NaN` where missing.
    pupils: BTreeMap<String, Vec<f64>>,
}

/// The year under which the one table of a judgement stands.
pub(super) const YEAR: i32 = 0;

impl Standard {
    /// Judges a county: its schools, with a column of texts `kind` and the standard's elements, and its own figures, one record,
    /// if there are any. The keys are the schools' codes.
    ///
    /// # Errors
    /// Columns that are not there, kinds that are unknown, pupils that are negative or in a stage the school does not teach.
    pub fn judge(&self, schools: Table, county: Option<Table>) -> Result<Verdict, StandardFault> {
        let schools = self.schools(schools)?;
        let (mut stages, mut reasons) = (Vec::new(), Vec::new());
        for stage in self.stages.iter().filter(|stage| stage.judged && !self.indicators.is_empty()) {
            let stage = self.stage(stage, &schools)?;
            self.tell(&stage, &mut reasons);
            stages.push(stage);
        }
        let items = items::judge(self, &schools, county)?;
        for item in items.iter().filter(|item| item.decides) {
            let school = |code: &String| Some(code.clone()).filter(|code| !code.is_empty());
            let failing =
                item.failing.iter().map(|code| Reason::Item { item: item.item.clone(), school: school(code) });
            reasons.extend(failing);
            // What was not asked is told with the item; what was asked and cannot be answered is a reason.
            if item.holds.is_none() && !item.missing.is_empty() {
                reasons.push(Reason::ItemUnknown { item: item.item.clone(), school: item.missing.first().cloned() });
            }
        }
        let unknown = |reason: &Reason| {
            matches!(
                reason,
                Reason::SchoolUnknown { .. } | Reason::DispersionUnknown { .. } | Reason::ItemUnknown { .. }
            )
        };
        let passed = match (reasons.iter().any(|reason| !unknown(reason)), reasons.is_empty()) {
            (true, _) => Some(false),
            (false, true) => Some(true),
            (false, false) => None,
        };
        let excluded = schools.panel.year(YEAR).map_or(&[][..], Table::keys).iter().zip(&schools.out);
        let excluded = excluded.filter_map(|(key, why)| Some(Excluded { school: key.clone(), why: (*why)? })).collect();
        Ok(Verdict { standard: self.id.clone(), passed, reasons, stages, excluded, items })
    }

    fn schools(&self, mut table: Table) -> Result<Schools, StandardFault> {
        let texts = table.text("kind").ok_or(StandardFault::NoKinds)?;
        let kinds = texts
            .iter()
            .zip(table.keys())
            .map(|(kind, key)| {
                let fault = || StandardFault::Kind { school: key.clone(), kind: kind.chars().take(40).collect() };
                SchoolKind::parse(kind.trim()).ok_or_else(fault)
            })
            .collect::<Result<Vec<_>, _>>()?;
        items::defaults(self, &mut table, super::model::Place::School)?;
        let mut pupils = BTreeMap::new();
        for stage in &self.stages {
            let column = table.column(&stage.pupils, Moment::Year).ok_or_else(|| self.no_element(&stage.pupils))?;
            let own: Vec<f64> = (0..kinds.len())
                .map(|school| column.value(school).map_or(f64::NAN, |value| column.unit.to_base(value)))
                .collect();
            if let Some(school) = own.iter().position(|pupils| *pupils < 0.0) {
                let school = table.keys()[school].clone();
                return Err(StandardFault::NegativePupils { school, name: stage.pupils.clone() });
            }
            pupils.insert(stage.name.clone(), own);
        }
        for (school, kind) in kinds.iter().enumerate() {
            let split = self.split.iter().find(|split| split.kind == *kind);
            let alien = split.and_then(|split| {
                pupils.iter().find(|(stage, pupils)| pupils[school] > 0.0 && !split.factors.contains_key(*stage))
            });
            if let Some((stage, _)) = alien {
                return Err(StandardFault::Mixed { school: table.keys()[school].clone(), stage: stage.clone() });
            }
        }
        let judged = |school: usize| {
            let counted = self.stages.iter().filter(|stage| stage.judged).map(|stage| pupils[&stage.name][school]);
            counted.fold(
                (0.0, false),
                |(sum, missing), pupils| {
                    if pupils.is_nan() { (sum, true) } else { (sum + pupils, missing) }
                },
            )
        };
        let out = kinds.iter().enumerate().map(|(school, kind)| self.outside(*kind, judged(school))).collect();
        Ok(Schools { panel: Panel::of(YEAR, table), kinds, out, pupils })
    }

    pub(super) fn no_element(&self, name: &str) -> StandardFault {
        let title = self.elements.iter().find(|element| element.name == name).map_or("", |element| &element.title);
        StandardFault::NoElement { name: name.to_owned(), title: title.to_owned() }
    }

    fn outside(&self, kind: SchoolKind, (pupils, missing): (f64, bool)) -> Option<&'static str> {
        let exclusion = self.exclusion.as_ref();
        if exclusion.is_some_and(|exclusion| exclusion.kinds.contains(&kind)) {
            return Some("kind");
        }
        if missing {
            return None;
        }
        let least = exclusion.and_then(|exclusion| exclusion.teaching_points_below);
        match (kind, least) {
            _ if pupils == 0.0 => Some("no_pupils"),
            (SchoolKind::TeachingPoint, Some(least)) if pupils < least => Some("teaching_point"),
            _ => None,
        }
    }

    fn stage(&self, stage: &Stage, schools: &Schools) -> Result<StageVerdict, StandardFault> {
        let pupils = &schools.pupils[&stage.name];
        let counted: Vec<usize> = (0..pupils.len())
            .filter(|school| schools.out[*school].is_none() && (pupils[*school] > 0.0 || pupils[*school].is_nan()))
            .collect();
        let split: Vec<f64> = (0..pupils.len()).map(|school| self.part(stage, schools, school)).collect();
        let rules: Vec<&Rule> = self.indicators.iter().filter(|rule| rule.resource.contains_key(&stage.name)).collect();
        let mut values = Vec::with_capacity(rules.len());
        for rule in &rules {
            let units = self.ratio(rule, stage, schools)?;
            let own = |school: usize| {
                let value = units[school].unwrap_or(f64::NAN);
                if rule.shared { value * split[school] } else { value }
            };
            values.push((0..pupils.len()).map(own).collect::<Vec<f64>>());
        }
        let keys = schools.panel.year(YEAR).map_or(&[][..], Table::keys);
        let verdict = |school: &usize| {
            let own: Vec<f64> = values.iter().map(|values| values[*school]).collect();
            let (code, kind) = (keys[*school].clone(), schools.kinds[*school]);
            self.school(stage, &rules, (code, kind, pupils[*school], split[*school]), &own)
        };
        let weights: Vec<f64> = counted.iter().map(|school| pupils[*school]).collect();
        let codes: Vec<&String> = counted.iter().map(|school| &keys[*school]).collect();
        let dispersion: Vec<DispersionVerdict> = rules
            .iter()
            .zip(&values)
            .map(|(rule, values)| {
                let own: Vec<f64> = counted.iter().map(|school| values[*school]).collect();
                self.spread(stage, rule, &own, &weights, &codes)
            })
            .collect();
        let composite = self.dispersion.as_ref().and_then(|asked| asked.composite.get(&stage.name)).and_then(|limit| {
            let all: Option<Vec<f64>> =
                dispersion.iter().map(|verdict| verdict.cv.filter(|_| verdict.schools == counted.len())).collect();
            let all = all.filter(|all| !all.is_empty())?;
            let mean = sum(all.iter().copied()) / f64::from(u32::try_from(all.len()).unwrap_or(u32::MAX));
            Some((mean, limit.value, reaches(limit.value, mean)))
        });
        Ok(StageVerdict {
            stage: stage.name.clone(),
            schools: counted.iter().map(verdict).collect(),
            dispersion,
            composite,
        })
    }

    /// The part of a school's common resources that its pupils of a stage have: R·P·f ÷ Σ P·f.
    fn part(&self, stage: &Stage, schools: &Schools, school: usize) -> f64 {
        let Some(split) = self.split.iter().find(|split| split.kind == schools.kinds[school]) else { return 1.0 };
        let counts = |name: &str| split.factors.get(name).map_or(0.0, |factor| factor * schools.pupils[name][school]);
        counts(&stage.name) / sum(split.factors.keys().map(|name| counts(name)))
    }

    /// Resource divided by pupils of every school, in the indicator's unit.
    fn ratio(&self, rule: &Rule, stage: &Stage, schools: &Schools) -> Result<Vec<Option<f64>>, StandardFault> {
        let fault = |why: String| StandardFault::Rule { code: rule.code.clone(), why };
        let resource = &rule.resource[&stage.name];
        if let Some(name) = resource
            .names()
            .iter()
            .find(|name| schools.panel.year(YEAR).is_none_or(|table| table.column(name, Moment::Year).is_none()))
        {
            return Err(self.no_element(name));
        }
        let text = format!("({resource}) / {}", stage.pupils);
        let expression = Expression::parse(&text).map_err(|mistake| fault(mistake.to_string()))?;
        let (code, unit) = (rule.code.clone(), rule.unit.clone());
        let indicator = Indicator { code, expression, unit, missing: rule.missing, across: Across::MeanOfUnits };
        let bound = indicator.bind(&schools.panel, YEAR, &Book::default()).map_err(|why| fault(why.to_string()))?;
        Ok(bound.units())
    }

    fn spread(&self, stage: &Stage, rule: &Rule, own: &[f64], weights: &[f64], codes: &[&String]) -> DispersionVerdict {
        let limit = self.dispersion.as_ref().and_then(|asked| asked.each.get(&stage.name));
        let measures = Study::of(weights, &[], Ask::default()).and_then(|study| study.column(own)).ok();
        let whole = measures.as_ref().is_some_and(|measures| measures.counted == own.len());
        let cv = measures.as_ref().and_then(|measures| measures.cv.ok());
        let passed = limit.zip(cv).filter(|_| whole).map(|(limit, cv)| reaches(limit.value, cv));
        let mut parts: Vec<(String, f64)> = shares::variance(own, weights)
            .map(|shares| {
                codes.iter().zip(shares).filter_map(|(code, share)| Some(((*code).clone(), share?))).collect()
            })
            .unwrap_or_default();
        parts.sort_by(|a, b| b.1.total_cmp(&a.1));
        let failed = limit.filter(|_| passed == Some(false)).map(|limit| limit.value);
        let base: Vec<f64> = own.iter().map(|value| rule.unit.to_base(*value)).collect();
        DispersionVerdict {
            indicator: rule.code.clone(),
            schools: measures.as_ref().map_or(0, |measures| measures.counted),
            mean: measures.as_ref().and_then(|measures| measures.mean.ok()),
            cv,
            plain_cv: measures.as_ref().and_then(|measures| measures.plain_cv.ok()),
            limit: limit.map(|limit| limit.value),
            basis: limit.map(|limit| limit.basis),
            passed,
            shares: parts,
            least_added: failed.and_then(|limit| least_added(&base, weights, limit)).map(|mut added| {
                added.amount = rule.resource_unit.out_of_base(added.amount);
                added.level = rule.unit.out_of_base(added.level);
                added
            }),
            fewest_lifted: failed.and_then(|limit| fewest_lifted(&base, weights, limit)).map(|mut lifted| {
                lifted.amount = rule.resource_unit.out_of_base(lifted.amount);
                lifted.level = rule.unit.out_of_base(lifted.level);
                lifted
            }),
        }
    }

    fn tell(&self, stage: &StageVerdict, reasons: &mut Vec<Reason>) {
        let name = || stage.stage.clone();
        if stage.schools.is_empty() {
            reasons.push(Reason::NoSchools { stage: name() });
            return;
        }
        let floor = self.school_rule.as_ref().and_then(|rule| rule.floor).map_or(0.0, |floor| floor.value);
        for school in &stage.schools {
            let code = || school.school.clone();
            let unknown = || school.values.iter().zip(&self.indicators).filter(|(value, _)| value.is_none());
            match school.passed {
                Some(true) => {}
                Some(false) => reasons.push(Reason::School {
                    school: code(),
                    stage: name(),
                    reached: school.reached.iter().filter(|reached| **reached == Some(true)).count(),
                    of: school.reached.len(),
                    below_floor: school.gaps.iter().filter(|gap| !reaches(gap.value, floor * gap.limit)).count(),
                }),
                None => reasons.push(Reason::SchoolUnknown {
                    school: code(),
                    stage: name(),
                    missing: unknown().map(|(_, rule)| rule.code.clone()).collect(),
                }),
            }
        }
        let Some(asked) = &self.dispersion else { return };
        for verdict in &stage.dispersion {
            let indicator = || verdict.indicator.clone();
            match (verdict.passed, verdict.cv, verdict.limit) {
                (Some(false), Some(value), Some(limit)) => {
                    reasons.push(Reason::Dispersion { stage: name(), indicator: indicator(), value, limit });
                }
                (None, ..)
                    if verdict.limit.is_some()
                        || asked.composite.contains_key(&stage.stage)
                            && stage.composite.is_none()
                            && verdict.schools < stage.schools.len() =>
                {
                    let place = self.indicators.iter().position(|rule| rule.code == verdict.indicator).unwrap_or(0);
                    let missing =
                        stage.schools.iter().filter(|school| school.values.get(place).is_none_or(Option::is_none));
                    let schools = missing.map(|school| school.school.clone()).collect();
                    reasons.push(Reason::DispersionUnknown { stage: name(), indicator: indicator(), schools });
                }
                _ => {}
            }
        }
        if let Some((value, limit, false)) = stage.composite {
            reasons.push(Reason::Composite { stage: name(), value, limit });
        }
    }
}
