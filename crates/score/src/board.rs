//! The scores of all films, kept up film by film.

use crate::{Score, ScoreIndex, Scratch, ranking_order};
use ovation_terms::{FilmId, Vote};
use std::collections::BTreeMap;

/// Every film's score_index and its score by all reviews known.
///
/// A film's score rests on its own reviews alone, so an entry that changes a film's reviews
/// ([`Board::put`]) touches that film and nothing else, and leaves the bits a board made anew has.
#[derive(Clone, Debug, Default)]
pub struct Board {
    films: BTreeMap<FilmId, (ScoreIndex, Score)>,
    scratch: Scratch,
}

impl Board {
    /// Scores every film of the votes, which may come in any order.
    pub fn new(mut votes: Vec<Vote>) -> Self {
        votes.sort_unstable_by_key(|vote| (vote.film, vote.day, vote.review));
        let mut board = Self::default();
        for film in votes.chunk_by(|a, b| a.film == b.film) {
            if let Some(first) = film.first() {
                board.put(first.film, film.to_vec());
            }
        }
        board
    }

    /// Takes all votes of one film in place of those it had; none takes the film off.
    pub fn put(&mut self, film: FilmId, votes: Vec<Vote>) {
        if votes.is_empty() {
            self.films.remove(&film);
            return;
        }
        let score_index = ScoreIndex::new(votes);
        let score = score_index.score(None, &mut self.scratch);
        self.films.insert(film, (score_index, score));
    }

    /// A film's score by all its reviews.
    pub fn score(&self, film: FilmId) -> Option<&Score> {
        self.films.get(&film).map(|(_, score)| score)
    }

    /// A film's score_index.
    pub fn score_index(&self, film: FilmId) -> Option<&ScoreIndex> {
        self.films.get(&film).map(|(score_index, _)| score_index)
    }

    /// Every film with its score, in the order of their numbers.
    pub fn scores(&self) -> impl Iterator<Item = (FilmId, &Score)> {
        self.films.iter().map(|(film, (_, score))| (*film, score))
    }

    /// The films that have a headline number, best first ([`ranking_order`]); equals by number.
    pub fn ranking(&self) -> Vec<(FilmId, &Score)> {
        let mut ranked: Vec<_> = self.scores().filter(|(_, score)| score.headline).collect();
        ranked.sort_by(|a, b| ranking_order(a.1, b.1).then(a.0.cmp(&b.0)));
        ranked
    }
}
