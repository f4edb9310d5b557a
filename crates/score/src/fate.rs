//! What becomes of each review under a question: in the score, out with a reason, or not yet.

use crate::Question;
use ovation_terms::{Ballot, CriticId, FilmId, Reason, ReviewId, State};
use std::collections::BTreeMap;

/// What becomes of a review under a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is in the score.
    In {
        /// Whether it also waits on the desk, and counts with its `p` in the meantime.
        unsure: bool,
    },
    /// It is not in the score, for these reasons; [`Standing::state`](ovation_terms::Standing)
    /// of them tells waiting from excluded. A review that a newer one replaced has
    /// [`Reason::Superseded`] among them.
    Out(Vec<Reason>),
    /// At the question's clocks it was not published or not recorded yet; no part of what was
    /// found then.
    NotYet,
}

impl Fate {
    /// Counted, waiting or excluded; none for a review that was not there yet.
    pub fn state(&self) -> Option<State> {
        match self {
            Self::In { unsure: false } => Some(State::Counted),
            Self::In { unsure: true } => Some(State::Waiting),
            Self::Out(reasons) => Some(
                reasons
                    .iter()
                    .map(|reason| reason.state())
                    .max()
                    .unwrap_or(State::Excluded),
            ),
            Self::NotYet => None,
        }
    }
}

/// Tells what becomes of each ballot, as pairs of its place in `ballots` and its fate.
///
/// The pairs are in the order in which reviews stand ([`Ballot::standing_order`]), whatever the
/// order of `ballots`. Ballots outside the panel have no pair. Of several ballots of one review
/// the one of the latest entry has a pair and the others have none.
pub fn fates(ballots: &[Ballot], question: &Question) -> Vec<(usize, Fate)> {
    let there = in_order(ballots, question);
    let mut standing: BTreeMap<(FilmId, CriticId), ReviewId> = BTreeMap::new();
    for (_, ballot) in &there {
        if question.reaches(ballot) && ballot.takes_part() {
            for critic in signers_in(ballot, question) {
                // The list is in standing order, so the last one written stands.
                standing.insert((ballot.film, critic), ballot.review);
            }
        }
    }
    let fate = |ballot: &Ballot| {
        if !question.reaches(ballot) {
            return Fate::NotYet;
        }
        let mut reasons = ballot.standing.reasons().to_vec();
        if !ballot.takes_part() {
            if reasons.is_empty() {
                reasons.push(Reason::NothingToJudge);
            }
            return Fate::Out(reasons);
        }
        // A joint review stands for each who signed it and has no later one.
        let stands = |critic| standing.get(&(ballot.film, critic)) == Some(&ballot.review);
        let superseded = ballot.critic.is_some() && !signers_in(ballot, question).any(stands);
        if superseded {
            reasons.push(Reason::Superseded);
            reasons.sort_unstable();
            reasons.dedup();
            Fate::Out(reasons)
        } else {
            Fate::In {
                unsure: ballot.standing.state() == State::Waiting,
            }
        }
    };
    there
        .into_iter()
        .map(|(place, ballot)| (place, fate(ballot)))
        .collect()
}

/// Those of the panel who signed a review.
pub(crate) fn signers_in<'a>(
    ballot: &'a Ballot,
    question: &'a Question,
) -> impl Iterator<Item = CriticId> + 'a {
    let in_panel = |critic: &CriticId| question.panel.has_critic(*critic);
    ballot.signers().filter(in_panel)
}

/// The panel's ballots in standing order, one for each review, with their places in `ballots`.
pub(crate) fn in_order<'a>(ballots: &'a [Ballot], question: &Question) -> Vec<(usize, &'a Ballot)> {
    let mut there: Vec<(usize, &Ballot)> = ballots
        .iter()
        .enumerate()
        .filter(|(_, ballot)| question.panel.includes(ballot))
        .collect();
    // Latest entry first, so that `dedup` keeps it. Places decide nothing: equal reviews of equal
    // entries are the same ballot twice.
    there.sort_by_key(|(_, ballot)| (ballot.review, std::cmp::Reverse(ballot.entry)));
    there.dedup_by_key(|(_, ballot)| ballot.review);
    there.sort_by_key(|(_, ballot)| ballot.standing_order());
    there
}
