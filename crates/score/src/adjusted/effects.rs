//! The mode of all effects by Newton's steps, each solved by conjugate gradients.

use super::curve::flattened;
use super::spread::{EffectSpread, Shared};
use super::{Leniencies, Leniency, SignedVerdict, variance_of};
use crate::positives::float;
use ovation_terms::CriticId;

/// A step of Newton's is cut to this: two units turn odds round more than sevenfold.
const LONGEST_STEP: f64 = 2.0;
/// The variance of the mean before anything is read: 2.5 squared, as weak as is usual for the level
/// of a logistic model (Gelman and others, Annals of Applied Statistics 2 (2008)). Without it a record
/// of nothing but praise would have no mean.
const MEAN_VARIANCE: f64 = 6.25;
/// Conjugate gradients within a step; what is left is made up by the next step.
const MOST_TURNS: usize = 200;

/// One review. Seven digits are more than its numbers have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Review {
    /// Its critic's place.
    pub(super) critic: u32,
    p: f32,
    /// How far the doubt about level and leniency flattens the curve, see [`flattened`].
    pub(super) flat: f32,
    weight: f32,
}

impl Review {
    /// The curvature of its likelihood at the effects.
    pub(super) fn weight(&self) -> f64 {
        f64::from(self.weight)
    }
}

/// Cuts a number to the seven digits a [`Review`] keeps.
#[expect(
    clippy::cast_possible_truncation,
    reason = "seven digits of these estimates are more than they have"
)]
pub(super) fn cut(number: f64) -> f32 {
    number as f32
}

/// Where a variance is heading. The steps towards it shrink by a steady factor, slowly where little
/// is known; from three of them the rest of the way is reckoned and taken at once (Aitken).
#[derive(Debug, Default)]
struct Trend {
    /// The last change, as a part of the variance, unless the way was cut short there.
    last: Option<f64>,
}

impl Trend {
    /// Moves a variance to the one suggested or beyond; gives the change suggested, as a part of it.
    fn follow(&mut self, variance: &mut f64, suggested: f64) -> f64 {
        let change = suggested / *variance - 1.0;
        *variance = suggested;
        let shrink = self.last.map_or(0.0, |last| change / last);
        if (0.05..0.98).contains(&shrink) {
            let rest = change * shrink / (1.0 - shrink);
            // Halving or doubling at most: the reckoning holds only nearby.
            *variance *= (1.0 + rest).clamp(0.5, 2.0);
            self.last = None;
        } else {
            self.last = Some(change);
        }
        change.abs()
    }
}

/// The effects and the reviews they are fitted to, film by film.
///
/// Unknowns are the films' levels, and after them `b`: the critics' leniencies and in the last place
/// the mean of the levels, which acts as a critic of every film with the weight `-1 / film_variance`.
/// The films' levels stand in no two reviews' curvature together, so they are eliminated exactly and
/// gradients run over `b` alone.
#[derive(Debug)]
pub(super) struct Effects {
    pub(super) reviews: Vec<Review>,
    /// Where each film's reviews end.
    pub(super) ends: Vec<usize>,
    pub(super) levels: Vec<f64>,
    pub(super) b: Vec<f64>,
    pub(super) film_variance: f64,
    pub(super) critic_variance: f64,
    film_trend: Trend,
    critic_trend: Trend,
    /// Curvature in each film's level, in each of `b`.
    pub(super) film_curvature: Vec<f64>,
    pub(super) b_curvature: Vec<f64>,
    film_pull: Vec<f64>,
    b_pull: Vec<f64>,
    critics: Vec<(CriticId, u64)>,
}

impl Effects {
    /// Takes reviews sorted by film.
    pub(super) fn new(sorted: &[SignedVerdict]) -> Self {
        let mut ids: Vec<CriticId> = sorted.iter().map(|(_, critic, _)| *critic).collect();
        ids.sort_unstable();
        let critics: Vec<(CriticId, u64)> = ids
            .chunk_by(|a, b| a == b)
            .filter_map(|same| Some((*same.first()?, same.len() as u64)))
            .collect();
        let mut reviews = Vec::with_capacity(sorted.len());
        let mut ends = Vec::new();
        for film in sorted.chunk_by(|a, b| a.0 == b.0) {
            for (_, critic, p) in film {
                let place = critics.partition_point(|(known, _)| known < critic);
                reviews.push(Review {
                    critic: u32::try_from(place).unwrap_or(u32::MAX),
                    p: cut(p.get()),
                    flat: 1.0,
                    weight: 0.0,
                });
            }
            ends.push(reviews.len());
        }
        let films = ends.len();
        let b = critics.len() + 1;
        Self {
            reviews,
            levels: vec![0.0; films],
            b: vec![0.0; b],
            film_variance: 1.0,
            critic_variance: 1.0,
            film_trend: Trend::default(),
            critic_trend: Trend::default(),
            film_curvature: vec![0.0; films],
            b_curvature: vec![0.0; b],
            film_pull: vec![0.0; films],
            b_pull: vec![0.0; b],
            ends,
            critics,
        }
    }

