//! Badges by public rules, as the command line asks for them.

use super::ByArgs;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum TiersCommand {
    /// List the badges with their rules.
    List,
    /// Define a badge, or change its rule.
    Set {
        /// The badge as it is shown: `Certified`.
        name: String,
        /// Won when the lower end of the 90 % interval is at least so high, 0 to 100.
        #[arg(long, value_name = "PERCENT")]
        from: f64,
        /// Lost when the lower end falls below this; without it, below the bound at which it is won.
        #[arg(long, value_name = "PERCENT")]
        lost_below: Option<f64>,
        /// Won with at least so many reviews in the score, and lost with fewer.
        #[arg(long, value_name = "NUMBER")]
        reviews: u32,
        #[command(flatten)]
        by: ByArgs,
    },
    /// Retire a badge: no film has it any longer.
    Retire {
        /// The badge.
        name: String,
        #[command(flatten)]
        by: ByArgs,
    },
    /// When a film won and lost each badge.
    Of {
        /// The film: number, catalogue id, title, or `Title (2024)`.
        film: String,
    },
}
