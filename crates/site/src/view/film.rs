//! A film's reviews and score under a question.

use crate::ask::Clocks;
use crate::error::SiteError;
use crate::links;
use ovation_ledger::{Ledger, PressRecord};
use ovation_score::{Fate, Formula, Panel, Question, Score, fates, score};
use ovation_terms::{Ballot, FilmId, FilmRecord};

/// A film's reviews as they were known at the clocks asked for, and the score they give.
#[derive(Debug)]
pub(crate) struct FilmScore {
    pub(crate) film: FilmRecord,
    pub(crate) ballots: Vec<Ballot>,
    pub(crate) question: Question,
    pub(crate) score: Score,
}

impl FilmScore {
    /// Reads the film's reviews and scores them.
    ///
    /// # Errors
    /// [`SiteError::NotFound`] when the record has no such film.
    pub(crate) async fn ask(
        ledger: &Ledger,
        film: FilmId,
        clocks: Clocks,
    ) -> Result<Self, SiteError> {
        let found = ledger.film(film).await?;
        let film = found.ok_or_else(|| SiteError::no_such("film", film))?;
        Self::of(ledger, film, clocks).await
    }

    /// Reads a known film's reviews and scores them.
    pub(crate) async fn of(
        ledger: &Ledger,
        film: FilmRecord,
        clocks: Clocks,
    ) -> Result<Self, SiteError> {
        let known = match clocks.known_at {
            Some(moment) => Some(ledger.seq_at(moment).await?),
            None => None,
        };
        let ballots = ledger.ballots_of_film(film.id, known).await?;
        let question = Question {
            as_of: clocks.as_of,
            known_at: clocks.known_at,
            formula: Formula::Approval,
            panel: Panel::default(),
        };
        let score = score(&ballots, &question);
        Ok(Self {
            film,
            ballots,
            question,
            score,
        })
    }

    /// Articles of film press that name the film, as they were known and published at the clocks.
    pub(crate) async fn press(
        &self,
        ledger: &Ledger,
        clocks: Clocks,
        limit: u32,
    ) -> Result<Vec<PressRecord>, SiteError> {
        let known = match clocks.known_at {
            Some(moment) => Some(ledger.seq_at(moment).await?),
            None => None,
        };
        let mut articles = ledger.press_of_film(self.film.id, known, limit).await?;
        if let Some(as_of) = clocks.as_of {
            articles.retain(|record| {
                let published = record.read.finding.published.as_ref();
                published.map_or_else(|| record.at.day(), |published| published.value) <= as_of
            });
        }
        Ok(articles)
    }

    /// Every review that was there at the clocks with what became of it, newest first.
    pub(crate) fn fates(&self) -> Vec<(&Ballot, Fate)> {
        let mut fates: Vec<(&Ballot, Fate)> = fates(&self.ballots, &self.question)
            .into_iter()
            .filter(|(_, fate)| *fate != Fate::NotYet)
            .filter_map(|(place, fate)| self.ballots.get(place).map(|ballot| (ballot, fate)))
            .collect();
        fates.reverse();
        fates
    }
}

/// A film's name as pages print it.
#[derive(Clone, Debug)]
pub(crate) struct FilmTitle {
    pub(crate) href: String,
    pub(crate) title: String,
    /// `2012`, or empty.
    pub(crate) year: String,
    pub(crate) directors: String,
}

impl FilmTitle {
    pub(crate) fn of(film: &FilmRecord) -> Self {
        Self {
            href: links::film(film),
            title: film.title.clone(),
            year: film.year.map_or_else(String::new, |year| year.to_string()),
            directors: film.directors.join(", "),
        }
    }

    /// `The Lamplighter (2012)`
    pub(crate) fn in_full(&self) -> String {
        if self.year.is_empty() {
            self.title.clone()
        } else {
            format!("{} ({})", self.title, self.year)
        }
    }
}