    /// How many critics there are.
    pub(super) fn critics(&self) -> usize {
        self.critics.len()
    }

    /// The reviews of each film in turn.
    pub(super) fn films(&self) -> impl Iterator<Item = &[Review]> {
        let mut begin = 0;
        self.ends.iter().map(move |end| {
            let film = self.reviews.get(begin..*end).unwrap_or_default();
            begin = *end;
            film
        })
    }

    /// The curvature between a film's level and the mean.
    pub(super) fn mean_weight(&self) -> f64 {
        -1.0 / self.film_variance
    }

    pub(super) fn mean(&self) -> f64 {
        self.b.last().copied().unwrap_or(0.0)
    }

    /// One Newton's step of all effects, solved to this part of its first miss; gives the largest
    /// move.
    pub(super) fn step(&mut self, precision: f64) -> f64 {
        self.weigh();
        let mut rest = self.b_pull.clone();
        let mut begin = 0;
        let mean_weight = self.mean_weight();
        for ((end, pull), curvature) in self
            .ends
            .iter()
            .zip(&self.film_pull)
            .zip(&self.film_curvature)
        {
            let passed_on = pull / curvature;
            for review in self.reviews.get(begin..*end).unwrap_or_default() {
                take(&mut rest, review.critic, review.weight() * passed_on);
            }
            if let Some(last) = rest.last_mut() {
                *last -= mean_weight * passed_on;
            }
            begin = *end;
        }
        let mut change = self.solve(&rest, precision);
        let longest = change.iter().fold(0.0_f64, |most, one| most.max(one.abs()));
        if longest > LONGEST_STEP {
            for one in &mut change {
                *one *= LONGEST_STEP / longest;
            }
        }
        let mean_change = change.last().copied().unwrap_or(0.0);
        let mut moved = longest.min(LONGEST_STEP);
        let mut begin = 0;
        for (((end, pull), curvature), level) in self
            .ends
            .iter()
            .zip(&self.film_pull)
            .zip(&self.film_curvature)
            .zip(&mut self.levels)
        {
            let mut left = pull - mean_weight * mean_change;
            for review in self.reviews.get(begin..*end).unwrap_or_default() {
                left -= review.weight() * at(&change, review.critic);
            }
            let step = (left / curvature).clamp(-LONGEST_STEP, LONGEST_STEP);
            *level += step;
            moved = moved.max(step.abs());
            begin = *end;
        }
        for (one, by) in self.b.iter_mut().zip(&change) {
            *one += by;
        }
        moved
    }

    /// Pulls and curvatures at the effects.
    fn weigh(&mut self) {
        let (film_precision, critic_precision) =
            (1.0 / self.film_variance, 1.0 / self.critic_variance);
        let mean = self.mean();
        let critics = self.critics.len();
        for ((one, pull), curvature) in self
            .b
            .iter()
            .zip(&mut self.b_pull)
            .zip(&mut self.b_curvature)
            .take(critics)
        {
            *pull = -critic_precision * one;
            *curvature = critic_precision;
        }
        let mut mean_pull = 0.0;
        let mut begin = 0;
        for (((end, level), film_pull), film_curvature) in self
            .ends
            .iter()
            .zip(&self.levels)
            .zip(&mut self.film_pull)
            .zip(&mut self.film_curvature)
        {
            let away = film_precision * (level - mean);
            mean_pull += away;
            let (mut pull, mut curvature) = (-away, film_precision);
            for review in self.reviews.get_mut(begin..*end).unwrap_or_default() {
                let (share, slope) =
                    flattened(level + at(&self.b, review.critic), f64::from(review.flat));
                let miss = f64::from(review.p) - share;
                review.weight = cut(slope);
                pull += miss;
                curvature += review.weight();
                take(&mut self.b_pull, review.critic, -miss);
                take(&mut self.b_curvature, review.critic, -review.weight());
            }
            (*film_pull, *film_curvature) = (pull, curvature);
            begin = *end;
        }
        if let (Some(pull), Some(curvature)) = (self.b_pull.last_mut(), self.b_curvature.last_mut())
        {
            *pull = mean_pull - mean / MEAN_VARIANCE;
            *curvature = film_precision * float(self.ends.len() as u64) + 1.0 / MEAN_VARIANCE;
        }
    }

