//! Which film, critic or outlet a finding is about, and how sure that is.

use crate::{FilmId, FilmMention, Poster, Probability, Sourced, TitleUse, Work};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The answer to "which one is it?".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution<Id> {
    /// The one chosen; none while ambiguous or unknown.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub chosen: Option<Id>,
    /// How probable the choice is (or, when nothing is chosen, the best candidate).
    pub p: Probability,
    /// Why, for a reader: `title and year agree`, `2 films have this title`.
    pub why: String,
    /// The candidates a person may choose from, best first; at most 10.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Id>,
}

fn none<Id>() -> Option<Id> {
    None
}

/// A film's name in another catalogue: `imdb` `tt0012349`, `tmdb` `10098`, `wikidata` `Q173`, or a
/// table's own number, `table:reviews` `8`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FilmKey {
    /// Which catalogue, lower case.
    pub scheme: String,
    /// The film's id in it.
    pub value: String,
}

impl FilmKey {
    /// Joins scheme and value.
    pub fn new(scheme: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            scheme: scheme.into(),
            value: value.into(),
        }
    }
}

impl fmt::Display for FilmKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.scheme, self.value)
    }
}

/// A film as the catalogue knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmRecord {
    /// Its number in the record.
    pub id: FilmId,
    /// The title it is listed under.
    pub title: String,
    /// Other titles: original, other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_titles: Vec<String>,
    /// Year of first release, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Ids in other catalogues.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<FilmKey>,
    /// Directors' names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub directors: Vec<String>,
    /// Names of who plays in it, as the catalogue orders them; the first few dozen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cast: Vec<String>,
    /// Countries of production, as the catalogue writes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// Genres, as the catalogue writes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub genres: Vec<String>,
    /// Where titles are used, as far as the catalogue says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<TitleUse>,
    /// How many people voted on it where the catalogue comes from: how well known it is beside films of
    /// the same title. No score uses it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<u64>,
    /// What kind of work it is: nearly always a film.
    #[serde(default, skip_serializing_if = "Work::is_film")]
    pub work: Work,
    /// Names of who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub writers: Vec<String>,
    /// How long it runs, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runtime_minutes: Option<u16>,
    /// What it tells, in a few sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub synopsis: Option<String>,
    /// Its poster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poster: Option<Poster>,
}

impl FilmRecord {
    /// A film of which nothing is known yet.
    pub fn numbered(id: FilmId) -> Self {
        Self {
            id,
            title: String::new(),
            other_titles: Vec::new(),
            year: None,
            keys: Vec::new(),
            directors: Vec::new(),
            cast: Vec::new(),
            countries: Vec::new(),
            genres: Vec::new(),
            uses: Vec::new(),
            votes: None,
            work: Work::Film,
            writers: Vec::new(),
            runtime_minutes: None,
            synopsis: None,
            poster: None,
        }
    }

    /// The title with its year, as lists show it; of a season with its number: `Harbour Nine, season 2
    /// (2021)`.
    pub fn titled(&self) -> String {
        let title = self.title_of_work();
        match self.year {
            Some(year) => format!("{title} ({year})"),
            None => title,
        }
    }

    /// The title; of a season with its number.
    pub fn title_of_work(&self) -> String {
        match self.work {
            Work::Film | Work::Series => self.title.clone(),
            Work::Season { .. } => format!("{}, {}", self.title, self.work.label()),
        }
    }

    /// The film that a mention makes under a title, with all that the mention says of it.
    pub fn named(id: FilmId, title: String, mention: &FilmMention) -> Self {
        let values =
            |names: &[Sourced<String>]| names.iter().map(|name| name.value.clone()).collect();
        Self {
            title,
            other_titles: mention
                .original_title
                .iter()
                .map(|title| title.value.clone())
                .collect(),
            year: mention.year.as_ref().map(|year| year.value),
            keys: mention.keys.clone(),
            directors: values(&mention.directors),
            work: mention.work_meant(),
            ..Self::numbered(id)
        }
    }
}
