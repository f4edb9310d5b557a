//! Who made or plays in a film, as an article says, and which films it compares.
//!
//! Only what one sentence states: a name, a word of making (`directed`, `stars in`) and a film. A name that merely
//! stands near a film earns no credit.

mod canon;

use super::events::film_near;
use super::films::{Film, main_film};
use super::phrases::{is_one, is_one_in_any_case};
use super::tokens::Tokens;
use ovation_language::data::{byline, names, press};
use ovation_language::lexicon::{Class, WordSet, word_set};
use serde::Serialize;
use std::sync::LazyLock;

/// What somebody does for a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CreditKind {
    /// Directs.
    Director,
    /// Writes.
    Writer,
    /// Produces.
    Producer,
    /// Plays.
    Cast,
    /// Writes the music.
    Composer,
    /// Photographs.
    Cinematographer,
    /// Edits.
    Editor,
}

impl CreditKind {
    /// The name in words: `director`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Director => "director",
            Self::Writer => "writer",
            Self::Producer => "producer",
            Self::Cast => "cast",
            Self::Composer => "composer",
            Self::Cinematographer => "cinematographer",
            Self::Editor => "editor",
        }
    }
}

/// A credit by tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FoundCredit {
    pub(crate) kind: CreditKind,
    pub(crate) person: (usize, usize),
    /// Number of the film in the list.
    pub(crate) film: Option<usize>,
    /// The sentence that says so.
    pub(crate) words: (usize, usize),
    /// Whether the work is still to come: `will direct`, `is set to star`.
    pub(crate) is_announced: bool,
}

/// Two films compared, by their numbers in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FoundComparison {
    pub(crate) film: usize,
    pub(crate) other: usize,
    pub(crate) words: (usize, usize),
}

/// Verbs before which the person stands: `Baker wrote the script`.
const ACTIVE: [(&[&str], CreditKind); 7] = [
    (press::CREDITS_DIRECTOR_ACTIVE, CreditKind::Director),
    (press::CREDITS_WRITER_ACTIVE, CreditKind::Writer),
    (press::CREDITS_PRODUCER_ACTIVE, CreditKind::Producer),
    (press::CREDITS_CAST_ACTIVE, CreditKind::Cast),
    (press::CREDITS_COMPOSER_ACTIVE, CreditKind::Composer),
    (
        press::CREDITS_CINEMATOGRAPHER_ACTIVE,
        CreditKind::Cinematographer,
    ),
    (press::CREDITS_EDITOR_ACTIVE, CreditKind::Editor),
];

/// Words behind which the person stands: `directed by`, `starring`.
const PASSIVE: [(&[&str], CreditKind); 7] = [
    (press::CREDITS_DIRECTOR_PASSIVE, CreditKind::Director),
    (press::CREDITS_WRITER_PASSIVE, CreditKind::Writer),
    (press::CREDITS_PRODUCER_PASSIVE, CreditKind::Producer),
    (press::CREDITS_CAST_PASSIVE, CreditKind::Cast),
    (press::CREDITS_COMPOSER_PASSIVE, CreditKind::Composer),
    (
        press::CREDITS_CINEMATOGRAPHER_PASSIVE,
        CreditKind::Cinematographer,
    ),
    (press::CREDITS_EDITOR_PASSIVE, CreditKind::Editor),
];

word_set!(BARE, CREDITS_BARE);

type Sets = Vec<(WordSet, CreditKind)>;

fn sets(words: &[(&[&str], CreditKind)]) -> Sets {
    let sets = words
        .iter()
        .map(|(words, kind)| (WordSet::of(words.iter().copied()), *kind));
    sets.collect()
}

static ACTIVE_WORDS: LazyLock<Sets> = LazyLock::new(|| sets(&ACTIVE));
static PASSIVE_WORDS: LazyLock<Sets> = LazyLock::new(|| sets(&PASSIVE));

word_set!(BY, CREDITS_BY);
word_set!(STARRING, CREDITS_STARRING);
word_set!(FUTURE, CREDITS_FUTURE);
word_set!(SCRIPT, CREDITS_SCRIPT);
word_set!(COMPARED, CREDITS_COMPARED);

/// The person who stands right before or after a token, by a test for names.
type IsPerson<'t> = dyn Fn(usize, usize) -> bool + 't;

