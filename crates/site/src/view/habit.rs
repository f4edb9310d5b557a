//! A critic's habit against the others who reviewed the same films.

use ovation_ledger::SharedFilm;
use ovation_score::{PositiveCount, interval};
use ovation_terms::{CriticId, FilmId, Probability};
use std::collections::{BTreeMap, BTreeSet};

/// Films that two critics must share before anything is said of their agreement.
pub(crate) const SHARED_AT_LEAST: u64 = 5;
/// Films that a habit is told of at least.
const FILMS_AT_LEAST: usize = 5;
/// Others who must have reviewed a film before an opinion can be lonely.
const OTHERS_AT_LEAST: usize = 4;
/// The share of the others that sees it the other way.
const LONELY_SHARE: f64 = 0.8;

/// A figure with the 90 % interval that it lies in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Between {
    pub(crate) value: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Of how many films.
    pub(crate) films: usize,
}

/// How often two critics are of one mind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Agreement {
    pub(crate) other: CriticId,
    /// Films that both reviewed.
    pub(crate) shared: u64,
    /// Of these, on which both are for it or both against.
    pub(crate) agreed: u64,
    /// The share in its 90 % interval, 0 to 1.
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// An opinion that few share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lonely {
    pub(crate) film: FilmId,
    pub(crate) is_for: bool,
    /// Others who see it the other way, and all others.
    pub(crate) against: usize,
    pub(crate) others: usize,
}

/// What is told of a critic's habit.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Habit {
    /// Films that others reviewed as well.
    pub(crate) films: usize,
    /// How many points of a hundred more often for a film than the others of the same films.
    pub(crate) approval: Option<Between>,
    /// How many points of ten above the others' mean rating of the same films.
    pub(crate) rating: Option<Between>,
    /// Critics with enough films shared, most agreement first, by the lower end of the interval.
    pub(crate) agreements: Vec<Agreement>,
    /// Opinions that few share, the loneliest first.
    pub(crate) lonely: Vec<Lonely>,
    /// Films rated highest: the film, and the rating 0 to 1.
    pub(crate) favourites: Vec<(FilmId, f64)>,
}

impl Habit {
    /// Works a habit out of the films that a critic shares with others.
    pub(crate) fn of(shared: &[SharedFilm]) -> Self {
        let mut films: BTreeMap<FilmId, Vec<&SharedFilm>> = BTreeMap::new();
        for line in shared {
            films.entry(line.film).or_default().push(line);
        }
        let (mut approvals, mut ratings) = (Vec::new(), Vec::new());
        let (mut lonely, mut favourites) = (Vec::new(), Vec::new());
        let mut pairs: BTreeMap<CriticId, (u64, u64)> = BTreeMap::new();
        for (film, lines) in &films {
            let Some(own) = lines.first() else {
                continue;
            };
            let mut met = BTreeSet::new();
            let others: Vec<&&SharedFilm> =
                lines.iter().filter(|line| met.insert(line.other)).collect();
            let for_it = others.iter().filter(|line| line.other_is_for).count();
            let share = float(for_it) / float(others.len().max(1));
            let mine = if own.is_for { 1.0 } else { 0.0 };
            approvals.push(100.0 * (mine - share));
            let rated: Vec<f64> = others.iter().filter_map(|line| line.other_rating).collect();
            if let Some(rating) = own.rating {
                favourites.push((*film, rating));
                if !rated.is_empty() {
                    let mean = rated.iter().sum::<f64>() / float(rated.len());
                    ratings.push(10.0 * (rating - mean));
                }
            }
            for line in &others {
                let pair = pairs.entry(line.other).or_default();
                pair.0 += 1;
                pair.1 += u64::from(line.other_is_for == own.is_for);
            }
            let against = if own.is_for {
                others.len() - for_it
            } else {
                for_it
            };
            if others.len() >= OTHERS_AT_LEAST
                && float(against) >= LONELY_SHARE * float(others.len())
            {
                lonely.push(Lonely {
                    film: *film,
                    is_for: own.is_for,
                    against,
                    others: others.len(),
                });
            }
        }
        lonely.sort_by(|a, b| {
            let share = |it: &Lonely| float(it.against) / float(it.others.max(1));
            let shares = share(b).total_cmp(&share(a));
            shares
                .then(b.others.cmp(&a.others))
                .then(a.film.cmp(&b.film))
        });
        favourites.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Self {
            films: films.len(),
            approval: between(&approvals),
            rating: between(&ratings),
            agreements: agreements(&pairs),
            lonely,
            favourites,
        }
    }
}

