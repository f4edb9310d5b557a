//! The films, critics and outlets of a record, ready for questions.

use crate::film::Films;
use crate::outlets::Outlets;
use crate::people::Critics;
use crate::{CriticAnswer, FilmAnswer, FilmOccasion, OutletAnswer, StoredFilms};
use ovation_terms::{CriticId, FilmId, FilmMention, FilmRecord, OutletId};
use std::sync::Arc;

/// What the record knows of films, critics and outlets.
///
/// The order in which things are added does not change an answer. Adding a film again replaces
/// what was known of it; it costs two microseconds: 150,000 films are ready in a third of
/// a second, and take about 60 MB.
#[derive(Clone, Debug, Default)]
pub struct Index {
    films: Films,
    critics: Critics,
    outlets: Outlets,
}

impl Index {
    /// An empty index: every question is answered with "unknown" or "new".
    pub fn new() -> Self {
        Self::default()
    }

    /// An index of the films that a stored one has; critics and outlets are added, and films above those.
    pub fn over(stored: Arc<StoredFilms>) -> Self {
        Self {
            films: Films::over(stored),
            ..Self::default()
        }
    }

    /// Whether the stored index was found not to be as it was written: then no answer since is to be
    /// believed, and it must be made anew.
    pub fn is_damaged(&self) -> bool {
        self.films.is_damaged()
    }

    /// Adds a film, or replaces what is known of it.
    pub fn add_film(&mut self, film: &FilmRecord) {
        self.films.add(film);
    }

    /// Takes a film out; one that it does not have is none afterwards either.
    pub fn remove_film(&mut self, film: FilmId) {
        self.films.remove(film);
    }

    /// Sets whether a review whose title has a remark on a cut, a restoration or a showing behind it
    /// waits for a person; else it is a review of the film.
    pub fn ask_of_editions(&mut self, asks: bool) {
        self.films.ask_of_editions(asks);
    }

    /// Adds a critic under a name; a further name of the same critic is an alias.
    pub fn add_critic(&mut self, critic: CriticId, name: &str) {
        self.critics.add(critic, name);
    }

    /// Adds an outlet under a name and a registered domain, as [`crate::site_of`] gives it; a
    /// further name or domain of the same outlet is an alias.
    pub fn add_outlet(&mut self, outlet: OutletId, name: &str, domain: Option<&str>) {
        self.outlets.add(outlet, name, domain);
    }

    /// Notes that a critic has written for an outlet.
    pub fn note_byline(&mut self, critic: CriticId, outlet: OutletId) {
        self.critics.note_byline(critic, outlet);
    }

    /// Says which film a mention means.
    ///
    /// A key of the mention that the record knows decides at once. Else the title decides with the
    /// year (within one) and the directors; a title that several films share is ambiguous unless
    /// year or director tell them apart.
    pub fn film(&self, mention: &FilmMention) -> FilmAnswer {
        self.films.find(mention, FilmOccasion::default())
    }

    /// Says which film a review is about, going also by when it came out and where its title was read.
    pub fn film_of_review(&self, mention: &FilmMention, occasion: FilmOccasion) -> FilmAnswer {
        self.films.find(mention, occasion)
    }

    /// The series that a mention of one of its seasons speaks of, where the record has it.
    pub fn series_of(&self, mention: &FilmMention, occasion: FilmOccasion) -> Option<FilmId> {
        self.films.series_of(mention, occasion)
    }

    /// Whether the record has any series or season.
    pub fn has_series(&self) -> bool {
        self.films.has_series()
    }

    /// A film as a reader is told of it: `Title (2024)`.
    pub fn film_named(&self, film: FilmId) -> Option<String> {
        self.films.named(film)
    }

    /// Says which critic a byline's name means, given the outlet it ran in.
    pub fn critic(&self, name: &str, outlet: Option<OutletId>) -> CriticAnswer {
        self.critics.find(name, outlet)
    }

    /// Says which outlet is meant by a printed name and the address of a review.
    pub fn outlet(&self, name: Option<&str>, url: Option<&str>) -> OutletAnswer {
        self.outlets.find(name, url)
    }
}
