//! Adjusted approval: what a critic of average leniency would say of a film.
//!
//! A critic `c` is for a film `f` with probability `1 / (1 + exp(-(m_f + b_c)))`, where `m_f` is how
//! good the film is found and `b_c` how lenient the critic is; `m_f` is normal around `mean` with
//! `film_variance`, `b_c` normal around 0 with `critic_variance` (a logistic model with crossed random
//! effects). [`fit`] finds the critics' leniencies, the level and both variances over the whole
//! record; [`adjusted()`] then needs one film's reviews and the leniencies of those who wrote them, and
//! nothing else of the record: a receipt can hold it, and a new review touches one film.
//!
//! # Source
//! Penalised scoring for the effects: Breslow and Clayton, "Approximate inference in generalized
//! linear mixed models", JASA 88 (1993). Each review's curve is the one its doubt flattens
//! (a Gaussian variational approximation: Ormerod and Wand, "Gaussian variational approximate
//! inference for generalized linear mixed models", JCGS 21 (2012)), which takes away most of that
//! method's known bias for yes-or-no outcomes. The variances are those expected given the effects
//! and their spread (Dempster, Laird and Rubin 1977).

mod curve;
mod effects;
mod spread;

use crate::positives::float;
use crate::{Fate, Question, fates};
use curve::{flattened, flattening, logistic};
use effects::Effects;
use ovation_terms::{Ballot, CriticId, Day, FilmId, Probability, ReviewId, Vote};
use serde::{Deserialize, Serialize};
use spread::EffectSpread;

/// The 95 % point of the standard normal law, for 90 % intervals with equal tails.
const NORMAL_95: f64 = 1.644_853_626_951_472_7;

/// One signed review as the fit sees it: film, critic, and the `p` of its verdict.
pub type SignedVerdict = (FilmId, CriticId, Probability);

/// How lenient a critic is, in the model's units: at +1 the odds of praise are 2.7 times those of a
/// critic of average leniency.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leniency {
    /// The critic.
    pub critic: CriticId,
    /// `b_c`: above 0 lenient, below 0 hard to please.
    pub effect: f64,
    /// The variance of `b_c` given the record.
    pub variance: f64,
    /// How many of the critic's reviews were fitted.
    pub reviews: u64,
}

/// What a fit over the record found: the level, both variances, every critic's leniency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leniencies {
    /// Mean of the films' `m_f`.
    pub mean: f64,
    /// Variance of `m_f` among films.
    pub film_variance: f64,
    /// Variance of `b_c` among critics.
    pub critic_variance: f64,
    /// Mean covariance of two critics' effects given the record: what is not known of the level
    /// that all critics share.
    pub shared_covariance: f64,
    /// The variance of `mean` given the record.
    pub mean_variance: f64,
    /// Mean covariance of `mean` and a critic's effect.
    pub mean_covariance: f64,
    /// Films fitted.
    pub films: u64,
    /// Reviews fitted.
    pub reviews: u64,
    /// Whether the fit came to rest within its rounds.
    pub settled: bool,
    /// The critics, in the order of their numbers.
    pub critics: Vec<Leniency>,
}

impl Leniencies {
    /// A critic's leniency; one the fit has not met is of average leniency, as unsure as critics
    /// differ.
    pub fn of(&self, critic: CriticId) -> Leniency {
        self.critics
            .binary_search_by_key(&critic, |known| known.critic)
            .ok()
            .and_then(|place| self.critics.get(place).copied())
            .unwrap_or(Leniency {
                critic,
                effect: 0.0,
                variance: self.critic_variance,
                reviews: 0,
            })
    }

    /// The same with these critics only, as a receipt of a film by them keeps it.
    #[must_use]
    pub fn only(&self, mut critics: Vec<CriticId>) -> Self {
        critics.sort_unstable();
        critics.dedup();
        Self {
            critics: critics.into_iter().map(|critic| self.of(critic)).collect(),
            ..self.clone()
        }
    }
}

/// A film's adjusted approval with its interval, all in percent.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adjusted {
    /// Probability that a critic of average leniency is for the film, 0 to 100.
    pub percent: f64,
    /// Lower end of the 90 % interval, 0 to 100.
    pub low: f64,
    /// Upper end, 0 to 100.
    pub high: f64,
    /// Signed reviews it rests on; unsigned ones have no part in it.
    pub signed: u64,
}

/// Rounds until the fit is given up as unsettled. Invented records of a hundred to a million
/// reviews settle in 8 to 60.
const MOST_ROUNDS: usize = 200;
/// The fit rests when no effect moves by more than this, in the model's units, and no variance by
/// more than this part of it; a figure in percent then moves by less than a ten-thousandth.
const AT_REST: f64 = 1e-6;