    /// Solves the system of `b` that is left when the films' levels are eliminated, by conjugate
    /// gradients with the diagonal as preconditioner, to this part of the first miss.
    pub(super) fn solve(&self, wanted: &[f64], precision: f64) -> Vec<f64> {
        let mut found = vec![0.0; wanted.len()];
        let mut miss = wanted.to_vec();
        let eased = |miss: &[f64]| -> Vec<f64> {
            let pairs = miss.iter().zip(&self.b_curvature);
            pairs.map(|(one, curvature)| one / curvature).collect()
        };
        let mut direction = eased(&miss);
        let mut size = dot(&miss, &direction);
        let goal = size * precision * precision;
        for _ in 0..MOST_TURNS {
            if size <= goal || size <= 1e-300 {
                break;
            }
            let image = self.reduced(&direction);
            let steepness = dot(&direction, &image);
            if steepness <= 0.0 {
                break;
            }
            let reach = size / steepness;
            for ((one, along), (left, taken)) in found
                .iter_mut()
                .zip(&direction)
                .zip(miss.iter_mut().zip(&image))
            {
                *one += reach * along;
                *left -= reach * taken;
            }
            let next = eased(&miss);
            let next_size = dot(&miss, &next);
            let kept = next_size / size;
            for (along, new) in direction.iter_mut().zip(&next) {
                *along = new + kept * *along;
            }
            size = next_size;
        }
        found
    }

    /// The curvature of `b` with the films' levels eliminated, times a vector.
    fn reduced(&self, x: &[f64]) -> Vec<f64> {
        let mut image: Vec<f64> = x
            .iter()
            .zip(&self.b_curvature)
            .map(|(x, c)| x * c)
            .collect();
        let mean_weight = self.mean_weight();
        let last = x.last().copied().unwrap_or(0.0);
        let mut mean_image = 0.0;
        for (film, curvature) in self.films().zip(&self.film_curvature) {
            let mut sum = mean_weight * last;
            for review in film {
                sum += review.weight() * at(x, review.critic);
            }
            sum /= curvature;
            for review in film {
                take(&mut image, review.critic, review.weight() * sum);
            }
            mean_image += mean_weight * sum;
        }
        if let Some(image) = image.last_mut() {
            *image -= mean_image;
        }
        image
    }

    /// Takes the variances that the effects and their spread suggest; gives the larger change, as
    /// a part of the variance.
    pub(super) fn set_variances(&mut self, spread: &EffectSpread) -> f64 {
        let mean = self.mean();
        let films: f64 = self.levels.iter().map(|l| (l - mean) * (l - mean)).sum();
        let critics: f64 = self.b.iter().take(self.critics.len()).map(|b| b * b).sum();
        let film_variance = variance_of(films + spread.films, self.levels.len());
        let critic_variance = variance_of(
            critics + spread.critics.iter().sum::<f64>(),
            self.critics.len(),
        );
        let films = self
            .film_trend
            .follow(&mut self.film_variance, film_variance);
        let critics = self
            .critic_trend
            .follow(&mut self.critic_variance, critic_variance);
        films.max(critics)
    }

    pub(super) fn into_leniencies(
        self,
        spread: &EffectSpread,
        shared: &Shared,
        settled: bool,
    ) -> Leniencies {
        Leniencies {
            mean: self.mean(),
            film_variance: self.film_variance,
            critic_variance: self.critic_variance,
            shared_covariance: shared.critics,
            mean_variance: shared.mean,
            mean_covariance: shared.mean_and_critics,
            films: self.ends.len() as u64,
            reviews: self.reviews.len() as u64,
            settled,
            critics: self
                .critics
                .iter()
                .zip(&self.b)
                .zip(&spread.critics)
                .map(|((&(critic, reviews), &effect), &variance)| Leniency {
                    critic,
                    effect,
                    variance,
                    reviews,
                })
                .collect(),
        }
    }
}

pub(super) fn at(values: &[f64], place: u32) -> f64 {
    values.get(place as usize).copied().unwrap_or(0.0)
}

/// Takes an amount from one value.
pub(super) fn take(values: &mut [f64], place: u32, amount: f64) {
    if let Some(value) = values.get_mut(place as usize) {
        *value -= amount;
    }
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
