//! Films that enter and change, and two of a sort that are one.

use super::{Act, Part, Recorded, TouchedRows, Undone};
use crate::projection::{By, Line, Sort, Version, Working, decided_version, sides};
use crate::transaction::{Numbers, Pending, checks};
use crate::{Ledger, LedgerError, Transaction};
use ovation_terms::{
    Actor, EntryBody, FilmChange, FilmFact, FilmId, FilmRecord, FilmsChanged, Merged, Pair, Seq,
    kind,
};
use serde::Deserialize;

/// Films that enter, lean.
#[derive(Debug, Deserialize)]
pub(crate) struct Films {
    films: Vec<FilmRecord>,
}

impl Recorded for kind::FilmsAdded {
    type Change<'a> = Films;
    type Act = Self;
    const PART: Part = Part::Made;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        let films = &mut into.numbers.films;
        it.films.iter().try_for_each(|film| films.make(film.id.0))
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(change: &Self::Change<'_>, _: &Line<'_>, rows: &mut Working) -> Result<(), String> {
        change.films.iter().try_for_each(|film| rows.add_film(film))
    }
}

impl Act for kind::FilmsAdded {
    async fn holds_already(
        _: &Self::Body,
        _: &Actor,
        _: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        // What is new changes something.
        Ok(None)
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let films: Vec<FilmId> = undone.it.films.iter().map(|film| film.id).collect();
        ledger
            .take_back(&films, undone.remark, undone.leaving)
            .await
    }
}

impl Recorded for kind::FilmsChanged {
    type Change<'a> = FilmsChanged;
    type Act = Self;
    const PART: Part = Part::InTurn;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        it.changes.iter().try_for_each(|change| {
            let films = &into.numbers.films;
            films.need(change.film.0)?;
            let mut facts = change.facts.iter();
            facts.try_for_each(|fact| match checks::series_named(fact) {
                Some(series) if series == change.film => {
                    Err(format!("film {series} is no season of itself"))
                }
                Some(series) => films.need(series.0),
                None => checks::fact(fact),
            })
        })
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows {
            films: change.changes.iter().map(|change| change.film.0).collect(),
            ..TouchedRows::default()
        }
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        let decided = change.is_decision(line.by_person);
        let mut changes = change.changes.iter();
        changes.try_for_each(|change| rows.change_film(line.seq, change, decided))
    }
}

impl Act for kind::FilmsChanged {
    async fn holds_already(
        it: &Self::Body,
        by: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        let decided = it.is_decision(by.is_person());
        let seq = Seq(transaction.tail().seq.0 + 1);
        let back = transaction.ledger.films_before(it, decided, seq).await?;
        let said = |change: &FilmChange| {
            let facts: Vec<_> = change.facts.iter().map(FilmFact::sentence).collect();
            format!("film {}: {}", change.film, facts.join(", "))
        };
        let films: Vec<String> = it.changes.iter().map(said).collect();
        Ok(back
            .is_empty()
            .then(|| format!("that holds already: {}", films.join("; "))))
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let decided = undone.it.is_decision(undone.by_person);
        let changes = ledger.films_before(&undone.it, decided, undone.seq);
        let back = FilmsChanged {
            why: String::new(),
            changes: changes.await?,
            by_catalogue: !decided,
            remark: undone.remark,
        };
        if back.changes.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![EntryBody::FilmsChanged(back)])
    }
}

impl Recorded for kind::Merged {
    type Change<'a> = Merged;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        let numbers = &mut into.numbers;
        need_pair(numbers, it.pair)?;
        numbers.joins.check_join(it.pair)?;
        let (sort, from, target) = sides(it.pair);
        numbers.joins.set(sort, from, Some(target));
        Ok(())
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows {
            pair: Some(change.pair),
            ..TouchedRows::default()
        }
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        join(rows, line, change.pair, true);
        Ok(())
    }
}

impl Act for kind::Merged {
    async fn holds_already(
        _: &Self::Body,
        _: &Actor,
        _: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        // Refused where it is entered.
        Ok(None)
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        _: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        Ok(vec![EntryBody::Unmerged(Merged {
            remark: undone.remark,
            ..undone.it
        })])
    }
}

impl Recorded for kind::Unmerged {
    type Change<'a> = Merged;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        let joins = &mut into.numbers.joins;
        joins.check_part(it.pair)?;
        let (sort, from, _) = sides(it.pair);
        joins.set(sort, from, None);
        Ok(())
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows {
            pair: Some(change.pair),
            ..TouchedRows::default()
        }
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        join(rows, line, change.pair, false);
        Ok(())
    }
}

impl Act for kind::Unmerged {
    async fn holds_already(
        _: &Self::Body,
        _: &Actor,
        _: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        // Refused where it is entered.
        Ok(None)
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        _: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        Ok(vec![EntryBody::Merged(Merged {
            remark: undone.remark,
            ..undone.it
        })])
    }
}

fn need_pair(numbers: &Numbers, pair: Pair) -> Result<(), String> {
    let (sort, from, into) = sides(pair);
    let count = match sort {
        Sort::Film => &numbers.films,
        Sort::Critic => &numbers.critics,
        Sort::Outlet => &numbers.outlets,
    };
    count.need(from)?;
    count.need(into)
}

/// Joins or parts a pair; every review that it moves gets a version.
fn join(rows: &mut Working, line: &Line<'_>, pair: Pair, joined: bool) {
    let (sort, from, into) = sides(pair);
    let stood_for = rows.joins.root(sort, from);
    rows.joins.set(sort, from, joined.then_some(into));
    rows.joins_changed.insert((sort, from));
    for review in rows.members().of(By::Joined(sort), stood_for) {
        let Some(held) = rows.current.get(&review) else {
            continue;
        };
        let made = decided_version(line, &held.version, &rows.joins, |_, _| {});
        let place = |version: &Version| (version.film, version.critic, version.outlet);
        if place(&made) != place(&held.version) || made.also_by != held.version.also_by {
            rows.replace(made);
        }
    }
}
