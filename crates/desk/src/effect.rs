//! What a change does to scores.

use super::DeskError;
use async_recursion::async_recursion as boxed;
use ovation_ledger::Ledger;
use ovation_score::{Question, Score, ScoreInShort, score};
use ovation_terms::{Ballot, FilmId, FilmRecord};
use serde::Serialize;

/// A film whose score would move.
#[derive(Clone, Debug, Serialize)]
pub struct MovedScore {
    /// The film.
    pub film: FilmId,
    /// Its score as the record stands.
    pub before: Score,
    /// Its score as it would be.
    pub after: Score,
}

impl MovedScore {
    /// For people. `known` is the film as the record has it; none for one that would be new.
    pub fn told(&self, known: Option<&FilmRecord>) -> String {
        let title = known.map_or_else(|| "new".to_owned(), FilmRecord::titled);
        let [before, after] =
            [&self.before, &self.after].map(|score| ScoreInShort::of(score).in_words());
        format!("film {}, {title}: {before} would become {after}", self.film)
    }
}

/// The films whose score would move, of films with their reviews as they would be.
///
/// # Errors
/// [`DeskError::Ledger`] where the record did not answer.
#[boxed]
pub async fn moved_scores(
    ledger: &Ledger,
    films: &[(FilmId, Vec<Ballot>)],
) -> Result<Vec<MovedScore>, DeskError> {
    let question = Question::default();
    let mut moved = Vec::new();
    for (film, after) in films {
        let before = score(&ledger.ballots_of_film(*film, None).await?, &question);
        let after = score(after, &question);
        if before != after {
            moved.push(MovedScore {
                film: *film,
                before,
                after,
            });
        }
    }
    Ok(moved)
}

#[cfg(test)]
mod tests {
    use super::MovedScore;
    use ovation_score::{Question, Score, score};
    use ovation_terms::FilmId;

    #[test]
    fn a_score_without_a_headline_is_told_by_its_reviews() {
        let before = score(&[], &Question::default());
        let after = Score {
            n: 1,
            headline: false,
            ..before.clone()
        };
        let moved = MovedScore {
            film: FilmId(7),
            before,
            after,
        };
        let told = "film 7, new: 0 reviews would become 1 review";
        assert_eq!(moved.told(None), told);
    }
}
