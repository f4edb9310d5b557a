//! What a sentence may tell: a word that may say that something happened, with what it may have happened to.

use super::words::{CINEMA, FESTIVAL};
use super::{EventFound, EventKind, Reach, Sentence};
use crate::films::{Film, tokens_text};
use crate::tokens::Tokens;
use ovation_language::data::press;
use ovation_language::lexicon::{WordTable, digest};
use std::sync::LazyLock;

/// All kinds, in the order of the model's weights.
pub(crate) const KINDS: [EventKind; 10] = [
    EventKind::Premiere,
    EventKind::Screening,
    EventKind::PressConference,
    EventKind::Ovation,
    EventKind::Award,
    EventKind::Competition,
    EventKind::Release,
    EventKind::TrailerLaunch,
    EventKind::Festival,
    EventKind::Anniversary,
];

/// The place of a kind among them.
pub(crate) fn place_of(kind: EventKind) -> usize {
    KINDS.iter().position(|known| *known == kind).unwrap_or(0)
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    /// A film, by its number.
    Film(usize),
    /// A festival, by its number.
    Festival(usize),
    /// No film that is named: a person's prize.
    Nobody,
}

/// A word that may say that something happened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trigger {
    pub(super) at: usize,
    /// A bit for each kind that it may tell.
    pub(super) kinds: u32,
}

fn bit(kind: EventKind) -> u32 {
    1 << place_of(kind)
}

/// Which kinds a word may tell, by the lists of the languages.
static TRIGGERS: LazyLock<WordTable> = LazyLock::new(|| {
    use EventKind as Kind;
    let lists: [(EventKind, &[&[&str]]); 9] = [
        (
            Kind::Premiere,
            &[
                press::EVENTS_PREMIERE,
                press::EVENTS_TELLS_PREMIERE,
                press::EVENTS_OPENS,
            ],
        ),
        (
            Kind::Screening,
            &[
                press::EVENTS_SCREENING,
                press::EVENTS_SHOWS,
                press::EVENTS_FESTIVAL,
                press::EVENTS_TELLS_SCREENING,
            ],
        ),
        (Kind::PressConference, &[press::EVENTS_TELLS_CONFERENCE]),
        (
            Kind::Ovation,
            &[press::EVENTS_OVATION, press::EVENTS_TELLS_OVATION],
        ),
        (
            Kind::Award,
            &[
                press::EVENTS_PRIZE,
                press::EVENTS_WIN,
                press::EVENTS_CAST,
                press::NAMED_GIVE,
                press::NAMED_FOR_BEST,
                press::EVENTS_TELLS_AWARD,
            ],
        ),
        (Kind::Competition, &[press::EVENTS_TELLS_COMPETITION]),
        (
            Kind::Release,
            &[
                press::EVENTS_RELEASE,
                press::EVENTS_PREMIERE,
                press::EVENTS_OPENS,
                press::EVENTS_CINEMA,
                press::EVENTS_TELLS_RELEASE,
            ],
        ),
        (Kind::TrailerLaunch, &[press::EVENTS_TRAILER]),
        (
            Kind::Anniversary,
            &[
                press::SHOWINGS_ANNIVERSARY,
                press::SHOWINGS_YEARS,
                press::SHOWINGS_TURNED,
            ],
        ),
    ];
    let words = lists.iter().flat_map(|(kind, lists)| {
        let words = lists.iter().flat_map(|list| list.iter());
        words.map(|word| (*word, bit(*kind)))
    });
    let festivals = press::EVENTS_FESTIVAL.iter();
    let festivals = festivals.map(|word| (*word, bit(Kind::Festival)));
    WordTable::of(words.chain(festivals), |one, other| one | other)
});

/// The kinds that a word may tell, a bit for each.
pub(super) fn kinds_told(word: u32) -> u32 {
    TRIGGERS.get(word)
}

