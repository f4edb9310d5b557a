//! The row of a film.

use super::columns::shown;
use crate::db::Arg;
use ovation_terms::{FilmRecord, FilmStory, WorkKind, fold};

/// A film's row.
#[derive(Debug)]
pub(crate) struct FilmRow {
    pub(crate) title: Box<str>,
    pub(crate) folded: String,
    pub(crate) year: Option<i64>,
    pub(crate) record: String,
    /// All that was said of it, where it is not simply as it was added.
    pub(crate) story: Option<String>,
    /// Whether it is a film of the catalogue: nobody took it back.
    pub(crate) listed: bool,
    /// What kind of work it is.
    pub(crate) kind: WorkKind,
    /// The series of a season.
    pub(crate) series: Option<i64>,
}

impl FilmRow {
    pub(super) fn of(film: &FilmRecord) -> Result<Self, serde_json::Error> {
        Ok(Self {
            title: shown(&film.title),
            folded: fold(&film.title),
            year: film.year.map(i64::from),
            record: serde_json::to_string(film)?,
            story: None,
            listed: true,
            kind: film.work.kind(),
            series: film.work.series().map(|series| series.0),
        })
    }

    pub(super) fn after(story: &FilmStory) -> Result<Self, serde_json::Error> {
        let as_added = story.is_as_added();
        Ok(Self {
            story: (!as_added)
                .then(|| serde_json::to_string(story))
                .transpose()?,
            listed: story.is_listed(),
            ..Self::of(&story.record())?
        })
    }

    /// Whether it is listed, what kind of work it is and of which series: its last columns.
    pub(crate) fn standing(&self) -> [Arg<'static>; 3] {
        [
            Arg::Bool(self.listed),
            Arg::text(self.kind.code()),
            Arg::Int(self.series),
        ]
    }

    /// All that was said of the film.
    pub(super) fn story(&self) -> Result<FilmStory, serde_json::Error> {
        match &self.story {
            Some(story) => serde_json::from_str(story),
            None => Ok(FilmStory::new(self.record()?)),
        }
    }

    fn record(&self) -> Result<FilmRecord, serde_json::Error> {
        serde_json::from_str(&self.record)
    }

    /// The folded titles it is found by.
    pub(super) fn titles(&self) -> Result<Vec<String>, serde_json::Error> {
        Ok(titles_of(&self.record()?))
    }

    /// The keys it is found by.
    pub(super) fn keys(&self) -> Result<Vec<SchemeAndValue>, serde_json::Error> {
        let keys = self.record()?.keys;
        let pair = |key: &ovation_terms::FilmKey| (shown(&key.scheme), shown(&key.value));
        Ok(keys.iter().map(pair).collect())
    }
}

/// The folded titles that a film is found by; a season by that of its series with its number too.
pub(super) fn titles_of(film: &FilmRecord) -> Vec<String> {
    let own = std::iter::once(&film.title).chain(&film.other_titles);
    let mut titles: Vec<String> = own.map(|title| fold(title)).collect();
    if film.work.season().is_some() {
        titles.push(fold(&film.title_of_work()));
    }
    titles
}

/// An id in another catalogue: which catalogue, and the id.
type SchemeAndValue = (Box<str>, Box<str>);
