//! The one place that prints. What comes from outside reaches no terminal raw.

mod plain;

pub(crate) use plain::json as safe_json;
pub(crate) use plain::one_line;

use ovation_terms::Entry;
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

/// Nobody reads standard output any more.
pub(crate) struct OutputGone;

/// Prints one line to standard output. A reader that went away (`| head`) ends the program
/// quietly: by unwinding, so that what is open is closed.
pub(crate) fn line(text: impl Display) {
    out(&one_line(&text.to_string()));
}

/// Prints an entry of the ledger as a line.
pub(crate) fn entry(entry: &Entry) {
    line(entry_line(entry));
}

/// Most words of a text that somebody else wrote, in an entry's line.
const WORDS: usize = 60;

/// An entry as a line.
pub(crate) fn entry_line(entry: &Entry) -> String {
    format!(
        "{:>7}  {}  {}  {}  {}",
        entry.seq,
        entry.at,
        entry.actor,
        entry.body.kind(),
        entry.body.sentence(WORDS)
    )
}

/// Prints a text of several lines.
pub(crate) fn text(text: impl Display) {
    out(&plain::lines(&text.to_string()));
}

/// A reader that went away (`| head`) ends the program quietly.
fn out(text: &str) {
    if writeln!(std::io::stdout().lock(), "{text}").is_err() {
        std::panic::resume_unwind(Box::new(OutputGone));
    }
}

/// Prints one object as one line of JSON.
pub(crate) fn json<T: Serialize>(value: &T) -> anyhow::Result<()> {
    out(&safe_json(&serde_json::to_string(value)?));
    Ok(())
}

/// Prints one object as JSON for people to read.
pub(crate) fn pretty_json<T: Serialize>(value: &T) -> anyhow::Result<()> {
    out(&safe_json(&serde_json::to_string_pretty(value)?));
    Ok(())
}

/// Prints a remark to standard error.
pub(crate) fn note(text: impl Display) {
    let _gone = writeln!(std::io::stderr().lock(), "{}", one_line(&text.to_string()));
}

/// Prints a remark of several lines to standard error.
pub(crate) fn notes(text: impl Display) {
    let text = text.to_string();
    let _gone = writeln!(
        std::io::stderr().lock(),
        "{}",
        plain::lines(text.trim_end())
    );
}

/// Prints an error with its causes.
pub(crate) fn error(error: &anyhow::Error) {
    let mut out = std::io::stderr().lock();
    let shown = |error: &dyn Display| plain::lines(&error.to_string()).into_owned();
    let _gone = writeln!(out, "error: {}", shown(error));
    for cause in error.chain().skip(1) {
        let _gone = writeln!(out, "  because {}", shown(&cause));
    }
}

/// Standard error for the log: what it is told is made harmless too.
pub(crate) struct LogWriter;

impl Write for LogWriter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        std::io::stderr()
            .lock()
            .write_all(plain::lines(&text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        std::io::stderr().lock().flush()
    }
}

/// Whether a person watches standard error.
pub(crate) fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}

pub(crate) use ovation_terms::{counted, grouped};
