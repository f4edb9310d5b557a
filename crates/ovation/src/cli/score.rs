//! What is asked of scores, and what is exported.

use super::WorkKindChoice;
use crate::values;
use clap::{Args, ValueEnum};
use ovation_score::Formula;
use ovation_terms::{Day, Moment};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct QuestionArgs {
    /// The film: its number, a catalogue id (`imdb:tt0000001`), a title, or `Title (2024)`.
    pub(crate) film: String,
    /// Count only reviews published by this day.
    #[arg(long, value_name = "DAY")]
    pub(crate) as_of: Option<Day>,
    /// Use only what the record knew by then (a day, or RFC 3339).
    #[arg(long, value_name = "WHEN")]
    pub(crate) known_at: Option<Moment>,
    /// Which figure: `approval`, `average-rating`, `weighted-score` or `adjusted-approval`.
    #[arg(long, default_value = "approval")]
    pub(crate) formula: Formula,
    /// Whose reviews: `critics:Ada Quill,7;outlets:Meridian;countries:SE;languages:sv;
    /// from:2024-01-01;to:2024-12-31`, any of the parts; critics and outlets by number or name.
    #[arg(long, default_value = "")]
    pub(crate) panel: String,
    /// What outlets weigh in the weighted score: `Meridian=2,5=0.5`; 1 where nothing is said.
    #[arg(
        long,
        value_name = "OUTLET=WEIGHT,...",
        value_delimiter = ',',
        value_parser = values::outlet_weight
    )]
    pub(crate) weights: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ScoreArgs {
    #[command(flatten)]
    pub(crate) question: QuestionArgs,
    /// Print the score at every date on which it changed.
    #[arg(long)]
    pub(crate) timeline: bool,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// A receipt as `ovation receipt` or the site gives it.
    pub(crate) file: PathBuf,
    /// Also hold every value against the record: made anew from its entries up to the receipt's
    /// ledger head, their hashes from what they say.
    #[arg(long)]
    pub(crate) against_record: bool,
    /// Also hold every value against an export (a folder that `ovation export` wrote) in the same
    /// way, or beside what a site says (its address).
    #[arg(long, value_name = "FOLDER|URL")]
    pub(crate) against: Option<String>,
    /// The site may stand at a private or loopback address.
    #[arg(long)]
    pub(crate) allow_private: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The folder; made when it is not there, and otherwise to be empty.
    pub(crate) dir: PathBuf,
    /// The form of the tables.
    #[arg(long, value_enum, default_value_t = ExportFormat::Csv)]
    pub(crate) format: ExportFormat,
    /// Leave the ledger's entries out: the export can then not be read back.
    #[arg(long)]
    pub(crate) without_entries: bool,
    /// For yourself and nobody else: private notes too, and the bodies of older entries that hold the path
    /// of a file.
    #[arg(long)]
    pub(crate) private: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Comma-separated values.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// Parquet.
    Parquet,
}

#[derive(Debug, Args)]
pub(crate) struct RankingArgs {
    /// Count only reviews published by this day.
    #[arg(long, value_name = "DAY")]
    pub(crate) as_of: Option<Day>,
    /// Use only what the record knew by then (a day, or RFC 3339).
    #[arg(long, value_name = "WHEN")]
    pub(crate) known_at: Option<Moment>,
    /// Which works: films, unless series or seasons are asked for.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) kind: WorkKindChoice,
    /// How many films.
    #[arg(long, default_value_t = 20, value_parser = values::count::<usize>)]
    pub(crate) limit: usize,
}
