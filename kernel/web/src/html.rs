//! Functions that templates call to say words and to write quantities, dates and places for people.

use std::sync::Arc;

use fluent_bundle::FluentValue;
use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Value};
use units::{Credit, Day, Instant};

use crate::assets::Assets;
use crate::words::key_of;
use crate::{Locale, Words};

/// From this figure on Chinese counts in 万 (ten thousands).
const WAN: f64 = 1e4;

/// From this figure on Chinese counts in 亿 (hundred millions).
const YI: f64 = 1e8;

/// Gives an environment the functions of every template. With `strict` a word that is not there fails the page.
pub(crate) fn add_functions(
    environment: &mut Environment<'static>,
    locale: Locale,
    words: &Arc<Words>,
    assets: &Arc<Assets>,
    strict: bool,
) {
    let say = words.clone();
    environment.add_function("t", move |key: &str, args: Kwargs| say_word(&say, locale, key, &args, strict));
    let say = words.clone();
    environment
        .add_function("word_for", move |code: &str, args: Kwargs| say_word(&say, locale, &key_of(code), &args, strict));
    let say = words.clone();
    environment.add_function("has_word", move |key: &str| say.has(locale, key));
    let say = words.clone();
    environment.add_function("province", move |code: &Value| province(&say, locale, &code.to_string(), strict));
    let assets = assets.clone();
    environment
        .add_function("asset", move |name: &str| assets.address(name).ok_or_else(|| fail(format!("no asset {name}"))));
    environment.add_function("credit", credit);
    environment.add_function("day", move |value: &Value| day(locale, value));
    environment.add_function("instant", move |value: &Value| instant(locale, value));
    environment.add_function("number", move |value: &Value| number(locale, value));
}

fn fail(detail: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, detail)
}

fn say_word(words: &Words, locale: Locale, key: &str, args: &Kwargs, strict: bool) -> Result<Value, Error> {
    let mut values = Vec::new();
    for name in args.args() {
        let value: Value = args.get(name)?;
        if value.is_undefined() {
            return Err(fail(format!("{key}: the argument {name} is undefined")));
        }
        let value = match (value.kind(), value.as_i64()) {
            (ValueKind::Number, Some(number)) => FluentValue::from(number),
            _ => FluentValue::from(value.to_string()),
        };
        values.push((name.to_owned(), value));
    }
    if let Some(text) = words.plain(locale, key) {
        return Ok(Value::from(text.clone()));
    }
    match words.format(locale, key, values) {
        Ok(text) => Ok(Value::from(text)),
        Err(unsaid) if strict => Err(fail(unsaid.why)),
        Err(unsaid) => {
            tracing::error!(key, why = unsaid.why, "a sentence cannot be said");
            Ok(Value::from(unsaid.instead))
        }
    }
}

/// A credit amount; none or an empty text is written as a dash.
fn credit(value: &Value) -> Result<String, Error> {
    if is_nothing(value) {
        return Ok("–".to_owned());
    }
    Credit::parse(&value.to_string())
        .map(|credit| credit.to_string())
        .map_err(|fault| fail(format!("credit({value}): {fault}")))
}

fn day(locale: Locale, value: &Value) -> Result<Value, Error> {
    if is_nothing(value) {
        return Ok(Value::from("–"));
    }
    let day = Day::parse(&value.to_string()).map_err(|fault| fail(format!("day({value}): {fault}")))?;
    Ok(Value::from_safe_string(format!("<time datetime=\"{day}\">{}</time>", day_text(locale, day))))
}

fn instant(locale: Locale, value: &Value) -> Result<Value, Error> {
    if is_nothing(value) {
        return Ok(Value::from("–"));
    }
    let instant = Instant::parse(&value.to_string()).map_err(|fault| fail(format!("instant({value}): {fault}")))?;
    Ok(Value::from_safe_string(format!("<time datetime=\"{instant}\">{}</time>", instant_text(locale, instant))))
}

/// Whether there is nothing to write. An undefined name is not nothing: it is a defect of the template.
fn is_nothing(value: &Value) -> bool {
    value.is_none() || value.as_str() == Some("")
}

/// A day as people write it: 2026年3月1日, 1 March 2026.
pub(crate) fn day_text(locale: Locale, day: Day) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, date) = (day.year(), day.month(), day.day());
    match locale {
        Locale::ZhCn => format!("{year}年{month}月{date}日"),
        Locale::En => format!("{date} {} {year}", MONTHS[(month as usize + 11) % 12]),
    }
}

/// A moment as people of the region write it, to the minute.
pub(crate) fn instant_text(locale: Locale, instant: Instant) -> String {
    let seconds_of_day = instant.plus_seconds(8 * 3600).seconds().rem_euclid(24 * 3600);
    let (hour, minute) = (seconds_of_day / 3600, seconds_of_day % 3600 / 60);
    format!("{} {hour:02}:{minute:02}", day_text(locale, instant.day_in_shanghai()))
}

fn number(locale: Locale, value: &Value) -> Result<Value, Error> {
    if is_nothing(value) {
        return Ok(Value::from("–"));
    }
    let exact = value.to_string();
    let Ok(figure) = exact.parse::<f64>() else {
        return Err(fail(format!("number({value}): not a number")));
    };
    let exact = units::grouped(&exact);
    let (unit, divisor) = if figure.abs() >= YI { ("亿", YI) } else { ("万", WAN) };
    if locale == Locale::En || figure.abs() < WAN {
        return Ok(Value::from(exact));
    }
    let short = format!("{:.1}", figure / divisor);
    let short = short.strip_suffix(".0").unwrap_or(&short);
    Ok(Value::from_safe_string(format!("<span class=\"xq-number\" title=\"{exact}\">{short}{unit}</span>")))
}

/// The tag of one of the four provinces, in its fixed colour and pattern; any code inside the province will do.
fn province(words: &Words, locale: Locale, code: &str, strict: bool) -> Result<Value, Error> {
    let prefix = code.get(..2).unwrap_or_default();
    if !matches!(prefix, "31" | "32" | "33" | "34") {
        return Ok(Value::from(code));
    }
    let name = match words.format(locale, &format!("province-{prefix}"), []) {
        Ok(name) => name,
        Err(unsaid) if strict => return Err(fail(unsaid.why)),
        Err(unsaid) => unsaid.instead,
    };
    Ok(Value::from_safe_string(format!(
        "<span class=\"xq-province xq-province--{prefix}\"><span class=\"xq-province__swatch\" aria-hidden=\"true\"></span>{name}</span>"
    )))
}
