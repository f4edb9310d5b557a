//! The kinds of entries: one table, and what every kind must say of itself.
//!
//! A new kind is a row of the table. The compiler then asks for what it says of itself here ([`Told`], in
//! one of the files of this folder) and for what it does to a record (in `ovation-ledger`, folder
//! `kinds`); nothing else knows the kinds one by one.

mod editorial;
mod films;
mod judging;
mod people;
mod press;
mod reviews;
mod sources;
mod tables;
mod texts;

#[cfg(test)]
mod tests;

pub use texts::Texts;

use crate::{
    Actor, CriticAdded, CriticId, CriticSplit, EditorTextSet, FilmRecord, FilmsAdded, FilmsChanged,
    Hash, ImportStanding, IngestEnded, JudgeLearned, JudgingSet, LeaningsSet, Merged, Moment,
    NamesSet, OutletAdded, OutletId, OutletPlaced, OutletWeighed, PressRead, PressSettled,
    RatingRuled, ReadableAgain, Remark, ReviewId, ReviewJudged, ReviewRead, ReviewReinstated,
    ReviewSeen, ReviewSettled, ReviewWithdrawn, RowsKept, Seq, SourceId, SourceRead,
    SourceStanding, SuggestionAnswered, TableRead, TierSet, UnreadableFound, shortened,
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

/// Gives the table of kinds to a macro: of each its name, what its entries say, and its text form. Whoever
/// must say something of every kind takes the kinds from here.
#[macro_export]
macro_rules! each_kind {
    ($with:ident) => {
        $with! {
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
        /// An editor wrote, changed or withdrew a text about a film, a critic or an outlet.
        EditorTextSet(EditorTextSet) = "editor-text-set",
        /// An operator defined, changed or retired a badge.
        TierSet(TierSet) = "tier-set",
            }
    };
}

/// A kind of entry as a type. What is said of every kind is implemented for these types, so that nothing
/// builds before it is said of a new one.
pub trait KindOfEntry {
    /// What an entry of the kind says.
    type Body;
    /// The kind as a value.
    const KIND: EntryKind;
}

/// What a kind of entry says of itself. There are no usual answers: each kind gives its own.
trait Told: KindOfEntry {
    /// What it says, without what a person remarks; see [`EntryBody::sentence`].
    fn sentence(it: &Self::Body, most_words: usize) -> String;
    /// What it is about, and what it makes known.
    fn about(it: &Self::Body) -> About<'_>;
    /// Its texts by whose they are, to be cut, withheld, or kept elsewhere.
    fn texts(it: &mut Self::Body) -> Texts<'_>;
}

/// Makes the two enums of kinds from the table: with what an entry says, and without; and the types that
/// stand for the kinds.
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

        /// The kinds of entries, each a type.
        pub mod kind {
            $($(#[$doc])* #[derive(Clone, Copy, Debug)] pub struct $kind;)*
        }

        $(impl KindOfEntry for kind::$kind {
            type Body = $body;
            const KIND: EntryKind = EntryKind::$kind;
        })*

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
            /// Its kind.
            pub const fn entry_kind(&self) -> EntryKind {
                match self {
                    $(Self::$kind(_) => EntryKind::$kind,)*
                }
            }

            /// What it says, without what a person remarks.
            fn told(&self, most_words: usize) -> String {
                match self {
                    $(Self::$kind(it) => kind::$kind::sentence(it, most_words),)*
                }
            }

            fn about(&self) -> About<'_> {
                match self {
                    $(Self::$kind(it) => kind::$kind::about(it),)*
                }
            }

            /// Its texts by whose they are.
            pub fn texts(&mut self) -> Texts<'_> {
                match self {
                    $(Self::$kind(it) => kind::$kind::texts(it),)*
                }
            }
        }
    };
}

each_kind!(kinds);

/// What an entry is about, where a reader can be shown it by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
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
    #[default]
    None,
}

/// Which names an entry brings or changes, for whoever finds films, critics and outlets by them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Naming<'a> {
    /// None.
    #[default]
    None,
    /// Films that are new.
    Films(&'a [FilmRecord]),
    /// A critic who is new, by the name first met.
    Critic(CriticId, &'a str),
    /// An outlet that is new, by the name first met, with its domain.
    Outlet(OutletId, &'a str, Option<&'a str>),
    /// A critic writes for an outlet.
    Byline(CriticId, OutletId),
    /// Names go from one to another, or change: what was known of names is made anew.
    Moved,
}

/// What an entry is about, and what it makes known.
#[derive(Clone, Copy, Debug, Default)]
struct About<'a> {
    /// What it is about, where that can be shown by itself.
    subject: Subject<'a>,
    /// What somebody says beside it.
    remark: Option<&'a Remark>,
    /// The act that it is part of, where that does not stand in the remark.
    act: Option<Seq>,
    /// The source whose words it may hold.
    words_of: Option<SourceId>,
    /// Names that it brings or changes.
    names: Naming<'a>,
}

impl<'a> About<'a> {
    /// Nothing but what somebody says beside it.
    fn remarked(remark: &'a Remark) -> Self {
        Self {
            remark: Some(remark),
            ..Self::default()
        }
    }

    /// A review.
    fn review(review: ReviewId) -> Self {
        Self {
            subject: Subject::Review(review),
            ..Self::default()
        }
    }
}

impl EntryBody {
    /// The kind's text form, as in the `kind` column.
    pub const fn kind(&self) -> &'static str {
        self.entry_kind().code()
    }

    /// What it says, for a reader, without the first letter in upper case; of each text that somebody
    /// else wrote at most so many words. A private note is told where the entry has it:
    /// [`for_readers`](crate::for_readers) takes it out.
    pub fn sentence(&self, most_words: usize) -> String {
        let words = self.told(most_words);
        let remark = self.remark().map(|remark| remarked(remark, most_words));
        format!("{words}{}", remark.unwrap_or_default())
    }

    /// What somebody says beside it, where the kind has a place for that.
    pub fn remark(&self) -> Option<&Remark> {
        self.about().remark
    }

    /// As [`EntryBody::remark`], to be changed.
    pub fn remark_mut(&mut self) -> Option<&mut Remark> {
        self.texts().remark
    }

    /// The first entry of the act that this one is part of, where the act has several.
    pub fn act(&self) -> Option<Seq> {
        let about = self.about();
        about.act.or(about.remark.and_then(|remark| remark.act))
    }

    /// Says that it is part of an act of several entries, the first of which is `first`. A kind that has
    /// no place for it stays as it is.
    pub fn set_act(&mut self, first: Seq) {
        let texts = self.texts();
        let in_remark = texts.remark.map(|remark| &mut remark.act);
        if let Some(act) = texts.act.or(in_remark) {
            *act = Some(first);
        }
    }

    /// What it is about.
    pub fn subject(&self) -> Subject<'_> {
        self.about().subject
    }

    /// Which names it brings or changes.
    pub fn names(&self) -> Naming<'_> {
        self.about().names
    }

    /// The source whose words it may hold: they go when that source is deleted.
    pub fn words_of(&self) -> Option<SourceId> {
        self.about().words_of
    }
}

/// What a person said beside an entry, in brackets, where anything was said.
fn remarked(remark: &Remark, most_words: usize) -> String {
    let reason = shortened(&remark.reason, most_words);
    let note = shortened(remark.private(), most_words);
    match (reason.as_str(), note.as_str()) {
        ("", "") => String::new(),
        (reason, "") => format!(" ({reason})"),
        ("", note) => format!(" (note: {note})"),
        (reason, note) => format!(" ({reason}; note: {note})"),
    }
}
