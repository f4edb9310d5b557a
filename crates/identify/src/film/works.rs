//! Films, series and seasons are kept apart: what a source says to be one is never linked to another.

use super::{FilmAnswer, FilmOccasion, Films, MOST_CANDIDATES, nothing};
use ovation_language::seasons::{SeasonTitle, season_in};
use ovation_terms::{
    Attribution, FilmId, FilmMention, FilmRecord, Probability, Sourced, Work, WorkSaid,
};
use std::collections::BTreeSet;

/// Which works may answer a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Films.
    Films,
    /// Series as a whole.
    Series,
    /// Seasons of this number; without one any.
    Season(Option<u16>),
}

impl Wanted {
    pub(super) fn takes(self, work: Work) -> bool {
        match (self, work) {
            (Self::Films, Work::Film) | (Self::Series, Work::Series) => true,
            (Self::Season(wanted), Work::Season { number, .. }) => {
                wanted.is_none_or(|wanted| wanted == number)
            }
            _ => false,
        }
    }
}

/// What kind of work a mention speaks of, by what it states and by its title.
enum Speaks {
    /// It says nothing of a kind: of a film.
    OfFilm,
    /// Its title may be a film's or name a season.
    OfEither(SeasonTitle),
    /// Of this; with the mention under the title of its series alone, where it has another.
    Of(WorkSaid, Option<Box<FilmMention>>),
}

impl Speaks {
    fn of(mention: &FilmMention) -> Self {
        let title = mention.title.as_ref().or(mention.original_title.as_ref());
        let in_title = title.and_then(|title| season_in(&title.value));
        let stated = mention.work.as_ref().map(|work| work.value);
        match (stated, in_title) {
            (None, None) => Self::OfFilm,
            (None, Some(named)) if !named.is_sure => Self::OfEither(named),
            (None, Some(named)) => Self::Of(named.says, Some(Box::new(of_series(mention, &named)))),
            (Some(said), None) => Self::Of(said, None),
            // `Harbour Nine: Season 2` in a row of kind `TV Series` is that season.
            (Some(said), Some(named)) => {
                let is_more = matches!(said, WorkSaid::Series | WorkSaid::Season { number: None });
                let said = if is_more { named.says } else { said };
                Self::Of(said, Some(Box::new(of_series(mention, &named))))
            }
        }
    }
}

/// A mention under the title of the series alone.
fn of_series(mention: &FilmMention, named: &SeasonTitle) -> FilmMention {
    let stripped = |title: &Sourced<String>| {
        let series = season_in(&title.value).map_or_else(|| title.value.clone(), |it| it.series);
        Sourced::new(series, title.evidence.clone())
    };
    let mut made = mention.clone();
    made.title = mention.title.as_ref().map(stripped);
    made.original_title = mention.original_title.as_ref().map(stripped);
    if made.title.is_none() {
        made.title = mention
            .original_title
            .as_ref()
            .map(|title| Sourced::new(named.series.clone(), title.evidence.clone()));
    }
    made
}

/// The kind of work that a mention speaks of beyond doubt, where that is no film.
pub fn work_of(mention: &FilmMention) -> Option<WorkSaid> {
    match Speaks::of(mention) {
        Speaks::OfFilm | Speaks::OfEither(_) => None,
        Speaks::Of(said, _) => Some(said),
    }
}

/// The work that a person makes of a mention under a title: of what is said to be a season that season, of
/// what is said of a series otherwise the series, and else a film.
pub fn named_work(id: FilmId, title: String, mention: &FilmMention) -> FilmRecord {
    let said = work_of(mention);
    let mut made = FilmRecord::named(id, title, mention);
    if let Some(said) = said {
        made.work = said.work().unwrap_or(Work::Series);
        for title in std::iter::once(&mut made.title).chain(&mut made.other_titles) {
            if let Some(named) = season_in(title) {
                *title = named.series;
            }
        }
    }
    made
}

impl Films {
    /// Answers a mention with a work of the kind that it speaks of, and with none of another kind.
    pub(crate) fn find(&self, mention: &FilmMention, occasion: FilmOccasion) -> FilmAnswer {
        match Speaks::of(mention) {
            Speaks::OfFilm => {
                let answer = self.find_among(mention, occasion, Wanted::Films);
                self.or_series(answer, mention, occasion)
            }
            Speaks::OfEither(named) => self.either(mention, &named, occasion),
            Speaks::Of(said, bare) => {
                self.of_series(bare.as_deref().unwrap_or(mention), said, occasion)
            }
        }
    }

