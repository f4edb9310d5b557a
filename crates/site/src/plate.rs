//! A film's plate: a picture set in type from its title, year and director, for films without a poster.
//!
//! The same film has the same plate everywhere and for ever: motif and colours follow from its title and year
//! alone. A plate is 300 by 450 units. The title is set as large as it fits; scripts of wide letters, long words
//! and languages written from right to left are measured for what they are.

mod lettering;
mod motif;

use lettering::{Lettering, set};
use motif::{Shape, motif};
use ovation_terms::{FilmRecord, Hash};

/// Sets of colours, as the stylesheet has them.
const INKS: usize = 7;
/// Letters of a director's line.
const FOOT_LETTERS: usize = 34;

/// A plate ready to print.
#[derive(Clone, Debug)]
pub(crate) struct Plate {
    /// Which set of colours: 0 to 6.
    pub(crate) ink: usize,
    pub(crate) shapes: Vec<Shape>,
    pub(crate) title: Lettering,
    /// `2026 · Maren Oyelund`
    pub(crate) foot: String,
}

impl Plate {
    /// The plate of a film.
    pub(crate) fn of(film: &FilmRecord) -> Self {
        let year = film.year.map(|year| year.to_string()).unwrap_or_default();
        let digest = Hash::of(format!("{}\n{year}", film.title).as_bytes()).to_string();
        let dice: Vec<usize> = digest
            .chars()
            .filter_map(|digit| digit.to_digit(16))
            .map(|digit| digit as usize)
            .collect();
        let die = |place: usize| dice.get(place).copied().unwrap_or(0);
        let two = |place: usize| die(place) * 16 + die(place + 1);
        let director = film.directors.first().map_or("", String::as_str);
        let parts: Vec<&str> = [year.as_str(), director]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        Self {
            ink: two(0) % INKS,
            shapes: motif(two(2), &|place| two(4 + 2 * place)),
            title: set(&film.title),
            foot: lettering::shortened(&parts.join(" · "), FOOT_LETTERS),
        }
    }
}

/// What stands for a film where a picture is wanted.
#[derive(Clone, Debug)]
pub(crate) enum Art {
    /// The operator's poster, by its address on this site.
    Poster(String),
    /// One set in type.
    Plate(Box<Plate>),
}

impl Art {
    /// The poster that the site has of a film, else its plate.
    pub(crate) fn of(film: &FilmRecord) -> Self {
        match film.poster.as_ref().map(|poster| &poster.place) {
            Some(ovation_terms::PosterPlace::File { hash, .. }) => {
                Self::Poster(format!("/posters/{}/{hash}", film.id))
            }
            _ => Self::Plate(Box::new(Plate::of(film))),
        }
    }

    /// The poster's address, where it is one.
    pub(crate) fn poster(&self) -> Option<&str> {
        match self {
            Self::Poster(address) => Some(address),
            Self::Plate(_) => None,
        }
    }

    /// The plate, where it is one.
    pub(crate) fn plate(&self) -> Option<&Plate> {
        match self {
            Self::Poster(_) => None,
            Self::Plate(plate) => Some(plate),
        }
    }
}
