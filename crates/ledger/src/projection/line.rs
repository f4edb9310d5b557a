//! An entry as the projection needs it: parsed lean from its body's text, borrowing from it.
//!
//! Appending parses the text it is about to write, replay the text it finds: the projection cannot see
//! a difference. Evidence and article text are skipped, not built.

use crate::chain::StoredEntry;
use crate::kinds::Change;
use ovation_terms::{
    Basis, Day, Decision, EntryKind, MediaKind, Probability, ReviewKey, RowPlace, Standing,
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
    pub(crate) change: Change<'a>,
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
    #[serde(default)]
    grounds: Option<Grounds>,
}

#[derive(Debug, Deserialize)]
struct Grounds {
    #[serde(default)]
    expected_rating: Option<f64>,
}

impl Verdict {
    /// The rating that was expected of a text without one.
    pub(crate) fn expected_rating(&self) -> Option<f64> {
        self.grounds.as_ref()?.expected_rating
    }
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
    #[serde(borrow)]
    pub(crate) language: Option<Cow<'a, str>>,
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
        match Change::parse(known, body) {
            Ok(change) => Ok(Self {
                seq,
                at,
                hash,
                by_person: actor.starts_with("person:"),
                change,
            }),
            Err(error) => Err(format!("entry {seq} ({kind}) cannot be read: {error}")),
        }
    }
}
