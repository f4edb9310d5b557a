//! Whether the people whom a mention names are a film's.

use super::entry::{Film, cast_hash, names_of};
use ovation_terms::FilmMention;
use std::collections::BTreeSet;

/// What the names say, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PeopleSay {
    /// A director is the same.
    Director,
    /// Who plays in it is.
    Cast,
    /// The mention or the film names nobody, or too few to tell.
    Nothing,
    /// Others are named.
    Other,
}

impl PeopleSay {
    /// Whether they agree.
    pub(super) fn is_same(self) -> bool {
        matches!(self, Self::Director | Self::Cast)
    }
}

/// Whom a mention names.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    directors: Vec<u64>,
    cast: BTreeSet<u32>,
}

/// The role of who plays in a film.
pub(crate) const CAST: &str = "cast";
/// So many names of who plays in it must be a film's, where there are so many on both sides.
const SAME_CAST: usize = 2;
/// From so many on both sides on, other names speak against the film.
const OTHER_CAST: usize = 3;

impl Named {
    pub(super) fn of(mention: &FilmMention) -> Self {
        let directors = mention.directors.iter().map(|it| it.value.clone());
        let directors: Vec<String> = directors.collect();
        let cast = mention.credits.iter().filter(|credit| credit.role == CAST);
        let cast: Vec<String> = cast.map(|credit| credit.name.value.clone()).collect();
        Self {
            directors: names_of(&directors).collect(),
            cast: names_of(&cast).map(cast_hash).collect(),
        }
    }

    /// What they say of a film.
    pub(super) fn say_of(&self, film: &Film) -> PeopleSay {
        let is_its = |director: &u64| film.directors.contains(director);
        if self.directors.iter().any(is_its) {
            return PeopleSay::Director;
        }
        let shared = film
            .cast
            .iter()
            .filter(|name| self.cast.contains(name))
            .count();
        let fewer = self.cast.len().min(film.cast.len());
        if fewer > 0 && shared >= SAME_CAST.min(fewer) {
            return PeopleSay::Cast;
        }
        let other_director = !self.directors.is_empty() && !film.directors.is_empty();
        let other_cast = shared == 0 && fewer >= OTHER_CAST;
        if other_director || other_cast {
            PeopleSay::Other
        } else {
            PeopleSay::Nothing
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ovation_terms::{Evidence, FilmCredit, FilmId, FilmRecord, Sourced};

    fn says(directors: &[&str], cast: &[&str], film: (&[&str], &[&str])) -> PeopleSay {
        let at = || Evidence::Address { url: String::new() };
        let mention = FilmMention {
            directors: directors
                .iter()
                .map(|name| Sourced::new((*name).to_owned(), at()))
                .collect(),
            credits: cast
                .iter()
                .map(|name| FilmCredit {
                    role: CAST.to_owned(),
                    name: Sourced::new((*name).to_owned(), at()),
                })
                .collect(),
            ..FilmMention::default()
        };
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let (film, _, _) = Film::of(&FilmRecord {
            directors: owned(film.0),
            cast: owned(film.1),
            ..FilmRecord::numbered(FilmId(1))
        });
        Named::of(&mention).say_of(&film)
    }

    #[test]
    fn one_director_or_two_of_the_cast_agree_and_wholly_other_names_speak_against_it() {
        use PeopleSay::{Cast, Director, Nothing, Other};
        type Names<'n> = &'n [&'n str];
        let cast: &[&str] = &["Ada Quill", "Otto Brand", "Ines Falk"];
        let nobody: &[&str] = &[];
        let cases: [(Names<'_>, Names<'_>, (Names<'_>, Names<'_>), PeopleSay); 11] = [
            (&["Odile Marsh"], &[], (&["Odile Marsh"], nobody), Director),
            (
                &["ODILE MARSH"],
                cast,
                (&["Odile Marsh"], &["Tom Rey"]),
                Director,
            ),
            (&["Odile Marsh"], &[], (&["Tom Rey"], nobody), Other),
            (&["Odile Marsh"], cast, (&["Tom Rey"], cast), Cast),
            (&[], &["Ada Quill", "Otto Brand"], (nobody, cast), Cast),
            (&[], &["Ada Quill"], (nobody, cast), Cast),
            (&[], &["Ada Quill", "Tom Rey"], (nobody, cast), Nothing),
            (
                &[],
                &["Tom Rey", "Lea Moor", "Cy Vale"],
                (nobody, cast),
                Other,
            ),
            (&[], &["Tom Rey", "Lea Moor"], (nobody, cast), Nothing),
            // A catalogue's numbers of people contradict nobody.
            (&["Odile Marsh"], &[], (&["nm0000001"], nobody), Nothing),
            (&[], &[], (&["Odile Marsh"], cast), Nothing),
        ];
        for (directors, named, film, wanted) in cases {
            assert_eq!(
                says(directors, named, film),
                wanted,
                "{directors:?} {named:?}"
            );
        }
    }
}
