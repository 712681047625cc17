//! What a version may say: a tree that is one, weights that weigh, targets that are numbers.

use std::collections::{BTreeMap, BTreeSet};

use units::Fault;

use super::text_fault;
use crate::model::{Indicator, SystemInput};

/// Most lines of a system; the largest known table has 46 points of measurement below 16 headings.
pub const INDICATORS_MAX: usize = 1_000;
/// Deepest tree.
pub const DEPTH_MAX: usize = 6;
/// Most members of a group.
pub const MEMBERS_MAX: usize = 40;
/// Largest weight, in hundredths.
pub const WEIGHT_MAX: i64 = 100_000;
/// Longest text of several lines, in characters.
pub const TEXT_CHARS_MAX: usize = 2_000;

/// What is wrong with a version; empty when it may be kept. Lines are named `indicators.3.code`, counted from 0.
pub fn faults(input: &SystemInput) -> Vec<Fault> {
    let mut faults: Vec<Fault> = [
        text_fault("name", &input.name, 1, 100, false),
        text_fault("name_en", &input.name_en, 0, 200, false),
        text_fault("basis", &input.basis, 0, TEXT_CHARS_MAX, true),
    ]
    .into_iter()
    .flatten()
    .collect();
    faults.extend(member_faults(&input.members));
    if input.indicators.len() > INDICATORS_MAX {
        faults.push(Fault::new("indicators", "form.too_many").with("max", INDICATORS_MAX));
        return faults;
    }
    for (at, line) in input.indicators.iter().enumerate() {
        let named = |fault: Fault| Fault { field: format!("indicators.{at}.{}", fault.field), ..fault };
        faults.extend(line_faults(line).into_iter().map(named));
    }
    faults.extend(tree_faults(&input.indicators));
    faults.extend(weight_faults(&input.indicators));
    faults
}

fn member_faults(members: &[String]) -> Option<Fault> {
    let distinct: BTreeSet<&String> = members.iter().collect();
    if members.is_empty() {
        Some(Fault::new("members", "form.required"))
    } else if members.len() > MEMBERS_MAX {
        Some(Fault::new("members", "form.too_many").with("max", MEMBERS_MAX))
    } else if distinct.len() < members.len() {
        Some(Fault::new("members", "monitor.member.twice"))
    } else {
        None
    }
}

/// What is wrong with a line by itself.
pub fn line_faults(line: &Indicator) -> Vec<Fault> {
    let mut faults: Vec<Fault> = [
        text_fault("code", &line.code, 1, 20, false),
        text_fault("parent", &line.parent, 0, 20, false),
        text_fault("name", &line.name, 1, 100, false),
        text_fault("name_en", &line.name_en, 0, 200, false),
        text_fault("meaning", &line.meaning, 0, TEXT_CHARS_MAX, true),
        text_fault("scope", &line.scope, 0, TEXT_CHARS_MAX, true),
        text_fault("formula", &line.formula, 0, TEXT_CHARS_MAX, true),
        text_fault("unit", &line.unit, 0, 20, false),
        text_fault("source", &line.source, 0, 200, false),
        text_fault("reviewer", &line.reviewer, 0, 200, false),
        text_fault("note", &line.note, 0, TEXT_CHARS_MAX, true),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !line.code.is_empty() && !line.code.chars().all(|letter| letter.is_alphanumeric() || ".-_".contains(letter)) {
        faults.push(Fault::new("code", "monitor.indicator.code_letters"));
    }
    if !(-5..=0).contains(&line.year_offset) {
        faults.push(Fault::new("year_offset", "form.out_of_range").with("min", -5).with("max", 0));
    }
    if line.target.as_ref().is_some_and(|target| !is_decimal(&target.value)) {
        faults.push(Fault::new("target", "monitor.indicator.target_number"));
    }
    if line.weight_hundredths.is_some_and(|weight| !(0..=WEIGHT_MAX).contains(&weight)) {
        faults.push(Fault::new("weight", "form.out_of_range").with("min", 0).with("max", WEIGHT_MAX / 100));
    }
    faults
}

/// Digits with at most one point and a sign before them; twelve digits in all.
fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(part) && whole.len() + part.len() <= 13
}

/// Codes are given once, and every line stands after the heading it is under.
fn tree_faults(lines: &[Indicator]) -> Vec<Fault> {
    let mut depths: BTreeMap<&str, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let depth = match line.parent.as_str() {
            "" => Some(1),
            parent => depths.get(parent).map(|depth| depth + 1),
        };
        let at = |field: &str| format!("indicators.{at}.{field}");
        match depth {
            None => {
                faults.push(Fault::new(at("parent"), "monitor.indicator.parent_unknown").with("code", &line.parent))
            }
            Some(depth) if depth > DEPTH_MAX => {
                faults.push(Fault::new(at("parent"), "monitor.indicator.too_deep").with("max", DEPTH_MAX));
            }
            Some(_) => {}
        }
        if depths.insert(&line.code, depth.unwrap_or(1)).is_some() {
            faults.push(Fault::new(at("code"), "monitor.indicator.code_twice").with("code", &line.code));
        }
    }
    faults
}

/// Among lines under one heading either each has a weight or none, and they do not sum to nothing.
fn weight_faults(lines: &[Indicator]) -> Vec<Fault> {
    let mut families: BTreeMap<&str, Vec<(usize, Option<i64>)>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        families.entry(&line.parent).or_default().push((at, line.weight_hundredths));
    }
    let mut faults = Vec::new();
    for family in families.values().filter(|family| family.iter().any(|(_, weight)| weight.is_some())) {
        if let Some((at, _)) = family.iter().find(|(_, weight)| weight.is_none()) {
            faults.push(Fault::new(format!("indicators.{at}.weight"), "monitor.indicator.weight_missing"));
        } else if family.iter().all(|(_, weight)| *weight == Some(0)) {
            faults.push(Fault::new(format!("indicators.{}.weight", family[0].0), "monitor.indicator.weights_zero"));
        }
    }
    faults
}

/// Outer blanks removed from every text.
pub fn tidy(mut input: SystemInput) -> SystemInput {
    for text in [&mut input.name, &mut input.name_en, &mut input.basis] {
        *text = text.trim().to_owned();
    }
    for member in &mut input.members {
        *member = member.trim().to_owned();
    }
    input.indicators = input.indicators.into_iter().map(tidy_line).collect();
    input
}

/// A line without outer blanks.
pub fn tidy_line(mut line: Indicator) -> Indicator {
    let target = line.target.as_mut().map(|target| &mut target.value);
    let texts = [
        &mut line.code,
        &mut line.parent,
        &mut line.name,
        &mut line.name_en,
        &mut line.meaning,
        &mut line.scope,
        &mut line.formula,
        &mut line.unit,
        &mut line.source,
        &mut line.reviewer,
        &mut line.note,
    ];
    for text in texts.into_iter().chain(target) {
        *text = text.trim().to_owned();
    }
    line
}

/// How deep each line stands, from 1, in the order of the lines.
pub fn depths(lines: &[Indicator]) -> Vec<usize> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let depth_of = |line: &'_ Indicator, known: &BTreeMap<&str, usize>| {
        known.get(line.parent.as_str()).map_or(1, |depth| depth + 1)
    };
    let mut depths = Vec::with_capacity(lines.len());
    for line in lines {
        let depth = depth_of(line, &known);
        known.insert(&line.code, depth);
        depths.push(depth);
    }
    depths
}