    /// The series that a mention of one of its seasons speaks of.
    pub(crate) fn series_of(
        &self,
        mention: &FilmMention,
        occasion: FilmOccasion,
    ) -> Option<FilmId> {
        let Speaks::Of(_, bare) = Speaks::of(mention) else {
            return None;
        };
        let mention = bare.as_deref().unwrap_or(mention);
        match self.find_among(mention, occasion, Wanted::Series) {
            FilmAnswer::One(found) => found.chosen,
            _ => None,
        }
    }

    /// Whether the record has any series or season.
    pub(crate) fn has_series(&self) -> bool {
        self.has_series
    }

    /// Of a title that is no film's but a series': nobody said which is meant.
    fn or_series(
        &self,
        answer: FilmAnswer,
        mention: &FilmMention,
        occasion: FilmOccasion,
    ) -> FilmAnswer {
        if !self.has_series {
            return answer;
        }
        let (FilmAnswer::Unknown(known) | FilmAnswer::Slip(known)) = &answer else {
            return answer;
        };
        let FilmAnswer::One(series) = self.find_among(mention, occasion, Wanted::Series) else {
            return answer;
        };
        let why =
            "no film of the record has this title, a series has: nothing says whether it is meant";
        asked(why.to_owned(), series.chosen, &known.candidates)
    }

    /// Of a title that may be a film's or name a season, such as `Open Season 2`.
    fn either(
        &self,
        mention: &FilmMention,
        named: &SeasonTitle,
        occasion: FilmOccasion,
    ) -> FilmAnswer {
        let film = self.find_among(mention, occasion, Wanted::Films);
        if matches!(film, FilmAnswer::One(_) | FilmAnswer::Ambiguous(_)) {
            return film;
        }
        let season = self.of_series(&of_series(mention, named), named.says, occasion);
        match (season, film) {
            (season @ (FilmAnswer::One(_) | FilmAnswer::Ambiguous(_)), _) => season,
            // Who names a director speaks of a film.
            (_, film) if !mention.directors.is_empty() => film,
            (_, FilmAnswer::Unknown(film) | FilmAnswer::Slip(film)) => {
                let why = format!(
                    "it may be {} called `{}` or a film of the whole title, and the record has neither",
                    named.says.words(),
                    named.series
                );
                asked(why, None, &film.candidates)
            }
            (_, film) => film,
        }
    }

    /// Answers a mention of a series or of a part of one, under the title of the series.
    fn of_series(
        &self,
        mention: &FilmMention,
        said: WorkSaid,
        occasion: FilmOccasion,
    ) -> FilmAnswer {
        let series = || self.find_among(mention, occasion, Wanted::Series);
        let wanted = match said {
            WorkSaid::Series => Wanted::Series,
            WorkSaid::Season { number } => Wanted::Season(number),
            WorkSaid::Episode => {
                return unknown(
                    "it is about an episode of a series, which is no work of the record".to_owned(),
                    candidates_of(series()),
                );
            }
        };
        if let Some(answer) = self.by_other_key(mention, said, wanted, occasion) {
            return answer;
        }
        let answer = self.find_among(mention, occasion, wanted);
        match (wanted, answer) {
            (Wanted::Season(None), FilmAnswer::One(found)) => asked(
                "it says a season, and not which".to_owned(),
                found.chosen,
                &found.candidates,
            ),
            (
                Wanted::Season(Some(number)),
                FilmAnswer::Unknown(known) | FilmAnswer::Slip(known),
            ) => {
                // What is printed beside it may be the year of the series.
                match series() {
                    FilmAnswer::One(found) => {
                        self.season_of_series(found, number, mention, occasion)
                    }
                    other => {
                        let mut candidates = known.candidates;
                        candidates.extend(candidates_of(other));
                        unknown(known.why, candidates)
                    }
                }
            }
            // Seasons without years of their own: the date tells nothing of them, and the series had come out.
            (Wanted::Season(Some(number)), FilmAnswer::Ambiguous(known))
                if known.candidates.iter().all(|it| self.has_no_year(*it)) =>
            {
                let began = FilmOccasion {
                    is_page: false,
                    ..occasion
                };
                match self.find_among(mention, began, Wanted::Series) {
                    FilmAnswer::One(found) => {
                        self.season_of_series(found, number, mention, occasion)
                    }
                    _ => FilmAnswer::Ambiguous(known),
                }
            }
            // A slip may be told where a title is: nothing is made of it.
            (_, answer) => answer,
        }
    }

