//! Tables as sources with rows, and imports that are taken back.

use super::{Act, Never, Part, Recorded, TouchedRows, Undone};
use crate::projection::{Line, Working, import_version};
use crate::transaction::{Numbers, Pending};
use crate::{Ledger, LedgerError, Transaction};
use ovation_terms::{
    Actor, EntryBody, ImportStanding, ReadingBack, RowsKept, TableRead, WithdrawnBy, kind,
};
use std::collections::BTreeMap;

impl Recorded for kind::RowsKept {
    type Change<'a> = RowsKept;
    type Act = Never<Self>;
    const PART: Part = Part::Read;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        into.numbers.sources.need(it.earlier.0)?;
        into.numbers.sources.need(it.source.0)
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows {
            kept: Some(change),
            ..TouchedRows::default()
        }
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        let reviews = rows.tables.keep(change);
        let reviews = reviews.map_err(|why| format!("entry {}: {why}", line.seq))?;
        let met = reviews.into_iter().map(|review| (review, change.source.0));
        rows.review_sources.extend(met);
        Ok(())
    }
}

impl Recorded for kind::TableRead {
    type Change<'a> = TableRead;
    type Act = Self;
    const PART: Part = Part::Read;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        let reviews = &into.numbers.reviews;
        let mut gone = it.gone.iter();
        gone.try_for_each(|gone| reviews.need(gone.review.0))?;
        into.numbers.sources.need(it.source.0)
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows {
            ended: Some(change),
            ..TouchedRows::default()
        }
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        rows.tables.end(line.seq, change);
        Ok(())
    }
}

impl Act for kind::TableRead {
    async fn holds_already(
        _: &Self::Body,
        _: &Actor,
        _: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        // Read, not decided.
        Ok(None)
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        ledger.undone_import(undone.it.source, &undone.remark).await
    }
}

impl Recorded for kind::ImportUndone {
    type Change<'a> = Box<ImportStanding>;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        need_import(it, &into.numbers)
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::reviews(moved(change))
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        turn_import(rows, line, change, true)
    }
}

impl Act for kind::ImportUndone {
    async fn holds_already(
        _: &Self::Body,
        _: &Actor,
        _: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        // Refused where it is worked out.
        Ok(None)
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let (seq, remark) = (undone.seq, undone.remark);
        ledger.restored_import(seq, *undone.it, remark).await
    }
}

impl Recorded for kind::ImportRestored {
    type Change<'a> = Box<ImportStanding>;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        need_import(it, &into.numbers)
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::reviews(moved(change))
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        turn_import(rows, line, change, false)
    }
}

impl Act for kind::ImportRestored {
    async fn holds_already(
        _: &Self::Body,
        _: &Actor,
        _: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        // Refused where it is worked out.
        Ok(None)
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        ledger.undone_import(undone.it.source, &undone.remark).await
    }
}

/// The reviews that an import moves which is taken back or stands again.
fn moved(import: &ImportStanding) -> impl Iterator<Item = i64> {
    let listed = import.reviews.iter().chain(&import.withdrawn);
    let listed = listed.chain(&import.reinstated);
    let back = import.readings.iter().map(|back| back.review.0);
    listed.map(|review| review.0).chain(back)
}

fn need_import(import: &ImportStanding, numbers: &Numbers) -> Result<(), String> {
    numbers.sources.need(import.source.0)?;
    numbers.need_reviews(&import.reviews)?;
    numbers.need_reviews(&import.withdrawn)?;
    numbers.need_reviews(&import.reinstated)?;
    for back in &import.readings {
        numbers.reviews.need(back.review.0)?;
        numbers.sources.need(back.source.0)?;
        for film in back.film.into_iter().chain(back.candidate) {
            numbers.films.need(film.0)?;
        }
        if let Some(critic) = back.critic {
            numbers.critics.need(critic.0)?;
        }
        if let Some(outlet) = back.outlet {
            numbers.outlets.need(outlet.0)?;
        }
    }
    Ok(())
}

/// What taking an import back, or letting it stand again, does to a review.
#[derive(Default)]
struct Moved<'a> {
    /// It is out, or in again.
    whole: bool,
    /// The reading that holds from here on.
    back: Option<&'a ReadingBack>,
    /// Whether its row is gone from the table, where that changes.
    gone: Option<bool>,
}

/// Takes an import back, or lets it stand again. Each review it moves gets one version.
fn turn_import(
    rows: &mut Working,
    line: &Line<'_>,
    import: &ImportStanding,
    undone: bool,
) -> Result<(), String> {
    let source = import.source.0;
    rows.tables.undo(line.seq, source, undone);
    let mut moved: BTreeMap<i64, Moved<'_>> = BTreeMap::new();
    for review in &import.reviews {
        moved.entry(review.0).or_default().whole = true;
    }
    for back in &import.readings {
        moved.entry(back.review.0).or_default().back = Some(back);
    }
    for review in &import.withdrawn {
        moved.entry(review.0).or_default().gone = Some(!undone);
    }
    for review in &import.reinstated {
        moved.entry(review.0).or_default().gone = Some(undone);
    }
    for (review, Moved { whole, back, gone }) in moved {
        let held = rows.held(line, review)?;
        let made = import_version(line, &held.version, &rows.joins, back, |set| {
            if whole && undone {
                set.undone = Some(source);
            } else if whole && set.undone == Some(source) {
                set.undone = None;
            }
            match gone {
                Some(true) if !set.firmly && !set.stands && set.withdrawn.is_none() => {
                    set.withdrawn = Some(WithdrawnBy::RowGone);
                }
                Some(false) if !set.firmly && set.withdrawn == Some(WithdrawnBy::RowGone) => {
                    set.withdrawn = None;
                }
                Some(_) | None => {}
            }
        });
        rows.replace(made);
    }
    Ok(())
}
