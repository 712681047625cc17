//! Flags, checks and formulas as sentences: the code of the sentence and its arguments, in a reader's language.

use indicators::expression::{Expression, Node, Telling, Unit, rules};
use units::{Args, decimal};

use super::columns::{chosen_name, offers};
use crate::model::flag::{Flag, Found};
use crate::model::form::{Check, Field, Figure, Form, Kind, Text};

/// Decimal places figures are told with.
const PLACES: usize = 4;
/// Units that are said with the name of what is counted, so that the figure alone is read more easily.
const COUNTED: [&str; 10] = ["", "人", "班", "间", "所", "个", "台", "册", "学时", "1"];

/// What units are called in English; compounds are put together from these.
const IN_ENGLISH: [(&str, &str); 14] = [
    ("平方米", "m²"),
    ("万元", "10,000 yuan"),
    ("亿元", "100 million yuan"),
    ("百人", "100 persons"),
    ("学时", "hours"),
    ("元", "yuan"),
    ("人", "persons"),
    ("班", "classes"),
    ("间", "rooms"),
    ("所", "schools"),
    ("个", "pieces"),
    ("台", "sets"),
    ("册", "volumes"),
    ("年", "years"),
];

/// A sentence: its stable code and its arguments.
pub type Sentence = (&'static str, Args);

/// What a flag says, naming fields, values and limit.
pub fn of_flag(form: &Form, flag: &Flag, english: bool) -> Sentence {
    let labels = |joint: &str| {
        let labels = flag.fields.iter().map(|name| label(form, name, english));
        labels.collect::<Vec<_>>().join(joint)
    };
    let field = flag.fields.first().map(|name| label(form, name, english)).unwrap_or_default();
    let check = form.check(&flag.check);
    let says = check.map(|check| check.says.said(english).to_owned()).unwrap_or_default();
    let side = |place: usize, value: Option<f64>, unit: &str| side(form, check, place, value, unit, english);
    match &flag.found {
        Found::Missing => ("collection.form.flag.missing", Args::one("field", field)),
        Found::Range { value, low, high, unit } => {
            let told = Args::one("field", field).and("value", told(*value, unit, english));
            match high {
                Some(high) if value > high => {
                    ("collection.form.flag.too_high", told.and("limit", told_limit(*high, unit, english)))
                }
                _ => ("collection.form.flag.too_low", told.and("limit", told_limit(*low, unit, english))),
            }
        }
        Found::Sides { left, right, unit } => {
            let code = check.map_or("collection.form.flag.sides", |check| code_of(&check.test));
            let args = Args::one("left", side(0, *left, unit)).and("right", side(1, *right, unit));
            (code, args.and("says", says))
        }
        Found::Ratio { now, before, low, high, unit } => {
            let name = check.map(|check| name_of(form, check, 0, english)).unwrap_or(field);
            let args = Args::one("field", name)
                .and("now", told(*now, unit, english))
                .and("before", told(*before, unit, english));
            let percent = |ratio: f64| format!("{}%", decimal(ratio * 100.0, 0));
            let args = args.and("ratio", percent(now / before)).and("low", percent(*low)).and("high", percent(*high));
            ("collection.form.flag.ratio", args.and("says", says))
        }
        Found::Outlier { value, median, z, limit, unit } => {
            let name = check.map(|check| name_of(form, check, 0, english)).unwrap_or(field);
            let args = Args::one("field", name)
                .and("value", told(*value, unit, english))
                .and("median", told(*median, unit, english));
            let args = args.and("z", decimal(z.abs(), 1)).and("limit", decimal(*limit, 1));
            ("collection.form.flag.outlier", args.and("says", says))
        }
        Found::Duplicate { other } => {
            let args = Args::one("other", other).and("fields", labels(if english { ", " } else { "、" }));
            ("collection.form.flag.duplicate", args.and("says", says))
        }
    }
}

fn code_of(test: &rules::Check) -> &'static str {
    use rules::Comparison;
    let rules::Check::Compare { operator, .. } = test else { return "collection.form.flag.sides" };
    match operator {
        Comparison::Equal => "collection.form.flag.equal",
        Comparison::NotEqual => "collection.form.flag.not_equal",
        Comparison::Greater => "collection.form.flag.greater",
        Comparison::GreaterOrEqual => "collection.form.flag.greater_or_equal",
        Comparison::Less => "collection.form.flag.less",
        Comparison::LessOrEqual => "collection.form.flag.less_or_equal",
        Comparison::CompulsoryPair => "collection.form.flag.compulsory_pair",
        Comparison::ExclusivePair => "collection.form.flag.exclusive_pair",
    }
}

/// How a check's rule is written out for readers of the form: the code of the sentence and what it compares.
pub fn of_check(form: &Form, check: &Check, english: bool) -> Sentence {
    let named = |place: usize| name_of(form, check, place, english);
    match &check.test {
        rules::Check::Compare { left, right, .. } => {
            let formula = |side: &Expression| formula(form, side, english);
            let code = match code_of(&check.test) {
                "collection.form.flag.equal" => "collection.form.rule.equal",
                "collection.form.flag.not_equal" => "collection.form.rule.not_equal",
                "collection.form.flag.greater" => "collection.form.rule.greater",
                "collection.form.flag.greater_or_equal" => "collection.form.rule.greater_or_equal",
                "collection.form.flag.less" => "collection.form.rule.less",
                "collection.form.flag.less_or_equal" => "collection.form.rule.less_or_equal",
                "collection.form.flag.compulsory_pair" => "collection.form.rule.compulsory_pair",
                _ => "collection.form.rule.exclusive_pair",
            };
            (code, Args::one("left", formula(left)).and("right", formula(right)))
        }
        rules::Check::YearOnYear { low, high, .. } => {
            let percent = |ratio: f64| format!("{}%", decimal(ratio * 100.0, 0));
            let args = Args::one("field", named(0)).and("low", percent(*low)).and("high", percent(*high));
            ("collection.form.rule.ratio", args)
        }
        rules::Check::RobustZ { limit, .. } => {
            ("collection.form.rule.outlier", Args::one("field", named(0)).and("limit", decimal(*limit, 1)))
        }
        rules::Check::Duplicates { of } => {
            let labels: Vec<String> = of.iter().map(|name| label(form, name, english)).collect();
            let fields = labels.join(if english { ", " } else { "、" });
            ("collection.form.rule.duplicate", Args::one("fields", fields))
        }
    }
}

