//! What each kind of entry does to a record. All of it that is a kind's own stands in one place: its
//! implementation of [`Recorded`], and of [`Act`] where people can undo it.
//!
//! Nothing else of this crate goes through the kinds one by one. What all kinds are asked comes from the
//! table of kinds in `ovation-terms`, so that a new row of it does not build before its kind answers here.

mod act;
mod editorial;
mod films;
mod judging;
mod people;
mod press;
mod reviews;
mod sources;
mod tables;

pub(crate) use act::{Act, Never, Part, Undone};
pub(crate) use editorial::place_of;

use crate::projection::{Line, Working};
use crate::transaction::Pending;
use crate::{Ledger, LedgerError, Transaction};
use ovation_terms::{
    Actor, Entry, EntryBody, EntryKind, KindOfEntry, Pair, Remark, ReviewId, RowPlace, RowsKept,
    SourceStanding, TableRead, each_kind, kind,
};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Debug;

/// What entries of a kind do to a record. There are no usual answers: each kind gives its own.
pub(crate) trait Recorded: KindOfEntry {
    /// What the projection reads of an entry's text, borrowing from it; evidence and article text are
    /// skipped, not built.
    type Change<'a>: Deserialize<'a> + Debug;

    /// How it is weighed and undone: by itself, or [`Never`].
    type Act: Act<Body = Self::Body>;

    /// The part that its entries play in what a person does.
    const PART: Part;

    /// Takes an entry into a transaction: checks that it makes only what is new, names only what is there
    /// and holds values that can be, and notes what later questions to the transaction need of it.
    ///
    /// # Errors
    /// Why it cannot be entered.
    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String>;

    /// Which rows it needs at hand, and what of it others than the projection look at.
    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c>;

    /// Makes and changes rows.
    ///
    /// # Errors
    /// It is about something that no entry before it made.
    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String>;
}

/// What an entry touches beside the rows that it makes.
#[derive(Debug, Default)]
pub(crate) struct TouchedRows<'c> {
    /// The review that it reads.
    pub(crate) read: Option<i64>,
    /// Reviews whose current versions it looks at or ends.
    pub(crate) reviews: Vec<i64>,
    /// Films whose rows it changes.
    pub(crate) films: Vec<i64>,
    /// Two that it makes one or takes apart, with all their reviews.
    pub(crate) pair: Option<Pair>,
    /// A source all of whose reviews it moves.
    pub(crate) source: Option<i64>,
    /// A source whose words it deletes.
    pub(crate) deletes: Option<&'c SourceStanding>,
    /// The row of a table that it stands in, and the table.
    pub(crate) row: Option<(i64, RowPlace)>,
    /// Rows of an earlier version of a table that it keeps.
    pub(crate) kept: Option<&'c RowsKept>,
    /// A table that it reads to its end.
    pub(crate) ended: Option<&'c TableRead>,
}

impl TouchedRows<'_> {
    /// Reviews, and nothing else.
    fn reviews(reviews: impl IntoIterator<Item = i64>) -> Self {
        Self {
            reviews: reviews.into_iter().collect(),
            ..Self::default()
        }
    }
}

/// Asks the kind of an entry.
macro_rules! recorded {
    ($($(#[$doc:meta])* $kind:ident($body:ty) = $text:literal,)*) => {
        /// What an entry says, as far as views go.
        #[derive(Debug)]
        pub(crate) enum Change<'a> {
            $($kind(<kind::$kind as Recorded>::Change<'a>),)*
        }

        impl<'a> Change<'a> {
            /// Parses an entry's body.
            pub(crate) fn parse(kind: EntryKind, body: &'a str) -> Result<Self, serde_json::Error> {
                match kind {
                    $(EntryKind::$kind => serde_json::from_str(body).map(Self::$kind),)*
                }
            }

            /// As [`Recorded::touches`].
            pub(crate) fn touches(&self) -> TouchedRows<'_> {
                match self {
                    $(Self::$kind(change) => kind::$kind::touches(change),)*
                }
            }

            /// As [`Recorded::project`].
            pub(crate) fn project(&self, line: &Line<'_>, rows: &mut Working) -> Result<(), String> {
                match self {
                    $(Self::$kind(change) => kind::$kind::project(change, line, rows),)*
                }
            }
        }

        /// As [`Recorded::PART`].
        pub(crate) const fn part_of(kind: EntryKind) -> Part {
            match kind {
                $(EntryKind::$kind => kind::$kind::PART,)*
            }
        }

        /// As [`Recorded::enter`].
        pub(crate) fn enter(entry_body: &EntryBody, into: &mut Pending) -> Result<(), String> {
            match entry_body {
                $(EntryBody::$kind(it) => kind::$kind::enter(it, into),)*
            }
        }

        /// As [`Act::holds_already`].
        pub(crate) async fn holds_already(
            entry_body: &EntryBody,
            by: &Actor,
            transaction: &mut Transaction,
        ) -> Result<Option<String>, LedgerError> {
            match entry_body {
                $(EntryBody::$kind(it) => {
                    type Of = <kind::$kind as Recorded>::Act;
                    Of::holds_already(it, by, transaction).await
                })*
            }
        }

        /// As [`Act::opposite`]. `leaving` are reviews that the same undoing gives another film.
        pub(crate) async fn opposite(
            entry: Entry,
            remark: Remark,
            leaving: &BTreeSet<ReviewId>,
            ledger: &Ledger,
        ) -> Result<Vec<EntryBody>, LedgerError> {
            let (seq, by_person) = (entry.seq, entry.actor.is_person());
            match entry.body {
                $(EntryBody::$kind(it) => {
                    type Of = <kind::$kind as Recorded>::Act;
                    let undone = Undone { it, seq, by_person, remark, leaving };
                    Of::opposite(undone, ledger).await
                })*
            }
        }
    };
}

each_kind!(recorded);