/// Fits the model to every signed review in the score, one for each critic and film, in any order.
///
/// None without reviews. The same reviews give the same bits. A million reviews take about a second.
pub fn fit(verdicts: &[SignedVerdict]) -> Option<Leniencies> {
    let mut sorted = verdicts.to_vec();
    sorted.sort_unstable_by(|a, b| {
        (a.0, a.1)
            .cmp(&(b.0, b.1))
            .then(a.2.get().total_cmp(&b.2.get()))
    });
    if sorted.is_empty() {
        return None;
    }
    let mut effects = Effects::new(&sorted);
    drop(sorted);
    let mut settled = false;
    let mut spread = EffectSpread::default();
    let mut far = f64::INFINITY;
    for _ in 0..MOST_ROUNDS {
        // Far from rest an exact step is wasted.
        let moved = effects.step((far * 1e-3).clamp(1e-12, 1e-3));
        spread.measure(&mut effects);
        let varied = effects.set_variances(&spread);
        far = moved.max(varied);
        if far <= AT_REST {
            settled = true;
            break;
        }
    }
    effects.step(1e-12);
    let shared = spread.shared(&effects);
    Some(effects.into_leniencies(&spread, &shared, settled))
}

/// The signed reviews in the scores of all films by a day, as [`fit`] takes them: of each critic's
/// reviews of a film the one that stands.
pub fn signed_verdicts(mut votes: Vec<Vote>, as_of: Option<Day>) -> Vec<SignedVerdict> {
    votes.retain(|vote| vote.takes_part && as_of.is_none_or(|as_of| vote.day <= as_of));
    let signed = |vote: &Vote| {
        let vote = *vote;
        vote.signers().map(move |critic| (critic, vote))
    };
    let mut signed: Vec<(CriticId, Vote)> = votes.iter().flat_map(signed).collect();
    signed.sort_unstable_by_key(|(by, vote)| (vote.film, *by, vote.day, vote.review));
    let standing = signed
        .chunk_by(|(a, one), (b, other)| (one.film, a) == (other.film, b))
        .filter_map(<[_]>::last);
    // A joint review that stands is its first critic's, once.
    let mut made: Vec<(FilmId, CriticId, ReviewId, Probability)> = standing
        .filter_map(|(_, vote)| Some((vote.film, vote.critic?, vote.review, vote.p?)))
        .collect();
    made.sort_unstable_by_key(|(film, critic, review, _)| (*film, *critic, *review));
    made.dedup_by_key(|(.., review, _)| *review);
    let verdicts = made.into_iter();
    verdicts
        .map(|(film, critic, _, p)| (film, critic, p))
        .collect()
}

/// A film's adjusted approval under a question, given the critics' leniencies.
///
/// Takes what [`crate::score()`] takes. None where no signed review is in the score.
pub fn adjusted(
    ballots: &[Ballot],
    question: &Question,
    leniencies: &Leniencies,
) -> Option<Adjusted> {
    let signed: Vec<(f64, Leniency)> = fates(ballots, question)
        .into_iter()
        .filter(|(_, fate)| matches!(fate, Fate::In { .. }))
        .filter_map(|(place, _)| ballots.get(place))
        .filter_map(|ballot| Some((ballot.p?.get(), leniencies.of(ballot.critic?))))
        .collect();
    adjusted_of(&signed, leniencies)
}

/// The same of reviews that are in the score, each a `p` and its critic's leniency, in the order in
/// which they stand.
pub(crate) fn adjusted_of(signed: &[(f64, Leniency)], leniencies: &Leniencies) -> Option<Adjusted> {
    if signed.is_empty() {
        return None;
    }
    let precision = 1.0 / leniencies.film_variance;
    let shared = leniencies.shared_covariance;
    let (mut level, mut variance) = (leniencies.mean, leniencies.film_variance);
    let mut with_level = vec![0.0; signed.len()];
    // Level and variance depend on each other through the flattening; both come to rest together.
    for _ in 0..200 {
        let mut pull = precision * (leniencies.mean - level);
        let (mut curvature, mut own, mut weight) = (precision, 0.0, 0.0);
        let mut slopes = Vec::with_capacity(signed.len());
        for ((p, leniency), with) in signed.iter().zip(&with_level) {
            let flat = flattening(variance + leniency.variance - 2.0 * with);
            let (share, slope) = flattened(level + leniency.effect, flat);
            pull += p - share;
            curvature += slope;
            own += slope * slope * (leniency.variance - shared).max(0.0);
            weight += slope;
            slopes.push(slope);
        }
        let unsure =
            own + weight * weight * shared + precision * precision * leniencies.mean_variance
                - 2.0 * precision * weight * leniencies.mean_covariance;
        let next = 1.0 / curvature + unsure.max(0.0) / (curvature * curvature);
        for (((_, leniency), with), slope) in signed.iter().zip(&mut with_level).zip(slopes) {
            *with = (slope * (leniency.variance - shared) + weight * shared
                - precision * leniencies.mean_covariance)
                / curvature;
        }
        // The slope falls everywhere, so that steps kept within 2 come to the one root.
        let step = (pull / curvature).clamp(-2.0, 2.0);
        level += step;
        let at_rest = step.abs() < 1e-12 && (next - variance).abs() < 1e-12;
        variance = next;
        if at_rest {
            break;
        }
    }
    let reach = NORMAL_95 * variance.sqrt();
    Some(Adjusted {
        percent: 100.0 * logistic(level),
        low: 100.0 * logistic(level - reach),
        high: 100.0 * logistic(level + reach),
        signed: signed.len() as u64,
    })
}

/// Adds one effect of size 1 to those a variance is estimated from, so that a record of a few films
/// or critics does not call them all alike.
fn variance_of(sum_of_squares: f64, effects: usize) -> f64 {
    (sum_of_squares + 1.0) / (float(effects as u64) + 1.0)
}
