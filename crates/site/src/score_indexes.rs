//! Films' score_indexes, kept: the score at any date comes from memory.

use crate::error::SiteError;
use ovation_ledger::{Head, Ledger};
use ovation_score::{Score, ScoreIndex, Scratch};
use ovation_terms::{Day, FilmId, Seq};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Reviews in all kept score_indexes together; four million take about 200 MB. Beyond, all are let go.
const KEPT_REVIEWS: usize = 4_000_000;

/// ScoreIndexes of the films that were asked for, as of one head. An entry lets go the score_indexes of the films
/// it changes, and no other.
#[derive(Debug, Default)]
pub(crate) struct ScoreIndexes(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// The head they are of; none before the first.
    seq: Option<Seq>,
    films: BTreeMap<FilmId, Arc<ScoreIndex>>,
    reviews: usize,
}

impl ScoreIndexes {
    /// A film's score by everybody as known at a head, at a day.
    pub(crate) async fn score(
        &self,
        ledger: &Ledger,
        film: FilmId,
        head: &Head,
        as_of: Option<Day>,
    ) -> Result<Score, SiteError> {
        let score_index = self.score_index(ledger, film, head.seq).await?;
        Ok(score_index.score(as_of, &mut Scratch::default()))
    }

    async fn score_index(
        &self,
        ledger: &Ledger,
        film: FilmId,
        head: Seq,
    ) -> Result<Arc<ScoreIndex>, SiteError> {
        let seq = {
            let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.seq == Some(head)
                && let Some(score_index) = kept.films.get(&film)
            {
                return Ok(Arc::clone(score_index));
            }
            kept.seq
        };
        if seq < Some(head) {
            let changed = match seq {
                Some(seq) => ledger.films_changed_since(seq).await?,
                None => None,
            };
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // Another request may have done the same meanwhile.
            if kept.seq == seq {
                match changed {
                    Some(films) => {
                        for film in films {
                            if let Some(score_index) = kept.films.remove(&film) {
                                kept.reviews -= score_index.len();
                            }
                        }
                    }
                    None => *kept = Kept::default(),
                }
                kept.seq = Some(head);
            }
            if kept.seq == Some(head)
                && let Some(score_index) = kept.films.get(&film)
            {
                return Ok(Arc::clone(score_index));
            }
        }
        let votes = ledger.votes_of_film(film, Some(head)).await?;
        let score_index = Arc::new(ScoreIndex::new(votes));
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.seq == Some(head) {
            if kept.reviews + score_index.len() > KEPT_REVIEWS {
                kept.films.clear();
                kept.reviews = 0;
            }
            kept.reviews += score_index.len();
            if let Some(replaced) = kept.films.insert(film, Arc::clone(&score_index)) {
                kept.reviews -= replaced.len();
            }
        }
        Ok(score_index)
    }
}
