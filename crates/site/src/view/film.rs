//! A film's reviews and score under a question.

use crate::ask::Clocks;
use crate::error::SiteError;
use crate::front::Site;
use crate::links;
use ovation_ledger::{Head, Ledger, PressRecord};
use ovation_score::{Fate, Formula, Leniencies, Question, Score, adjusted, fates, score};
use ovation_terms::{Ballot, FilmId, FilmRecord, Moment, Seq};
use std::sync::Arc;

/// A film's reviews as they were known at the clocks asked for, and the score they give.
#[derive(Debug)]
pub(crate) struct FilmScore {
    pub(crate) film: FilmRecord,
    pub(crate) ballots: Vec<Ballot>,
    pub(crate) question: Question,
    pub(crate) score: Score,
    /// Of the whole record, where the adjusted approval is asked for.
    pub(crate) leniencies: Option<Arc<Leniencies>>,
}

impl FilmScore {
    /// Reads the film's reviews and scores them.
    ///
    /// # Errors
    /// [`SiteError::NotFound`] when the record has no such film.
    pub(crate) async fn ask(
        site: &Site,
        film: FilmId,
        question: Question,
        head: Seq,
    ) -> Result<Self, SiteError> {
        let found = site.ledger.film(film).await?;
        let film = found.ok_or_else(|| SiteError::no_such("film", film))?;
        Self::of(site, film, question, head).await
    }

    /// A film's score alone, without its reviews: from memory where the question is of everybody's
    /// reviews as known now.
    ///
    /// # Errors
    /// [`SiteError::NotFound`] when the record has no such film.
    pub(crate) async fn score_only(
        site: &Site,
        film: FilmId,
        question: Question,
        head: &Head,
    ) -> Result<Self, SiteError> {
        let in_memory = question.known_at.is_none()
            && question.panel.is_everybody()
            && matches!(question.formula, Formula::Approval | Formula::AverageRating);
        if !in_memory {
            return Self::ask(site, film, question, head.seq).await;
        }
        let found = site.ledger.film(film).await?;
        let film = found.ok_or_else(|| SiteError::no_such("film", film))?;
        let score_indexes = &site.score_indexes;
        let score = score_indexes
            .score(&site.ledger, film.id, head, question.as_of)
            .await?;
        Ok(Self {
            film,
            ballots: Vec::new(),
            question,
            score,
            leniencies: None,
        })
    }

    /// Reads a known film's reviews and scores them.
    pub(crate) async fn of(
        site: &Site,
        film: FilmRecord,
        question: Question,
        head: Seq,
    ) -> Result<Self, SiteError> {
        let known = known_seq(&site.ledger, question.known_at).await?;
        let film = site.ledger.film_as_known(film, known).await?;
        let mut ballots = site.ledger.ballots_of_film(film.id, known).await?;
        if question.panel.asks_language() || question.formula == Formula::WeightedScore {
            site.ledger.add_read(&mut ballots).await?;
        }
        Self::score(site, (film, ballots), question, known, head).await
    }

    /// What a receipt shows: the film and its reviews as they were known, and called, at an entry:
    /// the one asked for, else the last that the `recorded` clock reaches. Gives that entry too.
    ///
    /// # Errors
    /// [`SiteError::NotFound`] when the record had no such film then; [`SiteError::BadQuery`] for an
    /// entry that is not there.
    pub(crate) async fn then(
        site: &Site,
        film: FilmId,
        question: Question,
        entry: Option<Seq>,
        now: &Head,
    ) -> Result<(Self, Head), SiteError> {
        let ledger = &site.ledger;
        let head = match (entry, question.known_at) {
            (Some(entry), _) if entry > now.seq || entry.0 < 1 => {
                let wanted = format!("an entry's number, 1 to {}", now.seq);
                return Err(SiteError::bad("head", wanted, &entry.to_string()));
            }
            (Some(entry), _) => ledger.head_at(entry).await?,
            (None, Some(known_at)) => ledger.head_at(ledger.seq_at(known_at).await?).await?,
            (None, None) => *now,
        };
        // A film under a number that was given up since: a receipt of before names it.
        let id = match entry {
            Some(_) => film,
            None => ledger.film(film).await?.map_or(film, |film| film.id),
        };
        let found = ledger.film_then(id, head.seq).await?;
        let found = found.ok_or_else(|| SiteError::no_such("film", film))?;
        let made = Self::score(site, found, question, Some(head.seq), head.seq).await?;
        Ok((made, head))
    }

    async fn score(
        site: &Site,
        (film, ballots): (FilmRecord, Vec<Ballot>),
        mut question: Question,
        known: Option<Seq>,
        head: Seq,
    ) -> Result<Self, SiteError> {
        if question.formula == Formula::WeightedScore && question.weights.is_empty() {
            question.weights = site.ledger.outlet_weights(known).await?;
        }
        let mut score = score(&ballots, &question);
        let leniencies = if question.formula == Formula::AdjustedApproval {
            let at = known.unwrap_or(head);
            site.fits.of(&site.ledger, at, question.as_of).await?
        } else {
            None
        };
        if let Some(leniencies) = &leniencies {
            score.adjusted = adjusted(&ballots, &question, leniencies);
        }
        Ok(Self {
            film,
            ballots,
            question,
            score,
            leniencies,
        })
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

/// The last entry that the record knew by the `recorded` clock's setting; none: now.
pub(crate) async fn known_seq(
    ledger: &Ledger,
    known_at: Option<Moment>,
) -> Result<Option<Seq>, SiteError> {
    Ok(match known_at {
        Some(moment) => Some(ledger.seq_at(moment).await?),
        None => None,
    })
}

/// Articles of film press that name a film, as they were known and published at the clocks.
pub(crate) async fn press_of(
    ledger: &Ledger,
    film: FilmId,
    clocks: Clocks,
    limit: u32,
) -> Result<Vec<PressRecord>, SiteError> {
    let known = known_seq(ledger, clocks.known_at).await?;
    let mut articles = ledger.press_of_film(film, known, limit).await?;
    if let Some(as_of) = clocks.as_of {
        articles.retain(|record| {
            let published = record.read.finding.published.as_ref();
            published.map_or_else(|| record.at.day(), |published| published.value) <= as_of
        });
    }
    Ok(articles)
}

/// A title of more letters is long.
const LONG_TITLE: usize = 34;

/// A film's name as pages print it.
#[derive(Clone, Debug)]
pub(crate) struct FilmTitle {
    pub(crate) href: String,
    pub(crate) title: String,
    /// `2012`, or empty.
    pub(crate) year: String,
    pub(crate) directors: String,
    /// `series`, `season 2`; empty of a film.
    pub(crate) kind: String,
}

impl FilmTitle {
    pub(crate) fn of(film: &FilmRecord) -> Self {
        Self {
            href: links::film(film),
            title: film.title.clone(),
            year: film.year.map_or_else(String::new, |year| year.to_string()),
            directors: film.directors.join(", "),
            kind: film.work.label(),
        }
    }

    /// Whether the title is to be set in smaller letters.
    pub(crate) fn is_long(&self) -> bool {
        self.title.chars().count() > LONG_TITLE
    }

    /// `The Lamplighter (2012)`, `Harbour Nine, season 2 (2021)`
    pub(crate) fn in_full(&self) -> String {
        let title = match self.kind.as_str() {
            "" => self.title.clone(),
            kind => format!("{}, {kind}", self.title),
        };
        if self.year.is_empty() {
            title
        } else {
            format!("{title} ({})", self.year)
        }
    }
}
