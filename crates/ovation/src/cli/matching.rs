//! What `ovation match` is asked.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct MatchArgs {
    /// A table of titles: CSV, TSV, JSON lines or a workbook.
    pub(crate) file: PathBuf,
    /// The column of titles; else it is told by its name.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) title: Option<String>,
    /// The column of years.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) year: Option<String>,
    /// The column of directors.
    #[arg(long, value_name = "COLUMN")]
    pub(crate) director: Option<String>,
    /// Write the table here (`.tsv`: with tabs) rather than to standard output.
    #[arg(short, long, value_name = "OUT")]
    pub(crate) out: Option<PathBuf>,
}
