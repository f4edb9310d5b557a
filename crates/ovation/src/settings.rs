//! Logging for people who run the program, and the folders it keeps files in.

use ovation_film_index::IndexPlace;
use std::path::PathBuf;
use tracing_subscriber::EnvFilter;

/// Where indexes of films are kept: in the folder that was asked for, else beside a record that is a file, and for
/// one on a server in the user's folder of caches.
///
/// # Source
/// <https://specifications.freedesktop.org/basedir-spec/latest/>: `XDG_CACHE_HOME`, else `.cache` at home.
pub(crate) fn index_place(chosen: Option<PathBuf>) -> IndexPlace {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let is_whole = |folder: &PathBuf| folder.is_absolute();
    let caches = folder("XDG_CACHE_HOME").filter(is_whole);
    let caches = caches.or_else(|| folder("LOCALAPPDATA").filter(is_whole));
    let caches = caches.or_else(|| Some(std::env::home_dir().filter(is_whole)?.join(".cache")));
    IndexPlace {
        chosen,
        caches: caches.map(|folder| folder.join("ovation")),
        note: |words| crate::printer::note(words),
        ..IndexPlace::default()
    }
}

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
