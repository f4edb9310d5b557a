//! The ledger read with filters.

use crate::chain::{ENTRY_COLUMNS, ENTRY_FROM, entry_of};
use crate::db::Arg;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{
    Actor, CriticId, Entry, EntryKind, FilmId, Moment, OutletId, ReviewId, Seq, SourceId,
};
use std::sync::LazyLock;

/// Which entries are wanted. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Entries that made a version of a review of this film, the film's own among them.
    pub film: Option<FilmId>,
    /// Entries that made a version of this critic's reviews.
    pub critic: Option<CriticId>,
    /// Entries that made a version of this outlet's reviews.
    pub outlet: Option<OutletId>,
    /// Entries about this review.
    pub review: Option<ReviewId>,
    /// Readings from this source.
    pub source: Option<SourceId>,
    /// By this actor.
    pub actor: Option<Actor>,
    /// By any person.
    pub by_people: bool,
    /// Of these kinds, by their text form; empty: of all.
    pub kinds: Vec<String>,
    /// Made at or after.
    pub since: Option<Moment>,
    /// Made before.
    pub until: Option<Moment>,
    /// Their number is greater than this.
    pub after: Option<Seq>,
    /// Their number is less than this.
    pub before: Option<Seq>,
}

/// The text form of every kind of entry, sorted.
static KINDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut kinds: Vec<_> = EntryKind::ALL.iter().map(|kind| kind.code()).collect();
    kinds.sort_unstable();
    kinds
});

impl Ledger {
    /// The kinds of entries there are, by their text form, sorted.
    pub fn kinds() -> &'static [&'static str] {
        &KINDS
    }

    /// Entries that a filter lets through, at most `limit`, oldest or newest first.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn log(
        &self,
        filter: &LogFilter,
        newest_first: bool,
        limit: u32,
    ) -> Result<Vec<Entry>, LedgerError> {
        let mut conn = self.reader("reading the log").await?;
        let mut holds = Holds::of(filter);
        let which = if holds.parts.is_empty() {
            String::new()
        } else {
            format!(" where {}", holds.parts.join(" and "))
        };
        let order = if newest_first { " desc" } else { "" };
        let last = holds.put(Arg::int(limit.into()));
        let sql = format!(
            "select {ENTRY_COLUMNS} from {ENTRY_FROM}{which} order by e.seq{order} limit ${last}"
        );
        let rows = conn.rows(sql, holds.args).await?;
        rows.iter().map(|row| entry_of(&conn, row)).collect()
    }
}

/// What must hold, and the values it names.
#[derive(Default)]
struct Holds<'a> {
    parts: Vec<String>,
    args: Vec<Arg<'a>>,
}

impl<'a> Holds<'a> {
    /// What a filter asks for.
    fn of(filter: &'a LogFilter) -> Self {
        let mut holds = Holds::default();
        for (column, id) in [
            ("film", filter.film.map(|id| id.0)),
            ("critic", filter.critic.map(|id| id.0)),
            ("outlet", filter.outlet.map(|id| id.0)),
            ("review", filter.review.map(|id| id.0)),
        ] {
            if let Some(id) = id {
                let place = holds.put(Arg::int(id));
                holds.parts.push(format!(
                    "e.seq in (select v.seq from review_version v where v.{column} = ${place})"
                ));
            }
        }
        if let Some(source) = filter.source {
            let place = holds.put(Arg::int(source.0));
            holds.parts.push(format!(
                "e.seq in (select v.seq from review_source r join review_version v \
                 on v.review = r.review and v.source = r.source where r.source = ${place} \
                 union select s.entry from source s where s.id = ${place} \
                 union select d.entry from deleted_source d where d.source = ${place} \
                 union select i.entry from table_import i where i.source = ${place} \
                 union select u.entry from undone_import u where u.source = ${place})"
            ));
        }
        let asks_actor = filter.actor.is_some() || filter.by_people;
        let kinds: Vec<&str> = filter.kinds.iter().map(String::as_str).collect();
        let kinds = match (kinds.is_empty(), asks_actor) {
            (false, _) => kinds,
            // So that a question about an actor alone uses the index of kinds too.
            (true, true) => KINDS.clone(),
            (true, false) => Vec::new(),
        };
        if !kinds.is_empty() {
            let mut list = Vec::with_capacity(kinds.len());
            for kind in kinds {
                list.push(format!("${}", holds.put(Arg::text(kind.to_owned()))));
            }
            holds.parts.push(format!("e.kind in ({})", list.join(", ")));
        }
        if let Some(actor) = &filter.actor {
            let place = holds.put(Arg::text(actor.as_str()));
            holds.parts.push(format!("e.actor = ${place}"));
        }
        if filter.by_people {
            // A semicolon is the next sign after the colon.
            holds
                .parts
                .push("e.actor >= 'person:' and e.actor < 'person;'".to_owned());
        }
        for (which, value) in [
            ("e.at >= ", filter.since.map(|at| at.0)),
            ("e.at < ", filter.until.map(|at| at.0)),
            ("e.seq > ", filter.after.map(|seq| seq.0)),
            ("e.seq < ", filter.before.map(|seq| seq.0)),
        ] {
            if let Some(value) = value {
                let place = holds.put(Arg::int(value));
                holds.parts.push(format!("{which}${place}"));
            }
        }
        holds
    }

    /// Takes a value; gives its place.
    fn put(&mut self, value: Arg<'a>) -> usize {
        self.args.push(value);
        self.args.len()
    }
}
