//! How far an import is.

use crate::printer;
use indicatif::{ProgressBar, ProgressStyle};
use ovation_terms::grouped;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// After how many rows it is told again.
const ROWS: u64 = 1 << 16;

/// A line on the terminal, where somebody watches.
#[derive(Clone)]
pub(super) struct Progress {
    bar: ProgressBar,
    films: Arc<AtomicU64>,
}

impl Progress {
    pub(super) fn new(quiet: bool) -> Self {
        let films = Arc::default();
        if quiet || !printer::is_watched() {
            let bar = ProgressBar::hidden();
            return Self { bar, films };
        }
        let bar = ProgressBar::no_length();
        let style = ProgressStyle::with_template("{spinner} {msg}, {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.enable_steady_tick(Duration::from_millis(120));
        Self { bar, films }
    }

    /// So many rows of a file were read.
    pub(super) fn read(&self, file: &str, rows: u64) {
        if rows.is_multiple_of(ROWS) {
            let rows = grouped(rows);
            self.bar.set_message(format!("{file}: {rows} rows"));
        }
    }

    /// So many more films were compared with the record and entered.
    pub(super) fn entered(&self, films: usize) {
        let films = films as u64;
        let all = self.films.fetch_add(films, Ordering::Relaxed) + films;
        self.bar.set_message(format!("{} films", grouped(all)));
    }

    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
