//! What kind of work a film of the record is, and what kind a source says that it speaks of.

use crate::FilmId;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What kind of work a film of the record is. Whatever nothing else is said of is a film.
///
/// A series and its seasons are works of their own beside films: a review of a season counts for that
/// season, one of the series as a whole for the series, and neither ever for a film.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "WorkForm", into = "WorkForm")]
pub enum Work {
    /// A film, of any length.
    #[default]
    Film,
    /// A series as a whole; a miniseries too.
    Series,
    /// A season of a series. It is listed under the title of its series.
    Season {
        /// Its number in the series.
        number: u16,
        /// The series, where the record has it.
        series: Option<FilmId>,
    },
}

/// A work's kind as it is written, with what only a season has.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct WorkForm {
    kind: WorkKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    series: Option<FilmId>,
}

impl TryFrom<WorkForm> for Work {
    type Error = &'static str;

    fn try_from(form: WorkForm) -> Result<Self, Self::Error> {
        match (form.kind, form.number, form.series) {
            (WorkKind::Film, None, None) => Ok(Self::Film),
            (WorkKind::Series, None, None) => Ok(Self::Series),
            (WorkKind::Season, Some(number), series) => Ok(Self::Season { number, series }),
            _ => Err("expected the `kind` alone, or of a season its `number` and its `series`"),
        }
    }
}

impl From<Work> for WorkForm {
    fn from(work: Work) -> Self {
        Self {
            kind: work.kind(),
            number: work.season(),
            series: work.series(),
        }
    }
}

impl Work {
    /// Its kind, without which season of what.
    pub fn kind(self) -> WorkKind {
        match self {
            Self::Film => WorkKind::Film,
            Self::Series => WorkKind::Series,
            Self::Season { .. } => WorkKind::Season,
        }
    }

    /// Whether it is a film, as most are.
    pub fn is_film(&self) -> bool {
        *self == Self::Film
    }

    /// The number of a season.
    pub fn season(self) -> Option<u16> {
        match self {
            Self::Season { number, .. } => Some(number),
            Self::Film | Self::Series => None,
        }
    }

    /// The series of a season.
    pub fn series(self) -> Option<FilmId> {
        match self {
            Self::Season { series, .. } => series,
            Self::Film | Self::Series => None,
        }
    }

    /// What stands behind the title, for a reader: `series`, `season 2`; nothing of a film.
    pub fn label(self) -> String {
        match self {
            Self::Film => String::new(),
            Self::Series => "series".to_owned(),
            Self::Season { number, .. } => format!("season {number}"),
        }
    }
}

/// The kinds of works.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// Films.
    #[default]
    Film,
    /// Series.
    Series,
    /// Seasons of series.
    Season,
}

impl WorkKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Film, Self::Series, Self::Season];

    /// The text form: `film`, `series`, `season`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Film => "film",
            Self::Series => "series",
            Self::Season => "season",
        }
    }
}

impl fmt::Display for WorkKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for WorkKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut all = Self::ALL.into_iter();
        let found = all.find(|kind| kind.code() == text);
        found.ok_or_else(|| format!("expected `film`, `series` or `season`, found `{text}`"))
    }
}

/// What kind of work a source says that it speaks of, where it says so. A source that says nothing
/// speaks of a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WorkSaid {
    /// A series as a whole.
    Series,
    /// A season.
    Season {
        /// Its number, where that is said too.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<u16>,
    },
    /// A single episode: no work of the record.
    Episode,
}

impl WorkSaid {
    /// For a reader: `a series`, `season 2`.
    pub fn words(self) -> String {
        match self {
            Self::Series => "a series".to_owned(),
            Self::Season {
                number: Some(number),
            } => format!("season {number} of a series"),
            Self::Season { number: None } => "a season of a series".to_owned(),
            Self::Episode => "an episode of a series".to_owned(),
        }
    }

    /// The work that is meant, where the record can have it: a season with its number.
    pub fn work(self) -> Option<Work> {
        match self {
            Self::Series => Some(Work::Series),
            Self::Season { number } => number.map(|number| Work::Season {
                number,
                series: None,
            }),
            Self::Episode => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_are_written_as_they_are_documented_and_a_season_says_its_series() {
        let works = [
            Work::Film,
            Work::Series,
            Work::Season {
                number: 2,
                series: Some(FilmId(7)),
            },
        ];
        let written = serde_json::to_string(&works).unwrap();
        assert_eq!(
            written,
            r#"[{"kind":"film"},{"kind":"series"},{"kind":"season","number":2,"series":7}]"#
        );
        assert_eq!(
            serde_json::from_str::<Vec<Work>>(&written).unwrap(),
            works.to_vec()
        );
        for kind in WorkKind::ALL {
            assert_eq!(kind.code().parse(), Ok(kind));
        }
        assert!("episode".parse::<WorkKind>().is_err());
    }

    #[test]
    fn an_episode_and_a_season_without_number_are_no_works_of_the_record() {
        assert_eq!(WorkSaid::Episode.work(), None);
        assert_eq!(WorkSaid::Season { number: None }.work(), None);
        let second = WorkSaid::Season { number: Some(2) };
        assert_eq!(second.work().and_then(Work::season), Some(2));
        assert_eq!(second.words(), "season 2 of a series");
    }
}
