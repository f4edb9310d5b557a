//! The nouns that pass between the rooms of Ovation, with their invariants and text forms.
//!
//! No room depends on another; they meet here. A type stands in this crate only when two rooms
//! name it. Nothing here does I/O, asks for the time or draws a random number.
//!
//! Read in the order of the data: a [`SourceFacts`] was fetched, reading it gave a
//! [`ReviewFinding`] whose every value carries [`Evidence`], identifying gave [`Attribution`]s,
//! judging a [`Verdict`], and all of it went into the ledger as the [`EntryBody`] of an [`Entry`].
//! A [`Ballot`] is one review as a score sees it.

mod actor;
mod article;
mod attribution;
mod ballot;
mod breakdown;
mod catalogues;
mod complaint;
mod decimal;
mod decision;
mod editor;
mod entry;
mod entry_body;
mod evidence;
mod explain;
mod film;
mod finding;
mod hash;
mod ids;
mod judging;
mod leanings;
mod limits;
mod parcels;
mod poster;
mod press;
mod probability;
mod rating;
mod readers;
mod reading;
mod remark;
mod runs;
mod settled;
mod source;
mod standing;
mod suggestion;
mod table;
mod text;
mod time;
mod verdict;
mod visible;
mod vote;
mod work;

pub use actor::{Actor, ActorError};
pub use article::{Block, BlockKind, Cut, Dated, LeadImage, ReadArticle};
pub use attribution::{Attribution, FilmKey, FilmRecord};
pub use ballot::{Ballot, MOST_ALSO_BY, Signer};
pub use breakdown::Breakdown;
pub use catalogues::{
    CataloguePage, NoId, catalogue_called, film_id, film_id_in_address, is_film_page,
    telling_film_id,
};
pub use complaint::{Complaint, ComplaintKind};
pub use decimal::decimal;
pub use decision::{Decision, ReviewSettled, SetRating};
pub use editor::{Editor, Role};
pub use entry::{
    CriticAdded, CriticSplit, FilmsAdded, Merged, OutletAdded, OutletPlaced, OutletWeighed, Pair,
    ReadableAgain, Resemblance, ReviewRead, ReviewReinstated, ReviewSeen, ReviewWithdrawn,
    SourceRead, SourceStanding, UnreadableFound, WithdrawnBy,
};
pub use entry_body::{Entry, EntryBody, EntryKind, KindOfEntry, Naming, Subject, Texts, kind};
pub use evidence::{Evidence, Sourced};
pub use explain::{Considered, Explanation, Sign};
pub use film::{FilmChange, FilmFact, FilmField, FilmStory, FilmsChanged, TitleUse};
pub use finding::{FilmCredit, FilmMention, LikelyBySite, ReviewFinding, ReviewLikely};
pub use hash::{Hash, HashError, ReviewKey};
pub use ids::{CriticId, FilmId, OutletId, ReviewId, Seq, SourceId};
pub use judging::{
    JudgeLearned, JudgingSet, RatingRule, RatingRuled, ReviewJudged, RuleSays, TextReader,
    TextReaderError, Whose,
};
pub use leanings::{LeaningHeld, LeaningRow, LeaningsHeld, LeaningsSet};
pub use limits::ReadLimits;
pub use parcels::{IngestEnded, ParcelFate, Parcels};
pub use poster::{POSTER_BYTES, PictureMedia, Poster, PosterPlace};
pub use press::{
    ClaimFinding, ComparisonFinding, CreditFinding, EventFinding, FilmLink, PressFinding,
    PressRead, SpeechKind, StatementFinding, ToldDay,
};
pub use probability::{Probability, ProbabilityError};
pub use rating::{ConvertedRating, PrintedRating, ScaleRow};
pub use readers::{file_of, for_readers, is_local, withholds};
pub use reading::{ItemHolds, Named, NamedItem, PageKind, Reading};
pub use remark::{PrivateNote, Remark};
pub use runs::{WordRuns, WordRunsError};
pub use settled::{Names, NamesSet, PressDecision, PressPart, PressSettled};
pub use source::{MediaKind, SourceFacts};
pub use standing::{Reason, Standing, State};
pub use suggestion::{Suggested, SuggestionAnswered};
pub use table::{GoneRow, ImportStanding, ReadingBack, RowPlace, RowRun, RowsKept, TableRead};
pub use text::{counted, country_of, excerpt, fold, for_shell, grouped, shortened, slug};
pub use time::{Day, DayError, Moment};
pub use verdict::{Basis, Grounds, Verdict};
pub use visible::{is_invisible, visible};
pub use vote::Vote;
pub use work::{Work, WorkKind, WorkSaid};
