//! Numbers as people read them.

/// Digits in groups of three: 1234567.5 → 1,234,567.5. What is no number comes back as it is.
pub fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, rest) = digits.find('.').map_or((digits, ""), |dot| digits.split_at(dot));
    let mut text = String::with_capacity(number.len() + whole.len() / 3 + 1);
    text.push_str(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

/// A number with at most so many decimal places, in groups, without needless noughts and without a negative zero.
pub fn decimal(number: f64, most: usize) -> String {
    let text = format!("{number:.most$}");
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if short == "-0" { "0".to_owned() } else { grouped(short) }
}

#[cfg(test)]
mod tests;
