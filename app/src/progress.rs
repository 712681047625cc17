//! Progress of long work at the command line: a bar on a terminal, nothing in a pipe.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over `total` steps of `unit`; a total of zero counts only.
pub fn bar(total: u64, what: &str) -> ProgressBar {
    let template = match total {
        0 => "{msg} {human_pos} {elapsed}",
        _ => "{msg} {wide_bar} {human_pos}/{human_len} {eta}",
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(total).with_style(style).with_message(what.to_owned())
}