    /// What is answered where an id leads to a work of another kind than is said.
    fn by_other_key(
        &self,
        mention: &FilmMention,
        said: WorkSaid,
        wanted: Wanted,
        occasion: FilmOccasion,
    ) -> Option<FilmAnswer> {
        let mut by_key = mention.keys.iter().flat_map(|key| self.with_key(key));
        let id = by_key.next()?;
        let work = self.film(id)?.work;
        match (wanted, work) {
            _ if wanted.takes(work) => None,
            // The id of a series beside one of its seasons.
            (Wanted::Season(Some(number)), Work::Series) => {
                let why = "the id of the series agrees, and the number of the season";
                let series = Attribution {
                    chosen: Some(id),
                    p: Probability::ONE,
                    ..nothing(why.to_owned())
                };
                Some(self.season_of_series(series, number, mention, occasion))
            }
            _ => {
                let named = self.named(id).unwrap_or_default();
                let why = format!("it says {}, and its id is that of `{named}`", said.words());
                Some(asked(why, Some(id), &[]))
            }
        }
    }

    fn has_no_year(&self, film: FilmId) -> bool {
        self.film(film).is_some_and(|film| film.year.is_none())
    }

    /// The season of a series that is known.
    fn season_of_series(
        &self,
        series: Attribution<FilmId>,
        number: u16,
        mention: &FilmMention,
        occasion: FilmOccasion,
    ) -> FilmAnswer {
        let Some(id) = series.chosen else {
            return unknown(series.why, Vec::new());
        };
        let bare = FilmMention {
            year: None,
            keys: Vec::new(),
            title: self
                .film(id)
                .and_then(|film| film.titles().next().map(str::to_owned))
                .and_then(|title| {
                    let printed = mention.title.as_ref().or(mention.original_title.as_ref());
                    let evidence = printed.map(|printed| printed.evidence.clone());
                    Some(Sourced::new(
                        title,
                        evidence.or_else(|| any_evidence(mention))?,
                    ))
                }),
            original_title: None,
            ..mention.clone()
        };
        let seasons = self.find_among(&bare, occasion, Wanted::Season(Some(number)));
        let of_series: Vec<FilmId> = candidates_of(seasons)
            .into_iter()
            .filter(|season| {
                let work = self.film(*season).map(|season| season.work);
                work.and_then(Work::series) == Some(id)
            })
            .collect();
        match of_series.as_slice() {
            [season] => FilmAnswer::One(Attribution {
                chosen: Some(*season),
                p: series.p,
                why: format!("{}, and it is its season {number}", series.why),
                candidates: Vec::new(),
            }),
            _ => unknown(
                format!(
                    "the record has `{}`, and no season {number} of it",
                    self.named(id).unwrap_or_default()
                ),
                vec![id],
            ),
        }
    }
}

/// Where anything of a mention stands.
fn any_evidence(mention: &FilmMention) -> Option<ovation_terms::Evidence> {
    let work = mention.work.as_ref().map(|work| work.evidence.clone());
    work.or_else(|| mention.year.as_ref().map(|year| year.evidence.clone()))
}

/// What a person may choose from.
fn candidates_of(answer: FilmAnswer) -> Vec<FilmId> {
    match answer {
        FilmAnswer::One(said)
        | FilmAnswer::Ambiguous(said)
        | FilmAnswer::Unknown(said)
        | FilmAnswer::Slip(said) => {
            let chosen = said.chosen.into_iter();
            let others = said.candidates.into_iter();
            let mut all: Vec<FilmId> = chosen.collect();
            all.extend(others.filter(|other| Some(*other) != said.chosen));
            all
        }
        FilmAnswer::Missing => Vec::new(),
    }
}

fn unknown(why: String, mut candidates: Vec<FilmId>) -> FilmAnswer {
    let mut met = BTreeSet::new();
    candidates.retain(|candidate| met.insert(*candidate));
    candidates.truncate(MOST_CANDIDATES);
    FilmAnswer::Unknown(Attribution {
        candidates,
        ..nothing(why)
    })
}

fn asked(why: String, first: Option<FilmId>, others: &[FilmId]) -> FilmAnswer {
    let others = others.iter().copied().filter(|other| Some(*other) != first);
    let mut candidates: Vec<FilmId> = first.into_iter().chain(others).collect();
    candidates.truncate(MOST_CANDIDATES);
    FilmAnswer::Ambiguous(Attribution {
        chosen: None,
        p: Probability::HALF,
        why,
        candidates,
    })
}
