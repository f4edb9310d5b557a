//! The `ovation` program: settings, commands, progress, printing and the machine's clock. What carries
//! results from room to room is `ovation-ingest`, what people decide `ovation-desk`.

mod cli;
mod clock;
mod columns;
mod commands;
mod export;
mod judging;
mod own_knowledge;
mod printer;
mod settings;
mod values;

use clap::Parser;
use std::process::ExitCode;

/// Entries are many small strings: appending a tenth faster than with the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match cli::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // What was mistyped is said again: it is made harmless first, as all that is printed.
            if error.use_stderr() {
                printer::notes(error.render());
                return ExitCode::from(2);
            }
            // Printing can only fail when the terminal is gone; then nobody reads it either.
            let _gone = error.print();
            return ExitCode::SUCCESS;
        }
    };
    settings::start_logging(cli.verbose);
    let record = cli.record.clone();
    let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        own_knowledge::use_own(cli.knowledge.as_deref())?;
        commands::run(cli)
    }));
    match ran {
        Ok(Ok(outcome)) => outcome.into(),
        Ok(Err(error)) => {
            printer::error(&error);
            ExitCode::FAILURE
        }
        Err(panic) => {
            // Nothing was closed on the way here.
            commands::tidy(&record);
            if panic.is::<printer::OutputGone>() {
                return ExitCode::SUCCESS;
            }
            std::panic::resume_unwind(panic)
        }
    }
}
