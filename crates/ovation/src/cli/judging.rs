//! How verdicts are made.

use super::{ByArgs, JudgeArgs, TextModelChoice};
use crate::values;
use clap::{Args, Subcommand};
use ovation_terms::Day;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum JudgingCommand {
    /// Show what holds: the models, the bounds, the rules, what was learned.
    Show,
    /// Set what reads the texts and which error is accepted, for this record.
    Set {
        /// What reads the texts of reviews.
        #[arg(long, value_enum)]
        text_model: Option<TextModelChoice>,
        /// The share of wrong verdicts accepted among those the machine settles alone.
        #[arg(long, value_name = "SHARE", value_parser = values::accepted_error)]
        accepted_error: Option<f64>,
        #[command(flatten)]
        by: ByArgs,
    },
    /// Set what is particular to one critic's or outlet's ratings, or clear it.
    Rule(RuleArgs),
    /// Learn where critics draw the line, and by how much the probabilities are off, from the
    /// verdicts that critics stated and editors settled.
    Learn {
        /// Print what would be learned and write nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Bring in how critics and outlets lean, as a table (CSV): columns `critic` and `outlet` (one of them
    /// may be missing or empty), `reviews` (how many verdicts are known), `positive` (the share for the
    /// film: `0.62` or `62 %`) and, where a row is about one rating only, `rating` (`2.5/4`).
    Import {
        /// The table; `-` for standard input.
        file: PathBuf,
        #[command(flatten)]
        by: ByArgs,
    },
    /// List the leanings that were brought in and hold, each with its entry.
    Leanings,
    /// Judge the record's reviews anew by the models, rules and habits that hold now. What critics
    /// stated and people decided stays.
    Anew {
        /// Only reviews of this film (number, catalogue id, `Title (2024)`).
        #[arg(long)]
        film: Option<String>,
        #[command(flatten)]
        judge: JudgeArgs,
        /// Print what would change, scores included, and write nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("whose").required(true))]
#[command(group = clap::ArgGroup::new("says").required(true))]
pub(crate) struct RuleArgs {
    /// Of this critic (number or name).
    #[arg(long, group = "whose")]
    pub(crate) critic: Option<String>,
    /// Of this outlet (number or name).
    #[arg(long, group = "whose")]
    pub(crate) outlet: Option<String>,
    /// Numbers printed without a scale are on this one: `/10`, `/5`, `percent`.
    #[arg(long, value_name = "SCALE", group = "says")]
    pub(crate) bare: Option<String>,
    /// The lowest rating that is for the film, as printed: `2.5/4`, `B-`.
    #[arg(long, value_name = "RATING", group = "says")]
    pub(crate) positive_from: Option<String>,
    /// What a printed form is worth, 0 to 1: `Worth the bus fare=0.75`.
    #[arg(long, value_name = "PRINTED=VALUE", group = "says")]
    pub(crate) form: Option<String>,
    /// The first day of publication it holds for.
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<Day>,
    /// The last day of publication it holds for.
    #[arg(long, value_name = "DAY")]
    pub(crate) until: Option<Day>,
    /// Take the rule back instead.
    #[arg(long)]
    pub(crate) clear: bool,
    #[command(flatten)]
    pub(crate) by: ByArgs,
}
