//! A table as a source with rows: what a reading of it kept, changed and no longer found, and an
//! import taken back as one.

use crate::{
    Basis, CriticId, Day, FilmId, OutletId, Probability, Remark, ReviewId, ReviewKey, Seq,
    SourceId, Standing,
};
use serde::{Deserialize, Serialize};

/// Where a review stands in a table, and by what its row is known again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowPlace {
    /// Its place among the table's rows: 1 is the first under the header.
    pub row: i64,
    /// Digest of what tells the row from others whatever else changes in it: the table's own id of
    /// it, else its critic, film and outlet.
    pub identity: ReviewKey,
    /// Digest of what the row says, where that is not the reading's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<ReviewKey>,
}

/// Rows that follow each other in two versions of a table and say the same: `[from, to, count]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(i64, i64, i64)", into = "(i64, i64, i64)")]
pub struct RowRun {
    /// The first one's place in the earlier version.
    pub from: i64,
    /// Its place in this version.
    pub to: i64,
    /// How many.
    pub count: i64,
}

impl From<(i64, i64, i64)> for RowRun {
    fn from((from, to, count): (i64, i64, i64)) -> Self {
        Self { from, to, count }
    }
}

impl From<RowRun> for (i64, i64, i64) {
    fn from(run: RowRun) -> Self {
        (run.from, run.to, run.count)
    }
}

/// Rows of a table that was read again say what they said before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsKept {
    /// The table as it is now.
    pub source: SourceId,
    /// The version that it was compared with.
    pub earlier: SourceId,
    /// Which rows.
    pub runs: Vec<RowRun>,
}

/// A table was read to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRead {
    /// The table as it is now.
    pub source: SourceId,
    /// The version that it was compared with; none when it was read for the first time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<SourceId>,
    /// Rows that are reviews, each once.
    pub rows: u64,
    /// Rows that the earlier version did not have.
    pub added: u64,
    /// Rows that say something else than in the earlier version.
    pub changed: u64,
    /// Rows that say the same.
    pub same: u64,
    /// Rows of the earlier version that are no longer there.
    pub removed: u64,
    /// Whether reviews whose rows are no longer there were withdrawn.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replace: bool,
    /// Every row that was in the table once and is not now, to be known again should it come back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<GoneRow>,
}

/// A row that is no longer in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoneRow {
    /// Its review.
    pub review: ReviewId,
    /// As [`RowPlace::identity`].
    pub identity: ReviewKey,
    /// Digest of what it said.
    pub content: ReviewKey,
}

/// An import was taken back, or an import that was taken back stands again. All that follows for
/// reviews stands here, so that it is one entry with one opposite.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportStanding {
    /// The source that was imported.
    pub source: SourceId,
    /// Reviews that no other source tells: they are out, or back in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<ReviewId>,
    /// Readings that hold from here on in place of those that the import brought, or of those that
    /// its undoing brought back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<ReadingBack>,
    /// Reviews that the import withdrew because their rows were gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<ReviewId>,
    /// Reviews that were withdrawn for that, and that the import listed again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reinstated: Vec<ReviewId>,
    /// What the person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
}

/// A reading of a review that holds again, as it stood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadingBack {
    /// The review.
    pub review: ReviewId,
    /// The `review-read` entry that holds what was read.
    pub entry: Seq,
    /// Where it was read.
    pub source: SourceId,
    /// Digest of the finding.
    pub content: ReviewKey,
    /// Where the review stands on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Day published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Day>,
    /// The film.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub film: Option<FilmId>,
    /// The film that may be meant, where none was settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub candidate: Option<FilmId>,
    /// The critic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critic: Option<CriticId>,
    /// Who signed it beside the critic.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_by: Vec<CriticId>,
    /// The outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<OutletId>,
    /// The rating as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating_printed: Option<String>,
    /// The rating converted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<f64>,
    /// The scale it was read on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
    /// The probability that the critic is for the film.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p: Option<Probability>,
    /// Where that comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Reasons to wait or be out.
    #[serde(default)]
    pub standing: Standing,
}
