//! Which film a mention means.

mod contradiction;
mod near;
mod slip;
mod weigh;

use crate::postings::Postings;
use crate::title::{Strength, Title, bare};
use near::Near;
use ovation_terms::{Attribution, FilmId, FilmKey, FilmMention, FilmRecord, Probability, fold};
pub(crate) use slip::{is_slip, may_be_slip};
use std::collections::BTreeMap;
use std::ops::Range;
pub(crate) use weigh::YearsSay;
use weigh::{Agreement, Candidate, DirectorsSay};

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

/// A film as the index keeps it. Its texts lie together in the tables.
#[derive(Clone, Debug)]
struct Film {
    id: FilmId,
    year: Option<i16>,
    keys: Range<u32>,
    directors: Range<u32>,
    /// Titles as printed, those that slips are sought for, parted by [`PARTED`].
    names: Box<str>,
    /// False once the same film was added again: the newer record stands.
    stands: bool,
}

/// The films, found by title, by key, and by title nearly.
#[derive(Clone, Debug, Default)]
pub(crate) struct Films {
    table: Vec<Film>,
    places: BTreeMap<FilmId, u32>,
    titles: Postings,
    keys: Postings,
    directors: Postings,
    near: Near,
    /// Whether a remark on the edition is asked about.
    asks_of_editions: bool,
}

/// Of so many of a film's titles slips are sought.
const NEAR_TITLES: usize = 4;
/// Stands between titles, and in none.
const PARTED: char = '\u{1f}';
/// At most so many candidates are handed on.
const MOST_CANDIDATES: usize = 10;

impl Films {
    /// Sets whether a review of a cut or a restoration waits for a person.
    pub(crate) fn ask_of_editions(&mut self, asks: bool) {
        self.asks_of_editions = asks;
    }

    /// Adds a film, or replaces what is known of it.
    pub(crate) fn add(&mut self, record: &FilmRecord) {
        let Ok(place) = u32::try_from(self.table.len()) else {
            return;
        };
        if let Some(older) = self.places.insert(record.id, place)
            && let Some(film) = self.table.get_mut(older as usize)
        {
            film.stands = false;
        }
        let mut known: Vec<String> = Vec::new();
        let mut printed = String::new();
        let names = std::iter::once(&record.title).chain(&record.other_titles);
        for (number, name) in names.enumerate() {
            let title = Title::of(name);
            let bare = fold(bare(&title.main));
            if number < NEAR_TITLES {
                printed.push_str(&title.main);
                printed.push(PARTED);
            }
            for form in title.forms {
                if known.contains(&form.letters) {
                    continue;
                }
                // A film that is itself called a cut is found without that word as by a part of its
                // title.
                let strength = if form.is_edition {
                    Strength::Part
                } else {
                    form.strength
                };
                let added = self.titles.add(&form.letters, place, strength as u8);
                // A near-title is looked for among the titles proper: a slip in a shortened form
                // would prove nothing.
                let is_whole = strength == Strength::Same || form.letters == bare;
                if let (Some(added), true, 0..NEAR_TITLES) = (added, is_whole, number) {
                    self.near.add(&form.letters, added);
                }
                known.push(form.letters);
            }
        }
        let keys = self.keys.len();
        for key in &record.keys {
            self.keys.add(&key_text(key), place, 0);
        }
        let directors = self.directors.len();
        for director in &record.directors {
            self.directors.add(&fold(director), place, 0);
        }
        self.table.push(Film {
            id: record.id,
            year: record.year,
            keys: keys..self.keys.len(),
            directors: directors..self.directors.len(),
            names: printed.into(),
            stands: true,
        });
    }

    /// A film as a reader is told of it: `Title (2024)`.
    pub(crate) fn named(&self, film: FilmId) -> Option<String> {
        let film = self.standing(*self.places.get(&film)?)?;
        let title = film.names.split(PARTED).next()?;
        Some(match film.year {
            Some(year) => format!("{title} ({year})"),
            None => title.to_owned(),
        })
    }

    /// Answers a mention.
    pub(crate) fn find(&self, mention: &FilmMention) -> FilmAnswer {
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
        let directors: Vec<String> = mention
            .directors
            .iter()
            .map(|director| fold(&director.value))
            .filter(|director| !director.is_empty())
            .collect();
        let candidates = self.candidates(&titles, mention, year, &directors);
        if let Some(FilmAnswer::One(by_key)) = by_key {
            return self.held_against(by_key, &titles, year, &directors, &candidates);
        }
        if candidates.is_empty() {
            return self.near_titles(&titles, year, &directors, &mention.keys);
        }
        let numbered = titles.iter().any(|title| title.is_numbered);
        weigh::decide(candidates, numbered)
    }

