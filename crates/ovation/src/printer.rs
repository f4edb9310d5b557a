//! The one place that prints.

use serde::Serialize;
use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All done.
    Done,
    /// The answer to a check is no.
    Failed,
    /// Done, but something was left out.
    Partly,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Failed => Self::FAILURE,
            Outcome::Partly => Self::from(3),
        }
    }
}

/// Prints one line to standard output. A reader that went away (`| head`) ends the program
/// quietly.
pub(crate) fn line(text: impl Display) {
    if writeln!(std::io::stdout().lock(), "{text}").is_err() {
        std::process::exit(0);
    }
}

/// Prints one object as one line of JSON.
pub(crate) fn json<T: Serialize>(value: &T) -> anyhow::Result<()> {
    line(serde_json::to_string(value)?);
    Ok(())
}

/// Prints a remark to standard error.
pub(crate) fn note(text: impl Display) {
    let _gone = writeln!(std::io::stderr().lock(), "{text}");
}

/// Prints an error with its causes.
pub(crate) fn error(error: &anyhow::Error) {
    let mut out = std::io::stderr().lock();
    let _gone = writeln!(out, "error: {error}");
    for cause in error.chain().skip(1) {
        let _gone = writeln!(out, "  because {cause}");
    }
}

/// Whether a person watches standard error.
pub(crate) fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}

/// A number with thin groups: `37,768`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut made = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            made.push(',');
        }
        made.push(digit);
    }
    made
}
