//! Files that stand beside a list of films and are joined to it by ids: titles, directors, cast, names,
//! votes, ids of other catalogues.

use super::columns::folded;
use super::{CatalogueKind, CatalogueRow, bad_row, parted};
use crate::table::rows::RawRow;
use ovation_terms::{Complaint, FilmKey, TitleUse, film_id};

/// IMDb's categories of people who play in a film.
///
/// Source: <https://developer.imdb.com/non-commercial-datasets/>
const PLAYS: [&str; 2] = ["actor", "actress"];

/// Where the columns of such a file stand.
pub(super) struct Joined {
    folded: Vec<String>,
}

impl Joined {
    pub(super) fn of(names: &[String]) -> Self {
        let folded = names.iter().map(|name| folded(name)).collect();
        Self { folded }
    }

    /// What a row of a file of this kind tells.
    pub(super) fn row(&self, kind: CatalogueKind, row: &RawRow) -> Result<CatalogueRow, Complaint> {
        match kind {
            CatalogueKind::Titles => self.title(row),
            CatalogueKind::Crew => self.crew(row),
            CatalogueKind::Principals => self.principal(row),
            CatalogueKind::People => self.person(row),
            CatalogueKind::Ratings => self.votes(row),
            CatalogueKind::Links => self.ids(row),
            CatalogueKind::Episodes => self.episode(row),
            CatalogueKind::Films | CatalogueKind::TitlesAlone | CatalogueKind::Entities => {
                Err(bad_row(row, "expected a row of a list of films"))
            }
        }
    }

    fn cell<'r>(&self, row: &'r RawRow, name: &str) -> Option<&'r str> {
        let at = self.folded.iter().position(|other| other == name)?;
        row.cell(at).filter(|cell| *cell != "\\N")
    }

    fn title(&self, row: &RawRow) -> Result<CatalogueRow, Complaint> {
        let (film, title) = (self.cell(row, "titleid"), self.cell(row, "title"));
        let (Some(film), Some(title)) = (film, title) else {
            return Err(bad_row(row, "expected a film's id and a title"));
        };
        let other = |name: &str| self.cell(row, name).map(str::to_owned);
        Ok(CatalogueRow::Title {
            film: imdb(row, film)?,
            said: TitleUse {
                title: title.to_owned(),
                region: other("region"),
                language: other("language"),
            },
        })
    }

    fn film(&self, row: &RawRow) -> Result<FilmKey, Complaint> {
        match self.cell(row, "tconst") {
            Some(film) => imdb(row, film),
            None => Err(bad_row(row, "expected a film's id")),
        }
    }

    fn crew(&self, row: &RawRow) -> Result<CatalogueRow, Complaint> {
        let directors = self.cell(row, "directors").unwrap_or_default();
        Ok(CatalogueRow::Crew {
            film: self.film(row)?,
            directors: parted(directors, &[',']),
        })
    }

    fn principal(&self, row: &RawRow) -> Result<CatalogueRow, Complaint> {
        let film = self.film(row)?;
        let (person, category) = (self.cell(row, "nconst"), self.cell(row, "category"));
        let (Some(person), Some(category)) = (person, category) else {
            return Err(bad_row(row, "expected a person's number and what they do"));
        };
        if !PLAYS.contains(&category) {
            return Ok(CatalogueRow::OtherWork);
        }
        let order = self.cell(row, "ordering").and_then(|at| at.parse().ok());
        Ok(CatalogueRow::Plays {
            film,
            person: person.to_owned(),
            order: order.unwrap_or(u16::MAX),
        })
    }

    fn person(&self, row: &RawRow) -> Result<CatalogueRow, Complaint> {
        match (self.cell(row, "nconst"), self.cell(row, "primaryname")) {
            (Some(id), Some(name)) => Ok(CatalogueRow::Person {
                id: id.to_owned(),
                name: name.to_owned(),
            }),
            _ => Err(bad_row(row, "expected a person's number and name")),
        }
    }

    fn votes(&self, row: &RawRow) -> Result<CatalogueRow, Complaint> {
        let film = self.film(row)?;
        let votes = self.cell(row, "numvotes");
        match votes.and_then(|votes| votes.parse().ok()) {
            Some(votes) => Ok(CatalogueRow::Votes { film, votes }),
            None => Err(bad_row(row, "expected a number of votes")),
        }
    }

    /// The season that an episode is of; nothing where nobody numbered it.
    fn episode(&self, row: &RawRow) -> Result<CatalogueRow, Complaint> {
        let Some(series) = self.cell(row, "parenttconst") else {
            return Err(bad_row(row, "expected a series' id"));
        };
        let season = self.cell(row, "seasonnumber");
        match season.and_then(|season| season.parse().ok()) {
            Some(number) => Ok(CatalogueRow::Season {
                series: imdb(row, series)?,
                number,
            }),
            None => Ok(CatalogueRow::OtherWork),
        }
    }

    /// The ids of one film in several catalogues; one that is none is left out, with the row if less
    /// than two are left.
    fn ids(&self, row: &RawRow) -> Result<CatalogueRow, Complaint> {
        let schemes = [
            ("movieid", "movielens"),
            ("imdbid", "imdb"),
            ("tmdbid", "tmdb"),
        ];
        let mut keys = Vec::new();
        let mut wrong = None;
        for (column, scheme) in schemes {
            match self.cell(row, column).map(|cell| film_id(scheme, cell)) {
                Some(Ok(key)) => keys.push(key),
                Some(Err(no_id)) => wrong = Some(no_id.to_string()),
                None => {}
            }
        }
        match (keys.first(), wrong) {
            (Some(first), None) if first.scheme == "movielens" => Ok(CatalogueRow::Ids(keys)),
            (_, Some(wrong)) => Err(bad_row(row, &wrong)),
            (_, None) => Err(bad_row(row, "expected a film's number")),
        }
    }
}

fn imdb(row: &RawRow, printed: &str) -> Result<FilmKey, Complaint> {
    film_id("imdb", printed).map_err(|no_id| bad_row(row, &no_id.to_string()))
}

#[cfg(test)]
mod tests;
