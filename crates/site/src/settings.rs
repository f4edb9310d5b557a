//! What the operator says about the site.

use ovation_desk::IndexPlace;
use ovation_terms::{JudgingSet, Moment, ScaleRow, SetRating};
use std::fmt;
use std::sync::Arc;

/// Gives the present moment; the binary passes the machine's clock, tests pass a fixed one.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;

/// Tells how verdicts come about under the record's settings; the binary passes the judge's words.
pub type Explain = Arc<dyn Fn(JudgingSet) -> ScoreExplainer + Send + Sync>;

/// Converts a rating as a person types it, or tells why it cannot; the binary passes the judge's table.
pub type Convert = Arc<dyn Fn(&str) -> Result<SetRating, String> + Send + Sync>;

/// What the operator says about the site.
#[derive(Clone)]
pub struct SiteSettings {
    /// The site's name, shown in the masthead: `Ovation`.
    pub name: String,
    /// Where the site stands on the web, without a slash at the end: `https://scores.example`.
    /// Used for canonical addresses; without it they are relative.
    pub base_url: Option<String>,
    /// What the page "How scores are made" needs to know of the rooms before the score.
    pub about: Explain,
    /// How ratings that editors send are converted.
    pub convert: Convert,
    /// Where the index of the record's films is kept, by which titles are matched.
    pub index: IndexPlace,
    /// A line above every page, such as that a demonstration's films are all invented.
    pub notice: Option<String>,
}

impl fmt::Debug for SiteSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SiteSettings")
            .field("name", &self.name)
            .field("base_url", &self.base_url)
            .field("notice", &self.notice)
            .finish_non_exhaustive()
    }
}

/// How verdicts come about, for the page "How scores are made".
#[derive(Clone, Debug)]
pub struct ScoreExplainer {
    /// The published conversion table of printed ratings.
    pub rating_rows: Vec<ScaleRow>,
    /// Its version, such as `ratings-1`.
    pub rating_version: String,
    /// The text model's version; none when the record is run without one.
    pub model_version: Option<String>,
    /// Between these two probabilities a verdict waits for a person; 0 to 1 each.
    pub bounds: (f64, f64),
    /// The share of wrong verdicts accepted among those settled alone, by which the bounds were
    /// chosen; 0 to 1.
    pub accepted_error: f64,
}
