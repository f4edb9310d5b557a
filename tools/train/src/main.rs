//! The learners that are no command of the program: `cargo x train KIND ...`.

#![expect(clippy::print_stdout, reason = "a learner says what it learned")]
#![expect(clippy::print_stderr, reason = "a learner says how it is called")]
#![expect(clippy::expect_used, reason = "a learner stops at the first trouble")]

#[path = "main/ratings.rs"]
mod ratings;
#[path = "main/speech.rs"]
mod speech;
#[path = "main/titles.rs"]
mod titles;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    match args.next().as_deref() {
        Some("speech") => speech::run(args),
        Some("titles") => titles::run(args),
        Some("ratings") => ratings::run(args),
        _ => {
            eprintln!("error: expected `speech`, `titles` or `ratings`");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
