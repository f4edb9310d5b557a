//! What people do, kind by kind: when it would change nothing, and what undoes it.

use super::part_of;
use crate::{Ledger, LedgerError, Transaction};
use ovation_terms::{Actor, EntryBody, EntryKind, KindOfEntry, Remark, ReviewId, Seq};
use std::collections::BTreeSet;
use std::marker::PhantomData;

/// The part that an entry plays in what a person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// What was read or learned: no decision.
    Read,
    /// Somebody new, made for the decision beside it, who stays when that is undone.
    Met,
    /// Something new, made for the decision beside it, that goes with it.
    Made,
    /// A decision, left out where it holds already.
    Decided,
    /// A decision of which several may be about the same, each counting on the one before.
    InTurn,
}

impl Part {
    /// Whether something new is made, which alone is nothing that is asked for.
    pub(crate) const fn is_addition(self) -> bool {
        matches!(self, Self::Met | Self::Made)
    }

    /// The kinds that play it, as a list in SQL.
    pub(crate) fn kinds_sql(self) -> String {
        let kinds = EntryKind::ALL.iter().filter(|kind| part_of(**kind) == self);
        let codes: Vec<String> = kinds.map(|kind| format!("'{}'", kind.code())).collect();
        codes.join(", ")
    }
}

/// An entry that is undone.
#[derive(Debug)]
pub(crate) struct Undone<'u, Body> {
    /// What it says.
    pub(crate) it: Body,
    /// Its place.
    pub(crate) seq: Seq,
    /// Whether a person made it.
    pub(crate) by_person: bool,
    /// What whoever undoes it says beside that.
    pub(crate) remark: Remark,
    /// Reviews that the same undoing gives another film.
    pub(crate) leaving: &'u BTreeSet<ReviewId>,
}

impl<Body> Undone<'_, Body> {
    /// The entry before it.
    #[expect(
        clippy::unnecessary_wraps,
        reason = "what is asked takes an entry, or none for now"
    )]
    pub(crate) fn before(&self) -> Option<Seq> {
        Some(Seq(self.seq.0 - 1))
    }
}

/// What a person does by entries of a kind.
pub(crate) trait Act: KindOfEntry {
    /// How things stand, in words, where an entry would change nothing.
    ///
    /// # Errors
    /// What the database says.
    async fn holds_already(
        it: &Self::Body,
        by: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError>;

    /// What puts things back to how they were before an entry.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] where nothing does.
    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError>;
}

/// Of kinds that no person enters for themselves: what was read.
#[derive(Debug)]
pub(crate) struct Never<K>(PhantomData<K>);

impl<K: KindOfEntry> KindOfEntry for Never<K> {
    type Body = K::Body;
    const KIND: EntryKind = K::KIND;
}

impl<K: KindOfEntry> Act for Never<K> {
    async fn holds_already(
        _: &Self::Body,
        _: &Actor,
        _: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        Ok(None)
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        _: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let why = format!(
            "entry {} is `{}`: what was read is not undone by itself; take the whole \
             import back with `ovation undo-import SOURCE`, or exclude the review, delete the \
             source, or merge",
            undone.seq,
            Self::KIND.code()
        );
        Err(LedgerError::Refused { why })
    }
}
