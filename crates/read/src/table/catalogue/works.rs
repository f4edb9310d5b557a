//! What kind of work a row of a catalogue is: a film, a series, a season of one.

use super::CatalogueFilm;
use ovation_language::seasons::{kind_in, season_in, season_named};
use ovation_terms::{Work, WorkSaid};

/// What the cells of a row say of the kind of its work.
#[derive(Default)]
pub(super) struct KindSaid {
    said: Option<(WorkSaid, String)>,
    season: Option<u16>,
    series: Option<String>,
}

impl KindSaid {
    /// Takes in a cell; whether it says that the work is a series or a season.
    pub(super) fn takes(&mut self, cell: &str) -> bool {
        let Some(said) = kind_in(cell).filter(|said| *said != WorkSaid::Episode) else {
            return false;
        };
        self.said = Some((said, cell.to_owned()));
        true
    }

    /// Takes in the number of a season.
    pub(super) fn take_season(&mut self, cell: &str) {
        self.season = self.season.or_else(|| season_of(cell));
    }

    /// Takes in the title of a season's series.
    pub(super) fn take_series(&mut self, cell: &str) {
        self.series = Some(cell.to_owned());
    }

    /// Makes the row's work of what was said: a season is listed under the title of its series.
    ///
    /// Gives the kind in the catalogue's words where it is a season and nobody says which.
    pub(super) fn settle(self, film: &mut CatalogueFilm) -> Result<(), String> {
        let Self {
            said,
            season,
            series,
        } = self;
        let Some((said, kind)) = said else {
            return Ok(());
        };
        let in_title = season_in(&film.title);
        let named = match (said, in_title.as_ref().map(|named| named.says)) {
            (WorkSaid::Season { number }, Some(WorkSaid::Season { number: other })) => {
                Some(number.or(other))
            }
            (WorkSaid::Season { number }, _) => Some(number),
            (WorkSaid::Series | WorkSaid::Episode, _) => season.map(Some),
        };
        let Some(number) = named else {
            film.work = Work::Series;
            return Ok(());
        };
        let number = season.or(number).ok_or(kind)?;
        film.work = Work::Season {
            number,
            series: None,
        };
        let title = series.or(in_title.map(|named| named.series));
        if let Some(title) = title.filter(|title| *title != film.title) {
            let own = std::mem::replace(&mut film.title, title);
            if season_in(&own).is_none() && season_named(&own).is_none() && !own.is_empty() {
                film.other_titles.push(own);
            }
        }
        Ok(())
    }
}

/// The number of a season in a cell: `2`, `Season 2`.
fn season_of(cell: &str) -> Option<u16> {
    let said = cell.trim().parse().ok();
    said.or_else(|| match season_named(cell) {
        Some(WorkSaid::Season { number }) => number,
        _ => None,
    })
}

/// Minutes of a cell: `104`, `104 min`.
pub(super) fn minutes_of(cell: &str) -> Option<u16> {
    let digits: String = cell
        .trim()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok().filter(|minutes| *minutes > 0)
}
