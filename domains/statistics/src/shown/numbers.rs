//! Figures as text: short where people read them, with every digit where they compute with them.

/// A figure as people read it: four significant digits where it is small, whole where it is large.
pub(crate) fn number(value: f64) -> String {
    let size = value.abs();
    let places = match size {
        size if size >= 1_000.0 => 0,
        size if size >= 100.0 => 1,
        size if size >= 1.0 || size == 0.0 => 2,
        _ => 4,
    };
    let text = format!("{value:.places$}");
    // What rounds to zero is no negative zero.
    let text =
        if text.trim_start_matches('-').chars().all(|c| matches!(c, '0' | '.')) { text.replace('-', "") } else { text };
    units::grouped(&text)
}

/// A figure with every digit it has.
pub(crate) fn exact(value: f64) -> String {
    let mut text = String::new();
    indicators::composite::sheet::digits(value, &mut text);
    // The shortest text that is read back as the same figure is what somebody published.
    let short = value.to_string();
    if short.len() < text.len() && value.abs() < 1e15 { short } else { text }
}

/// A figure that may be missing.
pub(crate) fn maybe(value: Option<f64>) -> String {
    value.map(number).unwrap_or_default()
}

/// A share in per cent.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

#[cfg(test)]
mod tests;
