//! How well known films are, where titles and years leave several.
//!
//! A mention by a title that several films share means the best known of them nearly always: of 173
//! labelled mentions that title and year within one left open, 164 meant the film with most votes, and all
//! did where it had twenty times those of the next. So votes decide where they are that far apart, weighed
//! with what the years say, and nowhere else; without votes nothing is decided here.

use super::occasion::ReviewSays;
use super::weigh::{Agreement, Candidate, YearsSay};

/// What votes say of the films that may be meant.
#[derive(Debug)]
pub(super) enum BestKnown<'c> {
    /// This one by far, with its share.
    One(&'c Candidate, f64),
    /// Several; the one with the largest share, and that.
    Several(&'c Candidate, f64),
    /// Nothing: one film, or films of which nobody knows how well they are known.
    Untold,
}

/// So many votes are added to every film's: of films that hardly anybody knows, twenty times is chance.
const CHANCE: f64 = 25.0;
/// So many times the weight of the next the best known must have to decide.
const BY_FAR: f64 = 15.0;
/// A film is well known where so many voted on it.
const WELL_KNOWN: u64 = 1000;
/// A bare title of one or two words is taken for a film that so many voted on: hardly any film has such a title
/// alone.
const KNOWN_TO_MANY: u64 = 3000;
/// A film is hardly known where fewer voted on it.
const HARDLY_KNOWN: u64 = 100;
/// Few know a film on which fewer voted: a neighbouring year is not enough for it.
const KNOWN_TO_FEW: u64 = 250;
/// How much less a year beside the stated one says, and a stated year that is two after the film's: of 981
/// labelled mentions with a day of release 838, 134 and 9 had the film's own year, the one after, and two
/// after; lists that state a film's year are more exact.
const NEAR: f64 = 0.1;
const LATER: f64 = 0.02;
/// How much less another agreement than letter by letter says.
const SPELLING: f64 = 0.3;
const ARTICLE: f64 = 0.1;
const PART: f64 = 0.1;

/// Whether many people know a film.
pub(super) fn is_well_known(candidate: &Candidate) -> bool {
    candidate.votes.is_some_and(|votes| votes >= WELL_KNOWN)
}

/// Whether so many people know a film that its short title alone means it.
pub(super) fn is_known_to_many(candidate: &Candidate) -> bool {
    candidate.votes.is_some_and(|votes| votes >= KNOWN_TO_MANY)
}

/// Whether next to nobody knows a film, as far as that is told.
pub(super) fn is_hardly_known(votes: Option<u64>) -> bool {
    votes.is_some_and(|votes| votes < HARDLY_KNOWN)
}

/// Whether few people know a film, as far as that is told.
pub(super) fn is_known_to_few(votes: Option<u64>) -> bool {
    votes.is_some_and(|votes| votes < KNOWN_TO_FEW)
}

/// Which of the films that title, year and directors leave is meant, going by how well known they are.
pub(super) fn best_known<'c>(peers: &[&'c Candidate]) -> BestKnown<'c> {
    if peers.len() < 2 {
        return BestKnown::Untold;
    }
    let mut weights = Vec::new();
    for peer in peers {
        let Some(weight) = weight(peer) else {
            return BestKnown::Untold;
        };
        weights.push(weight);
    }
    let all: f64 = weights.iter().sum();
    let mut ordered: Vec<(&Candidate, f64)> = peers.iter().copied().zip(weights).collect();
    ordered.sort_by(|(one, of_one), (other, of_other)| {
        of_other.total_cmp(of_one).then(one.film.cmp(&other.film))
    });
    match ordered.as_slice() {
        [(peer, weight), (_, next), ..] if *weight >= BY_FAR * next => {
            BestKnown::One(peer, weight / all)
        }
        [(peer, weight), ..] => BestKnown::Several(peer, weight / all),
        [] => BestKnown::Untold,
    }
}

fn weight(candidate: &Candidate) -> Option<f64> {
    let years = match candidate.years {
        YearsSay::Nothing if candidate.review == ReviewSays::Doubtful => NEAR,
        YearsSay::Same | YearsSay::Nothing => 1.0,
        YearsSay::Near => NEAR,
        YearsSay::Apart => LATER,
    };
    let title = match candidate.agreement {
        Agreement::Same => 1.0,
        Agreement::Bare => ARTICLE,
        Agreement::Spelling
        | Agreement::Edition
        | Agreement::Romanised
        | Agreement::InParentheses => SPELLING,
        Agreement::PartOfTheirs
        | Agreement::Numbered
        | Agreement::Words
        | Agreement::PartOfOurs
        | Agreement::OtherNumber => PART,
    };
    Some((float(candidate.votes?) + CHANCE) * years * title)
}

#[expect(clippy::cast_precision_loss, reason = "a number of votes as a weight")]
fn float(votes: u64) -> f64 {
    votes as f64
}
