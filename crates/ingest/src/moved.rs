//! What an ingest would do to the scores: told by a dry run.

use crate::IngestError;
use ovation_ledger::{Ledger, RehearsedFilm};
use ovation_score::{Question, Score, ScoreInShort, score};
use ovation_terms::{FilmId, FilmRecord};
use ovation_terms::{counted, grouped};
use serde::Serialize;

/// How many films are told of one by one.
const TOLD: usize = 10;

/// The films whose scores would change.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MovedScores {
    /// How many.
    pub films: u64,
    /// Those that would change most.
    pub largest: Vec<MovedFilm>,
}

/// A film's score before and after.
#[derive(Clone, Debug, Serialize)]
pub struct MovedFilm {
    /// The film.
    pub film: FilmId,
    /// Its title.
    pub title: String,
    /// Its score as the record stands.
    pub before: ScoreInShort,
    /// Its score as it would be.
    pub after: ScoreInShort,
}

impl MovedFilm {
    /// What it is sorted by: points of approval, then reviews. A score that comes or goes is all of it.
    fn size(&self) -> (f64, u64) {
        let points = match (self.before.approval, self.after.approval) {
            (Some(before), Some(after)) => (after - before).abs(),
            (None, None) => 0.0,
            _ => 100.0,
        };
        (points, self.after.n.abs_diff(self.before.n))
    }
}

/// Collects films as they would be.
#[derive(Default)]
pub(super) struct Moving(Vec<(FilmId, String, Score)>);

impl Moving {
    pub(super) fn add(&mut self, film: &RehearsedFilm) {
        let title = film.record.as_ref().map(FilmRecord::titled);
        let after = score(&film.ballots, &Question::default());
        self.0.push((film.film, title.unwrap_or_default(), after));
    }

    /// Compares them with the films as they are.
    pub(super) async fn compare(self, ledger: &Ledger) -> Result<MovedScores, IngestError> {
        let mut moved = Vec::new();
        for (film, title, after) in self.0 {
            let before = ledger.ballots_of_film(film, None).await?;
            let before = score(&before, &Question::default());
            if before != after {
                moved.push(MovedFilm {
                    film,
                    title,
                    before: ScoreInShort::of(&before),
                    after: ScoreInShort::of(&after),
                });
            }
        }
        let films = moved.len() as u64;
        moved.sort_by(|one, other| {
            let ((points, reviews), (points_of, reviews_of)) = (one.size(), other.size());
            let order = points_of.total_cmp(&points);
            order
                .then(reviews_of.cmp(&reviews))
                .then(one.film.cmp(&other.film))
        });
        moved.truncate(TOLD);
        Ok(MovedScores {
            films,
            largest: moved,
        })
    }
}

impl MovedScores {
    /// For people.
    pub(super) fn tell(&self, line: &mut dyn FnMut(String)) {
        if self.films == 0 {
            line("no score would change".to_owned());
            return;
        }
        line(format!("scores that would change: {}", grouped(self.films)));
        for moved in &self.largest {
            line(format!(
                "  film {}, {}: {} -> {}",
                moved.film,
                moved.title,
                moved.before.in_words(),
                moved.after.in_words()
            ));
        }
        let shown = self.largest.len() as u64;
        if self.films > shown {
            line(format!(
                "  ... and {}",
                counted(self.films - shown, "more film", "more films")
            ));
        }
    }
}
