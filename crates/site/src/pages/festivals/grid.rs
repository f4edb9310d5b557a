//! The critics' grid: films by day, critics side by side, each with the mark that was given.

use crate::error::SiteError;
use crate::links;
use crate::show;
use crate::view::{Edition, FilmTitle, Named};
use ovation_ledger::Ledger;
use ovation_terms::{Ballot, Day, FilmId, FilmRecord};
use std::collections::BTreeMap;

/// Critics side by side: as many as an A4 page across holds.
const CRITICS: usize = 14;
/// Films one below the other: as many as it holds.
const FILMS: usize = 40;
/// Reviews are of the festival from so many days before its first event on: some stand under an embargo's day.
const DAYS_BEFORE: i32 = 1;
/// Until so many days after its last: what was shown last is reviewed within the week.
const DAYS_AFTER: i32 = 7;
/// The most letters of a printed rating in a cell.
const LETTERS: usize = 7;

/// A festival's grid.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(crate) critics: Vec<Named>,
    pub(crate) days: Vec<GridDay>,
    /// Between which days its reviews are dated.
    pub(crate) dated: String,
    /// `3 more critics and 2 more films`; empty where all are shown.
    pub(crate) more: String,
}

/// Films first shown on one day.
#[derive(Debug)]
pub(crate) struct GridDay {
    pub(crate) day: String,
    pub(crate) films: Vec<GridFilm>,
}

#[derive(Debug)]
pub(crate) struct GridFilm {
    pub(crate) film: FilmTitle,
    /// One for each critic of the grid.
    pub(crate) marks: Vec<Option<GridMark>>,
    /// `4 of 5`: for it, of all at the festival.
    pub(crate) sum: String,
}

/// A mark.
#[derive(Clone, Debug)]
pub(crate) struct GridMark {
    /// The rating as printed, or a plain sign.
    pub(crate) printed: String,
    /// `for` or `against`, for who does not see the colour.
    pub(crate) word: &'static str,
    /// `positive` or `negative`.
    pub(crate) class: &'static str,
    pub(crate) href: String,
}

impl GridMark {
    fn of(ballot: &Ballot) -> Option<Self> {
        let is_for = ballot.p?.is_positive();
        let rating = ballot.rating_printed.as_deref();
        let rating = rating.filter(|printed| printed.chars().count() <= LETTERS);
        let sign = if is_for { "+" } else { "\u{2212}" };
        Some(Self {
            printed: rating.unwrap_or(sign).to_owned(),
            word: if is_for { "for" } else { "against" },
            class: if is_for { "positive" } else { "negative" },
            href: links::review(ballot.review),
        })
    }
}

/// Who gave a mark: a critic, else an outlet.
type Judge = (String, String);

/// A film, the day on which it was first shown, and its marks.
type GridRow = (FilmId, Option<Day>, BTreeMap<Judge, GridMark>);

fn judge_of(ballot: &Ballot) -> Option<Judge> {
    let critic = ballot.critic.map(|id| {
        let name = ballot.critic_name.clone();
        (name.clone(), links::critic(id, &name))
    });
    critic.or_else(|| {
        let name = ballot.outlet_name.clone();
        Some((name.clone(), links::outlet(ballot.outlet?, &name)))
    })
}

/// The grid of an edition, of reviews dated within its days and the week after; none where there is no such review.
pub(crate) async fn grid(
    ledger: &Ledger,
    edition: &Edition,
    films: &BTreeMap<FilmId, FilmRecord>,
) -> Result<Option<Grid>, SiteError> {
    let Some((first, last)) = edition.days else {
        return Ok(None);
    };
    let first = first.plus_days(-DAYS_BEFORE).unwrap_or(first);
    let last = last.plus_days(DAYS_AFTER).unwrap_or(last);
    let mut rows: Vec<GridRow> = Vec::new();
    let mut counts: BTreeMap<Judge, usize> = BTreeMap::new();
    let of_record = edition.films();
    for (film, day) in of_record.iter().take(FILMS) {
        let mut marks: BTreeMap<Judge, GridMark> = BTreeMap::new();
        for ballot in ledger.ballots_of_film(*film, None).await? {
            let is_within = ballot
                .published
                .is_some_and(|day| (first..=last).contains(&day));
            if !is_within || !ballot.takes_part() {
                continue;
            }
            if let (Some(judge), Some(mark)) = (judge_of(&ballot), GridMark::of(&ballot)) {
                marks.insert(judge, mark);
            }
        }
        for judge in marks.keys() {
            *counts.entry(judge.clone()).or_default() += 1;
        }
        if !marks.is_empty() {
            rows.push((*film, *day, marks));
        }
    }
    let mut judges: Vec<(Judge, usize)> = counts.into_iter().collect();
    judges.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let more = [
        (
            judges.len().saturating_sub(CRITICS),
            "more critic",
            "more critics",
        ),
        (
            of_record.len().saturating_sub(FILMS),
            "more film",
            "more films",
        ),
    ];
    let more = more.iter().filter(|(count, ..)| *count > 0);
    let more = more.map(|(count, one, many)| show::counted(*count as u64, one, many));
    let more: Vec<String> = more.collect();
    judges.truncate(CRITICS);
    if judges.is_empty() {
        return Ok(None);
    }
    let days = by_day(rows, &judges, films);
    let critics = judges
        .into_iter()
        .map(|((name, href), _)| Named { href, name });
    Ok(Some(Grid {
        critics: critics.collect(),
        days,
        dated: format!("{} to {}", show::day(first), show::day(last)),
        more: more.join(" and "),
    }))
}

/// The rows of a grid by the day on which each film was first shown.
fn by_day(
    rows: Vec<GridRow>,
    judges: &[(Judge, usize)],
    films: &BTreeMap<FilmId, FilmRecord>,
) -> Vec<GridDay> {
    let mut days: Vec<GridDay> = Vec::new();
    for (film, day, marks) in rows {
        let Some(film) = films.get(&film) else {
            continue;
        };
        let for_it = marks.values().filter(|mark| mark.word == "for").count();
        let row = GridFilm {
            film: FilmTitle::of(film),
            marks: judges
                .iter()
                .map(|(judge, _)| marks.get(judge).cloned())
                .collect(),
            sum: format!("{for_it} of {}", marks.len()),
        };
        let day = day.map_or_else(|| "Day not told".to_owned(), show::day);
        match days.last_mut() {
            Some(held) if held.day == day => held.films.push(row),
            _ => days.push(GridDay {
                day,
                films: vec![row],
            }),
        }
    }
    days
}
