//! Whose rating a column holds, by its name: the person's, other people's, or not said.

use super::Field;
use super::names::{KNOWN, forms, words};
use ovation_language::data::columns;
use ovation_terms::{catalogue_called, fold};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Whose rating a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// The critic's: `Your Rating`, `My score`, `Critic Score`, `Ma note`.
    Own,
    /// An average, or what others gave: `Average Rating`, `User Score`, a site's own.
    Others,
    /// A rating, and not whose.
    Unsaid,
    /// No rating.
    None,
}

struct Lists {
    own: BTreeSet<String>,
    others: BTreeSet<String>,
    /// Whole names.
    own_names: BTreeSet<String>,
    others_names: BTreeSet<String>,
    ratings: BTreeSet<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let folded = |names: &[&str]| names.iter().map(|name| fold(name)).collect();
    let rating = KNOWN.iter().filter(|known| known.field == Field::Rating);
    Lists {
        own: folded(columns::RATING_OWN_WORDS),
        others: folded(columns::RATING_OTHERS_WORDS),
        own_names: folded(columns::RATING_OWN),
        others_names: folded(columns::RATING_OTHERS),
        ratings: rating
            .flat_map(|known| known.names.iter().cloned())
            .collect(),
    }
});

/// Whose rating a column of this name holds.
pub(super) fn whose(name: &str) -> Whose {
    let lists = &*LISTS;
    let forms = forms(name);
    let is_of = |names: &BTreeSet<String>| forms.iter().any(|form| names.contains(form));
    if is_of(&lists.own_names) {
        return Whose::Own;
    }
    if is_of(&lists.others_names) {
        return Whose::Others;
    }
    let words = words(name);
    let is_rating = is_of(&lists.ratings) || words.iter().any(|word| lists.ratings.contains(word));
    if !is_rating {
        return Whose::None;
    }
    let has = |list: &BTreeSet<String>| words.iter().any(|word| list.contains(word));
    let is_of_catalogue = words.iter().any(|word| catalogue_called(word).is_some())
        || words
            .windows(2)
            .any(|pair| catalogue_called(&pair.concat()).is_some());
    // `Your IMDb rating` is the person's; `Average critic score` is nobody's.
    let is_average = has(&lists.others);
    let is_own = has(&lists.own);
    match (is_average, is_own) {
        (true, _) => Whose::Others,
        (false, true) => Whose::Own,
        (false, false) if is_of_catalogue => Whose::Others,
        (false, false) => Whose::Unsaid,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_columns_name_says_whose_rating_it_holds() {
        for name in [
            "Your Rating",
            "My Rating",
            "My rating",
            "You rated",
            "Critic Score",
            "Critic's Rating",
            "Reviewer Score",
            "Press rating",
            "Моя оценка",
            "Ma note",
            "Mi nota",
            "Mein Urteil/Note",
            "Meine Wertung",
            "Il mio voto",
            "Minha nota",
            "Puanım",
            "Mijn cijfer",
            "Votre note",
            "Ihre Bewertung",
            "Tu nota",
            "Note de la presse",
            "Your rating (out of 10)",
            "My Score /10",
            "your_rating",
            "myRating",
            "Nota del crítico",
            "Оценка критика",
            "Kritikerwertung",
        ] {
            assert_eq!(whose(name), Whose::Own, "{name}");
        }
        for name in [
            "IMDb Rating",
            "Average Rating",
            "Rating (average)",
            "User Score",
            "Spectators rating",
            "Metascore",
            "Note moyenne",
            "Nota media",
            "Durchschnittsnote",
            "Средняя оценка",
            "Оценка IMDb",
            "Avg. score",
            "Audience Score",
            "Community rating",
            "vote_average",
            "Letterboxd rating",
            "Note spectateurs",
            "Punteggio medio",
            "Nota média",
            "Mean rating",
            "Tomatometer",
            "Publikumswertung",
            "average_rating",
            "Valoración usuarios",
            "Рейтинг КиноПоиска",
            "Average critic score",
            "TMDB score",
            "Gemiddelde score",
        ] {
            assert_eq!(whose(name), Whose::Others, "{name}");
        }
        for name in [
            "Rating",
            "Score",
            "Stars",
            "Star Rating",
            "Rating (out of 5)",
            "Note",
            "Оценка",
        ] {
            assert_eq!(whose(name), Whose::Unsaid, "{name}");
        }
        for name in [
            "Film",
            "Year seen",
            "Your name",
            "My notes on it",
            "Average length",
        ] {
            assert_eq!(whose(name), Whose::None, "{name}");
        }
    }
}
