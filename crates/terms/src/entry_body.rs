//! The kinds of entries: one table, and what every kind must say of itself.
//!
//! A new kind is a row of the table. Every `match` of this file and of its folder then asks for it, and
//! so do those of the ledger (`ovation-ledger`), which say what it does to the record; nothing else
//! knows the kinds one by one.

mod told;

#[cfg(test)]
mod tests;

use crate::{
    Actor, Complaint, CriticAdded, CriticId, CriticSplit, Evidence, FilmRecord, FilmsAdded,
    FilmsChanged, Hash, ImportStanding, IngestEnded, JudgeLearned, JudgingSet, LeaningsSet, Merged,
    Moment, NamesSet, OutletAdded, OutletId, OutletPlaced, OutletWeighed, PressRead, PressSettled,
    RatingRuled, ReadableAgain, Remark, ReviewFinding, ReviewId, ReviewJudged, ReviewRead,
    ReviewReinstated, ReviewSeen, ReviewSettled, ReviewWithdrawn, RowsKept, Seq, SourceId,
    SourceRead, SourceStanding, SuggestionAnswered, TableRead, UnreadableFound, shortened,
};
use serde::{Deserialize, Serialize};

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
    pub body: EntryBody,
    /// Digest of this entry and of the hash before it.
    pub hash: Hash,
}

/// Makes the two enums of kinds from one table: with what an entry says, and without.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident($body:ty) = $text:literal,)*) => {
        /// What happened. Serialised as `{"kind": ..., ...}`; the kind also stands in its own column.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "kind", rename_all = "kebab-case")]
        pub enum EntryBody {
            $($(#[$doc])* $kind($body),)*
        }

        /// A kind of entry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum EntryKind {
            $($(#[$doc])* $kind,)*
        }

        impl EntryKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The text form, as in the `kind` column: `review-read`.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$kind => $text,)*
                }
            }

            /// The kind of this text form; none where there is none.
            pub fn of_code(code: &str) -> Option<Self> {
                match code {
                    $($text => Some(Self::$kind),)*
                    _ => None,
                }
            }
        }

        impl EntryBody {
            /// The kind's text form, as in the `kind` column.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$kind(_) => $text,)*
                }
            }
        }
    };
}

kinds! {
    /// A source was read.
    SourceRead(SourceRead) = "source-read",
    /// Films entered the catalogue.
    FilmsAdded(FilmsAdded) = "films-added",
    /// Films of the record changed: corrected, taken back, or known better.
    FilmsChanged(FilmsChanged) = "films-changed",
    /// A critic was met for the first time.
    CriticAdded(CriticAdded) = "critic-added",
    /// An outlet was met for the first time.
    OutletAdded(OutletAdded) = "outlet-added",
    /// A review was read: found the first time, read again (changed) after that.
    ReviewRead(Box<ReviewRead>) = "review-read",
    /// A known review was met in one more source.
    ReviewSeen(ReviewSeen) = "review-seen",
    /// Something could not be read.
    UnreadableFound(UnreadableFound) = "unreadable-found",
    /// A person settled a review.
    ReviewSettled(ReviewSettled) = "review-settled",
    /// An article of film press was read: found the first time, read again (changed) after that.
    PressRead(Box<PressRead>) = "press-read",
    /// Two films, critics or outlets of the record are one.
    Merged(Merged) = "merged",
    /// They are two after all.
    Unmerged(Merged) = "unmerged",
    /// A source was deleted at its owner's request: its words are gone, its reviews are out.
    SourceDeleted(SourceStanding) = "source-deleted",
    /// The source's reviews may be counted again.
    SourceRestored(SourceStanding) = "source-restored",
    /// A review was withdrawn.
    ReviewWithdrawn(ReviewWithdrawn) = "review-withdrawn",
    /// A withdrawn review stands again.
    ReviewReinstated(ReviewReinstated) = "review-reinstated",
    /// A known review was judged anew.
    ReviewJudged(Box<ReviewJudged>) = "review-judged",
    /// The judge learned from the verdicts that the record knows.
    JudgeLearned(JudgeLearned) = "judge-learned",
    /// An operator set how verdicts are made.
    JudgingSet(JudgingSet) = "judging-set",
    /// An operator brought in how critics and outlets lean.
    LeaningsSet(LeaningsSet) = "leanings-set",
    /// What is particular to a critic's or outlet's ratings was set.
    RatingRuleSet(RatingRuled) = "rating-rule-set",
    /// It holds no longer.
    RatingRuleCleared(RatingRuled) = "rating-rule-cleared",
    /// What an outlet counts for in weighted scores was set.
    OutletWeighed(OutletWeighed) = "outlet-weighed",
    /// The country of an outlet was set.
    OutletPlaced(OutletPlaced) = "outlet-placed",
    /// What could not be read can be read again.
    ReadableAgain(ReadableAgain) = "readable-again",
    /// Rows of a table that was read again say what they said before.
    RowsKept(RowsKept) = "rows-kept",
    /// A table was read to its end.
    TableRead(TableRead) = "table-read",
    /// An import was taken back.
    ImportUndone(Box<ImportStanding>) = "import-undone",
    /// An import that was taken back stands again.
    ImportRestored(Box<ImportStanding>) = "import-restored",
    /// A person set what a critic or an outlet is called.
    NamesSet(NamesSet) = "names-set",
    /// A critic was two people: some reviews are somebody else's.
    CriticSplit(CriticSplit) = "critic-split",
    /// A person settled what an article of film press says.
    PressSettled(PressSettled) = "press-settled",
    /// An ingest came to its end: what became of every parcel.
    IngestEnded(IngestEnded) = "ingest-ended",
    /// A person said no to a suggestion that two are one or one is two, or opened it again.
    SuggestionAnswered(SuggestionAnswered) = "suggestion-answered",
}

