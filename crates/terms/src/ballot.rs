//! One review as a score sees it.

use crate::{
    Basis, CriticId, Day, FilmId, Hash, Moment, OutletId, Probability, ReviewId, Seq, Standing,
};
use serde::{Deserialize, Serialize};

/// A review as a score sees it: what the ledger knew of it at the `recorded` clock's setting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ballot {
    /// The review.
    pub review: ReviewId,
    /// The entry that made this version of it.
    pub entry: Seq,
    /// That entry's hash.
    pub entry_hash: Hash,
    /// When that entry was made.
    pub recorded: Moment,
    /// When the review was first recorded; stands in for `published` where that is not known.
    pub first_recorded: Moment,
    /// The film.
    pub film: FilmId,
    /// The critic; none when unsigned.
    pub critic: Option<CriticId>,
    /// The critic's name, empty when unsigned.
    pub critic_name: String,
    /// Who signed it beside the critic: a joint review. It counts once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_by: Vec<Signer>,
    /// The outlet.
    pub outlet: Option<OutletId>,
    /// The outlet's name, empty when unknown.
    pub outlet_name: String,
    /// The outlet's country, ISO 3166 two letters, as it was set or as the ending of its domain tells
    /// ([`country_of`](crate::country_of)); none when neither says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The language it is written in, BCP 47, where that was asked for and is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Where the review stands on the web.
    pub url: Option<String>,
    /// Day published.
    pub published: Option<Day>,
    /// The rating as printed.
    pub rating_printed: Option<String>,
    /// The rating converted, 0 to 1.
    pub rating: Option<f64>,
    /// The rating that the text reads like to the model, 0 to 1, where that was asked for and no rating
    /// was printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<f64>,
    /// The probability that the critic is for the film.
    pub p: Option<Probability>,
    /// What `p` rests on.
    pub basis: Option<Basis>,
    /// The review's own reasons to wait or be out (never `superseded`, which depends on the clocks
    /// and is for the score to find).
    pub standing: Standing,
}

/// Somebody who signed a review beside the one it is listed under first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signer {
    /// The critic.
    pub critic: CriticId,
    /// The critic's name.
    pub name: String,
}

/// How many critics a review has besides the first: who stands further back in a longer by-line is kept
/// in the reading alone.
pub const MOST_ALSO_BY: usize = 2;

impl Ballot {
    /// Everybody who signed it, in the order of the by-line; nobody where it is unsigned.
    pub fn signers(&self) -> impl Iterator<Item = CriticId> + '_ {
        let also = self.also_by.iter().map(|signer| signer.critic);
        self.critic.into_iter().chain(also)
    }

    /// The by-line as a reader is shown it: `Ada Marlow and Cy Quill`; empty when unsigned.
    pub fn byline(&self) -> String {
        let Some((last, before)) = self.also_by.split_last() else {
            return self.critic_name.clone();
        };
        let mut words = self.critic_name.clone();
        for signer in before {
            words.push_str(", ");
            words.push_str(&signer.name);
        }
        format!("{words} and {}", last.name)
    }

    /// Whether the review takes part in scores at all: it has a film's verdict and is not out.
    ///
    /// A waiting review with a `p` takes part, marked as unsure.
    pub fn takes_part(&self) -> bool {
        self.p.is_some() && self.standing.takes_part()
    }

    /// Of one critic's reviews of one film that take part, the greatest by this order stands; the
    /// others are superseded. A joint review stands as long as it is the greatest of one of those who
    /// signed it. Ordered by day published (day first recorded where unknown).
    pub fn standing_order(&self) -> (Day, ReviewId) {
        (self.published_or_recorded(), self.review)
    }

    /// Day published, or the day first recorded where that is not known.
    pub fn published_or_recorded(&self) -> Day {
        self.published.unwrap_or_else(|| self.first_recorded.day())
    }
}
