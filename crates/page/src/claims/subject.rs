//! What a review is of, where markup does not say what sort of thing it names.

use super::Subject;
use ovation_language::words::{List, WordTally};

/// Lists of words for what is no film.
const OTHERS: [List; 5] = [
    List::Other,
    List::Book,
    List::Game,
    List::Music,
    List::Podcast,
];

/// What is told of the thing that is reviewed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ThingTold<'a> {
    /// What the review is filed under: categories, tags, a stated type.
    pub(crate) labels: &'a str,
    /// The review's words.
    pub(crate) text: &'a str,
    /// A year stands in its name or behind it.
    pub(crate) has_year: bool,
    /// It leads to a catalogue of films, or its director is stated.
    pub(crate) is_catalogued: bool,
}

impl ThingTold<'_> {
    /// The subject as far as it is told: a film where it is filed under films, leads to a catalogue of
    /// them or has a year behind its name as films have, and nothing speaks of a book or a game.
    pub(crate) fn subject(&self) -> Subject {
        let labels = WordTally::of(self.labels);
        if labels.has(List::Series) {
            return Subject::Series;
        }
        if labels.has(List::Film) {
            return Subject::Film;
        }
        if speaks_of_other(&labels) {
            return Subject::Other;
        }
        let text = WordTally::of(self.text);
        let others: usize = OTHERS.iter().map(|list| text.count(*list)).sum();
        let is_of_film = text.count(List::Film) >= others + text.count(List::Series);
        if self.is_catalogued || (self.has_year && is_of_film) {
            Subject::Film
        } else {
            Subject::Unknown
        }
    }
}

/// Whether words speak of a book, a game, a record, a play, a podcast or a thing for sale.
pub(crate) fn speaks_of_other(tally: &WordTally) -> bool {
    OTHERS.iter().any(|list| tally.has(*list))
}
