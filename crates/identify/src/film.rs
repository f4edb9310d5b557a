//! Which film a mention means.

mod contradiction;
mod decide;
mod entry;
mod known;
mod near;
mod occasion;
mod people;
mod reasons;
mod slip;
mod spelled;
mod weigh;
mod works;

use crate::postings::Postings;
use crate::stored::{StoredFilms, key_hashes};
use crate::title::{Strength, Title, bare};
use decide::Printed;
pub(crate) use entry::{Film, FilmBytes};
use near::Near;
pub(crate) use near::NearTitle;
pub use occasion::FilmOccasion;
use occasion::ReviewSays;
use ovation_terms::{Attribution, FilmId, FilmKey, FilmMention, FilmRecord, Probability};
pub(crate) use people::CAST;
use people::Named;
pub(crate) use slip::{is_slip, may_be_slip};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
pub(crate) use weigh::YearsSay;
use weigh::{Agreement, Candidate};
use works::Wanted;
pub use works::{named_work, work_of};

/// The answer to "which film?".
#[derive(Clone, Debug, PartialEq)]
pub enum FilmAnswer {
    /// This one.
    One(Attribution<FilmId>),
    /// Several fit, or one fits not well enough to be sure; never guessed. The candidates stand
    /// best first.
    Ambiguous(Attribution<FilmId>),
    /// No film fits. There may be candidates whose title is near, for a person to choose from.
    Unknown(Attribution<FilmId>),
    /// No film fits, and what is printed looks like a slip of the pen for a film's title: the
    /// candidates, best first. Never guessed, and no film of its own before a person says so.
    Slip(Attribution<FilmId>),
    /// The mention names no film: no title and no id.
    Missing,
}

/// The films, found by title, by key, and by title nearly: those that were added, and those of a stored
/// index below them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Films {
    /// The films that were added; none where the same one was added again since.
    table: Vec<Option<Film>>,
    /// Films by number, the newest of each. One of them replaces that of the stored index.
    places: BTreeMap<FilmId, u32>,
    titles: Postings,
    keys: Postings,
    near: Near,
    /// Whether a remark on the edition is asked about.
    asks_of_editions: bool,
    stored: Option<Arc<StoredFilms>>,
    /// Whether any film came with votes: else none is known better than another.
    has_votes: bool,
    /// Whether any of them is a series or a season.
    has_series: bool,
}

/// Where a film is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Stored(u64),
    Added(u32),
}

/// What is asked beside the titles.
struct Asked<'m> {
    mention: &'m FilmMention,
    year: Option<i16>,
    named: Named,
    occasion: FilmOccasion,
    wanted: Wanted,
}

/// In so many ways of each language a title of another script is looked for in Latin letters.
const ROMANISED: usize = 400;
/// At most so many candidates are handed on.
const MOST_CANDIDATES: usize = 10;

impl Films {
    /// Sets whether a review of a cut or a restoration waits for a person.
    pub(crate) fn ask_of_editions(&mut self, asks: bool) {
        self.asks_of_editions = asks;
    }

    /// Films of an index that was stored before; what is added stands above them.
    pub(crate) fn over(stored: Arc<StoredFilms>) -> Self {
        Self {
            has_votes: stored.has_votes(),
            has_series: stored.has_series(),
            stored: Some(stored),
            ..Self::default()
        }
    }

    /// Whether the stored index is not as it was written.
    pub(crate) fn is_damaged(&self) -> bool {
        self.stored
            .as_ref()
            .is_some_and(|stored| stored.is_damaged())
    }

    /// Adds a film, or replaces what is known of it.
    pub(crate) fn add(&mut self, record: &FilmRecord) {
        let Ok(place) = u32::try_from(self.table.len()) else {
            return;
        };
        if let Some(older) = self.places.insert(record.id, place)
            && let Some(film) = self.table.get_mut(older as usize)
        {
            *film = None;
        }
        self.has_votes |= record.votes.is_some();
        self.has_series |= !record.work.is_film();
        let (film, forms, near) = Film::of(record);
        for form in forms {
            let added = self.titles.add(&form.letters, place, form.strength as u8);
            // A near-title is looked for among the titles proper: a slip in a shortened form
            // would prove nothing.
            if let Some(added) = added
                && near.contains(&form.letters)
            {
                self.near.add(&form.letters, added);
            }
        }
        for key in &record.keys {
            self.keys.add(&key_text(key), place, 0);
        }
        self.table.push(Some(film));
    }

    /// Takes a film out: nothing stands for it, and not what is stored either.
    pub(crate) fn remove(&mut self, film: FilmId) {
        let Ok(place) = u32::try_from(self.table.len()) else {
            return;
        };
        self.table.push(None);
        if let Some(older) = self.places.insert(film, place)
            && let Some(film) = self.table.get_mut(older as usize)
        {
            *film = None;
        }
    }

