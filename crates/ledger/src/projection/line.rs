//! An entry as the projection needs it: parsed lean from its body's text, borrowing from it.
//!
//! Appending parses the text it is about to write, replay the text it finds: the projection cannot see
//! a difference. Evidence and article text are skipped, not built.

use super::press::Press;
use crate::chain::StoredEntry;
use ovation_terms::{
    Basis, CriticSplit, Day, Decision, EntryKind, FilmRecord, FilmsChanged, ImportStanding,
    IngestEnded, JudgeLearned, JudgingSet, LeaningsSet, MediaKind, Merged, NamesSet, OutletPlaced,
    OutletWeighed, Pair, PressSettled, Probability, RatingRuled, ReadableAgain, ReviewKey,
    ReviewReinstated, ReviewWithdrawn, RowPlace, RowsKept, SourceStanding, Standing,
    SuggestionAnswered, TableRead, UnreadableFound, WithdrawnBy,
};
use serde::Deserialize;
use std::borrow::Cow;

/// One entry, its body parsed.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) hash: [u8; 32],
    /// Whether a person made it.
    pub(crate) by_person: bool,
    pub(crate) kind: EntryKind,
    pub(crate) change: Change<'a>,
}

/// What an entry says, as far as views go.
#[derive(Debug)]
pub(crate) enum Change<'a> {
    Source(Source<'a>),
    Films(Vec<FilmRecord>),
    FilmsChanged(FilmsChanged),
    Critic(Critic<'a>),
    Outlet(Outlet<'a>),
    Read(Box<Read<'a>>),
    Seen(Seen),
    Unreadable(Unreadable),
    /// A trouble is over, by its key.
    Readable(ReviewKey),
    Settled(Box<Settled>),
    /// The pair, and whether it is joined or taken apart.
    Joined(Pair, bool),
    /// What is said of a source, and whether it is deleted or restored.
    SourceGone(SourceStanding, bool),
    Withdrawn(i64, WithdrawnBy),
    Reinstated(i64),
    Press(Box<Press<'a>>),
    Judged(Box<Judged<'a>>),
    /// Rows of a table say what they said.
    Kept(RowsKept),
    /// A table was read to its end.
    Table(TableRead),
    /// The import, and whether it is taken back or stands again.
    Import(Box<ImportStanding>, bool),
    Named(Box<NamesSet>),
    Split(Box<CriticSplit>),
    PressSet(Box<PressSettled>),
    /// How verdicts are made from here on, or how an ingest ended: no view holds it.
    Ruled,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Source<'a> {
    #[serde(rename = "source")]
    pub(crate) id: i64,
    #[serde(borrow)]
    pub(crate) address: Cow<'a, str>,
    pub(crate) media: MediaKind,
    pub(crate) hash: ovation_terms::Hash,
    pub(crate) size_bytes: u64,
    pub(crate) fetched: i64,
}

#[derive(Debug, Deserialize)]
struct Films {
    films: Vec<FilmRecord>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Critic<'a> {
    #[serde(rename = "critic")]
    pub(crate) id: i64,
    #[serde(borrow)]
    pub(crate) name: Cow<'a, str>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Outlet<'a> {
    #[serde(rename = "outlet")]
    pub(crate) id: i64,
    #[serde(borrow)]
    pub(crate) name: Cow<'a, str>,
    #[serde(borrow, default)]
    pub(crate) domain: Option<Cow<'a, str>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    pub(crate) chosen: Option<i64>,
    #[serde(default)]
    pub(crate) candidates: Vec<i64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Rating<'a> {
    pub(crate) value: f64,
    #[serde(borrow)]
    pub(crate) scale: Cow<'a, str>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Verdict {
    pub(crate) p: Probability,
    pub(crate) basis: Basis,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Text<'a> {
    #[serde(borrow)]
    pub(crate) value: Cow<'a, str>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Dated {
    pub(crate) value: Day,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Rated<'a> {
    #[serde(borrow)]
    pub(crate) value: Printed<'a>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Printed<'a> {
    #[serde(borrow)]
    pub(crate) printed: Cow<'a, str>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Finding<'a> {
    #[serde(borrow)]
    pub(crate) url: Option<Text<'a>>,
    pub(crate) published: Option<Dated>,
    #[serde(borrow)]
    pub(crate) rating: Option<Rated<'a>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Read<'a> {
    pub(crate) review: i64,
    pub(crate) source: i64,
    pub(crate) keys: Vec<ReviewKey>,
    pub(crate) content: ReviewKey,
    pub(crate) film: Chosen,
    #[serde(default)]
    pub(crate) critic: Option<Chosen>,
    #[serde(default)]
    pub(crate) also_by: Vec<i64>,
    #[serde(default)]
    pub(crate) outlet: Option<Chosen>,
    #[serde(borrow, default)]
    pub(crate) rating: Option<Rating<'a>>,
    #[serde(default)]
    pub(crate) verdict: Option<Verdict>,
    #[serde(default)]
    pub(crate) standing: Standing,
    #[serde(borrow)]
    pub(crate) finding: Finding<'a>,
    #[serde(rename = "marks", default)]
    pub(crate) minhashes: Vec<i64>,
    #[serde(default)]
    pub(crate) row: Option<RowPlace>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Judged<'a> {
    pub(crate) review: i64,
    #[serde(borrow, default)]
    pub(crate) rating: Option<Rating<'a>>,
    #[serde(default)]
    pub(crate) verdict: Option<Verdict>,
    #[serde(default)]
    pub(crate) standing: Standing,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Seen {
    pub(crate) review: i64,
    pub(crate) source: i64,
    #[serde(default)]
    pub(crate) keys: Vec<ReviewKey>,
    #[serde(rename = "marks", default)]
    pub(crate) minhashes: Vec<i64>,
    #[serde(default)]
    pub(crate) row: Option<RowPlace>,
}

#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) source: Option<i64>,
    pub(crate) key: ReviewKey,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Settled {
    pub(crate) review: i64,
    pub(crate) decision: Decision,
}

impl<'a> Line<'a> {
    /// Parses the body of an entry.
    ///
    /// # Errors
    /// What was wrong with the body, or that the kind is not known.
    pub(crate) fn parse(entry: &StoredEntry<'a>) -> Result<Self, String> {
        let StoredEntry {
            seq,
            at,
            hash,
            kind,
            body,
            actor,
        } = *entry;
        let known = EntryKind::of_code(kind)
            .ok_or_else(|| format!("entry {seq} is of unknown kind `{kind}`"))?;
        let change = match known {
            EntryKind::ReviewRead => parse(body).map(|read| Change::Read(Box::new(read))),
            EntryKind::ReviewSeen => parse(body).map(Change::Seen),
            EntryKind::ReviewSettled => {
                parse(body).map(|settled| Change::Settled(Box::new(settled)))
            }
            EntryKind::Merged => {
                parse(body).map(|merged: Merged| Change::Joined(merged.pair, true))
            }
            EntryKind::Unmerged => {
                parse(body).map(|merged: Merged| Change::Joined(merged.pair, false))
            }
            EntryKind::SourceDeleted => parse(body).map(|gone| Change::SourceGone(gone, true)),
            EntryKind::SourceRestored => parse(body).map(|gone| Change::SourceGone(gone, false)),
            EntryKind::ReviewWithdrawn => {
                parse(body).map(|it: ReviewWithdrawn| Change::Withdrawn(it.review.0, it.by))
            }
            EntryKind::ReviewReinstated => {
                parse(body).map(|it: ReviewReinstated| Change::Reinstated(it.review.0))
            }
            EntryKind::RowsKept => parse(body).map(Change::Kept),
            EntryKind::TableRead => parse(body).map(Change::Table),
            EntryKind::ImportUndone => parse(body).map(|it| Change::Import(Box::new(it), true)),
            EntryKind::ImportRestored => parse(body).map(|it| Change::Import(Box::new(it), false)),
            EntryKind::ReviewJudged => parse(body).map(|judged| Change::Judged(Box::new(judged))),
            EntryKind::JudgeLearned => parse(body).map(|_: JudgeLearned| Change::Ruled),
            EntryKind::LeaningsSet => parse(body).map(|_: LeaningsSet| Change::Ruled),
            EntryKind::JudgingSet => parse(body).map(|_: JudgingSet| Change::Ruled),
            EntryKind::RatingRuleSet | EntryKind::RatingRuleCleared => {
                parse(body).map(|_: RatingRuled| Change::Ruled)
            }
            EntryKind::OutletWeighed => parse(body).map(|_: OutletWeighed| Change::Ruled),
            EntryKind::OutletPlaced => parse(body).map(|_: OutletPlaced| Change::Ruled),
            EntryKind::NamesSet => parse(body).map(|named| Change::Named(Box::new(named))),
            EntryKind::CriticSplit => parse(body).map(|split| Change::Split(Box::new(split))),
            EntryKind::PressSettled => {
                parse(body).map(|settled| Change::PressSet(Box::new(settled)))
            }
            EntryKind::ReadableAgain => {
                parse(body).map(|again: ReadableAgain| Change::Readable(again.key))
            }
            EntryKind::IngestEnded => parse(body).map(|_: IngestEnded| Change::Ruled),
            EntryKind::SuggestionAnswered => parse(body).map(|_: SuggestionAnswered| Change::Ruled),
            EntryKind::PressRead => parse(body).map(|press| Change::Press(Box::new(press))),
            EntryKind::SourceRead => parse(body).map(Change::Source),
            EntryKind::FilmsAdded => parse(body).map(|films: Films| Change::Films(films.films)),
            EntryKind::FilmsChanged => parse(body).map(Change::FilmsChanged),
            EntryKind::CriticAdded => parse(body).map(Change::Critic),
            EntryKind::OutletAdded => parse(body).map(Change::Outlet),
            EntryKind::UnreadableFound => parse(body).map(|found: UnreadableFound| {
                Change::Unreadable(Unreadable {
                    source: found.source.map(|source| source.0),
                    key: found.key,
                })
            }),
        };
        match change {
            Ok(change) => Ok(Self {
                seq,
                at,
                hash,
                by_person: actor.starts_with("person:"),
                kind: known,
                change,
            }),
            Err(error) => Err(format!("entry {seq} ({kind}) cannot be read: {error}")),
        }
    }
}

fn parse<'a, T: Deserialize<'a>>(body: &'a str) -> Result<T, serde_json::Error> {
    serde_json::from_str(body)
}
