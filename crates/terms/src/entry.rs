//! What the single kinds of entries say; [`EntryBody`](crate::EntryBody) lists the kinds.

use crate::{
    Attribution, Complaint, ConvertedRating, CriticId, FilmId, FilmRecord, Hash, OutletId, Remark,
    ReviewFinding, ReviewId, ReviewKey, RowPlace, Seq, SourceFacts, SourceId, Standing, Verdict,
    WordRuns,
};
use serde::{Deserialize, Serialize};

/// A source was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceRead {
    /// Its number.
    pub source: SourceId,
    /// Its facts.
    #[serde(flatten)]
    pub facts: SourceFacts,
    /// What read it: `ovation 0.1.0`.
    pub reader: String,
}

/// Films entered the catalogue, in one entry of at most a few hundred.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FilmsAdded {
    /// Why they were added: `catalogue FILE`, `named by table FILE, row 12`, `created on the desk`.
    pub why: String,
    /// The films.
    pub films: Vec<FilmRecord>,
    /// As [`Remark::act`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Seq>,
}

/// A critic was met for the first time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CriticAdded {
    /// The critic's number.
    pub critic: CriticId,
    /// The name as printed.
    pub name: String,
}

/// An outlet was met for the first time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutletAdded {
    /// The outlet's number.
    pub outlet: OutletId,
    /// The name as printed.
    pub name: String,
    /// Its registered domain, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
}

/// A review was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewRead {
    /// The review: new the first time.
    pub review: ReviewId,
    /// Where it was read.
    pub source: SourceId,
    /// What makes it the same review elsewhere.
    pub keys: Vec<ReviewKey>,
    /// Digest of the finding's values (without evidence): tells a changed reading from the same.
    pub content: ReviewKey,
    /// Which film.
    pub film: Attribution<FilmId>,
    /// Which critic; none when unsigned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critic: Option<Attribution<CriticId>>,
    /// Who signed it beside the critic, in the order of the by-line: of a joint review.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_by: Vec<CriticId>,
    /// Which outlet; none when not named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<Attribution<OutletId>>,
    /// The rating converted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<ConvertedRating>,
    /// Why a printed rating was not converted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating_complaint: Option<String>,
    /// The verdict; none when there was nothing to judge by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Reasons to wait or be out.
    #[serde(default)]
    pub standing: Standing,
    /// What could not be read of it, without losing the review (a date of 2999).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complaints: Vec<Complaint>,
    /// What was read.
    pub finding: ReviewFinding,
    /// The review it may be one with, where [`MayBeSame`](crate::Reason::MayBeSame) is among its
    /// reasons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resembles: Option<Resemblance>,
    /// Marks of its text, by which the same text is found elsewhere.
    #[serde(rename = "marks", default, skip_serializing_if = "Vec::is_empty")]
    pub minhashes: Vec<i64>,
    /// Where it stands, in a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<RowPlace>,
    /// Digest of the source's words, which the ledger keeps beside the entry so that they can be
    /// deleted at their owner's request. Set by the ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Hash>,
    /// Whether what its complaints say is among these words, for a complaint quotes what it could not
    /// read. It is in every entry made since 30 November 2026.
    #[serde(default, skip_serializing_if = "is_false")]
    pub apart: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form serde asks for")]
fn is_false(held: &bool) -> bool {
    !held
}

/// Another review that a review may be one with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resemblance {
    /// That review.
    pub review: ReviewId,
    /// What speaks for it and against it.
    pub why: String,
}

/// A known review was met in one more source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewSeen {
    /// The review.
    pub review: ReviewId,
    /// The source.
    pub source: SourceId,
    /// Keys the record did not have yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<ReviewKey>,
    /// Where it stands there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What this source says, where it is not what the review's first source says: the first
    /// stands, and nothing is lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Box<ReviewFinding>>,
    /// Marks of the text found here, by which the same text is found elsewhere.
    #[serde(rename = "marks", default, skip_serializing_if = "Vec::is_empty")]
    pub minhashes: Vec<i64>,
    /// Why it was taken for the same review, where no key says so: `91 % of the words`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Where it stands, in a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<RowPlace>,
    /// Digest of the source's words; see [`ReviewRead::words`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Hash>,
}