fn agreements(pairs: &BTreeMap<CriticId, (u64, u64)>) -> Vec<Agreement> {
    let enough = pairs
        .iter()
        .filter(|(_, (shared, _))| *shared >= SHARED_AT_LEAST);
    let mut told: Vec<Agreement> = enough
        .map(|(other, (shared, agreed))| {
            let mut count = PositiveCount::new();
            for place in 0..*shared {
                count.push(Probability::clamped(if place < *agreed {
                    1.0
                } else {
                    0.0
                }));
            }
            let ends = interval(&count);
            Agreement {
                other: *other,
                shared: *shared,
                agreed: *agreed,
                low: ends.low,
                high: ends.high,
            }
        })
        .collect();
    told.sort_by(|a, b| {
        b.low
            .total_cmp(&a.low)
            .then(b.shared.cmp(&a.shared))
            .then(a.other.cmp(&b.other))
    });
    told
}

/// The mean of some differences in its 90 % interval by Student's t; none of fewer than five.
fn between(differences: &[f64]) -> Option<Between> {
    if differences.len() < FILMS_AT_LEAST {
        return None;
    }
    let n = float(differences.len());
    let mean = differences.iter().sum::<f64>() / n;
    let squares = differences.iter().map(|it| (it - mean).powi(2));
    let freedom = n - 1.0;
    let deviation = (squares.sum::<f64>() / freedom).sqrt();
    let reach = student(freedom) * deviation / n.sqrt();
    Some(Between {
        value: mean,
        low: mean - reach,
        high: mean + reach,
        films: differences.len(),
    })
}

/// The 95th percentile of Student's distribution with so many degrees of freedom, four or more, to two decimals:
/// the first terms of the expansion in their reciprocal.
///
/// # Source
/// Abramowitz and Stegun, 26.7.5.
fn student(freedom: f64) -> f64 {
    const Z: f64 = 1.644_854;
    let first = (Z.powi(3) + Z) / 4.0;
    let second = (5.0 * Z.powi(5) + 16.0 * Z.powi(3) + 3.0 * Z) / 96.0;
    let third = (3.0 * Z.powi(7) + 19.0 * Z.powi(5) + 17.0 * Z.powi(3) - 15.0 * Z) / 384.0;
    Z + first / freedom + second / freedom.powi(2) + third / freedom.powi(3)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of films and critics are far below 2^52"
)]
fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use ovation_terms::ReviewId;

    fn line(film: i64, is_for: bool, other: i64, other_is_for: bool) -> SharedFilm {
        SharedFilm {
            film: FilmId(film),
            review: ReviewId(film),
            is_for,
            rating: Some(if is_for { 0.8 } else { 0.4 }),
            other: CriticId(other),
            other_is_for,
            other_rating: Some(if other_is_for { 0.7 } else { 0.3 }),
        }
    }

    #[test]
    fn a_critic_who_is_for_everything_is_lenient_beside_one_who_is_not() {
        let shared: Vec<_> = (1..=6)
            .map(|film| line(film, true, 2, film % 2 == 0))
            .collect();
        let habit = Habit::of(&shared);
        let approval = habit.approval.expect("a habit");
        assert!((approval.value - 50.0).abs() < 1e-9);
        assert!(approval.low < 50.0 && approval.high > 50.0);
        let agreement = habit.agreements.first().expect("a pair");
        assert_eq!((agreement.shared, agreement.agreed), (6, 3));
        assert!(agreement.low > 0.1 && agreement.high < 0.9);
        // Of four films nothing is said.
        let few = Habit::of(&shared[..4]);
        assert_eq!((few.approval, few.agreements.len()), (None, 0));
    }

    #[test]
    fn an_opinion_against_all_others_is_lonely_and_a_critic_counts_once_a_film() {
        let mut shared: Vec<_> = (2..=6).map(|other| line(1, false, other, true)).collect();
        shared.push(line(1, false, 6, true));
        let habit = Habit::of(&shared);
        let lonely = habit.lonely.first().expect("one");
        assert_eq!(
            (lonely.against, lonely.others, lonely.is_for),
            (5, 5, false)
        );
        assert!(Habit::of(&shared[..3]).lonely.is_empty());
        assert_eq!(Habit::of(&[]), Habit::default());
    }

    #[test]
    fn the_reach_of_few_films_is_students() {
        for (freedom, wanted) in [(4.0, 2.132), (9.0, 1.833), (29.0, 1.699), (1_000.0, 1.646)] {
            assert!((student(freedom) - wanted).abs() < 0.01, "{freedom}");
        }
    }
}
