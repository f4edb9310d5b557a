//! One name that may be two people's.

use super::{KnownCritic, Wrote};
use ovation_terms::{CriticId, FilmId, OutletId};
use std::collections::BTreeMap;

/// A critic who may be two people of one name.
#[derive(Clone, Debug, PartialEq)]
pub struct MayBeTwo {
    /// The critic.
    pub critic: CriticId,
    /// Two outlets for which the same films were reviewed.
    pub outlets: (OutletId, OutletId),
    /// How many films.
    pub films: usize,
    /// Of them, films on which the two verdicts are opposite.
    pub opposite: usize,
    /// Of those, films whose two reviews came out within a few days of each other.
    pub opposite_at_once: usize,
}

/// Within so many days nobody changes their mind about a film.
pub(crate) const CLOSE_DAYS: i32 = 60;

impl MayBeTwo {
    /// The sorts of evidence, as an answer keeps them.
    pub fn codes(&self) -> Vec<&'static str> {
        let mut codes = vec!["same-films"];
        if self.opposite > 0 {
            codes.push("opposite-verdicts");
        }
        if self.opposite_at_once > 0 {
            codes.push("opposite-at-once");
        }
        codes
    }
}

/// The critics who may be two people: those first whose verdicts on one film are opposite, then those
/// with the most films in two outlets.
pub fn may_be_two(critics: &BTreeMap<CriticId, KnownCritic>) -> Vec<MayBeTwo> {
    let mut found: Vec<MayBeTwo> = critics
        .iter()
        .filter_map(|(id, critic)| worst_pair(*id, critic))
        .collect();
    found.sort_by_key(|it| (std::cmp::Reverse(rank(it)), it.critic));
    found
}

fn rank(it: &MayBeTwo) -> (usize, usize, usize) {
    (it.opposite_at_once, it.opposite, it.films)
}

/// The two outlets of a critic that speak most for two people.
fn worst_pair(critic: CriticId, known: &KnownCritic) -> Option<MayBeTwo> {
    let mut films: BTreeMap<OutletId, BTreeMap<FilmId, Wrote>> = BTreeMap::new();
    for wrote in &known.reviews {
        if let (Some(outlet), Some(film)) = (wrote.outlet, wrote.film) {
            films.entry(outlet).or_default().insert(film, *wrote);
        }
    }
    let outlets: Vec<_> = films.iter().collect();
    let pairs = outlets.iter().enumerate().flat_map(|(at, (one, of_one))| {
        let rest = outlets.iter().skip(at + 1);
        rest.map(move |(other, of_other)| {
            let both = of_one
                .iter()
                .filter_map(|(film, a)| Some((a, of_other.get(film)?)));
            let opposite: Vec<_> = both.clone().filter(|(a, b)| is_opposite(a, b)).collect();
            MayBeTwo {
                critic,
                outlets: (**one, **other),
                films: both.count(),
                opposite: opposite.len(),
                opposite_at_once: opposite.iter().filter(|(a, b)| is_close(a, b)).count(),
            }
        })
    });
    pairs.filter(|it| it.films > 0).max_by_key(rank)
}

fn is_opposite(a: &Wrote, b: &Wrote) -> bool {
    matches!((a.is_for, b.is_for), (Some(a), Some(b)) if a != b)
}

fn is_close(a: &Wrote, b: &Wrote) -> bool {
    let days = a.day.zip(b.day);
    days.is_some_and(|(a, b)| (a.ordinal() - b.ordinal()).abs() <= CLOSE_DAYS)
}