/// The triggers of a sentence, outside of titles.
pub(super) fn triggers(sentence: &Sentence<'_, '_>, mentions: &[Mention]) -> Vec<Trigger> {
    let tokens = sentence.tokens;
    let mut found = Vec::new();
    for at in sentence.from..sentence.to {
        let token = tokens.at(at);
        if !token.is_word() {
            continue;
        }
        let mut kinds = TRIGGERS.get(token.word);
        if CINEMA.has(token.word) {
            kinds |= bit(EventKind::Release);
        }
        if kinds & bit(EventKind::Festival) != 0 && !token.is_capital {
            kinds &= !bit(EventKind::Festival);
        }
        let is_in_title = || mentions.iter().any(|it| it.from <= at && at < it.to);
        if kinds != 0 && !is_in_title() {
            found.push(Trigger { at, kinds });
        }
    }
    found
}

/// Where a film is named in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mention {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) film: usize,
}

/// The mentions of all films, in order.
pub(super) fn all_mentions(films: &[Film]) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = films
        .iter()
        .enumerate()
        .flat_map(|(film, it)| {
            let mentions = it.mentions.iter();
            mentions.map(move |&(from, to)| Mention { from, to, film })
        })
        .collect();
    mentions.sort_unstable();
    mentions
}

/// A festival that an article names.
#[derive(Clone, Debug)]
pub(crate) struct FestivalNamed {
    /// Digests of its words.
    words: Vec<u32>,
    /// Its fullest name.
    pub(crate) name: Reach,
    /// How often it is named.
    pub(super) times: u32,
}

/// The festivals of an article; a shorter name of one is another mention of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Festivals(pub(crate) Vec<FestivalNamed>);

impl Festivals {
    /// Adds a name; `Festival` alone is none.
    pub(super) fn add(&mut self, tokens: &Tokens<'_>, name: Reach) {
        let words: Vec<u32> = (name.0..name.1).map(|at| tokens.at(at).word).collect();
        if words.len() < 2 || tokens_text(tokens, name.0, name.1).len() < 8 {
            return;
        }
        let holds = |long: &[u32], short: &[u32]| short.iter().all(|word| long.contains(word));
        let mut known = self.0.iter_mut();
        let same = known.find(|it| holds(&it.words, &words) || holds(&words, &it.words));
        match same {
            Some(same) => {
                same.times += 1;
                if words.len() > same.words.len() {
                    same.words = words;
                    same.name = name;
                }
            }
            None => self.0.push(FestivalNamed {
                words,
                name,
                times: 1,
            }),
        }
    }

    /// The number of the festival that has a name.
    pub(super) fn number_of(&self, tokens: &Tokens<'_>, name: Reach) -> Option<usize> {
        let is_its =
            |it: &FestivalNamed| (name.0..name.1).all(|at| it.words.contains(&tokens.at(at).word));
        self.0.iter().position(is_its)
    }
}

/// The festival's own word in its name.
pub(super) fn festival_word(tokens: &Tokens<'_>, name: Reach) -> usize {
    let mut places = name.0..name.1;
    places
        .find(|&at| FESTIVAL.has(tokens.at(at).word))
        .unwrap_or(name.0)
}

/// Which film or festival a rule's event is about.
pub(super) fn about_of(
    tokens: &Tokens<'_>,
    festivals: &Festivals,
    event: &EventFound,
) -> Option<About> {
    match (event.kind, event.film, event.name) {
        (EventKind::Festival, _, Some(name)) => {
            festivals.number_of(tokens, name).map(About::Festival)
        }
        (EventKind::Festival, ..) => None,
        (_, Some(film), _) => Some(About::Film(film)),
        (_, None, _) => Some(About::Nobody),
    }
}

/// Words of a headline that count: their digests.
pub(super) fn headline_words(headline: &str) -> Vec<u32> {
    let words = headline.split(|letter: char| !(letter.is_alphanumeric() || letter == '-'));
    let words = words.filter(|word| word.chars().count() > 2);
    let mut words: Vec<u32> = words.map(digest).collect();
    words.sort_unstable();
    words.dedup();
    words.truncate(20);
    words
}
