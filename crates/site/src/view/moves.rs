//! Where a score moved, and which reviews came in meanwhile.

use super::FilmScore;
use super::review::Named;
use crate::{links, show};
use ovation_score::{Fate, HEADLINE_FROM, Point};
use ovation_terms::{Ballot, Day};

/// A move of fewer points is none.
const POINTS: f64 = 8.0;
/// The longest time within which a score moves.
const DAYS: i32 = 14;
/// Moves shown.
const MOVES: usize = 2;
/// Reviews named of a move.
const NAMED: usize = 6;

/// A score that moved between two days.
#[derive(Debug)]
pub(crate) struct Move {
    /// `From 88 to 75`
    pub(crate) figures: String,
    pub(crate) from: (String, String),
    pub(crate) to: (String, String),
    /// `3 reviews came in: 1 for the film, 2 against`
    pub(crate) sum: String,
    pub(crate) reviews: Vec<MoveReview>,
}

/// A review that came in.
#[derive(Debug)]
pub(crate) struct MoveReview {
    pub(crate) review: Named,
    pub(crate) is_for: bool,
}

/// The largest moves of a timeline, the latest first.
pub(crate) fn moves_of(scored: &FilmScore, points: &[Point]) -> Vec<Move> {
    let settled: Vec<&Point> = points
        .iter()
        .filter(|point| point.n >= HEADLINE_FROM)
        .collect();
    let mut found: Vec<(&Point, &Point)> = Vec::new();
    for _ in 0..MOVES {
        let apart = |one: &Point, other: &Point| {
            found
                .iter()
                .all(|(from, to)| other.day <= from.day || one.day >= to.day)
        };
        let mut best: Option<(f64, (&Point, &Point))> = None;
        for (at, from) in settled.iter().enumerate() {
            let behind = settled.iter().skip(at + 1);
            for to in behind.take_while(|to| days(from.day, to.day) <= DAYS) {
                let moved = (to.percent - from.percent).abs();
                if moved >= POINTS && apart(from, to) && best.is_none_or(|(most, _)| moved > most) {
                    best = Some((moved, (*from, *to)));
                }
            }
        }
        match best {
            Some((_, pair)) => found.push(pair),
            None => break,
        }
    }
    found.sort_by_key(|(_, to)| std::cmp::Reverse(to.day));
    found
        .into_iter()
        .map(|(from, to)| told(scored, from, to))
        .collect()
}

fn days(from: Day, to: Day) -> i32 {
    let span = from.date().until(to.date());
    span.map_or(i32::MAX, |span| span.get_days())
}

fn told(scored: &FilmScore, from: &Point, to: &Point) -> Move {
    let fates = scored.fates();
    let came: Vec<&Ballot> = fates
        .iter()
        .filter(|(_, fate)| matches!(fate, Fate::In { .. }))
        .map(|(ballot, _)| *ballot)
        .filter(|ballot| {
            let day = ballot.published_or_recorded();
            from.day < day && day <= to.day
        })
        .collect();
    let is_for = |ballot: &Ballot| {
        ballot
            .p
            .is_some_and(ovation_terms::Probability::is_positive)
    };
    let with = came.iter().filter(|ballot| is_for(ballot)).count() as u64;
    let all = came.len() as u64;
    let percent = |point: &Point| show::percent(point.percent, point.positives, point.n);
    Move {
        figures: format!("From {} to {}", percent(from), percent(to)),
        from: (from.day.to_string(), show::day(from.day)),
        to: (to.day.to_string(), show::day(to.day)),
        sum: format!(
            "{} came in: {} for the film, {} against",
            show::counted(all, "review", "reviews"),
            show::count(with),
            show::count(all - with)
        ),
        reviews: came
            .iter()
            .take(NAMED)
            .map(|ballot| MoveReview {
                review: Named {
                    href: links::review(ballot.review),
                    name: match (ballot.byline(), ballot.outlet_name.as_str()) {
                        (byline, "") => byline,
                        (byline, outlet) if byline.is_empty() => outlet.to_owned(),
                        (byline, outlet) => format!("{byline}, {outlet}"),
                    },
                },
                is_for: is_for(ballot),
            })
            .collect(),
    }
}