    /// A key of the mention that the record knows decides.
    fn by_key(&self, mention: &FilmMention) -> Option<FilmAnswer> {
        let mut found: Vec<(FilmId, &FilmKey)> = Vec::new();
        for key in &mention.keys {
            for posting in self.keys.of(&key_text(key)) {
                if let Some(film) = self.standing(posting.owner)
                    && found.iter().all(|(id, _)| *id != film.id)
                {
                    found.push((film.id, key));
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

    fn candidates(
        &self,
        titles: &[Title],
        mention: &FilmMention,
        year: Option<i16>,
        directors: &[String],
    ) -> Vec<Candidate> {
        // For each film the best agreement, and which of the printed titles agree: the title, the
        // original title, the ones in parentheses.
        let mut found: BTreeMap<u32, (Agreement, u8)> = BTreeMap::new();
        for (number, title) in titles.iter().enumerate() {
            for form in &title.forms {
                let which = 1_u8 << (2 * number.min(3) + usize::from(form.in_parentheses));
                for posting in self.titles.of(&form.letters) {
                    let theirs = Strength::of(posting.sort);
                    let Some(agreement) = Agreement::of(form, theirs) else {
                        continue;
                    };
                    let known = found.entry(posting.owner).or_insert((agreement, 0));
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
                let film = self.standing(place)?;
                Some(Candidate {
                    film: film.id,
                    agreement,
                    titles: titles.count_ones(),
                    years: YearsSay::of(year, film.year),
                    directors: self.directors_say(film, directors),
                    is_asked: agreement == Agreement::Edition && self.asks_of_editions,
                    other_id: self.has_another_id(film, &mention.keys),
                })
            })
            .collect()
    }

    fn standing(&self, place: u32) -> Option<&Film> {
        self.table.get(place as usize).filter(|film| film.stands)
    }

    fn directors_say(&self, film: &Film, named: &[String]) -> DirectorsSay {
        let mut theirs = film.directors.clone().filter_map(|place| {
            let posting = self.directors.at(place)?;
            Some(self.directors.text_of(posting))
        });
        if named.is_empty() || film.directors.is_empty() {
            DirectorsSay::Nothing
        } else if theirs.any(|their| named.iter().any(|own| own == their)) {
            DirectorsSay::Same
        } else {
            DirectorsSay::Other
        }
    }

    /// Whether the film has an id in a catalogue for which the mention gives another one.
    fn has_another_id(&self, film: &Film, keys: &[FilmKey]) -> bool {
        film.keys.clone().any(|place| {
            let Some(posting) = self.keys.at(place) else {
                return false;
            };
            let known = self.keys.text_of(posting);
            keys.iter().any(|key| {
                let key = key.in_form();
                known
                    .rsplit_once('\u{1f}')
                    .is_some_and(|(scheme, value)| scheme == key.scheme && value != key.value)
            })
        })
    }

    fn near_titles(
        &self,
        titles: &[Title],
        year: Option<i16>,
        directors: &[String],
        keys: &[FilmKey],
    ) -> FilmAnswer {
        // Those that a slip may have been made for stand first.
        let mut found: Vec<(bool, usize, FilmId)> = Vec::new();
        for title in titles {
            let Some(form) = title.near() else { continue };
            // An article more or less is no letter wrong.
            let bare_form = fold(bare(&title.main));
            let mut near = self.near.find(form, &self.titles);
            if bare_form != form {
                near.extend(self.near.find(&bare_form, &self.titles));
            }
            for (distance, place) in near {
                let owner = self.titles.at(place).map(|posting| posting.owner);
                if let Some(film) = owner.and_then(|owner| self.standing(owner)) {
                    let years = YearsSay::of(year, film.year);
                    let is_slip = self.directors_say(film, directors) != DirectorsSay::Other
                        && !self.has_another_id(film, keys)
                        && film
                            .names
                            .split(PARTED)
                            .any(|name| is_near(&title.main, name, years));
                    found.push((!is_slip, distance, film.id));
                }
            }
        }
        found.sort_unstable();
        let mut candidates: Vec<FilmId> = Vec::new();
        let is_slip = found.first().is_some_and(|(is_other, ..)| !is_other);
        for (_, _, id) in found {
            if !candidates.contains(&id) && candidates.len() < MOST_CANDIDATES {
                candidates.push(id);
            }
        }
        let why = match candidates.len() {
            0 => "no film of the record has this title".to_owned(),
            1 => "no film of the record has this title; one is spelled almost like it".to_owned(),
            many => {
                format!("no film of the record has this title; {many} are spelled almost like it")
            }
        };
        let answer = Attribution {
            candidates,
            ..nothing(why)
        };
        if is_slip {
            FilmAnswer::Slip(answer)
        } else {
            FilmAnswer::Unknown(answer)
        }
    }
}

/// Whether one title may be a slip for another, with or without the article in front.
fn is_near(printed: &str, known: &str, years: YearsSay) -> bool {
    may_be_slip(printed, known, years) || may_be_slip(bare(printed), bare(known), years)
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
