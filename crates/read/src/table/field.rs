//! What a table's column may hold.

use ovation_terms::fold;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// What a table's column may hold; the text form (`film-id`) is the left side of `--map`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Field {
    /// The film's title, or bare numbers that are ids within the table.
    Film,
    /// The film's id, within the table or in the catalogue that `--ids-of` names.
    FilmId,
    /// The film's year.
    Year,
    /// The film's directors.
    Director,
    /// Who wrote the review.
    Critic,
    /// Where it ran.
    Outlet,
    /// Day published.
    Date,
    /// The rating as printed.
    Rating,
    /// The top of the rating's scale.
    Scale,
    /// The review's text or a snippet.
    Text,
    /// The review's address.
    Url,
    /// The stated verdict.
    Verdict,
    /// The review's headline.
    Headline,
    /// The text's language.
    Language,
    /// The film's id at IMDb.
    Imdb,
    /// The film's id at TMDB.
    Tmdb,
    /// The film's id at Wikidata.
    Wikidata,
    /// The table's own id of the row, by which it is known again when the table is read anew.
    Id,
}

/// A text named no field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a field such as `film`, `critic` or `rating`, found `{found}`; fields: {known}")]
pub struct FieldError {
    found: String,
    known: String,
}

impl Field {
    /// Every field, in the order of the enumeration.
    pub const ALL: [Self; 18] = [
        Self::Film,
        Self::FilmId,
        Self::Year,
        Self::Director,
        Self::Critic,
        Self::Outlet,
        Self::Date,
        Self::Rating,
        Self::Scale,
        Self::Text,
        Self::Url,
        Self::Verdict,
        Self::Headline,
        Self::Language,
        Self::Imdb,
        Self::Tmdb,
        Self::Wikidata,
        Self::Id,
    ];

    /// The text form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Film => "film",
            Self::FilmId => "film-id",
            Self::Year => "year",
            Self::Director => "director",
            Self::Critic => "critic",
            Self::Outlet => "outlet",
            Self::Date => "date",
            Self::Rating => "rating",
            Self::Scale => "scale",
            Self::Text => "text",
            Self::Url => "url",
            Self::Verdict => "verdict",
            Self::Headline => "headline",
            Self::Language => "language",
            Self::Imdb => "imdb",
            Self::Tmdb => "tmdb",
            Self::Wikidata => "wikidata",
            Self::Id => "id",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Field {
    type Err = FieldError;
    /// Takes `film-id`, `film_id` and `filmid`, whatever the case.
    fn from_str(text: &str) -> Result<Self, FieldError> {
        let wanted = fold(text);
        let mut fields = Self::ALL.into_iter();
        fields
            .find(|field| fold(field.code()) == wanted)
            .ok_or_else(|| {
                let mut known: Vec<&str> = Self::ALL.iter().map(|field| field.code()).collect();
                known.sort_unstable();
                FieldError {
                    found: text.chars().take(40).collect(),
                    known: known.join(", "),
                }
            })
    }
}
