//! What a person set and takes back, wherever it is asked for.

use ovation_terms::Decision;
use serde::Deserialize;

/// What was decided and is taken back: what was read or judged holds again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cleared {
    /// The film.
    Film,
    /// The verdict.
    Verdict,
    /// The rating.
    Rating,
    /// The critic.
    Critic,
    /// The outlet.
    Outlet,
    /// The day of publication.
    Date,
    /// The address on the web.
    Url,
    /// The language.
    Language,
    /// The headline.
    Headline,
}

impl Cleared {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Film,
        Self::Verdict,
        Self::Rating,
        Self::Critic,
        Self::Outlet,
        Self::Date,
        Self::Url,
        Self::Language,
        Self::Headline,
    ];

    /// The word by which it is asked for, and a sentence of it.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Film => ("film", "The film"),
            Self::Verdict => ("verdict", "The verdict"),
            Self::Rating => ("rating", "The rating"),
            Self::Critic => ("critic", "The critic"),
            Self::Outlet => ("outlet", "The outlet"),
            Self::Date => ("date", "The day of publication"),
            Self::Url => ("url", "The address on the web"),
            Self::Language => ("language", "The language"),
            Self::Headline => ("headline", "The headline"),
        }
    }

    /// The part that a word asks for.
    pub fn called(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.words().0 == word)
    }

    /// What is entered.
    pub const fn decision(self) -> Decision {
        match self {
            Self::Film => Decision::ClearFilm,
            Self::Verdict => Decision::ClearVerdict,
            Self::Rating => Decision::ClearRating,
            Self::Critic => Decision::ClearCritic,
            Self::Outlet => Decision::ClearOutlet,
            Self::Date => Decision::ClearPublished,
            Self::Url => Decision::ClearUrl,
            Self::Language => Decision::ClearLanguage,
            Self::Headline => Decision::ClearHeadline,
        }
    }
}
