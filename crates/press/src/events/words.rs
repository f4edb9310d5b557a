//! Words that say that something happened to a film.

use ovation_knowledge::{List, current};
use ovation_language::data::press::EVENTS_CINEMA;
use ovation_language::lexicon::{WordSet, word_set};
use std::sync::LazyLock;

word_set!(pub(super) PREMIERE, EVENTS_PREMIERE);
word_set!(pub(super) SCREENING, EVENTS_SCREENING);
word_set!(pub(super) OVATION, EVENTS_OVATION);
word_set!(pub(super) PRIZE, EVENTS_PRIZE);
word_set!(pub(super) WIN, EVENTS_WIN);
word_set!(pub(super) RELEASE, EVENTS_RELEASE);
word_set!(pub(super) TRAILER, EVENTS_TRAILER);
word_set!(pub(super) LAUNCH, EVENTS_LAUNCH);
word_set!(pub(super) FESTIVAL, EVENTS_FESTIVAL);
word_set!(pub(super) FEST_VERB, EVENTS_FEST_VERB);
word_set!(pub(super) NOMINATED, EVENTS_NOMINATED);

/// Where films are shown: cinemas, and services that `knowledge/` lists.
pub(super) static CINEMA: LazyLock<WordSet> = LazyLock::new(|| {
    let services = current().list(List::Streaming).iter().map(String::as_str);
    WordSet::of(EVENTS_CINEMA.iter().copied().chain(services))
});

// Premieres that are releases where no festival is named: the words of Spanish and Portuguese for both.
word_set!(pub(super) OPENS, EVENTS_OPENS);
// Works that are no films.
word_set!(pub(super) OTHER_WORK, EVENTS_OTHER_WORK);
// Many films, no one of them.
word_set!(pub(super) MANY, EVENTS_MANY);
// What a golden or silver prize is cast as.
word_set!(pub(super) CAST, EVENTS_CAST);
// What a best one is chosen of: `Best Actress`.
word_set!(pub(super) BEST, EVENTS_BEST);
// How an ovation comes about.
word_set!(pub(super) RECEIVED, EVENTS_RECEIVED);
// What a film does that is shown.
word_set!(pub(super) SHOWS, EVENTS_SHOWS);
// What follows `award` where it is no prize.
word_set!(pub(super) AWARD_THING, EVENTS_AWARD_THING);
