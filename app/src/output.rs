//! What a command answers with, a line at a time on standard output.

use std::io::{ErrorKind, Write};

/// Writes a line. A reader that has seen enough, such as `head`, ends the program quietly.
#[expect(clippy::disallowed_methods, reason = "what was acknowledged is durable before a line tells of it")]
pub fn line(text: std::fmt::Arguments) {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}") {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => {
            eprintln!("xueqiao: cannot write to standard output: {error}");
            std::process::exit(1);
        }
    }
}
