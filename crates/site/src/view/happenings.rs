//! Festivals and prizes as film press tells of them: editions by year, and who won what.

use super::ArticleShown;
use crate::error::SiteError;
use crate::front::Site;
use ovation_ledger::{Happenings, PressRecord};
use ovation_terms::{Day, EventFinding, FilmId, fold, happening_name};
use std::collections::{BTreeMap, BTreeSet};

/// Most articles of a festival or a prize.
const ARTICLES: u32 = 400;

/// That no festival or prize has this name.
pub(crate) fn no_such(which: Happenings, name: &str) -> SiteError {
    let sort = match which {
        Happenings::Festivals => "festival",
        Happenings::Awards => "award",
    };
    SiteError::no_such(sort, name.chars().take(60).collect::<String>())
}

/// The articles that tell of a festival or prize by the name in an address, with that name as compared.
pub(crate) async fn told_of(
    site: &Site,
    which: Happenings,
    name: &str,
) -> Result<(Vec<PressRecord>, String), SiteError> {
    let folded = fold(name);
    if folded.is_empty() {
        return Err(no_such(which, name));
    }
    let ledger = &site.ledger;
    let articles = ledger.press_of_happening(which, &folded, None, ARTICLES);
    Ok((articles.await?, folded))
}

/// One event of an edition, with the article that tells of it.
#[derive(Clone, Debug)]
pub(crate) struct Happened {
    pub(crate) kind: String,
    /// The film, where the record knows it.
    pub(crate) film: Option<FilmId>,
    /// The title as printed; empty where none is told.
    pub(crate) title: String,
    pub(crate) day: Option<Day>,
    pub(crate) is_world: bool,
    pub(crate) minutes: Option<f64>,
    /// The prize as printed, and who has it.
    pub(crate) prize: Option<String>,
    pub(crate) winner: Option<String>,
    pub(crate) place: Option<String>,
    pub(crate) article: ArticleShown,
}

impl Happened {
    fn of(record: &PressRecord, event: &EventFinding) -> Self {
        let film = event.film.as_deref().and_then(|it| record.read.film(it));
        let own = |value: &Option<ovation_terms::Sourced<String>>| {
            value.as_ref().map(|value| value.value.clone())
        };
        Self {
            kind: event.kind.clone(),
            film,
            title: event.film.clone().unwrap_or_default(),
            day: event.day.map(|told| told.day),
            is_world: event.is_world,
            minutes: event.minutes,
            prize: own(&event.prize),
            winner: own(&event.winner),
            place: own(&event.place),
            article: ArticleShown::of(record),
        }
    }

    /// The same happening told twice: what it is, of which film, on which day it is.
    fn same(&self) -> (String, Option<FilmId>, String, Option<Day>) {
        let title = if self.film.is_some() {
            String::new()
        } else {
            fold(&self.title)
        };
        (self.kind.clone(), self.film, title, self.day)
    }
}

/// A festival in one year, from what articles tell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edition {
    /// The year; none where no day is told.
    pub(crate) year: Option<i16>,
    /// The first and last day of its events; of the articles that tell of it, where no event has a day.
    pub(crate) days: Option<(Day, Day)>,
    /// Everything that happened, by day.
    pub(crate) events: Vec<Happened>,
}

impl Edition {
    /// Its films of the record, in the order of the day on which each was first shown.
    pub(crate) fn films(&self) -> Vec<(FilmId, Option<Day>)> {
        let mut first: BTreeMap<FilmId, Option<Day>> = BTreeMap::new();
        for event in &self.events {
            let Some(film) = event.film else {
                continue;
            };
            let day = event.day.filter(|_| event.kind != "award");
            let held = first.entry(film).or_insert(day);
            *held = match (*held, day) {
                (Some(held), Some(day)) => Some(held.min(day)),
                (held, day) => held.or(day),
            };
        }
        let mut films: Vec<_> = first.into_iter().collect();
        films.sort_by_key(|(film, day)| (day.is_none(), *day, *film));
        films
    }

    /// Its events of a kind, each told once for each article.
    pub(crate) fn of_kind<'e>(&'e self, kind: &'e str) -> impl Iterator<Item = &'e Happened> {
        self.events.iter().filter(move |event| event.kind == kind)
    }
}

/// The editions of a festival, the latest first. `folded` is the festival's name as compared.
pub(crate) fn editions(articles: &[PressRecord], folded: &str) -> Vec<Edition> {
    let mut years: BTreeMap<Option<i16>, Edition> = BTreeMap::new();
    let mut written: BTreeMap<Option<i16>, BTreeSet<Day>> = BTreeMap::new();
    for record in articles {
        let published = record.read.finding.published.as_ref().map(|day| day.value);
        for event in &record.read.finding.events {
            let place = event.place.as_ref().filter(|_| !event.is_unsure);
            let is_its = place.is_some_and(|it| fold(&happening_name(&it.value)) == folded);
            if !is_its {
                continue;
            }
            let told = Happened::of(record, event);
            let year = told.day.or(published).map(Day::year);
            let edition = years.entry(year).or_default();
            edition.year = year;
            edition.events.push(told);
            let article_days = written.entry(year).or_default();
            article_days.extend(published);
        }
    }
    let mut editions: Vec<Edition> = years.into_values().rev().collect();
    for edition in &mut editions {
        let told: BTreeSet<Day> = edition.events.iter().filter_map(|it| it.day).collect();
        let days = if told.is_empty() {
            written.remove(&edition.year).unwrap_or_default()
        } else {
            told
        };
        edition.days = days.first().copied().zip(days.last().copied());
        edition.events.sort_by(|a, b| {
            let place = |it: &Happened| (it.day.is_none(), it.day, it.film, it.kind.clone());
            place(a).cmp(&place(b))
        });
        // One article may tell the same twice.
        let mut told = BTreeSet::new();
        edition
            .events
            .retain(|event| told.insert((event.same(), event.article.entry.clone())));
    }
    editions
}

/// One time that a prize was given.
#[derive(Clone, Debug)]
pub(crate) struct Prize {
    pub(crate) year: Option<i16>,
    pub(crate) told: Happened,
}

/// The times that a prize was given, the latest first. `folded` is its name as compared.
pub(crate) fn prizes(articles: &[PressRecord], folded: &str) -> Vec<Prize> {
    let mut given = Vec::new();
    for record in articles {
        let published = record.read.finding.published.as_ref().map(|day| day.value);
        for event in &record.read.finding.events {
            let prize = event.prize.as_ref();
            let prize = prize.filter(|_| !event.is_unsure && event.kind == "award");
            if prize.is_some_and(|it| fold(&happening_name(&it.value)) == folded) {
                let told = Happened::of(record, event);
                let year = told.day.or(published).map(Day::year);
                given.push(Prize { year, told });
            }
        }
    }
    given.sort_by(|a, b| {
        let latest = (b.year, b.told.day).cmp(&(a.year, a.told.day));
        latest.then_with(|| a.told.title.cmp(&b.told.title))
    });
    given
}
