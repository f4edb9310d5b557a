//! What film press tells of a film that belongs on its timeline: where it was first shown, and when it
//! opened.

use super::press::is_of;
use crate::show;
use ovation_ledger::PressRecord;
use ovation_terms::{Day, EventFinding, FilmId};

/// Kinds of events that are marked, in the order in which they stand on one day.
const KINDS: [&str; 3] = ["premiere", "screening", "release"];

/// A day to mark on a film's timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// `premiere`, `screening` or `release`.
    pub(crate) kind: &'static str,
    /// `World premiere, Lantern Film Festival`
    pub(crate) words: String,
    pub(crate) day: Day,
    /// Whether an article states the day; else it was counted from an article's own.
    pub(crate) is_stated: bool,
    /// Entries of the articles that tell of it.
    pub(crate) entries: Vec<i64>,
}

/// The marks that articles give a film, by their days. What several tell of one day is one mark.
pub(crate) fn marks_of(articles: &[PressRecord], film: FilmId) -> Vec<Mark> {
    let mut told: Vec<(Day, usize, &PressRecord, &EventFinding)> = Vec::new();
    for record in articles {
        for event in &record.read.finding.events {
            let kind = KINDS.iter().position(|kind| *kind == event.kind);
            if let (Some(kind), Some(day)) = (kind, event.day)
                && !event.is_unsure
                && is_of(record, event.film.as_deref(), film)
            {
                told.push((day.day, kind, record, event));
            }
        }
    }
    told.sort_by_key(|(day, kind, record, _)| (*day, *kind, record.entry));
    told.chunk_by(|one, two| (one.0, one.1) == (two.0, two.1))
        .filter_map(|same| {
            let (day, kind, ..) = *same.first()?;
            let kind = KINDS.get(kind)?;
            let is_world = same.iter().any(|(.., event)| event.is_world);
            let what = if is_world && *kind == "premiere" {
                "World premiere".to_owned()
            } else {
                show::sentence(kind)
            };
            let place = same.iter().find_map(|(.., event)| event.place.as_ref());
            let mut entries: Vec<i64> = same.iter().map(|(.., it, _)| it.entry.0).collect();
            entries.dedup();
            Some(Mark {
                kind,
                words: match place {
                    Some(place) => format!("{what}, {}", place.value),
                    None => what,
                },
                day,
                is_stated: same
                    .iter()
                    .any(|(.., event)| event.day.is_some_and(|day| day.is_stated)),
                entries,
            })
        })
        .collect()
}
