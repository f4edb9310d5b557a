//! Numbers of films, critics, outlets, reviews and sources, and that entries name only real ones.

mod checks;

use crate::LedgerError;
use crate::db::Conn;
use crate::projection::{Joins, Sort, sides};
use crate::views::load_joins;
use ovation_terms::{
    Attribution, Decision, EntryBody, FilmId, ImportStanding, LeaningRow, Pair, ReviewRead,
    ReviewSettled, Suggested, Whose,
};
use std::collections::BTreeSet;

/// The numbers of one sort of thing.
#[derive(Debug, Default)]
pub(super) struct Count {
    /// The last one made before this transaction.
    pub(super) before: i64,
    /// The last one given out.
    last: i64,
    /// Those this transaction has made.
    made: BTreeSet<i64>,
}

impl Count {
    fn of(before: i64) -> Self {
        Self {
            before,
            last: before,
            made: BTreeSet::new(),
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

    pub(super) fn has(&self, number: i64) -> bool {
        (1..=self.before).contains(&number) || self.made.contains(&number)
    }

    fn need(&self, what: &str, number: i64) -> Result<(), String> {
        if self.has(number) {
            Ok(())
        } else {
            Err(format!("there is no {what} {number}"))
        }
    }

    fn make(&mut self, what: &str, number: i64) -> Result<(), String> {
        if number > self.before && number <= self.last && self.made.insert(number) {
            Ok(())
        } else {
            Err(format!(
                "{what} {number} is not a new number of this transaction"
            ))
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) films: Count,
    pub(super) critics: Count,
    pub(super) outlets: Count,
    pub(super) reviews: Count,
    pub(super) sources: Count,
    /// What is taken for what, this transaction's own merges among them.
    pub(super) joins: Joins,
}

impl Numbers {
    pub(super) async fn read(conn: &mut Conn) -> Result<Self, LedgerError> {
        let sql = "select (select coalesce(max(id), 0) from film), \
             (select coalesce(max(id), 0) from critic), \
             (select coalesce(max(id), 0) from outlet), \
             (select coalesce(max(review), 0) from review_version), \
             (select coalesce(max(id), 0) from source)";
        let joins = load_joins(conn).await?;
        let Some(row) = conn.row(sql, Vec::new()).await? else {
            return Ok(Self::default());
        };
        let count = |place| row.int(place).map(Count::of);
        let read = || {
            Ok(Self {
                films: count(0)?,
                critics: count(1)?,
                outlets: count(2)?,
                reviews: count(3)?,
                sources: count(4)?,
                joins,
            })
        };
        read().map_err(|error| conn.failed(error))
    }

    /// What was made so far is there, as if another transaction had made it.
    pub(super) fn settle(&mut self) {
        for count in [
            &mut self.films,
            &mut self.critics,
            &mut self.outlets,
            &mut self.reviews,
            &mut self.sources,
        ] {
            count.settle();
        }
    }

    /// Gives out the numbers that an entry made in another record.
    pub(super) fn adopt(&mut self, entry_body: &EntryBody) {
        let give = |count: &mut Count, number: i64| count.last = count.last.max(number);
        match entry_body {
            EntryBody::SourceRead(read) => give(&mut self.sources, read.source.0),
            EntryBody::FilmsAdded(added) => {
                for film in &added.films {
                    give(&mut self.films, film.id.0);
                }
            }
            EntryBody::CriticAdded(added) => give(&mut self.critics, added.critic.0),
            EntryBody::OutletAdded(added) => give(&mut self.outlets, added.outlet.0),
            EntryBody::ReviewRead(read) => give(&mut self.reviews, read.review.0),
            EntryBody::CriticSplit(split) => give(&mut self.critics, split.into.0),
            EntryBody::FilmsChanged(_)
            | EntryBody::ReviewSeen(_)
            | EntryBody::UnreadableFound(_)
            | EntryBody::ReviewSettled(_)
            | EntryBody::PressRead(_)
            | EntryBody::Merged(_)
            | EntryBody::Unmerged(_)
            | EntryBody::SourceDeleted(_)
            | EntryBody::SourceRestored(_)
            | EntryBody::ReviewWithdrawn(_)
            | EntryBody::ReviewReinstated(_)
            | EntryBody::ReviewJudged(_)
            | EntryBody::JudgeLearned(_)
            | EntryBody::JudgingSet(_)
            | EntryBody::LeaningsSet(_)
            | EntryBody::RatingRuleSet(_)
            | EntryBody::RatingRuleCleared(_)
            | EntryBody::OutletWeighed(_)
            | EntryBody::OutletPlaced(_)
            | EntryBody::ReadableAgain(_)
            | EntryBody::RowsKept(_)
            | EntryBody::TableRead(_)
            | EntryBody::ImportUndone(_)
            | EntryBody::ImportRestored(_)
            | EntryBody::NamesSet(_)
            | EntryBody::PressSettled(_)
            | EntryBody::IngestEnded(_)
            | EntryBody::SuggestionAnswered(_) => {}
        }
    }

    /// Checks that an entry makes only new things and names only those that are there.
    pub(super) fn check(&mut self, entry_body: &EntryBody) -> Result<(), String> {
        match entry_body {
            EntryBody::SourceRead(read) => self.sources.make("source", read.source.0),
            EntryBody::FilmsAdded(added) => added
                .films
                .iter()
                .try_for_each(|film| self.films.make("film", film.id.0)),
            EntryBody::FilmsChanged(changed) => changed.changes.iter().try_for_each(|change| {
                self.films.need("film", change.film.0)?;
                change.facts.iter().try_for_each(checks::fact)
            }),
            EntryBody::CriticAdded(added) => self.critics.make("critic", added.critic.0),
            EntryBody::OutletAdded(added) => self.outlets.make("outlet", added.outlet.0),
            EntryBody::ReviewRead(read) => self.check_read(read),
            EntryBody::ReviewSeen(seen) => {
                self.sources.need("source", seen.source.0)?;
                self.reviews.need("review", seen.review.0)
            }
            EntryBody::PressRead(read) => {
                self.sources.need("source", read.source.0)?;
                let mut films = read.films.iter();
                films.try_for_each(|link| self.films.need("film", link.film.0))
            }
            EntryBody::UnreadableFound(found) => match found.source {
                Some(source) => self.sources.need("source", source.0),
                None => Ok(()),
            },
            EntryBody::ReviewSettled(settled) => self.check_settled(settled),
            EntryBody::Merged(merged) => self.check_join(merged.pair, true),
            EntryBody::Unmerged(merged) => self.check_join(merged.pair, false),
            EntryBody::SourceDeleted(gone) | EntryBody::SourceRestored(gone) => {
                self.sources.need("source", gone.source.0)?;
                let mut reviews = gone.reviews.iter();
                reviews.try_for_each(|review| self.reviews.need("review", review.0))
            }
            EntryBody::ReviewWithdrawn(gone) => self.reviews.need("review", gone.review.0),
            EntryBody::ReviewReinstated(back) => self.reviews.need("review", back.review.0),
            EntryBody::ReviewJudged(judged) => {
                self.sources.need("source", judged.source.0)?;
                self.reviews.need("review", judged.review.0)
            }
            EntryBody::RatingRuleSet(ruled) | EntryBody::RatingRuleCleared(ruled) => {
                checks::rule(&ruled.rule)?;
                self.check_whose(ruled.rule.whose)
            }
            EntryBody::JudgingSet(set) => checks::judging(set),
            EntryBody::OutletPlaced(placed) => {
                checks::country(placed.country.as_deref())?;
                self.outlets.need("outlet", placed.outlet.0)
            }
            EntryBody::LeaningsSet(set) => {
                let fault = set.leanings.iter().find_map(LeaningRow::fault);
                fault.map_or(Ok(()), Err)
            }
            EntryBody::OutletWeighed(weighed) => {
                checks::weight(weighed.weight)?;
                self.outlets.need("outlet", weighed.outlet.0)
            }
            EntryBody::RowsKept(kept) => {
                self.sources.need("source", kept.earlier.0)?;
                self.sources.need("source", kept.source.0)
            }
            EntryBody::TableRead(read) => {
                let mut gone = read.gone.iter();
                gone.try_for_each(|gone| self.reviews.need("review", gone.review.0))?;
                self.sources.need("source", read.source.0)
            }
            EntryBody::ImportUndone(import) | EntryBody::ImportRestored(import) => {
                self.check_import(import)
            }
            EntryBody::NamesSet(set) => {
                checks::names(&set.names)?;
                self.check_whose(set.whose)
            }
            EntryBody::CriticSplit(split) => {
                self.critics.need("critic", split.critic.0)?;
                let mut reviews = split.reviews.iter();
                reviews.try_for_each(|review| self.reviews.need("review", review.0))?;
                if split.name.trim().is_empty() {
                    return Err("a critic has a name".to_owned());
                }
                self.critics.make("critic", split.into.0)
            }
            EntryBody::SuggestionAnswered(answer) => self.check_suggested(answer.about),
            EntryBody::PressSettled(_)
            | EntryBody::JudgeLearned(_)
            | EntryBody::ReadableAgain(_)
            | EntryBody::IngestEnded(_) => Ok(()),
        }
    }

    fn check_suggested(&self, about: Suggested) -> Result<(), String> {
        match about {
            Suggested::OneCritic { one, other } => {
                self.critics.need("critic", one.0)?;
                self.critics.need("critic", other.0)
            }
            Suggested::OneOutlet { one, other } => {
                self.outlets.need("outlet", one.0)?;
                self.outlets.need("outlet", other.0)
            }
            Suggested::TwoCritics { critic } => self.critics.need("critic", critic.0),
        }
    }

    fn check_read(&mut self, read: &ReviewRead) -> Result<(), String> {
        self.sources.need("source", read.source.0)?;
        self.check_film(&read.film)?;
        if let Some(critic) = read.critic.as_ref().and_then(|critic| critic.chosen) {
            self.critics.need("critic", critic.0)?;
        }
        for critic in &read.also_by {
            self.critics.need("critic", critic.0)?;
        }
        if let Some(outlet) = read.outlet.as_ref().and_then(|outlet| outlet.chosen) {
            self.outlets.need("outlet", outlet.0)?;
        }
        if self.reviews.has(read.review.0) {
            Ok(())
        } else {
            self.reviews.make("review", read.review.0)
        }
    }

    fn check_settled(&self, settled: &ReviewSettled) -> Result<(), String> {
        match &settled.decision {
            Decision::Film(film) => self.films.need("film", film.0)?,
            Decision::Critic(Some(critic)) => self.critics.need("critic", critic.0)?,
            Decision::Outlet(Some(outlet)) => self.outlets.need("outlet", outlet.0)?,
            Decision::SameAs(other) if *other == settled.review => {
                return Err(format!("review {other} is itself already"));
            }
            Decision::SameAs(other) => self.reviews.need("review", other.0)?,
            other => checks::decision(other)?,
        }
        self.reviews.need("review", settled.review.0)
    }

    /// Joins or parts a pair, where it can be.
    fn check_join(&mut self, pair: Pair, joined: bool) -> Result<(), String> {
        if joined {
            self.check_pair(pair)?;
            self.joins.check_join(pair)?;
        } else {
            self.joins.check_part(pair)?;
        }
        let (sort, from, into) = sides(pair);
        self.joins.set(sort, from, joined.then_some(into));
        Ok(())
    }

    fn check_whose(&self, whose: Whose) -> Result<(), String> {
        match whose {
            Whose::Critic(critic) => self.critics.need("critic", critic.0),
            Whose::Outlet(outlet) => self.outlets.need("outlet", outlet.0),
        }
    }

    fn check_import(&self, import: &ImportStanding) -> Result<(), String> {
        self.sources.need("source", import.source.0)?;
        let gone = import.withdrawn.iter().chain(&import.reinstated);
        for review in import.reviews.iter().chain(gone) {
            self.reviews.need("review", review.0)?;
        }
        for back in &import.readings {
            self.reviews.need("review", back.review.0)?;
            self.sources.need("source", back.source.0)?;
            let films = back.film.into_iter().chain(back.candidate);
            for film in films {
                self.films.need("film", film.0)?;
            }
            if let Some(critic) = back.critic {
                self.critics.need("critic", critic.0)?;
            }
            if let Some(outlet) = back.outlet {
                self.outlets.need("outlet", outlet.0)?;
            }
        }
        Ok(())
    }

    fn check_pair(&self, pair: Pair) -> Result<(), String> {
        let (sort, from, into) = sides(pair);
        let count = match sort {
            Sort::Film => &self.films,
            Sort::Critic => &self.critics,
            Sort::Outlet => &self.outlets,
        };
        count.need(sort.word(), from)?;
        count.need(sort.word(), into)
    }

    fn check_film(&self, film: &Attribution<FilmId>) -> Result<(), String> {
        film.chosen
            .iter()
            .chain(&film.candidates)
            .try_for_each(|film| self.films.need("film", film.0))
    }
}