/// What an entry is about, where a reader can be shown it by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Subject<'a> {
    /// A review.
    Review(ReviewId),
    /// A film, as it was added.
    Film(&'a FilmRecord),
    /// A critic, by the name first met.
    Critic(CriticId, &'a str),
    /// An outlet, by the name first met.
    Outlet(OutletId, &'a str),
    /// Several things, or none of these.
    None,
}

/// The remark of a kind that has one, borrowed as the caller needs it.
macro_rules! remark_of {
    ($entry_body:expr, $($borrowed:tt)+) => {
        match $entry_body {
            EntryBody::ReviewSettled(it) => Some($($borrowed)+ it.remark),
            EntryBody::Merged(it) | EntryBody::Unmerged(it) => Some($($borrowed)+ it.remark),
            EntryBody::SourceDeleted(it) | EntryBody::SourceRestored(it) => {
                Some($($borrowed)+ it.remark)
            }
            EntryBody::ReviewWithdrawn(it) => Some($($borrowed)+ it.remark),
            EntryBody::ReviewReinstated(it) => Some($($borrowed)+ it.remark),
            EntryBody::RatingRuleSet(it) | EntryBody::RatingRuleCleared(it) => {
                Some($($borrowed)+ it.remark)
            }
            EntryBody::LeaningsSet(it) => Some($($borrowed)+ it.remark),
            EntryBody::OutletWeighed(it) => Some($($borrowed)+ it.remark),
            EntryBody::OutletPlaced(it) => Some($($borrowed)+ it.remark),
            EntryBody::NamesSet(it) => Some($($borrowed)+ it.remark),
            EntryBody::FilmsChanged(it) => Some($($borrowed)+ it.remark),
            EntryBody::CriticSplit(it) => Some($($borrowed)+ it.remark),
            EntryBody::PressSettled(it) => Some($($borrowed)+ it.remark),
            EntryBody::SuggestionAnswered(it) => Some($($borrowed)+ it.remark),
            EntryBody::ImportUndone(it) | EntryBody::ImportRestored(it) => {
                Some($($borrowed)+ it.remark)
            }
            EntryBody::SourceRead(_)
            | EntryBody::FilmsAdded(_)
            | EntryBody::CriticAdded(_)
            | EntryBody::OutletAdded(_)
            | EntryBody::ReviewRead(_)
            | EntryBody::ReviewSeen(_)
            | EntryBody::UnreadableFound(_)
            | EntryBody::PressRead(_)
            | EntryBody::ReviewJudged(_)
            | EntryBody::JudgeLearned(_)
            | EntryBody::JudgingSet(_)
            | EntryBody::ReadableAgain(_)
            | EntryBody::RowsKept(_)
            | EntryBody::TableRead(_)
            | EntryBody::IngestEnded(_) => None,
        }
    };
}

impl EntryBody {
    /// What somebody says beside it, where the kind has a place for that.
    pub fn remark(&self) -> Option<&Remark> {
        remark_of!(self, &)
    }

    /// As [`EntryBody::remark`], to be changed.
    pub fn remark_mut(&mut self) -> Option<&mut Remark> {
        remark_of!(self, &mut)
    }

    /// What it is about.
    pub fn subject(&self) -> Subject<'_> {
        match self {
            Self::ReviewRead(read) => Subject::Review(read.review),
            Self::ReviewSeen(seen) => Subject::Review(seen.review),
            Self::ReviewSettled(settled) => Subject::Review(settled.review),
            Self::ReviewWithdrawn(gone) => Subject::Review(gone.review),
            Self::ReviewReinstated(back) => Subject::Review(back.review),
            Self::ReviewJudged(judged) => Subject::Review(judged.review),
            Self::CriticAdded(added) => Subject::Critic(added.critic, &added.name),
            Self::CriticSplit(split) => Subject::Critic(split.into, &split.name),
            Self::OutletAdded(added) => Subject::Outlet(added.outlet, &added.name),
            Self::FilmsAdded(added) => match added.films.as_slice() {
                [film] => Subject::Film(film),
                _ => Subject::None,
            },
            Self::SourceRead(_)
            | Self::FilmsChanged(_)
            | Self::UnreadableFound(_)
            | Self::PressRead(_)
            | Self::Merged(_)
            | Self::Unmerged(_)
            | Self::SourceDeleted(_)
            | Self::SourceRestored(_)
            | Self::JudgeLearned(_)
            | Self::JudgingSet(_)
            | Self::LeaningsSet(_)
            | Self::RatingRuleSet(_)
            | Self::RatingRuleCleared(_)
            | Self::OutletWeighed(_)
            | Self::OutletPlaced(_)
            | Self::ReadableAgain(_)
            | Self::RowsKept(_)
            | Self::TableRead(_)
            | Self::ImportUndone(_)
            | Self::ImportRestored(_)
            | Self::NamesSet(_)
            | Self::PressSettled(_)
            | Self::IngestEnded(_)
            | Self::SuggestionAnswered(_) => Subject::None,
        }
    }

    /// The source whose words it may hold: they go when that source is deleted.
    pub fn words_of(&self) -> Option<SourceId> {
        match self {
            Self::ReviewRead(read) => Some(read.source),
            Self::ReviewSeen(seen) => Some(seen.source),
            Self::ReviewJudged(judged) => Some(judged.source),
            Self::PressRead(read) => Some(read.source),
            Self::ReviewSettled(settled) => settled.source,
            Self::UnreadableFound(found) => found.source,
            Self::SourceRead(_)
            | Self::FilmsAdded(_)
            | Self::FilmsChanged(_)
            | Self::CriticAdded(_)
            | Self::OutletAdded(_)
            | Self::Merged(_)
            | Self::Unmerged(_)
            | Self::SourceDeleted(_)
            | Self::SourceRestored(_)
            | Self::ReviewWithdrawn(_)
            | Self::ReviewReinstated(_)
            | Self::JudgeLearned(_)
            | Self::JudgingSet(_)
            | Self::LeaningsSet(_)
            | Self::RatingRuleSet(_)
            | Self::RatingRuleCleared(_)
            | Self::OutletWeighed(_)
            | Self::OutletPlaced(_)
            | Self::ReadableAgain(_)
            | Self::RowsKept(_)
            | Self::TableRead(_)
            | Self::ImportUndone(_)
            | Self::ImportRestored(_)
            | Self::NamesSet(_)
            | Self::CriticSplit(_)
            | Self::PressSettled(_)
            | Self::IngestEnded(_)
            | Self::SuggestionAnswered(_) => None,
        }
    }

    /// Cuts a source's text and statements to an excerpt of so many words, and takes out what of the text
    /// stands elsewhere in the entry: no more of it is shown.
    pub fn cut_words(&mut self, most_words: usize) {
        match self {
            Self::ReviewRead(read) => {
                read.finding.cut_text(most_words);
                let verdict = read.verdict.as_mut();
                if let Some(grounds) = verdict.and_then(|verdict| verdict.grounds.as_mut()) {
                    grounds.sentence = None;
                }
            }
            Self::ReviewSeen(seen) => {
                if let Some(finding) = &mut seen.otherwise {
                    finding.cut_text(most_words);
                }
            }
            Self::PressRead(read) => {
                let said = read.finding.statements.iter_mut();
                for part in said.flat_map(|said| &mut said.words) {
                    part.value = shortened(&part.value, most_words);
                }
            }
            Self::SourceRead(_)
            | Self::FilmsAdded(_)
            | Self::FilmsChanged(_)
            | Self::CriticAdded(_)
            | Self::OutletAdded(_)
            | Self::UnreadableFound(_)
            | Self::ReviewSettled(_)
            | Self::Merged(_)
            | Self::Unmerged(_)
            | Self::SourceDeleted(_)
            | Self::SourceRestored(_)
            | Self::ReviewWithdrawn(_)
            | Self::ReviewReinstated(_)
            | Self::ReviewJudged(_)
            | Self::JudgeLearned(_)
            | Self::JudgingSet(_)
            | Self::LeaningsSet(_)
            | Self::RatingRuleSet(_)
            | Self::RatingRuleCleared(_)
            | Self::OutletWeighed(_)
            | Self::OutletPlaced(_)
            | Self::ReadableAgain(_)
            | Self::RowsKept(_)
            | Self::TableRead(_)
            | Self::ImportUndone(_)
            | Self::ImportRestored(_)
            | Self::NamesSet(_)
            | Self::CriticSplit(_)
            | Self::PressSettled(_)
            | Self::IngestEnded(_)
            | Self::SuggestionAnswered(_) => {}
        }
    }

    /// Goes through every text that may hold a place on the operator's machine: addresses, and
    /// sentences.
    pub(crate) fn each_place(
        &mut self,
        address: &mut dyn FnMut(&mut String),
        words: &mut dyn FnMut(&mut String),
    ) {
        let complaint = |complaint: &mut Complaint, words: &mut dyn FnMut(&mut String)| {
            words(&mut complaint.detail);
            words(&mut complaint.place);
        };
        match self {
            Self::SourceRead(read) => address(&mut read.facts.address),
            Self::UnreadableFound(found) => {
                address(&mut found.address);
                complaint(&mut found.complaint, words);
            }
            Self::ReadableAgain(again) => address(&mut again.address),
            Self::FilmsAdded(added) => words(&mut added.why),
            Self::ReviewRead(read) => {
                words(&mut read.film.why);
                for each in &mut read.complaints {
                    complaint(each, words);
                }
                if let Some(why) = &mut read.rating_complaint {
                    words(why);
                }
                if let Some(url) = &mut read.finding.url {
                    address(&mut url.value);
                }
                each_address(&mut read.finding, address);
            }
            Self::ReviewSeen(seen) => {
                if let Some(url) = &mut seen.url {
                    address(url);
                }
                if let Some(finding) = &mut seen.otherwise {
                    each_address(finding, address);
                }
            }
            Self::PressRead(read) => {
                if let Some(url) = &mut read.finding.url {
                    address(&mut url.value);
                }
            }
            Self::FilmsChanged(_)
            | Self::CriticAdded(_)
            | Self::OutletAdded(_)
            | Self::ReviewSettled(_)
            | Self::Merged(_)
            | Self::Unmerged(_)
            | Self::SourceDeleted(_)
            | Self::SourceRestored(_)
            | Self::ReviewWithdrawn(_)
            | Self::ReviewReinstated(_)
            | Self::ReviewJudged(_)
            | Self::JudgeLearned(_)
            | Self::JudgingSet(_)
            | Self::LeaningsSet(_)
            | Self::RatingRuleSet(_)
            | Self::RatingRuleCleared(_)
            | Self::OutletWeighed(_)
            | Self::OutletPlaced(_)
            | Self::RowsKept(_)
            | Self::TableRead(_)
            | Self::ImportUndone(_)
            | Self::ImportRestored(_)
            | Self::NamesSet(_)
            | Self::CriticSplit(_)
            | Self::PressSettled(_)
            | Self::IngestEnded(_)
            | Self::SuggestionAnswered(_) => {}
        }
    }
}

/// Addresses that values were read off.
fn each_address(finding: &mut ReviewFinding, address: &mut dyn FnMut(&mut String)) {
    let mut take = |evidence: &mut Evidence| {
        if let Evidence::Address { url } = evidence {
            address(url);
        }
    };
    for value in finding.url.iter_mut().chain(&mut finding.outlet) {
        take(&mut value.evidence);
    }
    if let Some(published) = &mut finding.published {
        take(&mut published.evidence);
    }
}
