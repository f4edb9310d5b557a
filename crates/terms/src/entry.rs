//! The ledger's lines: something that happened, never changed afterwards.

use crate::{
    Attribution, Complaint, ConvertedRating, CriticId, Day, FilmId, FilmRecord, FilmsChanged, Hash,
    ImportStanding, IngestEnded, JudgeLearned, JudgingSet, LeaningsSet, Moment, NamesSet, OutletId,
    PressRead, PressSettled, Probability, RatingRuled, Reason, Remark, ReviewFinding, ReviewId,
    ReviewJudged, ReviewKey, RowPlace, RowsKept, Seq, SourceFacts, SourceId, Standing, TableRead,
    Verdict, WordRuns,
};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Who made an entry: `person:ada`, `rule:ratings-1`, `model:linear-1`, `import:reviews.csv`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Actor(String);

/// A text was no actor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected `person:NAME`, `rule:NAME`, `model:NAME` or `import:NAME`, found `{0}`")]
pub struct ActorError(pub String);

impl Actor {
    /// A person; outranks every machine.
    pub fn person(name: &str) -> Self {
        Self(format!("person:{name}"))
    }

    /// A reading of sources by this program.
    pub fn import(name: &str) -> Self {
        Self(format!("import:{name}"))
    }

    /// A model of this program, with its version.
    pub fn model(name: &str) -> Self {
        Self(format!("model:{name}"))
    }

    /// A rule of this program, with its version.
    pub fn rule(name: &str) -> Self {
        Self(format!("rule:{name}"))
    }

    /// Whether it is a person.
    pub fn is_person(&self) -> bool {
        self.0.starts_with("person:")
    }

    /// The text form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Actor {
    type Err = ActorError;
    fn from_str(text: &str) -> Result<Self, ActorError> {
        let known = ["person:", "rule:", "model:", "import:"];
        if known
            .iter()
            .any(|kind| text.len() > kind.len() && text.starts_with(kind))
        {
            Ok(Self(text.to_owned()))
        } else {
            Err(ActorError(text.chars().take(80).collect()))
        }
    }
}

impl TryFrom<String> for Actor {
    type Error = ActorError;
    fn try_from(text: String) -> Result<Self, ActorError> {
        text.parse()
    }
}

impl From<Actor> for String {
    fn from(actor: Actor) -> String {
        actor.0
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One line of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place.
    pub seq: Seq,
    /// When it was made.
    pub at: Moment,
    /// Who made it.
    pub actor: Actor,
    /// What happened.
    pub happening: Happening,
    /// Digest of this entry and of the hash before it.
    pub hash: Hash,
}

/// What happened. Serialised as `{"kind": ..., ...}`; the kind also stands in its own column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Happening {
    /// A source was read.
    SourceRead(SourceRead),
    /// Films entered the catalogue.
    FilmsAdded(FilmsAdded),
    /// Films of the record changed: corrected, taken back, or known better.
    FilmsChanged(FilmsChanged),
    /// A critic was met for the first time.
    CriticAdded(CriticAdded),
    /// An outlet was met for the first time.
    OutletAdded(OutletAdded),
    /// A review was read: found the first time, read again (changed) after that.
    ReviewRead(Box<ReviewRead>),
    /// A known review was met in one more source.
    ReviewSeen(ReviewSeen),
    /// Something could not be read.
    UnreadableFound(UnreadableFound),
    /// A person settled a review.
    ReviewSettled(ReviewSettled),
    /// An article of film press was read: found the first time, read again (changed) after that.
    PressRead(Box<PressRead>),
    /// Two films, critics or outlets of the record are one.
    Merged(Merged),
    /// They are two after all.
    Unmerged(Merged),
    /// A source was deleted at its owner's request: its words are gone, its reviews are out.
    SourceDeleted(SourceStanding),
    /// The source's reviews may be counted again.
    SourceRestored(SourceStanding),
    /// A review was withdrawn.
    ReviewWithdrawn(ReviewWithdrawn),
    /// A withdrawn review stands again.
    ReviewReinstated(ReviewReinstated),
    /// A known review was judged anew.
    ReviewJudged(Box<ReviewJudged>),
    /// The judge learned from the verdicts that the record knows.
    JudgeLearned(JudgeLearned),
    /// An operator set how verdicts are made.
    JudgingSet(JudgingSet),
    /// An operator brought in how critics and outlets lean.
    LeaningsSet(LeaningsSet),
    /// What is particular to a critic's or outlet's ratings was set.
    RatingRuleSet(RatingRuled),
    /// It holds no longer.
    RatingRuleCleared(RatingRuled),
    /// What an outlet counts for in weighted scores was set.
    OutletWeighed(OutletWeighed),
    /// The country of an outlet was set.
    OutletPlaced(OutletPlaced),
    /// What could not be read can be read again.
    ReadableAgain(ReadableAgain),
    /// Rows of a table that was read again say what they said before.
    RowsKept(RowsKept),
    /// A table was read to its end.
    TableRead(TableRead),
    /// An import was taken back.
    ImportUndone(Box<ImportStanding>),
    /// An import that was taken back stands again.
    ImportRestored(Box<ImportStanding>),
    /// A person set what a critic or an outlet is called.
    NamesSet(NamesSet),
    /// A critic was two people: some reviews are somebody else's.
    CriticSplit(CriticSplit),
    /// A person settled what an article of film press says.
    PressSettled(PressSettled),
    /// An ingest came to its end: what became of every parcel.
    IngestEnded(IngestEnded),
}