/// Something could not be read: a row, a page, a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnreadableFound {
    /// The source it stands in; none when the source itself could not be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// The source's address.
    pub address: String,
    /// What makes it the same trouble on another run.
    pub key: ReviewKey,
    /// What was wrong, where, and what to do.
    pub complaint: Complaint,
    /// Digest of what the complaint says; see [`ReviewRead::words`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Hash>,
    /// As [`ReviewRead::apart`].
    #[serde(default, skip_serializing_if = "is_false")]
    pub apart: bool,
}

/// What could not be read can be read again: a page that its server did not find is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadableAgain {
    /// The source's address.
    pub address: String,
    /// The trouble's key, as in [`UnreadableFound::key`].
    pub key: ReviewKey,
}

/// The country of an outlet was set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutletPlaced {
    /// The outlet.
    pub outlet: OutletId,
    /// Its country, ISO 3166 in two capitals; none: as its domain's ending tells.
    pub country: Option<String>,
    /// What the person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
}

/// What an outlet counts for in weighted scores was set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutletWeighed {
    /// The outlet.
    pub outlet: OutletId,
    /// Its weight, 0 or more; none: the usual one, 1.
    pub weight: Option<f64>,
    /// What the person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
}

/// A critic was two people: some reviews are somebody else's, who is new to the record. Merging the
/// second into the first is the opposite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriticSplit {
    /// Who was taken for both.
    pub critic: CriticId,
    /// The other one: a new number.
    pub into: CriticId,
    /// The other one's name.
    pub name: String,
    /// How bylines name the other one, where that is not the name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// The other one's reviews.
    pub reviews: Vec<ReviewId>,
    /// What the person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
}

/// Two of a kind that are one: the first is taken for the second from here on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// Which two.
    #[serde(flatten)]
    pub pair: Pair,
    /// What the person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
}

/// Two of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Pair {
    /// Films.
    Film {
        /// The one that is given up.
        from: FilmId,
        /// The one it is taken for.
        into: FilmId,
    },
    /// Critics.
    Critic {
        /// The one that is given up.
        from: CriticId,
        /// The one it is taken for.
        into: CriticId,
    },
    /// Outlets.
    Outlet {
        /// The one that is given up.
        from: OutletId,
        /// The one it is taken for.
        into: OutletId,
    },
}

/// A source was deleted or restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceStanding {
    /// The source.
    pub source: SourceId,
    /// What the person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
    /// Of a deletion: digests of the runs of words of each text that is gone, by which it is known
    /// when it is met again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<WordRuns>,
    /// Of a deletion: entries of other sources that held the same words; theirs are gone, too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Seq>,
    /// Reviews that are out by the deletion, or may count again, beside those whose reading is from
    /// the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<ReviewId>,
}

impl SourceStanding {
    /// Of a source, with a remark and nothing else.
    pub fn new(source: SourceId, remark: Remark) -> Self {
        Self {
            source,
            remark,
            texts: Vec::new(),
            entries: Vec::new(),
            reviews: Vec::new(),
        }
    }
}

/// Who withdrew a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WithdrawnBy {
    /// The critic said so.
    Critic,
    /// The outlet said so.
    Outlet,
    /// Its page is gone for good.
    PageGone,
    /// The table it was read from lists it no longer.
    RowGone,
}

impl WithdrawnBy {
    /// What a reader is told.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Critic => "withdrawn by the critic",
            Self::Outlet => "withdrawn by the outlet",
            Self::PageGone => "its page is gone for good",
            Self::RowGone => "no longer in the table it was read from",
        }
    }
}

/// A review was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewWithdrawn {
    /// The review.
    pub review: ReviewId,
    /// Who withdrew it.
    pub by: WithdrawnBy,
    /// What the person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
}

/// A withdrawn review stands again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewReinstated {
    /// The review.
    pub review: ReviewId,
    /// What the person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
}