/// Finds the credits that sentences state.
pub(crate) fn find_credits(
    tokens: &Tokens<'_>,
    films: &[Film],
    inside: &[u32],
    is_person: &IsPerson<'_>,
) -> Vec<FoundCredit> {
    let mut found: Vec<FoundCredit> = Vec::new();
    let is_person: &IsPerson<'_> =
        &|from, to| is_person(from, to) && !is_in_title(films, (from, to));
    for at in 0..tokens.len() {
        // What is said in quotation marks is the speaker's story, not the article's.
        if inside.get(at).copied().unwrap_or(0) != 0 || !tokens.at(at).is_word() {
            continue;
        }
        let (from, to) = tokens.sentence(tokens.at(at).sentence);
        let word = tokens.at(at).word;
        for credit in canon::canon(tokens, films, at, is_person) {
            if !is_known(tokens, &found, &credit) {
                found.push(credit);
            }
        }
        // In capitals within a sentence it belongs to a name.
        if tokens.at(at).is_capital && at > from {
            continue;
        }
        let passive = PASSIVE_WORDS.iter().find(|(set, _)| set.has(word));
        let is_by = BY.has(tokens.at(at + 1).word) && at + 1 < to;
        let people: Vec<((usize, usize), CreditKind)> =
            if let Some((_, kind)) = passive.filter(|_| is_by) {
                let people = people_after(tokens, at + 2, to, is_person);
                people.into_iter().map(|person| (person, *kind)).collect()
            } else if STARRING.has(word) && name_after(tokens, at + 1, to).is_some() {
                let people = people_after(tokens, at + 1, to, is_person);
                people
                    .into_iter()
                    .map(|person| (person, CreditKind::Cast))
                    .collect()
            } else if let Some((_, kind)) = ACTIVE_WORDS.iter().find(|(set, _)| set.has(word)) {
                let person = person_before(tokens, at, from, is_person)
                    .or_else(|| pronoun_before(tokens, at, from, is_person));
                let is_verb = !BARE.has(word) || is_verb(tokens, at, from);
                let person = person.filter(|_| is_verb && is_object(tokens, films, *kind, at, to));
                person.into_iter().map(|person| (person, *kind)).collect()
            } else {
                continue;
            };
        // A title that looks like a name is nobody: `Voyage Home`.
        let mut people = people;
        people.retain(|(person, _)| !is_in_title(films, *person));
        if people.is_empty() || is_of_another(tokens, at, from) {
            continue;
        }
        let is_announced = (from..at).any(|place| {
            FUTURE.has(tokens.at(place).word) && tokens.at(place).class != Class::Name
        });
        let film = film_near(tokens, films, at);
        for (person, kind) in people {
            let credit = FoundCredit {
                kind,
                person,
                film,
                words: (from, to),
                is_announced,
            };
            if film.is_some() && !is_known(tokens, &found, &credit) {
                found.push(credit);
            }
        }
    }
    found
}

fn is_known(tokens: &Tokens<'_>, found: &[FoundCredit], credit: &FoundCredit) -> bool {
    let name = name_of(tokens, credit.person);
    found.iter().any(|other| {
        other.kind == credit.kind
            && other.film == credit.film
            && name_of(tokens, other.person) == name
    })
}

/// Whom the pronoun right before a verb stands for: `She wrote the script for Otto Brand`.
fn pronoun_before(
    tokens: &Tokens<'_>,
    at: usize,
    from: usize,
    is_person: &IsPerson<'_>,
) -> Option<(usize, usize)> {
    let place = at.checked_sub(1).filter(|place| *place >= from)?;
    let is_one_person = is_one_in_any_case(tokens, place, press::CREDITS_PRONOUN);
    is_one_person
        .then(|| canon::one_named_before(tokens, place, is_person))
        .flatten()
}

/// Finds the films that a sentence compares: two of them on the two sides of a word such as `reminiscent`, or the
/// one the article is about and one behind it.
pub(crate) fn find_comparisons(tokens: &Tokens<'_>, films: &[Film]) -> Vec<FoundComparison> {
    let mut found: Vec<FoundComparison> = Vec::new();
    let main = main_film(films);
    for at in 0..tokens.len() {
        if !COMPARED.has(tokens.at(at).word) {
            continue;
        }
        let (from, to) = over_ellipses(tokens, at);
        let in_span = |span: (usize, usize)| {
            films.iter().enumerate().filter_map(move |(number, film)| {
                let mut mentions = film.mentions.iter();
                let first = mentions.find(|mention| span.0 <= mention.0 && mention.1 <= span.1)?;
                Some((first.0, number))
            })
        };
        let film = in_span((from, at)).max().map(|(_, number)| number).or(main);
        let Some(film) = film else { continue };
        let mut others: Vec<_> = in_span((at + 1, to)).collect();
        others.sort_unstable();
        for (_, other) in others {
            let pair = (film, other);
            if other != film && !found.iter().any(|old| (old.film, old.other) == pair) {
                found.push(FoundComparison {
                    film,
                    other,
                    words: (from, to),
                });
            }
        }
    }
    found
}

/// The tokens of a sentence, with those behind an ellipsis in it: words were left out of one sentence there.
fn over_ellipses(tokens: &Tokens<'_>, at: usize) -> (usize, usize) {
    let mut number = tokens.at(at).sentence;
    let (from, mut to) = tokens.sentence(number);
    while to < tokens.len()
        && tokens.at(to - 1).class == Class::Ellipsis
        && tokens.at(to).paragraph == tokens.at(at).paragraph
    {
        number += 1;
        let (_, end) = tokens.sentence(number);
        if end <= to {
            break;
        }
        to = end;
    }
    (from, to)
}

