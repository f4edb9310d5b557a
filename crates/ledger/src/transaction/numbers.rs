//! Numbers of films, critics, outlets, reviews and sources: which are there, and which are new.

pub(crate) mod checks;

use crate::LedgerError;
use crate::db::Conn;
use crate::projection::Joins;
use crate::views::load_joins;
use ovation_terms::{ReviewId, Whose};
use std::collections::BTreeSet;

/// The numbers of one sort of thing.
#[derive(Debug)]
pub(crate) struct Count {
    /// The word for one.
    what: &'static str,
    /// The last one made before this transaction.
    pub(super) before: i64,
    /// The last one given out.
    last: i64,
    /// Those this transaction has made.
    made: BTreeSet<i64>,
    /// Whether a new one need not have been given out here.
    as_given: bool,
}

impl Count {
    fn of(what: &'static str, before: i64) -> Self {
        Self {
            what,
            before,
            last: before,
            made: BTreeSet::new(),
            as_given: false,
        }
    }

    /// The last one given out.
    pub(super) fn last(&self) -> i64 {
        self.last
    }

    /// What was made so far is there, as if another transaction had made it.
    fn settle(&mut self) {
        self.before = self.before.max(self.made.last().copied().unwrap_or(0));
        self.last = self.before;
        self.made.clear();
    }

    pub(super) fn next(&mut self) -> i64 {
        self.last += 1;
        self.last
    }

    /// Whether it is there.
    pub(crate) fn has(&self, number: i64) -> bool {
        (1..=self.before).contains(&number) || self.made.contains(&number)
    }

    /// # Errors
    /// It is not there.
    pub(crate) fn need(&self, number: i64) -> Result<(), String> {
        if self.has(number) {
            Ok(())
        } else {
            Err(format!("there is no {} {number}", self.what))
        }
    }

    /// Makes it.
    ///
    /// # Errors
    /// It was there, or was not given out.
    pub(crate) fn make(&mut self, number: i64) -> Result<(), String> {
        if self.as_given {
            self.last = self.last.max(number);
        }
        if number > self.before && number <= self.last && self.made.insert(number) {
            Ok(())
        } else {
            Err(format!(
                "{} {number} is not a new number of this transaction",
                self.what
            ))
        }
    }
}

/// Numbers of all sorts of things.
#[derive(Debug)]
pub(crate) struct Numbers {
    pub(crate) films: Count,
    pub(crate) critics: Count,
    pub(crate) outlets: Count,
    pub(crate) reviews: Count,
    pub(crate) sources: Count,
    /// What is taken for what, this transaction's own merges among them.
    pub(crate) joins: Joins,
}

impl Numbers {
    fn after([films, critics, outlets, reviews, sources]: [i64; 5], joins: Joins) -> Self {
        Self {
            films: Count::of("film", films),
            critics: Count::of("critic", critics),
            outlets: Count::of("outlet", outlets),
            reviews: Count::of("review", reviews),
            sources: Count::of("source", sources),
            joins,
        }
    }

    pub(super) async fn read(conn: &mut Conn) -> Result<Self, LedgerError> {
        let sql = "select (select coalesce(max(id), 0) from film), \
             (select coalesce(max(id), 0) from critic), \
             (select coalesce(max(id), 0) from outlet), \
             (select coalesce(max(review), 0) from review_version), \
             (select coalesce(max(id), 0) from source)";
        let joins = load_joins(conn).await?;
        let Some(row) = conn.row(sql, Vec::new()).await? else {
            return Ok(Self::after([0; 5], joins));
        };
        let last = || {
            Ok([
                row.int(0)?,
                row.int(1)?,
                row.int(2)?,
                row.int(3)?,
                row.int(4)?,
            ])
        };
        let last = last().map_err(|error| conn.failed(error))?;
        Ok(Self::after(last, joins))
    }

    /// What was made so far is there, as if another transaction had made it.
    pub(super) fn settle(&mut self) {
        for count in self.each() {
            count.settle();
        }
    }

    /// Whether numbers are taken as another record gave them out, whatever this one would give.
    pub(super) fn take_as_given(&mut self, as_given: bool) {
        for count in self.each() {
            count.as_given = as_given;
        }
    }

    fn each(&mut self) -> [&mut Count; 5] {
        [
            &mut self.films,
            &mut self.critics,
            &mut self.outlets,
            &mut self.reviews,
            &mut self.sources,
        ]
    }

    /// # Errors
    /// One of the reviews is not there.
    pub(crate) fn need_reviews(&self, reviews: &[ReviewId]) -> Result<(), String> {
        let mut reviews = reviews.iter();
        reviews.try_for_each(|review| self.reviews.need(review.0))
    }

    /// # Errors
    /// The critic or outlet is not there.
    pub(crate) fn need_whose(&self, whose: Whose) -> Result<(), String> {
        match whose {
            Whose::Critic(critic) => self.critics.need(critic.0),
            Whose::Outlet(outlet) => self.outlets.need(outlet.0),
        }
    }
}
