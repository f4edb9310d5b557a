//! One review as figures over the whole record see it.

use crate::{
    Ballot, CriticId, Day, FilmId, MOST_ALSO_BY, Moment, OutletId, Probability, ReviewId, Seq,
    Standing, State,
};

/// A [`Ballot`] without its words, small enough that a million fit in memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vote {
    /// The review.
    pub review: ReviewId,
    /// The entry that made this version of it.
    pub entry: Seq,
    /// When that entry was made.
    pub recorded: Moment,
    /// The film.
    pub film: FilmId,
    /// The critic; none when unsigned.
    pub critic: Option<CriticId>,
    /// Who signed it beside the critic, from the left.
    pub also_by: [Option<CriticId>; MOST_ALSO_BY],
    /// The outlet.
    pub outlet: Option<OutletId>,
    /// Day published, or first recorded where that is not known.
    pub day: Day,
    /// The rating converted, 0 to 1.
    pub rating: Option<f64>,
    /// The probability that the critic is for the film.
    pub p: Option<Probability>,
    /// The review's own reasons, [`Standing::to_bits`].
    pub reasons: u32,
    /// The state they lead to.
    pub state: State,
    /// [`Ballot::takes_part`]
    pub takes_part: bool,
}

impl Vote {
    /// What a ballot says without words.
    pub fn of(ballot: &Ballot) -> Self {
        Self {
            review: ballot.review,
            entry: ballot.entry,
            recorded: ballot.recorded,
            film: ballot.film,
            critic: ballot.critic,
            also_by: std::array::from_fn(|at| ballot.also_by.get(at).map(|it| it.critic)),
            outlet: ballot.outlet,
            day: ballot.published_or_recorded(),
            rating: ballot.rating,
            p: ballot.p,
            reasons: ballot.standing.to_bits(),
            state: ballot.standing.state(),
            takes_part: ballot.takes_part(),
        }
    }

    /// Everybody who signed it, in the order of the by-line.
    pub fn signers(&self) -> impl Iterator<Item = CriticId> + use<> {
        self.critic
            .into_iter()
            .chain(self.also_by.into_iter().flatten())
    }

    /// The review's own reasons.
    pub fn standing(&self) -> Standing {
        Standing::from_bits(self.reasons)
    }
}
