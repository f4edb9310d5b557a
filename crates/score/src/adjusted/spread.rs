//! How far the effects may lie from their mode: the inverse of the curvature, where it is needed.

use super::curve::flattening;
use super::effects::{Effects, at, cut, dot};
use crate::positives::float;

/// Up to this many critics the curvature is inverted exactly; its cost grows with the cube.
const EXACT_UP_TO: usize = 256;
/// Exchanges between critics and films in the approximation; each shrinks what is left out by the
/// share of an effect's curvature that one review has.
const EXCHANGES: usize = 4;

/// Variances of the effects given the record.
#[derive(Debug, Default)]
pub(super) struct EffectSpread {
    /// Of each critic's leniency.
    pub(super) critics: Vec<f64>,
    /// Of the films' distances from the mean, summed.
    pub(super) films: f64,
}

/// What all effects have in common.
#[derive(Debug)]
pub(super) struct Shared {
    /// Mean covariance of two critics.
    pub(super) critics: f64,
    /// Variance of the mean.
    pub(super) mean: f64,
    /// Mean covariance of the mean and a critic.
    pub(super) mean_and_critics: f64,
}

impl EffectSpread {
    /// Measures the spread, and how far it flattens the curve of each review.
    pub(super) fn measure(&mut self, effects: &mut Effects) {
        let flat = if effects.critics() <= EXACT_UP_TO {
            self.invert(effects)
        } else {
            self.approach(effects)
        };
        for (review, flat) in effects.reviews.iter_mut().zip(flat) {
            review.flat = flat;
        }
    }

    /// Exactly: the reduced curvature is set up in full and inverted.
    fn invert(&mut self, effects: &Effects) -> Vec<f32> {
        let size = effects.critics() + 1;
        let mut square = vec![0.0; size * size];
        for (place, curvature) in effects.b_curvature.iter().enumerate() {
            if let Some(cell) = square.get_mut(place * size + place) {
                *cell = *curvature;
            }
        }
        for (film, curvature) in columns(effects) {
            for (row, left) in &film {
                for (column, right) in &film {
                    if let Some(cell) = square.get_mut(row * size + column) {
                        *cell -= left * right / curvature;
                    }
                }
            }
        }
        invert_in_place(&mut square, size);
        let cell =
            |row: usize, column: usize| square.get(row * size + column).copied().unwrap_or(0.0);
        let mean = size - 1;
        self.critics = (0..mean).map(|place| cell(place, place)).collect();
        self.films = 0.0;
        let mut flat = Vec::with_capacity(effects.reviews.len());
        let mut with_b = Vec::new();
        for (film, curvature) in columns(effects) {
            // The covariance of the film's level with each of its `b`, turned round.
            with_b.clear();
            with_b.extend(film.iter().map(|(row, _)| {
                let parts = film
                    .iter()
                    .map(|(column, right)| right * cell(*row, *column));
                parts.sum::<f64>() / curvature
            }));
            let parts = film
                .iter()
                .zip(&with_b)
                .map(|((_, left), with)| left * with);
            let level = 1.0 / curvature + parts.sum::<f64>() / curvature;
            for ((row, _), with) in film.iter().zip(&with_b) {
                let apart = level + cell(*row, *row);
                if *row == mean {
                    self.films += apart + 2.0 * with;
                } else {
                    flat.push(cut(flattening(apart - 2.0 * with)));
                }
            }
        }
        flat
    }

    /// By exchange between films and critics, each side's effects taken as independent given the
    /// other: `v_c = 1 / C_c + sum of (w / C_c)^2 v_f`, and the same for films.
    fn approach(&mut self, effects: &Effects) -> Vec<f32> {
        let critics = effects.critics();
        let inverse: Vec<f64> = effects.b_curvature.iter().map(|one| 1.0 / one).collect();
        let mut variances = inverse.clone();
        let mut flat = Vec::with_capacity(effects.reviews.len());
        for exchange in 1..=EXCHANGES {
            self.films = 0.0;
            let mut next = vec![0.0; inverse.len()];
            for (film, curvature) in effects.films().zip(&effects.film_curvature) {
                let mut unsure = 0.0;
                for review in film {
                    unsure += review.weight() * review.weight() * at(&variances, review.critic);
                }
                let level = 1.0 / curvature + unsure / (curvature * curvature);
                self.films += level;
                for review in film {
                    if let Some(sum) = next.get_mut(review.critic as usize) {
                        *sum += review.weight() * review.weight() * level;
                    }
                }
                if exchange == EXCHANGES {
                    flat.extend(film.iter().map(|review| {
                        let own = at(&variances, review.critic);
                        let with = review.weight() * own / curvature;
                        cut(flattening(level + own - 2.0 * with))
                    }));
                }
            }
            for ((variance, next), inverse) in variances.iter_mut().zip(next).zip(&inverse) {
                *variance = inverse + inverse * inverse * next;
            }
        }
        variances.truncate(critics);
        self.critics = variances;
        flat
    }

    pub(super) fn shared(&self, effects: &Effects) -> Shared {
        let critics = effects.critics();
        let number = float(critics as u64);
        let mut ones = vec![1.0; critics];
        ones.push(0.0);
        let mut mean = vec![0.0; critics];
        mean.push(1.0);
        let of_ones = effects.solve(&ones, 1e-10);
        let of_mean = effects.solve(&mean, 1e-10);
        let all = dot(&ones, &of_ones) - self.critics.iter().sum::<f64>();
        Shared {
            critics: if critics > 1 {
                (all / (number * (number - 1.0))).max(0.0)
            } else {
                0.0
            },
            mean: dot(&mean, &of_mean),
            mean_and_critics: dot(&ones, &of_mean) / number,
        }
    }
}

/// Each film's weights with those of `b` it has to do with, and its own curvature.
fn columns(effects: &Effects) -> impl Iterator<Item = (Vec<(usize, f64)>, f64)> {
    let mean = (effects.critics(), effects.mean_weight());
    effects
        .films()
        .zip(&effects.film_curvature)
        .map(move |(film, curvature)| {
            let reviews = film.iter().map(|one| (one.critic as usize, one.weight()));
            (reviews.chain([mean]).collect(), *curvature)
        })
}

/// Inverts a symmetric positive definite matrix by Gauss and Jordan's elimination.
fn invert_in_place(square: &mut [f64], size: usize) {
    let mut pivot_row = vec![0.0; size];
    for pivot in 0..size {
        let Some(row) = square.get_mut(pivot * size..(pivot + 1) * size) else {
            return;
        };
        let Some(scale) = row.get(pivot).map(|one| 1.0 / one) else {
            return;
        };
        if let Some(one) = row.get_mut(pivot) {
            *one = 1.0;
        }
        for one in row.iter_mut() {
            *one *= scale;
        }
        pivot_row.copy_from_slice(row);
        for (place, row) in square.chunks_exact_mut(size).enumerate() {
            if place == pivot {
                continue;
            }
            let Some(factor) = row.get_mut(pivot).map(std::mem::take) else {
                continue;
            };
            for (one, above) in row.iter_mut().zip(&pivot_row) {
                *one -= factor * above;
            }
        }
    }
}
