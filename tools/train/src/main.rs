//! The learners, none of which is part of the program: `cargo x train KIND ...`.

#![expect(clippy::print_stdout, reason = "a learner says what it learned")]
#![expect(clippy::print_stderr, reason = "a learner says how it is called")]
#![expect(clippy::expect_used, reason = "a learner stops at the first trouble")]

#[path = "main/bylines.rs"]
mod bylines;
#[path = "main/fields.rs"]
mod fields;
#[path = "main/kinds.rs"]
mod kinds;
#[path = "main/press.rs"]
mod press;
#[path = "main/ratings.rs"]
mod ratings;
#[path = "main/speakers.rs"]
mod speakers;
#[path = "main/speech.rs"]
mod speech;
#[path = "main/titles.rs"]
mod titles;
#[path = "main/told.rs"]
mod told;
#[path = "main/verdicts.rs"]
mod verdicts;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    match args.next().as_deref() {
        Some("fields") => fields::run(args),
        Some("kinds") => kinds::run(args),
        Some("speech") => speech::run(args),
        Some("speakers") => speakers::run(args),
        Some("titles") => titles::run(args),
        Some("told") => told::run(args),
        Some("ratings") => ratings::run(args),
        Some("verdicts") => verdicts::text(args),
        Some("verdicts-xx") => verdicts::languages(args),
        Some("mix") => verdicts::mix(args),
        _ => {
            eprintln!(
                "error: expected `fields`, `kinds`, `speech`, `speakers`, `titles`, `told`, `ratings`, `verdicts`, `verdicts-xx` or `mix`"
            );
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