/// Whether what stands behind a verb is a film's: its title, a word such as `script`, `in` with either.
fn is_object(tokens: &Tokens<'_>, films: &[Film], kind: CreditKind, at: usize, to: usize) -> bool {
    let end = to.min(at + 9);
    let has_film = films.iter().any(|film| {
        let mut mentions = film.mentions.iter();
        mentions.any(|mention| at < mention.0 && mention.0 < end)
    });
    let has_word = (at + 1..end).any(|place| SCRIPT.has(tokens.at(place).word));
    // `plays Ani, a dancer`: the part has a name of its own.
    let has_part = kind == CreditKind::Cast
        && (at + 1..end).any(|place| {
            matches!(tokens.at(place).class, Class::Name)
                || is_one(tokens, place, press::CREDITS_PART)
        });
    has_film || has_word || has_part
}

/// Whether a bare form is a verb, not a noun as in `the series star`: two people before it, or `will` and the like.
fn is_verb(tokens: &Tokens<'_>, at: usize, from: usize) -> bool {
    (from.max(at.saturating_sub(6))..at).any(|place| {
        let is_linked = is_one(tokens, place, press::CREDITS_LINKED);
        is_linked && !is_name(tokens, place)
    })
}

/// Whether a span lies within the title of a film.
fn is_in_title(films: &[Film], person: (usize, usize)) -> bool {
    let mut mentions = films.iter().flat_map(|film| film.mentions.iter());
    mentions.any(|mention| mention.0 <= person.0 && person.1 <= mention.1)
}

/// Whether the words before speak of a film that has no name here: `a movie starring`.
fn is_of_another(tokens: &Tokens<'_>, at: usize, from: usize) -> bool {
    let Some(place) = at.checked_sub(2).filter(|place| *place >= from) else {
        return false;
    };
    is_one(tokens, place, press::CREDITS_ANOTHER)
        && is_one(tokens, place + 1, press::CREDITS_A_FILM)
}

fn name_of<'a>(tokens: &Tokens<'a>, person: (usize, usize)) -> &'a str {
    super::films::tokens_text(tokens, person.0, person.1)
}

fn is_name(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(tokens.at(at).class, Class::Name | Class::Capitals)
}

/// A small word within a name: `Piet van Haan`.
fn is_particle(tokens: &Tokens<'_>, at: usize) -> bool {
    is_one(tokens, at, names::PARTICLES)
}

/// The name that begins at a token or behind `director`, `newcomer` and the like.
fn name_after(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let mut start = from;
    while start < to
        && matches!(tokens.at(start).class, Class::Role | Class::Title)
        && start < from + 3
    {
        start += 1;
    }
    if start >= to || !is_name(tokens, start) {
        return None;
    }
    let mut end = start + 1;
    while end < to && end < start + 5 {
        let is_particle = is_particle(tokens, end) && is_name(tokens, end + 1);
        let is_initial = tokens.at(end).class == Class::Stop
            && !tokens.at(end).is_spaced
            && is_name(tokens, end + 1)
            && tokens.at(end - 1).end - tokens.at(end - 1).start <= 2;
        if !(is_name(tokens, end) || is_particle || is_initial) {
            break;
        }
        end += 1;
    }
    Some((start, end))
}

/// Names in a row: `A`, `A and B`, `A, B and C`.
fn people_after(
    tokens: &Tokens<'_>,
    from: usize,
    to: usize,
    is_person: &IsPerson<'_>,
) -> Vec<(usize, usize)> {
    let mut people = Vec::new();
    let mut at = from;
    while let Some(person) = name_after(tokens, at, to) {
        if !is_person(person.0, person.1) {
            break;
        }
        people.push(person);
        at = person.1;
        let is_comma = tokens.at(at).class == Class::Comma;
        at += usize::from(is_comma);
        let is_and = tokens.text_of(at) == "&" || is_one(tokens, at, byline::AND);
        at += usize::from(is_and);
        if !(is_comma || is_and) || people.len() >= 8 {
            break;
        }
    }
    people
}

/// The name that ends right before a verb; `also`, `is set to` and the like may stand between.
fn person_before(
    tokens: &Tokens<'_>,
    at: usize,
    from: usize,
    is_person: &IsPerson<'_>,
) -> Option<(usize, usize)> {
    let mut end = at;
    while end > from
        && at - end < 6
        && (tokens.text_of(end - 1) == "," || is_one(tokens, end - 1, press::CREDITS_BETWEEN))
    {
        end -= 1;
    }
    let mut start = end;
    while start > from && end - start < 5 {
        let place = start - 1;
        let is_particle =
            start < end && is_particle(tokens, place) && place > from && is_name(tokens, place - 1);
        let is_initial = start < end
            && tokens.at(place).class == Class::Stop
            && !tokens.at(place).is_spaced
            && place > from
            && tokens.at(place - 1).end - tokens.at(place - 1).start <= 2
            && is_name(tokens, place - 1);
        if !(is_name(tokens, place) || is_particle || is_initial) {
            break;
        }
        start = place;
    }
    (start < end && is_person(start, end)).then_some((start, end))
}