    /// A film as a reader is told of it: `Title (2024)`.
    pub(crate) fn named(&self, film: FilmId) -> Option<String> {
        let film = self.film(film)?;
        let title = film.titles().next()?;
        let label = film.work.label();
        let title = match label.as_str() {
            "" => title.to_owned(),
            label => format!("{title}, {label}"),
        };
        Some(match film.year {
            Some(year) => format!("{title} ({year})"),
            None => title,
        })
    }

    fn film(&self, id: FilmId) -> Option<Cow<'_, Film>> {
        match self.places.get(&id) {
            Some(place) => self.at(Place::Added(*place)),
            None => Some(Cow::Owned(self.stored.as_ref()?.numbered(id)?)),
        }
    }

    /// The film at a place, where no newer one stands for it.
    fn at(&self, place: Place) -> Option<Cow<'_, Film>> {
        match place {
            Place::Added(place) => {
                let film = self.table.get(place as usize)?;
                film.as_ref().map(Cow::Borrowed)
            }
            Place::Stored(place) => {
                let film = self.stored.as_ref()?.film(place)?;
                (!self.places.contains_key(&film.id)).then_some(Cow::Owned(film))
            }
        }
    }

    /// Where films are that have a form among their titles, and how strong it is there.
    fn with_form(&self, letters: &str) -> Vec<(Place, Strength)> {
        let stored = self
            .stored
            .iter()
            .flat_map(|stored| stored.with_form(letters));
        let stored = stored.map(|(place, sort)| (Place::Stored(place), Strength::of(sort)));
        let added = self.titles.of(letters);
        let added = added.map(|it| (Place::Added(it.owner), Strength::of(it.sort)));
        stored.chain(added).collect()
    }

    /// The films that have an id.
    fn with_key(&self, key: &FilmKey) -> Vec<FilmId> {
        let text = key_text(key);
        let stored = self
            .stored
            .iter()
            .flat_map(|stored| stored.with_key(key_hashes(key)));
        let added = self.keys.of(&text).map(|it| Place::Added(it.owner));
        let places = stored.map(Place::Stored).chain(added);
        places
            .filter_map(|place| Some(self.at(place)?.id))
            .collect()
    }

    /// The films with a title within the distance of a slip to one of these, and that distance.
    fn with_title_near(&self, titles: &[NearTitle]) -> Vec<(usize, Cow<'_, Film>)> {
        let added = titles
            .iter()
            .flat_map(|title| self.near.find(title, &self.titles));
        let mut found: Vec<(usize, Cow<'_, Film>)> = added
            .filter_map(|(distance, place)| {
                let owner = self.titles.at(place)?.owner;
                Some((distance, self.at(Place::Added(owner))?))
            })
            .collect();
        if let Some(stored) = &self.stored {
            let films = stored.near(titles).into_iter();
            let standing = films.filter(|(_, film)| !self.places.contains_key(&film.id));
            found.extend(standing.map(|(distance, film)| (distance, Cow::Owned(film))));
        }
        found
    }

    /// Answers a mention with works of the kind that is wanted.
    fn find_among(
        &self,
        mention: &FilmMention,
        occasion: FilmOccasion,
        wanted: Wanted,
    ) -> FilmAnswer {
        let by_key = self.by_key(mention);
        if matches!(by_key, Some(FilmAnswer::Ambiguous(_))) {
            return by_key.unwrap_or(FilmAnswer::Missing);
        }
        let titles: Vec<Title> = [&mention.title, &mention.original_title]
            .into_iter()
            .flatten()
            .map(|title| Title::of(&title.value))
            .filter(|title| !title.forms.is_empty())
            .collect();
        if titles.is_empty() {
            if let Some(answer) = by_key {
                return answer;
            }
            return if mention.keys.is_empty() {
                FilmAnswer::Missing
            } else {
                FilmAnswer::Unknown(nothing(format!(
                    "no film of the record has the id {}",
                    mention
                        .keys
                        .iter()
                        .map(FilmKey::to_string)
                        .collect::<Vec<_>>()
                        .join(" or ")
                )))
            };
        }
        let year = mention
            .year
            .as_ref()
            .map(|year| year.value)
            .or_else(|| titles.iter().find_map(|title| title.year));
        let asked = Asked {
            mention,
            year,
            named: Named::of(mention),
            occasion,
            wanted,
        };
        let mut candidates = self.candidates(&titles, &asked);
        if candidates.is_empty() {
            // Another script: no film is called so, but one may be in Latin letters.
            let romanised = titles.iter().filter_map(|title| title.romanised(ROMANISED));
            candidates = self.candidates(&romanised.collect::<Vec<_>>(), &asked);
        }
        if candidates.is_empty() {
            // Another translation: the same long words.
            let by_words = titles.iter().filter_map(Title::by_long_words);
            candidates = self.candidates(&by_words.collect::<Vec<_>>(), &asked);
        }
        if let Some(FilmAnswer::One(by_key)) = by_key {
            return self.held_against(by_key, &titles, year, &asked.named, &candidates);
        }
        if candidates.is_empty() {
            return self.near_titles(&titles, &asked);
        }
        let printed = Printed {
            is_numbered: titles.iter().any(|title| title.is_numbered),
            words: titles.iter().map(Title::words).max().unwrap_or(0),
        };
        decide::decide(candidates, printed)
    }

    /// A key of the mention that the record knows decides.
    fn by_key(&self, mention: &FilmMention) -> Option<FilmAnswer> {
        let mut found: Vec<(FilmId, &FilmKey)> = Vec::new();
        for key in &mention.keys {
            for film in self.with_key(key) {
                if found.iter().all(|(id, _)| *id != film) {
                    found.push((film, key));
                }
            }
        }
        found.sort_unstable_by_key(|(id, _)| *id);
        match found.as_slice() {
            [] => None,
            [(id, key)] => Some(FilmAnswer::One(Attribution {
                chosen: Some(*id),
                p: Probability::ONE,
                why: format!("the id {key} agrees"),
                candidates: Vec::new(),
            })),
            several => Some(FilmAnswer::Ambiguous(Attribution {
                chosen: None,
                p: Probability::HALF,
                why: format!("its ids lead to {} films", several.len()),
                candidates: several
                    .iter()
                    .map(|(id, _)| *id)
                    .take(MOST_CANDIDATES)
                    .collect(),
            })),
        }
    }

    fn candidates(&self, titles: &[Title], asked: &Asked<'_>) -> Vec<Candidate> {
        let year = asked.year;
        // For each film the best agreement, and which of the printed titles agree: the title, the
        // original title, the ones in parentheses.
        let mut found: BTreeMap<Place, (Agreement, u8)> = BTreeMap::new();
        for (number, title) in titles.iter().enumerate() {
            for form in &title.forms {
                let which = 1_u8 << (2 * number.min(3) + usize::from(form.in_parentheses));
                for (place, theirs) in self.with_form(&form.letters) {
                    let Some(agreement) = Agreement::of(form, theirs) else {
                        continue;
                    };
                    let known = found.entry(place).or_insert((agreement, 0));
                    known.0 = known.0.min(agreement);
                    if agreement < Agreement::PartOfTheirs {
                        known.1 |= which;
                    }
                }
            }
        }
        found
            .into_iter()
            .filter_map(|(place, (agreement, titles))| {
                let film = self
                    .at(place)
                    .filter(|film| asked.wanted.takes(film.work))?;
                let has_subtitle_elsewhere = agreement == Agreement::PartOfOurs
                    && film.titles().skip(1).any(Title::has_subtitle);
                Some(Candidate {
                    film: film.id,
                    agreement,
                    has_subtitle_elsewhere,
                    titles: titles.count_ones(),
                    years: YearsSay::of(year, film.year),
                    people: asked.named.say_of(&film),
                    is_asked: agreement == Agreement::Edition && self.asks_of_editions,
                    other_id: has_another_id(&film, &asked.mention.keys),
                    votes: self.votes(&film),
                    review: if year.is_some() {
                        ReviewSays::Nothing
                    } else {
                        asked.occasion.says_of(film.year)
                    },
                    years_later: year
                        .zip(film.year)
                        .and_then(|(named, known)| named.checked_sub(known)),
                })
            })
            .collect()
    }

    /// How many people voted on a film. A catalogue that has nobody's vote for a film tells that few know
    /// it; of a film that no catalogue has, nothing is told.
    fn votes(&self, film: &Film) -> Option<u64> {
        let is_listed = self.has_votes && !film.keys.is_empty();
        film.votes.or(is_listed.then_some(0))
    }
}

/// Whether the film has an id in a catalogue for which the mention gives another one.
fn has_another_id(film: &Film, keys: &[FilmKey]) -> bool {
    keys.iter().map(key_hashes).any(|(scheme, value)| {
        let mut same = film.keys.iter().filter(|(theirs, _)| *theirs == scheme);
        same.any(|(_, theirs)| *theirs != value)
    })
}

/// Whether one title may be a slip for another, with or without the article in front.
fn is_near(printed: &str, known: &str, years: YearsSay) -> bool {
    may_be_slip(printed, known, years)
        || may_be_slip(bare(printed), bare(known), years)
        || years != YearsSay::Apart && slip::has_little_word_more(printed, known)
}

fn nothing(why: String) -> Attribution<FilmId> {
    Attribution {
        chosen: None,
        p: Probability::ZERO,
        why,
        candidates: Vec::new(),
    }
}

/// A key as text, in the form in which ids are compared; the separator stands in no scheme.
fn key_text(key: &FilmKey) -> String {
    let key = key.in_form();
    format!("{}\u{1f}{}", key.scheme, key.value)
}
