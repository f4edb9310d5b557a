//! What editors write, and the badges that operators give by public rules.

use super::{Act, Part, Recorded, TouchedRows, Undone};
use crate::projection::{Line, Sort, Working};
use crate::transaction::Pending;
use crate::{Ledger, LedgerError, Transaction};
use ovation_terms::{Actor, EditorTextSet, EntryBody, TextAbout, TierSet, kind};
use serde::Deserialize;

/// A text, lean: only what it is about.
#[derive(Debug, Deserialize)]
pub(crate) struct Written {
    about: TextAbout,
}

/// What a text is about, as views number it.
pub(crate) const fn place_of(about: TextAbout) -> (Sort, i64) {
    match about {
        TextAbout::Film(film) => (Sort::Film, film.0),
        TextAbout::Critic(critic) => (Sort::Critic, critic.0),
        TextAbout::Outlet(outlet) => (Sort::Outlet, outlet.0),
    }
}

impl Recorded for kind::EditorTextSet {
    type Change<'a> = Written;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        if let Some(fault) = it.fault() {
            return Err(fault);
        }
        let numbers = &into.numbers;
        match it.about {
            TextAbout::Film(film) => numbers.films.need(film.0),
            TextAbout::Critic(critic) => numbers.critics.need(critic.0),
            TextAbout::Outlet(outlet) => numbers.outlets.need(outlet.0),
        }?;
        let text = it.text.as_ref();
        numbers.need_reviews(text.map_or(&[], |text| text.reviews.as_slice()))
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        let (sort, id) = place_of(change.about);
        rows.said.write(sort, id, line.seq);
        Ok(())
    }
}

impl Act for kind::EditorTextSet {
    async fn holds_already(
        it: &Self::Body,
        _: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        let held = transaction.ledger.editor_text(it.about, None).await?;
        let now = held.map(|held| held.text);
        Ok((now == it.text).then(|| match &it.text {
            Some(_) => format!("that is the text about {} already", it.about),
            None => format!("there is no text about {}", it.about),
        }))
    }

    /// The text that stood before, by whoever wrote it.
    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let about = undone.it.about;
        let before = ledger.editor_text(about, undone.before()).await?;
        Ok(vec![EntryBody::EditorTextSet(EditorTextSet {
            about,
            text: before.map(|held| held.text),
            remark: undone.remark,
        })])
    }
}

impl Recorded for kind::TierSet {
    type Change<'a> = TierSet;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, _: &mut Pending) -> Result<(), String> {
        it.fault().map_or(Ok(()), Err)
    }

    fn touches<'c>(_: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::default()
    }

    fn project(_: &Self::Change<'_>, _: &Line<'_>, _: &mut Working) -> Result<(), String> {
        // No view holds it.
        Ok(())
    }
}

impl Act for kind::TierSet {
    async fn holds_already(
        it: &Self::Body,
        _: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        let tiers = transaction.ledger.tiers(None).await?;
        let now = tiers.into_iter().find(|tier| tier.name == it.name);
        Ok(
            (now.map(|tier| tier.rule) == it.rule).then(|| match &it.rule {
                Some(_) => format!("badge {} has that rule already", it.name),
                None => format!("there is no badge {}", it.name),
            }),
        )
    }

    /// The rule that held before, or none.
    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let before = ledger.tiers(undone.before()).await?;
        let name = undone.it.name;
        let rule = before.into_iter().find(|tier| tier.name == name);
        Ok(vec![EntryBody::TierSet(TierSet {
            name,
            rule: rule.map(|tier| tier.rule),
            remark: undone.remark,
        })])
    }
}
