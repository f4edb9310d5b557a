//! Files that stand beside a list of films and are joined to it by ids: titles, directors, cast, names,
//! votes, ids of other catalogues.

use super::columns::folded;
use super::{CatalogueKind, CatalogueRow, bad_row, id_of, parted};
use crate::table::rows::RawRow;
use ovation_terms::{Complaint, FilmKey, TitleUse, film_id};

/// IMDb's categories of people who play in a film.
///
/// Source: <https://developer.imdb.com/non-commercial-datasets/>
const PLAYS: [&str; 2] = ["actor", "actress"];

/// A column that is read of such a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joins {
    TitleId,
    Title,
    Region,
    Language,
    Film,
    Directors,
    Person,
    Category,
    Ordering,
    PrimaryName,
    NumVotes,
    MovieLens,
    Imdb,
    Tmdb,
    Series,
    Season,
}

/// The columns by their folded names, in the order of [`Joins`].
const COLUMNS: [&str; 16] = [
    "titleid",
    "title",
    "region",
    "language",
    "tconst",
    "directors",
    "nconst",
    "category",
    "ordering",
    "primaryname",
    "numvotes",
    "movieid",
    "imdbid",
    "tmdbid",
    "parenttconst",
    "seasonnumber",
];

/// Where the columns of such a file stand.
pub(super) struct Joined {
    places: [Option<usize>; COLUMNS.len()],
}

impl Joined {
    pub(super) fn of(names: &[String]) -> Self {
        let folded: Vec<String> = names.iter().map(|name| folded(name)).collect();
        let place = |wanted: &str| folded.iter().position(|name| name == wanted);
        Self {
            places: COLUMNS.map(place),
        }
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
            CatalogueKind::Films
            | CatalogueKind::Basics
            | CatalogueKind::TitlesAlone
            | CatalogueKind::Entities => Err(bad_row(row, "expected a row of a list of films")),
        }
    }

    fn cell<'r>(&self, row: &'r RawRow, column: Joins) -> Option<&'r str> {
        let at = self.places.get(column as usize).copied().flatten()?;
        row.cell(at).filter(|cell| *cell != "\\N")
    }

    fn title(&self, row: &RawRow) -> Result<CatalogueRow, Complaint> {
        let (film, title) = (self.cell(row, Joins::TitleId), self.cell(row, Joins::Title));
        let (Some(film), Some(title)) = (film, title) else {
            return Err(bad_row(row, "expected a film's id and a title"));
        };
        let other = |column: Joins| self.cell(row, column).map(str::to_owned);
        Ok(CatalogueRow::Title {
            film: imdb(row, film)?,
            said: TitleUse {
                title: title.to_owned(),
                region: other(Joins::Region),
                language: other(Joins::Language),
            },
        })
    }

    fn film(&self, row: &RawRow) -> Result<FilmKey, Complaint> {
        match self.cell(row, Joins::Film) {
            Some(film) => imdb(row, film),
            None => Err(bad_row(row, "expected a film's id")),
        }
    }

    fn crew(&self, row: &RawRow) -> Result<CatalogueRow, Complaint> {
        let directors = self.cell(row, Joins::Directors).unwrap_or_default();
        Ok(CatalogueRow::Crew {
            film: self.film(row)?,
            directors: parted(directors, &[',']),
        })
    }

    fn principal(&self, row: &RawRow) -> Result<CatalogueRow, Complaint> {
        let film = self.film(row)?;
        let (person, category) = (
            self.cell(row, Joins::Person),
            self.cell(row, Joins::Category),
        );
        let (Some(person), Some(category)) = (person, category) else {
            return Err(bad_row(row, "expected a person's number and what they do"));
        };
        if !PLAYS.contains(&category) {
            return Ok(CatalogueRow::OtherWork);
        }
        let order = self
            .cell(row, Joins::Ordering)
            .and_then(|at| at.parse().ok());
        Ok(CatalogueRow::Plays {
            film,
            person: person.to_owned(),
            order: order.unwrap_or(u16::MAX),
        })
    }

    fn person(&self, row: &RawRow) -> Result<CatalogueRow, Complaint> {
        match (
            self.cell(row, Joins::Person),
            self.cell(row, Joins::PrimaryName),
        ) {
            (Some(id), Some(name)) => Ok(CatalogueRow::Person {
                id: id.to_owned(),
                name: name.to_owned(),
            }),
            _ => Err(bad_row(row, "expected a person's number and name")),
        }
    }

    fn votes(&self, row: &RawRow) -> Result<CatalogueRow, Complaint> {
        let film = self.film(row)?;
        let votes = self.cell(row, Joins::NumVotes);
        match votes.and_then(|votes| votes.parse().ok()) {
            Some(votes) => Ok(CatalogueRow::Votes { film, votes }),
            None => Err(bad_row(row, "expected a number of votes")),
        }
    }

    /// The season that an episode is of; nothing where nobody numbered it.
    fn episode(&self, row: &RawRow) -> Result<CatalogueRow, Complaint> {
        let Some(series) = self.cell(row, Joins::Series) else {
            return Err(bad_row(row, "expected a series' id"));
        };
        let season = self.cell(row, Joins::Season);
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
            (Joins::MovieLens, "movielens"),
            (Joins::Imdb, "imdb"),
            (Joins::Tmdb, "tmdb"),
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
    id_of("imdb", printed).map_err(|no_id| bad_row(row, &no_id.to_string()))
}

#[cfg(test)]
mod tests;