/// One side with its value: 班级合计 24. A number stands for itself.
fn side(form: &Form, check: Option<&Check>, place: usize, value: Option<f64>, unit: &str, english: bool) -> String {
    let Some(check) = check else { return value.map(|value| told(value, unit, english)).unwrap_or_default() };
    let sides = super::check::sides(check);
    if sides.get(place).is_some_and(|side| matches!(side.root(), Node::Number(..))) {
        return value.map(|value| told_limit(value, unit, english)).unwrap_or_default();
    }
    let name = name_of(form, check, place, english);
    match value {
        Some(value) => format!("{name} {}", yes_or(form, sides.get(place), (value, unit), english)),
        None => name,
    }
}

/// A value of a yes-or-no field is told as 1 or 0 with its own sign, every other with its unit.
fn yes_or(form: &Form, side: Option<&&Expression>, (value, unit): (f64, &str), english: bool) -> String {
    let field = side.and_then(|side| match side.root() {
        Node::Name(reference) => form.field(&reference.name),
        _ => None,
    });
    match field {
        Some(field) if field.kind == Kind::YesNo => if value == 1.0 { "✓" } else { "✗" }.to_owned(),
        _ => told(value, unit, english),
    }
}

/// What a side is called: what the check calls it, else its fields' labels in its formula.
fn name_of(form: &Form, check: &Check, place: usize, english: bool) -> String {
    let given: Option<&Text> = if place == 0 { check.left.as_ref() } else { check.right.as_ref() };
    match (given, super::check::sides(check).get(place)) {
        (Some(given), _) => given.said(english).to_owned(),
        (None, Some(side)) => formula(form, side, english),
        (None, None) => String::new(),
    }
}

/// A formula with the labels of its fields in the place of their names, and a sum written out.
pub fn formula(form: &Form, expression: &Expression, english: bool) -> String {
    let number = |value: f64, unit: Option<&Unit>| {
        told_limit(value, unit.map_or("", |unit| unit.text()), english).replace(',', "")
    };
    let [or, and, not, comma] = if english { ["or", "and", "not ", ", "] } else { ["或", "且", "非", "，"] };
    Telling { name: &|name| label(form, name, english), number: &number, or, and, not, comma }.told(expression)
}

/// What a name of the form is called: a field, a derived element, or an option of a choice as 类型：小学.
pub fn label(form: &Form, name: &str, english: bool) -> String {
    if let Some(field) = form.field(name) {
        return field.label.said(english).to_owned();
    }
    if let Some(derived) = form.derived.iter().find(|derived| derived.formula.name == name) {
        return derived.label.said(english).to_owned();
    }
    let option = form.fields.iter().filter(|field| offers(field, name)).find_map(|field| {
        let option = field.options.iter().find(|option| chosen_name(&field.name, &option.value) == name)?;
        let joint = if english { ": " } else { "：" };
        Some(format!("{}{joint}{}", field.label.said(english), option.label.said(english)))
    });
    option.unwrap_or_else(|| name.to_owned())
}

/// What a unit is called.
pub fn unit_said(unit: &str, english: bool) -> String {
    if !english {
        return unit.to_owned();
    }
    let name = |part: &str| {
        IN_ENGLISH.iter().find(|(chinese, _)| *chinese == part).map_or(part.to_owned(), |(_, name)| (*name).to_owned())
    };
    unit.split('/').map(name).collect::<Vec<_>>().join(" / ")
}

/// A figure with its unit, where the unit does not go without saying.
fn told(value: f64, unit: &str, english: bool) -> String {
    match unit {
        "年" => value.to_string(),
        unit if COUNTED.contains(&unit) => decimal(value, PLACES),
        unit => told_limit(value, unit, english),
    }
}

/// A figure with its unit.
fn told_limit(value: f64, unit: &str, english: bool) -> String {
    let gap = if unit.is_empty() || unit == "%" { "" } else { " " };
    // A year is no amount.
    let number = if unit == "年" { value.to_string() } else { decimal(value, PLACES) };
    format!("{number}{gap}{}", unit_said(unit, english))
}

/// An entry as it is read: a choice by its label, a number in groups; none where it is yes or no, which has words of its own.
pub fn entry(field: &Field, figure: &Figure, english: bool) -> Option<String> {
    match (field.kind, figure) {
        (Kind::YesNo, _) => None,
        (Kind::Year, Figure::Number(year)) => Some(year.to_string()),
        (_, Figure::Number(number)) => Some(decimal(*number, PLACES)),
        (Kind::Choice, Figure::Text(value)) => {
            let option = field.options.iter().find(|option| option.value == *value);
            Some(option.map_or(value.as_str(), |option| option.label.said(english)).to_owned())
        }
        (_, Figure::Text(text)) => Some(text.clone()),
    }
}

#[cfg(test)]
mod tests;
