//! Logging for people who run the program.

use tracing_subscriber::EnvFilter;

/// Sends logs to standard error: warnings by default, more with `-v`, `-vv`.
pub(crate) fn start_logging(verbose: u8) {
    let level = match verbose {
        0 => "warn",
        1 => "info",
        _ => "debug",
    };
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(format!("{level},sqlx=warn,hyper=warn")))
        .with_ansi(false)
        .with_writer(|| crate::printer::LogWriter)
        .with_target(false)
        .init();
}