impl Happening {
    /// The kind's text form, as in the `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SourceRead(_) => "source-read",
            Self::FilmsAdded(_) => "films-added",
            Self::FilmsChanged(_) => "films-changed",
            Self::CriticAdded(_) => "critic-added",
            Self::OutletAdded(_) => "outlet-added",
            Self::ReviewRead(_) => "review-read",
            Self::ReviewSeen(_) => "review-seen",
            Self::UnreadableFound(_) => "unreadable-found",
            Self::ReviewSettled(_) => "review-settled",
            Self::PressRead(_) => "press-read",
            Self::Merged(_) => "merged",
            Self::Unmerged(_) => "unmerged",
            Self::SourceDeleted(_) => "source-deleted",
            Self::SourceRestored(_) => "source-restored",
            Self::ReviewWithdrawn(_) => "review-withdrawn",
            Self::ReviewReinstated(_) => "review-reinstated",
            Self::ReviewJudged(_) => "review-judged",
            Self::JudgeLearned(_) => "judge-learned",
            Self::JudgingSet(_) => "judging-set",
            Self::LeaningsSet(_) => "leanings-set",
            Self::RatingRuleSet(_) => "rating-rule-set",
            Self::RatingRuleCleared(_) => "rating-rule-cleared",
            Self::OutletWeighed(_) => "outlet-weighed",
            Self::OutletPlaced(_) => "outlet-placed",
            Self::ReadableAgain(_) => "readable-again",
            Self::RowsKept(_) => "rows-kept",
            Self::TableRead(_) => "table-read",
            Self::ImportUndone(_) => "import-undone",
            Self::ImportRestored(_) => "import-restored",
            Self::NamesSet(_) => "names-set",
            Self::CriticSplit(_) => "critic-split",
            Self::PressSettled(_) => "press-settled",
            Self::IngestEnded(_) => "ingest-ended",
        }
    }
}

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
    /// The review it may be one with, where [`Reason::MayBeSame`] is among its reasons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resembles: Option<Resemblance>,
    /// Marks of its text, by which the same text is found elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<i64>,
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<i64>,
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

/// A person settled a review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewSettled {
    /// The review.
    pub review: ReviewId,
    /// What was decided.
    pub decision: Decision,
    /// The source of its words, where words were decided about: they go with that source's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// What the person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
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

/// What a person can decide about a review. No machine's entry undoes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Decision {
    /// It is about this film.
    Film(FilmId),
    /// It is for (`true`) or against (`false`).
    Verdict(bool),
    /// Out of the score; the reason says why.
    Exclude,
    /// Back in, with whatever reasons to wait it still has.
    Restore,
    /// Confirmed as it stands: these reasons to wait are settled.
    Confirm(Vec<Reason>),
    /// These reasons are open again: the opposite of [`Decision::Confirm`].
    Reopen(Vec<Reason>),
    /// The film is again what was read.
    ClearFilm,
    /// The verdict is again what was read or judged.
    ClearVerdict,
    /// The critic printed this.
    Rating(SetRating),
    /// The rating is again what was read.
    ClearRating,
    /// This critic wrote it; none: it is unsigned.
    Critic(Option<CriticId>),
    /// The critic is again who was read.
    ClearCritic,
    /// It ran in this outlet; none: in no outlet.
    Outlet(Option<OutletId>),
    /// The outlet is again what was read.
    ClearOutlet,
    /// It is the same review as that one, which is counted.
    SameAs(ReviewId),
    /// It is a review of its own: the opposite of [`Decision::SameAs`].
    Distinct,
    /// It was published on this day; none: nobody knows the day.
    Published(Option<Day>),
    /// The day is again what was read.
    ClearPublished,
    /// It stands at this address; none: nowhere on the web.
    Url(Option<String>),
    /// The address is again what was read.
    ClearUrl,
    /// It is in this language, BCP 47; none: nobody knows.
    Language(Option<String>),
    /// The language is again what was read.
    ClearLanguage,
    /// It has this headline, in the source's words, which the ledger keeps beside the entry; none: it
    /// has none.
    Headline(Option<String>),
    /// The headline is again what was read.
    ClearHeadline,
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

/// A rating that a person set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetRating {
    /// As the critic printed it.
    pub printed: String,
    /// Converted, 0 to 1.
    pub value: f64,
    /// The scale it was read on.
    pub scale: String,
    /// The probability that the critic is for the film, going by the rating.
    pub p: Probability,
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
